"""Aggregates a place, against means worked out by hand."""

import numpy as np
import pytest
from tesela.engine.photos.decide import NO_CLASS
from tesela.engine.photos.places import NOT_SCORED, aggregate, agreement

NAN = np.nan
NAMES = ["a", "b", "a", None, "a", "b", "c"]
XY = np.array([[0, 0], [10, 10], [2, 4], [99, 99], [4, 8], [10, 10], [5, 5]], float)
PHOTO = np.array([0, 1, 2, 3, 0, -1, 4])
SCORES = np.array([[0.9, 0.1], [0.2, 0.8], [0.5, 0.5], [1, 0], [0.9, 0.1], [NAN, NAN], [NAN, NAN]], np.float32)
HEADINGS = np.array([90, 0, 270, 45, 90, 180, 0], float)


def gather():
    return aggregate(NAMES, XY, PHOTO, SCORES, HEADINGS, is_geographic=False)


def test_each_photograph_counts_once_in_the_mean_of_its_place():
    places = gather()
    assert places.names == ("a", "b", "c")
    np.testing.assert_allclose(places.scores[:2], [[0.7, 0.3], [0.2, 0.8]], atol=1e-7)
    assert places.photographs.tolist() == [2, 1, 0]
    assert places.failed.tolist() == [0, 1, 1]


def test_a_place_without_scores_is_kept():
    places = gather()
    assert np.isnan(places.scores[2]).all()
    assert places.headings == ("90, 270", "0", "")
    np.testing.assert_array_equal(places.xy, [[2, 4], [10, 10], [5, 5]])


def test_agreement_is_the_share_of_photographs_of_the_places_class():
    places = gather()
    rows = np.array([0, 1, 1, 0, 0, NOT_SCORED, NOT_SCORED])
    np.testing.assert_array_equal(agreement(places, PHOTO, rows, np.array([0, 1, NO_CLASS])), [0.5, 1, NAN])
    np.testing.assert_array_equal(agreement(places, PHOTO, rows, np.array([0, NO_CLASS, NO_CLASS])), [0.5, NAN, NAN])


def test_photographs_without_a_class_do_not_agree():
    places = gather()
    rows = np.array([0, 1, NO_CLASS, 0, 0, NOT_SCORED, NOT_SCORED])
    assert agreement(places, PHOTO, rows, np.array([0, 1, NO_CLASS]))[0] == 0.5


@pytest.mark.parametrize("west", [-179.9999, 180.0001])
def test_a_place_across_the_antimeridian_stays_there(west):
    xy = np.array([[179.9999, 10.0], [west, 10.0]])
    places = aggregate(["a", "a"], xy, np.array([0, 1]), np.ones((2, 1), np.float32), np.array([NAN, NAN]), True)
    assert abs(places.xy[0, 0]) == pytest.approx(180.0)
    assert places.xy[0, 1] == 10


def test_equal_points_keep_their_exact_coordinates():
    point = (85.32396123456789, 27.717245)
    places = aggregate(
        ["a"] * 3, np.array([point] * 3), np.arange(3), np.ones((3, 1), np.float32), np.full(3, NAN), True
    )
    assert tuple(places.xy[0]) == point
