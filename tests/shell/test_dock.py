"""Every state of the dock, in a real window, with a worker that needs no model."""

import os
import sys
import time
from pathlib import Path

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import Qt
from tesela.dock import dock as dock_module
from tesela.dock.dock import BUSY, State, TeselaDock
from tesela.dock.output import destination, new_geopackage
from tesela.engine.contract.errors import EnvironmentMissing

LONGEST_MS = 15_000


@pytest.fixture
def dock(qtbot, qgis_iface, qgis_new_project, provider, models, monkeypatch):
    monkeypatch.setenv("TESELA_PYTHON", sys.executable)
    widget = TeselaDock(qgis_iface)
    qtbot.addWidget(widget)
    widget.show()
    yield widget
    widget.dispose()
    QgsProject.instance().removeAllMapLayers()


@pytest.fixture
def with_raster(dock, raster):
    QgsProject.instance().addMapLayer(QgsRasterLayer(raster, "scene"))
    return dock


def choose(dock, model):
    dock.form.model.setCurrentIndex(dock.form.model.findData(model))


def run_to_end(qtbot, dock):
    qtbot.mouseClick(dock.form.run, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dock.state not in BUSY, timeout=LONGEST_MS)


def group_layers():
    """The layers of the topmost group, as they are drawn from top to bottom."""
    group = QgsProject.instance().layerTreeRoot().findGroups()[0]
    return group.name(), [node.layer() for node in group.findLayers()]


def test_without_raster_it_says_what_to_do(dock):
    assert dock.state is State.NO_RASTER
    assert "raster layer" in dock.form.status.text()
    assert not dock.form.run.isEnabled()


def test_raster_makes_it_ready_and_its_removal_takes_that_back(with_raster):
    assert with_raster.state is State.READY
    assert with_raster.form.run.isEnabled()
    assert not with_raster.form.cancel.isEnabled()
    QgsProject.instance().removeAllMapLayers()
    assert with_raster.state is State.NO_RASTER


def test_without_model_it_says_so(with_raster, monkeypatch):
    monkeypatch.setattr(dock_module, "installed_cards", dict)
    with_raster.hide()
    with_raster.show()
    assert with_raster.state is State.NO_MODEL
    assert "No model" in with_raster.form.status.text()
    assert not with_raster.form.run.isEnabled()


def test_without_environment_it_offers_to_make_one(with_raster, monkeypatch, qtbot):
    def missing(configured=""):
        raise EnvironmentMissing("The worker's Python environment does not exist yet.")

    assert not with_raster.form.make_environment.isVisible()
    monkeypatch.setattr(dock_module, "find_python", missing)
    with_raster.refresh()
    assert with_raster.state is State.NO_ENVIRONMENT
    assert with_raster.form.make_environment.isVisible()
    assert not with_raster.form.run.isEnabled()
    monkeypatch.undo()
    monkeypatch.setenv("TESELA_PYTHON", sys.executable)
    qtbot.mouseClick(with_raster.form.make_environment, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: with_raster.state is State.READY, timeout=LONGEST_MS)
    assert sys.executable in with_raster.form.log.toPlainText()


def test_environment_that_cannot_be_made_keeps_the_offer_and_the_reason(with_raster, monkeypatch, qtbot):
    from tesela.algorithms import setup
    from tesela.bridge import environment

    def fail(feedback, proxy):
        raise EnvironmentMissing("No network.")

    monkeypatch.delenv("TESELA_PYTHON")
    monkeypatch.setattr(environment, "checkout_folder", lambda: None)
    monkeypatch.setattr(setup, "make_environment", fail)
    with_raster.refresh()
    qtbot.mouseClick(with_raster.form.make_environment, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: with_raster.state is State.FAILED, timeout=LONGEST_MS)
    assert with_raster.form.status.text() == "No network."
    assert with_raster.form.make_environment.isVisible()
    assert not with_raster.form.run.isEnabled()


def test_model_shows_its_summary_and_sets_the_threshold(with_raster):
    choose(with_raster, "fake-segmenter")
    assert with_raster.form.summary.text() == "Summary of fake-segmenter."
    assert with_raster.form.threshold.value() == 0.5
    assert "THRESHOLD" not in with_raster.parameters()
    with_raster.form.threshold.setValue(0.8)
    assert with_raster.parameters()["THRESHOLD"] == 0.8


def test_a_threshold_of_the_card_that_is_shown_rounded_is_still_the_cards(with_raster, home):
    path = home / "models" / "fake-detector" / "card.json"
    path.write_text(path.read_text().replace("[0.5]", "[0.3941]"))
    with_raster.hide()
    with_raster.show()
    choose(with_raster, "fake-segmenter")
    choose(with_raster, "fake-detector")
    assert with_raster.form.threshold.text() == "0.39"
    assert "THRESHOLD" not in with_raster.parameters()


def test_models_of_every_raster_task_are_listed_and_no_others(dock):
    listed = [dock.form.model.itemData(i) for i in range(dock.form.model.count())]
    assert sorted(listed) == ["fake-detector", "fake-labeller", "fake-regressor", "fake-segmenter"]


def test_a_regression_has_no_threshold(with_raster):
    choose(with_raster, "fake-regressor")
    assert not with_raster.form.threshold.isEnabled()
    assert "THRESHOLD" not in with_raster.parameters()
    with_raster.refresh()
    assert not with_raster.form.threshold.isEnabled()
    choose(with_raster, "fake-labeller")
    assert with_raster.form.threshold.isEnabled()
    assert with_raster.form.threshold.value() == 0.5


@pytest.mark.parametrize(("model", "title"), [("fake-labeller", "Labels"), ("fake-regressor", "Values")])
def test_windows_are_shown_styled(with_raster, worker, qtbot, model, title):
    worker("done")
    choose(with_raster, model)
    run_to_end(qtbot, with_raster)
    assert with_raster.state is State.DONE, with_raster.form.log.toPlainText()
    _, (layer,) = group_layers()
    assert layer.name() == title
    assert layer.labelsEnabled()
    if model == "fake-regressor":
        assert layer.renderer().rootRule().children()[1].label() == "20 – 40 %"


def test_run_puts_styled_layers_into_a_group_of_the_project(with_raster, worker, qtbot):
    worker("done")
    choose(with_raster, "fake-detector")
    run_to_end(qtbot, with_raster)
    assert with_raster.state is State.DONE, with_raster.form.log.toPlainText()
    name, layers = group_layers()
    assert "scene" in name
    assert "Fake detector" in name
    assert [layer.name() for layer in layers] == ["Detection centres", "Detections"]
    assert [layer.featureCount() for layer in layers] == [1, 1]
    assert layers[1].labelsEnabled()
    assert with_raster.form.found.text() == "Found: 1"
    assert with_raster.form.progress.value() == 100
    assert "One window is damaged" in with_raster.form.log.toPlainText()
    assert with_raster.form.run.isEnabled()


def test_two_runs_make_two_groups(with_raster, worker, qtbot):
    worker("done")
    for model in ("fake-segmenter", "fake-detector"):
        choose(with_raster, model)
        run_to_end(qtbot, with_raster)
    assert len(QgsProject.instance().layerTreeRoot().findGroups()) == 2


def test_saved_project_gets_a_new_geopackage_beside_it(with_raster, worker, qtbot, tmp_path):
    worker("done")
    choose(with_raster, "fake-detector")
    assert with_raster.form.output.currentData() == "temporary"
    assert QgsProject.instance().write(str(tmp_path / "project.qgz"))
    assert with_raster.form.output.currentData() == "geopackage"
    assert with_raster.form.output_file.text() == "scene_fake-detector.gpkg"
    run_to_end(qtbot, with_raster)
    assert with_raster.form.output_file.text() == "scene_fake-detector_2.gpkg"
    _, layers = group_layers()
    path = tmp_path / "scene_fake-detector.gpkg"
    assert {layer.source() for layer in layers} == {
        f"{path}|layername=detections",
        f"{path}|layername=detection_centres",
    }


def test_nothing_found_is_a_success_of_its_own(with_raster, worker, qtbot):
    worker("nothing")
    run_to_end(qtbot, with_raster)
    assert with_raster.state is State.NOTHING_FOUND
    assert "0.50" in with_raster.form.status.text()
    _, layers = group_layers()
    assert all(layer.isValid() and layer.featureCount() == 0 for layer in layers)


def test_running_shows_progress_and_count_and_cancel_ends_it(with_raster, worker, qtbot):
    worker("slow")
    qtbot.mouseClick(with_raster.form.run, Qt.MouseButton.LeftButton)
    assert with_raster.state is State.RUNNING
    qtbot.waitUntil(lambda: with_raster.form.found.text() == "Found: 5", timeout=LONGEST_MS)
    assert "of 600" in with_raster.form.status.text()
    assert not with_raster.form.run.isEnabled()
    assert not with_raster.form.raster.isEnabled()
    begin = time.monotonic()
    qtbot.mouseClick(with_raster.form.cancel, Qt.MouseButton.LeftButton)
    assert with_raster.state is State.CANCELLING
    qtbot.waitUntil(lambda: with_raster.state is State.CANCELLED, timeout=LONGEST_MS)
    assert time.monotonic() - begin < 2.0
    assert with_raster.form.status.text() == "Cancelled; 5 of 600 windows are kept."
    assert with_raster.form.run.isEnabled()


@pytest.mark.parametrize(
    ("behaviour", "state", "message"),
    [
        ("fail", State.FAILED, "The raster is cut off; copy it again."),
        ("crash", State.CRASHED, "SIGKILL"),
        ("garbage", State.CRASHED, "Epoch 1"),
    ],
)
def test_a_run_that_ends_badly_says_why(with_raster, worker, qtbot, behaviour, state, message):
    worker(behaviour)
    run_to_end(qtbot, with_raster)
    assert with_raster.state is state
    assert message in with_raster.form.status.text()
    assert not QgsProject.instance().layerTreeRoot().findGroups()
    worker("done")
    run_to_end(qtbot, with_raster)
    assert with_raster.state is State.DONE


def test_problem_found_before_the_run_is_told(dock, worker, qtbot):
    worker("done")
    layer = QgsRasterLayer("type=xyz&url=http://localhost/{z}/{x}/{y}.png&zmax=3&zmin=0", "tiles", "wms")
    QgsProject.instance().addMapLayer(layer)
    run_to_end(qtbot, dock)
    assert dock.state is State.FAILED
    assert "Save it as a GeoTIFF" in dock.form.status.text()


def test_visible_extent_is_passed_with_the_crs_of_the_canvas(with_raster, qgis_iface):
    canvas = qgis_iface.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    canvas.setExtent(QgsRectangle(0, 0, 10, 10))
    with_raster.form.area.setCurrentIndex(with_raster.form.area.findData("visible"))
    extent = with_raster.parameters()["EXTENT"]
    assert extent.crs().authid() == "EPSG:3857"
    assert extent.contains(QgsRectangle(1, 1, 9, 9))


def test_layer_removed_during_a_run_does_not_disturb_it(with_raster, worker, qtbot):
    worker("slow")
    qtbot.mouseClick(with_raster.form.run, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: with_raster.form.found.text() == "Found: 2", timeout=LONGEST_MS)
    QgsProject.instance().removeAllMapLayers()
    assert with_raster.state is State.RUNNING
    qtbot.mouseClick(with_raster.form.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: with_raster.state is State.CANCELLED, timeout=LONGEST_MS)


def test_run_is_finished_although_its_layer_was_removed(with_raster, worker, qtbot):
    worker("done")
    qtbot.mouseClick(with_raster.form.run, Qt.MouseButton.LeftButton)
    QgsProject.instance().removeAllMapLayers()
    qtbot.waitUntil(lambda: with_raster.state not in BUSY, timeout=LONGEST_MS)
    assert with_raster.state is State.DONE
    _, layers = group_layers()
    assert [layer.featureCount() for layer in layers] == [1, 1]


def test_new_project_ends_the_run(with_raster, worker, qtbot):
    worker("slow")
    qtbot.mouseClick(with_raster.form.run, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: with_raster.form.found.text() == "Found: 2", timeout=LONGEST_MS)
    QgsProject.instance().clear()
    qtbot.waitUntil(lambda: with_raster.state not in BUSY, timeout=LONGEST_MS)
    assert not QgsProject.instance().mapLayers()


def test_results_do_not_land_in_another_project(with_raster, worker, qtbot, monkeypatch):
    worker("done")
    qtbot.mouseClick(with_raster.form.run, Qt.MouseButton.LeftButton)
    monkeypatch.setattr(with_raster._run, "cancel", lambda: None)
    QgsProject.instance().clear()
    qtbot.waitUntil(lambda: with_raster.state is State.CANCELLED, timeout=LONGEST_MS)
    assert "project was closed" in with_raster.form.status.text()
    assert not QgsProject.instance().mapLayers()


def test_chosen_output_survives_saving_the_project(with_raster, tmp_path):
    for _ in range(2):
        assert QgsProject.instance().write(str(tmp_path / "project.qgz"))
        with_raster.form.output.setCurrentIndex(with_raster.form.output.findData("temporary"))
    assert QgsProject.instance().write(str(tmp_path / "project.qgz"))
    assert with_raster.form.output.currentData() == "temporary"
    QgsProject.instance().clear()
    assert with_raster.form.output.count() == 1


def test_closing_the_dock_does_not_end_the_run(with_raster, worker, qtbot):
    worker("slow")
    qtbot.mouseClick(with_raster.form.run, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: with_raster.form.found.text() == "Found: 2", timeout=LONGEST_MS)
    with_raster.close()
    qtbot.waitUntil(lambda: with_raster.form.found.text() == "Found: 4", timeout=LONGEST_MS)
    assert with_raster.state is State.RUNNING
    with_raster.cancel()
    qtbot.waitUntil(lambda: with_raster.state is State.CANCELLED, timeout=LONGEST_MS)


def test_fits_a_small_screen_and_is_reached_by_keyboard(with_raster):
    size = with_raster.form.minimumSizeHint()
    assert size.height() <= 560
    assert size.width() <= 420
    focusable = [*with_raster.form.questions(), with_raster.form.run, with_raster.form.cancel, with_raster.form.log]
    for widget in focusable:
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget
    for widget in with_raster.form.questions():
        assert widget.accessibleName()
        assert widget.toolTip()


def test_long_messages_do_not_widen_the_dock(with_raster):
    width = with_raster.form.minimumSizeHint().width()
    with_raster.form.say("The log is " + "/a-long-folder-name" * 20 + "\nIts last words:\n" + "x" * 500)
    assert with_raster.form.minimumSizeHint().width() <= width + 40
    assert "last words" not in with_raster.form.status.text()


def test_running_again_goes_on_from_the_scores_of_the_same_raster_model_and_area(with_raster, worker, qtbot, raster):
    choose(with_raster, "fake-detector")
    worker("slow")
    first = with_raster.parameters()["RUN_FOLDER"]
    qtbot.mouseClick(with_raster.form.run, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: with_raster.form.found.text() == "Found: 2", timeout=LONGEST_MS)
    with_raster.cancel()
    qtbot.waitUntil(lambda: with_raster.state is State.CANCELLED, timeout=LONGEST_MS)
    with_raster.form.threshold.setValue(0.9)
    assert with_raster.parameters()["RUN_FOLDER"] == first
    worker("done")
    run_to_end(qtbot, with_raster)
    assert (Path(first) / "results.gpkg").is_file()
    assert with_raster.parameters()["RUN_FOLDER"] == first
    with_raster.form.area.setCurrentIndex(1)
    assert with_raster.parameters()["RUN_FOLDER"] != first
    with_raster.form.area.setCurrentIndex(0)
    os.utime(raster, (0, 0))
    assert with_raster.parameters()["RUN_FOLDER"] != first


def test_a_failed_run_does_not_stand_in_the_way_of_the_next(with_raster, worker, qtbot):
    worker("fail")
    first = with_raster.parameters()["RUN_FOLDER"]
    run_to_end(qtbot, with_raster)
    assert with_raster.parameters()["RUN_FOLDER"] != first


def test_geopackage_names_are_new_and_plain(tmp_path):
    first = new_geopackage(tmp_path, "Málaga 2020/05: north", "damage-tiles")
    assert first.name == "Málaga_2020_05_north_damage-tiles.gpkg"
    first.write_text("")
    assert new_geopackage(tmp_path, "Málaga 2020/05: north", "damage-tiles").name.endswith("_2.gpkg")


def test_destination_without_a_file_is_a_temporary_layer():
    assert destination(None, "detections") == "TEMPORARY_OUTPUT"
    assert 'table="detections"' in destination(Path("/x/a.gpkg"), "detections")
