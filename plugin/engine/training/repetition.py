"""How far the figures of one recipe differ from training to training: what a card states as their spread.

Threads add up in another order each time, and processors and runtimes differ, so that training again gives other
weights and figures close to the last ones. How close is measured by training again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..contract.card import CARD_FILE, Figure, ModelCard, read_card
from ..contract.errors import CardError
from .fit import Emit
from .recipe import Recipe


def earlier_card(folder: Path, recipe: Recipe, emit: Emit) -> ModelCard | None:
    """Return the card of an earlier training of this recipe in `folder`; None where there is none of its version."""
    if not (folder / CARD_FILE).is_file():
        return None
    try:
        card = read_card(folder)
    except CardError as error:
        emit(f"the earlier card beside the recipe is not counted: {error}")
        return None
    return card if (card.id, card.version) == (recipe.id, recipe.version) else None


def with_spread(figures: Sequence[Figure], earlier: ModelCard | None, another_training: bool) -> tuple[Figure, ...]:
    """Return the figures with the lowest and highest value over this and the earlier trainings.

    another_training: these figures are of newly trained weights, and not of the earlier ones measured again.
    """
    if earlier is None:
        return tuple(figures)
    known = {(figure.name, figure.data, figure.part): figure for figure in earlier.figures}
    return tuple(
        _widen(figure, known.get((figure.name, figure.data, figure.part)), another_training) for figure in figures
    )


def _widen(figure: Figure, before: Figure | None, another_training: bool) -> Figure:
    if before is None or (not another_training and before.trainings == 1):
        return figure
    values = (figure.value, *(before.spread or (before.value,)))
    return replace(
        figure,
        spread=(min(values), max(values)),
        trainings=before.trainings + another_training,
    )


def comparison(figures: Sequence[Figure], earlier: ModelCard) -> list[str]:
    """Return a line for each figure that says how it lies to the spread that the earlier card states."""
    known = {(figure.name, figure.data, figure.part): figure for figure in earlier.figures}
    lines = []
    for figure in figures:
        before = known.get((figure.name, figure.data, figure.part))
        if before is None:
            continue
        lines.append(f"{figure.data}, {figure.part}: {figure.name} {figure.value:.3f}, {_beside(figure, before)}")
    return lines


def _beside(figure: Figure, before: Figure) -> str:
    if before.spread is None:
        return f"{before.value:.3f} in the earlier training"
    low, high = before.spread
    place = "within" if low <= figure.value <= high else "outside"
    return f"{place} the {low:.3f} to {high:.3f} of {before.trainings} earlier trainings"
