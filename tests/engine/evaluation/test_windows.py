"""The rule for a window's truth: centre, touch, doubt; the same that training labels its drawn windows by."""

import numpy as np
import shapely
from tesela.engine.evaluation.windows import DOUBTFUL, NEGATIVE, POSITIVE, judge_windows
from tesela.engine.training import drawn
from tesela.engine.training.samples import Canvas

BOXES = np.array([[0, 0, 32, 32], [32, 0, 64, 32], [64, 0, 96, 32], [96, 0, 128, 32]], float)


def column(*shapes):
    shapes_px = np.empty(len(shapes), dtype=object)
    shapes_px[:] = shapes
    return shapes_px


def test_centre_touch_and_nothing():
    shapes = column(shapely.Point(10, 16), shapely.box(60, 4, 70, 8), shapely.Point(121, 16))
    states = judge_windows(BOXES, shapes, np.ones((3, 1), bool), np.ones(3, bool))
    assert states[:, 0].tolist() == [POSITIVE, DOUBTFUL, DOUBTFUL, DOUBTFUL]
    assert judge_windows(BOXES, shapes[:1], np.ones((1, 1), bool), np.ones(1, bool))[1:, 0].tolist() == [NEGATIVE] * 3


def test_classes_are_judged_apart_and_a_feature_without_class_makes_all_doubtful():
    shapes = column(shapely.Point(16, 16), shapely.Point(48, 16), shapely.Point(80, 16))
    held = np.array([[True, False], [False, True], [False, False]])
    states = judge_windows(BOXES, shapes, held, np.array([True, True, False]))
    assert states.tolist() == [
        [POSITIVE, NEGATIVE],
        [NEGATIVE, POSITIVE],
        [DOUBTFUL, DOUBTFUL],
        [NEGATIVE, NEGATIVE],
    ]


def test_training_labels_drawn_windows_the_same():
    rng = np.random.default_rng(3)
    corners = rng.uniform(0, 180, (12, 2))
    outlines = tuple(shapely.box(x, y, x + 9, y + 7) for x, y in corners)
    side, window, step = 192, 32, 16
    canvas = Canvas(
        "scene", np.zeros((side, side, 3), np.uint8), np.zeros((side, side), np.int32), np.ones((side, side), bool)
    )
    centres, labels = drawn.label_windows(drawn.DrawnScene(canvas, (), outlines), window, step)
    boxes = np.column_stack(
        [centres[:, 1] - window / 2, centres[:, 0] - window / 2, centres[:, 1] + window / 2, centres[:, 0] + window / 2]
    )
    states = judge_windows(boxes, column(*outlines), np.ones((12, 1), bool), np.ones(12, bool))
    assert set(labels[:, 0].tolist()) == {0.0, 1.0}
    assert (states[:, 0] == np.where(labels[:, 0] > 0, POSITIVE, NEGATIVE)).all()
