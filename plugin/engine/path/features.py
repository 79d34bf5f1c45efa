"""Write features to a GeoPackage: never a partial file under its final name, never a lost older result."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import fiona
import numpy as np
import shapely
from fiona._err import CPLE_BaseError
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
CHUNK = 10_000
GEOJSON_TYPES = {
    shapely.GeometryType.POINT: "Point",
    shapely.GeometryType.POLYGON: "Polygon",
    shapely.GeometryType.MULTIPOLYGON: "MultiPolygon",
}


@dataclass(frozen=True)
class Layer:
    """A layer of the GeoPackage: its name, geometry type (or "None" for a plain table) and fields."""

    name: str
    geometry: str
    fields: dict[str, str]


class GeoPackage:
    """Layers written one after the other into a file that gets its final name at the end."""

    def __init__(self, path: Path, crs: CRS | None):
        self._path, self._crs = path, crs

    def create(self, layer: Layer) -> None:
        """Make an empty layer, so that a run that finds nothing still leaves a valid result."""
        with self._open(layer, "w"):
            pass

    def append(self, layer: Layer, geometries: np.ndarray, columns: dict[str, np.ndarray]) -> None:
        """Add features to a layer that exists; geometries are in the GeoPackage's CRS, columns follow the fields."""
        if len(geometries) == 0:
            return
        with self._open(layer, "a") as collection:
            for start in range(0, len(geometries), CHUNK):
                chunk = slice(start, start + CHUNK)
                values = [columns[name][chunk].tolist() for name in layer.fields]
                collection.writerecords(
                    {"geometry": geometry, "properties": dict(zip(layer.fields, row, strict=True))}
                    for geometry, *row in zip(as_geojson(geometries[chunk]), *values, strict=True)
                )

    def _open(self, layer: Layer, mode: str) -> fiona.Collection:
        return fiona.open(
            self._path,
            mode,
            driver="GPKG",
            layer=layer.name,
            crs_wkt=self._crs.to_wkt() if self._crs and layer.geometry != "None" else None,
            schema={"geometry": layer.geometry, "properties": layer.fields},
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
        with fiona.Env():
            yield GeoPackage(temporary, crs)
        temporary.replace(path)
    except (OSError, fiona.errors.FionaError, CPLE_BaseError) as error:
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


def as_geojson(geometries: np.ndarray) -> list[dict[str, Any] | None]:
    """Return geometries of one type as GeoJSON, all coordinates taken out of GEOS at once; None stays None."""
    if geometries[0] is None:
        return [None] * len(geometries)
    kind, points, offsets = shapely.to_ragged_array(geometries)
    nested: list[Any] = points.tolist()
    for level in offsets:
        nested = [nested[start:end] for start, end in pairwise(level.tolist())]
    return [{"type": GEOJSON_TYPES[kind], "coordinates": coordinates} for coordinates in nested]


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
