"""Batches of windows for the model, read ahead in a thread of their own, and the account of each part."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from .reading import ReadWindow, Status, WindowReader
from .windows import WindowGrid


@dataclass(frozen=True)
class Batch:
    """Windows ready for the model: their numbers in the window grid (n,), pixels (n, h, w, bands), valid (n, h, w).

    centre_valid: (n,), whether the middle of each window's part inside the raster has data.
    """

    indices: np.ndarray
    pixels: np.ndarray
    valid: np.ndarray
    centre_valid: np.ndarray


@dataclass(frozen=True)
class PartRead:
    """The end of a part: the numbers of all its windows, what became of each, and the problems met, by window."""

    part: int
    indices: np.ndarray
    statuses: np.ndarray
    problems: dict[int, str]


def read_parts(
    reader: WindowReader, windows: WindowGrid, parts: Iterable[tuple[int, np.ndarray]], batch: int
) -> Iterator[Batch | PartRead]:
    """Read parts (number, window numbers) in order: batches of windows that have data, then the part's account."""
    for part, indices in parts:
        statuses, problems = np.zeros(len(indices), np.uint8), {}
        waiting: list[tuple[int, ReadWindow]] = []
        pixels = reader.room(batch)
        for position, index in enumerate(indices):
            read = reader.read(windows[int(index)], pixels[len(waiting)])
            statuses[position] = read.status
            if read.problem:
                problems[int(index)] = read.problem
            if read.status in (Status.WITHOUT_DATA, Status.FAILED):
                continue
            waiting.append((int(index), read))
            if len(waiting) == batch:
                yield _batch(waiting, pixels)
                waiting, pixels = [], reader.room(batch)
        if waiting:
            yield _batch(waiting, pixels[: len(waiting)])
        yield PartRead(part, indices, statuses, problems)


def _batch(reads: list[tuple[int, ReadWindow]], pixels: np.ndarray) -> Batch:
    return Batch(
        np.array([index for index, _ in reads]),
        pixels,
        np.stack([read.valid for _, read in reads]),
        np.array([read.centre_valid for _, read in reads]),
    )


T = TypeVar("T")


def prefetch(items: Iterator[T], depth: int) -> Generator[T, None, None]:
    """Yield `items` while a thread makes the next ones, at most `depth` ahead; its error is raised here."""
    ahead: queue.Queue[tuple[bool, T | BaseException | None]] = queue.Queue(depth)
    stop = threading.Event()

    def put(entry: tuple[bool, T | BaseException | None]) -> bool:
        while not stop.is_set():
            try:
                ahead.put(entry, timeout=0.1)
                return True
            except queue.Full:
                continue
        return False

    def work() -> None:
        try:
            for item in items:
                if not put((True, item)):
                    return
            put((False, None))
        except BaseException as error:  # noqa: BLE001 (handed to the consumer, who raises it)
            put((False, error))

    thread = threading.Thread(target=work, name="prefetch", daemon=True)
    thread.start()
    try:
        while True:
            more, item = ahead.get()
            if more:
                yield item  # type: ignore[misc]
            elif item is None:
                return
            else:
                raise item  # type: ignore[misc]
    finally:
        stop.set()
        thread.join()
