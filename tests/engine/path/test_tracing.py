"""Outlines of labelled regions: those of GDAL's polygonize, valid always, wherever regions meet or touch themselves."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from rasterio.features import shapes
from scipy import ndimage
from tesela.engine.path.tracing import trace


def everything(labels: np.ndarray) -> np.ndarray:
    return np.arange(labels.max() + 1) > 0


def polygonised_by_gdal(labels: np.ndarray) -> np.ndarray:
    traced = sorted(shapes(labels.astype(np.int32), mask=labels > 0, connectivity=4), key=lambda region: region[1])
    return np.array([shapely.Polygon(rings[0], rings[1:]) for rings in (shape["coordinates"] for shape, _ in traced)])


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
@settings(deadline=None, max_examples=150)
@given(arrays(bool, st.tuples(st.integers(1, 12), st.integers(1, 12))))
def test_outlines_are_those_of_gdal(inside: np.ndarray) -> None:
    labels, count = ndimage.label(inside)
    polygons, numbers = trace(labels, everything(labels))
    assert numbers.tolist() == list(range(1, count + 1))
    assert shapely.is_valid(polygons).all()
    assert shapely.area(polygons).tolist() == np.bincount(labels.ravel(), minlength=count + 1)[1:].tolist()
    if count:
        assert shapely.equals(polygons, polygonised_by_gdal(labels)).all()


@settings(deadline=None, max_examples=60)
@given(arrays(bool, st.tuples(st.integers(1, 10), st.integers(1, 10))), st.integers(0, 2**32 - 1))
def test_unwanted_regions_change_nothing_in_the_others(inside: np.ndarray, seed: int) -> None:
    labels, count = ndimage.label(inside)
    every, _ = trace(labels, everything(labels))
    wanted = np.random.default_rng(seed).random(count + 1) < 0.5
    wanted[0] = False
    some, numbers = trace(labels, wanted)
    assert numbers.tolist() == np.flatnonzero(wanted).tolist()
    assert shapely.equals(some, every[numbers - 1]).all()


def test_a_region_that_touches_itself_at_a_point_has_a_hole_and_no_crossing_ring() -> None:
    labels = np.array([[1, 1, 1], [1, 0, 1], [1, 1, 0]])
    polygons, _ = trace(labels, everything(labels))
    assert polygons[0].is_valid
    assert polygons[0].area == 7
    assert [shapely.Polygon(ring).area for ring in polygons[0].interiors] == [1]


def test_regions_that_meet_at_a_point_stay_two() -> None:
    labels = np.array([[1, 0], [0, 2]])
    polygons, numbers = trace(labels, everything(labels), left=10, top=20)
    assert numbers.tolist() == [1, 2]
    assert [polygon.bounds for polygon in polygons] == [(10, 20, 11, 21), (11, 21, 12, 22)]


def test_a_region_within_the_hole_of_another() -> None:
    labels = np.ones((5, 5), int)
    labels[1:4, 1:4] = 0
    labels[2, 2] = 2
    polygons, _ = trace(labels, everything(labels))
    assert [polygon.area for polygon in polygons] == [16, 1]
    assert len(polygons[0].interiors) == 1


def test_nothing_inside_gives_nothing() -> None:
    polygons, numbers = trace(np.zeros((3, 4), int), np.array([False]))
    assert len(polygons) == len(numbers) == 0
