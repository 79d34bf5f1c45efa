"""Reads a layer of labelled points with photographs: pixels, labels, and where each place lies."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..contract.errors import JobError
from ..contract.vector_names import split_layer_name
from ..path.ground import to_lon_lat
from ..photos.files import find_photo
from ..photos.places import aggregate
from ..photos.points import PointLayer, name_places, read_points
from ..photos.reading import read_ahead
from .fit import Emit
from .recipe import Recipe, RecipeError, Source

LISTED = 5


@dataclass(frozen=True)
class Labelled:
    """Rows of a layer with a label and a photograph that was read.

    images: (n, side, side, 3) uint8. labels: (n, classes). lon_deg, lat_deg: (n,), of each row's place. lost: what
    became of the other rows, counted.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.bool_]
    lon_deg: NDArray[np.float64]
    lat_deg: NDArray[np.float64]
    lost: Counter[str]

    def tell_lost(self) -> str:
        """Return the counts of lost rows in words."""
        return tell_lost(self.lost)


def layer_of(source: Source, data: Path) -> tuple[str, Path]:
    """Return the layer of a source, as `read_points` takes it, and the folder of the data.

    `data` may be the layer itself. RecipeError where there is no such file.
    """
    given = Path(split_layer_name(str(data))[0])
    if given.is_file():
        return str(data), given.parent
    file, _ = split_layer_name(source.path)
    if not (data / file).is_file():
        raise RecipeError(
            f"The layer of labelled photographs {data / file} is missing; give the layer, or the folder that holds "
            f"{file}, with --data or in TESELA_DATA."
        )
    return str(data / source.path), data


def read_labelled(source: Source, recipe: Recipe, data: Path, emit: Emit) -> Labelled:
    """Read the rows of a source that have a label, a place and a photograph; those that do not are counted and told."""
    text, folder = layer_of(source, data)
    fields = [source.label_field, source.photo_field, *([source.place_field] if source.place_field else [])]
    try:
        layer = read_points(text, fields)
    except JobError as error:
        raise RecipeError(f"The labels of '{source.name}': {error}") from error
    if not len(layer):
        raise RecipeError(f"{text} holds no row with a point; give a layer of points with labelled photographs.")
    labels, labelled = _read_labels(source, recipe, layer, text)
    start = folder / source.photo_folder if source.photo_folder else layer.path.parent
    found = [find_photo(value, start.absolute()) for value in layer.values[source.photo_field]]
    lon_deg, lat_deg, placed = _place(source, layer, text)
    usable = [row for row, path in enumerate(found) if labelled[row] and placed[row] and path is not None]
    wanted = _join_repeated(found, labels, usable, recipe, text)
    images, rows, problems = [], [], []
    with closing(read_ahead(wanted.items(), recipe.window_px, lambda: None)) as photos:
        for read in photos:
            if read.photo is None:
                problems.append(read.problem)
                continue
            images.append(read.photo.pixels)
            rows.append(read.number)
    lost = Counter(
        {
            "without a point": layer.without_geometry,
            "without a label": int((~labelled).sum()),
            "without a place": int((labelled & ~placed).sum()),
            "without a path": sum(path is None for path in found),
            "that repeat a photograph": len(usable) - len(wanted),
            "with a photograph that is missing or unreadable": len(problems),
        }
    )
    if problems:
        listed = " ".join(problems[:LISTED]) + (" …" if len(problems) > LISTED else "")
        emit(f"{text}: {len(problems)} photographs cannot be read and are left out. {listed}")
    if not rows:
        raise RecipeError(f"{text} has no row with a label and a photograph that can be read: {tell_lost(lost)}.")
    return Labelled(np.stack(images), labels[rows], lon_deg[rows], lat_deg[rows], lost)


def _join_repeated(
    found: list[Path | None], labels: NDArray[np.bool_], usable: list[int], recipe: Recipe, text: str
) -> dict[int, Path]:
    """Return the photograph of each first row that names it; its labels become, in place, those of all its rows.

    So that no photograph is in two parts. RecipeError where exclusive classes contradict each other.
    """
    first: dict[Path, int] = {}
    for row in usable:
        path = found[row]
        assert path is not None
        earlier = first.setdefault(path, row)
        if recipe.exclusive and (labels[earlier] != labels[row]).any():
            both = [recipe.classes[int(labels[number].argmax())] for number in (earlier, row)]
            raise RecipeError(f"{text}: {path} is labelled {both[0]} and {both[1]}; correct the layer.")
        labels[earlier] |= labels[row]
    return {row: path for path, row in first.items()}


def _read_labels(
    source: Source, recipe: Recipe, layer: PointLayer, text: str
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return labels (n, classes) and which rows have a label (n,); RecipeError for a class that the recipe lacks."""
    labels = np.zeros((len(layer), len(recipe.classes)), bool)
    unknown: Counter[str] = Counter()
    labelled = np.zeros(len(layer), bool)
    for row, value in enumerate(layer.values[source.label_field]):
        names = _names(value, source.label_separator)
        labelled[row] = bool(names)
        for name in names:
            if name in recipe.classes:
                labels[row, recipe.classes.index(name)] = True
            else:
                unknown[name] += 1
    if unknown:
        listed = ", ".join(f"'{name}' ({count} rows)" for name, count in unknown.most_common(LISTED))
        raise RecipeError(
            f"{text}: the field '{source.label_field}' holds {listed}, which the recipe's classes "
            f"({', '.join(recipe.classes)}) do not; correct the layer, or add to the classes."
        )
    return labels, labelled


def _names(value: Any, separator: str) -> list[str]:
    texts = [] if value is None else str(value).split(separator) if separator else [str(value)]
    return [text.strip() for text in texts if text.strip()]


def _place(
    source: Source, layer: PointLayer, text: str
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Return longitude and latitude of each row's place (n,), NaN where it has none, and which rows have one.

    All rows of a place lie at its mean, so that no block of ground parts them.
    """
    if layer.crs is None:
        raise RecipeError(f"{text} has no coordinate reference system, so places cannot be split; assign one to it.")
    names = name_places(layer, source.place_field)
    count, nothing = len(names), np.zeros((len(names), 0), np.float32)
    places = aggregate(
        names, layer.xy, np.arange(count), nothing, np.full(count, np.nan), is_geographic=layer.crs.is_geographic
    )
    lon_deg, lat_deg = to_lon_lat(layer.crs, *places.xy.T)
    if not (np.isfinite(lon_deg).all() and np.isfinite(lat_deg).all()):
        raise RecipeError(f"{text} has points that lie nowhere on earth; check its coordinate reference system.")
    of_row = places.of_row
    return np.append(lon_deg, np.nan)[of_row], np.append(lat_deg, np.nan)[of_row], of_row >= 0


def tell_lost(lost: Counter[str]) -> str:
    """Return counts in words, "none" where nothing was lost."""
    return ", ".join(f"{count:,} {what}" for what, count in lost.items() if count) or "none"
