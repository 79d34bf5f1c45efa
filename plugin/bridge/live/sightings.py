"""What a run has seen so far, drawn over the map until its layers come.

The outlines are drawn into a picture that lies over the map, a few at a time: the picture is all that the map canvas
has to paint, and drawing it anew after a change of the view never holds the main thread for longer than a slice.
Outlines too small to be told apart, and the older ones of a run that finds very many, are dots, whose density still
shows.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsLineString,
    QgsProject,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QRectF, Qt, QTimer
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QPolygonF, QTransform
from qgis.PyQt.QtWidgets import QGraphicsPixmapItem

from ...engine.contract.events import Seen

BATCH = 100
MOST_SHAPES = 500 * BATCH
MOST_BATCHES = 2000
SLICE_S = 0.008
SHAPES_AT_ONCE = 10
LEAST_SHAPE_PX = 5.0
ABOVE_THE_MAP = 45.0
HALO, LINE = QColor(0, 0, 0, 170), QColor(255, 238, 110)


def pen(colour: QColor, width_px: float) -> QPen:
    """A pen that is quick to draw with."""
    return QPen(colour, width_px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin)


SHAPE_PENS = (pen(HALO, 4.2), pen(LINE, 1.8))
DOT_PENS = (pen(HALO, 5.0), pen(LINE, 2.6))
MARGIN_PX = 5.0

Outline = Sequence[float]


@dataclass
class Batch:
    """Some outlines that were found at the same time, so most often beside each other.

    centres, rings: points in the CRS of the raster; rings is None once only dots are left of a batch, and lengths tells
    how many points each ring has. The rest is in the CRS of the map and made when it is first drawn there.
    """

    crs: str
    centres: QgsLineString
    rings: QgsLineString | None
    lengths: tuple[int, ...]
    dots: QPolygonF | None = None
    shapes: list[QPolygonF] | None = None
    bounds: QRectF | None = None
    typical: float = 0.0

    def __len__(self) -> int:
        return self.centres.numPoints()

    def forget_place(self) -> None:
        """Let the place on the map be worked out anew: its CRS is another."""
        self.dots = self.shapes = self.bounds = None

    def become_dots(self) -> None:
        """Keep the centres alone."""
        self.rings = self.shapes = None
        self.lengths = ()


def make_batch(crs: str, outlines: Sequence[Outline]) -> Batch:
    """The batch of these outlines, each x1, y1, x2, y2, …"""
    xs: list[float] = []
    ys: list[float] = []
    for outline in outlines:
        xs += outline[0::2]
        ys += outline[1::2]
    middles = [(middle(outline[0::2]), middle(outline[1::2])) for outline in outlines]
    centres = QgsLineString([x for x, _ in middles], [y for _, y in middles])
    return Batch(crs, centres, QgsLineString(xs, ys), tuple(len(outline) // 2 for outline in outlines))


def middle(values: Sequence[float]) -> float:
    """Half way between the least and the greatest."""
    return (min(values) + max(values)) / 2


def merge(one: Batch, other: Batch) -> Batch:
    """Every second dot of two batches of the same raster."""
    xs, ys = [], []
    for batch in (one, other):
        points = batch.centres.points()[::2]
        xs += [point.x() for point in points]
        ys += [point.y() for point in points]
    return Batch(one.crs, QgsLineString(xs, ys), None, ())


class Sightings(QObject):
    """Shows on a map canvas what a run has seen so far: give it the Seen events as they come, and `clear` at the end.

    Every outline has a halo, so that it shows on dark and on bright ground, for eyes that see no colours too.
    """

    def __init__(self, canvas: QgsMapCanvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas: QgsMapCanvas | None = canvas
        self._batches: list[Batch] = []
        self._count = 0
        self._next = self._within = 0
        self._image: QImage | None = None
        self._view = QTransform()
        self._visible = QRectF()
        self._shown_view = QTransform()
        self._crs = QgsCoordinateReferenceSystem()
        self._to_map: dict[str, QgsCoordinateTransform | None] = {}
        self._item: QGraphicsPixmapItem | None = None
        self._slice = QTimer(self)
        self._slice.setInterval(0)
        self._slice.timeout.connect(self._draw_slice)
        canvas.extentsChanged.connect(self._view_changed)
        canvas.rotationChanged.connect(self._view_changed)
        canvas.destinationCrsChanged.connect(self._view_changed)

    @property
    def count(self) -> int:
        """How many outlines were taken since the last `clear`, drawn or not."""
        return self._count

    @property
    def drawing(self) -> bool:
        """Whether something is still to be drawn."""
        return self._slice.isActive()

    def take(self, event: Seen) -> None:
        """Show these outlines too; returns at once, they are drawn when the main thread is free."""
        if self._canvas is None or not event.outlines:
            return
        self._count += len(event.outlines)
        whole = [outline for outline in event.outlines if len(outline) >= 6]
        for first in range(0, len(whole), BATCH):
            self._batches.append(make_batch(event.crs, whole[first : first + BATCH]))
        self._bound()
        self._begin_slices()

    def clear(self) -> None:
        """Take everything from the map."""
        self._slice.stop()
        self._batches, self._count, self._image = [], 0, None
        self._next = self._within = 0
        if self._item is not None and not sip.isdeleted(self._item):
            self._item.setVisible(False)
            self._item.setPixmap(QPixmap())

    def dispose(self) -> None:
        """Let go of the canvas; call it before canvas or parent goes."""
        self.clear()
        canvas, self._canvas = self._canvas, None
        if canvas is not None and not sip.isdeleted(canvas):
            canvas.extentsChanged.disconnect(self._view_changed)
            canvas.rotationChanged.disconnect(self._view_changed)
            canvas.destinationCrsChanged.disconnect(self._view_changed)
            if self._item is not None and not sip.isdeleted(self._item):
                canvas.scene().removeItem(self._item)
        self._item = None

    def _bound(self) -> None:
        """Keep memory bounded: old batches become dots, and of very many dots every second one stays."""
        shapes = MOST_SHAPES // BATCH
        for batch in self._batches[-shapes - 10 : -shapes]:
            batch.become_dots()
        if len(self._batches) > MOST_BATCHES and self._next >= len(self._batches) - shapes:
            for batch in self._batches[:-shapes]:
                batch.become_dots()
            old, left = self._batches[:-shapes], len(self._batches) - self._next
            pairs = zip(old[0::2], old[1::2])
            thinned = [part for one, other in pairs for part in _merged(one, other)] + old[len(old) // 2 * 2 :]
            self._batches[:-shapes] = thinned
            self._next = len(self._batches) - left

    def _begin_slices(self) -> None:
        if not self._slice.isActive():
            self._slice.start()

    def _view_changed(self) -> None:
        """Carry the picture along at once, and have it drawn anew."""
        if self._canvas is None or sip.isdeleted(self._canvas) or not self._batches:
            return
        self._image = None
        if self._item is not None and not sip.isdeleted(self._item) and self._item.isVisible():
            if self._canvas.mapSettings().destinationCrs() == self._crs:
                back, _ = self._shown_view.inverted()
                self._item.setTransform(back * self._canvas.getCoordinateTransform().transform())
            else:
                self._item.setVisible(False)
        self._begin_slices()

    def _begin_picture(self, canvas: QgsMapCanvas) -> None:
        settings = canvas.mapSettings()
        if settings.destinationCrs() != self._crs:
            self._crs = settings.destinationCrs()
            self._to_map.clear()
            for batch in self._batches:
                batch.forget_place()
        ratio = settings.devicePixelRatio()
        size = settings.outputSize()
        self._image = QImage(
            max(1, round(size.width() * ratio)),
            max(1, round(size.height() * ratio)),
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        self._image.setDevicePixelRatio(ratio)
        self._image.fill(Qt.GlobalColor.transparent)
        self._view = canvas.getCoordinateTransform().transform()
        back, _ = self._view.inverted()
        canvas_px = QRectF(0, 0, size.width(), size.height())
        self._visible = back.mapRect(canvas_px.adjusted(-MARGIN_PX, -MARGIN_PX, MARGIN_PX, MARGIN_PX)).normalized()
        self._next = self._within = 0

    def _draw_slice(self) -> None:
        canvas = self._canvas
        if canvas is None or sip.isdeleted(canvas):
            self._slice.stop()
            return
        end = time.perf_counter() + SLICE_S
        if self._image is None:
            self._begin_picture(canvas)
        painter = QPainter(self._image)
        try:
            while self._next < len(self._batches) and time.perf_counter() < end:
                if self._draw_some(painter, self._batches[self._next]):
                    self._next, self._within = self._next + 1, 0
        finally:
            painter.end()
        if self._next >= len(self._batches):
            self._slice.stop()
            self._show_picture(canvas)

    def _show_picture(self, canvas: QgsMapCanvas) -> None:
        if self._item is None or sip.isdeleted(self._item):
            self._item = QGraphicsPixmapItem()
            self._item.setZValue(ABOVE_THE_MAP)
            self._item.setTransformationMode(Qt.TransformationMode.FastTransformation)
            canvas.scene().addItem(self._item)
        assert self._image is not None
        self._item.setPixmap(QPixmap.fromImage(self._image))
        self._item.setTransform(QTransform())
        self._item.setVisible(True)
        self._shown_view = self._view

    def _draw_some(self, painter: QPainter, batch: Batch) -> bool:
        """Draw the next few outlines of a batch, or all of its dots; whether all of it is drawn."""
        if batch.bounds is None:
            self._place(batch)
        assert batch.bounds is not None
        assert batch.dots is not None
        if not batch.dots or not batch.bounds.intersects(self._visible):
            return True
        scale = abs(self._view.determinant()) ** 0.5
        if batch.shapes is None or batch.typical * scale < LEAST_SHAPE_PX:
            points = self._view.map(batch.dots)
            for pen in DOT_PENS:
                painter.setPen(pen)
                painter.drawPoints(points)
            return True
        some = batch.shapes[self._within : self._within + SHAPES_AT_ONCE]
        self._within += SHAPES_AT_ONCE
        placed = [self._view.map(shape) for shape in some if shape.boundingRect().intersects(self._visible)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for pen in SHAPE_PENS:
            painter.setPen(pen)
            for shape in placed:
                painter.drawPolygon(shape)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        return self._within >= len(batch.shapes)

    def _place(self, batch: Batch) -> None:
        """Work out where the batch lies on the map; what has no place there is left out."""
        to_map = self._transform_from(batch.crs)
        dots = _moved(batch.centres, to_map)
        rings = None if batch.rings is None else _moved(batch.rings, to_map)
        if dots is None or (batch.rings is not None and rings is None):
            batch.dots, batch.shapes, batch.bounds = QPolygonF(), None, QRectF()
            return
        batch.dots, batch.bounds = dots, dots.boundingRect()
        if rings is not None:
            batch.shapes, sizes, first = [], 0.0, 0
            for length in batch.lengths:
                ring = QPolygonF(rings[first : first + length])
                first += length
                batch.shapes.append(ring)
                box = ring.boundingRect()
                sizes += max(box.width(), box.height())
            batch.typical = sizes / len(batch.lengths)
            batch.bounds = rings.boundingRect()
        # A box without width meets nothing.
        thin = max(batch.bounds.width(), batch.bounds.height()) * 1e-6 + 1e-9
        batch.bounds.adjust(-thin, -thin, thin, thin)

    def _transform_from(self, crs: str) -> QgsCoordinateTransform | None:
        """From the CRS of an event to that of the map; None where one of them has none, so that places stay."""
        if crs not in self._to_map:
            source = QgsCoordinateReferenceSystem()
            if crs:
                source.createFromUserInput(crs)
            known = source.isValid() and self._crs.isValid()
            self._to_map[crs] = QgsCoordinateTransform(source, self._crs, QgsProject.instance()) if known else None
        return self._to_map[crs]


def _merged(one: Batch, other: Batch) -> list[Batch]:
    return [merge(one, other)] if one.crs == other.crs else [one, other]


def _moved(line: QgsLineString, to_map: QgsCoordinateTransform | None) -> QPolygonF | None:
    if to_map is None or to_map.isShortCircuited():
        return line.asQPolygonF()
    moved = line.clone()
    try:
        moved.transform(to_map)
    except QgsCsException:
        return None
    return moved.asQPolygonF()
