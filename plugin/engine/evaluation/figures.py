"""Figures of one class from scores and truth, for a report: a figure that is not defined is None, never 0."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import auc, average_precision_score, precision_recall_curve, roc_curve

from ..contract import schema
from ..contract.errors import CardError
from ..contract.evidence import BEST_F1, NO_FALSE_POSITIVES, PRECISION, Curve, Rule, choose_threshold
from . import metrics
from .curves import curve
from .metrics import Counts

WANTED_PRECISION = 0.95
CURVE_POINTS = 400
PART = "truth layer"
NO_TRUE = "no true sample"
NO_OTHER = "every sample is true"
NOTHING_FOUND = "nothing found"


@dataclass(frozen=True)
class Samples:
    """Scores and truth of one class; repeats: how many samples each entry stands for, None for one each."""

    label: str
    scores: NDArray[np.floating]
    truth: NDArray[np.bool_]
    repeats: NDArray[np.int64] | None = None

    @property
    def times(self) -> NDArray[np.int64]:
        """How many samples each entry stands for."""
        return np.ones(len(self.scores), np.int64) if self.repeats is None else self.repeats

    def count(self, found: NDArray[np.bool_]) -> Counts:
        """Compare what was found with the truth."""
        times = self.times
        truth = self.truth
        return Counts(
            true_positives=int(times[found & truth].sum()),
            false_positives=int(times[found & ~truth].sum()),
            false_negatives=int(times[~found & truth].sum()),
            true_negatives=int(times[~found & ~truth].sum()),
        )


def count_figures(counts: Counts) -> dict[str, Any]:
    """Return the counts and the figures that follow from them, and why those that are None are not defined."""
    true, false = (
        counts.true_positives + counts.false_negatives,
        counts.true_negatives + counts.false_positives,
    )
    found = counts.true_positives + counts.false_positives
    return {
        "samples": counts.samples,
        "positives": true,
        "negatives": false,
        **schema.to_json(counts),
        "accuracy": metrics.accuracy(counts) if counts.samples else None,
        "balanced_accuracy": metrics.balanced_accuracy(counts) if true and false else None,
        "precision": metrics.precision(counts) if found else None,
        "recall": metrics.recall(counts) if true else None,
        "f1": metrics.f1(counts) if true else None,
        "iou": metrics.iou(counts) if true else None,
        "undefined": NO_TRUE if not true else NO_OTHER if not false else NOTHING_FOUND if not found else None,
    }


def class_figures(samples: Samples, found: NDArray[np.bool_], threshold: float | None, data: str) -> dict[str, Any]:
    """Return all figures of a class: at its threshold, areas under its curves, the curves, and thresholds by rule.

    found: (entries,), what the run found. threshold: None where a class was not found by a threshold.
    """
    figures = {"label": samples.label, "threshold": threshold, **count_figures(samples.count(found))}
    figures.update({"roc_auc": None, "average_precision": None, "roc": None, "precision_recall": None})
    scores, truth, times = samples.scores, samples.truth, samples.times
    if figures["positives"] and len(scores):
        precision, recall, _ = precision_recall_curve(truth, scores, sample_weight=times)
        area = average_precision_score(truth, scores, sample_weight=times)
        figures["average_precision"] = float(area)
        figures["precision_recall"] = _thin({"recall": recall, "precision": precision})
    if figures["positives"] and figures["negatives"]:
        false_rate, true_rate, _ = roc_curve(truth, scores, sample_weight=times)
        figures["roc_auc"] = float(auc(false_rate, true_rate))
        figures["roc"] = _thin({"false_positive_rate": false_rate, "true_positive_rate": true_rate})
    if len(scores):
        evidence = curve(samples.label, data, PART, scores, truth, samples.repeats)
        figures["evidence"] = schema.to_json(evidence)
        figures["rules"] = by_rules(evidence) if threshold is not None else []
    return figures


def by_rules(evidence: Curve, wanted: float = WANTED_PRECISION) -> list[dict[str, Any]]:
    """Return what each rule for thresholds would choose on these very samples, and what it would give."""
    rows: list[dict[str, Any]] = []
    for rule in (Rule(NO_FALSE_POSITIVES), Rule(BEST_F1), Rule(PRECISION, wanted)):
        name = rule.name if rule.precision is None else f"{rule.name}={rule.precision:g}"
        try:
            threshold = choose_threshold([evidence], rule)
        except CardError:
            rows.append({"rule": name, "threshold": None, "precision": None, "recall": None, "f1": None})
            continue
        i = evidence.thresholds.index(threshold)
        rows.append(
            {
                "rule": name,
                "threshold": threshold,
                "precision": evidence.precision(i),
                "recall": evidence.recall(i),
                "f1": evidence.f1(i),
            }
        )
    return rows


def confusion(title: str, labels: Sequence[str], counts: NDArray[np.integer]) -> dict[str, Any]:
    """Return a confusion matrix, rows the truth and columns what was found."""
    return {"title": title, "labels": list(labels), "counts": np.asarray(counts).tolist()}


def confusion_figures(counts: NDArray[np.integer]) -> dict[str, Any]:
    """Return accuracy and balanced accuracy of a confusion matrix (rows the truth).

    The balanced accuracy is the mean recall of the classes that have true samples, of which there must be two.
    """
    counts = np.asarray(counts, float)
    true = counts.sum(axis=1)
    recalls = np.diag(counts)[true > 0] / true[true > 0]
    return {
        "samples": int(true.sum()),
        "accuracy": float(np.trace(counts) / true.sum()) if true.sum() else None,
        "balanced_accuracy": float(recalls.mean()) if len(recalls) > 1 else None,
    }


def verdict(name: str, value: float | int | None, of: str) -> dict[str, Any]:
    """Return one of the figures that a report begins with."""
    return {"name": name, "value": value, "of": of}


def _thin(columns: Mapping[str, NDArray[np.floating]]) -> dict[str, list[float]]:
    """Keep at most CURVE_POINTS points of a curve, its ends among them."""
    length = len(next(iter(columns.values())))
    kept = np.unique(np.linspace(0, length - 1, min(length, CURVE_POINTS)).round().astype(int))
    return {name: values[kept].astype(float).tolist() for name, values in columns.items()}


def without_nan(value: Any) -> Any:
    """Return a JSON value in which numbers that are not finite are None and NumPy's numbers are Python's."""
    if isinstance(value, dict):
        return {str(key): without_nan(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [without_nan(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
