"""Training of a tile classifier: real tiles split by place, drawn scenes, and intact towns as counter-examples."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from ..contract.card import Figure
from ..contract.evidence import Curve
from ..evaluation import metrics
from ..evaluation.curves import curve
from .banepa import read_part
from .drawn import CENTRAL_SHARE, DrawnScene, draw, draw_part, golden_source, golden_windows, label_windows
from .fit import Emit, fit
from .harvey import read_harvey
from .networks import tile_classifier
from .package import Measured
from .predict import predict_tiles
from .recipe import BALANCED_ACCURACY, PARTS, Recipe, RecipeError, Source, source_path
from .samples import Canvas, CanvasPool, Floats, Pool, TilePool, cut, fit_to_patch
from .sources import Gathered, read_sources
from .split import local_metres, split_by_place
from .thresholds import by_evidence


@dataclass(frozen=True)
class Part:
    """Windows (n, window, window, 3) uint8 and truth (n,) of one part of one source, to measure on."""

    source: Source
    part: str
    windows: NDArray[np.uint8]
    truth: NDArray[np.bool_]


def gather_tiles(recipe: Recipe, data: Path, emit: Emit) -> Gathered[Part]:
    """Read, draw and split the tiles of a recipe; RecipeError where no validation part could judge a training."""
    if len(recipe.classes) != 1:
        raise RecipeError(f"Tiles are labelled damaged or not, but the recipe names {len(recipe.classes)} classes.")
    tiles = read_sources(
        recipe, "labelled tiles", {"harvey": _harvey, "scenes": _scenes, "banepa": _banepa}, data, emit
    )
    if not any(_holds_both(part) for part in tiles.parts if part.part == "validation"):
        raise RecipeError("No validation part holds both damaged and undamaged windows; give it more places or scenes.")
    return tiles


def learn_tiles(recipe: Recipe, data: Path, tiles: Gathered[Part], emit: Emit) -> keras.Model:
    """Train the classifier of a recipe."""
    model = tile_classifier(recipe.window_px, len(recipe.classes), recipe.network, data)
    emit(f"{recipe.id}: {model.count_params():,} parameters")
    validation = [part for part in tiles.parts if part.part == "validation"]
    fit(model, recipe, tiles.pool, lambda net: _judge(net, validation), emit)
    return model


def _harvey(source: Source, recipe: Recipe, data: Path) -> tuple[Pool, list[Part], str]:
    tiles = read_harvey(source_path(source, data), recipe.ground_sampling_distance_m)
    parts = split_by_place(local_metres(tiles.lon_deg, tiles.lat_deg), tiles.damaged, recipe.split)
    labels = tiles.damaged[:, None].astype(np.float32)
    measured = [
        Part(source, name, fit_to_patch(tiles.images[parts == PARTS.index(name)], recipe.window_px),
             tiles.damaged[parts == PARTS.index(name)] == 1)
        for name in PARTS[1:]
    ]  # fmt: skip
    counts = ", ".join(
        f"{name} {np.sum((parts == i) & (tiles.damaged == 1)):,} damaged and "
        f"{np.sum((parts == i) & (tiles.damaged == 0)):,} not"
        for i, name in enumerate(PARTS)
    )
    line = (
        f"{source.name}: blocks of {recipe.split.block_m:g} m go to one part whole, tiles of all dates together, and "
        f"tiles nearer than {recipe.split.guard_m:g} m to a later part are left out ({np.sum(parts < 0):,} tiles): "
        f"{counts}; {tiles.unreadable} tiles were unreadable or of another size."
    )
    training = parts == 0
    return TilePool(tiles.images[training], labels[training]), measured, line


def _scenes(source: Source, recipe: Recipe, data: Path) -> tuple[Pool, list[Part], str]:  # noqa: ARG001
    gsd_m, window = recipe.ground_sampling_distance_m, recipe.window_px
    scenes = draw_part(source, "training", gsd_m)
    pool = _scene_pool(scenes, window)
    parts = [_scene_part(source, part, draw_part(source, part, gsd_m), window) for part in PARTS[1:]]
    line = (
        f"{source.name}: a town a seed, {source.scene_px} px wide at 0.3 m; training seeds {_span(source, PARTS[0])}, "
        f"validation {_span(source, PARTS[1])}, test {_span(source, PARTS[2])}; the sample scene's seed is in none. "
        f"A window is positive where the centroid of a destroyed building lies in its central {CENTRAL_SHARE:g} along "
        "both axes, negative where no destroyed building touches it; others are left out."
    )
    return pool, parts, line


def _span(source: Source, part: str) -> str:
    seeds = source.seeds.get(part, ())
    return f"{min(seeds)} to {max(seeds)} ({len(seeds)})" if seeds else "none"


def _scene_pool(scenes: tuple[DrawnScene, ...], window: int) -> CanvasPool:
    centres, labels = [], []
    for index, scene in enumerate(scenes):
        places, marks = label_windows(scene, window, step=max(1, window // 14), margin=window // 8)
        centres.append(np.column_stack([np.full(len(places), index), places]))
        labels.append(marks)
    if not centres:
        raise RecipeError("The recipe names drawn scenes but no training seeds; add some or drop the source.")
    return CanvasPool(tuple(scene.canvas for scene in scenes), np.concatenate(centres), np.concatenate(labels))


def _scene_part(source: Source, part: str, scenes: tuple[DrawnScene, ...], window: int) -> Part:
    windows, truth = [np.zeros((0, window, window, 3), np.uint8)], [np.zeros(0, bool)]
    for scene in scenes:
        places, marks = label_windows(scene, window, step=window // 2)
        windows.append(cut_windows(scene.canvas, places, window))
        truth.append(marks[:, 0] > 0.5)
    return Part(source, part, np.concatenate(windows), np.concatenate(truth))


def cut_windows(canvas: Canvas, centres: NDArray[np.int64], window: int) -> NDArray[np.uint8]:
    """Return (n, window, window, 3) raster values around centres (n, 2: row, column)."""
    windows = np.zeros((len(centres), window, window, 3), np.uint8)
    for index, (row, col) in enumerate(centres):
        windows[index] = cut(canvas, row, col, window)[..., :3]
    return windows


def _banepa(source: Source, recipe: Recipe, data: Path) -> tuple[Pool, list[Part], str]:
    """Windows of an intact town: real buildings that are not damaged, whatever the date and the country."""
    folder, chips = source_path(source, data), recipe.split.chips
    canvases = {}
    for index, part in enumerate(PARTS):
        apart = tuple(name for later in PARTS[index + 1 :] for name in chips.get(later, ()))
        guard_m = min(recipe.split.guard_m, 10.0)
        canvases[part] = read_part(folder, chips[part], recipe.ground_sampling_distance_m, apart, guard_m)
    window = recipe.window_px
    centres = {part: _grid(canvas, window, step=window // 4) for part, canvas in canvases.items()}
    training = centres["training"]
    placed = np.column_stack([np.zeros(len(training), np.int64), training])
    pool = CanvasPool((canvases["training"],), placed, np.zeros((len(placed), 1), np.float32), jitter=window // 8)
    parts = [
        Part(source, part, cut_windows(canvases[part], centres[part], window), np.zeros(len(centres[part]), bool))
        for part in PARTS[1:]
    ]
    line = (
        f"{source.name}: intact town, negatives only, by blocks of neighbouring chips: training "
        f"{len(chips['training'])} chips, validation {len(chips['validation'])}, test {len(chips['test'])} "
        "(the recipe names them)."
    )
    return pool, parts, line


def _grid(canvas: Canvas, window: int, step: int) -> NDArray[np.int64]:
    height, width = canvas.target.shape
    half = window // 2
    rows, cols = np.meshgrid(np.arange(half, height - half, step), np.arange(half, width - half, step), indexing="ij")
    return np.column_stack([rows.ravel(), cols.ravel()])


def _holds_both(part: Part) -> bool:
    return bool(part.truth.any() and not part.truth.all())


def _judge(model: keras.Model, parts: list[Part]) -> float:
    """Mean over the validation parts that hold both answers of the area under the ROC curve."""
    areas = [metrics.auc(predict_tiles(model, part.windows)[:, 0], part.truth) for part in parts if _holds_both(part)]
    return float(np.mean(areas))


def measure_tiles(model: keras.Model, recipe: Recipe, tiles: Gathered[Part], emit: Emit) -> Measured:
    """Choose the threshold on validation and measure every part at it."""
    scored = [(part, predict_tiles(model, part.windows)[:, 0]) for part in tiles.parts if len(part.truth)]
    validation = [(part, scores) for part, scores in scored if part.part == "validation"]
    evidence = tuple(
        curve(recipe.classes[0], part.source.name, part.part, scores, part.truth) for part, scores in validation
    )
    threshold, sentence = _choose_threshold(recipe, validation, evidence)
    emit(f"threshold {threshold:.2f}")
    figures = tuple(figure for part, scores in scored for figure in _figures(part, scores, threshold))
    for figure in figures:
        emit(f"{figure.data}, {figure.part}: {figure.name} {figure.value:.4f} of {figure.samples}")
    selection = replace(recipe.selection, thresholds=(threshold,))
    return Measured(selection, figures, " ".join((*tiles.split, sentence)), evidence=evidence)


def _choose_threshold(
    recipe: Recipe, validation: list[tuple[Part, Floats]], evidence: tuple[Curve, ...]
) -> tuple[float, str]:
    """Return the threshold by the recipe's rule and a sentence; its own is the best mean balanced accuracy.

    Balanced accuracy and not F1, because the parts hold damage in shares that no real place has.
    """
    if recipe.rule != BALANCED_ACCURACY:
        thresholds, sentence = by_evidence(recipe, evidence)
        return thresholds[0], sentence
    both = [(scores, part.truth) for part, scores in validation if _holds_both(part)]
    threshold = metrics.best_threshold(both, metrics.balanced_accuracy)
    return threshold, (
        f"The threshold {threshold:.2f} has the best mean balanced accuracy over the validation parts that hold both "
        f"answers (rule {recipe.rule})."
    )


def _figures(part: Part, scores: Floats, threshold: float) -> list[Figure]:
    counts = metrics.count(scores, part.truth, threshold)
    if not part.truth.any():
        values = {"false positive rate": 1 - metrics.accuracy(counts)}
    else:
        values = {
            "balanced accuracy": metrics.balanced_accuracy(counts),
            "precision": metrics.precision(counts),
            "recall": metrics.recall(counts),
            "F1": metrics.f1(counts),
            "area under the ROC curve": metrics.auc(scores, part.truth),
        }
    return [
        Figure(name, round(value, 4), part.source.name, part.part, counts.samples) for name, value in values.items()
    ]


def golden_tiles(recipe: Recipe) -> NDArray[np.uint8]:
    """Return six drawn windows (n, window, window, 3): damaged and not by turns, and one with an edge without data.

    Without a scene of the test part that is large enough they are those of `golden_windows`.
    """
    source = golden_source(recipe.sources)
    if source is None:
        return golden_windows(recipe.ground_sampling_distance_m, recipe.window_px)
    once = replace(source, shares_destroyed=(0.05,))
    scene = draw(once, source.seeds["test"][0], recipe.ground_sampling_distance_m)
    places, marks = label_windows(scene, recipe.window_px, step=recipe.window_px // 2)
    chosen = [*np.flatnonzero(marks[:, 0] > 0.5)[:3], *np.flatnonzero(marks[:, 0] < 0.5)[:3]]
    if not chosen:
        return golden_windows(recipe.ground_sampling_distance_m, recipe.window_px)
    windows = cut_windows(scene.canvas, places[chosen], recipe.window_px)
    windows[-1, : recipe.window_px // 3] = 0
    return windows
