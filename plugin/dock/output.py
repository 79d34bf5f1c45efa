"""Where a run's layers go (temporary, or a new GeoPackage beside the project), and where its scores are kept."""

from __future__ import annotations

import re
from pathlib import Path

from qgis.core import QgsProcessing, QgsProcessingUtils


def new_geopackage(project_folder: Path, raster_name: str, model_id: str) -> Path:
    """A GeoPackage path beside the project, named after raster and model, that no file has yet."""
    stem = re.sub(r"[^\w\-.]+", "_", f"{raster_name}_{model_id}").strip("_")
    path = project_folder / f"{stem}.gpkg"
    number = 2
    while path.exists():
        path = project_folder / f"{stem}_{number}.gpkg"
        number += 1
    return path


def destination(geopackage: Path | None, table: str) -> str:
    """The value of a feature sink: a table of the GeoPackage, or a temporary layer."""
    if geopackage is None:
        return QgsProcessing.TEMPORARY_OUTPUT
    quoted = str(geopackage).replace("'", "\\'")
    return f"ogr:dbname='{quoted}' table=\"{table}\" (geom)"


class RunFolders:
    """The run folders of this session, one for each raster, model and area.

    Running again with another threshold, or after a cancel, goes on from the scores that are there.
    """

    def __init__(self) -> None:
        self._folders: dict[tuple[object, ...], str] = {}

    def folder(self, source: str, *details: object) -> str:
        """The folder for this raster and these details; another one when the raster's file has changed."""
        return self._folders.setdefault(self._key(source, details), QgsProcessingUtils.generateTempFilename("tesela"))

    def forget(self, folder: str) -> None:
        """Use another folder the next time."""
        self._folders = {key: kept for key, kept in self._folders.items() if kept != folder}

    @staticmethod
    def _key(source: str, details: tuple[object, ...]) -> tuple[object, ...]:
        try:
            state = Path(source).stat()
        except OSError:
            return (source, *details)
        return (source, state.st_mtime_ns, state.st_size, *details)
