"""From photographs to places: the mean of their scores, what they cover, and how far they agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .decide import NO_CLASS

HALF_TURN_DEG = 180.0


@dataclass(frozen=True)
class Places:
    """Places in the order in which they first come, m of them.

    names: of each place. of_row: (n,) the place of each row, -1 for none. xy: (m, 2) mean of the rows' points.
    scores: (m, classes) mean scores of the photographs of a place, each counted once; NaN where none was scored.
    photographs, failed: (m,) how many of them were scored and how many could not be. headings: (m,) those of the scored
    ones in degrees, rising, with commas between.
    """

    names: tuple[str, ...]
    of_row: NDArray[np.int64]
    xy: NDArray[np.float64]
    scores: NDArray[np.float64]
    photographs: NDArray[np.int64]
    failed: NDArray[np.int64]
    headings: tuple[str, ...]


def aggregate(
    names: list[str | None],
    xy: NDArray[np.float64],
    photo_of_row: NDArray[np.int64],
    scores: NDArray[np.float32],
    headings: NDArray[np.float64],
    is_geographic: bool,
) -> Places:
    """Gather rows by the names of their places.

    photo_of_row: (n,) number of each row's photograph, -1 for none; a photograph that a place names twice counts once.
    scores: (n, classes), NaN where a row's photograph was not scored.
    """
    of_row, order = number_places(names)
    scored = np.isfinite(scores).all(axis=1)
    first = first_of_each_photograph(of_row, photo_of_row)
    count = len(order)
    total = np.zeros((count, scores.shape[1]))
    np.add.at(total, of_row[first & scored], scores[first & scored].astype(np.float64))
    photographs = np.bincount(of_row[first & scored], minlength=count)
    means = np.full_like(total, np.nan)
    np.divide(total, photographs[:, None], out=means, where=photographs[:, None] > 0)
    return Places(
        names=order,
        of_row=of_row,
        xy=_mean_points(of_row, xy, count, is_geographic),
        scores=means,
        photographs=photographs,
        failed=np.bincount(of_row[first & ~scored], minlength=count),
        headings=_list_headings(of_row, np.where(scored, headings, np.nan), count),
    )


def number_places(names: list[str | None]) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Return the place of each row (n,), -1 for none, and the names of the places in the order in which they come."""
    order = {name: number for number, name in enumerate(dict.fromkeys(name for name in names if name is not None))}
    return np.array([order[name] if name is not None else -1 for name in names], np.int64), tuple(order)


def first_of_each_photograph(of_row: NDArray[np.int64], photo_of_row: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return (n,), true for rows of a place whose photograph does not stand in an earlier row of that place.

    A row without a photograph repeats nothing.
    """
    own = np.where(photo_of_row >= 0, photo_of_row, -1 - np.arange(len(photo_of_row)))
    _, firsts = np.unique(np.column_stack([of_row, own]), axis=0, return_index=True)
    first = np.zeros(len(of_row), bool)
    first[firsts] = True
    return first & (of_row >= 0)


def agreement(places: Places, photo_of_row: NDArray[np.int64], rows: NDArray[np.int64], of_places: NDArray) -> NDArray:
    """Return (m,) the share of a place's scored photographs whose class is the place's; NaN where it has none.

    rows, of_places: classes of the rows (-2 where not scored) and of the places, NO_CLASS for none.
    """
    counted = first_of_each_photograph(places.of_row, photo_of_row) & (rows != NOT_SCORED)
    same = counted & (rows == of_places[places.of_row])
    share = np.full(len(of_places), np.nan)
    agreeing = np.bincount(places.of_row[same], minlength=len(of_places))
    np.divide(agreeing, places.photographs, out=share, where=(places.photographs > 0) & (of_places != NO_CLASS))
    return share


NOT_SCORED = -2


def _mean_points(
    of_row: NDArray[np.int64], xy: NDArray[np.float64], count: int, is_geographic: bool
) -> NDArray[np.float64]:
    """Mean coordinates; longitudes are taken relative to the first point, so that the antimeridian does not matter."""
    placed = np.flatnonzero(of_row >= 0)
    _, firsts = np.unique(of_row[placed], return_index=True)
    origin = xy[placed[firsts]]
    offset = xy[placed] - origin[of_row[placed]]
    if is_geographic:
        offset[:, 0] = (offset[:, 0] + HALF_TURN_DEG) % (2 * HALF_TURN_DEG) - HALF_TURN_DEG
    total = np.zeros((count, 2))
    np.add.at(total, of_row[placed], offset)
    mean = origin + total / np.bincount(of_row[placed], minlength=count)[:, None]
    if is_geographic:
        mean[:, 0] = np.where(np.abs(mean[:, 0]) > HALF_TURN_DEG, mean[:, 0] - np.sign(mean[:, 0]) * 360.0, mean[:, 0])
    return mean


def _list_headings(of_row: NDArray[np.int64], headings: NDArray[np.float64], count: int) -> tuple[str, ...]:
    covered: list[set[float]] = [set() for _ in range(count)]
    for row in np.flatnonzero((of_row >= 0) & np.isfinite(headings)):
        covered[of_row[row]].add(float(headings[row]))
    return tuple(", ".join(f"{heading:g}" for heading in sorted(some)) for some in covered)
