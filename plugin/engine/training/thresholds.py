"""The thresholds of a card, chosen from the evidence of the validation part."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..contract.errors import CardError
from ..contract.evidence import BEST_F1, Curve, Rule, choose_threshold
from .recipe import Recipe

SHRINK_POSITIVES = 20
"""A label with this many validation samples gets a threshold halfway between its own best and the best for all."""
NEAR_F1 = 0.002


def of_label(curves: Sequence[Curve], label: str) -> list[Curve]:
    """Return the curves of one label, one a data set."""
    return [curve for curve in curves if curve.label == label]


def by_evidence(recipe: Recipe, curves: Sequence[Curve]) -> tuple[tuple[float, ...], str]:
    """Return a threshold a class by the recipe's rule of contract/evidence, and a sentence for the card.

    A label that no threshold brings to what the rule wants gets the one with its best F1, and the sentence says so: a
    training is not lost for it.
    """
    rule, thresholds, other = Rule.parse(recipe.rule), [], []
    for name in recipe.classes:
        try:
            thresholds.append(choose_threshold(of_label(curves, name), rule))
        except CardError:
            thresholds.append(choose_threshold(of_label(curves, name), Rule(BEST_F1)))
            other.append(name)
    text = f"Thresholds were chosen on the validation part by the rule {recipe.rule}"
    text += f"; no threshold of {', '.join(other)} fulfils it, which got the one of the best F1." if other else "."
    return tuple(thresholds), text


def shrunk(recipe: Recipe, curves: Sequence[Curve]) -> tuple[tuple[float, ...], str]:
    """Return a threshold a class, its best F1's drawn towards the one with the best micro-F1 of all, and a sentence.

    threshold = (p own + SHRINK_POSITIVES common) / (p + SHRINK_POSITIVES) with p validation samples of the label:
    few samples say little about one label's best threshold, but all labels together say much about a common one.
    """
    grid = np.array(curves[0].thresholds)
    columns = [_add(of_label(curves, name)) for name in recipe.classes]
    positives = np.array([positive for positive, _, _ in columns])
    true, false = np.array([t for _, t, _ in columns]), np.array([f for _, _, f in columns])
    common = _best(grid, _f1(true.sum(axis=0), false.sum(axis=0), int(positives.sum())))
    own = np.array([_best(grid, _f1(*counts)) for counts in zip(true, false, positives, strict=True)])
    drawn = (positives * own + SHRINK_POSITIVES * common) / (positives + SHRINK_POSITIVES)
    text = (
        f"The threshold of a label is the one of its best F1 on the validation part, drawn towards {common:.2f}, the "
        f"one of the best micro-F1 of all labels, with the weight of {SHRINK_POSITIVES} samples."
    )
    return tuple(round(float(value), 2) for value in np.clip(drawn, 0.01, 0.99)), text


def _add(curves: Sequence[Curve]) -> tuple[int, NDArray[np.int64], NDArray[np.int64]]:
    """Return positives and the columns of true and false positives of several data sets together."""
    true = np.sum([curve.true_positives for curve in curves], axis=0)
    false = np.sum([curve.false_positives for curve in curves], axis=0)
    return sum(curve.positives for curve in curves), true, false


def _f1(true: NDArray[np.int64], false: NDArray[np.int64], positives: int) -> NDArray[np.float64]:
    return 2 * true / np.maximum(true + false + positives, 1)


def _best(grid: NDArray[np.float64], figures: NDArray[np.float64]) -> float:
    """Return the middle of the longest run of thresholds whose figure is within NEAR_F1 of the best."""
    near = np.flatnonzero(figures >= figures.max() - NEAR_F1)
    run = max(np.split(near, np.flatnonzero(np.diff(near) > 1) + 1), key=len)
    return float(grid[run[len(run) // 2]])
