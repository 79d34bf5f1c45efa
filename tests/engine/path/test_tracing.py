"""Outlines of regions: those of GDAL's polygonize, valid always, wherever regions meet or touch themselves."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from rasterio.features import shapes
from scipy import ndimage
from tesela.engine.path.regions import find_regions
from tesela.engine.path.tracing import trace


def traced(mask: object, **options: float) -> np.ndarray:
    regions = find_regions(np.array(mask, bool))
    polygons, numbers = trace(regions, np.ones(regions.count, bool), **options)
    assert numbers.tolist() == list(range(regions.count))
    return polygons


def polygonised_by_gdal(labels: np.ndarray) -> np.ndarray:
    found = sorted(shapes(labels.astype(np.int32), mask=labels > 0, connectivity=4), key=lambda region: region[1])
    return np.array([shapely.Polygon(rings[0], rings[1:]) for rings in (shape["coordinates"] for shape, _ in found)])


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
@settings(deadline=None, max_examples=150)
@given(arrays(bool, st.tuples(st.integers(1, 12), st.integers(1, 12))))
def test_outlines_are_those_of_gdal(inside: np.ndarray) -> None:
    labels, count = ndimage.label(inside)
    polygons = traced(inside)
    assert len(polygons) == count
    assert shapely.is_valid(polygons).all()
    assert shapely.area(polygons).tolist() == np.bincount(labels.ravel(), minlength=count + 1)[1:].tolist()
    if count:
        assert shapely.equals(polygons, polygonised_by_gdal(labels)).all()


@settings(deadline=None, max_examples=60)
@given(arrays(bool, st.tuples(st.integers(1, 10), st.integers(1, 10))), st.integers(0, 2**32 - 1))
def test_unwanted_regions_change_nothing_in_the_others(inside: np.ndarray, seed: int) -> None:
    regions, every = find_regions(inside), traced(inside)
    wanted = np.random.default_rng(seed).random(regions.count) < 0.5
    some, numbers = trace(regions, wanted)
    assert numbers.tolist() == np.flatnonzero(wanted).tolist()
    assert shapely.equals(some, every[numbers]).all()


def test_a_region_that_touches_itself_at_a_point_has_a_hole_and_no_crossing_ring() -> None:
    (polygon,) = traced([[1, 1, 1], [1, 0, 1], [1, 1, 0]])
    assert polygon.is_valid
    assert polygon.area == 7
    assert [shapely.Polygon(ring).area for ring in polygon.interiors] == [1]


def test_regions_that_meet_at_a_point_stay_two() -> None:
    polygons = traced([[1, 0], [0, 1]], left=10, top=20)
    assert [polygon.bounds for polygon in polygons] == [(10, 20, 11, 21), (11, 21, 12, 22)]


def test_a_region_within_the_hole_of_another() -> None:
    mask = np.ones((5, 5), bool)
    mask[1:4, 1:4] = False
    mask[2, 2] = True
    polygons = traced(mask)
    assert [polygon.area for polygon in polygons] == [16, 1]
    assert len(polygons[0].interiors) == 1


def test_nothing_inside_gives_nothing() -> None:
    assert len(traced(np.zeros((3, 4)))) == 0
