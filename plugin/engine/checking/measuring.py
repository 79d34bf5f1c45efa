"""Run a few real windows through the real model, and tell from that how long all of them will take.

The sample goes the way of a run: windows from all over the area are read ahead, scored in the model's threads, written
as parts, blended and selected into features, in a temporary folder. A first sample of one batch warms everything up, so
that the second one is timed without what happens only once; that is timed apart.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ..contract.errors import RunCancelled
from ..contract.events import Event, IsCancelled, Progress
from ..path.batches import Batch, prefetch, read_parts
from ..path.model import Model, load_model
from ..path.partwriter import PartWriter
from ..path.pipeline import BATCHES_AHEAD, Load, load_unless_cancelled, score_in_streams, select
from ..path.plan import Plan, RasterPlan
from ..path.provenance import describe
from ..path.reading import ReadWindow, WindowReader
from ..path.scores import RunFolder, in_parts
from ..path.windows import Window, lay_windows
from .cost import peak_memory

MEASURE_S = 4.0
LEAST_BATCHES, MOST_BATCHES = 4, 24
NEIGHBOURS = 8
"""Windows of the sample that lie beside each other, along a row and down: a block of the file serves several windows,
so the read of windows far apart would cost more than it does in a run."""
LEAST_PATCHES = 6
GOLDEN_RATIO = 0.6180339887


@dataclass(frozen=True)
class Measurement:
    """What a few windows took. seconds: expected for all windows of the plan, once, from loading the model on.

    windows: how many were timed. load_s: loading the runtime and the model. score_s, select_s: of one window.
    fixed_s: of selecting, however few the windows. peak_bytes: the most memory this process held, None if unknown.
    """

    windows: int
    seconds: float
    load_s: float
    score_s: float
    select_s: float
    fixed_s: float
    device: str
    runtime: str
    peak_bytes: int | None


def measure(plan: Plan, emit: Callable[[Event], None], cancelled: IsCancelled, load: Load = load_model) -> Measurement:
    """Load the model and time a sample of the plan's windows; RunCancelled where a person asked for it.

    The errors of a run are raised: ModelError where the model does not load or answers with something else.
    """
    with tempfile.TemporaryDirectory(prefix="tesela-check-") as folder:
        sample = _Sampler(plan, Path(folder), emit, cancelled)
        try:
            return sample.measure(load)
        except RunCancelled as error:
            raise RunCancelled("The check was cancelled; nothing was written.") from error


class _Sampler:
    """Takes samples of a plan's windows and times them."""

    def __init__(self, plan: Plan, folder: Path, emit: Callable[[Event], None], cancelled: IsCancelled):
        self._plan, self._folder, self._emit, self._cancelled = plan, folder, emit, cancelled
        self._total = sum(len(raster.chosen) for raster in plan.rasters)

    def measure(self, load: Load) -> Measurement:
        """Load, warm up, time, and reckon."""
        self._emit(Progress("load", 0, 1))
        started = time.monotonic()
        empty = RunFolder(self._folder, {})
        model = load_unless_cancelled(self._plan, empty, self._cancelled, load)
        load_s = time.monotonic() - started
        self._emit(Progress("load", 1, 1, device=model.device, runtime=model.runtime))
        warm = min(self._total, self._plan.batch)
        self._run_sample(model, warm, "cold")
        score_warm_s, select_warm_s = self._run_sample(model, warm, "warm")
        count = self._sample_size(warm, score_warm_s)
        score_s, select_s = (score_warm_s, select_warm_s)
        if count > warm:
            score_s, select_s = self._run_sample(model, count, "timed")
        each_select_s = max(0.0, select_s - select_warm_s) / (count - warm) if count > warm else select_s / count
        fixed_s = max(0.0, select_warm_s - warm * each_select_s)
        each_score_s = score_s / count
        whole = load_s + fixed_s + self._total * (each_score_s + each_select_s)
        return Measurement(
            count, whole, load_s, each_score_s, each_select_s, fixed_s, model.device, model.runtime, peak_memory()
        )

    def _sample_size(self, warm: int, warm_s: float) -> int:
        """Return how many windows fit into the time, in whole batches; a slow model's first batches have to do."""
        if warm_s > MEASURE_S:
            return warm
        batches = min(MOST_BATCHES, max(LEAST_BATCHES, int(MEASURE_S / max(1e-6, warm_s))))
        return min(self._total, batches * self._plan.batch)

    def _run_sample(self, model: Model, count: int, name: str) -> tuple[float, float]:
        """Score and select `count` windows of the whole plan as one run; return the seconds of each."""
        chosen = [
            (raster, share) for raster, share in zip(self._plan.rasters, self._shares(count), strict=True) if share
        ]
        places = [self._places(raster, share) for raster, share in chosen]
        small = tuple(compact(raster, len(at)) for (raster, _), at in zip(chosen, places, strict=True))
        folder = RunFolder.create(self._folder / name / "run", describe(replace(self._plan, rasters=small)))
        started = time.monotonic()
        for number, ((raster, _), at) in enumerate(zip(chosen, places, strict=True)):
            self._score(raster, small[number], number, at, model, folder)
            if name == "timed":
                self._emit(Progress("measure", sum(len(one) for one in places[: number + 1]), count))
        folder.update(
            state="complete",
            device=model.device,
            runtime=model.runtime,
            windows=dict(folder.counts()),
            score_seconds=0.0,
            megapixels_per_s=0.0,
        )
        scored = time.monotonic()
        if folder.counts()["scored"]:
            select(folder, self._plan.job.selection, lambda _: None, self._cancelled)
        return scored - started, time.monotonic() - scored

    def _shares(self, count: int) -> list[int]:
        """Share a number of windows among the rasters by their own numbers of windows."""
        bounds = np.cumsum([0, *(len(raster.chosen) for raster in self._plan.rasters)])
        return [int(n) for n in np.diff(np.round(bounds * count / self._total).astype(int))]

    def _places(self, raster: RasterPlan, count: int) -> np.ndarray:
        """Return which windows of a raster are taken; in strips, long runs, because each read unpacks whole rows."""
        if raster.grid.source.block_shape_px[1] >= raster.grid.source.width_px:
            return spread(raster.chosen, count, max(NEIGHBOURS, count // 2))
        return spread_patches(raster, count)

    def _score(
        self, raster: RasterPlan, small: RasterPlan, number: int, places: np.ndarray, model: Model, folder: RunFolder
    ) -> None:
        card, stands_for = self._plan.card, {}
        for position, index in enumerate(places):
            stands_for[small.windows[position]] = raster.windows[int(index)]
        writer = PartWriter(card, number, small.grid, small.windows, small.chosen, folder)
        try:
            with ElsewhereReader.open(raster.grid, card.input) as reader:
                assert isinstance(reader, ElsewhereReader)
                reader.stands_for = stands_for
                parts = enumerate(in_parts(small.chosen))
                ahead = prefetch(read_parts(reader, small.windows, parts, self._plan.batch), BATCHES_AHEAD)
                with closing(ahead), closing(score_in_streams(model, ahead)) as scored:
                    for item, scores, embeddings in scored:
                        if self._cancelled():
                            raise RunCancelled("")
                        if isinstance(item, Batch):
                            writer.add(item, scores, embeddings)
                        else:
                            writer.end_part(item)
            writer.finish()
        except BaseException:
            writer.abandon()
            raise


class ElsewhereReader(WindowReader):
    """Reads, for each window of a small grid, the window of the raster that it stands for."""

    stands_for: dict[Window, Window]

    def read(self, window: Window, out: np.ndarray | None = None) -> ReadWindow:
        """Read the window that this one stands for."""
        return super().read(self.stands_for[window], out)


def spread(chosen: np.ndarray, count: int, run_of: int = NEIGHBOURS) -> np.ndarray:
    """Return `count` of the chosen window numbers in runs of neighbours, spread evenly over all of them.

    chosen: window numbers in reading order. run_of: windows in a run.
    """
    if count >= len(chosen):
        return chosen
    runs = np.array_split(np.arange(count), max(1, round(count / run_of)))
    room = len(chosen) / len(runs)
    starts = (int(i * room + (room - len(run)) / 2) for i, run in enumerate(runs))
    return np.concatenate([chosen[start : start + len(run)] for start, run in zip(starts, runs, strict=True)])


def spread_patches(raster: RasterPlan, count: int) -> np.ndarray:
    """Return `count` of the chosen window numbers in square patches of neighbours, all over the raster."""
    chosen, grid = raster.chosen, raster.grid
    if count >= len(chosen):
        return chosen
    side = int(np.clip(np.sqrt(count / LEAST_PATCHES), 1, NEIGHBOURS))
    lefts, tops, _, _ = raster.windows.boxes_px(chosen).T
    rows = np.unique(tops, return_inverse=True)[1] // side
    columns = (lefts // (side * (grid.window_px - grid.overlap_px))).astype(np.int64)
    patches = np.unique(rows * (columns.max() + 1) + columns, return_inverse=True)[1]
    # The fractional parts of multiples of the golden ratio fill an interval evenly however many are taken.
    order = np.argsort((np.arange(patches.max() + 1) + 0.5) * GOLDEN_RATIO % 1.0)
    sizes = np.bincount(patches)[order]
    needed = order[: int(np.searchsorted(np.cumsum(sizes), count)) + 1]
    members = np.concatenate([np.flatnonzero(patches == patch) for patch in needed])[:count]
    return chosen[members]


def compact(raster: RasterPlan, count: int) -> RasterPlan:
    """Return the plan of a small raster of the same kind whose first `count` windows, and hardly more, cover it."""
    grid = raster.grid
    columns = int(np.ceil(np.sqrt(count)))
    stride_px = grid.window_px - grid.overlap_px
    width_px = grid.window_px + (columns - 1) * stride_px
    height_px = grid.window_px + (-(-count // columns) - 1) * stride_px
    source = replace(
        grid.source, width_px=round(width_px * grid.scale_x), height_px=round(height_px * grid.scale_y), files=()
    )
    small = replace(grid, source=source, height_px=height_px, width_px=width_px)
    windows = lay_windows(height_px, width_px, grid.window_px, grid.overlap_px)
    return RasterPlan(small, windows, np.arange(count), None)
