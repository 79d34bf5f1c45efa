"""Turn a score raster into polygons: threshold, outline, join across blocks, drop small ones, simplify.

The score raster is read in blocks, and what is found in one is handed on at once, so memory grows neither with the
pixels nor with the polygons. Shapes cut by a block's edge are kept and joined at the end, exactly, because outlines
follow pixel edges.
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
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from .blend import score_step
from .regions import find_regions
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


@dataclass(frozen=True)
class CutPieces:
    """What of a block goes on in a neighbour: the outlines of those pieces, and where they meet the block's sides.

    borders: for each side of the block behind which another follows, which piece holds each pixel along it, or -1.
    """

    pieces: Outlines
    borders: dict[str, np.ndarray]


def outline(
    dataset: rasterio.DatasetReader,
    band: int,
    threshold: float,
    min_area_px: float = 0.0,
    min_hole_px: float = 0.0,
    progress: Callable[[int, int], None] | None = None,
    search_px: tuple[float, float, float, float] | None = None,
    block_px: int = BLOCK_PX,
    finish: Callable[[Outlines], Outlines] = lambda outlines: outlines,
) -> Iterator[Outlines]:
    """Yield the outlines of the 4-connected regions of a score raster at or above the threshold, a block at a time.

    Those that go across blocks come last. Regions of less than min_area_px pixels are left out, most of them before
    they are traced; holes of less than min_hole_px are filled. search_px: bounds (left, top, right, bottom) outside of
    which there are no scores. finish: what is then done with outlines, whichever of them come together; a few threads
    trace and finish blocks at once, also while the caller works on what it got.
    """
    blocks = [
        block
        for block in _blocks(dataset.height, dataset.width, block_px)
        if search_px is None or _meets(block, search_px)
    ]
    inner = _inner_sides(blocks, block_px)

    def work(corner: tuple[int, int], steps: np.ndarray) -> tuple[Outlines, CutPieces]:
        whole, cut = _outline_block(steps, score_step(threshold), min_area_px, min_hole_px, corner, inner[corner])
        return finish(whole), cut

    cuts: dict[tuple[int, int], CutPieces] = {}
    read = ((_corner(block), dataset.read(band, window=block)) for block in blocks)
    for block, (whole, cut) in zip(blocks, in_threads(work, read), strict=True):
        cuts[_corner(block)] = cut
        yield whole
        if progress is not None:
            progress(len(cuts), len(blocks))
    joined = _join(cuts, block_px, min_hole_px)
    yield finish(joined.take(joined.pixel_counts >= min_area_px))


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


def _corner(block: RasterWindow) -> tuple[int, int]:
    return int(block.row_off), int(block.col_off)


def _inner_sides(blocks: list[RasterWindow], block_px: int) -> dict[tuple[int, int], list[str]]:
    """Return, by the upper left corner of each block, on which of its sides another block follows."""
    corners = {_corner(block) for block in blocks}
    sides = {}
    for row, col in corners:
        beyond = {
            "top": (row - block_px, col),
            "left": (row, col - block_px),
            "bottom": (row + block_px, col),
            "right": (row, col + block_px),
        }
        sides[row, col] = [side for side, corner in beyond.items() if corner in corners]
    return sides


def _outline_block(
    steps: np.ndarray,
    least_step: int,
    min_area_px: float,
    min_hole_px: float,
    corner: tuple[int, int],
    sides: list[str],
) -> tuple[Outlines, CutPieces]:
    regions = find_regions((steps >= max(least_step, 1)) & (steps != NO_SCORE))
    counts = regions.pixel_counts()
    borders = {side: regions.along(side) for side in sides}
    is_cut = np.zeros(regions.count, bool)
    for border in borders.values():
        is_cut[border[border >= 0]] = True
    top, left = corner
    polygons, numbers = trace(regions, is_cut | (counts >= min_area_px), left, top, min_hole_px)
    found = Outlines(polygons, regions.sums(steps)[numbers], counts[numbers])
    # From the number of a region to its place among the pieces; outside stays -1.
    piece = np.append(np.cumsum(is_cut) - 1, -1)
    pieces = CutPieces(found.take(is_cut[numbers]), {side: piece[border] for side, border in borders.items()})
    return found.take(~is_cut[numbers]), pieces


def _join(blocks: dict[tuple[int, int], CutPieces], block_px: int, min_hole_px: float) -> Outlines:
    """Unite the pieces of regions that go on across the sides of blocks."""
    pieces = concatenate([block.pieces for block in blocks.values()])
    if not len(pieces):
        return pieces
    lengths = [len(block.pieces) for block in blocks.values()]
    first = dict(zip(blocks, np.cumsum(lengths) - lengths, strict=True))
    pairs = [np.empty((2, 0), np.int64)]
    for (row, col), block in blocks.items():
        for side, other_side, other in (
            ("right", "left", (row, col + block_px)),
            ("bottom", "top", (row + block_px, col)),
        ):
            if side in block.borders:
                here, there = block.borders[side], blocks[other].borders[other_side]
                both = (here >= 0) & (there >= 0)
                pairs.append(np.stack([here[both] + first[row, col], there[both] + first[other]]))
    one, two = np.concatenate(pairs, axis=1)
    graph = coo_array((np.ones(len(one), bool), (one, two)), shape=(len(pieces), len(pieces)))
    group = connected_components(graph, directed=False)[1]
    order = np.argsort(group, kind="stable")
    together = shapely.geometrycollections(pieces.polygons[order], indices=group[order])
    polygons = shapely.simplify(shapely.union_all(together[:, np.newaxis], axis=1), 0)
    sums = np.bincount(group, weights=pieces.score_sums)
    counts = np.bincount(group, weights=pieces.pixel_counts)
    return Outlines(_fill_holes(polygons, min_hole_px), sums, counts)


def gathered(many: Iterable[Outlines], least: int) -> Iterator[Outlines]:
    """Yield outlines as they come, but at least so many at a time, until the rest."""
    held: list[Outlines] = []
    for outlines in many:
        held.append(outlines)
        if sum(map(len, held)) >= least:
            yield concatenate(held)
            held = []
    yield concatenate(held)


def concatenate(many: list[Outlines]) -> Outlines:
    """Return outlines of several blocks as one."""
    return Outlines(
        np.concatenate([np.empty(0, object), *(each.polygons for each in many)]),
        np.concatenate([np.empty(0), *(each.score_sums for each in many)]),
        np.concatenate([np.empty(0), *(each.pixel_counts for each in many)]),
    )


def clip(outlines: Outlines, width_px: float, height_px: float) -> Outlines:
    """Cut what passes the raster's edge, where the raster ends within a score pixel."""
    past = (shapely.bounds(outlines.polygons)[:, 2:] > (width_px, height_px)).any(axis=1) if len(outlines) else []
    if not np.any(past):
        return outlines
    polygons = outlines.polygons.copy()
    polygons[past] = shapely.intersection(polygons[past], shapely.box(0, 0, width_px, height_px))
    inside = shapely.get_type_id(polygons) == POLYGON
    return Outlines(polygons, outlines.score_sums, outlines.pixel_counts).take(inside)


def clean(outlines: Outlines, tolerance_px: float) -> Outlines:
    """Simplify without making any polygon invalid.

    Units are score-grid pixels; tolerance is that of Douglas and Peucker (1973). Polygons that it would break are
    simplified with their topology kept instead.
    """
    exact = outlines.polygons
    simple = shapely.simplify(exact, tolerance_px, preserve_topology=False)
    broken = ~(shapely.is_valid(simple) & (shapely.get_type_id(simple) == POLYGON)) | shapely.is_empty(simple)
    simple[broken] = shapely.simplify(exact[broken], tolerance_px, preserve_topology=True)
    broken[broken] = ~shapely.is_valid(simple[broken])
    return Outlines(np.where(broken, exact, simple), outlines.score_sums, outlines.pixel_counts)


def _fill_holes(polygons: np.ndarray, min_hole_px: float) -> np.ndarray:
    if not len(polygons):
        return polygons
    rings, owners = shapely.get_rings(polygons, return_index=True)
    is_shell = np.diff(owners, prepend=-1) > 0
    keep = is_shell | (shapely.area(shapely.polygons(rings)) >= min_hole_px)
    return shapely.polygons(rings[keep], indices=owners[keep])


def place(polygons: np.ndarray, transform: Affine) -> np.ndarray:
    """Move geometries from score-grid pixels to the coordinates of the raster's CRS, exactly, by its geotransform."""
    t = transform

    def move(points: np.ndarray) -> np.ndarray:
        x, y = points.T
        return np.column_stack([t.a * x + t.b * y + t.c, t.d * x + t.e * y + t.f])

    return shapely.transform(polygons, move)
