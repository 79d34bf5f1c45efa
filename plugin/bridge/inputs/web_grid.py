"""The grid of pixels on which a web layer is read: fixed on the ground, whatever area is asked for.

Windows are anchored to a raster's origin, and their size to the ground in its middle. So that a building is found the
same from every area, what is fetched goes into a sheet: a raster with a fixed place, mostly empty, of which only the
blocks are filled that the area needs. It is the layer's own extent where that is small enough, else one of the sheets
that tile its CRS; one that is shifted by half a sheet where the area crosses their border, so that no seam goes through
it; and a larger one for an area that is too long for that.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

BLOCK_PX = 512
LEAST_SHEET_PX, MOST_SHEET_PX = 2**13, 2**17
WINDOWS_ACROSS = 512
"""A sheet has about so many windows across: all of them are laid before the area chooses among them."""
FACTORS = (1, 2)
SHIFTS = ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5))
COARSER_ACCEPTED = 1.25
"""A level of tiles up to this much coarser than the model's pixels is read; the next one has four times the pixels."""


def sheet_px(stride_px: float) -> int:
    """The side of a sheet for a model whose windows lie `stride_px` apart."""
    wanted = 2 ** math.floor(math.log2(max(1.0, WINDOWS_ACROSS * stride_px)))
    return max(LEAST_SHEET_PX, min(MOST_SHEET_PX, wanted))


Bounds = tuple[float, float, float, float]
"""Left, bottom, right, top in the units of a CRS."""
GroundScale = Callable[[float, float], tuple[float, float]]
"""From a place to the metres on the ground of one unit of the CRS, along x and along y."""


@dataclass(frozen=True)
class PixelGrid:
    """A sheet: its upper left corner and pixel size in units of the CRS, and its size in pixels, whole blocks."""

    left: float
    top: float
    pixel_x: float
    pixel_y: float
    cols: int
    rows: int

    def bounds(self, row: int, col: int, rows: int = 1, cols: int = 1) -> Bounds:
        """The bounds of blocks, from their row and column on."""
        left = self.left + col * BLOCK_PX * self.pixel_x
        top = self.top - row * BLOCK_PX * self.pixel_y
        return left, top - rows * BLOCK_PX * self.pixel_y, left + cols * BLOCK_PX * self.pixel_x, top

    def blocks_of(self, bounds: Bounds) -> tuple[int, int, int, int]:
        """First row, first column, last row + 1 and last column + 1 of the blocks that meet the bounds."""
        left, bottom, right, top = bounds
        across, down = BLOCK_PX * self.pixel_x, BLOCK_PX * self.pixel_y
        return (
            max(0, math.floor((self.top - top) / down)),
            max(0, math.floor((left - self.left) / across)),
            min(self.rows // BLOCK_PX, math.ceil((self.top - bottom) / down)),
            min(self.cols // BLOCK_PX, math.ceil((right - self.left) / across)),
        )


@dataclass(frozen=True)
class Offer:
    """What a layer offers: its extent, the origin of its pixels, and the sizes of pixels that it has.

    natives: for tiles, the pixel sizes of their levels in units of the CRS; empty where any size can be asked for.
    finest: the least pixel size along x and y that makes sense, or None.
    """

    extent: Bounds
    origin: tuple[float, float]
    natives: tuple[float, ...] = ()
    finest: tuple[float, float] | None = None


def choose_grid(
    offer: Offer, wanted: Bounds, gsd_m: float, scale: GroundScale, unit_m: float, side_px: int
) -> PixelGrid | None:
    """The sheet for these bounds, or None where the area is too long for one.

    unit_m: what a unit of the CRS nominally is on the ground; with side_px it sets the size of the sheets.
    """
    own = _sheet(offer, offer.extent, gsd_m, scale)
    if max(own.cols, own.rows) <= side_px:
        return own
    usual = _tile_level(offer.natives, gsd_m, unit_m) if offer.natives else gsd_m / unit_m
    for factor in FACTORS:
        side = factor * side_px * usual
        for shift_x, shift_y in SHIFTS:
            col = math.floor((wanted[0] - offer.origin[0]) / side - shift_x) + shift_x
            row = math.floor((offer.origin[1] - wanted[3]) / side - shift_y) + shift_y
            left, top = offer.origin[0] + col * side, offer.origin[1] - row * side
            if wanted[2] <= left + side and wanted[1] >= top - side:
                return _sheet(offer, (left, top - side, left + side, top), gsd_m, scale)
    return None


def _sheet(offer: Offer, bounds: Bounds, gsd_m: float, scale: GroundScale) -> PixelGrid:
    left, bottom, right, top = bounds
    middle = (
        (max(left, offer.extent[0]) + min(right, offer.extent[2])) / 2,
        (max(bottom, offer.extent[1]) + min(top, offer.extent[3])) / 2,
    )
    metres_x, metres_y = scale(*middle)
    if offer.natives:
        pixel_x = pixel_y = _tile_level(offer.natives, gsd_m, max(metres_x, metres_y))
        # Pixels have to be those of the tiles, or each would be a mixture of its neighbours.
        left = offer.origin[0] + math.floor((left - offer.origin[0]) / pixel_x + 1e-6) * pixel_x
        top = offer.origin[1] - math.floor((offer.origin[1] - top) / pixel_y + 1e-6) * pixel_y
    else:
        pixel_x, pixel_y = gsd_m / metres_x, gsd_m / metres_y
        if offer.finest is not None:
            pixel_x, pixel_y = max(pixel_x, offer.finest[0]), max(pixel_y, offer.finest[1])
    cols, rows = _whole_blocks((right - left) / pixel_x), _whole_blocks((top - bottom) / pixel_y)
    return PixelGrid(left, top, pixel_x, pixel_y, cols, rows)


def _whole_blocks(pixels: float) -> int:
    return max(1, math.ceil(pixels / BLOCK_PX - 1e-9)) * BLOCK_PX


def _tile_level(natives: tuple[float, ...], gsd_m: float, unit_m: float) -> float:
    """The coarsest level whose pixels are fine enough on the ground; the finest where none is."""
    fine_enough = [native for native in natives if native * unit_m <= COARSER_ACCEPTED * gsd_m]
    return max(fine_enough) if fine_enough else min(natives)


def blocks_meeting(
    grid: PixelGrid, bounds: Bounds, meets: Callable[[Bounds], bool], contains: Callable[[Bounds], bool], most: int
) -> list[tuple[int, int]] | None:
    """Row and column of the blocks that meet a shape, in reading order; None where there are more than `most`.

    bounds: of the shape. Only blocks along its edge are asked about one by one.
    """
    found: list[tuple[int, int]] = []
    first_row, first_col, end_row, end_col = grid.blocks_of(bounds)
    todo = [(first_row, first_col, end_row - first_row, end_col - first_col)]
    while todo:
        row, col, rows, cols = todo.pop()
        if rows <= 0 or cols <= 0 or not meets(grid.bounds(row, col, rows, cols)):
            continue
        if (rows, cols) == (1, 1) or contains(grid.bounds(row, col, rows, cols)):
            if len(found) + rows * cols > most:
                return None
            found += [(r, c) for r in range(row, row + rows) for c in range(col, col + cols)]
            continue
        half_rows, half_cols = max(1, rows // 2), max(1, cols // 2)
        todo += [
            (row, col, half_rows, half_cols),
            (row, col + half_cols, half_rows, cols - half_cols),
            (row + half_rows, col, rows - half_rows, half_cols),
            (row + half_rows, col + half_cols, rows - half_rows, cols - half_cols),
        ]
    return sorted(found)


def runs(blocks: tuple[tuple[int, int], ...], longest: int) -> Iterator[tuple[int, int, int]]:
    """Row, first column and number of blocks that lie side by side, at most `longest` of them."""
    i = 0
    while i < len(blocks):
        row, col = blocks[i]
        count = 1
        while count < longest and i + count < len(blocks) and blocks[i + count] == (row, col + count):
            count += 1
        yield row, col, count
        i += count
