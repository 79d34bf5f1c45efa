"""The share of a window that buildings cover: a float all the way, learned from every pixel; blank windows counted."""

import json

import keras
import numpy as np
import pytest
from tesela.engine.contract.card import read_package
from tesela.engine.path.model import check_architecture
from tesela.engine.training import density
from tesela.engine.training.networks import density_regressor
from tesela.engine.training.recipe import Network, RecipeError, Source, read_recipe
from tesela.engine.training.samples import Canvas
from tesela.engine.training.train import train_recipe

SCENES = {
    "reader": "scenes",
    "name": "drawn scenes",
    "source": "drawn by this project",
    "licence": "GPL-3.0-or-later",
    "seeds": {"training": [21], "validation": [22], "test": [23]},
    "scene_px": 256,
}


@pytest.fixture
def recipe(write_recipe):
    """Write a recipe of drawn scenes, with some keys changed, and return its path."""

    def write(**changes):
        settings = {
            "task": "regression",
            "classes": ["built-up share"],
            "value": {"name": "built-up share", "unit": "share", "low": 0, "high": 1},
            "ground_sampling_distance_m": 0.3,
            "window_px": 64,
            "overlap_px": 0,
            "sources": [SCENES],
            "network": {"alpha": 0.35, "backbone": None, "decoder": [8]},
        }
        return write_recipe(**settings | changes)

    return write


def canvas() -> Canvas:
    """Noise, plain to the right of column 96; a building of 20 by 32 pixels; no data in the last rows."""
    image = np.random.default_rng(0).integers(0, 255, (144, 160, 3)).astype(np.uint8)
    image[:, 96:] = 77
    numbers, valid = np.zeros((144, 160), np.int32), np.ones((144, 160), bool)
    numbers[4:24, 0:32] = 1
    valid[128:] = False
    return Canvas("drawn", image, numbers, valid)


def source() -> Source:
    return Source("scenes", "drawn", "here", "CC0-1.0")


def test_windows_carry_the_exact_share_and_blank_ones_are_counted():
    part = density.lay_windows(source(), "test", (canvas(),), window=32, step=32)
    assert len(part.share) == 12
    assert part.single_colour == 8
    assert part.apart.all()
    assert part.share[0] == pytest.approx(20 * 32 / 32**2, abs=1e-12)
    assert part.share[1:].max() == 0
    assert part.share.dtype == np.float64


def test_windows_between_are_told_from_windows_side_by_side():
    part = density.lay_windows(source(), "test", (canvas(),), window=32, step=8)
    assert np.count_nonzero(part.apart) == 12
    shares = {round(float(share) * 1024) for share in part.share}
    assert {20 * 32, 20 * 24, 20 * 16, 20 * 8, 0} <= shares


def test_places_of_a_single_colour_are_not_trained_on():
    pool, blank = density._pool((canvas(),), 32)
    assert blank > 0
    patches, _ = pool.draw(100, 32, np.random.default_rng(0))
    assert (patches[..., :3].std(axis=(1, 2)).max(axis=1) > 0).all()


def test_the_map_keeps_the_share_whatever_the_fraction():
    masks = np.random.default_rng(1).random((3, 32, 32, 2)).astype(np.float32)
    cells = density.share_map(masks)
    assert cells.shape == (3, 4, 4, 1)
    assert np.allclose(cells.mean(axis=(1, 2, 3)), masks[..., 0].mean(axis=(1, 2)), atol=1e-6)
    assert cells[1, 2, 3, 0] == pytest.approx(masks[1, 16:24, 24:32, 0].mean(), abs=1e-6)


def test_the_loss_is_lowest_at_the_truth():
    truth = keras.ops.convert_to_tensor(np.float32([[[[0.25]], [[0.75]]]]))
    other = keras.ops.convert_to_tensor(np.float32([[[[0.45]], [[0.95]]]]))
    right, wrong = (float(density.density_loss(truth, scores)) for scores in (truth, other))
    entropy = -(0.25 * np.log(0.25) + 0.75 * np.log(0.75))
    assert right == pytest.approx(entropy, abs=1e-3)
    assert wrong > right + density.SHARE_WEIGHT * 0.2**2


def test_the_answer_is_the_mean_of_the_map(tmp_path):
    model, coarse = density_regressor(64, Network(0.35, None, decoder=(8,)), tmp_path)
    images = np.random.default_rng(0).normal(size=(2, 64, 64, 3)).astype(np.float32)
    cells = coarse.predict(images, verbose=0)
    assert cells.shape == (2, 8, 8, 1)
    assert np.allclose(model.predict(images, verbose=0)[:, 0], cells.mean(axis=(1, 2, 3)), atol=1e-6)
    assert all(layer.trainable for layer in model.layers)


def test_figures_agree_with_the_formulas(monkeypatch):
    part = density.lay_windows(source(), "test", (canvas(),), window=32, step=8)
    given = (part.share * 0.5 + 0.1).astype(np.float32)
    monkeypatch.setattr(density, "predict_tiles", lambda model, windows: given[:, None])
    figures = {figure.name: figure for figure in density._figures(None, part)}
    truth, near = part.share[part.apart], given[part.apart].astype(np.float64)
    assert figures["MAE"].value == pytest.approx(np.abs(truth - near).mean(), abs=1e-5)
    assert figures["MSE"].value == pytest.approx(((truth - near) ** 2).mean(), abs=1e-5)
    assert figures["R2"].value == pytest.approx(
        1 - ((truth - near) ** 2).sum() / ((truth - truth.mean()) ** 2).sum(), abs=1e-5
    )
    assert figures["R2"].samples == 12
    assert figures["R2 of windows a quarter of a window apart"].samples == len(part.share)


def test_a_regression_without_a_value_is_refused(recipe):
    with pytest.raises(RecipeError, match="value"):
        read_recipe(recipe(value=None))


def test_a_regression_has_no_threshold_rule(recipe):
    with pytest.raises(RecipeError, match="threshold"):
        read_recipe(recipe(threshold_rule="best-f1"))


def test_a_window_that_the_network_cannot_halve_is_refused(recipe):
    with pytest.raises(RecipeError, match="multiple of 16"):
        train_recipe(recipe(window_px=72), lambda _: None)


@pytest.mark.usefixtures("without_tracing")
@pytest.mark.filterwarnings("ignore:Even though the:UserWarning")
def test_a_recipe_becomes_a_package_that_predicts_a_value(recipe):
    folder = recipe().parent
    card = train_recipe(folder, lambda _: None)
    package = read_package(folder)
    check_architecture(package)
    assert (card.activation, card.embedding_layer, card.evidence) == ("linear", None, ())
    assert card.value is not None
    assert (card.value.low, card.value.high) == (0, 1)
    assert {figure.name for figure in card.figures} == {"R2", "MAE", "MSE"}
    assert "single colour: training 0" in card.split
    with np.load(folder / "golden.npz") as golden:
        assert golden["scores"].shape == (6, 1)
        assert ((golden["scores"] >= 0) & (golden["scores"] <= 1)).all()
    assert json.loads((folder / "card.json").read_text())["value"]["name"] == "built-up share"
