"""Detect: boxes and centre points of what a tile classifier finds, such as damaged buildings."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessing, QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterFeatureSink

from ..bridge.results import layers
from ..bridge.translation import tr
from ..engine.contract.events import Done
from . import parameters as p
from .base import RunAlgorithm


class Detect(RunAlgorithm):
    """`tesela:detect`."""

    task = p.TILE_CLASSIFICATION

    def name(self) -> str:
        """The id within the provider."""
        return "detect"

    def displayName(self) -> str:
        """What the toolbox shows."""
        return tr("Detect objects in rasters")

    def shortDescription(self) -> str:
        """What the toolbox shows under the pointer."""
        return tr("Boxes and centres of what a tile classifier finds, such as damaged buildings.")

    def about(self) -> str:
        """What the dialog shows beside the parameters, above the models."""
        return tr(
            "Looks at a raster window by window with a trained tile classifier, and writes a box and a centre point "
            "for each window whose score is high enough. Of boxes that overlap, the one with the highest score "
            "stays.\n\n"
            "The windows lie on the raster's own grid, so the result in one place does not depend on the area. Windows "
            "without data are skipped and counted.\n\n"
            "Keep the run folder to move the threshold afterwards with 'Select again from a run', in seconds."
        )

    def tags(self) -> list[str]:
        """Words that find the algorithm."""
        return tr("deep learning,object detection,damage,buildings,aerial,tiles,classification").split(",")

    def add_sinks(self) -> None:
        """Boxes and centre points."""
        boxes = QgsProcessingParameterFeatureSink(
            p.OUTPUT, tr("Detections"), QgsProcessing.SourceType.TypeVectorPolygon
        )
        boxes.setHelp(tr("A box for each window that was found, with label, score, position, raster, model and run."))
        centres = QgsProcessingParameterFeatureSink(
            p.CENTRES, tr("Detection centres"), QgsProcessing.SourceType.TypeVectorPoint, optional=True
        )
        centres.setHelp(tr("The centres of the boxes, with the same attributes."))
        self.addParameter(boxes)
        self.addParameter(centres)

    def copy_results(
        self, done: Done, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Copy boxes and centres."""
        boxes, count = self.copy_layer(done.results, layers.DETECTIONS, p.OUTPUT, parameters, context, feedback)
        centres, _ = self.copy_layer(done.results, layers.CENTRES, p.CENTRES, parameters, context, feedback)
        return {p.OUTPUT: boxes, p.CENTRES: centres, **self.figures(done, count)}
