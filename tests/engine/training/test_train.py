"""From a recipe to a package in one call, on drawn scenes alone: tiny networks, a few steps."""

import json
from dataclasses import replace

import numpy as np
import pytest
from tesela.engine.contract.card import read_package
from tesela.engine.contract.errors import CardError
from tesela.engine.training import package
from tesela.engine.training.drawn import golden_windows
from tesela.engine.training.recipe import RecipeError, read_recipe
from tesela.engine.training.train import TRAINERS, train_recipe


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
    (folder / "photos").mkdir(parents=True)
    (folder / "photos" / "1.jpg").write_text("mine")
    (folder / "recipe.json").write_text(json.dumps(recipe(task)))
    said: list[str] = []
    card = train_recipe(folder, said.append)
    assert read_package(folder).card == card
    own = ["card.json", "golden.npz", "model.keras", "recipe.json"]
    assert sorted(path.name for path in folder.iterdir()) == [*own[:3], "photos", own[3]]
    assert (folder / "photos" / "1.jpg").read_text() == "mine"
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


@pytest.fixture
def untrained(tmp_path, monkeypatch):
    """A recipe whose training is stood in for; the steps that are given replace those that do nothing."""
    keras = pytest.importorskip("keras")

    def network(*_):
        inputs = keras.Input((64, 64, 3))
        return keras.Model(inputs, keras.layers.Conv2D(1, 1, activation="sigmoid")(inputs))

    wanted = recipe("segmentation")
    (tmp_path / "recipe.json").write_text(json.dumps(wanted))
    selection = read_recipe(tmp_path).selection

    def set_up(**steps):
        stood_in = replace(
            TRAINERS["segmentation"],
            gather=lambda *_: None,
            learn=network,
            measure=lambda *_: package.Measured(replace(selection, thresholds=(0.5,)), (), "no split"),
            golden=lambda _: np.zeros((2, 64, 64, 3), np.uint8),
        )
        monkeypatch.setitem(TRAINERS, "segmentation", replace(stood_in, **steps))
        return tmp_path

    return set_up


def test_a_reader_between_two_files_finds_the_new_weights_refused(untrained, monkeypatch):
    folder = untrained()
    train_recipe(folder, lambda _: None)
    replaced = []

    def replace_file(new, old):
        if replaced:
            with pytest.raises(CardError, match="checksum differs"):
                read_package(folder)
        replaced.append(old.name)
        return new.rename(old)

    monkeypatch.setattr(package.Path, "replace", replace_file)
    other = json.loads((folder / "recipe.json").read_text())
    other["fit"]["seed"] = 2
    (folder / "recipe.json").write_text(json.dumps(other))
    train_recipe(folder, lambda _: None)
    assert sorted(replaced) == ["card.json", "golden.npz", "model.keras", "recipe.json"]
    assert (replaced[0], replaced[-1]) == ("model.keras", "card.json")
    assert read_package(folder).card.id == "tiny"


def test_the_recipe_that_trained_goes_into_the_package_and_an_edit_is_kept(untrained):
    folder = untrained()
    asked = (folder / "recipe.json").read_bytes()
    untrained(gather=lambda *_: (folder / "recipe.json").write_text("{ half an edit"))
    said: list[str] = []
    train_recipe(folder, said.append)
    assert (folder / "recipe.json").read_bytes() == asked
    assert (folder / "recipe.edited.json").read_text() == "{ half an edit"
    assert any("was edited during the training" in line for line in said)


def test_a_folder_that_cannot_be_written_is_told_before_data_is_read(untrained, monkeypatch):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    folder = untrained(gather=lambda *_: pytest.fail("data was read"))
    monkeypatch.setattr(package.tempfile, "TemporaryDirectory", refuse)
    with pytest.raises(RecipeError, match=r"cannot be written into .*Permission denied.*the rights there"):
        train_recipe(folder, lambda _: None)


def test_a_failed_writing_leaves_the_old_files_and_no_others(untrained, monkeypatch):
    folder = untrained()
    train_recipe(folder, lambda _: None)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def fill_the_disk(*_args, **_arrays):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(package.np, "savez_compressed", fill_the_disk)
    with pytest.raises(RecipeError, match="No space left on device"):
        train_recipe(folder, lambda _: None)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_golden_windows_are_drawn_before_learning_begins(untrained):
    def fail(_):
        raise RecipeError("no golden windows")

    with pytest.raises(RecipeError, match="no golden windows"):
        train_recipe(untrained(golden=fail, learn=lambda *_: pytest.fail("it learned")), lambda _: None)


@pytest.mark.parametrize("task", ["tile-classification", "segmentation"])
@pytest.mark.parametrize(
    ("source", "window_px"),
    [({"reader": "harvey", "seeds": {}}, 64), ({"seeds": {"training": [21]}}, 64), ({"scene_px": 128}, 96)],
)
def test_golden_windows_of_a_recipe_without_large_test_scenes_are_those_of_any(tmp_path, task, source, window_px):
    wanted = recipe(task) | {"window_px": window_px}
    wanted["sources"][0].update(source)
    (tmp_path / "recipe.json").write_text(json.dumps(wanted))
    read = read_recipe(tmp_path)
    windows = TRAINERS[task].golden(read)
    np.testing.assert_array_equal(windows, golden_windows(read.ground_sampling_distance_m, read.window_px))
