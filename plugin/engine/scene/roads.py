"""Painting of streets with their wear and markings, of a river, and of cars."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from .canvas import Canvas, Floats, box_cover, mix, rgb
from .streets import Street
from .style import Style

PAINTS = (
    (228, 228, 226),
    (205, 207, 208),
    (60, 62, 66),
    (150, 30, 28),
    (40, 70, 140),
    (120, 124, 128),
    (214, 176, 60),
)

Pixels = NDArray[np.intp]


def _draw_lines(draw: ImageDraw.ImageDraw, canvas: Canvas, street: Street, width_m: float, fill: int) -> None:
    points = [(float(x), float(y)) for x, y in street.line / canvas.gsd_m]
    draw.line(points, fill=fill, width=max(round(width_m / canvas.gsd_m), 1), joint="curve")


def _banded(canvas: Canvas, streets: list[Street], widths_m: tuple[float, ...], share: float) -> tuple[Pixels, Floats]:
    """Return the flat indices of the pixels of streets, and their band: 1 the verge, 2 half covered, 3 the surface.

    widths_m is added to `share` of a street's width, for each band.
    """
    image = Image.new("L", (canvas.width_px, canvas.height_px))
    draw = ImageDraw.Draw(image)
    for band, extra_m in enumerate(widths_m, start=1):
        for street in streets:
            _draw_lines(draw, canvas, street, share * street.width_m + extra_m, band)
    bands = np.asarray(image).ravel()
    pixels = np.flatnonzero(bands)
    return pixels, bands[pixels].astype(np.float32)


def _blend(canvas: Canvas, pixels: Pixels, colour: Floats, cover: Floats) -> None:
    """Blend colours (n, 3) over pixels given by flat indices, with coverage (n,)."""
    flat = canvas.colour.reshape(-1, 3)
    below = flat[pixels].astype(np.float32)
    flat[pixels] = np.clip(below + (colour - below) * cover[:, None], 0.0, 255.0).astype(np.uint8)


def paint_river(canvas: Canvas, river: Street) -> None:
    """Paint a river with sandy banks."""
    pixels, band = _banded(canvas, [river], (8.0, 2.0, 0.0), 1.0)
    ragged = canvas.whole_noise(9.0).ravel()[pixels]
    ripple = canvas.whole_noise(2.0).ravel()[pixels]
    sand = rgb((156, 148, 128)) * (1.0 + 0.05 * ripple)[:, None]
    water = rgb((86, 92, 76)) * (1.0 + 0.04 * ragged + 0.03 * ripple)[:, None]
    wet = np.where(band > 2.5, np.float32(0.95), np.where(band > 1.5, np.clip(0.5 + ragged, 0.0, 1.0), np.float32(0.0)))
    _blend(canvas, pixels, sand, np.where(band > 1.5, np.float32(0.9), np.clip(0.4 + 0.6 * ragged, 0.0, 0.9)))
    _blend(canvas, pixels, water, wet.astype(np.float32))
    canvas.height_m.reshape(-1)[pixels[band > 1.5]] = 0.0


def paint_streets(canvas: Canvas, streets: list[Street], style: Style) -> None:
    """Paint lanes first and main roads last: dusty verge, surface with wear and patches, markings."""
    wear, patches = canvas.whole_noise(11.0), canvas.whole_noise(3.0)
    order = [("track", False), ("lane", False), ("street", False), ("lane", True), ("street", True), ("main", True)]
    for kind, paved in order:
        chosen = [street for street in streets if street.kind == kind and street.paved == paved]
        if chosen:
            _paint_street_kind(canvas, chosen, style, wear.ravel(), patches.ravel())
    _paint_markings(canvas, streets, patches)


def _paint_street_kind(canvas: Canvas, streets: list[Street], style: Style, wear: Floats, patches: Floats) -> None:
    kind, paved = streets[0].kind, streets[0].paved
    verge_m = 2.6 if kind == "main" else 1.6 if kind == "street" else 0.5
    pixels, band = _banded(canvas, streets, (verge_m, 2.0 * canvas.gsd_m, 0.0), 0.86 if paved else 0.95)
    wear, patches = wear[pixels], patches[pixels]
    grain = canvas.random.standard_normal(len(pixels), dtype=np.float32)
    soil = rgb(style.soil)
    dusty = np.clip(0.6 + 0.4 * wear + 0.25 * patches, 0.0, 1.0) * np.float32(0.8)
    _blend(canvas, pixels, soil * (1.0 + 0.05 * grain)[:, None], dusty)
    tone = rgb(style.asphalt if paved else style.track)
    if kind == "lane" and paved:
        tone = tone * rgb((1.12, 1.10, 1.07))
    colour = tone * (1.0 + 0.06 * wear + 0.05 * patches + 0.03 * grain)[:, None]
    worn = np.clip(0.1 + 0.25 * wear + 0.1 * patches, 0.0, 0.6) * np.float32(0.6 if kind == "main" else 1.0)
    colour = colour + (soil - colour) * worn[:, None]
    full = np.float32(0.97) if paved else np.clip(0.8 + 0.25 * patches, 0.25, 1.0)
    _blend(canvas, pixels, colour, np.where(band > 2.5, full, np.where(band > 1.5, 0.5 * full, 0.0)).astype(np.float32))
    canvas.height_m.reshape(-1)[pixels] *= 0.3


def _paint_markings(canvas: Canvas, streets: list[Street], patches: Floats) -> None:
    """Paint the middle line of main roads, dashed and worn, and zebra crossings."""
    image = Image.new("L", (canvas.width_px, canvas.height_px))
    draw = ImageDraw.Draw(image)
    for street in streets:
        if street.kind != "main":
            continue
        ways = np.diff(street.line, axis=0)
        for i, (start, way) in enumerate(zip(street.line[:-1], ways, strict=True)):
            unit = way / max(float(np.hypot(*way)), 1e-6)
            normal = np.array([-unit[1], unit[0]])
            marks = [(start, start + 0.5 * way)]
            for side in (-1.0, 1.0):
                aside = side * 0.38 * street.width_m * normal
                marks.append((start + aside, start + way + aside))
            if i % 17 == 8:
                marks += [
                    (start + unit * 0.0 + normal * k, start + unit * 3.0 + normal * k)
                    for k in np.arange(-4.0, 4.1, 1.0)
                ]
            for a, b in marks:
                draw.line([tuple(a / canvas.gsd_m), tuple(b / canvas.gsd_m)], fill=255, width=1)
    marks_cover = np.asarray(image) > 0
    rows, columns = np.nonzero(marks_cover)
    strength = np.clip(0.5 + 0.35 * patches[rows, columns], 0.0, 0.8)[:, None]
    below = canvas.colour[rows, columns].astype(np.float32)
    canvas.colour[rows, columns] = (below + (rgb((205, 203, 196)) - below) * strength).astype(np.uint8)


def paint_cars(canvas: Canvas, cars: NDArray[np.float64]) -> None:
    """Paint cars, motorcycles and buses from above: body, windows, roof."""
    random = canvas.random
    for x, y, heading, length in cars:
        half = 0.5 * np.array([length, 1.8 if length > 2.5 else 0.8])
        if length > 8.0:
            half[1] = 1.25
        patch = canvas.patch((x - length, y - length), (x + length, y + length), 0.0)
        if patch is None:
            continue
        u, v = patch.turned((x, y), heading)
        body = box_cover(u, v, (-half[0], half[0], -half[1], half[1]), canvas.gsd_m)
        paint = rgb(PAINTS[int(random.choice(len(PAINTS), p=[0.3, 0.2, 0.16, 0.1, 0.1, 0.1, 0.04]))])
        colour = np.broadcast_to(paint, (*body.shape, 3))
        if length > 2.5:
            glass = box_cover(u, v, (-0.62 * half[0], 0.5 * half[0], -0.8 * half[1], 0.8 * half[1]), canvas.gsd_m)
            roof = box_cover(u, v, (-0.42 * half[0], 0.2 * half[0], -0.75 * half[1], 0.75 * half[1]), canvas.gsd_m)
            colour = mix(mix(colour, (38, 42, 48), glass), paint * 1.04, roof)
        canvas.paint(patch, colour, body)
        canvas.raise_to(patch, 2.8 if length > 8.0 else 1.4, body)
