"""Splitting by place: blocks of ground go to one part as a whole, and a gap is kept between the parts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from .recipe import PARTS, RecipeError, Split

EARTH_RADIUS_M = 6371008.8
LEFT_OUT = -1

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def local_metres(lon_deg: Floats, lat_deg: Floats) -> Floats:
    """Return (n, 2) eastings and northings in metres from the south-west corner, on an equirectangular grid."""
    per_degree = np.pi * EARTH_RADIUS_M / 180
    scale = np.cos(np.deg2rad(lat_deg.mean()))
    return np.column_stack([(lon_deg - lon_deg.min()) * per_degree * scale, (lat_deg - lat_deg.min()) * per_degree])


def split_by_place(places_m: Floats, labels: Ints, split: Split) -> Ints:
    """Return the part of each sample (an index into PARTS, or LEFT_OUT), as (n,) integers.

    places_m: (n, 2) centres in metres. labels: (n,) class of each sample; every part gets its share of each class as
    nearly as whole blocks allow. Samples within guard_m (the larger of the distances along x and y, the one that
    decides whether two square tiles overlap) of a sample of a later part are left out.
    """
    if len(places_m) == 0:
        raise RecipeError("There is no sample to split; check the path of the training data.")
    _, block = np.unique(np.floor(places_m / split.block_m).astype(np.int64), axis=0, return_inverse=True)
    block = block.reshape(-1)
    parts = _assign_blocks(block, labels, split)[block]
    _keep_guard(places_m, parts, split.guard_m)
    missing = [PARTS[part] for part in range(len(PARTS)) if not (parts == part).any()]
    if missing and split.shares:
        raise RecipeError(f"The split leaves no sample for {', '.join(missing)}; use smaller blocks (block_m).")
    return parts


def _assign_blocks(block: Ints, labels: Ints, split: Split) -> Ints:
    """Give each block, largest first, to the part that brings the counts of each class nearest to their shares."""
    validation, test = split.shares.get("validation", 0.0), split.shares.get("test", 0.0)
    shares = np.array([1 - validation - test, validation, test])
    counts = np.zeros((block.max() + 1, labels.max() + 1))
    np.add.at(counts, (block, labels), 1)
    wanted = shares[:, None] * counts.sum(axis=0)
    have = np.zeros_like(wanted)
    parts = np.zeros(len(counts), np.int64)
    shuffled = np.random.default_rng(split.seed).permutation(len(counts))
    for index in shuffled[np.argsort(-counts[shuffled].sum(axis=1), kind="stable")]:
        gain = [
            _shortfall(wanted[part], have[part]) - _shortfall(wanted[part], have[part] + counts[index])
            for part in range(len(PARTS))
        ]
        parts[index] = int(np.argmax(gain))
        have[parts[index]] += counts[index]
    return parts


def _shortfall(wanted: Floats, have: Floats) -> float:
    """Squared distance from the wanted counts, in units of them; a part that wants nothing is never short."""
    return float((np.square(wanted - have) / np.maximum(wanted, 1e-9)).sum())


def _keep_guard(places_m: Floats, parts: Ints, guard_m: float) -> None:
    """Set to LEFT_OUT, in place, the samples of an earlier part that come within guard_m of a later part."""
    for part in range(len(PARTS) - 1):
        later = parts > part
        mine = np.flatnonzero(parts == part)
        if not later.any() or len(mine) == 0:
            continue
        distance, _ = cKDTree(places_m[later]).query(places_m[mine], p=np.inf, distance_upper_bound=guard_m)
        parts[mine[distance < guard_m]] = LEFT_OUT
