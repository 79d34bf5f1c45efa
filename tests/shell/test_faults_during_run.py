"""What a person does to layers, project and plugin while the real worker runs: a clean end, no orphan, no crash."""

import gc
import time
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from tesela import classFactory
from tesela.dock.dock import BUSY, State, TeselaDock

ROOT = Path(__file__).parents[2]
WORKER_PYTHON = ROOT / ".venv" / "bin" / "python"
LONGEST_MS = 90_000

if not WORKER_PYTHON.exists():
    pytest.skip("The worker's environment .venv is not there; 'make setup' makes it.", allow_module_level=True)


@pytest.fixture
def surroundings(qgis_iface, qgis_processing, qgis_new_project, tiny_scene, monkeypatch):
    monkeypatch.setenv("TESELA_HOME", str(tiny_scene))
    monkeypatch.setenv("TESELA_PYTHON", str(WORKER_PYTHON))
    return tiny_scene


@pytest.fixture
def dock(qtbot, qgis_iface, surroundings, provider):
    add_scene(surroundings)
    dock = TeselaDock(qgis_iface)
    qtbot.addWidget(dock)
    dock.show()
    yield dock
    dock.dispose()
    QgsProject.instance().removeAllMapLayers()


def add_scene(folder):
    QgsProject.instance().addMapLayer(QgsRasterLayer(str(folder / "scene.tif"), "scene"))


def scene():
    (layer,) = QgsProject.instance().mapLayersByName("scene")
    return layer


def begin(dock, qtbot, model="tiny-detector", overlap=29):
    """Start a run of some seconds and wait until windows are scored."""
    page = dock.run_page
    page.form.model.choose(model)
    page.form.options.set_parameters({"OVERLAP": overlap, "BATCH": 8})
    qtbot.waitUntil(page.form.run.isEnabled, timeout=LONGEST_MS)
    page.start()
    qtbot.waitUntil(lambda: is_scoring(page) or dock.state not in BUSY, timeout=LONGEST_MS)
    assert dock.state is State.RUNNING, page.form.log.toPlainText()


def is_scoring(page):
    entry = page.queue.current
    return entry is not None and entry.progress is not None and entry.progress.stage == "score"


def end(dock, qtbot):
    qtbot.waitUntil(lambda: dock.run_page.queue.current is None and dock.state not in BUSY, timeout=LONGEST_MS)
    return dock.run_page.form.log.toPlainText()


def workers():
    """Process ids of the workers that this process has started and that still are."""
    found = []
    for entry in Path("/proc/self/task").glob("*/children"):
        for child in entry.read_text().split():
            try:
                words = Path(f"/proc/{child}/cmdline").read_bytes()
            except OSError:
                continue
            if b"start.py" in words:
                found.append(int(child))
    return found


def groups():
    return QgsProject.instance().layerTreeRoot().findGroups()


def result_layers():
    return [node.layer() for node in groups()[0].findLayers()]


def settle(qtbot):
    """Let deferred deletions happen, as a running QGIS does."""
    qtbot.wait(50)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def rename():
    scene().setName("another name")


def remove():
    QgsProject.instance().removeMapLayer(scene().id())


def change_source():
    scene().setDataSource("/nowhere/gone.tif", "scene", "gdal")


def change_crs():
    from qgis.core import QgsCoordinateReferenceSystem

    scene().setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))


@pytest.mark.parametrize("change", [rename, remove, change_source, change_crs])
def test_a_raster_layer_that_is_changed_or_removed_does_not_disturb_its_run(dock, qtbot, change):
    begin(dock, qtbot)
    change()
    log = end(dock, qtbot)
    assert dock.state is State.DONE, log
    layers = result_layers()
    assert layers
    assert all(layer.isValid() and layer.featureCount() > 0 for layer in layers)
    assert layers[0].crs().authid() == "EPSG:32616", "the run reads the raster as it was asked for"
    assert not workers()


def test_the_area_layer_may_be_edited_and_removed_during_the_run(dock, qtbot):
    area = QgsVectorLayer("Polygon?crs=EPSG:32616", "area", "memory")
    add_square(area)
    QgsProject.instance().addMapLayer(area)
    dock.run_page.form.area.set_parameters({"AREA": area.id()})
    assert dock.run_page.form.area.parameters().get("AREA")
    begin(dock, qtbot)
    area.startEditing()
    area.deleteFeatures(area.allFeatureIds())
    area.commitChanges()
    QgsProject.instance().removeMapLayer(area.id())
    del area
    log = end(dock, qtbot)
    assert dock.state is State.DONE, log
    assert all(layer.featureCount() > 0 for layer in result_layers())
    boxes = [feature.geometry().boundingBox() for feature in result_layers()[-1].getFeatures()]
    assert all(box.xMinimum() <= 500050 and box.yMaximum() >= 4099960 for box in boxes), "only the area was looked at"


def add_square(layer):
    from qgis.core import QgsFeature, QgsGeometry, QgsRectangle

    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(500015, 4099960, 500050, 4099990)))
    layer.dataProvider().addFeatures([feature])


def test_the_results_of_an_earlier_run_may_be_edited_and_removed_during_the_next(dock, qtbot):
    begin(dock, qtbot, overlap=8)
    end(dock, qtbot)
    earlier = result_layers()
    begin(dock, qtbot, overlap=29)
    for layer in earlier:
        layer.startEditing()
        assert layer.deleteFeatures(layer.allFeatureIds())
    QgsProject.instance().removeMapLayers([layer.id() for layer in earlier])
    del earlier, layer
    log = end(dock, qtbot)
    assert dock.state is State.DONE, log
    assert all(layer.featureCount() > 0 for layer in result_layers())


def test_the_layer_group_of_an_earlier_run_may_go_during_the_next(dock, qtbot):
    begin(dock, qtbot, overlap=8)
    end(dock, qtbot)
    begin(dock, qtbot, overlap=29)
    QgsProject.instance().layerTreeRoot().removeAllChildren()
    end(dock, qtbot)
    assert dock.state is State.DONE
    assert all(layer.featureCount() > 0 for layer in result_layers())


def test_a_closed_project_ends_the_run_and_the_next_project_stays_empty(dock, qtbot, surroundings):
    begin(dock, qtbot)
    (worker,) = workers()
    started = time.monotonic()
    QgsProject.instance().clear()
    assert time.monotonic() - started < 1.0, "closing does not wait for the worker"
    end(dock, qtbot)
    assert time.monotonic() - started < 5.0
    assert dock.state is not State.DONE
    assert not Path(f"/proc/{worker}").exists()
    assert not QgsProject.instance().mapLayers()
    assert not groups()
    add_scene(surroundings)
    begin(dock, qtbot, overlap=8)
    log = end(dock, qtbot)
    assert dock.state is State.DONE, log


def test_another_project_read_during_a_run_gets_none_of_its_layers(dock, qtbot, tmp_path):
    path = str(tmp_path / "other.qgz")
    other = QgsProject()
    assert other.write(path)
    begin(dock, qtbot)
    assert QgsProject.instance().read(path)
    end(dock, qtbot)
    qtbot.waitUntil(lambda: not workers(), timeout=5000)
    assert not QgsProject.instance().mapLayers()
    assert not groups()


@pytest.mark.parametrize("queued", [0, 2])
def test_a_reloaded_plugin_leaves_no_worker_and_works_again(qgis_iface, qtbot, surroundings, queued):
    add_scene(surroundings)
    qgis_iface.mainWindow().show()
    first = classFactory(qgis_iface)
    first.initGui()
    first._action.trigger()
    begin(first._dock, qtbot)
    for _ in range(queued):
        first._dock.run_page.start()
    assert len(workers()) == 1
    started = time.monotonic()
    first.unload()
    assert time.monotonic() - started < 5.0
    assert not workers()
    settle(qtbot)
    assert QgsApplication.taskManager().countActiveTasks() == 0
    assert not groups()

    second = classFactory(qgis_iface)
    second.initGui()
    second._action.trigger()
    begin(second._dock, qtbot, overlap=8)
    log = end(second._dock, qtbot)
    assert second._dock.state is State.DONE, log
    second.unload()
    settle(qtbot)
    QgsProject.instance().removeAllMapLayers()
    qgis_iface.mainWindow().hide()


@pytest.mark.parametrize("when", ["loading", "at once"])
def test_unloading_right_after_the_start_leaves_no_worker(qgis_iface, qtbot, surroundings, when):
    add_scene(surroundings)
    plugin = classFactory(qgis_iface)
    plugin.initGui()
    plugin._action.trigger()
    page = plugin._dock.run_page
    page.form.model.choose("tiny-detector")
    qtbot.waitUntil(page.form.run.isEnabled, timeout=LONGEST_MS)
    page.start()
    if when == "loading":
        qtbot.waitUntil(lambda: bool(workers()), timeout=LONGEST_MS)
    plugin.unload()
    settle(qtbot)
    assert not workers()
    assert QgsApplication.taskManager().countActiveTasks() == 0
    QgsProject.instance().removeAllMapLayers()
