"""Labels of a window: thresholds and groups, field names, and the layer that every scored window stands in."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest
import shapely
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st
from rasterio.crs import CRS
from shapely.geometry import shape
from tesela.engine.contract.errors import ModelError
from tesela.engine.contract.events import Found
from tesela.engine.contract.job import Area, Job, Selection
from tesela.engine.path import pipeline
from tesela.engine.path.labels import field_names, held_labels, join_labels

from tests.engine.conftest import ORIGIN, UTM, read_features
from tests.engine.path.test_model import answering
from tests.engine.path.window_models import blocks, label_card, load_colours, save_network

RED, GREEN, BLUE, WHITE, BLACK = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0)


def test_each_label_has_its_own_threshold():
    scores = np.float32([[0.2, 0.6, 0.9], [0.3, 0.59, 0.1]])
    assert held_labels(scores, label_card(), (0.3, 0.6, 0.9)).tolist() == [[False, True, True], [True, False, False]]


def test_of_a_group_the_highest_is_held_whatever_the_thresholds_and_of_equals_the_first_named():
    card = label_card(classes=("cars", "clear", "haze", "cloud"), thresholds=(0.5,) * 4, groups=(("cloud", "clear"),))
    scores = np.float32([[0.9, 0.1, 0.9, 0.2], [0.1, 0.3, 0.1, 0.3], [0.1, 0.9, 0.6, 0.8]])
    held = held_labels(scores, card, (0.5, 0.99, 0.5, 0.99))
    assert join_labels(held, card.classes).tolist() == ["cars,haze,cloud", "cloud", "clear,haze"]


def test_the_background_is_never_held_and_leaves_its_group_empty_where_it_wins():
    card = label_card(classes=("cars", "clear", "cloud"), groups=(("clear", "cloud"),), background="clear")
    held = held_labels(np.float32([[0.9, 0.8, 0.2], [0.1, 0.2, 0.8]]), card, (0.5, 0.5, 0.5))
    assert join_labels(held, card.classes).tolist() == ["cars", "cloud"]


@given(st.lists(st.lists(st.floats(0, 1, width=32), min_size=5, max_size=5), min_size=1, max_size=6), st.floats(0, 1))
def test_exactly_one_label_of_each_group_is_held(rows, threshold):
    card = label_card(classes=tuple("abcde"), thresholds=(0.5,) * 5, groups=(("b", "d"), ("e", "a")))
    held = held_labels(np.float32(rows), card, (threshold,) * 5)
    assert (held[:, [1, 3]].sum(axis=1) == 1).all()
    assert (held[:, [0, 4]].sum(axis=1) == 1).all()
    assert held[:, 2].tolist() == [row[2] >= np.float32(threshold) for row in rows]


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (("Bare Soil", "bare-soil", "bare_soil"), ("bare_soil", "bare_soil_2", "bare_soil_3")),
        (("run", "fid", "GEOM", "Labels", "count"), ("run_2", "fid_2", "geom_2", "labels_2", "count_2")),
        (("Végétation", "水", "2 m!", "水"), ("vegetation", "label_2", "2_m", "label_4")),
        (("a", "a 2", "A"), ("a", "a_2", "a_3")),
    ],
)
def test_field_names_are_plain_and_unlike_each_other_and_the_fixed_ones(labels, names):
    assert field_names(labels, ("labels", "count", "raster", "model", "run")) == names


@given(st.lists(st.text(max_size=8), max_size=12))
def test_any_label_gets_a_field_name_of_its_own(labels):
    names = field_names(labels, ("labels", "run"))
    assert len({*names, "labels", "run", "fid", "geom"}) == len(labels) + 4
    assert all(re.fullmatch("[a-z0-9_]+", name) for name in names)


def test_every_scored_window_is_written_also_without_a_label(draw, run_job):
    path = draw(blocks([[RED, WHITE], [BLACK, GREEN]], speckle=False))
    done, events, layers = run_job(path, card=label_card((0.5, 0.4, 0.6)), load=load_colours)
    rows = [feature.properties for feature in layers["labels"]]
    assert list(rows[0]) == ["red_roofs", "green", "blue", "labels", "count", "data_share", "raster", "model", "run"]
    assert [row["labels"] for row in rows] == ["Red roofs", "Red roofs,green,blue", "", "green"]
    assert [row["count"] for row in rows] == [1, 3, 0, 1]
    assert [(row["red_roofs"], row["green"], row["blue"]) for row in rows] == [
        (1, 0, 0),
        (1, 1, 1),
        (0, 0, 0),
        (0, 1, 0),
    ]
    assert {(row["raster"], row["model"], row["data_share"]) for row in rows} == {("raster.tif", "bright 1.0.0", 1.0)}
    assert done.features == {"labels": 4}
    assert "single_colour" not in done.windows
    assert [event.count for event in events if isinstance(event, Found)][-1] == 4
    assert done.files == {}


def test_the_background_has_no_field(draw, run_job):
    path = draw(blocks([[RED, GREEN]]))
    card = label_card(background="green", groups=(("Red roofs", "green"),))
    _, _, layers = run_job(path, card=card, load=load_colours)
    assert [feature.properties["labels"] for feature in layers["labels"]] == ["Red roofs", ""]
    assert "green" not in layers["labels"][0].properties


def test_the_last_windows_end_with_the_raster_and_overlap_their_neighbours(draw, run_job):
    """A raster of 70 by 40 pixels: three windows across, of which the last begins at 38, and two down, at 0 and 8."""
    _, _, layers = run_job(draw(np.zeros((3, 40, 70), np.uint8)), card=label_card(), load=load_colours)
    x, y = ORIGIN
    expected = [(x + col, y - row - 32, x + col + 32, y - row) for row in (0, 8) for col in (0, 32, 38)]
    assert [shape(feature.geometry).bounds for feature in layers["labels"]] == expected


def test_a_raster_smaller_than_a_window_gives_its_own_outline(draw, run_job):
    done, _, layers = run_job(draw(blocks([[RED]])[:, :20, :24]), card=label_card(), load=load_colours)
    (feature,) = layers["labels"]
    assert shape(feature.geometry).equals(shapely.box(ORIGIN[0], ORIGIN[1] - 20, ORIGIN[0] + 24, ORIGIN[1]))
    assert feature.properties["labels"] == "Red roofs"
    assert feature.properties["data_share"] == pytest.approx(20 * 24 / 32**2)
    assert done.windows["padded"] == 1


def test_windows_whose_middle_has_no_data_stay_and_say_how_much_they_hold(draw, run_job):
    pixels = blocks([[RED, RED, BLUE]], speckle=False)
    pixels[:, :, 32:56] = 7
    pixels[:, :, 64:] = 7
    done, _, layers = run_job(draw(pixels, nodata=7), card=label_card(), load=load_colours)
    assert [feature.properties["data_share"] for feature in layers["labels"]] == [1.0, 0.25]
    assert [feature.properties["labels"] for feature in layers["labels"]] == ["Red roofs", ""]
    assert (done.windows["scored"], done.windows["without_centre"], done.windows["without_data"]) == (2, 1, 1)


def test_only_windows_that_meet_the_area_are_scored_and_written(draw, run_job):
    x, y = ORIGIN
    area = Area(shapely.box(x + 40, y - 60, x + 90, y - 40).wkt, "EPSG:32645")
    path = draw(blocks(np.zeros((4, 4, 3))))
    done, _, layers = run_job(path, card=label_card(), load=load_colours, area=area)
    assert [shape(f.geometry).bounds[0] - x for f in layers["labels"]] == [32, 64]
    assert {shape(f.geometry).bounds[3] - y for f in layers["labels"]} == {-32}
    assert (done.windows["scored"], done.windows["outside_area"]) == (2, 14)


DEGREE_M = 111_000


@pytest.mark.parametrize(
    ("crs", "transform"),
    [
        (CRS.from_epsg(4326), Affine(1 / DEGREE_M, 0, 0.0, 0, -1 / DEGREE_M, 0.001)),
        (UTM, Affine.translation(*ORIGIN) @ Affine.rotation(30) @ Affine.scale(1, -1)),
        (UTM, Affine(1, 0, ORIGIN[0], 0, 1, ORIGIN[1])),
    ],
    ids=["degrees", "rotated", "south-up"],
)
def test_polygons_lie_where_the_windows_lie(draw, run_job, crs, transform):
    pixels = blocks([[RED, GREEN, BLUE], [BLUE, WHITE, RED]])
    _, _, layers = run_job(draw(pixels, crs=crs, transform=transform), card=label_card(), load=load_colours)
    corners = [(0, 0), (32, 0), (32, 32), (0, 32)]
    for feature, (row, col) in zip(layers["labels"], np.ndindex(2, 3), strict=True):
        expected = shapely.Polygon([transform @ (col * 32 + x, row * 32 + y) for x, y in corners])
        polygon = shape(feature.geometry)
        assert polygon.symmetric_difference(expected).area < 1e-6 * expected.area
    assert [f.properties["labels"] for f in layers["labels"]][:3] == ["Red roofs", "green", "blue"]


def test_a_new_threshold_changes_the_labels_and_not_the_scores(draw, run_job):
    done, _, layers = run_job(draw(blocks([[(100, 200, 40)]], speckle=False)), card=label_card(), load=load_colours)
    assert layers["labels"][0].properties["labels"] == "green"
    again = pipeline.select_run(done.run, Selection(thresholds=(0.3, 0.9, 0.1)), lambda event: None)
    after = read_features(again.results)
    assert after["labels"][0].properties["labels"] == "Red roofs,blue"
    for name, value in (("red_roofs", 100), ("green", 200), ("blue", 40)):
        assert after["labels"][0].properties[name] == pytest.approx(value / 255, abs=1e-6)
        assert after["labels"][0].properties[name] == layers["labels"][0].properties[name]
    recorded = json.loads(after["tesela_runs"][0].properties["thresholds"])
    assert recorded == {"Red roofs": 0.3, "green": 0.9, "blue": 0.1}


def test_thresholds_that_a_group_overrules_are_not_recorded_as_used(draw, run_job):
    card = label_card(groups=(("green", "blue"),))
    _, _, layers = run_job(draw(blocks([[RED]])), card=card, load=load_colours)
    assert json.loads(layers["tesela_runs"][0].properties["thresholds"]) == {"Red roofs": 0.5}


def test_embeddings_are_kept_beside_the_labels(draw, run_job):
    done, _, _ = run_job(draw(blocks([[RED, BLUE]])), card=label_card(), load=load_colours, keep_embeddings=True)
    with np.load(f"{done.run}/parts/0-00000.npz") as part:
        assert part["embeddings"].dtype == np.float16
        assert part["embeddings"].round().tolist() == [[1, 0, 0], [0, 0, 1]]


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        (lambda n: np.zeros((n, 2)), r"an array of shape \(1, 2\), but its card declares \(1, 3\)"),
        (lambda n: np.zeros((n, 32, 32, 3)), r"\(1, 32, 32, 3\), but its card declares \(1, 3\)"),
        (lambda n: np.full((n, 3), -2.5), r"scores from -2\.5 to -2\.5, but scores of labels lie between 0 and 1"),
        (lambda n: np.full((n, 3), np.nan), r"3 values that are no numbers"),
    ],
)
def test_answers_that_are_no_scores_of_labels_stop_the_run(draw, run_job, scores, told):
    with pytest.raises(ModelError, match=told):
        run_job(draw(blocks([[RED]])), card=label_card(), load=answering(scores), batch=1)


def test_several_rasters_share_a_layer_in_the_crs_of_the_first(draw, run_job):
    here = draw(blocks([[RED]]), name="here.tif")
    there = draw(
        blocks([[BLUE]]),
        name="there.tif",
        crs=CRS.from_epsg(32644),
        transform=Affine(1, 0, 950_000, 0, -1, 3_060_000),
    )
    done, _, layers = run_job([here, there], card=label_card(), load=load_colours)
    assert [(f.properties["raster"], f.properties["labels"]) for f in layers["labels"]] == [
        ("here.tif", "Red roofs"),
        ("there.tif", "blue"),
    ]
    assert shape(layers["labels"][1].geometry).area == pytest.approx(1024, rel=0.01)
    assert done.features == {"labels": 2}


def test_more_parts_than_are_decoded_at_once_give_every_window_in_order(draw, run_job, monkeypatch):
    monkeypatch.setattr("tesela.engine.path.decoders.PARTS_AT_ONCE", 2)
    for module in ("scores", "blend", "partwriter"):
        monkeypatch.setattr(f"tesela.engine.path.{module}.PART_WINDOWS", 3)
    reds = np.arange(20).reshape(4, 5) * 10
    path = draw(blocks(np.stack([reds, reds * 0, reds * 0], axis=-1), speckle=False))
    _, _, layers = run_job(path, card=label_card(), load=load_colours)
    found = [feature.properties["red_roofs"] * 255 for feature in layers["labels"]]
    assert found == pytest.approx(reds.ravel().tolist(), abs=1e-4)


def test_a_keras_network_with_a_sigmoid_and_a_softmax_over_a_group(draw, tmp_path):
    """Worked out by hand: red answers 1 / (1 + exp(4 - 8 red)); green and blue share exp(5 green), exp(5 blue)."""

    def head(keras, means):
        ident = keras.initializers.Constant
        alone = keras.layers.Dense(1, "sigmoid", kernel_initializer=ident([[8], [0], [0]]), bias_initializer=ident(-4))
        group = keras.layers.Dense(2, "softmax", kernel_initializer=ident([[0, 0], [5, 0], [0, 5]]))
        return keras.layers.Concatenate()([alone(means), group(means)])

    card = label_card((0.5, 0.99, 0.99), groups=(("green", "blue"),), embedding_layer="embedding")
    folder = save_network(tmp_path, card, head)
    job = Job((draw(blocks([[RED, (0, 51, 153)]], speckle=False)),), str(folder), str(tmp_path / "out"))
    done = pipeline.run(replace(job, keep_embeddings=True), lambda event: None)
    first, second = (feature.properties for feature in read_features(done.results)["labels"])
    assert (first["labels"], second["labels"]) == ("Red roofs,green", "blue")
    assert (first["red_roofs"], second["red_roofs"]) == pytest.approx((0.982014, 0.017986), abs=1e-5)
    assert (second["green"], second["blue"]) == pytest.approx((0.119203, 0.880797), abs=1e-5)
    with np.load(f"{done.run}/parts/0-00000.npz") as part:
        assert part["embeddings"] == pytest.approx(np.array([[1, 0, 0], [0, 0.2, 0.6]]), abs=1e-3)
