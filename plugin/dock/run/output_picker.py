"""Asks where the layers of a run go: a GeoPackage beside the project or raster, temporary layers, or a file."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

from qgis.core import QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QSignalBlocker, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from ...algorithms.destinations import refusal
from ...bridge.settings import GEOPACKAGE, TEMPORARY, defaults
from ...bridge.translation import tr
from ..labels import make_small
from .output import destination, new_geopackage, numbered, table_number

FILE = "file"


class OutputPicker(QWidget):
    """A choice, and below it the name of the file that will be written.

    changed: the choice is another one.
    """

    changed = pyqtSignal()

    def __init__(self, project: QgsProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._chosen_by_hand = ""
        self._raster, self._model = "", ""
        self._told: tuple[str, str] | None = None
        self._raster_folder: Path | None = None
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("Output"))
        self.kind.setToolTip(tr("Where the layers of the run are kept"))
        self.kind.setWhatsThis(
            tr(
                "A GeoPackage keeps the layers, beside the project or, until it is saved, beside the raster; each run "
                "gets a new file. Temporary layers are gone when the project is closed. A file of your own gets the "
                "layers besides those it has."
            )
        )
        self.file = QgsFileWidget()
        self.file.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self.file.setConfirmOverwrite(False)
        self.file.setFilter(tr("GeoPackage (*.gpkg)"))
        self.file.setDialogTitle(tr("GeoPackage for the layers of the run"))
        self.file.setAccessibleName(tr("Output file"))
        self.file.setToolTip(tr("A GeoPackage; layers that are in it already stay"))
        self.file.setWhatsThis(self.file.toolTip())
        self.note = QLabel()
        self.note.setWordWrap(True)
        make_small(self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for widget in (self.kind, self.file, self.note):
            layout.addWidget(widget)
        self.setFocusProxy(self.kind)
        self.kind.activated.connect(self._choose)
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self.file.fileChanged.connect(self._kind_changed)
        self._signals = (project.readProject, project.projectSaved, project.cleared)
        for signal in self._signals:
            signal.connect(self.refresh)
        self.refresh()

    def dispose(self) -> None:
        """Let go of the project; call it before the widget is deleted."""
        for signal in self._signals:
            signal.disconnect(self.refresh)

    def refresh(self) -> None:
        """List what there is to choose; a choice made by hand stays as long as it is there."""
        wanted = self._chosen_by_hand or defaults().output
        with QSignalBlocker(self.kind):
            self.kind.clear()
            if self._project.absolutePath():
                self.kind.addItem(tr("GeoPackage beside the project"), GEOPACKAGE)
            elif self._raster_folder is not None:
                self.kind.addItem(tr("GeoPackage beside the raster"), GEOPACKAGE)
            self.kind.addItem(tr("Temporary layers"), TEMPORARY)
            self.kind.addItem(tr("A file"), FILE)
            self.kind.setCurrentIndex(max(self.kind.findData(wanted), 0))
        self._kind_changed()

    def show_names(self, raster: str, model: str, source: str = "") -> None:
        """Name the new file after this raster and model; `source` is the raster's file, if it is one."""
        self._raster, self._model = raster, model
        before, self._raster_folder = self._raster_folder, _writable_folder(source)
        if self._raster_folder != before:
            self.refresh()
        else:
            self._show_note()

    def choose(self, kind: str, path: str = "") -> None:
        """Choose as a person does."""
        self._chosen_by_hand = kind
        if path:
            self.file.setFilePath(path)
        self.kind.setCurrentIndex(max(self.kind.findData(kind), 0))

    def problem(self) -> str:
        """Why nothing can be written there and what to do about it, or ""."""
        if self.kind.currentData() != FILE:
            return ""
        path = Path(self.file.filePath())
        if not path.is_absolute():
            return tr("Choose the file for the layers of the run.")
        if path.suffix.lower() != ".gpkg":
            return tr("{path}: layers are written to a GeoPackage; let the name end in .gpkg.").format(path=path)
        return refusal(str(path)) or ""

    def outputs(
        self, layers: dict[str, str], raster: str, model: str, taken: Collection[tuple[Path, str]] = ()
    ) -> tuple[dict[str, Any], tuple[tuple[Path, str], ...]]:
        """The outputs by parameter, for `layers` (the table of each), and the tables that they will make.

        taken: tables that waiting runs will make, which are left to them.
        """
        path, number = self._path(raster, model, {path for path, _ in taken}), 1
        if path is not None:
            number = table_number(path, tuple(layers.values()), taken)
        tables = {output: numbered(table, number) for output, table in layers.items()}
        outputs = {output: destination(path, table) for output, table in tables.items()}
        return outputs, () if path is None else tuple((path, table) for table in tables.values())

    def _path(self, raster: str, model: str, taken: Collection[Path] = ()) -> Path | None:
        kind = self.kind.currentData()
        if kind == FILE:
            return Path(self.file.filePath())
        if kind == GEOPACKAGE:
            home = self._project.absolutePath() or self._raster_folder
            assert home is not None, "the choice is only there where there is a folder"
            return new_geopackage(Path(home), raster, model, taken)
        return None

    def _choose(self) -> None:
        self._chosen_by_hand = self.kind.currentData()

    def _kind_changed(self) -> None:
        self.file.setVisible(self.kind.currentData() == FILE)
        self._show_note()
        now = (str(self.kind.currentData()), self.file.filePath())
        if now != self._told:
            self._told = now
            self.changed.emit()

    def _show_note(self) -> None:
        kind = self.kind.currentData()
        text = tip = ""
        if kind == GEOPACKAGE and self._raster:
            path = self._path(self._raster, self._model)
            text, tip = (path.name, str(path)) if path is not None else ("", "")
        elif kind == TEMPORARY and not self._project.absolutePath():
            text = tr("Save the project to keep results.")
        self.note.setText(text)
        self.note.setToolTip(tip)
        self.note.setVisible(bool(text))


def _writable_folder(source: str) -> Path | None:
    """The folder of a raster's file; None where it is no file, or nothing can be written beside it."""
    path = Path(source.split("|", 1)[0])
    is_file = os.path.isfile(path)  # noqa: PTH113 (Path.is_file raises where a web layer's source is no path)
    return path.parent if source and is_file and os.access(path.parent, os.W_OK) else None
