"""Areas as text and files: shapes that a person drew, as the algorithms, the command line and the history take them."""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsDistanceArea,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ...engine.contract.errors import AreaError
from ...engine.contract.job import Area
from ...engine.contract.places import data_folder
from ..translation import tr
from .crs import crs_text

WKT_DECIMALS = 17
ELLIPSOID = "EPSG:7030"
LON_LAT = "EPSG:4326"
EXTENT_TEXT = re.compile(r"^\s*([^,\[]+),([^,\[]+),([^,\[]+),([^,\[]+?)\s*(?:\[(.+)\])?\s*$")
WKT_TEXT = re.compile(r"^\s*((?:MULTI)?POLYGON\b.*?\))\s*(?:\[(.+)\])?\s*$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Shape:
    """A polygon, or several, in a CRS."""

    geometry: QgsGeometry
    crs: QgsCoordinateReferenceSystem

    @property
    def area(self) -> Area:
        """The same as a job has it."""
        return Area(self.geometry.asWkt(WKT_DECIMALS), crs_text(self.crs))

    @property
    def rectangle(self) -> QgsReferencedRectangle:
        """The bounds with their CRS, as an extent parameter takes them."""
        return QgsReferencedRectangle(self.geometry.boundingBox(), self.crs)

    def square_metres(self) -> float:
        """The area on the ellipsoid of the project, or on that of WGS 84 where the project has none."""
        project = QgsProject.instance()
        measure = QgsDistanceArea()
        measure.setSourceCrs(self.crs, project.transformContext())
        named = project.ellipsoid()
        measure.setEllipsoid(named if named and named != "NONE" else ELLIPSOID)
        return float(measure.measureArea(self.geometry))


def extent_text(rectangle: QgsReferencedRectangle) -> str:
    """An extent as Processing writes it: xmin, xmax, ymin, ymax and the CRS in brackets."""
    bounds = (rectangle.xMinimum(), rectangle.xMaximum(), rectangle.yMinimum(), rectangle.yMaximum())
    return f"{','.join(f'{bound:.12g}' for bound in bounds)} [{crs_text(rectangle.crs())}]"


def read_extent(text: str, fallback: QgsCoordinateReferenceSystem) -> Shape:
    """Read an extent as Processing writes it; AreaError says what is wrong. `fallback`: where it names no CRS."""
    match = EXTENT_TEXT.match(text)
    try:
        bounds = [float(part) for part in match.groups()[:4]] if match else []
    except ValueError:
        bounds = []
    if match is None or not bounds:
        raise AreaError(
            tr("'{text}' is no rectangle; write xmin,xmax,ymin,ymax and the CRS, as in 1,2,3,4 [EPSG:4326].").format(
                text=text
            )
        )
    left, right, bottom, top = bounds
    if not all(math.isfinite(bound) for bound in bounds) or left == right or bottom == top:
        raise AreaError(tr("The rectangle '{text}' has no area; give two different corners.").format(text=text))
    shape = QgsGeometry.fromRect(QgsRectangle(min(left, right), min(bottom, top), max(left, right), max(bottom, top)))
    return Shape(shape, _crs(match.group(5), fallback))


def polygon_text(shape: Shape) -> str:
    """A polygon as text that a person can edit: WKT with the CRS in brackets."""
    return f"{shape.geometry.asWkt(9)} [{crs_text(shape.crs)}]"


def read_polygon(text: str, fallback: QgsCoordinateReferenceSystem) -> Shape:
    """Read WKT with a CRS in brackets; AreaError says what is wrong. `fallback`: where it names no CRS."""
    match = WKT_TEXT.match(text)
    geometry = QgsGeometry.fromWkt(match.group(1)) if match else QgsGeometry()
    if match is None or geometry.isNull() or geometry.type() != QgsWkbTypes.GeometryType.PolygonGeometry:
        raise AreaError(
            tr("'{text}' is no polygon; write it as in POLYGON((0 0, 1 0, 1 1, 0 0)) [EPSG:4326].").format(
                text=text[:60]
            )
        )
    if geometry.area() == 0:
        raise AreaError(tr("The polygon has no area; give at least three corners that lie on no line."))
    return Shape(geometry, _crs(match.group(2), fallback))


def _crs(text: str | None, fallback: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    crs = QgsCoordinateReferenceSystem(text) if text else fallback
    if not crs.isValid():
        raise AreaError(
            tr("'{text}' is no coordinate reference system; name one such as EPSG:4326.").format(text=text or "")
        )
    return crs


def moved(
    geometry: QgsGeometry,
    source: QgsCoordinateReferenceSystem,
    target: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
) -> QgsGeometry:
    """The geometry in another CRS; AreaError where it has no place there."""
    copy = QgsGeometry(geometry)
    if source == target:
        return copy
    try:
        copy.transform(QgsCoordinateTransform(source, target, context))
    except QgsCsException as error:
        raise AreaError(
            tr("The area reaches beyond where {crs} is defined; draw it closer to the raster.").format(
                crs=target.userFriendlyIdentifier()
            )
        ) from error
    return copy


def areas_folder() -> Path:
    """Where drawn areas are kept, so that a run in the background and the history find them."""
    return data_folder() / "areas"


def keep(shape: Shape) -> str:
    """Write the shape as GeoJSON and return its path; the same shape has the same path. AreaError if it cannot be.

    A CRS that GeoJSON cannot name is replaced by longitude and latitude.
    """
    geometry, crs = shape.geometry, shape.crs
    if not crs.authid().startswith("EPSG:"):
        target = QgsCoordinateReferenceSystem(LON_LAT)
        geometry, crs = moved(geometry, crs, target, QgsProject.instance().transformContext()), target
    name = f"urn:ogc:def:crs:EPSG::{crs.authid().split(':')[1]}"
    feature = {"type": "Feature", "properties": {}, "geometry": json.loads(geometry.asJson(WKT_DECIMALS))}
    text = json.dumps(
        {
            "type": "FeatureCollection",
            "crs": {"type": "name", "properties": {"name": name}},
            "features": [feature],
        }
    )
    path = areas_folder() / f"area-{hashlib.sha256(text.encode()).hexdigest()[:16]}.geojson"
    if path.is_file():
        return str(path)
    partial = path.with_suffix(f".{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        raise AreaError(
            tr("The area cannot be kept in {path}: {reason}; make room there, or use a polygon layer.").format(
                path=path, reason=error.strerror or error
            )
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return str(path)


def kept(path: str) -> Shape | None:
    """The shape that `keep` wrote, or None if this is no such file or it is gone."""
    file = Path(path)
    if file.parent != areas_folder() or not file.is_file():
        return None
    layer = QgsVectorLayer(str(file), "area", "ogr")
    feature = next(layer.getFeatures(), None) if layer.isValid() else None
    return None if feature is None else Shape(QgsGeometry(feature.geometry()), layer.crs())
