"""Read one window of a raster as model input, with what is known of each of its pixels; never a silent zero."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import rasterio
from rasterio.enums import Resampling
from rasterio.errors import RasterioError, RasterioIOError
from rasterio.io import MemoryFile
from rasterio.windows import Window as RasterWindow

from ..contract.card import ModelInput
from .raster import RasterSource, open_dataset
from .scoregrid import ScoreGrid
from .windows import Window


class Status(enum.IntEnum):
    """What became of a window."""

    SCORED = 0
    WITHOUT_DATA = 1
    FAILED = 2
    PARTLY_DAMAGED = 3
    PADDED = 4


@dataclass(frozen=True)
class ReadWindow:
    """One window as read.

    pixels: (window_px, window_px, bands) float32 in the network's range. valid: (window_px, window_px), False where a
    pixel has no data or lies outside the raster. centre_valid: whether the middle pixel of the part inside the raster
    has data. problem: why the window failed or is damaged, or "".
    """

    status: Status
    pixels: np.ndarray
    valid: np.ndarray
    centre_valid: bool = False
    problem: str = ""


class WindowReader:
    """Reads windows of one raster at the model's resolution. Not shared between threads: GDAL datasets are not safe.

    A pixel is valid when every source of validity that the raster has agrees: the alpha band is above zero, the mask
    (inside the file or in a .msk beside it) is above zero, not all bands read hold the no-data value, every band is a
    finite number, and its block is in the file.
    """

    def __init__(
        self,
        grid: ScoreGrid,
        wanted: ModelInput,
        dataset: rasterio.DatasetReader,
        mask_dataset: rasterio.DatasetReader | None,
    ):
        self.grid, self.source, self._wanted = grid, grid.source, wanted
        self._dataset, self._mask_dataset = dataset, mask_dataset
        self._distinct = tuple(dict.fromkeys(self.source.bands))
        in_order = self._distinct == self.source.bands
        self._spread = slice(None) if in_order else [self._distinct.index(band) for band in self.source.bands]
        self._palette = _palette_table(dataset) if self.source.expand == "paletted" else None
        shrinks = max(grid.scale_x, grid.scale_y) > 1
        smooth = Resampling.average if shrinks else Resampling.bilinear
        self._resampling = Resampling.nearest if self.source.expand else smooth
        resamples = (grid.scale_x, grid.scale_y) != (1.0, 1.0)
        self._weighs_validity = resamples and len(self._distinct) > 1 and self.source.nodata is not None

    @classmethod
    @contextmanager
    def open(cls, grid: ScoreGrid, wanted: ModelInput) -> Iterator[WindowReader]:
        """Open the raster (and its mask file) for as long as the context lasts."""
        with ExitStack() as stack:
            dataset = stack.enter_context(open_dataset(grid.source.path, grid.source.reading))
            mask_file = grid.source.mask_file
            mask = stack.enter_context(open_dataset(mask_file, grid.source.reading)) if mask_file else None
            yield cls(grid, wanted, dataset, mask)

    def read(self, window: Window, out: np.ndarray | None = None) -> ReadWindow:
        """Read one window; damaged blocks become pixels without data, an unreadable window gets status FAILED.

        out: (window_px, window_px, bands) float32 that becomes the pixels of the answer, such as a place in a batch.
        """
        if out is None:
            out = self.room()
        try:
            stored, valid, status, problem = self._read_region(window)
            gone = _gone_file(self.source)
        except (RasterioError, OSError) as error:
            return self._failed(str(error.__cause__ or error))
        if gone:
            return self._failed(f"{gone} is gone")
        if not valid.any():
            if status is not Status.SCORED:
                return self._failed(problem)
            status = Status.WITHOUT_DATA
        size, (height, width) = self.grid.window_px, valid.shape
        pixels = out[:height, :width]
        to_network_range(stored, self._wanted, self.source.reading.value_range, pixels)
        if not valid.all():
            pixels[~valid] = _network_nodata(self._wanted)
        centre_valid = bool(valid[height // 2, width // 2])
        if (height, width) != (size, size):
            amount = ((0, size - height), (0, size - width))
            out[:] = np.pad(pixels, (*amount, (0, 0)), mode="symmetric")
            valid = np.pad(valid, amount)
            status = Status.PADDED if status is Status.SCORED else status
        return ReadWindow(status, out, valid, centre_valid, problem)

    def room(self, *windows: int) -> np.ndarray:
        """Return an array for the pixels of one window, or of several: (*windows, window_px, window_px, bands)."""
        size = self.grid.window_px
        return np.empty((*windows, size, size, len(self.source.bands)), np.float32)

    def _failed(self, problem: str) -> ReadWindow:
        size = self.grid.window_px
        return ReadWindow(Status.FAILED, self.room(), np.zeros((size, size), bool), problem=problem)

    def _read_region(self, window: Window) -> tuple[np.ndarray, np.ndarray, Status, str]:
        region, shape = self._region(window)
        lost = self._lost(region, shape)
        status, problem = Status.SCORED, ""
        try:
            stored, extra = self._read_bands(region, shape)
        except RasterioIOError as error:
            stored, extra, blocks = self._read_block_by_block(region, shape)
            if blocks:
                status, problem = Status.PARTLY_DAMAGED, f"{error.__cause__ or error} (blocks at row, column {blocks})"
        values, valid = self._decode(stored)
        if extra is not None:
            valid &= extra
        valid &= self._masks(region, shape)
        if lost is not None:
            valid &= ~lost
        return values, valid, status, problem

    def _region(self, window: Window) -> tuple[RasterWindow, tuple[int, int]]:
        grid, source = self.grid, self.source
        rows = min(window.height_px, grid.height_px - window.row_px)
        cols = min(window.width_px, grid.width_px - window.col_px)
        top, left = window.row_px * grid.scale_y, window.col_px * grid.scale_x
        bottom = min(source.height_px, top + rows * grid.scale_y)
        right = min(source.width_px, left + cols * grid.scale_x)
        if window.row_px + rows == grid.height_px:
            bottom = source.height_px
        if window.col_px + cols == grid.width_px:
            right = source.width_px
        shape = (
            max(1, round(rows * grid.window_px / window.height_px)),
            max(1, round(cols * grid.window_px / window.width_px)),
        )
        return RasterWindow(left, top, right - left, bottom - top), shape

    def _read_bands(self, region: RasterWindow, shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray | None]:
        """Return stored bands (distinct, h, w), resampled, and validity where the resampling had to find it out."""
        if self._weighs_validity:
            inner, outer = self._surroundings(region)
            values = self._dataset.read(list(self._distinct), window=outer)
            return self._resample(values, ~(values == self.source.nodata).all(axis=0), inner, shape)
        stored = self._dataset.read(
            list(self._distinct),
            window=region,
            out_shape=(len(self._distinct), *shape),
            resampling=self._resampling,
        )
        return stored, None

    def _surroundings(self, region: RasterWindow) -> tuple[RasterWindow, RasterWindow]:
        """Return the region relative to the whole pixels around it (with one to spare), and those whole pixels."""
        top, left = max(0, int(region.row_off) - 1), max(0, int(region.col_off) - 1)
        bottom = min(self.source.height_px, int(np.ceil(region.row_off + region.height)) + 1)
        right = min(self.source.width_px, int(np.ceil(region.col_off + region.width)) + 1)
        inner = RasterWindow(region.col_off - left, region.row_off - top, region.width, region.height)
        return inner, RasterWindow(left, top, right - left, bottom - top)

    def _resample(
        self, values: np.ndarray, valid: np.ndarray, inner: RasterWindow, shape: tuple[int, int]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Resample native pixels (bands, rows, cols) so that only valid ones count; return them and their validity.

        GDAL leaves no-data values out band by band, which changes colours: black in one band of a valid pixel would
        not count. So values and validity are resampled alike and divided.
        """
        weighted = np.concatenate([np.where(valid, values, 0), valid[np.newaxis]]).astype(np.float32)
        layout = {"driver": "GTiff", "count": len(weighted), "dtype": "float32"}
        with MemoryFile() as memory:
            with memory.open(height=valid.shape[0], width=valid.shape[1], **layout) as copy:
                copy.write(weighted)
            with memory.open() as copy:
                out_shape = (len(weighted), *shape)
                *sums, share = copy.read(window=inner, out_shape=out_shape, resampling=self._resampling)
        kept = share > 0
        means = np.divide(sums, share, out=np.zeros((len(sums), *shape), np.float32), where=kept)
        return (means if np.issubdtype(values.dtype, np.floating) else np.rint(means)).astype(values.dtype), kept

    def _decode(self, stored: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Turn stored bands (distinct, h, w) into values (h, w, bands) and say which pixels hold data."""
        valid = np.ones(stored.shape[1:], bool)
        if self.source.nodata is not None and not np.isnan(self.source.nodata):
            valid &= ~(stored == self.source.nodata).all(axis=0)
        if np.issubdtype(stored.dtype, np.floating):
            valid &= np.isfinite(stored).all(axis=0)
        if self._palette is not None:
            colours = self._palette[np.clip(stored[0], 0, len(self._palette) - 1)]
            return colours[..., [i % 3 for i in range(len(self.source.bands))]], valid & (colours[..., 3] > 0)
        if self.source.expand == "one-bit":
            stored = (stored > 0).astype(np.uint8) * 255
        return np.moveaxis(stored[self._spread], 0, -1), valid

    def _masks(self, region: RasterWindow, shape: tuple[int, int]) -> np.ndarray:
        valid = np.ones(shape, bool)
        if self.source.alpha_band is not None:
            valid &= self._read_mask(partial(self._dataset.read, self.source.alpha_band), region, shape)
        if self.source.has_dataset_mask:
            valid &= self._read_mask(partial(self._dataset.read_masks, self.source.bands[0]), region, shape)
        if self._mask_dataset is not None:
            valid &= self._read_mask(partial(self._mask_dataset.read, 1), region, shape)
        return valid

    def _read_mask(self, read: Callable[..., np.ndarray], region: RasterWindow, shape: tuple[int, int]) -> np.ndarray:
        """Read a mask by nearest neighbour; where a block of it is damaged, its pixels have no data."""
        try:
            return read(window=region, out_shape=shape, resampling=Resampling.nearest) > 0
        except RasterioIOError:
            rows, cols = self._sample_places(region, shape)
            height, width = self.source.block_shape_px
            valid = np.zeros(shape, bool)
            for row in np.unique(rows // height):
                for col in np.unique(cols // width):
                    inside = np.ix_(rows // height == row, cols // width == col)
                    with suppress(RasterioIOError):
                        block = read(window=self._block(int(row), int(col))) > 0
                        valid[inside] = block[
                            np.ix_(
                                rows[rows // height == row] - int(row) * height,
                                cols[cols // width == col] - int(col) * width,
                            )
                        ]
            return valid

    def _sample_places(self, region: RasterWindow, shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        """Return the raster rows and columns under the middles of the pixels that a region is resampled to."""
        rows = region.row_off + (np.arange(shape[0]) + 0.5) * region.height / shape[0]
        cols = region.col_off + (np.arange(shape[1]) + 0.5) * region.width / shape[1]
        return rows.astype(int), cols.astype(int)

    def _block(self, row: int, col: int) -> RasterWindow:
        height, width = self.source.block_shape_px
        return RasterWindow(
            col * width,
            row * height,
            min(width, self.source.width_px - col * width),
            min(height, self.source.height_px - row * height),
        )

    def _lost(self, region: RasterWindow, shape: tuple[int, int]) -> np.ndarray | None:
        """Say which pixels have no place in the file: in sparse or cut blocks, or in a gap of a mosaic."""
        if self.source.lost_blocks is None and self.source.covered_px is None:
            return None
        rows, cols = self._sample_places(region, shape)
        lost = np.zeros(shape, bool)
        if self.source.lost_blocks is not None:
            block_height, block_width = self.source.block_shape_px
            blocks = np.ix_(rows // block_height, cols // block_width)
            lost |= self.source.lost_blocks[blocks]
        if self.source.covered_px is not None:
            covered = np.zeros(shape, bool)
            for left, top, right, bottom in self.source.covered_px:
                covered |= np.outer((rows >= top) & (rows < bottom), (cols >= left) & (cols < right))
            lost |= ~covered
        return lost if lost.any() else None

    def _read_block_by_block(
        self, region: RasterWindow, shape: tuple[int, int]
    ) -> tuple[np.ndarray, np.ndarray, list[tuple[int, int]]]:
        """Read a region whose whole read failed, a block at a time; return stored bands, validity and bad blocks.

        One pixel more on each side is not needed: what lies across a block's edge is a block of its own.
        """
        height, width = self.source.block_shape_px
        first_row, first_col = int(region.row_off // height), int(region.col_off // width)
        last_row = int(np.ceil((region.row_off + region.height) / height))
        last_col = int(np.ceil((region.col_off + region.width) / width))
        top, left = first_row * height, first_col * width
        rows = min(last_row * height, self.source.height_px) - top
        cols = min(last_col * width, self.source.width_px) - left
        values = np.zeros((len(self._distinct), rows, cols), self._dataset.dtypes[self._distinct[0] - 1])
        valid = np.zeros((rows, cols), bool)
        bad = []
        for row, col in ((r, c) for r in range(first_row, last_row) for c in range(first_col, last_col)):
            block = self._block(row, col)
            target = np.s_[
                block.row_off - top : block.row_off - top + block.height,
                block.col_off - left : block.col_off - left + block.width,
            ]
            try:
                values[(slice(None), *target)] = self._dataset.read(list(self._distinct), window=block)
                valid[target] = True
            except RasterioIOError:
                bad.append((row, col))
        inner = RasterWindow(region.col_off - left, region.row_off - top, region.width, region.height)
        if self.source.nodata is not None:
            valid &= ~(values == self.source.nodata).all(axis=0)
        return *self._resample(values, valid, inner, shape), bad


def _palette_table(dataset: rasterio.DatasetReader) -> np.ndarray:
    colormap = dataset.colormap(1)
    table = np.zeros((max(colormap) + 1, 4), np.uint8)
    for value, colour in colormap.items():
        table[value] = colour
    return table


def to_network_range(
    pixels: np.ndarray, wanted: ModelInput, value_range: tuple[float, float] | None, out: np.ndarray | None = None
) -> np.ndarray:
    """Map stored values linearly to the network's input range, as float32, as the card (or the job) says."""
    low, high = value_range or wanted.value_range
    network_low, network_high = wanted.network_range
    factor = (network_high - network_low) / (high - low)
    scaled = np.empty(pixels.shape, np.float32) if out is None else out
    # Band by band, as they come from the file: twice as fast as all at once.
    for band in range(pixels.shape[-1]):
        np.multiply(pixels[..., band], np.float32(factor), out=scaled[..., band], dtype=np.float32)
    scaled += np.float32(network_low - low * factor)
    if value_range is not None:
        np.clip(scaled, network_low, network_high, out=scaled)
    return scaled


def _network_nodata(wanted: ModelInput) -> np.float32:
    return to_network_range(np.array([wanted.nodata_value]), wanted, None)[0]


def _gone_file(source: RasterSource) -> str | None:
    """Return the first of the raster's files that is gone, or None; a mosaic may read zeros for a lost source."""
    return next((name for name in source.files if not name.startswith("/vsi") and not Path(name).exists()), None)
