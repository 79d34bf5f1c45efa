"""What the history page says of a run."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProject,
)
from qgis.PyQt.QtCore import QDateTime, QLocale, Qt
from qgis.PyQt.QtWidgets import QStyle

from ...algorithms.parameters import INPUT
from ...bridge.quantities import duration
from ...bridge.results.kinds import CENTRES
from ...bridge.results.layers import title
from ...bridge.runs.history import CANCELLED, CRASHED, DONE, FAILED, RunRecord
from ...bridge.runs.kept_values import SELECTED_ONLY, SOURCE
from ...bridge.runs.layers import layers_in_project, missing_words
from ...bridge.runs.provenance_words import threshold_words, window_words
from ...bridge.translation import tr

ICONS = {
    DONE: QStyle.StandardPixmap.SP_DialogApplyButton,
    CANCELLED: QStyle.StandardPixmap.SP_DialogCancelButton,
    FAILED: QStyle.StandardPixmap.SP_MessageBoxWarning,
    CRASHED: QStyle.StandardPixmap.SP_MessageBoxCritical,
}


def end_name(end: str) -> str:
    """How a run ended."""
    return {
        DONE: tr("Done"),
        CANCELLED: tr("Cancelled"),
        FAILED: tr("Failed"),
        CRASHED: tr("Crashed"),
    }[end]


def when(started: str, long: bool = False) -> str:
    """A time as a person reads it, in local time; as it stands where it is none."""
    time = QDateTime.fromString(started, Qt.DateFormat.ISODate)
    if not time.isValid():
        return started
    time = time.toLocalTime()
    if long:
        return str(QLocale().toString(time, QLocale.FormatType.LongFormat))
    return f"{QLocale().toString(time.date(), QLocale.FormatType.ShortFormat)} {time.toString('HH:mm')}"


def model_name(run: RunRecord) -> str:
    """The model's name, or its id where the run does not say."""
    return run.model_name or run.model_id


def raster_names(run: RunRecord) -> str:
    """The names of the rasters in one line."""
    return ", ".join(raster.name for raster in run.rasters)


def thresholds(run: RunRecord) -> str:
    """The thresholds: a number where there is one, each with its class where there are more."""
    values = set(run.thresholds.values())
    return f"{values.pop():g}" if len(values) == 1 else threshold_words(run.thresholds)


def found(run: RunRecord) -> int | None:
    """How many features the run found; the centres of boxes are not counted again. None where nothing was written."""
    counts = [count for kind, count in run.counts.items() if kind != CENTRES]
    return sum(counts) if counts else None


def name_of(run: RunRecord) -> str:
    """What a run is called where one line has to do."""
    return tr("{when}, {model}").format(when=when(run.started), model=model_name(run) or run.algorithm)


def nothing_to_compare(run: RunRecord) -> str:
    """Why a run without polygons cannot be compared."""
    if run.end == DONE:
        return tr("The run of {run} has no polygons left to compare; run it again.").format(run=name_of(run))
    return tr(
        "The run of {run} has no polygons to compare, because it did not come to its end ({end}). Run it again."
    ).format(run=name_of(run), end=end_name(run.end))


def details(run: RunRecord, project: QgsProject) -> str:
    """All that is known of a run, as HTML."""
    missing = "".join(f"<p><b>{escape(text)}</b></p>" for text in missing_words(run, project))
    settings = "".join(_row(name, text) for name, text in _settings(run, project))
    facts = "".join(_row(name, text) for name, text in _facts(run, project) if text)
    return f"{missing}{_table(facts)}<p><b>{escape(tr('Settings'))}</b></p>{_table(settings)}"


def _table(rows: str) -> str:
    return f'<table width="100%">{rows}</table>'


def _row(name: str, text: str) -> str:
    told = escape(text).replace("\n", "<br>")
    return f'<tr><td width="34%" style="padding-right:8px">{escape(name)}</td><td>{told}</td></tr>'


def _facts(run: RunRecord, project: QgsProject) -> Iterator[tuple[str, str]]:
    yield tr("Ended"), end_name(run.end)
    yield tr("Message"), run.message
    yield tr("Started"), when(run.started, long=True)
    yield tr("Took"), duration(run.seconds) if run.seconds else ""
    yield tr("Model"), f"{model_name(run)} ({run.model_id}) {run.model_version}".strip() if run.model_id else ""
    yield tr("Checksum (SHA-256)"), run.model_sha256
    yield tr("Rasters"), "\n".join(f"{raster.name}: {raster.source}" for raster in run.rasters)
    yield tr("Thresholds"), threshold_words(run.thresholds)
    yield tr("Found"), ", ".join(f"{title(kind)}: {count}" for kind, count in run.counts.items())
    yield tr("Windows"), window_words(run.windows)
    yield tr("Device"), f"{run.device} ({run.runtime})" if run.runtime else run.device
    yield tr("Layers"), ", ".join(layer.name() for layer in layers_in_project(run, project).values())
    yield tr("Run folder"), run.run_folder
    yield tr("Results"), run.results
    yield tr("Tesela"), run.tesela
    yield tr("Run"), run.id


def _settings(run: RunRecord, project: QgsProject) -> Iterator[tuple[str, str]]:
    """The parameters by the names that the form shows; those that were left empty are told as such."""
    algorithm = QgsApplication.processingRegistry().algorithmById(run.algorithm)
    yield tr("Algorithm"), f"{algorithm.displayName()} ({run.algorithm})" if algorithm is not None else run.algorithm
    rasters = run.parameters.get(INPUT)
    names = dict(zip(map(str, rasters), run.rasters)) if isinstance(rasters, list) else {}
    for name, value in run.parameters.items():
        definition = None if algorithm is None else algorithm.parameterDefinition(name)
        if name == INPUT and names:
            text = "\n".join(names[item].name if item in names else item for item in map(str, value))
        else:
            text = _text(value, definition, project)
        shown = name if definition is None else definition.description()
        if isinstance(definition, QgsProcessingParameterFeatureSink):
            shown = tr("Output: {name}").format(name=shown)
        yield shown, text or tr("empty")


def _text(value: Any, definition: Any, project: QgsProject) -> str:
    if isinstance(definition, QgsProcessingParameterEnum) and isinstance(value, int):
        options = definition.options()
        return str(options[value]) if 0 <= value < len(options) else str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, list):
        return "\n".join(_text(item, None, project) for item in value)
    if isinstance(value, dict):
        if SOURCE not in value:
            return ", ".join(f"{name}: {_text(item, None, project)}" for name, item in value.items())
        source = _text(value[SOURCE], None, project)
        return tr("{layer}, selected features only").format(layer=source) if value.get(SELECTED_ONLY) else source
    layer = project.mapLayer(value) if isinstance(value, str) else None
    return layer.name() if layer is not None else str(value)
