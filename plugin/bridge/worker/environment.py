"""Find the worker's Python.

QGIS and the worker never share a Python: TensorFlow aborts QGIS when it is imported there.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ...engine.contract.errors import EnvironmentMissing
from ...engine.contract.places import asset, data_folder

STAMP_FILE = "tesela.lock.sha256"


@dataclass(frozen=True)
class WorkerPython:
    """The Python that runs the worker, and where it was found: a variable, a setting, the checkout or Tesela's own."""

    path: Path
    origin: str


def lock_file() -> Path:
    """Path of the file that pins every package of the worker."""
    return asset("resources") / "locks" / "worker.txt"


def lock_digest() -> str:
    """SHA-256 of the lock file, as hexadecimal digits: another lock means another environment."""
    return hashlib.sha256(lock_file().read_bytes()).hexdigest()


def environments_folder() -> Path:
    """The folder of the environments that Tesela made, one a lock file; it may not exist yet."""
    return data_folder() / "environments"


def managed_folder() -> Path:
    """The folder of the environment that Tesela makes itself for this lock file; it may not exist yet.

    It is named after the lock alone, so a plugin of another version with the same lock uses it too.
    """
    return environments_folder() / lock_digest()[:12]


def python_in(folder: Path) -> Path:
    """The interpreter inside a virtual environment."""
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def is_complete(folder: Path, of_any_lock: bool = False) -> bool:
    """Whether the environment in `folder` was made to the end, from the present lock file (or whichever)."""
    stamp = folder / STAMP_FILE
    try:
        stamped = stamp.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return False
    return (of_any_lock or stamped == lock_digest()) and python_in(folder).is_file()


def checkout_folder() -> Path | None:
    """The source checkout that this plugin runs from, also through symbolic links; None for an installed plugin."""
    folder = Path(__file__).resolve().parents[3]
    return folder if (folder / "pyproject.toml").is_file() else None


def named_python(configured: str = "", environ: Mapping[str, str] = os.environ) -> WorkerPython | None:
    """Return the Python that $TESELA_PYTHON or else the QGIS setting names, or None if neither does.

    EnvironmentMissing if the one that is named does not exist: what a person asked for is never passed over.
    """
    for origin, name in (
        ("$TESELA_PYTHON", environ.get("TESELA_PYTHON", "")),
        ("The setting tesela/python", configured),
    ):
        if not name:
            continue
        if not Path(name).is_file():
            raise EnvironmentMissing(
                f"{origin} names the Python {name}, which does not exist; correct it or remove it."
            )
        return WorkerPython(Path(name), origin)
    return None


def find_python(configured: str = "", environ: Mapping[str, str] = os.environ) -> WorkerPython:
    """Return the worker's Python; EnvironmentMissing says what was looked for and how to make it.

    The order: a named one (see `named_python`), `.venv` of the checkout that the plugin runs from, and the environment
    that Tesela makes itself.
    """
    named = named_python(configured, environ)
    if named is not None:
        return named
    checkout = checkout_folder()
    if checkout is not None and python_in(checkout / ".venv").is_file():
        return WorkerPython(python_in(checkout / ".venv"), "the checkout")
    managed = managed_folder()
    if is_complete(managed):
        return WorkerPython(python_in(managed), "Tesela's own environment")
    state = "is incomplete" if managed.exists() else "does not exist yet"
    raise EnvironmentMissing(
        f"The worker's Python environment {state} ({managed}); make it in the Tesela panel or with the Processing "
        "algorithm 'Make the worker's environment' (tesela:setup)."
    )
