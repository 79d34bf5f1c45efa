"""What is true of a window, by one rule for training and for evaluation."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

CENTRAL_SHARE = 0.5
"""A window has a class where the centroid of a true feature lies in its central half, along both axes."""
POSITIVE, NEGATIVE, DOUBTFUL = 1, 0, -1


def judge_windows(
    boxes: NDArray[np.floating],
    shapes: NDArray[np.object_],
    held: NDArray[np.bool_],
    known: NDArray[np.bool_],
    central_share: float = CENTRAL_SHARE,
) -> NDArray[np.int8]:
    """Return (windows, classes): POSITIVE, NEGATIVE or DOUBTFUL.

    Positive: the point, or the centroid, of a feature of the class lies in the central share of the window along both
    axes. Negative: no feature of the class, and none of an unknown class, touches the window. Doubtful: the others.

    boxes: (windows, 4) left, top, right, bottom. shapes: (features,) on the same grid. held: (features, classes),
    which features have which class. known: (features,), whether a feature has a class at all.
    """
    states = np.full((len(boxes), held.shape[1]), NEGATIVE, np.int8)
    windows = shapely.box(*boxes.T)
    middle, half = (boxes[:, :2] + boxes[:, 2:]) / 2, (boxes[:, 2:] - boxes[:, :2]) * central_share / 2
    central = shapely.box(*(middle - half).T, *(middle + half).T)
    feature, window = shapely.STRtree(windows).query(shapes, predicate="intersects")
    for number in range(held.shape[1]):
        states[window[held[feature, number] | ~known[feature]], number] = DOUBTFUL
    feature, window = shapely.STRtree(central).query(shapely.centroid(shapes), predicate="intersects")
    for number in range(held.shape[1]):
        states[window[held[feature, number]], number] = POSITIVE
    return states
