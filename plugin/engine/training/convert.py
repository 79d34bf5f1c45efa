"""A Keras package as a package for ONNX Runtime, with float32 or int8 weights, measured against the one it came from.

int8 is static quantisation (Jacob et al. 2018): weights in 8 bits, a scale a channel; activations in 8 bits with ranges
seen on calibration windows, which the project draws; those that it is measured on are others. Weights use the whole 8
bits: with the 7 bits that processors without VNNI would like, damage-tiles changed its mind about one window in eight.
"""

from __future__ import annotations

import hashlib
import json
import logging
import math
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray

from ..contract import schema
from ..contract.card import CARD_FILE, PHOTO_CLASSIFICATION, REGRESSION, ModelCard, ModelPackage, Weights
from ..contract.errors import ModelError, TeselaError
from ..path.model import Model, load_keras, load_model
from ..path.reading import to_network_range
from .drawn import SCENE_GSD_M, draw
from .fit import Emit
from .onnx_graph import INPUT, to_onnx
from .package import GOLDEN_FILE, GOLDEN_TOLERANCE
from .recipe import RECIPE_FILE, Source
from .street import draw_varied_streets

ONNX, ONNX_INT8 = "onnx", "onnx-int8"
WEIGHTS_FILE = "model.onnx"
CALIBRATION_SEED, CHECK_SEED = 4001, 4002
LEAST_SCENE_PX = 500
PIXELS = 10 * 256 * 256
FEWEST_WINDOWS, MOST_WINDOWS = 8, 32
BATCH = 8
MARGIN = 1.5
"""How much more than was measured an int8 score may differ: other processors round and saturate in other ways."""
LEAST_INT8_TOLERANCE = 0.05
Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Difference:
    """How the scores of a converted package differ from the original's over so many windows.

    mean, most: of the absolute difference. agreeing: share of the decisions (a window and class, or a pixel and class)
    that are the same at the card's thresholds; None for regressions, which decide nothing.
    """

    windows: int
    mean: float
    most: float
    agreeing: float | None


@dataclass(frozen=True)
class Converted:
    """A converted package and how it differs from the one it came from."""

    card: ModelCard
    difference: Difference


def convert_package(package: ModelPackage, target: str, output: Path, emit: Emit = lambda _: None) -> Converted:
    """Write the package for ONNX Runtime into the new folder `output`, whole or not at all, and measure it.

    target: ONNX (float32) or ONNX_INT8. ModelError where the package is not Keras, `output` holds something, a layer is
    not known, or the float32 scores differ by more than the golden windows allow.
    """
    card = package.card
    if card.weights.format != "keras":
        raise ModelError(
            f"{package.folder} has weights in the format '{card.weights.format}'; convert a Keras package."
        )
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise ModelError(f"{output} holds something already; choose a new folder for the converted package.")
    golden, can_draw = read_golden(package), _can_draw(card)
    emit(f"Converting {card.id} {card.version}")
    network = load_keras(package)
    windows = np.concatenate([golden, _draw_windows(card, CHECK_SEED)]) if can_draw else golden
    checked = to_network_range(windows, card.input, None)
    expected = np.concatenate([np.asarray(network.predict_on_batch(batch)) for batch in _batches(checked)])
    exported = _export(network, card)
    if target == ONNX_INT8:
        calibration = _draw_windows(card, CALIBRATION_SEED) if can_draw else golden
        emit(f"Quantising, calibrated on {len(calibration)} windows")
        exported = quantise(exported, to_network_range(calibration, card.input, None))
    with _new_folder(output) as folder:
        new = _write(package, folder, exported, target)
        emit(f"Comparing over {len(checked)} windows")
        found = score_all(load_model(ModelPackage(folder, new), card.window_px), checked)
        difference = compare(card, expected, found)
        if target == ONNX and difference.most > GOLDEN_TOLERANCE:
            raise ModelError(
                f"The converted {card.id} gives scores that differ by up to {difference.most:.4f} from the original's, "
                f"more than the {GOLDEN_TOLERANCE:g} tolerated; nothing was written. Use the Keras package."
            )
        new = replace(new, limits=(*new.limits, describe(target, difference, can_draw)))
        text = json.dumps(schema.to_json(new), indent=2, ensure_ascii=False)
        (folder / CARD_FILE).write_text(text + "\n", encoding="utf-8")
        _write_golden(package, folder, tolerances_of(target, difference))
    return Converted(new, difference)


def read_golden(package: ModelPackage) -> Bytes:
    """Return the golden windows (n, window, window, bands) of a package, as raster values."""
    try:
        with np.load(package.folder / GOLDEN_FILE) as golden:
            return golden["windows"]
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ModelError(
            f"{package.folder} has no golden windows to check a conversion with ({error}); install the package again."
        ) from error


def tolerances_of(target: str, difference: Difference) -> dict[str, float]:
    """Return how far scores may lie from the original's, at most and on average; for int8 as measured, with a margin.

    A mask's edge may move by a pixel in int8, so that its largest difference says little and its mean says more.
    """
    if target == ONNX:
        return {"tolerance": GOLDEN_TOLERANCE, "mean_tolerance": GOLDEN_TOLERANCE}
    return {
        "tolerance": min(1.0, max(LEAST_INT8_TOLERANCE, MARGIN * difference.most)),
        "mean_tolerance": max(LEAST_INT8_TOLERANCE, MARGIN * difference.mean),
    }


def _export(network: Any, card: ModelCard) -> onnx.ModelProto:
    import keras

    layer = card.embedding_layer
    outputs = [network.output] if layer is None else [network.output, network.get_layer(layer).output]
    return to_onnx(keras.Model(network.input, outputs, name=card.id))


def quantise(model: onnx.ModelProto, windows: Floats) -> onnx.ModelProto:
    """Return the network in int8, with ranges seen on windows (n, h, w, bands) in the network's range."""
    from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

    class Reader(CalibrationDataReader):
        def __init__(self) -> None:
            self._batches = iter(_batches(windows))

        def get_next(self) -> dict[str, Floats] | None:
            batch = next(self._batches, None)
            return None if batch is None else {INPUT: batch}

    with tempfile.TemporaryDirectory() as temporary, _root_logger_silent():
        source, target = Path(temporary, "float.onnx"), Path(temporary, "int8.onnx")
        onnx.save(model, str(source))
        quantize_static(
            source,
            target,
            Reader(),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
        )
        return onnx.load(str(target))


@contextmanager
def _root_logger_silent() -> Iterator[None]:
    """Hold back the advice to optimise the graph first: batch normalisation is folded already."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)


def _can_draw(card: ModelCard) -> bool:
    """Whether drawn towns, or streets, are what the model takes."""
    has_scale = card.task == PHOTO_CLASSIFICATION or card.ground_sampling_distance_m > 0
    return has_scale and card.input.bands == ("red", "green", "blue") and card.input.value_range == (0.0, 255.0)


def _draw_windows(card: ModelCard, seed: int) -> Bytes:
    """Return windows to calibrate or check with: streets for a model of photographs, else cut from a town."""
    size = card.window_px
    count = min(MOST_WINDOWS, max(FEWEST_WINDOWS, PIXELS // size**2))
    if card.task == PHOTO_CLASSIFICATION:
        return draw_varied_streets(size, count, seed)
    scene_px = max(LEAST_SCENE_PX, math.ceil(2 * size * card.ground_sampling_distance_m / SCENE_GSD_M))
    source = Source("scenes", "drawn scenes", "drawn by this project", "GPL-3.0-or-later", scene_px=scene_px)
    image = draw(source, seed, card.ground_sampling_distance_m).canvas.image
    rng = np.random.default_rng(seed)
    corners = rng.integers(0, [image.shape[0] - size + 1, image.shape[1] - size + 1], (count, 2))
    return np.stack([image[row : row + size, col : col + size] for row, col in corners])


@contextmanager
def _new_folder(output: Path) -> Iterator[Path]:
    """Give a folder under a temporary name beside `output` and rename it when all went well."""
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".package-", dir=output.parent) as temporary:
            folder = Path(temporary) / "new"
            folder.mkdir()
            yield folder
            if output.exists():
                output.rmdir()
            folder.rename(output)
    except OSError as error:
        raise TeselaError(f"{output} cannot be written: {error}. Check the space and the rights there.") from error


def _write(package: ModelPackage, folder: Path, exported: onnx.ModelProto, target: str) -> ModelCard:
    card = package.card
    data = exported.SerializeToString()
    (folder / WEIGHTS_FILE).write_bytes(data)
    if (package.folder / RECIPE_FILE).is_file():
        shutil.copyfile(package.folder / RECIPE_FILE, folder / RECIPE_FILE)
    precision = "float32" if target == ONNX else "int8"
    return replace(
        card,
        id=f"{card.id}-{target}",
        name=f"{card.name} (ONNX {precision})",
        weights=Weights(WEIGHTS_FILE, hashlib.sha256(data).hexdigest(), "onnx"),
    )


def _write_golden(package: ModelPackage, folder: Path, tolerances: dict[str, float]) -> None:
    """Copy the golden windows with the scores of the original, which the conversion has to come near."""
    with np.load(package.folder / GOLDEN_FILE) as golden:
        arrays = {name: golden[name] for name in golden.files}
    arrays.update({name: np.float32(tolerance) for name, tolerance in tolerances.items()})
    np.savez_compressed(folder / GOLDEN_FILE, **arrays)


def compare(card: ModelCard, expected: Floats, found: Floats) -> Difference:
    """Return how the scores of a converted network differ from the original's for the same windows."""
    apart = np.abs(expected - found)
    agreeing = None
    if card.task != REGRESSION:
        thresholds = np.asarray(card.selection.thresholds, np.float32)
        agreeing = float(((expected >= thresholds) == (found >= thresholds)).mean())
    return Difference(len(expected), float(apart.mean()), float(apart.max()), agreeing)


def score_all(model: Model, pixels: Floats) -> Floats:
    """Return the scores of windows in the network's range, in batches."""
    return np.concatenate([model.score(batch)[0] for batch in _batches(pixels)])


def _batches(windows: Floats) -> list[Floats]:
    return [windows[start : start + BATCH] for start in range(0, len(windows), BATCH)]


def describe(target: str, difference: Difference, with_drawn: bool) -> str:
    """Return what was converted and how much that changed, as a sentence for the card's limits.

    with_drawn: whether it was measured on drawn windows too, and calibrated on others; else only on the golden ones.
    """
    scores = f"scores differ by {difference.mean:.2g} on average and at most by {difference.most:.2g}"
    decisions = (
        f", and {difference.agreeing:.2%} of the decisions at the card's thresholds are the same"
        if difference.agreeing is not None
        else ""
    )
    what = "ONNX with float32 weights" if target == ONNX else "ONNX with int8 weights and activations"
    windows = "golden and drawn" if with_drawn else "golden"
    if target == ONNX_INT8 and not with_drawn:
        windows += ", the same that it was calibrated on"
    return (
        f"Converted from Keras to {what}; the figures were measured before. Over {difference.windows} windows "
        f"({windows}) {scores}{decisions}."
    )
