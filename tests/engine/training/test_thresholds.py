"""Thresholds come from the validation's evidence, by the rule that the recipe names."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from tesela.engine.contract.evidence import Rule, choose_threshold
from tesela.engine.evaluation.curves import curve
from tesela.engine.training.recipe import Recipe, RecipeError, read_recipe
from tesela.engine.training.thresholds import SHRINK_POSITIVES, by_evidence, of_label, shrunk


@pytest.fixture
def labels_recipe(write_recipe) -> Callable[..., Recipe]:
    def make(rule: str = "") -> Recipe:
        return read_recipe(write_recipe(task="multi-label", classes=["common", "rare"], threshold_rule=rule))

    return make


def evidence():
    """Of the common label, scores above 0.4 are true; of the rare one, those above 0.8 (4 samples)."""
    scores = np.linspace(0.005, 0.995, 100)
    return (
        curve("common", "drawn", "validation", scores, scores > 0.4),
        curve("rare", "drawn", "validation", scores, scores > 0.955),
    )


def test_a_rare_label_leans_on_all_labels_and_a_common_one_on_itself(labels_recipe):
    (common, rare), sentence = shrunk(labels_recipe(), evidence())
    every = [choose_threshold([one], Rule("best-f1")) for one in evidence()]
    assert abs(common - every[0]) < 0.05
    assert common < rare < every[1]
    weight = 4 / (4 + SHRINK_POSITIVES)
    assert rare == pytest.approx(weight * every[1] + (1 - weight) * common, abs=0.03)
    assert "drawn towards" in sentence


@pytest.mark.parametrize("rule", ["best-f1", "no-false-positives", "precision=0.9"])
def test_the_three_rules_of_the_evidence_can_be_named(labels_recipe, rule):
    thresholds, sentence = by_evidence(labels_recipe(rule), evidence())
    scores = np.linspace(0.005, 0.995, 100)
    for threshold, truth in zip(thresholds, (scores > 0.4, scores > 0.955), strict=True):
        found = scores >= threshold
        assert found[truth].any()
        assert truth[found].mean() >= {"best-f1": 0.9, "no-false-positives": 1.0, "precision=0.9": 0.8}[rule]
    assert rule in sentence


def test_a_label_that_cannot_do_what_the_rule_wants_is_named_and_keeps_its_best(labels_recipe):
    scores, truth = np.array([0.2, 0.4, 0.9995]), np.array([True, True, False])
    curves = (evidence()[0], curve("rare", "drawn", "validation", scores, truth))
    thresholds, sentence = by_evidence(labels_recipe("no-false-positives"), curves)
    assert thresholds[1] == choose_threshold(of_label(curves, "rare"), Rule("best-f1"))
    assert "rare" in sentence


def test_a_rule_that_does_not_exist_is_refused(labels_recipe):
    with pytest.raises(RecipeError, match=r"lucky.*best-f1-shrunk"):
        labels_recipe("lucky")


def test_a_recipe_without_a_rule_has_its_tasks_own(labels_recipe):
    recipe = labels_recipe()
    assert recipe.rule == "best-f1-shrunk"
    assert replace(recipe, task="tile-classification").rule == "balanced-accuracy"
