"""Classify photographs: the class of street-level photographs taken at points, and of each place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
)

from ..bridge.inputs.rasters import Source
from ..bridge.inputs.vectors import VectorSource, file_for_worker
from ..bridge.results import layers
from ..bridge.runs.folder import meaning_of_run
from ..bridge.translation import tr
from ..engine.contract import schema
from ..engine.contract.errors import TeselaError
from ..engine.contract.job import PhotoJob
from . import parameters as p
from .base import TeselaAlgorithm
from .mapping import card_of, model_from
from .thresholds import selection_from
from .values import Values

PHOTO_FIELD, HEADING_FIELD, PLACE_FIELD = "PHOTO_FIELD", "HEADING_FIELD", "PLACE_FIELD"
PHOTO_FOLDER, PLACES, PLACE_COUNT = "PHOTO_FOLDER", "PLACES", "PLACE_COUNT"
PHOTO_FIELD_BY_DEFAULT = "photo"
COPY_FILE = "points.gpkg"
FIELDS = (PHOTO_FIELD, HEADING_FIELD, PLACE_FIELD)


class ClassifyPhotos(TeselaAlgorithm):
    """`tesela:classifyphotos`."""

    def name(self) -> str:
        """The id within the provider."""
        return "classifyphotos"

    def displayName(self) -> str:
        """What the toolbox shows."""
        return tr("Classify photographs at points")

    def shortDescription(self) -> str:
        """What the toolbox shows under the pointer."""
        return tr("The class of street-level photographs that a point layer names, and of each place.")

    def shortHelpString(self) -> str:
        """What the dialog shows beside the parameters: what it does, and the models that it may use."""
        about = tr(
            "Reads the photographs that the points of a layer name, classifies each with a trained model, and writes a "
            "point a photograph (class, scores, heading and the path, which the map tip shows as a picture) and a "
            "point a place, over all of its photographs.\n\n"
            "Several photographs may stand at one place, such as the headings 0, 90, 180 and 270. Photographs that are "
            "missing or cannot be read are counted and keep their point, without a class.\n\n"
            "No model for photographs is bundled: train one from a labelled point layer with 'tesela train'."
        )
        return "\n\n".join([about, *p.model_descriptions(p.PHOTO_CLASSIFICATION)])

    def tags(self) -> list[str]:
        """Words that find the algorithm."""
        return tr("deep learning,photographs,street view,street-level,images,points,classification").split(",")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        points = QgsProcessingParameterFeatureSource(p.INPUT, tr("Points"), [QgsProcessing.SourceType.TypeVectorPoint])
        self.addParameter(p.explained(points, tr("A layer of points, each with the path of a photograph.")))
        self._add_fields()
        folder = QgsProcessingParameterFile(
            PHOTO_FOLDER, tr("Folder of the photographs"), QgsProcessingParameterFile.Behavior.Folder, optional=True
        )
        self.addParameter(
            p.explained(
                folder,
                tr(
                    "Where relative paths start. Empty: the folder of the layer's own file, or the project's folder "
                    "for layers without a file."
                ),
            )
        )
        self.addParameter(p.model(p.PHOTO_CLASSIFICATION))
        for definition in p.selection_parameters(p.PHOTO_CLASSIFICATION):
            self.addParameter(definition)
        self.addParameter(p.model_folder())
        self._add_outputs()

    def _add_fields(self) -> None:
        for name, text, default, help_text in (
            (
                PHOTO_FIELD,
                tr("Field of the photograph"),
                PHOTO_FIELD_BY_DEFAULT,
                tr("The field with each photograph's path. Empty: 'photo'."),
            ),
            (
                HEADING_FIELD,
                tr("Field of the heading"),
                None,
                tr("The field with the direction of view, in degrees from north. Empty: not known."),
            ),
            (
                PLACE_FIELD,
                tr("Field of the place"),
                None,
                tr("Photographs with the same value are one place. Empty: points of the same coordinates are."),
            ),
        ):
            field = QgsProcessingParameterField(name, text, default, p.INPUT, optional=True)
            self.addParameter(p.explained(field, help_text))

    def _add_outputs(self) -> None:
        photos = QgsProcessingParameterFeatureSink(
            p.OUTPUT, tr("Photographs"), QgsProcessing.SourceType.TypeVectorPoint
        )
        photos.setHelp(tr("A point for each photograph, with class, scores, path, heading and place."))
        places = QgsProcessingParameterFeatureSink(
            PLACES, tr("Places"), QgsProcessing.SourceType.TypeVectorPoint, optional=True
        )
        places.setHelp(
            tr("A point for each place, with the class and the score over its photographs, and their count.")
        )
        self.addParameter(photos)
        self.addParameter(places)
        self.addParameter(p.run_folder_destination(tr("Keeps what the worker wrote.")))
        self.addOutput(QgsProcessingOutputNumber(p.COUNT, tr("Photographs counted")))
        self.addOutput(QgsProcessingOutputNumber(PLACE_COUNT, tr("Places counted")))
        self.addOutput(QgsProcessingOutputNumber(p.SECONDS, tr("Seconds")))
        self.add_device_output()
        self.addOutput(QgsProcessingOutputFile(p.RESULTS, tr("Results of the worker (GeoPackage)")))

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Make the job, in the main thread: layers and settings may change or go while the run is under way."""
        values = Values(self, parameters, context)

        def make(_sources: Sequence[Source], _crs: QgsCoordinateReferenceSystem, output: Path) -> PhotoJob:
            self._points = values.vector(p.INPUT, [values.text(name) for name in FIELDS])
            return photo_job(values, self._points, context.project().absolutePath(), output)

        self._prepared = self.prepare_job(values, feedback, p.RUN_FOLDER, make, rasters=None)
        return True

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Run the job in the worker and copy its results."""
        try:
            copy = Path(self._prepared.job.output) / COPY_FILE
            job = replace(self._prepared.job, points=file_for_worker(self._points, copy, feedback.isCanceled))
        except TeselaError as error:
            raise QgsProcessingException(str(error)) from error
        done = self.ask_prepared(self._prepared, {"request": "photos", "job": schema.to_json(job)}, feedback)
        asked, meaning = self.destinations(parameters), meaning_of_run(Path(done.run))
        photos, count = self.copy_layer(done.results, layers.PHOTOS, p.OUTPUT, asked, context, feedback, meaning)
        places, place_count = self.copy_layer(done.results, layers.PLACES, PLACES, asked, context, feedback, meaning)
        feedback.setProgress(100)
        return {
            p.OUTPUT: photos,
            PLACES: places,
            p.RUN_FOLDER: job.output,
            p.COUNT: count,
            PLACE_COUNT: place_count,
            p.SECONDS: done.seconds,
            p.DEVICE: done.device,
            p.RESULTS: done.results,
        }


def photo_job(values: Values, points: VectorSource, project_folder: str, output: Path) -> PhotoJob:
    """The job for these values; `points.path` may be open still. A TeselaError names what is missing or wrong."""
    model = model_from(values, p.PHOTO_CLASSIFICATION)
    folder = values.text(PHOTO_FOLDER)
    if not folder and not points.path:
        folder = points.folder or project_folder
    return PhotoJob(
        points=points.path,
        model=model,
        output=str(output),
        photo_field=values.text(PHOTO_FIELD) or PHOTO_FIELD_BY_DEFAULT,
        heading_field=values.text(HEADING_FIELD) or None,
        place_field=values.text(PLACE_FIELD) or None,
        photo_folder=folder or None,
        selection=selection_from(values, lambda: card_of(model)),
    )
