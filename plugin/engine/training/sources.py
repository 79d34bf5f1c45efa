"""From the sources that a recipe names to what a training needs of them, whatever the task."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from .fit import Emit
from .recipe import Recipe, RecipeError, Source
from .samples import Mixture, Pool

Part = TypeVar("Part")
Divided = tuple[Pool, list[Part], str]
Reader = Callable[[Source, Recipe, Path], Divided[Part]]


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
    require_readers(recipe, truth, readers)
    divided = []
    for source in recipe.sources:
        emit(f"reading {source.name}")
        divided.append(readers[source.reader](source, recipe, data))
    return join_sources(recipe, divided, emit)


def require_readers(recipe: Recipe, truth: str, readers: Collection[str]) -> None:
    """RecipeError for a source whose reader is none of those that give `truth`."""
    for source in recipe.sources:
        if source.reader not in readers:
            raise RecipeError(f"'{source.name}' holds no {truth}; a {recipe.task} recipe cannot use it.")


def join_sources(recipe: Recipe, divided: Sequence[Divided[Part]], emit: Emit) -> Gathered[Part]:
    """Put the divided sources of a recipe, in its order, together, and tell how they were divided."""
    lines = tuple(line for _, _, line in divided)
    for line in lines:
        emit(line)
    pools = tuple((source.weight, pool) for source, (pool, _, _) in zip(recipe.sources, divided, strict=True))
    return Gathered(Mixture(pools), tuple(part for _, parts, _ in divided for part in parts), lines)
