"""A copy of a layer that cannot keep verdicts: asked for, written in the background, and put in the layer's place."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QMessageBox, QWidget

from ...bridge.review.copy import GeoPackageCopy, open_copy
from ...bridge.translation import tr
from .kept import forget_place

SUFFIX = ".gpkg"


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
        """Have the person choose a file, which gets the suffix of GeoPackages; None where none was chosen."""
        folder = self._project.absolutePath() or str(Path.home())
        proposed = str(Path(folder) / f"{layer.name()}{SUFFIX}")
        chosen, _ = QFileDialog.getSaveFileName(window, tr("Save a copy"), proposed, tr("GeoPackage (*.gpkg)"))
        if not chosen:
            return None
        typed = Path(chosen)
        path = typed if typed.suffix.lower() == SUFFIX else typed.with_name(f"{typed.name}{SUFFIX}")
        # The dialog has asked whether to replace what was typed, and no other file.
        if path != typed and path.exists() and not _may_replace(path, window):
            return None
        return path

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


def _may_replace(path: Path, window: QWidget) -> bool:
    buttons = QMessageBox.StandardButton
    question = tr("{path} is there already. Replace it?").format(path=path)
    answer = QMessageBox.question(window, tr("Save a copy"), question, buttons.Yes | buttons.No, buttons.No)
    return answer == buttons.Yes
