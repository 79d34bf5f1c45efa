"""A run of the history as a command of qgis_process, to be repeated without QGIS's windows."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator
from typing import Any

from qgis.core import QgsProcessing, QgsProject

from ..translation import tr
from .history import RunRecord
from .kept_values import SELECTED_ONLY, SOURCE

PROGRAM = "qgis_process"


def command(run: RunRecord, project: QgsProject) -> str:
    """The command in one line, quoted for the shell of this system; layers are named by their sources."""
    words = [PROGRAM, "run", run.algorithm, "--", *_arguments(run, project)]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def caveats(run: RunRecord) -> Iterator[str]:
    """What the command cannot do as the run did it."""
    values = run.parameters.values()
    if any(isinstance(value, dict) and value.get(SELECTED_ONLY) for value in values):
        yield tr("The command takes the whole layer where the run took its selected features only.")
    if QgsProcessing.TEMPORARY_OUTPUT in [value for name, value in run.parameters.items() if name != "RUN_FOLDER"]:
        yield tr("Name files in the place of the temporary outputs, or the command keeps nothing.")


def _arguments(run: RunRecord, project: QgsProject) -> Iterator[str]:
    for name, value in run.parameters.items():
        for text in _texts(value, _sources(run), project):
            yield f"{name}={text}"


def _sources(run: RunRecord) -> dict[str, str]:
    """The sources of the run's rasters, by the ids of their layers, which may be gone from the project."""
    rasters = run.parameters.get("INPUT")
    ids = rasters if isinstance(rasters, list) else [rasters]
    return dict(zip(map(str, ids), (raster.source for raster in run.rasters)))


def _texts(value: Any, sources: dict[str, str], project: QgsProject) -> Iterator[str]:
    """The value as qgis_process reads it: one text, one for each of a list, none where nothing was given."""
    if value is None or value == "":
        return
    if isinstance(value, list):
        for item in value:
            yield from _texts(item, sources, project)
    elif isinstance(value, dict):
        yield from _texts(value.get(SOURCE), sources, project)
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, str):
        layer = project.mapLayer(value)
        yield layer.source() if layer is not None else sources.get(value, value)
    else:
        yield str(value)
