"""Several labels a window: split by runs, exclusive groups through a softmax, and figures that agree with counting."""

import json
import zipfile

import keras
import numpy as np
import pytest
from tesela.engine.contract.card import read_package
from tesela.engine.path.model import check_architecture, load_model
from tesela.engine.training import labels
from tesela.engine.training.networks import label_classifier, spans_of
from tesela.engine.training.recipe import Network, RecipeError, read_recipe
from tesela.engine.training.samples import TilePool
from tesela.engine.training.sources import Gathered
from tesela.engine.training.split import LEFT_OUT, Split, split_by_runs
from tesela.engine.training.train import train_recipe

CLASSES = ("trees", "clear", "hazy", "cloudy", "water")
SKY = ("clear", "hazy", "cloudy")


def draw_tiles(count: int = 20):
    """Return grey tiles and labels: brightness says the sky, exactly one of three; red says trees, blue water."""
    rng = np.random.default_rng(5)
    sky, tint = rng.integers(0, 3, count), rng.integers(0, 2, (count, 2))
    images = (60 + 70 * sky[:, None, None, None] + rng.integers(-9, 10, (count, 64, 64, 3))).astype(np.uint8)
    images[..., 0] += (50 * tint[:, 0])[:, None, None].astype(np.uint8)
    images[..., 2] += (50 * tint[:, 1])[:, None, None].astype(np.uint8)
    return images, np.column_stack([tint[:, 0], sky == 0, sky == 1, sky == 2, tint[:, 1]]).astype(np.float32)


@pytest.fixture
def recipe(write_recipe):
    """Write a recipe of tiles in a zip file, with some keys changed, and return its path."""

    def write(**changes):
        source = {
            "reader": "ucmerced",
            "name": "drawn",
            "source": "this test",
            "licence": "CC0-1.0",
            "path": "tiles.zip",
        }
        settings = {
            "task": "multi-label",
            "classes": list(CLASSES),
            "groups": [list(SKY)],
            "ground_sampling_distance_m": 1.2,
            "window_px": 64,
            "overlap_px": 0,
            "sources": [source],
            "split": {"shares": {"validation": 0.25, "test": 0.25}, "guard_numbers": 0, "likeness": 1.1},
        }
        return write_recipe(**settings | changes)

    return write


def write_tiles(path, truth, jpeg):
    """Write 256 px tiles of one land use, numbered, with their table."""
    lines = ["image,land_use," + ",".join(CLASSES)]
    lines += [f"sky{i:02d}.jpg,sky," + ",".join(str(int(v)) for v in row) for i, row in enumerate(truth)]
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("labels.csv", "\n".join(lines) + "\n")
        for i in range(len(truth)):
            zipped.writestr(f"sky{i:02d}.jpg", jpeg(3 * i))


def test_heads_stand_in_the_order_of_the_classes():
    assert spans_of(CLASSES, (SKY,)) == [(0, 1, False), (1, 4, True), (4, 5, False)]
    assert spans_of(CLASSES, ()) == [(0, 5, False)]
    assert spans_of(SKY, (SKY,)) == [(0, 3, True)]


def test_scores_of_a_group_add_up_to_one_and_the_others_stand_alone(tmp_path):
    model = label_classifier(32, CLASSES, (SKY,), Network(alpha=0.35, backbone=None), tmp_path)
    scores = model.predict(np.random.default_rng(0).normal(size=(3, 32, 32, 3)), verbose=0)
    assert scores.shape == (3, 5)
    assert np.allclose(scores[:, 1:4].sum(axis=1), 1, atol=1e-5)
    assert model.get_layer("embedding").output.shape == (None, 1280)
    assert all(layer.trainable for layer in model.layers)
    assert {type(layer).__module__.split(".")[0] for layer in model.layers} == {"keras"}


def test_the_loss_is_lowest_where_the_truth_is_and_counts_a_group_once(recipe):
    loss = labels.label_lesson(read_recipe(recipe())).loss
    truth = np.array([[1, 0, 1, 0, 0]], np.float32)
    good = np.array([[0.99, 0.005, 0.99, 0.005, 0.01]], np.float32)
    wrong_sky = np.array([[0.99, 0.99, 0.005, 0.005, 0.01]], np.float32)
    unsure = np.array([[0.5, 1 / 3, 1 / 3, 1 / 3, 0.5]], np.float32)
    values = [float(loss(keras.ops.convert_to_tensor(truth), keras.ops.convert_to_tensor(s))) for s in (good, unsure)]
    assert values[0] < values[1] == pytest.approx((2 * np.log(2) + np.log(3)) / 3, abs=0.01)
    assert float(loss(keras.ops.convert_to_tensor(truth), keras.ops.convert_to_tensor(wrong_sky))) > values[1]


def test_a_small_network_learns_drawn_groups(recipe):
    images, truth = draw_tiles(240)
    path = recipe(
        fit={"epochs": 8, "steps": 12, "batch": 16, "learning_rate": 0.3},
        augmentation={"brightness": 0, "contrast": 0, "saturation": 0, "tint": 0, "blur": 0, "nodata": 0},
    )
    settings = read_recipe(path)
    keras.utils.set_random_seed(1)
    inputs = keras.Input((64, 64, 3))
    x = keras.layers.GlobalAveragePooling2D()(inputs)
    heads = [
        keras.layers.Dense(end - start, activation="softmax" if together else "sigmoid")(x)
        for start, end, together in spans_of(CLASSES, (SKY,))
    ]
    model = keras.Model(inputs, keras.layers.Concatenate()(heads))
    pool = TilePool(images[:160], truth[:160])
    part = labels.Part(settings.sources[0], "validation", images[160:], truth[160:] > 0.5)
    labels.fit(
        model, settings, pool, lambda net: labels._judge(net, [part]), print, lesson=labels.label_lesson(settings)
    )
    measured = labels.measure_labels(model, settings, Gathered(pool, (part,), ("drawn.",)), lambda _: None)
    figures = {figure.name: figure.value for figure in measured.figures}
    assert figures["micro-F1"] > 0.9
    assert {curve.label for curve in measured.evidence} == set(CLASSES)
    assert {curve.part for curve in measured.evidence} == {"validation"}
    assert "highest score" in measured.split


def test_figures_of_labels_agree_with_counting(recipe):
    settings = read_recipe(recipe(classes=["a", "b"], groups=[]))
    truth = np.array([[1, 0], [1, 1], [0, 0], [1, 0]], bool)
    held = np.array([[1, 0], [1, 0], [1, 0], [0, 1]], bool)
    part = labels.Part(settings.sources[0], "test", np.zeros((4, 2, 2, 3), np.uint8), truth)
    figures = {f.name: (f.value, f.samples) for f in labels._figures(settings, part, held.astype(np.float32), held)}
    assert figures["F1 of a"] == (pytest.approx(2 / 3, abs=1e-4), 3)
    assert figures["F1 of b"] == (0, 1)
    assert figures["macro-F1"] == (pytest.approx(1 / 3, abs=1e-4), 4)
    assert figures["micro-F1"] == (pytest.approx(2 * 2 / (2 * 2 + 2 + 2), abs=1e-4), 4)
    assert figures["precision of a"][0] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["recall of a"][0] == pytest.approx(2 / 3, abs=1e-4)


def test_runs_of_neighbouring_tiles_stay_together_and_a_gap_is_kept():
    groups, numbers = np.repeat(["a", "b", "c"], 100), np.tile(np.arange(100), 3)
    parts = split_by_runs(groups, numbers, Split(shares={"validation": 0.2, "test": 0.2}, guard_numbers=3))
    begins = set()
    for group in "abc":
        mine = parts[groups == group]
        assert np.count_nonzero(mine == 2) == 20
        changes = np.count_nonzero(np.diff(np.concatenate([mine, mine[:1]])))
        assert changes <= 6
        for early in (0, 1):
            later = np.flatnonzero(mine > early)
            apart = np.abs(np.flatnonzero(mine == early)[:, None] - later).min()
            assert apart > 3
        assert LEFT_OUT in mine
        begins.add(int(np.flatnonzero(mine == 2)[0]))
    assert len(begins) > 1


def test_a_sample_with_two_labels_of_a_group_is_counted_and_refused(recipe):
    settings = read_recipe(recipe())
    _, truth = draw_tiles(30)
    truth[3, 1:4] = 1
    with pytest.raises(RecipeError, match=r"1 samples.*clear, hazy, cloudy"):
        labels.check_labels(settings, truth > 0.5, "The training part")


def test_a_label_that_a_part_lacks_is_named(recipe):
    settings = read_recipe(recipe())
    _, truth = draw_tiles(30)
    truth[:, 4] = 0
    with pytest.raises(RecipeError, match=r"The test part.*'water'"):
        labels.check_labels(settings, truth > 0.5, "The test part")


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ([["clear", "foggy"]], "foggy"),
        ([["clear"]], "two classes"),
        ([["clear", "cloudy"]], "stand together"),
        ([["clear", "hazy"], ["hazy", "cloudy"]], "two groups"),
    ],
)
def test_a_wrong_group_is_refused(recipe, groups, said):
    with pytest.raises(RecipeError, match=said):
        read_recipe(recipe(groups=groups))


@pytest.mark.usefixtures("without_tracing")
@pytest.mark.filterwarnings("ignore:Even though the:UserWarning")
def test_a_recipe_with_groups_becomes_a_package_and_can_be_measured_again(tmp_path, monkeypatch, recipe, jpeg):
    monkeypatch.setenv("TESELA_DATA", str(tmp_path))
    write_tiles(tmp_path / "tiles.zip", draw_tiles(40)[1], jpeg)
    folder = recipe(half_precision=True).parent
    card = train_recipe(folder, lambda _: None)
    package = read_package(folder)
    assert package.card == card
    assert card.groups == (SKY,)
    assert len(card.selection.thresholds or ()) == len(CLASSES)
    assert {figure.part for figure in card.figures} == {"validation", "test"}
    check_architecture(package)
    model = load_model(package, 64, keep_embeddings=True)
    scores, embedding = model.score(np.zeros((2, 64, 64, 3), np.float32))
    assert scores[:, 1:4].sum(axis=1) == pytest.approx(1, abs=1e-4)
    assert embedding is not None
    assert embedding.shape == (2, 1280)
    weights = package.weights_path.read_bytes()
    edited = json.loads((folder / "recipe.json").read_text()) | {"threshold_rule": "best-f1", "limits": ["Edited."]}
    (folder / "recipe.json").write_text(json.dumps(edited))
    again = train_recipe(folder, lambda _: None, measure_only=True)
    assert package.weights_path.read_bytes() == weights
    assert again.limits == ("Edited.",)
    assert "best-f1" in again.split
    assert [f for f in again.figures if f.name == "mean average precision"] == [
        f for f in card.figures if f.name == "mean average precision"
    ]
