"""What the review says: of the feature that is looked at, and of what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from qgis.core import QgsFeature, QgsVectorLayer

from ...bridge.review.index import ReviewIndex
from ...bridge.review.reviewed_layer import mark_of, score_of
from ...bridge.review.verdict_fields import missing_fields, obstacle
from ...bridge.review.verdicts import ACCEPT, REJECT, SIGNS, UNSURE, Choice
from ...bridge.translation import tr

NO_BREAK_SPACE = "\u00a0"


class Way(Enum):
    """What a button beside the text offers to do about it."""

    NONE = "none"
    ADD_COLUMNS = "add columns"
    SAVE_COPY = "save a copy"


@dataclass(frozen=True)
class Situation:
    """A text, and the way out that is offered with it."""

    text: str
    way: Way = Way.NONE

    @property
    def button(self) -> str:
        """What stands on the button."""
        return {Way.ADD_COLUMNS: tr("Add the columns and begin"), Way.SAVE_COPY: tr("Save a copy…")}.get(self.way, "")


def no_layer() -> str:
    """What to do while there is nothing to review."""
    return tr("Run a model, or add the layers of an earlier run: here you step through what was found.")


def situation(layer: QgsVectorLayer, index: ReviewIndex | None, choice: Choice, said: str) -> Situation:
    """What to say of a layer; said: what happened last, which takes the place of what is merely worth knowing."""
    if index is None:
        return Situation(tr("Reading the layer"))
    if not len(index):
        return Situation(tr("The layer '{name}' has no features to review.").format(name=layer.name()))
    reason = obstacle(layer)
    if reason is not None:
        return Situation(said or reason, Way.SAVE_COPY)
    if missing_fields(layer):
        text = tr(
            "Verdicts are kept in the layer itself, in three new text columns: verdict, reviewer and reviewed (the "
            "time). Nothing else in it changes."
        )
        return Situation(said or text, Way.ADD_COLUMNS)
    if not index.count(Choice.OPEN) and choice in (Choice.ALL, Choice.OPEN):
        return Situation(said or tr("All {count} are reviewed.").format(count=len(index)))
    if not index.count(choice):
        return Situation(said or tr("No feature has this verdict; choose others above."))
    if layer.isEditable():
        return Situation(said or tr("The layer is being edited: verdicts are kept when you save its edits."))
    if layer.isTemporary():
        return Situation(said or tr("A temporary layer: verdicts are lost with it."), Way.SAVE_COPY)
    return Situation(said)


def last_one(index: ReviewIndex) -> str:
    """What is said at the end of the steps."""
    return tr("This is the last one; not reviewed yet: {count}.").format(count=index.count(Choice.OPEN))


def about(feature: QgsFeature, layer: QgsVectorLayer, rank: int | None, count: int) -> str:
    """What the feature is, its score, and which of how many; lines break between these parts only."""
    names = feature.fields().names()
    what = next((str(feature[name]) for name in ("label", "labels", "class") if name in names and feature[name]), "")
    score = score_of(feature, layer)
    parts = [what, tr("score {score:.2f}").format(score=score) if score is not None else tr("no score")]
    if rank is not None:
        parts.append(tr("{rank} of {count}").format(rank=rank, count=count))
    return " · ".join(part.replace(" ", NO_BREAK_SPACE) for part in parts if part)


def verdict_of(feature: QgsFeature) -> str:
    """What was said of the feature, by whom and on which day."""
    mark = mark_of(feature)
    if not mark.verdict:
        return tr("Not reviewed yet")
    names = {ACCEPT: tr("Accepted"), REJECT: tr("Rejected"), UNSURE: tr("Unsure")}
    who = " · ".join(text for text in (mark.reviewer, mark.reviewed[:10]) if text)
    return f"{SIGNS.get(mark.verdict, '')} {names.get(mark.verdict, mark.verdict)} · {who}".strip(" ·")
