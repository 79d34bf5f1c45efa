"""Evaluate: compare a run, or a model over rasters, with a truth layer, as report, figures and plots."""

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
    QgsProcessingOutputFolder,
    QgsProcessingOutputHtml,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
)

from ..bridge.inputs.rasters import Source
from ..bridge.inputs.vectors import VectorSource, file_for_worker
from ..bridge.runs.folder import card_of_run, run_folder
from ..bridge.translation import tr
from ..engine.contract import schema
from ..engine.contract.errors import JobError, TeselaError
from ..engine.contract.job import EvaluateJob
from . import parameters as p
from .base import TeselaAlgorithm
from .key_figures import first_lines, key_figures, titles
from .mapping import card_of, model_from, reading_from
from .thresholds import selection_from
from .values import Values

TRUTH, LABEL_FIELD, VALUE_FIELD, PLACE_FIELD = "TRUTH", "LABEL_FIELD", "VALUE_FIELD", "PLACE_FIELD"
LEAST_IOU, REPORT_FOLDER = "LEAST_IOU", "REPORT_FOLDER"
REPORT, FIGURES_FILE, PLOTS = "REPORT", "FIGURES_FILE", "PLOTS"
COPY_FILE = "truth.gpkg"
FIELDS = (LABEL_FIELD, VALUE_FIELD, PLACE_FIELD)


class Evaluate(TeselaAlgorithm):
    """`tesela:evaluate`."""

    def name(self) -> str:
        """The id within the provider."""
        return "evaluate"

    def displayName(self) -> str:
        """What the toolbox shows."""
        return tr("Evaluate a run or a model")

    def shortDescription(self) -> str:
        """What the toolbox shows under the pointer."""
        return tr("Compares a finished run, or a model over rasters, with a truth layer.")

    def shortHelpString(self) -> str:
        """What the dialog shows beside the parameters."""
        return tr(
            "Compares what a model found with a truth layer, in map units, and writes a report with plots, the figures "
            "as JSON, and the plots as pictures: accuracy, precision, recall and F1 a class, confusion matrix, ROC and "
            "precision-recall curves, intersection over union, errors of values, average precision of boxes, and "
            "counts a place, as far as they apply to the model's task.\n\n"
            "Give the folder of a finished run; or a model and rasters, which are scored first. Choose nothing by "
            "figures that you mean to report: they would look better than they are."
        )

    def tags(self) -> list[str]:
        """Words that find the algorithm."""
        return tr("accuracy,precision,recall,F1,IoU,confusion matrix,ROC,validation,truth,report").split(",")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        run = QgsProcessingParameterFile(
            p.RUN_FOLDER, tr("Run folder"), QgsProcessingParameterFile.Behavior.Folder, optional=True
        )
        self.addParameter(
            p.explained(run, tr("The folder of a finished run. Empty: the model is run over the rasters."))
        )
        self.addParameter(p.model(*p.RASTER_TASKS, chosen=False))
        self.addParameter(p.rasters(optional=True))
        self._add_truth()
        for definition in p.area_parameters():
            self.addParameter(definition)
        for definition in p.selection_parameters(None):
            self.addParameter(definition)
        self.addParameter(p.model_folder())
        for definition in p.reading_parameters():
            self.addParameter(definition)
        self._add_outputs()

    def _add_truth(self) -> None:
        truth = QgsProcessingParameterFeatureSource(
            TRUTH, tr("Truth layer"), [QgsProcessing.SourceType.TypeVectorAnyGeometry]
        )
        self.addParameter(p.explained(truth, tr("What is really there: polygons or points, in any CRS.")))
        for name, text, help_text in (
            (
                LABEL_FIELD,
                tr("Field of the class"),
                tr(
                    "The field with the class of each true feature, or a comma-separated list of labels. Empty: every "
                    "feature is of the model's only class."
                ),
            ),
            (VALUE_FIELD, tr("Field of the value"), tr("The field with the true value, for regressions.")),
            (PLACE_FIELD, tr("Field of the place"), tr("The field that names places, for counts a place.")),
        ):
            field = QgsProcessingParameterField(name, text, None, TRUTH, optional=True)
            self.addParameter(p.explained(field, help_text))
        least = QgsProcessingParameterNumber(
            LEAST_IOU, tr("Least IoU of a match"), QgsProcessingParameterNumber.Type.Double, defaultValue=0.5
        )
        least.setMinimum(0.01)
        least.setMaximum(1)
        self.addParameter(p.explained(least, tr("Boxes and polygons match from this intersection over union on.")))

    def _add_outputs(self) -> None:
        folder = QgsProcessingParameterFolderDestination(
            REPORT_FOLDER, tr("Folder of the report"), QgsProcessing.TEMPORARY_OUTPUT
        )
        self.addParameter(p.explained(folder, tr("Where report, figures and plots are written.")))
        self.addOutput(QgsProcessingOutputHtml(REPORT, tr("Report")))
        self.addOutput(QgsProcessingOutputFile(FIGURES_FILE, tr("Figures (JSON)")))
        self.addOutput(QgsProcessingOutputFolder(PLOTS, tr("Folder of the plots")))
        for key, title in titles().items():
            self.addOutput(QgsProcessingOutputNumber(key.upper(), title))

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Make the job, in the main thread: layers and settings may change or go while the run is under way."""
        values = Values(self, parameters, context)

        def make(sources: Sequence[Source], crs: QgsCoordinateReferenceSystem, output: Path) -> EvaluateJob:
            self._truth = values.vector(TRUTH, [values.text(name) for name in FIELDS])
            return evaluate_job(values, sources, crs, self._truth, output)

        self._prepared = self.prepare_job(values, feedback, REPORT_FOLDER, make)
        return True

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Have the worker evaluate."""
        try:
            copy = Path(self._prepared.job.output) / COPY_FILE
            job = replace(self._prepared.job, truth=file_for_worker(self._truth, copy, feedback.isCanceled))
        except TeselaError as error:
            raise QgsProcessingException(str(error)) from error
        done = self.ask_prepared(self._prepared, {"request": "evaluate", "job": schema.to_json(job)}, feedback)
        for line in first_lines(done.report):
            feedback.pushInfo(line)
        feedback.setProgress(100)
        return {
            REPORT: done.files.get("report"),
            FIGURES_FILE: done.files.get("figures"),
            PLOTS: done.files.get("plots"),
            REPORT_FOLDER: job.output,
            **key_figures(done.report),
        }


def evaluate_job(
    values: Values,
    sources: Sequence[Source],
    fallback_crs: QgsCoordinateReferenceSystem,
    truth: VectorSource,
    output: Path,
) -> EvaluateJob:
    """The job for these values; `truth.path` may be open still. A TeselaError names what is missing or wrong."""
    run, model = values.text(p.RUN_FOLDER), values.text(p.MODEL_FOLDER) or values.text(p.MODEL)
    if run and (model or sources):
        raise JobError(tr("Give a run folder, or a model and rasters, not both."))
    if not run and not (model and sources):
        raise JobError(tr("Give the folder of a finished run, or a model and the rasters to run it over."))
    folder = run_folder(Path(run))
    return EvaluateJob(
        subject=str(folder) if run else model_from(values, *p.RASTER_TASKS),
        truth=truth.path,
        output=str(output),
        rasters=tuple(source.path for source in sources),
        area=values.area(fallback_crs),
        reading=reading_from(values, sources),
        selection=selection_from(values, lambda: card_of_run(folder) if run else card_of(model)),
        label_field=values.text(LABEL_FIELD) or None,
        value_field=values.text(VALUE_FIELD) or None,
        place_field=values.text(PLACE_FIELD) or None,
        least_iou=_least_iou(values),
    )


def _least_iou(values: Values) -> float:
    least = values.number(LEAST_IOU)
    return 0.5 if least is None else least
