"""Have a person click a feature on the map."""

from __future__ import annotations

from qgis.core import QgsFeature, QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMapTool, QgsMapToolIdentifyFeature
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal


class FeaturePicker(QObject):
    """Lends the map a tool that picks one feature, and gives the map its own tool back.

    picked: the feature. stopped: the map got another tool before anything was picked.
    """

    picked = pyqtSignal(QgsFeature)
    stopped = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._tool: QgsMapToolIdentifyFeature | None = None
        self._before: QgsMapTool | None = None

    @property
    def picking(self) -> bool:
        """Whether the map waits for a click."""
        return self._tool is not None

    def start(self, layer: QgsVectorLayer) -> None:
        """Wait for a click on a feature of this layer."""
        self.stop()
        self._before = self._canvas.mapTool()
        self._tool = QgsMapToolIdentifyFeature(self._canvas, layer)
        self._tool.featureIdentified.connect(self._found)
        self._canvas.setMapTool(self._tool)
        self._tool.deactivated.connect(self._left)

    def stop(self) -> None:
        """Give the map its own tool back."""
        tool, before = self._tool, self._before
        self._tool = self._before = None
        if tool is None or sip.isdeleted(tool):
            return
        tool.featureIdentified.disconnect(self._found)
        tool.deactivated.disconnect(self._left)
        if not sip.isdeleted(self._canvas) and self._canvas.mapTool() is tool:
            if before is not None and not sip.isdeleted(before):
                self._canvas.setMapTool(before)
            else:
                self._canvas.unsetMapTool(tool)
        tool.deleteLater()

    def _found(self, feature: QgsFeature) -> None:
        # The signal carries the feature for the time of this call only.
        feature = QgsFeature(feature)
        self.stop()
        self.picked.emit(feature)

    def _left(self) -> None:
        """Somebody chose another tool."""
        self._before = None
        self.stop()
        self.stopped.emit()
