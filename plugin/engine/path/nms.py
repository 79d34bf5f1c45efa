"""Class-aware non-max suppression: of boxes of one class that overlap, the one with the higher score stays."""

from __future__ import annotations

import numpy as np
import shapely


def suppress(boxes: np.ndarray, scores: np.ndarray, classes: np.ndarray, iou: float) -> np.ndarray:
    """Return the positions of the boxes that stay, in ascending order.

    Greedy suppression (Neubeck and Van Gool 2006): boxes are visited from the highest score down; a box goes when its
    intersection over union with a box of its class that stayed is larger than `iou`. Of equal scores the earlier box
    stays. A box is only ever suppressed by one with a score at least as high, so a threshold may be applied before or
    after with the same result.

    boxes: (n, 4) left, top, right, bottom. A spatial index (sort-tile-recursive tree) finds the pairs that meet.
    """
    count = len(scores)
    rank = np.empty(count, np.int64)
    order = np.argsort(-scores, kind="stable")
    rank[order] = np.arange(count)
    stronger, weaker = _overlapping_pairs(boxes, classes, rank, iou)
    begins = np.searchsorted(stronger, np.arange(count + 1))
    stays = np.ones(count, bool)
    for position in range(count):
        if stays[position]:
            stays[weaker[begins[position] : begins[position + 1]]] = False
    return np.sort(order[stays])


def _overlapping_pairs(
    boxes: np.ndarray, classes: np.ndarray, rank: np.ndarray, iou: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return ranks of pairs of one class that overlap more than `iou`: (stronger, weaker), sorted by the stronger."""
    shapes = shapely.box(*boxes.T)
    first, second = shapely.STRtree(shapes).query(shapes)
    pair = (rank[first] < rank[second]) & (classes[first] == classes[second])
    first, second = first[pair], second[pair]
    overlap = intersection_over_union(boxes[first], boxes[second]) > iou
    stronger, weaker = rank[first[overlap]], rank[second[overlap]]
    order = np.argsort(stronger, kind="stable")
    return stronger[order], weaker[order]


def intersection_over_union(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the IoU of boxes a[i] and b[i], both (n, 4) left, top, right, bottom; empty boxes give zero."""
    width = np.minimum(a[:, 2], b[:, 2]) - np.maximum(a[:, 0], b[:, 0])
    height = np.minimum(a[:, 3], b[:, 3]) - np.maximum(a[:, 1], b[:, 1])
    shared = np.clip(width, 0, None) * np.clip(height, 0, None)
    area_a = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    area_b = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    union = area_a + area_b - shared
    return np.divide(shared, union, out=np.zeros(len(shared)), where=union > 0)
