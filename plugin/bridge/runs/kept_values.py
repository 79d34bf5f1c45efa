"""Values of Processing parameters as JSON that Processing understands again, in this project or another."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import Enum
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapLayer,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProperty,
    QgsRectangle,
    QgsReferencedRectangle,
)

from ..inputs.crs import crs_text

SOURCE, SELECTED_ONLY, LIMIT = "source", "selected_features_only", "feature_limit"


def to_json_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of parameters as what `json.dumps` accepts; layers become their ids, empty values None."""
    return {str(name): _to_json(value) for name, value in values.items()}


def from_json_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The kept values as an algorithm takes them: sources with a selection become definitions again."""
    return {name: _from_json(value) for name, value in values.items()}


def _to_json(value: Any) -> Any:
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (list, tuple)):
        return [_to_json(item) for item in value]
    if isinstance(value, Mapping):
        return to_json_values(value)
    if isinstance(value, QgsMapLayer):
        return value.id()
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        return _source(value)
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        return _to_json(value.sink)
    if isinstance(value, QgsProperty):
        static = value.propertyType() == QgsProperty.Type.StaticProperty
        return _to_json(value.staticValue()) if static else value.asExpression()
    if isinstance(value, QgsRectangle):
        return _rectangle(value)
    if isinstance(value, QgsCoordinateReferenceSystem):
        return crs_text(value) if value.isValid() else None
    if hasattr(value, "isNull") and value.isNull():
        return None
    return str(value)


def _source(value: QgsProcessingFeatureSourceDefinition) -> Any:
    source = _to_json(value.source)
    if not value.selectedFeaturesOnly and value.featureLimit <= 0:
        return source
    return {SOURCE: source, SELECTED_ONLY: bool(value.selectedFeaturesOnly), LIMIT: int(value.featureLimit)}


def _rectangle(value: QgsRectangle) -> str | None:
    """An extent as Processing writes it: bounds, and the CRS in brackets where it is known."""
    if value.isNull():
        return None
    text = ",".join(repr(bound) for bound in (value.xMinimum(), value.xMaximum(), value.yMinimum(), value.yMaximum()))
    crs = value.crs() if isinstance(value, QgsReferencedRectangle) else QgsCoordinateReferenceSystem()
    return f"{text} [{crs_text(crs)}]" if crs.isValid() else text


def _from_json(value: Any) -> Any:
    if isinstance(value, list):
        return [_from_json(item) for item in value]
    if not isinstance(value, dict):
        return value
    if SOURCE not in value:
        return from_json_values(value)
    return QgsProcessingFeatureSourceDefinition(
        str(value[SOURCE]), bool(value.get(SELECTED_ONLY)), int(value.get(LIMIT) or -1)
    )
