"""How large a pixel is on the ground, in metres, wherever the raster lies and whatever the unit of its CRS."""

from __future__ import annotations

import numpy as np
from affine import Affine
from rasterio._err import CPLE_BaseError
from rasterio.crs import CRS
from rasterio.errors import CRSError
from rasterio.warp import transform as transform_coordinates

WGS84_SEMI_MAJOR_AXIS_M = 6378137.0
WGS84_ECCENTRICITY_SQUARED = 0.00669437999014
STEP_PX = 8.0
GEOGRAPHIC = CRS.from_epsg(4326)


def metres_per_degree(latitude_deg: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the length in metres of one degree of longitude and of latitude on the WGS 84 ellipsoid.

    Prime-vertical and meridional radii of curvature, as in Snyder (1987), Map Projections: A Working Manual,
    equations 4-18 to 4-21.
    """
    latitude = np.radians(latitude_deg)
    root = np.sqrt(1.0 - WGS84_ECCENTRICITY_SQUARED * np.sin(latitude) ** 2)
    prime_vertical_m = WGS84_SEMI_MAJOR_AXIS_M / root
    meridional_m = WGS84_SEMI_MAJOR_AXIS_M * (1.0 - WGS84_ECCENTRICITY_SQUARED) / root**3
    return np.radians(1.0) * prime_vertical_m * np.cos(latitude), np.radians(1.0) * meridional_m


def transform_points(source: CRS, target: CRS, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Move points between two CRSs; NaN where the target has no place for them.

    rasterio reports a failed transformation by an exception that it does not export.
    """
    if len(x) == 0 or source == target:
        return np.asarray(x, float), np.asarray(y, float)
    try:
        moved_x, moved_y = transform_coordinates(source, target, np.asarray(x, float), np.asarray(y, float))
    except CPLE_BaseError:
        moved_x = moved_y = np.full(len(x), np.nan)
    moved_x, moved_y = np.array(moved_x, float), np.array(moved_y, float)
    bad = ~(np.isfinite(moved_x) & np.isfinite(moved_y))
    moved_x[bad] = moved_y[bad] = np.nan
    return moved_x, moved_y


def to_lon_lat(crs: CRS, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return longitude and latitude in degrees (WGS 84); points that have none become NaN."""
    return transform_points(crs, GEOGRAPHIC, x, y)


def metres_per_pixel(
    transform: Affine, crs: CRS | None, col_px: np.ndarray, row_px: np.ndarray
) -> tuple[np.ndarray, np.ndarray] | None:
    """Return the ground length in metres of one pixel step along a row and along a column, at each given pixel.

    The step is measured on the ellipsoid, so that degrees, feet and projections that stretch (Web Mercator) come out
    right. None where there is no CRS. A CRS without a path to longitude and latitude falls back on its linear unit.
    """
    if crs is None:
        return None
    col_px, row_px = np.asarray(col_px, float), np.asarray(row_px, float)
    half = STEP_PX / 2
    try:
        along_row = _distance_m(transform, crs, (col_px - half, row_px), (col_px + half, row_px))
        along_col = _distance_m(transform, crs, (col_px, row_px - half), (col_px, row_px + half))
    except (CRSError, ValueError):
        along_row = along_col = np.full(col_px.shape, np.nan)
    if not (np.all(np.isfinite(along_row)) and np.all(np.isfinite(along_col))):
        return _from_linear_unit(transform, crs, col_px.shape)
    return along_row / STEP_PX, along_col / STEP_PX


def _distance_m(transform: Affine, crs: CRS, start: tuple, end: tuple) -> np.ndarray:
    lon_a, lat_a = to_lon_lat(crs, *(transform @ start))
    lon_b, lat_b = to_lon_lat(crs, *(transform @ end))
    lon_m, lat_m = metres_per_degree((lat_a + lat_b) / 2)
    lon_step = (lon_b - lon_a + 180.0) % 360.0 - 180.0
    return np.hypot(lon_step * lon_m, (lat_b - lat_a) * lat_m)


def _from_linear_unit(transform: Affine, crs: CRS, shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray] | None:
    try:
        factor = crs.linear_units_factor[1]
    except CRSError:
        return None
    return (
        np.full(shape, np.hypot(transform.a, transform.d) * factor),
        np.full(shape, np.hypot(transform.b, transform.e) * factor),
    )
