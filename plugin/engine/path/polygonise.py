"""Turn a score raster into polygons: threshold, outline, join across blocks, drop small ones, simplify.

The score raster is read in blocks, so memory follows the number of polygons, not the number of pixels. Shapes cut by a
block's edge are joined exactly, because outlines follow pixel edges.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import rasterio
import shapely
from affine import Affine
from rasterio.windows import Window as RasterWindow
from scipy import ndimage

from .blend import score_step
from .scores import NO_SCORE, SCORE_STEPS
from .tracing import trace

BLOCK_PX = 2048
THREADS = min(4, os.cpu_count() or 1)
POLYGON = shapely.GeometryType.POLYGON

Result = TypeVar("Result")


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
    min_area_px: float = 0.0,
    progress: Callable[[int, int], None] | None = None,
    search_px: tuple[float, float, float, float] | None = None,
    block_px: int = BLOCK_PX,
    finish: Callable[[Outlines], Outlines] = lambda outlines: outlines,
) -> Outlines:
    """Return the outlines of the 4-connected regions of a score raster at or above the threshold, holes included.

    Regions of less than min_area_px pixels are left out, most of them before they are traced. search_px: bounds (left,
    top, right, bottom) outside of which there are no scores. finish: what is then done with outlines, whichever of them
    come together; a few threads trace and finish blocks at once.
    """
    blocks = [
        block
        for block in _blocks(dataset.height, dataset.width, block_px)
        if search_px is None or _meets(block, search_px)
    ]

    def work(block: RasterWindow, steps: np.ndarray) -> tuple[Outlines, Outlines]:
        found = _outline_block(steps, score_step(threshold), min_area_px, block)
        edges = _touches_inner_edge(found.polygons, block, dataset.height, dataset.width)
        whole = found.take(~edges & (found.pixel_counts >= min_area_px))
        return finish(whole), found.take(edges)

    whole: list[Outlines] = []
    cut: list[Outlines] = []
    read = ((block, dataset.read(band, window=block)) for block in blocks)
    for done, (finished, pieces) in enumerate(in_threads(work, read)):
        whole.append(finished)
        cut.append(pieces)
        if progress is not None:
            progress(done + 1, len(blocks))
    joined = _join(_concatenate(cut))
    joined = finish(joined.take(joined.pixel_counts >= min_area_px))
    return _in_reading_order(_concatenate([*whole, joined]))


def in_threads(work: Callable[..., Result], items: Iterable[tuple]) -> Iterator[Result]:
    """Yield `work(*item)` of each item in order, made in a few threads; items are taken as threads come free."""
    with ThreadPoolExecutor(THREADS) as threads:
        under_way: deque[Future[Result]] = deque()
        for item in items:
            under_way.append(threads.submit(work, *item))
            if len(under_way) > THREADS:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _blocks(height: int, width: int, block_px: int) -> Iterator[RasterWindow]:
    for row in range(0, height, block_px):
        for col in range(0, width, block_px):
            yield RasterWindow(col, row, min(block_px, width - col), min(block_px, height - row))


def _meets(block: RasterWindow, bounds: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = bounds
    return (
        left < block.col_off + block.width
        and right > block.col_off
        and top < block.row_off + block.height
        and bottom > block.row_off
    )


def _outline_block(steps: np.ndarray, least_step: int, min_area_px: float, block: RasterWindow) -> Outlines:
    mask = (steps >= max(least_step, 1)) & (steps != NO_SCORE)
    labels, count = ndimage.label(mask)
    inside = labels[mask]
    counts = np.bincount(inside, minlength=count + 1)
    sums = np.bincount(inside, weights=steps[mask], minlength=count + 1)
    keep = counts >= min_area_px
    for edge in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        keep[edge] = True
    keep[0] = False
    polygons, numbers = trace(labels, keep, block.col_off, block.row_off)
    return Outlines(polygons, sums[numbers], counts[numbers])


def _touches_inner_edge(polygons: np.ndarray, block: RasterWindow, height: int, width: int) -> np.ndarray:
    if not len(polygons):
        return np.empty(0, bool)
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


def clip(outlines: Outlines, width_px: float, height_px: float) -> Outlines:
    """Cut what passes the raster's edge, where the raster ends within a score pixel."""
    past = (shapely.bounds(outlines.polygons)[:, 2:] > (width_px, height_px)).any(axis=1) if len(outlines) else []
    if not np.any(past):
        return outlines
    polygons = outlines.polygons.copy()
    polygons[past] = shapely.intersection(polygons[past], shapely.box(0, 0, width_px, height_px))
    inside = shapely.get_type_id(polygons) == POLYGON
    return Outlines(polygons, outlines.score_sums, outlines.pixel_counts).take(inside)


def clean(outlines: Outlines, min_hole_px: float, tolerance_px: float) -> Outlines:
    """Fill holes below their least area, then simplify without making any polygon invalid.

    Units are score-grid pixels; tolerance is that of Douglas and Peucker (1973). Polygons that it would break are
    simplified with their topology kept instead.
    """
    filled = _fill_holes(outlines.polygons, min_hole_px)
    simple = shapely.simplify(filled, tolerance_px, preserve_topology=False)
    broken = ~(shapely.is_valid(simple) & (shapely.get_type_id(simple) == POLYGON)) | shapely.is_empty(simple)
    simple[broken] = shapely.simplify(filled[broken], tolerance_px, preserve_topology=True)
    broken[broken] = ~shapely.is_valid(simple[broken])
    return Outlines(np.where(broken, filled, simple), outlines.score_sums, outlines.pixel_counts)


def _fill_holes(polygons: np.ndarray, min_hole_px: float) -> np.ndarray:
    if not len(polygons):
        return polygons
    rings, owners = shapely.get_rings(polygons, return_index=True)
    is_shell = np.diff(owners, prepend=-1) > 0
    keep = is_shell | (shapely.area(shapely.polygons(rings)) >= min_hole_px)
    return shapely.polygons(rings[keep], indices=owners[keep])


def place(polygons: np.ndarray, transform: Affine) -> np.ndarray:
    """Move geometries from score-grid pixels to the coordinates of the raster's CRS, exactly, by its geotransform."""
    matrix = np.array([[transform.a, transform.d], [transform.b, transform.e]])
    return shapely.transform(polygons, lambda points: points @ matrix + (transform.c, transform.f))
