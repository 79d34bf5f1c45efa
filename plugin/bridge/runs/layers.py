"""Where the layers of a run of the history are: in the project, or only in the files that it wrote."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from qgis.core import QgsDataSourceUri, QgsProject, QgsVectorLayer, QgsWkbTypes

from ...engine.contract.errors import TeselaError
from ..results.kinds import CENTRES, family
from ..results.layers import RESULT_LAYERS, ResultLayer, add_run, title
from ..translation import tr
from .folder import meaning_of_run, run_folder
from .history import RunRecord
from .provenance import Provenance, open_geopackage, provenance_of

OGR_PREFIX = "ogr:"
OUTPUTS = ("OUTPUT", "CENTRES")


def folder_is_there(run: RunRecord) -> bool:
    """Whether the run's scores are still on the disk, so that it can be selected from again."""
    return bool(run.run_folder) and run_folder(Path(run.run_folder)).is_dir()


def kinds_of(run: RunRecord) -> list[str]:
    """The kinds of the run's layers, from the one that is drawn on top."""
    return [kind for known in reversed(RESULT_LAYERS) for kind in run.counts if family(kind) == known]


def layers_in_project(run: RunRecord, project: QgsProject) -> dict[str, QgsVectorLayer]:
    """The layers of the run that are in the project with their features, by kind, from the one on top."""
    return {kind: layer for kind, layer in _loaded(run, project) if not _is_emptied(layer, run.counts[kind])}


def stored_layers(run: RunRecord) -> dict[str, str]:
    """The sources of the run's layers that are still in files, by kind, from the one that is drawn on top.

    What the run was told to write; else the run's own copy of the worker's GeoPackage, or that file itself, unless
    another selection was written into it since.
    """
    outputs, own = dict(_outputs(run)), _own_results(run)
    found = {}
    for kind in kinds_of(run):
        source = outputs.get("CENTRES" if kind == CENTRES else "OUTPUT")
        if source or own:
            found[kind] = source or f"{own}|layername={kind}"
    return found


def polygons_of(run: RunRecord, project: QgsProject) -> str | None:
    """The id or the source of the run's polygons, for an algorithm; None where they are gone, or it has none."""
    for layer in layers_in_project(run, project).values():
        if layer.isValid() and layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry:
            return str(layer.id())
    return next((source for kind, source in stored_layers(run).items() if kind != CENTRES), None)


def add_stored(run: RunRecord, project: QgsProject, name: str) -> RunRecord:
    """Add the run's layers that the project lacks, from their files; return the record that knows them.

    Nobody reviews or edits the worker's GeoPackage, into which the next selection is written: it is copied first.
    """
    there = layers_in_project(run, project)
    workers = f"{Path(run.results)}|"
    if any(source.startswith(workers) for kind, source in stored_layers(run).items() if kind not in there):
        _copy_results(run)
    folder = run_folder(Path(run.run_folder)) if run.run_folder else None
    results, provenance = [], _provenance(run)
    for kind, source in stored_layers(run).items():
        layer = QgsVectorLayer(source, kind, "ogr") if kind not in there else None
        if layer is not None and layer.isValid():
            meaning = {} if folder is None else {"meaning": meaning_of_run(folder)}
            results.append(ResultLayer(layer, kind, provenance=provenance, **meaning))
    if not results:
        return run
    add_run(project, name, results)
    ids = dict(zip(kinds_of(run), run.layer_ids))
    ids.update({result.kind: result.layer.id() for result in results})
    return replace(run, layer_ids=tuple(ids.get(kind, "") for kind in kinds_of(run)))


def missing_words(run: RunRecord, project: QgsProject) -> Iterator[str]:
    """What of the run is gone, a sentence each."""
    there = layers_in_project(run, project)
    lacking = [kind for kind in kinds_of(run) if kind not in there]
    stored = stored_layers(run) if lacking else {}
    if any(_is_emptied(layer, run.counts[kind]) for kind, layer in _loaded(run, project)):
        yield tr("Its temporary layers are empty, because their features are not kept with the project.")
    found = ", ".join(title(kind) for kind in lacking if kind in stored)
    if found:
        yield tr("Missing in the project: {layers}. Show adds them again.").format(layers=found)
    gone = ", ".join(title(kind) for kind in lacking if kind not in stored)
    if gone:
        yield tr(
            "Its layers are gone, from the project and from the disk: {layers}. Run it again to get them back."
        ).format(layers=gone)
    if run.run_folder and not folder_is_there(run):
        yield tr("Its run folder is gone, so another threshold needs a new run.")


def _loaded(run: RunRecord, project: QgsProject) -> Iterator[tuple[str, QgsVectorLayer]]:
    """The layers of the run that are in the project, with their kinds."""
    for kind, layer_id in zip(kinds_of(run), run.layer_ids):
        layer = project.mapLayer(layer_id)
        if isinstance(layer, QgsVectorLayer):
            yield kind, layer


def _is_emptied(layer: QgsVectorLayer, count: int) -> bool:
    """Whether a temporary layer has lost the features that the run found: it comes back empty with its project."""
    return count > 0 and layer.providerType() == "memory" and not layer.dataProvider().featureCount()


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


def _own_results(run: RunRecord) -> Path | None:
    """The GeoPackage that holds this run's own selection: its copy, or the worker's; None where neither does."""
    if not run.results:
        return None
    copy = _copy_of_results(run)
    if copy.is_file():
        return copy
    return Path(run.results) if _is_of(run) else None


def _copy_of_results(run: RunRecord) -> Path:
    """Where the run's copy of the worker's GeoPackage is, once it was shown."""
    results = Path(run.results)
    return results.with_name(f"{results.stem}_{run.id}{results.suffix}")


def _copy_results(run: RunRecord) -> None:
    """Copy the worker's GeoPackage, with what other programs have just written to it.

    Where no copy can be written, the worker's file is not written anew either, so it serves as it is.
    """
    copy = _copy_of_results(run)
    partial = copy.with_name(f".{copy.stem}.partial{copy.suffix}")
    try:
        partial.unlink(missing_ok=True)
        with closing(sqlite3.connect(run.results)) as source, closing(sqlite3.connect(str(partial))) as target:
            source.backup(target)
        partial.replace(copy)
    except (OSError, sqlite3.Error):
        partial.unlink(missing_ok=True)


def _provenance(run: RunRecord) -> Provenance | None:
    own = _own_results(run)
    try:
        return None if own is None else provenance_of(own)
    except TeselaError:
        return None


def _is_of(run: RunRecord) -> bool:
    """Whether the worker's GeoPackage holds this run's own selection still, of the windows that it had then."""
    results = Path(run.results)
    if not results.is_file():
        return False
    try:
        found = provenance_of(results)
    except TeselaError:
        return False
    same = _agree(found.thresholds, run.thresholds) and _agree(found.windows, run.windows)
    if run.options is None:
        return same and _counts(results, run.counts) == run.counts
    return same and dict(found.options) == run.options


def _agree(told: Mapping[str, float], kept: Mapping[str, float]) -> bool:
    """Whether all that a file tells is what the record keeps."""
    return dict(told) == {name: kept.get(name) for name in told}


def _counts(results: Path, kinds: Iterable[str]) -> dict[str, int]:
    """How many features the layers of a GeoPackage have."""
    file = open_geopackage(results)
    layers = {} if file is None else {kind: file.GetLayerByName(kind) for kind in kinds}
    return {kind: layer.GetFeatureCount() for kind, layer in layers.items() if layer is not None}
