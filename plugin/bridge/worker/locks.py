"""Locks on files that the system takes back when their holder ends, however it ends."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock of this file, which is made if need be; OSError if another holds it."""
    with path.open("a+b") as lock:
        _take(lock)
        yield


def is_locked(path: Path) -> bool:
    """Whether somebody holds the lock of this file right now; a file that is not there is not locked."""
    try:
        with path.open("r+b") as lock:
            _take(lock)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _take(lock: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        lock.seek(0)
        msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
