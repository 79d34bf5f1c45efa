"""The `tesela` command: options become a job, exit codes are kept, messages are for people."""

import json

import pytest
from tesela.engine.contract.events import Done, from_line
from tesela.engine.path import pipeline
from tesela.engine.run.command_line import build_parser, main
from tesela.engine.run.commands.raster_job import job_from

from tests.engine.conftest import load_bright, make_card, white_squares


@pytest.fixture
def bright(monkeypatch, package):
    """Let the command load the network of three lines."""
    monkeypatch.setattr(pipeline.run, "__defaults__", (pipeline.run.__defaults__[0], load_bright))
    return str(package(make_card()))


def test_options_become_a_job():
    text = (
        "run a.tif b.tif --model m --output o --area 0,0,1,1 --area-crs EPSG:4326 --threshold 0.3 "
        "--suppression-iou 0.2 "
        "--min-area 5 --min-hole 2 --simplify 0.5 --bands 3,2,1 --value-range 0,3000 --crs EPSG:32645 --window 64 "
        "--overlap 16 --batch 2 --warp"
    )
    job = job_from(build_parser().parse_args(text.split()), "o")
    assert job.rasters == ("a.tif", "b.tif")
    assert job.area.crs == "EPSG:4326"
    assert job.selection.thresholds == (0.3,)
    assert (job.reading.bands, job.reading.value_range, job.reading.warp) == ((3, 2, 1), (0.0, 3000.0), True)
    assert (job.window_px, job.overlap_px, job.batch) == (64, 16, 2)


def test_run_prints_the_result_and_exits_with_zero(draw, tmp_path, bright, capsys):
    assert main(["run", draw(white_squares()), "--model", bright, "--output", str(tmp_path / "o")]) == 0
    output = capsys.readouterr().out
    assert "1 buildings in " in output
    assert "16 of 16 windows scored" in output


def test_json_prints_every_event(draw, tmp_path, bright, capsys):
    assert main(["run", draw(white_squares()), "--model", bright, "--output", str(tmp_path / "o"), "--json"]) == 0
    events = [from_line(line) for line in capsys.readouterr().out.splitlines()]
    assert isinstance(events[-1], Done)
    assert events[-1].features == {"buildings": 1}


def test_select_changes_the_result(draw, tmp_path, bright, capsys):
    output = str(tmp_path / "o")
    main(["run", draw(white_squares()), "--model", bright, "--output", output])
    assert main(["select", output, "--min-area", "1000"]) == 0
    assert "0 buildings" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["run", "absent.tif", "--model", "nothing", "--output", "o"], 1, "There is no model 'nothing'; installed are"),
        (["select", "absent"], 1, "is no run folder"),
        (["select", "absent", "--output", "o.geojson"], 1, "o.geojson does not end in .gpkg"),
        (["models", "show", "nothing"], 1, "There is no model 'nothing'"),
        (["run", "a.tif", "--model", "m", "--output", "o", "--threshold", "2"], 2, "A threshold lies between 0 and 1"),
    ],
)
def test_failures_are_told_in_a_sentence_and_exit_with_one(arguments, code, message, capsys):
    assert main(arguments) == code
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["run"], ["run", "a.tif", "--model", "m"], ["dance"]])
def test_wrong_usage_exits_with_two(arguments):
    with pytest.raises(SystemExit) as error:
        main(arguments)
    assert error.value.code == 2


def test_models_are_listed_with_their_task(capsys):
    assert main(["models", "list", "--json"]) == 0
    assert all(
        set(row) == {"version", "task", "name", "summary"} for row in json.loads(capsys.readouterr().out).values()
    )
