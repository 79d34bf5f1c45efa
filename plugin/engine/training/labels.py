"""Training of a multi-label classifier: tiles with several labels each, split by runs of neighbouring tiles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from ..contract.card import Figure
from ..contract.evidence import Curve
from ..evaluation import metrics
from ..evaluation.curves import curve
from ..path.labels import held_labels
from .drawn import golden_windows
from .fit import LABEL_SMOOTHING, Emit, Lesson, fit
from .networks import label_classifier, spans_of
from .package import Measured, make_card
from .predict import predict_tiles
from .recipe import PARTS, SHRUNK_F1, Recipe, RecipeError, Source, source_path
from .samples import Floats, Pool, TilePool, fit_to_patch
from .sources import Gathered, read_sources
from .split import LEFT_OUT, drop_lookalikes, split_by_runs
from .thresholds import by_evidence, shrunk
from .ucmerced import LabelledTiles, read_ucmerced


@dataclass(frozen=True)
class Part:
    """Windows (n, window, window, 3) uint8 and truth (n, classes) of one part of one source, to measure on."""

    source: Source
    part: str
    windows: NDArray[np.uint8]
    truth: NDArray[np.bool_]


def gather_labels(recipe: Recipe, data: Path, emit: Emit) -> Gathered[Part]:
    """Read and split the tiles of a recipe; RecipeError where a label is missing from a part."""
    tiles = read_sources(recipe, "tiles with several labels", {"ucmerced": _ucmerced}, data, emit)
    for part in tiles.parts:
        check_labels(recipe, part.truth, f"The {part.part} part of {part.source.name}")
    return tiles


def check_labels(recipe: Recipe, truth: NDArray[np.bool_], where: str) -> None:
    """RecipeError where a label has no sample, or a sample does not hold exactly one label of an exclusive group."""
    for index, name in enumerate(recipe.classes):
        if not truth[:, index].any():
            raise RecipeError(
                f"{where} has no sample with the label '{name}'; give it a larger share, or drop the label."
            )
    for group in recipe.groups:
        held = truth[:, [recipe.classes.index(name) for name in group]].sum(axis=1)
        wrong = int(np.count_nonzero(held != 1))
        if wrong:
            raise RecipeError(
                f"{where} has {wrong} samples that do not hold exactly one label of the group {', '.join(group)}; "
                "mend the table, or take the group out of the recipe."
            )


def _ucmerced(source: Source, recipe: Recipe, data: Path) -> tuple[Pool, list[Part], str]:
    tiles = read_ucmerced(source_path(source, data), recipe.ground_sampling_distance_m, recipe.classes)
    parts = split_by_runs(tiles.scenes, tiles.numbers, recipe.split)
    near = int(np.count_nonzero(parts == LEFT_OUT))
    alike = drop_lookalikes(tiles.images, tiles.scenes, parts, recipe.split.likeness)
    training = parts == 0
    check_labels(recipe, tiles.labels[training] > 0.5, f"The training part of {source.name}")
    measured = [
        Part(
            source,
            name,
            fit_to_patch(tiles.images[parts == index], recipe.window_px),
            tiles.labels[parts == index] > 0.5,
        )
        for index, name in enumerate(PARTS)
        if index
    ]
    pool = TilePool(tiles.images[training], tiles.labels[training])
    return pool, measured, _tell_split(source, recipe, tiles, parts, near, alike)


def _tell_split(
    source: Source, recipe: Recipe, tiles: LabelledTiles, parts: NDArray[np.int64], near: int, alike: int
) -> str:
    counts = ", ".join(f"{name} {np.count_nonzero(parts == index):,}" for index, name in enumerate(PARTS))
    return (
        f"{source.name}: tiles of one land-use class with near numbers were cut from one large image, so in each of "
        f"the {len(np.unique(tiles.scenes))} classes one run of numbers goes to each part; tiles at most "
        f"{recipe.split.guard_numbers} numbers from a later part ({near:,}) and tiles that correlate to "
        f"{recipe.split.likeness:g} or more with one of a later part where the two overlap best ({alike:,}) are left "
        f"out: {counts} tiles; {tiles.resized} tiles of another size were stretched to 256 px, {tiles.unreadable} were "
        "unreadable. Figures of a label state the number of samples that have it."
    )


def label_lesson(recipe: Recipe) -> Lesson:
    """Return what is learned of labels: cross-entropy, binary for free labels and categorical over exclusive groups.

    The mean is over free labels and groups alike; both are smoothed a little so that scores stay spread out.
    """
    spans = spans_of(recipe.classes, recipe.groups)

    def loss(truth: keras.KerasTensor, scores: keras.KerasTensor) -> keras.KerasTensor:
        total, terms = 0.0, 0
        for start, end, together in spans:
            wanted, given = truth[:, start:end], scores[:, start:end]
            if together:
                total += keras.ops.mean(
                    keras.losses.categorical_crossentropy(wanted, given, label_smoothing=LABEL_SMOOTHING)
                )
            else:
                total += (end - start) * keras.ops.mean(
                    keras.losses.binary_crossentropy(wanted, given, label_smoothing=LABEL_SMOOTHING)
                )
            terms += 1 if together else end - start
        return total / terms

    return Lesson(lambda labels, _: labels, loss)


def learn_labels(recipe: Recipe, data: Path, tiles: Gathered[Part], emit: Emit) -> keras.Model:
    """Train the classifier of a recipe."""
    model = label_classifier(recipe.window_px, recipe.classes, recipe.groups, recipe.network, data)
    emit(f"{recipe.id}: {model.count_params():,} parameters")
    validation = [part for part in tiles.parts if part.part == "validation"]
    fit(model, recipe, tiles.pool, lambda net: _judge(net, validation), emit, lesson=label_lesson(recipe))
    return model


def _judge(model: keras.Model, parts: list[Part]) -> float:
    """Mean over the validation parts of the mean average precision."""
    return float(np.mean([mean_average_precision(predict_tiles(model, part.windows), part.truth) for part in parts]))


def mean_average_precision(scores: Floats, truth: NDArray[np.bool_]) -> float:
    """Mean over the labels of the area under the precision-recall curve, of (n, classes) each."""
    return float(average_precision_score(truth, scores, average="macro"))


def measure_labels(model: keras.Model, recipe: Recipe, tiles: Gathered[Part], emit: Emit) -> Measured:
    """Choose a threshold a label on validation and measure every part at them."""
    scored = [(part, predict_tiles(model, part.windows)) for part in tiles.parts]
    evidence = tuple(
        curve(name, part.source.name, part.part, scores[:, index], part.truth[:, index])
        for part, scores in scored
        if part.part == "validation"
        for index, name in enumerate(recipe.classes)
    )
    thresholds, sentence = choose_thresholds(recipe, evidence)
    selection = replace(recipe.selection, thresholds=thresholds)
    card = make_card(recipe, Measured(selection, (), "", evidence=evidence), "")
    figures = tuple(
        figure
        for part, scores in scored
        for figure in _figures(recipe, part, scores, held_labels(scores, card, thresholds))
    )
    for figure in figures:
        emit(f"{figure.data}, {figure.part}: {figure.name} {figure.value:.4f} of {figure.samples}")
    return Measured(selection, figures, " ".join((*tiles.split, sentence)), evidence=evidence)


def choose_thresholds(recipe: Recipe, evidence: tuple[Curve, ...]) -> tuple[tuple[float, ...], str]:
    """Return a threshold a class by the recipe's rule, and a sentence that says how."""
    thresholds, sentence = (shrunk if recipe.rule == SHRUNK_F1 else by_evidence)(recipe, evidence)
    if recipe.groups:
        sentence += " Of an exclusive group the highest score decides, whatever the threshold."
    return thresholds, sentence


def _figures(recipe: Recipe, part: Part, scores: Floats, held: NDArray[np.bool_]) -> list[Figure]:
    each = metrics.count_labels(held, part.truth)
    windows, where = len(part.truth), (part.source.name, part.part)
    values = [
        ("micro-F1", metrics.micro_f1(each), windows),
        ("macro-F1", metrics.macro_f1(each), windows),
        ("mean average precision", mean_average_precision(scores, part.truth), windows),
    ]
    for name, counts in zip(recipe.classes, each, strict=True):
        positives = counts.true_positives + counts.false_negatives
        values += [
            (f"F1 of {name}", metrics.f1(counts), positives),
            (f"precision of {name}", metrics.precision(counts), positives),
            (f"recall of {name}", metrics.recall(counts), positives),
        ]
    return [Figure(name, round(value, 4), *where, samples) for name, value, samples in values]


def golden_labels(recipe: Recipe) -> NDArray[np.uint8]:
    """Return six drawn windows (n, window, window, 3), one of them with an edge without data."""
    return golden_windows(recipe.ground_sampling_distance_m, recipe.window_px)
