"""The spread of a recipe's figures over several trainings."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from tesela.engine.contract.card import Figure
from tesela.engine.training.repetition import comparison, earlier_card, with_spread

IOU = Figure("IoU", 0.70, "town", "test", 100)
RECALL = Figure("recall", 0.90, "town", "test", 100)


def card(*figures):
    return SimpleNamespace(figures=figures)


def test_one_training_has_no_spread():
    assert with_spread((IOU,), None, another_training=True) == (IOU,)


def test_another_training_widens_the_range_and_is_counted():
    second = with_spread((replace(IOU, value=0.72),), card(IOU), another_training=True)
    assert second == (replace(IOU, value=0.72, spread=(0.70, 0.72), trainings=2),)
    third = with_spread((replace(IOU, value=0.71),), card(*second), another_training=True)
    assert third == (replace(IOU, value=0.71, spread=(0.70, 0.72), trainings=3),)


def test_the_same_weights_measured_again_are_no_training():
    assert with_spread((IOU,), card(IOU), another_training=False) == (IOU,)
    twice = replace(IOU, spread=(0.68, 0.70), trainings=2)
    assert with_spread((IOU,), card(twice), another_training=False) == (twice,)


def test_figures_of_other_parts_and_data_stay_apart():
    elsewhere = replace(IOU, part="validation", value=0.1)
    assert with_spread((IOU, RECALL), card(elsewhere), another_training=True) == (IOU, RECALL)


@pytest.mark.parametrize(
    ("value", "place"), [(0.69, "outside"), (0.70, "within"), (0.715, "within"), (0.73, "outside")]
)
def test_a_figure_is_told_against_the_spread_of_the_card(value, place):
    before = replace(IOU, spread=(0.70, 0.72), trainings=4)
    lines = comparison((replace(IOU, value=value), RECALL), card(before))
    assert lines == [f"town, test: IoU {value:.3f}, {place} the 0.700 to 0.720 of 4 earlier trainings"]


def test_a_figure_is_told_against_the_one_earlier_training():
    assert comparison((IOU,), card(replace(IOU, value=0.69))) == [
        "town, test: IoU 0.700, 0.690 in the earlier training"
    ]


def test_a_card_that_cannot_be_read_is_said_and_not_counted(tmp_path):
    said = []
    recipe = SimpleNamespace(id="tiny", version="0.1.0")
    assert earlier_card(tmp_path, recipe, said.append) is None
    assert not said
    (tmp_path / "card.json").write_text("old")
    assert earlier_card(tmp_path, recipe, said.append) is None
    assert len(said) == 1
