"""Which encoders this machine has: told by file names, checked against the network, never downloaded."""

import hashlib
import json

import keras
import numpy as np
import pytest
from tesela.engine.comparison.encoders import (
    Architecture,
    _preprocessing,
    architecture_of,
    find_encoders,
    find_package,
    package_encoder,
)
from tesela.engine.contract import schema
from tesela.engine.contract.card import Weights
from tesela.engine.training.recipe import read_recipe

from ..conftest import make_card


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("mobilenet_v2_0.35_224_imagenet.npz", "MobileNetV2 0.35"),
        ("mobilenet_v2_1.0_224_imagenet_dequantised.npz", "MobileNetV2 1.0"),
        ("mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.5_160_no_top.h5", "MobileNetV2 0.5"),
        ("mobilenet_2_5_224_tf_no_top.h5", "MobileNet 0.25"),
        ("weights_mobilenet_v3_small_224_1.0_float_no_top_v2.h5", "MobileNetV3Small 1.0"),
        ("resnet50v2_weights_tf_dim_ordering_tf_kernels_notop.h5", "ResNet50V2"),
        ("resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5", "ResNet50"),
        ("efficientnetv2-b0_notop.h5", "EfficientNetV2B0"),
        ("inception_resnet_v2_weights_tf_dim_ordering_tf_kernels_notop.h5", "InceptionResNetV2"),
        ("NASNet-mobile-no-top.h5", "NASNetMobile"),
    ],
)
def test_a_file_name_tells_the_application(tmp_path, name, title):
    assert architecture_of(tmp_path / name).title == title


def test_another_name_tells_none(tmp_path):
    assert architecture_of(tmp_path / "yolo_v8.npz") is None
    assert Architecture("VGG16").title == "VGG16"


@pytest.mark.parametrize("name", ["MobileNetV2", "ResNet50", "DenseNet121", "EfficientNetB0"])
def test_preprocessing_does_what_the_application_asks_for(name):
    images = np.random.default_rng(0).integers(0, 256, (2, 5, 5, 3)).astype(np.float32)
    module = {"MobileNetV2": "mobilenet_v2", "ResNet50": "resnet50", "DenseNet121": "densenet"}.get(
        name, "efficientnet"
    )
    expected = getattr(keras.applications, module).preprocess_input(images.copy())
    given = _preprocessing(getattr(keras.applications, name))((images / 127.5 - 1).astype(np.float32))
    assert np.allclose(np.asarray(given), expected, atol=1e-3)


def store(path, network):
    np.savez(path, **{f"{layer.name}/{v.name}": v.numpy() for layer in network.layers for v in layer.variables})


def test_weights_that_fit_are_used_and_all_others_are_named(tmp_path, write_recipe):
    recipe = read_recipe(write_recipe(window_px=32))
    folder = tmp_path / "data" / "backbones"
    folder.mkdir(parents=True)
    network = keras.applications.MobileNetV2(input_shape=(32, 32, 3), alpha=0.35, include_top=False, weights=None)
    store(folder / "mobilenet_v2_0.35_224.npz", network)
    np.savez(folder / "vgg16_notop.npz", nonsense=np.zeros(3))
    np.savez(folder / "something.npz", nonsense=np.zeros(3))
    (folder / "resnet50_notop.h5").write_text("no weights")
    (folder / "densenet121_notop.npz").write_text("no weights")
    found, left_out = find_encoders(recipe, tmp_path / "data", cache=tmp_path / "none")
    assert [encoder.name for encoder in found] == ["MobileNetV2 0.35, ImageNet"]
    reasons = {one.name: one.reason for one in left_out}
    assert "holds no fitting" in reasons["VGG16 (vgg16_notop.npz)"]
    assert "no application" in reasons["something.npz"]
    missing = next(name for name, reason in reasons.items() if "none are downloaded" in reason)
    assert {"ResNet50 (resnet50_notop.h5)", "DenseNet121 (densenet121_notop.npz)"} <= set(reasons)
    assert "ResNet101" in missing.split(", ")
    assert "MobileNetV2" not in missing.split(", ")
    images = np.random.default_rng(0).integers(0, 256, (3, 32, 32, 3)).astype(np.uint8)
    expected = network(images / np.float32(127.5) - 1, training=False).numpy().mean(axis=(1, 2))
    assert np.allclose(found[0].embed(images), expected, atol=1e-4)


def test_without_any_weights_every_application_is_named(tmp_path, write_recipe):
    found, left_out = find_encoders(read_recipe(write_recipe()), tmp_path, cache=tmp_path)
    assert found == []
    assert "MobileNetV2" in left_out[0].name


@pytest.fixture
def package(tmp_path):
    """A package whose embedding is the mean of the network's input."""

    def write(folder, **changes):
        inputs = keras.Input((16, 16, 3))
        x = keras.layers.GlobalAveragePooling2D(name="embedding")(inputs)
        folder.mkdir(exist_ok=True)
        keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid")(x)).save(folder / "model.keras")
        digest = hashlib.sha256((folder / "model.keras").read_bytes()).hexdigest()
        card = make_card(
            "tile-classification",
            id="tiny-comparison",
            weights=Weights("model.keras", digest),
            window_px=16,
            overlap_px=0,
            embedding_layer="embedding",
            **changes,
        )
        (folder / "card.json").write_text(json.dumps(schema.to_json(card)))

    return write


def test_the_package_beside_the_recipe_gives_its_embedding(write_recipe, package):
    folder = write_recipe()
    recipe = read_recipe(folder)
    package(folder)
    found = package_encoder(find_package(recipe, folder), recipe)
    images = np.random.default_rng(0).integers(0, 256, (3, 16, 16, 3)).astype(np.uint8)
    card = find_package(recipe, folder).card
    (low, high), (first, last) = card.input.value_range, card.input.network_range
    expected = ((images - low) / (high - low) * (last - first) + first).mean(axis=(1, 2))
    assert np.allclose(found.embed(images), expected, atol=2e-3 * max(abs(first), abs(last)))
    assert found.trained_on.startswith("the training places of this split")


def test_a_package_of_another_split_is_not_trusted(tmp_path, write_recipe, package):
    folder = write_recipe()
    package(folder)
    other = tmp_path / "elsewhere"
    other.mkdir()
    text = json.loads((folder / "recipe.json").read_text())
    text["split"] = {"seed": 99}
    (other / "recipe.json").write_text(json.dumps(text))
    recipe = read_recipe(other)
    assert "may have seen the test places" in package_encoder(find_package(recipe, folder), recipe).trained_on
    (folder / "recipe.json").unlink()
    assert package_encoder(find_package(recipe, folder), recipe).trained_on.startswith("unknown")


def test_a_recipe_without_a_package_has_none(write_recipe):
    folder = write_recipe()
    assert find_package(read_recipe(folder), folder) is None
