"""Thresholds by rule: chosen where a threshold decides, and recorded as they were used."""

import json

import pytest
from tesela.engine.contract.errors import CardError, JobError
from tesela.engine.contract.evidence import Curve
from tesela.engine.contract.job import Selection
from tesela.engine.path import pipeline
from tesela.engine.path.selection import settle

from tests.engine.conftest import make_card, read_features
from tests.engine.path.window_models import blocks, label_card, load_colours, value_card

CURVE = Curve("Red roofs", "drawn", "validation", 10, 10, (0.2, 0.4, 0.6), (10, 9, 3), (8, 1, 0))


def test_a_rule_chooses_for_labels_that_a_threshold_decides_and_leaves_groups_alone():
    """Of (0.2, 0.4, 0.6) F1 is 20/28, 18/20 and 6/13, and 0.6 is the first without a false positive."""
    card = label_card((0.5, 0.11, 0.12), groups=(("green", "blue"),), evidence=(CURVE,))
    assert settle(card, Selection(rule="best-f1")).thresholds == (0.4, 0.11, 0.12)
    assert settle(card, Selection(rule="no-false-positives")).thresholds == (0.6, 0.11, 0.12)
    with pytest.raises(CardError, match="holds no evidence"):
        settle(label_card(evidence=(CURVE,)), Selection(rule="best-f1"))


def test_the_background_needs_no_evidence():
    card = make_card(
        "tile-classification",
        classes=("Red roofs", "nothing"),
        background="nothing",
        selection=Selection(thresholds=(0.5, 0.5), suppression_iou=0.1),
        evidence=(CURVE,),
    )
    assert settle(card, Selection(rule="best-f1")).thresholds == (0.4, 0.5)


def test_the_table_of_runs_says_by_which_rule_which_threshold_was_chosen(draw, run_job):
    card = label_card((0.5, 0.5, 0.5), groups=(("green", "blue"),), evidence=(CURVE,))
    path = draw(blocks([[(110, 200, 0)]]))
    done, _, layers = run_job(path, card=card, load=load_colours, selection=Selection(rule="best-f1"))
    assert layers["labels"][0].properties["labels"] == "Red roofs,green"
    row = layers["tesela_runs"][0].properties
    assert json.loads(row["thresholds"]) == {"Red roofs": 0.4}
    assert json.loads(row["selection"])["rule"] == "best-f1"
    again = pipeline.select_run(done.run, Selection(rule="no-false-positives"), lambda event: None)
    after = read_features(again.results)
    assert after["labels"][0].properties["labels"] == "green"
    row = after["tesela_runs"][0].properties
    assert json.loads(row["thresholds"]) == {"Red roofs": 0.6}
    assert json.loads(row["selection"])["rule"] == "no-false-positives"


@pytest.mark.parametrize("asked", [Selection(thresholds=(0.5,)), Selection(rule="best-f1")])
def test_a_regression_takes_no_threshold(asked):
    assert settle(value_card(), Selection()).thresholds == ()
    with pytest.raises(JobError, match="answers with a value, which no threshold selects; leave the threshold out"):
        settle(value_card(), asked)
