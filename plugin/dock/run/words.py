"""How a run ended, in words."""

from __future__ import annotations

from ...bridge.live.threshold import written_thresholds
from ...bridge.quantities import decimal
from ...bridge.translation import tr
from ...engine.contract.errors import FolderTaken, TeselaError
from .algorithm_run import End
from .outcome import Outcome


def end_words(outcome: Outcome) -> str:
    """What is to be said of a run that is over."""
    if outcome.result.end is not End.DONE:
        if outcome.result.error == FolderTaken.__name__:
            return tr(
                "A raster has changed since the run whose scores this one was to go on from; press Run once more to "
                "begin anew."
            )
        return outcome.result.message
    if outcome.count:
        return tr("Done: the layers are in the group '{group}'.").format(group=outcome.request.title)
    threshold = _least_threshold(outcome)
    if threshold is None:
        return tr("Done, but there is nothing in the result; see the messages.")
    return tr("Nothing was found above the threshold {threshold}; a lower one may show more.").format(
        threshold=decimal(threshold)
    )


def _least_threshold(outcome: Outcome) -> float | None:
    card = outcome.request.card
    try:
        thresholds = written_thresholds(card, outcome.request.selection)
    except TeselaError:
        return None
    return min((thresholds[i] for i in card.foreground), default=None) if thresholds else None
