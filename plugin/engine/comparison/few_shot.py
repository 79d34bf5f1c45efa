"""Accuracy against the number of labelled samples a class: a linear head on embeddings, refitted on random draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .heads import Features, fit, judge, linear_head
from .samples import CLASSES, LABELS, VALUE, ComparisonError, Ints, Truth, kind_of

COUNTS = (20, 50, 100, 150, 200)
DRAWS = 5
STRENGTH = 0.01
"""Inverse strength of the head's regularisation: with so few samples there is nothing to choose it by, so it is fixed.
It was settled on training and validation places of damage-tiles, where a tenth and ten times of it did no better."""
FIGURE = {CLASSES: "accuracy", LABELS: "micro-F1", VALUE: "R2"}


@dataclass(frozen=True)
class FewShotPoint:
    """Figures of the heads fitted on `samples` a class: one value a draw, their mean and their standard deviation.

    balanced: for classes that exclude each other, the mean balanced accuracy.
    """

    samples: int
    figure: str
    values: tuple[float, ...]
    mean: float
    spread: float
    balanced: float | None


def most_samples(labels: Truth) -> int:
    """Return how many samples a class can be drawn.

    As many as the rarest class has or, where several labels hold at once, the commonest; for a value, all.
    """
    kind = kind_of(labels)
    if kind == VALUE:
        return len(labels)
    if kind == LABELS:
        return int(labels.sum(axis=0).max())
    return int(np.unique(labels, return_counts=True)[1].min())


def draw_few(labels: Truth, counts: Sequence[int], draws: int, seed: int) -> list[dict[int, Ints]]:
    """Return, a draw, the indices drawn for each count; the samples of a smaller count are among those of a larger one.

    labels: (n,) int: `count` of each class. (n, labels) bool: `count` that hold each label, or all where a label has
    fewer, those of all labels together. (n,) float: `count` in all. The same seed gives the same draws.
    ComparisonError where there are too few.
    """
    available = most_samples(labels)
    short = [count for count in counts if count > available]
    if short:
        raise ComparisonError(
            f"There are {available} samples a class to draw from, but {max(short)} are asked for; ask for fewer, or "
            "give more samples."
        )
    rng = np.random.default_rng(seed)
    return [_draw(labels, counts, rng) for _ in range(draws)]


def _draw(labels: Truth, counts: Sequence[int], rng: np.random.Generator) -> dict[int, Ints]:
    kind = kind_of(labels)
    if kind == VALUE:
        groups = [np.arange(len(labels))]
    elif kind == LABELS:
        groups = [np.flatnonzero(labels[:, label]) for label in range(labels.shape[1])]
    else:
        groups = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    shuffled = [rng.permutation(group) for group in groups]
    return {count: np.unique(np.concatenate([group[:count] for group in shuffled])) for count in counts}


def few_shot(
    embeddings: Features,
    labels: Truth,
    test_embeddings: Features,
    test_labels: Truth,
    counts: Sequence[int] = COUNTS,
    draws: int = DRAWS,
    seed: int = 1,
) -> tuple[FewShotPoint, ...]:
    """Return, a count, how well a linear head fitted on so many samples a class does on the test samples.

    embeddings: (n, length) to draw from, with labels as in `draw_few`. test_embeddings: (m, length) from places that
    the others never have; nothing is chosen by them. Means and standard deviations are over `draws` draws.
    """
    drawn = draw_few(labels, counts, draws, seed)
    return tuple(
        judge_draws(
            [(embeddings[chosen[count]], labels[chosen[count]]) for chosen in drawn],
            (test_embeddings, test_labels),
            count,
        )
        for count in counts
    )


def judge_draws(drawn: Sequence[tuple[Features, Truth]], test: tuple[Features, Truth], count: int) -> FewShotPoint:
    """Fit a head on each draw of `count` samples a class and judge it on the test samples."""
    kind = kind_of(test[1])
    judged = [judge(fit(linear_head(kind, STRENGTH), *samples), *test) for samples in drawn]
    values: NDArray[np.float64] = np.array([figures[FIGURE[kind]] for figures in judged])
    balanced = float(np.mean([figures["balanced accuracy"] for figures in judged])) if kind == CLASSES else None
    spread = float(values.std(ddof=1)) if len(values) > 1 else 0.0
    return FewShotPoint(count, FIGURE[kind], tuple(values.tolist()), float(values.mean()), spread, balanced)
