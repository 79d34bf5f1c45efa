"""The encoders on this machine: keras.applications whose weights lie here, and that of the recipe's own package.

Nothing is downloaded. An application without weights, or with weights that do not fit, is left out and named.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import re
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from ..contract.card import ModelPackage, read_package
from ..contract.errors import ModelError, TeselaError
from ..contract.places import find_model
from ..path.model import load_keras, load_model
from ..training.fit import to_network
from ..training.networks import load_backbone
from ..training.recipe import RECIPE_FILE, Recipe, read_recipe
from .samples import ComparisonError

Floats = NDArray[np.float32]
IMAGENET = "ImageNet"
BATCH = 32
WIDTHS_OF_MOBILENET = {"1_0": 1.0, "7_5": 0.75, "5_0": 0.5, "2_5": 0.25}


@dataclass(frozen=True)
class Encoder:
    """A network up to its embedding.

    name: for people, unique. trained_on: what its weights have seen. embed: (n <= BATCH, window, window, 3) uint8 ->
    (n, length). parameters: of the encoder, None where its
    format does not tell. digest: of its weights. build: makes the network anew, (n, window, window,
    3) between -1 and 1 -> (n, length), to fine-tune it; None for a package, which is fine-tuned already.
    """

    name: str
    trained_on: str
    embed: Callable[[NDArray[np.uint8]], Floats]
    parameters: int | None
    digest: str
    build: Callable[[], keras.Model] | None = None


@dataclass(frozen=True)
class LeftOut:
    """What could not be compared, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Architecture:
    """An application of Keras and, for those that come in several widths, which one."""

    name: str
    alpha: float | None = None

    @property
    def title(self) -> str:
        """The name with the width."""
        return self.name if self.alpha is None else f"{self.name} {float(self.alpha)}"


def applications() -> dict[str, Callable[..., keras.Model]]:
    """Return the constructors of keras.applications by name."""
    members = inspect.getmembers(keras.applications, inspect.isfunction)
    return {name: member for name, member in members if name[:1].isupper()}


def weight_files(data: Path, cache: Path | None = None) -> list[Path]:
    """Return the files that may hold weights: DATA/backbones and Keras' own cache ($KERAS_HOME or ~/.keras)."""
    home = Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras")
    folders = (data / "backbones", home / "models" if cache is None else cache)
    return [path for folder in folders for path in sorted(folder.glob("*")) if path.suffix in (".npz", ".h5", ".keras")]


def architecture_of(path: Path) -> Architecture | None:
    """Tell from a file's name which application its weights belong to; None where it names none.

    Read are names such as mobilenet_v2_0.35_224_imagenet.npz and those of Keras' own cache.
    """
    stem = path.stem.removesuffix(".weights").lower().removeprefix("weights_")
    plain = re.sub(r"[^a-z0-9]", "", stem)
    fitting = [name for name in applications() if plain.startswith(name.lower())]
    if not fitting:
        return None
    name = max(fitting, key=len)
    if "alpha" not in inspect.signature(applications()[name]).parameters:
        return Architecture(name)
    decimal = re.search(r"(?<![0-9])([01]\.[0-9]+)(?![0-9])", stem)
    if decimal:
        return Architecture(name, float(decimal.group(1)))
    written = re.search(r"mobilenet_([0-9]_[0-9])_", stem)
    return Architecture(name, WIDTHS_OF_MOBILENET.get(written.group(1), 1.0) if written else 1.0)


def find_encoders(recipe: Recipe, data: Path, cache: Path | None = None) -> tuple[list[Encoder], list[LeftOut]]:
    """Return the ImageNet encoders that this machine has weights for, and what was left out and why."""
    found: list[Encoder] = []
    left_out: list[LeftOut] = []
    seen: set[str] = set()
    for path in weight_files(data, cache):
        architecture = architecture_of(path)
        if architecture is None:
            left_out.append(LeftOut(path.name, "its name tells no application of Keras"))
            continue
        seen.add(architecture.name)
        if any(encoder.name.startswith(f"{architecture.title},") for encoder in found):
            left_out.append(LeftOut(path.name, f"{architecture.title} is compared with the weights of another file"))
            continue
        try:
            found.append(_application_encoder(architecture, path, recipe.window_px))
        except (TeselaError, ValueError, OSError, KeyError, zipfile.BadZipFile) as error:
            left_out.append(LeftOut(f"{architecture.title} ({path.name})", _first_sentence(error)))
    missing = sorted(set(applications()) - seen)
    if missing:
        left_out.append(LeftOut(", ".join(missing), "this machine has no weights for them, and none are downloaded"))
    return found, left_out


def _first_sentence(error: Exception) -> str:
    return str(error).split("\n")[0][:300]


def _application_encoder(architecture: Architecture, path: Path, window_px: int) -> Encoder:
    def build() -> keras.Model:
        return build_application(architecture, path, window_px)

    network = build()
    return Encoder(
        f"{architecture.title}, {IMAGENET}",
        IMAGENET,
        lambda images: _predict(network, images),
        network.count_params(),
        _digest(path),
        build,
    )


def build_application(architecture: Architecture, path: Path, window_px: int) -> keras.Model:
    """Return a network (n, window_px, window_px, 3) between -1 and 1 -> (n, length) with the weights of a file.

    The application's own preprocessing is put before it. RecipeError or ValueError where the weights do not fit.
    """
    constructor = applications()[architecture.name]
    options: dict[str, Any] = {} if architecture.alpha is None else {"alpha": architecture.alpha}
    base = constructor(input_shape=(window_px, window_px, 3), include_top=False, weights=None, **options)
    if path.suffix == ".npz":
        load_backbone(base, path)
    else:
        base.load_weights(path)
    inputs = keras.Input((window_px, window_px, 3))
    x = base(_preprocessing(constructor)(inputs))
    return keras.Model(inputs, keras.layers.GlobalAveragePooling2D(name="embedding")(x))


def _preprocessing(constructor: Callable[..., keras.Model]) -> Callable[[Any], Any]:
    """Return the application's preprocessing as a fixed 1 x 1 convolution of values between -1 and 1.

    Every preprocessing of keras.applications is affine in the three bands, so four probes tell all of it.
    """
    preprocess = sys.modules[constructor.__module__].preprocess_input
    probes = np.zeros((4, 1, 1, 3), np.float32)
    for band in range(3):
        probes[band + 1, 0, 0, band] = 255
    answers = np.asarray(preprocess(probes.copy()), np.float64).reshape(4, 3)
    kernel = (answers[1:] - answers[0]) / 2
    bias = answers[0] + kernel.sum(axis=0)
    if np.allclose(kernel, np.eye(3)) and np.allclose(bias, 0, atol=1e-6):
        return lambda x: x
    layer = keras.layers.Conv2D(3, 1, trainable=False, name="preprocessing")
    layer.build((None, None, None, 3))
    layer.set_weights([kernel.reshape(1, 1, 3, 3).astype(np.float32), bias.astype(np.float32)])
    return layer


def _predict(network: keras.Model, images: NDArray[np.uint8]) -> Floats:
    return np.asarray(network.predict_on_batch(to_network(_padded(images))), np.float32)[: len(images)]


def _padded(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Fill a batch up, so that the network is traced for one size only."""
    batch = np.zeros((BATCH, *images.shape[1:]), np.uint8)
    batch[: len(images)] = images
    return batch


def find_package(recipe: Recipe, recipe_path: Path) -> ModelPackage | None:
    """Return the package beside the recipe or, failing that, the installed one of its id; None where there is none."""
    beside = recipe_path if recipe_path.is_dir() else recipe_path.parent
    for name in (str(beside.resolve()), recipe.id):
        try:
            package = read_package(find_model(name))
        except TeselaError:
            continue
        if package.card.id == recipe.id:
            return package
    return None


def package_encoder(package: ModelPackage, recipe: Recipe) -> Encoder:
    """Return the encoder of a package; ComparisonError or ModelError where it does not fit the recipe's windows."""
    card = package.card
    if card.embedding_layer is None:
        raise ComparisonError(f"The package {card.id} {card.version} exposes no embedding.")
    if len(card.input.bands) != 3:
        raise ComparisonError(f"The package {card.id} reads {len(card.input.bands)} bands, but the samples have 3.")
    model = load_model(package, recipe.window_px, keep_embeddings=True)
    (low, high), (first, last) = card.input.value_range, card.input.network_range
    scale = (last - first) / (high - low)

    def embed(images: NDArray[np.uint8]) -> Floats:
        pixels = (_padded(images).astype(np.float32) - low) * scale + first
        embedding = model.score(pixels.astype(np.float32))[1]
        if embedding is None:
            raise ModelError(f"The package {card.id} gave no embedding; install it again.")
        return embedding[: len(images)].astype(np.float32)

    return Encoder(
        f"{card.id} {card.version}, this project's",
        seen_by_package(package, recipe),
        embed,
        _parameters(package),
        _digest(package.weights_path),
    )


def _parameters(package: ModelPackage) -> int | None:
    if package.card.weights.format != "keras":
        return None
    network = load_keras(package)
    return int(keras.Model(network.input, network.get_layer(package.card.embedding_layer).output).count_params())


def seen_by_package(package: ModelPackage, recipe: Recipe) -> str:
    """Say what a package's encoder has seen, as far as the recipe that lies in the package tells."""
    path = package.folder / RECIPE_FILE
    if not path.is_file():
        return "unknown: the package holds no recipe, so it may have seen the test places"
    own = read_recipe(path)
    if own.split != recipe.split or [s.path for s in own.sources] != [s.path for s in recipe.sources]:
        return "another split: the package may have seen the test places"
    return "the training places of this split (fine-tuned); the test places never"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
