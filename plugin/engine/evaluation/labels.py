"""A multi-label model against the truth: every label of every window, and the labels of exclusive groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from sklearn.metrics import accuracy_score, confusion_matrix, hamming_loss

from ..contract.events import IsCancelled
from ..path.labels import decided_by_threshold, held_labels
from . import metrics
from .figures import Samples, class_figures, confusion, verdict
from .scored import places_of, read_windows
from .subject import Ground, Subject
from .truth import Labels, TruthLayer

RULE = (
    "A window truly has the labels of the true polygons that cover its middle, and those of the true points inside it; "
    "windows with neither are left out."
)


def evaluate_labels(
    subject: Subject,
    grounds: tuple[Ground, ...],
    truth: TruthLayer,
    labels: Labels,
    places: NDArray[np.object_] | None,
    cancelled: IsCancelled,
) -> dict[str, Any]:
    """Return figures a label at the run's thresholds, micro and macro F1, mean average precision, counts a place."""
    counts: Counter[str] = Counter({"judged": 0})
    scores, truths, names = [], [], []
    for ground in grounds:
        windows = read_windows(ground, counts, cancelled)
        held, judged, rows = window_labels(windows.boxes_px, ground.shapes_px, labels.held[ground.rows])
        unlabelled = np.zeros(len(judged), bool)
        unknown = ~labels.known[ground.rows]
        if unknown.any():
            unlabelled = window_labels(windows.boxes_px, ground.shapes_px[unknown], labels.held[ground.rows][unknown])[
                1
            ]
        counts["without truth"] += int((~judged).sum())
        counts["covered by a feature without label"] += int((judged & unlabelled).sum())
        judged &= ~unlabelled
        counts["judged"] += int(judged.sum())
        scores.append(windows.scores[judged])
        truths.append(held[judged])
        names.append(places_of(ground, rows[judged], places))
    figures = label_figures(
        subject, np.concatenate(scores), np.concatenate(truths), np.concatenate(names), truth.name, "windows"
    )
    return {"sample": "window", "windows": dict(counts), "window_rule": RULE, **figures}


def window_labels(
    boxes: NDArray[np.floating], shapes: NDArray[np.object_], held: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.intp]]:
    """Return the true labels of windows (windows, classes), which windows have a truth, and a feature that gave it.

    boxes: (windows, 4) on the grid of the shapes. held: (features, classes). The rule is RULE.
    """
    truths = np.zeros((len(boxes), held.shape[1]), bool)
    judged, feature = np.zeros(len(boxes), bool), np.full(len(boxes), -1, np.intp)
    points = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    middles = shapely.points((boxes[:, :2] + boxes[:, 2:]) / 2)
    for chosen, windows in ((np.flatnonzero(~points), middles), (np.flatnonzero(points), shapely.box(*boxes.T))):
        if not len(chosen):
            continue
        window, i = shapely.STRtree(shapes[chosen]).query(windows, predicate="intersects")
        np.logical_or.at(truths, window, held[chosen[i]])
        judged[window] = True
        feature[window] = chosen[i]
    return truths, judged, feature


def label_figures(
    subject: Subject,
    scores: NDArray[np.float32],
    truth: NDArray[np.bool_],
    places: NDArray[np.object_],
    data: str,
    samples: str,
) -> dict[str, Any]:
    """Return the figures of samples with any number of labels: of all, a label, an exclusive group and a place.

    scores, truth: (n, classes). places: (n,), their names. samples: what they are called, "windows" or "photographs".
    """
    card = subject.card
    found = held_labels(scores, card, subject.selection.thresholds)
    by_threshold = decided_by_threshold(card)
    classes = {}
    for number in card.foreground:
        label = card.classes[number]
        threshold = subject.selection.thresholds[number] if label in by_threshold else None
        one = Samples(label, scores[:, number], truth[:, number])
        classes[label] = class_figures(one, found[:, number], threshold, data)
    foreground = list(card.foreground)
    figures: dict[str, Any] = {
        "overall": overall(truth[:, foreground], found[:, foreground], list(classes.values())),
        "classes": classes,
        "confusions": _group_confusions(subject, truth, found),
        "places": _place_rows(truth[:, foreground], found[:, foreground], places, samples),
    }
    figures["verdict"] = _verdict(figures["overall"], samples)
    return figures


def overall(truth: NDArray[np.bool_], found: NDArray[np.bool_], classes: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return micro and macro F1 and the like; macro figures are means over the labels that have a true sample."""
    with_truth = truth.any(axis=0)
    counts = metrics.count_labels(found, truth)
    areas = [one["average_precision"] for one in classes if one["average_precision"] is not None]
    some = bool(with_truth.any())
    return {
        "samples": len(truth),
        "labels": len(classes),
        "labels_with_truth": int(with_truth.sum()),
        "micro_f1": metrics.micro_f1(counts) if some else None,
        "macro_f1": metrics.macro_f1([counts[label] for label in np.flatnonzero(with_truth)]) if some else None,
        "mean_average_precision": float(np.mean(areas)) if areas else None,
        "exact_match": float(accuracy_score(truth, found)) if len(truth) else None,
        "hamming_loss": float(hamming_loss(truth, found)) if len(truth) else None,
    }


def _group_confusions(subject: Subject, truth: NDArray[np.bool_], found: NDArray[np.bool_]) -> list[dict[str, Any]]:
    """Return a confusion matrix an exclusive group, over the windows of which exactly one of its labels is true."""
    matrices = []
    for group in subject.card.groups:
        numbers = [subject.card.classes.index(name) for name in group]
        clear = truth[:, numbers].sum(axis=1) == 1
        if clear.any():
            matrix = confusion_matrix(
                truth[clear][:, numbers].argmax(axis=1),
                found[clear][:, numbers].argmax(axis=1),
                labels=np.arange(len(group)),
            )
            matrices.append(confusion(f"Windows: {', '.join(group)}", group, matrix))
    return matrices


def _place_rows(
    truth: NDArray[np.bool_], found: NDArray[np.bool_], names: NDArray[np.object_], samples: str
) -> list[dict[str, Any]]:
    rows = []
    for name in np.unique(names.astype(str)):
        mine = names == name
        held = bool(truth[mine].any())
        rows.append(
            {
                "place": str(name),
                samples: int(mine.sum()),
                "true": int(truth[mine].sum()),
                "found": int(found[mine].sum()),
                "right": int((truth[mine] & found[mine]).sum()),
                "micro_f1": metrics.micro_f1(metrics.count_labels(found[mine], truth[mine])) if held else None,
            }
        )
    return rows


def _verdict(one: dict[str, Any], samples: str) -> list[dict[str, Any]]:
    labels = f"{one['labels_with_truth']} of {one['labels']} labels have truth"
    every, exact = f"{one['samples']:,} windows", "share of windows with every label right"
    if samples == "photographs":
        every, exact = f"{one['samples']:,} photographs", "share of photographs with every label right"
    return [
        verdict("micro F1", one["micro_f1"], every),
        verdict("macro F1", one["macro_f1"], labels),
        verdict("mean average precision", one["mean_average_precision"], labels),
        verdict("exact match", one["exact_match"], exact),
    ]
