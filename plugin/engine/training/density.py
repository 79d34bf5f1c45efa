"""Training of a regression: the share of a window's area that buildings cover, from footprints as float values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score

from ..contract.card import Figure
from ..path.singlecolour import single_colour
from .banepa import read_part
from .drawn import draw_part, golden_windows
from .fit import Emit, Lesson, fit, to_network
from .networks import density_regressor
from .package import Measured
from .predict import predict_tiles
from .recipe import PARTS, Recipe, RecipeError, Source, source_path
from .samples import Canvas, CanvasPool, Floats, Pool
from .sources import Gathered, read_sources

GUARD_M = 10.0
"""About a building's width: how far training stays from ground that is measured, so that no roof is in both."""
COARSE_PX = 8
"""Pixels a side of one cell of the map that the network learns."""
SHARE_WEIGHT = 10.0
"""Weight of the squared error of a window's share beside the cross-entropy of its map."""


@dataclass(frozen=True)
class Part:
    """Windows laid over the canvases of one part of one source.

    windows: (n, window, window, 3) uint8. share: (n,) of each window's area that is covered. apart: (n,) bool, the
    windows that lie side by side, as in a run. single_colour: how many windows were left out for showing nothing.
    """

    source: Source
    part: str
    windows: NDArray[np.uint8]
    share: NDArray[np.float64]
    apart: NDArray[np.bool_]
    single_colour: int


def gather_density(recipe: Recipe, data: Path, emit: Emit) -> Gathered[Part]:
    """Read, draw and split the canvases of a recipe; RecipeError where it has no validation part."""
    if len(recipe.classes) != 1:
        raise RecipeError(f"A regression predicts one value, but the recipe names {len(recipe.classes)} classes.")
    if recipe.window_px % (2 * COARSE_PX):
        raise RecipeError(f"window_px is {recipe.window_px}, but this network needs a multiple of {2 * COARSE_PX}.")
    canvases = read_sources(recipe, "footprints", {"banepa": _banepa, "scenes": _scenes}, data, emit)
    if not any(part.part == "validation" and part.share.std() > 0 for part in canvases.parts):
        raise RecipeError(
            "The recipe has no validation part with different values; give it chips or scenes of its own."
        )
    return canvases


def _banepa(source: Source, recipe: Recipe, data: Path) -> tuple[Pool, list[Part], str]:
    folder, chips, gsd_m = source_path(source, data), recipe.split.chips, recipe.ground_sampling_distance_m
    apart = (*chips["validation"], *chips["test"])
    training = read_part(folder, chips["training"], gsd_m, apart, GUARD_M)
    pool, blank = _pool((training,), recipe.window_px)
    window = recipe.window_px
    parts = [
        lay_windows(source, name, (read_part(folder, chips[name], gsd_m),), window, window // 4) for name in PARTS[1:]
    ]
    line = (
        f"{source.name}: blocks of neighbouring chips; training {len(chips['training'])}, validation "
        f"{', '.join(chips['validation'])}, test {', '.join(chips['test'])}; training stays {GUARD_M:g} m away from "
        f"the others. {_tell_windows(recipe, blank, parts)}"
    )
    return pool, parts, line


def _scenes(source: Source, recipe: Recipe, data: Path) -> tuple[Pool, list[Part], str]:  # noqa: ARG001
    gsd_m = recipe.ground_sampling_distance_m
    drawn = {part: tuple(scene.canvas for scene in draw_part(source, part, gsd_m)) for part in PARTS}
    pool, blank = _pool(drawn["training"], recipe.window_px)
    window = recipe.window_px
    parts = [lay_windows(source, name, drawn[name], window, window) for name in PARTS[1:]]
    seeds = "; ".join(f"{part} {', '.join(str(seed) for seed in source.seeds.get(part, ()))}" for part in PARTS)
    line = (
        f"{source.name}: a town a seed, {source.scene_px} px wide at 0.3 m ({seeds}); the sample scene's seed is in "
        f"none. Footprints of destroyed buildings count as buildings. {_tell_windows(recipe, blank, parts)}"
    )
    return pool, parts, line


def _tell_windows(recipe: Recipe, blank: int, parts: list[Part]) -> str:
    side_m = recipe.window_px * recipe.ground_sampling_distance_m
    counts = ", ".join(
        f"{part.part} {np.count_nonzero(part.apart)} side by side"
        + ("" if part.apart.all() else f" and {len(part.share)} a quarter of a window apart")
        for part in parts
    )
    lost = ", ".join(f"{part.part} {part.single_colour}" for part in parts)
    return f"Windows of {side_m:g} m: {counts}; left out for being of a single colour: training {blank}, {lost}."


def _pool(canvases: tuple[Canvas, ...], window: int) -> tuple[Pool, int]:
    """Return windows to train from, anywhere on canvases, and how many places were left out as of a single colour."""
    merged = tuple(replace(canvas, numbers=canvas.target.astype(np.int32)) for canvas in canvases)
    step, blank = window // 4, 0
    places = [np.zeros((0, 3), np.int64)]
    for index, canvas in enumerate(merged):
        centres = _grid(canvas, step, reach=step)
        seen = np.array([_look(canvas, row, col, window) for row, col in centres])
        blank += int(np.count_nonzero(seen[:, 1]))
        kept = centres[(seen[:, 0] > 0.5) & (seen[:, 1] == 0)]
        places.append(np.column_stack([np.full(len(kept), index), kept]))
    every = np.concatenate(places)
    if not len(every):
        raise RecipeError("No training window shows more than a single colour; check the recipe's training part.")
    return CanvasPool(merged, every, np.zeros((len(every), 0), np.float32), jitter=step // 2), blank


def _look(canvas: Canvas, row: int, col: int, window: int) -> tuple[float, bool]:
    """Return the share of a window that has data, and whether all of that is of a single colour."""
    rows, cols = _span(row, window), _span(col, window)
    valid = canvas.valid[rows, cols]
    return valid.sum() / window**2, _blank(canvas.image[rows, cols], valid)


def _span(centre: int, window: int) -> slice:
    return slice(max(centre - window // 2, 0), centre - window // 2 + window)


def _blank(image: NDArray[np.uint8], valid: NDArray[np.bool_]) -> bool:
    return bool(single_colour(to_network(image[None]), valid[None], 2.0)[0])


def _grid(canvas: Canvas, step: int, reach: int) -> NDArray[np.int64]:
    """Return centres (n, 2: row, column), `step` apart and at least `reach` from the canvas's edge."""
    height, width = canvas.target.shape
    rows, cols = np.meshgrid(
        np.arange(reach, max(height - reach, reach) + 1, step),
        np.arange(reach, max(width - reach, reach) + 1, step),
        indexing="ij",
    )
    return np.column_stack([rows.ravel(), cols.ravel()])


def lay_windows(source: Source, part: str, canvases: tuple[Canvas, ...], window: int, step: int) -> Part:
    """Lay windows over canvases, `step` pixels apart (a divisor of `window`); one that holds no-data is left out."""
    windows, share, apart, blank = [], [], [], 0
    for canvas in canvases:
        for row, col in _grid(canvas, step, reach=window // 2):
            rows, cols = _span(row, window), _span(col, window)
            if not canvas.valid[rows, cols].all():
                continue
            if _blank(canvas.image[rows, cols], canvas.valid[rows, cols]):
                blank += 1
                continue
            windows.append(canvas.image[rows, cols])
            share.append(float(canvas.target[rows, cols].mean()))
            apart.append((row - window // 2) % window == 0 and (col - window // 2) % window == 0)
    laid = np.stack(windows) if windows else np.zeros((0, window, window, 3), np.uint8)
    return Part(source, part, laid, np.array(share, np.float64), np.array(apart, bool), blank)


def share_map(masks: Floats) -> Floats:
    """Return (n, h / 8, w / 8, 1), the share of each cell, of masks (n, h, w, 2) whose first band is the target."""
    count, height, width, _ = masks.shape
    cells = masks[..., 0].reshape(count, height // COARSE_PX, COARSE_PX, width // COARSE_PX, COARSE_PX)
    return cells.mean(axis=(2, 4))[..., None]


def density_loss(truth: keras.KerasTensor, scores: keras.KerasTensor) -> keras.KerasTensor:
    """Mean binary cross-entropy of the map (n, h, w, 1) plus SHARE_WEIGHT times the squared error of its mean."""
    error = keras.ops.mean(truth, axis=(1, 2, 3)) - keras.ops.mean(scores, axis=(1, 2, 3))
    cross_entropy = keras.ops.mean(keras.losses.binary_crossentropy(truth, scores))
    return cross_entropy + SHARE_WEIGHT * keras.ops.mean(keras.ops.square(error))


def learn_density(recipe: Recipe, data: Path, canvases: Gathered[Part], emit: Emit) -> keras.Model:
    """Train the network of a recipe; returns the one that answers with the share of a window."""
    model, coarse = density_regressor(recipe.window_px, recipe.network, data)
    emit(f"{recipe.id}: {model.count_params():,} parameters")
    validation = [part for part in canvases.parts if part.part == "validation" and part.share.std() > 0]
    lesson = Lesson(lambda _, masks: share_map(masks), density_loss)
    fit(coarse, recipe, canvases.pool, lambda _: _judge(model, validation), emit, lesson=lesson)
    return model


def _judge(model: keras.Model, parts: list[Part]) -> float:
    """Mean over the validation parts of R2 (the share of the variance that is explained)."""
    return float(np.mean([r2_score(part.share, predict_tiles(model, part.windows)[:, 0]) for part in parts]))


def measure_density(model: keras.Model, recipe: Recipe, canvases: Gathered[Part], emit: Emit) -> Measured:
    """Measure every part, over windows side by side and over windows a quarter of a window apart."""
    figures = tuple(figure for part in canvases.parts if len(part.share) for figure in _figures(model, part))
    for figure in figures:
        emit(f"{figure.data}, {figure.part}: {figure.name} {figure.value:.4f} of {figure.samples}")
    return Measured(recipe.selection, figures, " ".join(canvases.split))


def _figures(model: keras.Model, part: Part) -> list[Figure]:
    scores = predict_tiles(model, part.windows)[:, 0].astype(np.float64)
    found = []
    for chosen, suffix in _ways(part):
        truth, given = part.share[chosen], scores[chosen]
        values = {
            "R2": r2_score(truth, given),
            "MAE": mean_absolute_error(truth, given),
            "MSE": mean_squared_error(truth, given),
        }
        found += [
            Figure(name + suffix, round(float(value), 5), part.source.name, part.part, len(truth))
            for name, value in values.items()
        ]
    return found


def _ways(part: Part) -> list[tuple[NDArray[np.bool_], str]]:
    """Return which windows are measured together, and how their figures are called."""
    ways = [(part.apart, "")]
    if not part.apart.all():
        ways.append((np.ones(len(part.apart), bool), " of windows a quarter of a window apart"))
    return ways


def golden_density(recipe: Recipe) -> NDArray[np.uint8]:
    """Return six drawn windows (n, window, window, 3), one of them with an edge without data."""
    return golden_windows(recipe.ground_sampling_distance_m, recipe.window_px)
