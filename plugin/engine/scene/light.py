"""Light, lens and mosaic: what turns the painted colours and heights of a scene into an aerial photograph."""

from __future__ import annotations

import io
import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from .canvas import Canvas, Floats, rgb
from .style import Style

STRIPE_PX = 512


def photograph(canvas: Canvas, style: Style) -> NDArray[np.uint8]:
    """Return the picture (3, height, width) of a painted canvas: shadows, slopes, haze, frames, blur, noise, JPEG."""
    shadow = _shadow(canvas, style)
    openness = _openness(canvas)
    gains = _frame_gains(canvas)
    lit = np.empty_like(canvas.colour)
    for top in range(0, canvas.height_px, STRIPE_PX):
        rows = slice(top, min(top + STRIPE_PX, canvas.height_px))
        lit[rows] = _light_rows(canvas, style, rows, shadow, openness, gains)
    return _as_source_image(canvas, lit, style)


def _shadow(canvas: Canvas, style: Style) -> NDArray[np.float16]:
    """Return how deep each pixel lies below the shadow line in metres, 0 in the sun.

    The shadow line is the largest height minus the distance towards the sun times tan(elevation), found by doubling
    the distance: what shades within 2 d shades within d, or within d as seen from d away.
    """
    azimuth = math.radians(style.sun_azimuth_deg)
    toward = np.array([-math.cos(azimuth), math.sin(azimuth)])
    drop_m = math.tan(math.radians(style.sun_elevation_deg)) * canvas.gsd_m
    line = canvas.height_m.copy()
    reach_px = float(canvas.height_m.max()) / drop_m
    step = 1.0
    while step <= reach_px:
        rows, columns = round(step * toward[0]), round(step * toward[1])
        shifted = _shifted(line, rows, columns)
        shifted -= np.float32(math.hypot(rows, columns) * drop_m)
        np.maximum(line, shifted, out=line)
        step *= 2.0
    line -= canvas.height_m
    return line.astype(np.float16)


def _shifted(values: Floats, rows: int, columns: int) -> Floats:
    """Return an array whose pixel (i, j) holds values[i + rows, j + columns], 0 outside."""
    height, width = values.shape
    result = np.zeros_like(values)
    target = (slice(max(-rows, 0), min(height - rows, height)), slice(max(-columns, 0), min(width - columns, width)))
    source = (slice(max(rows, 0), min(height + rows, height)), slice(max(columns, 0), min(width + columns, width)))
    result[target] = values[source]
    return result


def _openness(canvas: Canvas) -> NDArray[np.float16]:
    """Return the share of sky that each pixel sees: less between high walls (from heights blurred at 1/4 size)."""
    factor = 4
    small = Image.fromarray(canvas.height_m).reduce(factor)
    around = ndimage.gaussian_filter(np.asarray(small, dtype=np.float32), 3.0 / (canvas.gsd_m * factor))
    full = Image.fromarray(around).resize((canvas.width_px, canvas.height_px), Image.Resampling.BILINEAR)
    above = np.maximum(np.asarray(full, dtype=np.float32) - canvas.height_m, 0.0)
    return np.exp(-0.13 * above).astype(np.float16)


def _frame_gains(canvas: Canvas) -> Floats:
    """Return a factor a pixel and band at 1/8 size: each source image of the mosaic has its own exposure and tint."""
    random = canvas.random
    factor = 8
    height, width = -(-canvas.height_px // factor), -(-canvas.width_px // factor)
    y, x = np.meshgrid(
        np.arange(height) * factor * canvas.gsd_m, np.arange(width) * factor * canvas.gsd_m, indexing="ij"
    )
    turn = random.uniform(0.0, math.pi)
    u, v = x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)
    u = u + 4.0 * np.sin(v / 9.0) + 6.0 * np.sin(v / 31.0)
    v = v + 4.0 * np.sin(u / 11.0) + 6.0 * np.sin(u / 27.0)
    along, across = random.uniform(55.0, 80.0), random.uniform(70.0, 110.0)
    column, row = np.floor(u / along).astype(int), np.floor(v / across).astype(int)
    table = random.normal(1.0, 0.018, (64, 64, 1)) * random.normal(1.0, 0.006, (64, 64, 3))
    gains = table[row % 64, column % 64]
    from_middle = np.hypot(u / along - column - 0.5, v / across - row - 0.5)
    gains = gains * (1.0 - 0.05 * from_middle**2)[..., None]
    return ndimage.gaussian_filter(gains, (0.5, 0.5, 0.0)).astype(np.float32)


def _light_rows(
    canvas: Canvas, style: Style, rows: slice, shadow: NDArray[np.float16], openness: NDArray[np.float16], gains: Floats
) -> NDArray[np.uint8]:
    first, last = max(rows.start - 1, 0), min(rows.stop + 1, canvas.height_px)
    height = canvas.height_m[first:last]
    inner = slice(rows.start - first, rows.start - first + rows.stop - rows.start)
    steepest = np.float32(0.9 * canvas.gsd_m)
    down = np.clip(np.gradient(height, axis=0)[inner], -steepest, steepest) / np.float32(canvas.gsd_m)
    right = np.clip(np.gradient(height, axis=1)[inner], -steepest, steepest) / np.float32(canvas.gsd_m)
    azimuth, elevation = math.radians(style.sun_azimuth_deg), math.radians(style.sun_elevation_deg)
    east, south = math.sin(azimuth) * math.cos(elevation), -math.cos(azimuth) * math.cos(elevation)
    facing = (math.sin(elevation) - east * right - south * down) / np.sqrt(1.0 + right * right + down * down)
    facing = np.maximum(facing, 0.0) / math.sin(elevation)
    sunny = 1.0 - np.clip(shadow[rows].astype(np.float32) / 0.7 - 0.25, 0.0, 1.0)
    sky = (1.0 - style.sun_share) * openness[rows].astype(np.float32)
    sun = style.sun_share * sunny * facing
    light = sun[..., None] * rgb((1.02, 1.0, 0.96)) + sky[..., None] * rgb((0.94, 1.0, 1.09))
    factor = 8
    frame = np.repeat(np.repeat(gains[rows.start // factor : -(-rows.stop // factor)], factor, 0), factor, 1)
    frame = frame[: rows.stop - rows.start, : canvas.width_px]
    value = canvas.colour[rows] * light * frame * rgb(style.cast)
    value = value * (1.0 - style.haze) + 205.0 * style.haze
    return np.clip(value, 0.0, 255.0).astype(np.uint8)


def _as_source_image(canvas: Canvas, lit: NDArray[np.uint8], style: Style) -> NDArray[np.uint8]:
    """Blur by the optics, add sensor noise, and pass through JPEG as drones store their images."""
    blurred = ndimage.gaussian_filter(lit, (style.blur_px, style.blur_px, 0.0), truncate=3.0)
    for top in range(0, canvas.height_px, STRIPE_PX):
        rows = slice(top, min(top + STRIPE_PX, canvas.height_px))
        grain = canvas.random.standard_normal(blurred[rows].shape[:2], dtype=np.float32) * np.float32(style.noise)
        blurred[rows] = np.clip(blurred[rows] + grain[..., None], 0.0, 255.0).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(blurred).save(buffer, "JPEG", quality=style.jpeg_quality, subsampling=0)
    return np.ascontiguousarray(np.asarray(Image.open(buffer)).transpose(2, 0, 1))
