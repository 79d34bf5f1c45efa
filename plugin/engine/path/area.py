"""The area that a person asked for, as a polygon on a raster's score grid, and the windows that it needs."""

from __future__ import annotations

import fiona
import numpy as np
import shapely
from fiona._err import CPLE_BaseError
from rasterio.crs import CRS
from rasterio.errors import CRSError
from shapely.geometry import shape

from ..contract.errors import AreaError
from ..contract.job import Area
from ..contract.vector_names import split_layer_name
from .ground import transform_points
from .scoregrid import ScoreGrid
from .windows import WindowGrid

EDGE_PIECES = 64
COLLECTIONS = (shapely.GeometryType.MULTIPOLYGON, shapely.GeometryType.GEOMETRYCOLLECTION)


def read_area(text: str, crs: str | None) -> Area:
    """Return the area given on a command line: FILE or FILE|layername=NAME, or xmin,ymin,xmax,ymax with its CRS."""
    try:
        left, bottom, right, top = (float(item) for item in text.split(","))
    except ValueError:
        return _read_polygons(text)
    if not np.isfinite([left, bottom, right, top]).all():
        raise AreaError(f"The rectangle {text} has a corner that is no number; give xmin,ymin,xmax,ymax.")
    if crs is None:
        raise AreaError(f"The rectangle {text} has no CRS; give one with --area-crs, such as EPSG:4326.")
    return Area(shapely.box(min(left, right), min(bottom, top), max(left, right), max(bottom, top)).wkt, crs)


def _read_polygons(text: str) -> Area:
    path, layer = split_layer_name(text)
    try:
        with fiona.open(path, layer=_only_layer(path) if layer is None else layer) as collection:
            shapes = [shape(feature.geometry) for feature in collection if feature.geometry is not None]
            crs_wkt = collection.crs_wkt
    except (fiona.errors.FionaError, CPLE_BaseError, ValueError, OSError) as error:
        raise AreaError(f"{text} cannot be read as a layer of polygons: {error}.") from error
    if not shapes:
        raise AreaError(f"{text} holds no feature; draw a polygon in it.")
    if not crs_wkt:
        raise AreaError(f"{text} has no coordinate reference system; assign one to it.")
    return Area(shapely.GeometryCollection(shapes).wkt, crs_wkt)


def _only_layer(path: str) -> str:
    """Return the name of the only layer with geometries in a file; AreaError where there are several, or none."""
    layers = [name for name in fiona.listlayers(path) if has_geometries(path, name)]
    if len(layers) > 1:
        raise AreaError(
            f"{path} holds several layers ({', '.join(layers)}); say which is the area, as in "
            f"{path}|layername={layers[0]}."
        )
    if not layers:
        raise AreaError(f"{path} holds no layer with geometries; give a layer of polygons.")
    return layers[0]


def has_geometries(path: str, layer: str) -> bool:
    """Say whether a layer of a vector file has geometries, or is a plain table; what fiona raises is not caught."""
    with fiona.open(path, layer=layer) as collection:
        return collection.schema["geometry"] != "None"


def parse_area(area: Area) -> tuple[shapely.Geometry, CRS, list[str]]:
    """Return the area's polygons, made valid, its CRS, and notes on what was mended; AreaError where it is no area."""
    try:
        geometry = shapely.from_wkt(area.wkt)
        shapely.get_parts(geometry)  # which tells arcs within a collection
    except shapely.errors.GEOSException as error:
        raise AreaError(f"The area is not readable as well-known text: {error}. Draw it again.") from error
    except NotImplementedError as error:
        raise AreaError(
            "The area has arcs or is of a type for curves, which cannot be read; convert it to straight segments first."
        ) from error
    try:
        crs = CRS.from_user_input(area.crs)
    except (CRSError, ValueError) as error:
        raise AreaError(f"'{area.crs}' is no coordinate reference system for the area: {error}.") from error
    notes = []
    if not np.isfinite(shapely.get_coordinates(geometry)).all():
        raise AreaError("The area has coordinates that are no numbers; draw it again.")
    if not shapely.is_valid(geometry):
        notes.append(f"The area is mended before use: {shapely.is_valid_reason(geometry)}.")
        geometry = shapely.make_valid(geometry)
    geometry = _polygons_of(geometry)
    if shapely.is_empty(geometry) or shapely.area(geometry) == 0:
        raise AreaError("The area is empty or holds no polygon; draw a polygon or a rectangle with an extent.")
    return geometry, crs, notes


def _polygons_of(geometry: shapely.Geometry) -> shapely.Geometry:
    parts = np.array([geometry])
    while np.isin(shapely.get_type_id(parts), COLLECTIONS).any():
        parts = shapely.get_parts(parts)
    return shapely.union_all(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def place_area(geometry: shapely.Geometry, crs: CRS, grid: ScoreGrid) -> shapely.Geometry | None:
    """Return the area in score-grid pixels, clipped to the grid, or None where it does not meet the raster.

    Edges are cut into pieces before the change of CRS, because a straight line in one is curved in another.
    """
    if grid.source.crs is None:
        raise AreaError(
            f"{grid.source.path} has no coordinate reference system, so an area cannot be placed on it; give its "
            "CRS or leave the area out."
        )
    left, bottom, right, top = shapely.bounds(geometry)
    dense = shapely.segmentize(geometry, max(right - left, top - bottom) / EDGE_PIECES)

    def to_pixels(points: np.ndarray) -> np.ndarray:
        x, y = transform_points(crs, grid.source.crs, *points.T)
        if np.isnan(x).any():
            raise AreaError(
                f"The area reaches beyond where the CRS of {grid.source.path} is defined; draw it closer to the "
                "raster, and check the area's own CRS."
            )
        return np.stack(~grid.transform @ (x, y), axis=1)

    placed = shapely.transform(dense, to_pixels)
    clipped = shapely.intersection(shapely.make_valid(placed), shapely.box(0, 0, grid.width_px, grid.height_px))
    clipped = _polygons_of(clipped)
    return None if shapely.is_empty(clipped) else clipped


def windows_of_area(windows: WindowGrid, placed: shapely.Geometry | None, margin_px: float) -> np.ndarray:
    """Return the indices of the windows that meet the area or its margin, in reading order; all without an area.

    The margin lets what lies on the area's edge be found the same as from a larger area.
    """
    if placed is None:
        return np.arange(len(windows))
    reach = shapely.buffer(placed, margin_px, join_style="mitre")
    shapely.prepare(reach)
    return np.flatnonzero(shapely.intersects(reach, shapely.box(*windows.boxes_px().T)))
