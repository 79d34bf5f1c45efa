"""Write features to a GeoPackage: never a partial file under its final name, never a lost older result."""

from __future__ import annotations

import os
import sqlite3
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyogrio
import pyogrio.raw
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from rasterio.crs import CRS

from ..contract.errors import RunError
from ..contract.events import Emit, Warning
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
TABLES = ("CREATE TABLE%",)
OF_THE_FORMAT = ("gpkg_", "rtree_", "sqlite_")
RESULTS_FILE = "results.gpkg"
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
def replacing(path: Path, crs: CRS | None, emit: Emit) -> Iterator[GeoPackage]:
    """Give a GeoPackage under a temporary name beside `path`, and rename it when all went well.

    An old file that holds more than Tesela wrote is kept under a name of its own, which a warning tells. RunError
    where a program has the old file open, a folder has its name, or the folder that it lies in cannot be written.
    """
    refuse_folder(path)
    refuse_if_open(path)
    temporary = path.with_name(f".tesela-{os.getpid()}.partial.gpkg")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        with _plainly_named(path.parent) as folder:
            yield GeoPackage(folder / temporary.name, crs)
        # A program may have opened the old file meanwhile.
        refuse_if_open(path)
        kept = keep_what_others_wrote(path, temporary)
        temporary.replace(path)
    except (OSError, DataSourceError, DataLayerError) as error:
        raise RunError(
            f"{path} cannot be written: {error}. Check the space and the rights there, and whether another program has "
            "it open."
        ) from error
    finally:
        for rest in path.parent.glob(f"{temporary.name}*"):
            rest.unlink(missing_ok=True)
    if kept is not None:
        older, held = kept
        emit(
            Warning(
                f"{path} held what Tesela did not write ({', '.join(held)}), so it is kept as {older}; go on with it "
                f"there. What was selected now is in {path}."
            )
        )


@contextmanager
def _plainly_named(folder: Path) -> Iterator[Path]:
    """Give a folder by a path that pyogrio takes as it is: outside of Windows, it reads ! as ARCHIVE!MEMBER."""
    if "!" not in str(folder) or sys.platform == "win32":
        yield folder
        return
    with TemporaryDirectory(prefix="tesela-") as elsewhere:
        link = Path(elsewhere) / "folder"
        link.symlink_to(folder.absolute(), target_is_directory=True)
        yield link


def keep_what_others_wrote(path: Path, new: Path) -> tuple[Path, list[str]] | None:
    """Rename a GeoPackage that holds what the new one does not have, and return its new name and what that is.

    That are tables, and columns such as the verdicts of a review, with something in them. The new name is
    NAME.kept-N.gpkg; None where there is nothing to keep. RunError where a program keeps the file from being read.
    """
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(path, timeout=1)) as old, closing(sqlite3.connect(new)) as written:
            held = list(_of_others(old, written))
    except sqlite3.OperationalError as error:
        raise _open_elsewhere(path, error) from error
    except sqlite3.DatabaseError:
        return None
    if not held:
        return None
    names = (path.with_name(f"{path.stem}.kept-{number}{path.suffix}") for number in count(1))
    return path.rename(next(name for name in names if not name.exists())), held


def _of_others(old: sqlite3.Connection, new: sqlite3.Connection) -> Iterator[str]:
    """Yield the tables and the columns (TABLE.COLUMN) that only the old file has, where they hold anything."""
    tables, columns = "SELECT name FROM sqlite_master WHERE sql LIKE ?", "SELECT name FROM pragma_table_info(?)"
    known = {name for (name,) in new.execute(tables, TABLES)}
    for (table,) in old.execute(tables, TABLES).fetchall():
        if table.startswith(OF_THE_FORMAT):
            continue
        if table not in known:
            if old.execute(f"SELECT 1 FROM {_quoted(table)} LIMIT 1").fetchone():
                yield table
            continue
        there = {name for (name,) in new.execute(columns, (table,))}
        for (column,) in old.execute(columns, (table,)).fetchall():
            filled = f"SELECT 1 FROM {_quoted(table)} WHERE {_quoted(column)} <> '' LIMIT 1"
            if column not in there and old.execute(filled).fetchone():
                yield f"{table}.{column}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def refuse_folder(path: Path) -> None:
    """Raise RunError where a folder has the name of the GeoPackage that is to be written."""
    if path.is_dir():
        raise RunError(
            f"{path} is a folder, but the results are to be written to a file of that name; move the folder away, or "
            "choose another output."
        )


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
        raise _open_elsewhere(path, error) from error


def _open_elsewhere(path: Path, error: sqlite3.Error) -> RunError:
    return RunError(
        f"{path} is open in QGIS or another program ({error}); remove its layers there or choose another output."
    )


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
