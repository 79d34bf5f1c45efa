"""Networks set by hand, so that what a heat map has to show is known: filters for bright and for dark pixels."""

import hashlib
import json

import fiona  # noqa: F401 (before TensorFlow)
import numpy as np
import pytest
from tesela.engine.contract import schema
from tesela.engine.contract.card import Value, Weights
from tesela.engine.contract.job import Selection
from tesela.engine.path.model import import_keras

from tests.engine.conftest import make_card

WINDOW = 32
BIAS = -1.0


def tiny_network(classes=1, activation="sigmoid", window=WINDOW):
    """Input between 0 and 1; two strided convolutions padded on one side, as MobileNetV2 has them, a mean, a head.

    Feature 0 is brightness above a half, feature 1 darkness below a half, both averaged over the pixels a cell sees.
    Class 0 wants bright and no dark pixels, class 1 the opposite.
    """
    keras = import_keras()
    layers = keras.layers
    x = inputs = keras.Input((window, window, 3))
    for number in (0, 1):
        x = layers.ZeroPadding2D(((0, 1), (0, 1)))(x)
        x = layers.Conv2D(2, 3, strides=2, activation="relu", name=f"conv_{number}")(x)
    x = layers.GlobalAveragePooling2D(name="embedding")(x)
    network = keras.Model(inputs, layers.Dense(classes, activation=activation, name="scores")(x))
    colour = np.ones((3, 3, 3)) / 27
    network.get_layer("conv_0").set_weights([np.stack([colour, -colour], -1), np.array([-0.5, 0.5])])
    keep = np.zeros((3, 3, 2, 2))
    keep[:, :, 0, 0] = keep[:, :, 1, 1] = 1 / 9
    network.get_layer("conv_1").set_weights([keep, np.zeros(2)])
    signs = np.array([[1.0, -1.0], [-1.0, 1.0]])[:, :classes]
    network.get_layer("scores").set_weights([40 * signs, np.full(classes, BIAS)])
    return network


@pytest.fixture
def tiny_package(tmp_path):
    """Write a package with a tiny network and return its folder."""

    def write(network=None, name="model.keras", **changes):
        network = network or tiny_network(len(changes.get("classes", "1")), changes.get("activation", "sigmoid"))
        folder = tmp_path / "packages" / changes.get("id", "tiny")
        folder.mkdir(parents=True, exist_ok=True)
        network.save(folder / name)
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        card = make_card(
            **{
                "task": "tile-classification",
                "classes": ("bright",),
                "weights": Weights(name, digest),
                "embedding_layer": "embedding",
                **changes,
            }
        )
        (folder / "card.json").write_text(json.dumps(schema.to_json(card)))
        return folder

    return write


TWO_CLASSES = {
    "classes": ("bright", "dark"),
    "activation": "softmax",
    "selection": Selection(thresholds=(0.5, 0.5), suppression_iou=0.1),
}
REGRESSION = {
    "task": "regression",
    "activation": "linear",
    "classes": ("brightness",),
    "value": Value("brightness", "share", 0.0, 1.0),
    "selection": Selection(),
}
