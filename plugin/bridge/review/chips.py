"""The picture of a detection: the raster around it with its outline, drawn in the background, the next ones ahead."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsMapLayer,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsUnitTypes,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QObject, QPointF, QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

SIDE_PX = 320
SURROUNDINGS = 0.6
LEAST_RASTER_PX = 24
POINT_SIDE_M = 50.0
KEPT = 64
HALO, LINE = QColor(255, 255, 255, 215), QColor("#c53000")
RING_RADIUS_PX = 14.0


@dataclass(frozen=True)
class ChipRequest:
    """What is to be drawn: a geometry in its CRS, on these layers; `key` names the picture."""

    key: Hashable
    geometry: QgsGeometry
    crs: QgsCoordinateReferenceSystem
    layers: tuple[QgsMapLayer, ...]


def surroundings(geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem, margin: float) -> QgsRectangle:
    """The extent of a geometry with `margin` times its longer side added on each side; of a point, POINT_SIDE_M."""
    box = QgsRectangle(geometry.boundingBox())
    side = max(box.width(), box.height())
    if side <= 0:
        side = POINT_SIDE_M * QgsUnitTypes.fromUnitToUnitFactor(
            QgsUnitTypes.DistanceUnit.DistanceMeters, crs.mapUnits()
        )
        box.grow(side / 2)
    box.grow(side * margin)
    return box


class Chips(QObject):
    """Draws pictures one at a time in the background and keeps the latest.

    ready(key, image) is emitted in the main thread; the image is null where nothing could be drawn.
    """

    ready = pyqtSignal(object, QImage)

    def __init__(self, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._kept: OrderedDict[Hashable, QImage] = OrderedDict()
        self._wanted: list[ChipRequest] = []
        self._job: QgsMapRendererParallelJob | None = None
        self._drawn: ChipRequest | None = None
        self._ending: list[QgsMapRendererParallelJob] = []
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._start_next)

    def image(self, key: Hashable) -> QImage | None:
        """The picture of this key, if it is kept."""
        return self._kept.get(key)

    def ask(self, wanted: Sequence[ChipRequest]) -> None:
        """Draw these, the first one first; earlier requests that are not among them are given up."""
        self._wanted = [request for request in wanted if request.key not in self._kept]
        urgent = self._wanted[0].key if self._wanted else None
        if self._drawn is not None and self._drawn.key != urgent:
            self._give_up()
        self._wanted = [request for request in self._wanted if self._drawn is None or request.key != self._drawn.key]
        self._next.start()

    def clear(self) -> None:
        """Forget all pictures and end what is being drawn, without waiting for it."""
        self._wanted = []
        self._kept.clear()
        self._give_up()

    def dispose(self) -> None:
        """End everything and wait for it, which takes a moment at most; call it before the owner is deleted."""
        self.clear()
        self._next.stop()
        for job in self._ending:
            job.cancel()
        self._ending = []

    def _give_up(self) -> None:
        if self._job is not None:
            self._job.finished.disconnect(self._finished)
            # A job may not be deleted before its threads have ended.
            self._ending = [job for job in self._ending if job.isActive()] + [self._job]
            self._job.cancelWithoutBlocking()
        self._job = self._drawn = None

    def _start_next(self) -> None:
        self._ending = [job for job in self._ending if job.isActive()]
        while self._wanted and self._job is None:
            request = self._wanted.pop(0)
            settings = _settings(request, self._project.transformContext())
            if settings is None:
                self.ready.emit(request.key, QImage())
                continue
            self._job, self._drawn = QgsMapRendererParallelJob(settings), request
            self._job.finished.connect(self._finished)
            self._job.start()

    def _finished(self) -> None:
        job, request = self._job, self._drawn
        if job is None or request is None:
            return
        image = job.renderedImage()
        _draw_outline(image, request, job.mapSettings(), self._project.transformContext())
        self._kept[request.key] = image
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self._ending.append(job)
        self._job = self._drawn = None
        self._next.start()
        self.ready.emit(request.key, image)


def _settings(request: ChipRequest, context: QgsCoordinateTransformContext) -> QgsMapSettings | None:
    """What to draw, in the CRS of the raster, so that its pixels are not resampled; None if there is nothing."""
    if not request.layers:
        return None
    raster = next((layer for layer in request.layers if isinstance(layer, QgsRasterLayer)), None)
    crs = raster.crs() if raster is not None and raster.crs().isValid() else request.crs
    shape = _in_crs(request, crs, context)
    if shape is None:
        return None
    extent = surroundings(shape, crs, SURROUNDINGS)
    least = LEAST_RASTER_PX * raster.rasterUnitsPerPixelX() if raster is not None else 0.0
    half = max(extent.width(), extent.height(), least) / 2
    middle = extent.center()
    settings = QgsMapSettings()
    settings.setLayers(list(request.layers))
    settings.setDestinationCrs(crs)
    settings.setTransformContext(context)
    settings.setOutputSize(QSize(SIDE_PX, SIDE_PX))
    settings.setExtent(QgsRectangle(middle.x() - half, middle.y() - half, middle.x() + half, middle.y() + half))
    settings.setBackgroundColor(QColor(Qt.GlobalColor.transparent))
    settings.setFlag(QgsMapSettings.Flag.DrawLabeling, False)
    return settings


def _in_crs(
    request: ChipRequest, crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
) -> QgsGeometry | None:
    shape = QgsGeometry(request.geometry)
    if shape.isNull() or shape.isEmpty():
        return None
    try:
        shape.transform(QgsCoordinateTransform(request.crs, crs, context))
    except QgsCsException:
        return None
    return shape


def _draw_outline(
    image: QImage, request: ChipRequest, settings: QgsMapSettings, context: QgsCoordinateTransformContext
) -> None:
    shape = _in_crs(request, settings.destinationCrs(), context)
    if shape is None or image.isNull():
        return
    shape.mapToPixel(settings.mapToPixel())
    path = QPainterPath()
    if shape.type() == QgsWkbTypes.GeometryType.PointGeometry:
        for vertex in shape.vertices():
            path.addEllipse(QPointF(vertex.x(), vertex.y()), RING_RADIUS_PX, RING_RADIUS_PX)
    else:
        for part in shape.constParts():
            path.addPath(part.asQPainterPath())
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, width in ((HALO, 4.5), (LINE, 2.0)):
        painter.strokePath(path, QPen(colour, width))
    painter.end()
