"""A picture of scores on the map canvas, which stands in for the layers while a threshold is dragged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import QgsMapRendererParallelJob, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor, QImage, QPixmap
from qgis.PyQt.QtWidgets import QGraphicsPixmapItem

from .score_image import colour_of, colour_table, indexed, scored_copy, scored_settings

ABOVE_THE_MAP = 50.0
SETTLED_MS = 300


@dataclass(frozen=True)
class Subject:
    """A layer to stand in for, and the expression of the score by which it is drawn."""

    layer: QgsVectorLayer
    score: str


class ScorePreview(QObject):
    """Stands in for layers on a map canvas while a threshold is dragged.

    ready: the picture for this view of the map is there.
    """

    ready = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.subjects: tuple[Subject, ...] = ()
        self._copies: dict[tuple[str, str], QgsVectorLayer] = {}
        self._colour = QColor()
        self._image: QImage | None = None
        self._key: tuple[object, ...] = ()
        self._job: QgsMapRendererParallelJob | None = None
        self._job_key: tuple[object, ...] = ()
        self._ending: list[QgsMapRendererParallelJob] = []
        self._item: QGraphicsPixmapItem | None = None
        self._hidden: list[str] = []
        self._left: set[str] = set()
        self._leaving = False
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self.prepare)
        canvas.extentsChanged.connect(self._view_changed)
        canvas.mapCanvasRefreshed.connect(self._refreshed)
        self.eager = False

    def watch(self, subjects: Sequence[Subject]) -> None:
        """Stand in for these layers from now on."""
        self.subjects_changed()
        self.subjects = tuple(subjects)

    def subjects_changed(self) -> None:
        """Forget what was drawn, because features, scores or layers are others now."""
        self.leave(at_once=True)
        self._give_up()
        self._copies.clear()
        self._image, self._key = None, ()

    @property
    def shown(self) -> bool:
        """Whether the picture stands in for the layers."""
        return self._item is not None and not sip.isdeleted(self._item) and self._item.isVisible()

    def prepare(self) -> None:
        """Have the picture for this view drawn in the background, where it is not there yet."""
        key = self._key_now()
        if key is None or key in (self._key, self._job_key):
            return
        self._give_up()
        drawn = [subject for subject in self.subjects if self._on_map(subject.layer)]
        copies = [self._copy(subject) for subject in drawn]
        self._colour = colour_of(drawn[0].layer)
        job = QgsMapRendererParallelJob(scored_settings(self._canvas.mapSettings(), copies))
        job.finished.connect(self._drawn)
        self._job, self._job_key = job, key
        job.start()

    def show(self, threshold: float) -> bool:
        """Show what scores at least the threshold; False while the picture is not there, which is then begun."""
        key = self._key_now()
        if key is None:
            return False
        if self._image is None or key != self._key:
            self.prepare()
            return False
        self._leaving = False
        self._hide_layers()
        self._image.setColorTable(colour_table(threshold, self._colour))
        picture = QPixmap.fromImage(self._image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied))
        picture.setDevicePixelRatio(self._canvas.mapSettings().devicePixelRatio())
        item = self._picture_item()
        item.setPixmap(picture)
        item.setVisible(True)
        return True

    def leave(self, at_once: bool = False) -> None:
        """Give the map back to the layers; the picture goes when they are drawn, or at once."""
        self._show_layers()
        self._leaving = self.shown
        if self._leaving and (at_once or sip.isdeleted(self._canvas)):
            self._remove_picture()

    def dispose(self) -> None:
        """Let go of the canvas."""
        self.subjects_changed()
        for job in self._ending:
            job.finished.disconnect(self._ended)
            job.waitForFinished()
        self._ending, self.subjects = [], ()
        self._settled.stop()
        if not sip.isdeleted(self._canvas):
            self._canvas.extentsChanged.disconnect(self._view_changed)
            self._canvas.mapCanvasRefreshed.disconnect(self._refreshed)
            if self._item is not None and not sip.isdeleted(self._item):
                self._canvas.scene().removeItem(self._item)
        self._item = None

    def _key_now(self) -> tuple[object, ...] | None:
        """What the picture depends on; None where none can stand in: edits, a map theme, nothing visible."""
        if sip.isdeleted(self._canvas) or self._canvas.theme():
            return None
        drawn = [subject for subject in self.subjects if self._on_map(subject.layer)]
        if not drawn or any(subject.layer.isEditable() for subject in drawn):
            return None
        settings = self._canvas.mapSettings()
        return (
            tuple((subject.layer.id(), subject.score, subject.layer.subsetString()) for subject in drawn),
            settings.visibleExtent().toString(9),
            settings.outputSize().width(),
            settings.outputSize().height(),
            settings.rotation(),
            settings.destinationCrs().authid(),
        )

    def _on_map(self, layer: QgsVectorLayer) -> bool:
        if sip.isdeleted(layer):
            return False
        visible = layer.id() in self._hidden or layer in self._canvas.layers()
        return visible and layer.isInScaleRange(self._canvas.scale())

    def _copy(self, subject: Subject) -> QgsVectorLayer:
        key = (subject.layer.id(), subject.score)
        if key not in self._copies:
            self._copies = {old: copy for old, copy in self._copies.items() if old[0] != subject.layer.id()}
            self._copies[key] = scored_copy(subject.layer, subject.score)
        self._copies[key].setSubsetString(subject.layer.subsetString())
        return self._copies[key]

    def _drawn(self) -> None:
        job = self._job
        if job is None or job is not self.sender():
            return
        self._image, self._key = indexed(job.renderedImage()), self._job_key
        self._job, self._job_key = None, ()
        self.ready.emit()

    def _give_up(self) -> None:
        job, self._job, self._job_key = self._job, None, ()
        if job is None:
            return
        job.finished.disconnect(self._drawn)
        self._ending.append(job)
        job.finished.connect(self._ended)
        job.cancelWithoutBlocking()

    def _ended(self) -> None:
        self._ending = [job for job in self._ending if job.isActive()]

    def _hide_layers(self) -> None:
        """Take the layers from the canvas, not from the layer tree; QGIS keeps the pictures of the others."""
        own = {subject.layer.id() for subject in self.subjects if not sip.isdeleted(subject.layer)}
        layers = self._canvas.layers()
        if any(layer.id() in own for layer in layers):
            self._hidden = [layer.id() for layer in layers]
            left = [layer for layer in layers if layer.id() not in own]
            self._left = {layer.id() for layer in left}
            self._canvas.setLayers(left)

    def _show_layers(self) -> None:
        hidden, self._hidden = self._hidden, []
        if not hidden or sip.isdeleted(self._canvas):
            return
        there = {layer.id(): layer for layer in self._canvas.layers()}
        if not there.keys() <= self._left:
            # The layer tree has set the canvas' layers meanwhile, and knows better.
            return
        there.update(
            {subject.layer.id(): subject.layer for subject in self.subjects if not sip.isdeleted(subject.layer)}
        )
        self._canvas.setLayers([there[name] for name in hidden if name in there])

    def _picture_item(self) -> QGraphicsPixmapItem:
        if self._item is None or sip.isdeleted(self._item):
            self._item = QGraphicsPixmapItem()
            self._item.setZValue(ABOVE_THE_MAP)
            self._canvas.scene().addItem(self._item)
        return self._item

    def _remove_picture(self) -> None:
        self._leaving = False
        if self._item is not None and not sip.isdeleted(self._item):
            self._item.setVisible(False)

    def _view_changed(self) -> None:
        if self.shown:
            self.leave(at_once=True)
        self._give_up()

    def _refreshed(self) -> None:
        if self._leaving:
            self._remove_picture()
        if self.eager and not self._hidden:
            self._settled.start()
