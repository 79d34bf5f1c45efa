"""Turn a score raster into polygons: threshold, outline, join across blocks, drop small ones, simplify.

The score raster is read in blocks, so memory follows the number of polygons, not the number of pixels. Shapes cut by a
block's edge are joined exactly, because outlines follow pixel edges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import rasterio
import shapely
from affine import Affine
from rasterio.features import shapes
from rasterio.windows import Window as RasterWindow
from scipy import ndimage

from .blend import score_step
from .scores import NO_SCORE, SCORE_STEPS

BLOCK_PX = 2048


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


def outline(
    dataset: rasterio.DatasetReader,
    band: int,
    threshold: float,
    progress: Callable[[int, int], None] | None = None,
    block_px: int = BLOCK_PX,
) -> Outlines:
    """Return the outlines of the 4-connected regions of a score raster at or above the threshold, holes included."""
    blocks = list(_blocks(dataset.height, dataset.width, block_px))
    whole: list[Outlines] = []
    cut: list[Outlines] = []
    for done, block in enumerate(blocks):
        steps = dataset.read(band, window=block)
        found = _outline_block(steps, score_step(threshold), int(block.row_off), int(block.col_off))
        if len(found):
            edges = _touches_inner_edge(found.polygons, block, dataset.height, dataset.width)
            whole.append(found.take(~edges))
            cut.append(found.take(edges))
        if progress is not None:
            progress(done + 1, len(blocks))
    return _in_reading_order(_concatenate([*whole, _join(_concatenate(cut))]))


def _blocks(height: int, width: int, block_px: int) -> Iterator[RasterWindow]:
    for row in range(0, height, block_px):
        for col in range(0, width, block_px):
            yield RasterWindow(col, row, min(block_px, width - col), min(block_px, height - row))


def _outline_block(steps: np.ndarray, least_step: int, row_px: int, col_px: int) -> Outlines:
    mask = (steps >= max(least_step, 1)) & (steps != NO_SCORE)
    if not mask.any():
        return _concatenate([])
    labels, count = ndimage.label(mask)
    polygons = np.empty(count, dtype=object)
    for geometry, label in shapes(labels.astype(np.int32), mask=mask, connectivity=4):
        polygons[int(label) - 1] = _polygon(geometry)
    flat = labels.ravel()
    sums = np.bincount(flat, weights=np.where(mask, steps, 0).ravel(), minlength=count + 1)[1:]
    counts = np.bincount(flat, minlength=count + 1)[1:]
    moved = shapely.transform(polygons, lambda points: points + (col_px, row_px))
    return Outlines(moved, sums, counts)


def _polygon(geometry: dict) -> shapely.Polygon:
    shell, *holes = geometry["coordinates"]
    return shapely.Polygon(shell, holes)


def _touches_inner_edge(polygons: np.ndarray, block: RasterWindow, height: int, width: int) -> np.ndarray:
    left, top, right, bottom = shapely.bounds(polygons).T
    return (
        ((left == block.col_off) & (block.col_off > 0))
        | ((top == block.row_off) & (block.row_off > 0))
        | ((right == block.col_off + block.width) & (block.col_off + block.width < width))
        | ((bottom == block.row_off + block.height) & (block.row_off + block.height < height))
    )


def _join(pieces: Outlines) -> Outlines:
    """Unite pieces that share an edge (not only a corner) across blocks."""
    if not len(pieces):
        return pieces
    group = _groups_sharing_edges(pieces.polygons)
    order = np.argsort(group, kind="stable")
    borders = np.flatnonzero(np.diff(group[order])) + 1
    polygons = [
        members[0] if len(members) == 1 else shapely.simplify(shapely.union_all(members), 0)
        for members in np.split(pieces.polygons[order], borders)
    ]
    sums = np.bincount(group, weights=pieces.score_sums)
    counts = np.bincount(group, weights=pieces.pixel_counts)
    return Outlines(np.array(polygons), sums, counts)


def _groups_sharing_edges(polygons: np.ndarray) -> np.ndarray:
    first, second = shapely.STRtree(polygons).query(polygons, predicate="touches")
    once = first < second
    first, second = first[once], second[once]
    shared = shapely.length(shapely.intersection(polygons[first], polygons[second])) > 0
    parent = np.arange(len(polygons))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for a, b in zip(first[shared], second[shared], strict=True):
        a, b = root(a), root(b)
        parent[max(a, b)] = min(a, b)
    roots = np.array([root(i) for i in range(len(polygons))])
    return np.unique(roots, return_inverse=True)[1]


def _concatenate(many: list[Outlines]) -> Outlines:
    return Outlines(
        np.concatenate([np.empty(0, object), *(each.polygons for each in many)]),
        np.concatenate([np.empty(0), *(each.score_sums for each in many)]),
        np.concatenate([np.empty(0), *(each.pixel_counts for each in many)]),
    )


def _in_reading_order(outlines: Outlines) -> Outlines:
    if not len(outlines):
        return outlines
    left, top, _, _ = shapely.bounds(outlines.polygons).T
    return outlines.take(np.lexsort((left, top)))


def clean(outlines: Outlines, min_area_px: float, min_hole_px: float, tolerance_px: float) -> Outlines:
    """Drop polygons and holes below their areas, then simplify without making any polygon invalid.

    Units are score-grid pixels; tolerance is that of Douglas and Peucker (1973), topology kept.
    """
    kept = outlines.take(shapely.area(outlines.polygons) >= min_area_px)
    filled = np.array([_fill_holes(polygon, min_hole_px) for polygon in kept.polygons], dtype=object)
    simple = shapely.simplify(filled, tolerance_px, preserve_topology=True)
    lost = shapely.is_empty(simple) | ~shapely.is_valid(simple)
    return Outlines(np.where(lost, filled, simple), kept.score_sums, kept.pixel_counts)


def _fill_holes(polygon: shapely.Polygon, min_hole_px: float) -> shapely.Polygon:
    holes = shapely.get_num_interior_rings(polygon)
    if not holes:
        return polygon
    rings = shapely.get_rings(polygon)
    keep = [ring for ring in rings[1:] if shapely.area(shapely.Polygon(ring)) >= min_hole_px]
    return polygon if len(keep) == holes else shapely.Polygon(rings[0], keep)


def place(polygons: np.ndarray, transform: Affine) -> np.ndarray:
    """Move geometries from score-grid pixels to the coordinates of the raster's CRS, exactly, by its geotransform."""
    matrix = np.array([[transform.a, transform.d], [transform.b, transform.e]])
    return shapely.transform(polygons, lambda points: points @ matrix + (transform.c, transform.f))
