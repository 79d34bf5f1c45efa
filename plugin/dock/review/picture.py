"""The picture beside the review: the raster around the feature, the photograph itself, or an explanation of it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from qgis.core import QgsFeature, QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtGui import QImage

from ...bridge.review.chips import SIDE_PX, ChipRequest, Chips
from ...bridge.review.feature_rasters import FeatureRasters, folder_of_run
from ...bridge.review.photo_reader import PhotoReader
from ...bridge.review.reviewed_layer import is_result_layer, text_of
from ...bridge.translation import tr
from ...engine.contract.errors import RasterError
from .form import ChipView

PHOTO_FIELD = "photo"


class FeaturePicture(QObject):
    """Shows one feature at a time, and has the pictures of those likely to come drawn ahead."""

    def __init__(self, view: ChipView, canvas: QgsMapCanvas, project: QgsProject, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._canvas, self._project = view, canvas, project
        self.chips = Chips(project, self)
        self._photos = PhotoReader(2 * SIDE_PX, self)
        self._shown: int | None = None
        self.chips.ready.connect(self._ready)
        self._photos.ready.connect(self._ready)

    def show(self, layer: QgsVectorLayer, feature: QgsFeature, likely: Sequence[QgsFeature]) -> None:
        """Show this feature; likely: the ones that may be next."""
        self._shown = feature.id()
        if layer.fields().lookupField(PHOTO_FIELD) >= 0:
            self._show_photograph(Path(text_of(feature[PHOTO_FIELD])))
            return
        rasters = FeatureRasters.of_run(self._project, folder_of_run(self._project, layer))
        requests = []
        try:
            requests = [self._request(layer, feature, rasters)]
            self._show_chip(feature.id())
        except RasterError as error:
            self._view.show_text(str(error))
        for each in likely:
            with suppress(RasterError):
                requests.append(self._request(layer, each, rasters))
        self.chips.ask(requests)

    def show_file(self, feature_id: int, path: str) -> None:
        """Show another picture of the feature, such as an explanation, as long as it is looked at."""
        if feature_id == self._shown:
            self._photos.ask(feature_id, Path(path))

    def clear(self) -> None:
        """Show nothing, and forget all pictures."""
        self._shown = None
        self.chips.clear()
        self._view.show_text("")

    def forget(self) -> None:
        """Forget all pictures; layers go, or features look otherwise now."""
        self.chips.clear()

    def rest(self) -> None:
        """Draw nothing more while nobody looks."""
        self.chips.ask([])

    def dispose(self) -> None:
        """End everything; call it before the page is deleted."""
        self.chips.dispose()
        self._photos.dispose()

    def _show_chip(self, feature_id: int) -> None:
        image = self.chips.image(feature_id)
        if image is not None:
            self._view.show_image(image)
        else:
            self._view.show_text(tr("Drawing"))

    def _show_photograph(self, path: Path) -> None:
        if path.is_file():
            self._view.show_text(tr("Drawing"))
            self._photos.ask(self._shown, path)
        else:
            self._view.show_text(tr("The photograph {path} is not there.").format(path=path))

    def _request(self, layer: QgsVectorLayer, feature: QgsFeature, rasters: FeatureRasters) -> ChipRequest:
        return ChipRequest(feature.id(), feature.geometry(), layer.crs(), self._layers_below(feature, rasters))

    def _layers_below(self, feature: QgsFeature, rasters: FeatureRasters) -> tuple[QgsMapLayer, ...]:
        """The raster that the feature was found in, else what is visible without the results themselves.

        RasterError where other rasters may be taken for it.
        """
        name = text_of(feature["raster"]) if feature.fields().lookupField("raster") >= 0 else ""
        raster = rasters.layer(name)
        if raster is not None:
            return (raster,)
        return tuple(layer for layer in self._canvas.layers() if not is_result_layer(layer))

    def _ready(self, key: Any, image: QImage) -> None:
        if key != self._shown:
            return
        if image.isNull():
            self._view.show_text(
                tr("No picture: add the raster of this run to the project, or make a raster layer visible.")
            )
        else:
            self._view.show_image(image)
