"""A quick look at some pixels all over a raster: their values, and how many of them have data."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
import rasterio
from rasterio.errors import RasterioIOError
from rasterio.windows import Window

SAMPLE_S = 0.25
MOST_PIXELS = 4_000_000
DECIMATED_PX = 512
PATCH_PX = 96
PATCHES_ACROSS = 5
MOST_BLOCK_BYTES = 48 * 2**20
LOW_PERCENTILE, HIGH_PERCENTILE = 2.0, 98.0


@dataclass(frozen=True)
class PixelSample:
    """What some pixels of a raster say of all of them.

    count: how many were looked at. valid_share: share of them that has data, as far as masks and no-data values tell.
    black_share: share of those with data that is 0 in every band. low, high: LOW_PERCENTILE and HIGH_PERCENTILE of the
    values that have data and are not black. below, above: shares of the same values outside `limits`.
    """

    count: int
    valid_share: float
    black_share: float
    low: float
    high: float
    values: np.ndarray

    def share_outside(self, low: float, high: float) -> float:
        """Return the share of values below `low` or above `high`."""
        return float(((self.values < low) | (self.values > high)).mean())


def sample_pixels(
    dataset: rasterio.DatasetReader, bands: tuple[int, ...], limit_s: float = SAMPLE_S
) -> PixelSample | None:
    """Look at a decimated copy of a raster where that is cheap, else at patches all over it until the time is up.

    bands: numbers from 1. None where blocks are so large that even one patch would take long, or nothing can be read.
    """
    distinct = list(dict.fromkeys(bands))
    parts = [part for part in _parts(dataset, distinct, limit_s) if part.size]
    if not parts:
        return None
    pixels = np.ma.concatenate([part.reshape(len(distinct), -1) for part in parts], axis=1)
    data = np.asarray(pixels.data)
    valid = ~np.ma.getmaskarray(pixels).all(axis=0)
    if np.issubdtype(data.dtype, np.floating):
        valid &= np.isfinite(data).all(axis=0)
    black = valid & (data == 0).all(axis=0)
    values = data[:, valid & ~black].astype(np.float64).ravel()
    if not len(values):
        return PixelSample(valid.size, float(valid.mean()), float(black.sum() / max(1, valid.sum())), 0.0, 0.0, values)
    low, high = np.percentile(values, [LOW_PERCENTILE, HIGH_PERCENTILE])
    return PixelSample(
        valid.size, float(valid.mean()), float(black.sum() / valid.sum()), float(low), float(high), values
    )


def _parts(dataset: rasterio.DatasetReader, bands: list[int], limit_s: float) -> Iterator[np.ma.MaskedArray]:
    height, width = dataset.height, dataset.width
    pixels = height * width
    coarsest = max([factor for factor in dataset.overviews(bands[0]) if factor], default=1)
    block_height, block_width = dataset.block_shapes[bands[0] - 1]
    block_bytes = block_height * block_width * np.dtype(dataset.dtypes[bands[0] - 1]).itemsize * dataset.count
    if pixels / coarsest**2 <= MOST_PIXELS and (coarsest > 1 or block_bytes <= MOST_BLOCK_BYTES):
        shrink = max(1.0, max(height, width) / DECIMATED_PX)
        shape = (len(bands), max(1, round(height / shrink)), max(1, round(width / shrink)))
        with suppress(RasterioIOError):
            yield dataset.read(bands, out_shape=shape, masked=True)
            return
    if block_bytes <= MOST_BLOCK_BYTES:
        yield from _patches(dataset, bands, limit_s)


def _patches(dataset: rasterio.DatasetReader, bands: list[int], limit_s: float) -> Iterator[np.ma.MaskedArray]:
    """Yield patches spread over the raster, the middle first, so that what was read when the time is up is spread."""
    end = time.monotonic() + limit_s
    shares = (np.arange(PATCHES_ACROSS) + 0.5) / PATCHES_ACROSS
    places = [(row, col) for row in shares for col in shares]
    stride = 7  # without a common divisor with the number of places, so that each comes once, far from the last
    for i in range(len(places)):
        row, col = places[(len(places) // 2 + i * stride) % len(places)]
        height, width = min(PATCH_PX, dataset.height), min(PATCH_PX, dataset.width)
        window = Window(int(col * (dataset.width - width)), int(row * (dataset.height - height)), width, height)
        with suppress(RasterioIOError):
            yield dataset.read(bands, window=window, masked=True)
        if time.monotonic() > end:
            return
