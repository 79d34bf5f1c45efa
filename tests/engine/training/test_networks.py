"""Networks have the declared shapes, start from the given weights, and take every layer along in training."""

import keras
import numpy as np
import pytest
from tesela.engine.training import networks
from tesela.engine.training.recipe import Network, RecipeError

PLAIN = Network(alpha=0.35, backbone=None, decoder=(8, 8, 8))


def test_a_tile_classifier_gives_a_probability_a_class(tmp_path):
    model = networks.tile_classifier(32, 2, PLAIN, tmp_path)
    scores = model.predict(np.zeros((3, 32, 32, 3), np.float32), verbose=0)
    assert scores.shape == (3, 2)
    assert ((scores >= 0) & (scores <= 1)).all()
    assert model.get_layer(networks.EMBEDDING).output.shape == (None, 1280)


def test_a_segmenter_gives_a_probability_a_pixel(tmp_path):
    model = networks.segmenter(64, 1, PLAIN, tmp_path)
    scores = model.predict(np.zeros((2, 64, 64, 3), np.float32), verbose=0)
    assert scores.shape == (2, 64, 64, 1)
    assert ((scores >= 0) & (scores <= 1)).all()


@pytest.mark.parametrize("build", [networks.tile_classifier, networks.segmenter])
def test_every_layer_is_trained_and_none_is_custom(tmp_path, build):
    model = build(64, 1, PLAIN, tmp_path)
    assert all(layer.trainable for layer in model.layers)
    assert all(type(layer).__module__.startswith("keras.src.layers") for layer in model.layers)
    assert not any(isinstance(layer, keras.layers.Lambda) for layer in model.layers)


def test_initial_weights_are_loaded_by_name(tmp_path):
    source = keras.applications.MobileNetV2(input_shape=(32, 32, 3), alpha=0.35, include_top=False, weights=None)
    path = tmp_path / "weights.npz"
    np.savez(path, **{f"{layer.name}/{v.name}": v.numpy() for layer in source.layers for v in layer.variables})
    model = networks.tile_classifier(32, 1, Network(alpha=0.35, backbone="weights.npz"), tmp_path)
    assert np.array_equal(model.get_layer("Conv1").kernel.numpy(), source.get_layer("Conv1").kernel.numpy())


def test_weights_of_another_network_are_refused(tmp_path):
    np.savez(tmp_path / "weights.npz", **{"Conv1/kernel": np.zeros((3, 3, 3, 5))})
    with pytest.raises(RecipeError, match="Conv1/kernel"):
        networks.tile_classifier(32, 1, Network(alpha=0.35, backbone="weights.npz"), tmp_path)


def test_missing_weights_are_named(tmp_path):
    with pytest.raises(RecipeError, match=r"absent\.npz"):
        networks.tile_classifier(32, 1, Network(alpha=0.35, backbone="absent.npz"), tmp_path)


def test_moving_averages_follow_a_short_training(tmp_path):
    model = networks.tile_classifier(32, 1, PLAIN, tmp_path)
    networks.set_batch_norm_momentum(model, 0.9)
    momenta = {layer.momentum for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)}
    assert momenta == {0.9}


def folded_network() -> keras.Model:
    """Return two convolutions with normalisations as a quantised network has them, and one that was never trained."""
    rng = np.random.default_rng(3)
    inputs = keras.Input((16, 16, 3))
    x = keras.layers.BatchNormalization(name="first")(keras.layers.Conv2D(4, 3)(inputs))
    x = keras.layers.BatchNormalization(name="second")(keras.layers.Conv2D(5, 3)(keras.layers.ReLU()(x)))
    x = keras.layers.BatchNormalization(name="fresh")(keras.layers.Conv2D(2, 1)(x))
    model = keras.Model(inputs, x)
    for name in ("first", "second"):
        layer = model.get_layer(name)
        width = layer.gamma.shape[0]
        beta = rng.normal(2, 1, width)
        layer.set_weights([np.ones(width), beta, np.zeros(width), np.full(width, 1 - layer.epsilon)])
    return model


def test_a_folded_backbone_answers_as_before_and_in_training_too():
    model = folded_network()
    images = np.random.default_rng(4).normal(1, 3, (24, 16, 16, 3)).astype(np.float32)
    part = keras.Model(model.input, model.get_layer("second").output)
    weights, before = model.get_weights(), part.predict_on_batch(images)
    assert np.abs(keras.ops.convert_to_numpy(part(images, training=True)) - before).max() > 1
    model.set_weights(weights)
    assert networks.unfold_batch_norm(model, images) == 2
    assert np.allclose(part.predict_on_batch(images), before, atol=1e-4)
    assert np.allclose(keras.ops.convert_to_numpy(part(images, training=True)), before, atol=1e-3)


def test_normalisations_with_statistics_of_their_own_are_left_alone():
    model = folded_network()
    fresh = [np.array(weight) for weight in model.get_layer("fresh").get_weights()]
    images = np.random.default_rng(4).normal(size=(10, 16, 16, 3)).astype(np.float32)
    networks.unfold_batch_norm(model, images)
    assert all(np.array_equal(a, b) for a, b in zip(fresh, model.get_layer("fresh").get_weights(), strict=True))
    assert networks.unfold_batch_norm(model, images) == 0
