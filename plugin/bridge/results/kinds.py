"""The kinds of result layers, by the name of their table in the worker's GeoPackage; nothing of QGIS is needed."""

from __future__ import annotations

DETECTIONS, CENTRES, BUILDINGS = "detections", "detection_centres", "buildings"
LABELS, VALUES, PHOTOS, PLACES = "labels", "values", "photos", "places"
VALUES_RASTER, HEAT = "values_raster", "heat"
CHANGES = "changes"
"""Not of the worker: what a comparison of two layers writes."""
TRUTH = "truth"
NAMED = (DETECTIONS, CENTRES, BUILDINGS, LABELS, VALUES, PHOTOS, PLACES, VALUES_RASTER, HEAT, CHANGES, TRUTH)


def family(kind: str) -> str:
    """The kind that says how a layer looks and what it holds: BUILDINGS for the polygons of any segmentation.

    A segmentation's own kind is named by what its model finds: `buildings`, `floods`, or `polygons` of several classes.
    """
    return kind if kind in NAMED else BUILDINGS
