"""Load a checked model package and score batches with it: with Keras, or with ONNX Runtime."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fiona  # noqa: F401 (before TensorFlow, or GeoPackages cannot be created: "no such module: rtree")
import numpy as np

from ..contract.card import MULTI_LABEL, REGRESSION, SEGMENTATION, ModelCard, ModelPackage
from ..contract.errors import ModelError
from .onnx_runtime import check_onnx, open_session

ALLOWED_MODULES = ("keras", "keras.layers", "keras.src.models.functional", "keras.initializers", "keras.regularizers")
MOST_STREAMS = 4
ROUNDING = 1e-3
FORBIDDEN_CLASSES = frozenset({"Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer", "StringLookup"})


@dataclass(frozen=True)
class Model:
    """A loaded network.

    score: float32 windows (n, window_px, window_px, bands) -> scores, (n, classes) for a classifier or labels, (n, 1)
    for a regression and (n, window_px, window_px, classes) for a segmentation, and the embedding (n, length) or None.
    device, runtime: what runs it, for people. streams: how many batches may be scored at once, each in a thread.
    """

    card: ModelCard
    score: Callable[[np.ndarray], tuple[np.ndarray, np.ndarray | None]]
    device: str
    runtime: str
    streams: int = 1


def check_architecture(package: ModelPackage) -> None:
    """Refuse weights that hold anything but a plain network, before a framework is imported; ModelError says what.

    A .keras file may hold plain Keras layers only; for .onnx see onnx_runtime.check_onnx.
    """
    if package.card.weights.format == "onnx":
        check_onnx(package)
    elif package.card.weights.format == "keras":
        _check_keras(package.weights_path)
    else:
        raise ModelError(
            f"{package.weights_path} has the format '{package.card.weights.format}', which this Tesela cannot run; it "
            "reads 'keras' and 'onnx'."
        )


def _check_keras(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            config = json.loads(archive.read("config.json"))
    except (zipfile.BadZipFile, KeyError, json.JSONDecodeError, OSError) as error:
        raise ModelError(f"{path} is no .keras file: {error}. Install the package again.") from error
    for module, name in _classes_in(config):
        if module not in ALLOWED_MODULES or name in FORBIDDEN_CLASSES:
            raise ModelError(f"{path} is refused: it contains {module}.{name}, which could run code of its own.")


def _classes_in(config: object) -> list[tuple[str, str]]:
    found = []
    if isinstance(config, dict):
        if config.get("class_name") not in (None, "__keras_tensor__"):
            found.append((str(config.get("module")), str(config["class_name"])))
        for value in config.values():
            found += _classes_in(value)
    elif isinstance(config, list):
        for value in config:
            found += _classes_in(value)
    return found


def load_model(package: ModelPackage, window_px: int, keep_embeddings: bool = False) -> Model:
    """Load the network of a checked package; ModelError where it does not fit its card or the window."""
    card = package.card
    if keep_embeddings and card.embedding_layer is None:
        raise ModelError(f"The model {card.id} has no embedding to keep; run it without keeping embeddings.")
    load = _load_onnx if card.weights.format == "onnx" else _load_keras
    run, device, runtime, streams = load(package, window_px, keep_embeddings)
    if card.task == SEGMENTATION and device.startswith("CPU"):
        run = _window_by_window(run)

    def score(pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        outputs = run(pixels)
        scores = np.asarray(outputs[0])
        check_scores(scores, card, len(pixels), window_px)
        return scores, np.asarray(outputs[1], np.float16) if keep_embeddings else None

    # The first answer takes many times as long as the next ones: it belongs to loading, not to the first window.
    run(np.zeros((1, window_px, window_px, len(card.input.bands)), np.float32))
    return Model(card, score, device, runtime, streams)


Run = Callable[[np.ndarray], list[Any]]


def _window_by_window(run: Run) -> Run:
    """Return a call that answers the windows of a batch one after the other, in one array an output.

    A segmentation keeps feature maps as large as its windows. Those of one window stay in a processor's cache, those of
    a batch do not: measured on two cores with building-footprints, 12.4 ms a window instead of 14.5 in batches of four.
    """

    def one_after_the_other(pixels: np.ndarray) -> list[np.ndarray]:
        answers = [run(pixels[i : i + 1]) for i in range(len(pixels))]
        return [np.concatenate(output) for output in zip(*answers, strict=True)]

    return one_after_the_other


def _load_keras(package: ModelPackage, window_px: int, keep_embeddings: bool) -> tuple[Run, str, str, int]:
    network = load_keras(package)
    import keras

    card = package.card
    expected = (window_px, window_px, len(card.input.bands))
    _check_window(card, tuple(network.input_shape[1:]), expected)
    if keep_embeddings:
        network = keras.Model(network.input, [network.output, network.get_layer(card.embedding_layer).output])
    runtime = f"{keras.backend.backend()} (Keras {keras.__version__})"
    return _compile(network, expected), describe_device(), runtime, _streams(keras)


def load_keras(package: ModelPackage) -> Any:
    """Load the Keras network of a package, after checking that it holds plain layers only."""
    check_architecture(package)
    keras = import_keras()
    try:
        return keras.saving.load_model(package.weights_path, compile=False, safe_mode=True)
    except Exception as error:
        raise ModelError(f"{package.weights_path} cannot be loaded by Keras {keras.__version__}: {error}") from error


def _load_onnx(package: ModelPackage, window_px: int, keep_embeddings: bool) -> tuple[Run, str, str, int]:
    network = check_onnx(package)
    _check_window(package.card, network.input[1][1:], (window_px, window_px, len(package.card.input.bands)))
    streams = _streams_on_cpu()
    cpu = f"CPU ({_cores()} cores)"
    session = open_session(package, network, 2 if keep_embeddings else 1, max(1, _cores() // streams), cpu)
    return session.run, session.device, session.runtime, streams if session.device == cpu else 1


def _check_window(card: ModelCard, accepted: tuple[int | None, ...], expected: tuple[int, ...]) -> None:
    if any(a is not None and a != e for a, e in zip(accepted, expected, strict=True)):
        raise ModelError(
            f"The model {card.id} takes windows of shape {accepted}, not {expected}; leave the window at "
            "the model card's size."
        )


def check_scores(scores: np.ndarray, card: ModelCard, count: int, window_px: int) -> None:
    """Raise ModelError, with both shapes, where the output is not what the card declares or not finite."""
    classes = len(card.classes)
    shapes = {SEGMENTATION: (count, window_px, window_px, classes), REGRESSION: (count, 1)}
    expected = shapes.get(card.task, (count, classes))
    if scores.shape != expected:
        raise ModelError(
            f"The model {card.id} answered with an array of shape {scores.shape}, but its card declares {expected}; "
            "the package does not fit its card."
        )
    if not np.isfinite(scores).all():
        bad = int((~np.isfinite(scores)).sum())
        raise ModelError(
            f"The model {card.id} answered with {bad} values that are no numbers in an output of shape {scores.shape} "
            f"(expected finite scores of shape {expected}); check its weights and the value range of the raster."
        )
    if card.task == MULTI_LABEL and (scores.min() < -ROUNDING or scores.max() > 1 + ROUNDING):
        raise ModelError(
            f"The model {card.id} answered with scores from {scores.min():.4g} to {scores.max():.4g}, but scores of "
            "labels lie between 0 and 1; end the network with a sigmoid, or a softmax over each group."
        )


def _compile(network: Any, input_shape: tuple[int, ...]) -> Run:
    """Return the fastest call of the network that its backend offers; it answers with a list of arrays."""
    import keras

    if keras.backend.backend() != "tensorflow":

        def plain(pixels: np.ndarray) -> list:
            outputs = network.predict_on_batch(pixels)
            return list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]

        return plain
    import tensorflow as tf
    from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

    def call(pixels: Any) -> list[Any]:
        outputs = network(pixels, training=False)
        return list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]

    traced = tf.function(call, input_signature=[tf.TensorSpec((None, *input_shape), tf.float32)])
    frozen = convert_variables_to_constants_v2(traced.get_concrete_function())
    return lambda pixels: [output.numpy() for output in frozen(tf.constant(pixels))]


def import_keras() -> Any:
    """Import Keras and its backend, without the lines that TensorFlow's libraries print before any level is set."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    with _native_stderr_held():
        import keras

        if keras.backend.backend() == "tensorflow":
            import tensorflow as tf

            with suppress(RuntimeError):  # it computes already, in as many threads as it was told first
                tf.config.threading.set_intra_op_parallelism_threads(_cores() // _streams_on_cpu())
    return keras


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _streams(keras: Any) -> int:
    """Small networks leave cores idle between their layers, so a CPU scores several batches at once, few threads each.

    Measured on two cores with building-footprints: 12.8 ms a window in two streams of one thread, 16.0 in one of two.
    TESELA_STREAMS sets another number.
    """
    on_cpu = keras.backend.backend() == "tensorflow" and describe_device().startswith("CPU")
    return _streams_on_cpu() if on_cpu else 1


def _streams_on_cpu() -> int:
    asked = os.environ.get("TESELA_STREAMS")
    return int(asked) if asked else min(_cores(), MOST_STREAMS)


@contextmanager
def _native_stderr_held() -> Iterator[None]:
    """Hold back what native code writes to descriptor 2; it is shown where the block fails."""
    sys.stderr.flush()
    kept = os.dup(2)
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), 2)
        try:
            yield
        except BaseException:
            held.seek(0)
            os.write(kept, held.read())
            raise
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def describe_device() -> str:
    """Name the device that the backend computes on."""
    keras = import_keras()
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        cards = tf.config.list_physical_devices("GPU")
        if cards:
            return f"GPU ({tf.config.experimental.get_device_details(cards[0]).get('device_name', cards[0].name)})"
    elif keras.distribution.list_devices("gpu"):
        return "GPU"
    return f"CPU ({_cores()} cores)"
