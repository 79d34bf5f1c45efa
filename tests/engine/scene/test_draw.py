"""The drawn scene: the same from the same seed, true to its ground truth, and written as a real orthomosaic is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import fiona
import numpy as np
import pytest
import rasterio
import shapely
from rasterio.enums import ColorInterp
from rasterio.features import rasterize
from shapely.geometry import shape
from tesela.engine.scene.draw import Scene, draw_scene, sample_recipe, training_recipe, write_sample, write_scene
from tesela.engine.scene.layout import plan_town
from tesela.engine.scene.recipe import SceneError, SceneRecipe, read_recipe

SMALL = SceneRecipe(seed=5, height_px=560, width_px=640, core_radius_m=200.0, core_offset_m=10.0, share_destroyed=0.2)


@pytest.fixture(scope="module")
def scene() -> Scene:
    return draw_scene(SMALL)


@pytest.fixture(scope="module")
def written(scene: Scene, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_scene(scene, tmp_path_factory.mktemp("scène à écrire"))


def test_the_same_recipe_draws_the_same_pixels_and_buildings(scene: Scene) -> None:
    again = draw_scene(SMALL)
    assert np.array_equal(again.pixels, scene.pixels)
    assert again.buildings == scene.buildings


def test_another_seed_draws_another_town(scene: Scene) -> None:
    other = draw_scene(replace(SMALL, seed=6))
    differing = np.abs(other.pixels.astype(int) - scene.pixels).max(axis=0) > 10
    assert differing[scene.valid].mean() > 0.5
    assert [b.outline for b in other.buildings] != [b.outline for b in scene.buildings]


def test_arrays_have_the_shape_that_the_recipe_asks_for(scene: Scene) -> None:
    assert scene.pixels.shape == (3, 560, 640)
    assert scene.pixels.dtype == np.uint8
    assert scene.valid.shape == (560, 640)
    assert scene.valid.dtype == np.bool_


def test_the_mosaic_is_turned_and_its_corners_hold_no_data(scene: Scene) -> None:
    assert 0.6 < scene.valid.mean() < 0.9
    assert not scene.valid[[0, 0, -1, -1], [0, -1, 0, -1]].any()
    assert not scene.pixels[:, ~scene.valid].any()
    assert (scene.pixels[:, scene.valid].max(axis=0) > 0).mean() > 0.999


def test_without_rotation_every_pixel_has_data() -> None:
    drawn = draw_scene(replace(SMALL, mosaic_rotation_deg=None, height_px=256, width_px=300))
    assert drawn.valid.all()


def test_truth_polygons_are_valid_and_lie_inside_the_mosaic(scene: Scene) -> None:
    outlines = [building.outline for building in scene.buildings]
    assert len(outlines) > 100
    assert shapely.is_valid(outlines).all()
    assert (shapely.area(outlines) > 0).all()
    mask = rasterize(outlines, scene.valid.shape, transform=scene.transform)
    assert not (mask.astype(bool) & ~scene.valid).any()
    assert len({building.id for building in scene.buildings}) == len(outlines)


def test_buildings_hardly_overlap(scene: Scene) -> None:
    outlines = np.array([building.outline for building in scene.buildings], dtype=object)
    left, right = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    pairs = left < right
    shared = shapely.area(shapely.intersection(outlines[left[pairs]], outlines[right[pairs]]))
    assert shared.sum() < 0.01 * shapely.area(outlines).sum()


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5])
def test_the_asked_share_of_buildings_is_destroyed(share: float) -> None:
    buildings = plan_town(replace(SMALL, share_destroyed=share)).buildings
    destroyed = sum(building.state == "destroyed" for building in buildings)
    assert destroyed == pytest.approx(share * len(buildings), abs=0.02 * len(buildings) + 1e-9)


def test_outlines_land_on_the_roofs_that_were_drawn(scene: Scene) -> None:
    """A thin frame just inside the outlines differs from one just outside; moved by 3 m the difference fades."""
    gap = _contrast_across_outlines(scene, (0.0, 0.0))
    moved = max(_contrast_across_outlines(scene, shift) for shift in ((3.0, 0.0), (0.0, 3.0), (-3.0, 0.0), (0.0, -3.0)))
    assert gap > 15.0
    assert gap > 1.5 * moved


def _contrast_across_outlines(scene: Scene, shift_m: tuple[float, float]) -> float:
    intact = [shapely.affinity.translate(b.outline, *shift_m) for b in scene.buildings if b.state == "intact"]
    built = rasterize(intact, scene.valid.shape, transform=scene.transform).astype(bool)
    near = rasterize([o.buffer(1.2) for o in intact], scene.valid.shape, transform=scene.transform).astype(bool)
    grey = scene.pixels.mean(axis=0)
    return float(grey[built & scene.valid].mean() - grey[near & ~built & scene.valid].mean())


def test_destroyed_buildings_look_rougher_than_intact_ones(scene: Scene) -> None:
    grey = scene.pixels.mean(axis=0)
    step = np.hypot(np.diff(grey, axis=0, append=0.0), np.diff(grey, axis=1, append=0.0))
    roughness = {}
    for state in ("intact", "destroyed"):
        inner = [b.outline.buffer(-1.0) for b in scene.buildings if b.state == state and b.outline.area > 25.0]
        roughness[state] = step[rasterize(inner, scene.valid.shape, transform=scene.transform).astype(bool)].mean()
    assert roughness["destroyed"] > 1.3 * roughness["intact"]


def test_building_mask_separates_the_states(scene: Scene) -> None:
    both = scene.building_mask()
    assert (scene.building_mask("intact") | scene.building_mask("destroyed") == both).all()
    assert 0.0 < scene.building_mask("destroyed").sum() < both.sum()


def test_the_raster_is_a_tiled_lossless_orthomosaic_with_alpha(scene: Scene, written: tuple[Path, Path]) -> None:
    with rasterio.open(written[0]) as raster:
        assert raster.crs.to_epsg() == 32645
        assert raster.transform == scene.transform
        assert raster.colorinterp == (ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.alpha)
        assert raster.block_shapes[0] == (256, 256)
        assert raster.compression.name == "deflate"
        assert raster.overviews(1)
        assert np.array_equal(raster.read([1, 2, 3]), scene.pixels)
        assert np.array_equal(raster.dataset_mask() > 0, scene.valid)


def test_the_truth_is_a_geopackage_in_the_rasters_crs(scene: Scene, written: tuple[Path, Path]) -> None:
    with fiona.open(written[1], layer="buildings") as layer:
        assert layer.crs.to_epsg() == 32645
        records = list(layer)
    assert [record.properties["id"] for record in records] == [building.id for building in scene.buildings]
    assert {record.properties["state"] for record in records} == {"intact", "destroyed"}
    assert all(record.properties["height_m"] > 0 and record.properties["roof"] for record in records)
    for record, building in zip(records, scene.buildings, strict=True):
        assert shape(record.geometry).equals_exact(building.outline, 1e-6)


def test_writing_again_replaces_both_files_and_leaves_nothing_else(scene: Scene, tmp_path: Path) -> None:
    write_scene(scene, tmp_path / "new" / "folder")
    write_scene(scene, tmp_path / "new" / "folder")
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == ["scene.tif", "truth.gpkg"]


def test_a_small_sample_of_another_seed_can_be_written(tmp_path: Path) -> None:
    raster_path, truth_path = write_sample(tmp_path, seed=9, height_px=200, width_px=220)
    with rasterio.open(raster_path) as raster:
        assert raster.shape == (200, 220)
    assert truth_path.exists()


def test_the_shipped_sample_is_large_metric_and_turned() -> None:
    recipe = sample_recipe()
    assert min(recipe.height_px, recipe.width_px) >= 4000
    assert recipe.ground_sampling_distance_m == 0.3
    assert recipe.mosaic_rotation_deg
    assert rasterio.CRS.from_string(recipe.crs).linear_units == "metre"


def test_training_recipes_vary_with_the_seed() -> None:
    recipes = [training_recipe(seed, 512, 512) for seed in range(12)]
    assert len({recipe.share_destroyed for recipe in recipes}) > 1
    assert len({recipe.core_radius_m for recipe in recipes}) == 12


@pytest.mark.parametrize(
    ("change", "word"),
    [({"height_px": 10}, "height_px"), ({"share_destroyed": 1.5}, "share_destroyed"), ({"sead": 1}, "sead")],
)
def test_a_wrong_recipe_is_refused_with_the_key_named(tmp_path: Path, change: dict[str, float], word: str) -> None:
    data = {"seed": 1, "height_px": 500, "width_px": 500} | change
    path = tmp_path / "recipe.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(SceneError, match=word):
        read_recipe(path)


def test_open_country_without_any_building_can_be_drawn() -> None:
    recipe = replace(SMALL, seed=3, height_px=130, width_px=130, core_radius_m=0.0, core_offset_m=5000.0)
    drawn = draw_scene(recipe)
    assert drawn.pixels[:, drawn.valid].any()
    assert drawn.building_mask().shape == (130, 130)
