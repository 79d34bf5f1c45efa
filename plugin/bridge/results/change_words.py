"""The kinds of change in words, for legends and messages."""

from __future__ import annotations

from qgis.core import QgsCategorizedSymbolRenderer, QgsVectorLayer

from ..translation import tr
from .changes import GONE, KINDS_OF_CHANGE, MOVED, NEW, RELABELLED, SAME


def change_name(kind: str) -> str:
    """What a kind of change is called."""
    return {
        NEW: tr("New"),
        GONE: tr("Gone"),
        MOVED: tr("Moved"),
        RELABELLED: tr("Relabelled"),
        SAME: tr("The same"),
    }[kind]


def name_changes(layer: QgsVectorLayer) -> None:
    """Have the legend of a layer of changes speak the language of QGIS."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return
    for number, category in enumerate(renderer.categories()):
        if category.value() in KINDS_OF_CHANGE:
            renderer.updateCategoryLabel(number, change_name(category.value()))
