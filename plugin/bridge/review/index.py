"""The order of a review: which features there are, in which order they come, and what is said of each."""

from __future__ import annotations

import math
import re
import time
from array import array
from collections.abc import Iterable, Mapping

import numpy as np
from qgis.core import QgsFeature, QgsFeatureRequest, QgsVectorLayer

from .reviewed_layer import score_columns, text_of
from .verdicts import ACCEPT, REJECT, UNSURE, VERDICT, Choice, Order

DEFAULT_THRESHOLD = 0.5
FEATURES_BETWEEN_LOOKS = 64

_NOT_REVIEWED, _OTHER = 0, 4
_CODES = {ACCEPT: 1, REJECT: 2, UNSURE: 3}


class ReviewIndex:
    """The features of a layer in the order of the review, each with its verdict; nothing of their geometry."""

    def __init__(self, ids: np.ndarray, codes: np.ndarray) -> None:
        self._take(ids, codes)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, feature_id: int) -> bool:
        return self._find(feature_id) is not None

    def ids(self) -> list[int]:
        """All feature ids, in order."""
        return [int(feature_id) for feature_id in self._ids]

    def place(self, feature_id: int) -> int:
        """The position of a feature in the order, from 0; KeyError for one that is not in it."""
        place = self._find(feature_id)
        if place is None:
            raise KeyError(feature_id)
        return place

    def count(self, choice: Choice) -> int:
        """How many features a choice holds."""
        return int(np.count_nonzero(self._mask(choice)))

    def reviewed(self) -> int:
        """How many features have a verdict."""
        return len(self) - self.count(Choice.OPEN)

    def rank(self, feature_id: int, choice: Choice) -> int | None:
        """Which of a choice a feature is, from 1; None if it is not in it."""
        place, mask = self.place(feature_id), self._mask(choice)
        return int(np.count_nonzero(mask[: place + 1])) if mask[place] else None

    def say(self, feature_id: int, verdict: str) -> None:
        """Note the verdict of a feature; one that is not in the index is left alone."""
        place = self._find(feature_id)
        if place is not None:
            self._codes[place] = _code(verdict)

    def drop(self, feature_ids: Iterable[int]) -> None:
        """Leave out features that are no longer there."""
        there = ~np.isin(self._ids, np.fromiter(feature_ids, np.int64))
        if not there.all():
            self._take(self._ids[there], self._codes[there])

    def from_place(self, place: int, choice: Choice, step: int = 1) -> int | None:
        """The nearest feature of a choice at `place` or beyond it, forwards (step 1) or backwards (step -1)."""
        mask = self._mask(choice)
        if step > 0:
            found = np.flatnonzero(mask[max(place, 0) :]) + max(place, 0)
            return int(self._ids[found[0]]) if len(found) else None
        found = np.flatnonzero(mask[: max(place + 1, 0)])
        return int(self._ids[found[-1]]) if len(found) else None

    def near(self, feature_id: int, choice: Choice, ahead: int) -> list[int]:
        """The next `ahead` features of a choice behind this one, and the one before it: those likely to come."""
        place, mask = self.place(feature_id), self._mask(choice)
        following = np.flatnonzero(mask[place + 1 :])[:ahead] + place + 1
        before = np.flatnonzero(mask[:place])[-1:]
        return [int(self._ids[i]) for i in (*following, *before)]

    def _mask(self, choice: Choice) -> np.ndarray:
        if choice is Choice.ALL:
            return np.ones(len(self._ids), bool)
        return self._codes == (_NOT_REVIEWED if choice is Choice.OPEN else _CODES[choice.value])

    def _take(self, ids: np.ndarray, codes: np.ndarray) -> None:
        self._ids, self._codes = ids, codes
        # Places by rising id: a dictionary of 100,000 would hold the window up when it is made.
        self._by_id = np.argsort(ids)
        self._rising = ids[self._by_id]

    def _find(self, feature_id: int) -> int | None:
        at = int(np.searchsorted(self._rising, feature_id))
        there = at < len(self._rising) and self._rising[at] == feature_id
        return int(self._by_id[at]) if there else None


class IndexReader:
    """Reads the index of a layer in short turns, so that the window stays responsive; no geometry is read.

    thresholds: by class; scores nearest to theirs (or to 0.5) are the uncertain ones.
    """

    def __init__(self, layer: QgsVectorLayer, order: Order, thresholds: Mapping[str, float]) -> None:
        self._order = order
        fields = layer.fields()
        self._label = fields.lookupField("label")
        self._verdict = fields.lookupField(VERDICT)
        self._scores = score_columns(layer)
        names = [fields.at(column).name() for column in self._scores]
        by_field = {_slug(label): value for label, value in thresholds.items()}
        self._by_label = dict(thresholds)
        only = next(iter(thresholds.values())) if len(thresholds) == 1 else DEFAULT_THRESHOLD
        self._limits = [by_field.get(_slug(name), only) for name in names]
        columns = [column for column in (*self._scores, self._label, self._verdict) if column >= 0]
        request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setSubsetOfAttributes(columns)
        self._features = layer.getFeatures(request)
        self._ids = array("q")
        self._keys = array("d")
        self._codes = array("b")
        self._said: dict[int, str] = {}
        self._gone: set[int] = set()

    @property
    def count(self) -> int:
        """Features read so far."""
        return len(self._ids)

    def read(self, seconds: float) -> bool:
        """Read for about so long; True when everything is read."""
        end = time.monotonic() + seconds
        for feature in self._features:
            self._take(feature)
            if len(self._ids) % FEATURES_BETWEEN_LOOKS == 0 and time.monotonic() > end:
                return False
        return True

    def say(self, feature_id: int, verdict: str) -> None:
        """Note a verdict that is given while reading goes on; the feature may have been read before."""
        self._said[feature_id] = verdict

    def drop(self, feature_ids: Iterable[int]) -> None:
        """Note features that go while reading goes on."""
        self._gone.update(feature_ids)

    def index(self) -> ReviewIndex:
        """What was read, in order; features without a score come last, equal ones by their id."""
        ids, keys = np.array(self._ids, np.int64), np.array(self._keys, float)
        order = np.lexsort((ids, keys))
        index = ReviewIndex(ids[order], np.array(self._codes, np.int8)[order])
        index.drop(self._gone)
        for feature_id, verdict in self._said.items():
            index.say(feature_id, verdict)
        return index

    def _take(self, feature: QgsFeature) -> None:
        scores = [feature.attribute(column) for column in self._scores]
        known = [(s, limit) for s, limit in zip(scores, self._limits) if isinstance(s, (int, float)) and s == s]
        self._ids.append(feature.id())
        self._codes.append(_code(text_of(feature.attribute(self._verdict))) if self._verdict >= 0 else _NOT_REVIEWED)
        if not known:
            self._keys.append(math.inf)
        elif self._order is Order.UNCERTAIN_FIRST:
            own = self._by_label.get(text_of(feature.attribute(self._label))) if self._label >= 0 else None
            self._keys.append(min(abs(score - (limit if own is None else own)) for score, limit in known))
        else:
            highest = max(score for score, _ in known)
            self._keys.append(-highest if self._order is Order.HIGH_FIRST else highest)


def _code(verdict: str) -> int:
    return _CODES.get(verdict, _OTHER if verdict else _NOT_REVIEWED)


def _slug(text: str) -> str:
    return re.sub(r"\W+", "_", text.lower()).strip("_")
