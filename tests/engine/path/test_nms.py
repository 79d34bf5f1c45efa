"""Suppression against a plain quadratic reference, and its order relative to the threshold."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tesela.engine.path.nms import intersection_over_union, suppress


@st.composite
def candidates(draw):
    count = draw(st.integers(0, 25))
    corners = draw(arrays(np.int64, (count, 2), elements=st.integers(0, 40)))
    sides = draw(arrays(np.int64, (count, 2), elements=st.integers(1, 20)))
    scores = draw(arrays(np.int64, count, elements=st.integers(0, 8))) / 8
    classes = draw(arrays(np.int64, count, elements=st.integers(0, 2)))
    return np.hstack([corners, corners + sides]).astype(float), scores, classes


def by_the_book(boxes, scores, classes, iou):
    kept = []
    for i in sorted(range(len(scores)), key=lambda i: (-scores[i], i)):
        rivals = [j for j in kept if classes[j] == classes[i]]
        if all(intersection_over_union(boxes[[i]], boxes[[j]])[0] <= iou for j in rivals):
            kept.append(i)
    return sorted(kept)


@given(candidates(), st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.9]))
def test_suppression_is_what_the_quadratic_algorithm_says(found, iou):
    assert suppress(*found, iou).tolist() == by_the_book(*found, iou)


@given(candidates(), st.sampled_from([0.0, 0.1, 0.5]), st.floats(0, 1))
def test_threshold_before_or_after_suppression_gives_the_same(found, iou, threshold):
    boxes, scores, classes = found
    above = np.flatnonzero(scores >= threshold)
    before = above[suppress(boxes[above], scores[above], classes[above], iou)]
    after = suppress(boxes, scores, classes, iou)
    assert before.tolist() == after[scores[after] >= threshold].tolist()


def test_the_higher_score_stays_and_other_classes_do_not_suppress():
    boxes = np.array([[0, 0, 10, 10], [1, 1, 11, 11], [0, 0, 10, 10]], float)
    assert suppress(boxes, np.array([0.5, 0.9, 0.4]), np.array([0, 0, 1]), 0.3).tolist() == [1, 2]


def test_iou_of_known_boxes():
    a = np.array([[0, 0, 2, 2], [0, 0, 1, 1], [0, 0, 0, 0]], float)
    b = np.array([[1, 0, 3, 2], [1, 0, 2, 1], [0, 0, 0, 0]], float)
    assert intersection_over_union(a, b).tolist() == [1 / 3, 0, 0]


def test_a_hundred_thousand_windows_are_suppressed_in_bounded_time():
    cols, rows = np.meshgrid(np.arange(400) * 90.0, np.arange(250) * 90.0)
    corners = np.stack([cols.ravel(), rows.ravel()], axis=1)
    boxes = np.hstack([corners, corners + 128])
    scores = np.random.default_rng(0).random(len(boxes))
    kept = suppress(boxes, scores, np.zeros(len(boxes), int), 0.1)
    assert 0 < len(kept) < len(boxes)
    assert scores[kept].mean() > scores.mean()
