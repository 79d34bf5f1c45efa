"""Conversion writes whole packages that run with ONNX Runtime, and says how far their scores moved."""

import json

import numpy as np
import pytest
from tesela.engine.contract.card import ModelInput, read_package
from tesela.engine.contract.errors import ModelError
from tesela.engine.contract.job import Job
from tesela.engine.path import pipeline
from tesela.engine.path.model import check_architecture, import_keras, load_model
from tesela.engine.run.command_line import main
from tesela.engine.training import convert
from tesela.engine.training.convert import convert_package
from tesela.engine.training.street import draw_streets as draw_golden_streets

from tests.engine.conftest import white_squares
from tests.engine.explanation.conftest import tiny_network, tiny_package  # noqa: F401 (a fixture)


@pytest.fixture
def keras_package(tiny_package):  # noqa: F811
    """A package with a tiny network, golden windows and a recipe; photographs, so that no town has to be drawn."""

    def write(network=None, **changes):
        changes = {"task": "photo-classification", "ground_sampling_distance_m": 0.0, **changes}
        folder = tiny_package(network or tiny_network(), **changes)
        windows = np.random.default_rng(3).integers(0, 256, (6, 32, 32, 3), np.uint8)
        windows[::2] //= 2
        np.savez(folder / "golden.npz", windows=windows, scores=np.zeros((6, 1)), tolerance=np.float32(2e-3))
        (folder / "recipe.json").write_text("{}")
        return folder

    return write


def scores_of(folder, embeddings=False):
    package = read_package(folder)
    pixels = np.random.default_rng(5).random((4, 32, 32, 3), np.float32)
    return load_model(package, 32, embeddings).score(pixels)


def test_float_package_is_whole_and_answers_as_the_original(tmp_path, keras_package):
    folder = keras_package()
    converted = convert_package(read_package(folder), "onnx", tmp_path / "onnx")
    assert sorted(path.name for path in (tmp_path / "onnx").iterdir()) == [
        "card.json",
        "golden.npz",
        "model.onnx",
        "recipe.json",
    ]
    package = read_package(tmp_path / "onnx")
    check_architecture(package)
    assert package.card == converted.card
    assert (package.card.id, package.card.weights.format) == ("bright-onnx", "onnx")
    assert package.card.limits[-1].startswith("Converted from Keras to ONNX with float32 weights")
    (first, first_embedding), (second, second_embedding) = (scores_of(f, True) for f in (folder, tmp_path / "onnx"))
    assert np.abs(first - second).max() < 1e-5
    assert np.abs(first_embedding - second_embedding).max() < 1e-3
    assert converted.difference.agreeing == 1.0


def test_int8_package_comes_near_the_original_and_says_how_near(tmp_path, keras_package):
    folder = keras_package()
    converted = convert_package(read_package(folder), "onnx-int8", tmp_path / "int8")
    model = load_model(read_package(tmp_path / "int8"), 32)
    assert model.runtime.startswith("onnxruntime ")
    assert model.runtime.endswith("(int8)")
    apart = np.abs(scores_of(folder)[0] - scores_of(tmp_path / "int8")[0])
    assert 0 < apart.max() < 0.1
    difference = converted.difference
    assert 0 < difference.mean <= difference.most < 0.1
    assert f"at most by {difference.most:.2g}" in converted.card.limits[-1]
    with np.load(tmp_path / "int8" / "golden.npz") as golden:
        assert float(golden["tolerance"]) >= 1.49 * difference.most
        assert golden["windows"].shape == (6, 32, 32, 3)


def test_calibration_of_a_raster_model_draws_its_windows(tmp_path, keras_package, monkeypatch):
    seeds = []
    original = convert.draw
    monkeypatch.setattr(convert, "draw", lambda source, seed, gsd: seeds.append(seed) or original(source, seed, gsd))
    folder = keras_package(task="tile-classification", ground_sampling_distance_m=1.0)
    converted = convert_package(read_package(folder), "onnx-int8", tmp_path / "int8")
    assert sorted(seeds) == [convert.CALIBRATION_SEED, convert.CHECK_SEED]
    assert converted.difference.windows == 6 + 32


def test_photographs_are_calibrated_on_other_pictures_than_they_are_checked_on(tmp_path, keras_package, monkeypatch):
    drawn = {}
    original = convert.draw_varied_streets

    def draw_streets(side_px, count, seed):
        drawn[seed] = original(side_px, count, seed)
        return drawn[seed]

    monkeypatch.setattr(convert, "draw_varied_streets", draw_streets)
    converted = convert_package(read_package(keras_package()), "onnx-int8", tmp_path / "int8")
    assert set(drawn) == {convert.CALIBRATION_SEED, convert.CHECK_SEED}
    every = np.concatenate([*drawn.values(), draw_golden_streets(32)])
    assert len(np.unique(every.reshape(len(every), -1), axis=0)) == 32 + 32 + 6
    assert converted.difference.windows == 6 + 32
    assert "Over 38 windows (golden and drawn) scores" in converted.card.limits[-1]


def test_windows_that_cannot_be_drawn_are_counted_once_and_said_to_be_the_calibration(tmp_path, keras_package):
    wide = ModelInput(("red", "green", "blue"), ("uint8",), (0.0, 200.0), (0.0, 1.0))
    folder = keras_package(input=wide)
    converted = convert_package(read_package(folder), "onnx-int8", tmp_path / "int8")
    assert "Over 6 windows (golden, the same that it was calibrated on) scores" in converted.card.limits[-1]
    converted = convert_package(read_package(folder), "onnx", tmp_path / "onnx")
    assert "Over 6 windows (golden) scores" in converted.card.limits[-1]


def test_detections_are_the_same_with_either_runtime(tmp_path, draw, keras_package):
    folder = keras_package(task="tile-classification", ground_sampling_distance_m=1.0)
    convert_package(read_package(folder), "onnx", tmp_path / "onnx")
    raster = draw(white_squares(96, 96, ((8, 40, 16), (60, 60, 20))) // 2 + 127)
    found = []
    for number, model in enumerate((folder, tmp_path / "onnx")):
        done = pipeline.run(Job((raster,), str(model), str(tmp_path / f"run{number}")), lambda _: None)
        found.append(done.features)
    assert found[0] == found[1]
    assert found[0]["detections"] > 0


def test_refusals_leave_nothing_behind(tmp_path, keras_package):
    keras = import_keras()
    inputs = keras.Input((32, 32, 3))
    pooled = keras.layers.GlobalAveragePooling2D(name="embedding")(keras.layers.GaussianNoise(0.1, name="odd")(inputs))
    odd = keras_package(keras.Model(inputs, keras.layers.Dense(1, "sigmoid")(pooled)))
    with pytest.raises(ModelError, match="'odd' is a GaussianNoise"):
        convert_package(read_package(odd), "onnx", tmp_path / "onnx")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    folder = keras_package()
    with pytest.raises(ModelError, match="holds something already; choose a new folder"):
        convert_package(read_package(folder), "onnx", tmp_path / "full")
    (folder / "golden.npz").unlink()
    with pytest.raises(ModelError, match="no golden windows to check a conversion with"):
        convert_package(read_package(folder), "onnx", tmp_path / "onnx")
    assert not (tmp_path / "onnx").exists()
    assert list(tmp_path.glob(".package-*")) == []


def test_scores_that_moved_are_refused(tmp_path, keras_package, monkeypatch):
    original = convert.to_onnx

    def worse(network):
        model = original(network)
        bias = next(tensor for tensor in model.graph.initializer if tensor.dims == [1])
        bias.raw_data = (np.frombuffer(bias.raw_data, np.float32) + 0.5).astype(np.float32).tobytes()
        return model

    monkeypatch.setattr(convert, "to_onnx", worse)
    with pytest.raises(ModelError, match=r"differ by up to 0\.\d+ from the original's, more than the 0.002 tolerated"):
        convert_package(read_package(keras_package()), "onnx", tmp_path / "onnx")
    assert not (tmp_path / "onnx").exists()


def test_the_command_converts(tmp_path, keras_package, capsys):
    folder, output = str(keras_package()), str(tmp_path / "onnx")
    assert main(["models", "convert", folder, "--to", "onnx", "--output", output, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["model"], answer["folder"]) == ("bright-onnx", output)
    assert main(["models", "convert", output, "--to", "onnx-int8", "--output", str(tmp_path / "again")]) == 1
    assert "has weights in the format 'onnx'; convert a Keras package" in capsys.readouterr().err
