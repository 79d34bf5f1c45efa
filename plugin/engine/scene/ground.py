"""Painting of land: soil, grass, gardens and fields."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from .canvas import Canvas, flecks, mix, rgb
from .plots import Ground
from .style import Style

SURFACES = ("bare", "grass", "crop", "yard", "garden", "wood", "paved")
BASE = {
    "bare": (143, 127, 104),
    "grass": (92, 104, 62),
    "crop": (98, 108, 60),
    "yard": (134, 126, 115),
    "garden": (84, 94, 60),
    "wood": (58, 70, 42),
    "paved": (139, 136, 130),
}
GROWTH = {"bare": 0.25, "grass": 1.0, "crop": 0.7, "yard": 0.12, "garden": 1.0, "wood": 1.0, "paved": 0.05}
CROPS = ((86, 112, 52), (118, 128, 62), (150, 140, 84), (72, 96, 50), (128, 108, 80), (104, 122, 70))
STRIPE_PX = 512


def paint_ground(canvas: Canvas, grounds: list[Ground], style: Style) -> None:
    """Paint the land: surfaces with ragged borders, and crops."""
    _paint_surfaces(canvas, _surface_classes(canvas, grounds), style)
    for ground in grounds:
        if ground.surface == "crop":
            _paint_crop(canvas, ground)


def _surface_classes(canvas: Canvas, grounds: list[Ground]) -> NDArray[np.uint8]:
    """Rasterise the surfaces, then displace their borders a little, as grass and soil have no straight edges."""
    image = Image.new("L", (canvas.width_px, canvas.height_px), SURFACES.index("yard"))
    draw = ImageDraw.Draw(image)
    for ground in grounds:
        points = ground.outline / canvas.gsd_m
        draw.polygon([(float(x), float(y)) for x, y in points], fill=SURFACES.index(ground.surface))
    classes = np.asarray(image)
    shift_rows = (canvas.whole_noise(2.5) * (0.45 / canvas.gsd_m)).astype(np.int32)
    shift_columns = (canvas.whole_noise(2.2) * (0.45 / canvas.gsd_m)).astype(np.int32)
    rows = np.clip(np.arange(canvas.height_px)[:, None] + shift_rows, 0, canvas.height_px - 1)
    columns = np.clip(np.arange(canvas.width_px)[None, :] + shift_columns, 0, canvas.width_px - 1)
    return classes[rows, columns]


def _paint_surfaces(canvas: Canvas, classes: NDArray[np.uint8], style: Style) -> None:
    base = np.array([BASE[name] for name in SURFACES], dtype=np.float32)
    growth = np.array([GROWTH[name] for name in SURFACES], dtype=np.float32)
    broad, patchy = canvas.whole_noise(45.0), canvas.whole_noise(5.0)
    yard = SURFACES.index("yard")
    plant, soil = rgb(style.plant), rgb(style.soil)
    for top in range(0, canvas.height_px, STRIPE_PX):
        patch = canvas.rows(top, STRIPE_PX)
        kind = classes[patch.slices]
        colour = base[kind]
        lush = patchy[patch.slices] * 0.55 + canvas.noise(patch, 0.9) * 0.35 + broad[patch.slices] * 0.35
        cover = growth[kind]
        green = np.clip((lush + 1.9 * cover - 1.2) * 0.9, 0.0, 1.0)
        colour = mix(colour, plant, green * 0.6)
        dry = np.clip(0.35 - 0.8 * lush, 0.0, 1.0) * np.clip(1.2 - cover, 0.25, 1.0)
        colour = mix(colour, soil, dry * 0.55)
        grain = 1.0 + 0.08 * canvas.noise(patch, 0.3) + 0.06 * canvas.noise(patch, 2.4) * (0.5 + cover)
        grain += 0.05 * broad[patch.slices]
        colour *= grain[..., None]
        littered = flecks(canvas, patch, colour, -0.3)
        colour = np.where((kind == yard)[..., None], littered, colour)
        canvas.colour[patch.slices] = np.clip(colour, 0.0, 255.0).astype(np.uint8)
        tufts = np.clip(canvas.noise(patch, 0.9), 0.0, 2.0) * green * 0.2
        canvas.height_m[patch.slices] = tufts


def _paint_crop(canvas: Canvas, ground: Ground) -> None:
    """Paint a field: rows of one crop, with thin and bare places."""
    random = canvas.random
    patch = canvas.patch(ground.outline.min(axis=0), ground.outline.max(axis=0))
    if patch is None:
        return
    cover = canvas.coverage(patch, ground.outline)
    edge = np.roll(ground.outline, -1, axis=0) - ground.outline
    way = edge[np.hypot(edge[:, 0], edge[:, 1]).argmax()]
    _, v = patch.turned(ground.outline.mean(axis=0), math.atan2(way[1], way[0]))
    spacing = random.uniform(0.9, 2.6)
    rows = np.sin((v + 0.08 * canvas.noise(patch, 7.0)) * np.float32(2.0 * math.pi / spacing))
    crop = rgb(CROPS[int(random.integers(len(CROPS)))]) * random.uniform(0.88, 1.1)
    soil = rgb((132, 112, 88)) * random.uniform(0.85, 1.1)
    thick = np.clip(random.uniform(0.3, 0.9) + 0.35 * rows + 0.25 * canvas.noise(patch, 7.0), 0.0, 1.0)
    colour = soil + (crop - soil) * thick[..., None]
    grain = 0.09 * canvas.noise(patch, 0.3) + 0.07 * canvas.noise(patch, 0.9) + 0.05 * canvas.noise(patch, 7.0)
    colour = colour * (1.0 + grain)[..., None]
    canvas.paint(patch, colour, cover * 0.92)
    inside = cover > 0.5
    canvas.height_m[patch.slices][inside] = (thick * random.uniform(0.05, 0.35))[inside]
