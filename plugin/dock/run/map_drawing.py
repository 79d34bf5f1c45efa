"""Map tools that draw a rectangle or a polygon."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsPointXY, QgsRectangle, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QKeyEvent, QPalette

FILL_ALPHA = 40
WIDTH_PX = 2


def rubber_band(canvas: QgsMapCanvas) -> QgsRubberBand:
    """A polygon on the map in the highlight colour of the theme, half transparent."""
    band = QgsRubberBand(canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
    colour = canvas.palette().color(QPalette.ColorRole.Highlight)
    band.setStrokeColor(colour)
    band.setFillColor(QColor(colour.red(), colour.green(), colour.blue(), FILL_ALPHA))
    band.setWidth(WIDTH_PX)
    return band


class DrawTool(QgsMapTool):
    """Draws one shape in the CRS of the map: `drawn` brings it; `given_up` comes on Esc and when another tool is taken.

    The tool that was active before comes back at the end.
    """

    drawn = pyqtSignal(QgsGeometry)
    given_up = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._points: list[QgsPointXY] = []
        self._band = rubber_band(canvas)
        self._before: QgsMapTool | None = None
        self._begun = False

    @property
    def is_drawing(self) -> bool:
        """Whether this is the tool of the map."""
        return bool(self.canvas().mapTool() is self)

    def begin(self) -> None:
        """Take the map over."""
        if not self.is_drawing:
            self._before = self.canvas().mapTool()
            self.canvas().setMapTool(self)
        self._begun = True
        self._forget()
        self.canvas().setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Give the map back to the tool that had it before."""
        before, self._before = self._before, None
        self._begun = False
        self._forget()
        if not self.is_drawing:
            return
        if before is not None:
            self.canvas().setMapTool(before)
        else:
            self.canvas().unsetMapTool(self)

    def dispose(self) -> None:
        """Leave nothing on the map, and go: a tool belongs to its canvas, which outlives the plugin."""
        self.blockSignals(True)
        self.end()
        self.canvas().scene().removeItem(self._band)
        self.deleteLater()

    def deactivate(self) -> None:
        """Another tool was taken: what was begun is given up."""
        self._forget()
        super().deactivate()
        if self._begun:
            self._begun, self._before = False, None
            self.given_up.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up; the backspace key takes the last corner back."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.end()
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._points:
            # An accepted key does not reach the map, whose own backspace and delete would act on features.
            event.accept()
            self._points.pop()
            self._show(None)

    def _done(self, shape: QgsGeometry) -> None:
        self.end()
        self.drawn.emit(shape)

    def _forget(self) -> None:
        self._points = []
        self._band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)

    def _show(self, pointer: QgsPointXY | None) -> None:
        raise NotImplementedError


class RectangleTool(DrawTool):
    """From one corner to the opposite one, by dragging."""

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        """Begin at a corner."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._points = [event.mapPoint()]

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        """Show the rectangle."""
        self._show(event.mapPoint())

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        """End at the opposite corner; a mere click is none."""
        if event.button() != Qt.MouseButton.LeftButton or not self._points:
            return
        rectangle = QgsRectangle(self._points[0], event.mapPoint())
        if rectangle.width() > 0 and rectangle.height() > 0:
            self._done(QgsGeometry.fromRect(rectangle))
        else:
            self._forget()

    def _show(self, pointer: QgsPointXY | None) -> None:
        if self._points and pointer is not None:
            self._band.setToGeometry(QgsGeometry.fromRect(QgsRectangle(self._points[0], pointer)), None)


class PolygonTool(DrawTool):
    """Corner by corner; a double click or the right button ends."""

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        """Add a corner, or end."""
        if event.button() == Qt.MouseButton.RightButton:
            self._close()
        elif event.button() == Qt.MouseButton.LeftButton:
            if not self._points or self._points[-1] != event.mapPoint():
                self._points.append(event.mapPoint())
            self._show(None)

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        """Show the polygon up to the pointer."""
        self._show(event.mapPoint())

    def canvasDoubleClickEvent(self, event: QgsMapMouseEvent) -> None:
        """End; the first of the two clicks has added the last corner."""
        self._close()

    def _close(self) -> None:
        if len(self._points) >= 3:
            self._done(QgsGeometry.fromPolygonXY([[*self._points, self._points[0]]]))

    def _show(self, pointer: QgsPointXY | None) -> None:
        corners = [*self._points, *([pointer] if pointer is not None and self._points else [])]
        self._band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
        for corner in corners:
            self._band.addPoint(corner)
