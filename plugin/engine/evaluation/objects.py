"""Found and true things of one class on one raster, and their counts a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from .figures import CURVE_POINTS
from .matching import Match
from .scored import NO_PLACE
from .subject import Ground
from .truth import Labels

Objects = NDArray[np.object_]


@dataclass(frozen=True)
class Found:
    """Found things of a class on a raster, and the true ones, all in the raster's CRS.

    outside: (found,), whether the centre of a found thing lies outside the ground that is judged. rows: (true,),
    positions in the truth layer. counts: (true,), whether a true thing lies on ground that was looked at.
    """

    shapes: Objects
    scores: NDArray[np.floating]
    outside: NDArray[np.bool_]
    true: Objects
    rows: NDArray[np.intp]
    counts: NDArray[np.bool_]
    raster: str


def true_things(
    ground: Ground, labels: Labels, number: int, looked_at: shapely.STRtree
) -> tuple[Objects, NDArray[np.intp], NDArray[np.bool_]]:
    """Return the true features of a class on a ground: shapes, positions, and whether they lie on what was looked at.

    looked_at: on the score grid, the windows that were scored; a feature counts where its centroid lies in one of them,
    and on the ground that is judged.
    """
    mine = labels.held[ground.rows, number]
    centres = shapely.centroid(ground.shapes_px[mine])
    counts = np.zeros(int(mine.sum()), bool)
    counts[looked_at.query(centres, predicate="intersects")[0]] = True
    counts &= shapely.intersects(ground.judged_px, centres)
    return ground.shapes[mine], ground.rows[mine], counts


def place_rows(
    label: str,
    found: Sequence[Found],
    matches: Sequence[Match],
    threshold: float,
    places: NDArray[np.object_] | None,
) -> list[dict[str, Any]]:
    """Return counts a place: true, found, right, hit, missed and false.

    A place is a value of the place field, or a raster where there is none. A found thing belongs to the place of the
    true one that it shows; a false one to that of the nearest true one.
    """
    total: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(("true", "found", "right", "hit"), 0))
    for one, match in zip(found, matches, strict=True):
        of_true, of_found = _places(one, match, places)
        judged = (match.scores >= threshold) & ~match.ignored
        hit = match.counts & (match.hit_score >= threshold)
        for key, names, chosen in (
            ("true", of_true, match.counts),
            ("hit", of_true, hit),
            ("found", of_found, judged),
            ("right", of_found, judged & match.right),
        ):
            for name, count in zip(*np.unique(names[chosen].astype(str), return_counts=True), strict=True):
                total[str(name)][key] += int(count)
    return [
        {
            "place": place,
            "label": label,
            **counts,
            "missed": counts["true"] - counts["hit"],
            "false": counts["found"] - counts["right"],
        }
        for place, counts in sorted(total.items())
    ]


def _places(one: Found, match: Match, places: NDArray[np.object_] | None) -> tuple[Objects, Objects]:
    if places is None:
        return np.full(len(one.true), one.raster, object), np.full(len(one.shapes), one.raster, object)
    of_true = np.array([NO_PLACE if places[row] is None else str(places[row]) for row in one.rows], dtype=object)
    of_found = np.full(len(one.shapes), NO_PLACE, object)
    if len(one.true) and len(one.shapes):
        alone = match.partner < 0
        nearest = match.partner.copy()
        nearest[alone] = shapely.STRtree(one.true).nearest(one.shapes[alone])
        of_found = of_true[nearest]
    return of_true, of_found


def object_curve(
    scores: NDArray[np.floating], precision: NDArray[np.floating], recall: NDArray[np.floating]
) -> dict[str, list[float]]:
    """Return a precision-recall curve of found things with at most CURVE_POINTS points, its ends among them."""
    kept = np.unique(np.linspace(0, len(scores) - 1, min(len(scores), CURVE_POINTS)).round().astype(int))
    columns = {"score": scores, "precision": precision, "recall": recall}
    return {name: values[kept].astype(float).tolist() for name, values in columns.items()}
