"""Curves count what is at or above each threshold, however many samples there are, and pieces add up."""

import time

import numpy as np
import pytest
from tesela.engine.contract.errors import CardError
from tesela.engine.contract.evidence import Rule, choose_threshold
from tesela.engine.evaluation import curves, metrics

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_each_threshold_counts_like_a_comparison(dtype):
    scores = np.concatenate([RNG.uniform(0, 1, 500), curves.GRID, [0.0, 1.0]]).astype(dtype)
    truth = RNG.random(len(scores)) < 0.3
    made = curves.curve("damaged", "harvey", "validation", scores, truth)
    for i, threshold in enumerate(np.asarray(curves.GRID, dtype)):
        expected = metrics.count(scores, truth, threshold)
        assert (made.true_positives[i], made.false_positives[i]) == (expected.true_positives, expected.false_positives)
    assert (made.positives, made.negatives) == (truth.sum(), (~truth).sum())


def test_the_grid_is_every_hundredth_and_two_more():
    assert curves.GRID[:3] == (0.01, 0.02, 0.03)
    assert curves.GRID[-3:] == (0.99, 0.995, 0.999)
    assert len(curves.GRID) == 101


def test_pieces_add_up_to_the_whole():
    scores, truth = RNG.random(1000), RNG.random(1000) < 0.5
    whole = curves.curve("roof", "banepa", "validation", scores, truth)
    pieces = [
        curves.curve("roof", "banepa", "validation", scores[i : i + 300], truth[i : i + 300])
        for i in range(0, 1000, 300)
    ]
    assert curves.merge(pieces) == whole


def test_a_sample_that_repeats_counts_as_often():
    scores, truth, times = np.array([0.2, 0.6, 0.6]), np.array([False, True, False]), np.array([5, 3, 2])
    expected = curves.curve("roof", "banepa", "validation", np.repeat(scores, times), np.repeat(truth, times))
    assert curves.curve("roof", "banepa", "validation", scores, truth, times) == expected


def test_chunks_add_up_to_the_whole(monkeypatch):
    scores, truth = RNG.random(1000), RNG.random(1000) < 0.5
    whole = curves.curve("roof", "banepa", "validation", scores, truth)
    monkeypatch.setattr(curves, "CHUNK", 64)
    assert curves.curve("roof", "banepa", "validation", scores, truth) == whole


def test_curves_of_different_labels_do_not_add_up():
    one = curves.curve("roof", "banepa", "validation", np.array([0.5]), np.array([True]))
    other = curves.curve("road", "banepa", "validation", np.array([0.5]), np.array([True]))
    with pytest.raises(CardError, match="'roof' on banepa and 'road' on banepa"):
        curves.merge([one, other])


def test_scores_that_are_no_numbers_are_refused():
    with pytest.raises(CardError, match="'roof' on banepa, validation"):
        curves.curve("roof", "banepa", "validation", np.array([0.5, np.nan]), np.array([True, False]))


def test_a_rule_finds_its_threshold_on_the_curve():
    made = curves.curve(
        "roof", "banepa", "validation", np.array([0.2, 0.4, 0.6, 0.8]), np.array([False, True, False, True])
    )
    assert choose_threshold([made], Rule.parse("no-false-positives")) == pytest.approx(0.61)


def test_millions_of_pixels_take_moments():
    scores, truth = RNG.random(4_000_000, np.float32), RNG.random(4_000_000) < 0.2
    start = time.perf_counter()
    curves.curve("roof", "banepa", "validation", scores, truth)
    assert time.perf_counter() - start < 10
