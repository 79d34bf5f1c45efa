"""What stands about in a drawn town without being a building: trees and cars."""

from __future__ import annotations

import math

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon

from .plots import Ground
from .polygons import polygon_area
from .recipe import SceneRecipe
from .streets import Street, water_area

Points = NDArray[np.float64]


def place_trees(recipe: SceneRecipe, grounds: list[Ground], streets: list[Street], river: Street | None) -> Points:
    """Place trees: many in woods and gardens, some in yards, rows along wider streets and field edges."""
    random = recipe.stream("trees")
    per_m2 = {"wood": 1 / 30.0, "garden": 1 / 75.0, "grass": 1 / 420.0, "yard": 1 / 380.0, "crop": 1 / 2500.0}
    groups = []
    for ground in grounds:
        area = polygon_area(ground.outline)
        number = random.poisson(area * per_m2.get(ground.surface, 1 / 1500.0) * random.gamma(2.0, 0.5))
        if number:
            groups.append(_scatter(ground.outline, number, random, 4.2 if ground.surface == "wood" else 2.9))
        if ground.surface in ("crop", "grass") and random.uniform() < 0.3:
            groups.append(_row(np.vstack([ground.outline, ground.outline[:1]]), 9.0, 0.0, random))
    wide = [street for street in streets if street.kind in ("street", "main")]
    lined = [street for street, chance in zip(wide, random.uniform(size=len(wide)), strict=True) if chance < 0.3]
    groups += [_row(street.line, 14.0, 0.5 * street.width_m + 1.0, random) for street in lined]
    trees = np.vstack([np.empty((0, 3)), *groups])
    inside = (trees[:, 0] > -8) & (trees[:, 0] < recipe.width_m + 8)
    inside &= (trees[:, 1] > -8) & (trees[:, 1] < recipe.height_m + 8)
    trees = trees[inside]
    if river is not None:
        trees = trees[~shapely.intersects_xy(water_area(river, 0.0), trees[:, 0], trees[:, 1])]
    return trees


def _scatter(outline: Points, number: int, random: np.random.Generator, radius_m: float) -> Points:
    """Return about `number` places in a polygon, with radii around radius_m: columns x, y, radius."""
    low, high = outline.min(axis=0), outline.max(axis=0)
    places = random.uniform(low, high, (3 * number, 2))
    inside = shapely.contains_xy(Polygon(outline), places[:, 0], places[:, 1])
    places = places[inside][:number]
    return np.column_stack([places, np.clip(random.lognormal(math.log(radius_m), 0.35, len(places)), 0.9, 7.0)])


def _row(line: Points, spacing_m: float, offset_m: float, random: np.random.Generator) -> Points:
    """Return trees at either side of a line, with gaps: columns x, y, crown radius."""
    ways = np.diff(line, axis=0)
    lengths = np.hypot(ways[:, 0], ways[:, 1])
    total = float(lengths.sum())
    places = np.arange(0.0, total, spacing_m)
    places = places + random.uniform(-2.0, 2.0, len(places))
    places = places[random.uniform(size=len(places)) < 0.7]
    starts = np.concatenate([[0.0], np.cumsum(lengths)])
    segment = np.clip(np.searchsorted(starts, places, side="right") - 1, 0, len(ways) - 1)
    unit = ways[segment] / np.maximum(lengths[segment], 1e-6)[:, None]
    points = line[segment] + unit * (places - starts[segment])[:, None]
    side = random.choice([-1.0, 1.0], len(points))[:, None]
    points = points + side * offset_m * np.stack([-unit[:, 1], unit[:, 0]], axis=1)
    return np.column_stack([points, random.uniform(1.6, 3.6, len(points))])


def place_cars(recipe: SceneRecipe, streets: list[Street], grounds: list[Ground]) -> Points:
    """Place cars: moving and parked along streets, parked in yards."""
    random = recipe.stream("cars")
    groups = [_cars_along(street, random) for street in streets if street.kind in ("main", "street")]
    for ground in grounds:
        if ground.surface in ("yard", "paved") and polygon_area(ground.outline) > 250.0:
            places = _scatter(ground.outline, random.poisson(2.0), random, 2.0)[:, :2]
            groups.append(
                np.column_stack([places, random.uniform(0.0, math.pi, len(places)), np.full(len(places), 4.3)])
            )
    cars = np.vstack([np.empty((0, 4)), *groups])
    inside = (cars[:, 0] > 0) & (cars[:, 0] < recipe.width_m) & (cars[:, 1] > 0) & (cars[:, 1] < recipe.height_m)
    return cars[inside]


def _cars_along(street: Street, random: np.random.Generator) -> Points:
    """Return cars, motorcycles and buses on a street: x, y, heading, length."""
    ways = np.diff(street.line, axis=0)
    lengths = np.hypot(ways[:, 0], ways[:, 1])
    segment = np.repeat(np.arange(len(ways)), random.poisson(lengths / (26.0 if street.kind == "main" else 55.0)))
    number = len(segment)
    unit = ways[segment] / np.maximum(lengths[segment], 1e-6)[:, None]
    side = random.choice([-1.0, 1.0], number) * (0.5 * street.width_m - random.choice([1.2, 1.4, 3.4], number))
    places = street.line[segment] + ways[segment] * random.uniform(size=(number, 1))
    places = places + side[:, None] * np.stack([-unit[:, 1], unit[:, 0]], axis=1)
    heading = np.arctan2(unit[:, 1], unit[:, 0]) + random.normal(0.0, 0.05, number)
    length_m = random.choice([4.2, 4.6, 3.6, 2.0, 9.5], number, p=[0.45, 0.25, 0.14, 0.10, 0.06])
    return np.column_stack([places, heading, length_m])
