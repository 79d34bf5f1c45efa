"""A multi-label model against truths drawn by hand; micro and macro figures by scikit-learn on the same windows."""

import numpy as np
import pytest
import shapely
from sklearn.metrics import average_precision_score, f1_score
from tesela.engine.evaluation.labels import overall, window_labels

from tests.engine.conftest import messages
from tests.engine.evaluation.conftest import point, square
from tests.engine.path.window_models import blocks, label_card, load_colours

KINDS = {"kinds": "str"}
RED, GREEN, BOTH, DARK = (230, 10, 10), (10, 230, 10), (230, 230, 10), (10, 10, 10)
COLOURS = [[RED, GREEN], [BOTH, DARK]]
TRUE = [
    (square(0, 0, 32, 32), "red roofs"),
    (square(32, 0, 64, 32), "Red roofs, green"),
    (square(0, 32, 32, 64), "green, Red roofs"),
    (square(32, 32, 64, 64), ""),
]


@pytest.fixture
def run(draw, run_job):
    def go(colours=COLOURS, **card):
        return run_job(draw(blocks(colours)), card=label_card(**card), load=load_colours)[0].run

    return go


def test_every_label_of_every_window(run, truth, judge):
    figures = judge(run(), truth(TRUE, fields=KINDS), label_field="kinds", load=load_colours)[0].report
    red, green, blue = (figures["classes"][name] for name in ("Red roofs", "green", "blue"))
    assert [red[name] for name in ("true_positives", "false_positives", "false_negatives")] == [2, 0, 1]
    assert [green[name] for name in ("true_positives", "false_positives", "false_negatives")] == [2, 0, 0]
    assert (blue["undefined"], blue["f1"], blue["average_precision"]) == ("no true sample", None, None)
    true = np.array([[1, 0, 0], [1, 1, 0], [1, 1, 0], [0, 0, 0]])
    found = np.array([[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 0]])
    overall = figures["overall"]
    assert overall["micro_f1"] == pytest.approx(f1_score(true, found, average="micro"))
    assert overall["macro_f1"] == pytest.approx((4 / 5 + 1) / 2)
    assert overall["labels_with_truth"] == 2
    reds = np.array([230, 10, 230, 10]) / 255
    areas = [average_precision_score(true[:, 0], reds), 1.0]
    assert overall["mean_average_precision"] == pytest.approx(np.mean(areas), abs=1e-3)
    assert overall["exact_match"] == 3 / 4


def test_windows_without_truth_are_left_out(run, truth, judge):
    rows = [*TRUE[:2], (square(0, 32, 32, 64), None)]
    figures = judge(run(), truth(rows, fields=KINDS), label_field="kinds", load=load_colours)[0].report
    counts = figures["windows"]
    assert (counts["judged"], counts["without truth"], counts["covered by a feature without label"]) == (2, 1, 1)


def test_a_feature_a_label_and_points_give_the_union():
    boxes = np.array([[0, 0, 10, 10], [10, 0, 20, 10], [20, 0, 30, 10], [30, 0, 40, 10]], float)
    shapes = np.array(
        [shapely.box(0, 0, 20, 10), shapely.box(4, 4, 6, 6), shapely.Point(29, 1), shapely.box(30, 0, 33, 10)],
        dtype=object,
    )
    held = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0]], bool)
    truths, judged, _ = window_labels(boxes, shapes, held)
    assert truths.astype(int).tolist() == [[1, 1, 0], [1, 0, 0], [0, 0, 1], [0, 0, 0]]
    assert judged.tolist() == [True, True, True, False]


def test_of_an_exclusive_group_the_highest_counts(run, truth, judge):
    colours = [[RED, (10, 90, 60)], [(60, 90, 10), DARK]]
    subject = run(colours, groups=(("green", "blue"),))
    rows = [(square(32, 0, 64, 32), "green"), (square(0, 32, 32, 64), "blue")]
    figures = judge(subject, truth(rows, fields=KINDS), label_field="kinds", load=load_colours)[0].report
    assert figures["classes"]["green"]["threshold"] is None
    assert figures["classes"]["green"]["rules"] == [], "no threshold decides between the labels of a group"
    assert figures["confusions"] == [
        {"title": "Windows: green, blue", "labels": ["green", "blue"], "counts": [[1, 0], [1, 0]]}
    ]


def test_unknown_labels_are_counted_and_do_not_hurt(run, truth, judge):
    rows = [(square(0, 0, 32, 32), "red roofs, water"), (point(40, 40), "water")]
    done, events = judge(run(), truth(rows, fields=KINDS), label_field="kinds", load=load_colours)
    assert done.report["truth"]["unknown"] == {"water": 2}
    assert done.report["windows"]["judged"] == 2
    assert "water (2)" in messages(events)


def test_overall_figures_where_one_label_remains():
    truth, found = np.zeros((2, 100, 17), bool)
    truth[:10, 3], found[5:12, 3] = True, True
    right = pytest.approx(2 * 5 / (2 * 5 + 2 + 5))
    classes = [{"average_precision": None}] * 17
    assert (overall(truth, found, classes)["micro_f1"], overall(truth, found, classes)["macro_f1"]) == (right, right)
    alone = overall(truth[:, 3:4], found[:, 3:4], classes[:1])
    assert (alone["micro_f1"], alone["macro_f1"]) == (right, right)
    assert alone["exact_match"] == pytest.approx(93 / 100)
    assert alone["hamming_loss"] == pytest.approx(7 / 100)


def test_a_model_of_one_label_is_judged_by_it_over_all_and_a_place(run, truth, judge):
    subject = run(classes=("Red roofs",), thresholds=(0.5,))
    figures = judge(subject, truth(TRUE, fields=KINDS), label_field="kinds", load=load_colours)[0].report
    right = pytest.approx(2 * 2 / (2 * 2 + 1))
    assert (figures["overall"]["micro_f1"], figures["overall"]["macro_f1"]) == (right, right)
    assert [row["micro_f1"] for row in figures["places"]] == [right]
