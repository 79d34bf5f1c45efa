"""Check: what a run would meet and cost, and what would mend it, before the wait. It writes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
)

from ..bridge.quantities import duration
from ..bridge.translation import tr
from ..engine.contract.check import ERROR, WARNING, CheckReport, Finding
from ..engine.contract.errors import TeselaError
from . import parameters as p
from .base import TeselaAlgorithm
from .mapping import job_from
from .preparing import with_fetches
from .values import Values

MEASURE, REPORT = "MEASURE", "REPORT"
ERRORS, WARNINGS = "ERRORS", "WARNINGS"
MEMORY, DISK = "MEMORY", "DISK"
MEGABYTE = 10**6


class Check(TeselaAlgorithm):
    """`tesela:check`."""

    def name(self) -> str:
        """The id within the provider."""
        return "check"

    def displayName(self) -> str:
        """What the toolbox shows."""
        return tr("Check before a run")

    def shortDescription(self) -> str:
        """What the toolbox shows under the pointer."""
        return tr("Says what a run over rasters would meet, need and take, and what would mend it; writes nothing.")

    def shortHelpString(self) -> str:
        """What the dialog shows beside the parameters."""
        about = tr(
            "Looks at rasters, model and machine as a run would: resolution, bands, bit depth, no data, units, file "
            "layout, area, windows, memory, disk and device. What a run would refuse is an error; what would make its "
            "result poor, late or incomplete is a warning; each comes with what to do about it.\n\n"
            "It takes the parameters of the algorithms that run models over rasters, and writes nothing. With "
            "measuring, a few windows are really run, so that the time of the entire run can be told."
        )
        return "\n\n".join([about, *p.model_descriptions(*p.RASTER_TASKS)])

    def tags(self) -> list[str]:
        """Words that find the algorithm."""
        return tr("deep learning,check,estimate,time,memory,resolution,bands,no data").split(",")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        self.addParameter(p.rasters())
        self.addParameter(p.model(*p.RASTER_TASKS))
        for definition in p.area_parameters():
            self.addParameter(definition)
        measure = QgsProcessingParameterBoolean(MEASURE, tr("Measure the time"), defaultValue=False)
        self.addParameter(
            p.explained(measure, tr("Loads the model and runs a few windows of the area, which takes some seconds."))
        )
        for definitions in (p.selection_parameters(None), p.reading_parameters(), p.window_parameters()):
            for definition in definitions:
                self.addParameter(definition)
        self.addParameter(p.model_folder())
        folder = QgsProcessingParameterFile(
            p.RUN_FOLDER, tr("Run folder"), QgsProcessingParameterFile.Behavior.Folder, optional=True
        )
        self.addParameter(
            p.advanced(folder, tr("Where the run would keep its scores; the free space there is looked at."))
        )
        self._add_outputs()

    def _add_outputs(self) -> None:
        self.addOutput(QgsProcessingOutputString(REPORT, tr("Report (JSON)")))
        for name, text in (
            (ERRORS, tr("Errors")),
            (WARNINGS, tr("Warnings")),
            (p.WINDOWS, tr("Windows")),
            (p.SECONDS, tr("Expected seconds of the run")),
            (MEMORY, tr("Expected memory (MB)")),
            (DISK, tr("Expected disk space (MB)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))
        self.add_device_output()

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Make the job, in the main thread: layers and settings may change or go while the check is under way."""
        values = Values(self, parameters, context)
        self._prepared = self.prepare_job(
            values,
            feedback,
            p.RUN_FOLDER,
            lambda sources, crs, output: job_from(values, sources, crs, p.RASTER_TASKS, output),
            dry=True,
        )
        self._measure = values.flag(MEASURE)
        return True

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Have the worker check, and tell what it found."""
        request = {"request": "check", "job": self._prepared.job.to_json(), "measure": self._measure}
        done = self.ask_prepared(self._prepared, request, feedback)
        try:
            report = with_fetches(CheckReport.from_json(done.report), self._prepared.sources)
        except TeselaError as error:
            raise QgsProcessingException(str(error)) from error
        tell(report, feedback)
        feedback.setProgress(100)
        figures = {
            REPORT: json.dumps(report.to_json()),
            ERRORS: _count(report, ERROR),
            WARNINGS: _count(report, WARNING),
            p.WINDOWS: report.windows,
            MEMORY: report.memory_bytes / MEGABYTE,
            DISK: report.disk_bytes / MEGABYTE,
            p.DEVICE: report.device,
        }
        # No time was measured: then there is no such output, and not one of zero seconds.
        return figures if report.seconds is None else {**figures, p.SECONDS: report.seconds}


def _count(report: CheckReport, severity: str) -> int:
    return sum(finding.severity == severity for finding in report.findings)


def tell(report: CheckReport, feedback: QgsProcessingFeedback) -> None:
    """Push facts and findings to the log; errors of the job are warnings there, because the check itself succeeded."""
    for raster in report.rasters:
        feedback.pushInfo(
            tr("{raster}: {width} x {height} pixels, {layout}, {dtype}, no data: {nodata}, {windows} windows").format(
                raster=raster.raster,
                width=raster.width_px,
                height=raster.height_px,
                layout=raster.layout,
                dtype=raster.dtype,
                nodata=raster.nodata,
                windows=raster.windows,
            )
        )
    if report.seconds is not None:
        feedback.pushInfo(
            tr("Expected time: {time}, measured on {count} windows on {device}").format(
                time=duration(report.seconds), count=report.windows_measured, device=report.device
            )
        )
    feedback.pushInfo(
        tr("Expected memory: {memory:.0f} MB; disk: {disk:.0f} MB of {free:.0f} MB that are free").format(
            memory=report.memory_bytes / MEGABYTE,
            disk=report.disk_bytes / MEGABYTE,
            free=report.disk_free_bytes / MEGABYTE,
        )
    )
    for finding in report.findings:
        if finding.severity == ERROR:
            feedback.pushWarning(tr("A run would fail: {text}").format(text=_sentence(finding)))
        elif finding.severity == WARNING:
            feedback.pushWarning(_sentence(finding))
        else:
            feedback.pushInfo(_sentence(finding))


def _sentence(finding: Finding) -> str:
    where = f"{Path(finding.raster).name}: " if finding.raster and finding.raster not in finding.message else ""
    remedies = "; ".join(f"{remedy.text} ({remedy.parameter})" for remedy in finding.remedies)
    return where + " ".join(part for part in (finding.message, finding.advice, remedies) if part)
