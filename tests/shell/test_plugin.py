"""Loading registers, unloading leaves nothing behind, also in the middle of a run."""

import gc
import sys
import threading
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProject, QgsRasterLayer
from qgis.PyQt.QtWidgets import QAction, QDockWidget
from tesela import classFactory


def left_behind(iface):
    window = iface.mainWindow()
    return {
        "providers": [provider.id() for provider in QgsApplication.processingRegistry().providers()],
        "actions": sorted(action.text() for action in window.findChildren(QAction)),
        "docks": sorted(dock.objectName() for dock in window.findChildren(QDockWidget)),
        "threads": sorted(thread.name for thread in threading.enumerate() if thread.name.startswith("tesela")),
        "tasks": QgsApplication.taskManager().countActiveTasks(),
    }


@pytest.fixture
def plugin(qgis_iface, qgis_processing, qgis_new_project, models, monkeypatch):
    monkeypatch.setenv("TESELA_PYTHON", sys.executable)
    qgis_iface.mainWindow().show()
    plugin = classFactory(qgis_iface)
    yield plugin
    plugin.unload()
    qgis_iface.mainWindow().hide()


def dock_of(plugin):
    plugin._action.trigger()
    return plugin._dock


def test_load_registers_provider_action_and_dock(plugin, qgis_iface, qtbot):
    plugin.initGui()
    assert QgsApplication.processingRegistry().providerById("tesela") is not None
    assert plugin._dock is None, "the dock opens when asked for, not when QGIS starts"
    dock = dock_of(plugin)
    assert not dock.isHidden()
    plugin._action.trigger()
    assert dock.isHidden()
    plugin._action.trigger()
    assert not dock.isHidden()
    dock.close()
    assert not plugin._action.isChecked()


def test_unload_leaves_nothing_behind(plugin, qgis_iface, qtbot):
    before = left_behind(qgis_iface)
    for _ in range(10):
        plugin.initGui()
        dock_of(plugin)
        plugin.unload()
    qtbot.wait(50)
    gc.collect()
    assert left_behind(qgis_iface) == before


def test_unload_during_a_run_ends_the_worker(plugin, qgis_iface, qtbot, worker, raster):
    before = left_behind(qgis_iface)
    worker("stubborn")
    plugin.initGui()
    dock = dock_of(plugin)
    QgsProject.instance().addMapLayer(QgsRasterLayer(raster, "scene"))
    dock.start()
    qtbot.waitUntil(lambda: dock.form.found.text() == "Found: 3", timeout=15_000)
    pids = fake_workers()
    assert pids
    plugin.unload()
    assert not fake_workers()
    qtbot.wait(100)
    QgsProject.instance().removeAllMapLayers()
    assert left_behind(qgis_iface) == before


def fake_workers():
    """Process ids of the fake workers that run now."""
    found = []
    for status in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = status.read_bytes().split(b"\0")
        except OSError:
            continue
        if any(word.endswith(b"fake_worker.py") for word in words):
            found.append(int(status.parent.name))
    return found


def test_provider_alone_serves_qgis_process(qgis_app, qgis_processing, models):
    plugin = classFactory(None)
    plugin.initProcessing()
    plugin.initProcessing()
    registry = QgsApplication.processingRegistry()
    assert registry.algorithmById("tesela:detect") is not None
    plugin.unload()
    assert registry.providerById("tesela") is None
