"""Windows of a single colour: a network answers there too, but nothing in the window says what the answer is about."""

from __future__ import annotations

import numpy as np

SAME_COLOUR = 1e-6
"""Differences up to this share of the network's input range are rounding of the resampling, not another colour; two
neighbouring values of a 16-bit raster differ by fifteen times as much."""


def single_colour(pixels: np.ndarray, valid: np.ndarray, span: float) -> np.ndarray:
    """Return (n,) bool: whether all valid pixels of a window have one and the same colour.

    pixels: (n, h, w, bands) as the network is fed. valid: (n, h, w). span: from the lowest to the highest input.
    """
    count, height, width, bands = pixels.shape
    first = valid.reshape(count, height * width).argmax(axis=1)
    colour = pixels.reshape(count, height * width, bands)[np.arange(count), first]
    differs = np.abs(pixels - colour[:, np.newaxis, np.newaxis]) > SAME_COLOUR * abs(span)
    return ~(differs.any(axis=-1) & valid).any(axis=(1, 2))
