"""A layer of points with photographs: coordinates and the fields that a job names, whatever the file format."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fiona
import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..contract.errors import JobError
from ..contract.vector_names import split_layer_name

SAME_PLACE_DEG, SAME_PLACE_UNITS = 1e-7, 1e-2
"""Points this near (a centimetre) are one place where no field names the places."""


@dataclass(frozen=True)
class PointLayer:
    """The rows of a layer that have a point.

    xy: (n, 2) in `crs`, which is None where the layer has none. values: of each field asked for, one a row.
    without_geometry: rows left out. several: rows of more than one point, which stand at their mean.
    """

    path: Path
    crs: CRS | None
    xy: NDArray[np.float64]
    values: dict[str, list[Any]]
    without_geometry: int
    several: int

    def __len__(self) -> int:
        return len(self.xy)


def read_points(text: str, fields: Sequence[str]) -> PointLayer:
    """Read the points of a layer and the named fields; JobError where it is no point layer or lacks a field."""
    path, name = split_layer_name(text)
    try:
        if name is None and len(layers := fiona.listlayers(path)) > 1:
            raise JobError(f"{path} holds the layers {', '.join(layers)}; say which one: {path}|layername={layers[0]}.")
        with fiona.open(path, layer=name) as collection:
            known = list(collection.schema["properties"])
            for field in fields:
                if field not in known:
                    raise JobError(f"{text} has no field '{field}'; its fields are {', '.join(known) or 'none'}.")
            crs = CRS.from_wkt(collection.crs_wkt) if collection.crs_wkt else None
            return _collect(collection, Path(path), text, crs, fields)
    except (fiona.errors.FionaError, ValueError, OSError) as error:
        raise JobError(f"{text} cannot be read as a layer of points: {error}.") from error


def _collect(collection: fiona.Collection, path: Path, text: str, crs: CRS | None, fields: Sequence[str]) -> PointLayer:
    xy: list[tuple[float, float]] = []
    values: dict[str, list[Any]] = {field: [] for field in fields}
    without, several = 0, 0
    for feature in collection:
        points = _points_of(feature.geometry, text)
        if not points:
            without += 1
            continue
        several += len(points) > 1
        xy.append((math.fsum(x for x, _ in points) / len(points), math.fsum(y for _, y in points) / len(points)))
        for field in fields:
            values[field].append(feature.properties[field])
    return PointLayer(path, crs, np.array(xy, np.float64).reshape(-1, 2), values, without, several)


def _points_of(geometry: Any, text: str) -> list[tuple[float, float]]:
    """Return the finite points of a geometry: none where it is null or empty."""
    if geometry is None or geometry.type is None:
        return []
    kind = geometry.type.removeprefix("3D ")
    if kind not in ("Point", "MultiPoint"):
        raise JobError(f"{text} holds a {kind}; give a layer of points (its centroids, say).")
    coordinates = geometry.coordinates if kind == "MultiPoint" else [geometry.coordinates]
    pairs = [(float(point[0]), float(point[1])) for point in coordinates if len(point) >= 2]
    return [pair for pair in pairs if math.isfinite(pair[0]) and math.isfinite(pair[1])]


def name_places(layer: PointLayer, field: str | None) -> list[str | None]:
    """Return the place of each row: what stands in `field`, or a number for each point that differs from the others.

    None where the field is empty.
    """
    if field is not None:
        return [_as_name(value) for value in layer.values[field]]
    step = SAME_PLACE_DEG if layer.crs is not None and layer.crs.is_geographic else SAME_PLACE_UNITS
    numbers: dict[tuple[int, int], int] = {}
    keys = [(round(x / step), round(y / step)) for x, y in layer.xy.tolist()]
    return [str(numbers.setdefault(key, len(numbers) + 1)) for key in keys]


def _as_name(value: Any) -> str | None:
    if isinstance(value, float):
        return None if math.isnan(value) else f"{value:.15g}"
    return (str(value).strip() or None) if value is not None else None


def read_headings(values: Sequence[Any]) -> tuple[NDArray[np.float64], int]:
    """Return headings in degrees from north, 0 up to 360, NaN where there is none; and how many could not be read."""
    headings, wrong = np.full(len(values), np.nan), 0
    for row, value in enumerate(values):
        if value is None or not str(value).strip():
            continue
        try:
            heading = float(str(value).strip().removesuffix("°").replace(",", "."))
        except ValueError:
            heading = math.nan
        if math.isfinite(heading):
            headings[row] = heading % 360.0
        else:
            wrong += not (isinstance(value, float) and math.isnan(value))
    return headings, wrong
