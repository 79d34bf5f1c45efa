"""Where verdicts are kept: three text fields of the layer itself."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import QgsField, QgsVectorDataProvider, QgsVectorLayer

from ...engine.contract.errors import TeselaError
from ..translation import tr
from .verdicts import FIELDS, Mark


class ReviewError(TeselaError):
    """A verdict could not be kept in the layer."""


def missing_fields(layer: QgsVectorLayer) -> list[str]:
    """Which of the fields for verdicts the layer lacks."""
    return [name for name in FIELDS if layer.fields().lookupField(name) < 0]


def obstacle(layer: QgsVectorLayer) -> str | None:
    """Why verdicts cannot be kept in this layer, and what to do; None where they can."""
    capability = QgsVectorDataProvider.Capability
    can = layer.dataProvider().capabilities()
    if layer.readOnly():
        reason = tr("The layer '{name}' is set to read-only").format(name=layer.name())
    elif not can & capability.ChangeAttributeValues:
        reason = tr("The source of the layer '{name}' cannot be written").format(name=layer.name())
    elif missing_fields(layer) and not can & capability.AddAttributes:
        reason = tr("The source of the layer '{name}' takes no new columns").format(name=layer.name())
    else:
        return None
    return tr("{reason}, so verdicts cannot be kept in it. Save a copy as GeoPackage and review that.").format(
        reason=reason
    )


def add_fields(layer: QgsVectorLayer) -> None:
    """Add the fields for verdicts that are missing; to the edits that are going on, where there are any."""
    new = _text_fields(missing_fields(layer))
    if layer.isEditable():
        added = sum(layer.addAttribute(field) for field in new) == len(new)
        layer.updateFields()
    else:
        added = layer.dataProvider().addAttributes(new)
        layer.updateFields()
    if not added or missing_fields(layer):
        raise ReviewError(
            tr(
                "The columns {names} could not be added to the layer '{name}': {reason}. Save a copy as GeoPackage and "
                "review that."
            ).format(names=", ".join(field.name() for field in new), name=layer.name(), reason=_reason(layer))
        )


def write_mark(layer: QgsVectorLayer, feature_id: int, mark: Mark) -> None:
    """Keep a verdict in the layer at once, or in its edits where they are going on; ReviewError if that fails."""
    columns = {name: layer.fields().lookupField(name) for name in FIELDS}
    if -1 in columns.values():
        raise ReviewError(
            tr("The layer '{name}' has lost its columns for verdicts; add them again.").format(name=layer.name())
        )
    values = {columns[name]: getattr(mark, name) or None for name in FIELDS}
    if layer.isEditable():
        layer.beginEditCommand(tr("Verdict"))
        written = layer.changeAttributeValues(feature_id, values)
        if written:
            layer.endEditCommand()
        else:
            layer.destroyEditCommand()
    else:
        layer.dataProvider().clearErrors()
        written = layer.dataProvider().changeAttributeValues({feature_id: values})
    if not written:
        raise ReviewError(
            tr(
                "The verdict was not stored in the layer '{name}': {reason}. Check that its file can be written and "
                "that no other program has it open, then say it again."
            ).format(name=layer.name(), reason=_reason(layer))
        )
    if not layer.isEditable():
        # Attribute tables that are open hear of changes through the layer, not through its provider.
        for column, value in values.items():
            layer.attributeValueChanged.emit(feature_id, column, value)


def _reason(layer: QgsVectorLayer) -> str:
    errors = [*layer.dataProvider().errors(), *([layer.dataProvider().lastError()] if layer.isValid() else [])]
    texts = [str(error).strip().rstrip(".") for error in errors if str(error).strip()]
    return texts[-1] if texts else tr("the source gave no reason")


def _text_fields(names: Iterable[str]) -> list[QgsField]:
    """Text fields without a limit; made by way of a layer, because QGIS changed the enumeration of types."""
    wanted = "&".join(f"field={name}:string(0,0)" for name in names)
    return QgsVectorLayer(f"None?{wanted}", "fields", "memory").fields().toList()
