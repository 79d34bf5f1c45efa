"""Making the worker's environment: whole, or made again."""

import hashlib
import os
import sys
import time
import zipfile
from pathlib import Path

import pytest
from tesela.bridge.worker import environment as env
from tesela.bridge.worker import make_environment as make
from tesela.engine.contract.errors import EnvironmentMissing, RunCancelled

VENV_PYTHON = "/usr/bin/python3"


class Feedback:
    def __init__(self, cancel_at=""):
        self.lines, self.progress, self.cancel_at, self.cancelled_at = [], [], cancel_at, None

    def pushInfo(self, info):
        self.lines.append(info)

    def setProgress(self, progress):
        self.progress.append(progress)

    def isCanceled(self):
        cancelled = bool(self.cancel_at) and any(self.cancel_at in line for line in self.lines)
        if cancelled and self.cancelled_at is None:
            self.cancelled_at = time.monotonic()
        return cancelled


@pytest.fixture
def small_lock(tmp_path, monkeypatch):
    """A lock file that pins one wheel, made here and installed without a network."""
    wheel = tmp_path / "tiny_tessera-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tiny_tessera.py", "VALUE = 1\n")
        archive.writestr(
            "tiny_tessera-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny-tessera\nVersion: 1.0\n"
        )
        archive.writestr(
            "tiny_tessera-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr("tiny_tessera-1.0.dist-info/RECORD", "")
    lock = tmp_path / "worker.txt"
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock.write_text(f"tiny-tessera==1.0 \\\n    --hash=sha256:{digest}\n")
    for module in (env, make):
        monkeypatch.setattr(module, "lock_file", lambda: lock)
    monkeypatch.setattr(make, "TRIAL_IMPORT", "import tiny_tessera")
    monkeypatch.setattr(make, "candidate_pythons", lambda: [Path(VENV_PYTHON)])
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    return lock


def test_environment_is_made_stamped_found_and_kept(small_lock, monkeypatch):
    monkeypatch.setattr(env, "checkout_folder", lambda: None)
    feedback = Feedback()
    python = make.make_environment(feedback)
    assert env.is_complete(env.managed_folder())
    assert env.find_python(environ={}).path == python
    assert feedback.progress == sorted(feedback.progress)
    assert feedback.progress[-1] == 100
    modified = python.parent.stat().st_mtime_ns
    assert make.make_environment(Feedback()) == python
    assert python.parent.stat().st_mtime_ns == modified


def test_half_made_environment_is_noticed_and_made_again(small_lock):
    folder = env.managed_folder()
    (folder / "bin").mkdir(parents=True)
    (folder / "left-over").write_text("")
    feedback = Feedback()
    make.make_environment(feedback)
    assert env.is_complete(folder)
    assert not (folder / "left-over").exists()
    assert any("half-made" in line for line in feedback.lines)


def test_cancel_leaves_an_environment_that_counts_as_missing(small_lock):
    feedback = Feedback(cancel_at="Making the worker's environment")
    with pytest.raises(RunCancelled):
        make.make_environment(feedback)
    assert time.monotonic() - feedback.cancelled_at < 2.0
    assert not env.is_complete(env.managed_folder())


def test_altered_package_is_refused_and_the_reason_told(small_lock):
    small_lock.write_text("tiny-tessera==1.0 --hash=sha256:" + "0" * 64 + "\n")
    with pytest.raises(EnvironmentMissing, match=r"(?s)could not be made.*Expected sha256"):
        make.make_environment(Feedback())
    assert not env.is_complete(env.managed_folder())


def test_package_that_cannot_be_imported_is_no_environment(small_lock, monkeypatch):
    monkeypatch.setattr(make, "TRIAL_IMPORT", "import lacking_module")
    with pytest.raises(EnvironmentMissing, match="lacking_module"):
        make.make_environment(Feedback())
    assert not env.is_complete(env.managed_folder())


def test_two_at_once_do_not_disturb_each_other(small_lock):
    folder = env.managed_folder()
    folder.parent.mkdir(parents=True)
    with make._exclusive(folder.with_name(folder.name + ".lock")), pytest.raises(EnvironmentMissing, match="another"):
        make.make_environment(Feedback())
    with make._exclusive(folder.with_name(folder.name + ".lock")):
        assert not folder.exists()


def test_too_little_disk_is_said_before_anything_is_made(small_lock, monkeypatch):
    monkeypatch.setattr(make, "NEEDED_BYTES", 10**18)
    with pytest.raises(EnvironmentMissing, match=r"needs 1000000000\.0 GB"):
        make.make_environment(Feedback())
    assert not env.managed_folder().exists()


def test_python_that_cannot_make_environments_is_passed_over(tmp_path):
    broken, old = tmp_path / "broken", tmp_path / "old"
    broken.write_text("#!/bin/sh\nexit 1\n")
    old.write_text("#!/bin/sh\necho 3 9 64\n")
    for script in (broken, old):
        script.chmod(0o755)
    assert make.choose_python([broken, old, Path(VENV_PYTHON)], os.environ) == Path(VENV_PYTHON)
    with pytest.raises(EnvironmentMissing, match=r"broken cannot make one.*old is Python 3\.9"):
        make.choose_python([broken, old], os.environ)


def test_candidates_never_include_the_running_executable_blindly(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "qgis"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert all(path.name.startswith("python") for path in make.candidate_pythons())


def test_progress_counts_each_package_however_pip_got_it(small_lock):
    small_lock.write_text("".join(f"package-{i}==1.0 --hash=sha256:0\n" for i in range(4)))
    feedback = Feedback()
    progress = make.InstallationProgress(feedback)
    for line in (
        "Collecting package-0==1.0 (from -r worker.txt (line 1))",
        "  Downloading package_0-1.0-py3-none-any.whl (137 kB)",
        "Processing /mirror/package_1-1.0-py3-none-any.whl (from -r worker.txt (line 2))",
        "Ignoring package-2: markers 'sys_platform == \"win32\"' don't match your environment",
        "WARNING: Location 'file:///mirror/simple' is ignored: it is neither a file nor a directory.",
        "Collecting package-3==1.0 (from -r worker.txt (line 4))",
        "Installing collected packages: package-0, package-1, package-3",
        "Successfully installed package-0-1.0 package-1-1.0 package-3-1.0",
    ):
        progress(line)
    assert feedback.progress == [22.5, 40, 57.5, 75, 80, 95]
    assert "Processing package_1-1.0-py3-none-any.whl" in feedback.lines
    assert "Ignoring package-2" in feedback.lines
