"""The feature that is reviewed on the map: outlined, and in view."""

from __future__ import annotations

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsFeature, QgsProject, QgsVectorLayer
from qgis.gui import QgsHighlight, QgsMapCanvas
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ...bridge.review.chips import LINE, surroundings

LINE_WIDTH_PX = 3


class MapView:
    """Outlines one feature at a time on the canvas, and moves the map to it."""

    def __init__(self, canvas: QgsMapCanvas, project: QgsProject) -> None:
        self._canvas, self._project = canvas, project
        self._highlight: QgsHighlight | None = None

    def mark(self, layer: QgsVectorLayer, feature: QgsFeature) -> None:
        """Outline this feature and no other."""
        self.clear()
        if not feature.hasGeometry():
            return
        highlight = QgsHighlight(self._canvas, feature.geometry(), layer)
        highlight.setColor(LINE)
        highlight.setFillColor(QColor(Qt.GlobalColor.transparent))
        highlight.setWidth(LINE_WIDTH_PX)
        highlight.show()
        self._highlight = highlight

    def clear(self) -> None:
        """Take the outline away."""
        highlight, self._highlight = self._highlight, None
        if highlight is not None and not sip.isdeleted(highlight):
            highlight.hide()
            self._canvas.scene().removeItem(highlight)

    def go_to(self, layer: QgsVectorLayer, feature: QgsFeature, margin: float, keep_scale: bool) -> bool:
        """Move the map to a feature with `margin` times its size around it; False if the map's CRS cannot show it."""
        if not feature.hasGeometry():
            return True
        crs = self._canvas.mapSettings().destinationCrs()
        box = surroundings(feature.geometry(), layer.crs(), margin)
        try:
            extent = QgsCoordinateTransform(layer.crs(), crs, self._project).transformBoundingBox(box)
        except QgsCsException:
            return False
        if keep_scale:
            self._canvas.setCenter(extent.center())
        else:
            self._canvas.setExtent(extent)
        self._canvas.refresh()
        return True
