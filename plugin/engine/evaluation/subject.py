"""What is judged: a finished run as it was written, or a model that is run first; and the ground that counts."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import fiona
import numpy as np
import shapely
from fiona._err import CPLE_BaseError
from numpy.typing import NDArray

from ..contract import schema
from ..contract.card import PHOTO_CLASSIFICATION, ModelCard
from ..contract.errors import AreaError, CardError, JobError, RunCancelled, RunError, TruthError
from ..contract.events import Emit, IsCancelled, Note, Warning
from ..contract.job import Area, EvaluateJob, Job, Selection
from ..path.area import parse_area
from ..path.decoders import ScoredRaster
from ..path.features import RUNS
from ..path.model import load_model
from ..path.pipeline import Load, run
from ..path.polygonise import place
from ..path.scores import RunFolder
from ..path.selection import SettledSelection, settle
from .truth import Objects, TruthLayer, mover

LEAST_SHARE_COVERED = 0.25


def stop_if(cancelled: IsCancelled) -> None:
    """Raise RunCancelled where a person asked for it."""
    if cancelled():
        raise RunCancelled("Cancelled. No report was written; the scores of the run are kept.")


@dataclass(frozen=True)
class Subject:
    """A finished run with the selection by which its features were written, limited to the area that is judged."""

    run: RunFolder
    card: ModelCard
    selection: SettledSelection

    @property
    def rasters(self) -> tuple[ScoredRaster, ...]:
        """The rasters of the run."""
        return tuple(
            ScoredRaster(self.run, number, self.card, self.selection)
            for number in range(len(self.run.description["rasters"]))
        )


def open_subject(job: EvaluateJob, emit: Emit, cancelled: IsCancelled, load: Load = load_model) -> Subject:
    """Open the run that a job names, or run its model over its rasters into the output folder first."""
    folder = Path(job.subject)
    if any((folder / name).is_file() for name in ("run.json", "run/run.json")):
        if job.rasters:
            raise JobError(
                f"{job.subject} is a finished run, which is judged on its own rasters; leave the rasters out, or name "
                "a model instead of the run."
            )
        found = RunFolder.open(folder)
    elif not job.rasters:
        raise JobError(
            f"{job.subject} is no finished run; give the folder that a run wrote, or a model together with the rasters "
            "to run it over (--raster). Photographs are classified first, and their run is given then."
        )
    else:
        asked = Job(job.rasters, job.subject, job.output, job.area, job.reading, job.selection)
        found = RunFolder.open(Path(run(asked, emit, cancelled, load).run))
    if not found.is_complete:
        raise RunError(f"The run in {found.path} is not finished; run its job again to finish it, then evaluate.")
    card = schema.from_json(ModelCard, found.description["model"], "run.json: model", CardError)
    selection = settle(card, _overlay(written_selection(found, emit), job.selection))
    return Subject(_limited(found, job.area), card, selection)


def written_selection(found: RunFolder, emit: Emit) -> Selection:
    """Return the selection by which results.gpkg beside the run was written; that of the job where there is none."""
    path = found.path.parent / "results.gpkg"
    asked = schema.from_json(Selection, found.description["job"]["selection"], "run.json: selection", RunError)
    if not path.is_file():
        emit(Note(f"{path} is not there; the selection that the run's job asked for counts."))
        return asked
    try:
        with fiona.open(path, layer=RUNS) as table:
            rows = [row.properties for row in table if row.properties["run"] == found.description["run"]]
        written = json.loads(rows[0]["selection"]) if rows else None
    except (fiona.errors.FionaError, CPLE_BaseError, KeyError, ValueError) as error:
        emit(Warning(f"{path} does not say how it was selected ({error}); what the run's job asked for counts."))
        return asked
    if written is None:
        emit(Warning(f"{path} holds the features of another run; the selection that this run's job asked for counts."))
        return asked
    known = {field.name for field in fields(Selection)} - {"rule"}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in written.items()
    }
    return Selection(**{name: value for name, value in values.items() if name in known and value != ()})


def _overlay(base: Selection, asked: Selection) -> Selection:
    given = {field.name: getattr(asked, field.name) for field in fields(Selection)}
    given = {name: value for name, value in given.items() if value is not None}
    if "rule" in given:
        given["thresholds"] = None
    elif "thresholds" in given:
        given["rule"] = None
    return replace(base, **given)


def _limited(found: RunFolder, area: Area | None) -> RunFolder:
    """Return the run with the area that is judged in place of its own, as far as the run's own reaches."""
    if area is None or found.description["model"]["task"] == PHOTO_CLASSIFICATION:
        return found
    geometry, crs, _ = parse_area(area)
    description: dict[str, Any] = copy.deepcopy(found.description)
    limited = RunFolder(found.path, description, found.finished)
    meets = False
    for number, raster in enumerate(description["rasters"]):
        scored = ScoredRaster(limited, number, None, None)  # type: ignore[arg-type]
        move = mover(crs, scored.crs, ground_bounds(scored), "area")
        shapes = np.array(list(shapely.get_parts([geometry])), dtype=object)
        wanted = shapely.union_all(to_pixels(scored, move(shapes)))
        inside = shapely.intersection(wanted, scored.area or shapely.box(0, 0, *scored.limit_px))
        meets |= not shapely.is_empty(inside)
        raster["area"] = inside.wkt
    if not meets:
        raise AreaError("The area meets no raster of the run; draw it over them, and check its CRS.")
    return limited


def ground_bounds(raster: ScoredRaster) -> tuple[float, float, float, float]:
    """Return the bounds of a raster in its CRS: left, bottom, right, top."""
    corners = place(np.array([shapely.box(0, 0, *raster.limit_px)]), raster.transform)
    left, bottom, right, top = shapely.bounds(corners)[0]
    return float(left), float(bottom), float(right), float(top)


def to_pixels(raster: ScoredRaster, shapes: Objects) -> Objects:
    """Move geometries from the raster's CRS onto its score grid: x counts columns, y rows, downwards."""
    inverse = ~raster.transform
    return shapely.transform(shapes, lambda points: np.stack(inverse @ tuple(points.T), axis=1))


@dataclass(frozen=True)
class Ground:
    """One raster of a run with the truth that lies on it.

    rows: positions in the truth layer. shapes: their geometries in the raster's CRS. shapes_px: on its score grid.
    judged_px: the polygon, on the score grid, within which the raster is judged: its extent, or the area.
    """

    raster: ScoredRaster
    rows: NDArray[np.intp]
    shapes: Objects
    shapes_px: Objects
    judged_px: shapely.Geometry

    @property
    def name(self) -> str:
        """The raster's name."""
        return self.raster.name


def lay_truth(subject: Subject, truth: TruthLayer, emit: Emit) -> tuple[Ground, ...]:
    """Move the truth onto each raster of the run; TruthError where it lies on none of them."""
    grounds, used = [], np.zeros(len(truth), bool)
    for raster in subject.rasters:
        shapes = mover(truth.crs, raster.crs, ground_bounds(raster), truth.source)(truth.shapes)
        shapes_px = to_pixels(raster, shapes)
        extent = shapely.box(0, 0, *raster.limit_px)
        judged = extent if raster.area is None else raster.area
        shapely.prepare(extent)
        rows = np.flatnonzero(shapely.intersects(extent, shapes_px))
        used[rows[shapely.intersects(judged, shapes_px[rows])]] = True
        grounds.append(Ground(raster, rows, shapes[rows], shapes_px[rows], judged))
    if not used.any():
        raise TruthError(_elsewhere(subject, truth))
    truth.counts["outside the ground that is judged"] = int((~used).sum())
    _warn_of_blank_ground(grounds, emit)
    return tuple(grounds)


def _elsewhere(subject: Subject, truth: TruthLayer) -> str:
    first = subject.rasters[0]
    names = [f"{crs.to_string() if crs else 'pixels'}" for crs in (truth.crs, first.crs)]
    boxes = shapely.total_bounds(truth.shapes), ground_bounds(first)
    bounds = [" ".join(f"{value:.6g}" for value in box) for box in boxes]
    return (
        f"The truth {truth.source} lies elsewhere: it spans {bounds[0]} ({names[0][:40]}), the run {bounds[1]} "
        f"({names[1][:40]}) as left, bottom, right, top, and nothing of it lies on the ground that is judged. Check "
        "its CRS, or give the truth of this place."
    )


def _warn_of_blank_ground(grounds: list[Ground], emit: Emit) -> None:
    judged = sum(shapely.area(ground.judged_px) for ground in grounds)
    covered = 0.0
    for ground in grounds:
        if len(ground.shapes_px):
            hull = shapely.box(*shapely.total_bounds(ground.shapes_px))
            covered += shapely.area(shapely.intersection(hull, ground.judged_px))
    if judged and covered / judged < LEAST_SHARE_COVERED:
        emit(
            Warning(
                f"The truth spans only {covered / judged:.0%} of the ground that is judged; what was found elsewhere "
                "counts as false. Give the area that the truth was drawn for (--area)."
            )
        )
