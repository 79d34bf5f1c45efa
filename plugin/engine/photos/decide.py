"""From scores to a class: the one rule for a photograph, a place and the figures of a training."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..contract.card import ModelCard

NO_CLASS = -1


def decide(
    scores: NDArray[np.floating], thresholds: Sequence[float], exclusive: bool, background: int | None = None
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the class (n,) of scores (n, classes), NO_CLASS where none is certain enough, and its score (n,).

    Of exclusive classes the highest counts, if it reaches its threshold; of others the highest of those that reach
    theirs. The background class is never named. Where no class is named, the score is the highest one; where there are
    no scores (NaN), it is NaN.
    """
    known = np.isfinite(scores).all(axis=1)
    values = np.where(known[:, None], scores, -1.0).astype(np.float64)
    reached = known[:, None] & (scores >= np.asarray(thresholds, scores.dtype))
    candidates = np.ones_like(reached) if exclusive else reached.copy()
    if background is not None and not exclusive:
        candidates[:, background] = False
    rows, best = np.arange(len(values)), np.argmax(np.where(candidates, values, -2.0), axis=1)
    named = (candidates & reached)[rows, best] & (best != (NO_CLASS if background is None else background))
    score = np.where(named, values[rows, best], values.max(axis=1))
    return np.where(named, best, NO_CLASS), np.where(known, score, np.nan)


def decide_for(
    card: ModelCard, scores: NDArray[np.floating], thresholds: Sequence[float]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Decide as the card of a model says."""
    background = card.classes.index(card.background) if card.background is not None else None
    return decide(scores, thresholds, card.activation == "softmax", background)
