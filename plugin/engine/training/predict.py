"""Predictions for measuring: tiles in batches, and whole canvases through overlapping, blended windows."""

from __future__ import annotations

from itertools import product

import keras
import numpy as np
from numpy.typing import NDArray

from .fit import to_network
from .samples import Canvas, Floats

BATCH = 32


def predict_tiles(model: keras.Model, images: NDArray[np.uint8]) -> Floats:
    """Return (n, classes) scores of (n, window, window, 3) raster values."""
    starts = range(0, len(images), BATCH)
    return np.concatenate([_scores(model, images[start : start + BATCH]) for start in starts])


def _scores(model: keras.Model, images: NDArray[np.uint8]) -> Floats:
    padded = np.zeros((BATCH, *images.shape[1:]), images.dtype)
    padded[: len(images)] = images
    return np.asarray(model.predict_on_batch(to_network(padded)))[: len(images)]


def window_starts(length: int, window: int, overlap: int) -> list[int]:
    """Return the first pixel of each window along an axis; the last one is moved inward to end with the axis."""
    if length <= window:
        return [0]
    starts = list(range(0, length - window, window - overlap))
    return [*starts, length - window]


def predict_canvas(model: keras.Model, canvas: Canvas, window: int, overlap: int) -> Floats:
    """Return (height, width) scores of the first class; overlapping windows are averaged with weights that fall off
    towards their edges, and ground without data scores 0.
    """
    height, width = canvas.target.shape
    total, weight = np.zeros((height, width), np.float32), np.zeros((height, width), np.float32)
    ramp = np.minimum(np.arange(1, window + 1), np.arange(window, 0, -1)).clip(max=max(overlap, 1)).astype(np.float32)
    taper = ramp[:, None] * ramp
    places = list(product(window_starts(height, window, overlap), window_starts(width, window, overlap)))
    pieces = np.zeros((len(places), window, window, 3), np.uint8)
    for piece, (row, col) in zip(pieces, places, strict=True):
        part = canvas.image[row : row + window, col : col + window]
        valid = canvas.valid[row : row + window, col : col + window]
        piece[: part.shape[0], : part.shape[1]] = part * valid[..., None]
    for start in range(0, len(places), 8):
        scores = model.predict_on_batch(to_network(pieces[start : start + 8]))
        for (row, col), score in zip(places[start : start + 8], np.asarray(scores)[..., 0], strict=True):
            rows, cols = slice(row, min(row + window, height)), slice(col, min(col + window, width))
            kept = (slice(0, rows.stop - row), slice(0, cols.stop - col))
            total[rows, cols] += score[kept] * taper[kept]
            weight[rows, cols] += taper[kept]
    return np.where(canvas.valid, total / np.maximum(weight, 1e-6), 0).astype(np.float32)
