"""From the parameters that choose features to the selection of a job."""

from __future__ import annotations

from collections.abc import Callable

from ..bridge.translation import tr
from ..engine.contract.card import ModelCard
from ..engine.contract.errors import CardError, JobError
from ..engine.contract.evidence import BEST_F1, NO_FALSE_POSITIVES, PRECISION
from ..engine.contract.job import Selection
from . import parameters as p
from .values import Values

RULES = (None, BEST_F1, NO_FALSE_POSITIVES, PRECISION)


def selection_from(values: Values, card: Callable[[], ModelCard]) -> Selection:
    """How scores become features; JobError names a value out of range or a label that the model lacks.

    `card` is asked only where single labels have thresholds: the others take theirs from it.
    """
    threshold = values.number(p.THRESHOLD)
    thresholds: tuple[float, ...] | None = None if threshold is None else (threshold,)
    named = values.text(p.THRESHOLDS)
    if named:
        thresholds = label_thresholds(named, threshold, card())
    return Selection(
        thresholds=thresholds,
        suppression_iou=values.number(p.SUPPRESSION_IOU),
        min_area_m2=values.number(p.MIN_AREA),
        min_hole_m2=values.number(p.MIN_HOLE),
        simplify_m=values.number(p.SIMPLIFY),
        rule=rule_from(values),
    )


def rule_from(values: Values) -> str | None:
    """The rule for thresholds as the job wants it; None for the card's values."""
    name = RULES[values.integer(p.THRESHOLD_RULE) or 0]
    if name != PRECISION:
        return name
    precision = values.number(p.PRECISION)
    if precision is None:
        raise JobError(tr("Give the wanted precision, or choose the thresholds in another way."))
    return f"{PRECISION}={precision!r}"


def label_thresholds(text: str, others: float | None, card: ModelCard) -> tuple[float, ...]:
    """Read "cars=0.4, trees=0.6" as one threshold a class of the card; `others` is that of labels not named.

    JobError quotes what is no threshold, and lists the labels where one is unknown.
    """
    named: dict[str, float] = {}
    for part in text.split(","):
        label, separator, value = (piece.strip() for piece in part.rpartition("="))
        if not separator:
            raise JobError(_no_threshold(part))
        if label not in card.classes:
            raise JobError(
                tr("The model {model} has no label '{label}'; its labels are {labels}.").format(
                    model=card.id, label=label, labels=", ".join(card.classes)
                )
            )
        if label in named:
            raise JobError(tr("'{label}' has two thresholds; leave one of them out.").format(label=label))
        try:
            named[label] = float(value)
        except ValueError as error:
            raise JobError(_no_threshold(part)) from error
    from_card = card.selection.thresholds
    if from_card is None:
        raise CardError(tr("The model {model} has no thresholds: it predicts a value.").format(model=card.id))
    return tuple(named.get(label, value if others is None else others) for label, value in zip(card.classes, from_card))


def _no_threshold(part: str) -> str:
    return tr("'{text}' is no threshold of a label; write label=0.4, with commas between several.").format(
        text=part.strip()
    )
