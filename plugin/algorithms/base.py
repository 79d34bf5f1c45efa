"""What the algorithms share: talk to the worker, report, and copy its results into the outputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterRasterDestination,
    QgsProcessingUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QIcon

from ..bridge.results.layers import style_on_completion, title
from ..bridge.results.styles import NOTHING_KNOWN, Meaning
from ..bridge.runs.layer_metadata import describe_output
from ..bridge.runs.provenance import Provenance, provenance_of
from ..bridge.settings import configured_python
from ..bridge.translation import tr
from ..bridge.worker.environment import WorkerPython, find_python
from ..bridge.worker.session import WorkerFailed, WorkerSession, worker_command
from ..engine.contract.errors import TeselaError
from ..engine.contract.events import Done
from ..engine.contract.places import asset
from . import parameters as p
from .destinations import copy_file, files_named, refusal
from .mapping import job_from
from .preparing import JobType, MakeJob, Prepared, fetch_rasters, read_sources, stand_ins
from .refusing import STEPS, letting_go
from .reporting import Reporter, summary
from .values import Values

SHARE_OF_WORKER = 98.0
SHARE_OF_FETCH = 30.0
UNNAMED_FOLDERS = ("", QgsProcessing.TEMPORARY_OUTPUT)


class TeselaAlgorithm(QgsProcessingAlgorithm):
    """An algorithm of the provider `tesela`: its worker, its errors and its outputs."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        for name in STEPS:
            if name in vars(cls):
                setattr(cls, name, letting_go(vars(cls)[name]))

    def createInstance(self) -> QgsProcessingAlgorithm:
        """A new instance of the same algorithm."""
        return type(self)()

    def icon(self) -> QIcon:
        """The provider's icon."""
        return QIcon(str(asset("resources") / "icons" / "tesela.svg"))

    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[bool, str]:
        """Also refuse outputs that cannot be written: a long run must not end with that."""
        for definition in self.destinationParameterDefinitions():
            if isinstance(definition, QgsProcessingParameterFolderDestination):
                continue
            is_raster = isinstance(definition, QgsProcessingParameterRasterDestination)
            problem = refusal(parameters.get(definition.name()), is_raster)
            if problem is not None:
                return False, problem
        return super().checkParameterValues(parameters, context)

    def add_number_outputs(self) -> None:
        """Declare the figures that every run returns."""
        for name, text in (
            (p.COUNT, tr("Features")),
            (p.WINDOWS, tr("Windows")),
            (p.WINDOWS_SCORED, tr("Windows scored")),
            (p.WINDOWS_WITHOUT_DATA, tr("Windows without data")),
            (p.WINDOWS_FAILED, tr("Windows failed")),
            (p.SECONDS, tr("Seconds")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))
        self.add_device_output()
        self.addOutput(QgsProcessingOutputFile(p.RESULTS, tr("Results of the worker (GeoPackage)")))

    def add_device_output(self) -> None:
        """Declare what the model ran on."""
        self.addOutput(QgsProcessingOutputString(p.DEVICE, tr("Device")))

    def prepare_job(
        self,
        values: Values,
        feedback: QgsProcessingFeedback,
        folder: str,
        make: MakeJob[JobType],
        rasters: str | None = p.INPUT,
        dry: bool = False,
    ) -> Prepared[JobType]:
        """Make the job, in the main thread: layers and settings may change or go while the run is under way.

        folder: the parameter of the output folder; a temporary one where it is empty. rasters: the parameter of the
        raster layers, or None. dry: nothing is going to be fetched. Warns of what the rasters have to say; a
        QgsProcessingException says what is missing or wrong.
        """
        named = values.text(folder)
        output = Path(QgsProcessingUtils.generateTempFilename("tesela") if named in UNNAMED_FOLDERS else named)
        layers = values.layers(rasters) if rasters else []
        try:
            python = find_python(configured_python())
            sources, crs = read_sources(values, layers, output)
            if dry:
                sources = stand_ins(sources)
            job = make(sources, crs, output)
        except TeselaError as error:
            raise QgsProcessingException(str(error)) from error
        for source in sources:
            for note in source.notes:
                (feedback.pushWarning if source.fetch is None else feedback.pushInfo)(note)
        return Prepared(python, job, tuple(sources))

    def ask_prepared(self, prepared: Prepared, request: dict[str, Any], feedback: QgsProcessingFeedback) -> Done:
        """Fetch the rasters that have to be fetched, then ask the worker as `ask_worker` does."""
        if not prepared.fetches:
            return self.ask_worker(prepared.python, request, feedback)
        try:
            fetch_rasters(prepared.fetches, feedback, SHARE_OF_FETCH)
        except TeselaError as error:
            Reporter(feedback, SHARE_OF_FETCH).ended(error)
            raise QgsProcessingException(str(error)) from error
        return self.ask_worker(prepared.python, request, feedback, SHARE_OF_FETCH)

    def ask_worker(
        self, python: WorkerPython, request: dict[str, Any], feedback: QgsProcessingFeedback, start: float = 0.0
    ) -> Done:
        """Send one request to a new worker, report its events, and return the final one.

        start: percent of the progress that is done already. QgsProcessingException carries the message of the worker,
        also when it was cancelled or crashed.
        """
        reporter = Reporter(feedback, SHARE_OF_WORKER - start, start)
        try:
            with WorkerSession(worker_command(python.path)) as worker:
                done = worker.ask(request, reporter.take, feedback.isCanceled)
        except TeselaError as error:
            reporter.ended(error)
            if isinstance(error, WorkerFailed) and error.detail:
                feedback.pushDebugInfo(error.detail)
            raise QgsProcessingException(str(error)) from error
        for line in summary(done):
            feedback.pushInfo(line)
        return done

    def figures(self, done: Done, count: int) -> dict[str, Any]:
        """The outputs that are not layers."""
        return {
            p.COUNT: count,
            p.WINDOWS: done.windows.get("total", 0),
            p.WINDOWS_SCORED: done.windows.get("scored", 0),
            p.WINDOWS_WITHOUT_DATA: done.windows.get("without_data", 0),
            p.WINDOWS_FAILED: done.windows.get("failed", 0),
            p.SECONDS: done.seconds,
            p.DEVICE: done.device,
            p.RESULTS: done.results,
        }

    def copy_layer(
        self,
        results: str,
        kind: str,
        name: str,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        meaning: Meaning = NOTHING_KNOWN,
    ) -> tuple[str | None, int]:
        """Copy one layer of the worker's GeoPackage into the output `name`.

        Returns the output's id (None if the person wants no such output) and the number of features. The output is
        complete and closed on return, so that the next one may go into the same GeoPackage.
        """
        layer = QgsVectorLayer(f"{results}|layername={kind}", kind, "ogr")
        if not layer.isValid():
            raise QgsProcessingException(
                tr("The worker's results {path} lack the layer {kind}.").format(path=results, kind=kind)
            )
        fields = QgsFields()
        kept = [i for i, field in enumerate(layer.fields()) if field.name() != "fid"]
        for i in kept:
            fields.append(layer.fields()[i])
        sink, destination = self.parameterAsSink(parameters, name, context, fields, layer.wkbType(), layer.crs())
        if sink is None:
            if parameters.get(name) is None:
                return None, layer.featureCount()
            raise QgsProcessingException(self.invalidSinkError(parameters, name))
        for source in layer.getFeatures():
            if feedback.isCanceled():
                raise QgsProcessingException(
                    tr("Cancelled while the results were copied; they are in {path}.").format(path=results)
                )
            values = source.attributes()
            feature = QgsFeature(fields)
            feature.setGeometry(source.geometry())
            feature.setAttributes([values[i] for i in kept])
            if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                raise QgsProcessingException(
                    tr("A feature could not be written to {name}: {reason}. The results are also in {path}.").format(
                        name=destination, reason=sink.lastError(), path=results
                    )
                )
        del sink
        provenance = self._describe(results, kind, destination, context, feedback)
        self._name_on_completion(context, destination, name, kind)
        style_on_completion(context, destination, kind, meaning, provenance)
        return destination, layer.featureCount()

    def _name_on_completion(self, context: QgsProcessingContext, destination: str, name: str, kind: str) -> None:
        """Name a layer that Processing loads by what it holds, unless somebody has named it."""
        if context.willLoadLayerOnCompletion(destination):
            details = context.layerToLoadOnCompletionDetails(destination)
            if details.name == self.parameterDefinition(name).description():
                details.name = title(kind)

    def _describe(
        self,
        results: str,
        kind: str,
        destination: str,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Provenance | None:
        """Write where the features come from into the metadata of an output; a warning says what went wrong."""
        try:
            provenance = provenance_of(Path(results))
        except TeselaError as error:
            feedback.pushWarning(str(error))
            return None
        problem = describe_output(context, destination, kind, title(kind), provenance)
        if problem:
            feedback.pushWarning(problem)
        return provenance

    def copy_rasters(
        self,
        done: Done,
        key: str,
        kind: str,
        name: str,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        meaning: Meaning = NOTHING_KNOWN,
    ) -> list[str]:
        """Copy the worker's rasters `key` (or `key`-0, `key`-1, … of several) into the raster output `name`.

        Returns the paths: the output, and for further rasters files with a number beside it; none if the person wants
        no such output.
        """
        sources = files_named(done.files, key)
        if not sources or parameters.get(name) in (None, ""):
            return []
        destination = self.parameterAsOutputLayer(parameters, name, context)
        if not destination:
            return []
        first = Path(destination)
        targets = [first, *(first.with_name(f"{first.stem}-{i}{first.suffix}") for i in range(2, len(sources) + 1))]
        loads = context.willLoadLayerOnCompletion(destination)
        for source, target in zip(sources, targets):
            try:
                copy_file(Path(source), target, feedback.isCanceled)
            except TeselaError as error:
                raise QgsProcessingException(str(error)) from error
            if target != first:
                feedback.pushInfo(tr("A raster of its own for the next input: {path}").format(path=target))
                if loads:
                    details = QgsProcessingContext.LayerDetails(target.stem, context.project(), name)
                    context.addLayerToLoadOnCompletion(str(target), details)
            style_on_completion(context, str(target), kind, meaning)
        return [str(target) for target in targets]

    def destinations(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """The values of the outputs alone: QGIS crashes on a parameter that holds a layer which was removed since."""
        return {
            definition.name(): parameters.get(definition.name())
            for definition in self.destinationParameterDefinitions()
        }


class RunAlgorithm(TeselaAlgorithm):
    """An algorithm that scores rasters with a model of one task."""

    task: str

    def shortHelpString(self) -> str:
        """What the dialog shows beside the parameters: what it does, and the models that it may use."""
        return "\n\n".join([self.about(), *p.model_descriptions(self.task)])

    def about(self) -> str:
        """What the algorithm does."""
        raise NotImplementedError

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        for definition in p.run_parameters(self.task):
            self.addParameter(definition)
        self.add_sinks()
        self.addParameter(p.run_folder_destination())
        self.add_number_outputs()

    def add_sinks(self) -> None:
        """Declare the output layers."""
        raise NotImplementedError

    def copy_results(
        self, done: Done, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Copy the results into the output layers and return all outputs but the run folder."""
        raise NotImplementedError

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Make the job, in the main thread: layers and settings may change or go while the run is under way."""
        values = Values(self, parameters, context)
        self._prepared = self.prepare_job(
            values,
            feedback,
            p.RUN_FOLDER,
            lambda sources, crs, output: job_from(values, sources, crs, (self.task,), output),
        )
        return True

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Run the job in the worker and copy its results."""
        job = self._prepared.job
        done = self.ask_prepared(self._prepared, {"request": "run", "job": job.to_json()}, feedback)
        outputs = self.copy_results(done, self.destinations(parameters), context, feedback)
        feedback.setProgress(100)
        return {**outputs, p.RUN_FOLDER: job.output}
