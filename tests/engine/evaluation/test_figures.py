"""Figures of a class agree with scikit-learn on the samples themselves, and say when they are not defined."""

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, balanced_accuracy_score, roc_auc_score
from tesela.engine.evaluation.figures import Samples, class_figures, confusion_figures, without_nan

RNG = np.random.default_rng(5)


def test_figures_of_repeated_samples_are_those_of_the_samples_one_by_one():
    scores, truth, times = RNG.random(80).round(2), RNG.random(80) < 0.4, RNG.integers(1, 9, 80)
    figures = class_figures(Samples("roof", scores, truth, times), scores >= 0.5, 0.5, "here")
    every, true = np.repeat(scores, times), np.repeat(truth, times)
    assert figures["roc_auc"] == pytest.approx(roc_auc_score(true, every))
    assert figures["average_precision"] == pytest.approx(average_precision_score(true, every))
    assert figures["balanced_accuracy"] == pytest.approx(balanced_accuracy_score(true, every >= 0.5))
    assert figures["samples"] == times.sum()
    assert figures["evidence"]["positives"] == true.sum()


def test_a_class_without_truth_has_no_figures_that_need_one():
    figures = class_figures(Samples("roof", np.array([0.9, 0.1]), np.zeros(2, bool)), np.array([True, False]), 0.5, "x")
    needing = ("recall", "f1", "iou", "balanced_accuracy", "roc_auc", "average_precision", "roc", "precision_recall")
    assert [figures[name] for name in needing] == [None] * len(needing)
    assert figures["precision"] == 0.0
    assert figures["undefined"] == "no true sample"
    assert {row["threshold"] for row in figures["rules"]} == {None}


def test_rules_choose_on_the_curve():
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.2])
    truth = np.array([True, True, False, True, False])
    rules = class_figures(Samples("roof", scores, truth), scores >= 0.5, 0.5, "x")["rules"]
    by_name = {row["rule"]: row for row in rules}
    assert by_name["no-false-positives"]["threshold"] == pytest.approx(0.71)
    assert by_name["no-false-positives"]["recall"] == pytest.approx(2 / 3)
    assert by_name["best-f1"]["f1"] == pytest.approx(6 / 7)
    assert by_name["precision=0.95"]["precision"] == 1.0


def test_balanced_accuracy_leaves_classes_without_truth_out():
    assert confusion_figures(np.array([[8, 2, 0], [5, 5, 0], [0, 0, 0]])) == {
        "samples": 20,
        "accuracy": 13 / 20,
        "balanced_accuracy": pytest.approx((0.8 + 0.5) / 2),
    }
    assert confusion_figures(np.array([[8, 2], [0, 0]]))["balanced_accuracy"] is None
    assert confusion_figures(np.zeros((2, 2), int)) == {"samples": 0, "accuracy": None, "balanced_accuracy": None}


def test_numbers_that_are_none_become_null():
    value = {"a": np.float32(np.nan), "b": [np.int64(3), float("inf"), (1.5,)]}
    assert without_nan(value) == {"a": None, "b": [3, None, [1.5]]}
