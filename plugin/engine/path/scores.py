"""The run folder: what `score` writes and `select` reads.

    run.json             the run's description: job, model, rasters with grids and fingerprints, state
    journal.jsonl        one line a finished part, appended after the part's file is whole
    parts/R-PPPPP.npz    scores of the windows of part P of raster R
    scores-R.tif         the blended score raster of raster R (segmentation), in steps of 1/254; 255 is no data

A part is a run of neighbouring windows. A file has its final name only when it is whole, so a run that was killed
goes on where it stopped: parts that the journal names are not scored again.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import numpy as np
from filelock import FileLock, Timeout
from rasterio.errors import RasterioError

from ..contract.errors import FolderTaken, RunError
from ..contract.raster_names import raster_names
from .reading import Status

SCHEMA_VERSION = 1
PART_WINDOWS = 64
SCORE_STEPS = 254
NO_SCORE = 255


@dataclass(frozen=True)
class Part:
    """Scores of some windows: indices (n,), statuses (n,) of all of them; scored (m,) and scores of those that were.

    scores: (m, classes) float32 for a classifier or a multi-label model, (m, 1) float32 values of a regression,
    (m, h, w, classes) uint8 in SCORE_STEPS for a segmentation. centre_valid: (m,), whether the middle pixel of the
    window has data. embeddings: (m, length) float16 or None. data_share: (m,) float32, which share of what the model
    saw has data (of multi-label models and regressions). single_colour: (m,) bool, whether that is all of one colour
    (of regressions).
    """

    indices: np.ndarray
    statuses: np.ndarray
    scored: np.ndarray
    scores: np.ndarray
    centre_valid: np.ndarray
    embeddings: np.ndarray | None = None
    data_share: np.ndarray | None = None
    single_colour: np.ndarray | None = None

    def take(self, chosen: np.ndarray) -> Part:
        """Return the part with only those scored windows where the mask holds."""
        kept = {name: value[chosen] for name, value in vars(self).items() if name in OF_SCORED and value is not None}
        return replace(self, **kept)


OF_SCORED = tuple(field.name for field in fields(Part) if field.name not in ("indices", "statuses"))


def join_parts(parts: Sequence[Part]) -> Part:
    """Return the windows of some parts (at least one) as one part, with the columns that all of them have."""
    columns = {field.name: [getattr(part, field.name) for part in parts] for field in fields(Part)}
    whole = {name: arrays for name, arrays in columns.items() if all(array is not None for array in arrays)}
    return Part(**{name: np.concatenate(arrays) for name, arrays in whole.items()})


def in_parts(windows: np.ndarray) -> list[np.ndarray]:
    """Return window numbers in runs of PART_WINDOWS."""
    return [windows[i : i + PART_WINDOWS] for i in range(0, len(windows), PART_WINDOWS)]


def quantise(scores: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """Return probabilities (n, h, w, classes) as uint8 steps of 1/254, with 255 where valid (n, h, w) is False."""
    steps = scores * np.float32(SCORE_STEPS)
    np.clip(steps, 0, SCORE_STEPS, out=steps)
    quantised = np.rint(steps, out=steps).astype(np.uint8)
    if not valid.all():
        quantised[~valid] = NO_SCORE
    return quantised


@dataclass
class RunFolder:
    """A run folder on disk and its journal; made by `create` or `open`, never directly."""

    path: Path
    description: dict[str, Any]
    finished: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def create(cls, path: Path, description: dict[str, Any]) -> RunFolder:
        """Make the folder, or go on with one that holds the same run; FolderTaken where it holds another."""
        if (path / "run.json").exists():
            run = cls.open(path)
            if run.description["fingerprint"] == description["fingerprint"]:
                return run
            if run.finished:
                raise FolderTaken(
                    f"{path} holds another run (other rasters, model, area or options, or a raster that has changed "
                    "since); choose another output folder, or delete this one."
                )
        with telling_why(path):
            (path / "parts").mkdir(parents=True, exist_ok=True)
            write_json(path / "run.json", description)
        return cls(path, description)

    @classmethod
    def open(cls, path: Path) -> RunFolder:
        """Open an existing run folder (or the output folder that holds it); RunError where there is none."""
        if not (path / "run.json").exists() and (path / "run" / "run.json").exists():
            path = path / "run"
        try:
            description = json.loads((path / "run.json").read_text(encoding="utf-8"))
            schema_version = description["schema_version"]
        except FileNotFoundError as error:
            raise RunError(
                f"{path} is no run folder: it holds no run.json. Give the folder that a run wrote."
            ) from error
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise RunError(f"{path / 'run.json'} is damaged: {error}. Delete {path} and run the job again.") from error
        if schema_version != SCHEMA_VERSION:
            raise RunError(f"{path} was written by another version of Tesela; delete it and run the job again.")
        run = cls(path, description)
        run._read_journal()
        return run

    def _read_journal(self) -> None:
        journal = self.path / "journal.jsonl"
        if not journal.exists():
            return
        for line in journal.read_bytes().splitlines():
            try:
                entry = json.loads(line)
                key = (entry["raster"], entry["part"])
            except (ValueError, TypeError, KeyError):
                continue
            if (self.path / entry["file"]).is_file() or self.has_score_raster(entry["raster"]):
                self.finished[key] = entry

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from writing this run; RunError where one does, or where the folder cannot be written.

        A killed process frees it.
        """
        lock = FileLock(self.path / "lock")
        with telling_why(self.path):
            try:
                lock.acquire(timeout=0)
            except Timeout as error:
                raise RunError(
                    f"{self.path} is being written by another Tesela; wait for it, or choose another output folder."
                ) from error
        try:
            yield
        finally:
            lock.release()

    def forget_failures(self) -> int:
        """Take the parts with windows that failed back to be scored again; return how many windows failed."""
        failed = {key: entry for key, entry in self.finished.items() if entry["windows"]["failed"]}
        for (raster, _), entry in failed.items():
            self.score_raster(raster).unlink(missing_ok=True)
            (self.path / entry["file"]).unlink(missing_ok=True)
        self.finished = {key: entry for key, entry in self.finished.items() if key not in failed}
        return sum(entry["windows"]["failed"] for entry in failed.values())

    @property
    def is_complete(self) -> bool:
        """Say whether every part of every raster was scored once."""
        return self.description.get("state") == "complete"

    @cached_property
    def raster_names(self) -> tuple[str, ...]:
        """The names of the rasters; made from their paths, as runs of earlier versions give one name to several."""
        return raster_names([raster["fingerprint"]["path"] for raster in self.description["rasters"]])

    def missing_parts(self) -> list[tuple[int, int]]:
        """Return raster and number of the parts that are needed and are not, or no longer, there."""
        return [
            (raster, number)
            for raster, described in enumerate(self.description["rasters"])
            for number in range(-(-described["chosen"] // PART_WINDOWS))
            if (raster, number) not in self.finished
        ]

    def write_part(self, raster: int, number: int, part: Part) -> None:
        """Write one part under a temporary name, rename it, then enter it into the journal."""
        file = f"parts/{raster}-{number:05d}.npz"
        arrays = {name: value for name, value in vars(part).items() if value is not None}
        target = self.path / file
        temporary = target.with_suffix(".partial")
        entry = {"raster": raster, "part": number, "file": file, "windows": count_windows(part)}
        with telling_why(self.path):
            with temporary.open("wb") as stream:
                np.savez(stream, **arrays)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(target)
            with (self.path / "journal.jsonl").open("a+b") as journal:
                journal.write(_line_after(journal, entry))
                journal.flush()
                os.fsync(journal.fileno())
        self.finished[(raster, number)] = entry

    def read_part(self, raster: int, number: int) -> Part:
        """Read one finished part; RunError where its file is damaged."""
        path = self.path / self.finished[(raster, number)]["file"]
        try:
            with np.load(path, allow_pickle=False) as arrays:
                return Part(**{name: arrays[name] for name in arrays.files})
        except (OSError, ValueError, TypeError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise RunError(f"{path} is damaged: {error}. Delete it and run the job again; the rest is kept.") from error

    def parts_of(self, raster: int) -> Iterator[Part]:
        """Read the parts of a raster in order; RunError where one is missing."""
        missing = [number for owner, number in self.missing_parts() if owner == raster]
        if missing:
            raise RunError(f"Part {missing[0]} of raster {raster} is missing in {self.path}; run the job again.")
        for number in sorted(number for owner, number in self.finished if owner == raster):
            yield self.read_part(raster, number)

    def counts(self, raster: int | None = None) -> Counter[str]:
        """Return how many windows had each outcome, over the finished parts of a raster, or of all."""
        total: Counter[str] = Counter()
        for (owner, _), entry in self.finished.items():
            if raster in (None, owner):
                total.update(entry["windows"])
        return total

    def score_raster(self, raster: int) -> Path:
        """Return where the blended score raster of a raster lies."""
        return self.path / f"scores-{raster}.tif"

    def has_score_raster(self, raster: int) -> bool:
        """Say whether the blended score raster of a raster is finished."""
        return self.score_raster(raster).is_file()

    def drop_parts(self, raster: int) -> None:
        """Remove the part files of a raster whose score raster is finished; the journal stays."""
        for (owner, _), entry in self.finished.items():
            if owner == raster:
                (self.path / entry["file"]).unlink(missing_ok=True)

    def update(self, **changes: Any) -> None:
        """Change the run's description on disk."""
        self.description.update(changes)
        with telling_why(self.path):
            write_json(self.path / "run.json", self.description)


def count_windows(part: Part) -> dict[str, int]:
    """Return the counts that Done.windows reports for the windows of a part."""
    count = {status: int((part.statuses == status).sum()) for status in Status}
    flagged = {} if part.single_colour is None else {"single_colour": int(part.single_colour.sum())}
    return {
        "scored": count[Status.SCORED] + count[Status.PADDED] + count[Status.PARTLY_DAMAGED],
        "without_data": count[Status.WITHOUT_DATA],
        "without_centre": int((~part.centre_valid).sum()) if part.scores.ndim == 2 else 0,
        "padded": count[Status.PADDED],
        "partly_damaged": count[Status.PARTLY_DAMAGED],
        "failed": count[Status.FAILED],
        **flagged,
    }


@contextmanager
def telling_why(path: Path) -> Iterator[None]:
    """Turn a failure to write below `path` into a RunError that says what to do."""
    try:
        yield
    except (OSError, RasterioError) as error:
        raise RunError(
            f"{path} cannot be written: {error}. Make space there, correct its rights or choose another output folder, "
            "then run the same job again; finished parts are kept."
        ) from error


def _line_after(journal: IO[bytes], entry: dict[str, Any]) -> bytes:
    """Return an entry as a line of its own, also after a line that was cut short when a disk was full."""
    torn = False
    if journal.seek(0, os.SEEK_END):
        journal.seek(-1, os.SEEK_END)
        torn = journal.read(1) != b"\n"
    return (b"\n" if torn else b"") + json.dumps(entry).encode() + b"\n"


def write_json(path: Path, value: Any) -> None:
    """Write JSON under a temporary name, then rename it."""
    temporary = path.with_name(f".{path.name}.partial")
    with temporary.open("w", encoding="utf-8") as stream:
        stream.write(json.dumps(value, indent=1) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
