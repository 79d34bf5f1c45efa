"""From a recipe to a model package, in one call: read, split, fit, measure, write."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras

from ..contract.card import ModelCard
from .masks import golden_masks, train_masks
from .package import write_package
from .recipe import RECIPE_FILE, Recipe, read_recipe, training_data_folder
from .tiles import golden_tiles, train_tiles

TRAINERS = {"tile-classification": (train_tiles, golden_tiles), "segmentation": (train_masks, golden_masks)}


def train_recipe(path: Path, emit: Callable[[str], None]) -> ModelCard:
    """Train what the recipe at `path` (its file or its folder) asks for and write the package beside the recipe.

    Data is looked for in $TESELA_DATA or shared/data beside the checkout; nothing is downloaded. emit receives lines
    for a person. The package in the recipe's folder is replaced only when the new one is complete. Returns its card.
    """
    file = path / RECIPE_FILE if path.is_dir() else path
    recipe = read_recipe(file)
    return train(recipe, file, file.resolve().parent, training_data_folder(), emit)


def train(recipe: Recipe, recipe_path: Path, folder: Path, data: Path, emit: Callable[[str], None]) -> ModelCard:
    """Train `recipe` from the data folder `data` and write the package into `folder`."""
    keras.utils.set_random_seed(recipe.fit.seed)
    trainer, golden = TRAINERS[recipe.task]
    model, measured = trainer(recipe, data, emit)
    card = write_package(folder, recipe_path, recipe, model, measured, golden(recipe))
    emit(f"wrote {folder}")
    return card
