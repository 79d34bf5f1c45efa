"""From the values of an algorithm's parameters to the job that the worker gets. Nothing is run here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
)

from ..bridge.sources import Source, common_assigned_crs, crs_text
from ..bridge.translation import tr
from ..engine.contract.errors import AreaError, CardError, JobError
from ..engine.contract.job import Area, Job, Reading, Selection
from . import parameters as p

WKT_DECIMALS = 17


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

    def area(self, fallback_crs: QgsCoordinateReferenceSystem) -> Area | None:
        """The polygons of AREA, the rectangle EXTENT, or what both have in common; `fallback_crs` if one has none."""
        polygons = self._polygons()
        if not self.given(p.EXTENT):
            return polygons
        named = self._algorithm.parameterAsExtentCrs(self._values, p.EXTENT, self._context)
        if polygons is None:
            rectangle = self._algorithm.parameterAsExtent(self._values, p.EXTENT, self._context)
            return _area(QgsGeometry.fromRect(rectangle), named if named.isValid() else fallback_crs)
        crs = QgsCoordinateReferenceSystem(polygons.crs)
        rectangle = self._algorithm.parameterAsExtentGeometry(self._values, p.EXTENT, self._context, crs)
        common = QgsGeometry.fromWkt(polygons.wkt).makeValid().intersection(rectangle)
        if common.isEmpty():
            raise AreaError(tr("The area and the extent have nothing in common; leave one of them out."))
        return _area(common, crs)

    def _polygons(self) -> Area | None:
        if not self.given(p.AREA):
            return None
        source = self._algorithm.parameterAsSource(self._values, p.AREA, self._context)
        if source is None:
            raise AreaError(tr("The area layer cannot be read; choose a polygon layer."))
        request = QgsFeatureRequest().setNoAttributes()
        # The engine mends polygons itself, so that every door treats a self-intersecting one alike.
        unchecked = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
        geometries = [feature.geometry() for feature in source.getFeatures(request, unchecked) if feature.hasGeometry()]
        if not geometries:
            raise AreaError(
                tr("The area layer '{name}' holds no polygon (or none is selected); draw or select one.").format(
                    name=source.sourceName()
                )
            )
        return _area(QgsGeometry.collectGeometry(geometries), source.sourceCrs())


def _area(geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> Area:
    if geometry.isEmpty():
        raise AreaError(tr("The area is empty; draw a larger one, or leave it out."))
    if not crs.isValid():
        raise AreaError(tr("The area has no CRS; set the CRS of its layer, or name it behind the extent: […]."))
    return Area(geometry.asWkt(WKT_DECIMALS), crs_text(crs))


def selection_from(values: Values) -> Selection:
    """How scores become features; JobError names a value out of range."""
    threshold = values.number(p.THRESHOLD)
    return Selection(
        thresholds=None if threshold is None else (threshold,),
        suppression_iou=values.number(p.SUPPRESSION_IOU),
        min_area_m2=values.number(p.MIN_AREA),
        min_hole_m2=values.number(p.MIN_HOLE),
        simplify_m=values.number(p.SIMPLIFY),
    )


def job_from(
    values: Values, sources: Sequence[Source], fallback_crs: QgsCoordinateReferenceSystem, task: str, output: Path
) -> Job:
    """The job for these values and rasters; a TeselaError names what is missing or wrong."""
    return Job(
        rasters=tuple(source.path for source in sources),
        model=_model(values, task),
        output=str(output),
        area=values.area(fallback_crs),
        reading=_reading(values, sources),
        selection=selection_from(values),
        window_px=values.integer(p.WINDOW),
        overlap_px=values.integer(p.OVERLAP),
        batch=values.integer(p.BATCH),
    )


def _model(values: Values, task: str) -> str:
    folder = values.text(p.MODEL_FOLDER)
    model = folder or values.text(p.MODEL)
    if not model:
        raise CardError(
            tr("No model for {task} is installed; install the plugin again, or name a model folder.").format(task=task)
        )
    return model


def _reading(values: Values, sources: Sequence[Source]) -> Reading:
    pixel_results = values.flag(p.PIXEL_RESULTS)
    return Reading(
        bands=band_numbers(values.text(p.BANDS)),
        value_range=value_range(values.text(p.VALUE_RANGE)),
        crs=values.crs(p.ASSIGNED_CRS) or (None if pixel_results else common_assigned_crs(sources)),
        pixel_results=pixel_results,
        warp=values.flag(p.WARP),
    )


def band_numbers(text: str) -> tuple[int, ...] | None:
    """Read "3,2,1"; None for an empty text; JobError quotes what is no list of band numbers."""
    if not text:
        return None
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError as error:
        raise JobError(
            tr("Bands must be numbers separated by commas, such as 3,2,1, not '{text}'.").format(text=text)
        ) from error


def value_range(text: str) -> tuple[float, float] | None:
    """Read "0,2047"; None for an empty text; JobError quotes what is no pair of numbers."""
    if not text:
        return None
    try:
        low, high = (float(part) for part in text.split(","))
    except ValueError as error:
        raise JobError(
            tr("The value range must be two numbers separated by a comma, such as 0,2047, not '{text}'.").format(
                text=text
            )
        ) from error
    return low, high
