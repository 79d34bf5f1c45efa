"""Every bundled package is complete, small, safe to load, and gives the scores it promises."""

import json
import zipfile

import keras
import numpy as np
import pytest
from tesela.engine.contract.card import ModelPackage, read_package
from tesela.engine.contract.places import asset
from tesela.engine.training.drawn import sample_recipe
from tesela.engine.training.package import GOLDEN_FILE
from tesela.engine.training.recipe import PARTS, read_recipe

BUNDLED = ("building-footprints", "damage-tiles")
LARGEST_BYTES = 5 * 2**20
EXPECTED_DATA = {
    "building-footprints": {"Banepa", "drawn scenes"},
    "damage-tiles": {"Banepa", "Harvey damage tiles", "drawn scenes"},
}


@pytest.fixture(scope="module", params=BUNDLED)
def package(request) -> ModelPackage:
    return read_package(asset("model_zoo") / request.param)


@pytest.fixture(scope="module")
def model(package) -> keras.Model:
    return keras.saving.load_model(package.weights_path, compile=False, safe_mode=True)


def test_card_and_recipe_tell_of_one_model(package):
    recipe = read_recipe(package.folder / package.card.recipe)
    card = package.card
    assert package.folder.name == card.id == recipe.id
    assert (card.task, card.classes, card.window_px, card.overlap_px) == (
        recipe.task,
        recipe.classes,
        recipe.window_px,
        recipe.overlap_px,
    )
    assert {data.name for data in card.data} == EXPECTED_DATA[card.id]


def test_a_package_is_small(package):
    assert sum(path.stat().st_size for path in package.folder.iterdir()) < LARGEST_BYTES


def test_weights_hold_a_network_and_no_optimizer(package):
    with zipfile.ZipFile(package.weights_path) as archive:
        assert sorted(archive.namelist()) == ["config.json", "metadata.json", "model.weights.h5"]
        config = json.loads(archive.read("config.json"))
    assert not config.get("compile_config")
    layers = {layer["module"] for layer in config["config"]["layers"]}
    assert layers == {"keras.layers"}


def test_the_model_has_the_shapes_that_its_card_declares(package, model):
    card = package.card
    assert model.input_shape == (None, card.window_px, card.window_px, len(card.input.bands))
    masks = card.task == "segmentation"
    shape = (None, card.window_px, card.window_px, len(card.classes)) if masks else (None, len(card.classes))
    assert model.output_shape == shape
    assert {weight.dtype for weight in model.weights} == {"float32"}
    if card.embedding_layer is not None:
        assert len(model.get_layer(card.embedding_layer).output.shape) == 2


def test_golden_windows_get_their_scores(package, model):
    with np.load(package.folder / GOLDEN_FILE) as golden:
        windows, expected, tolerance = golden["windows"], golden["scores"], float(golden["tolerance"])
    low, high = package.card.input.network_range
    dark, bright = package.card.input.value_range
    scores = model.predict((windows.astype(np.float32) - dark) / (bright - dark) * (high - low) + low, verbose=0)
    scores = scores if scores.ndim == 2 else scores[:, ::4, ::4]
    assert np.abs(scores - expected).max() <= tolerance
    assert expected.max() - expected.min() > 0.5


def test_figures_are_of_parts_that_training_never_saw(package):
    recipe = read_recipe(package.folder / package.card.recipe)
    assert {figure.part for figure in package.card.figures} == set(PARTS[1:])
    assert {figure.data for figure in package.card.figures} <= {source.name for source in recipe.sources}
    seeds = {seed for source in recipe.sources for part in source.seeds.values() for seed in part}
    assert sample_recipe().seed not in seeds


def test_real_figures_stand_apart_from_drawn_ones(package):
    measured = {figure.data for figure in package.card.figures if figure.part == "test"}
    assert "drawn scenes" in measured
    assert measured - {"drawn scenes"}


def test_limits_name_the_known_confounds(package):
    limits = " ".join(package.card.limits)
    assert "rawn scenes" in limits
    if package.card.id == "damage-tiles":
        assert "date" in limits
        assert "no undamaged building after the event" in limits
    else:
        assert "one town" in limits


def test_real_figures_are_useful(package):
    figures = {(f.name, f.data): f.value for f in package.card.figures if f.part == "test"}
    if package.card.id == "damage-tiles":
        assert figures["balanced accuracy", "Harvey damage tiles"] >= 0.9
    else:
        assert figures["IoU", "Banepa"] >= 0.65
        assert figures["pixel accuracy", "Banepa"] >= 0.85
