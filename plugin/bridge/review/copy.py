"""A copy of a layer as GeoPackage, written in the background, for layers that cannot keep verdicts themselves."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication, QgsProject, QgsVectorFileWriter, QgsVectorFileWriterTask, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtXml import QDomDocument

from ..translation import tr

LAYER_NAME = "review"


class GeoPackageCopy(QObject):
    """Writes the features of a layer (all of its subset) under a temporary name and renames the file at the end.

    done(path) and failed(message) are emitted in the main thread; one of them, once.
    """

    done = pyqtSignal(str)
    failed = pyqtSignal(str)

    def __init__(self, layer: QgsVectorLayer, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path, self._name = path, layer.name()
        self._partial = path.with_name(f".{path.stem}.partial.gpkg")
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.layerName = "GPKG", LAYER_NAME
        if layer.providerType() == "ogr" and layer.fields().lookupField("fid") >= 0:
            options.attributes = [i for i, name in enumerate(layer.fields().names()) if name.lower() != "fid"]
        self._task = QgsVectorFileWriterTask(layer, str(self._partial), options)
        self._task.writeComplete.connect(self._finish)
        self._task.errorOccurred.connect(self._tell)

    def start(self) -> None:
        """Begin to write, unless the file is one that the project shows."""
        shown = [
            layer
            for layer in QgsProject.instance().mapLayers().values()
            if Path(layer.source().split("|")[0]) == self._path
        ]
        if shown:
            self.failed.emit(
                tr("{path} is open in this project as '{name}'; choose another file name.").format(
                    path=self._path, name=shown[0].name()
                )
            )
            return
        QgsApplication.taskManager().addTask(self._task)

    def _finish(self, *_: object) -> None:
        try:
            self._partial.replace(self._path)
        except OSError as error:
            self._tell(0, error.strerror or str(error))
            return
        self.done.emit(str(self._path))

    def _tell(self, _: int, reason: str) -> None:
        self._partial.unlink(missing_ok=True)
        self.failed.emit(
            tr("The copy of '{name}' could not be written to {path}: {reason}. Choose another folder.").format(
                name=self._name, path=self._path, reason=reason
            )
        )


def open_copy(path: str, model: QgsVectorLayer) -> QgsVectorLayer:
    """The copy as a layer that is named and styled as its model."""
    layer = QgsVectorLayer(f"{path}|layername={LAYER_NAME}", model.name(), "ogr")
    document = QDomDocument("qgis")
    model.exportNamedStyle(document)
    layer.importNamedStyle(document)
    layer.setReadOnly(False)
    return layer
