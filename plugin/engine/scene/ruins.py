"""Painting of destroyed buildings: rubble that spills over the footprint, broken slabs, roofless walls, half a roof."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from .canvas import Canvas, Floats, box_cover, mix, rgb
from .layout import Building
from .roof_frame import RoofPlan, edge_distance, roof_plan
from .roofs import paint_building
from .style import Style

KINDS = ("collapsed", "slabs", "gutted", "partial")
SPILL_M = 4.0


def paint_ruin(canvas: Canvas, building: Building, style: Style) -> None:
    """Paint a destroyed building in one of four ways, over the ground and, thinly, over what stands near."""
    random = canvas.random
    likely = {"concrete": (0.34, 0.36, 0.10, 0.20), "metal": (0.46, 0.06, 0.26, 0.22)}
    kind = KINDS[int(random.choice(4, p=likely.get(building.roof, (0.56, 0.06, 0.20, 0.18))))]
    plan = roof_plan(canvas, building, SPILL_M)
    if plan is None:
        return
    if kind == "partial":
        paint_building(canvas, building, style)
    _dust(canvas, plan, style)
    if kind == "gutted":
        _gutted(canvas, plan, style)
    else:
        _rubble(canvas, plan, style, partial=kind == "partial")
    if kind == "slabs":
        _slabs(canvas, plan, style, int(random.integers(4, 9)), building)
    elif kind != "gutted":
        _slabs(canvas, plan, style, int(random.integers(1, 4)), building)
    _debris(canvas, plan)


def _outside_m(plan: RoofPlan) -> Floats:
    """Return how far each pixel lies outside the box around the footprint, in metres, negative inside."""
    return np.maximum(np.abs(plan.u) - plan.half_u, np.abs(plan.v) - plan.half_v)


def _low(canvas: Canvas, plan: RoofPlan) -> Floats:
    """Return 1 where rubble can lie (the footprint, and low ground around it), and little on roofs that stand."""
    below = canvas.height_m[plan.patch.slices]
    return np.where((plan.cover > 0.3) | (below < 1.8), np.float32(1.0), np.float32(0.12))


def _dust(canvas: Canvas, plan: RoofPlan, style: Style) -> None:
    away = _outside_m(plan) + 0.8 * canvas.noise(plan.patch, 2.4)
    cover = np.clip(1.0 - away / 3.6, 0.0, 1.0) * canvas.random.uniform(0.35, 0.7) * _low(canvas, plan)
    canvas.paint(plan.patch, rgb(style.dust) * (1.0 + 0.05 * canvas.noise(plan.patch, 0.9))[..., None], cover)


def rubble_colour(canvas: Canvas, plan: RoofPlan, style: Style) -> tuple[Floats, Floats]:
    """Return colour and relief in metres of broken masonry: dusty, speckled with brick, holes and pale fragments."""
    random, patch = canvas.random, plan.patch
    fine, small, large = canvas.noise(patch, 0.3), canvas.noise(patch, 0.9), canvas.noise(patch, 2.4)
    brick = rgb((148, 104, 82)) if random.uniform() < 0.45 else rgb((142, 130, 114))
    colour = rgb(style.dust) * random.uniform(0.82, 1.02) * (1.0 + 0.11 * fine + 0.12 * small + 0.08 * large)[..., None]
    colour = mix(colour, brick, np.clip(0.5 * large + 0.5 * canvas.noise(patch, 0.9), 0.0, 1.0) * 0.55)
    colour = mix(colour, (62, 56, 50), np.clip(canvas.noise(patch, 0.9) + 0.4 * fine - 1.0, 0.0, 1.0) * 0.8)
    colour = mix(
        colour,
        (208, 202, 192),
        np.clip(canvas.noise(patch, 0.9) + 0.5 * canvas.noise(patch, 0.3) - 1.35, 0.0, 1.0) * 0.9,
    )
    relief = 0.35 * small + 0.22 * fine + 0.3 * large
    return colour, relief


def _rubble(canvas: Canvas, plan: RoofPlan, style: Style, partial: bool) -> None:
    random = canvas.random
    colour, relief = rubble_colour(canvas, plan, style)
    away = _outside_m(plan) + 0.55 * canvas.noise(plan.patch, 2.4) + 0.3 * canvas.noise(plan.patch, 0.9)
    spill = random.uniform(0.5, 2.2)
    cover = np.clip((spill - away) / 0.8, 0.0, 1.0) * _low(canvas, plan)
    if partial:
        turn = random.uniform(0.0, 2.0 * math.pi)
        across = plan.u / plan.half_u * math.cos(turn) + plan.v / plan.half_v * math.sin(turn)
        broken = across + 0.3 * canvas.noise(plan.patch, 2.4) + 0.12 * canvas.noise(plan.patch, 0.9)
        cover = cover * np.clip((broken - random.uniform(-0.55, -0.15)) * 6.0, 0.0, 1.0)
    heap = random.uniform(0.5, 1.9) * np.clip(-away / 2.5, 0.0, 1.0)
    canvas.paint(plan.patch, colour, cover)
    canvas.raise_to(plan.patch, np.maximum(heap + relief, 0.05), cover)


def _gutted(canvas: Canvas, plan: RoofPlan, style: Style) -> None:
    """Paint walls without a roof, some fallen, with rubble and beams inside."""
    random = canvas.random
    colour, relief = rubble_colour(canvas, plan, style)
    edge = edge_distance(canvas, plan)
    colour = colour * np.float32(random.uniform(0.6, 0.85))
    standing = canvas.noise(plan.patch, 7.0) + 0.3 * canvas.noise(plan.patch, 2.4) > random.uniform(-0.9, 0.0)
    soft = canvas.gsd_m
    wall = np.clip((0.5 - edge) / soft + 0.5, 0.0, 1.0)
    for _ in range(int(random.integers(0, 3))):
        at = random.uniform(-0.6, 0.6) * plan.half_u
        wall = np.maximum(wall, box_cover(plan.u, plan.v, (at - 0.2, at + 0.2, -plan.half_v, plan.half_v), soft))
    wall = wall * standing
    top = rgb(style.concrete) * random.uniform(0.85, 1.15) * (1.0 + 0.08 * canvas.noise(plan.patch, 0.9))[..., None]
    colour = colour + (top - colour) * wall[..., None]
    for _ in range(int(random.integers(2, 8))):
        at = random.uniform(-0.95, 0.95) * plan.half_u
        beam = box_cover(
            plan.u + 0.1 * plan.v * random.normal(), plan.v, (at - 0.12, at + 0.12, -plan.half_v, plan.half_v), soft
        )
        colour = mix(colour, (120, 98, 76), beam * 0.7)
    height = np.where(wall > 0.5, np.float32(0.62 * plan.base_m), 0.35 + 0.8 * np.abs(relief))
    canvas.paint(plan.patch, colour, plan.cover)
    canvas.raise_to(plan.patch, height, plan.cover)
    spill = np.clip(1.0 - (_outside_m(plan) + 0.9 * canvas.noise(plan.patch, 0.9)) / 1.3, 0.0, 1.0)
    canvas.paint(
        plan.patch, rubble_colour(canvas, plan, style)[0], spill * (plan.cover < 0.5) * 0.7 * _low(canvas, plan)
    )


def _slabs(canvas: Canvas, plan: RoofPlan, style: Style, number: int, building: Building) -> None:
    """Lay broken, tilted pieces of roof over the rubble."""
    random = canvas.random
    for _ in range(number):
        place = plan.centre + _turned(plan.angle, random.uniform(-0.85, 0.85, 2) * (plan.half_u, plan.half_v))
        half = (
            random.uniform(0.5, 1.0)
            * min(plan.half_v, 3.2)
            * np.array([random.uniform(0.5, 1.0), random.uniform(0.3, 0.7)])
        )
        angle = plan.angle + random.normal(0.0, 0.45)
        corners = np.array([[-1, -1], [0.3, -1.1], [1, -1], [1.1, 0.2], [1, 1], [-0.2, 0.9], [-1, 1]])
        corners = corners * half * random.uniform(0.8, 1.2, (7, 1))
        ring = place + np.array([_turned(angle, corner) for corner in corners])
        patch = canvas.patch(ring.min(axis=0), ring.max(axis=0), 0.3)
        if patch is None:
            continue
        cover = canvas.coverage(patch, ring)
        u, v = patch.turned(place, angle)
        tone = rgb(style.concrete) * random.uniform(0.85, 1.15)
        if building.roof == "metal" and random.uniform() < 0.75:
            tone = rgb([(140, 140, 138), (120, 86, 68), (66, 100, 146)][int(random.integers(3))])
        elif building.roof in ("tile", "shingle", "thatch") and random.uniform() < 0.5:
            tone = rgb((128, 94, 78)) * random.uniform(0.8, 1.15)
        low = canvas.height_m[patch.slices] < 2.5
        cover = cover * low
        colour = tone * (1.0 + 0.05 * canvas.noise(patch, 0.9) + 0.03 * canvas.noise(patch, 0.3))[..., None]
        canvas.paint(patch, colour, cover * 0.95)
        tilt_u, tilt_v = random.normal(0.0, 0.22, 2)
        canvas.raise_to(patch, np.clip(random.uniform(0.6, 1.6) + tilt_u * u + tilt_v * v, 0.3, 3.5), cover)


def _debris(canvas: Canvas, plan: RoofPlan) -> None:
    """Scatter single stones, sheets and timber around the ruin."""
    random = canvas.random
    for _ in range(random.poisson(5.0 + 0.09 * 4.0 * plan.half_u * plan.half_v)):
        reach = np.array([plan.half_u, plan.half_v]) + random.exponential(1.1)
        place = np.clip(random.normal(0.0, 0.62, 2), -1.0, 1.0) * reach
        turn = random.uniform(0.0, math.pi)
        long_m, short_m = random.lognormal(-0.55, 0.5), random.lognormal(-1.2, 0.4)
        cos, sin = math.cos(turn), math.sin(turn)
        size_m = long_m + short_m + canvas.gsd_m
        spot = plan.centre + _turned(plan.angle, place)
        patch = canvas.patch(spot - size_m, spot + size_m, 0.0)
        if patch is None:
            continue
        dx, dy = patch.x - np.float32(spot[0]), patch.y - np.float32(spot[1])
        cover = box_cover(dx * cos + dy * sin, dy * cos - dx * sin, (-long_m, long_m, -short_m, short_m), canvas.gsd_m)
        cover = cover * (canvas.height_m[patch.slices] < 2.5)
        pick = random.uniform()
        if pick < 0.42:
            tone = rgb((196, 190, 180)) * random.uniform(0.85, 1.12)
        elif pick < 0.75:
            tone = rgb((86, 76, 66)) * random.uniform(0.6, 1.2)
        else:
            tone = rgb((150, 100, 78)) * random.uniform(0.8, 1.15)
        canvas.paint(patch, tone, cover * 0.9)
        below = canvas.height_m[patch.slices]
        canvas.height_m[patch.slices] = np.where(cover > 0.5, below + np.float32(random.uniform(0.15, 0.5)), below)


def _turned(angle: float, vector: NDArray[np.float64]) -> NDArray[np.float64]:
    cos, sin = math.cos(angle), math.sin(angle)
    return np.array([vector[0] * cos - vector[1] * sin, vector[0] * sin + vector[1] * cos])
