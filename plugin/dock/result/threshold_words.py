"""What a threshold costs and keeps, in words and as curves."""

from __future__ import annotations

from collections.abc import Sequence

from ...bridge.quantities import area_words, number, percent
from ...bridge.results.kinds import BUILDINGS, LABELS
from ...bridge.translation import tr
from ...engine.contract.evidence import Curve
from .score_plot import Line


def place(curve: Curve, threshold: float) -> int:
    """Which of the curve's thresholds is the nearest one."""
    return min(range(len(curve.thresholds)), key=lambda i: abs(curve.thresholds[i] - threshold))


def precision_recall_lines(curves: Sequence[Curve], threshold: float) -> list[Line]:
    """A line a data set that has the label: recall across, precision up."""
    return [
        Line(
            curve.data,
            tuple((curve.recall(i), curve.precision(i)) for i in range(len(curve.thresholds))),
            place(curve, threshold),
        )
        for curve in usable(curves)
    ]


def roc_lines(curves: Sequence[Curve], threshold: float) -> list[Line]:
    """A line a data set that has the label and others: share of false finds across, recall up."""
    return [
        Line(
            curve.data,
            tuple((curve.false_positive_rate(i), curve.recall(i)) for i in range(len(curve.thresholds))),
            place(curve, threshold),
        )
        for curve in usable(curves)
        if curve.negatives
    ]


def usable(curves: Sequence[Curve]) -> list[Curve]:
    """The curves that have thresholds, and something to find."""
    return [curve for curve in curves if curve.thresholds and curve.positives]


def cost(curves: Sequence[Curve], threshold: float) -> str:
    """What the threshold cost on validation samples; data sets count alike, as they do for the presets."""
    with_truth = usable(curves)
    if not with_truth:
        return tr("The model card has no evidence for this label, so nothing can be said of what a threshold costs.")
    places = [(curve, place(curve, threshold)) for curve in with_truth]
    recall = sum(curve.recall(i) for curve, i in places) / len(places)
    if not any(curve.true_positives[i] + curve.false_positives[i] for curve, i in places):
        return tr("On the validation samples this threshold found nothing.")
    wrong = 1 - sum(curve.precision(i) for curve, i in places) / len(places)
    return tr(
        "On the validation samples this threshold found {found} of what is there; {wrong} of what it found was wrong."
    ).format(found=percent(recall), wrong=percent(wrong))


def cost_by_data(curves: Sequence[Curve], threshold: float) -> str:
    """What the threshold cost on each data set, a line each."""
    lines = []
    for curve in curves:
        if not curve.thresholds:
            continue
        i = place(curve, threshold)
        lines.append(
            tr("{data}: found {true} of {positives}, and {false} of {negatives} wrongly").format(
                data=curve.data,
                true=number(curve.true_positives[i]),
                positives=number(curve.positives),
                false=number(curve.false_positives[i]),
                negatives=number(curve.negatives),
            )
        )
    return "\n".join(lines)


def kept(kind: str, label: str, count: int, whole: int, square_metres: float) -> str:
    """How much of the layer the map shows; square_metres 0: no area is known, or nothing is left."""
    if kind == BUILDINGS:
        text = tr("{count} of {whole} polygons, {area} in all.")
    elif kind == LABELS:
        text = tr("{count} of {whole} windows hold '{label}', about {area} in all.")
        text = text if square_metres else tr("{count} of {whole} windows hold '{label}'.")
    else:
        text = (
            tr("{count} of {whole} boxes, about {area} in all.") if square_metres else tr("{count} of {whole} boxes.")
        )
    return text.format(count=number(count), whole=number(whole), label=label, area=area_words(square_metres))
