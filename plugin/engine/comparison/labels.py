"""What the labels themselves say: how many there are, which come together, and the mean colour of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..training.recipe import PARTS
from .samples import CLASSES, LABELS, Ints, Samples, count_labels, kind_of


@dataclass(frozen=True)
class LabelStatistics:
    """names: of the labels; of a value, its quarters from lowest to highest.

    counts: part -> samples a label. together: [i][j], samples that hold both labels. colours: mean red, green and blue
    raster values of the samples that hold each label.
    """

    names: tuple[str, ...]
    counts: dict[str, tuple[int, ...]]
    together: tuple[tuple[int, ...], ...]
    colours: tuple[tuple[float, float, float], ...]


def describe_labels(samples: Samples) -> LabelStatistics:
    """Return the statistics of all samples, whatever their part."""
    names, held = _held(samples)
    means = samples.images.mean(axis=(1, 2))
    colours = []
    for column in held.T:
        red, green, blue = means[column].mean(axis=0) if column.any() else np.zeros(3)
        colours.append((float(red), float(green), float(blue)))
    numbers = held.astype(np.int64)
    return LabelStatistics(
        names,
        {part: tuple(int(n) for n in count_labels(held[samples.indices(part)], len(names))) for part in PARTS},
        tuple(tuple(int(n) for n in row) for row in numbers.T @ numbers),
        tuple(colours),
    )


def label_of_each(samples: Samples) -> tuple[tuple[str, ...], Ints]:
    """Return names and one index a sample, to colour a map by: the class, the rarest label held, or the quarter."""
    names, held = _held(samples)
    if kind_of(samples.truth) != LABELS:
        return names, held.argmax(axis=1)
    rarity = np.argsort(np.argsort(-held.sum(axis=0)))
    marks = np.where(held.any(axis=1), (held * (rarity + 1)).argmax(axis=1), len(names))
    return (*names, "no label"), marks


def _held(samples: Samples) -> tuple[tuple[str, ...], np.ndarray]:
    """Return names and (n, names) bool: which holds for each sample."""
    kind = kind_of(samples.truth)
    if kind == LABELS:
        return samples.labels, samples.truth
    if kind == CLASSES:
        return samples.labels, samples.truth[:, None] == np.arange(len(samples.labels))
    edges = np.quantile(samples.truth, (0, 0.25, 0.5, 0.75, 1))
    quarter = np.clip(np.searchsorted(edges[1:-1], samples.truth, side="right"), 0, 3)
    names = tuple(f"{samples.labels[0]} {low:.3g} to {high:.3g}" for low, high in zip(edges, edges[1:], strict=False))
    return names, quarter[:, None] == np.arange(4)
