"""The plan of a run: job, model and rasters checked against each other before anything slow begins."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from rasterio.crs import CRS

from ..contract.card import PHOTO_CLASSIFICATION, ModelCard, ModelPackage, read_package
from ..contract.errors import AreaError, JobError, RunError
from ..contract.events import Event, Note, Warning
from ..contract.job import Job
from ..contract.margins import MARGIN_WINDOWS
from ..contract.places import find_model
from .area import parse_area, place_area, windows_of_area
from .features import RESULTS_FILE, refuse_folder
from .ground import transform_points
from .raster import RasterSource, Remark, describe_raster
from .scoregrid import ScoreGrid, make_score_grid
from .scores import telling_why
from .selection import settle
from .windows import WindowGrid

BATCH_PIXELS = 4 * 256 * 256
MAX_BATCH = 64


@dataclass(frozen=True)
class RasterPlan:
    """What is to be done with one raster: its score grid, windows, the chosen ones, and the area in score pixels."""

    grid: ScoreGrid
    windows: WindowGrid
    chosen: np.ndarray
    area: shapely.Geometry | None

    @property
    def megapixels(self) -> float:
        """Raster pixels that the chosen windows stand for, in millions."""
        source = self.grid.source
        return source.height_px * source.width_px / 1e6 * len(self.chosen) / max(1, len(self.windows))


@dataclass(frozen=True)
class Plan:
    """A job that was checked against its model and rasters."""

    job: Job
    package: ModelPackage
    rasters: tuple[RasterPlan, ...]

    @property
    def card(self) -> ModelCard:
        """The model's card."""
        return self.package.card

    @property
    def window_px(self) -> int:
        """Size of the windows that the model is fed."""
        return self.rasters[0].grid.window_px

    @property
    def batch(self) -> int:
        """Windows handed to the model at once: as asked, or as many as keep a batch near BATCH_PIXELS pixels."""
        return self.job.batch or max(1, min(MAX_BATCH, BATCH_PIXELS // self.window_px**2))


def prepare(job: Job, emit: Callable[[Event], None]) -> Plan:
    """Check model, rasters and area against each other; raises the error that a person should see."""
    package = raster_package(job)
    settle(package.card, job.selection)
    refuse_output(Path(job.output))
    area = parse_area(job.area) if job.area else None
    for note in area[2] if area else ():
        emit(Note(note))
    paths, repeated = distinct_rasters(job.rasters)
    for note in repeated:
        emit(Note(note))
    plans = []
    for path in paths:
        source = describe_raster(path, job.reading, package.card.input)
        raster, warnings = plan_raster(source, job, package.card, area)
        for message in warnings:
            emit(Warning(message))
        if raster is not None:
            plans.append(raster)
    return join_plans(job, package, plans)


def raster_package(job: Job) -> ModelPackage:
    """Read the model's package; CardError or JobError where it is not there, damaged, or not meant for rasters."""
    package = read_package(find_model(job.model))
    if package.card.task == PHOTO_CLASSIFICATION:
        raise JobError(
            f"{package.card.id} classifies photographs at points, not rasters; run it over a point layer with "
            "`tesela photos` ('Classify photographs at points' in QGIS), or choose another model."
        )
    return package


def refuse_output(output: Path) -> None:
    """Raise RunError where a file has the place of the output folder, or a folder that of the results in it."""
    with telling_why(output):
        for folder in (output / "run", output, *output.parents):
            if folder.is_file():
                raise RunError(f"{output} cannot be written: {folder} is no folder; choose another output folder.")
        refuse_folder(output / RESULTS_FILE)


def distinct_rasters(paths: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return each raster once, under the first of its names, and a note on each other name that a file was given."""
    first: dict[str, str] = {}
    notes = []
    for path in dict.fromkeys(paths):
        name = first.setdefault(path if path.startswith("/vsi") else os.path.realpath(path), path)
        if name != path:
            notes.append(f"{path} is the same file as {name}; it is taken once.")
    return tuple(first.values()), tuple(notes)


def plan_raster(
    source: RasterSource, job: Job, card: ModelCard, area: tuple[shapely.Geometry, CRS, list[str]] | None
) -> tuple[RasterPlan | None, tuple[str, ...]]:
    """Return what is to be done with one raster, None where the area does not meet it, and what a person should know.

    area: as `parse_area` returns it.
    """
    grid = make_score_grid(source, card, job.window_px, job.overlap_px)
    warnings = (*source.warnings, *grid.warnings)
    windows = grid.lay_windows()
    placed = place_area(area[0], area[1], grid) if area else None
    if area and placed is None:
        return None, (*warnings, Remark("area", f"The area does not meet {source.path}; this raster is left out."))
    chosen = windows_of_area(windows, placed, MARGIN_WINDOWS[card.task] * grid.window_px)
    return RasterPlan(grid, windows, chosen, placed), warnings


def join_plans(job: Job, package: ModelPackage, plans: Sequence[RasterPlan]) -> Plan:
    """Return the plan of all rasters that the area meets; AreaError where it meets none, JobError where some differ."""
    if not plans:
        raise AreaError(
            f"The area meets no raster (of {len(job.rasters)}); check the area's CRS "
            f"({job.area and job.area.crs}) and draw it over a raster."
        )
    if len({plan.grid.source.crs is None for plan in plans}) == 2:
        raise JobError(
            "Some of the rasters have a coordinate reference system and some have none, so their features cannot share "
            "a layer; run them apart, or give the missing one (--crs)."
        )
    first = plans[0].grid.source
    for plan in plans[1:]:
        if not _has_place_in(first.crs, plan.grid.source):
            raise JobError(
                f"{plan.grid.source.path} has a coordinate reference system from which nothing leads to that of "
                f"{first.path}, so their features cannot share a layer; run them apart."
            )
    return Plan(job, package, tuple(plans))


def _has_place_in(crs: CRS | None, source: RasterSource) -> bool:
    """Say whether the centre or a corner of a raster has coordinates in another CRS."""
    if crs is None or source.crs is None:
        return True
    height_px, width_px = source.height_px, source.width_px
    points_px = [(width_px / 2, height_px / 2), (0, 0), (width_px, 0), (width_px, height_px), (0, height_px)]
    x, _ = transform_points(source.crs, crs, *np.array([source.transform @ point for point in points_px]).T)
    return not np.isnan(x).all()
