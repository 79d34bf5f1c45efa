"""The run folder: what `score` writes and `select` reads.

    run.json             the run's description: job, model, rasters with grids and fingerprints, state
    journal.jsonl        one line a finished part, appended after the part's file is whole
    parts/R-PPPPP.npz    scores of the windows of part P of raster R
    scores-R.tif         the blended score raster of raster R (segmentation), in steps of 1/254; 255 is no data

A part is a run of neighbouring windows. A file has its final name only when it is whole, so a run that was killed
goes on where it stopped: parts that the journal names are not scored again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from ..contract.errors import RunError
from ..contract.job import Job
from .raster import RasterSource
from .reading import Status
from .scoregrid import ScoreGrid

SCHEMA_VERSION = 1
PART_WINDOWS = 64
SCORE_STEPS = 254
NO_SCORE = 255
EDGE_BYTES = 65536


@dataclass(frozen=True)
class Part:
    """Scores of some windows: indices (n,), statuses (n,) of all of them; scored (m,) and scores of those that were.

    scores: (m, classes) float32 for a classifier, (m, h, w, classes) uint8 in SCORE_STEPS for a segmentation.
    centre_valid: (m,), whether the middle pixel of the window has data. embeddings: (m, length) float16 or None.
    """

    indices: np.ndarray
    statuses: np.ndarray
    scored: np.ndarray
    scores: np.ndarray
    centre_valid: np.ndarray
    embeddings: np.ndarray | None = None


def in_parts(windows: np.ndarray) -> list[np.ndarray]:
    """Return window numbers in runs of PART_WINDOWS."""
    return [windows[i : i + PART_WINDOWS] for i in range(0, len(windows), PART_WINDOWS)]


def quantise(scores: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """Return probabilities (n, h, w, classes) as uint8 steps of 1/254, with 255 where valid (n, h, w) is False."""
    steps = np.rint(np.clip(scores, 0, 1) * SCORE_STEPS).astype(np.uint8)
    steps[~valid] = NO_SCORE
    return steps


@dataclass
class RunFolder:
    """A run folder on disk and its journal; made by `create` or `open`, never directly."""

    path: Path
    description: dict[str, Any]
    finished: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def create(cls, path: Path, description: dict[str, Any]) -> RunFolder:
        """Make the folder, or go on with one that holds the same run; RunError where it holds another."""
        if (path / "run.json").exists():
            run = cls.open(path)
            if run.description["fingerprint"] != description["fingerprint"]:
                raise RunError(
                    f"{path} holds another run (other rasters, model, area or options, or a raster that has changed "
                    "since); choose another output folder, or delete this one."
                )
            return run
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
        except FileNotFoundError as error:
            raise RunError(
                f"{path} is no run folder: it holds no run.json. Give the folder that a run wrote."
            ) from error
        except (OSError, json.JSONDecodeError) as error:
            raise RunError(f"{path / 'run.json'} cannot be read: {error}. Run the job again.") from error
        if description.get("schema_version") != SCHEMA_VERSION:
            raise RunError(f"{path} was written by another version of Tesela; run the job again.")
        run = cls(path, description)
        run._read_journal()
        return run

    def _read_journal(self) -> None:
        journal = self.path / "journal.jsonl"
        if not journal.exists():
            return
        for line in journal.read_text(encoding="utf-8").splitlines():
            try:
                entry = json.loads(line)
                key = (entry["raster"], entry["part"])
            except (json.JSONDecodeError, KeyError):
                continue
            if (self.path / entry["file"]).is_file() or self.has_score_raster(entry["raster"]):
                self.finished[key] = entry

    @property
    def is_complete(self) -> bool:
        """Say whether every part of every raster is scored."""
        return self.description.get("state") == "complete"

    def write_part(self, raster: int, number: int, part: Part) -> None:
        """Write one part under a temporary name, rename it, then enter it into the journal."""
        file = f"parts/{raster}-{number:05d}.npz"
        arrays = {name: value for name, value in vars(part).items() if value is not None}
        target = self.path / file
        temporary = target.with_suffix(".partial")
        with temporary.open("wb") as stream:
            np.savez(stream, **arrays)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
        entry = {"raster": raster, "part": number, "file": file, "windows": count_statuses(part.statuses)}
        with (self.path / "journal.jsonl").open("a", encoding="utf-8") as journal:
            journal.write(json.dumps(entry) + "\n")
            journal.flush()
            os.fsync(journal.fileno())
        self.finished[(raster, number)] = entry

    def read_part(self, raster: int, number: int) -> Part:
        """Read one finished part; RunError where its file is damaged."""
        path = self.path / self.finished[(raster, number)]["file"]
        try:
            with np.load(path, allow_pickle=False) as arrays:
                return Part(**{name: arrays[name] for name in arrays.files})
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise RunError(f"{path} is damaged: {error}. Delete it and run the job again; the rest is kept.") from error

    def parts_of(self, raster: int) -> Iterator[Part]:
        """Read the finished parts of a raster in order."""
        for _, number in sorted(key for key in self.finished if key[0] == raster):
            yield self.read_part(raster, number)

    def counts(self) -> dict[str, int]:
        """Return how many windows had each outcome, over all finished parts."""
        total: Counter[str] = Counter()
        for entry in self.finished.values():
            total.update(entry["windows"])
        return dict(total)

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
        write_json(self.path / "run.json", self.description)


def count_statuses(statuses: np.ndarray) -> dict[str, int]:
    """Return the counts that Done.windows reports for the statuses of some windows."""
    count = {status: int((statuses == status).sum()) for status in Status}
    return {
        "scored": count[Status.SCORED] + count[Status.PADDED] + count[Status.PARTLY_DAMAGED],
        "without_data": count[Status.WITHOUT_DATA],
        "padded": count[Status.PADDED],
        "partly_damaged": count[Status.PARTLY_DAMAGED],
        "failed": count[Status.FAILED],
    }


def write_json(path: Path, value: Any) -> None:
    """Write JSON under a temporary name, then rename it."""
    temporary = path.with_name(f".{path.name}.partial")
    temporary.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
    temporary.replace(path)


def fingerprint_raster(source: RasterSource) -> dict[str, Any]:
    """Return what tells a raster from a changed one: size, time and the ends of each of its files."""
    files = []
    for path in map(Path, source.files):
        if not path.is_file():
            continue
        size, digest = path.stat().st_size, hashlib.sha256()
        with path.open("rb") as stream:
            digest.update(stream.read(EDGE_BYTES))
            stream.seek(max(0, size - EDGE_BYTES))
            digest.update(stream.read(EDGE_BYTES))
        files.append({"name": path.name, "bytes": size, "edges_sha256": digest.hexdigest()})
    return {"path": source.path, "height_px": source.height_px, "width_px": source.width_px, "files": files}


def describe_grid(grid: ScoreGrid) -> dict[str, Any]:
    """Return the score grid as JSON, with all that `select` needs to place features."""
    return {
        "height_px": grid.height_px,
        "width_px": grid.width_px,
        "scale_x": grid.scale_x,
        "scale_y": grid.scale_y,
        "transform": list(grid.transform)[:6],
        "crs": grid.source.crs.to_wkt() if grid.source.crs else None,
        "window_px": grid.window_px,
        "overlap_px": grid.overlap_px,
    }


def fingerprint_job(job: Job, rasters: list[dict[str, Any]], weights_sha256: str) -> str:
    """Return a digest that is the same exactly where `score` would give the same; selection and output do not count."""
    scoring = job.to_json()
    for name in ("rasters", "model", "output", "selection", "batch"):
        del scoring[name]
    files = [{key: value for key, value in raster.items() if key != "path"} for raster in rasters]
    text = json.dumps([scoring, files, weights_sha256], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
