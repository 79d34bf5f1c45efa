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
import time
from dataclasses import dataclass, field
from typing import IO, Any

from ..contract.events import Event, Warning, to_line
from .answer import answer

GRACE_S = 1.5


def main() -> None:
    """Serve requests until standard input closes, then end at once: frameworks take a second to tidy up for nobody."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel = take_over_stdout()
    Worker(sys.stdin, channel).serve()
    os._exit(0)


def take_over_stdout() -> IO[str]:
    """Keep standard output for the protocol alone: whatever a library prints goes to standard error from now on."""
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return channel


@dataclass(frozen=True, eq=False)
class Request:
    """A request with the event that a cancel sets; the cancel of one request never touches a later one."""

    content: dict[str, Any]
    cancelled: threading.Event = field(default_factory=threading.Event)


class Worker:
    """Reads requests in one thread, so that a cancel is heard while another request is answered in the main thread."""

    def __init__(self, requests: IO[str], channel: IO[str]):
        self._requests, self._channel = requests, channel
        self._waiting: queue.Queue[Request | None] = queue.Queue()
        self._unanswered: list[Request] = []
        self._speaking = threading.Lock()

    def serve(self) -> None:
        """Answer requests one after the other until there are no more."""
        threading.Thread(target=self._listen, name="requests", daemon=True).start()
        while (request := self._waiting.get()) is not None:
            last = answer(request.content, self.emit, request.cancelled.is_set)
            self._unanswered.remove(request)
            self.emit(last)

    def emit(self, event: Event) -> None:
        """Write one event; a closed channel means that nobody listens, so the process ends."""
        try:
            with self._speaking:
                self._channel.write(to_line(event))
                self._channel.flush()
        except (BrokenPipeError, ValueError):
            os._exit(0)

    def _listen(self) -> None:
        try:
            for line in self._requests:
                if line.strip():
                    self._hear(line)
        finally:
            self._cancel()
            self._waiting.put(None)
            threading.Thread(target=_end_after_grace, name="end", daemon=True).start()

    def _hear(self, line: str) -> None:
        try:
            content = json.loads(line)
            kind = content["request"]
        except (ValueError, TypeError, KeyError, RecursionError):
            self.emit(Warning(f"The worker was sent a line that is no request: {line[:200]!r}."))
            return
        if kind == "cancel":
            self._cancel()
            return
        request = Request(content)
        self._unanswered.append(request)
        self._waiting.put(request)

    def _cancel(self) -> None:
        for request in list(self._unanswered):
            request.cancelled.set()


def _end_after_grace() -> None:
    time.sleep(GRACE_S)
    os._exit(0)
