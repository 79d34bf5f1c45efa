"""The truth layer: read whole, mended and counted, in any CRS, and moved onto the grid of a raster of a run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import fiona
import numpy as np
import shapely
from fiona._err import CPLE_BaseError
from numpy.typing import NDArray
from rasterio.crs import CRS
from shapely.geometry import shape

from ..contract.errors import RunCancelled, TruthError
from ..contract.events import IsCancelled
from ..path.area import has_geometries
from ..path.features import reprojection
from ..path.ground import transform_points

Objects = NDArray[np.object_]
POINT, POLYGON = shapely.GeometryType.POINT, shapely.GeometryType.POLYGON
EDGE_PIECES = 64
CANCEL_EVERY = 2000
NO_CRS = "Undefined"
"""How GDAL names the CRS of a GeoPackage layer that has none."""


@dataclass(frozen=True)
class TruthLayer:
    """A truth layer as columns: one entry a single-part geometry, points and polygons only, valid and not empty.

    source: how it was named. name: its file's name, with its layer's. fields: the attributes that were asked for, an
    entry a geometry. counts: features read, and how many of them lacked a geometry, were repaired, and so on.
    """

    source: str
    name: str
    crs: CRS | None
    shapes: Objects
    fields: dict[str, Objects]
    counts: Counter[str] = field(default_factory=Counter)

    def __len__(self) -> int:
        return len(self.shapes)

    @property
    def are_points(self) -> NDArray[np.bool_]:
        """Say which geometries are points."""
        return shapely.get_type_id(self.shapes) == POINT


@dataclass(frozen=True)
class TruthSource:
    """A layer as QGIS and a person name it: FILE, FILE|layername=NAME, FILE|layerid=N, each with |subset=WHERE."""

    path: str
    layer: str | int | None = None
    where: str | None = None

    @classmethod
    def parse(cls, text: str) -> TruthSource:
        """Read the text; TruthError where it has an option that is not known."""
        path, *options = text.split("|")
        layer: str | int | None = None
        where = None
        for option in options:
            key, _, value = option.partition("=")
            if key == "layername":
                layer = value
            elif key == "layerid" and value.isdigit():
                layer = int(value)
            elif key == "subset":
                where = value
            elif key not in ("geometrytype", "uniqueGeometryType", "option:ENCODING"):
                raise TruthError(
                    f"'{option}' in the truth '{text}' is not understood; give FILE, FILE|layername=NAME, and where "
                    "only some features count, |subset=CONDITION after it."
                )
        return cls(path, layer, where)


def read_truth(text: str, fields: Sequence[str], cancelled: IsCancelled = lambda: False) -> TruthLayer:
    """Read a truth layer with the named attributes.

    Multi-part features become one entry a part, each with the feature's attributes. TruthError where the file, the
    layer or a field is missing (it says which there are), or where nothing usable is left.
    """
    source = TruthSource.parse(text)
    layer = _choose_layer(source)
    try:
        with fiona.open(source.path, layer=layer) as collection:
            _require_fields(fields, list(collection.schema["properties"]), text)
            crs = _crs_of(collection.crs_wkt, text)
            counts: Counter[str] = Counter()
            geometries, rows = _read_features(collection.filter(where=source.where), fields, counts, cancelled)
    except (fiona.errors.FionaError, CPLE_BaseError, OSError, UnicodeDecodeError) as error:
        raise TruthError(f"The truth {text} cannot be read: {error}.") from error
    shapes, owners = _usable_parts(geometries, counts)
    if not counts["features"]:
        chosen = f" that fulfils {source.where}" if source.where else ""
        raise TruthError(f"The truth {text} holds no feature{chosen}; there is nothing to compare with.")
    if not len(shapes):
        raise TruthError(f"The truth {text} holds no point and no polygon ({describe_counts(counts)}).")
    columns = {name: _column(row[i] for row in rows)[owners] for i, name in enumerate(fields)}
    return TruthLayer(text, f"{Path(source.path).name}: {layer}", crs, shapes, columns, counts)


def _choose_layer(source: TruthSource) -> str:
    if not source.path.startswith("/vsi") and not Path(source.path).exists():
        raise TruthError(f"The truth {source.path} does not exist; correct its path.")
    try:
        layers = fiona.listlayers(source.path)
    except (fiona.errors.FionaError, CPLE_BaseError, OSError) as error:
        raise TruthError(
            f"The truth {source.path} cannot be opened as a vector layer: {error}. Give a GeoPackage, a shapefile or "
            "another file that GDAL reads."
        ) from error
    if isinstance(source.layer, int):
        if source.layer >= len(layers):
            raise TruthError(f"{source.path} has no layer number {source.layer}; it has {', '.join(layers)}.")
        return layers[source.layer]
    if source.layer is not None:
        if source.layer not in layers:
            raise TruthError(f"{source.path} has no layer '{source.layer}'; it has {', '.join(layers) or 'none'}.")
        return source.layer
    spatial = [name for name in layers if _is_spatial(source.path, name)]
    if len(spatial) > 1:
        raise TruthError(
            f"{source.path} holds several layers ({', '.join(spatial)}); say which is the truth, as in "
            f"{source.path}|layername={spatial[0]}."
        )
    if not spatial:
        raise TruthError(f"{source.path} holds no layer with geometries.")
    return spatial[0]


def _is_spatial(path: str, layer: str) -> bool:
    try:
        return has_geometries(path, layer)
    except (fiona.errors.FionaError, CPLE_BaseError) as error:
        raise TruthError(f"The layer {layer} of {path} cannot be opened: {error}.") from error


def _require_fields(wanted: Sequence[str], present: list[str], text: str) -> None:
    for name in wanted:
        if name not in present:
            raise TruthError(f"The truth {text} has no field '{name}'; it has {', '.join(present) or 'none'}.")


def _crs_of(wkt: str, text: str) -> CRS | None:
    if not wkt or NO_CRS in wkt.split(",")[0]:
        return None
    try:
        return CRS.from_wkt(wkt)
    except ValueError as error:
        raise TruthError(f"The CRS of the truth {text} is not understood: {error}.") from error


def _read_features(
    features: Iterator[Any], fields: Sequence[str], counts: Counter[str], cancelled: IsCancelled
) -> tuple[list[Any], list[tuple[Any, ...]]]:
    geometries, rows = [], []
    for number, feature in enumerate(features):
        if number % CANCEL_EVERY == 0 and cancelled():
            raise RunCancelled("Cancelled while the truth was read; nothing was written.")
        counts["features"] += 1
        geometries.append(_geometry_of(feature))
        rows.append(tuple(feature.properties[name] for name in fields))
    return geometries, rows


def _geometry_of(feature: Any) -> shapely.Geometry | None:
    if feature.geometry is None:
        return None
    try:
        return shape(feature.geometry)
    except (ValueError, shapely.errors.GEOSException):
        return None


def _usable_parts(geometries: list[Any], counts: Counter[str]) -> tuple[Objects, NDArray[np.intp]]:
    """Return valid single-part points and polygons, and the feature that each belongs to."""
    shapes = shapely.force_2d(_column(geometries))
    none = shapely.is_missing(shapes)
    counts["without geometry"] += int(none.sum())
    empty = ~none & shapely.is_empty(shapes)
    counts["empty"] += int(empty.sum())
    finite = np.ones(len(shapes), bool)
    coordinates, of = shapely.get_coordinates(shapes, return_index=True)
    finite[of[~np.isfinite(coordinates).all(axis=1)]] = False
    counts["with coordinates that are no numbers"] += int((~finite).sum())
    owners = np.flatnonzero(~none & ~empty & finite)
    shapes = shapes[owners]
    broken = ~shapely.is_valid(shapes)
    counts["repaired"] += int(broken.sum())
    shapes[broken] = shapely.make_valid(shapes[broken])
    before = np.unique(owners)
    while (shapely.get_num_geometries(shapes) != 1).any() or np.isin(shapely.get_type_id(shapes), (4, 5, 6, 7)).any():
        shapes, parts_of = shapely.get_parts(shapes, return_index=True)
        owners = owners[parts_of]
    kept = np.isin(shapely.get_type_id(shapes), (POINT, POLYGON)) & ~shapely.is_empty(shapes)
    shapes, owners = shapes[kept], owners[kept]
    counts["neither point nor polygon"] += len(np.setdiff1d(before, owners))
    counts["geometries"] += len(shapes)
    return shapes, owners


def _column(values: Any) -> Objects:
    items = list(values)
    column = np.empty(len(items), dtype=object)
    column[:] = items
    return column


def describe_counts(counts: Counter[str]) -> str:
    """Return what was counted as a person reads it: "7 features, 2 without geometry"."""
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count)


Move = Callable[[Objects], Objects]


def mover(truth: CRS | None, raster: CRS | None, bounds: tuple[float, float, float, float], source: str) -> Move:
    """Return a function that moves truth geometries into the CRS of a raster with these bounds.

    Edges longer than a 64th of the raster are cut first, because a straight line in one CRS is curved in another. What
    has no place in the raster's CRS becomes an empty geometry. TruthError where one has a CRS and the other has none.
    """
    if (truth is None) != (raster is None):
        raise TruthError(
            f"The truth {source} has no coordinate reference system, but the run has; assign one to it."
            if truth is None
            else f"The run has pixel coordinates and no coordinate reference system, but the truth {source} has one; "
            "run the model with a CRS for the raster (--crs), or give a truth in pixel coordinates."
        )
    if truth == raster or truth is None or raster is None:
        return lambda shapes: shapes
    left, bottom, right, top = bounds
    x, y = transform_points(raster, truth, np.array([left, left, right, right]), np.array([bottom, top, bottom, top]))
    step = max(np.ptp(x), np.ptp(y)) / EDGE_PIECES
    move = reprojection(truth, raster)

    def place(shapes: Objects) -> Objects:
        dense = shapely.segmentize(shapes, step) if np.isfinite(step) else shapes
        return _without_lost(move(dense))

    return place


def _without_lost(shapes: Objects) -> Objects:
    """Return geometries valid again after a move; those with a coordinate that is no number become empty."""
    coordinates, of = shapely.get_coordinates(shapes, return_index=True)
    lost = np.zeros(len(shapes), bool)
    lost[of[~np.isfinite(coordinates).all(axis=1)]] = True
    shapes = shapes.copy()
    shapes[lost] = shapely.Polygon()
    broken = ~shapely.is_valid(shapes)
    shapes[broken] = [_largest_polygon(part) for part in shapely.make_valid(shapes[broken])]
    return shapes


def _largest_polygon(geometry: shapely.Geometry) -> shapely.Geometry:
    parts = [part for part in shapely.get_parts([geometry]) if shapely.get_type_id(part) == POLYGON]
    return max(parts, key=shapely.area, default=shapely.Polygon())


@dataclass(frozen=True)
class Labels:
    """The classes of truth geometries, as numbers in the model card.

    held: (geometries, classes), whether a geometry has the class. known: (geometries,), whether it has a label at all
    (of the model or not). unknown: how many features have which label that the model does not know.
    """

    held: NDArray[np.bool_]
    known: NDArray[np.bool_]
    unknown: dict[str, int]


def label_truth(truth: TruthLayer, field_name: str | None, classes: Sequence[str], several: bool) -> Labels:
    """Find the classes of each geometry; letter case and outer spaces do not count.

    field_name: None gives every geometry the model's only class. several: a value may be a list of labels, as JSON or
    with commas. TruthError where a model of several classes has no field, or no label is one of the model's.
    """
    held = np.zeros((len(truth), len(classes)), bool)
    if field_name is None:
        held[:, 0] = True
        return Labels(held, np.ones(len(truth), bool), {})
    numbers = {name.strip().casefold(): number for number, name in enumerate(classes)}
    known = np.zeros(len(truth), bool)
    unknown: Counter[str] = Counter()
    for i, value in enumerate(truth.fields[field_name]):
        names = _names(value, several)
        known[i] = bool(names) or (several and value is not None)
        for name in names:
            number = numbers.get(name.casefold())
            if number is None:
                unknown[name] += 1
            else:
                held[i, number] = True
    if not held.any():
        raise TruthError(
            f"No label in the field '{field_name}' of {truth.source} is a class of the model: it holds "
            f"{', '.join(sorted(unknown)[:20]) or 'none'}, the model knows {', '.join(classes)}. Give a field "
            "with the model's classes; for a model of one class leave the field out, and narrow the truth with "
            "|subset=CONDITION."
        )
    return Labels(held, known, dict(unknown.most_common()))


def _names(value: Any, several: bool) -> list[str]:
    if value is None:
        return []
    if not several:
        return [str(value).strip()] if str(value).strip() else []
    if isinstance(value, str):
        try:
            parsed = json.loads(value)
        except ValueError:
            parsed = None
        value = parsed if isinstance(parsed, list) else value.replace(";", ",").split(",")
    items = value if isinstance(value, (list, tuple)) else [value]
    return [str(item).strip() for item in items if str(item).strip()]


def values_of(truth: TruthLayer, field_name: str) -> NDArray[np.float64]:
    """Return the true value of each geometry, NaN where it is null; TruthError where the field holds no numbers."""
    column = truth.fields[field_name]
    try:
        values = np.array([np.nan if value is None else float(value) for value in column])
    except (TypeError, ValueError) as error:
        raise TruthError(
            f"The field '{field_name}' of {truth.source} holds something that is no number: {error}."
        ) from (error)
    values[~np.isfinite(values)] = np.nan
    if np.isnan(values).all():
        raise TruthError(f"The field '{field_name}' of {truth.source} holds no value at all.")
    return values
