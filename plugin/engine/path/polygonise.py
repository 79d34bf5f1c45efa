"""Turn a score raster into polygons: threshold, outline, join across blocks, drop small ones, simplify.

The score raster is read in blocks, and what is found in one is handed on at once, so memory grows neither with the
pixels of a raster nor with its polygons.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import numpy as np
import rasterio
import shapely
from affine import Affine
from rasterio.windows import Window as RasterWindow

from .blend import score_step
from .joining import CutPieces, RegionJoiner
from .outlines import Outlines
from .regions import find_regions
from .scores import NO_SCORE
from .tracing import trace

BLOCK_PX = 2048
THREADS = min(4, os.cpu_count() or 1)
POLYGON = shapely.GeometryType.POLYGON

Result = TypeVar("Result")


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

    Those that go across blocks come after the last row of blocks in which they lie. Regions of less than min_area_px
    pixels are left out, most of them before they are traced; holes of less than min_hole_px are filled. search_px:
    bounds (left, top, right, bottom) outside of which there are no scores. finish: what is then done with outlines,
    whichever of them come together; a few threads trace and finish blocks at once, also while the caller works on what
    it got.
    """
    blocks = [
        block
        for block in _blocks(dataset.height, dataset.width, block_px)
        if search_px is None or _meets(block, search_px)
    ]
    corners = [_corner(block) for block in blocks]
    inner = _inner_sides(corners, block_px)
    ends_row = set(dict(corners).items())  # of each row, the last column stays

    def work(corner: tuple[int, int], steps: np.ndarray) -> tuple[Outlines, CutPieces]:
        whole, cut = _outline_block(steps, score_step(threshold), min_area_px, min_hole_px, corner, inner[corner])
        return finish(whole), cut

    joiner = RegionJoiner(block_px, min_hole_px)
    read = ((corner, dataset.read(band, window=block)) for corner, block in zip(corners, blocks, strict=True))
    for done, (corner, (whole, cut)) in enumerate(zip(corners, in_threads(work, read), strict=True), 1):
        yield whole
        joiner.add(corner, cut)
        if corner in ends_row:
            joined = joiner.take_whole()
            yield finish(joined.take(joined.pixel_counts >= min_area_px))
        if progress is not None:
            progress(done, len(blocks))


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


def _inner_sides(corners: list[tuple[int, int]], block_px: int) -> dict[tuple[int, int], list[str]]:
    """Return, by the upper left corner of each block, on which of its sides another block follows."""
    there = set(corners)
    sides = {}
    for row, col in corners:
        beyond = {
            "top": (row - block_px, col),
            "left": (row, col - block_px),
            "bottom": (row + block_px, col),
            "right": (row, col + block_px),
        }
        sides[row, col] = [side for side, corner in beyond.items() if corner in there]
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


def place(polygons: np.ndarray, transform: Affine) -> np.ndarray:
    """Move geometries from score-grid pixels to the coordinates of the raster's CRS, exactly, by its geotransform."""
    t = transform

    def move(points: np.ndarray) -> np.ndarray:
        x, y = points.T
        return np.column_stack([t.a * x + t.b * y + t.c, t.d * x + t.e * y + t.f])

    return shapely.transform(polygons, move)
