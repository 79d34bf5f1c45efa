"""A tile classifier against the truth: its windows by their scores, and the boxes that were written."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from sklearn.metrics import confusion_matrix

from ..contract.card import ModelCard
from ..contract.events import IsCancelled
from ..path.decoders import DECODERS
from .curves import GRID
from .figures import Samples, class_figures, confusion, confusion_figures, verdict
from .matching import (
    Match,
    average_precision,
    match_one_to_one,
    match_places,
    pairs_by_overlap,
    pairs_by_place,
    precision_recall,
)
from .objects import Found, object_curve, place_rows, true_things
from .scored import Windows, read_windows
from .subject import Ground, Subject, stop_if, to_pixels
from .truth import Labels, TruthLayer
from .windows import CENTRAL_SHARE, DOUBTFUL, POSITIVE, judge_windows

OVERLAP, PLACE = "overlap", "place"
FLOOR = GRID[0]
"""Boxes of lower scores take no part in the average precision."""


def evaluate_tiles(
    subject: Subject,
    grounds: tuple[Ground, ...],
    truth: TruthLayer,
    labels: Labels,
    places: NDArray[np.object_] | None,
    least_iou: float,
    cancelled: IsCancelled,
) -> dict[str, Any]:
    """Return the figures of windows and of boxes; thresholds are those by which the run's features were written.

    Windows are judged where their middle lies on the ground that is judged, as boxes are: of the ground beyond nothing
    is known, so that a window that only touches the area would be false for what it shows outside.
    """
    counts: Counter[str] = Counter({"judged": 0})
    looked_at, scores, states = [], [], []
    for ground in grounds:
        every = read_windows(ground, counts, cancelled)
        looked_at.append(every.take(every.centre_valid))
        inside = shapely.intersects(ground.judged_px, every.centres_px)
        counts["outside the area"] += int((~inside).sum())
        counts["without data in their middle"] += int((inside & ~every.centre_valid).sum())
        judged = every.take(inside & every.centre_valid)
        counts["judged"] += len(judged)
        held, known = labels.held[ground.rows], labels.known[ground.rows]
        scores.append(judged.scores)
        states.append(judge_windows(judged.boxes_px, ground.shapes_px, held, known))
    figures = _window_figures(subject, np.concatenate(scores), np.concatenate(states), counts, truth.name)
    stop_if(cancelled)
    found = _decode(subject, grounds, looked_at, labels, cancelled)
    figures["objects"], figures["places"] = _judge_boxes(subject, found, truth, places, least_iou)
    figures["verdict"] = _verdict(figures)
    return figures


def _window_figures(
    subject: Subject, scores: NDArray[np.float32], states: NDArray[np.int8], counts: Counter[str], data: str
) -> dict[str, Any]:
    card = subject.card
    least = np.asarray(subject.selection.thresholds, np.float32)
    classes = {}
    for number in card.foreground:
        sure = states[:, number] != DOUBTFUL
        samples = Samples(card.classes[number], scores[sure, number], states[sure, number] == POSITIVE)
        threshold = subject.selection.thresholds[number]
        classes[samples.label] = {
            **class_figures(samples, samples.scores >= least[number], threshold, data),
            "doubtful": int((~sure).sum()),
        }
    matrix, names = _confusion(card, scores, states, least, counts)
    return {
        "sample": "window",
        "windows": dict(counts),
        "window_rule": (
            f"A window is positive where the centroid of a true feature lies in its central {CENTRAL_SHARE:g} along "
            "both axes, negative where no true feature touches it; others are left out."
        ),
        "overall": confusion_figures(matrix),
        "classes": classes,
        "confusions": [confusion("Windows", names, matrix)],
    }


def _confusion(
    card: ModelCard,
    scores: NDArray[np.float32],
    states: NDArray[np.int8],
    least: NDArray[np.float32],
    counts: Counter[str],
) -> tuple[NDArray[np.integer], list[str]]:
    """Count the windows of exactly one true class, or surely of none, by the class that was found (the highest)."""
    foreground = np.array(card.foreground)
    positive, doubtful = states[:, foreground] == POSITIVE, states[:, foreground] == DOUBTFUL
    one = positive.sum(axis=1) == 1
    none = ~positive.any(axis=1) & ~doubtful.any(axis=1)
    clear = one | none
    counts["doubtful"] = int((~clear).sum())
    true = np.where(one, positive.argmax(axis=1), len(foreground))[clear]
    passed = np.where(scores >= least, scores, -np.inf)[:, foreground][clear]
    found = np.where(np.isfinite(passed).any(axis=1), passed.argmax(axis=1), len(foreground))
    names = [card.classes[number] for number in foreground]
    names.append(card.background or (f"not {names[0]}" if len(names) == 1 else "none of them"))
    numbers = np.arange(len(names))
    if not len(true):
        return np.zeros((len(names), len(names)), int), names
    return confusion_matrix(true, found, labels=numbers), names


def _decode(
    subject: Subject,
    grounds: tuple[Ground, ...],
    windows: list[Windows],
    labels: Labels,
    cancelled: IsCancelled,
) -> list[list[Found]]:
    """Return, a raster and class, all boxes above the floor after suppression, and the true features on its ground."""
    card = subject.card
    low = replace(subject.selection, thresholds=(FLOOR,) * len(card.classes))

    def tick(done: int, total: int) -> None:
        del done, total
        stop_if(cancelled)

    found = []
    for ground, looked_at in zip(grounds, windows, strict=True):
        raster = replace(ground.raster, selection=low)
        layer, boxes, columns = next(iter(DECODERS[card.task](raster, tick)))
        del layer
        tree = shapely.STRtree(shapely.box(*looked_at.boxes_px.T))
        centres_px = to_pixels(raster, shapely.centroid(boxes))
        outside = ~shapely.intersects(ground.judged_px, centres_px)
        of_class = []
        for number in card.foreground:
            mine = columns["label"] == card.classes[number]
            shapes, rows, counts = true_things(ground, labels, number, tree)
            of_class.append(
                Found(boxes[mine], columns["score"][mine], outside[mine], shapes, rows, counts, ground.name)
            )
        found.append(of_class)
    return found


def _judge_boxes(
    subject: Subject,
    found: list[list[Found]],
    truth: TruthLayer,
    places: NDArray[np.object_] | None,
    least_iou: float,
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    rule, why = _matching_rule(found, truth, least_iou)
    classes, rows = {}, []
    for i, number in enumerate(subject.card.foreground):
        label = subject.card.classes[number]
        threshold = float(np.float32(subject.selection.thresholds[number]))
        of_class = [raster[i] for raster in found]
        single = [_one_to_one(one, rule, least_iou) for one in of_class]
        main = [_by_place(one) for one in of_class] if rule == PLACE else single
        figures = _summed(main).at(threshold).figures()
        classes[label] = {
            "label": label,
            "threshold": subject.selection.thresholds[number],
            **figures,
            "average_precision": average_precision(_summed(main)),
            "one_to_one": {
                **_summed(single).at(threshold).figures(),
                "average_precision": average_precision(_summed(single)),
            },
            "ignored": int((_summed(main).ignored & (_summed(main).scores >= threshold)).sum()),
            "not_looked_at": int(sum((~one.counts).sum() for one in of_class)),
            "precision_recall": object_curve(*precision_recall(_summed(main))),
        }
        rows += place_rows(label, of_class, main, threshold, places)
    return {"kind": "boxes", "rule": rule, "rule_text": why, "classes": classes}, rows


def _matching_rule(found: list[list[Found]], truth: TruthLayer, least_iou: float) -> tuple[str, str]:
    """Choose between overlap and place: windows are no outlines, so most truths are points or too small for an IoU."""
    if truth.are_points.any():
        return (
            PLACE,
            "The truth has points: a box is right where it holds one, a point is found where a box holds it.",
        )
    true_areas = [shapely.area(one.true) for raster in found for one in raster]
    box_areas = [shapely.area(one.shapes) for raster in found for one in raster]
    true_area, box_area = (float(np.median(a)) if len(a) else 0.0 for a in map(np.concatenate, (true_areas, box_areas)))
    if not true_area or not box_area or min(true_area, box_area) / max(true_area, box_area) >= least_iou:
        return (
            OVERLAP,
            f"A box is right where its intersection over union with a true feature is {least_iou:g} or more.",
        )
    return PLACE, (
        "A box is right where it holds the centroid of a true feature, and a feature is found where a box holds its "
        f"centroid: true features and boxes differ so much in area (medians {true_area:,.6g} and {box_area:,.6g} "
        f"square map units) that an intersection over union of {least_iou:g} is out of reach."
    )


def _by_place(one: Found) -> Match:
    return match_places(one.scores, pairs_by_place(one.shapes, one.true), one.counts, one.outside)


def _one_to_one(one: Found, rule: str, least_iou: float) -> Match:
    if rule == PLACE:
        return match_one_to_one(one.scores, pairs_by_place(one.shapes, one.true), one.counts, one.outside)
    found, true, iou = pairs_by_overlap(one.shapes, one.true)
    fits = iou >= least_iou
    return match_one_to_one(one.scores, (found[fits], true[fits], iou[fits]), one.counts, one.outside)


def _summed(matches: list[Match]) -> Match:
    """Put the matches of several rasters together; partners lose their meaning."""
    columns = {
        name: np.concatenate([getattr(match, name) for match in matches])
        for name in ("scores", "right", "ignored", "hit_score", "counts", "partner")
    }
    return Match(**columns)


def _verdict(figures: dict[str, Any]) -> list[dict[str, Any]]:
    overall, classes, boxes = figures["overall"], figures["classes"], figures["objects"]["classes"]
    of = f"{overall['samples']:,} windows"
    rows = [verdict("balanced accuracy", overall["balanced_accuracy"], of)]
    if len(classes) == 1:
        (one,) = classes.values()
        rows.append(verdict("area under the ROC curve", one["roc_auc"], of))
    for label, one in boxes.items():
        prefix = "boxes" if len(boxes) == 1 else label
        rows += [
            verdict(f"precision, {prefix}", one["precision"], f"{one['found']:,} boxes"),
            verdict(f"recall, {prefix}", one["recall"], f"{one['true']:,} true features"),
            verdict(f"average precision, {prefix}", one["average_precision"], "boxes of every score"),
        ]
    return rows
