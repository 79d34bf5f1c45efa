"""What happens to the layer of a result while a page shows it."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal


class ResultWatch(QObject):
    """Watches one layer at a time.

    features_changed: counts may be others now; verdicts do not count, which are many. editing_changed: editing began or
    ended. removed: the layer is about to go, and is not watched any more.
    """

    features_changed = pyqtSignal()
    editing_changed = pyqtSignal()
    removed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layer: QgsVectorLayer | None = None

    def watch(self, layer: QgsVectorLayer) -> None:
        """Watch this layer and no other."""
        self.forget()
        self._layer = layer
        for signal, slot in self._links(layer):
            signal.connect(slot)

    def forget(self) -> None:
        """Let go of the layer, which may be deleted already."""
        layer, self._layer = self._layer, None
        if layer is None or sip.isdeleted(layer):
            return
        for signal, slot in self._links(layer):
            signal.disconnect(slot)

    def _links(self, layer: QgsVectorLayer) -> list[tuple[Any, Any]]:
        changes = (layer.featureAdded, layer.featureDeleted, layer.dataChanged, layer.subsetStringChanged)
        return [
            *((signal, self._changed) for signal in (*changes, layer.editingStopped)),
            *((signal, self._edited) for signal in (layer.editingStarted, layer.editingStopped)),
            (layer.willBeDeleted, self._goes),
        ]

    def _changed(self, *_: Any) -> None:
        self.features_changed.emit()

    def _edited(self) -> None:
        self.editing_changed.emit()

    def _goes(self) -> None:
        self.forget()
        self.removed.emit()
