"""Outlines of regions with what is known of the scores inside: in columns, as everything on the data path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .scores import SCORE_STEPS


@dataclass(frozen=True)
class Outlines:
    """Columns of the same length: polygons in score-grid pixels, and the sum and number of the scores inside each."""

    polygons: np.ndarray
    score_sums: np.ndarray
    pixel_counts: np.ndarray

    def __len__(self) -> int:
        return len(self.polygons)

    @property
    def scores(self) -> np.ndarray:
        """The mean probability inside each polygon."""
        return self.score_sums / (self.pixel_counts * SCORE_STEPS)

    def take(self, chosen: np.ndarray) -> Outlines:
        """Return the outlines at the given positions, or where a mask holds."""
        return Outlines(self.polygons[chosen], self.score_sums[chosen], self.pixel_counts[chosen])


NO_OUTLINES = Outlines(np.empty(0, object), np.empty(0), np.empty(0))


def concatenate(many: Sequence[Outlines]) -> Outlines:
    """Return several outlines, at least one, as one."""
    return Outlines(
        np.concatenate([each.polygons for each in many]),
        np.concatenate([each.score_sums for each in many]),
        np.concatenate([each.pixel_counts for each in many]),
    )


def gathered(many: Iterable[Outlines], least: int) -> Iterator[Outlines]:
    """Yield outlines as they come, but at least so many at a time, until the rest, which may be none."""
    held, count = [NO_OUTLINES], 0
    for outlines in many:
        held.append(outlines)
        count += len(outlines)
        if count >= least:
            yield concatenate(held)
            held, count = [NO_OUTLINES], 0
    yield concatenate(held)
