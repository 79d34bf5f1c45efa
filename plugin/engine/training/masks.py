"""Training of a segmentation network: real chips split by place, and drawn scenes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from ..contract.card import Figure
from ..contract.evidence import Curve
from ..evaluation import metrics
from ..evaluation.curves import curve, merge
from .banepa import read_part
from .drawn import draw, draw_part, golden_source, golden_windows
from .fit import Emit, fit
from .networks import segmenter
from .package import Measured
from .predict import predict_canvas
from .recipe import IOU_AND_BUILDINGS, PARTS, Recipe, RecipeError, Source, source_path
from .samples import Canvas, CanvasPool, Floats, Pool
from .sources import Gathered, read_sources
from .thresholds import by_evidence

IOU_FOR_BUILDINGS = 0.03
"""How much IoU of pixels the threshold may cost to tell more buildings apart."""
GUARD_M = 10.0
"""About a building's width: how far training stays from ground that is measured, so that no roof is in both."""


@dataclass(frozen=True)
class Part:
    """Canvases of one part of one source, each predicted on its own as a raster of its own."""

    source: Source
    part: str
    canvases: tuple[Canvas, ...]


def gather_masks(recipe: Recipe, data: Path, emit: Emit) -> Gathered[Part]:
    """Read, draw and split the canvases of a recipe; RecipeError where it has no validation part."""
    if len(recipe.classes) != 1:
        raise RecipeError(f"Footprints are of one class, but the recipe names {len(recipe.classes)}.")
    canvases = read_sources(recipe, "footprints", {"banepa": _banepa, "scenes": _scenes}, data, emit)
    if not any(part.part == "validation" and part.canvases for part in canvases.parts):
        raise RecipeError("The recipe has no validation part; give it chips or scenes of its own.")
    return canvases


def learn_masks(recipe: Recipe, data: Path, canvases: Gathered[Part], emit: Emit) -> keras.Model:
    """Train the segmentation network of a recipe."""
    model = segmenter(recipe.window_px, len(recipe.classes), recipe.network, data)
    emit(f"{recipe.id}: {model.count_params():,} parameters")
    validation = [part for part in canvases.parts if part.part == "validation" and part.canvases]
    fit(model, recipe, canvases.pool, lambda net: _judge(net, recipe, validation), emit)
    return model


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


@dataclass(frozen=True)
class Scored:
    """A part with the scores (height, width) of each of its canvases."""

    part: Part
    scores: tuple[Floats, ...]

    def count_pixels(self, threshold: float) -> metrics.Counts:
        """Compare the valid pixels with the truth."""
        return metrics.add(
            metrics.count(scores[canvas.valid], canvas.target[canvas.valid], threshold)
            for scores, canvas in zip(self.scores, self.part.canvases, strict=True)
        )

    def curve(self, label: str) -> Curve:
        """Return what each threshold costs in valid pixels."""
        canvases = self.part.canvases
        return merge(
            [
                curve(label, self.part.source.name, self.part.part, scores[canvas.valid], canvas.target[canvas.valid])
                for scores, canvas in zip(self.scores, canvases, strict=True)
            ]
        )

    def count_buildings(self, threshold: float, least_px: int) -> metrics.Counts:
        """Compare connected pieces with buildings, one to one."""
        return metrics.add(
            metrics.match_objects(scores >= threshold, canvas.numbers, least_px)
            for scores, canvas in zip(self.scores, self.part.canvases, strict=True)
        )


def score_part(model: keras.Model, recipe: Recipe, part: Part) -> Scored:
    """Score every canvas of a part, each on its own as a raster of its own."""
    window, overlap = recipe.window_px, recipe.overlap_px
    return Scored(part, tuple(predict_canvas(model, canvas, window, overlap) for canvas in part.canvases))


def _judge(model: keras.Model, recipe: Recipe, parts: list[Part]) -> float:
    """Mean over the validation parts of the IoU at a threshold of one half."""
    return float(np.mean([metrics.iou(score_part(model, recipe, part).count_pixels(0.5)) for part in parts]))


def choose_thresholds(validation: list[Scored], least_px: int) -> tuple[float, float]:
    """Return the threshold to use and the one with the best IoU of pixels, means over the validation parts.

    The first tells the most buildings apart (best F1 of buildings matched one to one) among those thresholds that cost
    at most IOU_FOR_BUILDINGS of the best IoU: where buildings touch, the gap between them opens as the threshold rises.
    """
    thresholds = [round(float(threshold), 2) for threshold in metrics.THRESHOLDS[::2]]
    pixels = np.array([np.mean([metrics.iou(s.count_pixels(t)) for s in validation]) for t in thresholds])
    buildings = np.array(
        [np.mean([metrics.f1(s.count_buildings(t, least_px)) for s in validation]) for t in thresholds]
    )
    near = pixels >= pixels.max() - IOU_FOR_BUILDINGS
    return thresholds[int(np.argmax(np.where(near, buildings, -1)))], thresholds[int(np.argmax(pixels))]


def measure_masks(model: keras.Model, recipe: Recipe, canvases: Gathered[Part], emit: Emit) -> Measured:
    """Choose the threshold on validation and measure every part at it, and pixels at the best one for them too."""
    scored = [score_part(model, recipe, part) for part in canvases.parts if part.canvases]
    least_px = round((recipe.selection.min_area_m2 or 0) / recipe.ground_sampling_distance_m**2)
    validation = [one for one in scored if one.part.part == "validation"]
    evidence = tuple(one.curve(recipe.classes[0]) for one in validation)
    threshold, for_pixels = choose_thresholds(validation, least_px)
    sentence = (
        f"The threshold {threshold:.2f} has, of those that cost at most {IOU_FOR_BUILDINGS:g} of the best IoU, the "
        f"best F1 of buildings matched one to one; means over the validation parts (rule {recipe.rule})."
    )
    if recipe.rule != IOU_AND_BUILDINGS:
        (threshold,), sentence = by_evidence(recipe, evidence)
    emit(f"threshold {threshold:.2f}; {for_pixels:.2f} would be best for pixels alone")
    figures = tuple(figure for one in scored for figure in _figures(one, threshold, for_pixels, least_px))
    for figure in figures:
        emit(f"{figure.data}, {figure.part}: {figure.name} {figure.value:.4f} of {figure.samples}")
    selection = replace(recipe.selection, thresholds=(threshold,))
    return Measured(selection, figures, " ".join((*canvases.split, sentence)), evidence=evidence)


def _figures(scored: Scored, threshold: float, for_pixels: float, least_px: int) -> list[Figure]:
    pixels, best = scored.count_pixels(threshold), scored.count_pixels(for_pixels)
    buildings = scored.count_buildings(threshold, least_px)
    true_buildings = buildings.true_positives + buildings.false_negatives
    values = (
        ("IoU", metrics.iou(pixels), pixels.samples),
        ("pixel accuracy", metrics.accuracy(pixels), pixels.samples),
        ("pixel precision", metrics.precision(pixels), pixels.samples),
        ("pixel recall", metrics.recall(pixels), pixels.samples),
        (f"IoU at {for_pixels:.2f}", metrics.iou(best), best.samples),
        (f"pixel accuracy at {for_pixels:.2f}", metrics.accuracy(best), best.samples),
        ("precision of buildings matched one to one", metrics.precision(buildings), true_buildings),
        ("recall of buildings matched one to one", metrics.recall(buildings), true_buildings),
    )
    data, part = scored.part.source.name, scored.part.part
    return [Figure(name, round(value, 4), data, part, samples) for name, value, samples in values]


def golden_masks(recipe: Recipe) -> NDArray[np.uint8]:
    """Return two drawn windows (n, window, window, 3), one of them with an edge without data.

    Without a scene of the test part that is large enough they are those of `golden_windows`.
    """
    source, gsd_m, window = golden_source(recipe.sources), recipe.ground_sampling_distance_m, recipe.window_px
    if source is None:
        return golden_windows(gsd_m, window)
    image = draw(source, source.seeds["test"][0], gsd_m).canvas.image
    middle = image.shape[0] // 2
    if middle < window:
        return golden_windows(gsd_m, window)
    windows = np.stack([image[middle - window : middle, :window], image[middle : middle + window, -window:]])
    windows[1, :, : window // 3] = 0
    return windows
