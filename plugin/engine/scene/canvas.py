"""The canvas of a drawn scene: colour and height above ground of every pixel, noise, and anti-aliased patches."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image, ImageDraw
from scipy import ndimage

Floats = NDArray[np.floating[Any]]
OVERSAMPLING = 3
NOISE_LENGTHS_M = (0.3, 0.9, 2.4, 7.0)


@dataclass(frozen=True)
class Patch:
    """A rectangle of canvas pixels; x, y are the local metres of its pixel centres, shaped (1, w) and (h, 1)."""

    row: int
    column: int
    height_px: int
    width_px: int
    x: Floats
    y: Floats

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns of the canvas."""
        return slice(self.row, self.row + self.height_px), slice(self.column, self.column + self.width_px)

    def turned(self, centre: ArrayLike, angle: float) -> tuple[Floats, Floats]:
        """Return coordinates u, v in metres around a centre, u along the direction `angle` (radians)."""
        cx, cy = np.asarray(centre, dtype=float)
        cos, sin = math.cos(angle), math.sin(angle)
        dx, dy = self.x - np.float32(cx), self.y - np.float32(cy)
        return dx * np.float32(cos) + dy * np.float32(sin), dy * np.float32(cos) - dx * np.float32(sin)


class Canvas:
    """Colour (height, width, 3) uint8 without light, and height above ground in metres (height, width) float32."""

    def __init__(self, height_px: int, width_px: int, gsd_m: float, random: np.random.Generator) -> None:
        self.gsd_m = gsd_m
        self.height_px, self.width_px = height_px, width_px
        self.colour = np.zeros((height_px, width_px, 3), dtype=np.uint8)
        self.height_m = np.zeros((height_px, width_px), dtype=np.float32)
        self.random = random
        self._tile_px = 1024 if max(height_px, width_px) > 1500 else 512
        self._tiles = {length_m: _noise_tile(self._tile_px, length_m / gsd_m, random) for length_m in NOISE_LENGTHS_M}

    def patch(self, low: ArrayLike, high: ArrayLike, margin_m: float = 0.6) -> Patch | None:
        """Return the patch that covers a box of local metres, cut at the canvas; None where it lies outside."""
        left, top = (np.asarray(low, dtype=float) - margin_m) / self.gsd_m
        right, bottom = (np.asarray(high, dtype=float) + margin_m) / self.gsd_m
        column, row = max(int(left), 0), max(int(top), 0)
        end_column, end_row = min(int(right) + 1, self.width_px), min(int(bottom) + 1, self.height_px)
        if end_column <= column or end_row <= row:
            return None
        return self._patch(row, end_row, column, end_column)

    def rows(self, top: int, number: int) -> Patch:
        """Return a stripe of whole rows, cut at the lower edge."""
        return self._patch(top, min(top + number, self.height_px), 0, self.width_px)

    def _patch(self, row: int, end_row: int, column: int, end_column: int) -> Patch:
        x = ((np.arange(column, end_column) + 0.5) * self.gsd_m).astype(np.float32)[None, :]
        y = ((np.arange(row, end_row) + 0.5) * self.gsd_m).astype(np.float32)[:, None]
        return Patch(row, column, end_row - row, end_column - column, x, y)

    def noise(self, patch: Patch, length_m: float) -> Floats:
        """Return noise of zero mean and unit deviation whose features are about length_m wide, for a patch."""
        tile, side = self._tiles[length_m], self._tile_px
        row, column = self.random.integers(0, side, 2)
        if patch.height_px <= side and patch.width_px <= side:
            row = int(row) % (side - patch.height_px + 1)
            column = int(column) % (side - patch.width_px + 1)
            return tile[row : row + patch.height_px, column : column + patch.width_px]
        rows = (np.arange(patch.height_px) + row) % side
        columns = (np.arange(patch.width_px) + column) % side
        return tile[np.ix_(rows, columns)]

    def whole_noise(self, length_m: float) -> Floats:
        """Return noise over the whole canvas for features wider than a few metres; it does not repeat."""
        rows = max(int(self.height_px * self.gsd_m / length_m) + 3, 4)
        columns = max(int(self.width_px * self.gsd_m / length_m) + 3, 4)
        coarse = Image.fromarray(self.random.standard_normal((rows, columns), dtype=np.float32))
        box = (1.0, 1.0, columns - 1.0, rows - 1.0)
        smooth = coarse.resize((self.width_px, self.height_px), Image.Resampling.BICUBIC, box=box)
        return np.asarray(smooth, dtype=np.float32) * np.float32(1.5)

    def coverage(self, patch: Patch, ring: NDArray[np.float64]) -> Floats:
        """Return which share of each pixel of a patch a polygon covers, 0 to 1; its ring is in local metres."""
        image = Image.new("L", (patch.width_px * OVERSAMPLING, patch.height_px * OVERSAMPLING))
        origin = np.array([patch.column, patch.row], dtype=float)
        points = (np.asarray(ring) / self.gsd_m - origin) * OVERSAMPLING - 0.5
        ImageDraw.Draw(image).polygon([(float(x), float(y)) for x, y in points], fill=255)
        return np.asarray(image.reduce(OVERSAMPLING), dtype=np.float32) / np.float32(255.0)

    def paint(self, patch: Patch, colour: Floats | ArrayLike, cover: Floats) -> None:
        """Blend a colour (h, w, 3) or (3,), 0 to 255, over a patch with its coverage (h, w)."""
        below = self.colour[patch.slices]
        mixed = below + (np.asarray(colour, dtype=np.float32) - below) * cover[..., None]
        self.colour[patch.slices] = np.clip(mixed, 0.0, 255.0).astype(np.uint8)

    def raise_to(self, patch: Patch, height_m: Floats | float, cover: Floats) -> None:
        """Set the height above ground where the coverage is at least one half."""
        below = self.height_m[patch.slices]
        self.height_m[patch.slices] = np.where(cover >= 0.5, np.float32(height_m), below)


def box_cover(u: Floats, v: Floats, box: tuple[float, float, float, float], soft_m: float) -> Floats:
    """Return the anti-aliased coverage of the box (u0, u1, v0, v1) in turned metres; soft_m is the pixel's side."""
    u0, u1, v0, v1 = box
    along = np.clip((u - u0) / soft_m + 0.5, 0.0, 1.0) * np.clip((u1 - u) / soft_m + 0.5, 0.0, 1.0)
    return along * np.clip((v - v0) / soft_m + 0.5, 0.0, 1.0) * np.clip((v1 - v) / soft_m + 0.5, 0.0, 1.0)


def disc_cover(u: Floats, v: Floats, centre: tuple[float, float], radius_m: float, soft_m: float) -> Floats:
    """Return the anti-aliased coverage of a disc in turned metres."""
    return np.clip((radius_m - np.hypot(u - centre[0], v - centre[1])) / soft_m + 0.5, 0.0, 1.0)


def mix(colour: Floats, other: ArrayLike, cover: Floats) -> Floats:
    """Return `other` laid over `colour` with a coverage (h, w)."""
    return colour + (np.asarray(other, dtype=np.float32) - colour) * cover[..., None]


def rgb(colour: ArrayLike) -> NDArray[np.float32]:
    """Return a colour, or colours, as float32, in which everything is painted."""
    return np.asarray(colour, dtype=np.float32)


def flecks(canvas: Canvas, patch: Patch, colour: Floats, amount: float) -> Floats:
    """Strew small bright and dark things over a patch, as lie about on roofs and in yards; amount from 0 to 1."""
    fine, small = canvas.noise(patch, 0.3), canvas.noise(patch, 0.9)
    thing = 0.8 * fine + 0.8 * small
    bright = np.clip(thing - (2.3 - 1.1 * amount), 0.0, 1.0)
    dark = np.clip(-thing - (2.2 - 1.1 * amount), 0.0, 1.0)
    return mix(mix(colour, (216, 214, 208), bright * 0.75), (58, 54, 50), dark * 0.75)


def _noise_tile(side_px: int, length_px: float, random: np.random.Generator) -> Floats:
    noise = random.standard_normal((side_px, side_px), dtype=np.float32)
    if length_px > 1.0:
        noise = ndimage.gaussian_filter(noise, 0.42 * length_px, mode="wrap")
    return ((noise - noise.mean()) / noise.std()).astype(np.float32)
