"""Select from a run that was interrupted: what was finished, and how much is missing."""

import json
from pathlib import Path

import numpy as np
import pytest
from shapely.geometry import box, shape
from tesela.engine.contract.errors import RunCancelled, RunError
from tesela.engine.contract.events import Progress, Warning
from tesela.engine.contract.job import Selection
from tesela.engine.path import pipeline
from tesela.engine.path.model import Model

from tests.engine.conftest import ORIGIN, load_bright, read_features, white_squares

PARTS = ("scores", "blend", "partwriter", "unfinished")
TOP, BOTTOM = (10, 30, 20), (160, 30, 20)


class Interrupt(Exception):
    pass


@pytest.fixture
def interrupted(draw, run_job, monkeypatch, tmp_path):
    """Run a raster of 200 x 200 pixels (8 rows of 8 windows) that dies in its middle; parts are rows of windows."""
    for module in PARTS:
        monkeypatch.setattr(f"tesela.engine.path.{module}.PART_WINDOWS", 8)

    def load(package, window_px, keep_embeddings):
        model, scored = load_bright(package, window_px, keep_embeddings), []

        def score(pixels):
            scored.append(len(pixels))
            if sum(scored) > 36:
                raise Interrupt
            return model.score(pixels)

        return Model(model.card, score, model.device, model.runtime)

    def run(task):
        path = draw(white_squares(200, 200, squares=(TOP, BOTTOM)))
        with pytest.raises(Interrupt):
            run_job(path, task, load=load, batch=4)
        return tmp_path / "out", lambda: run_job(path, task, load=load_bright, batch=4)

    return run


def square(row, col, side):
    x, y = ORIGIN[0] + col, ORIGIN[1] - row
    return box(x, y - side, x + side, y)


def test_buildings_of_the_finished_windows_are_written_and_the_missing_ones_told(interrupted):
    folder, finish = interrupted("segmentation")
    events = []
    done = pipeline.select_run(str(folder), Selection(), events.append, unfinished=True)
    layers = read_features(done.results)
    (building,) = layers["buildings"]
    assert shape(building.geometry).symmetric_difference(square(*TOP)).area < 1e-6
    assert done.windows["total"] == 64
    assert done.windows["scored"] + done.windows["missing"] == 64
    assert done.windows["scored"] % 8 == 0
    assert 0 < done.windows["missing"] < 64
    (warning,) = [event.message for event in events if isinstance(event, Warning)]
    assert f"{done.windows['missing']} of its windows are missing" in warning
    (row,) = layers["tesela_runs"]
    assert json.loads(row.properties["windows"])["missing"] == done.windows["missing"]
    assert row.properties["device"] == "CPU (test)"
    assert not list((folder / "run").glob("unfinished*"))

    whole, _, layers = finish()
    assert len(layers["buildings"]) == 2
    assert "missing" not in whole.windows


def test_an_interrupted_run_that_can_only_be_read_is_selected_elsewhere(interrupted, monkeypatch, tmp_path):
    folder, _ = interrupted("segmentation")
    (folder / "run" / "lock").unlink(missing_ok=True)
    (folder / "run" / "lock").mkdir()
    monkeypatch.setattr("tesela.engine.path.unfinished.os.access", lambda path, mode: False)
    before = sorted(folder.rglob("*"))
    results = str(tmp_path / "elsewhere.gpkg")
    done = pipeline.select_run(str(folder), Selection(), lambda event: None, results=results, unfinished=True)
    assert done.features == {"buildings": 1}
    assert sorted(folder.rglob("*")) == before


def test_detections_of_the_finished_windows_are_those_of_the_whole_run(interrupted):
    folder, finish = interrupted("tile-classification")
    low = Selection(thresholds=(0.2,))
    done = pipeline.select_run(str(folder), low, lambda event: None, unfinished=True)
    some = {json.dumps(dict(f.geometry), default=list) for f in read_features(done.results)["detections"]}
    finish()
    done = pipeline.select_run(str(folder), low, lambda event: None)
    every = {json.dumps(dict(f.geometry), default=list) for f in read_features(done.results)["detections"]}
    assert some
    assert some < every


def test_a_complete_run_is_selected_as_ever(draw, run_job):
    done, _, _ = run_job(draw(white_squares()))
    events = []
    again = pipeline.select_run(done.run, Selection(), events.append, unfinished=True)
    assert again.windows == done.windows
    assert not [event for event in events if isinstance(event, Warning)]


def test_without_being_asked_an_interrupted_run_is_refused(interrupted):
    folder, _ = interrupted("segmentation")
    with pytest.raises(RunError, match="is not finished"):
        pipeline.select_run(str(folder), Selection(), lambda event: None)


def test_nothing_finished_is_a_clear_error(draw, run_job, tmp_path):
    with pytest.raises(RunCancelled):
        run_job(draw(white_squares()), cancelled=iter([False, True]).__next__)
    with pytest.raises(RunError, match="Nothing of the run"):
        pipeline.select_run(str(tmp_path / "out"), Selection(), lambda event: None, unfinished=True)


def test_cancel_leaves_no_score_raster_of_its_own(interrupted):
    folder, _ = interrupted("segmentation")
    with pytest.raises(RunCancelled):
        pipeline.select_run(str(folder), Selection(), lambda event: None, lambda: True, unfinished=True)
    assert not list((folder / "run").glob("unfinished*"))


def test_the_run_says_what_it_runs_on_before_it_scores(draw, run_job):
    _, events, _ = run_job(draw(white_squares()))
    progress = [event for event in events if isinstance(event, Progress)]
    told = [i for i, event in enumerate(progress) if event.device == "CPU (test)" and event.runtime == "NumPy"]
    scoring = [i for i, event in enumerate(progress) if event.stage == "score"]
    assert told
    assert told[0] < scoring[0]


def test_several_rasters_of_which_the_second_was_not_reached(draw, run_job, monkeypatch):
    calls = []

    def load(package, window_px, keep_embeddings):
        model = load_bright(package, window_px, keep_embeddings)

        def score(pixels):
            calls.append(len(pixels))
            if sum(calls) > 16:
                raise Interrupt
            return model.score(pixels)

        return Model(model.card, score, model.device, model.runtime)

    paths = [draw(white_squares(), name=name) for name in ("a.tif", "b.tif")]
    with pytest.raises(Interrupt):
        run_job(paths, load=load, batch=4, output="two")
    folder = Path(paths[0]).parent / "two"
    done = pipeline.select_run(str(folder), Selection(), lambda event: None, unfinished=True)
    assert [f.properties["raster"] for f in read_features(done.results)["buildings"]] == ["a.tif"]
    assert done.windows["missing"] == 16
    assert np.isclose(done.megapixels_per_s, 0.0)
