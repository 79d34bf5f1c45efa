"""What `desktop.py` does inside the QGIS desktop: a generator of steps, each of which waits for a condition."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from qgis.core import QgsApplication, QgsCoordinateTransform, QgsProject, QgsRasterLayer, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction
from qgis.utils import iface, plugins

PLAN = json.loads(os.environ["TESELA_DESKTOP"])
POLL_MS = 50
LONGEST_STEP_S = 600
BUSY = ("running", "cancelling", "making the environment")


def picture(name: str) -> None:
    """Save what the main window shows."""
    QgsApplication.processEvents()
    iface.mainWindow().grab().save(str(Path(PLAN["pictures"]) / f"{name}.png"))


def pause(seconds: float) -> Callable[[], bool]:
    """A condition that holds after some time."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def drawn() -> bool:
    """Whether the map is complete."""
    return not iface.mapCanvas().isDrawing()


def write_answer(answer: dict[str, object]) -> None:
    """Tell `desktop.py` what came of it."""
    Path(PLAN["answer"]).write_text(json.dumps(answer), encoding="utf-8")


def workers() -> list[int]:
    """Process ids of the workers that this QGIS has started."""
    tasks = Path("/proc/self/task").glob("*/children")
    started = [int(pid) for children in tasks for pid in children.read_text().split()]
    return [pid for pid in started if b"start.py" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def zoom_to_a_result() -> None:
    """Show the surroundings that the plan asks for, or those of a result near the middle."""
    canvas = iface.mapCanvas()
    if PLAN["near"]:
        x, y, half = (float(word) for word in PLAN["near"].split(","))
        canvas.setExtent(QgsRectangle(x - half, y - half, x + half, y + half))
        canvas.refresh()
        return
    for layer in QgsProject.instance().mapLayers().values():
        if isinstance(layer, QgsVectorLayer) and layer.featureCount():
            features = list(layer.getFeatures())
            box = features[len(features) // 2].geometry().boundingBox()
            transform = QgsCoordinateTransform(
                layer.crs(), canvas.mapSettings().destinationCrs(), QgsProject.instance()
            )
            near = transform.transformBoundingBox(box)
            near.grow(60 * canvas.mapUnitsPerPixel() if near.width() == 0 else 4 * max(near.width(), near.height()))
            canvas.setExtent(near)
            canvas.refresh()
            return


def steps() -> Iterator[Callable[[], bool]]:
    """The session of a person who tries the dock."""
    window = iface.mainWindow()
    width, height = (int(word) for word in PLAN["screen"].split("x"))
    window.resize(width, height)
    layer = QgsRasterLayer(PLAN["raster"], Path(PLAN["raster"]).stem)
    QgsProject.instance().addMapLayer(layer)
    iface.setActiveLayer(layer)
    iface.zoomToActiveLayer()
    window.findChild(QAction, "TeselaShowDock").trigger()
    dock = plugins["tesela"]._dock
    form = dock.form
    if PLAN["model"]:
        form.model.setCurrentIndex(form.model.findData(PLAN["model"]))
    yield pause(2)
    yield drawn
    picture("1-ready")
    QTest.mouseClick(form.run, Qt.MouseButton.LeftButton)
    share = 5 if PLAN["quit_during_run"] else 30
    yield lambda: form.progress.value() >= share or dock.state.value not in BUSY
    picture("2-running")
    if PLAN["quit_during_run"]:
        write_answer({"state": dock.state.value, "workers": workers()})
        return
    yield lambda: dock.state.value not in BUSY
    yield pause(1)
    yield drawn
    picture("3-ended")
    zoom_to_a_result()
    yield pause(1)
    yield drawn
    picture("4-near")
    for name, page in (("5-result", dock.result), ("6-review", dock.review)):
        dock.pages.setCurrentWidget(page)
        yield pause(2)
        yield drawn
        picture(name)
    answer = {
        "state": dock.state.value,
        "status": form.status.text(),
        "found": form.found.text(),
        "groups": [group.name() for group in QgsProject.instance().layerTreeRoot().findGroups()],
        "layers": {
            layer.name(): layer.featureCount()
            for layer in QgsProject.instance().mapLayers().values()
            if isinstance(layer, QgsVectorLayer)
        },
        "log": form.log.toPlainText().splitlines(),
    }
    write_answer(answer)


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
        if not self._condition() and time.monotonic() < self._since + LONGEST_STEP_S:
            return
        self._since = time.monotonic()
        try:
            self._condition = next(self._steps)
        except StopIteration:
            self._end()
        except Exception as error:
            write_answer({"error": repr(error)})
            self._end()
            raise

    def _end(self) -> None:
        self._timer.stop()
        QgsProject.instance().clear()
        QTimer.singleShot(500, QgsApplication.instance().quit)


PLAYER = Player()
