"""Every permutation of training, validation and test places, with the head fitted anew each time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np

from ..training.recipe import PARTS
from .heads import HEADLINE, Features, Judged, judge_linear_head
from .samples import Ints, Truth, kind_of
from .watch import Watch


@dataclass(frozen=True)
class Permutation:
    """A head fitted on one part's places, its regularisation chosen on another's, judged on the third's.

    training, validation, test: which of the recipe's parts had that role. samples: how many each had, in that order.
    """

    training: str
    validation: str
    test: str
    samples: tuple[int, int, int]
    judged: Judged


def permute_parts(features: Features, truth: Truth, part: Ints, watch: Watch) -> tuple[Permutation, ...]:
    """Return all six permutations of the parts of features (n, length); part: (n,), an index into PARTS."""
    rows = {index: np.flatnonzero(part == index) for index in range(len(PARTS))}
    found = []
    for order in permutations(range(len(PARTS))):
        watch.check()
        three = [(features[rows[index]], truth[rows[index]]) for index in order]
        judged = judge_linear_head(three[0], three[1], three[2], watch)
        names = [PARTS[index] for index in order]
        sizes = [len(rows[index]) for index in order]
        found.append(Permutation(names[0], names[1], names[2], (sizes[0], sizes[1], sizes[2]), judged))
    return tuple(found)


def spread(rows: tuple[Permutation, ...], truth: Truth) -> tuple[float, float]:
    """Return mean and standard deviation of the test figure over the permutations."""
    figures = np.array([row.judged.test[HEADLINE[kind_of(truth)]] for row in rows])
    return float(figures.mean()), float(figures.std(ddof=1))
