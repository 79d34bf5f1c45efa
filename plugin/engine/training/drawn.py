"""Scenes drawn by the project, as training material; they join the real images and are always measured apart."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import shapely
import shapely.affinity
from affine import Affine
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.features import rasterize
from rasterio.warp import reproject
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from ..evaluation.windows import CENTRAL_SHARE
from ..scene.draw import STATES, Scene, draw_scene, sample_recipe, training_recipe
from .recipe import RecipeError, Source
from .samples import Canvas, Floats

GOLDEN_SEED, LEAST_GOLDEN_PX = 3999, 128
SCENE_GSD_M = 0.3


@dataclass(frozen=True)
class DrawnScene:
    """A drawn scene at the model's ground sampling distance.

    canvas: pixels, all buildings as target. intact, destroyed: building outlines in pixels (x to the right, y down).
    """

    canvas: Canvas
    intact: tuple[BaseGeometry, ...]
    destroyed: tuple[BaseGeometry, ...]


def draw_part(source: Source, part: str, gsd_m: float) -> tuple[DrawnScene, ...]:
    """Draw the scenes of a part; RecipeError where the sample scene's own seed is among them."""
    seeds = source.seeds.get(part, ())
    if sample_recipe().seed in seeds:
        raise RecipeError(
            f"Seed {sample_recipe().seed} draws the sample scene, which has to stay unseen; take it out of the recipe."
        )
    return tuple(draw(source, seed, gsd_m) for seed in seeds)


def draw(source: Source, seed: int, gsd_m: float) -> DrawnScene:
    """Draw the training scene of a seed and resample it, by area averages, to pixels of gsd_m metres."""
    scene_px, shares = source.scene_px, source.shares_destroyed
    recipe = training_recipe(seed, scene_px, scene_px)
    if shares:
        recipe = replace(recipe, share_destroyed=shares[seed % len(shares)])
    scene = draw_scene(recipe)
    side = round(scene_px * recipe.ground_sampling_distance_m / gsd_m)
    transform = scene.transform * Affine.scale(scene_px / side)
    numbers = _number_buildings(scene, transform, side)
    canvas = Canvas(
        f"scene {seed}",
        np.moveaxis(_resample(scene, transform, side), 0, -1).copy(),
        numbers,
        _resample_valid(scene, transform, side),
    )
    outlines = {
        state: tuple(
            shapely.affinity.affine_transform(building.outline, (~transform).to_shapely())
            for building in scene.buildings
            if building.state == state
        )
        for state in STATES
    }
    return DrawnScene(canvas, outlines["intact"], outlines["destroyed"])


def golden_source(sources: Iterable[Source]) -> Source | None:
    """Return the first source of drawn scenes with a seed in its test part, None where there is none."""
    return next((source for source in sources if source.reader == "scenes" and source.seeds.get("test")), None)


def golden_windows(gsd_m: float, window_px: int) -> NDArray[np.uint8]:
    """Return six windows (n, window, window, 3) of a drawn town, from the least built-up to the most.

    The town is drawn from a seed that no recipe trains on; the last window has an edge without data.
    """
    scene_px = max(LEAST_GOLDEN_PX, math.ceil(4 * window_px * gsd_m / SCENE_GSD_M))
    source = Source("scenes", "golden windows", "drawn by this project", "GPL-3.0-or-later", scene_px=scene_px)
    canvas = draw(source, GOLDEN_SEED, gsd_m).canvas
    starts = range(0, min(canvas.target.shape) - window_px + 1, max(1, window_px // 2))
    places = [(row, col) for row in starts for col in starts]
    areas = [(slice(row, row + window_px), slice(col, col + window_px)) for row, col in places]
    whole = [area for area in areas if canvas.valid[area].all()]
    ranked = sorted(whole, key=lambda area: float(canvas.target[area].mean()))
    windows = np.stack([canvas.image[ranked[round(index)]] for index in np.linspace(0, len(ranked) - 1, 6)])
    windows[-1, : window_px // 3] = 0
    return windows


def _resample(scene: Scene, transform: Affine, side: int) -> NDArray[np.uint8]:
    image = np.zeros((3, side, side), np.uint8)
    shrinks = side < scene.valid.shape[0]
    reproject(
        scene.pixels,
        image,
        src_transform=scene.transform,
        dst_transform=transform,
        src_crs=scene.crs,
        dst_crs=scene.crs,
        resampling=Resampling.average if shrinks else Resampling.bilinear,
    )
    return image


def _resample_valid(scene: Scene, transform: Affine, side: int) -> NDArray[np.bool_]:
    valid = np.zeros((1, side, side), np.float32)
    reproject(
        scene.valid[None].astype(np.float32),
        valid,
        src_transform=scene.transform,
        dst_transform=transform,
        src_crs=scene.crs,
        dst_crs=scene.crs,
        resampling=Resampling.average,
    )
    return valid[0] > 0.999


def _number_buildings(scene: Scene, transform: Affine, side: int) -> NDArray[np.int32]:
    outlines = [(building.outline, number) for number, building in enumerate(scene.buildings, start=1)]
    if not outlines:
        return np.zeros((side, side), np.int32)
    return rasterize(outlines, out_shape=(side, side), transform=transform, dtype="int32")


def label_windows(scene: DrawnScene, window: int, step: int, margin: int = 0) -> tuple[NDArray[np.int64], Floats]:
    """Return centres (n, 2: row, column) and labels (n, 1) of the windows of a scene whose damage is beyond doubt.

    Positive: the centroid of a destroyed building lies in the window's central half. Negative: no destroyed building
    touches the window widened by `margin` pixels on every side. Others are left out. Windows are `step` pixels apart.
    """
    side = scene.canvas.target.shape[0]
    axis = np.arange(window // 2, side - window // 2 + 1, step)
    rows, cols = (grid.ravel() for grid in np.meshgrid(axis, axis, indexing="ij"))
    if scene.destroyed:
        points = np.array([(o.centroid.y, o.centroid.x) for o in scene.destroyed])
        apart = np.maximum(abs(rows[:, None] - points[:, 0]), abs(cols[:, None] - points[:, 1])).min(axis=1)
        positive = apart <= window * CENTRAL_SHARE / 2
        half = window / 2 + margin
        boxes = shapely.box(cols - half, rows - half, cols + half, rows + half)
        touched = np.zeros(len(rows), bool)
        touched[STRtree(boxes).query(list(scene.destroyed), predicate="intersects")[1]] = True
    else:
        positive = touched = np.zeros(len(rows), bool)
    clear = positive | ~touched
    return np.column_stack([rows, cols])[clear], positive[clear, None].astype(np.float32)
