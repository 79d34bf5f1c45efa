"""Where training windows come from: pools of tiles or of whole canvases, from which patches are drawn at random."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Floats = NDArray[np.float32]
BANDS = 6


@dataclass(frozen=True)
class Canvas:
    """A piece of ground at the model's ground sampling distance.

    image: (height, width, 3) uint8. numbers: (height, width), a number above zero for each object of the class and 0
    elsewhere. valid: (height, width) bool. name: of the raster it came from.
    """

    name: str
    image: NDArray[np.uint8]
    numbers: NDArray[np.int32]
    valid: NDArray[np.bool_]

    @cached_property
    def target(self) -> NDArray[np.bool_]:
        """Where the class is, (height, width)."""
        return self.numbers > 0

    @cached_property
    def walls(self) -> NDArray[np.bool_]:
        """Where two objects of the class meet, (height, width)."""
        return find_walls(self.numbers)


class Pool(Protocol):
    """Draws patches (n, patch, patch, 6): red, green, blue, target, walls, validity; and labels (n, classes or 0)."""

    def draw(self, count: int, patch: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Return `count` random patches and their labels."""
        ...


@dataclass(frozen=True)
class TilePool:
    """Separate tiles, (n, height, width, 3) uint8 with labels (n, classes); patches continue them by reflection."""

    images: NDArray[np.uint8]
    labels: Floats

    def draw(self, count: int, patch: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Return patches of tiles; where there is one label, as many with as without it."""
        chosen = draw_balanced(self.labels, count, rng)
        patches = np.ones((count, patch, patch, BANDS), np.float32)
        patches[..., :3] = fit_to_patch(self.images[chosen], patch)
        patches[..., 3:5] = 0
        return patches, self.labels[chosen]


@dataclass(frozen=True)
class CanvasPool:
    """Canvases; patches are cut around `centres` (n, 3: canvas, row, column) with `labels`, or anywhere without them.

    jitter: pixels by which a centre is moved at random, along either axis.
    """

    canvases: tuple[Canvas, ...]
    centres: NDArray[np.int64] | None = None
    labels: Floats | None = None
    jitter: int = 0

    def draw(self, count: int, patch: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Return patches; what lies outside the canvas is invalid."""
        if self.centres is None or self.labels is None:
            centres, labels = self._anywhere(count, patch, rng), np.zeros((count, 0), np.float32)
        else:
            chosen = draw_balanced(self.labels, count, rng)
            centres, labels = self.centres[chosen].copy(), self.labels[chosen]
            centres[:, 1:] += rng.integers(-self.jitter, self.jitter + 1, (count, 2))
        return np.stack([cut(self.canvases[c], row, col, patch) for c, row, col in centres]), labels

    def _anywhere(self, count: int, patch: int, rng: np.random.Generator) -> NDArray[np.int64]:
        areas = np.array([canvas.target.size for canvas in self.canvases], float)
        which = rng.choice(len(areas), count, p=areas / areas.sum())
        centres = []
        for index in which:
            margins = [min(patch // 5, side // 3) for side in self.canvases[index].target.shape]
            sides = zip(margins, self.canvases[index].target.shape, strict=True)
            centres.append([index, *(rng.integers(margin, side - margin) for margin, side in sides)])
        return np.array(centres, np.int64)


@dataclass(frozen=True)
class Mixture:
    """Several pools, drawn from in proportion to their weights."""

    pools: tuple[tuple[float, Pool], ...]

    def draw(self, count: int, patch: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Return patches and labels of all pools together."""
        weights = np.array([weight for weight, _ in self.pools])
        counts = np.bincount(rng.choice(len(weights), count, p=weights / weights.sum()), minlength=len(weights))
        drawn = [pool.draw(int(n), patch, rng) for (_, pool), n in zip(self.pools, counts, strict=True) if n]
        return np.concatenate([patches for patches, _ in drawn]), np.concatenate([labels for _, labels in drawn])


def find_walls(numbers: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Return (height, width), true where two objects lie within a pixel of each other.

    numbers: (height, width), a number above zero for each object, 0 elsewhere.
    """
    highest = ndimage.maximum_filter(numbers, 3)
    lowest = ndimage.minimum_filter(np.where(numbers > 0, numbers, np.iinfo(numbers.dtype).max), 3)
    return (highest > 0) & (highest != lowest)


def draw_balanced(labels: Floats, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return `count` indices: of a single label, half with it and half without (where there are both); else any."""
    if labels.shape[1] != 1:
        return rng.integers(0, len(labels), count)
    positive, negative = np.flatnonzero(labels[:, 0] > 0.5), np.flatnonzero(labels[:, 0] <= 0.5)
    if len(positive) == 0 or len(negative) == 0:
        return rng.integers(0, len(labels), count)
    want = rng.random(count) < 0.5
    return np.where(want, rng.choice(positive, count), rng.choice(negative, count))


def fit_to_patch(images: NDArray[np.uint8], patch: int) -> NDArray[np.uint8]:
    """Crop or continue by reflection (n, height, width, bands) around the centre to (n, patch, patch, bands)."""
    for axis in (1, 2):
        missing = patch - images.shape[axis]
        if missing < 0:
            start = -missing // 2
            images = np.take(images, range(start, start + patch), axis=axis)
        elif missing > 0:
            pads = [(0, 0)] * 4
            pads[axis] = (missing // 2, missing - missing // 2)
            images = np.pad(images, pads, mode="reflect")
    return images


def cut(canvas: Canvas, row: int, col: int, patch: int) -> Floats:
    """Return (patch, patch, 6) around a pixel of the canvas, zero where the canvas ends or has no data."""
    height, width = canvas.target.shape
    top, left = row - patch // 2, col - patch // 2
    rows = slice(max(top, 0), min(top + patch, height))
    cols = slice(max(left, 0), min(left + patch, width))
    inside = (slice(rows.start - top, rows.stop - top), slice(cols.start - left, cols.stop - left))
    piece = np.zeros((patch, patch, BANDS), np.float32)
    valid = canvas.valid[rows, cols]
    piece[(*inside, slice(0, 3))] = canvas.image[rows, cols] * valid[..., None]
    piece[(*inside, 3)] = canvas.target[rows, cols] * valid
    piece[(*inside, 4)] = canvas.walls[rows, cols]
    piece[(*inside, 5)] = valid
    return piece
