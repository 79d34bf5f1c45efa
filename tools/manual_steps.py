"""What `manual_pictures.py` does inside the QGIS desktop: a person's way through the manual, with pictures."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

sys.path.insert(0, os.environ["TESELA_TOOLS"])

from desktop_play import PLAN, Condition, Player, drawn, pause, picture, size_the_window, the_dock, write_answer
from qgis.core import QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QDialog, QLabel, QVBoxLayout, QWidget
from qgis.utils import iface

DOCK_WIDTH_PX = 400
ZERO_WIDTH_SPACE = "\u200b"


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


def steps() -> Iterator[Condition]:
    """The way through the manual."""
    size_the_window()
    window = iface.mainWindow()
    window.findChild(QAction, "TeselaShowDock").trigger()
    dock = the_dock()
    form, guide = dock.run_page.form, dock.run_page.form.guide
    window.resizeDocks([dock], [DOCK_WIDTH_PX], Qt.Orientation.Horizontal)
    yield pause(1)
    click(guide.open_scene)
    yield lambda: guide.scene_layer() is not None
    layer = guide.scene_layer()
    iface.setActiveLayer(layer)
    iface.zoomToActiveLayer()
    yield pause(1)
    yield drawn
    picture("guide", guide)
    yield from the_runs(dock, form, guide)
    yield from the_pages(dock, guide)
    yield from the_dialogs()
    write_answer({"error": ""})


def the_runs(dock: QWidget, form: QWidget, guide: QWidget) -> Iterator[Condition]:
    """The page Run: filled in, checked, at work."""
    from tesela.dock.fold import Fold

    guide.setVisible(False)
    dock.run_page.choose(guide.scene_layer(), "damage-tiles")
    yield pause(2)
    picture("run", dock.pages)
    click(form.check)
    yield pause(1)
    yield lambda: not form.check_view.busy.isVisible()
    for fold in form.check_view.findChildren(Fold)[1:2]:
        fold.set_open(True)
    yield pause(1)
    picture("check", form.check_view)
    form.check_view.clear()
    click(form.run)
    yield lambda: form.progress.value() >= 30 or dock.run_page.state.value == "done"
    picture("running", dock.pages)
    yield lambda: dock.run_page.state.value not in ("running", "cancelling")
    yield pause(1)
    yield drawn


def the_pages(dock: QWidget, guide: QWidget) -> Iterator[Condition]:
    """Result and review of the run; then a second run, for the history."""
    iface.messageBar().clearWidgets()
    boxes = next(layer for layer in QgsProject.instance().mapLayers().values() if layer.name() == result_name())
    zoom_near(boxes, 90.0)
    dock.pages.setCurrentWidget(dock.result)
    yield pause(2)
    yield drawn
    picture("result", dock.pages)
    picture("desktop", iface.mainWindow())
    dock.pages.setCurrentWidget(dock.review)
    yield pause(2)
    if dock.review.form.action.isVisible():
        click(dock.review.form.action)
        yield pause(1)
    click(dock.review.form.accept)
    yield pause(2)
    yield drawn
    picture("review", dock.pages)
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
    picture("history", dock.pages)


def result_name() -> str:
    """What the layer of boxes is called in the language of QGIS."""
    from tesela.bridge.results.kinds import DETECTIONS
    from tesela.bridge.results.layers import title

    return title(DETECTIONS)


def the_dialogs() -> Iterator[Condition]:
    """The window of models, and the state of the environment."""
    from tesela.dock.models.dialog import ModelsDialog
    from tesela.dock.settings.environment_view import EnvironmentView

    models = ModelsDialog(iface.mainWindow())
    models.setModal(False)
    models.show()
    models.choose("damage-tiles")
    yield pause(2)
    picture("models", models)
    models.close()
    dialog = QDialog(iface.mainWindow())
    QVBoxLayout(dialog).addWidget(EnvironmentView())
    dialog.resize(640, 420)
    dialog.show()
    yield pause(4)
    hide_places(dialog)
    picture("environment", dialog)
    dialog.close()


def hide_places(window: QWidget) -> None:
    """Show the folders of no machine: a person's own look different."""
    for label in window.findChildren(QLabel):
        plain = label.text().replace(ZERO_WIDTH_SPACE, "")
        label.setText(plain.replace(PLAN["checkout"], "~/tesela"))


PLAYER = Player(steps())
