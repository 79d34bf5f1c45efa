"""Where the review was left: which layer and view, kept in the project; order, verdicts and feature, with the layer."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsApplication, QgsProject, QgsSettings, QgsVectorLayer

from ...bridge.review.verdicts import Choice, Order

SCOPE, LAYER_ENTRY, MARGIN_ENTRY, SCALE_ENTRY = "Tesela", "/review_layer", "/review_margin", "/review_keep_scale"
ORDER_KEY, CHOICE_KEY, PLACE_KEY = "tesela/review_order", "tesela/review_choice", "tesela/review_feature"
REVIEWER_SETTING = "tesela/reviewer"
DEFAULT_MARGIN_PERCENT = 150


@dataclass(frozen=True)
class ReviewView:
    """How the map goes to a feature: margin_percent of its size around it, or at the scale that it has."""

    margin_percent: int
    keep_scale: bool


def layer_id(project: QgsProject) -> str:
    """The id of the layer that was reviewed last; "" for none."""
    return str(project.readEntry(SCOPE, LAYER_ENTRY, "")[0])


def keep_layer(project: QgsProject, layer: QgsVectorLayer) -> None:
    """Note which layer is reviewed."""
    project.writeEntry(SCOPE, LAYER_ENTRY, layer.id())


def view(project: QgsProject) -> ReviewView:
    """How the map goes to a feature in this project."""
    margin_percent = project.readNumEntry(SCOPE, MARGIN_ENTRY, DEFAULT_MARGIN_PERCENT)[0]
    return ReviewView(margin_percent, project.readBoolEntry(SCOPE, SCALE_ENTRY, False)[0])


def keep_view(project: QgsProject, kept: ReviewView) -> None:
    """Note how the map goes to a feature."""
    project.writeEntry(SCOPE, MARGIN_ENTRY, kept.margin_percent)
    project.writeEntryBool(SCOPE, SCALE_ENTRY, kept.keep_scale)


def order_of(layer: QgsVectorLayer) -> Order:
    """In which order the layer was stepped through."""
    kept = str(layer.customProperty(ORDER_KEY, "") or "")
    return Order(kept) if kept in {order.value for order in Order} else Order.HIGH_FIRST


def keep_order(layer: QgsVectorLayer, order: Order) -> None:
    """Note the order; the feature that was looked at counts no more."""
    layer.setCustomProperty(ORDER_KEY, order.value)
    forget_place(layer)


def choice_of(layer: QgsVectorLayer) -> Choice:
    """Which verdicts were stepped through."""
    kept = str(layer.customProperty(CHOICE_KEY, "") or "")
    return Choice(kept) if kept in {choice.value for choice in Choice} else Choice.ALL


def keep_choice(layer: QgsVectorLayer, choice: Choice) -> None:
    """Note which verdicts are stepped through."""
    layer.setCustomProperty(CHOICE_KEY, choice.value)


def place_of(layer: QgsVectorLayer) -> int | None:
    """The id of the feature that was looked at last."""
    try:
        return int(layer.customProperty(PLACE_KEY))
    except (TypeError, ValueError):
        return None


def keep_place(layer: QgsVectorLayer, feature_id: int) -> None:
    """Note which feature is looked at."""
    layer.setCustomProperty(PLACE_KEY, feature_id)


def forget_place(layer: QgsVectorLayer) -> None:
    """Begin at the first feature the next time."""
    layer.removeCustomProperty(PLACE_KEY)


def reviewer() -> str:
    """The name that verdicts are given under: the last one, or that of the account."""
    return str(QgsSettings().value(REVIEWER_SETTING, "") or QgsApplication.userFullName())


def keep_reviewer(name: str) -> None:
    """Note the name for the next time, whatever the project."""
    QgsSettings().setValue(REVIEWER_SETTING, name)
