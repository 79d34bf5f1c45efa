"""Thresholds over the layers of a run: which scores they act on, what they keep, and a filter of the map alone.

The filter is a rule of the layer's renderer. It hides features and their labels on the map and touches nothing else:
no feature, no subset of the provider, no edit that is not saved yet; and it can be seen in the layer's style.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from time import perf_counter

from qgis.core import (
    QgsExpression,
    QgsFeature,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsRuleBasedRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..engine.contract.card import MULTI_LABEL, REGRESSION, ModelCard
from ..engine.contract.errors import CardError
from ..engine.contract.evidence import Rule, choose_threshold
from ..engine.contract.job import Selection
from .styles import BUILDINGS, CENTRES, DETECTIONS, LABELS

RULE_KEY = "tesela-threshold"
SLICE_S = 0.01


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
    places = card.foreground if kind in (DETECTIONS, CENTRES) else card.foreground[:1]
    return tuple(Channel(card.classes[i], i, "score", len(places) > 1) for i in places)


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


class ScoreTable:
    """The scores of a label, sorted once, so that what a threshold keeps is looked up at once."""

    def __init__(self, scores_and_areas: Sequence[tuple[float, float]]) -> None:
        pairs = sorted(scores_and_areas)
        self.scores = [score for score, _ in pairs]
        areas = list(accumulate((area for _, area in reversed(pairs)), initial=0.0))
        self._areas = areas[::-1]

    def count(self, threshold: float) -> int:
        """How many features score at least the threshold."""
        return len(self.scores) - self._first(threshold)

    def area(self, threshold: float) -> float:
        """The area of the features that score at least the threshold, in square metres."""
        return self._areas[self._first(threshold)]

    def histogram(self, low: float, high: float, bars: int) -> list[int]:
        """How many scores fall into each of `bars` classes of one width; the last one includes `high`."""
        bounds = [low + (high - low) * i / bars for i in range(bars)]
        places = [self._first(bound) for bound in bounds]
        ends = [*places[1:], len(self.scores)]
        return [end - start for start, end in zip(places, ends)]

    def _first(self, threshold: float) -> int:
        return bisect_left(self.scores, as_float32(threshold))


EMPTY_TABLE = ScoreTable(())


class ScoreReader(QObject):
    """Reads the scores of a layer in slices of ten milliseconds, so that QGIS stays responsive.

    finished: a ScoreTable a label. Reading again, or `stop`, gives up what is going on.
    """

    finished = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._slice)
        self._features: Iterator[QgsFeature] = iter(())
        self._iterator: QgsFeatureIterator | None = None
        self._channels: Sequence[Channel] = ()
        self._pairs: list[list[tuple[float, float]]] = []
        self._columns: list[int] = []
        self._area = self._label = -1

    def read(self, layer: QgsVectorLayer, of: Sequence[Channel]) -> None:
        """Begin to read the scores of these channels, and the field `area_m2` where there is one."""
        self.stop()
        fields = layer.fields()
        self._channels, self._pairs = of, [[] for _ in of]
        self._columns = [fields.lookupField(channel.column) for channel in of]
        self._area, self._label = fields.lookupField("area_m2"), fields.lookupField("label")
        wanted = {*self._columns, self._area, self._label} - {-1}
        request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setSubsetOfAttributes(sorted(wanted))
        self._iterator = layer.getFeatures(request)
        self._features = iter(self._iterator)
        self._timer.start()

    def stop(self) -> None:
        """Give up reading, and the layer's connection with it."""
        self._timer.stop()
        if self._iterator is not None:
            self._iterator.close()
        self._iterator, self._features = None, iter(())

    def _slice(self) -> None:
        until = perf_counter() + SLICE_S
        for feature in self._features:
            self._take(feature)
            if perf_counter() > until:
                # Sorting a part at a time keeps the last slice short, too.
                for pairs in self._pairs:
                    pairs.sort()
                return
        channels, read = self._channels, self._pairs
        self.stop()
        self._pairs = []
        self.finished.emit({channel.label: ScoreTable(own) for channel, own in zip(channels, read)})

    def _take(self, feature: QgsFeature) -> None:
        values = feature.attributes()
        area = values[self._area] if self._area >= 0 else 0.0
        area = area if isinstance(area, float) else 0.0
        for channel, column, pairs in zip(self._channels, self._columns, self._pairs):
            score = values[column]
            if isinstance(score, float) and (not channel.shared or values[self._label] == channel.label):
                pairs.append((score, area))


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
