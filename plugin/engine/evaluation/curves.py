"""What every threshold costs: curves of true and false positives, from scores of any number of samples."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..contract.errors import CardError
from ..contract.evidence import Curve
from .metrics import Bools, Floats, Ints

GRID = (*(round(step / 100, 2) for step in range(1, 100)), 0.995, 0.999)
"""The thresholds of a curve: every hundredth, and two more near 1, where a rare class is told from a common one."""
CHUNK = 4_000_000


def curve(label: str, data: str, part: str, scores: Floats, truth: Bools, repeats: Ints | None = None) -> Curve:
    """Count true and false positives at each threshold of GRID.

    scores, truth: of one shape; a score at or above a threshold is found. repeats: how many samples each of them stands
    for, where they were counted before; None is one each. The samples are sorted into the steps of the
    grid once and the steps added up from above, in chunks, so that millions of pixels take a moment and no more memory.
    CardError where a score is no number.
    """
    scores, truth = np.asarray(scores).ravel(), np.asarray(truth, bool).ravel()
    if len(scores) != len(truth):
        raise ValueError(f"There are {len(scores)} scores of '{label}' but {len(truth)} truths.")
    true_steps, false_steps = np.zeros(len(GRID) + 1, np.int64), np.zeros(len(GRID) + 1, np.int64)
    for start in range(0, len(scores), CHUNK):
        chunk = slice(start, start + CHUNK)
        some, held = scores[chunk], truth[chunk]
        if not np.isfinite(some).all():
            raise CardError(
                f"Some scores of '{label}' on {data}, {part}, are no numbers; no curve can be drawn of them."
            )
        steps = np.searchsorted(np.asarray(GRID, some.dtype), some, side="right")
        times = np.ones(len(some), np.int64) if repeats is None else repeats[chunk]
        true_steps += _count(steps[held], times[held])
        false_steps += _count(steps[~held], times[~held])
    return Curve(
        label,
        data,
        part,
        positives=int(true_steps.sum()),
        negatives=int(false_steps.sum()),
        thresholds=GRID,
        true_positives=_at_or_above(true_steps),
        false_positives=_at_or_above(false_steps),
    )


def _count(steps: Ints, times: Ints) -> np.ndarray:
    return np.bincount(steps, times, minlength=len(GRID) + 1).astype(np.int64)


def _at_or_above(steps: np.ndarray) -> tuple[int, ...]:
    return tuple(int(count) for count in np.cumsum(steps[::-1])[::-1][1:])


def merge(curves: Sequence[Curve]) -> Curve:
    """Add the counts of pieces of one data set and part; CardError where they are not of one kind."""
    first, *others = curves
    for other in others:
        if (other.label, other.data, other.part) != (first.label, first.data, first.part):
            raise CardError(
                f"Curves of '{first.label}' on {first.data} and '{other.label}' on {other.data} do not add up."
            )
        if other.thresholds != first.thresholds:
            raise CardError(f"The curves of '{first.label}' on {first.data} have different thresholds.")
    return Curve(
        first.label,
        first.data,
        first.part,
        positives=sum(one.positives for one in curves),
        negatives=sum(one.negatives for one in curves),
        thresholds=first.thresholds,
        true_positives=tuple(map(sum, zip(*(one.true_positives for one in curves), strict=True))),
        false_positives=tuple(map(sum, zip(*(one.false_positives for one in curves), strict=True))),
    )
