"""The Banepa reader: neighbouring chips become one canvas in metres, with footprints and a guard."""

import json

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin
from tesela.engine.training.banepa import read_part
from tesela.engine.training.recipe import RecipeError

DEG = 1.2e-6
SIDE = 200
WEST, NORTH = 85.5, 27.6


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "labelled").mkdir()
    for index, name in enumerate(("left", "right")):
        profile = {"driver": "GTiff", "height": SIDE, "width": SIDE, "count": 3, "dtype": "uint8", "crs": "EPSG:4326"}
        transform = from_origin(WEST + index * SIDE * DEG, NORTH, DEG, DEG)
        with rasterio.open(tmp_path / "labelled" / f"{name}.tif", "w", transform=transform, **profile) as raster:
            raster.write(np.full((3, SIDE, SIDE), 60 + 100 * index, np.uint8))
    x, y, wide = WEST + 180 * DEG, NORTH - 20 * DEG, 40 * DEG
    ring = [[x, y], [x + wide, y], [x + wide, y - wide], [x, y - wide], [x, y]]
    footprint = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    (tmp_path / "buildings.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [footprint]}))
    return tmp_path


def test_neighbouring_chips_become_one_canvas_in_metres(folder):
    canvas = read_part(folder, ("left", "right"), 0.3)
    height, width = canvas.target.shape
    assert height == pytest.approx(SIDE * DEG * 110820 / 0.3, abs=1)
    assert width == pytest.approx(2 * SIDE * DEG * 98750 / 0.3, abs=1)
    assert canvas.valid[1:-1, 1:-1].all()
    assert set(np.unique(canvas.image[:, : width // 2 - 2])) == {60}
    assert set(np.unique(canvas.image[:, width // 2 + 2 : -1])) == {160}


def test_a_footprint_across_two_chips_is_whole(folder):
    canvas = read_part(folder, ("left", "right"), 0.3)
    metres = canvas.target.sum() * 0.3**2
    assert metres == pytest.approx(40 * DEG * 110820 * 40 * DEG * 98750, rel=0.1)


def test_ground_near_another_part_is_left_out(folder):
    canvas = read_part(folder, ("left",), 0.3, apart_from=("right",), guard_m=5.0)
    width = canvas.target.shape[1]
    guard_px = 5.0 / 0.3
    assert not canvas.valid[:, width - round(guard_px) + 2 :].any()
    assert canvas.valid[2:-2, 2 : width - round(guard_px) - 2].all()


def test_an_unknown_chip_is_named(folder):
    with pytest.raises(RecipeError, match="middle"):
        read_part(folder, ("middle",), 0.3)


def test_missing_footprints_are_named(folder):
    (folder / "buildings.geojson").unlink()
    with pytest.raises(RecipeError, match=r"buildings\.geojson"):
        read_part(folder, ("left",), 0.3)
