"""A card is shown whole, as text alone, with its curve; the bundled ones too."""

import pytest
from qgis.PyQt.QtCore import QLocale
from tesela.dock.models.card_text import card_page
from tesela.dock.models.card_view import CardView
from tesela.engine.contract import schema
from tesela.engine.contract.card import ModelCard
from tesela.engine.contract.errors import CardError
from tesela.engine.contract.places import bundled_models, read_card

from tests.shell.conftest import card

CURVE = {
    "label": "damage",
    "data": "Town",
    "part": "validation",
    "positives": 10,
    "negatives": 90,
    "thresholds": [0.2, 0.5, 0.8],
    "true_positives": [10, 8, 4],
    "false_positives": [30, 2, 0],
}


def make_card(task="tile-classification", **changes) -> ModelCard:
    return schema.from_json(ModelCard, {**card("fake", task), **changes}, "card", CardError)


@pytest.fixture
def view(qtbot):
    widget = CardView()
    qtbot.addWidget(widget)
    widget.resize(380, 600)
    widget.show()
    return widget


def test_everything_that_a_person_needs_is_on_the_page(view):
    view.show_card(
        make_card(
            data=[{"name": "Harvey tiles", "source": "doi 10.1/x", "licence": "CC BY 4.0"}],
            split="by place",
            figures=[
                {"name": "F1", "value": 0.8125, "data": "Town", "part": "test", "samples": 1234}
                | {"spread": [0.79, 0.83], "trainings": 5}
            ],
            limits=["Part of what it learned is the date."],
            recipe="recipe.json",
        )
    )
    text = view.page.toPlainText()
    for expected in (
        "Summary of fake.",
        "Detection: boxes",
        "damage",
        "red, green, blue",
        "uint8, 0 to 255",
        "0.5 m a pixel",
        "299 px, 90 px of it shared",
        "damage 0.5",
        "0.3",
        "Harvey tiles (CC BY 4.0): doi 10.1/x",
        "by place",
        "0.8125 (0.79 to 0.83 over 5 trainings)",
        "Town, test, " + QLocale().toString(1234) + " samples",
        "Part of what it learned is the date.",
        "CC0-1.0",
        "0" * 64,
        "recipe.json",
    ):
        assert expected in text, expected


def test_a_regression_tells_what_it_predicts_and_has_no_thresholds(view):
    view.show_card(make_card("regression"))
    text = view.page.toPlainText()
    assert "built-up density in %, 0 to 100" in text
    assert "Thresholds" not in text
    assert view.label.count() == 0


def test_a_background_class_and_exclusive_groups_are_told(view):
    view.show_card(make_card("multi-label", groups=[["cars", "trees"]], background="Bare soil"))
    text = view.page.toPlainText()
    assert "Bare soil (never written)" in text
    assert "cars, trees" in text


def test_what_a_card_says_is_text_and_never_a_link_or_a_picture(view):
    nasty = '<img src="file:///etc/passwd"><a href="http://example.com">click</a><b>bold</b>'
    view.show_card(make_card(name=nasty, summary=nasty, limits=[nasty], split=nasty, licence=nasty))
    assert view.page.toPlainText().count("<img") == 5
    page = card_page(make_card(name=nasty, summary=nasty))
    assert "<img" not in page
    assert "<a " not in page
    assert not view.page.openLinks()


def test_the_curve_stands_at_the_cards_threshold(view):
    view.show_card(make_card(evidence=[CURVE]))
    assert view.label.count() > 0
    (line,) = view.curve._lines
    assert line.name == "Town"
    assert line.present == 1
    assert line.points[1] == (0.8, 0.8)
    assert "80 %" in view.cost.text()
    assert "0.50" in view.cost.text()


def test_another_label_shows_its_own_curve(view):
    second = {**CURVE, "label": "trees", "true_positives": [9, 5, 1]}
    view.show_card(make_card("multi-label", evidence=[{**CURVE, "label": "cars"}, second]))
    assert [view.label.itemText(i) for i in range(view.label.count())] == ["cars", "trees"]
    view.label.setCurrentIndex(1)
    assert view.curve._lines[0].points[1][0] == 0.5


def test_a_card_without_evidence_has_no_curve_and_the_next_one_has(view):
    view.show_card(make_card())
    assert not view.label.isVisible()
    view.show_card(make_card(evidence=[CURVE]))
    assert view.label.isVisible()
    view.show_text("Nothing <b>here</b>.")
    assert not view.label.isVisible()
    assert view.page.toPlainText() == "Nothing <b>here</b>."


@pytest.mark.parametrize("model", sorted(bundled_models()))
def test_bundled_cards_are_shown_with_all_their_limits_and_figures(view, model):
    shown = read_card(bundled_models()[model])
    view.show_card(shown)
    text = " ".join(view.page.toPlainText().split())
    for expected in [*shown.limits, *(figure.name for figure in shown.figures), *(d.licence for d in shown.data)]:
        assert " ".join(expected.split()) in text
    assert (view.label.count() > 0) == bool(shown.evidence)
    assert view.minimumSizeHint().width() <= 380
