"""Plots inside a block of a drawn town, and the footprint, height and roof of what stands on them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .polygons import blunt, clip_half_plane, edge_normals, inset, longest_edge, polygon_area

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Ground:
    """A piece of land with one surface: "grass", "crop", "bare", "yard", "garden", "wood" or "paved"."""

    outline: Points
    surface: str


@dataclass(frozen=True)
class Cell:
    """A piece of a block: its outline, its surface ("" where the block's own shows), and a building or none."""

    outline: Points
    surface: str
    footprint: Points | None = None
    height_m: float = 0.0
    roof: str = ""


def dense_cells(block: Points, built: float, random: np.random.Generator) -> list[Cell]:
    """Divide a block of the old town: houses wall to wall along its edge, houses and courtyards behind."""
    cells: list[Cell] = []
    stack = [inset(block, 0.3)]
    target = random.lognormal(math.log(70.0 if built > 0.5 else 95.0), 0.22)
    while stack:
        plot = stack.pop()
        if len(plot) < 3:
            continue
        if polygon_area(plot) > target * random.lognormal(0.35, 0.4):
            stack += _halves(plot, random, 0.36)
            continue
        facing = _touches(plot, block, 2.5)
        if random.uniform() > (0.98 if facing else 0.87) * (0.8 + 0.2 * built):
            cells.append(Cell(plot, str(random.choice(["garden", "yard", "bare"], p=[0.5, 0.3, 0.2]))))
            continue
        cells.append(_dense_plot(plot, facing, random))
    return cells


def _dense_plot(plot: Points, facing: bool, random: np.random.Generator) -> Cell:
    gaps = random.choice([0.0, 0.25, 0.8, 1.6], len(plot), p=[0.55, 0.27, 0.13, 0.05])
    footprint = inset(plot, gaps)
    if len(footprint) >= 3:
        footprint = blunt(footprint, float(random.uniform(2.6, 4.0)))
    if len(footprint) >= 3 and random.uniform() < 0.33:
        way = longest_edge(footprint) * random.choice([-1.0, 1.0])
        along = footprint @ way
        footprint = clip_half_plane(footprint, way, float(along.max() - random.uniform(0.06, 0.28) * np.ptp(along)))
    if len(footprint) < 3 or polygon_area(footprint) < 11.0 or _narrowest(footprint) < 2.4:
        return Cell(plot, "yard")
    if random.uniform() < 0.16:
        footprint = _cut_corner(footprint, random)
    storeys = random.choice([1, 2, 3, 4, 5], p=[0.12, 0.26, 0.34, 0.2, 0.08] if facing else [0.4, 0.3, 0.2, 0.1, 0.0])
    weights = [0.70, 0.23, 0.06, 0.01] if storeys > 2 else [0.36, 0.50, 0.11, 0.03]
    roof = str(random.choice(["concrete", "metal", "tile", "shingle"], p=weights))
    height = 3.0 * int(storeys) + random.uniform(0.0, 0.8)
    return Cell(plot, str(random.choice(["yard", "garden"], p=[0.75, 0.25])), footprint, height, roof)


def loose_cells(block: Points, built: float, random: np.random.Generator) -> list[Cell]:
    """Divide a block of the outskirts: single houses in gardens, with sheds."""
    cells: list[Cell] = []
    stack = [block]
    target = random.lognormal(math.log(330.0 if built > 0.25 else 620.0), 0.25)
    suburb = random.uniform() < 0.5
    while stack:
        plot = stack.pop()
        if len(plot) < 3:
            continue
        if polygon_area(plot) > target * random.lognormal(0.3, 0.25):
            stack += _halves(plot, random, 0.4)
            continue
        surface = str(random.choice(["garden", "grass", "yard"], p=[0.6, 0.25, 0.15]))
        cells.append(Cell(plot, surface))
        if random.uniform() < 0.86:
            cells += _house_and_shed(plot, suburb, random)
    return cells


def _house_and_shed(plot: Points, suburb: bool, random: np.random.Generator) -> list[Cell]:
    way = longest_edge(plot)
    area = polygon_area(plot)
    footprint_m2 = min(area * random.uniform(0.18, 0.40), random.uniform(60.0, 190.0))
    aspect = random.uniform(1.05, 1.9)
    long_m, short_m = math.sqrt(footprint_m2 * aspect), math.sqrt(footprint_m2 / aspect)
    centre = plot.mean(axis=0) + random.normal(0.0, 0.06, 2) * math.sqrt(area)
    turn = random.normal(0.0, 0.05)
    way = np.array(
        [way[0] * math.cos(turn) - way[1] * math.sin(turn), way[0] * math.sin(turn) + way[1] * math.cos(turn)]
    )
    house = _within(_rectangle(centre, way, long_m, short_m), plot, 0.8)
    cells = []
    if len(house) >= 3 and polygon_area(house) > 20.0 and _narrowest(house) > 3.0:
        if random.uniform() < 0.35 and len(house) == 4:
            house = _cut_corner(house, random)
        roofs = ["concrete", "metal", "tile", "shingle", "thatch"]
        roof = str(random.choice(roofs, p=[0.12, 0.2, 0.25, 0.43, 0.0] if suburb else [0.33, 0.34, 0.2, 0.03, 0.10]))
        storeys = int(random.choice([1, 2, 3], p=[0.55, 0.37, 0.08] if roof != "thatch" else [1.0, 0.0, 0.0]))
        cells.append(Cell(plot, "", house, 2.9 * storeys + random.uniform(0.0, 0.6), roof))
    if random.uniform() < 0.4:
        side = np.array([-way[1], way[0]]) * random.choice([-1.0, 1.0])
        place = centre + side * (0.5 * short_m + random.uniform(2.6, 4.5)) + way * random.uniform(-0.3, 0.3) * long_m
        shed = _within(_rectangle(place, way, random.uniform(3.0, 6.0), random.uniform(2.6, 4.0)), plot, 0.3)
        if len(shed) >= 3 and polygon_area(shed) > 8.0 and _narrowest(shed) > 2.0:
            cells.append(Cell(plot, "", shed, random.uniform(2.2, 2.8), "metal"))
    return cells


def yard_cells(block: Points, random: np.random.Generator) -> list[Cell]:
    """Give a block to a school, market or workshop: a few large buildings along its edges, a yard between them."""
    surface = str(random.choice(["yard", "bare", "paved", "grass"]))
    cells = [Cell(block, surface)]
    land = inset(block, 2.0)
    if len(land) < 3:
        return cells
    kind = str(random.choice(["concrete", "metal", "metal", "tile"]))
    normals, offsets = edge_normals(land)
    for edge in random.permutation(len(land))[: int(random.integers(1, 4))]:
        depth = random.uniform(7.5, 16.0)
        wing = clip_half_plane(land, -normals[edge], -(offsets[edge] - depth))
        land = clip_half_plane(land, normals[edge], float(offsets[edge] - depth - 1.5))
        if len(wing) >= 3:
            along = np.array([-normals[edge][1], normals[edge][0]])
            reach = wing @ along
            wing = clip_half_plane(wing, along, float(reach.min() + random.uniform(0.5, 0.95) * np.ptp(reach)))
        if len(wing) >= 3 and polygon_area(wing) > 80.0 and _narrowest(wing) > 5.0:
            cells.append(Cell(block, "", wing, float(random.uniform(3.5, 11.0)), kind))
        if len(land) < 3:
            break
    return cells


def field_cells(block: Points, random: np.random.Generator) -> list[Cell]:
    """Divide farm land into strips."""
    stack, cells = [block], []
    while stack:
        land = stack.pop()
        if polygon_area(land) > random.uniform(1500.0, 6000.0):
            way = longest_edge(land)
            along = land @ way
            cut = along.min() + random.uniform(0.3, 0.7) * (along.max() - along.min())
            stack += [clip_half_plane(land, way, cut), clip_half_plane(land, -way, -cut)]
            continue
        surface = str(random.choice(["crop", "crop", "crop", "grass", "bare"]))
        cells.append(Cell(land, surface))
    return [cell for cell in cells if len(cell.outline) >= 3]


def _halves(plot: Points, random: np.random.Generator, least: float) -> list[Points]:
    way = longest_edge(plot)
    turn = random.normal(0.0, 0.03)
    way = np.array(
        [way[0] * math.cos(turn) - way[1] * math.sin(turn), way[0] * math.sin(turn) + way[1] * math.cos(turn)]
    )
    along = plot @ way
    cut = float(along.min() + random.uniform(least, 1.0 - least) * np.ptp(along))
    return [clip_half_plane(plot, way, cut), clip_half_plane(plot, -way, -cut)]


def _touches(plot: Points, block: Points, within_m: float) -> bool:
    """Tell whether a plot lies at the edge of its block."""
    normals, offsets = edge_normals(block)
    return bool((offsets - (plot @ normals.T).max(axis=0)).min() < within_m)


def _rectangle(centre: Points, way: Points, long_m: float, short_m: float) -> Points:
    across = np.array([-way[1], way[0]])
    signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * 0.5
    return centre + signs[:, :1] * long_m * way + signs[:, 1:] * short_m * across


def _within(points: Points, plot: Points, margin_m: float) -> Points:
    """Return the part of a convex polygon that keeps a margin to the edge of a convex plot."""
    normals, offsets = edge_normals(plot)
    for normal, offset in zip(normals, offsets, strict=True):
        points = clip_half_plane(points, normal, float(offset) - margin_m)
        if len(points) < 3:
            break
    return points


def _narrowest(points: Points) -> float:
    normals, offsets = edge_normals(points)
    return float((offsets - (points @ normals.T).min(axis=0)).min())


def _cut_corner(points: Points, random: np.random.Generator) -> Points:
    """Replace one corner of a convex polygon by an inner one, which makes an L-shaped footprint."""
    i = int(random.integers(len(points)))
    corner, before, after = points[i], points[i - 1], points[(i + 1) % len(points)]
    to_before = (before - corner) * random.uniform(0.3, 0.5)
    to_after = (after - corner) * random.uniform(0.3, 0.5)
    inner = corner + to_before + to_after
    return np.vstack([points[:i], corner + to_before, inner, corner + to_after, points[i + 1 :]])
