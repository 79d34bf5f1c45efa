"""Make the worker's Python environment from the lock file: with progress, with cancel, and never half.

The stamp is written last, so an environment that was interrupted at any moment is noticed and made again.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from ...engine.contract.errors import EnvironmentMissing, RunCancelled
from ...engine.contract.surroundings import clean_environment
from .environment import (
    STAMP_FILE,
    environments_folder,
    is_complete,
    lock_digest,
    lock_file,
    managed_folder,
    python_in,
)
from .locks import exclusive
from .process import EndOfOutput, LineProcess, describe_exit

POLL_S = 0.2
PROBE_TIMEOUT_S = 20.0
PYTHON_NAMES = ("python3.13", "python3.12", "python3.11", "python3", "python")
OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 13)
PROBE = "import ensurepip, struct, sys, venv; print(*sys.version_info[:2], struct.calcsize('P') * 8)"
TRIAL_IMPORT = "import fiona, pyogrio, rasterio, shapely, numpy, tensorflow, keras"
NEEDED_BYTES = 2_500_000_000
ERROR_LINES = 8
LOCK_SUFFIX = ".lock"


class Feedback(Protocol):
    """What is told of the progress; a QgsProcessingFeedback is one."""

    def pushInfo(self, info: str) -> None:
        """Show a line in the log."""

    def setProgress(self, progress: float) -> None:
        """Show the progress, 0 to 100."""

    def isCanceled(self) -> bool:
        """Whether the person asked to stop."""


def make_environment(feedback: Feedback, extra_variables: Mapping[str, str] | None = None) -> Path:
    """Make the environment for the present lock file and return its Python; one that is complete is kept as it is.

    `extra_variables` are handed to pip, for example the proxy. EnvironmentMissing says what is lacking on this
    machine, RunCancelled that the person ended it.
    """
    folder = managed_folder()
    if is_complete(folder):
        feedback.pushInfo(f"The environment is complete: {folder}")
        return python_in(folder)
    return _make_alone(folder, feedback, extra_variables, lambda: not is_complete(folder))


def repair_environment(feedback: Feedback, extra_variables: Mapping[str, str] | None = None) -> Path:
    """Remove the environment for the present lock file, also a complete one, make it again, and return its Python.

    EnvironmentMissing and RunCancelled as `make_environment`; after either the environment counts as half-made.
    """
    return _make_alone(managed_folder(), feedback, extra_variables, lambda: True)


def _make_alone(
    folder: Path, feedback: Feedback, extra_variables: Mapping[str, str] | None, is_needed: Callable[[], bool]
) -> Path:
    """Make it while no other QGIS does; another one may have made it in the meantime."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    environment = {**clean_environment(os.environ), **(extra_variables or {})}
    with _exclusive(lock_of(folder)):
        if is_needed():
            _make(folder, environment, feedback)
    return python_in(folder)


def remove_environment(folder: Path, cancelled: Callable[[], bool] = lambda: False) -> None:
    """Remove an environment that Tesela made, from the stamp on, so that one removed by half counts as half-made.

    EnvironmentMissing where another QGIS makes it right now; RunCancelled; OSError where a file cannot be removed.
    """
    if folder.parent != environments_folder() or folder.is_symlink():
        raise EnvironmentMissing(f"{folder} is no environment that Tesela made, so it is not removed.")
    with _exclusive(lock_of(folder)):
        _remove(folder, cancelled)
    with contextlib.suppress(OSError):
        lock_of(folder).unlink()


def lock_of(folder: Path) -> Path:
    """The file whose lock is held while this environment is made or removed."""
    return folder.with_name(folder.name + LOCK_SUFFIX)


def _make(folder: Path, environment: Mapping[str, str], feedback: Feedback) -> None:
    base = choose_python(candidate_pythons(), environment)
    if folder.exists():
        whole = is_complete(folder)
        feedback.pushInfo(
            f"{'The' if whole else 'A half-made'} environment is there already: it is removed and made again."
        )
        _remove(folder, feedback.isCanceled)
    _require_space(folder.parent)
    feedback.pushInfo(f"Making the worker's environment in {folder} with {base}")
    _run("making the folder", [str(base), "-I", "-m", "venv", str(folder)], environment, feedback)
    feedback.setProgress(5)
    python = str(python_in(folder))
    pip = [python, "-I", "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    options = ["--progress-bar", "off", "--only-binary", ":all:", "--require-hashes", "-r", str(lock_file())]
    _run("installing the packages", pip + options, environment, feedback, InstallationProgress(feedback))
    feedback.pushInfo("Trying the packages")
    _run("trying the packages", [python, "-I", "-c", TRIAL_IMPORT], environment, feedback)
    (folder / STAMP_FILE).write_text(lock_digest() + "\n", encoding="ascii")
    feedback.setProgress(100)
    feedback.pushInfo(f"The environment is ready: {folder}")


class InstallationProgress:
    """Turns pip's output into progress from 5 to 95: a step a collected package, the rest for unpacking."""

    def __init__(self, feedback: Feedback) -> None:
        self._feedback = feedback
        pins = re.findall(r"^[A-Za-z0-9][\w.\-\[\]]*==", lock_file().read_text(encoding="utf-8"), re.MULTILINE)
        self._packages = max(len(pins), 1)
        self._collected = 0

    def __call__(self, line: str) -> None:
        """Take one line that pip wrote."""
        named = re.match(r"(Collecting|Processing|Ignoring) (\S+?):?( |$)", line)
        if named:
            self._collected += 1
            self._feedback.pushInfo(f"{named[1]} {Path(named[2]).name}")
            self._feedback.setProgress(min(5 + 70 * self._collected / self._packages, 75))
        elif line.lstrip().startswith("Downloading "):
            self._feedback.pushInfo(line.strip())
        elif line.startswith("Installing collected packages"):
            self._feedback.pushInfo("Unpacking the packages; this takes a minute or two")
            self._feedback.setProgress(80)
        elif line.startswith("Successfully installed"):
            self._feedback.setProgress(95)


def candidate_pythons() -> list[Path]:
    """Interpreters that may make the environment, best first: those on the path, then QGIS's own Python folder."""
    found = [shutil.which(name) for name in PYTHON_NAMES]
    folders = [Path(sys.base_prefix), Path(sys.base_prefix) / "bin", Path(sys.base_prefix) / "MacOS" / "bin"]
    names = ("python.exe", "python3.exe") if os.name == "nt" else PYTHON_NAMES
    beside = [folder / name for folder in folders for name in names]
    return list(dict.fromkeys([Path(name) for name in found if name] + [path for path in beside if path.is_file()]))


def choose_python(candidates: Sequence[Path], environment: Mapping[str, str]) -> Path:
    """Return the first candidate that is a 64-bit Python 3.11 to 3.13 and can make an environment.

    EnvironmentMissing says why each was passed over and what to install.
    """
    refusals = []
    for candidate in candidates:
        refusal = _refusal(candidate, environment)
        if refusal is None:
            return candidate
        refusals.append(f"{candidate} {refusal}")
    raise EnvironmentMissing(
        "The worker needs a 64-bit Python 3.11, 3.12 or 3.13 that can make virtual environments (on Debian and Ubuntu: "
        f"the package python3-venv); {'; '.join(refusals) or 'no Python was found'}."
    )


def _refusal(python: Path, environment: Mapping[str, str]) -> str | None:
    try:
        answer = subprocess.run(
            [str(python), "-I", "-c", PROBE],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PROBE_TIMEOUT_S,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        major, minor, bits = (int(word) for word in answer.stdout.split())
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return "cannot make one"
    if not OLDEST_PYTHON <= (major, minor) <= NEWEST_PYTHON:
        return f"is Python {major}.{minor}"
    return None if bits == 64 else f"is a {bits}-bit Python"


def _run(
    step: str,
    command: Sequence[str],
    environment: Mapping[str, str],
    feedback: Feedback,
    take: Callable[[str], None] | None = None,
) -> None:
    """Run a command to its end; RunCancelled if the person asked for it, EnvironmentMissing if it fails."""
    process = LineProcess(command, environment, errors=None)
    lines: list[str] = []
    try:
        while True:
            if feedback.isCanceled():
                process.kill()
                raise RunCancelled("Making the environment was cancelled; it is made anew the next time.")
            line = process.next_line(POLL_S)
            if line:
                lines.append(line.rstrip())
                if take is not None:
                    take(line.rstrip())
    except EndOfOutput:
        pass
    finally:
        status = process.close(grace_s=5.0)
    if status != 0:
        raise EnvironmentMissing(
            f"The worker's environment could not be made: {step} ended with {describe_exit(status)}. Check the "
            "network, the proxy (Settings > Options > Network) and the disk, then try again. It said:\n"
            + "\n".join(_reason(lines))
        )


def _reason(lines: Sequence[str]) -> Sequence[str]:
    """The lines from pip's first error on, or else the last ones."""
    first = next((i for i, line in enumerate(lines) if line.startswith("ERROR")), max(len(lines) - ERROR_LINES, 0))
    return lines[first : first + ERROR_LINES]


def _require_space(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < NEEDED_BYTES:
        raise EnvironmentMissing(
            f"The worker's environment needs {NEEDED_BYTES / 1e9:.1f} GB, but {folder} has {free / 1e9:.1f} GB left; "
            "make room there, or name another folder with the variable TESELA_HOME."
        )


def _remove(folder: Path, cancelled: Callable[[], bool]) -> None:
    """Remove the folder file by file, so that a cancel is heard in between."""
    (folder / STAMP_FILE).unlink(missing_ok=True)
    for parent, folders, files in os.walk(folder, topdown=False):
        if cancelled():
            raise RunCancelled("Making the environment was cancelled; it is made anew the next time.")
        for name in files:
            (Path(parent) / name).unlink()
        for name in folders:
            path = Path(parent) / name
            if path.is_symlink():
                path.unlink()
            else:
                path.rmdir()
    folder.rmdir()


@contextlib.contextmanager
def _exclusive(path: Path) -> Iterator[None]:
    """Hold a lock that the system takes back when this process ends; EnvironmentMissing if another holds it."""
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(exclusive(path))
        except OSError as error:
            raise EnvironmentMissing(
                "The worker's environment is being made by another QGIS right now; wait for it to finish."
            ) from error
        yield
