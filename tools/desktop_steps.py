"""What `desktop.py` does inside the QGIS desktop to try a run: steps, each of which waits for a condition."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, os.environ["TESELA_TOOLS"])

from desktop_play import (
    PLAN,
    Condition,
    Player,
    drawn,
    install_the_plugin,
    load_the_raster,
    pause,
    picture,
    size_the_window,
    the_dock,
    write_answer,
)
from qgis.core import QgsCoordinateTransform, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction
from qgis.utils import iface

BUSY = ("running", "cancelling")


def workers() -> list[int]:
    """Process ids of the workers that this QGIS has started; the kernel's own list of children may leave some out."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == os.getpid() and b"start.py" in (process / "cmdline").read_bytes():
                found.append(int(process.name))
    return found


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


def steps() -> Iterator[Condition]:
    """The session of a person who tries the dock."""
    size_the_window()
    install_the_plugin()
    load_the_raster()
    iface.mainWindow().findChild(QAction, "TeselaShowDock").trigger()
    dock = the_dock()
    form = dock.run_page.form
    if PLAN["model"]:
        form.model.choose(PLAN["model"])
    yield pause(2)
    yield form.run.isEnabled
    yield drawn
    picture("1-ready")
    QTest.mouseClick(form.run, Qt.MouseButton.LeftButton)
    share = 5 if PLAN["quit_during_run"] else 30
    yield lambda: form.progress.value() >= share or dock.state.value not in BUSY
    if PLAN["quit_during_run"]:
        write_answer({"state": dock.state.value, "workers": workers()})
        return
    picture("2-running")
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


PLAYER = Player(steps())
