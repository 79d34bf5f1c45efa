"""Grad-CAM (Selvaraju et al. 2017): which cells of a network's last feature map speak for a label.

    alpha_k = mean over cells of d y / d A_k,   map = sum over k of alpha_k A_k

A is the last feature map that still has weights behind it, and y what is explained: a label's score before its sigmoid
or softmax, which would flatten the gradient where the network is sure; of a regression the value itself. Cells above
zero speak for the label (raise the value), cells below zero against it (lower it). Where a network ends with a mean and
one dense layer, the cells of a map add up to y without its bias.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..contract.card import REGRESSION, ModelCard, ModelPackage
from ..contract.errors import ModelError
from ..path.model import check_scores, describe_device, load_keras
from .fields import Places, path_to_input, places_of

Explain = Callable[[np.ndarray, int | None], tuple[np.ndarray, np.ndarray, np.ndarray]]


@dataclass(frozen=True)
class Explainer:
    """A network with its gradients.

    explain: float32 windows (n, window_px, window_px, bands) and the number of a class, or None for each window's
    highest foreground class -> maps (n, rows, cols) float32, both signs; numbers of the explained classes (n,); scores
    (n, classes). places: where the cells of a map lie in a window.
    """

    explain: Explain
    places: Places
    device: str
    runtime: str


def load_explainer(package: ModelPackage) -> Explainer:
    """Load a package's network for explaining; ModelError where its format, backend or layers do not allow it."""
    card = package.card
    if card.weights.format != "keras":
        raise ModelError(
            f"{card.id} has {card.weights.format} weights, which give no gradients; explain with the Keras package "
            "that it was converted from."
        )
    network = load_keras(package)
    import keras

    if keras.backend.backend() != "tensorflow":
        raise ModelError(
            f"Explaining needs TensorFlow, but Keras runs on {keras.backend.backend()} here; start Tesela with "
            "KERAS_BACKEND=tensorflow."
        )
    path = path_to_input(network)
    features = _last_feature_map(card, path)
    score = _traced(network, card)
    if card.task != REGRESSION:
        _open_activations(network, path[0])
    gradients = _traced_gradients(keras.Model(network.input, [features.output, network.output]), card)

    def explain(pixels: np.ndarray, label: int | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        scores = score(pixels)
        check_scores(scores, card, len(pixels), card.window_px)
        labels = np.full(len(pixels), label, np.int64) if label is not None else highest(card, scores)
        return gradients(pixels, labels), labels, scores

    places = places_of(path[path.index(features) :], card.window_px)
    runtime = f"tensorflow (Keras {keras.__version__})"
    return Explainer(explain, places, describe_device(), runtime)


def highest(card: ModelCard, scores: np.ndarray) -> np.ndarray:
    """Return the number of each row's highest class that is not the background; scores are (n, classes)."""
    foreground = np.array(card.foreground)
    return foreground[scores[:, foreground].argmax(axis=1)]


def _last_feature_map(card: ModelCard, path: list[Any]) -> Any:
    weights_behind = False
    for layer in path:
        if weights_behind and len(layer.output.shape) == 4 and layer is not path[-1]:
            return layer
        weights_behind = weights_behind or bool(layer.weights)
    raise ModelError(f"The network of {card.id} has no feature map before its head, so its scores cannot be explained.")


def _open_activations(network: Any, last: Any) -> None:
    """Let the layers that give the scores answer with what goes into their sigmoid or softmax."""
    import keras

    if isinstance(last, keras.layers.Concatenate):
        by_output = {id(layer.output): layer for layer in network.layers}
        for tensor in last.input:
            _open_activations(network, by_output[id(tensor)])
    elif hasattr(last, "activation"):
        last.activation = keras.activations.linear


def _traced(network: Any, card: ModelCard) -> Callable[[np.ndarray], np.ndarray]:
    """Return the network's scores as a function that later changes of its layers do not touch."""
    import tensorflow as tf

    traced = tf.function(
        lambda pixels: network(pixels, training=False), input_signature=[_pixels_of(card)]
    ).get_concrete_function()
    return lambda pixels: traced(tf.constant(pixels)).numpy()


def _traced_gradients(network: Any, card: ModelCard) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    import tensorflow as tf

    def maps_of(pixels: Any, labels: Any) -> Any:
        with tf.GradientTape() as tape:
            features, answers = network(pixels, training=False)
            tape.watch(features)
            explained = tf.gather(answers, labels, batch_dims=1)
        slopes = tape.gradient(explained, features)
        return tf.reduce_sum(tf.reduce_mean(slopes, axis=(1, 2), keepdims=True) * features, axis=-1)

    traced = tf.function(maps_of, input_signature=[_pixels_of(card), tf.TensorSpec((None,), tf.int64)])
    return lambda pixels, labels: traced(tf.constant(pixels), tf.constant(labels)).numpy()


def _pixels_of(card: ModelCard) -> Any:
    import tensorflow as tf

    return tf.TensorSpec((None, card.window_px, card.window_px, len(card.input.bands)), tf.float32)
