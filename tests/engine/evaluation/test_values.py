"""A regression against truths drawn by hand, with errors that add up on paper."""

import numpy as np
import pytest
import shapely
from tesela.engine.contract.errors import JobError
from tesela.engine.evaluation.values import value_figures, window_values

from tests.engine.evaluation.conftest import point, square
from tests.engine.path.window_models import load_colours, red_blocks, value_card

SHARE = {"share": "float", "town": "str"}
REDS = [[51, 102], [153, 204]]


@pytest.fixture
def run(draw, run_job):
    def go(pixels=None):
        drawn = red_blocks(REDS) if pixels is None else pixels
        return run_job(draw(drawn), card=value_card(), load=load_colours)[0].run

    return go


def test_errors_of_four_windows(run, truth, judge):
    rows = [
        (square(0, 0, 32, 32), 0.2, "a"),
        (square(32, 0, 64, 32), 0.5, "a"),
        (square(0, 32, 32, 64), 0.5, "b"),
        (square(32, 32, 64, 64), 1.0, "b"),
    ]
    done, _ = judge(run(), truth(rows, fields=SHARE), value_field="share", place_field="town", load=load_colours)
    figures = done.report
    errors = np.array([0.0, -0.1, 0.1, -0.2])
    overall = figures["overall"]
    assert overall["samples"] == 4
    assert overall["mse"] == pytest.approx((errors**2).mean(), abs=1e-3)
    assert overall["mae"] == pytest.approx(0.1, abs=1e-3)
    assert overall["bias"] == pytest.approx(-0.05, abs=1e-3)
    assert overall["r2"] == pytest.approx(
        1 - (errors**2).sum() / ((np.array([0.2, 0.5, 0.5, 1.0]) - 0.55) ** 2).sum(), abs=5e-3
    )
    assert [(row["place"], row["samples"]) for row in figures["places"]] == [("a", 2), ("b", 2)]
    assert figures["value"]["name"] == "Built-up share"
    assert len(figures["pairs"]["true"]) == 4


def test_the_true_value_is_weighted_by_area():
    boxes = np.array([[0, 0, 10, 10], [10, 0, 20, 10], [20, 0, 30, 10]], float)
    shapes = np.array([shapely.box(0, 0, 5, 10), shapely.box(5, 0, 14, 10), shapely.Point(25, 5)], dtype=object)
    truths, covered, feature = window_values(boxes, shapes, np.array([1.0, 3.0, 7.0]))
    assert truths.tolist() == pytest.approx([2.0, 3.0, 7.0])
    assert covered.tolist() == pytest.approx([1.0, 0.4, 1.0])
    assert feature.tolist() in ([0, 1, 2], [1, 1, 2])
    unknown, covered, _ = window_values(boxes, shapes, np.array([1.0, np.nan, np.nan]))
    assert unknown[0] == 1.0
    assert covered.tolist() == pytest.approx([0.5, 0.0, 0.0])


def test_windows_with_little_truth_or_a_single_colour_are_left_out(run, truth, judge):
    pixels = red_blocks(REDS)
    pixels[:, :32, :32] = 90
    rows = [(square(0, 0, 64, 32), 0.4, ""), (square(0, 32, 15, 64), 0.6, "")]
    done, _ = judge(run(pixels), truth(rows, fields=SHARE), value_field="share", load=load_colours)
    counts = done.report["windows"]
    assert counts["judged"] == 1
    assert counts["of a single colour"] == 1
    assert counts["with little or no truth below them"] == 2
    assert done.report["overall"]["r2"] is None


def test_figures_of_nothing_are_not_defined():
    figures = value_figures(np.empty(0), np.empty(0))
    assert figures.pop("samples") == 0
    assert set(figures.values()) == {None}
    assert value_figures(np.array([1.0, 2.0]), np.array([3.0, 3.0]))["r2"] is None


def test_a_value_field_is_needed(run, truth, judge):
    with pytest.raises(JobError, match="--value-field"):
        judge(run(), truth([(point(10, 10), 0.2, "")], fields=SHARE), load=load_colours)
