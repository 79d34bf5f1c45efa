"""The same job through every door, with the real worker: identical features; and QGIS killed leaves no orphan."""

import os
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)

ROOT = Path(__file__).parents[2]
WORKER_PYTHON = ROOT / ".venv" / "bin" / "python"
START = ROOT / "plugin" / "engine" / "run" / "start.py"
TEMPORARY = QgsProcessing.TEMPORARY_OUTPUT
QGIS_PROCESS = shutil.which("qgis_process.bin") or shutil.which("qgis_process")

if not WORKER_PYTHON.exists():
    pytest.skip("The worker's environment .venv is not there; 'make setup' makes it.", allow_module_level=True)


@pytest.fixture
def raster(tiny_scene, monkeypatch):
    monkeypatch.setenv("TESELA_HOME", str(tiny_scene))
    monkeypatch.setenv("TESELA_PYTHON", str(WORKER_PYTHON))
    return str(tiny_scene / "scene.tif")


def features(path, layer):
    """Sorted geometry and attributes, without the run's own id."""
    source = QgsVectorLayer(f"{path}|layername={layer}", layer, "ogr") if layer else path
    assert source.isValid(), path
    kept = [name for name in source.fields().names() if name not in ("fid", "run")]
    return sorted((f.geometry().asWkt(9), *(str(f[name]) for name in kept)) for f in source.getFeatures())


def command_line(raster, model, output):
    command = [str(WORKER_PYTHON), "-I", str(START), "cli", "run", raster, "--model", model, "--output", str(output)]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    return output / "results.gpkg"


@pytest.fixture
def qgis_process(tmp_path):
    """The command that starts qgis_process with this plugin, and its environment."""
    if QGIS_PROCESS is None:
        pytest.skip("qgis_process is not installed.")
    profile = tmp_path / "config" / "profiles" / "default" / "QGIS"
    profile.mkdir(parents=True)
    (profile / "QGIS3.ini").write_text("[PythonPlugins]\ntesela=true\n")
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "config"),
        "QGIS_PLUGINPATH": str(ROOT / "build" / "plugins"),
    }
    environment.pop("PYTHONPATH", None)
    return [QGIS_PROCESS, "run"], environment


@pytest.mark.parametrize(
    ("algorithm", "model", "layer"),
    [
        ("segment", "tiny-segmenter", "buildings"),
        ("segment", "tiny-segmenter-of-floods", "floods"),
        ("detect", "tiny-detector", "detections"),
        ("label", "tiny-labeller", "labels"),
    ],
)
def test_every_door_gives_the_same_features(
    algorithm, model, layer, raster, qgis_process, provider, qgis_new_project, tmp_path
):
    import processing

    expected = features(command_line(raster, model, tmp_path / "cli"), layer)
    assert len(expected) >= 3

    command, environment = qgis_process
    hostile = {"PROJ_DATA": "/nowhere", "PROJ_LIB": "/usr/share/proj", "GDAL_DRIVER_PATH": "/nowhere"}
    output = tmp_path / "from process.gpkg"
    values = [f"tesela:{algorithm}", f"--INPUT={raster}", f"--MODEL={model}", f"--OUTPUT={output}"]
    ended = subprocess.run(command + values, env={**environment, **hostile}, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert features(output, output.stem) == expected

    values = {"INPUT": [raster], "MODEL": model, "OUTPUT": TEMPORARY}
    result = processing.run(f"tesela:{algorithm}", values)
    assert features(result["OUTPUT"], None) == expected

    values = {"RUN_FOLDER": result["RUN_FOLDER"], "THRESHOLD": 0.999, "OUTPUT": TEMPORARY}
    again = processing.run("tesela:select", values)
    if layer == "labels":
        assert {feature["labels"] for feature in again["OUTPUT"].getFeatures()} == {""}
    else:
        assert again["COUNT"] == 0


@pytest.mark.parametrize(
    ("model", "layer"),
    [
        ("tiny-segmenter", "buildings"),
        ("tiny-segmenter-of-land", "polygons"),
        ("tiny-labeller", "labels"),
    ],
)
def test_the_dock_gives_the_same_features(
    model, layer, raster, provider, qgis_new_project, qgis_iface, qtbot, tmp_path
):
    from tesela.dock.run.panel import RunPanel
    from tesela.dock.run.state import State

    expected = features(command_line(raster, model, tmp_path / "cli"), layer)
    page = RunPanel(qgis_iface)
    qtbot.addWidget(page)
    try:
        QgsProject.instance().addMapLayer(QgsRasterLayer(raster, "scene"))
        page.form.model.choose(model)
        page.form.output.choose("file", str(tmp_path / "dock.gpkg"))
        qtbot.waitUntil(lambda: page.state is State.READY, timeout=60_000)
        page.start()
        qtbot.waitUntil(lambda: page.state is State.DONE, timeout=60_000)
        assert features(tmp_path / "dock.gpkg", layer) == expected
    finally:
        page.dispose()
        QgsProject.instance().removeAllMapLayers()


SEGMENTERS = [
    ("tiny-segmenter-of-floods", "floods", "Floods", {"flood": 3}, False),
    ("tiny-segmenter-of-land", "polygons", "Polygons", {"flood": 3, "dry ground": 1}, True),
]


@pytest.mark.parametrize(("model", "kind", "title", "found", "has_labels"), SEGMENTERS)
def test_segmentations_of_any_class_are_shown_sifted_and_found_again(
    model, kind, title, found, has_labels, raster, provider, qgis_new_project, qgis_iface, qtbot
):
    from tesela.bridge.runs import history
    from tesela.dock.dock import TeselaDock
    from tesela.dock.run.state import State

    project, dock = QgsProject.instance(), TeselaDock(qgis_iface)
    qtbot.addWidget(dock)

    def wait_for_layers(count):
        def there():
            groups = project.layerTreeRoot().findGroups()
            return dock.run_page.queue.current is None and len(groups) == count

        qtbot.waitUntil(there, timeout=60_000)
        return [node.layer() for node in project.layerTreeRoot().findGroups()[0].findLayers()]

    try:
        project.addMapLayer(QgsRasterLayer(raster, "scene"))
        dock.run_page.form.model.choose(model)
        dock.run_page.form.output.choose("temporary")
        qtbot.waitUntil(lambda: dock.run_page.state is State.READY, timeout=60_000)
        dock.run_page.start()
        (layer,) = wait_for_layers(1)
        assert layer.name() == title
        assert ("label" in layer.fields().names()) == has_labels
        assert layer.metadata().title() == f"{title} in scene.tif"
        assert dock.review.layer is layer
        assert dock.result._layer is layer
        form = dock.result.form
        assert [form.label.itemText(i) for i in range(form.label.count())] == list(found)
        qtbot.waitUntil(lambda: "polygons" in form.count.text(), timeout=60_000)
        assert f"{found['flood']} of {found['flood']} polygons" in form.count.text()

        (record,) = history.records(project)
        assert record.counts == {kind: sum(found.values())}
        dock.history.refresh()
        dock.history.choose(record.id)
        assert f"{title}: {sum(found.values())}" in dock.history.form.details.toPlainText()
        project.removeMapLayer(layer.id())
        dock.history.refresh()
        assert title in dock.history.form.details.toPlainText().split("Ended")[0]
        dock.history.form.show_run.click()
        assert dock.result._layer.name() == title
        assert dock.result._layer.featureCount() == sum(found.values())

        form.threshold.setValue(0.99)
        groups = len(project.layerTreeRoot().findGroups())
        form.apply.click()
        (again,) = wait_for_layers(groups + 1)
        assert again.name() == title
        left = [feature["label"] for feature in again.getFeatures()] if has_labels else list(again.getFeatures())
        assert left == (["dry ground"] if has_labels else [])
    finally:
        dock.dispose()
        project.removeAllMapLayers()


def test_what_was_found_before_a_cancel_can_be_used_and_the_run_goes_on(
    raster, provider, qgis_new_project, qgis_iface, qtbot, tmp_path
):
    from tesela.dock.run.panel import RunPanel
    from tesela.dock.run.state import State

    page = RunPanel(qgis_iface)
    qtbot.addWidget(page)
    try:
        QgsProject.instance().addMapLayer(QgsRasterLayer(raster, "scene"))
        page.form.model.choose("tiny-detector")
        page.form.options.set_parameters({"OVERLAP": 28, "BATCH": 1})
        page.start()
        entry = page.queue.current
        journal = Path(entry.request.folder) / "run" / "journal.jsonl"
        qtbot.waitUntil(lambda: journal.is_file() and journal.stat().st_size > 0, timeout=60_000)
        page.cancel()
        qtbot.waitUntil(lambda: page.state is State.CANCELLED, timeout=60_000)
        assert entry.device, "the device was told while the run worked"
        assert not page.form.interrupted.isHidden()
        page.use_what_was_found()
        qtbot.waitUntil(lambda: page.state in (State.DONE, State.NOTHING_FOUND), timeout=60_000)
        assert "of its windows are missing" in page.form.log.toPlainText()
        page._offer(entry.request)
        page.form.output.choose("file", str(tmp_path / "whole.gpkg"))
        page.go_on()
        qtbot.waitUntil(lambda: page.state is State.DONE and not page.queue.entries, timeout=60_000)
        assert "they are not scored again" in page.form.log.toPlainText()
        assert features(tmp_path / "whole.gpkg", "detections")
    finally:
        page.dispose()
        QgsProject.instance().removeAllMapLayers()


def test_area_and_extent_limit_the_result(raster, provider, qgis_new_project):
    import processing

    first_square = "500015,500050,4099960,4099990 [EPSG:32616]"
    values = {"INPUT": [raster], "MODEL": "tiny-segmenter", "EXTENT": first_square, "OUTPUT": TEMPORARY}
    layer = processing.run("tesela:segment", values)["OUTPUT"]
    assert layer.featureCount() == 1
    assert next(layer.getFeatures()).geometry().intersects(QgsGeometry.fromWkt("Point (500030 4099977)"))


def test_bands_that_the_raster_lacks_are_refused_with_a_message(raster, provider, qgis_new_project):
    import processing

    values = {"INPUT": [raster], "MODEL": "tiny-segmenter", "BANDS": "7,8,9", "OUTPUT": TEMPORARY}
    with pytest.raises(QgsProcessingException, match="no band 9"):
        processing.run("tesela:segment", values)


def test_labels_are_those_whose_score_reaches_their_threshold(raster, provider, qgis_new_project):
    import processing

    values = {"INPUT": [raster], "MODEL": "tiny-labeller", "THRESHOLDS": "trees=0.9", "OUTPUT": TEMPORARY}
    layer = processing.run("tesela:label", values)["OUTPUT"]
    held = []
    for window in layer.getFeatures():
        scores = {"Bare soil": window["bare_soil"], "cars": window["cars"], "trees": window["trees"]}
        thresholds = {"Bare soil": 0.5, "cars": 0.5, "trees": 0.9}
        expected = [name for name, score in scores.items() if score >= thresholds[name]]
        assert [name for name in window["labels"].split(",") if name] == expected
        held.append(window["labels"])
    assert held.count("Bare soil,cars") >= 3


def test_rule_without_evidence_gives_the_workers_message(raster, provider, qgis_new_project):
    import processing

    values = {"INPUT": [raster], "MODEL": "tiny-labeller", "THRESHOLD_RULE": 1, "OUTPUT": TEMPORARY}
    with pytest.raises(QgsProcessingException, match="no evidence"):
        processing.run("tesela:label", values)


def test_values_of_layer_and_raster_are_those_of_the_model(raster, provider, qgis_new_project, tmp_path):
    import processing

    path = str(tmp_path / "values.tif")
    values = {"INPUT": [raster], "MODEL": "tiny-regressor", "OUTPUT": TEMPORARY, "VALUES": path}
    result = processing.run("tesela:regress", values)
    windows = list(result["OUTPUT"].getFeatures())
    dark, bright = 100 * 60 / 255, 100 * 240 / 255
    assert min(window["value"] for window in windows) == pytest.approx(dark, abs=0.01)
    assert dark < max(window["value"] for window in windows) <= bright + 0.01
    plain = [window for window in windows if window["value"] == pytest.approx(dark, abs=0.01)]
    assert {window["flag"] for window in plain} == {"single colour"}
    layer = QgsRasterLayer(path, "values")
    assert layer.crs().authid() == "EPSG:32616"
    found = layer.dataProvider().bandStatistics(1)
    assert dark < found.maximumValue <= bright + 0.01

    again = processing.run("tesela:select", {"RUN_FOLDER": result["RUN_FOLDER"], "OUTPUT": TEMPORARY})
    assert features(again["OUTPUT"], None) == features(result["OUTPUT"], None)


def test_photographs_of_a_memory_layer_are_classified(raster, provider, qgis_new_project, tmp_path):
    import processing
    from qgis.PyQt.QtGui import QColor, QImage

    layer = QgsVectorLayer("Point?crs=EPSG:32616&field=photo:string&field=heading:double", "points", "memory")
    for i, (name, grey) in enumerate((("bright é.png", 230), ("dark.png", 20), ("gone.png", None))):
        if grey is not None:
            picture = QImage(80, 60, QImage.Format.Format_RGB32)
            picture.fill(QColor(grey, grey, grey))
            assert picture.save(str(tmp_path / name))
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(f"Point (500000 {4100000 + 50 * (i == 2)})"))
        feature.setAttributes([name, 90.0 * i])
        layer.dataProvider().addFeatures([feature])
    values = {"INPUT": layer, "MODEL": "tiny-photographer", "PHOTO_FOLDER": str(tmp_path), "HEADING_FIELD": "heading"}
    result = processing.run("tesela:classifyphotos", {**values, "OUTPUT": TEMPORARY, "PLACES": TEMPORARY})
    photos = {Path(f["photo"]).name: f for f in result["OUTPUT"].getFeatures()}
    assert photos["bright é.png"]["class"] == "busy road"
    assert photos["dark.png"]["class"] == "quiet street"
    assert photos["dark.png"]["heading"] == 90
    assert not photos["gone.png"]["class"]
    assert photos["dark.png"]["photo"] == str(tmp_path / "dark.png")
    assert sorted(place["count"] for place in result["PLACES"].getFeatures()) == [0, 2]


def squares():
    """A memory layer of the scene's three bright squares."""
    truth = QgsVectorLayer("Polygon?crs=EPSG:32616", "truth", "memory")
    for row, column in ((30, 40), (100, 200), (180, 90)):
        x, y = 500000 + column / 2, 4100000 - row / 2
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(x, y - 16, x + 20, y)))
        truth.dataProvider().addFeatures([feature])
    return truth


def test_evaluation_of_a_run_counts_the_squares(raster, provider, qgis_new_project):
    import processing

    values = {"INPUT": [raster], "MODEL": "tiny-segmenter", "OUTPUT": TEMPORARY}
    folder = processing.run("tesela:segment", values)["RUN_FOLDER"]
    result = processing.run("tesela:evaluate", {"RUN_FOLDER": folder, "TRUTH": squares(), "REPORT_FOLDER": TEMPORARY})
    assert result["IOU"] > 0.9
    assert result["ACCURACY"] > 0.98
    assert "<html" in Path(result["REPORT"]).read_text(encoding="utf-8").lower()
    assert Path(result["FIGURES_FILE"]).is_file()
    assert list(Path(result["PLOTS"]).glob("*.png"))


def test_evaluation_of_a_segmentation_of_another_class(raster, provider, qgis_new_project):
    import processing

    values = {"INPUT": [raster], "MODEL": "tiny-segmenter-of-floods", "TRUTH": squares(), "REPORT_FOLDER": TEMPORARY}
    assert processing.run("tesela:evaluate", values)["IOU"] > 0.9


def test_a_segmentation_of_another_class_is_loaded_under_its_name(raster, provider, qgis_new_project):
    import processing

    values = {"INPUT": [raster], "MODEL": "tiny-segmenter-of-floods", "OUTPUT": TEMPORARY}
    result = processing.runAndLoadResults("tesela:segment", values)
    layer = QgsProject.instance().mapLayer(result["OUTPUT"])
    assert layer.name() == "Floods"
    assert "area_m2" in layer.mapTipTemplate(), "it has the style of buildings"
    values = {"RUN_FOLDER": result["RUN_FOLDER"], "OUTPUT": TEMPORARY}
    again = processing.runAndLoadResults("tesela:select", values)
    assert QgsProject.instance().mapLayer(again["OUTPUT"]).name() == "Floods"
    QgsProject.instance().removeAllMapLayers()


def test_truth_without_a_field_that_is_needed_gives_the_workers_message(raster, provider, qgis_new_project):
    import processing

    values = {"INPUT": [raster], "MODEL": "tiny-labeller", "TRUTH": squares(), "REPORT_FOLDER": TEMPORARY}
    with pytest.raises(QgsProcessingException, match="which field of the truth"):
        processing.run("tesela:evaluate", values)


def test_heat_lies_on_what_speaks_for_the_label(raster, provider, qgis_new_project, tmp_path):
    import processing

    first_square = "500010,500055,4099955,4099995 [EPSG:32616]"
    heat = str(tmp_path / "heat.tif")
    values = {"INPUT": [raster], "MODEL": "tiny-labeller", "LABEL": "cars", "EXTENT": first_square, "HEAT": heat}
    result = processing.run("tesela:explain", {**values, "OVERLAY_FOLDER": TEMPORARY})
    assert result["HEAT_FILES"] == [heat]
    layer = QgsRasterLayer(heat, "heat")
    assert layer.crs().authid() == "EPSG:32616"
    square, known = layer.dataProvider().sample(QgsPointXY(500030, 4099977), 1)
    assert known
    beside, known = layer.dataProvider().sample(QgsPointXY(500017, 4099993), 1)
    assert square > 0.5 > (beside if known else 0.0)


def test_an_unknown_label_is_refused_with_the_workers_message(raster, provider, qgis_new_project, tmp_path):
    import processing

    values = {"INPUT": [raster], "MODEL": "tiny-labeller", "LABEL": "boats", "HEAT": str(tmp_path / "heat.tif")}
    with pytest.raises(QgsProcessingException, match="boats"):
        processing.run("tesela:explain", {**values, "OVERLAY_FOLDER": TEMPORARY})


def test_heat_of_a_photograph_is_a_picture(raster, provider, qgis_new_project, tmp_path):
    import processing
    from qgis.PyQt.QtGui import QColor, QImage

    photo = QImage(64, 64, QImage.Format.Format_RGB32)
    photo.fill(QColor(230, 230, 230))
    assert photo.save(str(tmp_path / "é 1.png"))
    values = {"PHOTOS": [str(tmp_path / "é 1.png")], "MODEL": "tiny-photographer"}
    result = processing.run("tesela:explain", {**values, "OVERLAY_FOLDER": str(tmp_path / "overlays")})
    (overlay,) = result["OVERLAYS"]
    assert Path(overlay).parent == tmp_path / "overlays"
    assert not QImage(overlay).isNull()


@pytest.mark.parametrize("after_s", [0.5, 3.0])
def test_cancel_ends_the_real_worker_within_two_seconds(raster, provider, qgis_new_project, after_s):
    import processing

    feedback = QgsProcessingFeedback(False)
    cancelled = []

    def cancel():
        cancelled.append(time.monotonic())
        feedback.cancel()

    threading.Timer(after_s, cancel).start()
    values = {"INPUT": [raster], "MODEL": "tiny-detector", "OVERLAP": 31, "BATCH": 1, "OUTPUT": TEMPORARY}
    with pytest.raises(QgsProcessingException, match=r"(?i)cancel"):
        processing.run("tesela:detect", values, feedback=feedback)
    assert time.monotonic() - cancelled[0] < 2.0


def test_worker_ends_when_qgis_is_killed(raster, qgis_process, tmp_path):
    command, environment = qgis_process
    values = ["tesela:detect", f"--INPUT={raster}", "--MODEL=tiny-detector", "--OVERLAP=31", "--BATCH=1"]
    values += [f"--OUTPUT={tmp_path / 'out.gpkg'}"]
    process = subprocess.Popen(command + values, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    worker = wait_for(lambda: children(process.pid))
    assert worker, "no worker was started"
    time.sleep(1.0)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in worker), timeout_s=5.0)


def children(pid):
    """Process ids of the workers that this process has started."""
    found = []
    for entry in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(child) for child in entry.read_text().split()]
    return [child for child in found if b"start.py" in Path(f"/proc/{child}/cmdline").read_bytes()]


def wait_for(holds, timeout_s=20.0):
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        value = holds()
        if value:
            return value
        time.sleep(0.05)
    return None
