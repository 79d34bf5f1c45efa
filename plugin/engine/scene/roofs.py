"""Painting of intact buildings: sheet metal, tile, shingle and thatch here, flat concrete in flat_roofs."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas, Floats, disc_cover, mix, rgb
from .flat_roofs import paint_flat_roof
from .layout import Building
from .roof_frame import RoofPlan, edge_distance, metal_tone, roof_plan, sheet_colour
from .style import Style

TILES = ((138, 92, 76), (148, 104, 86), (116, 84, 72), (158, 82, 72), (126, 106, 92))
SHINGLES = ((96, 92, 88), (112, 102, 92), (88, 84, 86), (124, 112, 98), (104, 88, 76), (140, 134, 126))


def paint_building(canvas: Canvas, building: Building, style: Style) -> None:
    """Paint an intact building."""
    plan = roof_plan(canvas, building)
    if plan is None:
        return
    if building.roof == "concrete":
        colour, height = paint_flat_roof(canvas, plan, style)
    else:
        colour, height = PAINTERS[building.roof](canvas, plan)
    canvas.paint(plan.patch, colour, plan.cover)
    canvas.raise_to(plan.patch, height, plan.cover)


def _metal(canvas: Canvas, plan: RoofPlan) -> tuple[Floats, Floats]:
    """Corrugated roof: a low gable, or one slope; now and then weighed down with stones or tyres."""
    random = canvas.random
    tone = metal_tone(random)
    colour = sheet_colour(canvas, plan, tone, along=True)
    pitch = random.uniform(0.08, 0.30)
    if plan.half_v > 2.2 and random.uniform() < 0.6:
        rise: Floats = (plan.half_v - np.abs(plan.v)) * pitch
        ridge = np.clip((0.22 - np.abs(plan.v)) / canvas.gsd_m + 0.5, 0.0, 1.0)
        colour = mix(colour, np.minimum(tone * 1.18, 228.0), ridge * 0.6)
    else:
        rise = (plan.v + plan.half_v) * pitch * 0.6
    if random.uniform() < 0.15 and plan.half_u > 5.0:
        other = sheet_colour(canvas, plan, metal_tone(random), along=True)
        part = (plan.u > random.uniform(-0.5, 0.5) * plan.half_u).astype(np.float32)
        colour = colour + (other - colour) * part[..., None]
    height = (plan.base_m + rise).astype(np.float32)
    for _ in range(random.poisson(2.5) if random.uniform() < 0.4 else 0):
        place = (random.uniform(-0.9, 0.9) * plan.half_u, random.uniform(-0.9, 0.9) * plan.half_v)
        stone = disc_cover(plan.u, plan.v, place, random.uniform(0.15, 0.4), canvas.gsd_m)
        colour = mix(colour, rgb((88, 82, 74)) * random.uniform(0.6, 1.2), stone)
    return colour, height


def _pitched(canvas: Canvas, plan: RoofPlan, pitch: float, hipped: bool) -> Floats:
    """Return the height of a gable or hip roof above its eaves."""
    if hipped:
        return np.minimum(edge_distance(canvas, plan), plan.half_v) * np.float32(pitch)
    return np.maximum(plan.half_v - np.abs(plan.v), 0.0) * np.float32(pitch)


def _courses(rise: Floats, spacing_m: float) -> Floats:
    """Return the faint lines of tile or shingle courses, which follow the slope."""
    return np.sin(rise * np.float32(2.0 * np.pi / spacing_m)) * 0.04 + 1.0


def _tile(canvas: Canvas, plan: RoofPlan) -> tuple[Floats, Floats]:
    random = canvas.random
    tone = rgb(TILES[int(random.integers(len(TILES)))]) * random.normal(1.0, 0.07)
    rise = _pitched(canvas, plan, random.uniform(0.38, 0.6), hipped=random.uniform() < 0.4)
    grain = _courses(rise, 0.42) + 0.07 * canvas.noise(plan.patch, 0.3) + 0.07 * canvas.noise(plan.patch, 2.4)
    colour = tone * grain[..., None]
    moss = np.clip(canvas.noise(plan.patch, 2.4) - 0.5, 0.0, 1.0) * random.uniform(0.0, 0.5)
    colour = mix(colour, (92, 92, 70), moss)
    mended = np.clip(canvas.noise(plan.patch, 0.9) - 1.4, 0.0, 1.0)
    colour = mix(colour, tone * 1.35, mended * 0.7)
    return colour, (plan.base_m + rise).astype(np.float32)


def _shingle(canvas: Canvas, plan: RoofPlan) -> tuple[Floats, Floats]:
    random = canvas.random
    tone = rgb(SHINGLES[int(random.integers(len(SHINGLES)))]) * random.normal(1.0, 0.06)
    rise = _pitched(canvas, plan, random.uniform(0.32, 0.5), hipped=random.uniform() < 0.65)
    grain = 1.0 + 0.045 * canvas.noise(plan.patch, 0.3) + 0.04 * canvas.noise(plan.patch, 2.4)
    colour = tone * grain[..., None]
    height = (plan.base_m + rise).astype(np.float32)
    for _ in range(int(random.integers(0, 3))):
        place = (random.uniform(-0.6, 0.6) * plan.half_u, random.uniform(-0.6, 0.6) * plan.half_v)
        vent = disc_cover(plan.u, plan.v, place, random.uniform(0.2, 0.45), canvas.gsd_m)
        colour = mix(colour, (170, 166, 160), vent)
        height = np.where(vent > 0.5, height + np.float32(0.7), height)
    return colour, height


def _thatch(canvas: Canvas, plan: RoofPlan) -> tuple[Floats, Floats]:
    random = canvas.random
    tone = rgb((140, 120, 84)) * random.normal(1.0, 0.08)
    rise = _pitched(canvas, plan, random.uniform(0.55, 0.75), hipped=True)
    grain = 1.0 + 0.10 * canvas.noise(plan.patch, 0.3) + 0.10 * canvas.noise(plan.patch, 0.9)
    return tone * grain[..., None], (plan.base_m * 0.8 + rise).astype(np.float32)


PAINTERS = {"metal": _metal, "tile": _tile, "shingle": _shingle, "thatch": _thatch}
