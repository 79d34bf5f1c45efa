"""Segment: polygons of what a segmentation model finds, such as building footprints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsProcessing, QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterFeatureSink

from ..bridge.runs.folder import meaning_of_run
from ..bridge.translation import tr
from ..engine.contract.events import Done
from . import parameters as p
from .base import RunAlgorithm


class Segment(RunAlgorithm):
    """`tesela:segment`."""

    task = p.SEGMENTATION

    def name(self) -> str:
        """The id within the provider."""
        return "segment"

    def displayName(self) -> str:
        """What the toolbox shows."""
        return tr("Segment rasters into polygons")

    def shortDescription(self) -> str:
        """What the toolbox shows under the pointer."""
        return tr("Polygons of what a segmentation model finds, such as building footprints.")

    def about(self) -> str:
        """What the dialog shows beside the parameters, above the models."""
        return tr(
            "Looks at a raster window by window with a trained segmentation model, blends the overlapping windows "
            "into one probability a pixel, and writes what lies above the threshold as polygons with their holes.\n\n"
            "The windows lie on the raster's own grid, so the result in one place does not depend on the area. Windows "
            "without data are skipped and counted.\n\n"
            "Keep the run folder to move the threshold afterwards with 'Select again from a run', in seconds."
        )

    def tags(self) -> list[str]:
        """Words that find the algorithm."""
        return tr("deep learning,segmentation,buildings,footprints,masks,aerial").split(",")

    def add_sinks(self) -> None:
        """Multipolygons."""
        polygons = QgsProcessingParameterFeatureSink(
            p.OUTPUT, tr("Polygons"), QgsProcessing.SourceType.TypeVectorPolygon
        )
        polygons.setHelp(
            tr(
                "A multipolygon for each building, or whatever the model finds, with area in m², score, raster, model "
                "and run; of a model with several classes also with its label."
            )
        )
        self.addParameter(polygons)

    def copy_results(
        self, done: Done, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Copy the polygons."""
        # The only layer, which is named by what the model finds.
        (kind,) = done.features
        meaning = meaning_of_run(Path(done.run))
        polygons, count = self.copy_layer(done.results, kind, p.OUTPUT, parameters, context, feedback, meaning)
        return {p.OUTPUT: polygons, **self.figures(done, count)}
