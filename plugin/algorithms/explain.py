"""Explain: heat that shows what in windows of a raster, or in photographs, speaks for a label."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputMultipleLayers,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterString,
)

from ..bridge.inputs.rasters import Source
from ..bridge.results import styles
from ..bridge.runs.folder import run_folder
from ..bridge.translation import tr
from ..engine.contract import schema
from ..engine.contract.job import ExplainJob
from . import parameters as p
from .base import TeselaAlgorithm
from .mapping import model_from, reading_from
from .values import Values

TASKS = (p.TILE_CLASSIFICATION, p.MULTI_LABEL, p.REGRESSION, p.PHOTO_CLASSIFICATION)
PHOTOS, LABEL, MOST = "PHOTOS", "LABEL", "MOST"
HEAT, HEAT_FILES, OVERLAYS, OVERLAY_FOLDER = "HEAT", "HEAT_FILES", "OVERLAYS", "OVERLAY_FOLDER"
MOST_BY_DEFAULT = 200


class Explain(TeselaAlgorithm):
    """`tesela:explain`."""

    def name(self) -> str:
        """The id within the provider."""
        return "explain"

    def displayName(self) -> str:
        """What the toolbox shows."""
        return tr("Explain scores by heat")

    def shortDescription(self) -> str:
        """What the toolbox shows under the pointer."""
        return tr("Shows what in windows of a raster, or in photographs, speaks for a label (Grad-CAM).")

    def shortHelpString(self) -> str:
        """What the dialog shows beside the parameters: what it does, and the models that it may use."""
        about = tr(
            "Shows where a model looks (Grad-CAM, Selvaraju et al. 2017): a raster of heat from 0 to 1 over the "
            "windows of a raster, or a picture with heat laid over each photograph.\n\n"
            "Give rasters or photographs, not both. Of a raster, windows within the area and the extent are explained; "
            "with the folder of a finished run, those with the highest scores come first. Heat says what a score rests "
            "on; it says nothing about whether the score is right."
        )
        return "\n\n".join([about, *p.model_descriptions(*TASKS)])

    def tags(self) -> list[str]:
        """Words that find the algorithm."""
        return tr("deep learning,explanation,Grad-CAM,heat map,saliency,attention").split(",")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        self.addParameter(p.rasters(optional=True))
        photos = QgsProcessingParameterMultipleLayers(
            PHOTOS, tr("Photographs"), QgsProcessing.SourceType.TypeFile, optional=True
        )
        self.addParameter(p.explained(photos, tr("Picture files to explain instead of rasters.")))
        self.addParameter(p.model(*TASKS))
        label = QgsProcessingParameterString(LABEL, tr("Label"), optional=True)
        self.addParameter(
            p.explained(label, tr("The class to explain. Empty: of each window or photograph the one scored highest."))
        )
        for definition in p.area_parameters():
            self.addParameter(definition)
        self._add_choice()
        self.addParameter(p.model_folder())
        for definition in p.reading_parameters():
            self.addParameter(definition)
        self._add_outputs()

    def _add_choice(self) -> None:
        run = QgsProcessingParameterFile(
            p.RUN_FOLDER, tr("Run folder"), QgsProcessingParameterFile.Behavior.Folder, optional=True
        )
        self.addParameter(
            p.explained(
                run, tr("Folder of a finished run of the raster, whose windows with the highest scores are explained.")
            )
        )
        most = QgsProcessingParameterNumber(
            MOST, tr("At most so many windows"), QgsProcessingParameterNumber.Type.Integer, defaultValue=MOST_BY_DEFAULT
        )
        most.setMinimum(1)
        self.addParameter(p.explained(most, tr("Explaining a window takes several times as long as scoring it.")))

    def _add_outputs(self) -> None:
        heat = QgsProcessingParameterRasterDestination(HEAT, tr("Heat"), optional=True)
        heat.setHelp(
            tr(
                "A GeoTIFF of the heat. Of several rasters, the first one's goes here, and the others get a number "
                "behind the name."
            )
        )
        overlays = QgsProcessingParameterFolderDestination(
            OVERLAY_FOLDER, tr("Folder of the overlays"), QgsProcessing.TEMPORARY_OUTPUT, optional=True
        )
        self.addParameter(heat)
        self.addParameter(
            p.explained(overlays, tr("Where the worker writes: the heat, and a picture for each photograph."))
        )
        self.addOutput(QgsProcessingOutputMultipleLayers(HEAT_FILES, tr("All heat rasters")))
        self.addOutput(QgsProcessingOutputMultipleLayers(OVERLAYS, tr("Photographs under their heat")))
        self.addOutput(QgsProcessingOutputNumber(p.SECONDS, tr("Seconds")))
        self.add_device_output()

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Make the job, in the main thread: layers and settings may change or go while the run is under way."""
        values = Values(self, parameters, context)
        self._prepared = self.prepare_job(
            values, feedback, OVERLAY_FOLDER, lambda sources, crs, output: explain_job(values, sources, crs, output)
        )
        return True

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Run the job in the worker and copy its heat."""
        job = self._prepared.job
        done = self.ask_prepared(self._prepared, {"request": "explain", "job": schema.to_json(job)}, feedback)
        heat, overlays = [], []
        if job.photos:
            # The worker names each picture after its photograph.
            overlays = list(done.files.values())
        else:
            heat = self.copy_rasters(done, "heat", styles.HEAT, HEAT, self.destinations(parameters), context, feedback)
        feedback.setProgress(100)
        return {
            HEAT: heat[0] if heat else None,
            HEAT_FILES: heat,
            OVERLAYS: overlays,
            OVERLAY_FOLDER: job.output,
            p.SECONDS: done.seconds,
            p.DEVICE: done.device,
        }


def explain_job(
    values: Values, sources: Sequence[Source], fallback_crs: QgsCoordinateReferenceSystem, output: Path
) -> ExplainJob:
    """The job for these values and rasters; a TeselaError names what is missing or wrong."""
    run = values.text(p.RUN_FOLDER)
    return ExplainJob(
        model=model_from(values, *TASKS),
        output=str(output),
        rasters=tuple(source.path for source in sources),
        photos=values.files(PHOTOS),
        label=values.text(LABEL) or None,
        area=values.area(fallback_crs),
        run=str(run_folder(Path(run))) if run else None,
        most=values.integer(MOST) or MOST_BY_DEFAULT,
        reading=reading_from(values, sources),
    )
