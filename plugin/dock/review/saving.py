"""A copy of a layer that cannot keep verdicts: asked for, written in the background, and put in the layer's place."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QWidget

from ...bridge.review.copy import GeoPackageCopy, open_copy
from ...bridge.translation import tr
from .kept import forget_place


class CopySaving(QObject):
    """Writes one copy at a time. done: the copy, in the project. failed: why there is none, and what to do."""

    done = pyqtSignal(QgsVectorLayer)
    failed = pyqtSignal(str)

    def __init__(self, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._copy: GeoPackageCopy | None = None
        self._original = ""

    @property
    def busy(self) -> bool:
        """Whether a copy is being written."""
        return self._copy is not None

    def ask(self, layer: QgsVectorLayer, window: QWidget) -> Path | None:
        """Have the person choose a file; None where none was chosen."""
        folder = self._project.absolutePath() or str(Path.home())
        proposed = str(Path(folder) / f"{layer.name()}.gpkg")
        chosen, _ = QFileDialog.getSaveFileName(window, tr("Save a copy"), proposed, tr("GeoPackage (*.gpkg)"))
        return Path(chosen).with_suffix(".gpkg") if chosen else None

    def write(self, layer: QgsVectorLayer, path: Path) -> None:
        """Write a copy of the layer there."""
        self._copy, self._original = GeoPackageCopy(layer, path, self), layer.id()
        self._copy.done.connect(self._written)
        self._copy.failed.connect(self._refused)
        self._copy.start()

    def _written(self, path: str) -> None:
        self._copy = None
        original = self._project.mapLayer(self._original)
        if original is None:
            return
        copy = open_copy(path, original)
        forget_place(copy)
        root = self._project.layerTreeRoot()
        node = root.findLayer(original.id())
        self._project.addMapLayer(copy, False)
        parent = node.parent() if node is not None else root
        parent.insertLayer(parent.children().index(node) if node is not None else 0, copy)
        if node is not None:
            node.setItemVisibilityChecked(False)
        self.done.emit(copy)

    def _refused(self, message: str) -> None:
        self._copy = None
        self.failed.emit(message)
