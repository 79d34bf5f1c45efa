"""Join the regions that a score raster's blocks cut: exactly, because outlines follow pixel edges.

Blocks come in reading order. A region is whole as soon as no block to come lies along it, so at most the pieces of one
row of blocks, and of the regions that go on below it, are held.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from .outlines import NO_OUTLINES, Outlines, concatenate


@dataclass(frozen=True)
class CutPieces:
    """What of a block goes on in a neighbour: the outlines of those pieces, and where they meet the block's sides.

    borders: for each side of the block behind which another follows, which piece holds each pixel along it, or -1.
    """

    pieces: Outlines
    borders: dict[str, np.ndarray]


class RegionJoiner:
    """Takes the cut pieces of one block after the other, and gives the regions that they make up."""

    def __init__(self, block_px: int, min_hole_px: float):
        self._block_px, self._min_hole_px = block_px, min_hole_px
        self._pieces = [NO_OUTLINES]
        self._touching = [np.empty((2, 0), np.int64)]
        self._open: dict[tuple[int, int, str], np.ndarray] = {}

    def add(self, corner: tuple[int, int], cut: CutPieces) -> None:
        """Take the pieces of the block with this upper left corner (row, column)."""
        row, col = corner
        held = sum(map(len, self._pieces))
        before = {"left": (row, col - self._block_px, "right"), "top": (row - self._block_px, col, "bottom")}
        for side, border in cut.borders.items():
            here = np.where(border >= 0, border + held, -1)
            if side in before:
                there = self._open.pop(before[side])
                both = (here >= 0) & (there >= 0)
                self._touching.append(np.stack([here[both], there[both]]))
            else:
                self._open[row, col, side] = here
        self._pieces.append(cut.pieces)

    def take_whole(self) -> Outlines:
        """Return the regions to which no block to come can add, and let their pieces go."""
        pieces, touching = concatenate(self._pieces), np.concatenate(self._touching, axis=1)
        graph = coo_array((np.ones(touching.shape[1], bool), tuple(touching)), shape=(len(pieces), len(pieces)))
        regions, region = connected_components(graph, directed=False)
        is_open = np.zeros(regions, bool)
        for border in self._open.values():
            is_open[region[border[border >= 0]]] = True
        stays = is_open[region]
        # From the number of a piece to its number among those that stay; outside stays -1.
        number = np.append(np.cumsum(stays) - 1, -1)
        self._pieces = [pieces.take(stays)]
        self._touching = [number[touching[:, stays[touching[0]]]]]
        self._open = {place: number[border] for place, border in self._open.items()}
        return _united(pieces.take(~stays), region[~stays], self._min_hole_px)


def _united(pieces: Outlines, region: np.ndarray, min_hole_px: float) -> Outlines:
    """Return one outline a region, of pieces with the number of their region."""
    _, region = np.unique(region, return_inverse=True)
    order = np.argsort(region, kind="stable")
    together = shapely.geometrycollections(pieces.polygons[order], indices=region[order])
    polygons = shapely.simplify(shapely.union_all(together[:, np.newaxis], axis=1), 0)
    sums = np.bincount(region, weights=pieces.score_sums)
    counts = np.bincount(region, weights=pieces.pixel_counts)
    return Outlines(_fill_holes(polygons, min_hole_px), sums, counts)


def _fill_holes(polygons: np.ndarray, min_hole_px: float) -> np.ndarray:
    if not len(polygons):
        return polygons
    rings, owners = shapely.get_rings(polygons, return_index=True)
    is_shell = np.diff(owners, prepend=-1) > 0
    keep = is_shell | (shapely.area(shapely.polygons(rings)) >= min_hole_px)
    return shapely.polygons(rings[keep], indices=owners[keep])
