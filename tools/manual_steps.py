"""What `manual_pictures.py` does inside the QGIS desktop: a person's way through the manual, with pictures."""

from __future__ import annotations

import json
import os
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from qgis.core import QgsApplication, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QDialog, QLabel, QVBoxLayout, QWidget
from qgis.utils import iface, plugins

PLAN = json.loads(os.environ["TESELA_MANUAL"])
POLL_MS = 50
LONGEST_STEP_S = 90
DOCK_PX = (400, 640)
ZERO_WIDTH_SPACE = "\u200b"


def picture(widget: QWidget, name: str) -> None:
    """Save what a widget shows."""
    QgsApplication.processEvents()
    widget.grab().save(str(Path(PLAN["pictures"]) / f"{name}.png"))


def pause(seconds: float) -> Callable[[], bool]:
    """A condition that holds after some time."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def drawn() -> bool:
    """Whether the map is complete."""
    return not iface.mapCanvas().isDrawing()


def click(button: QWidget) -> None:
    """Press a button as a person does."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def zoom_near(layer: QgsVectorLayer, half_m: float) -> None:
    """Show the surroundings of the feature in the middle of the list."""
    features = list(layer.getFeatures())
    centre = features[len(features) // 2].geometry().boundingBox().center()
    canvas = iface.mapCanvas()
    canvas.setExtent(QgsRectangle(centre.x() - half_m, centre.y() - half_m, centre.x() + half_m, centre.y() + half_m))
    canvas.refresh()


def steps() -> Iterator[Callable[[], bool]]:
    """The way through the manual."""
    window = iface.mainWindow()
    width, height = (int(word) for word in PLAN["screen"].split("x"))
    window.resize(width, height)
    window.findChild(QAction, "TeselaShowDock").trigger()
    dock = plugins["tesela"]._dock
    form, guide = dock.run_page.form, dock.run_page.form.guide
    window.resizeDocks([dock], [DOCK_PX[0]], Qt.Orientation.Horizontal)
    yield pause(1)
    click(guide.open_scene)
    yield lambda: guide.scene_layer() is not None
    layer = guide.scene_layer()
    iface.setActiveLayer(layer)
    iface.zoomToActiveLayer()
    yield pause(1)
    yield drawn
    picture(guide, "guide")
    yield from the_runs(dock, form, guide)
    yield from the_pages(dock, guide)
    yield from the_dialogs()


def the_runs(dock: QWidget, form: QWidget, guide: QWidget) -> Iterator[Callable[[], bool]]:
    """The page Run: filled in, checked, at work."""
    from tesela.dock.fold import Fold

    guide.setVisible(False)
    dock.run_page.choose(guide.scene_layer(), "damage-tiles")
    yield pause(2)
    picture(dock.pages, "run")
    click(form.check)
    yield pause(1)
    yield lambda: not form.check_view.busy.isVisible()
    for fold in form.check_view.findChildren(Fold)[1:2]:
        fold.set_open(True)
    yield pause(1)
    picture(form.check_view, "check")
    form.check_view.clear()
    click(form.run)
    yield lambda: form.progress.value() >= 30 or dock.run_page.state.value == "done"
    picture(dock.pages, "running")
    yield lambda: dock.run_page.state.value not in ("running", "cancelling")
    yield pause(1)
    yield drawn


def the_pages(dock: QWidget, guide: QWidget) -> Iterator[Callable[[], bool]]:
    """Result and review of the run; then a second run, for the history."""
    iface.messageBar().clearWidgets()
    boxes = next(layer for layer in QgsProject.instance().mapLayers().values() if layer.name() == result_name())
    zoom_near(boxes, 90.0)
    dock.pages.setCurrentWidget(dock.result)
    yield pause(2)
    yield drawn
    picture(dock.pages, "result")
    picture(iface.mainWindow(), "desktop")
    dock.pages.setCurrentWidget(dock.review)
    yield pause(2)
    if dock.review.form.action.isVisible():
        click(dock.review.form.action)
        yield pause(1)
    click(dock.review.form.accept)
    yield pause(2)
    yield drawn
    picture(dock.pages, "review")
    dock.pages.setCurrentWidget(dock.run_page)
    dock.run_page.choose(guide.scene_layer(), "building-footprints")
    yield pause(1)
    click(dock.run_page.form.run)
    yield pause(0.5)
    yield lambda: dock.run_page.state.value not in ("running", "cancelling")
    dock.pages.setCurrentWidget(dock.history)
    yield pause(1)
    dock.history.form.runs.selectRow(1)
    yield pause(1)
    picture(dock.pages, "history")


def result_name() -> str:
    """What the layer of boxes is called in the language of QGIS."""
    from tesela.bridge.layers import DETECTIONS, title

    return title(DETECTIONS)


def the_dialogs() -> Iterator[Callable[[], bool]]:
    """The window of models, and the state of the environment."""
    from tesela.dock.environment_view import EnvironmentView
    from tesela.dock.models_dialog import ModelsDialog

    models = ModelsDialog(iface.mainWindow())
    models.setModal(False)
    models.show()
    models.choose("damage-tiles")
    yield pause(2)
    picture(models, "models")
    models.close()
    dialog = QDialog(iface.mainWindow())
    QVBoxLayout(dialog).addWidget(EnvironmentView())
    dialog.resize(640, 420)
    dialog.show()
    yield pause(4)
    hide_places(dialog)
    picture(dialog, "environment")
    dialog.close()


def hide_places(window: QWidget) -> None:
    """Show the folders of no machine: a person's own look different."""
    for label in window.findChildren(QLabel):
        plain = label.text().replace(ZERO_WIDTH_SPACE, "")
        label.setText(plain.replace(PLAN["checkout"], "/home/ana/tesela"))


class Player:
    """Takes one step after the other when the condition of the last one holds; then ends QGIS."""

    def __init__(self) -> None:
        self._steps = steps()
        self._condition: Callable[[], bool] = pause(1)
        self._since = time.monotonic()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(POLL_MS)

    def _tick(self) -> None:
        try:
            if not self._condition():
                if time.monotonic() > self._since + LONGEST_STEP_S:
                    raise TimeoutError(f"a step took longer than {LONGEST_STEP_S} s")
                return
            self._since = time.monotonic()
            self._condition = next(self._steps)
        except StopIteration:
            self._end("")
        except Exception:  # noqa: BLE001 (told to manual_pictures.py, which stops with it)
            self._end(traceback.format_exc())

    def _end(self, error: str) -> None:
        self._timer.stop()
        Path(PLAN["answer"]).write_text(json.dumps({"error": error}), encoding="utf-8")
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QDialog):
                window.close()
        QgsProject.instance().clear()
        QTimer.singleShot(500, QgsApplication.instance().quit)


PLAYER = Player()
