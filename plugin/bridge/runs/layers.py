"""Where the layers of a run of the history are: in the project, or only in the files that it wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from qgis.core import QgsDataSourceUri, QgsProject, QgsVectorLayer, QgsWkbTypes

from ...engine.contract.errors import TeselaError
from ..results.kinds import CENTRES
from ..results.layers import RESULT_LAYERS, ResultLayer, add_run
from ..translation import tr
from .folder import meaning_of_run, run_folder
from .history import RunRecord
from .provenance import Provenance, provenance_of

OGR_PREFIX = "ogr:"
OUTPUTS = ("OUTPUT", "CENTRES")


def folder_is_there(run: RunRecord) -> bool:
    """Whether the run's scores are still on the disk, so that it can be selected from again."""
    return bool(run.run_folder) and run_folder(Path(run.run_folder)).is_dir()


def layers_in_project(run: RunRecord, project: QgsProject) -> list[QgsVectorLayer]:
    """The layers of the run that are in the project."""
    found = [project.mapLayer(layer_id) for layer_id in run.layer_ids]
    return [layer for layer in found if isinstance(layer, QgsVectorLayer)]


def stored_layers(run: RunRecord) -> dict[str, str]:
    """The sources of the run's layers that are still in files, by kind, from the one that is drawn on top.

    First what the run was told to write; else the worker's GeoPackage, unless another selection was written into it
    since.
    """
    kinds = [kind for kind in reversed(RESULT_LAYERS) if kind in run.counts]
    outputs = dict(_outputs(run))
    found = {}
    for kind in kinds:
        source = outputs.get("CENTRES" if kind == CENTRES else "OUTPUT", "")
        if source:
            found[kind] = source
    if not found and run.results and Path(run.results).is_file() and _is_of(run):
        found = {kind: f"{run.results}|layername={kind}" for kind in kinds}
    return found


def polygons_of(run: RunRecord, project: QgsProject) -> str | None:
    """The id or the source of the run's polygons, for an algorithm; None where they are gone, or it has none."""
    for layer in layers_in_project(run, project):
        if layer.isValid() and layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry:
            return str(layer.id())
    return next((source for kind, source in stored_layers(run).items() if kind != CENTRES), None)


def add_stored(run: RunRecord, project: QgsProject, name: str) -> RunRecord:
    """Add the run's layers to the project from their files; return the record that knows them."""
    folder = run_folder(Path(run.run_folder)) if run.run_folder else None
    results, provenance = [], _provenance(run)
    for kind, source in stored_layers(run).items():
        layer = QgsVectorLayer(source, kind, "ogr")
        if layer.isValid():
            meaning = {} if folder is None else {"meaning": meaning_of_run(folder)}
            results.append(ResultLayer(layer, kind, provenance=provenance, **meaning))
    if not results:
        return run
    add_run(project, name, results)
    return replace(run, layer_ids=tuple(result.layer.id() for result in results))


def missing_words(run: RunRecord, project: QgsProject) -> Iterator[str]:
    """What of the run is gone, a sentence each."""
    if run.counts and not layers_in_project(run, project):
        if stored_layers(run):
            yield tr("Its layers are not in the project any more; Show adds them again.")
        else:
            yield tr("Its layers are gone, from the project and from the disk; run it again to get them back.")
    if run.run_folder and not folder_is_there(run):
        yield tr("Its run folder is gone, so another threshold needs a new run.")


def _outputs(run: RunRecord) -> Iterator[tuple[str, str]]:
    """The outputs of the run that are files which still exist, by parameter, as sources."""
    for name in OUTPUTS:
        value = run.parameters.get(name)
        if not isinstance(value, str) or not value:
            continue
        path, table = value, ""
        if value.startswith(OGR_PREFIX):
            uri = QgsDataSourceUri(value[len(OGR_PREFIX) :])
            path, table = uri.database(), uri.table()
        if Path(path).is_absolute() and Path(path).is_file():
            source = f"{path}|layername={table}" if table else path
            if QgsVectorLayer(source, name, "ogr").isValid():
                yield name, source


def _provenance(run: RunRecord) -> Provenance | None:
    try:
        return provenance_of(Path(run.results)) if run.results and _is_of(run) else None
    except TeselaError:
        return None


def _is_of(run: RunRecord) -> bool:
    """Whether the worker's GeoPackage holds this run's own selection still."""
    try:
        thresholds: Mapping[str, float] = provenance_of(Path(run.results)).thresholds
    except TeselaError:
        return False
    return not thresholds or dict(thresholds) == {name: run.thresholds.get(name) for name in thresholds}
