"""Thresholds over the layers of a run: which scores they act on, what they keep, and a filter of the map alone.

The filter is a rule of the layer's renderer. It hides features and their labels on the map and touches nothing else:
no feature, no subset of the provider, no edit that is not saved yet; and it can be seen in the layer's style.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qgis.core import QgsExpression, QgsRuleBasedRenderer, QgsVectorLayer

from ...engine.contract.card import MULTI_LABEL, REGRESSION, ModelCard
from ...engine.contract.errors import CardError
from ...engine.contract.evidence import Rule, choose_threshold
from ...engine.contract.job import Selection
from ..results.kinds import BUILDINGS, CENTRES, DETECTIONS, LABELS

RULE_KEY = "tesela-threshold"


@dataclass(frozen=True)
class Channel:
    """Scores that one threshold acts on: a label, its place among the card's classes, and the field of its scores.

    shared: the field holds scores of other labels too, and the field `label` says whose a feature is.
    """

    label: str
    place: int
    column: str
    shared: bool = False

    def condition(self, threshold: float) -> str:
        """The expression that holds for what the threshold keeps."""
        keeps = f"{QgsExpression.quotedColumnRef(self.column)} >= {as_float32(threshold)!r}"
        return f"({self.ownership()} AND {keeps})" if self.shared else keeps

    def ownership(self) -> str:
        """The expression that holds for features with this label, where a field is shared."""
        return f'"label" = {QgsExpression.quotedString(self.label)}'


def as_float32(threshold: float) -> float:
    """The threshold as the engine compares it with scores, which have float32.

    A score written at the threshold 0.52 reads 0.51999998, and has to stay.
    """
    return float(struct.unpack("f", struct.pack("f", threshold))[0])


def decided_labels(card: ModelCard) -> tuple[str, ...]:
    """The classes whose threshold counts: not the background and, of a multi-label model, no member of a group."""
    others = {card.background}
    if card.task == MULTI_LABEL:
        others.update(name for group in card.groups for name in group)
    return tuple(name for name in card.classes if name not in others)


def channels(card: ModelCard, kind: str, layer: QgsVectorLayer) -> tuple[Channel, ...]:
    """The scores in a result layer of this kind; none where no threshold decides, or the layer lacks their fields."""
    fields = layer.fields()
    if kind == LABELS:
        # The engine writes the scores first, in the order of the classes, under names made from the labels.
        names = [name for name in fields.names() if name != "fid"]
        scores = names[: names.index("labels")] if "labels" in names else []
        columns = dict(zip((card.classes[i] for i in card.foreground), scores))
        return tuple(
            Channel(name, card.classes.index(name), columns[name]) for name in decided_labels(card) if name in columns
        )
    if kind not in (DETECTIONS, CENTRES, BUILDINGS) or fields.lookupField("score") < 0:
        return ()
    return tuple(Channel(card.classes[i], i, "score", len(card.foreground) > 1) for i in card.foreground)


def written_thresholds(card: ModelCard, selection: Selection | None) -> tuple[float, ...]:
    """The threshold a class that a layer was written with; the card's where the selection leaves it open.

    CardError where a rule finds none, as the engine would say.
    """
    own = card.selection.thresholds or ()
    if card.task == REGRESSION or selection is None:
        return own
    if selection.rule is not None:
        rule, decided = Rule.parse(selection.rule), decided_labels(card)
        return tuple(
            choose_threshold([curve for curve in card.evidence if curve.label == name], rule)
            if name in decided
            else threshold
            for name, threshold in zip(card.classes, own)
        )
    given = selection.thresholds
    if given is None:
        return own
    if len(given) not in (1, len(card.classes)):
        raise CardError(f"{len(given)} thresholds were given for the {len(card.classes)} classes of {card.id}.")
    return given * len(card.classes) if len(given) == 1 else given


def keeps(of: Sequence[Channel], thresholds: Mapping[str, float], chosen: str) -> str:
    """The expression for what the map shows.

    Features that belong to one label each are shown by their own label's threshold; windows that have a score for
    every label are shown by that of the chosen one.
    """
    if any(channel.shared for channel in of):
        return " OR ".join(channel.condition(thresholds[channel.label]) for channel in of)
    return next(channel.condition(thresholds[channel.label]) for channel in of if channel.label == chosen)


def filter_map(layer: QgsVectorLayer, expression: str, title: str) -> bool:
    """Show only features of the layer for which the expression holds; the legend says `title`.

    False where the layer's style cannot be filtered (a heat map, say); the layer is then left as it is. Replaces the
    filter of an earlier call, also in a style that a person has changed since.
    """
    renderer = QgsRuleBasedRenderer.convertFromRenderer(layer.renderer())
    if renderer is None:
        return False
    root = renderer.rootRule()
    rule = root.findRuleByKey(RULE_KEY)
    if rule is None:
        rule = _gather(root)
    if rule.filterExpression() == expression and layer.renderer().type() == renderer.type():
        return True
    rule.setFilterExpression(expression)
    rule.setLabel(title)
    layer.setRenderer(renderer)
    layer.triggerRepaint()
    return True


def _gather(root: QgsRuleBasedRenderer.Rule) -> QgsRuleBasedRenderer.Rule:
    """Put all rules under a new one, or make the only one without a filter that rule."""
    rules = root.children()
    if len(rules) == 1 and not rules[0].filterExpression() and not rules[0].isElse():
        rules[0].setRuleKey(RULE_KEY)
        return rules[0]
    group = QgsRuleBasedRenderer.Rule(None)
    for rule in rules:
        group.appendChild(rule.clone())
        root.removeChild(rule)
    group.setRuleKey(RULE_KEY)
    root.appendChild(group)
    return group
