"""The optimisation keeps what validation liked best, and its running mean of weights is what it says."""

import keras
import numpy as np
import pytest
from tesela.engine.training.fit import fit, running_mean
from tesela.engine.training.recipe import RecipeError, read_recipe
from tesela.engine.training.samples import TilePool


def test_the_running_mean_follows_weights_that_stay():
    mean: list[np.ndarray] = []
    for step in range(1, 200):
        weights = [np.full(2, 7.0 if step < 20 else 3.0)]
        mean = running_mean(mean, weights, step, 0.9)
        if step == 1:
            assert mean[0].tolist() == [7, 7]
    assert mean[0] == pytest.approx(3, abs=1e-6)


def test_a_step_counts_with_the_share_that_is_not_kept():
    assert running_mean([np.array([10.0])], [np.array([0.0])], 5000, 0.99)[0][0] == pytest.approx(9.9)
    assert running_mean([np.array([10.0])], [np.array([0.0])], 11, 0.99)[0][0] == pytest.approx(10 * 10 / 20)


@pytest.mark.parametrize("averaging", [0.0, 0.5])
def test_the_weights_that_validation_liked_best_are_kept(write_recipe, averaging):
    settings = read_recipe(
        write_recipe(
            fit={"epochs": 4, "steps": 3, "batch": 2, "learning_rate": 0.1, "averaging": averaging, "patience": 9}
        )
    )
    inputs = keras.Input((32, 32, 3))
    outputs = keras.layers.Dense(1, activation="sigmoid")(keras.layers.GlobalAveragePooling2D()(inputs))
    model = keras.Model(inputs, outputs)
    images = np.random.default_rng(0).integers(0, 255, (8, 32, 32, 3)).astype(np.uint8)
    pool = TilePool(images, np.arange(8, dtype=np.float32)[:, None] % 2)
    judged: list[list[np.ndarray]] = []
    liked = iter([0.1, 0.9, 0.3, 0.2])

    def judge(net: keras.Model) -> float:
        judged.append(net.get_weights())
        return next(liked)

    history = fit(model, settings, pool, judge, lambda _: None)
    assert (history.best_epoch, history.figures) == (2, (0.1, 0.9, 0.3, 0.2))
    assert all(np.array_equal(a, b) for a, b in zip(model.get_weights(), judged[1], strict=True))


def test_training_ends_early_where_validation_gets_no_better(write_recipe):
    settings = read_recipe(write_recipe(fit={"epochs": 9, "steps": 1, "batch": 2, "patience": 2}))
    inputs = keras.Input((32, 32, 3))
    outputs = keras.layers.Dense(1, activation="sigmoid")(keras.layers.GlobalAveragePooling2D()(inputs))
    pool = TilePool(np.zeros((4, 32, 32, 3), np.uint8), np.array([[0], [1], [0], [1]], np.float32))
    figures = iter([0.5, 0.4, 0.4])
    history = fit(keras.Model(inputs, outputs), settings, pool, lambda _: next(figures), lambda _: None)
    assert len(history.figures) == 3


def test_a_share_of_one_would_never_learn_and_is_refused(write_recipe):
    with pytest.raises(RecipeError, match="averaging"):
        read_recipe(write_recipe(fit={"epochs": 1, "steps": 1, "batch": 1, "averaging": 1.0}))
