"""Select: features again from a finished run, with another threshold, without running the model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
)

from ..bridge.results import layers
from ..bridge.runs.folder import card_of_run, meaning_of_run, run_folder
from ..bridge.settings import configured_python
from ..bridge.translation import tr
from ..bridge.worker.environment import find_python
from ..engine.contract import schema
from ..engine.contract.errors import TeselaError
from . import parameters as p
from .base import TeselaAlgorithm
from .thresholds import selection_from
from .values import Values

UNFINISHED = "UNFINISHED"


class Select(TeselaAlgorithm):
    """`tesela:select`."""

    def name(self) -> str:
        """The id within the provider."""
        return "select"

    def displayName(self) -> str:
        """What the toolbox shows."""
        return tr("Select again from a run")

    def shortDescription(self) -> str:
        """What the toolbox shows under the pointer."""
        return tr("Moves the threshold of a finished run in seconds, without running the model.")

    def shortHelpString(self) -> str:
        """What the dialog shows beside the parameters."""
        return tr(
            "Reads the scores that a finished run over rasters has kept in its run folder, and writes its features "
            "again with another threshold or other options. The model is not run and the raster is not read.\n\n"
            "A detection gives boxes and centres, a segmentation polygons, labels and values the polygons of windows. "
            "Values have no threshold; their raster is written beside the results of the worker."
        )

    def tags(self) -> list[str]:
        """Words that find the algorithm."""
        return tr("threshold,suppression,score,filter,run").split(",")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        self.addParameter(p.run_folder_input())
        for definition in p.selection_parameters(None):
            self.addParameter(definition)
        self.addParameter(
            p.advanced(
                QgsProcessingParameterBoolean(UNFINISHED, tr("Also from an interrupted run"), defaultValue=False),
                tr("Write what a run that was cancelled or killed had finished; how much is missing is told."),
            )
        )
        features = QgsProcessingParameterFeatureSink(
            p.OUTPUT, tr("Features"), QgsProcessing.SourceType.TypeVectorPolygon
        )
        features.setHelp(tr("Boxes of a detection, multipolygons of a segmentation, windows of labels and values."))
        centres = QgsProcessingParameterFeatureSink(
            p.CENTRES, tr("Detection centres"), QgsProcessing.SourceType.TypeVectorPoint, optional=True
        )
        centres.setHelp(tr("The centres of the boxes of a detection; nothing for other runs."))
        self.addParameter(features)
        self.addParameter(centres)
        self.add_number_outputs()

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Find the worker's Python; settings belong to the main thread."""
        try:
            self._python = find_python(configured_python())
        except TeselaError as error:
            raise QgsProcessingException(str(error)) from error
        return True

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Have the worker select, and copy what it wrote."""
        values = Values(self, parameters, context)
        folder = run_folder(Path(values.text(p.RUN_FOLDER)))
        try:
            selection = selection_from(values, lambda: card_of_run(folder))
        except TeselaError as error:
            raise QgsProcessingException(str(error)) from error
        request = {"request": "select", "run": str(folder), "selection": schema.to_json(selection)}
        if values.flag(UNFINISHED):
            request["unfinished"] = True
        done = self.ask_worker(self._python, request, feedback)
        kind = next(kind for kind in done.features if kind != layers.CENTRES)
        meaning = meaning_of_run(folder)
        output, count = self.copy_layer(done.results, kind, p.OUTPUT, parameters, context, feedback, meaning)
        outputs = {p.OUTPUT: output, **self.figures(done, count)}
        if kind == layers.DETECTIONS:
            centres, _ = self.copy_layer(done.results, layers.CENTRES, p.CENTRES, parameters, context, feedback)
            outputs[p.CENTRES] = centres
        feedback.setProgress(100)
        return outputs
