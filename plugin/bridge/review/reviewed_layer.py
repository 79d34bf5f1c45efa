"""What a result layer tells a reviewer: whether it is one, its scores, its thresholds, and the verdicts given."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from osgeo import gdal
from qgis.core import QgsFeature, QgsMapLayer, QgsProviderRegistry, QgsVectorLayer

from ..results.layer_notes import chosen_thresholds, written_thresholds
from .verdicts import FIELDS, Mark

NO_SCORES = ("data_share", "lon", "lat", "area_m2", "value", "heading")


def is_result_layer(layer: QgsMapLayer | None) -> bool:
    """Whether this layer holds what a model found: detections, buildings, or windows with labels."""
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid() or not layer.isSpatial():
        return False
    names = set(layer.fields().names())
    return {"run", "model"} <= names and bool({"score", "labels"} & names)


def thresholds_of(layer: QgsVectorLayer) -> dict[str, float]:
    """The thresholds by class: chosen for the layer, or those of its run or GeoPackage; empty where none are told."""
    noted = chosen_thresholds(layer) or written_thresholds(layer)
    return noted or _thresholds_in_file(layer)


def _thresholds_in_file(layer: QgsVectorLayer) -> dict[str, float]:
    """The thresholds of the latest run in the layer's own GeoPackage."""
    if layer.providerType() != "ogr":
        return {}
    path = str(QgsProviderRegistry.instance().decodeUri("ogr", layer.source()).get("path") or "")
    if not path.lower().endswith(".gpkg"):
        return {}
    # A layer of QGIS would change the journal of a file that the map reads at this moment.
    try:
        file = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_READONLY, allowed_drivers=["GPKG"])
    except RuntimeError:
        return {}
    runs = file.GetLayerByName("tesela_runs") if file is not None else None
    if runs is None or runs.GetLayerDefn().GetFieldIndex("thresholds") < 0:
        return {}
    found: dict[str, float] = {}
    for row in runs:
        try:
            told = json.loads(row.GetField("thresholds"))
            found.update({str(name): float(value) for name, value in told.items() if value is not None})
        except (TypeError, ValueError, AttributeError):
            continue
    return found


def score_of(feature: QgsFeature, layer: QgsVectorLayer) -> float | None:
    """The score of a feature; of a window with labels the highest of them; None if it has none."""
    scores = [feature.attribute(column) for column in score_columns(layer)]
    known = [float(score) for score in scores if isinstance(score, (int, float)) and score == score]
    return max(known, default=None)


def mark_of(feature: QgsFeature) -> Mark:
    """The verdict that a feature carries, with who and when."""
    fields = feature.fields()
    values = (text_of(feature.attribute(name)) if fields.lookupField(name) >= 0 else "" for name in FIELDS)
    return Mark(*values)


def score_columns(layer: QgsVectorLayer) -> list[int]:
    """The column `score`, or those of a window's labels, one a label."""
    fields = layer.fields()
    own = fields.lookupField("score")
    if own >= 0:
        return [own]
    names: Sequence[str] = fields.names()
    keys = layer.primaryKeyAttributes()
    return [
        column
        for column, name in enumerate(names)
        if name not in NO_SCORES and column not in keys and fields.at(column).typeName().lower() in ("real", "double")
    ]


def text_of(value: Any) -> str:
    """A value that is a text; "" for anything else, such as a null of QGIS."""
    return value if isinstance(value, str) else ""
