"""Draw a scene for the worker: what `tesela scene` does, with progress, and ended by a cancel."""

from __future__ import annotations

import time
from pathlib import Path

from ..contract.errors import RunCancelled
from ..contract.events import Done, Emit, IsCancelled, Progress
from ..contract.job import SceneJob
from ..scene.draw import DRAWING_STEPS, TRUTH_LAYER, write_sample


def draw(job: SceneJob, emit: Emit, cancelled: IsCancelled) -> Done:
    """Write scene.tif and truth.gpkg into the job's folder; RunCancelled between two steps of the drawing."""
    begin, steps = time.monotonic(), iter(range(1, DRAWING_STEPS + 1))

    def step() -> None:
        if cancelled():
            raise RunCancelled("The drawing of the scene was cancelled; nothing was written.")
        emit(Progress("draw", next(steps), DRAWING_STEPS))

    raster, truth = write_sample(Path(job.output), job.seed, job.height_px, job.width_px, step)
    return Done(
        results=str(truth),
        features={TRUTH_LAYER: _count(truth)},
        files={"scene": str(raster)},
        seconds=time.monotonic() - begin,
    )


def _count(truth: Path) -> int:
    import fiona

    with fiona.open(truth, layer=TRUTH_LAYER) as layer:
        return len(layer)
