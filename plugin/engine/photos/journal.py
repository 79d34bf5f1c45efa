"""The scores of photographs that are done: a journal of lines, so that a run that was killed goes on where it stopped.

RUN/photos-DIGEST.jsonl, one file a model; a line is written only with the scores of a photograph in it. A photograph
is known again by its path, size and time, in whatever layer it stands: points may be added, and thresholds moved,
without scoring anything twice. What could not be read has no line, and is tried again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..path.scores import telling_why

Key = tuple[str, int, int]


@dataclass(frozen=True)
class KeptScores:
    """Scores (classes,) float32 of one photograph, and the share of it that the model was shown."""

    scores: NDArray[np.float32]
    shown: float


def key_of(path: Path) -> Key | None:
    """Return what tells a photograph from a changed one, or None where there is no such file."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return (str(path), status.st_size, status.st_mtime_ns) if path.is_file() else None


@dataclass
class ScoreJournal:
    """The journal of one model in a run folder; made by `open`."""

    path: Path
    kept: dict[Key, KeptScores] = field(default_factory=dict)
    device: str = ""
    runtime: str = ""

    @classmethod
    def open(cls, path: Path, classes: int) -> ScoreJournal:
        """Read what there is; a line that was cut short when a process was killed or a disk full does not count."""
        journal = cls(path)
        for line in path.read_bytes().splitlines() if path.exists() else ():
            try:
                journal._take(json.loads(line), classes)
            except (ValueError, TypeError, KeyError):
                continue
        return journal

    def _take(self, entry: dict[str, Any], classes: int) -> None:
        if "device" in entry:
            self.device, self.runtime = str(entry["device"]), str(entry["runtime"])
            return
        scores = np.array(entry["scores"], np.float32)
        if scores.shape == (classes,) and np.isfinite(scores).all():
            key = (str(entry["photo"]), int(entry["bytes"]), int(entry["modified_ns"]))
            self.kept[key] = KeptScores(scores, float(entry["shown"]))

    def say_what_runs(self, device: str, runtime: str) -> None:
        """Note down what the scores that follow are computed with."""
        self.device, self.runtime = device, runtime
        self._append([{"device": device, "runtime": runtime}])

    def add(self, scored: Iterable[tuple[Key, KeptScores]]) -> None:
        """Keep the scores of some photographs; they are on the disk when this returns."""
        entries = []
        for key, kept in scored:
            name, size, modified_ns = key
            entries.append(
                {
                    "photo": name,
                    "bytes": size,
                    "modified_ns": modified_ns,
                    "shown": round(kept.shown, 4),
                    "scores": kept.scores.tolist(),
                }
            )
            self.kept[key] = kept
        self._append(entries)

    def _append(self, entries: list[dict[str, Any]]) -> None:
        lines = b"".join(json.dumps(entry).encode() + b"\n" for entry in entries)
        with telling_why(self.path.parent), self.path.open("a+b") as stream:
            if stream.seek(0, os.SEEK_END):
                stream.seek(-1, os.SEEK_END)
                lines = lines if stream.read(1) == b"\n" else b"\n" + lines
            stream.write(lines)
            stream.flush()
            os.fsync(stream.fileno())
