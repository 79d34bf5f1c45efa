"""From the sources that a recipe names to what a training needs of them, whatever the task."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from .fit import Emit
from .recipe import Recipe, RecipeError, Source
from .samples import Mixture, Pool

Part = TypeVar("Part")
Reader = Callable[[Source, Recipe, Path], tuple[Pool, list[Part], str]]


@dataclass(frozen=True)
class Gathered(Generic[Part]):
    """What a recipe's sources come to: a pool to train from, parts to measure on, and how places were split."""

    pool: Pool
    parts: tuple[Part, ...]
    split: tuple[str, ...]


def read_sources(
    recipe: Recipe, truth: str, readers: Mapping[str, Reader[Part]], data: Path, emit: Emit
) -> Gathered[Part]:
    """Read, draw and split every source of a recipe; RecipeError for one without `truth` (say, "footprints")."""
    pools: list[tuple[float, Pool]] = []
    parts: list[Part] = []
    split: list[str] = []
    for source in recipe.sources:
        if source.reader not in readers:
            raise RecipeError(f"'{source.name}' holds no {truth}; a {recipe.task} recipe cannot use it.")
        emit(f"reading {source.name}")
        pool, more, line = readers[source.reader](source, recipe, data)
        pools.append((source.weight, pool))
        parts.extend(more)
        split.append(line)
    for line in split:
        emit(line)
    return Gathered(Mixture(tuple(pools)), tuple(parts), tuple(split))
