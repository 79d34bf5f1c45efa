"""Grad-CAM on networks whose answers are known, and where the cells of a map lie."""

import numpy as np
import pytest
from tesela.engine.contract.card import read_package
from tesela.engine.contract.errors import ModelError
from tesela.engine.contract.job import Selection
from tesela.engine.explanation.fields import Places, enlarge, path_to_input, places_of
from tesela.engine.explanation.gradcam import load_explainer
from tesela.engine.path.model import import_keras

from tests.engine.explanation.conftest import BIAS, REGRESSION, TWO_CLASSES, WINDOW, tiny_network


def window_with(value: float, rest: float, row: int, col: int, side: int = 8) -> np.ndarray:
    pixels = np.full((1, WINDOW, WINDOW, 3), rest, np.float32)
    pixels[:, row : row + side, col : col + side] = value
    return pixels


def logit(score: float) -> float:
    return float(np.log(score / (1 - score)))


def test_cells_add_up_to_the_score_before_its_sigmoid(tiny_package):
    explainer = load_explainer(read_package(tiny_package()))
    cells, labels, scores = explainer.explain(window_with(0.9, 0.52, 4, 20), None)
    assert cells.shape == (1, 8, 8)
    assert labels.tolist() == [0]
    assert cells[0].sum() == pytest.approx(logit(scores[0, 0]) - BIAS, rel=1e-4)


@pytest.mark.parametrize(
    ("row", "col", "within_px"), [(3, 20, 1.25), (12, 12, 1.25), (20, 5, 1.25), (0, 0, 2.5), (24, 24, 2.5)]
)
def test_heat_lies_on_the_bright_square(tiny_package, row, col, within_px):
    explainer = load_explainer(read_package(tiny_package()))
    cells, _, _ = explainer.explain(window_with(1.0, 0.5, row, col), None)
    heat = enlarge(np.maximum(cells[0], 0), explainer.places, WINDOW, WINDOW)
    rows, cols = np.indices(heat.shape)
    middle = (rows * heat).sum() / heat.sum(), (cols * heat).sum() / heat.sum()
    # Cells are four pixels apart; with their places taken as if they divided the window evenly it would be 1.5 off.
    assert np.abs(np.subtract(middle, (row + 3.5, col + 3.5))).max() < within_px
    around = heat[max(0, row - 4) : row + 12, max(0, col - 4) : col + 12]
    assert around.sum() > 0.95 * heat.sum()


def test_the_explained_label_decides_what_is_hot(tiny_package):
    explainer = load_explainer(read_package(tiny_package(**TWO_CLASSES)))
    pixels = window_with(1.0, 0.5, 4, 4)
    pixels[:, 20:28, 20:28] = 0.0
    bright, dark = (explainer.explain(pixels, label)[0][0] for label in (0, 1))
    assert bright[1:3, 1:3].min() > 0 > bright[5:7, 5:7].max()
    assert dark[5:7, 5:7].min() > 0 > dark[1:3, 1:3].max()


def test_without_a_label_each_window_is_explained_for_its_highest(tiny_package):
    explainer = load_explainer(read_package(tiny_package(**TWO_CLASSES)))
    pixels = np.concatenate([window_with(1.0, 0.5, 4, 4), window_with(0.0, 0.5, 4, 4)])
    cells, labels, scores = explainer.explain(pixels, None)
    assert labels.tolist() == scores.argmax(axis=1).tolist() == [0, 1]
    assert (cells[:, 1:3, 1:3] > 0).all()


def test_the_background_is_explained_only_when_it_is_named(tiny_package):
    card = {**TWO_CLASSES, "background": "bright"}
    explainer = load_explainer(read_package(tiny_package(**card)))
    assert explainer.explain(window_with(1.0, 0.5, 4, 4), None)[1].tolist() == [1]
    assert explainer.explain(window_with(1.0, 0.5, 4, 4), 0)[1].tolist() == [0]


def test_a_regression_has_cells_that_raise_and_cells_that_lower_its_value(tiny_package):
    explainer = load_explainer(read_package(tiny_package(**REGRESSION)))
    pixels = window_with(1.0, 0.5, 4, 4)
    pixels[:, 20:28, 20:28] = 0.0
    cells, _, values = explainer.explain(pixels, None)
    assert cells[0].sum() == pytest.approx(values[0, 0] - BIAS, abs=1e-4)
    assert cells[0, 1:3, 1:3].min() > 0 > cells[0, 5:7, 5:7].max()


def test_heads_that_are_joined_are_opened_each(tiny_package):
    """Exclusive groups have a softmax each; the gradient is taken before it, so the cells still add up."""
    keras = import_keras()
    base = tiny_network()
    features = base.get_layer("embedding").output
    heads = [keras.layers.Dense(1, "sigmoid", name="alone"), keras.layers.Dense(2, "softmax", name="group")]
    network = keras.Model(base.input, keras.layers.Concatenate()([head(features) for head in heads]))
    heads[0].set_weights([np.array([[40.0], [-40.0]]), np.array([0.5])])
    heads[1].set_weights([np.array([[3.0, -3.0], [1.0, 2.0]]), np.array([0.25, 0.0])])
    card = {"classes": ("a", "b", "c"), "task": "multi-label", "groups": (("b", "c"),)}
    explainer = load_explainer(read_package(tiny_package(network, **card, selection=Selection(thresholds=(0.5,) * 3))))
    pixels = window_with(0.9, 0.52, 4, 20)
    alone, _, scores = explainer.explain(pixels, 0)
    assert alone[0].sum() == pytest.approx(logit(scores[0, 0]) - 0.5, rel=1e-4)
    second, third = (explainer.explain(pixels, label)[0][0].sum() for label in (1, 2))
    assert np.log(scores[0, 1] / scores[0, 2]) == pytest.approx(second + 0.25 - third, abs=1e-4)


def test_a_map_that_is_the_answer_itself_is_not_what_is_explained(tiny_package):
    """A network may end with the mean of a map of values; the features before that map say why."""
    keras = import_keras()
    base = tiny_network()
    coarse = keras.layers.Conv2D(1, 1, name="coarse")(base.get_layer("conv_1").output)
    network = keras.Model(base.input, keras.layers.GlobalAveragePooling2D()(coarse))
    network.get_layer("coarse").set_weights([np.array([2.0, -2.0]).reshape(1, 1, 2, 1), np.zeros(1)])
    explainer = load_explainer(read_package(tiny_package(network, **{**REGRESSION, "embedding_layer": None})))
    pixels = window_with(1.0, 0.5, 4, 4)
    pixels[:, 20:28, 20:28] = 0.0
    cells, _, values = explainer.explain(pixels, None)
    assert cells[0].sum() == pytest.approx(values[0, 0], abs=1e-5)
    assert cells[0, 1:3, 1:3].min() > 0 > cells[0, 5:7, 5:7].max()


def test_a_network_without_a_feature_map_is_refused(tiny_package):
    keras = import_keras()
    inputs = keras.Input((WINDOW, WINDOW, 3))
    network = keras.Model(inputs, keras.layers.Dense(1, "sigmoid")(keras.layers.Flatten(name="embedding")(inputs)))
    with pytest.raises(ModelError, match="no feature map before its head"):
        load_explainer(read_package(tiny_package(network)))


def test_cells_lie_in_the_middle_of_what_they_see():
    """Found out by asking, for each pixel, how much a light there reaches a cell."""
    keras = import_keras()
    layers = keras.layers
    inputs = keras.Input((48, 48, 1))
    x = layers.Conv2D(1, 5, strides=2, padding="same", use_bias=False)(inputs)
    x = layers.AveragePooling2D(2)(x)
    x = layers.ZeroPadding2D(((2, 1), (1, 2)))(x)
    x = layers.DepthwiseConv2D(3, use_bias=False)(x)
    x = layers.UpSampling2D(2, interpolation="bilinear")(x)
    network = keras.Model(inputs, layers.Conv2D(1, 3, padding="same", use_bias=False)(x))
    network.set_weights([np.ones_like(weight) for weight in network.get_weights()])
    lights = np.eye(48 * 48, dtype=np.float32).reshape(48 * 48, 48, 48, 1)
    reached = network.predict(lights, batch_size=512, verbose=0)[..., 0]
    places = places_of(path_to_input(network), 48)
    assert places.step_px == (2.0, 2.0)
    for cell in (12, 13, 14, 15):  # far from the edges, so that all that they see is inside
        seen = reached[:, cell, cell].reshape(48, 48)
        for axis in (0, 1):
            middle = (seen.sum(axis=1 - axis) * np.arange(48)).sum() / seen.sum()
            assert middle == pytest.approx(places.first_px[axis] + cell * places.step_px[axis], abs=1e-3)


def test_enlarging_is_linear_between_the_cells_and_constant_beyond():
    cells = np.array([[0.0, 4.0]], np.float32)
    heat = enlarge(cells, Places((0.0, 2.0), (1.0, 4.0), 10), 10, 10)
    assert heat[3].tolist() == [0, 0, 0, 1, 2, 3, 4, 4, 4, 4]
    stretched = enlarge(cells, Places((0.0, 2.0), (1.0, 4.0), 10), 10, 20)
    assert stretched[0, ::2] == pytest.approx([0, 0, 0, 0.75, 1.75, 2.75, 3.75, 4, 4, 4])
