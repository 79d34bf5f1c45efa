"""What a new user does in the QGIS desktop, by `desktop.py --steps first-use`: from a raster to reviewed detections.

The project is empty but for one raster. Only the mouse is used, and its clicks are counted; a picture is taken after
each. Verdicts are saved in the layer as they are given, so the GeoPackage is read while QGIS still runs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

sys.path.insert(0, os.environ["TESELA_TOOLS"])

from desktop_play import (
    PLAN,
    Clicks,
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
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtWidgets import QAction
from qgis.utils import iface

BUSY = ("running", "cancelling")


def steps() -> Iterator[Condition]:
    """Run, look, review."""
    size_the_window()
    install_the_plugin()
    load_the_raster()
    clicks = Clicks()
    yield drawn
    picture("0-empty-project-with-a-raster")
    clicks.on_action(iface.mainWindow().findChild(QAction, "TeselaShowDock"), "Tesela in the tool bar")
    dock = the_dock()
    page = dock.run_page
    yield pause(2)
    yield drawn
    picture("1-dock")
    if page.environment.isVisible():
        clicks.on(page.environment.make, "Make it")
        yield pause(10)
        picture("1-making-the-environment")
        yield lambda: not page.environment.isVisible()
        yield pause(2)
        picture("1-environment-made")
    if page.form.model.id != PLAN["model"]:
        yield from clicks.choose(page.form.model.combo, PLAN["model"], "Model")
    yield page.form.run.isEnabled
    picture("2-ready")
    clicks.on(page.form.run, "Run")
    yield lambda: page.form.progress.value() >= 30 or page.state.value not in BUSY
    picture("3-running")
    yield lambda: page.state.value not in BUSY
    yield pause(1)
    yield drawn
    picture("4-done")
    clicks.on_tab(dock.pages, dock.review, "Review")
    yield pause(2)
    yield drawn
    picture("5-review")
    review = dock.review.form
    if review.action.isVisible():
        clicks.on(review.action, review.action.text())
        yield pause(1)
    for button, verdict in ((review.accept, "accepted"), (review.reject, "rejected"), (review.unsure, "unsure")):
        yield button.isEnabled
        clicks.on(button, f"Review: {verdict}")
        yield pause(1)
        yield drawn
        picture(f"6-{verdict}")
    layer = dock.review.layer
    answer = {
        "state": page.state.value,
        "clicks": clicks.made,
        "source": layer.source(),
        "saved": saved_verdicts(layer.source()),
        "progress": review.progress.format(),
        "log": page.form.log.toPlainText().splitlines(),
    }
    write_answer(answer)


def saved_verdicts(source: str) -> list[str]:
    """The verdicts in the file, read anew."""
    stored = QgsVectorLayer(source, "stored", "ogr")
    return sorted(str(feature["verdict"]) for feature in stored.getFeatures() if feature["verdict"])


PLAYER = Player(steps())
