"""Inside the QGIS desktop: steps that wait for conditions, clicks that are counted, and pictures of what is seen."""

from __future__ import annotations

import json
import os
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from qgis.core import QgsApplication, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QPoint, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QComboBox, QDialog, QTabWidget, QToolButton, QWidget
from qgis.utils import iface, plugins

PLAN = json.loads(os.environ["TESELA_DESKTOP"])
POLL_MS = 50
LONGEST_STEP_S = 300

Condition = Callable[[], bool]


def picture(name: str, widget: QWidget | None = None) -> None:
    """Save what the main window, or one widget of it, shows."""
    QgsApplication.processEvents()
    (widget or iface.mainWindow()).grab().save(str(Path(PLAN["pictures"]) / f"{name}.png"))


def pause(seconds: float) -> Condition:
    """A condition that holds after some time."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def drawn() -> bool:
    """Whether the map is complete."""
    return not iface.mapCanvas().isDrawing()


def write_answer(answer: dict[str, object]) -> None:
    """Tell `desktop.py` what came of it."""
    Path(PLAN["answer"]).write_text(json.dumps(answer), encoding="utf-8")


def size_the_window() -> None:
    """Give the main window the whole screen."""
    width, height = (int(word) for word in PLAN["screen"].split("x"))
    iface.mainWindow().resize(width, height)


def install_the_plugin() -> None:
    """Install the zip that the plan names with QGIS's own plugin manager, as a person does with Install from ZIP."""
    if PLAN["zip"]:
        import pyplugin_installer

        pyplugin_installer.instance().installFromZipFile(PLAN["zip"])
        if "tesela" not in plugins:
            raise RuntimeError("the plugin manager did not start the plugin")


def load_the_raster() -> QgsRasterLayer:
    """Put the raster of the plan into the empty project, as a person has done who asks what is in it."""
    layer = QgsRasterLayer(PLAN["raster"], Path(PLAN["raster"]).stem)
    QgsProject.instance().addMapLayer(layer)
    iface.setActiveLayer(layer)
    iface.zoomToActiveLayer()
    return layer


def the_dock() -> QWidget:
    """The dock of the plugin; it is there once it was asked for."""
    return plugins["tesela"]._dock


class Clicks:
    """The mouse of a person: every click is counted and takes a name; what cannot be clicked is an error."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def on(self, widget: QWidget, name: str, where: QPoint | None = None) -> None:
        """Click on a widget that is seen and enabled."""
        if not widget.isVisible() or not widget.isEnabled():
            raise RuntimeError(f"{name} cannot be clicked: it is {'disabled' if widget.isVisible() else 'hidden'}")
        self.made.append(name)
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where or widget.rect().center()
        )

    def on_action(self, action: QAction, name: str) -> None:
        """Click on the tool bar's button of an action."""
        buttons = [
            button
            for button in iface.mainWindow().findChildren(QToolButton)
            if button.defaultAction() is action and button.isVisible()
        ]
        if not buttons:
            raise RuntimeError(f"{name}: no tool bar shows it")
        self.on(buttons[0], name)

    def on_tab(self, tabs: QTabWidget, page: QWidget, name: str) -> None:
        """Click on the tab of a page."""
        bar = tabs.tabBar()
        self.on(bar, name, bar.tabRect(tabs.indexOf(page)).center())

    def choose(self, box: QComboBox, data: object, name: str) -> Iterator[Condition]:
        """Choose an entry of a drop-down list: a click to open it, and one on the entry."""
        self.on(box, f"{name}: open the list")
        yield pause(0.5)
        view = box.view()
        index = box.model().index(box.findData(data), box.modelColumn())
        view.scrollTo(index)
        self.on(view.viewport(), f"{name}: choose", view.visualRect(index).center())
        yield pause(0.5)


class Player:
    """Takes one step after the other when the condition of the last one holds; then ends QGIS."""

    def __init__(self, steps: Iterator[Condition]) -> None:
        self._steps = steps
        self._condition: Condition = pause(1)
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
            self._end()
        except Exception as error:  # noqa: BLE001 (told to the script that started QGIS, which fails with it)
            write_answer({"error": repr(error), "trace": traceback.format_exc()})
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QDialog):
                window.close()
        QgsProject.instance().clear()
        QTimer.singleShot(500, QgsApplication.instance().quit)
