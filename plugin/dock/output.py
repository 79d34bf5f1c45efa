"""Where a run's layers go: temporary, or a new GeoPackage beside the project."""

from __future__ import annotations

import re
from pathlib import Path

from qgis.core import QgsProcessing


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
