"""A request has four ends, and a worker is never left behind."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from tesela.bridge.worker.session import LOGS_KEPT, WorkerFailed, WorkerSession, worker_command
from tesela.engine.contract.errors import RunCancelled, WorkerCrashed
from tesela.engine.contract.events import Found, Note, Progress, Warning


def never():
    return False


def alive(pid):
    """Whether the process runs; one that has ended and was not yet waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until(holds, timeout_s=5.0):
    end = time.monotonic() + timeout_s
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def request_run(raster, tmp_path):
    job = {"rasters": [raster], "model": "fake-detector", "output": str(tmp_path / "out")}
    return {"request": "run", "job": job}


def test_done_is_returned_after_its_events(fake_command, request_run):
    events = []
    with WorkerSession(fake_command("done")) as worker:
        done = worker.ask(request_run, events.append, never)
    assert done.features == {"detections": 1, "detection_centres": 1}
    assert Path(done.results).is_file()
    assert {type(event) for event in events} == {Note, Warning, Progress, Found}
    assert not alive(worker.pid)


def test_one_worker_answers_several_requests(fake_command, request_run):
    with WorkerSession(fake_command("done")) as worker:
        first = worker.ask(request_run, lambda event: None, never)
        selection = {"request": "select", "run": first.run, "selection": {"thresholds": [0.7]}}
        second = worker.ask(selection, lambda event: None, never)
    assert second.results == first.results


def test_failure_carries_the_workers_message_and_traceback(fake_command, request_run):
    with WorkerSession(fake_command("fail")) as worker, pytest.raises(WorkerFailed, match="copy it again") as failure:
        worker.ask(request_run, lambda event: None, never)
    assert failure.value.kind == "RasterError"
    assert failure.value.detail.startswith("Traceback")


def test_crash_names_signal_and_last_words(fake_command, request_run):
    with WorkerSession(fake_command("crash")) as worker, pytest.raises(WorkerCrashed) as crash:
        worker.ask(request_run, lambda event: None, never)
    assert "SIGKILL" in str(crash.value)
    assert "memory" in str(crash.value)
    assert "free(): invalid pointer" in str(crash.value)
    assert str(worker.log_path) in str(crash.value)


def test_exit_without_answer_is_a_crash(fake_command, request_run):
    with WorkerSession(fake_command("exit")) as worker, pytest.raises(WorkerCrashed, match="exit status 3"):
        worker.ask(request_run, lambda event: None, never)


def test_garbage_is_quoted_and_the_worker_ended(fake_command, request_run):
    with WorkerSession(fake_command("garbage")) as worker, pytest.raises(WorkerCrashed, match="Epoch 1/1"):
        worker.ask(request_run, lambda event: None, never)
    assert not alive(worker.pid)


def test_missing_python_is_a_crash_that_names_it():
    with pytest.raises(WorkerCrashed, match="/nowhere/python"):
        WorkerSession(["/nowhere/python"])


@pytest.mark.parametrize(("behaviour", "message"), [("slow", "5 of 600"), ("stubborn", "kept in its run folder")])
def test_cancel_ends_within_two_seconds(fake_command, request_run, behaviour, message):
    started = []
    with WorkerSession(fake_command(behaviour)) as worker:
        cancelled_at = None

        def cancelled():
            nonlocal cancelled_at
            if started and cancelled_at is None:
                cancelled_at = time.monotonic()
            return bool(started)

        with pytest.raises(RunCancelled, match=message):
            worker.ask(request_run, started.append, cancelled)
    assert time.monotonic() - cancelled_at < 2.0
    assert not alive(worker.pid)


def test_cancel_is_heard_while_the_worker_does_not_read(request_run):
    request_run["job"]["area"] = {"wkt": "x" * 1_000_000, "crs": "EPSG:4326"}
    deaf = [sys.executable, "-c", "import time; time.sleep(60)"]
    begin = time.monotonic()
    with WorkerSession(deaf) as worker, pytest.raises(RunCancelled):
        worker.ask(request_run, lambda event: None, lambda: True)
    assert time.monotonic() - begin < 2.0
    assert not alive(worker.pid)


def test_an_error_in_the_listener_leaves_no_worker(fake_command, request_run):
    def stumble(event):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), WorkerSession(fake_command("slow")) as worker:
        worker.ask(request_run, stumble, never)
    assert not alive(worker.pid)


def test_processes_of_the_worker_end_with_it(request_run):
    nested = "import subprocess, sys; p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True); p.wait()"
    with WorkerSession([sys.executable, "-c", nested]) as worker, pytest.raises(WorkerCrashed) as crash:
        worker.ask(request_run, lambda event: None, never)
    child = int(str(crash.value).split("'")[1].split("\\n")[0])
    assert wait_until(lambda: not alive(child))


@pytest.mark.parametrize("behaviour", ["slow", "stubborn"])
def test_worker_ends_when_its_parent_is_killed(fake_command, request_run, behaviour, tmp_path):
    parent = tmp_path / "parent.py"
    parent.write_text(
        textwrap.dedent(f"""
        import sys
        sys.path.insert(0, {sys.path[0]!r})
        from tesela.bridge.worker.session import WorkerSession
        worker = WorkerSession({fake_command(behaviour)!r})
        print(worker.pid, flush=True)
        worker.ask({request_run!r}, lambda event: print("event", flush=True), lambda: False)
        """)
    )
    process = subprocess.Popen([sys.executable, str(parent)], stdout=subprocess.PIPE, text=True)
    worker_pid = int(process.stdout.readline())
    assert process.stdout.readline() == "event\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert wait_until(lambda: not alive(worker_pid))
    process.stdout.close()


def test_variables_of_qgis_do_not_reach_the_worker(request_run, monkeypatch):
    monkeypatch.setenv("PYTHONHOME", "/usr/lib/qgis")
    monkeypatch.setenv("PROJ_DATA", "/usr/share/proj")
    show = [sys.executable, "-c", "import os; print({n for n in os.environ if n[:4] in ('PYTH', 'PROJ')})"]
    with WorkerSession(show) as worker, pytest.raises(WorkerCrashed, match=r"set\(\)"):
        worker.ask(request_run, lambda event: None, never)


def test_old_logs_are_removed(home):
    folder = home / "logs"
    folder.mkdir(parents=True)
    for i in range(LOGS_KEPT + 5):
        (folder / f"worker-20200101-0000{i:02}-x.log").write_text("old")
    with WorkerSession([sys.executable, "-c", "pass"]):
        pass
    assert len(list(folder.iterdir())) == LOGS_KEPT


def test_log_goes_to_the_temporary_folder_where_the_data_folder_cannot_be_written(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TESELA_HOME", str(tmp_path / "file"))
    with WorkerSession([sys.executable, "-c", "pass"]) as worker:
        assert worker.log_path.is_file()
    worker.log_path.unlink()


def test_worker_is_started_isolated_from_the_plugins_own_folder():
    command = worker_command(Path("/opt/python"))
    assert command[:2] == ["/opt/python", "-I"]
    assert Path(command[2]).parts[-3:] == ("engine", "run", "start.py")
    assert command[3:] == ["worker"]
