"""The frame in which a roof is painted, and the corrugated sheets that lie on many of them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage

from .canvas import Canvas, Floats, Patch, mix, rgb
from .layout import Building

METALS = (
    ((50, 106, 168), 0.24),
    ((154, 156, 156), 0.32),
    ((132, 110, 96), 0.19),
    ((150, 70, 66), 0.08),
    ((206, 208, 208), 0.08),
    ((96, 122, 112), 0.04),
    ((112, 114, 118), 0.05),
)


@dataclass(frozen=True)
class RoofPlan:
    """A roof about to be painted: its patch, coverage, coordinates u (along) and v (across) with their half lengths."""

    patch: Patch
    cover: Floats
    u: Floats
    v: Floats
    half_u: float
    half_v: float
    angle: float
    centre: NDArray[np.float64]
    base_m: float
    ring: NDArray[np.float64]


def roof_plan(canvas: Canvas, building: Building, margin_m: float = 0.6) -> RoofPlan | None:
    """Return the frame in which a building's roof is painted, or None where it lies outside the canvas."""
    ring = shapely.get_coordinates(building.outline.exterior)[:-1]
    patch = canvas.patch(ring.min(axis=0), ring.max(axis=0), margin_m)
    if patch is None:
        return None
    edges = np.roll(ring, -1, axis=0) - ring
    longest = edges[np.hypot(edges[:, 0], edges[:, 1]).argmax()]
    angle = math.atan2(longest[1], longest[0])
    way = np.array([math.cos(angle), math.sin(angle)])
    across = np.array([-way[1], way[0]])
    along, aside = ring @ way, ring @ across
    if np.ptp(aside) > np.ptp(along):
        angle += 0.5 * math.pi
        way, across = across, -way
        along, aside = ring @ way, ring @ across
    centre = way * 0.5 * (along.min() + along.max()) + across * 0.5 * (aside.min() + aside.max())
    u, v = patch.turned(centre, angle)
    cover = canvas.coverage(patch, ring)
    return RoofPlan(
        patch,
        cover,
        u,
        v,
        0.5 * float(np.ptp(along)),
        0.5 * float(np.ptp(aside)),
        angle,
        centre,
        building.height_m,
        ring,
    )


def edge_distance(canvas: Canvas, plan: RoofPlan) -> Floats:
    """Return the distance in metres from each pixel to the roof's edge, 0 outside."""
    padded = np.pad(plan.cover >= 0.5, 1)
    return (ndimage.distance_transform_edt(padded)[1:-1, 1:-1] * canvas.gsd_m).astype(np.float32)


def metal_tone(random: np.random.Generator) -> NDArray[np.float32]:
    """Choose the colour of a metal roof: paint, zinc or rust, as often as towns have them."""
    tone = METALS[int(random.choice(len(METALS), p=[share for _, share in METALS]))][0]
    return (np.asarray(tone) * random.normal(1.0, 0.07) * (1.0 + random.normal(0.0, 0.03, 3))).astype(np.float32)


def sheet_colour(canvas: Canvas, plan: RoofPlan, tone: Floats, along: bool) -> Floats:
    """Return the colour of corrugated sheets: ribs, sheets of slightly different age, laps, rust."""
    random, patch = canvas.random, plan.patch
    rib, length = (plan.u, plan.v) if along else (plan.v, plan.u)
    sheet_m = random.uniform(0.75, 1.1)
    column = np.floor(rib / sheet_m).astype(np.int32)
    row = np.floor(length / random.uniform(2.0, 3.2)).astype(np.int32)
    ages = random.normal(0.0, 1.0, 256).astype(np.float32)
    age = ages[(column * 37 + row * 101) % 256]
    colour = tone * (1.0 + random.uniform(0.02, 0.075) * age)[..., None]
    ribs = np.sin(rib * np.float32(2.0 * math.pi / max(sheet_m, 2.4 * canvas.gsd_m)))
    colour = colour * (1.0 + 0.07 * ribs + 0.05 * canvas.noise(patch, 0.3) + 0.04 * canvas.noise(patch, 2.4))[..., None]
    worn = random.uniform(-0.9, 0.75)
    rust = np.clip(0.55 * canvas.noise(patch, 2.4) + 0.55 * age + 0.3 * canvas.noise(patch, 0.9) + worn - 0.6, 0.0, 1.0)
    colour = mix(colour, rgb((124, 86, 64)) * random.uniform(0.85, 1.15), rust * 0.75)
    lap = np.abs(rib / sheet_m - column) < 0.5 * canvas.gsd_m / sheet_m
    return colour * np.where(lap, np.float32(0.93), np.float32(1.0))[..., None]
