"""Talk to a worker process: one request at a time, its events as they come, and an end that is never in doubt.

Done is returned. The three other ends are raised: RunCancelled, WorkerFailed (the worker said why) and WorkerCrashed
(it ended, or wrote nonsense, without saying why). Needs no QGIS and no event loop, so it serves any thread.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from ...engine.contract.errors import RunCancelled, TeselaError, WorkerCrashed
from ...engine.contract.events import Cancelled, Done, Event, Failed, ProtocolError, from_line
from ...engine.contract.places import PACKAGE, data_folder
from ...engine.contract.surroundings import clean_environment
from .process import EndOfOutput, LineProcess, describe_exit
from .wording import worded

POLL_S = 0.1
CANCEL_GRACE_S = 1.3
CLOSE_GRACE_S = 1.5
LOGS_KEPT = 20
TAIL_BYTES = 4000
TAIL_LINES = 8


class WorkerFailed(TeselaError):
    """The worker ended a request with an error; `detail` is its traceback or ""."""

    def __init__(self, message: str, kind: str, detail: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.detail = detail


def worker_command(python: Path) -> list[str]:
    """The command that starts the worker: isolated from the user's site packages and start-up files."""
    return [str(python), "-I", str(PACKAGE / "engine" / "run" / "start.py"), "worker"]


def cli_command(python: Path, *arguments: str) -> list[str]:
    """The command line `tesela ARGUMENTS`, isolated in the same way."""
    return [str(python), "-I", str(PACKAGE / "engine" / "run" / "start.py"), "cli", *arguments]


class WorkerSession:
    """A running worker. Use it in a `with` block: at its end the worker is gone."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str] = os.environ) -> None:
        self.log_path, self._log = _open_log()
        try:
            self._process = LineProcess(command, clean_environment(environ), self._log)
        except OSError as error:
            self._log.close()
            raise WorkerCrashed(f"The worker could not be started with {command[0]}: {error}.") from error

    def __enter__(self) -> WorkerSession:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The worker's process id."""
        return self._process.pid

    def ask(
        self,
        request: dict[str, Any],
        take: Callable[[Event], None],
        cancelled: Callable[[], bool],
    ) -> Done:
        """Send a request, hand each of its events to `take` and return the final one.

        `cancelled` is asked ten times a second. A worker that does not end within 1.3 s of a cancel is killed, which
        loses nothing: finished parts are finished files.
        """
        self._process.write_line(json.dumps(request))
        give_up_at: float | None = None
        while True:
            if give_up_at is None and cancelled():
                give_up_at = time.monotonic() + CANCEL_GRACE_S
                self._process.write_line('{"request": "cancel"}')
            if give_up_at is not None and time.monotonic() > give_up_at:
                self._process.kill()
                raise RunCancelled("The run was cancelled; what was finished is kept in its run folder.")
            try:
                line = self._process.next_line(POLL_S)
                event = None if line is None else worded(from_line(line), TeselaError.in_words)
            except (EndOfOutput, ProtocolError) as error:
                if give_up_at is not None:
                    raise RunCancelled("The run was cancelled; what was finished is kept in its run folder.") from error
                raise self._crash(error) from error
            if isinstance(event, Done):
                return event
            if isinstance(event, Failed):
                raise WorkerFailed(event.message, event.kind, event.detail)
            if isinstance(event, Cancelled):
                raise RunCancelled(event.message)
            if event is not None:
                take(event)

    def close(self) -> int:
        """Let the worker end by closing its standard input, end it if it does not, and return its exit status."""
        status = self._process.close(CLOSE_GRACE_S)
        self._log.close()
        return status

    def _crash(self, cause: Exception) -> WorkerCrashed:
        if isinstance(cause, ProtocolError):
            self._process.kill()
        status = self._process.close(CLOSE_GRACE_S)
        what = f"The worker ended without an answer ({describe_exit(status)})."
        if isinstance(cause, ProtocolError):
            what = str(cause)
        tail = self._log_tail()
        if not tail:
            return WorkerCrashed(f"{what} What was finished is kept in the run folder; its log is {self.log_path}.")
        return WorkerCrashed(
            f"{what} What was finished is kept in the run folder; its log is {self.log_path}. Its last words:\n{tail}"
        )

    def _log_tail(self) -> str:
        try:
            with self.log_path.open("rb") as log:
                log.seek(max(0, self.log_path.stat().st_size - TAIL_BYTES))
                lines = log.read().decode("utf-8", "replace").splitlines()
        except OSError:
            return ""
        return "\n".join(lines[-TAIL_LINES:])


def _open_log() -> tuple[Path, IO[bytes]]:
    """Open a new log file, beside the newest of the earlier ones, or in the temporary folder if that must not be."""
    folder = data_folder() / "logs"
    prefix = time.strftime("worker-%Y%m%d-%H%M%S-")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in sorted(folder.glob("worker-*.log"))[: -LOGS_KEPT + 1]:
            old.unlink()
        descriptor, name = tempfile.mkstemp(".log", prefix, folder)
    except OSError:
        descriptor, name = tempfile.mkstemp(".log", prefix)
    return Path(name), os.fdopen(descriptor, "wb")
