"""Reviewing a result layer, without widgets: which layers, in which order, what is left, where verdicts are kept."""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from enum import Enum
from typing import Any

import numpy as np
from osgeo import gdal
from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsMapLayer,
    QgsProviderRegistry,
    QgsVectorDataProvider,
    QgsVectorLayer,
)

from ..engine.contract.errors import TeselaError
from .translation import tr

VERDICT, REVIEWER, REVIEWED = "verdict", "reviewer", "reviewed"
FIELDS = (VERDICT, REVIEWER, REVIEWED)
ACCEPT, REJECT, UNSURE = "accept", "reject", "unsure"
SIGNS = {ACCEPT: "✓", REJECT: "✗", UNSURE: "?"}
PROVENANCE_FIELDS = ("run", "model", "raster")
NO_SCORES = ("data_share", "lon", "lat", "area_m2", "value")
DEFAULT_THRESHOLD = 0.5
FEATURES_BETWEEN_LOOKS = 64

_NOT_REVIEWED, _OTHER = 0, 4
_CODES = {ACCEPT: 1, REJECT: 2, UNSURE: 3}


class ReviewError(TeselaError):
    """A verdict could not be kept in the layer."""


class Order(Enum):
    """In which order a layer is stepped through."""

    HIGH_FIRST = "high"
    LOW_FIRST = "low"
    UNCERTAIN_FIRST = "uncertain"


class Choice(Enum):
    """Which features are stepped through, by their verdict."""

    ALL = "all"
    OPEN = "open"
    ACCEPTED = ACCEPT
    REJECTED = REJECT
    UNSURE = UNSURE


@dataclass(frozen=True)
class Mark:
    """What a person said of a feature: verdict (or "" for none), who, and when (ISO 8601, UTC)."""

    verdict: str = ""
    reviewer: str = ""
    reviewed: str = ""


def now_utc() -> str:
    """The time as it is kept with a verdict, to the second."""
    return datetime.now(timezone.utc).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def is_result_layer(layer: QgsMapLayer | None) -> bool:
    """Whether this layer holds what a model found: detections, buildings, or windows with labels."""
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid() or not layer.isSpatial():
        return False
    names = set(layer.fields().names())
    return {"run", "model"} <= names and bool({"score", "labels"} & names)


def thresholds_of(layer: QgsVectorLayer) -> dict[str, float]:
    """The thresholds, by class, of the latest run in the layer's own GeoPackage; empty where none are told."""
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


class ReviewIndex:
    """The features of a layer in the order of the review, each with its verdict; nothing of their geometry."""

    def __init__(self, ids: np.ndarray, codes: np.ndarray) -> None:
        self._ids, self._codes = ids, codes
        self._places: dict[int, int] = {}
        self._number()

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, feature_id: int) -> bool:
        return feature_id in self._places

    def ids(self) -> list[int]:
        """All feature ids, in order."""
        return [int(feature_id) for feature_id in self._ids]

    def place(self, feature_id: int) -> int:
        """The position of a feature in the order, from 0."""
        return self._places[feature_id]

    def count(self, choice: Choice) -> int:
        """How many features a choice holds."""
        return int(np.count_nonzero(self._mask(choice)))

    def reviewed(self) -> int:
        """How many features have a verdict."""
        return len(self) - self.count(Choice.OPEN)

    def rank(self, feature_id: int, choice: Choice) -> int | None:
        """Which of a choice a feature is, from 1; None if it is not in it."""
        place, mask = self._places[feature_id], self._mask(choice)
        return int(np.count_nonzero(mask[: place + 1])) if mask[place] else None

    def say(self, feature_id: int, verdict: str) -> None:
        """Note the verdict of a feature; one that is not in the index is left alone."""
        if feature_id in self._places:
            self._codes[self._places[feature_id]] = _code(verdict)

    def drop(self, feature_ids: Iterable[int]) -> None:
        """Leave out features that are no longer there."""
        places = [self._places[feature_id] for feature_id in set(feature_ids) if feature_id in self._places]
        if places:
            self._ids, self._codes = np.delete(self._ids, places), np.delete(self._codes, places)
            self._number()

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
        place, mask = self._places[feature_id], self._mask(choice)
        following = np.flatnonzero(mask[place + 1 :])[:ahead] + place + 1
        before = np.flatnonzero(mask[:place])[-1:]
        return [int(self._ids[i]) for i in (*following, *before)]

    def _mask(self, choice: Choice) -> np.ndarray:
        if choice is Choice.ALL:
            return np.ones(len(self._ids), bool)
        return self._codes == (_NOT_REVIEWED if choice is Choice.OPEN else _CODES[choice.value])

    def _number(self) -> None:
        self._places = dict(zip(self._ids.tolist(), range(len(self._ids))))


class IndexReader:
    """Reads the index of a layer in short turns, so that the window stays responsive; no geometry is read.

    thresholds: by class; scores nearest to theirs (or to 0.5) are the uncertain ones.
    """

    def __init__(self, layer: QgsVectorLayer, order: Order, thresholds: Mapping[str, float]) -> None:
        self._order = order
        fields = layer.fields()
        self._label = fields.lookupField("label")
        self._verdict = fields.lookupField(VERDICT)
        self._scores = _score_columns(layer)
        names = [fields.at(column).name() for column in self._scores]
        by_field = {_slug(label): value for label, value in thresholds.items()}
        self._by_label = dict(thresholds)
        only = next(iter(thresholds.values())) if len(thresholds) == 1 else DEFAULT_THRESHOLD
        self._limits = [by_field.get(_slug(name), only) for name in names]
        columns = [column for column in (*self._scores, self._label, self._verdict) if column >= 0]
        request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setSubsetOfAttributes(columns)
        self._features = layer.getFeatures(request)
        self._ids: list[int] = []
        self._keys: list[float] = []
        self._codes: list[int] = []

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

    def index(self) -> ReviewIndex:
        """What was read, in order; features without a score come last, equal ones by their id."""
        ids, keys = np.array(self._ids, np.int64), np.array(self._keys, float)
        order = np.lexsort((ids, keys))
        return ReviewIndex(ids[order], np.array(self._codes, np.int8)[order])

    def _take(self, feature: QgsFeature) -> None:
        scores = [feature.attribute(column) for column in self._scores]
        known = [(s, limit) for s, limit in zip(scores, self._limits) if isinstance(s, (int, float)) and s == s]
        self._ids.append(feature.id())
        self._codes.append(_code(_text(feature.attribute(self._verdict))) if self._verdict >= 0 else _NOT_REVIEWED)
        if not known:
            self._keys.append(math.inf)
        elif self._order is Order.UNCERTAIN_FIRST:
            own = self._by_label.get(_text(feature.attribute(self._label))) if self._label >= 0 else None
            self._keys.append(min(abs(score - (limit if own is None else own)) for score, limit in known))
        else:
            highest = max(score for score, _ in known)
            self._keys.append(-highest if self._order is Order.HIGH_FIRST else highest)


def score_of(feature: QgsFeature, layer: QgsVectorLayer) -> float | None:
    """The score of a feature; of a window with labels the highest of them; None if it has none."""
    scores = [feature.attribute(column) for column in _score_columns(layer)]
    known = [float(score) for score in scores if isinstance(score, (int, float)) and score == score]
    return max(known, default=None)


def mark_of(feature: QgsFeature) -> Mark:
    """The verdict that a feature carries, with who and when."""
    fields = feature.fields()
    values = (_text(feature.attribute(name)) if fields.lookupField(name) >= 0 else "" for name in FIELDS)
    return Mark(*values)


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


def _score_columns(layer: QgsVectorLayer) -> list[int]:
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


def _reason(layer: QgsVectorLayer) -> str:
    errors = [*layer.dataProvider().errors(), *([layer.dataProvider().lastError()] if layer.isValid() else [])]
    texts = [str(error).strip().rstrip(".") for error in errors if str(error).strip()]
    return texts[-1] if texts else tr("the source gave no reason")


def _text_fields(names: Iterable[str]) -> list[QgsField]:
    """Text fields without a limit; made by way of a layer, because QGIS changed the enumeration of types."""
    wanted = "&".join(f"field={name}:string(0,0)" for name in names)
    return QgsVectorLayer(f"None?{wanted}", "fields", "memory").fields().toList()


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _code(verdict: str) -> int:
    return _CODES.get(verdict, _OTHER if verdict else _NOT_REVIEWED)


def _slug(text: str) -> str:
    return re.sub(r"\W+", "_", text.lower()).strip("_")
