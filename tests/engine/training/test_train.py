"""From a recipe to a package in one call, on drawn scenes alone: tiny networks, a few steps."""

import json

import numpy as np
import pytest
from tesela.engine.contract.card import read_package
from tesela.engine.contract.errors import CardError
from tesela.engine.training.recipe import RecipeError
from tesela.engine.training.train import train_recipe


def recipe(task: str) -> dict:
    scenes = {
        "reader": "scenes",
        "name": "drawn scenes",
        "source": "drawn by this project",
        "licence": "GPL-3.0-or-later",
        "seeds": {"training": [21], "validation": [22], "test": [23]},
        "scene_px": 500 if task == "tile-classification" else 256,
        "shares_destroyed": [0.05],
    }
    tiles = task == "tile-classification"
    return {
        "id": "tiny",
        "version": "0.1.0",
        "name": "Tiny",
        "summary": "For a test.",
        "licence": "GPL-3.0-or-later",
        "task": task,
        "classes": ["damaged building" if tiles else "building"],
        "ground_sampling_distance_m": 0.5 if tiles else 0.3,
        "window_px": 64,
        "overlap_px": 0,
        "sources": [scenes],
        "split": {},
        "network": {"alpha": 0.35, "backbone": None, "decoder": [8, 8, 8]},
        "fit": {"epochs": 2, "steps": 2, "batch": 4},
        "selection": {"suppression_iou": 0.15}
        if tiles
        else {"min_area_m2": 8.0, "min_hole_m2": 4.0, "simplify_m": 0.35},
        "limits": ["Only a test."],
    }


@pytest.mark.usefixtures("without_tracing")
@pytest.mark.filterwarnings("ignore:Even though the:UserWarning")
@pytest.mark.parametrize("task", ["tile-classification", "segmentation"])
def test_a_recipe_becomes_a_package_that_is_complete(tmp_path, task):
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "recipe.json").write_text(json.dumps(recipe(task)))
    said: list[str] = []
    card = train_recipe(folder, said.append)
    assert read_package(folder).card == card
    assert sorted(path.name for path in folder.iterdir()) == ["card.json", "golden.npz", "model.keras", "recipe.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["tiny"]
    parts = {figure.part for figure in card.figures}
    assert parts == {"validation", "test"}
    assert all(0 <= figure.value <= 1 and figure.samples > 0 for figure in card.figures)
    assert card.selection.thresholds is not None
    assert "sample scene" in card.split
    assert any(line.startswith("epoch 2") for line in said)
    with np.load(folder / "golden.npz") as golden:
        assert np.isfinite(golden["scores"]).all()
    again = train_recipe(folder, said.append)
    assert {figure.trainings for figure in again.figures} == {2}
    for figure, before in zip(again.figures, card.figures, strict=True):
        assert figure.spread == (min(figure.value, before.value), max(figure.value, before.value))
    assert train_recipe(folder, said.append, measure_only=True).figures == again.figures


def test_a_failed_training_leaves_the_old_package_alone(tmp_path):
    folder = tmp_path / "tiny"
    folder.mkdir()
    wrong = recipe("segmentation")
    wrong["sources"][0]["reader"] = "harvey"
    (folder / "recipe.json").write_text(json.dumps(wrong))
    (folder / "card.json").write_text("old")
    with pytest.raises(RecipeError, match="no footprints"):
        train_recipe(folder, lambda _: None)
    assert (folder / "card.json").read_text() == "old"


@pytest.mark.parametrize("task", ["tile-classification", "segmentation"])
def test_a_recipe_without_validation_is_refused_before_training(tmp_path, task):
    blind = recipe(task)
    del blind["sources"][0]["seeds"]["validation"]
    (tmp_path / "recipe.json").write_text(json.dumps(blind))
    with pytest.raises(RecipeError, match="alidation"):
        train_recipe(tmp_path, lambda _: None)


@pytest.mark.usefixtures("without_tracing")
@pytest.mark.filterwarnings("ignore:Even though the:UserWarning")
def test_weights_of_another_recipe_are_not_measured(tmp_path):
    (tmp_path / "recipe.json").write_text(json.dumps(recipe("segmentation") | {"id": tmp_path.name}))
    with pytest.raises(CardError, match="no model package"):
        train_recipe(tmp_path, lambda _: None, measure_only=True)
    train_recipe(tmp_path, lambda _: None)
    other = recipe("segmentation") | {"id": tmp_path.name, "window_px": 96, "classes": ["roof"]}
    (tmp_path / "recipe.json").write_text(json.dumps(other))
    with pytest.raises(RecipeError, match="another classes and window_px than"):
        train_recipe(tmp_path, lambda _: None, measure_only=True)
