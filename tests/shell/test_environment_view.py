"""The state of the worker's environment, shown and mended; with a lock of one small package and no network."""

import fcntl
import os
import sys
from pathlib import Path

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtWidgets import QMessageBox
from tesela.bridge.worker import check as worker_check
from tesela.bridge.worker import environment as env
from tesela.bridge.worker import environment_state as states
from tesela.bridge.worker import make_environment as make
from tesela.bridge.worker.environment_state import Kind, environment_details, environment_state
from tesela.dock.run.algorithm_run import End
from tesela.dock.settings import environment_maker as maker_module
from tesela.dock.settings import environment_view as module
from tesela.dock.settings.environment_maker import dispose_maker, environment_maker, log_file
from tesela.dock.settings.environment_view import EnvironmentView
from tesela.dock.settings.first_start import FirstStartHint
from tesela.dock.settings.log_view import LogView
from tesela.engine.contract.errors import EnvironmentMissing, RunCancelled

from tests.shell.test_make_environment import Feedback as PlainFeedback
from tests.shell.test_make_environment import small_lock  # noqa: F401 (a fixture)

LONGEST_MS = 60_000


@pytest.fixture(autouse=True)
def clean(qgis_app, monkeypatch):
    monkeypatch.setattr(env, "checkout_folder", lambda: None)
    yield
    dispose_maker()
    QgsSettings().remove("tesela")


@pytest.fixture
def view(qtbot, provider):
    widget = EnvironmentView()
    qtbot.addWidget(widget)
    widget.resize(380, 600)
    widget.show()
    return widget


def complete(folder, digest=None):
    env.python_in(folder).parent.mkdir(parents=True)
    env.python_in(folder).write_text("")
    (folder / env.STAMP_FILE).write_text(digest or env.lock_digest())
    return folder


def state(environ=None, configured=""):
    return environment_state(configured, environ or {})


def measured(qtbot, view):
    qtbot.waitUntil(lambda: view._measuring is None, timeout=LONGEST_MS)


def test_states_are_told_apart(home, tmp_path):
    managed = env.managed_folder()
    assert state().kind is Kind.NONE
    managed.mkdir(parents=True)
    assert state().kind is Kind.HALF_MADE
    with make.lock_of(managed).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert state().kind is Kind.BEING_MADE
    assert state().kind is Kind.HALF_MADE
    managed.rmdir()
    complete(managed)
    assert (state().kind, state().python) == (Kind.COMPLETE, env.python_in(managed))
    assert state({"TESELA_PYTHON": sys.executable}).kind is Kind.NAMED
    assert state({"TESELA_PYTHON": sys.executable}).origin == "$TESELA_PYTHON"
    assert state(configured="/nowhere").kind is Kind.MISNAMED
    assert "/nowhere" in state(configured="/nowhere").problem


def test_that_of_a_checkout_is_told(tmp_path, monkeypatch):
    env.python_in(tmp_path / "checkout" / ".venv").parent.mkdir(parents=True)
    env.python_in(tmp_path / "checkout" / ".venv").write_text("")
    (tmp_path / "checkout" / ".venv" / "pyvenv.cfg").write_text("")
    monkeypatch.setattr(env, "checkout_folder", lambda: tmp_path / "checkout")
    assert state().kind is Kind.CHECKOUT
    assert state().folder == tmp_path / "checkout" / ".venv"


def test_an_upgrade_with_the_same_lock_keeps_the_environment_and_another_lock_lists_it(home, tmp_path, monkeypatch):
    kept = complete(env.managed_folder())
    (kept / "package").write_bytes(b"x" * 5000)
    lock = tmp_path / "worker.txt"
    lock.write_bytes(env.lock_file().read_bytes())
    monkeypatch.setattr(env, "lock_file", lambda: lock)
    assert state().kind is Kind.COMPLETE, "another version of the plugin, with the same packages"
    assert environment_details(state()).others == ()
    lock.write_bytes(lock.read_bytes() + b"\n# another package\n")
    assert state().kind is Kind.NONE
    (other,) = environment_details(state()).others
    assert (other.folder, other.is_complete) == (kept, True)
    assert other.size_bytes > 5000
    make.remove_environment(other.folder)
    assert not kept.exists()


def test_only_environments_of_tesela_are_removed(home, tmp_path):
    (tmp_path / "own").mkdir()
    with pytest.raises(EnvironmentMissing, match="no environment that Tesela made"):
        make.remove_environment(tmp_path / "own")
    assert (tmp_path / "own").exists()


def test_a_removal_that_is_cancelled_leaves_what_counts_as_half_made(home):
    folder = complete(env.managed_folder())
    with pytest.raises(RunCancelled):
        make.remove_environment(folder, lambda: True)
    assert state().kind is Kind.HALF_MADE


def test_an_environment_that_is_being_made_is_not_removed(home):
    folder = env.environments_folder() / "other"
    folder.mkdir(parents=True)
    with make.lock_of(folder).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(EnvironmentMissing, match="another QGIS"):
            make.remove_environment(folder)
        assert states.other_environments(state()) == []
    assert folder.exists()


def test_versions_are_read_from_the_names_of_packages(tmp_path):
    for name in ("keras-3.15.1", "tensorflow_cpu-2.21.0", "onnxruntime-1.31.1", "six-1.17.0"):
        (tmp_path / "lib" / "python3.11" / "site-packages" / f"{name}.dist-info").mkdir(parents=True)
    found = states.versions_in(tmp_path)
    assert found == {"keras": "3.15.1", "onnxruntime": "1.31.1", "tensorflow-cpu": "2.21.0"}
    assert states.versions_in(None) == {}


def test_a_repair_makes_a_complete_environment_again(small_lock):  # noqa: F811
    complete(env.managed_folder())
    folder = env.managed_folder()
    (folder / "lib" / "left-over").mkdir(parents=True)
    (folder / "lib" / "link").symlink_to(folder.parent)
    feedback = PlainFeedback()
    assert make.repair_environment(feedback) == env.python_in(folder)
    assert env.is_complete(folder)
    assert not (folder / "lib" / "left-over").exists()
    assert "removed and made again" in feedback.lines[0]


def test_a_repair_without_a_python_to_make_it_keeps_what_is_there(small_lock, monkeypatch):  # noqa: F811
    complete(env.managed_folder())
    monkeypatch.setattr(make, "candidate_pythons", list)
    with pytest.raises(EnvironmentMissing, match="no Python was found"):
        make.repair_environment(PlainFeedback())
    assert env.is_complete(env.managed_folder())


def test_a_cancel_during_the_removal_is_heard(small_lock):  # noqa: F811
    complete(env.managed_folder())
    with pytest.raises(RunCancelled):
        make.repair_environment(PlainFeedback(cancel_at="removed and made again"))
    assert not env.is_complete(env.managed_folder())


def test_setup_with_repair_never_touches_a_named_python(run, monkeypatch):
    from qgis.core import QgsProcessingException

    monkeypatch.setenv("TESELA_PYTHON", sys.executable)
    with pytest.raises(QgsProcessingException, match="Only the environment that Tesela made"):
        run("setup", {"REPAIR": True})


def test_setup_with_repair_makes_it_again(run, small_lock):  # noqa: F811
    complete(env.managed_folder())
    (env.managed_folder() / "left-over").write_text("")
    assert run("setup", {"REPAIR": True})["PYTHON"] == str(env.python_in(env.managed_folder()))
    assert not (env.managed_folder() / "left-over").exists()


def test_without_an_environment_it_can_be_made_and_nothing_else(view, qtbot):
    measured(qtbot, view)
    assert "none yet" in view.state.text()
    assert view.size.text() == "nothing yet"
    enabled = {name for name in ("make", "repair", "cancel", "check", "open_folder") if getattr(view, name).isEnabled()}
    assert enabled == {"make"}
    assert not view.progress.isVisible()
    assert not view.log.isVisible()


def test_it_is_made_in_the_background_with_progress_and_log(view, qtbot, small_lock):  # noqa: F811
    percents = []
    environment_maker().changed.connect(lambda: percents.append(view.progress.value()))
    view.refresh()
    with qtbot.waitSignal(view.environment_changed, timeout=LONGEST_MS):
        view.make.click()
        assert view.state.text() == "Being made"
        assert view.cancel.isEnabled()
        assert not view.make.isEnabled()
        assert view.progress.isVisible()
    measured(qtbot, view)
    assert view.state.text() == "Ready"
    assert "ready" in view.message.text()
    assert percents == sorted(percents)
    assert max(percents) == 100
    assert "tiny_tessera" in view.log.toPlainText()
    assert view.repair.isEnabled()
    assert view.check.isEnabled()
    assert "MB" in view.size.text()
    assert "tiny_tessera" in log_file().read_text()


def test_a_cancel_leaves_it_half_made_and_the_next_making_mends_it(view, qtbot, small_lock):  # noqa: F811
    view.refresh()
    maker = environment_maker()
    maker.told.connect(lambda line: view.cancel.click() if "tiny_tessera" in line else None)
    with qtbot.waitSignal(maker.ended, timeout=LONGEST_MS) as ended:
        view.make.click()
    assert ended.args[0].end is End.CANCELLED
    measured(qtbot, view)
    assert "Half-made" in view.state.text()
    assert "cancelled" in view.message.text()
    assert view.make.isEnabled()
    maker.told.disconnect()
    with qtbot.waitSignal(maker.ended, timeout=LONGEST_MS) as ended:
        view.make.click()
    assert ended.args[0].end is End.DONE
    assert any("half-made" in line for line in maker.lines)
    assert env.is_complete(env.managed_folder())


def test_a_failure_is_told_with_its_reason(view, qtbot, small_lock):  # noqa: F811
    small_lock.write_text("tiny-tessera==1.0 --hash=sha256:" + "0" * 64 + "\n")
    view.refresh()
    with qtbot.waitSignal(view.environment_changed, timeout=LONGEST_MS):
        view.make.click()
    assert "could not be made" in view.message.text()
    assert "Expected sha256" in "\n".join(environment_maker().lines)
    assert view.make.isEnabled()


def test_a_page_that_is_opened_later_shows_what_goes_on(provider, qtbot, small_lock):  # noqa: F811
    view = EnvironmentView()
    view.show()
    view.make.click()
    maker = environment_maker()
    qtbot.waitUntil(lambda: bool(maker.lines), timeout=LONGEST_MS)
    view.close()
    view.deleteLater()
    second = EnvironmentView()
    qtbot.addWidget(second)
    second.show()
    assert second.state.text() in ("Being made", "Ready")
    assert maker.lines[0] in second.log.toPlainText()
    qtbot.waitUntil(lambda: not maker.is_busy, timeout=LONGEST_MS)
    qtbot.waitUntil(lambda: second.state.text() == "Ready", timeout=LONGEST_MS)


def test_a_repair_is_asked_for_first(view, qtbot, small_lock, monkeypatch):  # noqa: F811
    complete(env.managed_folder())
    view.refresh()
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    asked = []

    def question(parent, title, text, buttons, default):
        asked.append(text)
        return answers.pop(0)

    monkeypatch.setattr(QMessageBox, "question", question)
    view.repair.click()
    assert not environment_maker().is_busy
    assert str(env.managed_folder()) in asked[0]
    with qtbot.waitSignal(view.environment_changed, timeout=LONGEST_MS):
        view.repair.click()
    assert "removed and made again" in environment_maker().lines[0]


def test_unloading_while_it_is_made_ends_it(view, qtbot, small_lock):  # noqa: F811
    view.refresh()
    view.make.click()
    maker = environment_maker()
    qtbot.waitUntil(lambda: bool(maker.lines), timeout=LONGEST_MS)
    dispose_maker()
    assert maker_module._MAKER == []
    assert not env.is_complete(env.managed_folder()) or maker.percent == 100
    qtbot.wait(50)


def test_one_that_another_qgis_makes_is_left_alone(view, qtbot):
    managed = env.managed_folder()
    managed.mkdir(parents=True)
    with make.lock_of(managed).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        view.refresh()
        assert "another QGIS" in view.state.text()
        assert not view.make.isEnabled()
        assert not view.repair.isEnabled()


def test_a_named_python_is_shown_and_never_repaired(view, qtbot, monkeypatch):
    monkeypatch.setenv("TESELA_PYTHON", sys.executable)
    view.refresh()
    assert "$TESELA_PYTHON" in view.state.text()
    assert not view.make.isEnabled()
    assert not view.repair.isEnabled()
    assert view.check.isEnabled()
    monkeypatch.setenv("TESELA_PYTHON", "/nowhere/python")
    view.refresh()
    assert "nowhere" in view.state.text()
    assert not view.check.isEnabled()


def test_others_are_counted(view, qtbot, home):
    complete(env.environments_folder() / "0123456789ab", "0" * 64)
    measured(qtbot, view)
    view.refresh()
    measured(qtbot, view)
    assert "1," in view.others.text()
    assert "Clean up" in view.others.text()


REPORT = worker_check.WorkerReport("3.11.2", "GPU (test)", {"keras": "3.15.1"}, ())


@pytest.mark.parametrize(
    ("report", "message"),
    [
        (REPORT, "Nothing is wrong."),
        (worker_check.WorkerReport("3.11.2", "GPU (test)", {}, ("The package onnx cannot be imported.",)), "onnx"),
    ],
)
def test_a_check_tells_device_and_problems(view, qtbot, monkeypatch, report, message):
    monkeypatch.setenv("TESELA_PYTHON", sys.executable)
    monkeypatch.setattr(module, "examine_worker", lambda python, cancelled: report)
    view.refresh()
    view.check.click()
    assert not view.check.isEnabled()
    qtbot.waitUntil(lambda: view._checking is None, timeout=LONGEST_MS)
    assert view.device.text() == "GPU (test)"
    assert message in view.message.text()
    assert view.check.isEnabled()


def test_a_python_that_is_none_fails_the_check_in_words(view, qtbot, monkeypatch, tmp_path):
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho no worker here >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("TESELA_PYTHON", str(broken))
    view.refresh()
    view.check.click()
    qtbot.waitUntil(lambda: view._checking is None, timeout=LONGEST_MS)
    assert "exit status 3" in view.message.text()
    assert "no worker here" in view.message.text()


def test_the_real_worker_tells_its_packages():
    python = Path(__file__).parents[2] / ".venv" / "bin" / "python"
    if not python.exists():
        pytest.skip("The worker's environment .venv is not there.")
    report = worker_check.examine_worker(python, lambda: False)
    assert {"tensorflow", "keras", "onnx", "onnxruntime"} <= set(report.packages)
    assert report.device


def test_logs_are_shown_the_newest_first(qtbot, home):
    empty = LogView()
    qtbot.addWidget(empty)
    assert "no logs yet" in empty.text.toPlainText()
    (home / "logs").mkdir(parents=True)
    for age, name in ((2, "worker-a.log"), (1, "environment.log")):
        (home / "logs" / name).write_text(f"text of {name} é")
        os.utime(home / "logs" / name, (10**9 - age, 10**9 - age))
    empty.refresh()
    assert [empty.which.itemText(i) for i in range(2)] == ["environment.log", "worker-a.log"]
    assert empty.text.toPlainText() == "text of environment.log é"
    empty.which.setCurrentIndex(1)
    assert empty.text.toPlainText() == "text of worker-a.log é"
    (home / "logs" / "worker-a.log").unlink()
    empty.which.setCurrentIndex(0)
    empty.which.setCurrentIndex(1)
    assert "cannot be read" in empty.text.toPlainText()


def test_the_hint_comes_once_and_only_without_an_environment(qgis_iface, home, provider, monkeypatch):
    monkeypatch.setenv("TESELA_PYTHON", sys.executable)
    ready = FirstStartHint(qgis_iface)
    ready.show_if_needed()
    assert ready._item is None
    monkeypatch.delenv("TESELA_PYTHON")
    first = FirstStartHint(qgis_iface)
    first.show_if_needed()
    assert first._item is not None
    assert "environment" in first._item.text()
    first.dispose()
    assert first._item is None
    again = FirstStartHint(qgis_iface)
    again.show_if_needed()
    assert again._item is None


def test_the_hint_goes_when_the_environment_is_made_from_elsewhere(qgis_iface, home, provider, monkeypatch):
    hint = FirstStartHint(qgis_iface)
    hint.show_if_needed()
    assert hint._item is not None
    maker_module.environment_maker().changed.emit()
    assert hint._item is None
    hint.dispose()


def test_the_hint_starts_the_making(qgis_iface, home, provider, qtbot, small_lock):  # noqa: F811
    hint = FirstStartHint(qgis_iface)
    hint.show_if_needed()
    hint._make()
    assert hint._item is None
    qtbot.waitUntil(lambda: not environment_maker().is_busy, timeout=LONGEST_MS)
    assert env.is_complete(env.managed_folder())


def test_it_fits_a_dock_and_names_everything(view):
    assert view.minimumSizeHint().width() <= 380
    for widget in (view.make, view.repair, view.cancel, view.check, view.show_log, view.open_folder, view.log):
        assert widget.accessibleName()
        assert widget.toolTip()
        assert widget.whatsThis()
