"""Every layer of an encoder is trained on the training places, and on nothing else."""

from dataclasses import replace

import keras
import numpy as np
import pytest
from tesela.engine.comparison.encoders import Encoder
from tesela.engine.comparison.fine_tuning import fine_tune
from tesela.engine.comparison.samples import ComparisonError
from tesela.engine.comparison.watch import Watch
from tesela.engine.contract.errors import RunCancelled
from tesela.engine.training.recipe import read_recipe


def build() -> keras.Model:
    inputs = keras.Input((16, 16, 3))
    x = keras.layers.Conv2D(4, 3, activation="relu")(inputs)
    return keras.Model(inputs, keras.layers.GlobalAveragePooling2D()(x))


@pytest.fixture
def encoder():
    return Encoder("Tiny", "nothing", lambda images: images[:, 0, 0].astype(np.float32), 112, "0", build)


def recipe(write_recipe, task="tile-classification", **fit):
    how = {"epochs": 3, "steps": 25, "batch": 16, "learning_rate": 0.02, **fit}
    flat = {"brightness": 0, "contrast": 0, "saturation": 0, "tint": 0, "blur": 0, "nodata": 0}
    return read_recipe(write_recipe(task, fit=how, augmentation=flat))


def test_a_network_learns_from_training_places_alone(encoder, write_recipe, drawn):
    samples = drawn()
    told = recipe(write_recipe)
    found = fine_tune(encoder, told, samples, Watch(), quick=False)
    assert found.test["balanced accuracy"] > 0.9
    assert (found.epochs, found.steps) == (3, 25)
    blind = replace(samples, truth=np.where(samples.part == 2, 1 - samples.truth, samples.truth))
    again = fine_tune(encoder, told, blind, Watch(), quick=False)
    assert again.validation == found.validation
    assert again.test["accuracy"] == pytest.approx(1 - found.test["accuracy"])


def test_quick_is_shorter_and_labels_are_judged_by_f1(encoder, write_recipe, drawn):
    found = fine_tune(encoder, recipe(write_recipe, "multi-label"), drawn("labels"), Watch(), quick=True)
    assert (found.epochs, found.steps) == (2, 20)
    assert set(found.test) == {"micro-F1", "macro-F1"}


def test_a_value_and_a_package_are_left_to_training(encoder, write_recipe, drawn):
    with pytest.raises(ComparisonError, match="tesela train"):
        fine_tune(encoder, recipe(write_recipe), drawn("value"), Watch(), quick=True)
    with pytest.raises(ComparisonError, match="tesela train"):
        fine_tune(replace(encoder, build=None), recipe(write_recipe), drawn(), Watch(), quick=True)


def test_a_cancel_ends_the_training(encoder, write_recipe, drawn):
    with pytest.raises(RunCancelled):
        fine_tune(encoder, recipe(write_recipe, epochs=50), drawn(), Watch(cancelled=lambda: True), quick=False)
