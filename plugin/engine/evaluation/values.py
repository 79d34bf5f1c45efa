"""A regression against the truth: the value of each window and the true value of the ground below it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score

from ..contract.events import IsCancelled
from .figures import verdict
from .scored import places_of, read_windows
from .subject import Ground, Subject

LEAST_COVERED = 0.5
MOST_POINTS = 5000
RULE = (
    "The true value of a window is the mean of the true polygons below it, weighted by the area that they share with "
    f"it; windows of which less than {LEAST_COVERED:.0%} is covered are left out. True points count as a plain mean of "
    "those inside the window."
)


def evaluate_values(
    subject: Subject,
    grounds: tuple[Ground, ...],
    values: NDArray[np.float64],
    places: NDArray[np.object_] | None,
    cancelled: IsCancelled,
) -> dict[str, Any]:
    """Return MSE, RMSE, MAE, R2 and bias over windows; values: the true value of each geometry, NaN where unknown."""
    counts: Counter[str] = Counter({"judged": 0})
    found, true, names = [], [], []
    for ground in grounds:
        windows = read_windows(ground, counts, cancelled)
        truths, covered, feature = window_values(windows.boxes_px, ground.shapes_px, values[ground.rows])
        judged = covered >= LEAST_COVERED
        counts["with little or no truth below them"] += int((~judged).sum())
        counts["of a single colour"] += int((judged & windows.single_colour).sum())
        judged &= ~windows.single_colour
        counts["judged"] += int(judged.sum())
        found.append(windows.scores[judged, 0].astype(float))
        true.append(truths[judged])
        names.append(places_of(ground, feature[judged], places))
    return _figures(subject, np.concatenate(found), np.concatenate(true), np.concatenate(names), counts)


def window_values(
    boxes: NDArray[np.floating], shapes: NDArray[np.object_], values: NDArray[np.floating]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.intp]]:
    """Return the true value of each window, the share of it that truth covers, and the feature with the most of it.

    boxes: (windows, 4) on the grid of the shapes. A window with a true point inside counts as covered. See RULE.
    """
    known = np.flatnonzero(np.isfinite(values))
    squares = shapely.box(*boxes.T)
    totals, weights = np.zeros(len(boxes)), np.zeros(len(boxes))
    feature, covered = np.full(len(boxes), -1, np.intp), np.zeros(len(boxes))
    if len(known):
        window, i = shapely.STRtree(shapes[known]).query(squares, predicate="intersects")
        points = shapely.get_type_id(shapes[known[i]]) == shapely.GeometryType.POINT
        shared = shapely.area(shapely.intersection(squares[window], shapes[known[i]]))
        areas = shapely.area(squares)
        weight = np.where(points, areas[window], shared)
        np.add.at(totals, window, weight * values[known[i]])
        np.add.at(weights, window, weight)
        order = np.argsort(weight, kind="stable")
        feature[window[order]] = known[i[order]]
        covered = np.minimum(np.divide(weights, areas, out=np.zeros_like(weights), where=areas > 0), 1.0)
    return np.divide(totals, weights, out=np.full(len(boxes), np.nan), where=weights > 0), covered, feature


def _figures(
    subject: Subject,
    found: NDArray[np.float64],
    true: NDArray[np.float64],
    names: NDArray[np.object_],
    counts: Counter[str],
) -> dict[str, Any]:
    value = subject.card.value
    overall = value_figures(found, true)
    shown = np.unique(np.linspace(0, len(found) - 1, min(len(found), MOST_POINTS)).round().astype(int))
    of = f"{overall['samples']:,} windows"
    unit = f" ({value.unit})" if value is not None and value.unit else ""
    return {
        "sample": "window",
        "windows": dict(counts),
        "window_rule": RULE,
        "value": {"name": value.name, "unit": value.unit, "low": value.low, "high": value.high} if value else None,
        "overall": overall,
        "pairs": {"true": true[shown].tolist(), "found": found[shown].tolist()},
        "places": [
            {"place": str(name), **value_figures(found[names == name], true[names == name])}
            for name in np.unique(names.astype(str))
        ],
        "verdict": [
            verdict("R2", overall["r2"], of),
            verdict(f"mean absolute error{unit}", overall["mae"], of),
            verdict(f"root mean squared error{unit}", overall["rmse"], of),
            verdict(f"bias{unit}", overall["bias"], "mean of found minus true"),
        ],
    }


def value_figures(found: NDArray[np.float64], true: NDArray[np.float64]) -> dict[str, Any]:
    """Return the figures of pairs; R2 is None for fewer than two pairs, or where every true value is the same."""
    if not len(true):
        return {"samples": 0, **dict.fromkeys(("mse", "rmse", "mae", "bias", "r2", "mean_true", "mean_found"))}
    mse = float(mean_squared_error(true, found))
    return {
        "samples": len(true),
        "mse": mse,
        "rmse": float(np.sqrt(mse)),
        "mae": float(mean_absolute_error(true, found)),
        "bias": float(np.mean(found - true)),
        "r2": float(r2_score(true, found)) if len(true) > 1 and np.ptp(true) > 0 else None,
        "mean_true": float(np.mean(true)),
        "mean_found": float(np.mean(found)),
    }
