"""Every state of the Run page, in a real window, with a worker that needs no model."""

import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer, QgsRectangle
from qgis.gui import QgsMessageBar, QgsMessageBarItem
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QTextBrowser
from tesela.bridge.runs import history
from tesela.bridge.runs.history import KeptRaster
from tesela.dock.run import model_picker, option_fields, quick_check
from tesela.dock.run import panel as run_panel
from tesela.dock.run.output import RunFolders, destination, new_geopackage, numbered, table_number
from tesela.dock.run.panel import RunPanel
from tesela.dock.run.state import BUSY, State
from tesela.engine.contract.check import ASK
from tesela.engine.contract.errors import EnvironmentMissing

LONGEST_MS = 15_000


@pytest.fixture
def page(qtbot, qgis_iface, qgis_new_project, provider, models, worker):
    worker("done")
    widget = RunPanel(qgis_iface)
    widget.resize(380, 600)
    qtbot.addWidget(widget)
    widget.show()
    yield widget
    widget.dispose()
    QgsProject.instance().removeAllMapLayers()


@pytest.fixture
def ready(page, raster, qtbot):
    """The page with a raster, when its first check is through."""
    add(raster)
    page.form.model.choose("fake-detector")
    wait_until_checked(qtbot, page)
    return page


def add(path, name="scene"):
    QgsProject.instance().addMapLayer(QgsRasterLayer(path, name))


def wait_until_checked(qtbot, page):
    qtbot.waitUntil(lambda: page._report is not None and not page.check.is_busy, timeout=LONGEST_MS)


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def run_to_end(qtbot, page):
    qtbot.waitUntil(page.form.run.isEnabled, timeout=LONGEST_MS)
    press(qtbot, page.form.run)
    wait_for_end(qtbot, page)


def wait_for_end(qtbot, page):
    qtbot.waitUntil(lambda: page.queue.current is None and page.state not in BUSY, timeout=LONGEST_MS)


def wait_until_found(qtbot, page, count):
    qtbot.waitUntil(lambda: page.form.found.text() == f"Found: {count}", timeout=LONGEST_MS)


def groups():
    return [group.name() for group in QgsProject.instance().layerTreeRoot().findGroups()]


def group_layers(number=0):
    group = QgsProject.instance().layerTreeRoot().findGroups()[number]
    return [node.layer() for node in group.findLayers()]


def test_without_raster_it_says_what_to_do(page):
    assert page.state is State.NO_RASTER
    assert "raster layer" in page.form.status.text()
    assert not page.form.run.isEnabled()
    assert not page.form.check.isEnabled()
    assert not page.form.cancel.isEnabled()


def test_a_raster_is_checked_and_then_ready(page, raster, qtbot):
    add(raster)
    qtbot.waitUntil(lambda: page.state is State.CHECKING, timeout=LONGEST_MS)
    qtbot.waitUntil(lambda: page.state is State.READY, timeout=LONGEST_MS)
    assert page.form.run.isEnabled()
    assert page._report.device == "test CPU"
    QgsProject.instance().removeAllMapLayers()
    qtbot.waitUntil(lambda: page.state is State.NO_RASTER, timeout=LONGEST_MS)
    assert not page.form.run.isEnabled()


def test_without_model_it_says_so(ready, monkeypatch):
    monkeypatch.setattr(model_picker, "installed_cards", dict)
    ready.refresh()
    assert ready.state is State.NO_MODEL
    assert "No model" in ready.form.status.text()
    assert not ready.form.run.isEnabled()


def test_without_environment_the_page_shows_how_to_make_one(ready, monkeypatch, qtbot):
    def missing(configured=""):
        raise EnvironmentMissing("The worker's Python environment does not exist yet.")

    assert not ready.environment.isVisible()
    monkeypatch.setattr(run_panel, "find_python", missing)
    ready.refresh()
    assert ready.state is State.NO_ENVIRONMENT
    assert ready.environment.isVisible()
    assert not ready.form.isVisible()
    monkeypatch.undo()
    monkeypatch.setenv("TESELA_PYTHON", sys.executable)
    ready.environment.environment_changed.emit()
    assert ready.form.isVisible()
    assert ready.state in (State.CHECKING, State.READY)


def test_models_of_every_raster_task_are_listed_and_no_others(page):
    combo = page.form.model.combo
    listed = [combo.itemData(i) for i in range(combo.count())]
    assert sorted(listed) == ["fake-detector", "fake-labeller", "fake-regressor", "fake-segmenter"]


def test_the_card_is_a_click_away(ready, qtbot):
    ready.form.model.choose("fake-segmenter")
    assert ready.form.model.summary.text() == "Summary of fake-segmenter."
    press(qtbot, ready.form.model.show_card)
    (dialog,) = [child for child in ready.findChildren(QDialog) if child.objectName() == "TeselaModelCard"]
    assert dialog.isVisible()
    assert "Fake segmenter" in dialog.windowTitle()
    dialog.close()


def test_run_puts_styled_layers_into_a_group_of_the_project(ready, qtbot):
    run_to_end(qtbot, ready)
    assert ready.state is State.DONE, ready.form.log.toPlainText()
    assert groups() == ["scene – Fake detector"]
    layers = group_layers()
    assert [layer.name() for layer in layers] == ["Detection centres", "Detections"]
    assert [layer.featureCount() for layer in layers] == [1, 1]
    assert layers[1].labelsEnabled()
    assert ready.form.found.text() == "Found: 1"
    assert ready.form.progress.value() == 100
    assert "test CPU" in ready.form.device.text()
    assert "One window is damaged" in ready.form.log.toPlainText()
    assert ready.form.run.isEnabled()


@pytest.mark.parametrize(("model", "title"), [("fake-labeller", "Labels"), ("fake-regressor", "Values")])
def test_windows_are_shown_styled(ready, qtbot, model, title):
    ready.form.model.choose(model)
    run_to_end(qtbot, ready)
    assert ready.state is State.DONE, ready.form.log.toPlainText()
    (layer,) = group_layers()
    assert layer.name() == title
    assert layer.labelsEnabled()


def test_several_rasters_make_one_run(ready, draw, qtbot):
    add(draw("east.tif", shift_px=64), "east")
    qtbot.waitUntil(lambda: len(QgsProject.instance().mapLayers()) == 2, timeout=LONGEST_MS)
    ready.form.raster.set_layers(list(QgsProject.instance().mapLayers().values()))
    run_to_end(qtbot, ready)
    assert ready.state is State.DONE, ready.form.log.toPlainText()
    assert " and 1 more – Fake detector" in groups()[0]
    assert [layer.featureCount() for layer in group_layers()] == [2, 2]


def test_nothing_found_is_a_success_of_its_own(ready, worker, qtbot):
    worker("nothing")
    run_to_end(qtbot, ready)
    assert ready.state is State.NOTHING_FOUND
    assert "0.50" in ready.form.status.text()
    assert all(layer.isValid() and layer.featureCount() == 0 for layer in group_layers())


def test_running_shows_windows_speed_time_count_and_device_and_cancel_ends_it(ready, worker, qtbot):
    worker("slow")
    press(qtbot, ready.form.run)
    assert ready.state is State.RUNNING
    wait_until_found(qtbot, ready, 5)
    for words in ("of 600", "1.00 megapixels a second", "left"):
        assert words in ready.form.status.text()
    assert "test CPU with fake" in ready.form.device.text()
    assert ready.form.run.text().replace("&", "") == "Add to queue"
    assert ready.form.cancel.isEnabled()
    begin = time.monotonic()
    press(qtbot, ready.form.cancel)
    assert ready.state is State.CANCELLING
    assert not ready.form.cancel.isEnabled()
    qtbot.waitUntil(lambda: ready.state is State.CANCELLED, timeout=LONGEST_MS)
    assert time.monotonic() - begin < 2.0
    assert ready.form.status.text() == "Cancelled; 5 of 600 windows are kept."
    assert ready.form.run.isEnabled()


def test_what_is_seen_lies_on_the_map_until_the_layers_come(ready, worker, qtbot):
    worker("slow")
    press(qtbot, ready.form.run)
    wait_until_found(qtbot, ready, 3)
    assert ready.sightings.count >= 3
    ready.cancel()
    qtbot.waitUntil(lambda: ready.state is State.CANCELLED, timeout=LONGEST_MS)
    assert ready.sightings.count > 0, "what was found stays in sight while it can still be used"
    worker("done")
    press(qtbot, ready.form.go_on)
    wait_for_end(qtbot, ready)
    assert ready.state is State.DONE
    assert ready.sightings.count == 0


def test_cancel_offers_to_go_on_and_that_finishes_the_same_run(ready, worker, qtbot):
    assert not ready.form.interrupted.isVisible()
    worker("slow")
    press(qtbot, ready.form.run)
    wait_until_found(qtbot, ready, 2)
    folder = ready.queue.current.request.folder
    ready.cancel()
    qtbot.waitUntil(lambda: ready.state is State.CANCELLED, timeout=LONGEST_MS)
    assert ready.form.interrupted.isVisible()
    worker("done")
    press(qtbot, ready.form.go_on)
    assert not ready.form.interrupted.isVisible()
    assert ready.queue.current.request.folder == folder
    wait_for_end(qtbot, ready)
    assert ready.state is State.DONE
    assert groups() == ["scene – Fake detector"]


def test_what_was_found_can_be_used_after_a_cancel(ready, worker, qtbot):
    ready.form.options.set_parameters({"THRESHOLD": 0.7})
    qtbot.waitUntil(ready.form.run.isEnabled, timeout=LONGEST_MS)
    worker("slow")
    press(qtbot, ready.form.run)
    wait_until_found(qtbot, ready, 2)
    ready.cancel()
    qtbot.waitUntil(lambda: ready.state is State.CANCELLED, timeout=LONGEST_MS)
    worker("done")
    press(qtbot, ready.form.use_found)
    wait_for_end(qtbot, ready)
    assert ready.state is State.DONE, ready.form.log.toPlainText()
    assert groups() == ["scene – Fake detector (unfinished)"]
    (feature,) = group_layers()[1].getFeatures()
    assert feature["score"] == 0.7, "the fake worker writes the threshold that it was given as the score"
    records = {record.end: record for record in history.records(QgsProject.instance())}
    assert set(records) == {"cancelled", "done"}
    assert records["done"].algorithm == "tesela:select"
    assert ready.form.interrupted.isVisible(), "who has looked at the finds may want the rest"
    qtbot.wait(200)
    press(qtbot, ready.form.go_on)
    wait_for_end(qtbot, ready)
    assert ready.state is State.DONE, ready.form.log.toPlainText()
    assert sorted(groups()) == ["scene – Fake detector", "scene – Fake detector (unfinished)"]
    assert not ready.form.interrupted.isVisible()


def test_why_a_run_failed_stays_when_its_raster_is_gone(ready, raster, worker, qtbot):
    worker("fail")
    Path(raster).unlink()
    press(qtbot, ready.form.run)
    wait_for_end(qtbot, ready)
    qtbot.wait(200)
    assert ready.state is State.FAILED
    assert "copy it again" in ready.form.status.text()


def test_what_was_said_of_a_run_goes_when_something_else_is_asked(ready, qtbot):
    run_to_end(qtbot, ready)
    assert ready.form.found.text()
    ready.form.model.choose("fake-segmenter")
    wait_until_checked(qtbot, ready)
    assert ready.state is State.READY
    assert (ready.form.found.text(), ready.form.device.isVisible(), ready.form.progress.value()) == ("", False, 0)


def test_a_remedy_for_one_raster_is_not_kept_for_the_next(ready, draw, qtbot):
    options = ready.form.options
    ready.apply_remedy("VALUE_RANGE", "500,2300")
    ready.apply_remedy("THRESHOLD", 0.9)
    assert options.parameters == {"VALUE_RANGE": "500,2300", "THRESHOLD": 0.9}
    assert "2 changed" in options.title()
    add(draw("other.tif"), "other")
    other = QgsProject.instance().mapLayersByName("other")[0]
    qtbot.wait(100)
    ready.form.raster.set_layers([other])
    assert options.parameters == {"THRESHOLD": 0.9}
    assert "1 changed" in options.title()


def test_a_missing_crs_is_chosen_in_the_dialog_of_qgis(ready, qtbot, monkeypatch):
    chosen = [QgsCoordinateReferenceSystem("EPSG:32645")]
    editor = ready.form.options.fields["ASSIGNED_CRS"].editor
    monkeypatch.setattr(
        option_fields.QgsProjectionSelectionWidget, "selectCrs", lambda widget: [widget.setCrs(crs) for crs in chosen]
    )
    ready.apply_remedy("ASSIGNED_CRS", ASK)
    assert editor.crs() == chosen[0]
    assert ready.questions()["ASSIGNED_CRS"] == "EPSG:32645"
    assert not ready.form.options.isCollapsed()


def test_a_dialog_for_the_crs_that_is_left_changes_nothing(ready, monkeypatch):
    monkeypatch.setattr(option_fields.QgsProjectionSelectionWidget, "selectCrs", lambda widget: None)
    ready.apply_remedy("ASSIGNED_CRS", ASK)
    assert "ASSIGNED_CRS" not in ready.questions()
    assert ready.form.options.isCollapsed()
    assert not ready._remedied


def test_one_more_button_beside_the_raster_does_not_cut_the_page(ready, draw, qtbot):
    least = ready.form.scroll.minimumSizeHint().width()
    add(draw("other.tif"), "other")
    qtbot.waitUntil(ready.form.raster.several.isVisible)
    qtbot.wait(100)
    content = ready.form.scroll.widget()
    assert ready.form.scroll.minimumSizeHint().width() > least
    assert ready.form.scroll.minimumWidth() == 0
    assert content.width() <= ready.form.scroll.viewport().width()


@pytest.mark.parametrize(
    ("behaviour", "state", "message"),
    [
        ("fail", State.FAILED, "The raster is cut off; copy it again."),
        ("crash", State.CRASHED, "SIGKILL"),
        ("garbage", State.CRASHED, "Epoch 1"),
    ],
)
def test_a_run_that_ends_badly_says_why(ready, worker, qtbot, behaviour, state, message):
    worker(behaviour)
    run_to_end(qtbot, ready)
    assert ready.state is state
    assert message in ready.form.status.text()
    assert ready.form.interrupted.isVisible() == (state is State.CRASHED)
    assert not groups()
    (record,) = history.records(QgsProject.instance())
    assert record.end == state.value
    assert message in record.message
    worker("done")
    run_to_end(qtbot, ready)
    assert ready.state is State.DONE


def test_a_failed_run_does_not_stand_in_the_way_of_the_next(ready, worker, qtbot):
    worker("fail")
    first = ready.request().folder
    run_to_end(qtbot, ready)
    assert not Path(first).exists(), "an empty folder is not kept"
    Path(first).mkdir()
    assert ready.request().folder != first


def test_a_folder_that_holds_another_run_is_left_for_a_new_one(ready, worker, qtbot):
    worker("taken")
    first = ready.request().folder
    run_to_end(qtbot, ready)
    assert ready.state is State.FAILED
    assert "press Run once more" in ready.form.status.text()
    assert not ready.form.interrupted.isVisible(), "it cannot be gone on with"
    assert ready.request().folder != first
    worker("done")
    run_to_end(qtbot, ready)
    assert ready.state is State.DONE, ready.form.log.toPlainText()


def test_an_error_of_the_check_refuses_the_run_in_words(page, raster, worker, qtbot):
    worker("check-error")
    add(raster)
    wait_until_checked(qtbot, page)
    assert page.state is State.REFUSED
    assert "no band for red" in page.form.status.text()
    assert not page.form.run.isEnabled()
    page.start()
    assert page.queue.current is None
    page.form.check_view.remedy_chosen.emit("BANDS", "3,2,1")
    assert page.questions()["BANDS"] == "3,2,1"
    assert not page.form.options.isCollapsed(), "the change is to be seen"
    wait_until_checked(qtbot, page)
    assert page.state is State.READY
    assert page.form.run.isEnabled()


def test_a_warning_of_the_check_allows_the_run(page, raster, worker, qtbot):
    worker("check-warning")
    add(raster)
    wait_until_checked(qtbot, page)
    assert page.state is State.READY
    assert "warnings" in page.form.status.text()
    assert page.form.run.isEnabled()


def test_a_check_that_cannot_be_made_says_why_and_leaves_the_run_to_try(ready, qtbot, monkeypatch):
    said = []
    monkeypatch.setattr(quick_check, "CHECK", "tesela:nothing")
    monkeypatch.setattr(ready.form.check_view, "show_failure", said.append)
    ready.form.options.set_parameters({"BATCH": 2})
    qtbot.waitUntil(lambda: bool(said), timeout=LONGEST_MS)
    assert "tesela:nothing" in said[0]
    assert ready.state is State.READY
    assert ready.form.run.isEnabled()


def test_the_button_check_measures(ready, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(ready.check, "ask", lambda values, measure=False: asked.append(measure))
    press(qtbot, ready.form.check)
    ready.form.options.set_parameters({"BATCH": 3})
    assert asked == [True, False]


def test_only_the_last_of_quick_changes_is_checked(ready, qtbot):
    asked = []
    ready.check.began.connect(lambda measured: asked.append((ready.check._question["BATCH"], measured)))
    for batch in (1, 2, 3):
        ready.form.options.set_parameters({"BATCH": batch})
    assert ready.state is State.CHECKING
    wait_until_checked(qtbot, ready)
    assert asked == [(3, False)]


def test_a_check_that_is_overtaken_by_a_change_is_not_shown(ready, qtbot):
    shown = []
    ready.check.reported.connect(shown.append)
    ready.form.options.set_parameters({"BATCH": 1})
    qtbot.waitUntil(lambda: ready.check._run is not None, timeout=LONGEST_MS)
    ready.form.options.set_parameters({"BATCH": 2})
    wait_until_checked(qtbot, ready)
    assert len(shown) == 1


def test_run_survives_the_removal_of_its_layer(ready, worker, qtbot):
    worker("pause")
    press(qtbot, ready.form.run)
    QgsProject.instance().removeAllMapLayers()
    wait_for_end(qtbot, ready)
    assert ready.state is State.DONE
    assert [layer.featureCount() for layer in group_layers()] == [1, 1]


def test_new_project_ends_the_run(ready, worker, qtbot):
    worker("slow")
    press(qtbot, ready.form.run)
    wait_until_found(qtbot, ready, 2)
    QgsProject.instance().clear()
    wait_for_end(qtbot, ready)
    assert not QgsProject.instance().mapLayers()
    assert not history.records(QgsProject.instance())
    assert not ready.form.interrupted.isVisible()


def test_results_do_not_land_in_another_project(ready, worker, qtbot, monkeypatch):
    worker("pause")
    press(qtbot, ready.form.run)
    monkeypatch.setattr(ready.queue.current.run, "cancel", lambda: None)
    QgsProject.instance().clear()
    wait_for_end(qtbot, ready)
    assert "project was closed" in ready.form.status.text()
    assert not QgsProject.instance().mapLayers()


def test_an_end_that_nobody_sees_is_told_in_the_message_bar(ready, worker, qtbot, monkeypatch):
    told = []
    bar = ready._iface.messageBar()
    monkeypatch.setattr(type(bar), "pushMessage", lambda self, *words: told.append(words), raising=False)
    run_to_end(qtbot, ready)
    assert not told, "the page is in sight"
    ready.hide()
    ready.start()
    wait_for_end(qtbot, ready)
    assert len(told) == 1
    assert "scene – Fake detector" in told[0][1]


def test_names_are_no_markup_in_the_message_bar(ready, worker, qtbot, monkeypatch):
    QgsProject.instance().mapLayersByName("scene")[0].setName("<i>x</i> & y")
    bar, told = QgsMessageBar(), []
    qtbot.addWidget(bar)

    def push(self, title, text, level):
        item = QgsMessageBarItem(title, text, level)
        bar.pushItem(item)
        told.append(item.findChild(QTextBrowser).toPlainText())

    monkeypatch.setattr(type(ready._iface.messageBar()), "pushMessage", push, raising=False)
    worker("pause")
    press(qtbot, ready.form.run)
    ready.say_runs_go_on()
    ready.hide()
    wait_for_end(qtbot, ready)
    assert told[0].startswith("Tesela: <i>x</i> & y – Fake detector goes on")
    assert told[1].startswith("Tesela: <i>x</i> & y – Fake detector: Done: the layers are in the group '<i>x</i> & y")


def test_fits_a_small_screen_and_is_reached_by_keyboard(ready):
    size = ready.minimumSizeHint()
    assert size.height() <= 560
    assert size.width() <= 410, "the font of the offscreen platform is a third wider than that of a desktop"
    form = ready.form
    assert form.scroll.minimumSizeHint().width() <= size.width()
    for widget in (form.run, form.check, form.cancel, form.go_on, form.use_found, form.log):
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget
    for widget in (form.run, form.check, form.cancel, form.models, form.settings, form.progress, form.status):
        assert widget.accessibleName()
        assert widget.toolTip()
        assert widget.whatsThis()


def test_the_guide_is_shown_unasked_only_to_who_has_no_raster(page, raster, qtbot):
    assert page.form.guide.isVisible()
    add(raster)
    qtbot.waitUntil(lambda: not page.form.guide.isVisible(), timeout=LONGEST_MS)
    page.form.show_guide()
    assert page.form.guide.isVisible()
    page.form.guide.dismissed.emit()
    assert not page.form.guide.isVisible()


def test_the_same_question_again_keeps_what_was_said(ready, qtbot):
    run_to_end(qtbot, ready)
    said = ready.form.status.text()
    ready.refresh()
    assert (ready.state, ready.form.status.text()) == (State.DONE, said)
    assert not ready.check.is_busy
    ready.form.options.set_parameters({"BATCH": 2})
    assert ready.state is State.CHECKING


def test_long_messages_do_not_widen_the_page(ready):
    width = ready.minimumSizeHint().width()
    ready.form.say("The log is " + "/a-long-folder-name" * 20 + "\nIts last words:\n" + "x" * 500)
    assert ready.minimumSizeHint().width() <= width + 40
    assert "last words" not in ready.form.status.text()


def test_running_again_goes_on_from_the_scores_of_the_same_question(ready, worker, qtbot, raster, qgis_iface):
    first = ready.request().folder
    ready.form.options.set_parameters({"THRESHOLD": 0.9})
    assert ready.request().folder == first, "a threshold asks nothing new of the model"
    ready.form.options.set_parameters({"WINDOW": 50})
    assert ready.request().folder != first
    ready.form.options.reset()
    assert ready.request().folder == first
    qgis_iface.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32616"))
    ready.form.area.set_parameters({"EXTENT": "500000,500010,4099990,4100000 [EPSG:32616]"})
    assert ready.request().folder != first
    ready.form.area.set_parameters({})
    os.utime(raster, (0, 0))
    assert ready.request().folder != first


@pytest.mark.parametrize("what", ["overviews", "a source of a mosaic"])
def test_a_change_in_any_file_of_a_raster_makes_a_new_folder(page, raster, tmp_path, what):
    folders, path = RunFolders(), raster
    if what == "a source of a mosaic":
        path = str(tmp_path / "mosaic.vrt")
        gdal.BuildVRT(path, [raster]).FlushCache()
    first = folders.folder("scene", "model", [path])
    assert folders.folder("scene", "model", [path]) == first
    if what == "overviews":
        gdal.Open(raster).BuildOverviews("AVERAGE", [2])
    else:
        os.utime(raster, (0, 0))
    assert folders.folder("scene", "model", [path]) != first


def test_statistics_that_qgis_writes_make_no_new_folder(page, raster):
    folders = RunFolders()
    first = folders.folder("scene", "model", [raster])
    dataset = gdal.Open(raster)
    dataset.GetRasterBand(1).ComputeStatistics(False)
    del dataset
    assert Path(f"{raster}.aux.xml").is_file()
    assert folders.folder("scene", "model", [raster]) == first


def test_a_layer_without_a_file_has_its_folder_too(page):
    folders, source = RunFolders(), f"type=xyz&url=https%3A%2F%2Ftiles%3Ftoken%3D{'a' * 300}"
    assert folders.folder("tiles", "model", [source]) == folders.folder("tiles", "model", [source])
    page.form.output.show_names("tiles", "model", source)
    assert page.form.output.kind.currentData() == "temporary"


def test_visible_extent_is_passed_with_the_crs_of_the_canvas(ready, qgis_iface):
    canvas = qgis_iface.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    canvas.setExtent(QgsRectangle(0, 0, 10, 10))
    from tesela.dock.run.area_picker import Kind

    ready.form.area.choose(Kind.VISIBLE)
    extent = ready.questions()["EXTENT"]
    assert "EPSG:3857" in (extent if isinstance(extent, str) else extent.crs().authid())


# Where the layers go


def test_saved_project_gets_a_new_geopackage_beside_it(ready, qtbot, tmp_path):
    output = ready.form.output
    assert QgsProject.instance().write(str(tmp_path / "project.qgz"))
    assert output.kind.currentData() == "geopackage"
    assert output.note.text() == "scene_fake-detector.gpkg"
    run_to_end(qtbot, ready)
    assert output.note.text() == "scene_fake-detector_2.gpkg"
    path = tmp_path / "scene_fake-detector.gpkg"
    assert {layer.source() for layer in group_layers()} == {
        f"{path}|layername=detections",
        f"{path}|layername=detection_centres",
    }


def test_a_file_of_ones_own_keeps_the_layers_that_it_has(ready, qtbot, tmp_path):
    output = ready.form.output
    output.choose("file")
    assert ready.state is State.UNCLEAR
    assert "Choose the file" in ready.form.status.text()
    output.choose("file", str(tmp_path / "mine.shp"))
    assert "end in .gpkg" in ready.form.status.text()
    path = tmp_path / "mine.gpkg"
    output.choose("file", str(path))
    for _ in range(2):
        run_to_end(qtbot, ready)
        assert ready.state is State.DONE, ready.form.log.toPlainText()
    assert {layer.source() for layer in group_layers(0)} == {
        f"{path}|layername=detections_2",
        f"{path}|layername=detection_centres_2",
    }
    assert all(layer.featureCount() == 1 for number in (0, 1) for layer in group_layers(number))


def test_chosen_output_survives_saving_the_project(ready, tmp_path):
    kind = ready.form.output.kind
    assert QgsProject.instance().write(str(tmp_path / "project.qgz"))
    ready.form.output.choose("temporary")
    assert QgsProject.instance().write(str(tmp_path / "project.qgz"))
    assert kind.currentData() == "temporary"
    QgsProject.instance().clear()
    assert [kind.itemData(i) for i in range(kind.count())] == ["temporary", "file"]


def test_until_the_project_is_saved_the_geopackage_lies_beside_the_raster(ready, qtbot, tmp_path):
    output = ready.form.output
    raster = Path(ready.form.raster.layers()[0].source())
    assert output.kind.currentText() == "GeoPackage beside the raster"
    assert output.note.text() == "scene_fake-detector.gpkg"
    run_to_end(qtbot, ready)
    path = raster.parent / "scene_fake-detector.gpkg"
    assert path.is_file()
    assert QgsProject.instance().write(str(tmp_path / "project.qgz"))
    assert output.kind.currentText() == "GeoPackage beside the project"


def test_a_raster_in_a_folder_that_is_read_only_offers_no_geopackage_beside_it(ready, monkeypatch):
    monkeypatch.setattr("os.access", lambda path, mode: False)
    ready.form.output.show_names("scene", "fake-detector", ready.form.raster.layers()[0].source())
    assert ready.form.output.kind.currentData() == "temporary"
    assert "Save the project" in ready.form.output.note.text()


def test_geopackage_names_are_new_and_plain(tmp_path):
    first = new_geopackage(tmp_path, "Málaga 2020/05: north", "damage-tiles")
    assert first.name == "Málaga_2020_05_north_damage-tiles.gpkg"
    assert new_geopackage(tmp_path, "Málaga 2020/05: north", "damage-tiles", {first}).name.endswith("_2.gpkg")
    first.write_text("")
    assert new_geopackage(tmp_path, "Málaga 2020/05: north", "damage-tiles").name.endswith("_2.gpkg")


def test_a_long_layer_name_is_cut_to_what_a_file_name_can_hold(tmp_path):
    first = new_geopackage(tmp_path, "Ортофотоплан города " * 7, "damage-tiles")
    assert first.name.startswith("Ортофотоплан_города_Ортофотоплан_города_")
    assert first.stem.endswith("_damage-tiles")
    first.with_name(f"{first.name}-journal").write_text("")
    first.write_text("")
    assert new_geopackage(tmp_path, "Ортофотоплан города " * 7, "damage-tiles").stem == f"{first.stem}_2"
    assert len(new_geopackage(tmp_path, "x" * 300, "y" * 300).name) < 200


def test_destination_without_a_file_is_a_temporary_layer():
    assert destination(None, "detections") == "TEMPORARY_OUTPUT"
    assert 'table="detections"' in destination(Path("/x/a.gpkg"), "detections")


def test_tables_that_wait_to_be_written_are_taken(tmp_path):
    path = tmp_path / "a.gpkg"
    assert table_number(path, ["detections"]) == 1
    assert table_number(path, ["detections"], [(path, "Detections")]) == 2
    assert (numbered("detections", 1), numbered("detections", 2)) == ("detections", "detections_2")


def test_a_run_folder_that_was_cleaned_away_is_made_anew(ready):
    folders = RunFolders()
    first = folders.folder("scene", "model", ["/x/scene.tif"])
    assert folders.folder("scene", "model", ["/x/scene.tif"]) == first
    Path(first).rmdir()
    assert Path(folders.folder("scene", "model", ["/x/scene.tif"])).is_dir()


# Run again


def test_a_raster_that_is_gone_stays_an_obstacle_until_one_is_chosen(ready, raster, draw, qtbot):
    run_to_end(qtbot, ready)
    (record,) = history.records(QgsProject.instance())
    other = draw("other.tif")
    QgsProject.instance().removeAllMapLayers()
    Path(raster).unlink()
    add(other, "other")
    qtbot.wait(100)
    ready.fill(record)
    for _ in range(2):
        assert ready.state is State.UNCLEAR
        assert "Not here any more: the raster scene." in ready.form.status.text()
        assert not ready.form.run.isEnabled()
        assert not ready.form.raster.layers(), "no other raster stands in for it"
        add(draw("third.tif"), "third")
        qtbot.wait(quick_check.DELAY_MS + 200)
        ready.refresh()
    picker = ready.form.raster.one
    picker.setCurrentIndex(0)
    picker.activated.emit(0)
    wait_until_checked(qtbot, ready)
    assert ready.state is State.READY


def test_of_several_rasters_one_that_is_gone_is_named(ready, draw, qtbot):
    run_to_end(qtbot, ready)
    (record,) = history.records(QgsProject.instance())
    gone = KeptRaster("east", "/gone/east.tif")
    ready.fill(replace(record, rasters=(*record.rasters, gone)))
    assert [layer.name() for layer in ready.form.raster.layers()] == ["scene"]
    assert ready.state is State.UNCLEAR
    assert "the raster east" in ready.form.status.text()
    ready.form.raster.one.activated.emit(0)
    assert not ready.form.raster.missing, "a person wants the one that is there"


def test_a_model_that_is_gone_stays_an_obstacle_until_one_is_chosen(ready, qtbot):
    run_to_end(qtbot, ready)
    (record,) = history.records(QgsProject.instance())
    ready.fill(replace(record, model_id="gone", model_name="Gone model"))
    for _ in range(2):
        assert ready.state is State.UNCLEAR
        assert "Not here any more: the model Gone model." in ready.form.status.text()
        assert not ready.form.run.isEnabled()
        assert ready.form.model.id == "", "no other model stands in for it"
        ready.refresh()
    ready.form.model.choose("fake-segmenter")
    wait_until_checked(qtbot, ready)
    assert ready.state is State.READY


def test_rasters_of_a_project_that_was_moved_are_found_by_their_layers(ready, draw, qtbot):
    run_to_end(qtbot, ready)
    (record,) = history.records(QgsProject.instance())
    (layer,) = ready.form.raster.layers()
    add(draw("other.tif"), "scene")
    ready.form.raster.set_layers([QgsProject.instance().mapLayersByName("scene")[1]])
    ready.fill(replace(record, rasters=(KeptRaster("scene", "/another/machine/scene.tif"),)))
    assert ready.form.raster.layers() == [layer]
    assert not ready.form.raster.missing


# Options


def test_options_are_those_of_the_task_with_the_cards_values(ready):
    options = ready.form.options
    options.setCollapsed(False)
    ready.form.model.choose("fake-segmenter")
    shown = {name for name, field in options.fields.items() if not field.isHidden()}
    assert {"MIN_AREA", "MIN_HOLE", "SIMPLIFY"} <= shown
    assert "SUPPRESSION_IOU" not in shown
    assert options.fields["MIN_AREA"].editor.value() == 4.0
    assert options.parameters == {}
    ready.form.model.choose("fake-detector")
    assert options.fields["MIN_AREA"].isHidden()
    assert options.fields["SUPPRESSION_IOU"].editor.value() == 0.3
    ready.form.model.choose("fake-regressor")
    assert options.thresholds.isHidden()
    options.setCollapsed(True)
    options.setCollapsed(False)
    assert options.thresholds.isHidden(), "QGIS's box shows all that is in it when it is unfolded"
    assert options.fields["SUPPRESSION_IOU"].isHidden()


def test_each_option_goes_back_to_the_cards_value(ready, qtbot):
    options = ready.form.options
    ready.form.model.choose("fake-segmenter")
    field = options.fields["MIN_AREA"]
    assert not field.reset_button.isEnabled()
    field.editor.setValue(9.0)
    assert options.parameters == {"MIN_AREA": 9.0}
    assert field.reset_button.isEnabled()
    field.reset_button.click()
    assert field.editor.value() == 4.0
    assert options.parameters == {}


def test_every_option_becomes_a_parameter_of_the_toolbox(ready, provider):
    values = {
        "THRESHOLD": 0.8,
        "SUPPRESSION_IOU": 0.2,
        "BANDS": "3,2,1",
        "VALUE_RANGE": "0,2047",
        "ASSIGNED_CRS": "EPSG:32616",
        "PIXEL_RESULTS": True,
        "WARP": True,
        "WINDOW": 200,
        "OVERLAP": 20,
        "BATCH": 3,
    }
    ready.form.options.set_parameters(values)
    assert ready.form.options.parameters == values
    algorithm = provider.algorithm("detect")
    assert set(values) <= {definition.name() for definition in algorithm.parameterDefinitions()}
    ready.form.options.reset_all.click()
    assert ready.form.options.parameters == {}


def test_the_overlap_follows_the_window_as_the_engine_does(ready):
    options = ready.form.options
    assert options.fields["OVERLAP"].editor.value() == 90
    options.fields["WINDOW"].editor.setValue(598)
    assert options.fields["OVERLAP"].editor.value() == 180
    assert options.parameters == {"WINDOW": 598}


def test_labels_have_thresholds_of_their_own(ready):
    ready.form.model.choose("fake-labeller")
    thresholds = ready.form.options.thresholds
    thresholds.label.setCurrentIndex(thresholds.label.findData("trees"))
    thresholds.threshold.editor.setValue(0.75)
    thresholds.label.setCurrentIndex(thresholds.label.findData("cars"))
    assert thresholds.threshold.editor.value() == 0.5
    assert ready.questions()["THRESHOLDS"] == "trees=0.75"
    assert ready.request().selection.thresholds == (0.5, 0.5, 0.75)


def test_a_threshold_of_the_card_that_is_shown_rounded_is_still_the_cards(page, raster, home, qtbot):
    path = home / "models" / "fake-detector" / "card.json"
    path.write_text(path.read_text().replace("[0.5]", "[0.3941]"))
    add(raster)
    page.refresh()
    page.form.model.choose("fake-detector")
    assert page.form.options.thresholds.threshold.editor.value() == 0.39
    assert "THRESHOLD" not in page.questions()


def test_rules_are_offered_only_with_evidence(page, raster, home):
    assert not page.form.options.thresholds.rule.isEnabled()
    path = home / "models" / "fake-detector" / "card.json"
    card = json.loads(path.read_text())
    columns = {"thresholds": [0.2, 0.6], "true_positives": [9, 6], "false_positives": [5, 0]}
    card["evidence"] = [{"label": "damage", "data": "d", "part": "p", "positives": 10, "negatives": 10, **columns}]
    path.write_text(json.dumps(card))
    page.refresh()
    page.form.model.choose("fake-detector")
    thresholds = page.form.options.thresholds
    assert thresholds.rule.isEnabled()
    thresholds.rule.setCurrentIndex(thresholds.rule.findData("precision"))
    thresholds.precision.editor.setValue(0.9)
    assert thresholds.parameters == {"THRESHOLD_RULE": 3, "PRECISION": 0.9}
    assert thresholds.threshold.isHidden()
    add(raster)
    assert page.request().selection.rule == "precision=0.9"


def test_options_that_make_no_sense_are_said_before_the_run(ready):
    ready.form.options.set_parameters({"BANDS": "red"})
    assert ready.state is State.UNCLEAR
    assert "'red'" in ready.form.status.text()
    assert not ready.form.run.isEnabled()
    ready.form.options.set_parameters({"VALUE_RANGE": "9,3"})
    assert "low to high" in ready.form.status.text()
    ready.form.options.set_parameters({"WINDOW": 50, "OVERLAP": 50})
    assert "overlap of 50" in ready.form.status.text()
