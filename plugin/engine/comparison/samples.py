"""The samples that a comparison works on: windows with their truth, divided into parts by place as the recipe says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..contract.card import MULTI_LABEL, REGRESSION, TILE_CLASSIFICATION
from ..contract.errors import TeselaError
from ..training.banepa import read_part
from ..training.density import GUARD_M, lay_windows
from ..training.harvey import read_harvey
from ..training.recipe import PARTS, Recipe, Source, source_path
from ..training.samples import fit_to_patch
from ..training.split import drop_lookalikes, local_metres, split_by_place, split_by_runs
from ..training.ucmerced import read_ucmerced

Ints = NDArray[np.int64]
Truth = NDArray[Any]
TASKS = (TILE_CLASSIFICATION, MULTI_LABEL, REGRESSION)
CLASSES, LABELS, VALUE = "classes", "labels", "value"
LEAST = 2
"""Samples that each class needs in the training places, and at least one in the others."""


class ComparisonError(TeselaError):
    """A recipe cannot be compared, or there are too few samples for what was asked."""


@dataclass(frozen=True)
class Samples:
    """Windows with their truth.

    images: (n, window, window, 3) uint8. truth: (n,) int, an index into labels, where classes exclude each other;
    (n, labels) bool where several hold at once; (n,) float where a value is predicted. labels: names; for a value, its
    one name. part: (n,), an index into PARTS. place: (n,), the number of the block of ground that went to one part as a
    whole. origin: names of the sources. notes: what a reader should know of how they were read.
    """

    images: NDArray[np.uint8]
    truth: Truth
    labels: tuple[str, ...]
    part: Ints
    place: Ints
    origin: str
    notes: tuple[str, ...] = ()

    def indices(self, part: str) -> Ints:
        """Return the indices of the samples of a part."""
        return np.flatnonzero(self.part == PARTS.index(part))


def kind_of(truth: Truth) -> str:
    """Return what a truth array holds: CLASSES for (n,) integers, LABELS for (n, labels) bool, VALUE for floats."""
    if truth.ndim == 2 and truth.dtype == bool:
        return LABELS
    if truth.ndim == 1 and np.issubdtype(truth.dtype, np.integer):
        return CLASSES
    if truth.ndim == 1 and np.issubdtype(truth.dtype, np.floating):
        return VALUE
    raise ComparisonError(
        f"Truth of shape {truth.shape} and type {truth.dtype} is not understood; give (n,) integers, (n, labels) bool "
        "or (n,) floats."
    )


def count_labels(truth: Truth, labels: int) -> Ints:
    """Return how many samples hold each label, (labels,); for a value, how many there are, (1,)."""
    kind = kind_of(truth)
    if kind == VALUE:
        return np.array([len(truth)])
    return np.bincount(truth, minlength=labels) if kind == CLASSES else truth.sum(axis=0)


Reader = Callable[[Source, Recipe, Path], Samples]


def read_samples(recipe: Recipe, data: Path, readers: Mapping[str, Reader] | None = None) -> Samples:
    """Read what can be compared of a recipe's sources.

    Sources of another kind (drawn scenes, counter-examples without the label) are left out and named in the notes.
    ComparisonError where the task has no truth a window, no source is left, or a class is missing in a part.
    """
    if recipe.task not in TASKS:
        raise ComparisonError(
            f"The recipe '{recipe.id}' is of the task {recipe.task}, which has no truth a window to compare on; give a "
            f"recipe of {', '.join(TASKS)}, or use 'tesela evaluate'."
        )
    known = READERS[recipe.task] if readers is None else readers
    usable = [source for source in recipe.sources if source.reader in known]
    if not usable:
        raise ComparisonError(
            f"No source of the recipe '{recipe.id}' can be compared ({', '.join(s.reader for s in recipe.sources)}); "
            f"for the task {recipe.task} these readers can: {', '.join(sorted(known))}."
        )
    source = usable[0]
    samples = known[source.reader](source, recipe, data)
    left_out = [other.name for other in recipe.sources if other is not source]
    if left_out:
        note = f"Only {source.name} is compared; left out of the recipe's sources: {', '.join(left_out)}."
        samples = replace(samples, notes=(*samples.notes, note))
    check_samples(samples)
    return samples


def check_samples(samples: Samples) -> None:
    """Raise ComparisonError, naming class and part, where a class has too few samples to learn it or to judge it."""
    for part in PARTS:
        chosen = samples.indices(part)
        needed = LEAST if part == "training" else 1
        counts = count_labels(samples.truth[chosen], len(samples.labels))
        for name, count in zip(samples.labels, counts, strict=True):
            if count < needed:
                raise ComparisonError(
                    f"The {part} places of {samples.origin} hold {count} samples of '{name}', but at least {needed} "
                    "are needed; give the recipe's split other blocks or shares, or the source more samples."
                )


def subsample(samples: Samples, most: int, seed: int) -> Samples:
    """Return the same samples with at most `most` a part, chosen at random; order and places are kept."""
    rng = np.random.default_rng(seed)
    kept = []
    notes = list(samples.notes)
    for part in PARTS:
        chosen = samples.indices(part)
        if len(chosen) > most:
            notes.append(f"Of {len(chosen):,} samples in {part} places {most:,} were chosen at random.")
            chosen = rng.choice(chosen, most, replace=False)
        kept.append(chosen)
    keep = np.sort(np.concatenate(kept))
    return replace(
        samples,
        images=samples.images[keep],
        truth=samples.truth[keep],
        part=samples.part[keep],
        place=samples.place[keep],
        notes=tuple(notes),
    )


def read_harvey_samples(source: Source, recipe: Recipe, data: Path) -> Samples:
    """Return the Harvey tiles, split as training splits them."""
    tiles = read_harvey(source_path(source, data), recipe.ground_sampling_distance_m)
    metres = local_metres(tiles.lon_deg, tiles.lat_deg)
    parts = split_by_place(metres, tiles.damaged, recipe.split)
    _, place = np.unique(np.floor(metres / recipe.split.block_m).astype(np.int64), axis=0, return_inverse=True)
    keep = parts >= 0
    notes = [
        f"Places are blocks of {recipe.split.block_m:g} m; {np.sum(~keep):,} tiles nearer than "
        f"{recipe.split.guard_m:g} m to another part were left out."
    ]
    if tiles.unreadable:
        notes.append(f"{tiles.unreadable} tiles were unreadable or of another size and were left out.")
    return Samples(
        fit_to_patch(tiles.images[keep], recipe.window_px),
        tiles.damaged[keep],
        (f"no {recipe.classes[0]}", recipe.classes[0]),
        parts[keep],
        place.reshape(-1)[keep],
        source.name,
        tuple(notes),
    )


def read_ucmerced_samples(source: Source, recipe: Recipe, data: Path) -> Samples:
    """Return the UC Merced tiles with all their labels, split as training splits them."""
    tiles = read_ucmerced(source_path(source, data), recipe.ground_sampling_distance_m, recipe.classes)
    parts = split_by_runs(tiles.scenes, tiles.numbers, recipe.split)
    drop_lookalikes(tiles.images, tiles.scenes, parts, recipe.split.likeness)
    keep = parts >= 0
    _, scene = np.unique(tiles.scenes, return_inverse=True)
    notes = [
        "Places are runs of neighbouring tiles, one a part and land-use class; "
        f"{np.sum(~keep):,} tiles near to or alike one of a later part were left out."
    ]
    if tiles.unreadable:
        notes.append(f"{tiles.unreadable} tiles were unreadable and were left out.")
    return Samples(
        fit_to_patch(tiles.images[keep], recipe.window_px),
        tiles.labels[keep] > 0.5,
        recipe.classes,
        parts[keep],
        scene.reshape(-1)[keep] * len(PARTS) + parts[keep],
        source.name,
        tuple(notes),
    )


def read_density_samples(source: Source, recipe: Recipe, data: Path) -> Samples:
    """Return windows laid over the Banepa chips of each part, a quarter of a window apart, with the share covered."""
    folder, chips, gsd_m = source_path(source, data), recipe.split.chips, recipe.ground_sampling_distance_m
    later = (*chips["validation"], *chips["test"])
    laid = []
    for part in PARTS:
        canvas = read_part(folder, chips[part], gsd_m, *((later, GUARD_M) if part == PARTS[0] else ()))
        laid.append(lay_windows(source, part, (canvas,), recipe.window_px, recipe.window_px // 4))
    part_of = np.concatenate([np.full(len(part.share), index) for index, part in enumerate(laid)])
    notes = (
        "Places are contiguous blocks of chips, one a part; windows lie a quarter of a window apart and overlap within "
        f"a block; {sum(part.single_colour for part in laid)} of a single colour were left out.",
    )
    return Samples(
        np.concatenate([part.windows for part in laid]),
        np.concatenate([part.share for part in laid]),
        (recipe.classes[0],),
        part_of,
        part_of,
        source.name,
        notes,
    )


READERS: dict[str, dict[str, Reader]] = {
    TILE_CLASSIFICATION: {"harvey": read_harvey_samples},
    MULTI_LABEL: {"ucmerced": read_ucmerced_samples},
    REGRESSION: {"banepa": read_density_samples},
}
