"""The two ticks that bring verdicts onto the map: only those that are stepped through, and a sign for each."""

from __future__ import annotations

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QSignalBlocker

from ...bridge.review import map as review_map
from ...bridge.review.verdict_fields import missing_fields
from ...bridge.review.verdicts import Choice
from ...bridge.translation import tr
from .form import ReviewForm


class MapOptions:
    """Keeps the ticks and the layer's style alike."""

    def __init__(self, form: ReviewForm) -> None:
        self._form = form

    def show(self, layer: QgsVectorLayer | None, choice: Choice) -> None:
        """Show how the layer is drawn; with all verdicts chosen, the tick for the filter stays as it is."""
        able = layer is not None and not missing_fields(layer)
        for box, on in (
            (self._form.on_map, able and review_map.shown_on_map(layer) is not Choice.ALL),
            (self._form.signs, able and review_map.has_signs(layer)),
        ):
            with QSignalBlocker(box):
                box.setEnabled(able)
                if box is self._form.signs or choice is not Choice.ALL:
                    box.setChecked(on)

    def follow(self, layer: QgsVectorLayer, choice: Choice) -> None:
        """Draw the verdicts that are chosen, where the map is limited to them."""
        if self._form.on_map.isChecked():
            review_map.show_only(layer, choice)

    def limit(self, layer: QgsVectorLayer, choice: Choice, on: bool) -> str:
        """Limit the map to the chosen verdicts, or do not; returns why that cannot be, or ""."""
        if review_map.show_only(layer, choice if on else Choice.ALL):
            return ""
        return tr("The style of this layer cannot be limited to verdicts; choose single symbols or categories.")

    def sign(self, layer: QgsVectorLayer, on: bool) -> str:
        """Put signs before the labels, or take them away; returns why that cannot be, or ""."""
        if review_map.show_signs(layer, on):
            return ""
        return tr("The labels of this layer are rules, so the signs cannot be added to them.")
