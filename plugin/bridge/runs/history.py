"""The runs of a project, kept in its file: what was asked, what ran, how it ended.

Each run is an entry of its own, as JSON under the scope `tesela`, so that one that was damaged by hand harms no other.
Entries that cannot be read stay where they are; `unreadable` says why.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timezone
from functools import lru_cache
from typing import Any, Optional

from qgis.core import QgsProject

from ...engine.contract import schema
from ...engine.contract.errors import RunError
from ..translation import tr
from .kept_values import to_json_values
from .provenance import Provenance

SCOPE, FOLDER, PREFIX = "tesela", "/history", "run_"
DONE, CANCELLED, FAILED, CRASHED = "done", "cancelled", "failed", "crashed"
ENDS = (DONE, CANCELLED, FAILED, CRASHED)
ENTRIES_REMEMBERED = 4096
_ID = re.compile(r"[0-9A-Za-z_-]+")


@dataclass(frozen=True)
class KeptRaster:
    """A raster that a run looked at: the name of its layer, and its source."""

    name: str
    source: str


@dataclass(frozen=True)
class RunRecord:
    """One run of the project; its dictionaries are shared by all who read it, and never changed.

    id: letters, digits, `-` and `_`. started: ISO 8601, UTC. algorithm: id in Processing. parameters: as kept_values
    writes them. thresholds: by class. options: of the selection, those that are not zero; None where the run does not
    say, as in projects of earlier versions. run_folder: as the parameter RUN_FOLDER named it. results: the worker's
    GeoPackage. layer_ids: of the layers in the project, in the order of layers.kinds_of. windows: how many there are,
    by what became of them. counts: of features, by kind of layer. end: one of ENDS. message: what was said at the end.
    tesela: the plugin's version. scoring: of a selection, the parameters that its scores were made with.
    """

    id: str
    started: str
    algorithm: str
    parameters: dict[str, Any]
    rasters: tuple[KeptRaster, ...] = ()
    model_id: str = ""
    model_name: str = ""
    model_version: str = ""
    model_sha256: str = ""
    thresholds: dict[str, float] = field(default_factory=dict)
    options: Optional[dict[str, float]] = None  # noqa: UP045 (the schema reads the annotation)
    run_folder: str = ""
    results: str = ""
    layer_ids: tuple[str, ...] = ()
    device: str = ""
    runtime: str = ""
    seconds: float = 0.0
    windows: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    end: str = DONE
    message: str = ""
    tesela: str = ""
    scoring: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise RunError(tr("A run's id has letters, digits, - and _ only, but '{id}' was given.").format(id=self.id))
        if self.end not in ENDS:
            raise RunError(
                tr("A run ends as {ends}, but '{end}' was given.").format(ends=", ".join(ENDS), end=self.end)
            )

    def with_provenance(self, provenance: Provenance) -> RunRecord:
        """This record with what the run folder says of model, selection, windows and device, as far as it says it."""
        told: dict[str, Any] = {
            "model_id": provenance.model_id,
            "model_name": provenance.model_name,
            "model_version": provenance.model_version,
            "model_sha256": provenance.model_sha256,
            "thresholds": dict(provenance.thresholds),
            "device": provenance.device,
            "runtime": provenance.runtime,
            "windows": dict(provenance.windows),
            "tesela": provenance.tesela,
        }
        known = {name: value for name, value in told.items() if value}
        return replace(self, options=dict(provenance.options), **known)


@dataclass(frozen=True)
class UnreadableEntry:
    """An entry of the history that cannot be read: its id, why, and the text as it stands in the project file."""

    id: str
    reason: str
    text: str


def new_id() -> str:
    """An id that no other run has."""
    return uuid.uuid4().hex[:12]


def now_utc() -> str:
    """The time as it is kept with a run, ISO 8601 in UTC, to the second."""
    return datetime.now(timezone.utc).isoformat(timespec="seconds")


def record(project: QgsProject, run: RunRecord) -> None:
    """Keep a run in the project, in the place of one with the same id; the project is changed only if that differs."""
    kept = replace(run, parameters=to_json_values(run.parameters), scoring=to_json_values(run.scoring))
    text = json.dumps(schema.to_json(kept), sort_keys=True)
    if _text(project, run.id) != text:
        project.writeEntry(SCOPE, _key(run.id), text)


def records(project: QgsProject) -> list[RunRecord]:
    """The runs of the project that can be read, the newest first."""
    found = [entry for entry in _entries(project) if isinstance(entry, RunRecord)]
    return sorted(found, key=lambda run: (run.started, run.id), reverse=True)


def unreadable(project: QgsProject) -> list[UnreadableEntry]:
    """The entries of the history that cannot be read; they stay in the project file until they are forgotten."""
    return [entry for entry in _entries(project) if isinstance(entry, UnreadableEntry)]


def forget(project: QgsProject, run_id: str) -> None:
    """Take a run out of the history; its files and layers stay. An id that is not there changes nothing."""
    if run_id in _ids(project):
        project.removeEntry(SCOPE, _key(run_id))


def _key(run_id: str) -> str:
    return f"{FOLDER}/{PREFIX}{run_id}"


def _ids(project: QgsProject) -> list[str]:
    names = project.entryList(SCOPE, FOLDER)
    return [name[len(PREFIX) :] for name in names if name.startswith(PREFIX)]


def _text(project: QgsProject, run_id: str) -> str | None:
    """The text of an entry; None where there is none, or something other than a text."""
    text, found = project.readEntry(SCOPE, _key(run_id), "")
    return text if found else None


def _entries(project: QgsProject) -> Iterator[RunRecord | UnreadableEntry]:
    for run_id in _ids(project):
        yield _read(run_id, _text(project, run_id) or "")


@lru_cache(maxsize=ENTRIES_REMEMBERED)
def _read(run_id: str, text: str) -> RunRecord | UnreadableEntry:
    """What an entry says; remembered, because pages ask for all of them each time that they are shown."""
    known = {field.name for field in fields(RunRecord)}
    try:
        data = json.loads(text)
        # What a newer Tesela keeps besides is left alone, as long as what is known here can be read.
        data = {name: value for name, value in data.items() if name in known} if isinstance(data, dict) else data
        run = schema.from_json(RunRecord, data, tr("the entry"), RunError)
        return run if run.id == run_id else replace(run, id=run_id)
    except (ValueError, RecursionError, RunError) as error:
        return UnreadableEntry(run_id, str(error), text)
