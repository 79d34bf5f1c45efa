"""From scores to a class: the same rule for photographs, places and the figures of a training."""

import numpy as np
import pytest
from tesela.engine.photos.decide import NO_CLASS, decide, decide_for

from tests.engine.photos.conftest import colour_card

NAN = np.nan


def test_of_exclusive_classes_the_highest_counts_if_it_reaches_its_threshold():
    scores = np.array([[0.6, 0.4], [0.8, 0.2], [0.45, 0.55], [NAN, NAN]], np.float32)
    classes, score = decide(scores, (0.7, 0.5), exclusive=True)
    assert classes.tolist() == [NO_CLASS, 0, 1, NO_CLASS]
    assert score[:3] == pytest.approx([0.6, 0.8, 0.55])
    assert np.isnan(score[3])


def test_of_other_classes_the_highest_of_those_that_reach_theirs_counts():
    scores = np.array([[0.6, 0.4], [0.9, 0.95], [0.1, 0.2]], np.float32)
    classes, score = decide(scores, (0.7, 0.3), exclusive=False)
    assert classes.tolist() == [1, 1, NO_CLASS]
    assert score == pytest.approx([0.4, 0.95, 0.2])


@pytest.mark.parametrize("exclusive", [True, False])
def test_the_background_is_never_named(exclusive):
    scores = np.array([[0.9, 0.1], [0.3, 0.7]], np.float32)
    classes, _ = decide(scores, (0.5, 0.5), exclusive, background=0)
    assert classes.tolist() == [NO_CLASS, 1]


def test_a_score_at_the_threshold_reaches_it():
    classes, _ = decide(np.array([[0.1, 0.9]], np.float32), (0.9, 0.9), exclusive=True)
    assert classes.tolist() == [1]


def test_the_card_says_whether_classes_are_exclusive():
    scores = np.array([[0.6, 0.4, 0.1]], np.float32)
    assert decide_for(colour_card(), scores, (0.7, 0.3, 0.9))[0].tolist() == [NO_CLASS]
    assert decide_for(colour_card(activation="sigmoid"), scores, (0.7, 0.3, 0.9))[0].tolist() == [1]


def test_no_rows_are_no_trouble():
    classes, score = decide(np.empty((0, 2), np.float32), (0.5, 0.5), exclusive=True)
    assert len(classes) == len(score) == 0
