"""Where a run's layers go (temporary, or a table of a GeoPackage), and where its scores are kept."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from osgeo import gdal
from qgis.core import (
    QgsFeatureRequest,
    QgsProcessing,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ...algorithms import parameters as p
from ...bridge.runs.kept_folders import new_run_folder
from ...bridge.runs.kept_values import to_json_values

LONGEST_RASTER_BYTES, LONGEST_MODEL_BYTES = 120, 60
"""Of the parts of a file name: it may have 255 bytes, and its number and what SQLite appends need some of them."""
SIDE_FILE = ".aux.xml"


def new_geopackage(project_folder: Path, raster_name: str, model_id: str, taken: Collection[Path] = ()) -> Path:
    """A GeoPackage path beside the project, named after raster and model, that no file and no waiting run has yet."""
    name = f"{_cut(raster_name, LONGEST_RASTER_BYTES)}_{_cut(model_id, LONGEST_MODEL_BYTES)}"
    stem = re.sub(r"[^\w\-.]+", "_", name).strip("_")
    path = project_folder / f"{stem}.gpkg"
    number = 2
    while path in taken or path.exists():
        path = project_folder / f"{stem}_{number}.gpkg"
        number += 1
    return path


def destination(geopackage: Path | None, table: str) -> str:
    """The value of a feature sink: a table of the GeoPackage, or a temporary layer."""
    if geopackage is None:
        return QgsProcessing.TEMPORARY_OUTPUT
    quoted = str(geopackage).replace("'", "\\'")
    return f"ogr:dbname='{quoted}' table=\"{table}\" (geom)"


def table_number(geopackage: Path, tables: Collection[str], taken: Collection[tuple[Path, str]] = ()) -> int:
    """The least number, from 1, behind which none of `tables` is in the file or waits to be written to it."""
    present = {name.lower() for name in tables_of(geopackage)}
    present |= {table.lower() for path, table in taken if path == geopackage}
    number = 1
    while any(numbered(table, number).lower() in present for table in tables):
        number += 1
    return number


def numbered(table: str, number: int) -> str:
    """The name of a table; only from the second one on it bears its number."""
    return table if number == 1 else f"{table}_{number}"


def tables_of(geopackage: Path) -> list[str]:
    """The layers that a GeoPackage holds; none where there is no such file."""
    if not geopackage.exists():
        return []
    metadata = QgsProviderRegistry.instance().providerMetadata("ogr")
    return [layer.name() for layer in metadata.querySublayers(str(geopackage))]


class RunFolders:
    """The run folders of this session, one for each question to a model.

    Asking again with another threshold, or after a cancel, goes on from the scores that are there.
    """

    def __init__(self) -> None:
        self._folders: dict[tuple[object, ...], Path] = {}

    def folder(self, raster_name: str, model: str, sources: Collection[str], *details: object) -> str:
        """The folder for this question; another one when a raster has changed. RunError if none can be made."""
        key = (model, *(_state(source) for source in sources), *details)
        known = self._folders.get(key)
        if known is None or not known.is_dir():
            known = self._folders[key] = new_run_folder(raster_name, model)
        return str(known)

    def forget(self, folder: str) -> None:
        """Use another folder the next time; one that is still empty is removed."""
        self._folders = {key: kept for key, kept in self._folders.items() if str(kept) != folder}
        path = Path(folder)
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def area_key(area: Mapping[str, Any], project: QgsProject) -> str:
    """What tells an area from another one: the extent, and the shapes of the polygons as they are now."""
    text = json.dumps(to_json_values(area), sort_keys=True)
    chosen = area.get(p.AREA)
    selected_only = isinstance(chosen, QgsProcessingFeatureSourceDefinition) and chosen.selectedFeaturesOnly
    source = chosen.source.staticValue() if isinstance(chosen, QgsProcessingFeatureSourceDefinition) else chosen
    layer = project.mapLayer(source) if isinstance(source, str) else source
    if not isinstance(layer, QgsVectorLayer):
        return text
    digest = hashlib.sha256(text.encode())
    request = QgsFeatureRequest().setNoAttributes()
    for feature in layer.getSelectedFeatures(request) if selected_only else layer.getFeatures(request):
        digest.update(bytes(feature.geometry().asWkb()))
    return digest.hexdigest()


def has_finished_parts(folder: str) -> bool:
    """Whether the run in this output folder has finished something that it can go on from."""
    journal = Path(folder) / "run" / "journal.jsonl"
    return journal.is_file() and journal.stat().st_size > 0


def _cut(text: str, longest_bytes: int) -> str:
    """The whole characters of a text that fit into so many bytes of UTF-8."""
    return text.encode()[:longest_bytes].decode(errors="ignore")


def _state(source: str) -> tuple[object, ...]:
    """What tells a raster from one that has changed since: time and size of its files, with overviews and sources.

    GDAL's side file does not count: QGIS writes statistics into it when it shows a raster.
    """
    path = source.split("|", 1)[0]
    names = [path, *_files_of(path)] if _file_state(path) else []
    return source, *((name, _file_state(name)) for name in names if not name.endswith(SIDE_FILE))


def _file_state(path: str) -> tuple[int, int] | None:
    try:
        state = Path(path).stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size


def _files_of(path: str) -> list[str]:
    """The files that GDAL reads for a raster; none where it cannot open it."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        dataset = gdal.Open(path)
    except RuntimeError:  # in a QGIS in which somebody has called gdal.UseExceptions
        dataset = None
    finally:
        gdal.PopErrorHandler()
    return [] if dataset is None else dataset.GetFileList() or []
