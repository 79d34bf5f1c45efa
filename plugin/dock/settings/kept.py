"""What is kept on the disk and may go: finding it with its size, and removing it, both in another thread."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ...bridge.runs.kept_folders import KeptRun, kept_runs, remove
from ...bridge.translation import tr
from ...bridge.worker.environment_state import OtherEnvironment, environment_details, environment_state
from ...bridge.worker.make_environment import remove_environment
from ...engine.contract.errors import RunCancelled, TeselaError
from ...engine.contract.events import IsCancelled


@dataclass(frozen=True)
class Kept:
    """Something on the disk that may go: a run, or an environment of another version of the plugin."""

    folder: Path
    size_bytes: int
    date: datetime
    run: KeptRun | None = None
    environment: OtherEnvironment | None = None


@dataclass(frozen=True)
class Removal:
    """What became of a removal: the folders that are gone, and why the others are not."""

    gone: tuple[Path, ...]
    problems: tuple[str, ...]
    cancelled: bool = False


def find_kept(configured: str, cancelled: IsCancelled) -> list[Kept]:
    """Everything that may go, with its size; for another thread."""
    found = [Kept(run.folder, run.size_bytes, run.started, run=run) for run in kept_runs(cancelled)]
    state = environment_state(configured, os.environ)
    for other in environment_details(state, cancelled).others:
        made = datetime.fromtimestamp(other.folder.stat().st_mtime)
        found.append(Kept(other.folder, other.size_bytes, made, environment=other))
    return found


def remove_kept(chosen: list[Kept], cancelled: IsCancelled) -> Removal:
    """Remove these one after the other, for another thread; one that cannot be removed does not stop the rest."""
    gone: list[Path] = []
    problems: list[str] = []
    for kept in chosen:
        if cancelled():
            return Removal(tuple(gone), tuple(problems), cancelled=True)
        try:
            if kept.run is not None:
                remove(kept.run)
            else:
                remove_environment(kept.folder, cancelled)
            gone.append(kept.folder)
        except RunCancelled:
            return Removal(tuple(gone), tuple(problems), cancelled=True)
        except TeselaError as error:
            problems.append(str(error))
        except OSError as error:
            problems.append(
                tr("{folder} cannot be removed: {reason}.").format(folder=kept.folder, reason=error.strerror or error)
            )
    return Removal(tuple(gone), tuple(problems))


def kept_in_all(configured: str, cancelled: IsCancelled) -> tuple[int, int, int]:
    """How many runs are kept, their bytes, and the bytes of environments; for another thread."""
    runs = kept_runs(cancelled)
    state = environment_state(configured, os.environ)
    details = environment_details(state, cancelled)
    beside = sum(other.size_bytes for other in details.others)
    ours = details.size_bytes if state.is_ours else 0
    return len(runs), sum(run.size_bytes for run in runs), ours + beside
