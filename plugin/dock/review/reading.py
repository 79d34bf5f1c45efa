"""The index of the layer that is reviewed: read in turns, and again once the layer has changed and come to rest."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, Callable

from qgis.core import QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...bridge.review.index import IndexReader, ReviewIndex
from ...bridge.review.reviewed_layer import thresholds_of
from ...bridge.review.verdicts import VERDICT, Order

TURN_S = 0.012
SETTLE_MS = 250


class LayerReading(QObject):
    """Reads one layer at a time. While it reads again, the index before stays in use.

    read: the index is new. progressed: so many features were read, where there is no index yet. said: somebody else
    gave verdicts. gone: the ids of features that were deleted. reset: columns or the edit mode are others. reshaped:
    the id of a feature with another geometry. renamed: the layer has another name.
    """

    read = pyqtSignal()
    progressed = pyqtSignal(int)
    said = pyqtSignal()
    gone = pyqtSignal(object)
    reset = pyqtSignal()
    reshaped = pyqtSignal(int)
    renamed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.index: ReviewIndex | None = None
        self._layer: QgsVectorLayer | None = None
        self._order = Order.HIGH_FIRST
        self._reader: IndexReader | None = None
        self._awake = self._stale = self._writing = self._complete = False
        self._gone: set[int] = set()
        self._turns = self._timer(0, self._read_on, single=False)
        self._began = self._timer(0, self.read.emit)
        self._settling = self._timer(SETTLE_MS, self.read_again)
        self._noting = self._timer(0, self._tell_changes)

    @property
    def idle(self) -> bool:
        """Whether nothing is being read, nor about to be."""
        return self._reader is None and not self._began.isActive() and not self._settling.isActive()

    def watch(self, layer: QgsVectorLayer, order: Order) -> None:
        """Read this layer in this order, and follow what happens to it."""
        self.forget()
        self._layer, self._order = layer, order
        for signal, slot in self._links(layer):
            signal.connect(slot)
        self.read_again()

    def forget(self) -> None:
        """Leave the layer as if it had never been looked at; it may be gone already."""
        for timer in (self._turns, self._began, self._settling, self._noting):
            timer.stop()
        layer, self._layer = self._layer, None
        if layer is not None and not sip.isdeleted(layer):
            for signal, slot in self._links(layer):
                signal.disconnect(slot)
        self._reader = self.index = None
        self._stale = False
        self._gone.clear()

    def set_order(self, order: Order) -> None:
        """Read the layer in another order; there is no index until then."""
        self._order, self.index = order, None
        self._began.stop()
        self.read_again()

    def wake(self) -> None:
        """Somebody looks: read what is to be read."""
        self._awake = True
        if self._stale:
            self.read_again()

    def sleep(self) -> None:
        """Nobody looks: read nothing from now on."""
        self._awake = False

    def read_again(self) -> None:
        """Read the index anew, now if somebody looks, else when somebody does."""
        if self._layer is None:
            return
        self._stale = not self._awake
        if self._stale:
            return
        self._settling.stop()
        thresholds = thresholds_of(self._layer) if self._order is Order.UNCERTAIN_FIRST else {}
        self._reader, self._complete = IndexReader(self._layer, self._order, thresholds), False
        self._began.stop()
        self._turns.start()

    def read_soon(self, *_: Any) -> None:
        """Read again once no more changes come."""
        if not self._writing:
            self._settling.start()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """While the review itself writes into the layer, its changes are no news."""
        self._writing = True
        try:
            yield
        finally:
            self._writing = False

    def say(self, feature_id: int, verdict: str) -> None:
        """Note a verdict, in the index that there is and in the one that is being read."""
        for index in (self.index, self._reader):
            if index is not None:
                index.say(feature_id, verdict)

    def drop(self, feature_ids: Collection[int]) -> None:
        """Leave features out that are not there any more."""
        for index in (self.index, self._reader):
            if index is not None:
                index.drop(feature_ids)

    def _read_on(self) -> None:
        if self._reader is None:
            self._turns.stop()
        elif self._complete:
            # Sorting takes a turn of its own.
            self._turns.stop()
            self.index, self._reader = self._reader.index(), None
            self._began.start()
        else:
            self._complete = self._reader.read(TURN_S)
            if self.index is None:
                self.progressed.emit(self._reader.count)

    def _reset(self, *_: Any) -> None:
        self.reset.emit()
        self.read_soon()

    def _changed(self, feature_id: int, column: int, value: Any) -> None:
        """Somebody changed a value, perhaps a verdict, in a form or table."""
        if not self._writing and self._layer is not None and self._layer.fields().at(column).name() == VERDICT:
            self.say(feature_id, value if isinstance(value, str) else "")
            self._noting.start()

    def _deleted(self, feature_id: int) -> None:
        self._gone.add(feature_id)
        self._noting.start()

    def _tell_changes(self) -> None:
        """Tell of edits once for many features."""
        gone, self._gone = self._gone, set()
        self.drop(gone)
        if gone:
            self.gone.emit(gone)
        self.said.emit()

    def _reshaped(self, feature_id: int, *_: Any) -> None:
        self.reshaped.emit(feature_id)

    def _renamed(self) -> None:
        self.renamed.emit()

    def _links(self, layer: QgsVectorLayer) -> list[tuple[Any, Callable]]:
        return [
            (layer.featureDeleted, self._deleted),
            (layer.featureAdded, self.read_soon),
            (layer.attributeValueChanged, self._changed),
            (layer.geometryChanged, self._reshaped),
            (layer.subsetStringChanged, self.read_soon),
            (layer.updatedFields, self._reset),
            (layer.editingStarted, self._reset),
            (layer.editingStopped, self._reset),
            (layer.afterRollBack, self.read_soon),
            (layer.dataChanged, self.read_soon),
            (layer.nameChanged, self._renamed),
        ]

    def _timer(self, interval_ms: int, slot: Callable[[], None], single: bool = True) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.setSingleShot(single)
        timer.timeout.connect(slot)
        return timer
