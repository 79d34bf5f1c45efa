"""Find the regions of a mask: its runs of neighbouring pixels in a row, joined where they touch those of the next row.

A mask of things on the ground has far fewer runs than pixels, so nothing here but finding the runs follows single
pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components


@dataclass(frozen=True)
class Regions:
    """The 4-connected regions of a mask (height, width), numbered from 0 in reading order of their first pixels.

    edges: (2 * runs,) where each run begins and where it has ended, by turns and in reading order, as
    row * stride + column; the column after the last one counts too, so stride is width + 1. labels: (runs,), the
    region of each run. count: of the regions.
    """

    mask: np.ndarray
    edges: np.ndarray
    labels: np.ndarray
    count: int

    @property
    def stride(self) -> int:
        """What lies between a place and the one below it."""
        return self.mask.shape[1] + 1

    @property
    def lengths(self) -> np.ndarray:
        """Pixels of each run."""
        return self.edges[1::2] - self.edges[::2]

    def pixel_counts(self) -> np.ndarray:
        """Return the pixels of each region."""
        return np.bincount(self.labels, self.lengths, self.count)

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Return the sum over each region of the values (height, width)."""
        lengths = self.lengths
        of_runs = np.add.reduceat(values[self.mask], np.cumsum(lengths) - lengths, dtype=np.float64)
        return np.bincount(self.labels, of_runs, self.count)

    def along(self, side: str) -> np.ndarray:
        """Return the region of each pixel along the top, bottom, left or right side of the mask, or -1."""
        pixels = self.mask[SIDES[side]]
        begins, ends = self.edges[::2], self.edges[1::2]
        if side == "left":
            here = self.labels[begins % self.stride == 0]
        elif side == "right":
            here = self.labels[ends % self.stride == self.stride - 1]
        else:
            in_row = begins // self.stride == (0 if side == "top" else len(self.mask) - 1)
            here = np.repeat(self.labels[in_row], self.lengths[in_row])
        held = np.full(len(pixels), -1)
        held[pixels] = here
        return held


SIDES: dict[str, Any] = {"top": np.s_[0], "bottom": np.s_[-1], "left": np.s_[:, 0], "right": np.s_[:, -1]}


def find_regions(mask: np.ndarray) -> Regions:
    """Return the 4-connected regions of a mask (height, width)."""
    height, width = mask.shape
    padded = np.zeros(height * (width + 1) + 1, bool)
    padded[1:].reshape(height, width + 1)[:, :width] = mask
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    begins, ends = edges[::2], edges[1::2]
    # Runs of the next row that share a column with each run: from the first that ends after its beginning.
    first = np.searchsorted(ends, begins + (width + 1), "right")
    touching = np.searchsorted(begins, ends + (width + 1), "left") - first
    until = np.concatenate([[0], np.cumsum(touching)])
    below = np.arange(until[-1]) + np.repeat(first - until[:-1], touching)
    graph = csr_array((np.ones(len(below), bool), below, until), shape=(len(begins), len(begins)))
    count, labels = connected_components(graph, directed=False)
    return Regions(mask, edges, labels, count)
