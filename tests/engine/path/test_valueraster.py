"""Values of a regression: exact numbers, a layer of all windows, and a raster that lies exactly on the ground."""

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st
from rasterio.crs import CRS
from shapely.geometry import shape
from tesela.engine.contract.errors import ModelError, RunCancelled, RunError
from tesela.engine.contract.events import Warning
from tesela.engine.contract.job import Area, Job, Reading, Selection
from tesela.engine.path import pipeline
from tesela.engine.path.scores import Part
from tesela.engine.path.valueraster import ValueGrid, mean_values
from tesela.engine.path.windows import lay_windows

from tests.engine.conftest import ORIGIN, UTM, messages, read_features
from tests.engine.path.test_model import answering
from tests.engine.path.window_models import load_colours, red_blocks, save_network, value_card

REDS = np.arange(12).reshape(3, 4) * 20 + 10


def part_of(values, single_colour=None):
    numbers = np.arange(len(values))
    return Part(
        indices=numbers,
        statuses=np.zeros(len(values), np.uint8),
        scored=numbers,
        scores=np.float32(values)[:, np.newaxis],
        centre_valid=np.ones(len(values), bool),
        single_colour=single_colour,
    )


def read_values(done, name="values"):
    with rasterio.open(done.files[name]) as dataset:
        return dataset.read(1), dataset.transform, dataset.crs


@given(st.data(), st.integers(1, 60), st.integers(1, 60), st.integers(2, 20))
def test_a_pixel_is_the_mean_of_the_sound_windows_over_its_centre(data, height, width, window):
    """Compared with a loop over pixels and windows that knows nothing of the steps."""
    overlap = data.draw(st.integers(0, window - 1))
    windows = lay_windows(height, width, window, overlap)
    numbers = np.random.default_rng(height * 61 + width).random((2, len(windows)))
    values, flagged = np.float32(numbers[0]), numbers[1] < 0.3
    step = window - overlap
    found = mean_values(ValueGrid(height, width, step), windows, [part_of(values, flagged)])
    assert found.dtype == np.float32
    places = [[c for c in np.arange(61) * step + step / 2 if c < length] or [length / 2] for length in (height, width)]
    assert found.shape == tuple(map(len, places))
    for row, col in np.ndindex(found.shape):
        y, x = places[0][row], places[1][col]
        over = [
            float(values[i])
            for i in range(len(windows))
            if not flagged[i]
            and windows[i].row_px <= y < windows[i].row_px + window
            and windows[i].col_px <= x < windows[i].col_px + window
        ]
        assert found[row, col] == pytest.approx(np.mean(over), rel=1e-6) if over else np.isnan(found[row, col])


@given(st.integers(1, 5), st.integers(1, 5), st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_without_overlap_the_raster_holds_the_very_values_of_the_windows(rows, cols, window, seed):
    values = np.random.default_rng(seed).normal(0, 1e3, rows * cols).astype(np.float32)
    windows = lay_windows(rows * window, cols * window, window, 0)
    found = mean_values(ValueGrid(rows * window, cols * window, window), windows, [part_of(values)])
    assert found.ravel().tolist() == values.tolist()


def test_a_value_is_written_as_the_network_gave_it(draw, run_job):
    exact = np.float32(0.123456789)
    load = answering(lambda n: np.full((n, 1), exact))
    done, _, layers = run_job(draw(red_blocks(REDS)), card=value_card(), load=load)
    assert {feature.properties["value"] for feature in layers["values"]} == {float(exact)}
    assert set(read_values(done)[0].ravel().tolist()) == {float(exact)}


def test_every_scored_window_stands_in_the_layer_and_in_the_raster(draw, run_job):
    done, _, layers = run_job(draw(red_blocks(REDS)), card=value_card(), load=load_colours)
    rows = [feature.properties for feature in layers["values"]]
    assert list(rows[0]) == ["value", "flag", "data_share", "raster", "model", "run"]
    assert [row["value"] * 255 for row in rows] == pytest.approx(REDS.ravel().tolist(), abs=2e-3)
    assert {row["flag"] for row in rows} == {""}
    values, transform, crs = read_values(done)
    assert done.files == {"values": str(Path(done.results).with_name("values.tif"))}
    assert values.ravel().tolist() == [row["value"] for row in rows]
    assert (transform, crs) == (Affine(32, 0, ORIGIN[0], 0, -32, ORIGIN[1]), UTM)
    assert done.features == {"values": 12}
    assert done.windows["single_colour"] == 0


def test_the_raster_says_what_it_holds(draw, run_job):
    done, _, _ = run_job(draw(red_blocks(REDS)), card=value_card(), load=load_colours)
    with rasterio.open(done.files["values"]) as dataset:
        assert dataset.dtypes == ("float32",)
        assert np.isnan(dataset.nodata)
        assert (dataset.descriptions, dataset.units) == (("Built-up share",), ("share",))
    assert {path.name for path in Path(done.results).parent.iterdir()} == {"results.gpkg", "run", "values.tif"}


def test_windows_of_a_single_colour_are_flagged_counted_and_have_no_pixel(draw, run_job):
    pixels = red_blocks(REDS)
    pixels[:, :32, 32:64] = pixels[:, 10:11, 40:41]
    done, events, layers = run_job(draw(pixels), card=value_card(), load=load_colours)
    assert [i for i, f in enumerate(layers["values"]) if f.properties["flag"] == "single colour"] == [1]
    assert layers["values"][1].properties["value"] == pytest.approx(30 / 255, abs=1e-6)
    assert np.argwhere(np.isnan(read_values(done)[0])).tolist() == [[0, 1]]
    assert done.windows["single_colour"] == 1
    (warning,) = [event.message for event in events if isinstance(event, Warning)]
    assert warning.startswith("1 of 12 windows are of a single colour")


def test_pixels_without_data_do_not_make_a_second_colour(draw, run_job):
    pixels = red_blocks(REDS, speckle=False)
    pixels[:, 3::32, 5::32] = 0
    pixels[:, 64:, 64:] = 0
    done, _, layers = run_job(draw(pixels, nodata=0), card=value_card(), load=load_colours)
    assert (done.windows["scored"], done.windows["without_data"], done.windows["single_colour"]) == (10, 2, 10)
    assert {feature.properties["flag"] for feature in layers["values"]} == {"single colour"}
    assert np.isnan(read_values(done)[0]).all()


@pytest.mark.parametrize(
    ("crs", "transform"),
    [
        (CRS.from_epsg(4326), Affine(1 / 111_000, 0, 0.0, 0, -1 / 111_000, 0.001)),
        (CRS.from_epsg(4326), Affine(1 / 55_650, 0, 10.0, 0, -1 / 111_400, 60.0)),
        (UTM, Affine.translation(*ORIGIN) @ Affine.rotation(30) @ Affine.shear(5, 0) @ Affine.scale(0.5, -0.5)),
        (UTM, Affine(1, 0, ORIGIN[0], 0, 1, ORIGIN[1])),
    ],
    ids=["degrees", "degrees far north", "rotated and sheared", "south-up"],
)
def test_pixels_lie_in_the_windows_whose_value_they_have(draw, run_job, crs, transform):
    """Also where the raster is resampled for the model and its pixels are no squares."""
    rng = np.random.default_rng(3)
    pixels = rng.integers(0, 255, (3, 128, 150), dtype=np.uint8)
    done, _, layers = run_job(draw(pixels, crs=crs, transform=transform), card=value_card(), load=load_colours)
    values, value_transform, value_crs = read_values(done)
    assert value_crs == crs
    tree = shapely.STRtree([shape(feature.geometry) for feature in layers["values"]])
    outline = shapely.Polygon([transform @ corner for corner in ((0, 0), (150, 0), (150, 128), (0, 128))])
    compared = 0
    for row, col in np.ndindex(values.shape):
        centre = shapely.Point(value_transform @ (col + 0.5, row + 0.5))
        if not outline.contains(centre):
            continue
        over = [layers["values"][i].properties["value"] for i in tree.query(centre, predicate="within")]
        assert values[row, col] == pytest.approx(np.mean(over), rel=1e-6)
        compared += 1
    assert compared >= 4
    assert not np.isnan(values).any()


def test_overlapping_windows_are_averaged_on_the_step_between_them(draw, run_job):
    """Windows of 32 pixels each 16: the centre of pixel (0, 1), at 8 and 24, lies in the windows from 0 and 16 on."""
    done, _, layers = run_job(draw(red_blocks(REDS)), card=value_card(overlap_px=16), load=load_colours)
    values, transform, _ = read_values(done)
    assert values.shape == (6, 8)
    assert transform.a == 16
    first = [feature.properties["value"] for feature in layers["values"]][:2]
    assert values[0, 0] == np.float32(first[0])
    assert values[0, 1] == pytest.approx((first[0] + first[1]) / 2, rel=1e-6)


@pytest.mark.parametrize(("width", "pixels"), [(10, 1), (32, 1), (48, 1), (49, 2), (64, 2), (79, 2), (81, 3)])
def test_a_pixel_stands_wherever_its_centre_lies_inside_the_raster(draw, run_job, width, pixels):
    image = np.random.default_rng(1).integers(0, 255, (3, 32, width), dtype=np.uint8)
    done, _, layers = run_job(draw(image), card=value_card(), load=load_colours)
    values, _, _ = read_values(done)
    assert values.shape == (1, pixels)
    assert not np.isnan(values).any()
    edge = max(shape(feature.geometry).bounds[2] for feature in layers["values"])
    assert edge == ORIGIN[0] + width


def test_an_area_leaves_out_what_does_not_meet_it_and_changes_nothing_else(draw, run_job):
    path = draw(np.random.default_rng(5).integers(0, 255, (3, 160, 160), dtype=np.uint8))
    card = value_card(overlap_px=8)
    whole = read_values(run_job(path, card=card, load=load_colours, output="whole")[0])[0]
    x, y = ORIGIN
    area = Area(shapely.box(x + 50, y - 90, x + 71, y - 75).wkt, "EPSG:32645")
    done, _, layers = run_job(path, card=card, load=load_colours, output="part", area=area)
    part = read_values(done)[0]
    assert np.argwhere(~np.isnan(part)).tolist() == [[3, 2]]
    assert part[3, 2] == whole[3, 2]
    meets = shapely.from_wkt(area.wkt)
    assert all(shape(feature.geometry).intersects(meets) for feature in layers["values"])
    assert len(layers["values"]) < done.windows["scored"] < done.windows["total"]


def test_several_rasters_give_a_raster_each_in_its_own_crs(draw, run_job):
    here = draw(red_blocks(REDS), name="here.tif")
    there = draw(
        red_blocks(REDS + 5), name="there.tif", crs=CRS.from_epsg(32644), transform=Affine(1, 0, 9e5, 0, -1, 3e6)
    )
    done, _, layers = run_job([here, there], card=value_card(), load=load_colours)
    assert {name: Path(path).name for name, path in done.files.items()} == {
        "values-0": "values-0.tif",
        "values-1": "values-1.tif",
    }
    assert read_values(done, "values-0")[2] == UTM
    values, transform, crs = read_values(done, "values-1")
    assert (crs.to_epsg(), transform.c, transform.f) == (32644, 9e5, 3e6)
    assert values.ravel() * 255 == pytest.approx(REDS.ravel() + 5, abs=2e-3)
    assert len(layers["values"]) == 24


def test_pixel_results_have_a_raster_without_a_crs(draw, run_job):
    path = draw(red_blocks(REDS), crs=None)
    done, _, _ = run_job(path, card=value_card(), load=load_colours, reading=Reading(pixel_results=True))
    values, transform, crs = read_values(done)
    assert (values.shape, crs, transform) == ((3, 4), None, Affine(32, 0, 0, 0, -32, 0))


def test_selecting_again_writes_the_same_raster_and_elsewhere_under_another_name(draw, run_job, tmp_path):
    done, _, _ = run_job(draw(red_blocks(REDS)), card=value_card(), load=load_colours)
    before = Path(done.files["values"]).read_bytes()
    again = pipeline.select_run(done.run, Selection(), lambda event: None)
    assert Path(again.files["values"]).read_bytes() == before
    other = pipeline.select_run(done.run, Selection(), lambda event: None, results=str(tmp_path / "new" / "a.gpkg"))
    assert other.files == {"values": str(tmp_path / "new" / "a-values.tif")}
    assert Path(other.files["values"]).read_bytes() == before


def test_a_raster_that_cannot_be_written_keeps_the_older_results_and_leaves_nothing(draw, run_job):
    done, _, _ = run_job(draw(red_blocks(REDS)), card=value_card(), load=load_colours)
    before = Path(done.results).read_bytes()
    target = Path(done.files["values"])
    target.unlink()
    (target / "taken").mkdir(parents=True)
    with pytest.raises(RunError, match=r"values\.tif cannot be written: .*then select again"):
        pipeline.select_run(done.run, Selection(), lambda event: None)
    assert Path(done.results).read_bytes() == before
    assert {path.name for path in target.parent.iterdir()} == {"results.gpkg", "run", "values.tif"}


def test_a_raster_that_was_cut_short_is_told(draw, run_job, monkeypatch):
    from tesela.engine.path import valueraster

    done, _, _ = run_job(draw(red_blocks(REDS)), card=value_card(), load=load_colours)
    monkeypatch.setattr(valueraster.os, "fsync", lambda number: valueraster.os.truncate(number, 150))
    with pytest.raises(RunError, match=r"values\.tif cannot be written"):
        pipeline.select_run(done.run, Selection(), lambda event: None)


def test_cancelling_while_the_raster_is_made_leaves_no_results(draw, run_job, tmp_path):
    path = draw(red_blocks(REDS))
    done, _, _ = run_job(path, card=value_card(), load=load_colours)
    results = tmp_path / "elsewhere" / "a.gpkg"
    answers = iter([False])
    with pytest.raises(RunCancelled):
        pipeline.select_run(done.run, Selection(), lambda event: None, lambda: next(answers, True), str(results))
    assert list(results.parent.iterdir()) == []


def test_no_threshold_is_recorded_and_none_is_accepted(draw, run_job):
    path = draw(red_blocks(REDS))
    done, _, layers = run_job(path, card=value_card(), load=load_colours)
    assert json.loads(layers["tesela_runs"][0].properties["thresholds"]) == {}
    for selection in (Selection(thresholds=(0.5,)), Selection(rule="best-f1")):
        with pytest.raises(Exception, match="bright answers with a value, which no threshold selects"):
            pipeline.select_run(done.run, selection, lambda event: None)


@pytest.mark.parametrize("given", [(1, 2), (1,), (1, 32, 32, 1)])
def test_an_answer_of_another_shape_stops_with_both_shapes(draw, run_job, given):
    shapes = rf"\({', '.join(map(str, given))},?\), but its card declares \(1, 1\)"
    with pytest.raises(ModelError, match=shapes):
        run_job(draw(red_blocks(REDS)), card=value_card(), load=answering(lambda n: np.zeros(given)), batch=1)


class Interrupt(Exception):
    pass


@pytest.mark.parametrize("task", ["multi-label", "regression"])
def test_a_run_that_died_goes_on_and_gives_the_identical_result(draw, run_job, task, monkeypatch):
    from tests.engine.path.window_models import label_card

    for module in ("scores", "blend", "partwriter"):
        monkeypatch.setattr(f"tesela.engine.path.{module}.PART_WINDOWS", 8)
    pixels = np.random.default_rng(1).integers(0, 255, (3, 200, 200), dtype=np.uint8)
    pixels[:, :80, :80] = 9
    path, card = draw(pixels), value_card() if task == "regression" else label_card((0.499, 0.5, 0.501))
    whole, _, whole_layers = run_job(path, card=card, load=load_colours, output="whole")
    scored = []

    def load(package, window_px, keep_embeddings):
        model = load_colours(package, window_px, keep_embeddings)

        def score(batch):
            scored.append(len(batch))
            if sum(scored) == 28:
                raise Interrupt
            return model.score(batch)

        return type(model)(model.card, score, model.device, model.runtime)

    with pytest.raises(Interrupt):
        run_job(path, card=card, load=load, batch=4)
    done, events, layers = run_job(path, card=card, load=load, batch=4)
    assert "finished parts of this job; they are not scored again" in messages(events)
    assert 49 < sum(scored) < 49 + 28
    assert done.windows == whole.windows
    (name,) = done.features
    assert [dict(f.properties) for f in layers[name]] == [dict(f.properties) for f in whole_layers[name]]
    assert [dict(f.geometry) for f in layers[name]] == [dict(f.geometry) for f in whole_layers[name]]
    if task == "regression":
        assert done.windows["single_colour"] == 4
        assert "4 of 49 windows are of a single colour" in messages(events)
        assert Path(done.files["values"]).read_bytes() == Path(whole.files["values"]).read_bytes()


def test_nothing_scored_gives_an_empty_layer_and_a_raster_without_values(draw, run_job):
    done, _, layers = run_job(draw(np.zeros((3, 64, 64), np.uint8), nodata=0), card=value_card(), load=load_colours)
    assert layers["values"] == []
    assert np.isnan(read_values(done)[0]).all()
    assert done.windows["single_colour"] == 0
    assert list(read_features(done.results)) == ["values", "tesela_runs"]


def test_a_keras_network_with_one_linear_output(draw, tmp_path):
    def head(keras, means):
        return keras.layers.Dense(1, kernel_initializer=keras.initializers.Constant([[-3.0], [0], [0]]))(means)

    folder = save_network(tmp_path, value_card(), head)
    job = Job((draw(red_blocks(REDS, speckle=False)),), str(folder), str(tmp_path / "out"))
    done = pipeline.run(job, lambda event: None)
    values = [feature.properties["value"] for feature in read_features(done.results)["values"]]
    assert values == pytest.approx((-3 * REDS / 255).ravel().tolist(), abs=1e-4)
    assert values == [float(np.float32(value)) for value in values]
