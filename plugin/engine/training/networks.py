"""The networks, of plain Keras layers only: they run on any backend and load without trusting the file."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from .recipe import Network, RecipeError

SKIPS = ("block_6_expand_relu", "block_3_expand_relu", "block_1_expand_relu")
DEEPEST = "block_13_expand_relu"
COARSE = "block_10_expand_relu"
EMBEDDING = "embedding"
THIN = 16
UNFOLD_BATCH = 8

Floats = NDArray[np.floating]


def encoder(window_px: int, network: Network, data: Path) -> keras.Model:
    """Return a MobileNetV2 (Sandler et al. 2018) without its top, started from the recipe's backbone if it names one.

    Input: (n, window_px, window_px, 3) between -1 and 1.
    """
    model = keras.applications.MobileNetV2(
        input_shape=(window_px, window_px, 3), alpha=network.alpha, include_top=False, weights=None
    )
    if network.backbone is not None:
        load_backbone(model, data / network.backbone)
    return model


def load_backbone(model: keras.Model, path: Path) -> None:
    """Fill the model's variables from an .npz of arrays named layer/variable; RecipeError where one does not fit."""
    if not path.is_file():
        raise RecipeError(f"The initial weights {path} are missing; set TESELA_DATA to the folder that holds them.")
    with np.load(path) as stored:
        for layer in model.layers:
            for variable in layer.variables:
                name = f"{layer.name}/{variable.name}"
                if name not in stored or stored[name].shape != tuple(variable.shape):
                    raise RecipeError(f"{path} holds no fitting '{name}'; it belongs to another network.")
                variable.assign(stored[name])


def tile_classifier(window_px: int, classes: int, network: Network, data: Path) -> keras.Model:
    """Return (n, window_px, window_px, 3) -> (n, classes) probabilities; the layer EMBEDDING comes before the head."""
    base = encoder(window_px, network, data)
    x = layers.GlobalAveragePooling2D(name=EMBEDDING)(base.output)
    x = layers.Dropout(network.dropout, name="dropout")(x)
    return keras.Model(base.input, layers.Dense(classes, activation="sigmoid", name="scores")(x))


def label_classifier(
    window_px: int, classes: tuple[str, ...], groups: tuple[tuple[str, ...], ...], network: Network, data: Path
) -> keras.Model:
    """Return (n, window_px, window_px, 3) -> (n, classes) probabilities; the layer EMBEDDING comes before the head.

    Classes of a group, which stand together in `classes`, share a softmax; the others have a sigmoid each.
    """
    base = encoder(window_px, network, data)
    x = layers.GlobalAveragePooling2D(name=EMBEDDING)(base.output)
    x = layers.Dropout(network.dropout, name="dropout")(x)
    spans = spans_of(classes, groups)
    heads = [
        layers.Dense(end - start, activation="softmax" if together else "sigmoid", name=f"scores_{index}")(x)
        for index, (start, end, together) in enumerate(spans)
    ]
    return keras.Model(base.input, heads[0] if len(heads) == 1 else layers.Concatenate(name="scores")(heads))


def spans_of(classes: tuple[str, ...], groups: tuple[tuple[str, ...], ...]) -> list[tuple[int, int, bool]]:
    """Return (first, end, exclusive) of each group and of each run of classes in none, in the classes' order."""
    starts = {classes.index(group[0]): len(group) for group in groups}
    spans, at = [], 0
    while at < len(classes):
        end = at + starts[at] if at in starts else min((s for s in starts if s > at), default=len(classes))
        spans.append((at, end, at in starts))
        at = end
    return spans


def density_regressor(window_px: int, network: Network, data: Path) -> tuple[keras.Model, keras.Model]:
    """Return two networks that share every layer: window -> (n, 1) share of its area, and window -> coarse map.

    The map (n, window_px / 8, window_px / 8, 1) holds the share of each 8 by 8 pixels; the first answer is its mean:
    trained on maps, the network learns from every pixel where the class is. The encoder is a MobileNetV2 down to a
    sixteenth of the resolution, joined with its features at an eighth.
    """
    base = encoder(window_px, network, data)
    deep, fine = base.get_layer(COARSE).output, base.get_layer(SKIPS[0]).output
    width = network.decoder[0]
    x = layers.UpSampling2D(2, interpolation="bilinear", name="up")(layers.Conv2D(width, 1, name="up_in")(deep))
    x = layers.Add(name="up_add")([x, layers.Conv2D(width, 1, name="up_skip")(fine)])
    x = _separable(_separable(x, width, "up_a"), width, "up_b")
    x = layers.Dropout(network.dropout, name="dropout")(x)
    coarse = layers.Conv2D(1, 1, activation="sigmoid", name="coarse")(x)
    share = layers.GlobalAveragePooling2D(name="share")(coarse)
    return keras.Model(base.input, share), keras.Model(base.input, coarse)


def segmenter(window_px: int, classes: int, network: Network, data: Path) -> keras.Model:
    """Return (n, window_px, window_px, 3) -> (n, window_px, window_px, classes) probabilities.

    A U-Net (Ronneberger et al. 2015) whose encoder is MobileNetV2 down to a sixteenth of the resolution. The decoder
    is made of separable convolutions; its last step, at full resolution, is thin and sees the image itself again.
    """
    base = encoder(window_px, network, data)
    x = base.get_layer(DEEPEST).output
    for level, (skip, width) in enumerate(zip(SKIPS, network.decoder, strict=True)):
        name = f"up_{level}"
        x = layers.UpSampling2D(2, interpolation="bilinear", name=name)(layers.Conv2D(width, 1, name=f"{name}_in")(x))
        x = layers.Add(name=f"{name}_add")(
            [x, layers.Conv2D(width, 1, name=f"{name}_skip")(base.get_layer(skip).output)]
        )
        x = _separable(_separable(x, width, f"{name}_a"), width, f"{name}_b")
    x = layers.Dropout(network.dropout, name="dropout")(x)
    x = layers.UpSampling2D(2, interpolation="bilinear", name="full")(layers.Conv2D(THIN, 1, name="full_in")(x))
    detail = layers.Conv2D(THIN // 2, 3, padding="same", activation="relu", name="full_detail")(base.input)
    x = _separable(layers.Concatenate(name="full_join")([x, detail]), THIN, "full_a")
    x = layers.Conv2D(classes, 1, name="logits")(x)
    return keras.Model(base.input, layers.Activation("sigmoid", name="scores")(x))


def _separable(x: keras.KerasTensor, width: int, name: str) -> keras.KerasTensor:
    x = layers.SeparableConv2D(width, 3, padding="same", use_bias=False, name=name)(x)
    return layers.ReLU(name=f"{name}_relu")(layers.BatchNormalization(name=f"{name}_bn")(x))


def unfold_batch_norm(model: keras.Model, images: Floats) -> int:
    """Give folded batch normalisations the statistics of `images` (n, h, w, bands) and return how many there were.

    A quantised backbone has its normalisations folded into the convolutions: mean 0, variance 1, gamma 1, and a bias in
    beta. Fine-tuned as it is, the first batch would be normalised by statistics that the weights know nothing of, and
    what the backbone has learned would be lost. Here mean and variance become those of the layer's input, and gamma and
    beta make up for it, so that the network answers as before, in training too.
    """
    folded = [layer for layer in model.layers if isinstance(layer, layers.BatchNormalization) and _is_folded(layer)]
    if not folded:
        return 0
    seen = keras.Model(model.input, [layer.input for layer in folded])
    total = [np.zeros((2, layer.gamma.shape[0])) for layer in folded]
    for start in range(0, len(images), UNFOLD_BATCH):
        inputs = seen.predict_on_batch(images[start : start + UNFOLD_BATCH])
        for sums, values in zip(total, inputs if isinstance(inputs, list) else [inputs], strict=True):
            values = np.asarray(values, np.float64)
            sums += len(values) * np.stack([values.mean(axis=(0, 1, 2)), np.square(values).mean(axis=(0, 1, 2))])
    for layer, sums in zip(folded, total, strict=True):
        mean, square = sums / len(images)
        variance = np.maximum(square - mean**2, 0)
        gamma, beta, old_mean, old_variance = (np.asarray(weight, np.float64) for weight in layer.get_weights())
        scale = gamma / np.sqrt(old_variance + layer.epsilon)
        layer.set_weights([scale * np.sqrt(variance + layer.epsilon), beta + scale * (mean - old_mean), mean, variance])
    return len(folded)


def _is_folded(layer: layers.BatchNormalization) -> bool:
    gamma, beta, mean, _ = layer.get_weights()
    return bool(np.allclose(gamma, 1, atol=1e-3) and not mean.any() and beta.any())


def set_batch_norm_momentum(model: keras.Model, momentum: float) -> None:
    """Let the moving averages follow a short fine-tuning; MobileNetV2's own 0.999 would lag behind it."""
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.momentum = momentum
