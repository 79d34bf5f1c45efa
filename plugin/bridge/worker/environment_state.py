"""What there is of the worker's environment: its state, its size, its packages, and what other versions left."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from ...engine.contract.errors import EnvironmentMissing
from ..runs.kept_folders import folder_size
from .environment import environments_folder, find_python, is_complete, managed_folder, named_python, python_in
from .locks import is_locked
from .make_environment import LOCK_SUFFIX, lock_of

MAIN_PACKAGES = ("tensorflow", "tensorflow_cpu", "keras", "onnxruntime", "rasterio", "numpy")


class Kind(Enum):
    """What the worker's environment is."""

    NONE = "none"
    BEING_MADE = "being made"
    HALF_MADE = "half-made"
    COMPLETE = "complete"
    NAMED = "named"
    MISNAMED = "misnamed"
    CHECKOUT = "checkout"


@dataclass(frozen=True)
class EnvironmentState:
    """The environment that the next run would use.

    folder: of the environment; None where a named Python is in none. python: its interpreter, None where there is none.
    origin: what named it, such as $TESELA_PYTHON, or "". problem: of a Python that is named but not there, or "".
    """

    kind: Kind
    folder: Path | None
    python: Path | None = None
    origin: str = ""
    problem: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether a run can start."""
        return self.python is not None

    @property
    def is_ours(self) -> bool:
        """Whether Tesela made it, or would make it."""
        return self.kind in (Kind.NONE, Kind.BEING_MADE, Kind.HALF_MADE, Kind.COMPLETE)


@dataclass(frozen=True)
class OtherEnvironment:
    """An environment that another version of the plugin made, with another list of packages."""

    folder: Path
    size_bytes: int
    is_complete: bool


@dataclass(frozen=True)
class EnvironmentDetails:
    """What takes a while to find out: bytes on disk, versions of the main packages, and other environments."""

    size_bytes: int
    versions: dict[str, str]
    others: tuple[OtherEnvironment, ...]


def environment_state(configured: str, environ: Mapping[str, str]) -> EnvironmentState:
    """What the next run would use, without running or measuring anything."""
    try:
        named = named_python(configured, environ)
    except EnvironmentMissing as error:
        return EnvironmentState(Kind.MISNAMED, None, problem=str(error))
    if named is not None:
        return EnvironmentState(Kind.NAMED, _environment_of(named.path), named.path, named.origin)
    managed = managed_folder()
    try:
        found = find_python("", {})
    except EnvironmentMissing:
        if is_locked(lock_of(managed)):
            return EnvironmentState(Kind.BEING_MADE, managed)
        return EnvironmentState(Kind.HALF_MADE if managed.exists() else Kind.NONE, managed)
    if found.path == python_in(managed):
        return EnvironmentState(Kind.COMPLETE, managed, found.path, found.origin)
    return EnvironmentState(Kind.CHECKOUT, _environment_of(found.path), found.path, found.origin)


def environment_details(state: EnvironmentState, cancelled: Callable[[], bool] = lambda: False) -> EnvironmentDetails:
    """Measure the environment and what lies beside it; reads a hundred thousand file sizes: not for the main thread."""
    others = []
    for folder in other_environments(state):
        if cancelled():
            break
        others.append(OtherEnvironment(folder, folder_size(folder), is_complete(folder, of_any_lock=True)))
    size = folder_size(state.folder) if state.folder is not None and state.folder.exists() else 0
    return EnvironmentDetails(size, versions_in(state.folder), tuple(others))


def other_environments(state: EnvironmentState) -> list[Path]:
    """The folders of environments that the present lock file does not ask for, and that are not in use by name."""
    root = environments_folder()
    if not root.is_dir():
        return []
    folders = sorted(path for path in root.iterdir() if path.is_dir() and not path.is_symlink())
    return [
        path
        for path in folders
        if path not in (managed_folder(), state.folder) and not is_locked(path.with_name(path.name + LOCK_SUFFIX))
    ]


def versions_in(folder: Path | None) -> dict[str, str]:
    """Versions of the main packages, by name, read from the names of their folders."""
    if folder is None:
        return {}
    found = {}
    for pattern in ("lib/python3*/site-packages/*.dist-info", "Lib/site-packages/*.dist-info"):
        for path in folder.glob(pattern):
            match = re.fullmatch(r"(.+)-([^-]+)\.dist-info", path.name)
            if match and match[1].lower().replace("-", "_") in MAIN_PACKAGES:
                found[match[1].replace("_", "-")] = match[2]
    return dict(sorted(found.items()))


def _environment_of(python: Path) -> Path | None:
    """The virtual environment of an interpreter, or None."""
    folder = python.parent.parent
    return folder if (folder / "pyvenv.cfg").is_file() else None
