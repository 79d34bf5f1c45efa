"""What is measured of a model: figures from scores and truth, and the threshold that validation suggests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Bools = NDArray[np.bool_]
THRESHOLDS = np.round(np.linspace(0.02, 0.98, 97), 2)


@dataclass(frozen=True)
class Counts:
    """True and false positives and negatives, of windows or of pixels."""

    true_positives: int
    false_positives: int
    false_negatives: int
    true_negatives: int

    @property
    def samples(self) -> int:
        """Number of windows or pixels judged."""
        return self.true_positives + self.false_positives + self.false_negatives + self.true_negatives


def count(scores: Floats, truth: Bools, threshold: float) -> Counts:
    """Compare scores at a threshold with the truth; both of one shape."""
    found = scores >= threshold
    both = int(np.count_nonzero(found & truth))
    return Counts(
        both,
        int(np.count_nonzero(found)) - both,
        int(np.count_nonzero(truth)) - both,
        int(np.count_nonzero(~found & ~truth)),
    )


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def precision(counts: Counts) -> float:
    """Share of what was found that is true."""
    return _ratio(counts.true_positives, counts.true_positives + counts.false_positives)


def recall(counts: Counts) -> float:
    """Share of what is true that was found."""
    return _ratio(counts.true_positives, counts.true_positives + counts.false_negatives)


def f1(counts: Counts) -> float:
    """Harmonic mean of precision and recall."""
    return _ratio(
        2 * counts.true_positives, 2 * counts.true_positives + counts.false_positives + counts.false_negatives
    )


def balanced_accuracy(counts: Counts) -> float:
    """Mean of the recall of either class."""
    negative = _ratio(counts.true_negatives, counts.true_negatives + counts.false_positives)
    return (recall(counts) + negative) / 2


def accuracy(counts: Counts) -> float:
    """Share of right answers."""
    return _ratio(counts.true_positives + counts.true_negatives, counts.samples)


def iou(counts: Counts) -> float:
    """Intersection over union of what was found and what is true."""
    return _ratio(counts.true_positives, counts.true_positives + counts.false_positives + counts.false_negatives)


def auc(scores: Floats, truth: Bools) -> float:
    """Area under the ROC curve: the chance that a positive scores above a negative, ties counting half."""
    positive, negative = int(truth.sum()), int((~truth).sum())
    if not positive or not negative:
        return 0.0
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts - 1) / 2
    return float((ranks[inverse][truth].sum() - positive * (positive + 1) / 2) / (positive * negative))


def best_threshold(scored: list[tuple[Floats, Bools]], figure: Callable[[Counts], float]) -> float:
    """Return the threshold of THRESHOLDS with the highest mean of `figure` over several sets of scores and truth.

    The middle of the longest run of thresholds within 0.002 of the best is taken, so that noise does not decide.
    """
    values = np.array(
        [
            np.mean([figure(count(scores, truth, float(threshold))) for scores, truth in scored])
            for threshold in THRESHOLDS
        ]
    )
    near = np.flatnonzero(values >= values.max() - 0.002)
    run = max(np.split(near, np.flatnonzero(np.diff(near) > 1) + 1), key=len)
    return float(THRESHOLDS[run[len(run) // 2]])
