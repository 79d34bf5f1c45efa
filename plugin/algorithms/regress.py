"""Regress: a value for each window of a raster, such as the share that buildings cover."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputMultipleLayers,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterRasterDestination,
)

from ..bridge.results import layers, styles
from ..bridge.runs.folder import meaning_of_run
from ..bridge.translation import tr
from ..engine.contract.events import Done
from . import parameters as p
from .base import RunAlgorithm


class Regress(RunAlgorithm):
    """`tesela:regress`."""

    task = p.REGRESSION

    def name(self) -> str:
        """The id within the provider."""
        return "regress"

    def displayName(self) -> str:
        """What the toolbox shows."""
        return tr("Predict a value for windows of rasters")

    def shortDescription(self) -> str:
        """What the toolbox shows under the pointer."""
        return tr("A continuous value for each window, such as the share that buildings cover, as layer and raster.")

    def about(self) -> str:
        """What the dialog shows beside the parameters, above the models."""
        return tr(
            "Looks at a raster window by window with a trained regression model, and writes the predicted value of "
            "each window: as a polygon layer, and as a raster of floating point values.\n\n"
            "Windows of a single colour show nothing to judge by: they are flagged in the layer, and their value "
            "should not be used. Windows without data are skipped and counted. The windows lie on the raster's own "
            "grid, so the result in one place does not depend on the area."
        )

    def tags(self) -> list[str]:
        """Words that find the algorithm."""
        return tr("deep learning,regression,density,index,deprivation,built-up,aerial,tiles").split(",")

    def add_sinks(self) -> None:
        """Polygons and a raster."""
        windows = QgsProcessingParameterFeatureSink(p.OUTPUT, tr("Values"), QgsProcessing.SourceType.TypeVectorPolygon)
        windows.setHelp(tr("A polygon with the predicted value, a flag where it is doubtful, raster, model and run."))
        raster = QgsProcessingParameterRasterDestination(p.VALUES, tr("Value raster"), optional=True)
        raster.setHelp(
            tr(
                "A GeoTIFF of the values (32-bit floating point, no data is NaN). Of several rasters, the first one's "
                "goes here, and the others get a number behind the name."
            )
        )
        self.addParameter(windows)
        self.addParameter(raster)
        self.addOutput(QgsProcessingOutputMultipleLayers(p.VALUES_FILES, tr("All value rasters")))

    def copy_results(
        self, done: Done, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Copy polygons and rasters."""
        meaning = meaning_of_run(Path(done.run))
        windows, count = self.copy_layer(done.results, layers.VALUES, p.OUTPUT, parameters, context, feedback, meaning)
        rasters = self.copy_rasters(
            done, "values", styles.VALUES_RASTER, p.VALUES, parameters, context, feedback, meaning
        )
        outputs = {p.OUTPUT: windows, p.VALUES: rasters[0] if rasters else None, p.VALUES_FILES: rasters}
        return {**outputs, **self.figures(done, count)}
