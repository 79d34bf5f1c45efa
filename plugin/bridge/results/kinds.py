"""The kinds of result layers, by the name of their table in the worker's GeoPackage; nothing of QGIS is needed."""

from __future__ import annotations

DETECTIONS, CENTRES, BUILDINGS = "detections", "detection_centres", "buildings"
LABELS, VALUES, PHOTOS, PLACES = "labels", "values", "photos", "places"
VALUES_RASTER, HEAT = "values_raster", "heat"
CHANGES = "changes"
"""Not of the worker: what a comparison of two layers writes."""
TRUTH = "truth"
