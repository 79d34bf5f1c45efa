"""Painting of flat concrete roofs and of everything that people keep on them."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas, Floats, box_cover, disc_cover, flecks, mix, rgb
from .roof_frame import RoofPlan, edge_distance, metal_tone, sheet_colour
from .style import Style

LAUNDRY = ((186, 60, 60), (60, 90, 170), (222, 220, 212), (196, 160, 60), (70, 130, 110), (160, 90, 140))


def paint_flat_roof(canvas: Canvas, plan: RoofPlan, style: Style) -> tuple[Floats, Floats]:
    """Return colour and height of a flat concrete roof with parapet, terraces, stair house, sheets and clutter."""
    random = canvas.random
    tone = _screed_tone(random, style)
    colour = _screed(canvas, plan, tone)
    height = np.full(plan.cover.shape, plan.base_m, dtype=np.float32)
    if plan.half_u > 3.0 and random.uniform() < 0.45:
        colour, height = _terrace(random, plan, colour, height)
    if plan.half_u > 2.6 and random.uniform() < 0.75:
        colour, height = _parapet(canvas, plan, colour, height, tone)
    for _ in range(int(random.integers(0, 3)) if plan.half_u > 8.0 else 0):
        colour = _joint(colour, plan, random, canvas.gsd_m)
    if plan.half_v > 1.9 and random.uniform() < 0.62:
        colour, height = _stair_house(canvas, plan, colour, height, tone)
    if random.uniform() < 0.42:
        colour, height = _lean_to(canvas, plan, colour, height)
    colour, height = _tanks_and_panels(canvas, plan, colour, height)
    return _clutter(canvas, plan, colour, height)


def _screed_tone(random: np.random.Generator, style: Style) -> Floats:
    if random.uniform() < 0.12:
        return rgb([(170, 128, 112), (150, 160, 148), (182, 176, 160)][int(random.integers(3))])
    return rgb(style.concrete) * random.normal(0.94, 0.13) * (1.0 + rgb(random.normal(0.0, 0.012, 3)))


def _screed(canvas: Canvas, plan: RoofPlan, tone: Floats) -> Floats:
    """Return stained, mouldy concrete with small things strewn over it."""
    random, patch = canvas.random, plan.patch
    stain = canvas.noise(patch, 2.4)
    grain = 1.0 + 0.06 * stain + 0.07 * canvas.noise(patch, 0.9) + 0.06 * canvas.noise(patch, 0.3)
    mould = np.clip(canvas.noise(patch, 7.0) * 0.7 + 0.4 * stain - 0.3, 0.0, 1.0) * random.uniform(0.1, 0.6)
    colour = mix(tone * grain[..., None], tone * rgb((0.62, 0.62, 0.6)), mould)
    return flecks(canvas, patch, colour, random.uniform(0.0, 0.6))


def _terrace(random: np.random.Generator, plan: RoofPlan, colour: Floats, height: Floats) -> tuple[Floats, Floats]:
    """Lower one end of the roof by a storey."""
    cut = random.uniform(-0.5, 0.5) * plan.half_u
    lower = (plan.u > cut) if random.uniform() < 0.5 else (plan.u < cut)
    shade = np.where(lower, np.float32(random.uniform(0.8, 1.0)), np.float32(1.0))
    return colour * shade[..., None], np.where(lower, np.float32(max(plan.base_m - 2.8, 2.4)), height)


def _parapet(canvas: Canvas, plan: RoofPlan, colour: Floats, height: Floats, tone: Floats) -> tuple[Floats, Floats]:
    edge = edge_distance(canvas, plan)
    wall = np.clip((0.38 - edge) / canvas.gsd_m + 0.5, 0.0, 1.0)
    colour = mix(colour, np.minimum(tone * canvas.random.uniform(1.0, 1.25), 232.0), wall * 0.85)
    return colour, height + np.where(edge < 0.45, np.float32(0.8), np.float32(0.0))


def _joint(colour: Floats, plan: RoofPlan, random: np.random.Generator, soft: float) -> Floats:
    at = random.uniform(-0.8, 0.8) * plan.half_u
    return mix(colour, (96, 92, 86), box_cover(plan.u, plan.v, (at - 0.12, at + 0.12, -99.0, 99.0), soft) * 0.6)


def _stair_house(canvas: Canvas, plan: RoofPlan, colour: Floats, height: Floats, tone: Floats) -> tuple[Floats, Floats]:
    random = canvas.random
    long_m, short_m = random.uniform(2.2, 3.6), random.uniform(1.9, 2.8)
    long_m, short_m = min(long_m, 1.3 * plan.half_u), min(short_m, 1.3 * plan.half_v)
    u0 = (plan.half_u - long_m) * random.choice([-1.0, 1.0]) - (0.0 if random.uniform() < 0.5 else 0.3)
    v0 = random.choice([-plan.half_v + 0.2, plan.half_v - short_m - 0.2])
    u0 = float(np.clip(u0, -plan.half_u + 0.2, plan.half_u - long_m - 0.2))
    box = box_cover(plan.u, plan.v, (u0, u0 + long_m, v0, v0 + short_m), canvas.gsd_m)
    top = tone * random.uniform(0.95, 1.2)
    if random.uniform() < 0.38:
        top = rgb(metal_tone(random))
    colour = mix(colour, np.minimum(top, 230.0), box)
    return colour, np.where(box > 0.5, np.float32(plan.base_m + 2.5), height).astype(np.float32)


def _lean_to(canvas: Canvas, plan: RoofPlan, colour: Floats, height: Floats) -> tuple[Floats, Floats]:
    """Lay corrugated sheets over a part of the roof."""
    random = canvas.random
    u0 = random.uniform(-plan.half_u, 0.4 * plan.half_u)
    v0 = random.uniform(-plan.half_v, 0.2 * plan.half_v)
    long_m, short_m = random.uniform(0.5, 1.2) * plan.half_u, random.uniform(0.6, 1.3) * plan.half_v
    box = box_cover(plan.u, plan.v, (u0, u0 + long_m, v0, v0 + short_m), canvas.gsd_m)
    sheets = sheet_colour(canvas, plan, metal_tone(random), along=bool(random.uniform() < 0.5))
    colour = colour + (sheets - colour) * box[..., None]
    slope = plan.base_m + 2.1 + 0.12 * (plan.v - v0)
    return colour, np.where(box > 0.5, slope, height).astype(np.float32)


def _tanks_and_panels(canvas: Canvas, plan: RoofPlan, colour: Floats, height: Floats) -> tuple[Floats, Floats]:
    random, soft = canvas.random, canvas.gsd_m
    area = 4.0 * plan.half_u * plan.half_v
    for _ in range(random.poisson(min(0.9 + area / 110.0, 5.0))):
        place = (random.uniform(-0.82, 0.82) * plan.half_u, random.uniform(-0.82, 0.82) * plan.half_v)
        tank = disc_cover(plan.u, plan.v, place, random.uniform(0.5, 0.75), soft)
        tone = [(44, 46, 50), (38, 130, 112), (50, 90, 150), (214, 214, 210)][
            int(random.choice(4, p=[0.5, 0.25, 0.1, 0.15]))
        ]
        colour = mix(colour, tone, tank)
        height = np.where(tank > 0.5, height + np.float32(1.5), height)
    if random.uniform() < 0.16:
        u0, v0 = random.uniform(-0.7, 0.2) * plan.half_u, random.uniform(-0.7, 0.2) * plan.half_v
        panel = box_cover(plan.u, plan.v, (u0, u0 + random.uniform(1.0, 3.2), v0, v0 + random.uniform(1.0, 2.0)), soft)
        colour = mix(colour, (42, 50, 76), panel * 0.95)
    return colour, height


def _clutter(canvas: Canvas, plan: RoofPlan, colour: Floats, height: Floats) -> tuple[Floats, Floats]:
    """Put pots with plants, laundry and odds and ends on a flat roof."""
    random, soft = canvas.random, canvas.gsd_m
    area = 4.0 * plan.half_u * plan.half_v
    for _ in range(random.poisson(min(area / 8.0, 22.0))):
        u0, v0 = random.uniform(-0.95, 0.9) * plan.half_u, random.uniform(-0.95, 0.9) * plan.half_v
        thing = (u0, u0 + random.lognormal(-0.5, 0.45), v0, v0 + random.lognormal(-0.7, 0.45))
        cover = box_cover(plan.u, plan.v, thing, soft) * random.uniform(0.5, 1.0)
        pick = random.uniform()
        if pick < 0.3:
            tone = rgb((72, 96, 48)) * random.uniform(0.75, 1.2)
        elif pick < 0.45:
            tone = rgb(LAUNDRY[int(random.integers(len(LAUNDRY)))])
        else:
            tone = rgb((150, 142, 130)) * random.uniform(0.45, 1.35)
        colour = mix(colour, np.minimum(tone, 230.0), cover)
        height = height + (cover > 0.5) * np.float32(random.uniform(0.2, 0.9))
    return colour, height.astype(np.float32)
