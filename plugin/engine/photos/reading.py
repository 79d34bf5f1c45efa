"""Photographs read ahead in threads, so that the model never waits for a disk; each comes as pixels or as a problem."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from .image import Photo, PhotoError, read_photo

AHEAD = 32
MOST_READERS = 4
STOP_INTERVAL_S = 0.1


@dataclass(frozen=True)
class ReadPhoto:
    """What came of one photograph, by its number in the run: the photograph, or why there is none."""

    number: int
    photo: Photo | None
    problem: str = ""


def read_ahead(
    todo: Iterable[tuple[int, Path]], side_px: int, stop: Callable[[], None]
) -> Generator[ReadPhoto, None, None]:
    """Yield photographs (number, path) in order while threads read the next ones, at most AHEAD of them.

    stop: called many times a second, also while a file is slow; it ends the reading by raising.
    """
    readers = ThreadPoolExecutor(min(MOST_READERS, os.cpu_count() or 1), "photo-reader")
    waiting: deque[Future[ReadPhoto]] = deque()
    rest = iter(todo)
    try:
        while True:
            waiting.extend(readers.submit(_read, *item, side_px) for item in islice(rest, AHEAD - len(waiting)))
            if not waiting:
                return
            while not wait([waiting[0]], STOP_INTERVAL_S).done:
                stop()
            stop()
            yield waiting.popleft().result()
    finally:
        readers.shutdown(wait=False, cancel_futures=True)


def _read(number: int, path: Path, side_px: int) -> ReadPhoto:
    try:
        return ReadPhoto(number, read_photo(path, side_px))
    except PhotoError as error:
        return ReadPhoto(number, None, str(error))
