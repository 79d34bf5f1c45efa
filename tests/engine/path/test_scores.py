"""Run folders: nothing is lost, nothing is used that is not whole, and nobody writes one twice at once."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from tesela.engine.contract.card import ModelInput
from tesela.engine.contract.errors import FolderTaken, RunCancelled, RunError
from tesela.engine.contract.job import Selection
from tesela.engine.path import blend, pipeline, scores

from tests.engine.conftest import load_bright, make_card, messages, white_squares
from tests.engine.path.test_raster import write_vrt


@pytest.fixture
def many_parts(monkeypatch):
    """Make parts of eight windows, so that small rasters have several."""
    for module in ("scores", "blend", "partwriter"):
        monkeypatch.setattr(f"tesela.engine.path.{module}.PART_WINDOWS", 8)


PIXELS = white_squares(200, 200, ((24, 24, 32), (24, 144, 32), (144, 96, 32)))


def test_a_run_that_another_process_writes_is_refused(draw, run_job, tmp_path):
    path = draw(PIXELS)
    done, _, _ = run_job(path)
    with FileLock(Path(done.run) / "lock"), pytest.raises(RunError, match="is being written by another Tesela"):
        run_job(path)
    assert run_job(path)[0].features == {"buildings": 3}


def test_a_run_folder_that_cannot_be_locked_is_a_clear_error(draw, run_job, tmp_path):
    path = draw(PIXELS)
    done, _, _ = run_job(path)
    lock = Path(done.run) / "lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()
    with pytest.raises(RunError, match=r"run cannot be written: .* correct its rights or choose another output folder"):
        run_job(path)


@pytest.mark.usefixtures("many_parts")
def test_a_line_of_the_journal_that_was_cut_short_loses_only_itself(draw, run_job):
    path = draw(PIXELS)
    done, _, whole = run_job(path, "tile-classification")
    journal = Path(done.run) / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-20])
    done, _, again = run_job(path, "tile-classification")
    assert len(again["detections"]) == len(whole["detections"]) == 3
    select = pipeline.select_run(done.run, Selection(), lambda _: None)
    assert select.features["detections"] == 3


@pytest.mark.usefixtures("many_parts")
def test_a_missing_or_damaged_part_is_told_and_scored_again(draw, run_job):
    path = draw(PIXELS)
    done, _, _ = run_job(path, "tile-classification")
    part = Path(done.run) / "parts" / "0-00003.npz"
    part.write_bytes(part.read_bytes()[:100])
    with pytest.raises(RunError, match=r"0-00003\.npz is damaged: .* Delete it and run the job again"):
        pipeline.select_run(done.run, Selection(), lambda _: None)
    part.unlink()
    with pytest.raises(RunError, match="Part 3 of raster 0 is missing"):
        pipeline.select_run(done.run, Selection(), lambda _: None)
    assert run_job(path, "tile-classification")[0].features["detections"] == 3


@pytest.mark.parametrize("task", ["segmentation", "tile-classification"])
def test_windows_that_failed_are_tried_again_once_their_source_is_back(draw, run_job, tmp_path, task):
    sources = [draw(white_squares(squares=((24, 24, 32),)), name=f"part{i}.tif") for i in range(6)]
    mosaic = write_vrt(tmp_path / "mosaic.vrt", sources)
    hidden = Path(sources[5]).with_suffix(".hidden")

    def load(package, window_px, keep_embeddings):
        model = load_bright(package, window_px, keep_embeddings)

        def score(pixels):
            if not hidden.exists():
                Path(sources[5]).rename(hidden)
            return model.score(pixels)

        return type(model)(model.card, score, model.device, model.runtime)

    first, _, _ = run_job(mosaic, task, load=load, batch=1)
    assert first.windows["failed"] > 0
    hidden.rename(sources[5])
    second, events, _ = run_job(mosaic, task)
    assert "windows that could not be read before are tried again" in messages(events)
    assert second.windows["failed"] == 0
    assert next(iter(second.features.values())) == 6


def test_a_raster_changed_in_its_middle_is_not_taken_for_the_same(draw, run_job):
    path = Path(draw(np.zeros((3, 600, 600), np.uint8)))
    run_job(str(path))
    with path.open("r+b") as stream:
        stream.seek(path.stat().st_size // 2)
        stream.write(b"\xff" * 100)
    with pytest.raises(RunError, match="a raster that has changed since"):
        run_job(str(path))


def test_a_changed_source_of_a_nested_mosaic_is_noticed(draw, run_job, tmp_path):
    inner = write_vrt(tmp_path / "inner.vrt", [draw(white_squares(), name="tile.tif")])
    outer = write_vrt(tmp_path / "outer.vrt", [inner])
    run_job(outer)
    draw(white_squares(squares=((50, 50, 20),)), name="tile.tif")
    with pytest.raises(RunError, match="a raster that has changed since"):
        run_job(outer)


def test_a_card_that_scales_otherwise_is_another_model(draw, run_job):
    path = draw(PIXELS)
    run_job(path)
    inverse = make_card(input=ModelInput(("red", "green", "blue"), ("uint8",), (0.0, 255.0), (1.0, 0.0)))
    with pytest.raises(FolderTaken, match="holds another run"):
        run_job(path, card=inverse)


def test_a_run_refused_before_its_first_part_leaves_the_folder_to_the_next(draw, run_job):
    path = draw(PIXELS)

    def refuse(*_):
        raise RunError("no")

    with pytest.raises(RunError, match="no"):
        run_job(path, load=refuse, window_px=16)
    assert run_job(path)[0].features == {"buildings": 3}


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema_version": 99}'])
def test_a_damaged_description_says_what_to_delete(draw, run_job, content):
    path = draw(PIXELS)
    done, _, _ = run_job(path)
    (Path(done.run) / "run.json").write_text(content)
    with pytest.raises(RunError, match=r"(?i)delete .*run the job again"):
        run_job(path)


@pytest.mark.parametrize("output", ["file", "file/below"])
def test_an_output_that_is_no_folder_is_told(draw, run_job, tmp_path, output):
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match=r"cannot be written: .*choose another output folder"):
        run_job(draw(PIXELS), output=output)


def test_a_score_raster_that_the_disk_did_not_take_is_not_used(draw, run_job, monkeypatch):
    path = draw(np.random.default_rng(0).integers(0, 255, (3, 600, 600), dtype=np.uint8))
    check = blend.ScoreBlender._refuse_if_cut

    def on_a_full_disk(blender):
        os.truncate(blender._temporary, blender._temporary.stat().st_size // 2)
        check(blender)

    monkeypatch.setattr(blend.ScoreBlender, "_refuse_if_cut", on_a_full_disk)
    with pytest.raises(RunError, match="cut short, probably because the disk is full"):
        run_job(path)
    monkeypatch.undo()
    done, events, _ = run_job(path)
    assert "are not scored again" in messages(events)
    assert done.features["buildings"] > 0


def test_a_part_that_cannot_be_written_ends_the_run_with_the_reason(draw, run_job, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(scores.np, "savez", full)
    with pytest.raises(RunError, match=r"No space left on device.*Make space there"):
        run_job(draw(PIXELS))


def test_a_cancel_does_not_wait_for_the_model(draw, run_job):
    def slow(*_):
        time.sleep(2)

    asked = time.monotonic()
    answers = iter([False])
    with pytest.raises(RunCancelled):
        run_job(draw(PIXELS), load=slow, cancelled=lambda: next(answers, True))
    assert time.monotonic() - asked < 1.5


def test_a_killed_run_goes_on_and_gives_the_identical_result(draw, run_job, package, tmp_path, many_parts):
    path = draw(np.random.default_rng(1).integers(0, 255, (3, 300, 300), dtype=np.uint8))
    _, _, whole = run_job(path, output="whole", selection=Selection(thresholds=(0.49,)))
    code = (
        "import sys, time\n"
        "from tests.engine.conftest import load_bright\n"
        "from tesela.engine.contract.job import Job\n"
        "from tesela.engine.path import blend, partwriter, pipeline, scores\n"
        "scores.PART_WINDOWS = blend.PART_WINDOWS = partwriter.PART_WINDOWS = 8\n"
        "def load(*a):\n"
        "    model = load_bright(*a)\n"
        "    def score(pixels):\n"
        "        time.sleep(0.05); print('scored', flush=True); return model.score(pixels)\n"
        "    return type(model)(model.card, score, model.device, model.runtime)\n"
        f"job = Job(({path!r},), {str(package(make_card()))!r}, {str(tmp_path / 'out')!r}, batch=2)\n"
        "pipeline.run(job, print, load=load)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]
    )
    lines = 0
    while lines < 40:
        lines += process.stdout.readline().startswith("scored")
    process.kill()
    process.communicate()
    assert (tmp_path / "out" / "run" / "journal.jsonl").read_text().count("\n") > 2
    _, events, resumed = run_job(path, selection=Selection(thresholds=(0.49,)))
    assert "are not scored again" in messages(events)
    assert [dict(f.geometry) for f in resumed["buildings"]] == [dict(f.geometry) for f in whole["buildings"]]
    assert [f.properties["score"] for f in resumed["buildings"]] == [f.properties["score"] for f in whole["buildings"]]


def test_the_description_is_json_that_a_person_can_read(draw, run_job):
    done, _, _ = run_job(draw(PIXELS))
    description = json.loads((Path(done.run) / "run.json").read_text())
    assert description["state"] == "complete"
    assert description["model"]["id"] == "bright"
    assert description["windows"]["total"] == done.windows["total"]
