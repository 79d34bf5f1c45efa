"""What is measured of a model: figures from scores and truth, and the threshold that validation suggests.

Figures of counts are 0 where their denominator is 0, so that a search for a threshold can compare them; a report that
has to tell "nothing to judge" from "all wrong" uses `figures`, where they are None.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from sklearn.metrics import roc_auc_score

Floats = NDArray[np.floating]
Bools = NDArray[np.bool_]
Ints = NDArray[np.integer]
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


def count_labels(found: Bools, truth: Bools) -> list[Counts]:
    """Compare found labels with the true ones, label by label; both (n, labels)."""
    return [count(mine, true, 0.5) for mine, true in zip(found.T.astype(np.float32), truth.T, strict=True)]


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


def micro_f1(labels: Sequence[Counts]) -> float:
    """F1 of the counts of all labels together."""
    return f1(add(labels))


def macro_f1(labels: Sequence[Counts]) -> float:
    """Mean over the labels of their F1."""
    return float(np.mean([f1(counts) for counts in labels]))


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
    """Area under the ROC curve: the chance that a positive scores above a negative, ties counting half.

    NaN where there is no positive or no negative, for then the area is not defined.
    """
    if truth.all() or not truth.any():
        return math.nan
    return float(roc_auc_score(truth, scores))


def match_objects(found: Bools, numbers: Ints, least_px: int, least_iou: float = 0.5) -> Counts:
    """Match the connected pieces of `found` one to one with the objects of `numbers`, both (height, width).

    Pixels of a piece share an edge. Pieces and objects of fewer than least_px pixels are left out. A piece matches the
    object with which its intersection over union is at least least_iou; above one half no piece has two, and of two
    that it halves it takes one. True negatives are none.
    """
    pieces, _ = ndimage.label(found)
    piece_px, object_px = np.bincount(pieces.ravel()), np.bincount(numbers.ravel())
    both = (pieces > 0) & (numbers > 0)
    pairs, shared_px = np.unique(np.stack([pieces[both], numbers[both]]), axis=1, return_counts=True)
    large = (piece_px[pairs[0]] >= least_px) & (object_px[pairs[1]] >= least_px)
    union_px = piece_px[pairs[0]] + object_px[pairs[1]] - shared_px
    matching = pairs[:, large & (shared_px >= least_iou * union_px)]
    _, first = np.unique(matching[0], return_index=True)
    matched = len(np.unique(matching[1, first]))
    n_pieces = int(np.count_nonzero(piece_px[1:] >= least_px))
    n_objects = int(np.count_nonzero(object_px[1:] >= least_px))
    return Counts(matched, n_pieces - matched, n_objects - matched, 0)


def add(counts: Iterable[Counts]) -> Counts:
    """Return the sum of counts."""
    return Counts(*np.sum([astuple(one) for one in counts], axis=0).tolist())


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
