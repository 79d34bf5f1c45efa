"""Candidates of a classifier: boxes with a score a class, as columns, and the threshold that selects them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .scores import Part
from .windows import WindowGrid


@dataclass(frozen=True)
class Candidates:
    """Columns of the same length n.

    boxes_px: (n, 4) left, top, right, bottom on the score grid. scores: (n,) float32. classes: (n,) class numbers.
    windows: (n,) numbers in the window grid.
    """

    boxes_px: np.ndarray
    scores: np.ndarray
    classes: np.ndarray
    windows: np.ndarray

    def __len__(self) -> int:
        return len(self.scores)

    def take(self, chosen: np.ndarray) -> Candidates:
        """Return the candidates at the given positions, or where a mask holds."""
        return Candidates(self.boxes_px[chosen], self.scores[chosen], self.classes[chosen], self.windows[chosen])


def collect_candidates(
    parts: Iterable[Part], windows: WindowGrid, classes: Sequence[int], thresholds: Sequence[float]
) -> Candidates:
    """Return every window and class at or above its threshold, in reading order; windows whose middle has no data go.

    classes: the class numbers that are written. thresholds: one a class of the model.
    """
    least = np.asarray(thresholds, np.float32)
    scores, numbers, found = [np.empty(0, np.float32)], [np.empty(0, int)], [np.empty(0, int)]
    for part in parts:
        for number in classes:
            chosen = part.centre_valid & (part.scores[:, number] >= least[number])
            scores.append(part.scores[chosen, number])
            found.append(part.scored[chosen])
            numbers.append(np.full(int(chosen.sum()), number))
    order = np.lexsort((np.concatenate(numbers), np.concatenate(found)))
    kept = np.concatenate(found)[order]
    return Candidates(windows.boxes_px(kept), np.concatenate(scores)[order], np.concatenate(numbers)[order], kept)
