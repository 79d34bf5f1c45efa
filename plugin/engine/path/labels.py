"""Labels of a window: which ones are held, and how their fields are called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

import numpy as np

from ..contract.card import ModelCard

GEOPACKAGE_FIELDS = ("fid", "geom")
SEPARATOR = ","


def held_labels(scores: np.ndarray, card: ModelCard, thresholds: Sequence[float]) -> np.ndarray:
    """Return (n, classes) bool: which labels each window holds.

    A label is held where its score is at or above its threshold. Of an exclusive group exactly one is: the one with the
    highest score, of equal scores the one that the group names first; thresholds do not count there. The background is
    never held; where it wins its group, no label of that group is.

    scores: (n, classes) float32. thresholds: one a class.
    """
    held = scores >= np.asarray(thresholds, np.float32)
    for group in card.groups:
        members = np.array([card.classes.index(name) for name in group])
        highest = members[scores[:, members].argmax(axis=1)]
        held[:, members] = highest[:, np.newaxis] == members
    if card.background is not None:
        held[:, card.classes.index(card.background)] = False
    return held


def decided_by_threshold(card: ModelCard) -> tuple[str, ...]:
    """Return the classes whose threshold counts: not the background, and no member of an exclusive group."""
    others = {card.background, *(name for group in card.groups for name in group)}
    return tuple(name for name in card.classes if name not in others)


def join_labels(held: np.ndarray, classes: Sequence[str]) -> np.ndarray:
    """Return the labels held by each window as one text, in the order of the classes: "cars,trees", or ""."""
    texts = np.empty(len(held), dtype=object)
    texts[:] = [SEPARATOR.join(name for name, holds in zip(classes, row, strict=True) if holds) for row in held]
    return texts


def field_names(labels: Sequence[str], taken: Collection[str]) -> tuple[str, ...]:
    """Return a field name a label: lower case letters a to z, digits and underscores, unlike each other and `taken`.

    "Bare soil" gives `bare_soil`; accents go; a name that is taken gets a number. The names depend on the order of the
    labels alone, so that one model always writes the same fields.
    """
    used, names = {*taken, *GEOPACKAGE_FIELDS}, []
    for number, label in enumerate(labels, 1):
        plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
        wanted = re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or f"label_{number}"
        name, again = wanted, 2
        while name in used:
            name, again = f"{wanted}_{again}", again + 1
        used.add(name)
        names.append(name)
    return tuple(names)
