"""Where outputs go: whether one can be written, asked before a long run, and how a worker's file gets there."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from qgis.core import QgsDataSourceUri, QgsProcessing, QgsProcessingOutputLayerDefinition

from ..bridge.translation import tr
from ..engine.contract.errors import RunCancelled, RunError

COPIED_BYTES = 16 << 20
RASTER_SUFFIXES = (".tif", ".tiff")
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


def refusal(value: Any, is_raster: bool = False) -> str | None:
    """Why nothing can be written to this output and what to do about it, or None if nothing speaks against it."""
    path = file_of(value)
    if path is None:
        return None
    if is_raster and path.suffix.lower() not in RASTER_SUFFIXES:
        return tr("{path}: rasters are written as GeoTIFF; let the name end in .tif.").format(path=path)
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


def files_named(files: Mapping[str, str], key: str) -> list[str]:
    """The worker's files called `key`, or `key`-0, `key`-1, … in the order of their numbers."""
    if key in files:
        return [files[key]]
    numbers = [name[len(key) + 1 :] for name in files if name.startswith(f"{key}-")]
    return [files[f"{key}-{number}"] for number in sorted((n for n in numbers if n.isdigit()), key=int)]


def copy_file(source: Path, target: Path, cancelled: Callable[[], bool]) -> None:
    """Copy a file so that the target is whole or not there; RunError says why it cannot be written."""
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as reader, partial.open("wb") as writer:
            for block in iter(lambda: reader.read(COPIED_BYTES), b""):
                if cancelled():
                    raise RunCancelled(
                        tr("Cancelled while the results were copied; they are in {path}.").format(path=source)
                    )
                writer.write(block)
        partial.replace(target)
    except OSError as error:
        raise RunError(
            tr("{path} cannot be written: {reason}. The result is also in {source}.").format(
                path=target, reason=error.strerror or error, source=source
            )
        ) from error
    finally:
        partial.unlink(missing_ok=True)
