"""What was finished of a run that was interrupted, as a run that `select` reads: the parts that are there, and no more.

Windows whose part was not finished count as places that nobody looked at. The journal and the parts stay as they are,
so the run can still go on from where it stopped.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from affine import Affine
from rasterio.crs import CRS

from ..contract.card import SEGMENTATION
from ..contract.errors import RunError
from ..contract.job import Reading
from .blend import ScoreBlender
from .raster import RasterSource
from .scoregrid import ScoreGrid
from .scores import PART_WINDOWS, RunFolder
from .windows import windows_from_json

OUTCOMES = ("scored", "without_data", "failed")


@dataclass
class FinishedParts(RunFolder):
    """The finished parts of a run, numbered without gaps; score rasters that are not whole lie in `scratch`."""

    scratch: Path = Path()

    def score_raster(self, raster: int) -> Path:
        """Return where the score raster of a raster lies, or where that of its finished parts is put."""
        whole = super().score_raster(raster)
        return whole if whole.is_file() else self.scratch / f"unfinished-{raster}.tif"


@contextmanager
def finished_parts(run: RunFolder, stop: Callable[[], None]) -> Iterator[FinishedParts]:
    """Give what was finished of an interrupted run; RunError where that is nothing. `stop` raises on a cancel.

    Its description says under windows how many were chosen and are `missing`.
    """
    if not run.finished:
        raise RunError(f"Nothing of the run in {run.path} was finished; run its job again.")
    with _scratch_folder(run) as scratch:
        for left_behind in scratch.glob("unfinished-*.tif"):
            left_behind.unlink()
        found = FinishedParts(run.path, _description(run), _without_gaps(run), scratch)
        made = [number for number in range(len(found.description["rasters"])) if _needs_score_raster(found, number)]
        try:
            for number in made:
                _blend(found, number, stop)
            yield found
        finally:
            for number in made:
                found.score_raster(number).unlink(missing_ok=True)


@contextmanager
def _scratch_folder(run: RunFolder) -> Iterator[Path]:
    """Give the run folder, locked, or a temporary one where a run can only be read (so that nobody here writes it)."""
    if os.access(run.path, os.W_OK):
        with run.locked():
            yield run.path
    else:
        with TemporaryDirectory(prefix="tesela-") as folder:
            yield Path(folder)


def _without_gaps(run: RunFolder) -> dict[tuple[int, int], dict[str, Any]]:
    following: Counter[int] = Counter()
    finished = {}
    for raster, number in sorted(run.finished):
        finished[(raster, following[raster])] = run.finished[(raster, number)]
        following[raster] += 1
    return finished


def _description(run: RunFolder) -> dict[str, Any]:
    """Return the run's description as if only the finished windows had been asked for."""
    done = [sum(run.counts(number)[name] for name in OUTCOMES) for number in range(len(run.description["rasters"]))]
    rasters = [{**raster, "chosen": count} for raster, count in zip(run.description["rasters"], done, strict=True)]
    chosen = sum(raster["chosen"] for raster in run.description["rasters"])
    total = sum(len(windows_from_json(raster["windows"])) for raster in rasters)
    windows = {**run.counts(), "total": total, "outside_area": total - chosen, "missing": chosen - sum(done)}
    unknown = {"device": "", "runtime": "", "score_seconds": None, "megapixels_per_s": 0.0}
    return {**unknown, **run.description, "state": "complete", "rasters": rasters, "windows": windows}


def _needs_score_raster(found: FinishedParts, raster: int) -> bool:
    return found.description["model"]["task"] == SEGMENTATION and not found.has_score_raster(raster)


def _blend(found: FinishedParts, raster: int, stop: Callable[[], None]) -> None:
    """Blend the finished windows of a raster; pixels that only missing windows cover hold no score."""
    described = found.description["rasters"][raster]
    windows = windows_from_json(described["windows"])
    numbers = sorted(number for owner, number in found.finished if owner == raster)
    indices = [found.read_part(raster, number).indices for number in numbers]
    chosen = np.concatenate([np.empty(0, np.int64), *indices])
    classes = len(found.description["model"]["classes"])
    blender = ScoreBlender(found, raster, _grid(described), windows, chosen, classes)
    try:
        for number in range(len(numbers) + 1):
            stop()
            blender.advance(min(number * PART_WINDOWS, len(chosen)))
        blender.advance(len(chosen))
        blender.finish()
    except BaseException:
        blender.abandon()
        raise


def _grid(described: dict[str, Any]) -> ScoreGrid:
    """Return the score grid that run.json describes; its raster is not opened again."""
    grid = described["grid"]
    transform = Affine(*grid["transform"])
    crs = CRS.from_wkt(grid["crs"]) if grid["crs"] else None
    height_px, width_px = grid["height_px"], grid["width_px"]
    source = RasterSource(described["name"], Reading(), height_px, width_px, transform, crs, (), "uint8")
    return ScoreGrid(
        source=source,
        height_px=height_px,
        width_px=width_px,
        scale_x=grid["scale_x"],
        scale_y=grid["scale_y"],
        transform=transform,
        gsd_m=0.0,
        window_px=grid["window_px"],
        overlap_px=grid["overlap_px"],
    )
