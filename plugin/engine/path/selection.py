"""The selection that counts: what the job asks for, and the model card's value for what it leaves open."""

from __future__ import annotations

from dataclasses import dataclass

from ..contract.card import REGRESSION, ModelCard
from ..contract.errors import JobError
from ..contract.evidence import Rule, choose_threshold
from ..contract.job import Selection
from .labels import decided_by_threshold


@dataclass(frozen=True)
class SettledSelection:
    """A selection with nothing left open; the fields are those of contract.job.Selection, one threshold a class.

    A regression has no thresholds. rule: how the thresholds were chosen, None where they were given or are the card's.
    """

    thresholds: tuple[float, ...]
    suppression_iou: float
    min_area_m2: float
    min_hole_m2: float
    simplify_m: float
    rule: str | None = None


def settle(card: ModelCard, asked: Selection) -> SettledSelection:
    """Fill what `asked` leaves open from the card; JobError where the thresholds do not match the classes.

    Options that the card's task does not use settle to zero.
    """
    return SettledSelection(
        thresholds=_settle_thresholds(card, asked),
        suppression_iou=_first(asked.suppression_iou, card.selection.suppression_iou),
        min_area_m2=_first(asked.min_area_m2, card.selection.min_area_m2),
        min_hole_m2=_first(asked.min_hole_m2, card.selection.min_hole_m2),
        simplify_m=_first(asked.simplify_m, card.selection.simplify_m),
        rule=asked.rule,
    )


def _settle_thresholds(card: ModelCard, asked: Selection) -> tuple[float, ...]:
    own = card.selection.thresholds or ()
    if card.task == REGRESSION:
        if asked.thresholds is not None or asked.rule is not None:
            raise JobError(f"{card.id} answers with a value, which no threshold selects; leave the threshold out.")
        return ()
    if asked.rule is not None:
        rule, decided = Rule.parse(asked.rule), decided_by_threshold(card)
        return tuple(
            choose_threshold([curve for curve in card.evidence if curve.label == name], rule)
            if name in decided
            else threshold
            for name, threshold in zip(card.classes, own, strict=True)
        )
    if asked.thresholds is None:
        return own
    if len(asked.thresholds) == 1:
        return asked.thresholds * len(card.classes)
    if len(asked.thresholds) != len(card.classes):
        raise JobError(
            f"{len(asked.thresholds)} thresholds were given, but {card.id} has {len(card.classes)} classes "
            f"({', '.join(card.classes)}); give one, or one a class."
        )
    return asked.thresholds


def _first(*values: float | None) -> float:
    return next((value for value in values if value is not None), 0.0)
