"""Augmentation: patches of raster values become varied windows. Every function takes and returns whole batches."""

from __future__ import annotations

import math

import keras
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from .recipe import Augmentation

Floats = NDArray[np.float32]
WALL_WEIGHT = 2.0
"""How much more, besides its own share, a pixel between two objects counts in the loss."""
WALL_TARGET = 0.5
"""What is learned of a pixel between two touching objects: a threshold above it parts them, one below joins them."""
LUMA = np.array([0.299, 0.587, 0.114], np.float32)


def patch_px(window_px: int, scale: float) -> int:
    """Return the side of the patch that covers a window turned by any angle and zoomed out by `scale`."""
    return math.ceil(window_px * math.sqrt(2) * scale) + 2


def warps(count: int, patch: int, window: int, how: Augmentation, rng: np.random.Generator) -> Floats:
    """Return (count, 8) affine transforms from window pixels to patch pixels: turned, zoomed and half of them mirrored.

    The angle is any multiple of turn_step_deg; the window's centre stays the patch's centre.
    """
    angle = np.deg2rad(rng.integers(0, round(360 / how.turn_step_deg), count) * how.turn_step_deg)
    zoom = np.exp(rng.uniform(-1, 1, count) * math.log(how.scale))
    mirror = rng.choice([-1.0, 1.0], count)
    cos, sin = np.cos(angle) * zoom, np.sin(angle) * zoom
    a0, a1, b0, b1 = cos * mirror, -sin, sin * mirror, cos
    half, centre = (window - 1) / 2, (patch - 1) / 2
    a2, b2 = centre - (a0 + a1) * half, centre - (b0 + b1) * half
    zero = np.zeros(count)
    return np.column_stack([a0, a1, a2, b0, b1, b2, zero, zero]).astype(np.float32)


def warp(patches: Floats, transforms: Floats, window: int) -> Floats:
    """Return (n, window, window, bands) of bilinearly resampled `patches` (n, patch, patch, bands)."""
    turned = keras.ops.image.affine_transform(
        patches, transforms, interpolation="bilinear", fill_mode="constant", data_format="channels_last"
    )
    return np.asarray(keras.ops.convert_to_numpy(turned))[:, :window, :window]


def jitter_colours(images: Floats, how: Augmentation, rng: np.random.Generator) -> Floats:
    """Vary brightness, contrast, saturation, the tint of each band and the sharpness of (n, h, w, 3) raster values."""
    count = len(images)

    def factor(spread: float, bands: int = 1) -> Floats:
        return rng.uniform(1 - spread, 1 + spread, (count, 1, 1, bands)).astype(np.float32)

    blurred = rng.random(count) < how.blur
    if blurred.any():
        images = images.copy()
        images[blurred] = ndimage.gaussian_filter(images[blurred], (0, 0.7, 0.7, 0))
    grey: Floats = (images @ LUMA).astype(np.float32)
    images = grey[..., None] + (images - grey[..., None]) * factor(how.saturation)
    mean = images.mean(axis=(1, 2), keepdims=True)
    images = mean + (images - mean) * factor(how.contrast)
    shift = rng.uniform(-how.brightness, how.brightness, (count, 1, 1, 1)).astype(np.float32)
    return np.clip(images * factor(how.tint, 3) + shift, 0, 255)


def nodata_edges(count: int, window: int, share: float, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Return (count, window, window), false beyond the edge of a mosaic that crosses a `share` of the windows.

    Half of the edges are turned freely, as a mosaic's own outline is; the others follow rows or columns, as padding
    does.
    """
    valid = np.ones((count, window, window), bool)
    axis = np.arange(window) - (window - 1) / 2
    for index in np.flatnonzero(rng.random(count) < share):
        angle = rng.uniform(0, 2 * math.pi) if rng.random() < 0.5 else rng.integers(0, 4) * math.pi / 2
        reach = rng.uniform(0.02, 0.5) * window
        valid[index] = axis[:, None] * math.sin(angle) + axis * math.cos(angle) < reach
    return valid


def vary(
    patches: Floats, window: int, how: Augmentation, nodata_value: float, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return varied images (n, window, window, 3) and masks (n, window, window, 2) of `patches` (n, patch, patch, 6).

    The patches' bands are red, green and blue raster values, the target, walls and validity (each 0 or 1). The masks
    hold the target, WALL_TARGET along walls, and each pixel's weight.
    """
    turned = warp(patches, warps(len(patches), patches.shape[1], window, how, rng), window)
    valid = nodata_edges(len(patches), window, how.nodata, rng) & (turned[..., 5] > 0.5)
    images = jitter_colours(turned[..., :3], how, rng)
    images = np.where(valid[..., None], images, np.float32(nodata_value))
    target = turned[..., 3] * (1 - (1 - WALL_TARGET) * turned[..., 4]) * valid
    return images, np.stack([target, 1 + WALL_WEIGHT * turned[..., 4] * valid], axis=-1)
