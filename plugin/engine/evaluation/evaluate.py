"""Evaluation from end to end: a run (or a model that is run first) against a truth layer. It reads as the contents."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from ..contract.card import (
    MULTI_LABEL,
    PHOTO_CLASSIFICATION,
    REGRESSION,
    SEGMENTATION,
    TILE_CLASSIFICATION,
    ModelCard,
)
from ..contract.errors import JobError
from ..contract.events import Done, Emit, Event, IsCancelled, Note, Progress, Warning
from ..contract.job import EvaluateJob
from ..contract.places import version
from ..path.model import load_model
from ..path.pipeline import Load
from .figures import without_nan
from .labels import evaluate_labels
from .masks import evaluate_masks
from .photographs import evaluate_photos, truth_fields
from .report import write_report
from .subject import Subject, lay_truth, open_subject, stop_if
from .tiles import evaluate_tiles
from .truth import Labels, TruthLayer, describe_counts, label_truth, read_truth, values_of
from .values import evaluate_values

SCHEMA_VERSION = 1
STAGE, STEPS = "evaluate", 4


def evaluate(job: EvaluateJob, emit: Emit, cancelled: IsCancelled = lambda: False, load: Load = load_model) -> Done:
    """Judge what the job names by its truth layer and write the report into its output folder.

    Done.report holds the figures, Done.files the report (HTML), the figures (JSON) and the folder of plots (PNG).
    Every problem of the truth that can be known is raised before a model runs.
    """
    started = time.monotonic()
    fields = [name for name in (job.label_field, job.value_field, job.place_field) if name is not None]
    truth = read_truth(job.truth, list(dict.fromkeys(fields)), cancelled)
    stop_if(cancelled)
    warnings = _Warnings(emit)
    labels: Labels | None
    subject = open_subject(job, emit, cancelled, load)
    stop_if(cancelled)
    _progress(emit, 1)
    _tell_truth(truth, emit)
    if subject.card.task == PHOTO_CLASSIFICATION:
        truth = read_truth(job.truth, truth_fields(subject, job), cancelled)
        figures, labels = evaluate_photos(subject, truth, job)
    else:
        figures, labels = _judge(job, subject, truth, warnings, cancelled)
    _progress(emit, 2)
    stop_if(cancelled)
    _warn_of_labels(subject, figures, labels, warnings)
    figures = without_nan(
        {
            "schema_version": SCHEMA_VERSION,
            "task": subject.card.task,
            "verdict": figures.pop("verdict"),
            "warnings": warnings.messages,
            **figures,
            "truth": {"counts": dict(truth.counts), "unknown": labels.unknown if labels is not None else {}},
            "provenance": _provenance(job, subject, truth),
        }
    )
    files = write_report(figures, Path(job.output), f"{subject.card.name}: evaluation", cancelled)
    _progress(emit, STEPS)
    description = subject.run.description
    return Done(
        run=str(subject.run.path),
        seconds=time.monotonic() - started,
        device=description["device"],
        runtime=description["runtime"],
        report=figures,
        files=files,
    )


class _Warnings:
    """Passes events on and keeps the texts of warnings for the report."""

    def __init__(self, emit: Callable[[Event], None]):
        self._emit = emit
        self.messages: list[str] = []

    def __call__(self, event: Event) -> None:
        if isinstance(event, Warning):
            self.messages.append(event.message)
        self._emit(event)


def _progress(emit: Emit, done: int) -> None:
    emit(Progress(STAGE, done, STEPS))


def _tell_truth(truth: TruthLayer, emit: Emit) -> None:
    emit(Note(f"The truth {truth.name} holds {describe_counts(truth.counts)}."))


def _judge(
    job: EvaluateJob, subject: Subject, truth: TruthLayer, emit: Emit, cancelled: IsCancelled
) -> tuple[dict[str, Any], Labels | None]:
    card = subject.card
    _require_fields(job, card)
    places = truth.fields[job.place_field] if job.place_field is not None else None
    if card.task == REGRESSION:
        values = values_of(truth, str(job.value_field))
        return evaluate_values(subject, lay_truth(subject, truth, emit), values, places, cancelled), None
    labels = _labels_of(job, subject, truth)
    grounds = lay_truth(subject, truth, emit)
    if card.task == MULTI_LABEL:
        return evaluate_labels(subject, grounds, truth, labels, places, cancelled), labels
    judge = {TILE_CLASSIFICATION: evaluate_tiles, SEGMENTATION: evaluate_masks}[card.task]
    return judge(subject, grounds, truth, labels, places, job.least_iou, cancelled), labels


def _require_fields(job: EvaluateJob, card: ModelCard) -> None:
    if card.task == REGRESSION and job.value_field is None:
        raise JobError(f"{card.id} predicts a value; say which field of the truth holds the true one (--value-field).")
    if card.task != REGRESSION and job.label_field is None and len(card.foreground) > 1:
        raise JobError(
            f"{card.id} has several classes ({', '.join(card.classes)}); say which field of the truth holds the class "
            "(--label-field)."
        )


def _labels_of(job: EvaluateJob, subject: Subject, truth: TruthLayer) -> Labels:
    card = subject.card
    labels = label_truth(truth, job.label_field, card.classes, card.task == MULTI_LABEL)
    if job.label_field is None and card.foreground != (0,):
        labels.held[:] = False
        labels.held[:, card.foreground[0]] = True
    return labels


def _warn_of_labels(subject: Subject, figures: dict[str, Any], labels: Labels | None, emit: Emit) -> None:
    if labels is None:
        return
    unknown = ", ".join(f"{name} ({count})" for name, count in labels.unknown.items())
    unlabelled = int((~labels.known).sum())
    if subject.card.task == PHOTO_CLASSIFICATION:
        _warn_of_photographs(subject, unknown, unlabelled, emit)
    else:
        _warn_of_ground(subject, unknown, unlabelled, emit)
    missing = [name for name, one in figures["classes"].items() if not one["positives"]]
    if missing:
        emit(Warning(f"No true sample of {', '.join(missing)} was judged; figures that need one are not defined."))


def _warn_of_ground(subject: Subject, unknown: str, unlabelled: int, emit: Emit) -> None:
    if unknown:
        emit(
            Warning(
                f"The truth has classes that {subject.card.id} does not know: {unknown}. They are counted apart; where "
                "one of them stands, the model is not expected to find anything."
            )
        )
    if unlabelled:
        emit(Warning(f"{unlabelled} true features have no class; what lies under them is left out."))


def _warn_of_photographs(subject: Subject, unknown: str, unlabelled: int, emit: Emit) -> None:
    if unknown:
        emit(
            Warning(
                f"The truth has classes that {subject.card.id} does not know: {unknown}. Photographs without any other "
                "class are left out."
            )
        )
    if unlabelled:
        emit(Warning(f"{unlabelled} photographs of the truth have no class; they are left out."))


def _provenance(job: EvaluateJob, subject: Subject, truth: TruthLayer) -> dict[str, Any]:
    description, card = subject.run.description, subject.card
    every = {
        "model": f"{card.id} {card.version}",
        "task": card.task,
        "weights_sha256": card.weights.sha256,
        "thresholds": dict(zip(card.classes, subject.selection.thresholds, strict=False)),
        "run": f"{description['run']} in {subject.run.path}",
        "run_started": description["started"],
        "run_by_tesela": description["tesela"],
        "device": f"{description['device']}, {description['runtime']}",
        "rasters": [raster["name"] for raster in description["rasters"]],
        "truth": truth.name,
        "truth_source": truth.source,
        "label_field": job.label_field,
        "value_field": job.value_field,
        "place_field": job.place_field,
        "least_iou": job.least_iou,
        "area": "limited to an area" if any(raster.get("area") for raster in description["rasters"]) else None,
        "evaluated": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "tesela": version(),
    }
    return {name: value for name, value in every.items() if value not in (None, {})}
