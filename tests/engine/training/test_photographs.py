"""Photographs from labelled points to a package, and from the package to places that training never saw.

The street scenes are drawn here: sky, road and a house that is a bungalow, a tall house, or a shell without a roof.
"""

import json
import math

import fiona
import numpy as np
import pytest
from PIL import Image, ImageDraw
from tesela.engine.contract.card import read_package
from tesela.engine.contract.events import Warning
from tesela.engine.contract.evidence import Rule, choose_threshold
from tesela.engine.contract.job import PhotoJob
from tesela.engine.contract.places import asset, model_folders
from tesela.engine.photos.classify import classify
from tesela.engine.photos.image import read_photo
from tesela.engine.training import networks
from tesela.engine.training.augment import patch_px, vary
from tesela.engine.training.labelled_points import layer_of, read_labelled
from tesela.engine.training.photographs import PhotoPool, gather_photos, golden_photos, upright
from tesela.engine.training.recipe import Augmentation, RecipeError, read_recipe
from tesela.engine.training.split import local_metres
from tesela.engine.training.train import train_recipe

from tests.engine.conftest import read_features

CLASSES = ("bungalow", "tall house", "shell")
HEADINGS = (0, 90, 180, 270)
SIDE = 32


def draw_house(kind, rng, size=(96, 72)) -> Image.Image:
    """A house of its kind, in chance colours, light and position; nothing but its shape tells the kind."""
    width, height = size
    light = rng.uniform(0.7, 1.1)

    def shade(low, high):
        return tuple(int(min(255, value * light)) for value in rng.integers(low, high, 3))

    drawn = Image.new("RGB", size, shade(170, 240))
    draw = ImageDraw.Draw(drawn)
    ground = height * rng.uniform(0.72, 0.8)
    draw.rectangle((0, ground, width, height), fill=shade(70, 120))
    wall = shade(90, 200)
    middle, half = width * rng.uniform(0.44, 0.56), width * (0.3 if kind == "bungalow" else 0.17)
    top = ground - height * (0.22 if kind == "bungalow" else 0.62)
    draw.rectangle((middle - half, top, middle + half, ground), fill=wall)
    if kind == "shell":
        for column in range(2):
            for floor in range(3):
                x, y = middle - half * 0.7 + column * half * 0.8, top + height * (0.06 + 0.19 * floor)
                draw.rectangle((x, y, x + half * 0.6, y + height * 0.14), fill=shade(0, 25))
    else:
        draw.polygon([(middle - half, top), (middle, top - height * 0.12), (middle + half, top)], fill=shade(90, 160))
    return drawn


def write_street(folder, places, name="street.gpkg", crs="EPSG:4326", seed=3, origin=(85.52, 27.63), spacing=0.003):
    """Draw the photographs of places at four headings and the layer that names them; the house is the place's own."""
    rng = np.random.default_rng(seed)
    stem = name.split(".")[0]
    (folder / f"photos {stem}").mkdir(parents=True, exist_ok=True)
    schema = {
        "geometry": "Point",
        "properties": {"photo": "str", "label": "str", "heading": "int", "place": "str"},
    }
    columns = math.ceil(math.sqrt(places))
    with fiona.open(folder / name, "w", driver="GPKG", crs=crs, schema=schema) as layer:
        for place in range(places):
            kind = CLASSES[place % len(CLASSES)]
            point = (origin[0] + spacing * (place % columns), origin[1] + spacing * (place // columns))
            for heading in HEADINGS:
                path = f"photos {stem}/{place}-{heading}.jpg"
                draw_house(kind, rng).save(folder / path, quality=90)
                values = {"photo": path, "label": kind, "heading": heading, "place": f"p{place}"}
                layer.write({"geometry": {"type": "Point", "coordinates": point}, "properties": values})
    return folder / name


def recipe(**changes) -> dict:
    source = {
        "reader": "photos",
        "name": "drawn street",
        "source": "drawn by this test",
        "licence": "CC0-1.0",
        "path": "street.gpkg",
        "place_field": "place",
        **changes.pop("source", {}),
    }
    return {
        "id": "tiny-street",
        "version": "0.1.0",
        "name": "Tiny street",
        "summary": "For a test.",
        "licence": "GPL-3.0-or-later",
        "task": "photo-classification",
        "classes": list(CLASSES),
        "ground_sampling_distance_m": 0,
        "window_px": SIDE,
        "overlap_px": 0,
        "sources": [source],
        "split": {"block_m": 200, "guard_m": 50, "shares": {"validation": 0.2, "test": 0.25}, "seed": 2},
        "network": {"alpha": 0.35, "backbone": None, "dropout": 0.1},
        "fit": {"epochs": 8, "steps": 16, "batch": 24, "learning_rate": 4e-3, "patience": 4},
        "selection": {},
        "limits": ["Only a test."],
        **changes,
    }


def settle(folder, **changes):
    """Write a recipe and read it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "recipe.json").write_text(json.dumps(recipe(**changes)))
    return read_recipe(folder)


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    """Sixty labelled places in a grid of 300 m, four photographs each."""
    folder = tmp_path_factory.mktemp("street data")
    write_street(folder, places=60)
    return folder


def tiny_encoder(window_px, network, data):
    """Four layers in the place of MobileNetV2, whose graph alone takes half a minute to trace."""
    keras = pytest.importorskip("keras")
    image = x = keras.Input((window_px, window_px, 3))
    for width in (12, 24, 48):
        x = keras.layers.Conv2D(width, 3, strides=2, padding="same", use_bias=False)(x)
        x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x))
    return keras.Model(image, keras.layers.Conv2D(64, 1, activation="relu")(x))


@pytest.fixture(scope="module")
def trained(street, tmp_path_factory):
    """A package trained from that street: its folder, its card and what was said."""
    folder = tmp_path_factory.mktemp("zoo") / "tiny-street"
    settle(folder)
    said: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TESELA_DATA", str(street))
        patch.setattr(networks, "encoder", tiny_encoder)
        card = train_recipe(folder, said.append)
    return folder, card, said


def figures_of(card, part):
    return {figure.name: figure for figure in card.figures if figure.part == part}


def test_training_tells_kinds_of_houses_apart_on_places_never_seen(trained):
    folder, card, _ = trained
    assert read_package(folder).card == card
    assert (card.activation, card.ground_sampling_distance_m, card.window_px) == ("softmax", 0.0, SIDE)
    test = figures_of(card, "test")
    assert test["accuracy"].value >= 0.85, "chance is a third"
    assert test["accuracy"].samples >= 40
    assert test["macro-F1"].value >= 0.85
    for name in CLASSES:
        assert test[f"recall of {name}"].samples > 0


def test_the_card_holds_the_evidence_that_its_thresholds_come_from(trained):
    _, card, _ = trained
    assert [curve.label for curve in card.evidence] == list(CLASSES)
    assert {curve.part for curve in card.evidence} == {"validation"}
    for curve, threshold in zip(card.evidence, card.selection.thresholds, strict=True):
        assert curve.positives > 0
        assert threshold == choose_threshold([curve], Rule.parse("best-f1"))
    assert "blocks of 200 m go to one part whole, all of a place together" in card.split
    assert "rule best-f1" in card.split


def test_golden_windows_get_their_scores_from_the_loaded_package(trained):
    keras = pytest.importorskip("keras")
    folder, card, _ = trained
    model = keras.saving.load_model(folder / "model.keras", compile=False, safe_mode=True)
    with np.load(folder / "golden.npz") as golden:
        windows, expected, tolerance = golden["windows"], golden["scores"], float(golden["tolerance"])
    assert windows.shape == (6, SIDE, SIDE, 3)
    scores = np.asarray(model(windows.astype(np.float32) / 127.5 - 1, training=False))
    assert np.abs(scores - expected).max() <= tolerance
    np.testing.assert_allclose(scores.sum(axis=1), 1, atol=1e-5)
    assert card.embedding_layer == "embedding"


def test_the_package_classifies_a_new_street_and_its_places(trained, tmp_path):
    folder, card, _ = trained
    points = write_street(
        tmp_path, places=12, name="façades.gpkg", crs="EPSG:32645", seed=77, origin=(353_000, 3_057_000), spacing=300
    )
    (tmp_path / "photos façades" / "5-90.jpg").write_bytes(b"no image")
    (tmp_path / "photos façades" / "7-0.jpg").unlink()
    events = []
    job = PhotoJob(str(points), str(folder), str(tmp_path / "out"), heading_field="heading", place_field="place")
    done = classify(job, events.append)
    assert {name: done.windows[name] for name in ("total", "scored", "missing", "unreadable", "failed")} == {
        "total": 48, "scored": 46, "missing": 1, "unreadable": 1, "failed": 2,
    }  # fmt: skip
    assert len([event for event in events if isinstance(event, Warning)]) == 2
    features = read_features(done.results)
    photos = [feature.properties for feature in features["photos"]]
    named = [photo["class"] == CLASSES[int(photo["place"][1:]) % 3] for photo in photos]
    assert np.mean(named) >= 0.85, "chance is a third"

    fields = ("bungalow", "tall_house", "shell")
    for place in features["places"]:
        own = [photo for photo in photos if photo["place"] == place.properties["place"] and photo["score"] is not None]
        mean = np.mean([[photo[name] for name in fields] for photo in own], axis=0)
        np.testing.assert_allclose([place.properties[name] for name in fields], mean, atol=1e-6)
        best = int(np.argmax(mean))
        expected = CLASSES[best] if mean[best] >= card.selection.thresholds[best] else None
        assert place.properties["class"] == expected
        assert place.properties["count"] == len(own)
        if expected is not None:
            share = np.mean([photo["class"] == expected for photo in own])
            assert place.properties["agreement"] == pytest.approx(share)
    headings = {place.properties["place"]: place.properties["headings"] for place in features["places"]}
    assert (headings["p0"], headings["p5"], headings["p7"]) == ("0, 90, 180, 270", "0, 180, 270", "90, 180, 270")
    with fiona.open(points) as before, fiona.open(done.results, layer="places") as after:
        assert after.crs == before.crs


def test_training_and_running_see_a_photograph_alike(street, tmp_path):
    rows = read_labelled(settle(tmp_path).sources[0], read_recipe(tmp_path), street, lambda _: None)
    np.testing.assert_array_equal(rows.images[0], read_photo(street / "photos street" / "0-0.jpg", SIDE).pixels)


@pytest.mark.parametrize(
    ("crs", "origin", "spacing"),
    [
        ("EPSG:32645", (353_000, 3_057_000), 300),
        ("EPSG:2263", (1_000_000, 200_000), 984),
        ("EPSG:4326", (85.5, 60), 0.006),
    ],
)
def test_no_place_is_in_two_parts_and_blocks_are_in_metres(tmp_path, crs, origin, spacing):
    write_street(tmp_path, places=30, crs=crs, origin=origin, spacing=spacing)
    read = settle(tmp_path, split={"block_m": 250, "shares": {"validation": 0.25, "test": 0.25}, "guard_m": 0})
    rows = read_labelled(read.sources[0], read, tmp_path, lambda _: None)
    places_m = local_metres(rows.lon_deg, rows.lat_deg)
    step_m = np.hypot(*(places_m[len(HEADINGS)] - places_m[0]))
    assert step_m == pytest.approx({"EPSG:4326": 334}.get(crs, 300), rel=0.01)
    gathered = gather_photos(read, tmp_path, lambda _: None)
    sizes = [len(gathered.pool.pools[0][1].labels), *(len(part.truth) for part in gathered.parts)]
    assert sum(sizes) == 120
    assert all(size % len(HEADINGS) == 0 for size in sizes)


def test_photographs_are_mirrored_and_zoomed_but_never_turned():
    rng = np.random.default_rng(4)
    image = np.zeros((SIDE, SIDE, 3), np.uint8)
    image[: SIDE // 2] = 220
    image[:, : SIDE // 4, 0] = 120
    pool = PhotoPool(image[None], np.ones((1, 1), np.float32), exclusive=True)
    how = upright(Augmentation(turn_step_deg=10, scale=1.2, nodata=0.5))
    patches, _ = pool.draw(64, patch_px(SIDE, how.scale), rng)
    windows, _ = vary(patches, SIDE, how, 0.0, rng)
    above, below = windows[:, :10].mean(axis=(1, 2, 3)), windows[:, -10:].mean(axis=(1, 2, 3))
    assert (above > below + 60).all()
    redder = windows[:, -1, :3, 0].mean(axis=1) > windows[:, -1, -3:, 0].mean(axis=1)
    assert 0.2 < redder.mean() < 0.8


def test_rare_classes_are_drawn_as_often_as_common_ones():
    labels = np.eye(3, dtype=np.float32)[[0] * 97 + [1, 2]]
    pool = PhotoPool(np.zeros((99, 8, 8, 3), np.uint8), labels, exclusive=True)
    _, drawn = pool.draw(600, 12, np.random.default_rng(0))
    assert (drawn.sum(axis=0) > 140).all()


def relabel(folder, change):
    """Write the layer anew with labels changed by `change(row number, properties)`."""
    with fiona.open(folder / "street.gpkg") as layer:
        rows, profile = list(layer), layer.profile
    with fiona.open(folder / "street.gpkg", "w", **profile) as layer:
        for number, row in enumerate(rows):
            properties = dict(row.properties)
            change(number, properties)
            layer.write({"geometry": row.geometry, "properties": properties})


@pytest.fixture
def small(tmp_path):
    write_street(tmp_path, places=18)
    return tmp_path


def gather(folder, said=lambda _: None, **changes):
    changes = {"split": {"block_m": 100, "guard_m": 0, "shares": {"validation": 0.3, "test": 0.3}}, **changes}
    return gather_photos(settle(folder, **changes), folder, said)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ({"path": "absent.gpkg"}, r"absent\.gpkg is missing; give the layer"),
        ({"label_field": "kind"}, "has no field 'kind'; its fields are photo, label"),
        ({"photo_field": "image"}, "has no field 'image'"),
        ({"photo_folder": "elsewhere"}, r"no row with a label and a photograph.*72 with a photograph that is missing"),
        ({"path": "recipe.json"}, "cannot be read as a layer of points"),
    ],
)
def test_a_wrong_layer_or_field_is_told(small, source, message):
    with pytest.raises(RecipeError, match=message):
        gather(small, source=source)


def test_an_unknown_class_is_named_and_counted(small):
    relabel(small, lambda number, row: row.update(label="hut") if number < 3 else None)
    with pytest.raises(RecipeError, match=r"holds 'hut' \(3 rows\), which the recipe's classes"):
        gather(small)


def test_a_class_without_photographs_is_named(small):
    with pytest.raises(RecipeError, match="has no sample with the label 'castle'"):
        gather(small, classes=[*CLASSES, "castle"])


def test_one_exclusive_class_is_no_choice(small):
    with pytest.raises(RecipeError, match="at least two"):
        gather(small, classes=["bungalow"])


def test_rows_that_cannot_serve_are_left_out_and_counted(small):
    (small / "photos street" / "0-0.jpg").write_bytes(b"no image")
    Image.new("L", (500, 900), 90).save(small / "photos street" / "3-0.jpg")

    def change(number, row):
        row["label"] = None if number == 1 else row["label"]
        row["photo"] = "" if number == 2 else row["photo"]
        row["place"] = None if number == 3 else row["place"]

    relabel(small, change)
    said: list[str] = []
    gathered = gather(small, said.append)
    told = gathered.split[0]
    for lost in ("1 without a label", "1 without a path", "1 without a place", "1 with a photograph that is missing"):
        assert lost in told
    assert any("1 photographs cannot be read" in line and "0-0.jpg" in line for line in said)
    assert len(gathered.pool.pools[0][1].labels) + sum(len(part.truth) for part in gathered.parts) == 18 * 4 - 4


def test_a_photograph_named_twice_is_never_in_two_parts(small):
    relabel(small, lambda number, row: row.update(photo="photos street/0-0.jpg") if number == 12 else None)
    gathered = gather(small)
    assert "1 that repeat a photograph" in gathered.split[0]
    relabel(small, lambda number, row: row.update(photo="photos street/0-0.jpg") if number == 4 else None)
    with pytest.raises(RecipeError, match="is labelled bungalow and tall house"):
        gather(small)


def test_a_layer_without_rows_or_places_is_told(tmp_path):
    write_street(tmp_path, places=0)
    with pytest.raises(RecipeError, match="holds no row with a point; give a layer"):
        gather(tmp_path)
    write_street(tmp_path, places=6)
    relabel(tmp_path, lambda number, row: row.update(place=None))
    with pytest.raises(RecipeError, match="no row with a label and a photograph that can be read: 24 without a place"):
        gather(tmp_path)


def test_layers_of_the_same_streets_are_split_alike(tmp_path):
    first = settle(tmp_path).sources[0]
    write_street(tmp_path, places=60)
    write_street(tmp_path, places=81, name="later.gpkg", seed=9)
    sources = [{"reader": "photos", "name": name, "source": "drawn", "licence": "CC0-1.0", "path": path,
                "place_field": "place"} for name, path in (("early", first.path), ("late", "later.gpkg"))]  # fmt: skip
    read = settle(tmp_path, sources=sources)
    gathered = gather_photos(read, tmp_path, lambda _: None)
    pixels_of = {}
    for source in read.sources:
        rows = read_labelled(source, read, tmp_path, lambda _: None)
        for image, *place in zip(rows.images, rows.lon_deg.round(9), rows.lat_deg.round(9), strict=True):
            pixels_of[image.tobytes()] = tuple(place)

    def places_of(images):
        return {pixels_of[image.tobytes()] for image in images}

    parts = {"training": [pool.images for _, pool in gathered.pool.pools]}
    for part in gathered.parts:
        parts.setdefault(part.part, []).append(part.windows)
    assert all(len(images) == 2 and all(map(len, images)) for images in parts.values())
    places = {name: places_of(np.concatenate(images)) for name, images in parts.items()}
    for name, others in (("training", ("validation", "test")), ("validation", ("test",))):
        for other in others:
            assert not places[name] & places[other]
    assert places_of(parts["test"][0]) & places_of(parts["test"][1]), "both layers show streets of the test part"


def test_a_layer_without_crs_cannot_be_split(tmp_path):
    write_street(tmp_path, places=6, crs=None)
    with pytest.raises(RecipeError, match="no coordinate reference system"):
        gather(tmp_path)


def test_the_layer_itself_may_be_given_as_the_data(street, tmp_path):
    source = settle(tmp_path, source={"path": "another.gpkg"}).sources[0]
    layer = street / "street.gpkg"
    assert layer_of(source, layer) == (str(layer), street)
    named = f"{layer}|layername=street"
    assert layer_of(source, type(layer)(named)) == (named, street)


@pytest.mark.filterwarnings("ignore:Even though the:UserWarning")
def test_several_labels_a_photograph_do_not_exclude_each_other(small, tmp_path, monkeypatch):
    relabel(small, lambda number, row: row.update(label=row["label"] + "; shell"))
    package = tmp_path / "several"
    read = settle(
        package,
        source={"label_separator": ";"},
        split={"block_m": 100, "guard_m": 0, "shares": {"validation": 0.3, "test": 0.3}},
        fit={"epochs": 1, "steps": 1, "batch": 4},
    )
    gathered = gather_photos(read, small, lambda _: None)
    assert all(part.truth[:, 2].all() for part in gathered.parts)
    assert {int(row.sum()) for part in gathered.parts for row in part.truth} == {1, 2}

    tensorflow = pytest.importorskip("tensorflow")
    tensorflow.config.run_functions_eagerly(True)
    monkeypatch.setenv("TESELA_DATA", str(small))
    try:
        card = train_recipe(package, lambda _: None)
    finally:
        tensorflow.config.run_functions_eagerly(False)
    assert card.activation == "sigmoid"
    assert "accuracy" not in figures_of(card, "test")
    assert figures_of(card, "test")["F1 of shell"].samples == len(gathered.parts[1].truth)


def test_golden_photographs_are_drawn_alike_each_time(tmp_path):
    read = settle(tmp_path)
    first, second = golden_photos(read), golden_photos(read)
    assert first.dtype == np.uint8
    np.testing.assert_array_equal(first, second)
    assert len(np.unique(first.reshape(6, -1), axis=0)) == 6


def test_the_zoo_has_a_recipe_for_photographs_and_no_model():
    read = read_recipe(asset("model_zoo") / "street-view")
    assert (read.task, read.exclusive, read.sources[0].reader) == ("photo-classification", True, "photos")
    assert len(golden_photos(read)) == 6
    assert "street-view" not in model_folders()
