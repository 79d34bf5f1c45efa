"""Writing a model package: weights for inference only, the card, the recipe and golden windows, all at once."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from ..contract import schema
from ..contract.card import CARD_FILE, Data, Figure, ModelCard, ModelInput, Weights
from ..contract.job import Selection
from .fit import to_network
from .recipe import RECIPE_FILE, Recipe

WEIGHTS_FILE = "model.keras"
GOLDEN_FILE = "golden.npz"
GOLDEN_TOLERANCE = 2e-3
"""How far a score may differ from the golden one: other processors and runtimes add up in another order."""


@dataclass(frozen=True)
class Measured:
    """What a training found out: the chosen selection, the figures, how the places were split, further limits."""

    selection: Selection
    figures: tuple[Figure, ...]
    split: str
    limits: tuple[str, ...] = ()


def make_card(recipe: Recipe, measured: Measured, sha256: str, embedding_layer: str | None) -> ModelCard:
    """Return the card of a trained recipe."""
    return ModelCard(
        id=recipe.id,
        version=recipe.version,
        name=recipe.name,
        summary=recipe.summary,
        licence=recipe.licence,
        task=recipe.task,
        classes=recipe.classes,
        activation="sigmoid",
        weights=Weights(file=WEIGHTS_FILE, sha256=sha256),
        input=ModelInput(
            bands=("red", "green", "blue"),
            dtypes=("uint8",),
            value_range=(0.0, 255.0),
            network_range=(-1.0, 1.0),
            nodata_value=0.0,
        ),
        ground_sampling_distance_m=recipe.ground_sampling_distance_m,
        window_px=recipe.window_px,
        overlap_px=recipe.overlap_px,
        selection=measured.selection,
        embedding_layer=embedding_layer,
        data=tuple(Data(source.name, source.source, source.licence) for source in recipe.sources),
        split=measured.split,
        recipe=RECIPE_FILE,
        figures=measured.figures,
        limits=(*recipe.limits, *measured.limits),
    )


def inference_model(model: keras.Model) -> keras.Model:
    """Return a copy of the model that was never compiled, so that no optimizer travels with it."""
    copy = keras.Model.from_config(model.get_config())
    copy.set_weights(model.get_weights())
    return copy


def golden_scores(model: keras.Model, windows: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the scores of (n, window, window, 3) raster values; masks at every fourth pixel, to keep files small."""
    scores = np.asarray(keras.ops.convert_to_numpy(model(to_network(windows), training=False)), np.float32)
    return scores if scores.ndim == 2 else scores[:, ::4, ::4]


def write_package(
    folder: Path, recipe_path: Path, recipe: Recipe, model: keras.Model, measured: Measured, golden: NDArray[np.uint8]
) -> ModelCard:
    """Write the package into `folder` by replacing it as a whole, so that a reader never sees half of one.

    golden: (n, window, window, 3) uint8 windows that go into the package with their scores.
    """
    with tempfile.TemporaryDirectory(prefix=".package-", dir=folder.parent) as temporary:
        new = Path(temporary) / "new"
        new.mkdir()
        model = inference_model(model)
        model.save(new / WEIGHTS_FILE)
        digest = hashlib.sha256((new / WEIGHTS_FILE).read_bytes()).hexdigest()
        embedding = "embedding" if recipe.task == "tile-classification" else None
        card = make_card(recipe, measured, digest, embedding)
        text = json.dumps(schema.to_json(card), indent=2, ensure_ascii=False)
        (new / CARD_FILE).write_text(text + "\n", encoding="utf-8")
        shutil.copyfile(recipe_path, new / RECIPE_FILE)
        np.savez_compressed(
            new / GOLDEN_FILE,
            windows=golden,
            scores=golden_scores(model, golden),
            tolerance=np.float32(GOLDEN_TOLERANCE),
        )
        if folder.exists():
            folder.rename(Path(temporary) / "old")
        new.rename(folder)
    return card
