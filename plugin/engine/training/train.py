"""From a recipe to a model package, in one call: read, split, fit, measure, write."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
from numpy.typing import NDArray

from ..contract.card import (
    MULTI_LABEL,
    PHOTO_CLASSIFICATION,
    REGRESSION,
    SEGMENTATION,
    TILE_CLASSIFICATION,
    ModelCard,
    read_package,
)
from ..path.model import check_architecture
from .density import gather_density, golden_density, learn_density, measure_density
from .fit import Emit
from .labels import gather_labels, golden_labels, learn_labels, measure_labels
from .masks import gather_masks, golden_masks, learn_masks, measure_masks
from .package import Measured, check_writable, round_weights, write_package
from .photographs import gather_photos, golden_photos, learn_photos, measure_photos
from .recipe import RECIPE_FILE, Recipe, RecipeError, read_recipe, training_data_folder
from .repetition import comparison, earlier_card, with_spread
from .sources import Gathered
from .tiles import gather_tiles, golden_tiles, learn_tiles, measure_tiles


@dataclass(frozen=True)
class Trainer:
    """The steps of one task: read and split the data, train, measure, and draw the golden windows."""

    gather: Callable[[Recipe, Path, Emit], Gathered[Any]]
    learn: Callable[[Recipe, Path, Gathered[Any], Emit], keras.Model]
    measure: Callable[[keras.Model, Recipe, Gathered[Any], Emit], Measured]
    golden: Callable[[Recipe], NDArray[np.uint8]]


EDITED_FILE = "recipe.edited.json"
SHARED_FIELDS = ("id", "task", "classes", "groups", "ground_sampling_distance_m", "window_px")
"""What a recipe and the card of weights have to agree in, for the weights to be measured by the recipe."""
TRAINERS = {
    TILE_CLASSIFICATION: Trainer(gather_tiles, learn_tiles, measure_tiles, golden_tiles),
    SEGMENTATION: Trainer(gather_masks, learn_masks, measure_masks, golden_masks),
    MULTI_LABEL: Trainer(gather_labels, learn_labels, measure_labels, golden_labels),
    REGRESSION: Trainer(gather_density, learn_density, measure_density, golden_density),
    PHOTO_CLASSIFICATION: Trainer(gather_photos, learn_photos, measure_photos, golden_photos),
}


def train_recipe(path: Path, emit: Emit, measure_only: bool = False) -> ModelCard:
    """Train what the recipe at `path` (its file or its folder) asks for and write the package beside the recipe.

    Data is looked for in $TESELA_DATA or shared/data beside the checkout; nothing is downloaded. emit receives lines
    for a person. The files of the package in the recipe's folder are replaced only when the new ones are complete; what
    else lies there stays. measure_only: keep the weights that lie there, and write their card and golden windows anew.
    Where a card of the same version lies there already, the new one states the spread of the figures over all
    trainings. Returns the card.
    """
    file = path / RECIPE_FILE if path.is_dir() else path
    recipe = read_recipe(file)
    return train(recipe, file, file.resolve().parent, training_data_folder(), emit, measure_only)


def train(
    recipe: Recipe, recipe_path: Path, folder: Path, data: Path, emit: Emit, measure_only: bool = False
) -> ModelCard:
    """Train `recipe` from the data folder `data`, or measure its weights again, and write the package into `folder`.

    The recipe in the package is the one that is read here; where its file was edited since, the edited one is kept
    beside it. RecipeError, before any data is read, where `folder` cannot be written.
    """
    if recipe.task not in TRAINERS:
        raise RecipeError(f"No recipe trains the task {recipe.task} (those that one does: {', '.join(TRAINERS)}).")
    check_writable(folder)
    recipe_text = recipe_path.read_bytes()
    keras.utils.set_random_seed(recipe.fit.seed)
    trainer = TRAINERS[recipe.task]
    earlier = earlier_card(folder, recipe, emit)
    weights, model = load_weights(recipe, folder) if measure_only else (None, None)
    gathered = trainer.gather(recipe, data, emit)
    golden = trainer.golden(recipe)
    if model is None:
        model = trainer.learn(recipe, data, gathered, emit)
        if recipe.half_precision:
            round_weights(model)
    measured = trainer.measure(model, recipe, gathered, emit)
    for line in comparison(measured.figures, earlier) if earlier is not None else ():
        emit(line)
    measured = replace(measured, figures=with_spread(measured.figures, earlier, another_training=not measure_only))
    _keep_edited(recipe_path, recipe_text, folder, emit)
    card = write_package(folder, recipe_text, recipe, model, measured, golden, weights)
    emit(f"wrote {folder}")
    return card


def _keep_edited(recipe_path: Path, recipe_text: bytes, folder: Path, emit: Emit) -> None:
    """Copy a recipe that was edited during the training, which the package's own would replace."""
    if recipe_path.resolve() != (folder / RECIPE_FILE).resolve() or not recipe_path.is_file():
        return
    if recipe_path.read_bytes() != recipe_text:
        shutil.copyfile(recipe_path, folder / EDITED_FILE)
        emit(f"{recipe_path} was edited during the training; it is now {EDITED_FILE}, beside the recipe of the package")


def load_weights(recipe: Recipe, folder: Path) -> tuple[Path, keras.Model]:
    """Return the weights' file in `folder` and its network; RecipeError where they are not the recipe's."""
    package = read_package(folder)
    card = package.card
    differing = [name for name in SHARED_FIELDS if getattr(card, name) != getattr(recipe, name)]
    if differing:
        raise RecipeError(
            f"The weights in {folder} were trained for another {' and '.join(differing)} than the recipe asks for; "
            "train them anew, or give the recipe that they came from."
        )
    check_architecture(package)
    return package.weights_path, keras.saving.load_model(package.weights_path, compile=False, safe_mode=True)
