"""`tesela check`, and the worker's request of that name."""

import json

import numpy as np
import pytest
from tesela.engine.checking import check as checking
from tesela.engine.contract.check import ASK, CheckReport
from tesela.engine.contract.events import Done, Failed, from_line
from tesela.engine.contract.job import Job
from tesela.engine.run.answer import answer
from tesela.engine.run.command_line import build_parser, main
from tesela.engine.run.commands import check as command
from tesela.engine.run.commands.raster_job import job_from

from tests.engine.conftest import make_card


@pytest.fixture
def folder(package, monkeypatch):
    """A package whose weights need no check, because these tests run no model."""
    monkeypatch.setattr(checking, "_about_weights", lambda package: [])
    return str(package(make_card()))


def noise(bands=3):
    return np.random.default_rng(0).integers(1, 256, (bands, 96, 96)).astype(np.uint8)


def test_options_become_the_job_of_a_run():
    text = (
        "a.tif b.tif --model m --output o --area 0,0,1,1 --area-crs EPSG:4326 --threshold 0.3 --bands 3,2,1 "
        "--value-range 0,3000 --crs EPSG:32645 --window 64 --overlap 16 --batch 2 --warp --keep-embeddings"
    )
    parser = build_parser()
    assert job_from(parser.parse_args(f"check {text}".split()), "o") == job_from(
        parser.parse_args(f"run {text}".split()), "o"
    )


def test_a_job_that_can_run_exits_with_zero_and_a_table(draw, folder, capsys):
    path = draw(noise(), photometric="RGB")
    assert main(["check", path, "--model", folder]) == 0
    out = capsys.readouterr().out
    for part in ("96 x 96 pixels of 1 x 1 m", "EPSG:32645, metres", "1 red as red", "Windows  16", "not measured"):
        assert part in out
    assert "Note, no data: It does not say which pixels have no data" in out
    assert all(len(line) <= 110 for line in out.splitlines() if "/" not in line)


def test_an_error_exits_with_one_and_tells_the_option_that_mends_it(draw, folder, capsys):
    path = draw(noise(4), photometric="MINISBLACK", alpha="NO")
    assert main(["check", path, "--model", folder]) == 1
    out = capsys.readouterr().out
    assert "ERROR, bands: " in out
    assert "--bands 1,2,3" in out
    assert main(["check", path, "--model", folder, "--bands", "1,2,3"]) == 0


@pytest.mark.parametrize(
    ("parameter", "value", "option"),
    [
        ("BANDS", "3,2,1", "--bands 3,2,1"),
        ("WARP", True, "--warp"),
        ("WINDOW", None, "without --window"),
        ("ASSIGNED_CRS", ASK, "--crs …"),
        ("BATCH", 4, "--batch 4"),
    ],
)
def test_remedies_are_told_as_options_of_the_command(parameter, value, option):
    assert command._option(parameter, value) == option
    words = option.removeprefix("without ").split()
    words += ["1"] if value is None else []
    build_parser().parse_args(["run", "a.tif", "--model", "m", "--output", "o", *words])


def test_json_prints_the_events_with_the_report(draw, folder, capsys):
    path = draw(noise(), photometric="RGB")
    assert main(["check", path, "--model", folder, "--json"]) == 0
    events = [from_line(line) for line in capsys.readouterr().out.splitlines()]
    assert isinstance(events[-1], Done)
    assert CheckReport.from_json(events[-1].report).windows == 16


def test_wrong_usage_and_wrong_options(draw, folder, capsys):
    with pytest.raises(SystemExit) as error:
        main(["check", "a.tif"])
    assert error.value.code == 2
    assert main(["check", "a.tif", "--model", folder, "--threshold", "2"]) == 2


def test_the_worker_answers_a_check(draw, folder, tmp_path):
    job = Job((draw(noise(), photometric="RGB"),), folder, str(tmp_path / "out")).to_json()
    events = []
    done = answer(
        {"request": "check", "job": json.loads(json.dumps(job)), "measure": False}, events.append, lambda: False
    )
    assert isinstance(done, Done), done
    assert CheckReport.from_json(done.report).rasters[0].windows == 16
    failed = answer({"request": "check", "job": {"rasters": []}}, events.append, lambda: False)
    assert isinstance(failed, Failed)
    assert failed.kind == "JobError"
