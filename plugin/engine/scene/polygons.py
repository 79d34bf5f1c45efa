"""Plane geometry of small convex polygons, as arrays of vertices (n, 2), quick enough for thousands of plots."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


def polygon_area(points: Points) -> float:
    """Return the area of a simple polygon, whichever way round its vertices go."""
    x, y = points[:, 0], points[:, 1]
    inner = float(x[:-1] @ y[1:] - y[:-1] @ x[1:])
    return 0.5 * abs(inner + float(x[-1] * y[0] - y[-1] * x[0]))


def clip_half_plane(points: Points, normal: Points, offset: float) -> Points:
    """Return the part of a convex polygon where normal . p <= offset; fewer than 3 vertices means nothing is left."""
    side = points @ normal - offset
    kept: list[Points] = []
    for i in range(len(points)):
        j = (i + 1) % len(points)
        if side[i] <= 0.0:
            kept.append(points[i])
        if (side[i] < 0.0 < side[j]) or (side[j] < 0.0 < side[i]):
            kept.append(points[i] + side[i] / (side[i] - side[j]) * (points[j] - points[i]))
    return np.array(kept) if len(kept) >= 3 else np.empty((0, 2))


def inset(points: Points, distances: Points | float) -> Points:
    """Move each edge of a convex polygon inwards by its distance; empty where nothing is left."""
    middle = points.mean(axis=0)
    distances = np.broadcast_to(np.asarray(distances, dtype=float), (len(points),))
    result = points
    for i in range(len(points)):
        edge = points[(i + 1) % len(points)] - points[i]
        length = float(np.hypot(edge[0], edge[1]))
        if length < 1e-6 or distances[i] <= 0.0:
            continue
        normal = np.array([edge[1], -edge[0]]) / length
        offset = float(normal @ points[i])
        if float(normal @ middle) > offset:
            normal, offset = -normal, -offset
        result = clip_half_plane(result, normal, offset - float(distances[i]))
        if len(result) < 3:
            return np.empty((0, 2))
    return result


def blunt(points: Points, narrow_m: float, sharp_deg: float = 62.0) -> Points:
    """Cut the sharp corners off a convex polygon where it is about narrow_m wide: no house fills an acute corner."""
    for i in range(len(points)):
        corner = points[i]
        before, after = points[i - 1] - corner, points[(i + 1) % len(points)] - corner
        lengths = np.hypot(before[0], before[1]), np.hypot(after[0], after[1])
        if min(lengths) < 1e-6:
            continue
        before, after = before / lengths[0], after / lengths[1]
        cosine = float(np.clip(before @ after, -1.0, 1.0))
        if cosine <= math.cos(math.radians(sharp_deg)):
            continue
        way = before if lengths[0] > lengths[1] else after
        depth = narrow_m / max(2.0 * math.sqrt(0.5 * (1.0 - cosine)), 0.2)
        points = clip_half_plane(points, -way, -float(way @ corner) - depth)
        if len(points) < 3:
            return points
        return blunt(points, narrow_m, sharp_deg) if len(points) < 9 else points
    return points


def edges_of(points: Points) -> Points:
    """Return the vectors from each vertex of a polygon to the next."""
    return np.concatenate([points[1:], points[:1]]) - points


def longest_edge(points: Points) -> Points:
    """Return the unit vector of the direction in which a polygon is longest, taken from its longest edge or across."""
    edges = edges_of(points)
    lengths = np.hypot(edges[:, 0], edges[:, 1])
    unit = edges[lengths.argmax()] / max(float(lengths.max()), 1e-9)
    across = np.array([-unit[1], unit[0]])
    return unit if np.ptp(points @ unit) >= np.ptp(points @ across) else across


def edge_normals(points: Points) -> tuple[Points, Points]:
    """Return outward unit normals (n, 2) and offsets (n,) of a convex polygon's edges."""
    edges = edges_of(points)
    lengths = np.maximum(np.hypot(edges[:, 0], edges[:, 1]), 1e-9)
    normals = np.stack([edges[:, 1], -edges[:, 0]], axis=1) / lengths[:, None]
    offsets = (normals * points).sum(axis=1)
    inward = normals @ points.mean(axis=0) > offsets
    normals[inward] *= -1.0
    offsets[inward] *= -1.0
    return normals, offsets


def span(points: Points) -> float:
    """Return the larger side of a polygon's bounding box."""
    return float(np.ptp(points, axis=0).max())
