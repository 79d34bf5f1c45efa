"""Which windows are measured, and that the time told from them is that of a run."""

import time

import numpy as np
import pytest
from tesela.engine.checking import measuring
from tesela.engine.checking.measuring import compact, measure, spread, spread_patches
from tesela.engine.contract.job import Job
from tesela.engine.path import pipeline
from tesela.engine.path.model import Model
from tesela.engine.path.plan import prepare

from tests.engine.conftest import load_bright, make_card
from tests.engine.path.window_models import label_card, load_colours, value_card

SECONDS_A_BATCH = 0.05


@pytest.mark.parametrize(("total", "count"), [(1000, 40), (1000, 37), (41, 40), (9, 3), (500, 1)])
def test_the_sample_lies_all_over_in_runs_of_neighbours(total, count):
    chosen = np.arange(total) * 3 + 5
    places = spread(chosen, count)
    assert len(places) == len(set(places.tolist())) == count
    assert set(places.tolist()) <= set(chosen.tolist())
    assert (np.diff(places) > 0).all()
    if total == 1000:
        assert places.min() < chosen[200]
        assert places.max() > chosen[800]
        assert (np.diff(places) == 3).sum() >= count - 6, "most of them have the next one beside them"


@pytest.mark.parametrize("count", [1, 7, 60, 300])
@pytest.mark.parametrize("overlap_px", [0, 8, 16])
def test_patches_lie_all_over_and_are_square(draw, package, tmp_path, count, overlap_px):
    path = draw(np.zeros((3, 900, 900), np.uint8), tiled=True)
    job = Job((path,), str(package(make_card(overlap_px=overlap_px))), str(tmp_path / "out"))
    (raster,) = prepare(job, lambda _: None).rasters
    places = spread_patches(raster, count)
    assert len(places) == len(set(places.tolist())) == count
    assert set(places.tolist()) <= set(raster.chosen.tolist())
    centres = raster.windows.boxes_px(places)[:, :2]
    if count >= 60:
        quarters = {(x > 450, y > 450) for x, y in centres}
        assert len(quarters) == 4
        stride = 32 - overlap_px
        for axis in ((stride, 0), (0, stride)):
            beside = {tuple(place) for place in centres + axis} & {tuple(place) for place in centres}
            assert len(beside) > 0.4 * count, "a window has neighbours both along its row and below"


def test_all_windows_are_taken_where_there_are_no_more():
    chosen = np.array([4, 9, 11])
    assert spread(chosen, 3).tolist() == spread(chosen, 8).tolist() == [4, 9, 11]


@pytest.mark.parametrize("count", [1, 2, 3, 12, 24])
def test_the_small_raster_has_as_many_windows_as_are_measured(draw, package, tmp_path, count):
    job = Job((draw(np.zeros((3, 300, 300), np.uint8)),), str(package(make_card())), str(tmp_path / "out"))
    (raster,) = prepare(job, lambda _: None).rasters
    small = compact(raster, count)
    assert count <= len(small.windows) <= count + np.ceil(np.sqrt(count))
    assert small.chosen.tolist() == list(range(count))
    assert small.grid.window_px == raster.grid.window_px
    assert small.grid.transform == raster.grid.transform


def slow(load):
    """A network that takes the same time for each batch."""

    def loading(package, window_px, keep_embeddings):
        model = load(package, window_px, keep_embeddings)

        def score(pixels):
            time.sleep(SECONDS_A_BATCH)
            return model.score(pixels)

        return Model(model.card, score, model.device, model.runtime)

    return loading


@pytest.mark.parametrize(
    ("card", "load"),
    [
        (make_card("segmentation"), load_bright),
        (make_card("tile-classification"), load_bright),
        (label_card(), load_colours),
        (value_card(), load_colours),
    ],
    ids=["segmentation", "tiles", "labels", "values"],
)
def test_the_expected_time_is_that_of_a_run(draw, package, tmp_path, card, load):
    """Batches of 4 that take 0.05 s each: the network alone gives the time, so a run may be compared with it."""
    pixels = np.random.default_rng(0).integers(0, 256, (3, 640, 640)).astype(np.uint8)
    job = Job(
        (draw(pixels, tiled=True, blockxsize=128, blockysize=128),), str(package(card)), str(tmp_path / "o"), batch=4
    )
    plan = prepare(job, lambda _: None)
    windows = len(plan.rasters[0].chosen)
    told = measure(plan, lambda _: None, lambda: False, slow(load))
    started = time.monotonic()
    done = pipeline.run(job, lambda _: None, load=slow(load))
    took = time.monotonic() - started
    assert done.windows["total"] == windows
    assert told.windows < windows
    assert told.score_s == pytest.approx(SECONDS_A_BATCH / 4, rel=0.6)
    assert told.score_s >= SECONDS_A_BATCH / 4
    assert 0.5 < told.seconds / took < 2.0


def test_nothing_is_left_of_a_measurement(draw, package, tmp_path, monkeypatch):
    monkeypatch.setattr(measuring.tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    job = Job((draw(np.zeros((3, 200, 200), np.uint8)),), str(package(make_card())), str(tmp_path / "out"))
    measure(prepare(job, lambda _: None), lambda _: None, lambda: False, load_bright)
    assert list((tmp_path / "temporary").iterdir()) == []
    assert not (tmp_path / "out").exists()


def test_rasters_are_measured_by_their_share_of_the_windows(draw, package, tmp_path):
    big = draw(np.ones((3, 640, 640), np.uint8), name="big.tif")
    small = draw(np.ones((3, 40, 40), np.uint8), name="small.tif")
    job = Job((small, big), str(package(make_card())), str(tmp_path / "out"), batch=2)
    events = []
    told = measure(prepare(job, lambda _: None), events.append, lambda: False, load_bright)
    assert told.windows >= 8
    assert [event.stage for event in events][:2] == ["load", "load"]
    assert events[-1].done == events[-1].total == told.windows


def test_windows_without_data_cost_no_model(draw, package, tmp_path):
    job = Job((draw(np.zeros((3, 400, 400), np.uint8), nodata=0),), str(package(make_card())), str(tmp_path / "out"))

    def load(package, window_px, keep_embeddings):
        def score(pixels):
            raise AssertionError("there is nothing to score")

        return Model(package.card, score, "CPU (test)", "NumPy")

    told = measure(prepare(job, lambda _: None), lambda _: None, lambda: False, load)
    assert told.windows > 0
