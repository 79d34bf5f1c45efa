"""Label: several labels at once for each window of a raster, such as its land covers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsProcessing, QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterFeatureSink

from ..bridge.results import layers
from ..bridge.runs.folder import meaning_of_run
from ..bridge.translation import tr
from ..engine.contract.events import Done
from . import parameters as p
from .base import RunAlgorithm


class Label(RunAlgorithm):
    """`tesela:label`."""

    task = p.MULTI_LABEL

    def name(self) -> str:
        """The id within the provider."""
        return "label"

    def displayName(self) -> str:
        """What the toolbox shows."""
        return tr("Label windows of rasters")

    def shortDescription(self) -> str:
        """What the toolbox shows under the pointer."""
        return tr("Several labels at once for each window, such as the land covers that it shows.")

    def about(self) -> str:
        """What the dialog shows beside the parameters, above the models."""
        return tr(
            "Looks at a raster window by window with a trained multi-label model, and writes a polygon for each window "
            "with the score of every label and a list of the labels that it holds: those whose score reaches their "
            "threshold. Of labels that exclude each other, the one with the highest score is held.\n\n"
            "The windows lie on the raster's own grid, so the result in one place does not depend on the area. Windows "
            "without data are skipped and counted.\n\n"
            "Keep the run folder to move the thresholds afterwards with 'Select again from a run', in seconds."
        )

    def tags(self) -> list[str]:
        """Words that find the algorithm."""
        return tr("deep learning,multi-label,classification,land cover,scene,aerial,tiles").split(",")

    def add_sinks(self) -> None:
        """Window polygons."""
        windows = QgsProcessingParameterFeatureSink(p.OUTPUT, tr("Labels"), QgsProcessing.SourceType.TypeVectorPolygon)
        windows.setHelp(
            tr("A polygon a window, with the score of each label, the list of labels held, raster, model and run.")
        )
        self.addParameter(windows)

    def copy_results(
        self, done: Done, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Copy the window polygons."""
        windows, count = self.copy_layer(
            done.results, layers.LABELS, p.OUTPUT, parameters, context, feedback, meaning_of_run(Path(done.run))
        )
        return {p.OUTPUT: windows, **self.figures(done, count)}
