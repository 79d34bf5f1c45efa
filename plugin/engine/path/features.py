"""Write features to a GeoPackage: never a partial file under its final name, never a lost older result."""

from __future__ import annotations

import os
import sqlite3
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyogrio.raw
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from rasterio.crs import CRS

from ..contract.errors import RunError
from .ground import transform_points

DETECTIONS, CENTRES, RUNS = "detections", "detection_centres", "tesela_runs"
DETECTION_FIELDS = {
    "label": "str",
    "score": "float",
    "lon": "float",
    "lat": "float",
    "raster": "str",
    "model": "str",
    "run": "str",
}
MASK_FIELDS = {
    "area_m2": "float",
    "score": "float",
    "raster": "str",
    "model": "str",
    "run": "str",
}
RUN_FIELDS = {
    "run": "str",
    "written": "str",
    "tesela": "str",
    "model": "str",
    "model_version": "str",
    "model_sha256": "str",
    "rasters": "str",
    "thresholds": "str",
    "selection": "str",
    "job": "str",
    "device": "str",
    "runtime": "str",
    "windows": "str",
    "score_seconds": "float",
}
COLUMN_TYPES: dict[str, type] = {"str": object, "float": np.float64, "int": np.int64}


@dataclass(frozen=True)
class Layer:
    """A layer of the GeoPackage: its name, geometry type (or "None" for a plain table) and fields.

    Field types are "str", "float" (None and NaN are null) and "int".
    """

    name: str
    geometry: str
    fields: dict[str, str]


class GeoPackage:
    """Layers written one after the other into a file that gets its final name at the end."""

    def __init__(self, path: Path, crs: CRS | None):
        self._path, self._crs = path, crs

    def create(self, layer: Layer) -> None:
        """Make an empty layer, so that a run that finds nothing still leaves a valid result."""
        self._write(layer, np.empty(0, object), {name: np.empty(0, object) for name in layer.fields}, append=False)

    def append(self, layer: Layer, geometries: np.ndarray, columns: dict[str, np.ndarray]) -> None:
        """Add features to a layer that exists; geometries are in the GeoPackage's CRS, columns follow the fields."""
        if len(geometries):
            self._write(layer, geometries, columns, append=True)

    def _write(self, layer: Layer, geometries: np.ndarray, columns: dict[str, np.ndarray], append: bool) -> None:
        spatial = layer.geometry != "None"
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="'crs' was not provided", category=UserWarning)
            pyogrio.raw.write(
                self._path,
                shapely.to_wkb(geometries) if spatial else None,
                [columns[name].astype(COLUMN_TYPES[kind]) for name, kind in layer.fields.items()],
                np.array(list(layer.fields), object),
                layer=layer.name,
                driver="GPKG",
                geometry_type=layer.geometry if spatial else None,
                crs=self._crs.to_wkt() if self._crs and spatial else None,
                append=append,
            )


@contextmanager
def replacing(path: Path, crs: CRS | None) -> Iterator[GeoPackage]:
    """Give a GeoPackage under a temporary name beside `path`, and rename it when all went well.

    RunError where another program has the old file open, or the folder cannot be written.
    """
    refuse_if_open(path)
    temporary = path.with_name(f".{path.stem}-{os.getpid()}.partial.gpkg")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        yield GeoPackage(temporary, crs)
        temporary.replace(path)
    except (OSError, DataSourceError, DataLayerError) as error:
        raise RunError(
            f"{path} cannot be written: {error}. Check the space and the rights there, and whether another program has "
            "it open."
        ) from error
    finally:
        for rest in path.parent.glob(f"{temporary.name}*"):
            rest.unlink(missing_ok=True)


def refuse_if_open(path: Path) -> None:
    """Raise RunError where a program holds `path` open with a write-ahead log: replacing it would lose edits."""
    log = path.with_name(f"{path.name}-wal")
    if not path.exists() or not log.exists():
        return
    try:
        connection = sqlite3.connect(path, timeout=1)
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
            connection.execute("BEGIN EXCLUSIVE")
            connection.rollback()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise RunError(
            f"{path} is open in another program ({error}); remove its layers there or choose another output."
        ) from error


Reproject = Callable[[np.ndarray], np.ndarray]


def reprojection(source: CRS | None, target: CRS | None) -> Reproject:
    """Return a function that moves geometries between two CRSs; the identity where they are the same."""
    if source == target or source is None or target is None:
        return lambda geometries: geometries

    def move(points: np.ndarray) -> np.ndarray:
        return np.stack(transform_points(source, target, *points.T), axis=1)

    return lambda geometries: shapely.transform(geometries, move)


def constant(value: Any, count: int) -> np.ndarray:
    """Return a column that holds one value."""
    column = np.empty(count, dtype=object)
    column[:] = value
    return column
