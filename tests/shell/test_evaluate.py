"""Evaluation through Processing, with a worker that needs no model."""

import json
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputHtml,
    QgsProject,
    QgsVectorLayer,
)
from tesela.algorithms.key_figures import first_lines, key_figures, titles

TEMPORARY = QgsProcessing.TEMPORARY_OUTPUT


@pytest.fixture
def truth(qgis_new_project):
    """A memory layer of one polygon with class and value."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326&field=kind:string&field=share:double", "truth", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt("Polygon ((0 0, 1 0, 1 1, 0 0))"))
    feature.setAttributes(["damage", 0.5])
    layer.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(layer)
    yield layer
    QgsProject.instance().removeAllMapLayers()


@pytest.fixture
def evaluate(run, worker, truth):
    """Call it with parameter values for the outputs, and the job that the worker was sent."""

    def call(feedback=None, **values):
        worker("done")
        result = run("evaluate", {"TRUTH": truth, "REPORT_FOLDER": TEMPORARY, **values}, feedback)
        return result, json.loads((Path(result["REPORT_FOLDER"]) / "job.json").read_text())

    return call


def test_report_figures_and_plots_are_outputs(evaluate, tmp_path, Feedback):
    feedback = Feedback()
    result, job = evaluate(feedback, RUN_FOLDER=str(tmp_path), REPORT_FOLDER=str(tmp_path / "é report"))
    assert result["REPORT"] == str(tmp_path / "é report" / "report.html")
    assert Path(result["REPORT"]).read_text() == "<h1>Report</h1>"
    assert json.loads(Path(result["FIGURES_FILE"]).read_text())["overall"]["accuracy"] == 0.75
    assert Path(result["PLOTS"]).is_dir()
    assert (result["ACCURACY"], result["BALANCED_ACCURACY"], result["F1"]) == (0.75, 0.875, 0.5)
    assert "RECALL" not in result, "a figure that is not defined is no zero"
    assert "balanced accuracy: 0.875 (8 windows)" in feedback.infos
    assert job["subject"] == str(tmp_path)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("tesela:evaluate")
    assert isinstance(algorithm.outputDefinition("REPORT"), QgsProcessingOutputHtml)


def test_run_folder_inside_the_chosen_one_is_found(evaluate, tmp_path):
    (tmp_path / "run").mkdir()
    _, job = evaluate(RUN_FOLDER=str(tmp_path))
    assert job["subject"] == str(tmp_path / "run")
    assert job["rasters"] == []


def test_model_and_rasters_fields_and_options_reach_the_job(evaluate, raster):
    fields = {"LABEL_FIELD": "kind", "VALUE_FIELD": "share", "PLACE_FIELD": "kind"}
    _, job = evaluate(MODEL="fake-labeller", INPUT=[raster], LEAST_IOU=0.25, THRESHOLDS="cars=0.4", WARP=True, **fields)
    assert (job["subject"], job["rasters"], job["least_iou"]) == ("fake-labeller", [raster], 0.25)
    assert (job["label_field"], job["value_field"], job["place_field"]) == ("kind", "share", "kind")
    assert job["selection"]["thresholds"] == [0.5, 0.4, 0.5]
    assert job["reading"]["warp"] is True


def test_memory_layer_is_copied_beside_the_report(evaluate, tmp_path):
    result, job = evaluate(RUN_FOLDER=str(tmp_path))
    assert job["truth"] == f"{Path(result['REPORT_FOLDER']) / 'truth.gpkg'}|layername=features"
    copy = QgsVectorLayer(job["truth"], "copy", "ogr")
    assert [feature["kind"] for feature in copy.getFeatures()] == ["damage"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "Give the folder of a finished run, or a model and the rasters"),
        ({"MODEL": "fake-detector"}, "Give the folder of a finished run, or a model and the rasters"),
        ({"MODEL": "fake-detector", "RUN_FOLDER": "/"}, "not both"),
    ],
)
def test_what_is_judged_has_to_be_clear(run, truth, values, message, Feedback):
    feedback = Feedback()
    with pytest.raises(QgsProcessingException):
        run("evaluate", {"TRUTH": truth, "REPORT_FOLDER": TEMPORARY, **values}, feedback)
    assert any(message in error for error in feedback.errors), feedback.errors


def test_the_workers_message_is_the_error(run, worker, truth, tmp_path):
    worker("fail")
    with pytest.raises(QgsProcessingException, match="no field 'kind'; its fields are name"):
        run("evaluate", {"TRUTH": truth, "RUN_FOLDER": str(tmp_path), "REPORT_FOLDER": TEMPORARY})


def test_key_figures_take_the_only_class_but_not_one_of_several():
    one = {"overall": {"accuracy": 0.9}, "classes": {"a": {"f1": 0.7, "accuracy": 0.1}}}
    assert key_figures(one) == {"ACCURACY": 0.9, "F1": 0.7}
    several = {"overall": {"macro_f1": 0.6, "micro_f1": None}, "classes": {"a": {"f1": 0.7}, "b": {"f1": 0.5}}}
    assert key_figures(several) == {"MACRO_F1": 0.6}
    assert key_figures({}) == {}
    assert {name.lower() for name in key_figures(one)} <= set(titles())


def test_first_lines_say_where_a_figure_is_not_defined():
    rows = [{"name": "recall", "value": None, "of": "0 windows"}, {"name": "found", "value": 3, "of": "boxes"}]
    assert list(first_lines({"verdict": rows})) == ["recall: not defined (0 windows)", "found: 3 (boxes)"]
