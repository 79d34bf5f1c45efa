"""The worker as a process: one final event a request, cancel, end of input, and nothing but events on its channel."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import tesela
from tesela.engine.contract.events import Done, Failed, from_line

from tests.engine.conftest import white_squares

START = Path(tesela.__file__).parent / "engine" / "run" / "start.py"


@pytest.fixture
def worker(tmp_path):
    """Start workers as QGIS does; whatever is left at the end of the test is killed."""
    started = []

    def start(start_file=START, **environment):
        process = subprocess.Popen(
            [sys.executable, "-I", str(start_file), "worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **environment},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def ask(process, **request):
    process.stdin.write(json.dumps(request) + "\n")
    process.stdin.flush()


def final(process):
    for line in process.stdout:
        event = from_line(line)
        if event.event in ("done", "failed", "cancelled"):
            return event
    raise AssertionError(process.stderr.read())


def test_doctor_answers_with_versions_and_models(worker):
    process = worker()
    ask(process, request="doctor")
    event = final(process)
    assert isinstance(event, Done)
    assert event.report["packages"]["rasterio"]
    assert event.report["tesela"]


def test_one_worker_answers_several_requests_and_survives_failures(worker):
    process = worker()
    ask(process, request="select", run="absent")
    assert "is no run folder" in final(process).message
    ask(process, request="dance")
    assert "does not know the request 'dance'" in final(process).message
    for line in ("no JSON", "[" * 200_000):
        process.stdin.write(line + "\n")
        process.stdin.flush()
        assert "is no request" in from_line(process.stdout.readline()).message
    ask(process, request="run", job={"rasters": ["a.tif"], "model": "m", "output": "o", "colour": 1})
    event = final(process)
    assert isinstance(event, Failed)
    assert event.kind == "JobError"
    assert "unknown key 'colour'" in event.message


def test_a_cancel_sent_right_after_a_run_is_heard(worker, tmp_path):
    rasters = [str(tmp_path / "absent.tif")]
    process = worker()
    job = {"rasters": rasters, "model": "building-footprints", "output": str(tmp_path / "o")}
    process.stdin.write(json.dumps({"request": "run", "job": job}) + '\n{"request": "cancel"}\n')
    process.stdin.flush()
    assert final(process).event == "cancelled"


def test_a_cancel_does_not_touch_the_next_request(worker):
    process = worker()
    process.stdin.write('{"request": "cancel"}\n{"request": "select", "run": "absent"}\n')
    process.stdin.flush()
    assert "is no run folder" in final(process).message


def test_it_ends_when_its_input_closes(worker):
    process = worker()
    process.stdin.close()
    assert process.wait(10) == 0


def test_it_ends_within_the_grace_time_when_its_parent_dies_during_a_run(worker, tmp_path):
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import subprocess, sys, time\n"
            f"p = subprocess.Popen([sys.executable, '-I', {str(START)!r}, 'worker'], stdin=subprocess.PIPE, "
            "stdout=subprocess.PIPE)\n"
            'p.stdin.write(b\'{"request": "doctor"}\\n\'); p.stdin.flush()\n'
            "print(p.pid, flush=True); time.sleep(60)",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    pid = int(parent.stdout.readline())
    time.sleep(0.5)
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 10
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not alive(pid)


def alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


# 33
def test_surrounding_variables_and_long_accented_paths_do_no_harm(draw, tmp_path, package):
    deep = tmp_path / "Región sísmica" / ("x" * 120) / ("y" * 120) / "Ünïcode päth"
    deep.mkdir(parents=True)
    path = draw(white_squares(), name=str(deep / "raster ñ.tif"))
    assert len(path) > 260
    environment = {
        "PROJ_DATA": "/nowhere",
        "PROJ_LIB": "/nowhere",
        "GDAL_DATA": "/nowhere",
        "GDAL_DRIVER_PATH": "/nowhere",
    }
    answer = subprocess.run(
        [
            sys.executable,
            "-I",
            str(START),
            "cli",
            "run",
            path,
            "--model",
            str(package()),
            "--output",
            str(deep / "out"),
        ],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 1
    assert "is no .keras file" in answer.stderr
