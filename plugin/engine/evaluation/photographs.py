"""Classified photographs against the truth: the points that a run wrote, joined by photograph."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path, PurePosixPath
from typing import Any

import fiona
import numpy as np
from fiona._err import CPLE_BaseError
from numpy.typing import NDArray
from sklearn.metrics import confusion_matrix

from ..contract import schema
from ..contract.errors import JobError, RunError, TruthError
from ..contract.job import EvaluateJob, PhotoJob
from ..photos.files import find_photo, written_path
from ..photos.plan import photo_folder
from .figures import Samples, class_figures, confusion, confusion_figures, verdict
from .labels import label_figures
from .scored import NO_PLACE
from .subject import Subject
from .truth import Labels, TruthLayer, label_truth

LAYER = "photos"
PREFIX = ("class", "score", "labels")


def truth_fields(subject: Subject, job: EvaluateJob) -> list[str]:
    """Return the fields of the truth that are needed: the class, the photograph's path as in the run, and the place."""
    if job.label_field is None:
        raise JobError("Say which field of the truth holds the true class of each photograph (--label-field).")
    if job.area is not None:
        raise JobError("Photographs are judged one by one; leave the area out, or give a truth of that area.")
    fields = [job.label_field, str(subject.run.description["job"]["photo_field"]), job.place_field]
    return list(dict.fromkeys(name for name in fields if name is not None))


def evaluate_photos(subject: Subject, truth: TruthLayer, job: EvaluateJob) -> tuple[dict[str, Any], Labels]:
    """Return the figures of photographs, and the labels of the truth.

    The class is the one that the run wrote; where classes do not exclude each other, the labels that the run's
    thresholds give are compared with all labels of the truth. A photograph of the truth is the one that the run found
    under its path, or else that of the run whose path ends as its own does, part by part.
    """
    card = subject.card
    several = card.activation != "softmax"
    labels = label_truth(truth, job.label_field, card.classes, several)
    paths, written, scores = _read_results(subject)
    counts: Counter[str] = Counter()
    photo_job = schema.from_json(PhotoJob, subject.run.description["job"], "run.json: job", RunError)
    field_name = photo_job.photo_field
    partner = _join(truth.fields[field_name], paths, photo_folder(photo_job), counts)
    held = labels.held.any(axis=1)
    counts["without a class that the model knows"] = int((~held).sum())
    scored = np.zeros(len(truth), bool)
    matched = partner >= 0
    scored[matched] = np.isfinite(scores[partner[matched]]).all(axis=1)
    counts["that could not be read"] = int((matched & ~scored).sum())
    judged = np.flatnonzero(scored & held)
    if not len(judged):
        raise TruthError(
            f"No photograph of the truth {truth.source} is one that the run classified: their paths in the field "
            f"'{field_name}' differ, or none has a class."
        )
    counts["judged"] = len(judged)
    true, written, scores = labels.held[judged], written[partner[judged]], scores[partner[judged]]
    places = _place_names(truth, job.place_field)[judged]
    if several:
        figures = label_figures(subject, scores.astype(np.float32), true, places, truth.name, "photographs")
    else:
        figures = _figures(subject, true, written, scores, truth.name)
        figures["places"] = _place_rows(true, written, places)
    return {"sample": "photograph", "photos": dict(counts), **figures}, labels


def _place_names(truth: TruthLayer, place_field: str | None) -> NDArray[np.object_]:
    if place_field is None:
        return np.full(len(truth), "all", object)
    return np.array([NO_PLACE if place is None else str(place) for place in truth.fields[place_field]], object)


def _read_results(subject: Subject) -> tuple[list[str], NDArray[np.intp], NDArray[np.float64]]:
    """Return paths, class numbers (-1 for none) and scores (photographs, classes; NaN where unreadable) as written."""
    path = subject.run.path.parent / "results.gpkg"
    classes = list(subject.card.classes)
    try:
        with fiona.open(path, layer=LAYER) as points:
            fields = [name for name in points.schema["properties"] if name not in PREFIX][: len(classes)]
            rows = [point.properties for point in points]
            paths = [str(row["photo"] or "") for row in rows]
            names = [row["class"] for row in rows]
            values = [[np.nan if row[name] is None else row[name] for name in fields] for row in rows]
    except (fiona.errors.FionaError, CPLE_BaseError, KeyError) as error:
        raise RunError(f"{path} holds no classified photographs ({error}); classify them again.") from error
    numbers = [classes.index(name) if name in classes else -1 for name in names]
    return paths, np.array(numbers, np.intp), np.array(values, float).reshape(len(rows), len(classes))


def _join(texts: NDArray[np.object_], paths: list[str], folder: Path, counts: Counter[str]) -> NDArray[np.intp]:
    """Return the photograph of the run that each text names, -1 for none; folder: where relative paths start."""
    exact = {path: number for number, path in reversed(list(enumerate(paths)))}
    by_name: dict[str, list[int]] = defaultdict(list)
    for i, path in enumerate(paths):
        by_name[PurePosixPath(path.replace("\\", "/")).name].append(i)
    partner = np.full(len(texts), -1, np.intp)
    for i, text in enumerate(texts):
        partner[i] = exact.get(str(find_photo(text, folder)), -1)
        if partner[i] >= 0:
            continue
        parts = [part for part in PurePosixPath(written_path(text).replace("\\", "/")).parts if part not in (".", "..")]
        same = [j for j in by_name.get(parts[-1] if parts else "", []) if _ends_alike(paths[j], parts)]
        if len({paths[j] for j in same}) == 1:
            partner[i] = same[0]
        else:
            counts["of an unclear path" if same else "that the run did not see"] += 1
    return partner


def _ends_alike(path: str, parts: list[str]) -> bool:
    own = PurePosixPath(path.replace("\\", "/")).parts
    length = min(len(own), len(parts))
    return list(own[-length:]) == parts[-length:]


def _figures(
    subject: Subject,
    true: NDArray[np.bool_],
    written: NDArray[np.intp],
    scores: NDArray[np.float64],
    data: str,
) -> dict[str, Any]:
    card = subject.card
    foreground = list(card.foreground)
    classes = {}
    for number in foreground:
        label = card.classes[number]
        samples = Samples(label, scores[:, number], true[:, number])
        classes[label] = class_figures(samples, written == number, subject.selection.thresholds[number], data)
    none = card.classes.index(card.background) if card.background else len(card.classes)
    order = [*foreground, none]
    found = np.where(written < 0, none, written)
    matrix = confusion_matrix(true.argmax(axis=1), found, labels=order)
    names = [*(card.classes[number] for number in foreground), card.background or "none of them"]
    overall = confusion_figures(matrix)
    of = f"{len(true):,} photographs"
    return {
        "overall": overall,
        "classes": classes,
        "confusions": [confusion("Photographs", names, matrix)],
        "verdict": [
            verdict("accuracy", overall["accuracy"], of),
            verdict("balanced accuracy", overall["balanced_accuracy"], of),
        ],
    }


def _place_rows(
    true: NDArray[np.bool_], written: NDArray[np.intp], places: NDArray[np.object_]
) -> list[dict[str, Any]]:
    names = places.astype(str)
    right = true[np.arange(len(true)), written] & (written >= 0)
    return [
        {
            "place": str(name),
            "photographs": int((names == name).sum()),
            "right": int(right[names == name].sum()),
            "accuracy": float(right[names == name].mean()),
        }
        for name in np.unique(names)
    ]
