"""The account of a run over photographs: what became of every row, counted and told."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from ..contract.events import Emit, Note, Warning
from .image import PhotoError
from .places import first_of_each_photograph, number_places
from .plan import PhotoPlan
from .scoring import Scoring

LISTED = 5
LEAST_SHOWN = 0.5


def count_rows(plan: PhotoPlan, scoring: Scoring) -> dict[str, int]:
    """Return how many rows of the layer there are in total, and how many of them were scored or lost, and how.

    failed = missing (no such file) + unreadable + without_path (an empty field). repeated: rows that name a photograph
    of their place again; they are scored like others.
    """
    numbers = plan.photo_of_row
    of_row, _ = number_places(plan.places)
    first = first_of_each_photograph(of_row, numbers)
    scored = int(np.isin(numbers, scoring.scored()).sum())
    missing = int(np.isin(numbers, list(scoring.missing)).sum())
    without_path = int((numbers < 0).sum())
    return {
        "total": len(plan.layer) + plan.layer.without_geometry,
        "scored": scored,
        "failed": len(plan.layer) - scored,
        "missing": missing,
        "unreadable": len(plan.layer) - scored - missing - without_path,
        "without_path": without_path,
        "without_geometry": plan.layer.without_geometry,
        "repeated": int(((of_row >= 0) & ~first).sum()),
    }


def tell_losses(plan: PhotoPlan, scoring: Scoring, counts: dict[str, int], emit: Emit) -> None:
    """Warn of what was lost, each kind in one sentence with its first cases; PhotoError where that is everything."""
    points, field = plan.job.points, plan.job.photo_field
    gone = [f"{name} is not there" for name in scoring.missing.values()]
    if not counts["scored"]:
        first = next(iter([*scoring.unreadable.values(), *gone, f"'{field}' is empty in all of them"]))
        raise PhotoError(
            f"None of the {len(plan.layer)} rows of {points} has a photograph that can be read. {first.rstrip('.')}. "
            f"Check the field '{field}' and the folder where relative paths start (--photo-folder)."
        )
    unreadable = scoring.unreadable or scoring.without_scores()
    rows = f"of {len(plan.layer)} rows"
    for count, what, cases in (
        (counts["missing"], f"the photograph of {counts['missing']} {rows} is not there", scoring.missing),
        (counts["unreadable"], f"the photograph of {counts['unreadable']} {rows} cannot be read", unreadable),
        (counts["without_path"], f"'{field}' is empty in {counts['without_path']} {rows}", {}),
    ):
        if count:
            emit(Warning(f"{points}: {what}{_list(cases.values())}. These rows have no class."))
    if counts["repeated"]:
        emit(
            Warning(
                f"{points}: {counts['repeated']} {rows} only repeat a photograph of their place; there it counts once."
            )
        )
    cropped = scoring.shown_less_than(LEAST_SHOWN)
    if cropped:
        emit(
            Note(
                f"{cropped} photographs are more than twice as long one way as the other; the model was shown only "
                "their middle square. Cut panoramas into headings to use all of them."
            )
        )


def _list(texts: Collection[str]) -> str:
    first = "; ".join(text.rstrip(".") for text in list(texts)[:LISTED])
    return f" ({first}{'; …' if len(texts) > LISTED else ''})" if texts else ""
