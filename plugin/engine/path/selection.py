"""The selection that counts: what the job asks for, and the model card's value for what it leaves open."""

from __future__ import annotations

from dataclasses import dataclass

from ..contract.card import ModelCard
from ..contract.errors import JobError
from ..contract.job import Selection


@dataclass(frozen=True)
class SettledSelection:
    """A selection with nothing left open; the fields are those of contract.job.Selection, one threshold a class."""

    thresholds: tuple[float, ...]
    suppression_iou: float
    min_area_m2: float
    min_hole_m2: float
    simplify_m: float


def settle(card: ModelCard, asked: Selection) -> SettledSelection:
    """Fill what `asked` leaves open from the card; JobError where the thresholds do not match the classes.

    Options that the card's task does not use settle to zero.
    """
    return SettledSelection(
        thresholds=_settle_thresholds(card, asked.thresholds),
        suppression_iou=_first(asked.suppression_iou, card.selection.suppression_iou),
        min_area_m2=_first(asked.min_area_m2, card.selection.min_area_m2),
        min_hole_m2=_first(asked.min_hole_m2, card.selection.min_hole_m2),
        simplify_m=_first(asked.simplify_m, card.selection.simplify_m),
    )


def _settle_thresholds(card: ModelCard, asked: tuple[float, ...] | None) -> tuple[float, ...]:
    if asked is None:
        return card.selection.thresholds or ()
    if len(asked) == 1:
        return asked * len(card.classes)
    if len(asked) != len(card.classes):
        raise JobError(
            f"{len(asked)} thresholds were given, but {card.id} has {len(card.classes)} classes "
            f"({', '.join(card.classes)}); give one, or one a class."
        )
    return asked


def _first(*values: float | None) -> float:
    return next((value for value in values if value is not None), 0.0)
