"""Load a checked model package and score batches with it; the one place where a framework is imported."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import fiona  # noqa: F401 (before TensorFlow, or GeoPackages cannot be created: "no such module: rtree")
import numpy as np

from ..contract.card import ModelCard, ModelPackage
from ..contract.errors import ModelError

ALLOWED_MODULES = ("keras", "keras.layers", "keras.src.models.functional", "keras.initializers", "keras.regularizers")
MOST_STREAMS = 4
FORBIDDEN_CLASSES = frozenset({"Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer", "StringLookup"})


@dataclass(frozen=True)
class Model:
    """A loaded network.

    score: float32 windows (n, window_px, window_px, bands) -> scores, (n, classes) for a classifier and
    (n, window_px, window_px, classes) for a segmentation, and the embedding (n, length) or None.
    device, runtime: what runs it, for people. streams: how many batches may be scored at once, each in a thread.
    """

    card: ModelCard
    score: Callable[[np.ndarray], tuple[np.ndarray, np.ndarray | None]]
    device: str
    runtime: str
    streams: int = 1


def check_architecture(package: ModelPackage) -> None:
    """Refuse a .keras file that holds anything but plain Keras layers, without importing Keras."""
    path = package.weights_path
    if package.card.weights.format != "keras":
        raise ModelError(
            f"{path} has the format '{package.card.weights.format}', which this Tesela cannot run; it reads 'keras'."
        )
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
    check_architecture(package)
    keras = import_keras()
    card = package.card
    try:
        network = keras.saving.load_model(package.weights_path, compile=False, safe_mode=True)
    except Exception as error:
        raise ModelError(f"{package.weights_path} cannot be loaded by Keras {keras.__version__}: {error}") from error
    expected = (window_px, window_px, len(card.input.bands))
    accepted = tuple(network.input_shape[1:])
    if any(a is not None and a != e for a, e in zip(accepted, expected, strict=True)):
        raise ModelError(
            f"The model {card.id} takes windows of shape {accepted}, not {expected}; leave the window at "
            "the model card's size."
        )
    if keep_embeddings:
        if card.embedding_layer is None:
            raise ModelError(f"The model {card.id} has no embedding to keep; run it without keeping embeddings.")
        network = keras.Model(network.input, [network.output, network.get_layer(card.embedding_layer).output])
    run = _compile(network, expected)

    def score(pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        outputs = run(pixels)
        scores = np.asarray(outputs[0])
        check_scores(scores, card, len(pixels), window_px)
        return scores, np.asarray(outputs[1], np.float16) if keep_embeddings else None

    runtime = f"{keras.backend.backend()} (Keras {keras.__version__})"
    return Model(card, score, describe_device(), runtime, _streams(keras))


def check_scores(scores: np.ndarray, card: ModelCard, count: int, window_px: int) -> None:
    """Raise ModelError, with both shapes, where the output is not what the card declares or not finite."""
    classes = len(card.classes)
    expected = (count, classes) if card.task == "tile-classification" else (count, window_px, window_px, classes)
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


def _compile(network: Any, input_shape: tuple[int, ...]) -> Callable[[np.ndarray], list[Any]]:
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
