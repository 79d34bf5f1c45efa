"""The bundled models on real images that their training never saw, through the same engine as every door."""

import io
import zipfile
from pathlib import Path, PurePosixPath

import fiona
import numpy as np
import pytest
import rasterio
import shapely
from PIL import Image
from rasterio.transform import from_origin
from shapely.geometry import shape
from tesela.engine.contract.job import Job
from tesela.engine.contract.places import asset
from tesela.engine.path import pipeline
from tesela.engine.training.harvey import PIXEL_DEG
from tesela.engine.training.recipe import read_recipe, training_data_folder

DATA = training_data_folder()
TILE_PX = 128
MOSAIC_PX = 900
EMPTY_PX = 500


def needs(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not (DATA / name).exists(), reason=f"{name} is not in {DATA}; set TESELA_DATA")


def run(rasters: list[Path], model: str, output: Path):
    job = Job(rasters=tuple(str(raster) for raster in rasters), model=model, output=str(output))
    return pipeline.run(job, lambda _: None, lambda: False)


def geometries(path: Path | str, layer: str | None = None) -> list[shapely.Geometry]:
    with fiona.open(path, layer=layer) as features:
        assert features.crs.to_epsg() == 4326
        return [shape(feature.geometry) for feature in features]


@needs("banepa")
def test_footprints_lie_on_the_buildings_of_chips_never_seen(tmp_path):
    names = read_recipe(asset("model_zoo") / "building-footprints").split.chips["test"]
    chips = [DATA / "banepa" / "labelled" / f"{name}.tif" for name in names]
    done = run(chips, "building-footprints", tmp_path)
    found = shapely.union_all(shapely.make_valid(geometries(done.results, "buildings")))
    bounds = []
    for chip in chips:
        with rasterio.open(chip) as source:
            bounds.append(shapely.box(*source.bounds))
    block = shapely.union_all(bounds)
    truth = shapely.union_all(geometries(DATA / "banepa" / "buildings.geojson")).intersection(block)
    assert block.buffer(1e-6).covers(found)
    assert found.intersection(truth).area / found.union(truth).area > 0.6


@pytest.fixture(scope="module")
def mosaic(tmp_path_factory) -> tuple[Path, np.ndarray]:
    """Draw neighbouring post-event tiles onto their common grid; the lower part stays without data."""
    path = tmp_path_factory.mktemp("harvey") / "mosaic.tif"
    with zipfile.ZipFile(DATA / "harvey-damage-tiles.zip") as archive:
        names = [name for name in archive.namelist() if PurePosixPath(name).parent.name == "damage"]
        centres = np.array([[float(v) for v in PurePosixPath(name).stem.split("_")] for name in names])
        near = np.abs(centres[:, None] - centres[None, :2000]).max(axis=2) < MOSAIC_PX / 2 * PIXEL_DEG
        lon, lat = centres[near.sum(axis=0).argmax()]
        pixels = np.zeros((3, MOSAIC_PX + EMPTY_PX, MOSAIC_PX), np.uint8)
        west, north = lon - MOSAIC_PX / 2 * PIXEL_DEG, lat + MOSAIC_PX / 2 * PIXEL_DEG
        for name, (x, y) in zip(names, centres, strict=True):
            col = round((x - west) / PIXEL_DEG) - TILE_PX // 2
            row = round((north - y) / PIXEL_DEG) - TILE_PX // 2
            if 0 <= col <= MOSAIC_PX - TILE_PX and 0 <= row <= MOSAIC_PX - TILE_PX:
                with Image.open(io.BytesIO(archive.read(name))) as tile:
                    pixels[:, row : row + TILE_PX, col : col + TILE_PX] = np.moveaxis(np.asarray(tile), -1, 0)
    transform = from_origin(west, north, PIXEL_DEG, PIXEL_DEG)
    profile = {"driver": "GTiff", "width": MOSAIC_PX, "height": MOSAIC_PX + EMPTY_PX, "count": 3, "dtype": "uint8"}
    with rasterio.open(path, "w", crs="EPSG:4326", transform=transform, nodata=0, **profile) as raster:
        raster.write(pixels)
    return path, pixels.any(axis=0)


@needs("harvey-damage-tiles.zip")
def test_damage_is_found_in_a_mosaic_and_none_where_it_has_no_data(tmp_path, mosaic):
    path, with_data = mosaic
    assert with_data.sum() > 20 * TILE_PX**2
    done = run([path], "damage-tiles", tmp_path)
    boxes = geometries(done.results, "detections")
    assert len(boxes) >= 10
    with rasterio.open(path) as raster:
        outline, transform = shapely.box(*raster.bounds), raster.transform
    half_window_deg = 0.5 * 56 / 96_000
    assert outline.buffer(half_window_deg).covers(shapely.union_all(boxes))
    for box in boxes:
        left, top = ~transform * (box.bounds[0], box.bounds[3])
        right, bottom = ~transform * (box.bounds[2], box.bounds[1])
        inside = with_data[max(int(top), 0) : int(bottom) + 1, max(int(left), 0) : int(right) + 1]
        assert inside.any()
    assert done.windows["without_data"] > 0
