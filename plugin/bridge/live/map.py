"""The map follows a threshold: by a picture of the scores while it moves, by a filter of the layers when it rests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..quantities import decimal
from ..translation import tr
from .score_image import SHOWN_ANYHOW
from .score_preview import ScorePreview, Subject
from .threshold import Channel, filter_map, keeps

RESTING_MS = 300


class LiveMap(QObject):
    """Filters the layers of a run on the map.

    held: whether a person holds the slider; the layers are filtered when it is let go, or has rested for a while.
    refused: the name of a layer whose style cannot be filtered.
    """

    refused = pyqtSignal(str)

    def __init__(self, canvas: QgsMapCanvas | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.preview = None if canvas is None else ScorePreview(canvas, self)
        self.held = False
        self._layers: tuple[QgsVectorLayer, ...] = ()
        self._channels: Sequence[Channel] = ()
        self._thresholds: dict[str, float] = {}
        self._chosen = ""
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(RESTING_MS)
        self._resting.timeout.connect(self._rested)
        if canvas is not None:
            canvas.mapCanvasRefreshed.connect(self._catch_up)

    def set_layers(self, layers: Sequence[QgsVectorLayer], of: Sequence[Channel]) -> None:
        """Filter these layers from now on; the ones before keep the filter that they have."""
        self._resting.stop()
        self._layers, self._channels, self._thresholds = tuple(layers), of, {}
        self.held = False
        if self.preview is not None:
            self.preview.watch(())

    def forget(self) -> None:
        """Let go of the layers, which may be deleted already."""
        self.set_layers((), ())

    def features_changed(self) -> None:
        """Draw the scores anew before the threshold moves again."""
        if self.preview is not None:
            self.preview.subjects_changed()

    def choose(self, thresholds: Mapping[str, float], chosen: str) -> None:
        """Say which label's threshold will move, so that the picture for it can be drawn beforehand."""
        self._thresholds, self._chosen = dict(thresholds), chosen
        subjects = [Subject(layer, self._score()) for layer in self._there()]
        if self.preview is not None and subjects != list(self.preview.subjects):
            self.preview.watch(subjects)
            if self.preview.eager:
                self.preview.prepare()

    def move(self, thresholds: Mapping[str, float], chosen: str) -> None:
        """Show what these thresholds keep; many calls a second are fine."""
        if not self._layers:
            return
        self.choose(thresholds, chosen)
        self._resting.start()
        if self._canvas is None or self.preview is None or sip.isdeleted(self._canvas):
            self.settle()
        elif not self.preview.show(thresholds[chosen]) and not self._canvas.isDrawing():
            self._filter()

    def settle(self) -> None:
        """Filter the layers themselves, and give the map back to them."""
        self._resting.stop()
        self._filter()
        if self.preview is not None:
            self.preview.leave()

    def dispose(self) -> None:
        """Let go of layers and canvas."""
        self.forget()
        if self.preview is not None:
            self.preview.dispose()
        if self._canvas is not None and not sip.isdeleted(self._canvas):
            self._canvas.mapCanvasRefreshed.disconnect(self._catch_up)
        self._canvas = None

    def _there(self) -> list[QgsVectorLayer]:
        return [layer for layer in self._layers if not sip.isdeleted(layer)]

    def _rested(self) -> None:
        if not self.held:
            self.settle()

    def _catch_up(self) -> None:
        """The map has been drawn: without a picture, draw it for where the slider stands by now."""
        if self._resting.isActive() and self.preview is not None and not self.preview.shown:
            self._filter()

    def _filter(self) -> None:
        if not self._thresholds:
            return
        expression = keeps(self._channels, self._thresholds, self._chosen)
        title = tr("Score {threshold} or more").format(threshold=decimal(self._thresholds[self._chosen]))
        if len(self._channels) > 1:
            title = f"{self._chosen}: {title}"
        for layer in self._there():
            if not filter_map(layer, expression, title):
                self.refused.emit(layer.name())

    def _score(self) -> str:
        """The score by which the picture is drawn: other labels' features are shown by their own threshold."""
        own = next(channel for channel in self._channels if channel.label == self._chosen)
        if not own.shared:
            return own.column
        others = [channel for channel in self._channels if channel is not own]
        kept = keeps(others, self._thresholds, "")
        return f'CASE WHEN {own.ownership()} THEN "{own.column}" WHEN {kept} THEN {SHOWN_ANYHOW} ELSE -1 END'
