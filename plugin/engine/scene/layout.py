"""The plan of a drawn town: streets, plots and trees put together, and the buildings, which are its ground truth.

Local metres: x to the right and y down from the raster's upper left corner.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon

from .plots import Cell, Ground, dense_cells, field_cells, loose_cells, yard_cells
from .recipe import SceneRecipe
from .scatter import place_cars, place_trees
from .streets import Density, Frame, Plan, Street, bridged, densify, lay_frame, plan_river, split_land, water_area

Points = NDArray[np.float64]

MARGIN_M = 20.0
"""What stands this far outside a scene may still throw a shadow into it."""

ROOFS = ("concrete", "metal", "tile", "shingle", "thatch")


@dataclass(frozen=True)
class Building:
    """A building; outline in local metres. state is "intact" or "destroyed", roof one of ROOFS."""

    number: int
    outline: Polygon
    roof: str
    height_m: float
    state: str


@dataclass(frozen=True)
class Layout:
    """The plan of a scene. trees: columns x, y, crown radius in metres; cars: x, y, heading in radians, length."""

    streets: list[Street]
    grounds: list[Ground]
    river: Street | None
    buildings: list[Building]
    trees: Points
    cars: Points
    valid: Polygon


def plan_town(recipe: SceneRecipe) -> Layout:
    """Plan the town of a recipe; the buildings that touch the flown area, cut at its edge, are its ground truth."""
    frame = lay_frame(recipe)
    density = Density(recipe, frame)
    plan = split_land(recipe, density)
    streets = [replace(street, line=frame.bend(densify(street.line))) for street in plan.streets]
    river = plan_river(recipe, frame)
    streets = bridged(streets, river)
    cells = _cells(recipe, plan, density)
    valid = flown_area(recipe)
    buildings = _buildings(recipe, frame, cells, river, valid)
    grounds = [Ground(frame.bend(cell.outline), cell.surface) for cell in cells if cell.surface]
    return Layout(
        streets=streets,
        grounds=grounds,
        river=river,
        buildings=buildings,
        trees=place_trees(recipe, grounds, streets, river),
        cars=place_cars(recipe, streets, grounds),
        valid=valid,
    )


def flown_area(recipe: SceneRecipe) -> Polygon:
    """Return the outline of the flown area: a turned rectangle whose flight strips end at slightly uneven places."""
    width, height = recipe.width_m, recipe.height_m
    if recipe.mosaic_rotation_deg is None:
        return shapely.box(0.0, 0.0, width, height)
    angle = math.radians(recipe.mosaic_rotation_deg)
    angle = math.copysign(min(abs(angle), 0.5 * math.atan2(min(width, height), max(width, height))), angle)
    cos, sin = math.cos(angle), abs(math.sin(angle))
    scale = cos * cos - sin * sin
    half_u = 0.5 * (width * cos - height * sin) / scale - 3.0
    half_v = 0.5 * (height * cos - width * sin) / scale - 3.0
    random = recipe.stream("flown area")
    strip_m = max(half_u / 7.0, 15.0)
    edges = np.append(np.arange(-half_u, half_u - 0.5 * strip_m, strip_m), half_u)
    ragged = 0.02 * half_v
    tops = -half_v + random.uniform(0.0, ragged, len(edges) - 1)
    bottoms = half_v - random.uniform(0.0, ragged, len(edges) - 1)
    upper = [(u, v) for left, right, v in zip(edges[:-1], edges[1:], tops, strict=True) for u in (left, right)]
    lower = [(u, v) for left, right, v in zip(edges[:-1], edges[1:], bottoms, strict=True) for u in (left, right)]
    corners = np.array(upper + lower[::-1])
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    return Polygon(corners @ turn + np.array([0.5 * width, 0.5 * height]))


def _cells(recipe: SceneRecipe, plan: Plan, density: Density) -> list[Cell]:
    """Divide every block into cells: plots with a building, gardens, yards, fields, woods."""
    random = recipe.stream("plots")
    reach = np.array([recipe.width_m, recipe.height_m])
    cells: list[Cell] = []
    for block, built in plan.blocks:
        corners = density.frame.bend(block)
        if (corners.max(axis=0) < -MARGIN_M).any() or (corners.min(axis=0) - MARGIN_M > reach).any():
            continue
        use = random.uniform()
        if built > 0.45:
            if use < 0.90:
                cells += dense_cells(block, built, random)
            elif use < 0.96:
                cells += yard_cells(block, random)
            else:
                cells.append(Cell(block, "grass" if use < 0.985 else "yard"))
        elif built > 0.16:
            if use < 0.62:
                cells += loose_cells(block, built, random)
            elif use < 0.74:
                cells += dense_cells(block, built, random)
            elif use < 0.80:
                cells += yard_cells(block, random)
            else:
                cells.append(Cell(block, str(random.choice(["grass", "crop", "crop", "bare"]))))
        elif use < 0.16:
            cells += loose_cells(block, built, random)
        elif use < 0.28:
            cells.append(Cell(block, "wood"))
        else:
            cells += field_cells(block, random)
    return cells


def _buildings(
    recipe: SceneRecipe, frame: Frame, cells: list[Cell], river: Street | None, valid: Polygon
) -> list[Building]:
    """Bend the footprints into place, drop those in the river, cut those at the mosaic's edge, choose the destroyed."""
    built = [cell for cell in cells if cell.footprint is not None]
    if not built:
        return []
    outlines = np.array([Polygon(frame.bend(np.asarray(cell.footprint))) for cell in built], dtype=object)
    keep = shapely.is_valid(outlines) & (shapely.area(outlines) > 9.0) & shapely.intersects(outlines, valid)
    if river is not None:
        keep &= ~shapely.intersects(water_area(river, 4.0), outlines)
    seen = shapely.intersection(outlines, valid)
    keep &= (shapely.area(seen) > 5.0) & (shapely.get_type_id(seen) == shapely.GeometryType.POLYGON)
    built = [cell for cell, kept in zip(built, keep, strict=True) if kept]
    destroyed = _destroyed(recipe, seen[keep], shapely.within(outlines[keep], valid), built)
    return [
        Building(
            number=number,
            outline=outline,
            roof=cell.roof,
            height_m=round(cell.height_m, 1),
            state="destroyed" if fallen else "intact",
        )
        for number, (outline, cell, fallen) in enumerate(zip(seen[keep], built, destroyed, strict=True), start=1)
    ]


def _destroyed(
    recipe: SceneRecipe, outlines: NDArray[np.object_], whole: NDArray[np.bool_], built: list[Cell]
) -> NDArray[np.bool_]:
    """Choose the destroyed buildings: the asked share of all, in clusters, weak roofs more often, none at the edge."""
    random = recipe.stream("damage")
    count = len(outlines)
    if count == 0:
        return np.zeros(0, dtype=bool)
    centres = shapely.get_coordinates(shapely.centroid(outlines))
    intensity = np.full(count, 0.035)
    for _ in range(max(2, count // 420)):
        middle = centres[random.integers(count)]
        reach = random.uniform(20.0, 65.0)
        intensity += random.uniform(0.3, 1.2) * np.exp(-((centres - middle) ** 2).sum(axis=1) / (2.0 * reach**2))
    weakness = np.array([{"tile": 1.5, "thatch": 1.3, "metal": 1.1}.get(cell.roof, 1.0) for cell in built])
    key = np.log(np.maximum(intensity * weakness, 1e-9)) + random.gumbel(size=count)
    key[~whole | (shapely.area(outlines) < 12.0)] = -np.inf
    asked = min(round(recipe.share_destroyed * count), int(np.isfinite(key).sum()))
    chosen = np.zeros(count, dtype=bool)
    chosen[np.argsort(-key, kind="stable")[:asked]] = True
    return chosen
