"""What the rasters of a job are called in its results: names that tell them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath


def raster_names(paths: Sequence[str]) -> tuple[str, ...]:
    """Return the names of a job's rasters, as run.json and the column `raster` of the features say them.

    A name is the file name where no other of these rasters has it, else as many folders before it as tell them apart
    (2019/ortho.tif and 2023/ortho.tif), or the whole path where no number of folders does.
    """
    parts = [path_parts(path) for path in paths]
    ends = Counter(own[-count:] for own in parts for count in range(1, len(own) + 1))
    return tuple(_name(path, own, ends) for path, own in zip(paths, parts))


def path_parts(path: str) -> tuple[str, ...]:
    """Return the folders and the file name of a path of any system."""
    return PurePosixPath(path.replace("\\", "/")).parts


def _name(path: str, own: tuple[str, ...], ends: Counter[tuple[str, ...]]) -> str:
    for count in range(1, len(own) + 1):
        if ends[own[-count:]] == 1:
            return str(PurePosixPath(*own[-count:]))
    return path
