"""Loading registers, unloading leaves nothing behind, also in the middle of a run."""

import contextlib
import gc
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProcessingAlgorithm, QgsProject, QgsRasterLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent, QMetaMethod, QTranslator
from qgis.PyQt.QtWidgets import QAction, QApplication, QDockWidget
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


def alive(iface):
    """All that the plugin could leave behind, counted; Python objects by their class."""
    # The stand-in for QGIS's interface keeps what it was called with.
    for call in (iface.registerOptionsWidgetFactory, iface.unregisterOptionsWidgetFactory):
        call.reset_mock()
    settle()
    window, canvas, project = iface.mainWindow(), iface.mapCanvas(), QgsProject.instance()
    watched = [project, project.layerTreeRoot(), QgsApplication.instance(), QgsApplication.taskManager(), canvas]
    watched += project.mapLayers().values()
    ours = Counter(
        f"{type(thing).__module__}.{type(thing).__qualname__}"
        for thing in gc.get_objects()
        if type(thing).__module__.startswith("tesela.") and not is_husk(thing)
    )
    return {
        "widgets": Counter(type(widget).__name__ for widget in QApplication.allWidgets()),
        "objects": Counter(
            child.metaObject().className() for owner in (*watched, window) for child in owner.children()
        ),
        "receivers": {name: count for one in watched for name, count in receivers(one).items()},
        "ours": ours,
        "threads": sorted(thread.name for thread in threading.enumerate()),
        "processes": sorted(child for task in Path("/proc/self/task").glob("*/children") for child in words(task)),
        "translators": len(QgsApplication.instance().findChildren(QTranslator)),
    }


def is_husk(thing):
    """Whether this is an algorithm that failed: QGIS never lets go of it, and nothing is in it any more."""
    return isinstance(thing, QgsProcessingAlgorithm) and sip.isdeleted(thing) and not vars(thing)


def words(path):
    return path.read_text().split()


def receivers(thing):
    """How many slots listen to each signal of a QObject."""
    meta, found = thing.metaObject(), {}
    for number in range(meta.methodCount()):
        method = meta.method(number)
        if method.methodType() != QMetaMethod.MethodType.Signal:
            continue
        name = bytes(method.name()).decode()
        # Some signals carry what Python has no type for; nothing of Python listens to them.
        with contextlib.suppress(TypeError, AttributeError):
            found[f"{meta.className()}.{name}"] = thing.receivers(getattr(thing, name))
    return found


def settle():
    """Let deferred deletions happen, as a running QGIS does."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()


def load_use_unload(iface):
    """Load the plugin, open the dock, look at each of its pages, and unload it."""
    plugin = classFactory(iface)
    plugin.initGui()
    dock = dock_of(plugin)
    for number in range(dock.pages.count()):
        dock.pages.setCurrentIndex(number)
        QApplication.processEvents()
    plugin.unload()


def test_fifty_loads_and_unloads_leave_nothing_behind(plugin, qgis_iface, qtbot, raster):
    QgsProject.instance().addMapLayer(QgsRasterLayer(raster, "scene"))
    for _ in range(3):
        load_use_unload(qgis_iface)
    before = alive(qgis_iface)
    for _ in range(50):
        load_use_unload(qgis_iface)
    registered = qgis_iface.registerOptionsWidgetFactory.call_args_list
    assert len(registered) == 50
    assert qgis_iface.unregisterOptionsWidgetFactory.call_args_list == registered
    del registered
    after = alive(qgis_iface)
    QgsProject.instance().removeAllMapLayers()
    more = {kind: (found, after[kind]) for kind, found in before.items() if after[kind] != found}
    assert not more


def unload_during_a_check(iface, qtbot):
    plugin = classFactory(iface)
    plugin.initGui()
    dock = dock_of(plugin)
    qtbot.waitUntil(lambda: dock.run_page.check.is_busy and bool(fake_workers()), timeout=15_000)
    plugin.unload()


def test_unloads_during_a_check_leave_nothing_behind(plugin, qgis_iface, qtbot, worker, raster):
    worker("stubborn")
    QgsProject.instance().addMapLayer(QgsRasterLayer(raster, "scene"))
    for _ in range(2):
        unload_during_a_check(qgis_iface, qtbot)
    before = alive(qgis_iface)
    for _ in range(4):
        unload_during_a_check(qgis_iface, qtbot)
    after = alive(qgis_iface)
    QgsProject.instance().removeAllMapLayers()
    more = {kind: (found, after[kind]) for kind, found in before.items() if after[kind] != found}
    assert not more


def test_unload_during_a_run_ends_the_worker(plugin, qgis_iface, qtbot, worker, raster):
    before = left_behind(qgis_iface)
    worker("stubborn")
    plugin.initGui()
    dock = dock_of(plugin)
    QgsProject.instance().addMapLayer(QgsRasterLayer(raster, "scene"))
    dock.run_page.start()
    qtbot.waitUntil(lambda: dock.run_page.form.found.text() == "Found: 3", timeout=15_000)
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
