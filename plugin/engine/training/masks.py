"""Training of a segmentation network: real chips split by place, and drawn scenes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from ..contract.card import Figure
from . import evaluate
from .banepa import read_part
from .drawn import draw, draw_part
from .fit import Emit, fit
from .networks import segmenter
from .package import Measured
from .predict import predict_canvas
from .recipe import PARTS, Recipe, RecipeError, Source, source_path
from .samples import Canvas, CanvasPool, Mixture, Pool

GUARD_M = 10.0
"""About a building's width: how far training stays from ground that is measured, so that no roof is in both."""


@dataclass(frozen=True)
class Part:
    """Canvases of one part of one source, each predicted on its own as a raster of its own."""

    source: Source
    part: str
    canvases: tuple[Canvas, ...]


@dataclass(frozen=True)
class MaskData:
    """What a recipe's sources come to: a pool to train from, parts to measure on, and how places were split."""

    pool: Pool
    parts: tuple[Part, ...]
    split: tuple[str, ...]


def train_masks(recipe: Recipe, data: Path, emit: Emit) -> tuple[keras.Model, Measured]:
    """Train and measure the segmentation network of a recipe; returns it and what goes into its card."""
    if len(recipe.classes) != 1:
        raise RecipeError(f"Footprints are of one class, but the recipe names {len(recipe.classes)}.")
    canvases = read_sources(recipe, data, emit)
    for line in canvases.split:
        emit(line)
    model = segmenter(recipe.window_px, len(recipe.classes), recipe.network, data)
    emit(f"{recipe.id}: {model.count_params():,} parameters")
    validation = [part for part in canvases.parts if part.part == "validation" and part.canvases]
    fit(model, recipe, canvases.pool, lambda net: _judge(net, recipe, validation), emit)
    return model, measure(model, recipe, canvases, emit)


def read_sources(recipe: Recipe, data: Path, emit: Emit) -> MaskData:
    """Read, draw and split every source of a segmentation recipe."""
    pools: list[tuple[float, Pool]] = []
    parts: list[Part] = []
    split: list[str] = []
    read = {"banepa": _banepa, "scenes": _scenes}
    for source in recipe.sources:
        if source.reader not in read:
            raise RecipeError(f"'{source.name}' holds no footprints; a segmentation recipe cannot use it.")
        emit(f"reading {source.name}")
        pool, more, line = read[source.reader](source, recipe, data)
        pools.append((source.weight, pool))
        parts.extend(more)
        split.append(line)
    return MaskData(Mixture(tuple(pools)), tuple(parts), tuple(split))


def _banepa(source: Source, recipe: Recipe, data: Path) -> tuple[Pool, list[Part], str]:
    folder, chips, gsd_m = source_path(source, data), recipe.split.chips, recipe.ground_sampling_distance_m
    apart = (*chips["validation"], *chips["test"])
    training = read_part(folder, chips["training"], gsd_m, apart, GUARD_M)
    parts = [Part(source, part, tuple(read_part(folder, (name,), gsd_m) for name in chips[part])) for part in PARTS[1:]]
    line = (
        f"{source.name}: blocks of neighbouring chips; training {len(chips['training'])}, "
        f"validation {', '.join(chips['validation'])}, test {', '.join(chips['test'])}; training stays {GUARD_M:g} m "
        "away from the others. Figures are of each chip predicted on its own, at the model's ground sampling distance."
    )
    return CanvasPool((training,)), parts, line


def _scenes(source: Source, recipe: Recipe, data: Path) -> tuple[Pool, list[Part], str]:  # noqa: ARG001
    gsd_m = recipe.ground_sampling_distance_m
    drawn = {part: tuple(scene.canvas for scene in draw_part(source, part, gsd_m)) for part in PARTS}
    seeds = "; ".join(f"{part} {', '.join(str(seed) for seed in source.seeds.get(part, ()))}" for part in PARTS)
    line = (
        f"{source.name}: a town a seed, {source.scene_px} px wide at 0.3 m ({seeds}); the sample scene's seed is in "
        "none. Footprints of destroyed buildings count as buildings."
    )
    return CanvasPool(drawn["training"]), [Part(source, part, drawn[part]) for part in PARTS[1:]], line


def score_part(model: keras.Model, recipe: Recipe, part: Part) -> tuple[NDArray[np.floating], NDArray[np.bool_]]:
    """Return scores and truth of every valid pixel of a part, as two flat arrays."""
    scores, truth = [], []
    for canvas in part.canvases:
        scores.append(predict_canvas(model, canvas, recipe.window_px, recipe.overlap_px)[canvas.valid])
        truth.append(canvas.target[canvas.valid] > 0)
    return np.concatenate(scores), np.concatenate(truth)


def _judge(model: keras.Model, recipe: Recipe, parts: list[Part]) -> float:
    """Mean over the validation parts of the IoU at a threshold of one half."""
    return float(np.mean([evaluate.iou(evaluate.count(*score_part(model, recipe, part), 0.5)) for part in parts]))


def measure(model: keras.Model, recipe: Recipe, canvases: MaskData, emit: Emit) -> Measured:
    """Choose the threshold on validation and measure every part at it."""
    scored = [(part, *score_part(model, recipe, part)) for part in canvases.parts if part.canvases]
    validation = [(scores, truth) for part, scores, truth in scored if part.part == "validation"]
    threshold = evaluate.best_threshold(validation, evaluate.iou)
    emit(f"threshold {threshold:.2f}")
    figures = []
    for part, scores, truth in scored:
        counts = evaluate.count(scores, truth, threshold)
        values = {
            "IoU": evaluate.iou(counts),
            "pixel accuracy": evaluate.accuracy(counts),
            "pixel precision": evaluate.precision(counts),
            "pixel recall": evaluate.recall(counts),
        }
        for name, value in values.items():
            figures.append(Figure(name, round(value, 4), part.source.name, part.part, counts.samples))
            emit(f"{part.source.name}, {part.part}: {name} {value:.4f} of {counts.samples} pixels")
    split = (*canvases.split, f"The threshold {threshold:.2f} has the best mean IoU over the validation parts.")
    return Measured(replace(recipe.selection, thresholds=(threshold,)), tuple(figures), " ".join(split))


def golden_masks(recipe: Recipe) -> NDArray[np.uint8]:
    """Return two drawn windows (n, window, window, 3), one of them with an edge without data."""
    source = next(source for source in recipe.sources if source.reader == "scenes")
    image = draw(source, source.seeds["test"][0], recipe.ground_sampling_distance_m).canvas.image
    middle, window = image.shape[0] // 2, recipe.window_px
    windows = np.stack([image[middle - window : middle, :window], image[middle : middle + window, -window:]])
    windows[1, :, : window // 3] = 0
    return windows
