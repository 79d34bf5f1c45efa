"""Measure how fast a map of many boxes follows a threshold, by every way that QGIS offers and by the one in use.

Run it with the Python of QGIS: `.venv-qgis/bin/python tools/threshold_frames.py [boxes]`. Times are processor time of
the whole process a redraw of 1366 x 768 pixels, so that other work on the machine does not count.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported

import package
from osgeo import ogr, osr
from qgis.core import (
    QgsApplication,
    QgsExpressionContextUtils,
    QgsFillSymbol,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRectangle,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QSize

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(package.stage(ROOT / "build" / "plugins", link=True).parent))
WIDTH_M, HEIGHT_M, BOX_M = 17000.0, 9500.0, 30.0
WEST, SOUTH = 500000.0, 4100000.0
EXTENT = QgsRectangle(WEST, SOUTH, WEST + WIDTH_M, SOUTH + HEIGHT_M)
SIZE = QSize(1366, 768)
LOWEST = 0.3
LONGEST_S = 30.0


def draw_boxes(path: Path, boxes: int) -> None:
    """Write a GeoPackage with a layer `detections` of boxes with scores from LOWEST to 1."""
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32616)
    layer = source.CreateLayer("detections", crs, ogr.wkbPolygon)
    for name, kind in (("label", ogr.OFTString), ("score", ogr.OFTReal)):
        layer.CreateField(ogr.FieldDefn(name, kind))
    chance = random.Random(1)
    definition = layer.GetLayerDefn()
    layer.StartTransaction()
    for _ in range(boxes):
        x, y = WEST + chance.random() * WIDTH_M, SOUTH + chance.random() * HEIGHT_M
        feature = ogr.Feature(definition)
        feature["label"], feature["score"] = "damage", LOWEST + (1 - LOWEST) * chance.betavariate(2, 2)
        right, top = x + BOX_M, y + BOX_M
        feature.SetGeometry(
            ogr.CreateGeometryFromWkt(f"POLYGON(({x} {y},{right} {y},{right} {top},{x} {top},{x} {y}))")
        )
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def open_boxes(path: Path) -> QgsVectorLayer:
    """The layer as a run leaves it in the project: styled."""
    from tesela.bridge.results.kinds import DETECTIONS
    from tesela.bridge.results.styles import style

    layer = QgsVectorLayer(f"{path}|layername=detections", "Detections", "ogr")
    style(layer, DETECTIONS)
    return layer


def redraw(layer: QgsVectorLayer) -> float:
    """Draw the layer once; processor seconds."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setOutputSize(SIZE)
    settings.setExtent(EXTENT)
    start = time.process_time()
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return time.process_time() - start


def by_rule(layer: QgsVectorLayer, expression: str) -> None:
    """Filter by a rule of the renderer."""
    renderer = QgsRuleBasedRenderer.convertFromRenderer(layer.renderer())
    renderer.rootRule().children()[0].setFilterExpression(expression)
    layer.setRenderer(renderer)


def by_subset(layer: QgsVectorLayer, threshold: float) -> None:
    """Filter by the provider's query."""
    layer.setSubsetString(f'"score" >= {threshold}')


def by_variable(layer: QgsVectorLayer, threshold: float) -> None:
    """Filter by a rule that reads a variable of the layer."""
    QgsExpressionContextUtils.setLayerVariable(layer, "tesela_threshold", threshold)
    by_rule(layer, '"score" >= @tesela_threshold')


def plainly(layer: QgsVectorLayer, threshold: float) -> None:
    """Filter by a rule, in the simplest style there is."""
    symbol = QgsFillSymbol.createSimple({"style": "no", "outline_color": "197,48,0", "outline_width": "0.36"})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    layer.setLabelsEnabled(False)
    by_rule(layer, f'"score" >= {threshold}')


def index_scores(path: Path) -> None:
    """Give the scores an index."""
    source = ogr.Open(str(path), 1)
    source.ExecuteSQL("CREATE INDEX scores ON detections (score)")


def wait(until: Callable[[], bool]) -> None:
    """Let QGIS work until the condition holds."""
    end = time.monotonic() + LONGEST_S
    while not until():
        if time.monotonic() > end:
            raise TimeoutError("QGIS did not get ready in time")
        QgsApplication.processEvents()
        time.sleep(0.01)


@dataclass(frozen=True)
class Drag:
    """Processor seconds of a drag: until the picture is ready, of each step then, and of each turn of the main thread.

    A step is a frame: the slider's move, what QGIS does upon it, and the canvas painted. A turn is what holds the main
    thread, and so the window, in one go.
    """

    ready_s: float
    steps_s: list[float]
    turns_s: list[float]


def drag(layer: QgsVectorLayer, steps: int = 40) -> Drag:
    """Drag the threshold on a real canvas, and let it go."""
    from tesela.bridge.live.map import LiveMap
    from tesela.bridge.live.threshold import Channel

    canvas = QgsMapCanvas()
    canvas.resize(SIZE)
    canvas.setDestinationCrs(layer.crs())
    canvas.setLayers([layer])
    canvas.setExtent(EXTENT)
    canvas.show()
    live = LiveMap(canvas)
    live.set_layers([layer], [Channel("damage", 0, "score")])
    live.choose({"damage": LOWEST}, "damage")
    wait(lambda: not canvas.isDrawing())
    drawn: list[bool] = []
    assert live.preview is not None
    live.preview.ready.connect(lambda: drawn.append(True))
    turns: list[float] = []

    def turn(work: Callable[[], object]) -> None:
        start = time.thread_time()
        work()
        turns.append(time.thread_time() - start)

    def wait_in_turns(until: Callable[[], bool]) -> None:
        end = time.monotonic() + LONGEST_S
        while not until() and time.monotonic() < end:
            turn(QgsApplication.processEvents)
            time.sleep(0.002)

    start = time.process_time()
    turn(live.preview.prepare)
    wait_in_turns(lambda: bool(drawn))
    ready = time.process_time() - start
    live.held = True
    frames = []
    for step in range(steps):
        threshold = LOWEST + (1 - LOWEST) * (step + 1) / steps
        start = time.process_time()
        turn(partial(live.move, {"damage": threshold}, "damage"))
        turn(QgsApplication.processEvents)
        turn(canvas.grab)
        frames.append(time.process_time() - start)
    live.held = False
    turn(live.settle)
    preview = live.preview
    wait_in_turns(lambda: not preview.shown)
    live.dispose()
    canvas.deleteLater()
    return Drag(ready, frames, turns)


def main() -> None:
    """Print a table."""
    boxes = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    application = QgsApplication([], True)
    application.initQgis()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "boxes.gpkg"
        draw_boxes(path, boxes)
        half = LOWEST + (1 - LOWEST) / 2
        print(f"{boxes} boxes, {SIZE.width()} x {SIZE.height()} px; milliseconds of processor time a redraw")
        for name, filtered in (
            ("everything", lambda layer: by_rule(layer, "")),
            ("half: query of the provider", lambda layer: by_subset(layer, half)),
            ("half: rule of the renderer", lambda layer: by_rule(layer, f'"score" >= {half}')),
            ("half: rule with a variable", lambda layer: by_variable(layer, half)),
            ("half: rule, plain style, no labels", lambda layer: plainly(layer, half)),
        ):
            layer = open_boxes(path)
            filtered(layer)
            print(f"{name:40s} {redraw(layer) * 1000:7.0f}")
        index_scores(path)
        layer = open_boxes(path)
        by_subset(layer, half)
        print(f"{'half: query, with an index':40s} {redraw(layer) * 1000:7.0f}")
        dragged = drag(open_boxes(path))
        middle = sorted(dragged.steps_s)[len(dragged.steps_s) // 2]
        print(f"{'picture of the scores, once a view':40s} {dragged.ready_s * 1000:7.0f}")
        print(f"{'picture of the scores, a step: median':40s} {middle * 1000:7.1f}")
        print(f"{'picture of the scores, a step: longest':40s} {max(dragged.steps_s) * 1000:7.1f}")
        print(f"{'main thread held in one go: longest':40s} {max(dragged.turns_s) * 1000:7.1f}")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
