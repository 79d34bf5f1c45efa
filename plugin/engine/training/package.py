"""Writing a model package: weights for inference only, the card, the recipe and golden windows, the card last."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from ..contract import schema
from ..contract.card import (
    CARD_FILE,
    MULTI_LABEL,
    PHOTO_CLASSIFICATION,
    REGRESSION,
    TILE_CLASSIFICATION,
    Data,
    Figure,
    ModelCard,
    ModelInput,
    Weights,
)
from ..contract.evidence import Curve
from ..contract.job import Selection
from .fit import to_network
from .networks import EMBEDDING
from .recipe import RECIPE_FILE, Recipe, RecipeError

WEIGHTS_FILE = "model.keras"
WITH_EMBEDDING = (TILE_CLASSIFICATION, MULTI_LABEL, PHOTO_CLASSIFICATION)
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
SAVED_DATE = "1980-01-01@00:00:00"
"""The dates of every file inside the weights, and in Keras' own note, so that the same weights have one checksum."""
GOLDEN_FILE = "golden.npz"
PACKAGE_FILES = (WEIGHTS_FILE, GOLDEN_FILE, RECIPE_FILE, CARD_FILE)
"""The files of a package in the order in which they are replaced."""
GOLDEN_TOLERANCE = 2e-3
"""How far a score may differ from the golden one: other processors and runtimes add up in another order."""


@dataclass(frozen=True)
class Measured:
    """What a training found out: the chosen selection, the figures, how the places were split, further limits.

    evidence: what each threshold cost on the validation part.
    """

    selection: Selection
    figures: tuple[Figure, ...]
    split: str
    limits: tuple[str, ...] = ()
    evidence: tuple[Curve, ...] = ()


def make_card(recipe: Recipe, measured: Measured, sha256: str) -> ModelCard:
    """Return the card of a trained recipe."""
    return ModelCard(
        id=recipe.id,
        version=recipe.version,
        name=recipe.name,
        summary=recipe.summary,
        licence=recipe.licence,
        task=recipe.task,
        classes=recipe.classes,
        activation=activation_of(recipe),
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
        embedding_layer=EMBEDDING if recipe.task in WITH_EMBEDDING else None,
        groups=recipe.groups,
        value=recipe.value,
        evidence=measured.evidence,
        data=tuple(Data(source.name, source.source, source.licence) for source in recipe.sources),
        split=measured.split,
        recipe=RECIPE_FILE,
        figures=measured.figures,
        limits=(*recipe.limits, *measured.limits),
    )


def activation_of(recipe: Recipe) -> str:
    """Return what the numbers of the last layer are, as the card states it."""
    photographs = "softmax" if recipe.exclusive else "sigmoid"
    return {REGRESSION: "linear", PHOTO_CLASSIFICATION: photographs}.get(recipe.task, "sigmoid")


def inference_model(model: keras.Model) -> keras.Model:
    """Return a copy of the model that was never compiled, so that no optimizer travels with it."""
    copy = keras.Model.from_config(model.get_config())
    copy.set_weights(model.get_weights())
    return copy


def round_weights(model: keras.Model) -> None:
    """Round every weight, in place, to what half precision can hold; still float32, but half the size when deflated."""
    rounded = [np.asarray(weight).astype(np.float16).astype(np.float32) for weight in model.get_weights()]
    if not all(np.isfinite(weight).all() for weight in rounded):
        raise RecipeError("Some weights are too large for half precision; take half_precision out of the recipe.")
    model.set_weights(rounded)


def save_weights(model: keras.Model, path: Path) -> None:
    """Write the network for inference as a .keras file, deflated."""
    plain = path.with_suffix(".plain.keras")
    inference_model(model).save(plain)
    with zipfile.ZipFile(plain) as stored, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as small:
        for name in stored.namelist():
            content = stored.read(name)
            if name == "metadata.json":
                content = json.dumps({**json.loads(content), "date_saved": SAVED_DATE}).encode()
            small.writestr(zipfile.ZipInfo(name, ZIP_DATE), content, zipfile.ZIP_DEFLATED)
    plain.unlink()


def card_text(card: ModelCard) -> str:
    """Return the card as JSON for people: indented, but a column of numbers stands on one line."""
    text = json.dumps(schema.to_json(card), indent=2, ensure_ascii=False)
    return re.sub(r"\[\s+([-+.eE\d,\s]+?)\s+\]", lambda found: f"[{' '.join(found[1].split())}]", text) + "\n"


def golden_scores(model: keras.Model, windows: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the scores of (n, window, window, 3) raster values; masks at every fourth pixel, to keep files small."""
    scores = np.asarray(keras.ops.convert_to_numpy(model(to_network(windows), training=False)), np.float32)
    return scores if scores.ndim == 2 else scores[:, ::4, ::4]


@contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """Give a hidden folder inside `folder`, and so on its file system, that is removed afterwards."""
    try:
        with tempfile.TemporaryDirectory(prefix=".package-", dir=folder) as new:
            yield Path(new)
    except OSError as error:
        raise RecipeError(
            f"The package cannot be written into {folder}: {error}. Check the space and the rights there."
        ) from error


def check_writable(folder: Path) -> None:
    """RecipeError where no package could be written into `folder`."""
    with _new_folder(folder):
        pass


def write_package(
    folder: Path,
    recipe_text: bytes,
    recipe: Recipe,
    model: keras.Model,
    measured: Measured,
    golden: NDArray[np.uint8],
    weights: Path | None = None,
) -> ModelCard:
    """Write the package into `folder`: all of it apart first, then its files replace those of that name, one by one.

    Whatever else lies in the folder stays. The card comes last, so that a reader who comes in between finds weights
    that do not fit the card's checksum, and refuses them.

    recipe_text: the recipe as it was read. golden: (n, window, window, 3) uint8 windows that go into the package with
    their scores. weights: a file that holds the model already and is taken over as it is. RecipeError where the folder
    cannot be written.
    """
    with _new_folder(folder) as new:
        if weights is None:
            save_weights(model, new / WEIGHTS_FILE)
        else:
            shutil.copyfile(weights, new / WEIGHTS_FILE)
        digest = hashlib.sha256((new / WEIGHTS_FILE).read_bytes()).hexdigest()
        card = make_card(recipe, measured, digest)
        (new / CARD_FILE).write_text(card_text(card), encoding="utf-8")
        (new / RECIPE_FILE).write_bytes(recipe_text)
        np.savez_compressed(
            new / GOLDEN_FILE,
            windows=golden,
            scores=golden_scores(model, golden),
            tolerance=np.float32(GOLDEN_TOLERANCE),
        )
        for name in PACKAGE_FILES:
            (new / name).replace(folder / name)
    return card
