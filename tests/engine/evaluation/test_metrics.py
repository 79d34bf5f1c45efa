"""Figures agree with counting by hand, and the threshold is where the figure is best."""

import numpy as np
import pytest
from tesela.engine.evaluation import metrics

SCORES = np.array([0.9, 0.8, 0.7, 0.3, 0.2, 0.1])
TRUTH = np.array([True, True, False, True, False, False])


def test_counts_add_up():
    counts = metrics.count(SCORES, TRUTH, 0.5)
    assert counts == metrics.Counts(2, 1, 1, 2)
    assert counts.samples == 6


def test_figures_follow_from_the_counts():
    counts = metrics.Counts(true_positives=6, false_positives=2, false_negatives=3, true_negatives=9)
    assert metrics.precision(counts) == pytest.approx(6 / 8)
    assert metrics.recall(counts) == pytest.approx(6 / 9)
    assert metrics.f1(counts) == pytest.approx(2 * (6 / 8) * (6 / 9) / (6 / 8 + 6 / 9))
    assert metrics.iou(counts) == pytest.approx(6 / 11)
    assert metrics.accuracy(counts) == pytest.approx(15 / 20)
    assert metrics.balanced_accuracy(counts) == pytest.approx((6 / 9 + 9 / 11) / 2)


def test_nothing_found_and_nothing_there_is_zero_not_an_error():
    nothing = metrics.Counts(0, 0, 0, 0)
    assert metrics.precision(nothing) == metrics.recall(nothing) == metrics.f1(nothing) == metrics.iou(nothing) == 0


def test_area_under_the_curve_is_the_chance_of_the_right_order():
    positive, negative = SCORES[TRUTH], SCORES[~TRUTH]
    assert metrics.auc(SCORES, TRUTH) == pytest.approx((positive[:, None] > negative).mean())


@pytest.mark.parametrize("truth", [np.ones(6, bool), np.zeros(6, bool)])
def test_area_under_the_curve_is_not_defined_without_both_classes(truth):
    assert np.isnan(metrics.auc(SCORES, truth))


def test_ties_count_half():
    assert metrics.auc(np.full(6, 0.5), TRUTH) == pytest.approx(0.5)


def test_the_best_threshold_separates_what_can_be_separated():
    rng = np.random.default_rng(0)
    scores = np.concatenate([rng.uniform(0, 0.55, 500), rng.uniform(0.65, 1, 500)])
    threshold = metrics.best_threshold([(scores, np.arange(1000) >= 500)], metrics.f1)
    assert 0.55 <= threshold <= 0.65


def test_the_best_threshold_heeds_every_set():
    low, high = np.array([0.1, 0.3]), np.array([0.5, 0.9])
    truth = np.array([False, True])
    threshold = metrics.best_threshold([(low, truth), (high, truth)], metrics.f1)
    means = [
        np.mean([metrics.f1(metrics.count(scores, truth, t)) for scores in (low, high)]) for t in metrics.THRESHOLDS
    ]
    chosen = np.mean([metrics.f1(metrics.count(scores, truth, threshold)) for scores in (low, high)])
    assert chosen == pytest.approx(max(means), abs=0.002)


def objects(*boxes):
    numbers = np.zeros((20, 40), np.int32)
    for number, (top, left, bottom, right) in enumerate(boxes, start=1):
        numbers[top:bottom, left:right] = number
    return numbers


def test_buildings_that_were_told_apart_match_one_to_one():
    numbers = objects((2, 2, 12, 12), (2, 12, 12, 22), (2, 30, 8, 36))
    apart = objects((2, 2, 12, 11), (2, 13, 12, 22)) > 0
    assert metrics.match_objects(apart, numbers, 4) == metrics.Counts(2, 0, 1, 0)


def test_two_buildings_that_came_out_as_one_match_none():
    numbers = objects((2, 2, 12, 12), (2, 12, 12, 22), (12, 2, 20, 22))
    assert metrics.match_objects(numbers > 0, numbers, 4) == metrics.Counts(0, 1, 3, 0)


def test_small_pieces_and_small_objects_do_not_count():
    numbers = objects((2, 2, 12, 12), (15, 30, 17, 32))
    found = (numbers > 0) | (objects((15, 2, 16, 4)) > 0)
    assert metrics.match_objects(found, numbers, 9) == metrics.Counts(1, 0, 0, 0)


def test_nothing_found_matches_nothing():
    numbers = objects((2, 2, 12, 12))
    assert metrics.match_objects(numbers < 0, numbers, 1) == metrics.Counts(0, 0, 1, 0)


def test_counts_of_several_rasters_add_up():
    assert metrics.add([metrics.Counts(1, 2, 3, 4), metrics.Counts(10, 20, 30, 40)]) == metrics.Counts(11, 22, 33, 44)


def test_a_piece_over_exactly_two_equal_houses_counts_once():
    houses = objects((2, 2, 12, 12), (2, 12, 12, 22))
    assert metrics.match_objects(houses > 0, houses, 4) == metrics.Counts(1, 0, 1, 0)


def test_two_pieces_over_the_halves_of_a_house_count_once():
    house = objects((2, 2, 12, 21))
    halves = objects((2, 2, 12, 11), (2, 12, 12, 21)) > 0
    house[:, 11] = 0
    assert metrics.match_objects(halves, house, 4) == metrics.Counts(1, 1, 0, 0)


def test_figures_of_labels_are_the_same_for_one_label_as_for_several():
    truth, found = np.zeros((2, 20, 3), bool)
    truth[:8, 0], found[6:14, 0] = True, True
    truth[2:5, 1], found[2:5, 1] = True, True
    each = metrics.count_labels(found, truth)
    assert each[0] == metrics.Counts(2, 6, 6, 6)
    assert metrics.micro_f1(each) == pytest.approx(2 * 5 / (2 * 5 + 12))
    assert metrics.macro_f1(each[:2]) == pytest.approx((4 / 16 + 1) / 2)
    assert metrics.micro_f1(each[:1]) == metrics.macro_f1(each[:1]) == pytest.approx(4 / 16)
