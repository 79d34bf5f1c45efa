"""The scores of a layer, read so that QGIS stays responsive, and looked up at once."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from time import perf_counter

import numpy as np
from qgis.core import QgsFeature, QgsFeatureIterator, QgsFeatureRequest, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..results.window_area import window_area_m2
from .threshold import Channel, as_float32

SLICE_S = 0.01


class ScoreTable:
    """The scores of a label, sorted once, so that what a threshold keeps is looked up at once.

    scores: (n,). areas_m2: (n,), of the same features.
    """

    def __init__(self, scores: Sequence[float], areas_m2: Sequence[float]) -> None:
        own, areas = np.asarray(scores, float), np.asarray(areas_m2, float)
        order = np.argsort(own, kind="stable")
        self.scores = own[order]
        self._areas_m2 = np.append(np.cumsum(areas[order][::-1])[::-1], 0.0)

    def count(self, threshold: float) -> int:
        """How many features score at least the threshold."""
        return len(self.scores) - self._first(threshold)

    def area_m2(self, threshold: float) -> float:
        """The area of the features that score at least the threshold."""
        return float(self._areas_m2[self._first(threshold)])

    def histogram(self, low: float, high: float, bars: int) -> list[int]:
        """How many scores fall into each of `bars` classes of one width; the last one includes `high`."""
        bounds = [as_float32(low + (high - low) * i / bars) for i in range(bars)]
        return [int(count) for count in np.diff([*np.searchsorted(self.scores, bounds), len(self.scores)])]

    def _first(self, threshold: float) -> int:
        return int(np.searchsorted(self.scores, as_float32(threshold)))


EMPTY_TABLE = ScoreTable((), ())


class ScoreReader(QObject):
    """Reads the scores of a layer in slices of ten milliseconds, so that QGIS stays responsive.

    finished: a ScoreTable a label. Reading again, or `stop`, gives up what is going on.
    """

    finished = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._slice)
        self._features: Iterator[QgsFeature] = iter(())
        self._iterator: QgsFeatureIterator | None = None
        self._channels: Sequence[Channel] = ()
        self._scores: list[array[float]] = []
        self._areas_m2: list[array[float]] = []
        self._columns: list[int] = []
        self._area = self._label = -1
        self._window_area_m2 = 0.0

    def read(self, layer: QgsVectorLayer, of: Sequence[Channel]) -> None:
        """Begin to read the scores of these channels, and the areas: of the field `area_m2`, or of a window."""
        self.stop()
        fields = layer.fields()
        self._channels = of
        self._scores, self._areas_m2 = [array("d") for _ in of], [array("d") for _ in of]
        self._columns = [fields.lookupField(channel.column) for channel in of]
        self._area, self._label = fields.lookupField("area_m2"), fields.lookupField("label")
        self._window_area_m2 = window_area_m2(layer) if self._area < 0 else 0.0
        wanted = {*self._columns, self._area, self._label} - {-1}
        request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setSubsetOfAttributes(sorted(wanted))
        self._iterator = layer.getFeatures(request)
        self._features = iter(self._iterator)
        self._timer.start()

    def stop(self) -> None:
        """Give up reading, and the layer's connection with it."""
        self._timer.stop()
        if self._iterator is not None:
            self._iterator.close()
        self._iterator, self._features = None, iter(())

    def _slice(self) -> None:
        until = perf_counter() + SLICE_S
        for feature in self._features:
            self._take(feature)
            if perf_counter() > until:
                return
        self.stop()
        columns = zip(self._channels, self._scores, self._areas_m2)
        tables = {channel.label: ScoreTable(scores, areas) for channel, scores, areas in columns}
        self._scores, self._areas_m2 = [], []
        self.finished.emit(tables)

    def _take(self, feature: QgsFeature) -> None:
        values = feature.attributes()
        area = values[self._area] if self._area >= 0 else self._window_area_m2
        area = area if isinstance(area, float) else 0.0
        columns = zip(self._channels, self._columns, self._scores, self._areas_m2)
        for channel, column, scores, areas in columns:
            score = values[column]
            if isinstance(score, float) and (not channel.shared or values[self._label] == channel.label):
                scores.append(score)
                areas.append(area)
