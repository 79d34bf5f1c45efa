"""Makes a QGIS project and a printed map of results; runs in QGIS's own Python: results_map.py SPECIFICATION.json

The specification is what `main_job.py` writes:

    {"title": …, "subtitle": …, "table": [["", "found", …], ["buildings", "812", …]], "notes": […],
     "project": "project.qgz", "picture": "map.png",
     "rasters": ["scene.tif"],
     "layers": [{"group": …, "name": …, "path": "results.gpkg", "layer": "buildings", "style": "buildings.qml",
                 "shown": true}]}

A style of null means a plain outline.

Layers are given from top to bottom. Paths in the project are relative to it.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections import defaultdict
from math import prod
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateTransform,
    QgsFillSymbol,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendStyle,
    QgsMapLayer,
    QgsMapLayerStyle,
    QgsPrintLayout,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont

PAGE_MM = (320.0, 206.0)
OVERVIEW_MM = (10.0, 24.0, 172.0, 172.0)
DETAIL_MM = (190.0, 24.0, 120.0, 96.0)
COLUMN_X_MM, COLUMN_Y_MM, COLUMN_WIDTH_MM = 190.0, 127.0, 120.0
DETAIL_SHARE, DETAIL_LEAST_PX = 0.16, 500
LEGEND_LINE_MM = 6.0
DETAIL_SYMBOLS, OVERVIEW_SYMBOLS = 0.8, 0.6
DPI = 200
PLAIN_OUTLINE = {"style": "no", "outline_color": "255,214,10,255", "outline_width": "0.4"}
INK = QColor(33, 37, 41)
FAINT_INK = QColor(95, 101, 108)


class MapError(Exception):
    """A layer of the specification cannot be opened, or the map or project cannot be written."""


def load_raster(path: str) -> QgsRasterLayer:
    """Open a raster; its file name becomes the layer's name."""
    layer = QgsRasterLayer(path, Path(path).stem)
    if not layer.isValid():
        raise MapError(f"QGIS cannot open the raster {path}.")
    return layer


def load_layer(entry: dict) -> QgsVectorLayer:
    """Open a layer of a GeoPackage and give it its style."""
    layer = QgsVectorLayer(f"{entry['path']}|layername={entry['layer']}", entry["name"], "ogr")
    if not layer.isValid():
        raise MapError(f"QGIS cannot open the layer {entry['layer']} of {entry['path']}.")
    if entry["style"] is None:
        layer.renderer().setSymbol(QgsFillSymbol.createSimple(PLAIN_OUTLINE))
        return layer
    message, loaded = layer.loadNamedStyle(entry["style"])
    if not loaded:
        raise MapError(f"QGIS cannot read the style {entry['style']}: {message}.")
    return layer


def fill_project(project: QgsProject, specification: dict) -> list[QgsVectorLayer]:
    """Put the layers into the project, vectors over rasters, and return the vector layers that are shown."""
    shown = []
    root = project.layerTreeRoot()
    for entry in specification["layers"]:
        layer = load_layer(entry)
        project.addMapLayer(layer, False)
        group = root.findGroup(entry["group"]) or root.addGroup(entry["group"])
        group.addLayer(layer).setItemVisibilityChecked(entry["shown"])
        if entry["shown"]:
            shown.append(layer)
    rasters = [load_raster(path) for path in specification["rasters"]]
    group = root.addGroup("Rasters")
    for raster in rasters:
        project.addMapLayer(raster, False)
        group.addLayer(raster)
    project.setTitle(specification["title"])
    project.setCrs(rasters[0].crs())
    extent = QgsReferencedRectangle(whole_extent(project, rasters), project.crs())
    project.viewSettings().setDefaultViewExtent(extent)
    return shown


def whole_extent(project: QgsProject, layers: list[QgsMapLayer]) -> QgsRectangle:
    """Return what all layers cover, in the project's CRS."""
    extent = QgsRectangle()
    extent.setMinimal()
    for layer in layers:
        if layer.extent().isFinite() and not layer.extent().isEmpty():
            to_project = QgsCoordinateTransform(layer.crs(), project.crs(), project)
            extent.combineExtentWith(to_project.transformBoundingBox(layer.extent()))
    return extent


def most_telling_place(
    project: QgsProject, layers: list[QgsVectorLayer], extent: QgsRectangle, pixel: float
) -> QgsRectangle:
    """Return the part of the extent that every layer covers nearest to half, DETAIL_SHARE of its width.

    Where nothing or everything is covered, a detail shows little; features count where their centres lie. pixel: the
    width of a raster pixel, of which the detail shows at least DETAIL_LEAST_PX.
    """
    width = min(extent.width(), max(extent.width() * DETAIL_SHARE, DETAIL_LEAST_PX * pixel))
    height = width * DETAIL_MM[3] / DETAIL_MM[2]
    covered: dict[tuple[int, int], list[float]] = defaultdict(lambda: [0.0] * len(layers))
    for number, layer in enumerate(layers):
        to_project = QgsCoordinateTransform(layer.crs(), project.crs(), project)
        for feature in layer.getFeatures():
            geometry = feature.geometry()
            geometry.transform(to_project)
            centre = geometry.boundingBox().center()
            column = int((centre.x() - extent.xMinimum()) // (width / 2))
            row = int((centre.y() - extent.yMinimum()) // (height / 2))
            for cell in ((column, row), (column - 1, row), (column, row - 1), (column - 1, row - 1)):
                covered[cell][number] += geometry.area() / (width * height)
    scores = {cell: prod(max(share * (1 - share), 0.001) for share in shares) for cell, shares in covered.items()}
    column, row = max(scores, key=lambda cell: (scores[cell], cell), default=(1, 1))
    x, y = extent.xMinimum() + column * width / 2, extent.yMinimum() + row * height / 2
    return QgsRectangle(x, y, x + width, y + height)


def add_map(layout: QgsPrintLayout, place_mm: tuple, extent: QgsRectangle, layers: list) -> QgsLayoutItemMap:
    """Add a framed map at (x, y, width, height) in millimetres."""
    item = QgsLayoutItemMap(layout)
    item.setRect(0, 0, 1, 1)  # without a size, the first resize divides by zero
    item.attemptMove(QgsLayoutPoint(*place_mm[:2]))
    item.attemptResize(QgsLayoutSize(*place_mm[2:]))
    item.setLayers(layers)
    item.setKeepLayerSet(True)
    item.zoomToExtent(extent)
    item.setBackgroundColor(QColor(244, 244, 242))
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(INK)
    layout.addLayoutItem(item)
    return item


def add_label(
    layout: QgsPrintLayout, text: str, place_mm: tuple, points: float, bold: bool = False, colour: QColor = INK
) -> None:
    """Add text at (x, y, width, height) in millimetres."""
    item = QgsLayoutItemLabel(layout)
    item.setText(text)
    font = QFont("DejaVu Sans")
    font.setPointSizeF(points)
    font.setBold(bold)
    item.setFont(font)
    item.setFontColor(colour)
    item.setMarginX(0)
    item.setHAlign(Qt.AlignmentFlag.AlignLeft)
    item.attemptMove(QgsLayoutPoint(*place_mm[:2]))
    item.attemptResize(QgsLayoutSize(*place_mm[2:]))
    layout.addLayoutItem(item)


def add_scale_bar(layout: QgsPrintLayout, linked: QgsLayoutItemMap) -> None:
    """Add a scale bar in the lower left corner of a map, on a pale ground."""
    item = QgsLayoutItemScaleBar(layout)
    item.setStyle("Single Box")
    item.setLinkedMap(linked)
    item.applyDefaultSize(QgsUnitTypes.DistanceMeters)
    item.setNumberOfSegments(2)
    item.setNumberOfSegmentsLeft(0)
    item.setHeight(1.6)
    item.setUnitLabel("m")
    text = item.textFormat()
    text.setSize(7)
    item.setTextFormat(text)
    item.setBackgroundEnabled(True)
    item.setBackgroundColor(QColor(255, 255, 255, 215))
    item.setBoxContentSpace(1)
    layout.addLayoutItem(item)
    item.attemptResize(QgsLayoutSize(1, 1))  # it takes the least size that it needs
    corner = linked.pagePos()
    item.attemptMove(QgsLayoutPoint(corner.x() + 2, corner.y() + linked.rect().height() - item.rect().height() - 2))


def add_legend(layout: QgsPrintLayout, linked: QgsLayoutItemMap, shown: list[QgsVectorLayer]) -> None:
    """Add the legend at the head of the column."""
    item = QgsLayoutItemLegend(layout)
    item.setLinkedMap(linked)
    item.setAutoUpdateModel(False)
    root = item.model().rootGroup()
    root.removeAllChildren()
    for layer in shown:
        root.addLayer(layer)
    font = QFont("DejaVu Sans")
    font.setPointSizeF(8)
    for style in (QgsLegendStyle.Subgroup, QgsLegendStyle.SymbolLabel):
        item.setStyleFont(style, font)
    item.setBoxSpace(0)
    item.setSymbolHeight(3.6)
    item.setSymbolWidth(7)
    item.attemptMove(QgsLayoutPoint(COLUMN_X_MM, COLUMN_Y_MM))
    layout.addLayoutItem(item)


def add_table(layout: QgsPrintLayout, rows: list[list[str]], top_mm: float) -> float:
    """Add rows of text, the first as head, in columns over the width of the right side; return where they end."""
    first_mm = COLUMN_WIDTH_MM * 0.29
    step_mm = (COLUMN_WIDTH_MM - first_mm) / max(1, max(len(row) for row in rows) - 1) if rows else 0.0
    for row in rows:
        for column, text in enumerate(row):
            x_mm = COLUMN_X_MM + (first_mm + (column - 1) * step_mm if column else 0.0)
            width_mm = step_mm if column else first_mm
            head = row is rows[0]
            add_label(layout, text, (x_mm, top_mm, width_mm, 5), 7, colour=FAINT_INK if head else INK)
        top_mm += 5
    return top_mm


def scale_symbols(item: QgsLayoutItemMap, shown: list[QgsVectorLayer], factor: float) -> None:
    """Draw the layers of one map without labels, and with lines `factor` times as thick as in the project."""
    styles = {}
    for layer in shown:
        layer.setLabelsEnabled(False)
        layer.renderer().setReferenceScale(item.scale() * factor)
        style = QgsMapLayerStyle()
        style.readFromLayer(layer)
        styles[layer.id()] = style.xmlData()
        layer.renderer().setReferenceScale(-1)
    item.setLayerStyleOverrides(styles)
    item.setKeepLayerStyles(True)


def show_where(overview: QgsLayoutItemMap, detail: QgsLayoutItemMap) -> None:
    """Draw the frame of the detail in the overview."""
    overview.overview().setLinkedMap(detail)
    overview.overview().setFrameSymbol(
        QgsFillSymbol.createSimple({"style": "no", "outline_color": "255,255,255,255", "outline_width": "0.7"})
    )


def lay_out(project: QgsProject, specification: dict, shown: list[QgsVectorLayer]) -> QgsPrintLayout:
    """Compose the page: the whole on the left, a telling place, the legend and the figures on the right."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName("Results")
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(*PAGE_MM))
    rasters = [layer for layer in project.mapLayers().values() if isinstance(layer, QgsRasterLayer)]
    extent = whole_extent(project, rasters)
    layers = [*shown, *rasters]
    detail = add_map(
        layout, DETAIL_MM, most_telling_place(project, shown, extent, rasters[0].rasterUnitsPerPixelX()), layers
    )
    overview = add_map(layout, OVERVIEW_MM, extent, layers)
    show_where(overview, detail)
    if project.crs().isValid():
        add_scale_bar(layout, overview)
        add_scale_bar(layout, detail)
    scale_symbols(overview, shown, OVERVIEW_SYMBOLS)
    scale_symbols(detail, shown, DETAIL_SYMBOLS)
    add_label(layout, specification["title"], (10, 7, 300, 9), 17, bold=True)
    add_label(layout, specification["subtitle"], (10, 16, 300, 6), 9, colour=FAINT_INK)
    add_legend(layout, detail, shown)
    top_mm = add_table(layout, specification["table"], COLUMN_Y_MM + LEGEND_LINE_MM * len(shown) + 5)
    notes = "\n".join(specification["notes"])
    add_label(layout, notes, (COLUMN_X_MM, top_mm + 2, COLUMN_WIDTH_MM, PAGE_MM[1] - top_mm - 5), 7, colour=FAINT_INK)
    return layout


def write(specification: dict) -> None:
    """Write project and picture; MapError says what could not be opened or written."""
    project = QgsProject.instance()
    shown = fill_project(project, specification)
    if not project.write(specification["project"]):
        raise MapError(f"The project {specification['project']} cannot be written: {project.error()}.")
    layout = lay_out(project, specification, shown)
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = DPI
    settings.exportMetadata = False
    result = QgsLayoutExporter(layout).exportToImage(specification["picture"], settings)
    if result != QgsLayoutExporter.Success:
        raise MapError(f"The map {specification['picture']} cannot be written (QGIS code {result}).")


def main() -> int:
    """Read the specification named on the command line and write its project and map."""
    specification = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as profile:
        application = QgsApplication([], True, profile)
        application.initQgis()
        try:
            write(specification)
        except MapError as error:
            print(error, file=sys.stderr)
            return 1
        finally:
            QgsProject.instance().clear()
            application.exitQgis()
    print(f"QGIS {Qgis.version()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
