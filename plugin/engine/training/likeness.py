"""Finds tiles that show the same ground, shifted or not, so that no part of a split knows another's."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

SIDE = 64
"""Tiles are compared at this many pixels a side."""
LEAST_OVERLAP = 0.2
"""Share of a tile that two tiles have in common at least; below it, straight roads and furrows correlate by chance."""
DETAIL_PX = 6.0
"""Coarser brightness than this (the sigma of a Gaussian) is taken off, so that a bright corner alone is no likeness."""

Floats = NDArray[np.float32]


def find_lookalikes(images: NDArray[np.uint8], parts: NDArray[np.int64], likeness: float) -> list[tuple[int, int]]:
    """Return index pairs (i < j) of different parts whose normalised cross-correlation reaches `likeness` somewhere.

    images: (n, height, width, 3). The correlation at a shift is that of the detail in what both tiles would then share:
    sum(a b) / sqrt(sum(a a) sum(b b)). Turned or mirrored copies are not found.
    """
    if len(images) < 2:
        return []
    detail = _detail(images)
    shape = (2 * SIDE, 2 * SIDE)
    spectra = np.fft.rfft2(detail, s=shape)
    ones = np.fft.rfft2(np.ones((SIDE, SIDE)), s=shape)
    enough = np.fft.irfft2(ones * ones.conj(), s=shape) >= LEAST_OVERLAP * SIDE**2
    energy = np.fft.irfft2(np.fft.rfft2(detail**2, s=shape) * ones.conj(), s=shape)
    turned = np.roll(energy[:, ::-1, ::-1], (1, 1), axis=(1, 2))
    pairs = []
    for first in range(len(images) - 1):
        others = first + 1 + np.flatnonzero(parts[first + 1 :] != parts[first])
        if not len(others):
            continue
        product = np.fft.irfft2(spectra[first] * spectra[others].conj(), s=shape)
        scale = np.sqrt(np.maximum(energy[first] * turned[others], 1e-6))
        highest = np.where(enough, product / scale, 0).max(axis=(1, 2))
        pairs += [(first, int(other)) for other in others[highest >= likeness]]
    return pairs


def _detail(images: NDArray[np.uint8]) -> Floats:
    """Return (n, SIDE, SIDE) grey values without what is coarse; a tile of one colour is zero."""
    zoom = (1, SIDE / images.shape[1], SIDE / images.shape[2])
    blur = (0, max(images.shape[1] / SIDE / 2, 0.1), max(images.shape[2] / SIDE / 2, 0.1))
    grey = ndimage.gaussian_filter(images.mean(axis=-1, dtype=np.float32), blur)
    small = ndimage.zoom(grey, zoom, order=1, grid_mode=True, mode="nearest")
    detail = small - ndimage.gaussian_filter(small, (0, DETAIL_PX, DETAIL_PX))
    spread = detail.std(axis=(1, 2), keepdims=True)
    return np.where(spread > 1e-3, detail / np.maximum(spread, 1e-3), 0).astype(np.float32)
