"""Models of the tasks that answer with numbers a window, and rasters made of one colour a block, for these tests."""

import hashlib
import json
from dataclasses import replace

import numpy as np
from tesela.engine.contract import schema
from tesela.engine.contract.card import Value, Weights
from tesela.engine.contract.job import Selection
from tesela.engine.path.model import Model, check_scores

from tests.engine.conftest import make_card

CLASSES = ("Red roofs", "green", "blue")


def label_card(thresholds=(0.5, 0.5, 0.5), classes=CLASSES, **changes):
    """Three labels: how red, how green and how blue a window is; windows of 32 pixels that tile the ground."""
    values = {"overlap_px": 0, "selection": Selection(thresholds=thresholds), "classes": classes, **changes}
    return make_card("multi-label", **values)


def value_card(**changes):
    """One value: how red a window is; windows of 32 pixels that tile the ground."""
    values = {
        "overlap_px": 0,
        "selection": Selection(),
        "classes": ("density",),
        "activation": "linear",
        "value": Value("Built-up share", "share", 0.0, 1.0),
        **changes,
    }
    return make_card("regression", **values)


def load_colours(package, window_px, keep_embeddings):
    """A network that answers with the mean of each band, or of the first band where one value is asked for."""

    def score(pixels):
        means = pixels.mean(axis=(1, 2), dtype=np.float64).astype(np.float32)
        scores = means[:, : len(package.card.classes)]
        check_scores(scores, package.card, len(pixels), window_px)
        return scores, means.astype(np.float16) if keep_embeddings else None

    return Model(package.card, score, "CPU (test)", "NumPy")


def blocks(colours, size=32, speckle=True):
    """Draw a raster (3, h, w) of square blocks; colours: (rows, cols, 3) from 0 to 255.

    speckle: one pixel of each block gets another colour, so that no block is of a single one.
    """
    colours = np.asarray(colours, np.uint8)
    pixels = np.repeat(np.repeat(np.moveaxis(colours, -1, 0), size, axis=1), size, axis=2)
    if speckle:
        pixels[:, 3::size, 5::size] ^= 1
    return pixels


def red_blocks(reds, size=32, speckle=True):
    """Draw blocks that differ in red; reds: (rows, cols) from 0 to 255."""
    reds = np.asarray(reds)
    return blocks(np.stack([reds, np.full(reds.shape, 90), np.full(reds.shape, 10)], axis=-1), size, speckle)


def save_network(folder, card, head):
    """Write a package whose Keras network is a mean over the window and a head on it; returns the folder.

    head: the mean (n, bands) as a Keras tensor -> what the network answers.
    """
    from tesela.engine.path.model import import_keras

    keras = import_keras()
    pixels = keras.Input((card.window_px, card.window_px, 3))
    means = keras.layers.GlobalAveragePooling2D(name="embedding")(pixels)
    path = folder / "model.keras"
    keras.Model(pixels, head(keras, means)).save(path)
    weights = Weights(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
    (folder / "card.json").write_text(json.dumps(schema.to_json(replace(card, weights=weights))))
    return folder
