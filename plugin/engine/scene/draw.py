"""A drawn scene: an orthomosaic of an invented town after an earthquake, with its exact ground truth.

What ships as sample, and what joins the training of the bundled models, comes from here: no image of anyone's town.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import fiona
import numpy as np
import rasterio
import shapely
from affine import Affine
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, Resampling
from rasterio.features import rasterize
from shapely.geometry import Polygon, mapping

from .canvas import Canvas
from .crowns import paint_trees
from .ground import paint_ground
from .layout import Building, Layout, plan_town
from .light import photograph
from .recipe import SceneRecipe, sample_recipe, training_recipe
from .roads import paint_cars, paint_river, paint_streets
from .roofs import paint_building
from .ruins import paint_ruin
from .style import Style, choose_style

__all__ = [
    "Scene",
    "SceneBuilding",
    "SceneRecipe",
    "draw_scene",
    "sample_recipe",
    "training_recipe",
    "write_sample",
    "write_scene",
]

RASTER_FILE = "scene.tif"
TRUTH_FILE = "truth.gpkg"
TRUTH_LAYER = "buildings"
STATES = ("intact", "destroyed")
DRAWING_STEPS = 9


@dataclass(frozen=True)
class SceneBuilding:
    """Ground truth of one building. outline: in map coordinates, cut at the edge of the mosaic. state: of STATES."""

    id: int
    outline: Polygon
    state: str
    roof: str
    height_m: float


@dataclass(frozen=True)
class Scene:
    """A drawn scene. pixels: uint8 (3, height, width), 0 without data; valid: bool (height, width)."""

    recipe: SceneRecipe
    pixels: NDArray[np.uint8]
    valid: NDArray[np.bool_]
    buildings: list[SceneBuilding]
    transform: Affine
    crs: str

    def building_mask(self, state: str | None = None) -> NDArray[np.bool_]:
        """Return the pixels (height, width) whose centres lie in a building, of one state or of any."""
        shapes = [building.outline for building in self.buildings if state in (None, building.state)]
        if not shapes:
            return np.zeros(self.valid.shape, dtype=bool)
        mask: NDArray[np.uint8] = rasterize(shapes, self.valid.shape, transform=self.transform, dtype="uint8")
        return mask.astype(bool)


def draw_scene(recipe: SceneRecipe, step: Callable[[], None] = lambda: None) -> Scene:
    """Draw the scene of a recipe; the same recipe gives the same pixels and the same buildings.

    step: called after each of DRAWING_STEPS; what it raises ends the drawing.
    """
    layout = plan_town(recipe)
    style = choose_style(recipe)
    step()
    pixels = photograph(_paint(recipe, layout, style, step), style)
    shape, gsd_m = (recipe.height_px, recipe.width_px), recipe.ground_sampling_distance_m
    valid = rasterize([layout.valid], shape, transform=Affine.scale(gsd_m), dtype="uint8").astype(bool)
    pixels[:, ~valid] = 0
    buildings = [_on_map(building, recipe) for building in layout.buildings]
    transform = Affine(gsd_m, 0.0, recipe.origin_easting_m, 0.0, -gsd_m, recipe.origin_northing_m)
    step()
    return Scene(recipe, pixels, valid, buildings, transform, recipe.crs)


def _paint(recipe: SceneRecipe, layout: Layout, style: Style, step: Callable[[], None]) -> Canvas:
    """Paint colours and heights from the ground upwards."""
    random = recipe.stream("painting")
    canvas = Canvas(recipe.height_px, recipe.width_px, recipe.ground_sampling_distance_m, random)
    paint_ground(canvas, layout.grounds, style)
    step()
    if layout.river is not None:
        paint_river(canvas, layout.river)
    step()
    paint_streets(canvas, layout.streets, style)
    step()
    paint_cars(canvas, layout.cars)
    step()
    for building in layout.buildings:
        if building.state == "intact":
            paint_building(canvas, building, style)
    step()
    for building in layout.buildings:
        if building.state == "destroyed":
            paint_ruin(canvas, building, style)
    step()
    paint_trees(canvas, layout.trees, style)
    step()
    return canvas


def write_scene(scene: Scene, folder: Path) -> tuple[Path, Path]:
    """Write scene.tif and truth.gpkg into a folder and return both paths.

    The raster holds red, green, blue and alpha, as photogrammetry software writes an orthomosaic. Each file is written
    under a temporary name and moved into place, so that neither is ever found half written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".scene-") as scratch:
        _write_raster(scene, Path(scratch) / RASTER_FILE)
        _write_truth(scene, Path(scratch) / TRUTH_FILE)
        for name in (RASTER_FILE, TRUTH_FILE):
            (Path(scratch) / name).replace(folder / name)
    return folder / RASTER_FILE, folder / TRUTH_FILE


def write_sample(
    folder: Path,
    seed: int | None = None,
    height_px: int | None = None,
    width_px: int | None = None,
    step: Callable[[], None] = lambda: None,
) -> tuple[Path, Path]:
    """Draw the sample scene, or the one of another seed or size, and write it into a folder; step: as of draw_scene."""
    changes: dict[str, Any] = {"seed": seed, "height_px": height_px, "width_px": width_px}
    recipe = replace(sample_recipe(), **{name: value for name, value in changes.items() if value is not None})
    return write_scene(draw_scene(recipe, step), folder)


def _on_map(building: Building, recipe: SceneRecipe) -> SceneBuilding:
    origin = np.array([recipe.origin_easting_m, recipe.origin_northing_m])
    outline = shapely.transform(building.outline, lambda points: points * (1.0, -1.0) + origin)
    return SceneBuilding(building.number, outline, building.state, building.roof, building.height_m)


def _write_raster(scene: Scene, path: Path) -> None:
    height, width = scene.valid.shape
    profile: dict[str, Any] = {
        "driver": "GTiff", "height": height, "width": width, "count": 4, "dtype": "uint8", "crs": scene.crs,
        "transform": scene.transform, "tiled": True, "blockxsize": 256, "blockysize": 256, "compress": "deflate",
        "predictor": 2, "zlevel": 5, "photometric": "RGB", "alpha": "unassociated", "interleave": "pixel",
        "num_threads": "all_cpus",
    }  # fmt: skip
    with rasterio.open(path, "w", **profile) as raster:
        raster.colorinterp = (ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.alpha)
        raster.write(scene.pixels, indexes=[1, 2, 3])
        raster.write(np.where(scene.valid, np.uint8(255), np.uint8(0)), 4)
        raster.update_tags(TIFFTAG_IMAGEDESCRIPTION=f"Scene drawn by Tesela from seed {scene.recipe.seed}")
        factors = [factor for factor in (2, 4, 8, 16) if min(height, width) // factor >= 128]
        raster.build_overviews(factors, Resampling.average)


def _write_truth(scene: Scene, path: Path) -> None:
    schema = {
        "geometry": "Polygon",
        "properties": {"id": "int", "state": "str", "roof": "str", "height_m": "float"},
    }
    with fiona.open(path, "w", driver="GPKG", layer=TRUTH_LAYER, schema=schema, crs=scene.crs) as layer:
        layer.writerecords(
            {
                "geometry": mapping(building.outline),
                "properties": {
                    "id": building.id,
                    "state": building.state,
                    "roof": building.roof,
                    "height_m": building.height_m,
                },
            }
            for building in scene.buildings
        )
