"""What the algorithms share: talk to the worker, report, and copy its results into the outputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
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

from ..bridge.environment import WorkerPython, find_python
from ..bridge.layers import style_on_completion
from ..bridge.session import WorkerFailed, WorkerSession, worker_command
from ..bridge.settings import configured_python
from ..bridge.sources import Source, layer_source
from ..bridge.styles import NOTHING_KNOWN, Meaning
from ..bridge.translation import tr
from ..engine.contract.errors import TeselaError
from ..engine.contract.events import Done
from ..engine.contract.places import asset
from . import parameters as p
from .destinations import copy_file, files_named, refusal
from .mapping import job_from
from .reporting import Reporter, summary
from .values import Values

SHARE_OF_WORKER = 98.0


class TeselaAlgorithm(QgsProcessingAlgorithm):
    """An algorithm of the provider `tesela`: its worker, its errors and its outputs."""

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

    def ask_worker(self, python: WorkerPython, request: dict[str, Any], feedback: QgsProcessingFeedback) -> Done:
        """Send one request to a new worker, report its events, and return the final one.

        QgsProcessingException carries the message of the worker, also when it was cancelled or crashed.
        """
        reporter = Reporter(feedback, SHARE_OF_WORKER)
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
        style_on_completion(context, destination, kind, meaning)
        return destination, layer.featureCount()

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

    def read_sources(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[list[Source], QgsCoordinateReferenceSystem]:
        """The rasters of INPUT as the worker opens them, and the CRS of the first layer, for an extent without one."""
        layers = self.parameterAsLayerList(parameters, p.INPUT, context)
        crs = layers[0].crs() if layers else QgsCoordinateReferenceSystem()
        return [layer_source(layer) for layer in layers], crs

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
        folder = values.text(p.RUN_FOLDER) or QgsProcessingUtils.generateTempFilename("tesela")
        try:
            self._python = find_python(configured_python())
            sources, fallback_crs = self.read_sources(parameters, context)
            self._job = job_from(values, sources, fallback_crs, self.task, Path(folder))
        except TeselaError as error:
            raise QgsProcessingException(str(error)) from error
        for note in (note for source in sources for note in source.notes):
            feedback.pushWarning(note)
        return True

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Run the job in the worker and copy its results."""
        done = self.ask_worker(self._python, {"request": "run", "job": self._job.to_json()}, feedback)
        outputs = self.copy_results(done, self.destinations(parameters), context, feedback)
        feedback.setProgress(100)
        return {**outputs, p.RUN_FOLDER: self._job.output}
