"""Recipes are refused with the offending key and a remedy before anything is read or trained."""

import json
from pathlib import Path
from typing import Any

import pytest
from tesela.engine.training.recipe import RecipeError, read_recipe, source_path, training_data_folder

SCENES = {"reader": "scenes", "name": "drawn", "source": "here", "licence": "GPL", "seeds": {"test": [5]}}


def recipe_json() -> dict[str, Any]:
    return {
        "id": "tiny",
        "version": "0.1.0",
        "name": "Tiny",
        "summary": "For a test.",
        "licence": "GPL-3.0-or-later",
        "task": "tile-classification",
        "classes": ["damaged building"],
        "ground_sampling_distance_m": 0.5,
        "window_px": 32,
        "overlap_px": 16,
        "sources": [SCENES],
        "split": {},
        "network": {"alpha": 0.35, "backbone": None},
        "fit": {"epochs": 1, "steps": 1, "batch": 2},
        "selection": {"suppression_iou": 0.15},
        "limits": [],
    }


def written(folder: Path, data: Any) -> Path:
    path = folder / "recipe.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def test_a_recipe_is_read_from_its_file_or_its_folder(tmp_path):
    path = written(tmp_path, recipe_json())
    assert read_recipe(path) == read_recipe(tmp_path)
    assert read_recipe(path).sources[0].seeds == {"test": (5,)}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"task": "guessing"}, "guessing"),
        ({"overlap_px": 32}, "overlap_px"),
        ({"classes": []}, "classes"),
        ({"sources": []}, "no source"),
        ({"window_px": "large"}, "window_px"),
        ({"colour": "red"}, "colour"),
        ({"schema_version": 7}, "schema_version"),
        ({"fit": {"epochs": 0, "steps": 1, "batch": 1}}, "epochs"),
        ({"split": {"shares": {"test": 0.6, "validation": 0.5}}}, "nothing to train on"),
        ({"split": {"chips": {"training": ["a"], "test": ["a"]}}}, "two parts"),
        ({"sources": [{"reader": "web", "name": "n", "source": "s", "licence": "l"}]}, "web"),
        ({"sources": [SCENES | {"seeds": {"test": [1], "training": [1]}}]}, "two parts"),
    ],
)
def test_a_wrong_recipe_is_refused_and_the_key_named(tmp_path, change, said):
    with pytest.raises(RecipeError, match=said):
        read_recipe(written(tmp_path, recipe_json() | change))


def test_a_missing_key_is_named(tmp_path):
    data = recipe_json()
    del data["network"]
    with pytest.raises(RecipeError, match="network"):
        read_recipe(written(tmp_path, data))


def test_a_file_that_is_no_json_is_refused(tmp_path):
    with pytest.raises(RecipeError, match="cannot be read"):
        read_recipe(written(tmp_path, "{"))


def test_a_missing_recipe_says_what_to_give(tmp_path):
    with pytest.raises(RecipeError, match=r"recipe\.json"):
        read_recipe(tmp_path)


def test_missing_data_says_which_variable_to_set(tmp_path):
    source = read_recipe(written(tmp_path, recipe_json())).sources[0]
    with pytest.raises(RecipeError, match="TESELA_DATA"):
        source_path(type(source)(**{**source.__dict__, "path": "absent.zip"}), tmp_path)


def test_the_data_folder_comes_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("TESELA_DATA", str(tmp_path))
    assert training_data_folder() == tmp_path
