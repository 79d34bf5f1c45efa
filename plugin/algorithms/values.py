"""The values of an algorithm's parameters, read so that an empty one is None."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeatureRequest,
    QgsGeometry,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
)

from ..bridge.inputs.crs import crs_text
from ..bridge.inputs.vectors import VectorSource, vector_source
from ..bridge.translation import tr
from ..engine.contract.errors import AreaError, JobError
from ..engine.contract.job import Area
from . import parameters as p

WKT_DECIMALS = 17
EDGE_PIECES = 64


class Values:
    """The parameter values of one call, read so that an empty one is None."""

    def __init__(
        self, algorithm: QgsProcessingAlgorithm, values: dict[str, Any], context: QgsProcessingContext
    ) -> None:
        self._algorithm, self._values, self._context = algorithm, values, context

    def given(self, name: str) -> bool:
        """Whether this parameter exists and holds a value."""
        definition = self._algorithm.parameterDefinition(name)
        if definition is None:
            return False
        value = self._values.get(name, definition.defaultValue())
        return value is not None and value != "" and not (hasattr(value, "isNull") and value.isNull())

    def number(self, name: str) -> float | None:
        """A decimal number."""
        if not self.given(name):
            return None
        value = float(self._algorithm.parameterAsDouble(self._values, name, self._context))
        return None if math.isnan(value) else value

    def integer(self, name: str) -> int | None:
        """A whole number."""
        return int(self._algorithm.parameterAsInt(self._values, name, self._context)) if self.given(name) else None

    def flag(self, name: str) -> bool:
        """A switch; off where the parameter does not exist."""
        return self.given(name) and bool(self._algorithm.parameterAsBool(self._values, name, self._context))

    def text(self, name: str) -> str:
        """A text; empty where none was given."""
        if not self.given(name):
            return ""
        return str(self._algorithm.parameterAsString(self._values, name, self._context)).strip()

    def crs(self, name: str) -> str | None:
        """A CRS as the job wants it."""
        if not self.given(name):
            return None
        crs = self._algorithm.parameterAsCrs(self._values, name, self._context)
        return crs_text(crs) if crs.isValid() else None

    def vector(self, name: str, fields: Collection[str]) -> VectorSource:
        """The features of a layer on their way to the worker, which reads `fields`; JobError if it cannot be read."""
        source = self._algorithm.parameterAsSource(self._values, name, self._context)
        if source is None:
            raise JobError(tr("The layer given as {name} cannot be read; choose another one.").format(name=name))
        layer = self._algorithm.parameterAsVectorLayer(self._values, name, self._context)
        return vector_source(self._values.get(name), layer, source, [field for field in fields if field])

    def layers(self, name: str) -> list[QgsMapLayer]:
        """A list of layers."""
        return list(self._algorithm.parameterAsLayerList(self._values, name, self._context))

    def files(self, name: str) -> tuple[str, ...]:
        """The paths of a list of files."""
        if not self.given(name):
            return ()
        return tuple(self._algorithm.parameterAsFileList(self._values, name, self._context))

    def area(self, fallback_crs: QgsCoordinateReferenceSystem) -> Area | None:
        """The polygons of AREA, the rectangle EXTENT, or what both have in common.

        An extent that names no CRS is in the project's, as everywhere in QGIS, or in `fallback_crs` if that has none.
        """
        polygons = self._polygons()
        if not self.given(p.EXTENT):
            return polygons
        rectangle = self._algorithm.parameterAsExtent(self._values, p.EXTENT, self._context)
        named = self._algorithm.parameterAsExtentCrs(self._values, p.EXTENT, self._context)
        extent = _area(QgsGeometry.fromRect(rectangle), named if named.isValid() else fallback_crs)
        if polygons is None:
            return extent
        common = QgsGeometry.fromWkt(polygons.wkt).makeValid().intersection(self._moved(extent, polygons.crs))
        if common.isEmpty():
            raise AreaError(tr("The area and the extent have nothing in common; leave one of them out."))
        return _area(common, QgsCoordinateReferenceSystem(polygons.crs))

    def _moved(self, extent: Area, crs: str) -> QgsGeometry:
        """An extent in another CRS; its edges, straight in its own, are cut into pieces before."""
        shape = QgsGeometry.fromWkt(extent.wkt).densifyByCount(EDGE_PIECES - 1)
        source, target = QgsCoordinateReferenceSystem(extent.crs), QgsCoordinateReferenceSystem(crs)
        try:
            shape.transform(QgsCoordinateTransform(source, target, self._context.transformContext()))
        except QgsCsException as error:
            problem = tr("The extent cannot be moved to the CRS of the area: {error} Give both in one CRS.")
            raise AreaError(problem.format(error=error)) from error
        return shape

    def _polygons(self) -> Area | None:
        if not self.given(p.AREA):
            return None
        source = self._algorithm.parameterAsSource(self._values, p.AREA, self._context)
        if source is None:
            raise AreaError(tr("The area layer cannot be read; choose a polygon layer."))
        request = QgsFeatureRequest().setNoAttributes()
        # The engine mends polygons itself, so that every door treats a self-intersecting one alike.
        unchecked = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
        features = source.getFeatures(request, unchecked)
        geometries = [_straight(feature.geometry()) for feature in features if feature.hasGeometry()]
        if not geometries:
            raise AreaError(
                tr("The area layer '{name}' holds no polygon (or none is selected); draw or select one.").format(
                    name=source.sourceName()
                )
            )
        return _area(QgsGeometry.collectGeometry(geometries), source.sourceCrs())


def _straight(geometry: QgsGeometry) -> QgsGeometry:
    """The geometry with its arcs as straight segments, which is what the engine reads; of a plain type in any case."""
    return QgsGeometry(geometry.constGet().segmentize())


def _area(geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> Area:
    if geometry.isEmpty():
        raise AreaError(tr("The area is empty; draw a larger one, or leave it out."))
    if not crs.isValid():
        raise AreaError(tr("The area has no CRS; set the CRS of its layer, or name it behind the extent: […]."))
    return Area(geometry.asWkt(WKT_DECIMALS), crs_text(crs))
