"""Photographs at points from end to end: `classify` = `prepare`, `score`, `write_results`; the table of contents.

Scores are kept as they come (journal). Another threshold, or another place field, never runs the model again.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from ..contract import schema
from ..contract.card import PHOTO_CLASSIFICATION
from ..contract.errors import JobError, RunCancelled, RunError
from ..contract.events import Done, Emit, Found, IsCancelled
from ..contract.job import PhotoJob, Selection
from ..contract.places import find_model, version
from ..path.model import load_model
from ..path.pipeline import Load
from ..path.scores import SCHEMA_VERSION, RunFolder
from .account import count_rows, tell_losses
from .plan import RESULTS_FILE, PhotoPlan, prepare
from .results import write_results
from .scoring import Scoring


def classify(job: PhotoJob, emit: Emit, cancelled: IsCancelled = lambda: False, load: Load = load_model) -> Done:
    """Classify the photographs of a layer of points and write OUTPUT/results.gpkg.

    A photograph that is missing or unreadable is counted, told, and keeps its row without a class. PhotoError where
    that is so of all of them; RunCancelled, with what is done kept, where `cancelled` turns true.
    """
    started = time.monotonic()
    if cancelled():
        raise RunCancelled("Cancelled before anything was done.")
    plan = prepare(job, emit)
    run_folder = RunFolder.create(Path(job.output) / "run", _describe(plan))
    with run_folder.locked():
        run_folder.update(state="scoring", job=schema.to_json(_from_anywhere(job)))
        scoring = Scoring(plan, run_folder, emit, cancelled)
        scoring.score_what_is_missing(load)
        done = _finish(plan, scoring, emit, Path(job.output) / RESULTS_FILE)
    return replace(done, seconds=time.monotonic() - started)


def select_photos(
    path: str, selection: Selection, emit: Emit, cancelled: IsCancelled = lambda: False, results: str | None = None
) -> Done:
    """Write the results of a finished run again, with another selection and without the model.

    RunError where the run is not finished, or its layer or model has changed since.
    """
    started = time.monotonic()
    run_folder = RunFolder.open(Path(path))
    if not is_photo_run(run_folder) or run_folder.description["state"] != "complete":
        raise RunError(f"{run_folder.path} holds no finished run over photographs; run its job again to finish it.")
    job = schema.from_json(PhotoJob, run_folder.description["job"], "run.json: job", JobError)
    plan = prepare(replace(job, selection=selection), emit)
    if plan.fingerprint != run_folder.description["fingerprint"]:
        raise RunError(f"{job.points} or the model has changed since {run_folder.path} was written; run the job again.")
    with run_folder.locked():
        scoring = Scoring(plan, run_folder, emit, cancelled)
        done = _finish(plan, scoring, emit, Path(results) if results else run_folder.path.parent / RESULTS_FILE)
    return replace(done, seconds=time.monotonic() - started)


def is_photo_run(run_folder: RunFolder) -> bool:
    """Say whether a run folder was written by `classify`."""
    return bool(run_folder.description["model"]["task"] == PHOTO_CLASSIFICATION)


def _describe(plan: PhotoPlan) -> dict[str, Any]:
    fingerprint = plan.fingerprint
    return {
        "schema_version": SCHEMA_VERSION,
        "run": fingerprint[:12],
        "fingerprint": fingerprint,
        "state": "scoring",
        "tesela": version(),
        "started": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "job": schema.to_json(_from_anywhere(plan.job)),
        "model": schema.to_json(plan.card),
        "rasters": [{"name": plan.job.points, "fingerprint": plan.describe_layer(), "chosen": 0}],
    }


def _from_anywhere(job: PhotoJob) -> PhotoJob:
    """Return the job with absolute paths, so that its run can be selected again from any folder."""
    points, *options = job.points.split("|")
    model = find_model(job.model)
    return replace(
        job,
        points="|".join([str(Path(points).absolute()), *options]),
        model=str(model.absolute()) if model == Path(job.model) else job.model,
        output=str(Path(job.output).absolute()),
        photo_folder=str(Path(job.photo_folder).absolute()) if job.photo_folder else None,
    )


def _finish(plan: PhotoPlan, scoring: Scoring, emit: Emit, path: Path) -> Done:
    """Tell what could not be read, write the results under their final name, and close the run."""
    run_folder, journal = scoring.run_folder, scoring.journal
    counts = count_rows(plan, scoring)
    tell_losses(plan, scoring, counts, emit)
    run_folder.update(
        windows=counts,
        device=journal.device,
        runtime=journal.runtime,
        score_seconds=round(run_folder.description.get("score_seconds", 0.0) + scoring.seconds, 3),
    )
    written = write_results(path, plan, scoring.scores_of_rows(), run_folder, emit, scoring.stop_if_cancelled)
    run_folder.update(state="complete")
    emit(Found(written.named))
    return Done(
        results=str(path),
        run=str(run_folder.path),
        features=written.features,
        windows=counts,
        device=journal.device,
        runtime=journal.runtime,
    )
