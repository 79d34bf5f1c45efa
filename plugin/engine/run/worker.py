"""The worker: answers requests from standard input with events on standard output, one line of JSON each.

It ends when its standard input closes, so a QGIS that was killed leaves no orphan. A request that is under way then is
cancelled; if it does not stop within the grace time, the process ends all the same, which loses nothing, because
finished parts are whole files.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from typing import IO, Any

from ..contract.events import Event, Failed, to_line
from .answer import answer

GRACE_S = 1.5


def main() -> None:
    """Serve requests until standard input closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel = take_over_stdout()
    Worker(sys.stdin, channel).serve()


def take_over_stdout() -> IO[str]:
    """Keep standard output for the protocol alone: whatever a library prints goes to standard error from now on."""
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return channel


class Worker:
    """Reads requests in one thread, so that a cancel is heard while another request is answered in the main thread."""

    def __init__(self, requests: IO[str], channel: IO[str]):
        self._requests, self._channel = requests, channel
        self._waiting: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._cancelled = threading.Event()
        self._speaking = threading.Lock()

    def serve(self) -> None:
        """Answer requests one after the other until there are no more."""
        threading.Thread(target=self._listen, name="requests", daemon=True).start()
        while (request := self._waiting.get()) is not None:
            self._cancelled.clear()
            self.emit(answer(request, self.emit, self._cancelled.is_set))

    def emit(self, event: Event) -> None:
        """Write one event; a closed channel means that nobody listens, so the process ends."""
        try:
            with self._speaking:
                self._channel.write(to_line(event))
                self._channel.flush()
        except (BrokenPipeError, ValueError):
            os._exit(0)

    def _listen(self) -> None:
        for line in self._requests:
            if not line.strip():
                continue
            try:
                request = json.loads(line)
                kind = request["request"]
            except (json.JSONDecodeError, TypeError, KeyError):
                self.emit(Failed(f"The worker was sent a line that is no request: {line[:200]!r}.", "ProtocolError"))
                continue
            if kind == "cancel":
                self._cancelled.set()
            else:
                self._waiting.put(request)
        self._cancelled.set()
        self._waiting.put(None)
        threading.Timer(GRACE_S, os._exit, [0]).start()
