"""Labels and values of windows through Processing, with a worker that needs no model."""

import json
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsWkbTypes,
)

TEMPORARY = QgsProcessing.TEMPORARY_OUTPUT
COMMON_FIELDS = ["raster", "model", "run"]


@pytest.fixture
def load(provider, models, qgis_new_project, Feedback):
    """Call it with an algorithm's name and values to run it and load its outputs, as the toolbox does."""
    import processing
    from processing.gui.Postprocessing import handleAlgorithmResults

    def call(name, values, loaded):
        project = QgsProject.instance()
        context = QgsProcessingContext()
        context.setProject(project)
        outputs = {output: QgsProcessingOutputLayerDefinition(TEMPORARY, project) for output in loaded}
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"tesela:{name}")
        feedback = Feedback()
        processing.run(algorithm, {**values, **outputs}, feedback=feedback, context=context, onFinish=lambda *a: None)
        handleAlgorithmResults(algorithm, context, feedback)
        assert feedback.warnings == ["One window is damaged"]
        return {layer.name(): layer for layer in project.mapLayers().values()}

    yield call
    QgsProject.instance().removeAllMapLayers()


def test_label_writes_a_score_a_label_and_the_labels_held(run, worker, raster):
    worker("done")
    result = run("label", {"INPUT": [raster], "MODEL": "fake-labeller", "OUTPUT": TEMPORARY})
    layer = result["OUTPUT"]
    assert layer.fields().names() == ["bare_soil", "cars", "trees", "labels", *COMMON_FIELDS]
    assert layer.wkbType() == QgsWkbTypes.Type.Polygon
    window = next(layer.getFeatures())
    assert (window["labels"], window["cars"]) == ("Bare soil,cars", 0.7)
    assert result["COUNT"] == 1
    assert result["WINDOWS_SCORED"] == 3


def test_thresholds_of_labels_reach_the_worker(run, worker, raster):
    worker("done")
    values = {"INPUT": [raster], "MODEL": "fake-labeller", "THRESHOLDS": "cars=0.4", "OUTPUT": TEMPORARY}
    folder = run("label", values)["RUN_FOLDER"]
    job = json.loads((Path(folder) / "run" / "job.json").read_text())
    assert job["selection"]["thresholds"] == [0.5, 0.4, 0.5]


def test_unknown_label_ends_the_call_before_the_worker_is_started(run, raster, monkeypatch, Feedback):
    from tesela.algorithms import base

    monkeypatch.setattr(base, "worker_command", lambda python: pytest.fail("the worker was started"))
    feedback = Feedback()
    values = {"INPUT": [raster], "MODEL": "fake-labeller", "THRESHOLDS": "boats=0.4", "OUTPUT": TEMPORARY}
    with pytest.raises(QgsProcessingException):
        run("label", values, feedback)
    assert any("boats" in error for error in feedback.errors)


def test_batch_of_label_runs_each_row(provider, models, worker, draw, tmp_path, Feedback):
    worker("done")
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("tesela:label")
    for i, thresholds in enumerate(("", "cars=0.9")):
        row = {"INPUT": [draw(f"{i}.tif")], "MODEL": "fake-labeller", "THRESHOLDS": thresholds}
        row["OUTPUT"] = str(tmp_path / f"{i}.gpkg")
        assert algorithm.create().run(row, QgsProcessingContext(), Feedback())[1]
        assert QgsVectorLayer(row["OUTPUT"], "row", "ogr").featureCount() == 1


def test_regress_writes_windows_and_a_raster(run, worker, raster, tmp_path):
    worker("done")
    path = tmp_path / "é values.tif"
    result = run("regress", {"INPUT": [raster], "MODEL": "fake-regressor", "OUTPUT": TEMPORARY, "VALUES": str(path)})
    assert result["OUTPUT"].fields().names() == ["value", "flag", *COMMON_FIELDS]
    assert next(result["OUTPUT"].getFeatures())["flag"] == "single colour"
    assert result["VALUES"] == str(path)
    values = QgsRasterLayer(str(path), "values")
    assert values.isValid()
    assert values.dataProvider().sample(values.extent().center(), 1) == (12.25, True)
    assert sorted(file.name for file in tmp_path.glob("*values*")) == ["é values.tif"]


def test_raster_of_values_may_be_left_out(run, worker, raster):
    worker("done")
    result = run("regress", {"INPUT": [raster], "MODEL": "fake-regressor", "OUTPUT": TEMPORARY})
    assert result["VALUES"] is None
    assert result["VALUES_FILES"] == []
    assert result["OUTPUT"].featureCount() == 1


def test_each_of_several_rasters_gets_a_raster_of_values(run, worker, draw, tmp_path, Feedback):
    worker("done")
    rasters = [draw(f"{i}.tif", shift_px=64 * i) for i in range(3)]
    feedback, path = Feedback(), tmp_path / "values.tif"
    values = {"INPUT": rasters, "MODEL": "fake-regressor", "OUTPUT": TEMPORARY, "VALUES": str(path)}
    result = run("regress", values, feedback)
    names = ["values.tif", "values-2.tif", "values-3.tif"]
    assert result["VALUES_FILES"] == [str(tmp_path / name) for name in names]
    for i, name in enumerate(names):
        assert QgsRasterLayer(str(tmp_path / name), name).extent().xMinimum() == 500000 + 32 * i
    assert all(any(name in line for line in feedback.infos) for name in names[1:])


def test_raster_of_another_format_is_refused_before_the_run(run, raster, tmp_path, monkeypatch):
    from tesela.algorithms import base

    monkeypatch.setattr(base, "worker_command", lambda python: pytest.fail("the worker was started"))
    values = {"INPUT": [raster], "MODEL": "fake-regressor", "OUTPUT": TEMPORARY, "VALUES": str(tmp_path / "v.jpg")}
    with pytest.raises(QgsProcessingException, match=r"jpg"):
        run("regress", values)


def test_values_are_loaded_with_the_classes_of_the_card(load, worker, raster):
    worker("done")
    layers = load("regress", {"INPUT": [raster], "MODEL": "fake-regressor"}, ("OUTPUT", "VALUES"))
    rules = layers["Values"].renderer().rootRule().children()
    assert rules[1].label() == "20 – 40 %"
    assert "built-up density" in [layers["Values"].customProperty("variableValues")][0]
    items = layers["Value raster"].renderer().shader().rasterShaderFunction().colorRampItemList()
    assert items[1].label == "20 – 40 %"


def test_labels_are_loaded_with_their_style(load, worker, raster):
    worker("done")
    layer = load("label", {"INPUT": [raster], "MODEL": "fake-labeller"}, ("OUTPUT",))["Labels"]
    assert layer.labelsEnabled()
    assert "labels" in layer.labeling().settings().fieldName
    assert layer.customProperty("variableValues") == ["0.75"]


def test_every_raster_of_several_is_loaded(load, worker, draw):
    worker("done")
    rasters = [draw(f"{i}.tif", shift_px=64 * i) for i in range(2)]
    load("regress", {"INPUT": rasters, "MODEL": "fake-regressor"}, ("OUTPUT", "VALUES"))
    loaded = [layer for layer in QgsProject.instance().mapLayers().values() if isinstance(layer, QgsRasterLayer)]
    assert len(loaded) == 2
    assert {layer.renderer().type() for layer in loaded} == {"singlebandpseudocolor"}


@pytest.mark.parametrize(
    ("name", "model", "field"),
    [("label", "fake-labeller", "labels"), ("regress", "fake-regressor", "value")],
)
def test_select_takes_runs_of_windows(run, worker, raster, name, model, field):
    worker("done")
    folder = run(name, {"INPUT": [raster], "MODEL": model, "OUTPUT": TEMPORARY})["RUN_FOLDER"]
    result = run("select", {"RUN_FOLDER": folder, "OUTPUT": TEMPORARY, "CENTRES": TEMPORARY})
    assert field in result["OUTPUT"].fields().names()
    assert "CENTRES" not in result


def test_select_knows_the_labels_of_the_run(run, worker, raster, Feedback, home):
    worker("done")
    folder = run("label", {"INPUT": [raster], "MODEL": "fake-labeller", "OUTPUT": TEMPORARY})["RUN_FOLDER"]
    (home / "models" / "fake-labeller" / "card.json").unlink()
    (home / "models" / "fake-labeller").rename(home / "models" / "gone")
    values = {"RUN_FOLDER": folder, "THRESHOLDS": "boats=0.4", "OUTPUT": TEMPORARY}
    with pytest.raises(QgsProcessingException, match="its labels are Bare soil, cars, trees"):
        run("select", values)


def test_select_in_a_folder_that_is_no_run_says_so(run, worker, tmp_path):
    worker("done")
    values = {"RUN_FOLDER": str(tmp_path), "THRESHOLDS": "cars=0.4", "OUTPUT": TEMPORARY}
    with pytest.raises(QgsProcessingException, match=r"run\.json does not say which model"):
        run("select", values)


def test_rule_of_select_reaches_the_worker(provider, models, qgis_new_project, monkeypatch, tmp_path, Feedback):
    from tesela.algorithms.select import Select

    asked = []

    def ask(self, python, request, feedback):
        asked.append(request)
        raise QgsProcessingException("enough")

    monkeypatch.setenv("TESELA_PYTHON", __import__("sys").executable)
    monkeypatch.setattr(Select, "ask_worker", ask)
    values = {"RUN_FOLDER": str(tmp_path), "THRESHOLD_RULE": 2, "OUTPUT": TEMPORARY}
    Select().create().run(values, QgsProcessingContext(), Feedback())
    assert asked[0]["selection"]["rule"] == "no-false-positives"
    assert asked[0]["selection"]["thresholds"] is None
