"""Splitting by place: blocks of ground, or runs of neighbouring tiles, go to one part as a whole, with a gap."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from .likeness import find_lookalikes
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


def split_by_runs(groups: NDArray[np.str_], numbers: Ints, split: Split) -> Ints:
    """Return the part of each tile (an index into PARTS, or LEFT_OUT), as (n,) integers.

    groups, numbers: (n,), the scene class of each tile and its number there; tiles with near numbers were cut from the
    same large image. In every group one run of numbers goes to each part, by the split's shares; where the runs begin
    is drawn from its seed (the numbers are a ring), so that no part holds the first images of every group. Tiles whose
    number is at most guard_numbers away from one of a later part are left out.
    """
    validation, test = split.shares.get("validation", 0.0), split.shares.get("test", 0.0)
    rng = np.random.default_rng(split.seed)
    parts = np.full(len(numbers), LEFT_OUT, np.int64)
    for group in np.unique(groups):
        mine = np.flatnonzero(groups == group)
        ring = int(numbers[mine].max()) + 1
        order = mine[np.argsort((numbers[mine] - rng.integers(0, ring)) % ring, kind="stable")]
        ends = np.round(np.array([1 - validation - test, 1 - test]) * len(order)).astype(int)
        for part, run in enumerate(np.split(order, ends)):
            parts[run] = part
        _keep_number_guard(numbers, parts, mine, split.guard_numbers)
    return parts


def _keep_number_guard(numbers: Ints, parts: Ints, mine: Ints, guard: int) -> None:
    """Set to LEFT_OUT, in place, the tiles of an earlier part that are at most `guard` numbers from a later part."""
    before = parts[mine].copy()
    apart = np.abs(numbers[mine][:, None] - numbers[mine])
    near_later = ((apart <= guard) & (before[None] > before[:, None])).any(axis=1)
    parts[mine[near_later]] = LEFT_OUT


def drop_lookalikes(images: NDArray[np.uint8], groups: NDArray[np.str_], parts: Ints, likeness: float) -> int:
    """Set to LEFT_OUT, in place, the tiles that show ground of a later part, and return how many there were.

    images: (n, height, width, 3). Tiles of one group in different parts are compared wherever they may overlap; see
    find_lookalikes.
    """
    dropped = 0
    for group in np.unique(groups):
        mine = np.flatnonzero((groups == group) & (parts != LEFT_OUT))
        for first, second in find_lookalikes(images[mine], parts[mine], likeness):
            earlier = mine[first] if parts[mine[first]] < parts[mine[second]] else mine[second]
            dropped += int(parts[earlier] != LEFT_OUT)
            parts[earlier] = LEFT_OUT
    return dropped
