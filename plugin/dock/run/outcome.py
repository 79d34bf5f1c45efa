"""What comes of a run: its layers in the project, and its record in the project's history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qgis.core import QgsProject, QgsVectorLayer

from ...algorithms import parameters as p
from ...bridge.live.threshold import written_thresholds
from ...bridge.results import layers
from ...bridge.runs.folder import meaning_of_run, run_folder
from ...bridge.runs.history import RunRecord
from ...bridge.runs.provenance import Provenance, provenance_of
from ...engine.contract.card import ModelCard
from ...engine.contract.errors import FolderTaken, TeselaError
from ...engine.contract.job import Selection
from ...engine.contract.places import version
from .algorithm_run import End, RunResult
from .output import has_finished_parts
from .queue import QueuedRun
from .request import RunRequest, layers_of


@dataclass(frozen=True)
class Outcome:
    """A run that is over: its request, how it ended, its layers by kind, and how many features the main one holds."""

    request: RunRequest
    result: RunResult
    record: RunRecord
    layers: dict[str, QgsVectorLayer] = field(default_factory=dict)
    count: int = 0

    @property
    def main(self) -> QgsVectorLayer | None:
        """The layer with the features themselves."""
        return self.layers.get(layers_of(self.request.card)[p.OUTPUT])


def outcome_of(project: QgsProject, entry: QueuedRun, result: RunResult) -> Outcome:
    """Add the layers of a run to the project, in a group of their own, and say what came of it."""
    provenance = _provenance(result.outputs)
    loaded = {} if entry.homeless else _add_layers(project, entry, result, provenance)
    record = _record(entry, result, loaded, provenance)
    return Outcome(entry.request, result, record, loaded, int(result.outputs.get(p.COUNT) or 0))


def can_go_on(request: RunRequest, result: RunResult) -> bool:
    """Whether a run that did not come to its end has finished something in its folder that it can go on from."""
    if result.end is End.DONE or request.is_selection or result.error == FolderTaken.__name__:
        return False
    return has_finished_parts(request.folder)


def _add_layers(
    project: QgsProject, entry: QueuedRun, result: RunResult, provenance: Provenance | None
) -> dict[str, QgsVectorLayer]:
    outputs, request = result.outputs, entry.request
    meaning = meaning_of_run(run_folder(Path(request.folder)))
    found = []
    for output, kind in reversed(layers_of(request.card).items()):
        layer = entry.run.layer(outputs[output]) if outputs.get(output) else None
        if layer is not None:
            found.append(layers.ResultLayer(layer, kind, meaning, provenance))
    if found:
        layers.add_run(project, request.title, found)
    return {one.kind: one.layer for one in found}


def _provenance(outputs: Mapping[str, Any]) -> Provenance | None:
    results = outputs.get(p.RESULTS)
    try:
        return provenance_of(Path(results)) if results else None
    except TeselaError:
        return None


def _record(
    entry: QueuedRun, result: RunResult, loaded: Mapping[str, QgsVectorLayer], provenance: Provenance | None
) -> RunRecord:
    request, outputs = entry.request, result.outputs
    card = request.card
    found = RunRecord(
        id=entry.id,
        started=entry.started,
        algorithm=request.algorithm,
        parameters=request.parameters,
        rasters=request.rasters,
        model_id=card.id,
        model_name=card.name,
        model_version=card.version,
        model_sha256=card.weights.sha256,
        thresholds=_thresholds(card, request.selection),
        run_folder=request.folder,
        results=str(outputs.get(p.RESULTS) or ""),
        layer_ids=tuple(layer.id() for layer in loaded.values()),
        device=str(outputs.get(p.DEVICE) or entry.device),
        runtime=entry.runtime,
        seconds=float(outputs.get(p.SECONDS) or entry.seconds),
        windows=_windows(entry, outputs),
        counts={kind: layer.featureCount() for kind, layer in loaded.items()},
        end=result.end.value,
        message=result.message,
        tesela=version(),
        scoring=request.scoring,
    )
    return found if provenance is None else found.with_provenance(provenance)


def _windows(entry: QueuedRun, outputs: Mapping[str, Any]) -> dict[str, int]:
    names = {
        "total": p.WINDOWS,
        "scored": p.WINDOWS_SCORED,
        "without_data": p.WINDOWS_WITHOUT_DATA,
        "failed": p.WINDOWS_FAILED,
    }
    if p.WINDOWS in outputs:
        return {name: int(outputs[output]) for name, output in names.items() if output in outputs}
    progress = entry.progress
    return {"total": progress.total} if progress and progress.stage == "score" else {}


def _thresholds(card: ModelCard, selection: Selection | None) -> dict[str, float]:
    try:
        return dict(zip(card.classes, written_thresholds(card, selection)))
    except TeselaError:
        return {}
