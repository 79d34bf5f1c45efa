"""Whether an output can be written, asked before a long run and not after it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from qgis.core import QgsDataSourceUri, QgsProcessing, QgsProcessingOutputLayerDefinition

from ..bridge.translation import tr

OGR_PREFIX = "ogr:"


def file_of(value: Any) -> Path | None:
    """The file that the value of a layer output names; None for temporary layers, databases and expressions."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    if not isinstance(value, str) or value == QgsProcessing.TEMPORARY_OUTPUT:
        return None
    if value.startswith(OGR_PREFIX):
        value = QgsDataSourceUri(value[len(OGR_PREFIX) :]).database()
    path = Path(value)
    return path if path.is_absolute() else None


def refusal(value: Any) -> str | None:
    """Why nothing can be written to this output and what to do about it, or None if nothing speaks against it."""
    path = file_of(value)
    if path is None:
        return None
    if path.is_dir():
        return tr("{path} is a folder; name a file in it.").format(path=path)
    nearest = next(parent for parent in (path, *path.parents) if parent.exists())
    if nearest != path and not nearest.is_dir():
        return tr("{path} cannot be written, because {file} is no folder; choose another place.").format(
            path=path, file=nearest
        )
    if not os.access(nearest, os.W_OK):
        return tr("{path} cannot be written: {place} is read-only; choose another place.").format(
            path=path, place=nearest
        )
    return None
