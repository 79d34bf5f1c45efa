"""The figures of an evaluation that are returned as numbers, for models and scripts, and the lines for the log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..bridge.translation import tr


def titles() -> dict[str, str]:
    """What each figure is called, by its key in the report; the output has the same name in capitals."""
    return {
        "accuracy": tr("Accuracy"),
        "balanced_accuracy": tr("Balanced accuracy"),
        "precision": tr("Precision"),
        "recall": tr("Recall"),
        "f1": tr("F1"),
        "micro_f1": tr("Micro-averaged F1"),
        "macro_f1": tr("Macro-averaged F1"),
        "iou": tr("Intersection over union"),
        "roc_auc": tr("Area under the ROC curve"),
        "average_precision": tr("Average precision"),
        "mean_average_precision": tr("Mean average precision"),
        "mse": tr("Mean squared error"),
        "rmse": tr("Root mean squared error"),
        "mae": tr("Mean absolute error"),
        "r2": tr("R²"),
    }


def key_figures(report: dict[str, Any]) -> dict[str, float]:
    """The figures that are defined, by the names of the outputs.

    A figure over all classes counts before that of the only class; one that is not defined is left out, not zero.
    """
    found = {}
    for key in titles():
        values = (place[key] for place in _places(report) if isinstance(place.get(key), (int, float)))
        value = next(values, None)
        if value is not None:
            found[key.upper()] = float(value)
    return found


def _places(report: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield report
    if isinstance(report.get("overall"), dict):
        yield report["overall"]
    classes = report.get("classes")
    if isinstance(classes, dict) and len(classes) == 1:
        yield from (figures for figures in classes.values() if isinstance(figures, dict))


def first_lines(report: dict[str, Any]) -> Iterator[str]:
    """The figures that the report begins with, a line each."""
    for row in report.get("verdict") or ():
        value = row.get("value")
        shown = tr("not defined") if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
        yield tr("{name}: {value} ({of})").format(name=row.get("name"), value=shown, of=row.get("of"))
