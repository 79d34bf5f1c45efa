"""How much ground a box or window of a run covers: all of a run have one size on the ground, but for those at edges."""

from __future__ import annotations

from qgis.core import (
    QgsDistanceArea,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsProject,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsWkbTypes,
)

LOOKED_AT = 20
WGS84 = "EPSG:7030"


def window_area_m2(layer: QgsVectorLayer) -> float:
    """The ground that one window of the layer stands for; 0 where it cannot be told: points, or no CRS.

    The largest of the first few is taken, since those at the raster's edge are cut. Of windows that overlap and are all
    in the layer, only the part that each has for itself counts.
    """
    if layer.geometryType() != QgsWkbTypes.GeometryType.PolygonGeometry or not layer.crs().isValid():
        return 0.0
    measure = QgsDistanceArea()
    measure.setSourceCrs(layer.crs(), QgsProject.instance().transformContext())
    measure.setEllipsoid(WGS84)
    request = QgsFeatureRequest().setNoAttributes().setLimit(LOOKED_AT)
    areas = [measure.measureArea(feature.geometry()) for feature in layer.getFeatures(request) if feature.hasGeometry()]
    largest = max(areas, default=0.0)
    square_metres = measure.convertAreaMeasurement(largest, QgsUnitTypes.AreaUnit.AreaSquareMeters)
    return square_metres * _own_share(layer) ** 2


def _own_share(layer: QgsVectorLayer) -> float:
    """The share of a window's side that no other window covers; QGIS keeps a layer's variables as texts."""
    try:
        share = float(QgsExpressionContextUtils.layerScope(layer).variable("stride_share"))
    except (TypeError, ValueError):
        return 1.0
    return share if 0 < share < 1 else 1.0
