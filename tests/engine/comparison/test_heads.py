"""Figures worked out by hand, and what validation may and test may not decide."""

import numpy as np
import pytest
from tesela.engine.comparison.heads import (
    choose_linear_head,
    figures,
    fit,
    judge,
    linear_head,
    random_forest,
    support_vectors,
)
from tesela.engine.comparison.samples import ComparisonError
from tesela.engine.comparison.watch import Watch


def test_figures_of_classes():
    truth, predicted = np.array([0, 0, 0, 0, 1, 1]), np.array([0, 0, 0, 1, 1, 0])
    decisions = np.array([-3, -2, -1, 0.5, 2, -2.5])
    found = figures(truth, predicted, decisions)
    assert found["accuracy"] == pytest.approx(4 / 6)
    assert found["balanced accuracy"] == pytest.approx((3 / 4 + 1 / 2) / 2)
    assert found["ROC area"] == pytest.approx(5 / 8)


def test_figures_of_labels():
    truth = np.array([[1, 0], [1, 1], [0, 1], [0, 0]], bool)
    predicted = np.array([[1, 0], [0, 1], [0, 1], [1, 0]], bool)
    found = figures(truth, predicted)
    assert found["micro-F1"] == pytest.approx(2 * 3 / (2 * 3 + 1 + 1))
    assert found["macro-F1"] == pytest.approx((1 / 2 + 1) / 2)


def test_figures_of_a_value():
    found = figures(np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 1.0]))
    assert found == {"R2": pytest.approx(1 - 1 / 2), "mean absolute error": pytest.approx(1 / 3)}


def test_truth_that_is_neither_is_refused():
    with pytest.raises(ComparisonError, match=r"shape \(2, 2\)"):
        figures(np.zeros((2, 2)), np.zeros((2, 2)))


def test_validation_decides_the_regularisation():
    rng = np.random.default_rng(0)
    labels = np.arange(60) % 2
    x = rng.normal(size=(60, 40)) + 0.4 * labels[:, None]
    _, on_itself = choose_linear_head((x, labels), (x, labels), Watch())
    _, on_noise = choose_linear_head((x, labels), (rng.normal(size=(60, 40)), labels[::-1]), Watch())
    assert on_itself != on_noise


@pytest.mark.parametrize("make", [lambda kind: random_forest(kind, 1, 20), support_vectors])
def test_baselines_learn_each_kind_of_truth(drawn, make):
    for kind, figure in (("classes", "balanced accuracy"), ("labels", "micro-F1"), ("value", "R2")):
        samples = drawn(kind)
        x = samples.images.reshape(len(samples.images), -1)[:, 3:60].astype(float)
        assert judge(fit(make(kind), x, samples.truth), x, samples.truth)[figure] > 0.7


def test_figures_of_a_single_label_are_those_of_the_label_and_not_of_its_absence():
    truth, predicted = np.zeros((10, 1), bool), np.zeros((10, 1), bool)
    truth[:4], predicted[3:6] = True, True
    expected = pytest.approx(2 * 1 / (2 * 1 + 2 + 3))
    assert figures(truth, predicted) == {"micro-F1": expected, "macro-F1": expected}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("make", [lambda kind: linear_head(kind, 0.1), lambda kind: random_forest(kind, 1, 20)])
def test_a_single_label_is_learned(drawn, make):
    samples = drawn("labels")
    x, truth = samples.images.reshape(len(samples.images), -1)[:, 3:60].astype(float), samples.truth[:, :1]
    assert judge(fit(make("labels"), x, truth), x, truth)["micro-F1"] > 0.9
    always = np.ones((20, 1), bool)
    assert judge(fit(make("labels"), x[:20], always), x[:20], always)["micro-F1"] == 1
