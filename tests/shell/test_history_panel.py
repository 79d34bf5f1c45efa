"""The history page: what it shows of the project's runs, and what can be done with them, by mouse and by keyboard."""

import json
import shlex
import time
from dataclasses import replace

import pytest
from osgeo import gdal, ogr
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QMessageBox, QPushButton, QWidget
from tesela.bridge.review.verdict_fields import add_fields, write_mark
from tesela.bridge.review.verdicts import Mark
from tesela.bridge.runs import history
from tesela.bridge.runs.history import KeptRaster, RunRecord, record, records
from tesela.bridge.runs.kept_folders import new_run_folder
from tesela.bridge.runs.layers import layers_in_project
from tesela.dock.history.form import ENDED, FOUND, MODEL, RASTERS, SECONDS, THRESHOLD, WHEN
from tesela.dock.history.panel import HistoryPanel
from tesela.dock.history.removing import Removal

LONGEST_MS = 20_000
WHERE = (500_000, 4_100_000)


@pytest.fixture
def panel(qtbot, qgis_iface, qgis_new_project, provider, models):
    widget = HistoryPanel(qgis_iface)
    qtbot.addWidget(widget)
    widget.resize(380, 600)
    widget.show()
    yield widget
    widget.dispose()
    QgsProject.instance().removeAllMapLayers()


def boxes(places, name, kind="Polygon"):
    """A layer of squares of 10 m, in the project."""
    layer = QgsVectorLayer(f"{kind}?crs=EPSG:32616&field=label:string&field=score:double", name, "memory")
    features = []
    for x, y in places:
        feature = QgsFeature(layer.fields())
        corner = (WHERE[0] + x, WHERE[1] + y)
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(*corner, corner[0] + 10, corner[1] + 10)))
        feature.setAttributes(["damage", 0.5])
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    return layer


def kept(run_id, day=1, layers=(), **changes):
    """A run of the project."""
    run = RunRecord(
        id=run_id,
        started=f"2026-03-{day:02}T10:00:00+00:00",
        algorithm="tesela:detect",
        parameters={"INPUT": ["gone"], "MODEL": "fake-detector", "THRESHOLD": 0.25, "THRESHOLD_RULE": 2, "WARP": True},
        rasters=(KeptRaster("north", "/images/north.tif"),),
        model_id="fake-detector",
        model_name="Fake detector",
        model_version="1.5",
        model_sha256="ab" * 32,
        thresholds={"damage": 0.25},
        layer_ids=tuple(layer.id() for layer in layers),
        device="CPU (2 cores)",
        runtime="onnx",
        seconds=12.5,
        windows={"total": 4, "scored": 3, "without_data": 1, "failed": 0},
        counts=dict.fromkeys(("detections", "detection_centres")[: len(layers)], 7),
    )
    run = replace(run, **changes)
    record(QgsProject.instance(), run)
    return run


def in_project(layer):
    QgsProject.instance().addMapLayer(layer)
    return layer


def two_runs(panel):
    """An earlier and a later run with layers: one box stays, one moves by 6 m, one goes, two come."""
    before = in_project(boxes([(0, 0), (100, 0), (200, 0)], "before"))
    after = in_project(boxes([(0, 0), (100, 6), (300, 0), (400, 0)], "after"))
    kept("earlier", 1, [before])
    kept("later", 2, [after])
    panel.refresh()


def texts(panel, row):
    table = panel.form.runs
    return {column: table.item(row, column).text() for column in range(table.columnCount())}


def test_without_runs_it_says_what_will_be_here_and_nothing_can_be_done(panel):
    assert panel.form.runs.rowCount() == 0
    assert "No runs yet" in panel.form.details.toPlainText()
    assert not any(button.isEnabled() for button in panel.form.actions())


def test_runs_are_listed_newest_first_with_their_end_in_words_and_sign(panel):
    kept("a", 1, [boxes([], "centres"), boxes([], "x")])
    for day, end in enumerate(("cancelled", "failed", "crashed"), 2):
        kept(end, day, end=end, seconds=0.0, thresholds={"cars": 0.25, "trees": 0.5})
    panel.refresh()
    assert [texts(panel, row)[ENDED] for row in range(4)] == ["Crashed", "Failed", "Cancelled", "Done"]
    keys = {panel.form.runs.item(row, ENDED).icon().cacheKey() for row in range(4)}
    assert len(keys) == 4
    done = texts(panel, 3)
    assert (done[MODEL], done[FOUND], done[RASTERS]) == ("Fake detector", "7", "north")
    assert (done[THRESHOLD], done[SECONDS]) == ("0.25", "12.5")
    assert done[WHEN]
    assert texts(panel, 0)[THRESHOLD] == "cars 0.25, trees 0.5"
    assert texts(panel, 0)[FOUND] == texts(panel, 0)[SECONDS] == ""


def test_names_that_look_like_tags_stand_in_the_table_as_they_are(panel):
    kept("a", rasters=(KeptRaster("<i>north</i> & south", "/images/north.tif"),))
    panel.refresh()
    assert texts(panel, 0)[RASTERS] == "<i>north</i> & south"
    assert panel.form.runs.item(0, RASTERS).toolTip() == "<span>&lt;i&gt;north&lt;/i&gt; &amp; south</span>"


def test_details_tell_all_settings_by_the_names_of_the_form(panel):
    kept("a", message="What was said <here>", parameters={
        "INPUT": ["gone"], "THRESHOLD": 0.25, "THRESHOLD_RULE": 2, "WARP": True, "MIN_AREA": None,
        "AREA": {"source": "/a.gpkg", "selected_features_only": True}, "OUTPUT": "TEMPORARY_OUTPUT",
    })  # fmt: skip
    panel.refresh()
    panel.choose("a")
    text = panel.form.details.toPlainText()
    for part in (
        *("What was said <here>", "Fake detector (fake-detector) 1.5", "ab" * 32, "north: /images/north.tif"),
        *("damage 0.25", "4 in all, 3 scored, 1 without data, 0 failed", "CPU (2 cores) (onnx)", "tesela:detect"),
        *("Score threshold", "No false positives", "yes", "empty", "/a.gpkg, selected features only"),
        *("Output: Detections", "TEMPORARY_OUTPUT"),
    ):
        assert part in text, (part, text)
    assert panel.form.details.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard


def test_it_says_that_folder_and_layers_are_gone(panel, tmp_path):
    layer = in_project(boxes([(0, 0)], "there"))
    kept("a", layers=[layer], run_folder=str(tmp_path))
    panel.refresh()
    panel.choose("a")
    assert "gone" not in panel.form.details.toPlainText()
    assert panel.form.show_run.isEnabled()
    assert panel.form.open_folder.isEnabled()
    record(QgsProject.instance(), replace(records(QgsProject.instance())[0], run_folder=str(tmp_path / "lost")))
    del layer
    QgsProject.instance().removeAllMapLayers()
    panel.refresh()
    text = panel.form.details.toPlainText()
    assert "Its layers are gone" in text
    assert "run folder is gone" in text
    assert not panel.form.show_run.isEnabled()
    assert not panel.form.open_folder.isEnabled()
    assert panel.form.run_again.isEnabled()


def test_removing_the_layer_is_noticed_at_once(panel):
    kept("a", layers=[in_project(boxes([(0, 0)], "there"))])
    panel.refresh()
    panel.choose("a")
    assert panel.form.show_run.isEnabled()
    QgsProject.instance().removeAllMapLayers()
    assert not panel.form.show_run.isEnabled()


def test_show_and_run_again_hand_on_the_run(panel, qtbot):
    run = kept("a", layers=[in_project(boxes([(0, 0)], "there"))])
    panel.refresh()
    panel.choose("a")
    with qtbot.waitSignal(panel.show_requested) as shown:
        qtbot.mouseClick(panel.form.show_run, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.run_again_requested) as again:
        qtbot.mouseClick(panel.form.run_again, Qt.MouseButton.LeftButton)
    assert shown.args == again.args == [run]


def stored(path, places=((0, 0),), table="detections"):
    """Write a table of boxes into a GeoPackage, as a run does that was told to."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", table
    if path.exists():
        options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    context = QgsProject.instance().transformContext()
    QgsVectorFileWriter.writeAsVectorFormatV3(boxes(places, "x"), str(path), context, options)


def test_show_adds_layers_again_that_are_only_in_a_file(panel, qtbot, tmp_path):
    stored(tmp_path / "it's results.gpkg")
    quoted = str(tmp_path / "it's results.gpkg").replace("'", "\\'")
    output = f"ogr:dbname='{quoted}' table=\"detections\" (geom)"
    kept("a", counts={"detections": 1}, parameters={"OUTPUT": output}, layer_ids=("lost",))
    panel.refresh()
    panel.choose("a")
    assert "Show adds them again" in panel.form.details.toPlainText()
    with qtbot.waitSignal(panel.show_requested) as shown:
        panel.form.runs.setFocus()
        qtbot.keyClick(panel.form.runs, Qt.Key.Key_Return)
    (layer_id,) = shown.args[0].layer_ids
    assert QgsProject.instance().mapLayer(layer_id).featureCount() == 1
    assert records(QgsProject.instance())[0].layer_ids == (layer_id,)
    assert "Show adds" not in panel.form.details.toPlainText()


def results_of(folder, threshold, places=((0, 0),), **columns):
    """The worker's GeoPackage, whose table of runs names the threshold that it was selected with."""
    path = folder / "results.gpkg"
    path.unlink(missing_ok=True)
    stored(path, places)
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    table = dataset.CreateLayer("tesela_runs", None, ogr.wkbNone)
    row = {"run": "r", "thresholds": json.dumps({"damage": threshold}), **columns}
    for name in row:
        table.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    feature = ogr.Feature(table.GetLayerDefn())
    for name, value in row.items():
        feature[name] = value
    table.CreateFeature(feature)
    return str(path)


@pytest.mark.parametrize(("threshold", "can_show"), [(0.25, True), (0.75, False)])
def test_results_of_another_selection_are_not_shown_for_this_one(panel, tmp_path, threshold, can_show):
    results = results_of(tmp_path, threshold)
    kept("a", counts={"detections": 1}, results=results, layer_ids=("lost",))
    panel.refresh()
    panel.choose("a")
    assert panel.form.show_run.isEnabled() is can_show


@pytest.mark.parametrize(
    ("changes", "can_show"),
    [
        ({}, True),
        ({"options": {"suppression_iou": 0.5}}, False),
        ({"options": {}}, False),
        ({"windows": {"total": 4, "scored": 2, "missing": 2}}, False),
        ({"options": None}, True),
        ({"options": None, "counts": {"detections": 2}}, False),
    ],
)
def test_results_with_other_options_or_windows_are_not_shown_for_this_run(panel, tmp_path, changes, can_show):
    """Records of earlier versions keep no options (None): how many features there are tells the runs apart."""
    selection = json.dumps({"thresholds": [0.25], "suppression_iou": 0.3, "min_area_m2": 0.0})
    results = results_of(tmp_path, 0.25, selection=selection, windows=json.dumps({"total": 4, "scored": 4}))
    own = {"options": {"suppression_iou": 0.3}, "windows": {"total": 4, "scored": 4}, "counts": {"detections": 1}}
    kept("a", results=results, layer_ids=("lost",), **{**own, **changes})
    panel.refresh()
    panel.choose("a")
    assert panel.form.show_run.isEnabled() is can_show


def shown_again(panel, qtbot):
    """Show the chosen run; return its layers by name."""
    with qtbot.waitSignal(panel.show_requested) as shown:
        qtbot.mouseClick(panel.form.show_run, Qt.MouseButton.LeftButton)
    layers = [QgsProject.instance().mapLayer(layer_id) for layer_id in shown.args[0].layer_ids]
    return {layer.name(): layer for layer in layers if layer is not None}


def test_a_review_of_layers_that_were_shown_again_outlives_the_next_selection(panel, qtbot, tmp_path):
    kept("a", counts={"detections": 1}, results=results_of(tmp_path, 0.25), layer_ids=("lost",))
    panel.refresh()
    panel.choose("a")
    layer = shown_again(panel, qtbot)["Detections"]
    (feature,) = layer.getFeatures()
    add_fields(layer)
    write_mark(layer, feature.id(), Mark("accepted", "Ana", "2026-03-01"))
    results_of(tmp_path, 0.75, [(0, 0), (50, 0)])
    assert [feature["verdict"] for feature in layer.getFeatures()] == ["accepted"]
    del layer, feature
    QgsProject.instance().removeAllMapLayers()
    panel.refresh()
    again = shown_again(panel, qtbot)["Detections"]
    assert [feature["verdict"] for feature in again.getFeatures()] == ["accepted"]


def test_results_that_cannot_be_copied_are_shown_as_they_are(panel, qtbot, tmp_path):
    results = results_of(tmp_path, 0.25)
    (tmp_path / "results_a.gpkg").mkdir()
    kept("a", counts={"detections": 1}, results=results, layer_ids=("lost",))
    panel.refresh()
    panel.choose("a")
    assert shown_again(panel, qtbot)["Detections"].source().startswith(results)
    assert not list(tmp_path.glob(".results*"))


def test_temporary_layers_that_came_back_empty_are_not_taken_for_the_result(panel, qtbot, tmp_path):
    empty = in_project(boxes([], "there"))
    kept("a", layers=[empty], counts={"detections": 1}, results=results_of(tmp_path, 0.25))
    panel.refresh()
    panel.choose("a")
    text = panel.form.details.toPlainText()
    assert "temporary layers are empty" in text
    assert "Missing in the project: Detections. Show adds them again." in text
    layer = shown_again(panel, qtbot)["Detections"]
    assert layer is not empty
    assert layer.featureCount() == 1
    assert "empty" not in panel.form.details.toPlainText().split("Settings")[0]


def test_a_run_that_found_nothing_keeps_its_empty_temporary_layer(panel, qtbot):
    kept("a", layers=[in_project(boxes([], "there"))], counts={"detections": 0})
    panel.refresh()
    panel.choose("a")
    assert "temporary layers are empty" not in panel.form.details.toPlainText()
    assert list(shown_again(panel, qtbot)) == ["there"]


def test_runs_whose_temporary_layers_came_back_empty_are_compared_by_their_files(panel, qtbot, tmp_path):
    two_runs(panel)
    kept("reopened", 3, [in_project(boxes([], "empty"))], counts={"detections": 1}, results=results_of(tmp_path, 0.25))
    kept("lost", 4, [in_project(boxes([], "empty"))], counts={"detections": 1})
    panel.refresh()
    panel.choose("earlier", "reopened")
    qtbot.mouseClick(panel.form.compare, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.form.cancel.isVisible(), timeout=LONGEST_MS)
    assert panel.form.notice.text() == "0 new, 2 gone, 0 moved, 0 relabelled, 1 the same"
    panel.choose("earlier", "lost")
    qtbot.mouseClick(panel.form.compare, Qt.MouseButton.LeftButton)
    assert "no polygons left" in panel.form.notice.text()


def test_show_adds_the_layers_that_are_missing_beside_those_that_are_there(panel, qtbot, tmp_path):
    results = results_of(tmp_path, 0.25)
    stored(tmp_path / "results.gpkg", table="detection_centres")
    centres = in_project(boxes([(0, 0)], "centres"))
    counts = {"detections": 1, "detection_centres": 1}
    kept("a", counts=counts, results=results, layer_ids=(centres.id(), "lost"))
    panel.refresh()
    panel.choose("a")
    assert "Missing in the project: Detections. Show adds them again." in panel.form.details.toPlainText()
    layers = shown_again(panel, qtbot)
    assert list(layers) == ["centres", "Detections"]
    assert len(QgsProject.instance().mapLayers()) == 2
    assert list(layers_in_project(records(QgsProject.instance())[0], QgsProject.instance())) == [
        "detection_centres",
        "detections",
    ]


def test_command_is_copied_with_what_it_cannot_do(panel, qtbot):
    kept("a", parameters={"INPUT": ["gone"], "OUTPUT": "TEMPORARY_OUTPUT"})
    panel.refresh()
    panel.choose("a")
    qtbot.mouseClick(panel.form.copy_command, Qt.MouseButton.LeftButton)
    words = shlex.split(QgsApplication.clipboard().text())
    assert words == ["qgis_process", "run", "tesela:detect", "--", "INPUT=/images/north.tif", "OUTPUT=TEMPORARY_OUTPUT"]
    assert "clipboard" in panel.form.notice.text()
    assert "temporary" in panel.form.notice.text()


def test_two_runs_are_compared_the_earlier_with_the_later(panel, qtbot):
    two_runs(panel)
    panel.choose("later", "earlier")
    assert panel.form.compare.isEnabled()
    assert not panel.form.run_again.isEnabled()
    qtbot.mouseClick(panel.form.compare, Qt.MouseButton.LeftButton)
    assert not panel.form.compare.isEnabled()
    assert panel.form.cancel.isVisible()
    qtbot.waitUntil(lambda: not panel.form.cancel.isVisible(), timeout=LONGEST_MS)
    assert panel.form.notice.text() == "2 new, 1 gone, 1 moved, 0 relabelled, 1 the same"
    top = QgsProject.instance().layerTreeRoot().children()[0].layer()
    assert top.name().startswith("Changes: ")
    assert top.featureCount() == 5
    assert top.renderer().type() == "categorizedSymbol"
    assert panel.form.compare.isEnabled()


def test_the_window_lives_on_during_a_comparison(panel, qtbot):
    """Were the work done in the main thread, one gap would take nearly all of the time."""
    places = [(20 * (i % 60), 20 * (i // 60)) for i in range(3600)]
    kept("earlier", 1, [in_project(boxes(places, "before"))])
    kept("later", 2, [in_project(boxes([(x + 5, y) for x, y in places], "after"))])
    panel.refresh()
    panel.choose("earlier", "later")
    ticks = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    timer.start(5)
    started = time.monotonic()
    qtbot.mouseClick(panel.form.compare, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.form.cancel.isVisible(), timeout=LONGEST_MS)
    took = time.monotonic() - started
    timer.stop()
    gaps = [later - earlier for earlier, later in zip([started, *ticks], ticks)]
    assert panel.form.notice.text().startswith("0 new, 0 gone, 3600 moved")
    assert len(gaps) > 10
    assert max(gaps) < took / 2


def test_a_comparison_can_be_cancelled_and_adds_nothing(panel, qtbot):
    places = [(20 * (i % 40), 20 * (i // 40)) for i in range(1600)]
    kept("earlier", 1, [in_project(boxes(places, "before"))])
    kept("later", 2, [in_project(boxes(places, "after"))])
    panel.refresh()
    panel.choose("earlier", "later")
    qtbot.mouseClick(panel.form.compare, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.form.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.form.cancel.isVisible(), timeout=2000)
    assert "cancelled" in panel.form.notice.text().lower()
    assert len(QgsProject.instance().mapLayers()) == 2


def test_closing_the_project_during_a_comparison_leaves_nothing_in_the_next_one(panel, qtbot):
    two_runs(panel)
    panel.choose("earlier", "later")
    qtbot.mouseClick(panel.form.compare, Qt.MouseButton.LeftButton)
    QgsProject.instance().clear()
    assert panel.form.runs.rowCount() == 0
    assert not panel.form.cancel.isVisible()
    qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks() == 0, timeout=LONGEST_MS)
    qtbot.wait(50)
    assert QgsProject.instance().mapLayers() == {}


def test_a_run_without_polygons_cannot_be_compared_and_that_is_said(panel, qtbot):
    two_runs(panel)
    kept("empty", 3)
    panel.refresh()
    panel.choose("empty", "later")
    qtbot.mouseClick(panel.form.compare, Qt.MouseButton.LeftButton)
    assert "no polygons left" in panel.form.notice.text()
    assert not panel.form.cancel.isVisible()


def test_a_run_that_failed_cannot_be_compared_and_its_end_is_said(panel, qtbot):
    two_runs(panel)
    kept("broken", 3, end="failed")
    panel.refresh()
    panel.choose("broken", "later")
    qtbot.mouseClick(panel.form.compare, Qt.MouseButton.LeftButton)
    assert "did not come to its end (Failed)" in panel.form.notice.text()


def answers(panel, monkeypatch, removal):
    asked = []
    monkeypatch.setattr(panel, "_ask", lambda *values: asked.append(values) or removal)
    return asked


def test_removing_asks_first_and_keeps_the_files(panel, qtbot, monkeypatch):
    folder = finished_run()
    kept("a", run_folder=str(folder))
    panel.refresh()
    panel.choose("a")
    panel.form.runs.setFocus()
    answers(panel, monkeypatch, Removal(False))
    qtbot.keyClick(panel.form.runs, Qt.Key.Key_Delete)
    assert panel.form.runs.rowCount() == 1
    asked = answers(panel, monkeypatch, Removal(True))
    qtbot.keyClick(panel.form.runs, Qt.Key.Key_Delete)
    assert [run.folder for run in asked[0][1]] == [folder]
    assert panel.form.runs.rowCount() == 0
    assert records(QgsProject.instance()) == []
    assert (folder / "run" / "run.json").is_file()


def finished_run():
    """A run in the folder where Tesela keeps runs."""
    folder = new_run_folder("north", "fake-detector")
    (folder / "run").mkdir()
    (folder / "run" / "run.json").write_text('{"job": {"model": "fake-detector", "rasters": ["a"]}}')
    return folder


def test_files_go_where_that_was_asked(panel, qtbot, monkeypatch):
    folder = finished_run()
    kept("a", run_folder=str(folder))
    panel.refresh()
    panel.choose("a")
    answers(panel, monkeypatch, Removal(True, True))
    qtbot.mouseClick(panel.form.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "are deleted" in panel.form.notice.text(), timeout=LONGEST_MS)
    assert not folder.exists()


@pytest.mark.parametrize("needed_by", ["another run", "a layer", "its place"])
def test_folders_that_are_needed_or_elsewhere_are_never_offered(panel, qtbot, monkeypatch, tmp_path, needed_by):
    folder = finished_run()
    if needed_by == "another run":
        kept("b", 2, run_folder=str(folder))
    elif needed_by == "a layer":
        stored(folder / "results.gpkg")
        in_project(QgsVectorLayer(f"{folder}/results.gpkg|layername=detections", "d", "ogr"))
    else:
        folder = folder.rename(tmp_path / "my own folder")
    kept("a", run_folder=str(folder))
    panel.refresh()
    panel.choose("a")
    asked = answers(panel, monkeypatch, Removal(True, True))
    qtbot.mouseClick(panel.form.remove, Qt.MouseButton.LeftButton)
    assert asked == [(1, [], 1)]
    assert (folder / "run" / "run.json").is_file()


def test_the_question_offers_to_delete_files_only_where_it_may(panel, qtbot):
    folder = finished_run()
    kept("a", run_folder=str(folder))
    panel.refresh()
    panel.choose("a")
    seen = []

    def answer():
        box = panel.findChild(QMessageBox)
        seen.append((box.text(), box.checkBox().isChecked(), box.defaultButton().text()))
        box.checkBox().setChecked(True)
        box.button(QMessageBox.StandardButton.Cancel).click()

    QTimer.singleShot(100, answer)
    qtbot.mouseClick(panel.form.remove, Qt.MouseButton.LeftButton)
    assert seen[0][:2] == ("Remove this run from the history of the project?", False)
    assert "Cancel" in seen[0][2]
    assert panel.form.runs.rowCount() == 1
    assert folder.is_dir()


def test_an_entry_that_cannot_be_read_is_shown_with_its_text_and_can_be_removed(panel, qtbot, monkeypatch):
    QgsProject.instance().writeEntry("tesela", "/history/run_odd", '{"broken')
    kept("a")
    panel.refresh()
    assert "cannot be read: 1." in panel.form.notice.text()
    panel.choose("odd")
    assert '{"broken' in panel.form.details.toPlainText()
    assert [button for button in panel.form.actions() if button.isEnabled()] == [panel.form.remove]
    answers(panel, monkeypatch, Removal(True))
    qtbot.mouseClick(panel.form.remove, Qt.MouseButton.LeftButton)
    assert history.unreadable(QgsProject.instance()) == []
    assert panel.form.notice.text() == ""
    assert panel.form.runs.rowCount() == 1


def test_what_is_chosen_stays_chosen_when_runs_come(panel):
    kept("a", 1)
    panel.refresh()
    panel.choose("a")
    kept("b", 2)
    panel.refresh()
    assert [run.id for run in panel._chosen_runs()] == ["a"]


def test_another_project_brings_its_own_runs(panel, tmp_path):
    kept("a")
    panel.refresh()
    assert QgsProject.instance().write(str(tmp_path / "one.qgz"))
    QgsProject.instance().clear()
    assert panel.form.runs.rowCount() == 0
    assert QgsProject.instance().read(str(tmp_path / "one.qgz"))
    assert panel.form.runs.rowCount() == 1


def test_everything_is_named_reached_by_keyboard_and_fits(panel):
    size = panel.minimumSizeHint()
    assert size.width() <= 380
    assert size.height() <= 560
    widgets = [panel.form.runs, panel.form.details, *panel.findChildren(QPushButton)]
    for widget in widgets:
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget
        assert widget.accessibleName()
        assert widget.toolTip()
        assert widget.whatsThis()
    captions = [panel.form.caption.text(), *(button.text() for button in panel.form.findChildren(QPushButton))]
    keys = [caption[caption.index("&") + 1].lower() for caption in captions]
    assert len(keys) == len(set(keys))
    assert panel.form.caption.buddy() is panel.form.runs


def test_long_names_do_not_widen_it(panel):
    width = panel.minimumSizeHint().width()
    kept("a", model_name="x" * 300, message="y" * 500, rasters=(KeptRaster("z" * 300, "/w" * 200),))
    panel.refresh()
    panel.choose("a")
    panel.form.say("/a-long-folder-name" * 30)
    assert panel.minimumSizeHint().width() <= width + 40


def test_disposing_lets_go_of_the_project_during_a_comparison(qtbot, qgis_iface, qgis_new_project, provider, models):
    parent = QWidget()
    qtbot.addWidget(parent)
    widget = HistoryPanel(qgis_iface, parent)
    two_runs(widget)
    widget.choose("earlier", "later")
    widget.form.compare.click()
    widget.dispose()
    assert QgsApplication.taskManager().countActiveTasks() == 0
    kept("c", 3)
    QgsProject.instance().clear()
    assert widget.form.runs.rowCount() == 2
