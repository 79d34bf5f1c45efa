"""`explain` from end to end: heat rasters in the right place, the right windows, clear refusals, overlays."""

import json
import math

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from PIL import Image
from rasterio.crs import CRS
from tesela.engine.contract.card import read_package
from tesela.engine.contract.errors import AreaError, JobError, ModelError, RasterError, RunCancelled, RunError
from tesela.engine.contract.events import Done, Note, Progress, Warning
from tesela.engine.contract.job import Area, ExplainJob, Job, Reading, Selection
from tesela.engine.explanation.explain import explain
from tesela.engine.explanation.fields import enlarge
from tesela.engine.explanation.gradcam import load_explainer
from tesela.engine.path import pipeline
from tesela.engine.path.blend import fade
from tesela.engine.photos.image import PhotoError
from tesela.engine.run.answer import answer
from tesela.engine.run.command_line import main

from tests.engine.conftest import messages, north_up
from tests.engine.explanation.conftest import REGRESSION, TWO_CLASSES

GREY = 127  # a little below a half, so that grey speaks for nothing; zeros around a window count as dark


def grey(height=96, width=96, squares=()) -> np.ndarray:
    """Grey pixels with squares given as (row, col, side, value)."""
    pixels = np.full((3, height, width), GREY, np.uint8)
    for row, col, side, value in squares:
        pixels[:, row : row + side, col : col + side] = value
    return pixels


@pytest.fixture
def run_explain(tmp_path):
    """Explain and return (done, events, dataset's array, dataset's profile with tags and descriptions)."""

    def run(raster, package, **job):
        events = []
        output = tmp_path / "explained"
        done = explain(ExplainJob(str(package), str(output), (raster,), **job), events.append)
        with rasterio.open(done.files["heat"]) as dataset:
            found = {**dataset.profile, "tags": dataset.tags(), "names": dataset.descriptions}
            return done, events, dataset.read(), found

    return run


def middle_of(heat: np.ndarray, transform: Affine) -> tuple[float, float]:
    """Return the coordinates of the middle of the heat."""
    heat = np.nan_to_num(heat)
    rows, cols = np.indices(heat.shape)
    return transform @ ((cols * heat).sum() / heat.sum() + 0.5, (rows * heat).sum() / heat.sum() + 0.5)


ROTATED = Affine.translation(360_000, 3_056_000) @ Affine.rotation(30) @ Affine.scale(1, -1)


@pytest.mark.parametrize("transform", [north_up(), ROTATED], ids=["north up", "rotated"])
def test_heat_lies_on_the_bright_square_on_the_ground(draw, tiny_package, run_explain, transform):
    raster = draw(grey(squares=[(40, 52, 8, 255)]), transform=transform)
    done, _, heat, profile = run_explain(raster, tiny_package())
    assert profile["transform"].almost_equals(transform, 1e-9)
    assert (profile["height"], profile["width"], profile["count"]) == (96, 96, 1)
    assert (profile["dtype"], profile["crs"].to_epsg(), profile["tiled"]) == ("float32", 32645, True)
    assert math.isnan(profile["nodata"])
    x, y = middle_of(heat[0], transform)
    expected = transform @ (56.0, 44.0)
    assert math.hypot(x - expected[0], y - expected[1]) < 1.5
    assert 0.5 < np.nanmax(heat) <= 1
    assert np.nanmin(heat) == 0
    assert heat[0, 34:54, 46:66].sum() > 0.97 * heat[0].sum()
    assert done.windows["scored"] == done.windows["total"] == 16


def test_heat_lies_on_the_bright_square_where_the_crs_is_in_degrees(draw, tiny_package, run_explain):
    step = 1 / 111_000
    transform = Affine(step, 0, 85.0, 0, -step, 60.0)
    raster = draw(grey(96, 192, [(40, 104, 8, 255), (40, 112, 8, 255)]), crs=CRS.from_epsg(4326), transform=transform)
    _, _, heat, profile = run_explain(raster, tiny_package())
    assert profile["width"] < 110  # a degree of longitude is half as long there, and score pixels are square metres
    lon, lat = middle_of(heat[0], profile["transform"])
    assert abs(lon - (85.0 + 112 * step)) < 3 * step
    assert abs(lat - (60.0 - 44 * step)) < 1.5 * step


def test_overlapping_windows_fade_into_each_other_as_scores_do(draw, tiny_package, run_explain):
    pixels = grey(32, 56, [(12, 26, 8, 255)])
    folder = tiny_package()
    _, _, heat, profile = run_explain(draw(pixels), folder)
    explainer = load_explainer(read_package(folder))
    total, weight, highest = np.zeros((32, 56)), np.zeros((32, 56)), 0.0
    for left in (0, 24):
        window = np.moveaxis(pixels[:, :, left : left + 32], 0, -1)[None].astype(np.float32) / 255
        cells = np.maximum(explainer.explain(window, 0)[0][0], 0)
        highest = max(highest, cells.max())
        total[:, left : left + 32] += enlarge(cells, explainer.places, 32, 32) * fade(32, 32, 8)
        weight[:, left : left + 32] += fade(32, 32, 8)
    assert np.abs(heat[0] - total / weight / highest).max() < 1e-5
    assert float(profile["tags"]["HEAT_MAXIMUM"]) == pytest.approx(highest, rel=1e-4)


def test_values_compare_between_windows(draw, tiny_package, run_explain):
    """A weaker square gets weaker heat in the same raster, because all windows share one scale."""
    raster = draw(grey(32, 96, [(12, 8, 8, 255), (12, 76, 8, 192)]))
    _, _, heat, _ = run_explain(raster, tiny_package())
    strong, weak = np.nanmax(heat[0, :, :32]), np.nanmax(heat[0, :, 64:])
    assert weak / strong == pytest.approx((192 / 255 - 0.5) / 0.5, abs=0.1)


def test_a_regression_gets_a_band_that_raises_and_one_that_lowers(draw, tiny_package, run_explain):
    raster = draw(grey(32, 64, [(12, 8, 8, 255), (12, 48, 8, 0)]))
    _, _, heat, profile = run_explain(raster, tiny_package(**REGRESSION))
    assert profile["names"] == ("raises brightness", "lowers brightness")
    assert np.nanmax(heat[0, :, :24]) > 0.5 > 0.15 > np.nanmax(heat[0, :, 40:])
    assert np.nanmax(heat[1, :, 40:]) > 0.5 > 0.15 > np.nanmax(heat[1, :, :24])


def test_the_named_label_is_explained(draw, tiny_package, run_explain):
    raster = draw(grey(32, 64, [(12, 8, 8, 255), (12, 48, 8, 0)]))
    _, _, heat, profile = run_explain(raster, tiny_package(**TWO_CLASSES), label="dark")
    assert profile["names"] == ("dark",)
    assert profile["tags"]["LABEL"] == "dark"
    assert np.nanmax(heat[0, :, 40:]) > 0.5 > 0.15 > np.nanmax(heat[0, :, :24])


def test_only_windows_that_meet_the_area_are_explained(draw, tiny_package, run_explain):
    raster = draw(grey())
    box = shapely.box(*north_up() @ (2, 20), *north_up() @ (12, 4))
    done, events, heat, _ = run_explain(raster, tiny_package(), area=Area(box.wkt, "EPSG:32645"))
    assert done.windows["scored"] == 1
    assert done.windows["outside_area"] == 15
    assert np.isfinite(heat[0]).tolist() == np.pad(np.ones((32, 32), bool), ((0, 64), (0, 64))).tolist()
    assert "left out" not in messages(events)


def test_the_highest_windows_of_a_run_are_explained(tmp_path, draw, tiny_package, run_explain):
    raster, folder = draw(grey(squares=[(74, 4, 8, 255), (4, 74, 8, 200)])), str(tiny_package())
    run = pipeline.run(Job((raster,), folder, str(tmp_path / "run")), lambda _: None)
    done, events, heat, _ = run_explain(raster, folder, run=run.run, most=1)
    assert np.argwhere(np.isfinite(heat[0])).min(axis=0).tolist() == [64, 0]
    assert done.windows["scored"] == 1
    assert "15 lower scored windows are left out, because at most 1 are explained" in messages(events)


@pytest.mark.parametrize("ranked", [True, False])
def test_the_outline_of_a_window_asks_for_that_window_and_not_for_a_brighter_neighbour(
    tmp_path, draw, tiny_package, run_explain, ranked
):
    # Windows of 32 pixels start at 0, 16, 32, … here: three of each five share the spot in the middle.
    raster, folder = draw(grey(32, 96, [(8, 20, 8, 200), (0, 64, 32, 255)])), str(tiny_package(overlap_px=16))
    run = pipeline.run(Job((raster,), folder, str(tmp_path / "run")), lambda _: None).run if ranked else None
    left, right = 31.7, 64.3
    outline = shapely.box(*north_up() @ (left, 32.3), *north_up() @ (right, -0.3))
    done, _, heat, _ = run_explain(raster, folder, run=run, most=1, area=Area(outline.wkt, "EPSG:32645"))
    assert done.windows["scored"] == 1
    columns = np.flatnonzero(np.isfinite(heat[0]).any(axis=0))
    assert (columns.min(), columns.max()) == (32, 63)


def test_without_area_and_run_the_first_windows_with_data_are_explained(draw, tiny_package, run_explain):
    pixels = grey(96, 96)
    pixels[:, :32] = 0
    done, events, heat, _ = run_explain(draw(pixels, nodata=0), tiny_package(), most=3)
    assert done.windows["scored"] == 3
    assert done.windows["without_data"] == 4
    assert np.isnan(heat[0, :32]).all()
    warnings = [event.message for event in events if isinstance(event, Warning)]
    assert any("9 later windows are left out" in text for text in warnings)


def test_pixels_without_data_have_no_heat(draw, tiny_package, run_explain):
    pixels = grey(32, 32)
    pixels[:, :, :5] = 0
    _, _, heat, _ = run_explain(draw(pixels, nodata=0), tiny_package())
    assert np.isnan(heat[0, :, :5]).all()
    assert np.isfinite(heat[0, :, 5:]).all()


def test_nothing_that_speaks_for_the_label_is_told(draw, tiny_package, run_explain):
    _, events, heat, _ = run_explain(draw(grey(32, 32, [(0, 0, 32, 0)])), tiny_package())
    assert (heat == 0).all()
    assert "Nothing in the explained windows speaks for bright" in messages(events)


def test_refusals_say_what_to_do(tmp_path, draw, tiny_package, package):
    raster = draw(grey(32, 32))
    tiny, out = str(tiny_package()), str(tmp_path / "o")
    empty = draw(np.zeros((3, 32, 32), np.uint8), "empty.tif", nodata=0)
    far = Area(shapely.box(0, 0, 1, 1).wkt, "EPSG:32645")
    cases = [
        (ExplainJob(tiny, out, (raster,), label="dim"), JobError, "no label 'dim'; it has bright"),
        (ExplainJob(str(package()), out, (raster,)), JobError, "a heat map already: run it and open scores-0.tif"),
        (ExplainJob(tiny, out, photos=("a.jpg",)), JobError, "looks at rasters, not at photographs"),
        (ExplainJob(tiny, out, (raster, raster)), JobError, "One raster is explained at a time, but 2"),
        (ExplainJob(tiny, out, (raster,), area=far), AreaError, "No window of .* meets the area"),
        (ExplainJob(tiny, out, (empty,)), RasterError, "hold no data. Choose another area"),
        (ExplainJob(tiny, out, (raster,), run=str(tmp_path)), RunError, "is no run folder"),
    ]
    for job, error, message in cases:
        with pytest.raises(error, match=message):
            explain(job, lambda _: None)
    assert not (tmp_path / "o").exists()


def test_a_run_of_another_raster_model_or_reading_is_refused(tmp_path, draw, tiny_package):
    raster, other = draw(grey(32, 32)), draw(grey(40, 32), "other.tif")
    folder = str(tiny_package())
    run = pipeline.run(Job((raster,), folder, str(tmp_path / "run")), lambda _: None).run
    out = str(tmp_path / "o")
    with pytest.raises(RunError, match=r"is of raster.tif, not of .*other.tif"):
        explain(ExplainJob(folder, out, (other,), run=run), lambda _: None)
    second = str(tiny_package(id="second", **TWO_CLASSES))
    with pytest.raises(RunError, match="was made with bright"):
        explain(ExplainJob(second, out, (raster,), run=run), lambda _: None)
    with pytest.raises(JobError, match="read in another way"):
        explain(ExplainJob(folder, out, (raster,), run=run, reading=Reading(bands=(3, 2, 1))), lambda _: None)


def test_onnx_weights_are_refused_with_the_remedy(tmp_path, draw, tiny_package):
    folder = tiny_package()
    card = json.loads((folder / "card.json").read_text())
    card["weights"]["format"] = "onnx"
    (folder / "card.json").write_text(json.dumps(card))
    with pytest.raises(ModelError, match="give no gradients; explain with the Keras package"):
        explain(ExplainJob(str(folder), str(tmp_path / "o"), (draw(grey(32, 32)),)), lambda _: None)


def test_cancelling_leaves_no_heat_behind(tmp_path, draw, tiny_package):
    events = []

    def cancelled():
        return sum(isinstance(event, Progress) and event.stage == "score" for event in events) > 0

    with pytest.raises(RunCancelled, match="Nothing is left half-written"):
        explain(ExplainJob(str(tiny_package()), str(tmp_path / "o"), (draw(grey(192, 192)),)), events.append, cancelled)
    assert list(tmp_path.glob("o/*")) == []


PHOTO_CARD = {
    "task": "photo-classification",
    "ground_sampling_distance_m": 0.0,
    **TWO_CLASSES,
    "selection": Selection(thresholds=(0.5, 0.5)),
}


def photograph(path, row=0, col=0):
    pixels = np.full((64, 64, 3), GREY, np.uint8)
    pixels[row : row + 16, col : col + 16] = 255
    Image.fromarray(pixels).save(path)
    return str(path)


def test_photographs_get_an_overlay_each_and_bad_ones_are_told(tmp_path, tiny_package):
    (tmp_path / "other").mkdir()
    photos = (
        photograph(tmp_path / "house.png", 8, 8),
        str(tmp_path / "absent.png"),
        photograph(tmp_path / "other" / "house.png", 40, 40),
    )
    events = []
    job = ExplainJob(str(tiny_package(**PHOTO_CARD)), str(tmp_path / "o"), photos=photos)
    done = explain(job, events.append)
    assert set(done.files) == {"house", "house-2"}
    assert sorted(path.name for path in (tmp_path / "o").iterdir()) == ["house-2-explained.png", "house-explained.png"]
    assert [row["label"] for row in done.report["photographs"]] == ["bright", "bright"]
    assert done.report["unreadable"] == 1
    assert "absent.png is not there. It is left out." in messages(events)
    assert any(isinstance(event, Note) and "bright 0." in event.message for event in events)
    changed = [_overlay_change(done.files[name]) for name in ("house", "house-2")]
    assert max(changed[0]) < 0.45
    assert min(changed[1]) > 0.55


def _overlay_change(path) -> tuple[float, float]:
    """Return where, as shares of its height and width, the right image differs most in colour from grey."""
    image = np.asarray(Image.open(path).convert("RGB")).astype(float)
    right = image[:, image.shape[1] // 2 :]
    colour = right.max(axis=-1) - right.min(axis=-1)
    rows, cols = np.indices(colour.shape)
    return (rows * colour).sum() / colour.sum() / colour.shape[0], (cols * colour).sum() / colour.sum() / colour.shape[
        1
    ]


def test_photographs_that_all_fail_are_an_error(tmp_path, tiny_package):
    job = ExplainJob(str(tiny_package(**PHOTO_CARD)), str(tmp_path / "o"), photos=("a.png",))
    with pytest.raises(PhotoError, match="None of the 1 photographs could be read"):
        explain(job, lambda _: None)


def test_the_worker_and_the_command_explain(tmp_path, draw, tiny_package, capsys):
    raster, folder = draw(grey(32, 32, [(8, 8, 8, 255)])), str(tiny_package())
    job = {"model": folder, "output": str(tmp_path / "worker"), "rasters": [raster]}
    assert isinstance(answer({"request": "explain", "job": job}, lambda _: None, lambda: False), Done)
    assert main(["explain", raster, "--model", folder, "--output", str(tmp_path / "command"), "--label", "bright"]) == 0
    assert f"Heat in {tmp_path / 'command' / 'heat.tif'}" in capsys.readouterr().out
    first, second = (tmp_path / name / "heat.tif" for name in ("worker", "command"))
    with rasterio.open(first) as one, rasterio.open(second) as other:
        assert np.array_equal(one.read(), other.read(), equal_nan=True)
    assert main(["explain", "--model", folder, "--output", "o"]) == 2
    assert "Give rasters or photographs" in capsys.readouterr().err
