"""The algorithms, as the toolbox, batch mode, a model and a script run them, with a worker that needs no model."""

import threading
import time
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterMultipleLayers,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)

TEMPORARY = QgsProcessing.TEMPORARY_OUTPUT
LAYER_FIELDS = ["label", "score", "lon", "lat", "raster", "model", "run"]
POLYGON_FIELDS = ["area_m2", "score", "raster", "model", "run"]


def test_every_algorithm_is_described(provider, models):
    names = {algorithm.id() for algorithm in provider.algorithms()}
    expected = "check detect segment label regress classifyphotos select evaluate explain compareruns samplescene setup"
    assert names == {f"tesela:{name}" for name in expected.split()}
    for algorithm in provider.algorithms():
        assert algorithm.displayName()
        assert algorithm.shortDescription()
        assert len(algorithm.shortHelpString()) > 80
        if algorithm.name() in ("detect", "segment", "label", "regress", "classifyphotos", "explain"):
            assert "Summary of fake-" in algorithm.shortHelpString()
        assert not algorithm.icon().isNull()
        for definition in algorithm.parameterDefinitions():
            assert definition.name() == definition.name().upper()
            assert definition.description()
            assert len(definition.help()) > 10, (algorithm.id(), definition.name())
        for output in algorithm.outputDefinitions():
            assert output.description(), (algorithm.id(), output.name())


def test_every_text_can_be_translated(provider, models, monkeypatch):
    from qgis.PyQt.QtCore import QCoreApplication, QTranslator

    class Marker(QTranslator):
        def translate(self, context, text, disambiguation=None, n=-1):
            return f"«{text}»" if context == "Tesela" else ""

    marker = Marker()
    QCoreApplication.installTranslator(marker)
    try:
        for listed in provider.algorithms():
            algorithm = listed.create()
            texts = [algorithm.displayName(), algorithm.shortDescription(), algorithm.shortHelpString()]
            texts += [definition.description() for definition in algorithm.parameterDefinitions()]
            texts += [output.description() for output in algorithm.outputDefinitions()]
            for definition in algorithm.parameterDefinitions():
                texts += [definition.help()] if definition.name() != "MODEL" else []
            assert all(text.startswith("«") for text in texts), texts
    finally:
        QCoreApplication.removeTranslator(marker)


def test_models_of_the_task_alone_are_offered(provider, models):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("tesela:segment")
    options = algorithm.parameterDefinition("MODEL").options()
    assert "fake-segmenter" in options
    assert "fake-detector" not in options


def test_detect_writes_temporary_layers_with_the_same_attributes(run, worker, raster, Feedback):
    worker("done")
    feedback = Feedback()
    values = {"INPUT": [raster], "MODEL": "fake-detector", "OUTPUT": TEMPORARY, "CENTRES": TEMPORARY}
    result = run("detect", values, feedback)
    boxes, centres = result["OUTPUT"], result["CENTRES"]
    assert boxes.fields().names() == centres.fields().names() == LAYER_FIELDS
    assert boxes.wkbType() == QgsWkbTypes.Type.Polygon
    assert centres.wkbType() == QgsWkbTypes.Type.Point
    assert boxes.crs() == centres.crs() == QgsCoordinateReferenceSystem("EPSG:32616")
    box = next(boxes.getFeatures())
    assert box["label"] == "damage"
    assert box["score"] == 0.9
    assert box.geometry().boundingBox().width() == 4
    assert result["COUNT"] == 1
    assert (result["WINDOWS"], result["WINDOWS_SCORED"], result["WINDOWS_WITHOUT_DATA"]) == (4, 3, 1)
    assert result["DEVICE"] == "test CPU"
    assert Path(result["RESULTS"]).is_file()
    assert Path(result["RUN_FOLDER"]).is_dir()
    assert "Reading on one thread" in feedback.infos
    assert any("test CPU" in line for line in feedback.infos)
    assert any("2.00 megapixels a second" in line for line in feedback.infos)
    assert feedback.warnings == ["One window is damaged"]
    assert feedback.steps == sorted(feedback.steps)


def test_both_outputs_go_into_one_geopackage(run, worker, raster, tmp_path):
    worker("done")
    path = tmp_path / "it's é.gpkg"
    from tesela.dock.run.output import destination

    values = {"INPUT": [raster], "MODEL": "fake-detector"}
    outputs = {"OUTPUT": destination(path, "boxes"), "CENTRES": destination(path, "centres")}
    run("detect", {**values, **outputs})
    for table in ("boxes", "centres"):
        layer = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
        assert layer.featureCount() == 1, table
        assert layer.fields().names() == ["fid", *LAYER_FIELDS]


def test_centres_may_be_left_out(run, worker, raster):
    worker("done")
    result = run("detect", {"INPUT": [raster], "MODEL": "fake-detector", "OUTPUT": TEMPORARY})
    assert result["OUTPUT"].featureCount() == 1
    assert result.get("CENTRES") is None


def test_segment_writes_multipolygons(run, worker, raster, tmp_path):
    worker("done")
    path = tmp_path / "buildings.gpkg"
    result = run("segment", {"INPUT": raster, "MODEL": "fake-segmenter", "OUTPUT": str(path)})
    layer = QgsVectorLayer(result["OUTPUT"], "buildings", "ogr")
    assert layer.wkbType() == QgsWkbTypes.Type.MultiPolygon
    assert layer.fields().names() == ["fid", *POLYGON_FIELDS]
    assert next(layer.getFeatures())["area_m2"] == 64.0


def test_several_rasters_give_one_result(run, worker, draw):
    worker("done")
    rasters = [draw("a.tif"), draw("b.tif", shift_px=64)]
    result = run("segment", {"INPUT": rasters, "MODEL": "fake-segmenter", "OUTPUT": TEMPORARY})
    assert [feature["raster"] for feature in result["OUTPUT"].getFeatures()] == rasters


def test_nothing_found_is_success_with_an_empty_valid_layer(run, worker, raster):
    worker("nothing")
    result = run("detect", {"INPUT": [raster], "MODEL": "fake-detector", "OUTPUT": TEMPORARY, "CENTRES": TEMPORARY})
    assert result["COUNT"] == 0
    assert result["OUTPUT"].isValid()
    assert result["OUTPUT"].crs().authid() == "EPSG:32616"
    assert result["OUTPUT"].featureCount() == 0


def test_select_moves_the_threshold_of_a_detection(run, worker, raster):
    worker("done")
    values = {"INPUT": [raster], "MODEL": "fake-detector", "OUTPUT": TEMPORARY, "RUN_FOLDER": TEMPORARY}
    folder = run("detect", values)["RUN_FOLDER"]
    for chosen in (folder, str(Path(folder) / "run")):
        values = {"RUN_FOLDER": chosen, "THRESHOLD": 0.75, "OUTPUT": TEMPORARY, "CENTRES": TEMPORARY}
        result = run("select", values)
        assert next(result["OUTPUT"].getFeatures())["score"] == 0.75
        assert result["CENTRES"].featureCount() == 1


def test_select_of_a_segmentation_gives_polygons_and_no_centres(run, worker, raster):
    worker("done")
    folder = run("segment", {"INPUT": [raster], "MODEL": "fake-segmenter", "OUTPUT": TEMPORARY})["RUN_FOLDER"]
    result = run("select", {"RUN_FOLDER": folder, "OUTPUT": TEMPORARY, "CENTRES": TEMPORARY})
    assert result["OUTPUT"].fields().names() == POLYGON_FIELDS
    assert "CENTRES" not in result


WRONG_TASKS = [
    ("detect", "fake-segmenter", "Segment rasters into polygons' (tesela:segment)"),
    ("segment", "fake-labeller", "Label windows of rasters' (tesela:label)"),
    ("label", "fake-regressor", "Predict a value for windows of rasters' (tesela:regress)"),
    ("regress", "fake-detector", "Detect objects in rasters' (tesela:detect)"),
    ("check", "fake-photographer", "Classify photographs at points' (tesela:classifyphotos)"),
    ("evaluate", "fake-photographer", "Classify photographs at points' (tesela:classifyphotos)"),
    ("explain", "fake-segmenter", "Segment rasters into polygons' (tesela:segment)"),
]


@pytest.mark.parametrize(("name", "model", "remedy"), WRONG_TASKS)
def test_a_model_of_another_task_is_refused_before_the_run(provider, models, worker, raster, home, name, model, remedy):
    worker("crash")
    truth = QgsVectorLayer("Polygon?crs=EPSG:32616", "truth", "memory")
    QgsProject.instance().addMapLayer(truth)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"tesela:{name}")
    values = {"INPUT": [raster], "MODEL_FOLDER": str(home / "models" / model), "TRUTH": truth.id()}
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    try:
        with pytest.raises(QgsProcessingException) as refused:
            algorithm.prepareAlgorithm(values, context, QgsProcessingFeedback())
        assert "cannot be used here" in str(refused.value)
        assert remedy in str(refused.value)
    finally:
        QgsProject.instance().removeAllMapLayers()


@pytest.mark.parametrize(
    ("behaviour", "message"),
    [("fail", "The raster is cut off; copy it again."), ("crash", "SIGKILL"), ("garbage", "Epoch 1/1")],
)
def test_the_workers_message_is_the_error(run, worker, raster, behaviour, message):
    worker(behaviour)
    with pytest.raises(QgsProcessingException, match=message):
        run("detect", {"INPUT": [raster], "MODEL": "fake-detector", "OUTPUT": TEMPORARY})


def test_cancel_ends_the_run_within_two_seconds(run, worker, raster, Feedback):
    worker("stubborn")
    feedback = Feedback()
    timer = threading.Timer(1.0, feedback.cancel)
    timer.start()
    begin = time.monotonic()
    with pytest.raises(QgsProcessingException, match="kept in its run folder"):
        run("detect", {"INPUT": [raster], "MODEL": "fake-detector", "OUTPUT": TEMPORARY}, feedback)
    assert time.monotonic() - begin < 3.0


def test_missing_environment_is_told_with_the_remedy(run, raster, monkeypatch, Feedback):
    monkeypatch.setenv("TESELA_PYTHON", "/nowhere/python")
    feedback = Feedback()
    with pytest.raises(QgsProcessingException):
        run("detect", {"INPUT": [raster], "MODEL": "fake-detector", "OUTPUT": TEMPORARY}, feedback)
    assert any("/nowhere/python" in error for error in feedback.errors)


@pytest.mark.parametrize("pattern", ["{}/file/out.gpkg", "ogr:dbname='{}/file/out.gpkg' table=\"t\" (geom)", "{}"])
def test_output_that_cannot_be_written_is_refused_before_the_run(run, raster, tmp_path, monkeypatch, pattern):
    from tesela.algorithms import base

    monkeypatch.setattr(base, "worker_command", lambda python: pytest.fail("the worker was started"))
    (tmp_path / "file").write_text("")
    values = {"INPUT": [raster], "MODEL": "fake-detector", "OUTPUT": pattern.format(tmp_path)}
    with pytest.raises(QgsProcessingException, match=r"is no folder|is a folder"):
        run("detect", values)


@pytest.mark.parametrize("value", [TEMPORARY, "memory:", None, "postgis:dbname='x' table=\"t\"", "relative.gpkg"])
def test_outputs_that_are_no_files_are_left_to_processing(value):
    from tesela.algorithms.destinations import refusal

    assert refusal(value) is None


def test_result_is_styled_when_it_is_loaded(run, worker, raster, Feedback):
    import processing
    from processing.gui.Postprocessing import handleAlgorithmResults

    worker("done")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    values = {"INPUT": [raster], "MODEL": "fake-detector", "OUTPUT": TEMPORARY, "CENTRES": TEMPORARY}
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("tesela:detect")
    processing.run(algorithm, _loading(values), feedback=Feedback(), context=context, onFinish=lambda *a: None)
    handleAlgorithmResults(algorithm, context, Feedback())
    layers = {layer.name(): layer for layer in QgsProject.instance().mapLayers().values()}
    assert layers["Detections"].labelsEnabled()
    assert "score" in layers["Detections"].mapTipTemplate()
    assert layers["Detection centres"].renderer().symbol().symbolLayerCount() == 2


def _loading(values):
    from qgis.core import QgsProcessingOutputLayerDefinition

    project = QgsProject.instance()
    loaded = {name: QgsProcessingOutputLayerDefinition(TEMPORARY, project) for name in ("OUTPUT", "CENTRES")}
    return {**values, **loaded}


def test_batch_mode_runs_each_row(provider, models, worker, draw, tmp_path, Feedback):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("tesela:segment")
    worker("done")
    rows = [
        {"INPUT": [draw(f"{i}.tif")], "MODEL": "fake-segmenter", "OUTPUT": str(tmp_path / f"{i}.gpkg")}
        for i in range(2)
    ]
    for row in rows:
        context = QgsProcessingContext()
        _, successful = algorithm.create().run(row, context, Feedback())
        assert successful
        assert QgsVectorLayer(row["OUTPUT"], "row", "ogr").featureCount() == 1


def test_runs_inside_a_model_and_feeds_the_next_step(provider, models, worker, raster, Feedback):
    worker("done")
    model = QgsProcessingModelAlgorithm("find and thin", "group")
    model.addModelParameter(QgsProcessingParameterMultipleLayers("rasters"), QgsProcessingModelParameter("rasters"))
    Parameter = QgsProcessingModelChildParameterSource
    detect = QgsProcessingModelChildAlgorithm("tesela:detect")
    detect.setChildId("detect")
    detect.addParameterSources("INPUT", [Parameter.fromModelParameter("rasters")])
    detect.addParameterSources("MODEL", [Parameter.fromStaticValue("fake-detector")])
    model.addChildAlgorithm(detect)
    select = QgsProcessingModelChildAlgorithm("tesela:select")
    select.setChildId("select")
    select.addParameterSources("RUN_FOLDER", [Parameter.fromChildOutput("detect", "RUN_FOLDER")])
    select.addParameterSources("THRESHOLD", [Parameter.fromStaticValue(0.8)])
    output = QgsProcessingModelOutput("boxes", "Boxes")
    output.setChildId("select")
    output.setChildOutputName("OUTPUT")
    select.setModelOutputs({"boxes": output})
    model.addChildAlgorithm(select)
    model.initAlgorithm()
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    boxes = model.destinationParameterDefinitions()[0].name()
    result, successful = model.run({"rasters": [raster], boxes: TEMPORARY}, context, Feedback())
    assert successful
    layer = context.takeResultLayer(result[boxes])
    assert next(layer.getFeatures())["score"] == 0.8


def test_setup_reports_the_python_that_is_there(run, monkeypatch):
    import sys

    monkeypatch.setenv("TESELA_PYTHON", sys.executable)
    assert run("setup", {})["PYTHON"] == sys.executable


@pytest.fixture
def dialog(provider, models, qgis_iface, qtbot, raster, qgis_new_project, monkeypatch):
    """Call it with an algorithm's name for the dialog that the toolbox opens, filled as a person would."""
    from processing.gui.AlgorithmDialog import AlgorithmDialog
    from qgis.core import QgsRasterLayer
    from qgis.gui import QgsBrowserGuiModel

    browser = QgsBrowserGuiModel()
    monkeypatch.setattr(qgis_iface, "browserModel", lambda: browser)
    QgsProject.instance().addMapLayer(QgsRasterLayer(raster, "scene"))
    opened = []

    def open_(name, values):
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"tesela:{name}")
        opened.append(AlgorithmDialog(algorithm, False, None))
        opened[-1].setParameters(values)
        opened[-1].show()
        return opened[-1]

    yield open_
    for shown in opened:
        shown.close()
        shown.deleteLater()
    QgsProject.instance().removeAllMapLayers()


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("detect", "fake-detector"),
        ("segment", "fake-segmenter"),
        ("label", "fake-labeller"),
        ("regress", "fake-regressor"),
    ],
)
def test_untouched_dialog_asks_for_the_cards_values(dialog, name, model, raster):
    from tesela.algorithms.mapping import job_from
    from tesela.algorithms.values import Values
    from tesela.bridge.inputs.rasters import Source
    from tesela.engine.contract.job import Job

    shown = dialog(name, {"INPUT": [raster]})
    values = shown.createProcessingParameters()
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    algorithm = shown.algorithm()
    assert algorithm.checkParameterValues(values, context) == (True, "")
    crs = QgsCoordinateReferenceSystem("EPSG:32616")
    job = job_from(Values(algorithm, values, context), [Source(raster)], crs, (algorithm.task,), Path("out"))
    assert job == Job((raster,), model, "out")


def test_layer_given_as_an_object_may_be_removed_during_the_run(provider, models, worker, raster, qtbot, Feedback):
    from qgis.core import QgsProcessingAlgRunnerTask, QgsRasterLayer

    worker("pause")
    layer = QgsRasterLayer(raster, "scene")
    QgsProject.instance().addMapLayer(layer)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("tesela:detect")
    context, feedback = QgsProcessingContext(), Feedback()
    context.setProject(QgsProject.instance())
    values = {"INPUT": [layer], "MODEL": "fake-detector", "OUTPUT": TEMPORARY, "CENTRES": TEMPORARY}
    task = QgsProcessingAlgRunnerTask(algorithm, values, context, feedback)
    ended = []
    task.executed.connect(lambda successful, results: ended.append((successful, results)))
    QgsApplication.taskManager().addTask(task)
    qtbot.waitUntil(lambda: "Reading on one thread" in feedback.infos, timeout=15_000)
    QgsProject.instance().removeAllMapLayers()
    qtbot.waitUntil(lambda: bool(ended), timeout=15_000)
    assert ended[0][0], feedback.errors
    assert ended[0][1]["COUNT"] == 1


def test_dialog_runs_and_loads_styled_layers(dialog, worker, raster, qtbot):
    worker("done")
    shown = dialog("detect", {"INPUT": [raster]})
    shown.runAlgorithm()
    qtbot.waitUntil(lambda: len(QgsProject.instance().mapLayersByName("Detections")) == 1, timeout=15_000)
    layer = QgsProject.instance().mapLayersByName("Detections")[0]
    assert layer.featureCount() == 1
    assert layer.labelsEnabled()
