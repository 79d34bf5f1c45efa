"""Where runs are kept, under names that a person can read, and how to get rid of those that nobody needs."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from qgis.core import QgsProject

from ...engine.contract.errors import RunError
from ...engine.contract.places import data_folder
from ..settings import configured_runs_folder
from ..translation import tr
from ..worker.locks import is_locked
from .history import records

LONGEST_NAME_PART = 48
REMOVING = ".removing-"
DESCRIPTION_FILE, JOB_FILE, LOCK_FILE = "run.json", "job.json", "lock"
RESULTS_FILE = "results.gpkg"


@dataclass(frozen=True)
class KeptRun:
    """A run that is kept: its folder (results.gpkg, and the run folder `run`), and what it says of itself.

    started: local time. rasters: names of files. model: its name and version, or "". size_bytes: of all its files.
    state: "complete", "interrupted" (it can go on), "empty" (nothing was written) or "left over" (a removal that was
    interrupted).
    """

    folder: Path
    started: datetime
    rasters: tuple[str, ...]
    model: str
    size_bytes: int
    state: str


def usual_runs_folder() -> Path:
    """Where runs are kept unless a person chose another folder."""
    return data_folder() / "runs"


def runs_folder() -> Path:
    """Where new runs are kept; it may not exist yet."""
    return configured_runs_folder() or usual_runs_folder()


def new_run_folder(raster_name: str, model_id: str) -> Path:
    """Make an empty folder for a run, named after raster, model and date, and return it.

    RunError where that cannot be: the folder of runs is on a disk that is gone, full or read-only.
    """
    root = runs_folder()
    name = "_".join([_readable(raster_name), _readable(model_id), datetime.now().strftime("%Y-%m-%d")])
    try:
        root.mkdir(parents=True, exist_ok=True)
        for number in range(1, 10_000):
            folder = root / (name if number == 1 else f"{name}_{number}")
            try:
                folder.mkdir()
            except FileExistsError:
                continue
            return folder
    except OSError as error:
        raise RunError(
            tr(
                "A folder for the run cannot be made in {folder} ({reason}); choose another folder for runs in "
                "Settings > Options > Tesela."
            ).format(folder=root, reason=error.strerror or error)
        ) from error
    raise RunError(tr("{folder} holds too many runs of this day; remove some.").format(folder=root))


def kept_runs(cancelled: Callable[[], bool] = lambda: False) -> list[KeptRun]:
    """The runs in the folder of runs, newest first; reads the size of every file, so not for the main thread.

    Folders that hold no run are left out: a person's own files are never listed, and so never removed. `cancelled`
    ends it early, with what was found so far.
    """
    found = []
    for folder in _folders(runs_folder()):
        if cancelled():
            break
        run = _read(folder)
        if run is not None:
            found.append(run)
    return sorted(found, key=lambda run: run.started, reverse=True)


def folder_size(folder: Path) -> int:
    """Bytes of the files in `folder` and below it; links are not followed, and what cannot be read counts 0."""
    total = 0
    for parent, _, files in os.walk(folder):
        for name in files:
            try:
                total += os.lstat(os.path.join(parent, name)).st_size  # noqa: PTH118 (a hundred thousand files)
            except OSError:
                continue
    return total


def is_running(run: KeptRun) -> bool:
    """Whether a worker writes this run right now, of this QGIS or another program."""
    return is_locked(run.folder / "run" / LOCK_FILE)


def remove(run: KeptRun) -> None:
    """Remove a kept run from the disk, whole or not at all.

    RunError where it is being written, where a file of it is open in a program that does not let it go, or where it is
    no run in the folder of runs.
    """
    folder = run.folder
    if folder.is_symlink() or folder.parent.resolve() != runs_folder().resolve() or _read(folder, False) is None:
        raise RunError(tr("{folder} is no run that Tesela keeps, so it is not removed.").format(folder=folder))
    if is_running(run):
        raise RunError(tr("{folder} is being written right now; cancel that run first.").format(folder=folder))
    try:
        if not folder.name.startswith(REMOVING):
            aside = Path(tempfile.mkdtemp(prefix=REMOVING, dir=folder.parent))
            try:
                folder.rename(aside / folder.name)
            except OSError:
                aside.rmdir()
                raise
            folder = aside
        shutil.rmtree(folder)
    except OSError as error:
        raise RunError(
            tr("{folder} cannot be removed ({reason}); close what has its files open, then try again.").format(
                folder=run.folder, reason=error.strerror or error
            )
        ) from error


def in_use(runs: Iterable[KeptRun], sources: Iterable[str]) -> dict[Path, list[str]]:
    """Which of the runs are referred to, by folder: those of the `sources` (layer sources, paths) that lie in it."""
    wanted = [(source, _comparable(source)) for source in sources if source]
    used: dict[Path, list[str]] = {}
    for run in runs:
        start = _comparable(str(run.folder))
        for source, text in wanted:
            at = text.find(start)
            if at >= 0 and text[at + len(start) : at + len(start) + 1] in ("", "/", "|", "'", '"'):
                used.setdefault(run.folder, []).append(source)
    return used


def references(project: QgsProject) -> list[str]:
    """What the project refers to: the sources of its layers, and the run folders and results in its history."""
    found = [layer.source() for layer in project.mapLayers().values()]
    for run in records(project):
        found += [run.run_folder, run.results]
    return [text for text in found if text]


def _comparable(text: str) -> str:
    return os.path.normcase(text).replace("\\", "/")


def _folders(root: Path) -> list[Path]:
    try:
        return sorted(path for path in root.iterdir() if path.is_dir() and not path.is_symlink())
    except OSError:
        return []


def _read(folder: Path, with_size: bool = True) -> KeptRun | None:
    """What the folder says of its run; None if it holds none."""
    if not folder.is_dir():
        return None
    size = folder_size(folder) if with_size else 0
    modified = datetime.fromtimestamp(folder.stat().st_mtime)
    if folder.name.startswith(REMOVING):
        return KeptRun(folder, modified, (), "", size, "left over")
    entries = [path.name for path in folder.iterdir()]
    if not entries:
        return KeptRun(folder, modified, (), "", 0, "empty")
    description = _json(folder / "run" / DESCRIPTION_FILE)
    job = description.get("job") or _json(folder / "run" / JOB_FILE)
    if not isinstance(job, dict) or not job.get("model"):
        return None
    model = description.get("model")
    card = model if isinstance(model, dict) else {}
    rasters = job.get("rasters") or [job.get("points", "")]
    return KeptRun(
        folder,
        _local_time(description.get("started")) or modified,
        tuple(_file_name(str(raster)) for raster in rasters),
        " ".join(str(card[key]) for key in ("name", "version") if key in card) or str(job["model"]),
        size,
        "complete" if description.get("state") == "complete" or (folder / RESULTS_FILE).exists() else "interrupted",
    )


def _json(path: Path) -> dict[str, object]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _local_time(text: object) -> datetime | None:
    try:
        started = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    if started.tzinfo is None:
        started = started.replace(tzinfo=timezone.utc)
    return started.astimezone().replace(tzinfo=None)


def _file_name(source: str) -> str:
    return re.split(r"[\\/]", source.split("|", 1)[0].rstrip("\\/"))[-1] or source


def _readable(text: str) -> str:
    return re.sub(r"[^\w\-.]+", "_", text).strip("._ ")[:LONGEST_NAME_PART] or "run"
