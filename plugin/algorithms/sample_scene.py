"""Sample scene: an invented town after an earthquake, drawn on this machine, with its exact truth."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingUtils,
    QgsVectorLayer,
)

from ..bridge.results import kinds
from ..bridge.results.layers import style_on_completion
from ..bridge.settings import configured_python
from ..bridge.translation import tr
from ..bridge.worker.environment import find_python
from ..engine.contract import schema
from ..engine.contract.errors import TeselaError
from ..engine.contract.events import Done
from ..engine.contract.job import SceneJob
from . import parameters as p
from .base import TeselaAlgorithm
from .destinations import copy_file
from .values import Values

SCENE, TRUTH = "SCENE", "TRUTH"
SEED, WIDTH, HEIGHT = "SEED", "WIDTH", "HEIGHT"
TRUTH_TABLE = "buildings"
DEFAULT_SEED, DEFAULT_SIDE_PX = 88, 1600
LEAST_SIDE_PX, MOST_SIDE_PX = 128, 20000


class SampleScene(TeselaAlgorithm):
    """`tesela:samplescene`."""

    def name(self) -> str:
        """The id within the provider."""
        return "samplescene"

    def displayName(self) -> str:
        """What the toolbox shows."""
        return tr("Draw the sample scene")

    def shortDescription(self) -> str:
        """What the toolbox shows under the pointer."""
        return tr("An invented town after an earthquake, as a raster of 0.3 m a pixel, with its true buildings.")

    def shortHelpString(self) -> str:
        """What the dialog shows beside the parameters."""
        return tr(
            "Draws an aerial image of an invented town after an earthquake, to try the models on, and the outline and "
            "state of each of its buildings, to compare results with. No image of a real place is used, and nothing is "
            "downloaded.\n\n"
            "The same seed and size always give the same scene. What the models find in a drawn scene says little "
            "about how well they do in a real place: evaluate them there."
        )

    def tags(self) -> list[str]:
        """Words that find the algorithm."""
        return tr("sample,example,demo,synthetic,aerial,buildings,truth").split(",")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        for name, text, default, least, most, explanation in (
            (SEED, tr("Seed"), DEFAULT_SEED, 0, 2**31 - 1, tr("Another number draws another town.")),
            (
                WIDTH,
                tr("Width in pixels"),
                DEFAULT_SIDE_PX,
                LEAST_SIDE_PX,
                MOST_SIDE_PX,
                tr("1600 pixels are 480 m and take a few seconds; the time grows with the area."),
            ),
            (HEIGHT, tr("Height in pixels"), DEFAULT_SIDE_PX, LEAST_SIDE_PX, MOST_SIDE_PX, tr("As the width.")),
        ):
            number = QgsProcessingParameterNumber(
                name, text, QgsProcessingParameterNumber.Type.Integer, default, False, least, most
            )
            number.setHelp(explanation)
            self.addParameter(number)
        raster = QgsProcessingParameterRasterDestination(SCENE, tr("Sample scene"))
        raster.setHelp(tr("A GeoTIFF with red, green, blue and alpha, in EPSG:32645."))
        truth = QgsProcessingParameterFeatureSink(
            TRUTH, tr("True buildings"), QgsProcessing.SourceType.TypeVectorPolygon, optional=True
        )
        truth.setHelp(tr("The outline of each building, with its state: intact or destroyed."))
        self.addParameter(raster)
        self.addParameter(truth)
        self.addOutput(QgsProcessingOutputNumber(p.COUNT, tr("Buildings")))
        self.addOutput(QgsProcessingOutputNumber(p.SECONDS, tr("Seconds")))

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Make the job; settings belong to the main thread."""
        values = Values(self, parameters, context)
        try:
            self._python = find_python(configured_python())
        except TeselaError as error:
            raise QgsProcessingException(str(error)) from error
        self._job = SceneJob(
            output=QgsProcessingUtils.generateTempFilename("tesela"),
            seed=values.integer(SEED),
            height_px=values.integer(HEIGHT),
            width_px=values.integer(WIDTH),
        )
        return True

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Have the worker draw, and copy what it wrote."""
        done = self.ask_worker(self._python, {"request": "scene", "job": schema.to_json(self._job)}, feedback)
        scene = self.parameterAsOutputLayer(parameters, SCENE, context)
        try:
            copy_file(Path(done.files["scene"]), Path(scene), feedback.isCanceled)
        except TeselaError as error:
            raise QgsProcessingException(str(error)) from error
        truth = self._copy_truth(done, parameters, context, feedback)
        feedback.setProgress(100)
        return {
            SCENE: scene,
            TRUTH: truth,
            p.COUNT: done.features.get(TRUTH_TABLE, 0),
            p.SECONDS: done.seconds,
        }

    def _copy_truth(
        self, done: Done, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> str | None:
        """Copy the outlines into their output; None where none is wanted."""
        layer = QgsVectorLayer(f"{done.results}|layername={TRUTH_TABLE}", TRUTH_TABLE, "ogr")
        fields = layer.fields()
        fields.remove(fields.lookupField("fid"))
        sink, destination = self.parameterAsSink(parameters, TRUTH, context, fields, layer.wkbType(), layer.crs())
        if sink is None:
            if parameters.get(TRUTH) is None:
                return None
            raise QgsProcessingException(self.invalidSinkError(parameters, TRUTH))
        for source in layer.getFeatures():
            if feedback.isCanceled():
                raise QgsProcessingException(tr("The drawing of the scene was cancelled."))
            feature = QgsFeature(fields)
            feature.setGeometry(source.geometry())
            feature.setAttributes([source[field.name()] for field in fields])
            if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                raise QgsProcessingException(
                    tr("A feature could not be written to {name}: {reason}. The results are also in {path}.").format(
                        name=destination, reason=sink.lastError(), path=done.results
                    )
                )
        del sink
        style_on_completion(context, destination, kinds.TRUTH)
        return destination
