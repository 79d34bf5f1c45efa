"""The networks, of plain Keras layers only: they run on any backend and load without trusting the file."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
from keras import layers

from .recipe import Network, RecipeError

SKIPS = ("block_6_expand_relu", "block_3_expand_relu", "block_1_expand_relu")
DEEPEST = "block_13_expand_relu"
EMBEDDING = "embedding"
THIN = 16


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


def set_batch_norm_momentum(model: keras.Model, momentum: float) -> None:
    """Let the moving averages follow a short fine-tuning; MobileNetV2's own 0.999 would lag behind it."""
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.momentum = momentum
