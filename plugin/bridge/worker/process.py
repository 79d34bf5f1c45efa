"""A child process that is talked to in lines, and that is never left behind."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from typing import IO

LONGEST_LINE_CHARS = 1 << 20


class EndOfOutput(Exception):
    """The process closed its standard output: it has ended, or is about to."""


class LineProcess:
    """A child process whose standard input and output are served by a thread each, so that nobody waits for it.

    `errors` receives its standard error; None joins that with the standard output. The process leads its own
    process group where the system has such, so that `kill` also ends what the process started.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], errors: IO[bytes] | None) -> None:
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors if errors is not None else subprocess.STDOUT,
            env=dict(environment),
            encoding="utf-8",
            errors="replace",
            start_new_session=os.name != "nt",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._to_write: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, name="tesela-process-reader", daemon=True)
        self._writer = threading.Thread(target=self._write, name="tesela-process-writer", daemon=True)
        self._reader.start()
        self._writer.start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def _read(self) -> None:
        output = self._process.stdout
        assert output is not None
        with contextlib.suppress(OSError, ValueError):
            for line in iter(lambda: output.readline(LONGEST_LINE_CHARS), ""):
                self._lines.put(line)
        self._lines.put(None)

    def _write(self) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        with contextlib.suppress(OSError, ValueError):
            for line in iter(self._to_write.get, None):
                pipe.write(line + "\n")
                pipe.flush()
        with contextlib.suppress(OSError, ValueError):
            pipe.close()

    def next_line(self, timeout_s: float) -> str | None:
        """Return the next line, or None if there is none within `timeout_s`; EndOfOutput once there are no more."""
        try:
            line = self._lines.get(timeout=timeout_s)
        except queue.Empty:
            return None
        if line is None:
            self._lines.put(None)
            raise EndOfOutput
        return line

    def write_line(self, text: str) -> None:
        """Have one line written to the standard input; a process that no longer reads shows by its output's end."""
        self._to_write.put(text)

    def kill(self) -> None:
        """End the process and its own children at once."""
        with contextlib.suppress(OSError):
            if os.name == "nt":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)

    def close(self, grace_s: float) -> int:
        """Close its standard input, end it if it is not gone within `grace_s`, and return its exit status."""
        self._to_write.put(None)
        try:
            self._process.wait(grace_s)
        except subprocess.TimeoutExpired:
            self.kill()
        status = self._process.wait()
        self._writer.join(timeout=1.0)
        self._reader.join(timeout=1.0)
        if self._process.stdout is not None and not self._reader.is_alive():
            self._process.stdout.close()
        return status


def describe_exit(status: int) -> str:
    """Say in words how a process ended: the exit status, or the signal and what usually sends it."""
    if status >= 0:
        return f"exit status {status}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = f"signal {-status}"
    causes = {
        "SIGKILL": "killed, most often because memory ran out",
        "SIGSEGV": "a fault in a native library",
        "SIGABRT": "a native library gave up",
        "SIGILL": "this processor lacks instructions that a library needs",
        "SIGTERM": "another program ended it",
    }
    return f"{name}: {causes[name]}" if name in causes else name
