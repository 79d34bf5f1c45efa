"""Streets of a drawn town: land split again and again by slightly crooked lines, then bent by a smooth warp."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from .polygons import clip_half_plane, longest_edge, polygon_area, span
from .recipe import SceneRecipe

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Street:
    """A centre line (n, 2) in local metres; kind is "main", "street", "lane" or "track"."""

    line: Points
    width_m: float
    kind: str
    paved: bool


@dataclass
class Plan:
    """What the splitting of the land collects, still straight and around its own origin."""

    streets: list[Street] = field(default_factory=list)
    blocks: list[tuple[Points, float]] = field(default_factory=list)


@dataclass(frozen=True)
class Frame:
    """Turns the straight plan into local metres: rotation, shift to the town centre, smooth warp."""

    centre: Points
    angle: float
    waves: Points
    shifts: Points
    phases: Points

    def bend(self, points: Points) -> Points:
        """Map straight plan coordinates (n, 2) to local metres."""
        cos, sin = math.cos(self.angle), math.sin(self.angle)
        phase = points @ self.waves.T + self.phases
        bent = points + np.sin(phase) @ self.shifts
        return (
            np.stack([bent[:, 0] * cos - bent[:, 1] * sin, bent[:, 0] * sin + bent[:, 1] * cos], axis=1) + self.centre
        )


def lay_frame(recipe: SceneRecipe) -> Frame:
    """Choose where the town centre lies, how the town is turned, and how its streets bend."""
    random = recipe.stream("frame")
    middle = np.array([0.5 * recipe.width_m, 0.5 * recipe.height_m])
    way, distance = random.uniform(0.0, 2.0 * math.pi), recipe.core_offset_m * math.sqrt(random.uniform())
    centre = middle + distance * np.array([math.cos(way), math.sin(way)])
    lengths_m = random.uniform(220.0, 720.0, 5)
    ways = random.uniform(0.0, 2.0 * math.pi, 5)
    waves = (2.0 * math.pi / lengths_m)[:, None] * np.stack([np.cos(ways), np.sin(ways)], axis=1)
    strain = random.uniform(0.08, 0.17, 5)
    swings = random.uniform(0.0, 2.0 * math.pi, 5)
    shifts = (strain * lengths_m / (2.0 * math.pi))[:, None] * np.stack([np.cos(swings), np.sin(swings)], axis=1)
    return Frame(centre, random.uniform(-math.pi, math.pi), waves, shifts, random.uniform(0.0, 2.0 * math.pi, 5))


class Density:
    """How tightly built the land is, 0 (open fields) to 1 (old town), at plan coordinates."""

    def __init__(self, recipe: SceneRecipe, frame: Frame) -> None:
        random = recipe.stream("density")
        self.core_radius_m = max(recipe.core_radius_m, 1.0)
        self.stretch = random.uniform(0.75, 1.25)
        self.humps = random.normal(0.0, 1.0, (7, 2)) * 1.7 * self.core_radius_m
        self.signs = random.uniform(-0.3, 0.45, 7)
        self.frame = frame

    def at(self, point: Points) -> float:
        """Return the density at one point."""
        radius = math.hypot(point[0] * self.stretch, point[1] / self.stretch) / self.core_radius_m
        core = 1.0 / (1.0 + math.exp(min(4.0 * (radius - 1.15), 50.0)))
        reach = 0.45 * self.core_radius_m
        near = np.exp(-((self.humps - point) ** 2).sum(axis=1) / (2.0 * reach * reach))
        return float(np.clip(core + (near * self.signs).sum(), 0.0, 1.0))


def split_land(recipe: SceneRecipe, density: Density) -> Plan:
    """Split a square of land around the scene into blocks with streets between them."""
    random = recipe.stream("streets")
    frame = density.frame
    corners = np.array([[0.0, 0.0], [recipe.width_m, 0.0], [0.0, recipe.height_m], [recipe.width_m, recipe.height_m]])
    reach = float(np.hypot(*(corners - frame.centre).T).max()) + 130.0
    middle, half_diagonal = 0.5 * corners[3], 0.5 * math.hypot(recipe.width_m, recipe.height_m)
    plan = Plan()
    stack = [(np.array([[-reach, -reach], [reach, -reach], [reach, reach], [-reach, reach]]), 0)]
    while stack:
        land, depth = stack.pop()
        built = density.at(land.mean(axis=0))
        target = (2300.0 if built > 0.5 else 4200.0 if built > 0.2 else 13000.0) * random.uniform(0.6, 1.5)
        away = float(np.hypot(*(frame.bend(land.mean(axis=0)[None])[0] - middle)))
        street = None
        if polygon_area(land) > target and away < half_diagonal + 1.1 * span(land):
            street = _street_through(land, depth, built, random)
        if street is None:
            plan.blocks.append((land, built))
            continue
        plan.streets.append(street)
        stack += [(part, depth + 1) for part in _sides(land, street) if len(part) >= 3 and polygon_area(part) > 60.0]
    return plan


def _street_through(land: Points, depth: int, built: float, random: np.random.Generator) -> Street | None:
    """Lay a street across a piece of land, about at right angles to its longer side, or return None."""
    area = polygon_area(land)
    width_m, kind, paved = _street_for(area, depth, built, random)
    long_way = longest_edge(land)
    along = land @ long_way
    share = random.uniform(0.46, 0.54) if depth < 2 else random.uniform(0.36, 0.64)
    position = random.uniform(-40.0, 40.0) if depth == 0 else along.min() + share * np.ptp(along)
    across = np.array([-long_way[1], long_way[0]])
    foot = long_way * position + across * float(land.mean(axis=0) @ across)
    tilt = random.normal(0.0, 0.14 if area > 30000.0 else 0.085)
    normal = long_way * math.cos(tilt) + across * math.sin(tilt)
    ends = _chord(land, normal, float(normal @ foot))
    return None if ends is None else Street(ends, width_m, kind, paved)


def _sides(land: Points, street: Street) -> list[Points]:
    """Return the land on either side of a straight street."""
    way = street.line[1] - street.line[0]
    normal = np.array([-way[1], way[0]]) / max(float(np.hypot(way[0], way[1])), 1e-9)
    offset = float(normal @ street.line[0])
    return [clip_half_plane(land, sign * normal, sign * offset - 0.5 * street.width_m) for sign in (1.0, -1.0)]


def _street_for(area: float, depth: int, built: float, random: np.random.Generator) -> tuple[float, str, bool]:
    """Choose width in metres, kind and whether it is paved, from the size of the land that the street divides."""
    if depth < 2:
        return float(random.uniform(11.0, 14.0)), "main", True
    if area > 60000.0:
        return float(random.uniform(7.0, 8.5)), "street", True
    if area > 16000.0:
        return float(random.uniform(4.8, 6.5)), "street", bool(random.uniform() < 0.45 + 0.4 * built)
    if built > 0.2:
        return float(random.uniform(2.6, 4.6)), "lane", bool(random.uniform() < 0.45)
    return float(random.uniform(2.4, 3.4)), "track", False


def _chord(land: Points, normal: Points, offset: float) -> Points | None:
    """Return the two points where the line normal . p = offset crosses the edge of a convex polygon."""
    side = land @ normal - offset
    ends = []
    for i, j in enumerate(np.roll(np.arange(len(land)), -1)):
        if (side[i] < 0.0) != (side[j] < 0.0):
            share = side[i] / (side[i] - side[j])
            ends.append(land[i] + share * (land[j] - land[i]))
    return np.array(ends) if len(ends) == 2 else None


def densify(line: Points) -> Points:
    """Return a straight line with a vertex every 12 m or so, ready to be bent."""
    steps = max(int(np.hypot(*(line[-1] - line[0])) / 12.0), 1)
    share = np.linspace(0.0, 1.0, steps + 1)[:, None]
    return line[0] + share * (line[-1] - line[0])


def plan_river(recipe: SceneRecipe, frame: Frame) -> Street | None:
    """Return a river that passes the town outside its core, or None for the towns that have none."""
    random = recipe.stream("river")
    if random.uniform() < 0.3:
        return None
    away = recipe.core_radius_m * random.uniform(1.0, 1.5) + 40.0
    reach = 2.0 * math.hypot(recipe.width_m, recipe.height_m) + away
    along = np.arange(-reach, reach, 15.0)
    across = away + 22.0 * np.sin(along / random.uniform(45.0, 75.0) + random.uniform(0.0, 6.0))
    turn = random.uniform(0.0, 2.0 * math.pi)
    cos, sin = math.cos(turn), math.sin(turn)
    line = np.stack([along * cos - across * sin, along * sin + across * cos], axis=1)
    return Street(frame.bend(line), float(random.uniform(11.0, 22.0)), "river", False)


def water_area(river: Street, bank_m: float) -> BaseGeometry:
    """Return the area of a river, widened by its banks."""
    water = LineString(river.line).buffer(0.5 * river.width_m + bank_m)
    shapely.prepare(water)
    return water


def bridged(streets: list[Street], river: Street | None) -> list[Street]:
    """Return the streets as they are where a river leaves them; lanes and tracks end at its bank."""
    if river is None:
        return streets
    water = water_area(river, -1.0)
    result = [street for street in streets if street.kind in ("main", "street")]
    for street in streets:
        if street.kind in ("lane", "track"):
            left = shapely.difference(LineString(street.line), water)
            pieces = [shapely.get_coordinates(piece) for piece in shapely.get_parts(left)]
            result += [replace(street, line=piece) for piece in pieces if len(piece) >= 2]
    return result
