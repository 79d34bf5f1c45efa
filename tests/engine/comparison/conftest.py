"""Drawn samples whose classes differ by colour, an encoder of random numbers, and a recipe that names them."""

import hashlib
import json

import numpy as np
import pytest
from tesela.engine.comparison.encoders import Encoder, LeftOut
from tesela.engine.comparison.samples import Samples

SIDE = 16
A_PART = 60


def draw_samples(kind="classes", seed=0) -> Samples:
    """Return 60 windows a part, two places a part; the value of the first pixel is the sample's number."""
    rng = np.random.default_rng(seed)
    count = 3 * A_PART
    dark = np.arange(count) % 2 == 0
    images = rng.integers(0, 120, (count, SIDE, SIDE, 3)) + np.where(dark, 0, 40)[:, None, None, None]
    images[:, 0, 0] = np.stack([np.arange(count) // 100, np.arange(count) % 100, np.zeros(count)], axis=1)
    truth, labels = {
        "classes": (dark.astype(np.int64), ("light", "dark")),
        "labels": (np.stack([dark, ~dark, np.arange(count) % 3 == 0], axis=1), ("dark", "light", "third")),
        "value": (np.where(dark, 0.2, 0.8) + rng.normal(0, 0.05, count), ("brightness",)),
    }[kind]
    part = np.repeat([0, 1, 2], A_PART)
    place = np.arange(count) // (A_PART // 2)
    return Samples(images.astype(np.uint8), truth, labels, part, place, "drawn tiles", ("Drawn for a test.",))


def number_of(image) -> int:
    return int(image[0, 0, 0]) * 100 + int(image[0, 0, 1])


class RandomEncoder:
    """Projects the means of 4 x 4 pixels at random, and remembers which samples it was shown."""

    def __init__(self, name, seed):
        self.seen = []
        self.matrix = np.random.default_rng(seed).normal(size=((SIDE // 4) ** 2 * 3, 24))
        digest = hashlib.sha256(f"{name} {seed}".encode()).hexdigest()
        self.encoder = Encoder(name, "ImageNet", self.embed, 1000 + seed, digest)

    def embed(self, images):
        self.seen += [number_of(image) for image in images]
        cells = images.reshape(len(images), SIDE // 4, 4, SIDE // 4, 4, 3).mean(axis=(2, 4))
        return (cells.reshape(len(images), -1) @ self.matrix / 255).astype(np.float32)


@pytest.fixture
def encoders():
    return [RandomEncoder("First, ImageNet", 1), RandomEncoder("Second, ImageNet", 2)]


@pytest.fixture
def find(encoders):
    left_out = [LeftOut("VGG16", "this machine has no weights for them, and none are downloaded")]
    return lambda *_: ([one.encoder for one in encoders], list(left_out))


def recipe_text(task="tile-classification", **changes) -> dict:
    classes = {
        "tile-classification": ["dark"],
        "multi-label": ["dark", "light", "third"],
        "regression": ["brightness"],
        "segmentation": ["dark"],
    }
    if task == "regression":
        changes = {"value": {"name": "brightness", "unit": "", "low": 0.0, "high": 1.0}, **changes}
    return {
        "id": "tiny-comparison",
        "version": "0.1.0",
        "name": "Tiny <b>comparison</b>",
        "summary": "For a test.",
        "licence": "GPL-3.0-or-later",
        "task": task,
        "classes": classes[task],
        "ground_sampling_distance_m": 0.5,
        "window_px": SIDE,
        "overlap_px": 0,
        "sources": [
            {"reader": "harvey", "name": "drawn tiles", "source": "a test", "licence": "none", "path": "a.zip"}
        ],
        "split": {},
        "network": {"alpha": 0.35, "backbone": None},
        "fit": {"epochs": 1, "steps": 1, "batch": 2},
        "selection": {},
        "limits": ["Only a test & no more."],
        **changes,
    }


@pytest.fixture
def write_recipe(tmp_path):
    def write(task="tile-classification", **changes):
        folder = tmp_path / "recipe"
        folder.mkdir(exist_ok=True)
        (folder / "recipe.json").write_text(json.dumps(recipe_text(task, **changes)))
        return folder

    return write


@pytest.fixture
def drawn():
    return draw_samples
