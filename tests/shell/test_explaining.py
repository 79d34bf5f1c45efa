"""Explain this, as a person asks for it on the pages Result and Review: the heat on the map, or why there is none."""

import json
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsSingleBandPseudoColorRenderer,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QImage
from tesela.bridge.results.kinds import BUILDINGS, DETECTIONS, LABELS, PHOTOS, PLACES, VALUES
from tesela.bridge.results.layer_notes import explained, note_run, run_folder_of
from tesela.dock.explain.bar import BarState
from tesela.dock.explain.explaining import Explaining
from tesela.dock.explain.request import kind_of, refusal, request_for
from tesela.dock.result.panel import ResultPanel
from tesela.dock.review.panel import ReviewPanel
from tesela.engine.contract.errors import TeselaError
from tesela.engine.contract.places import installed_cards

LONGEST_MS = 20_000
WEST, NORTH = 500000, 4100000
COMMON = "field=raster:string&field=model:string&field=run:string"
FIELDS = {
    DETECTIONS: "field=label:string&field=score:double",
    BUILDINGS: "field=area_m2:double&field=score:double",
    LABELS: "field=bare_soil:double&field=cars:double&field=trees:double&field=labels:string",
    VALUES: "field=value:double&field=flag:string",
    PHOTOS: "field=class:string&field=score:double&field=photo:string",
    PLACES: "field=class:string&field=score:double&field=place:string&field=count:integer",
}
MODELS = {DETECTIONS: "fake-detector", BUILDINGS: "fake-segmenter", LABELS: "fake-labeller", VALUES: "fake-regressor"}
SIDE_M = 8


def results(kind, rows, raster="scene.tif"):
    """Squares of 8 m in a row below the raster's upper left corner, in the project, in a group of their run."""
    geometry = "Point" if kind in (PHOTOS, PLACES) else "Polygon"
    layer = QgsVectorLayer(f"{geometry}?crs=EPSG:32616&{FIELDS[kind]}&{COMMON}", kind, "memory")
    features = []
    for i, values in enumerate(rows):
        feature = QgsFeature(layer.fields())
        left = WEST + 10 * i
        square = QgsGeometry.fromRect(QgsRectangle(left, NORTH - SIDE_M, left + SIDE_M, NORTH))
        feature.setGeometry(square.centroid() if geometry == "Point" else square)
        own = {"raster": raster, "model": f"{MODELS.get(kind, 'fake-photographer')} 1", "run": "abc"}
        for name, value in {**own, **values}.items():
            feature[name] = value
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    QgsProject.instance().addMapLayer(layer, False)
    QgsProject.instance().layerTreeRoot().insertGroup(0, "the run").addLayer(layer)
    return layer


def boxes(*scores):
    return results(DETECTIONS, [{"label": "damage", "score": score} for score in scores])


@pytest.fixture
def scene(raster, qgis_new_project):
    layer = QgsRasterLayer(raster, "scene")
    QgsProject.instance().addMapLayer(layer)
    yield raster
    QgsProject.instance().removeAllMapLayers()


@pytest.fixture
def canvas(qtbot):
    canvas = QgsMapCanvas()
    canvas.resize(400, 300)
    qtbot.addWidget(canvas)
    canvas.show()
    yield canvas
    canvas.stopRendering()
    canvas.setLayers([])


@pytest.fixture
def page(qtbot, provider, models, scene, canvas):
    panel = ResultPanel(canvas)
    qtbot.addWidget(panel)
    panel.show()
    yield panel
    panel.dispose()


@pytest.fixture
def review(qtbot, provider, models, scene, qgis_iface):
    panel = ReviewPanel(qgis_iface)
    qtbot.addWidget(panel)
    panel.resize(380, 620)
    panel.show()
    yield panel
    panel.dispose()


def press(qtbot, panel):
    bar = getattr(panel, "explain", None) or panel.form.explain
    qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    return bar


def ended(qtbot, bar):
    qtbot.waitUntil(lambda: bar.state is BarState.READY, timeout=LONGEST_MS)


def heats():
    return [layer for layer in QgsProject.instance().mapLayers().values() if explained(layer)]


@pytest.fixture
def asked(monkeypatch):
    """The requests that the worker got."""
    from tesela.algorithms.base import TeselaAlgorithm

    found, ask = [], TeselaAlgorithm.ask_worker

    def listen(self, python, request, feedback):
        found.append(request)
        return ask(self, python, request, feedback)

    monkeypatch.setattr(TeselaAlgorithm, "ask_worker", listen)
    return found


def test_the_heat_of_the_selected_detection_lies_below_the_result_in_its_group(qtbot, page, worker, asked, tmp_path):
    worker("done")
    layer = boxes(0.9, 0.6)
    page.show_run({DETECTIONS: layer}, installed_cards()["fake-detector"], None)
    layer.selectByExpression('"score" > 0.8')
    bar = press(qtbot, page)
    assert bar.state is BarState.RUNNING
    assert bar.button.text() == "Cancel"
    ended(qtbot, bar)
    (heat,) = heats()
    assert heat.name() == "Heat: damage 0.90"
    assert isinstance(heat.renderer(), QgsSingleBandPseudoColorRenderer)
    group = QgsProject.instance().layerTreeRoot().findGroup("the run")
    assert [node.layerId() for node in group.findLayers()] == [layer.id(), heat.id()]
    assert "the brighter, the more speaks for 'damage'" in bar.notice.text()
    job = asked[0]["job"]
    assert (job["label"], job["most"], job["run"]) == ("damage", 1, None)
    area = QgsGeometry.fromWkt(job["area"]["wkt"])
    outline = QgsGeometry.fromRect(QgsRectangle(WEST, NORTH - SIDE_M, WEST + SIDE_M, NORTH))
    assert area.contains(outline)
    assert area.area() == pytest.approx(outline.area(), rel=0.05)


def test_asking_again_brings_the_heat_that_is_there_to_light(qtbot, page, worker, asked):
    worker("done")
    layer = boxes(0.9)
    page.show_run({DETECTIONS: layer}, installed_cards()["fake-detector"], None)
    layer.selectAll()
    ended(qtbot, press(qtbot, page))
    (heat,) = heats()
    node = QgsProject.instance().layerTreeRoot().findLayer(heat.id())
    node.setItemVisibilityChecked(False)
    bar = press(qtbot, page)
    assert "on the map already" in bar.notice.text()
    assert node.isVisible()
    assert len(asked) == len(heats()) == 1


def test_without_a_selection_it_is_picked_on_the_map(qtbot, page, canvas, worker, asked):
    worker("done")
    layer = boxes(0.9, 0.6)
    canvas.setDestinationCrs(layer.crs())
    canvas.setExtent(QgsRectangle(WEST - 2, NORTH - 20, WEST + 22, NORTH + 2))
    with qtbot.waitSignal(canvas.mapCanvasRefreshed, timeout=LONGEST_MS):
        canvas.setLayers([layer])
    page.show_run({DETECTIONS: layer}, installed_cards()["fake-detector"], None)
    before = canvas.mapTool()
    bar = press(qtbot, page)
    assert bar.state is BarState.PICKING
    assert "Click" in bar.notice.text()
    at = canvas.getCoordinateTransform().transform(WEST + 14, NORTH - 4)
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at.toQPointF().toPoint())
    ended(qtbot, bar)
    assert [heat.name() for heat in heats()] == ["Heat: damage 0.60"]
    assert canvas.mapTool() is before


def test_picking_can_be_stopped_by_the_button_and_by_another_tool(qtbot, page, canvas, worker):
    from qgis.gui import QgsMapToolPan

    worker("done")
    page.show_run({DETECTIONS: boxes(0.9)}, installed_cards()["fake-detector"], None)
    tool = QgsMapToolPan(canvas)
    canvas.setMapTool(tool)
    bar = press(qtbot, page)
    assert canvas.mapTool() is not tool
    press(qtbot, page)
    assert bar.state is BarState.READY
    assert canvas.mapTool() is tool
    press(qtbot, page)
    canvas.setMapTool(tool)
    assert bar.state is BarState.READY
    assert canvas.mapTool() is tool
    canvas.unsetMapTool(tool)


def test_of_windows_with_labels_the_label_whose_threshold_moves_is_explained(qtbot, page, worker, asked):
    worker("done")
    layer = results(LABELS, [{"bare_soil": 0.8, "cars": 0.7, "trees": 0.1, "labels": "Bare soil,cars"}])
    page.show_run({LABELS: layer}, installed_cards()["fake-labeller"], None)
    layer.selectAll()
    page.form.label.setCurrentIndex(page.form.label.findData("cars"))
    ended(qtbot, press(qtbot, page))
    page.form.label.setCurrentIndex(page.form.label.findData("trees"))
    ended(qtbot, press(qtbot, page))
    assert [request["job"]["label"] for request in asked] == ["cars", "trees"]
    assert sorted(heat.name() for heat in heats()) == ["Heat: cars 0.70", "Heat: trees 0.10"]


def test_without_a_chosen_label_a_window_is_explained_by_the_one_that_scores_highest(models, draw):
    from tesela.dock.explain.request import request_for

    rows = [{"bare_soil": 0.3, "cars": 0.7, "trees": 0.9, "labels": "cars,trees"}]
    layer = results(LABELS, rows, draw("scene.tif"))
    feature = next(layer.getFeatures())
    request = request_for(QgsProject.instance(), layer, feature)
    assert (request.label, request.title, request.parameters["LABEL"]) == ("trees", "Heat: trees 0.90", "trees")


def test_values_that_no_threshold_decides_are_explained_too(qtbot, page, worker, asked):
    worker("done")
    layer = results(VALUES, [{"value": 12.5}])
    page.show_run({VALUES: layer}, installed_cards()["fake-regressor"], None)
    assert page.form.currentIndex() == 0
    assert page.explain.isVisible()
    layer.selectAll()
    ended(qtbot, press(qtbot, page))
    assert [heat.name() for heat in heats()] == ["Heat: the value 12.50"]
    assert asked[0]["job"]["label"] is None


def test_the_run_of_the_layer_is_named_and_keeps_the_heat(qtbot, page, worker, asked, tmp_path):
    worker("done")
    folder = tmp_path / "out" / "run"
    folder.mkdir(parents=True)
    card = json.loads((tmp_path / "home" / "models" / "fake-detector" / "card.json").read_text())
    (folder / "run.json").write_text(json.dumps({"model": card, "state": "complete", "rasters": []}))
    layer = boxes(0.9)
    page.show_run({DETECTIONS: layer}, installed_cards()["fake-detector"], folder.parent)
    assert run_folder_of(layer) == folder
    layer.selectAll()
    ended(qtbot, press(qtbot, page))
    assert asked[0]["job"]["run"] == str(folder)
    (heat,) = heats()
    assert Path(heat.source()).parent == folder.parent / "explained"


def test_of_two_rasters_of_one_name_the_one_of_the_run_is_explained(models, draw, qgis_new_project, tmp_path):
    for year in ("2019", "2023"):
        (tmp_path / year).mkdir()
    first, second = draw("2019/ortho.tif"), draw("2023/ortho.tif")
    project, layer = QgsProject.instance(), results(DETECTIONS, [{"label": "damage", "score": 0.9}], "ortho.tif")
    shown = [QgsRasterLayer(path, "ortho") for path in (first, second)]
    project.addMapLayers(shown)
    feature = next(layer.getFeatures())
    with pytest.raises(TeselaError, match=r"several rasters named 'ortho.tif'"):
        request_for(project, layer, feature)
    folder = tmp_path / "out" / "run"
    folder.mkdir(parents=True)
    note_run(layer, folder)

    def explained_raster(*paths):
        card = json.loads((tmp_path / "home" / "models" / "fake-detector" / "card.json").read_text())
        rasters = [{"name": "ortho.tif", "fingerprint": {"path": path}} for path in paths]
        (folder / "run.json").write_text(json.dumps({"model": card, "state": "complete", "rasters": rasters}))
        return request_for(project, layer, feature).parameters["INPUT"]

    assert explained_raster(first) == [shown[0].id()]
    assert explained_raster(second) == [shown[1].id()]
    with pytest.raises(TeselaError, match=r"2 rasters of this run are named 'ortho.tif'"):
        explained_raster(first, second)
    project.removeMapLayer(shown[1])
    assert explained_raster(second) == [second]


def test_an_unfinished_run_is_left_out(page, tmp_path, scene):
    folder = tmp_path / "out" / "run"
    folder.mkdir(parents=True)
    card = json.loads((tmp_path / "home" / "models" / "fake-detector" / "card.json").read_text())
    (folder / "run.json").write_text(json.dumps({"model": card, "state": "scoring", "rasters": []}))
    layer = boxes(0.9)
    page.show_run({DETECTIONS: layer}, installed_cards()["fake-detector"], folder)
    request = request_for(QgsProject.instance(), layer, next(layer.getFeatures()))
    assert "RUN_FOLDER" not in request.parameters


def test_segmentation_has_nothing_to_explain_and_says_so(qtbot, page, worker, asked):
    worker("done")
    layer = results(BUILDINGS, [{"area_m2": 64.0, "score": 0.9}])
    page.show_run({BUILDINGS: layer}, installed_cards()["fake-segmenter"], None)
    bar = press(qtbot, page)
    assert "scores every pixel" in bar.notice.text()
    assert "scores-0.tif" in bar.notice.text()
    assert asked == []


def test_kinds_are_told_from_the_fields(page):
    for kind in FIELDS:
        assert kind_of(results(kind, [{}])) == kind
    assert "one of them" in refusal(results(PLACES, [{}]))


def test_a_raster_that_is_gone_is_named(qtbot, page, worker, asked):
    worker("done")
    layer = results(DETECTIONS, [{"label": "damage", "score": 0.9}], raster="elsewhere.tif")
    page.show_run({DETECTIONS: layer}, installed_cards()["fake-detector"], None)
    layer.selectAll()
    bar = press(qtbot, page)
    assert "'elsewhere.tif'" in bar.notice.text()
    assert "add it to the project" in bar.notice.text()
    assert asked == []


def missing_model_message():
    layer = results(DETECTIONS, [{"label": "damage", "score": 0.9, "model": "gone 1"}])
    try:
        request_for(QgsProject.instance(), layer, next(layer.getFeatures()))
    except TeselaError as error:
        return str(error)
    return ""


def test_a_model_that_is_gone_is_named(page):
    assert "There is no model 'gone'" in missing_model_message()


def test_it_can_be_cancelled_and_only_one_runs_at_a_time(qtbot, page, review, worker):
    worker("slow")
    layer = boxes(0.9)
    page.show_run({DETECTIONS: layer}, installed_cards()["fake-detector"], None)
    layer.selectAll()
    bar = press(qtbot, page)
    qtbot.waitUntil(lambda: bar.notice.text() == "Explaining", timeout=LONGEST_MS)
    qtbot.waitUntil(lambda: review.walk.current is not None, timeout=LONGEST_MS)
    other = press(qtbot, review)
    assert "Another explanation is under way" in other.notice.text()
    press(qtbot, page)
    assert bar.state is BarState.CANCELLING
    ended(qtbot, bar)
    assert "Cancelled" in bar.notice.text()
    assert heats() == []
    assert Explaining._under_way is None


def test_a_worker_that_fails_is_told(qtbot, page, worker):
    worker("fail")
    layer = boxes(0.9)
    page.show_run({DETECTIONS: layer}, installed_cards()["fake-detector"], None)
    layer.selectAll()
    bar = press(qtbot, page)
    ended(qtbot, bar)
    assert bar.notice.text()
    assert heats() == []


def test_closing_the_project_meanwhile_ends_it_without_harm(qtbot, page, worker):
    worker("slow")
    layer = boxes(0.9)
    page.show_run({DETECTIONS: layer}, installed_cards()["fake-detector"], None)
    layer.selectAll()
    bar = press(qtbot, page)
    qtbot.waitUntil(lambda: bar.notice.text() == "Explaining", timeout=LONGEST_MS)
    del layer
    QgsProject.instance().clear()
    qtbot.waitUntil(lambda: Explaining._under_way is None, timeout=LONGEST_MS)
    assert heats() == []


def test_the_page_can_go_meanwhile(qtbot, provider, models, scene, canvas, worker):
    worker("slow")
    panel = ResultPanel(canvas)
    qtbot.addWidget(panel)
    layer = boxes(0.9)
    panel.show_run({DETECTIONS: layer}, installed_cards()["fake-detector"], None)
    layer.selectAll()
    bar = press(qtbot, panel)
    qtbot.waitUntil(lambda: bar.notice.text() == "Explaining", timeout=LONGEST_MS)
    panel.dispose()
    assert Explaining._under_way is None


def test_the_review_explains_the_feature_that_is_looked_at(qtbot, review, worker, asked):
    worker("done")
    layer = boxes(0.6, 0.9)
    qtbot.waitUntil(lambda: review.walk.current is not None, timeout=LONGEST_MS)
    bar = press(qtbot, review)
    ended(qtbot, bar)
    assert [heat.name() for heat in heats()] == ["Heat: damage 0.90"]
    assert "on the map" in bar.notice.text()
    review.walk.step(1)
    assert bar.notice.text() == ""
    assert bar.button.text() == "E&xplain this (X)"
    assert layer.isValid()


def test_a_photograph_is_shown_and_explained_beside_the_review(qtbot, review, worker, asked, tmp_path):
    worker("done")
    photo, overlay = tmp_path / "street.png", tmp_path / "street-explained.png"
    for path, width, colour in ((photo, 60, "#104080"), (overlay, 120, "#c04010")):
        image = QImage(width, 40, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        assert image.save(str(path))
    results(PHOTOS, [{"class": "busy road", "score": 0.9, "photo": str(photo)}])
    qtbot.waitUntil(lambda: not review.form.chip.image.isNull(), timeout=LONGEST_MS)
    shown = review.form.chip.image
    assert shown.pixelColor(5, 5) == QColor("#104080")
    assert shown.width() / shown.height() == pytest.approx(1.5, abs=0.02)
    review._explaining.picture_ready.emit(review.walk.current, str(overlay))
    qtbot.waitUntil(lambda: review.form.chip.image.pixelColor(5, 5) == QColor("#c04010"), timeout=LONGEST_MS)
    bar = press(qtbot, review)
    ended(qtbot, bar)
    assert asked[0]["job"]["photos"] == [str(photo)]
    assert asked[0]["job"]["label"] == "busy road"
    assert heats() == []


def test_a_heat_that_is_zero_everywhere_is_told(tmp_path):
    from tesela.dock.explain.explaining import _is_cold

    for name, maximum, expected in (("a.tif", "0", True), ("b.tif", "0.25", False), ("c.tif", None, False)):
        dataset = gdal.GetDriverByName("GTiff").Create(str(tmp_path / name), 2, 2, 1, gdal.GDT_Float32)
        if maximum is not None:
            dataset.SetMetadataItem("HEAT_MAXIMUM", maximum)
        dataset = None
        assert _is_cold(tmp_path / name) is expected


WORKER_PYTHON = Path(__file__).parents[2] / ".venv" / "bin" / "python"


@pytest.mark.skipif(not WORKER_PYTHON.exists(), reason="The worker's environment .venv is not there; run 'make setup'.")
def test_the_real_worker_explains_the_very_window(qtbot, provider, qgis_new_project, canvas, tiny_scene, monkeypatch):
    import processing

    monkeypatch.setenv("TESELA_HOME", str(tiny_scene))
    monkeypatch.setenv("TESELA_PYTHON", str(WORKER_PYTHON))
    QgsProject.instance().addMapLayer(QgsRasterLayer(str(tiny_scene / "scene.tif"), "scene"))
    values = {"INPUT": [str(tiny_scene / "scene.tif")], "MODEL": "tiny-labeller", "OUTPUT": "TEMPORARY_OUTPUT"}
    outputs = processing.run("tesela:label", values)
    layer = QgsProject.instance().addMapLayer(outputs["OUTPUT"])
    panel = ResultPanel(canvas)
    qtbot.addWidget(panel)
    panel.show_run({LABELS: layer}, installed_cards()["tiny-labeller"], outputs["RUN_FOLDER"])
    # The second row and column of windows: neighbours on all sides share a quarter of it.
    chosen = next(f for f in layer.getFeatures() if f.geometry().contains(QgsGeometry.fromWkt("POINT(500018 4099982)")))
    layer.selectByIds([chosen.id()])
    panel.show()
    bar = press(qtbot, panel)
    qtbot.waitUntil(lambda: bar.state is BarState.READY, timeout=60_000)
    heat = next(iter(heats()), None)
    assert heat is not None, bar.notice.text()
    dataset = gdal.Open(heat.source())
    cells, (left, step, _, top, _, down) = dataset.ReadAsArray(), dataset.GetGeoTransform()
    rows, columns = np.nonzero(np.isfinite(cells))
    found = (left + step * columns.min(), left + step * (columns.max() + 1))
    found += (top + down * (rows.max() + 1), top + down * rows.min())
    box = chosen.geometry().boundingBox()
    assert found == pytest.approx((box.xMinimum(), box.xMaximum(), box.yMinimum(), box.yMaximum()), abs=0.01)
    panel.dispose()
    QgsProject.instance().removeAllMapLayers()
