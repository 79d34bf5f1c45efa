"""Features that need no network: statistics of the bands, and histograms of oriented gradients."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from skimage.color import rgb2gray
from skimage.feature import hog

from .watch import Watch

Floats = NDArray[np.float32]
ORIENTATIONS, CELL_PX, BLOCK_CELLS = 9, 16, 2
MEAN_STD, HOG = "mean and standard deviation of the bands", "HOG"


def band_statistics(images: NDArray[np.uint8]) -> Floats:
    """Return (n, 6): mean, then standard deviation of each band of (n, height, width, 3) raster values, in values."""
    rows = [(image.mean(axis=(0, 1)), image.std(axis=(0, 1))) for image in images]
    return np.array(rows, np.float32).reshape(len(images), -1)


def gradient_histograms(images: NDArray[np.uint8], watch: Watch | None = None) -> Floats:
    """Return (n, length) histograms of oriented gradients (Dalal and Triggs 2005) of the grey image.

    9 orientations, cells of 16 px (smaller where the window is smaller than two of them), blocks of 2 x 2 cells.
    """
    cell = min(CELL_PX, min(images.shape[1:3]) // BLOCK_CELLS)
    rows = []
    for index, image in enumerate(images):
        if watch is not None and index % 64 == 0:
            watch.check()
        rows.append(
            hog(
                rgb2gray(image),
                orientations=ORIENTATIONS,
                pixels_per_cell=(cell, cell),
                cells_per_block=(BLOCK_CELLS, BLOCK_CELLS),
            )
        )
    return np.array(rows, np.float32)
