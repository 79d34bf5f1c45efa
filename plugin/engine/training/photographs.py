"""Training of a classifier of photographs: a layer of labelled points, split by place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from ..contract.card import Figure
from ..contract.evidence import Curve
from ..contract.vector_names import split_layer_name
from ..evaluation import metrics
from ..evaluation.curves import curve
from ..photos.decide import NO_CLASS, decide
from .fit import LABEL_SMOOTHING, LABELS, Emit, Lesson, fit
from .labelled_points import Labelled, read_labelled
from .labels import check_labels, mean_average_precision
from .networks import label_classifier
from .package import Measured
from .predict import predict_tiles
from .recipe import PARTS, Augmentation, Recipe, RecipeError, Source
from .samples import BANDS, Floats
from .sources import Divided, Gathered, join_sources, require_readers
from .split import LEFT_OUT, local_metres, split_by_place
from .street import draw_streets
from .thresholds import by_evidence

SHIFT = 0.06
"""How far a training photograph is moved at random, as a share of its side: nobody frames a house twice the same."""


@dataclass(frozen=True)
class Part:
    """Photographs (n, window, window, 3) uint8 and truth (n, classes) of one part of one source, to measure on."""

    source: Source
    part: str
    windows: NDArray[np.uint8]
    truth: NDArray[np.bool_]


@dataclass(frozen=True)
class PhotoPool:
    """Photographs (n, side, side, 3) uint8 with labels (n, classes); patches continue them by reflection.

    exclusive: every class is drawn as often as any other, however rare it is.
    """

    images: NDArray[np.uint8]
    labels: Floats
    exclusive: bool

    def draw(self, count: int, patch: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Return patches of photographs, each moved a little, and their labels."""
        chosen = self._choose(count, rng)
        side = self.images.shape[1]
        reach = round(side * SHIFT)
        before = (patch - side) // 2 + reach
        pads = ((0, 0), *[(before, patch + 2 * reach - side - before)] * 2, (0, 0))
        wide = np.pad(self.images[chosen], pads, mode="symmetric")
        patches = np.ones((count, patch, patch, BANDS), np.float32)
        patches[..., 3:5] = 0
        for place, image, (row, col) in zip(patches, wide, rng.integers(0, 2 * reach + 1, (count, 2)), strict=True):
            place[..., :3] = image[row : row + patch, col : col + patch]
        return patches, self.labels[chosen]

    def _choose(self, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
        if not self.exclusive:
            return rng.integers(0, len(self.labels), count)
        members = [np.flatnonzero(column > 0.5) for column in self.labels.T]
        return np.array([rng.choice(members[number]) for number in rng.integers(0, len(members), count)])


def gather_photos(recipe: Recipe, data: Path, emit: Emit) -> Gathered[Part]:
    """Read and split the labelled photographs of a recipe; RecipeError where a class is missing from a part.

    All sources are split together, so that ground that two of them show is in one part.

    data: the folder that the recipe's paths start from, or the layer itself (FILE or FILE|layername=NAME).
    """
    if recipe.exclusive and len(recipe.classes) < 2:
        raise RecipeError(
            "Classes that exclude each other are at least two; add one for photographs without the thing."
        )

    require_readers(recipe, "photographs", ("photos",))
    read = []
    for source in recipe.sources:
        emit(f"reading {source.name}")
        read.append(read_labelled(source, recipe, data, emit))
    divided = [
        _divide(source, recipe, rows, places_m, parts)
        for source, rows, (places_m, parts) in zip(recipe.sources, read, _split(recipe, read), strict=True)
    ]
    return join_sources(recipe, divided, emit)


def _split(recipe: Recipe, read: list[Labelled]) -> list[tuple[NDArray[np.float64], NDArray[np.int64]]]:
    """Return, a source, where the place of each row lies (n, 2), in metres from one origin, and its part (n,).

    Every source has its share of each class in every part, as nearly as whole blocks allow.
    """
    lon_deg, lat_deg = (np.concatenate([getattr(rows, name) for rows in read]) for name in ("lon_deg", "lat_deg"))
    places_m = local_metres(lon_deg, lat_deg)
    kinds = [number * len(recipe.classes) + rows.labels.argmax(axis=1) for number, rows in enumerate(read)]
    parts = split_by_place(places_m, np.concatenate(kinds).astype(np.int64), recipe.split)
    ends = np.cumsum([len(rows.labels) for rows in read])[:-1]
    return list(zip(np.split(places_m, ends), np.split(parts, ends), strict=True))


def _divide(
    source: Source, recipe: Recipe, rows: Labelled, places_m: NDArray[np.float64], parts: NDArray[np.int64]
) -> Divided[Part]:
    for number, name in enumerate(PARTS):
        check_labels(recipe, rows.labels[parts == number], f"The {name} part of {source.name}")
    training = parts == 0
    pool = PhotoPool(rows.images[training], rows.labels[training].astype(np.float32), recipe.exclusive)
    measured = [
        Part(source, name, rows.images[parts == number], rows.labels[parts == number])
        for number, name in enumerate(PARTS)
        if number
    ]
    counts = ", ".join(
        f"{name} {int((parts == number).sum()):,} photographs at "
        f"{len(np.unique(places_m[parts == number], axis=0)):,} places"
        for number, name in enumerate(PARTS)
    )
    line = (
        f"{source.name}: blocks of {recipe.split.block_m:g} m go to one part whole, all of a place together, "
        f"those nearer than {recipe.split.guard_m:g} m to a later part left out "
        f"({int((parts == LEFT_OUT).sum()):,}): {counts}; rows left out: {rows.tell_lost()}."
    )
    return pool, measured, line


def upright(how: Augmentation) -> Augmentation:
    """Return the augmentation of photographs: mirrored left to right and zoomed, but never turned nor given edges."""
    return replace(how, turn_step_deg=360.0, nodata=0.0)


def photo_lesson(recipe: Recipe) -> Lesson:
    """Return what is learned: categorical cross-entropy of exclusive classes, binary of others; smoothed a little."""
    if not recipe.exclusive:
        return LABELS
    return Lesson(lambda labels, _: labels, keras.losses.CategoricalCrossentropy(label_smoothing=LABEL_SMOOTHING))


def learn_photos(recipe: Recipe, data: Path, photos: Gathered[Part], emit: Emit) -> keras.Model:
    """Train the classifier of a recipe."""
    given = Path(split_layer_name(str(data))[0])
    folder = given.parent if given.is_file() else data
    groups = (recipe.classes,) if recipe.exclusive else ()
    model = label_classifier(recipe.window_px, recipe.classes, groups, recipe.network, folder)
    emit(f"{recipe.id}: {model.count_params():,} parameters")
    validation = [part for part in photos.parts if part.part == "validation"]
    how = replace(recipe, augmentation=upright(recipe.augmentation))
    fit(model, how, photos.pool, _judge_on(validation), emit, lesson=photo_lesson(recipe))
    return model


def _judge_on(parts: list[Part]) -> Callable[[keras.Model], float]:
    """Return the judgement: the mean average precision over the classes, mean over the validation parts."""

    def judge(model: keras.Model) -> float:
        return float(
            np.mean([mean_average_precision(predict_tiles(model, part.windows), part.truth) for part in parts])
        )

    return judge


def measure_photos(model: keras.Model, recipe: Recipe, photos: Gathered[Part], emit: Emit) -> Measured:
    """Choose a threshold a class on validation and measure every part as `tesela photos` decides."""
    scored = [(part, predict_tiles(model, part.windows)) for part in photos.parts]
    evidence: tuple[Curve, ...] = tuple(
        curve(name, part.source.name, part.part, scores[:, index], part.truth[:, index])
        for part, scores in scored
        if part.part == "validation"
        for index, name in enumerate(recipe.classes)
    )
    thresholds, sentence = by_evidence(recipe, evidence)
    figures = tuple(figure for part, scores in scored for figure in _figures(recipe, part, scores, thresholds))
    for figure in figures:
        emit(f"{figure.data}, {figure.part}: {figure.name} {figure.value:.4f} of {figure.samples}")
    if recipe.exclusive:
        sentence += (
            " A photograph has the class of its highest score, if that reaches the threshold, and none otherwise."
        )
    selection = replace(recipe.selection, thresholds=thresholds)
    return Measured(selection, figures, " ".join((*photos.split, sentence)), evidence=evidence)


def _figures(recipe: Recipe, part: Part, scores: Floats, thresholds: tuple[float, ...]) -> list[Figure]:
    """Return the figures of a part; a photograph left without a class counts as wrong."""
    held = _held(recipe, scores, thresholds)
    each = metrics.count_labels(held, part.truth)
    count, where = len(part.truth), (part.source.name, part.part)
    values = [
        ("macro-F1", metrics.macro_f1(each), count),
        ("mean average precision", mean_average_precision(scores, part.truth), count),
    ]
    if recipe.exclusive:
        values = [
            ("accuracy", float((held & part.truth).any(axis=1).mean()), count),
            ("balanced accuracy", float(np.mean([metrics.recall(counts) for counts in each])), count),
            ("share without a class", float((~held.any(axis=1)).mean()), count),
            *values,
        ]
    for name, counts in zip(recipe.classes, each, strict=True):
        positives = counts.true_positives + counts.false_negatives
        values += [
            (f"F1 of {name}", metrics.f1(counts), positives),
            (f"precision of {name}", metrics.precision(counts), positives),
            (f"recall of {name}", metrics.recall(counts), positives),
        ]
    return [Figure(name, round(value, 4), *where, samples) for name, value, samples in values]


def _held(recipe: Recipe, scores: Floats, thresholds: tuple[float, ...]) -> NDArray[np.bool_]:
    """Return (n, classes), the classes that photographs are given: the one of `decide`, or all that reach theirs."""
    if not recipe.exclusive:
        return scores >= np.asarray(thresholds, np.float32)
    classes, _ = decide(scores, thresholds, exclusive=True)
    held = np.zeros(scores.shape, bool)
    named = np.flatnonzero(classes != NO_CLASS)
    held[named, classes[named]] = True
    return held


def golden_photos(recipe: Recipe) -> NDArray[np.uint8]:
    """Return six drawn street scenes (n, window, window, 3)."""
    return draw_streets(recipe.window_px)
