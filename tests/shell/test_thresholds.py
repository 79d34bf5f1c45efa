"""From thresholds and rules, as a person gives them, to the selection of a job."""

from pathlib import Path

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingContext
from tesela.algorithms.detect import Detect
from tesela.algorithms.label import Label
from tesela.algorithms.mapping import job_from
from tesela.algorithms.regress import Regress
from tesela.algorithms.segment import Segment
from tesela.algorithms.values import Values
from tesela.bridge.inputs.rasters import Source
from tesela.engine.contract.errors import JobError
from tesela.engine.contract.job import Job, Selection

LABELLER_CLASSES = 3


@pytest.fixture
def job(qgis_app, models):
    def make(values, algorithm=Label):
        instance = algorithm()
        instance.initAlgorithm()
        of_call = Values(instance, values, QgsProcessingContext())
        crs = QgsCoordinateReferenceSystem("EPSG:32616")
        return job_from(of_call, [Source("a.tif")], crs, (algorithm.task,), Path("out"))

    return make


def test_nothing_chosen_is_the_first_model_of_the_task_and_its_cards_values(job):
    assert job({}) == Job(("a.tif",), "fake-labeller", "out")
    assert job({}, Regress) == Job(("a.tif",), "fake-regressor", "out")


def test_one_threshold_serves_every_label(job):
    assert job({"THRESHOLD": 0.3}).selection == Selection((0.3,))


@pytest.mark.parametrize("text", ["cars=0.4", " cars = 0.4 ", "cars=.4"])
def test_labels_that_are_not_named_keep_the_cards_threshold(job, home, text):
    path = home / "models" / "fake-labeller" / "card.json"
    path.write_text(path.read_text().replace("[0.5, 0.5, 0.5]", "[0.25, 0.5, 0.75]"))
    assert job({"THRESHOLDS": text}).selection.thresholds == (0.25, 0.4, 0.75)


def test_labels_that_are_not_named_take_the_one_threshold_where_it_is_given(job):
    values = {"THRESHOLD": 0.9, "THRESHOLDS": "trees=0.6, Bare soil=0.1"}
    assert job(values).selection.thresholds == (0.1, 0.9, 0.6)


@pytest.mark.parametrize(("algorithm", "label"), [(Detect, "damage"), (Segment, "building")])
def test_detections_and_segmentations_take_thresholds_of_single_labels(job, algorithm, label):
    assert job({"THRESHOLDS": f"{label}=0.4"}, algorithm).selection.thresholds == (0.4,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("boats=0.4", r"no label 'boats'; its labels are Bare soil, cars, trees"),
        ("cars", r"'cars' is no threshold of a label; write label=0.4"),
        ("cars=high", r"'cars=high' is no threshold"),
        ("cars=0.4,", r"'' is no threshold"),
        ("cars=0.4, cars=0.5", r"'cars' has two thresholds"),
        ("cars=40", "between 0 and 1, but 40.0"),
    ],
)
def test_what_is_no_threshold_of_a_label_is_quoted(job, text, message):
    with pytest.raises(JobError, match=message):
        job({"THRESHOLDS": text})


@pytest.mark.parametrize("algorithm", [Detect, Segment, Label])
@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"THRESHOLD_RULE": 0}, None),
        ({"THRESHOLD_RULE": 1}, "best-f1"),
        ({"THRESHOLD_RULE": 2, "PRECISION": 0.8}, "no-false-positives"),
        ({"THRESHOLD_RULE": 3}, "precision=0.95"),
        ({"THRESHOLD_RULE": 3, "PRECISION": 0.8}, "precision=0.8"),
    ],
)
def test_rule_is_named_as_the_worker_knows_it(job, algorithm, values, rule):
    assert job(values, algorithm).selection == Selection(rule=rule)


@pytest.mark.parametrize("given", [{"THRESHOLD": 0.4}, {"THRESHOLDS": "cars=0.4"}])
def test_thresholds_and_a_rule_exclude_each_other(job, given):
    with pytest.raises(JobError, match="not both"):
        job({"THRESHOLD_RULE": 1, **given})


def test_a_precision_out_of_range_is_refused_by_processing(qgis_app, models):
    algorithm = Detect()
    algorithm.initAlgorithm()
    context = QgsProcessingContext()
    values = {"INPUT": ["a.tif"], "MODEL": "fake-detector", "OUTPUT": "memory:", "THRESHOLD_RULE": 3}
    assert algorithm.parameterDefinition("PRECISION").checkValueIsAcceptable(0.5, context)
    assert not algorithm.parameterDefinition("PRECISION").checkValueIsAcceptable(1.5, context)
    assert not algorithm.checkParameterValues({**values, "PRECISION": 0}, context)[0]


def test_a_regression_asks_for_no_threshold(qgis_app, models):
    algorithm = Regress()
    algorithm.initAlgorithm()
    names = {definition.name() for definition in algorithm.parameterDefinitions()}
    assert not {"THRESHOLD", "THRESHOLDS", "THRESHOLD_RULE", "PRECISION"} & names
