"""Which windows are explained: those of an area, the highest scored ones of a run, or the first ones of the raster.

Windows that lie within the area come before those that only meet its edge: the outline of a window asks for that
window, and not for a neighbour with a higher score.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from ..contract import schema
from ..contract.card import ModelCard
from ..contract.errors import AreaError, JobError, RunError
from ..contract.events import Event, Note, Warning
from ..contract.job import ExplainJob, Job, Reading
from ..path.area import parse_area, place_area, windows_of_area
from ..path.fingerprint import fingerprint_raster, without_path
from ..path.raster import describe_raster
from ..path.scoregrid import ScoreGrid, make_score_grid
from ..path.scores import RunFolder
from ..path.windows import WindowGrid
from .gradcam import highest

ROUNDING_PX = 0.01


@dataclass(frozen=True)
class Choice:
    """The windows that may be explained, the most wanted first; of them at most job.most are, passing those unread.

    ranked: whether the order is that of the scores.
    """

    grid: ScoreGrid
    windows: WindowGrid
    indices: np.ndarray
    ranked: bool


def choose_windows(job: ExplainJob, card: ModelCard, label: int | None, emit: Callable[[Event], None]) -> Choice:
    """Check raster, run and area against each other; errors say what does not fit and what to do."""
    path = job.rasters[0]
    run = RunFolder.open(Path(job.run)) if job.run is not None else None
    asked = _job_of(run, card) if run is not None else None
    source = describe_raster(path, _reading(job, asked), card.input)
    grid = make_score_grid(source, card, asked.window_px if asked else None, asked.overlap_px if asked else None)
    for message in (*source.warnings, *grid.warnings):
        emit(Warning(message))
    windows = grid.lay_windows()
    indices, within = _of_area(job, grid, windows, emit)
    if run is None:
        return Choice(grid, windows, indices[np.argsort(~within, kind="stable")], ranked=False)
    number = _number_in(run, fingerprint_raster(source), path)
    ranked = _ranked(run, number, indices, card, label)
    first = np.isin(ranked, indices[within])
    return Choice(grid, windows, ranked[np.argsort(~first, kind="stable")], ranked=True)


def _job_of(run: RunFolder, card: ModelCard) -> Job:
    model = schema.from_json(ModelCard, run.description["model"], "run.json: model", RunError)
    if model.weights.sha256 != card.weights.sha256:
        raise RunError(
            f"The run in {run.path} was made with {model.id} {model.version}, whose weights are not those of {card.id} "
            f"{card.version}; explain with the run's own model, or leave the run out."
        )
    if not run.is_complete:
        raise RunError(f"The run in {run.path} is not finished; run its job again to finish it, then explain.")
    return Job.from_json(run.description["job"])


def _reading(job: ExplainJob, asked: Job | None) -> Reading:
    if asked is None:
        return job.reading
    if job.reading not in (Reading(), asked.reading):
        raise JobError(
            "The raster is to be read in another way (bands, value range or CRS) than in the run; leave those options "
            "out, so that the model sees what it saw then."
        )
    return asked.reading


def _of_area(
    job: ExplainJob, grid: ScoreGrid, windows: WindowGrid, emit: Callable[[Event], None]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the windows that meet the area in reading order, and which of them lie within it."""
    if job.area is None:
        return np.arange(len(windows)), np.ones(len(windows), bool)
    geometry, crs, notes = parse_area(job.area)
    for note in notes:
        emit(Note(note))
    placed = place_area(geometry, crs, grid)
    indices = windows_of_area(windows, placed, 0.0) if placed is not None else np.empty(0, np.int64)
    if not len(indices):
        raise AreaError(
            f"No window of {grid.source.path} meets the area; check the area's CRS ({job.area.crs}) and draw it over "
            "the raster."
        )
    reach = shapely.buffer(placed, ROUNDING_PX, join_style="mitre")
    return indices, shapely.covers(reach, shapely.box(*windows.boxes_px(indices).T))


def _number_in(run: RunFolder, fingerprint: dict, path: str) -> int:
    """Return the number of a raster in a run; a raster may have moved, but not changed."""
    known = [raster["fingerprint"] for raster in run.description["rasters"]]
    same = [without_path(one) == without_path(fingerprint) for one in known]
    if not any(same):
        names = ", ".join(run.raster_names)
        raise RunError(
            f"The run in {run.path} is of {names}, not of {path} as it is now; give a raster of that run that has not "
            "changed since, or leave the run out."
        )
    return same.index(True)


def _ranked(run: RunFolder, number: int, allowed: np.ndarray, card: ModelCard, label: int | None) -> np.ndarray:
    parts = list(run.parts_of(number))
    indices = np.concatenate([part.scored for part in parts])
    scores = np.concatenate([part.scores for part in parts])
    kept = np.isin(indices, allowed)
    if not kept.any():
        raise RunError(f"No window of the run in {run.path} was scored in the area; choose another area.")
    indices, scores = indices[kept], scores[kept]
    labels = np.full(len(scores), label) if label is not None else highest(card, scores)
    return indices[np.argsort(-scores[np.arange(len(scores)), labels], kind="stable")]
