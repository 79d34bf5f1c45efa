"""Painting of trees as lumpy half balls of leaves."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from .canvas import Canvas, Floats, rgb
from .style import Style


def paint_trees(canvas: Canvas, trees: NDArray[np.float64], style: Style) -> None:
    """Paint tree crowns: lumpy half balls of leaves, none that stands in a building."""
    random = canvas.random
    sprites = _crowns(random)
    for x, y, radius in trees[np.argsort(trees[:, 2], kind="stable")]:
        row, column = int(y / canvas.gsd_m), int(x / canvas.gsd_m)
        inside = 0 <= row < canvas.height_px and 0 <= column < canvas.width_px
        if inside and canvas.height_m[row, column] > 1.6:
            continue
        patch = canvas.patch((x - 1.25 * radius, y - 1.25 * radius), (x + 1.25 * radius, y + 1.25 * radius), 0.0)
        if patch is None:
            continue
        shape, texture = sprites[int(random.integers(len(sprites)))]
        scale = (shape.shape[0] - 1) / (2.5 * radius)
        rows = np.clip((patch.y - y) * scale + 0.5 * shape.shape[0], 0, shape.shape[0] - 1).astype(np.int32)
        columns = np.clip((patch.x - x) * scale + 0.5 * shape.shape[0], 0, shape.shape[0] - 1).astype(np.int32)
        dome, leaves = shape[rows, columns], texture[rows, columns]
        cover = np.clip(dome * radius / (0.6 * canvas.gsd_m), 0.0, 1.0) * np.clip(1.05 + 0.25 * leaves, 0.0, 1.0)
        tone = (
            rgb(style.leaf)
            * random.uniform(0.72, 1.2)
            * rgb([random.uniform(0.85, 1.2), 1.0, random.uniform(0.8, 1.1)])
        )
        colour = tone * (0.78 + 0.3 * dome + 0.16 * leaves + 0.06 * canvas.noise(patch, 0.3))[..., None]
        canvas.paint(patch, colour, cover)
        tall = random.uniform(1.1, 1.7) * radius
        top = tall * np.clip(dome, 0.0, None) * 0.55 + 0.45 * tall + 0.35 * leaves
        below = canvas.height_m[patch.slices]
        canvas.height_m[patch.slices] = np.where(cover > 0.5, np.maximum(top, below), below)


def _crowns(random: np.random.Generator, side: int = 48, number: int = 24) -> list[tuple[Floats, Floats]]:
    """Return crown shapes (1 in the middle, below 0 outside) and leaf textures, as squares of 2.5 crown radii."""
    axis = np.linspace(-1.25, 1.25, side, dtype=np.float32)
    x, y = axis[None, :], axis[:, None]
    crowns = []
    for _ in range(number):
        lumps = np.full((side, side), -1.0, dtype=np.float32)
        for _ in range(int(random.integers(6, 14))):
            way, away = random.uniform(0.0, 2.0 * math.pi), 0.62 * math.sqrt(random.uniform())
            reach = random.uniform(0.3, 0.55)
            cx, cy = away * math.cos(way), away * math.sin(way)
            lump = reach * reach - (x - cx) ** 2 - (y - cy) ** 2
            lumps = np.maximum(lumps, np.sign(lump) * np.sqrt(np.abs(lump)) + 0.25 * (1.0 - away))
        texture = ndimage.gaussian_filter(random.standard_normal((side, side)).astype(np.float32), 1.3)
        crowns.append((lumps, texture / texture.std()))
    return crowns
