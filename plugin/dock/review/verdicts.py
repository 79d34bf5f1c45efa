"""Verdicts as they are given one after another, and the way back."""

from __future__ import annotations

from collections import deque

from qgis.core import QgsFeature, QgsVectorLayer

from ...bridge.review.index import ReviewIndex
from ...bridge.review.reviewed_layer import mark_of
from ...bridge.review.verdict_fields import write_mark
from ...bridge.review.verdicts import Mark, now_utc

UNDO_STEPS = 10_000


class Verdicts:
    """Writes verdicts into a layer and remembers what stood there before. ReviewError tells of one that was refused."""

    def __init__(self) -> None:
        self._before: deque[tuple[int, Mark]] = deque(maxlen=UNDO_STEPS)

    def __bool__(self) -> bool:
        """Whether there is a verdict to take back."""
        return bool(self._before)

    @property
    def last(self) -> int:
        """The id of the feature that was judged last."""
        return self._before[-1][0]

    def give(self, layer: QgsVectorLayer, feature: QgsFeature, verdict: str, reviewer: str) -> None:
        """Keep a verdict for a feature, with who and when."""
        before = mark_of(feature)
        write_mark(layer, feature.id(), Mark(verdict, reviewer, now_utc()))
        self._before.append((feature.id(), before))

    def take_back(self, layer: QgsVectorLayer) -> Mark:
        """Put back what stood there before the last verdict, and return it."""
        feature_id, before = self._before[-1]
        write_mark(layer, feature_id, before)
        self._before.pop()
        return before

    def forget_last(self) -> None:
        """Leave the last verdict: its feature is gone."""
        self._before.pop()

    def keep_only(self, index: ReviewIndex) -> None:
        """Forget verdicts of features that are not there any more."""
        self._before = deque((step for step in self._before if step[0] in index), UNDO_STEPS)

    def clear(self) -> None:
        """Forget all; the layer keeps them."""
        self._before.clear()
