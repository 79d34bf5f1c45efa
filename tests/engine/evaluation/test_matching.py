"""Matching and average precision agree with what a person works out on paper."""

import numpy as np
import pytest
import shapely
from tesela.engine.evaluation.matching import (
    Agreement,
    average_precision,
    covered,
    match_one_to_one,
    match_places,
    pairs_by_overlap,
    pairs_by_place,
)


def boxes(*bounds):
    return shapely.box(*np.array(bounds, float).reshape(-1, 4).T)


def flags(count, *raised):
    chosen = np.zeros(count, bool)
    chosen[list(raised)] = True
    return chosen


def test_the_higher_score_takes_the_true_box_and_the_other_is_false():
    true = boxes((0, 0, 10, 10), (20, 0, 30, 10))
    found = boxes((0, 0, 10, 9), (0, 0, 10, 10), (21, 0, 31, 10))
    scores = np.array([0.9, 0.8, 0.7])
    match = match_one_to_one(scores, pairs_by_overlap(found, true), flags(2, 0, 1), flags(3))
    assert match.right.tolist() == [True, False, True]
    assert match.partner.tolist() == [0, -1, 1]
    assert match.at(0.75) == Agreement(right=1, found=2, hit=1, true=2)
    assert match.at(0.0) == Agreement(right=2, found=3, hit=2, true=2)
    # precision and recall by rank: (1, 1/2), (1/2, 1/2), (2/3, 1); the envelope of the last step is 2/3
    assert average_precision(match) == pytest.approx(1 / 2 * 1 + 1 / 2 * 2 / 3)


def test_by_overlap_the_better_fit_wins_whatever_its_score():
    true, found = boxes((0, 0, 10, 10)), boxes((0, 0, 10, 6), (0, 0, 10, 10))
    match = match_one_to_one(np.array([0.9, 0.1]), pairs_by_overlap(found, true), flags(1, 0), flags(2), by_score=False)
    assert match.right.tolist() == [False, True]


def test_one_box_may_show_several_places_but_matches_only_one():
    true, found = boxes((1, 1, 2, 2), (4, 4, 6, 6), (90, 90, 91, 91)), boxes((0, 0, 10, 10), (40, 40, 50, 50))
    pairs, counts = pairs_by_place(found, true), flags(3, 0, 1, 2)
    places = match_places(np.array([0.9, 0.4]), pairs, counts, flags(2))
    assert places.at(0.5) == Agreement(right=1, found=1, hit=2, true=3)
    assert places.at(0.1) == Agreement(right=1, found=2, hit=2, true=3)
    single = match_one_to_one(np.array([0.9, 0.4]), pairs, counts, flags(2))
    assert single.at(0.1) == Agreement(right=1, found=2, hit=1, true=3)
    assert single.partner[0] == 1, "the true box nearest to the middle of the found one"


def test_what_does_not_count_is_neither_right_nor_false():
    true, found = boxes((1, 1, 2, 2), (21, 1, 22, 2)), boxes((0, 0, 10, 10), (20, 0, 30, 10), (40, 0, 50, 10))
    match = match_places(np.ones(3), pairs_by_place(found, true), flags(2, 0), flags(3, 2))
    assert match.ignored.tolist() == [False, True, True]
    assert match.at(0.5) == Agreement(right=1, found=1, hit=1, true=1)


def test_equal_scores_count_together():
    true, found = boxes((0, 0, 10, 10)), boxes((50, 0, 60, 10), (0, 0, 10, 10))
    match = match_one_to_one(np.array([0.5, 0.5]), pairs_by_overlap(found, true), flags(1, 0), flags(2))
    assert average_precision(match) == pytest.approx(0.5)


def test_nothing_found_and_nothing_true():
    none, some = boxes(), boxes((0, 0, 1, 1))
    nothing_found = match_one_to_one(np.empty(0), pairs_by_overlap(none, some), flags(1, 0), flags(0))
    assert average_precision(nothing_found) == 0.0
    figures = nothing_found.at(0.5).figures()
    assert (figures["precision"], figures["recall"], figures["f1"]) == (None, 0.0, 0.0)
    nothing_true = match_one_to_one(np.ones(1), pairs_by_overlap(some, none), flags(0), flags(1))
    assert average_precision(nothing_true) is None
    figures = nothing_true.at(0.5).figures()
    assert (figures["precision"], figures["recall"], figures["f1"]) == (0.0, None, None)


def test_attached_houses_found_as_one_are_covered():
    true, found = boxes((0, 0, 10, 10), (10, 0, 20, 10), (30, 0, 40, 10)), boxes((0, 0, 20, 10), (39, 0, 60, 10))
    assert covered(found, true, flags(3, 0, 1, 2), flags(2)) == Agreement(right=1, found=2, hit=2, true=3)
