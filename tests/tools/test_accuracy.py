"""Accuracy against a truth that is small enough to count by hand."""

from __future__ import annotations

import math
from pathlib import Path

import accuracy
import fiona
import numpy as np
import pytest
import rasterio
from shapely.geometry import box, mapping


def polygons(*items):
    return np.array(items, dtype=object)


def test_objects_match_one_to_one_with_the_best_pair_first() -> None:
    true = polygons(box(0, 0, 10, 10), box(20, 0, 30, 10))
    found = polygons(box(0, 0, 10, 6), box(0, 0, 10, 9), box(25, 0, 35, 10))
    result = accuracy.match_objects(found, true)
    assert (result.right, result.found, result.hit, result.true) == (1, 3, 1, 2)
    assert result.precision == pytest.approx(1 / 3)
    assert result.recall == 0.5
    assert result.f1 == pytest.approx(0.4)


def test_half_overlap_is_a_match_and_less_is_none() -> None:
    true = polygons(box(0, 0, 10, 10))
    assert accuracy.match_objects(polygons(box(0, 0, 10, 5)), true).hit == 1
    assert accuracy.match_objects(polygons(box(0, 0, 10, 4.9)), true).hit == 0


def test_attached_houses_found_as_one_are_covered_but_do_not_match_one_to_one() -> None:
    true = polygons(box(0, 0, 10, 10), box(10, 0, 20, 10), box(20, 0, 30, 10), box(100, 0, 110, 10))
    found = polygons(box(0, 0, 30, 10), box(200, 0, 210, 10), box(95, 0, 104, 10))
    result = accuracy.match_coverage(found, true)
    assert (result.right, result.found, result.hit, result.true) == (1, 3, 3, 4)
    assert accuracy.match_objects(found, true).hit == 0


def test_a_polygon_covered_in_two_pieces_counts_once_both_cover_half() -> None:
    true = polygons(box(0, 0, 10, 10))
    pieces = polygons(box(0, 0, 3, 10), box(7, 0, 10, 10))
    assert accuracy.match_coverage(pieces, true).hit == 1
    assert accuracy.match_coverage(pieces[:1], true).hit == 0


def test_places_count_boxes_and_buildings_apart() -> None:
    true = polygons(box(1, 1, 3, 3), box(5, 5, 7, 7), box(50, 50, 52, 52))
    boxes = polygons(box(0, 0, 10, 10), box(20, 20, 30, 30), box(51.5, 51.5, 60, 60))
    result = accuracy.match_places(boxes, true)
    assert (result.right, result.found, result.hit, result.true) == (1, 3, 2, 3)


def test_nothing_found_has_no_precision_and_recall_zero() -> None:
    true = polygons(box(0, 0, 10, 10))
    for measure in (accuracy.match_objects, accuracy.match_coverage, accuracy.match_places):
        result = measure(polygons(), true)
        assert math.isnan(result.precision)
        assert result.recall == 0


def test_area_is_counted_in_pixels_with_data(tmp_path: Path) -> None:
    path = tmp_path / "scene.tif"
    profile = {"driver": "GTiff", "count": 1, "dtype": "uint8", "nodata": 0, "height": 20, "width": 10}
    pixels = np.ones((1, 20, 10), np.uint8)
    pixels[:, :, 0] = 0
    transform = rasterio.transform.from_origin(100, 200, 2, 2)
    with rasterio.open(path, "w", crs="EPSG:32645", transform=transform, **profile) as dataset:
        dataset.write(pixels)
    found, true = polygons(box(100, 180, 108, 200)), polygons(box(100, 180, 112, 200))
    result = accuracy.compare_areas(found, true, path)
    assert (result.right, result.found, result.true) == (30, 30, 50)
    assert result.iou == pytest.approx(0.6)


def test_strips_of_a_high_raster_count_each_pixel_once(tmp_path: Path) -> None:
    path = tmp_path / "high.tif"
    height = accuracy.STRIP_PX + 3
    profile = {"driver": "GTiff", "count": 1, "dtype": "uint8", "height": height, "width": 4, "crs": "EPSG:32645"}
    with rasterio.open(path, "w", transform=rasterio.transform.from_origin(0, height, 1, 1), **profile) as dataset:
        dataset.write(np.ones((1, height, 4), np.uint8))
    whole = polygons(box(0, 0, 4, height))
    assert accuracy.compare_areas(whole, whole, path).right == 4 * height


def test_geometries_are_read_by_attribute(tmp_path: Path) -> None:
    path = tmp_path / "truth.gpkg"
    schema = {"geometry": "Polygon", "properties": {"state": "str"}}
    with fiona.open(path, "w", driver="GPKG", layer="buildings", crs="EPSG:32645", schema=schema) as sink:
        for x, state in ((0, "intact"), (20, "destroyed")):
            sink.write({"geometry": mapping(box(x, 0, x + 10, 10)), "properties": {"state": state}})
    assert len(accuracy.read_geometries(path, "buildings")) == 2
    assert accuracy.read_geometries(path, "buildings", state="destroyed")[0].bounds[0] == 20
