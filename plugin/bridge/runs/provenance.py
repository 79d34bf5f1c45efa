"""Where a result comes from, read from the run's own records and written into the metadata of its layers.

What a run says of itself stands in two places: the table tesela_runs of the worker's GeoPackage (what was selected) and
run.json in the run folder (what was scored, and the whole model card). Both are read, and what neither tells is left
out, never guessed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsBox3d,
    QgsLayerMetadata,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDateTime, Qt, QUrl

from ...engine.contract.errors import RunError
from ..translation import tr
from .folder import DESCRIPTION_FILE, run_folder

RUNS_TABLE = "tesela_runs"
RESULTS_FILE, GEOPACKAGE = "results.gpkg", ".gpkg"
VOCABULARY = "tesela"
TOPICS = ("gmd:topicCategory", ["imageryBaseMapsEarthCover"])


@dataclass(frozen=True)
class Provenance:
    """How the features of a run came about; "" and empty where the run does not say.

    run: its name. written: when the features were selected, and started: when scoring began, ISO 8601. thresholds: by
    class. options: of the selection (suppression and polygons), those that are not zero. rasters: paths. checksums: of
    the rasters' ends, in their order. windows: how many there are in total, and what became of them. folder: the run
    folder, where it is known.
    """

    run: str = ""
    started: str = ""
    written: str = ""
    tesela: str = ""
    model_id: str = ""
    model_name: str = ""
    model_version: str = ""
    model_sha256: str = ""
    model_licence: str = ""
    thresholds: Mapping[str, float] = field(default_factory=dict)
    options: Mapping[str, float] = field(default_factory=dict)
    rule: str = ""
    rasters: tuple[str, ...] = ()
    checksums: tuple[str, ...] = ()
    device: str = ""
    runtime: str = ""
    windows: Mapping[str, int] = field(default_factory=dict)
    score_seconds: float = 0.0
    folder: str = ""


def provenance_of(results: Path | None, folder: Path | None = None) -> Provenance:
    """What is known of the run that wrote the GeoPackage `results`, or of the one in `folder`; give one, or both.

    RunError where neither says anything that can be read.
    """
    if folder is None and results is not None:
        folder = results.parent
    folder = None if folder is None else run_folder(folder)
    if results is None and folder is not None and folder.is_dir() and (folder.parent / RESULTS_FILE).is_file():
        results = folder.parent / RESULTS_FILE
    row = {} if results is None else _row(results)
    description = {} if folder is None else _description(folder)
    if row and description.get("run") not in (None, row.get("run")):
        description = {}
    if not row and not description:
        raise RunError(
            tr("{place} does not say how its features came about; choose the folder of a finished run.").format(
                place=results or folder
            )
        )
    return _provenance(row, description, str(folder) if description else "")


def _row(results: Path) -> dict[str, Any]:
    """The last row of the table of runs; {} where there is none. QGIS itself would change the file's journal."""
    try:
        file = gdal.OpenEx(str(results), gdal.OF_VECTOR | gdal.OF_READONLY, allowed_drivers=["GPKG"])
    except RuntimeError:
        return {}
    table = file.GetLayerByName(RUNS_TABLE) if file is not None else None
    if table is None:
        return {}
    names = [field.GetName() for field in table.schema]
    found: dict[str, Any] = {}
    for row in table:
        found = {name: row.GetField(name) for name in names}
    return found


def _description(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / DESCRIPTION_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _provenance(row: Mapping[str, Any], description: Mapping[str, Any], folder: str) -> Provenance:
    model = _mapping(description.get("model"))
    selection = _mapping(_parsed(row.get("selection")))
    fingerprints = _rasters(row, description)
    options = {name: value for name, value in selection.items() if name not in ("thresholds", "rule")}
    return Provenance(
        run=_text(row.get("run") or description.get("run")),
        started=_text(description.get("started")),
        written=_text(row.get("written")),
        tesela=_text(row.get("tesela") or description.get("tesela")),
        model_id=_text(row.get("model") or model.get("id")),
        model_name=_text(model.get("name")),
        model_version=_text(row.get("model_version") or model.get("version")),
        model_sha256=_text(row.get("model_sha256") or _mapping(model.get("weights")).get("sha256")),
        model_licence=_text(model.get("licence")),
        thresholds=_numbers(_parsed(row.get("thresholds"))),
        options={name: value for name, value in _numbers(options).items() if value},
        rule=_text(selection.get("rule")),
        rasters=tuple(_text(raster.get("path")) for raster in fingerprints),
        checksums=tuple(_checksum(raster) for raster in fingerprints),
        device=_text(row.get("device") or description.get("device")),
        runtime=_text(row.get("runtime") or description.get("runtime")),
        windows=_counts(_parsed(row.get("windows")) or description.get("windows")),
        score_seconds=_numbers({"s": row.get("score_seconds") or description.get("score_seconds")}).get("s", 0.0),
        folder=folder,
    )


def _rasters(row: Mapping[str, Any], description: Mapping[str, Any]) -> list[dict[str, Any]]:
    told = _parsed(row.get("rasters"))
    if not isinstance(told, list):
        described = description.get("rasters")
        told = [_mapping(one).get("fingerprint") for one in described] if isinstance(described, list) else []
    return [raster for raster in map(_mapping, told) if raster]


def _checksum(raster: Mapping[str, Any]) -> str:
    files = raster.get("files")
    return _text(_mapping(files[0]).get("edges_sha256")) if isinstance(files, list) and files else ""


def _parsed(text: Any) -> Any:
    try:
        return json.loads(text)
    except (TypeError, ValueError):
        return None


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _numbers(value: Any) -> dict[str, float]:
    return {
        name: float(number)
        for name, number in _mapping(value).items()
        if isinstance(number, (int, float)) and not isinstance(number, bool)
    }


def _counts(value: Any) -> dict[str, int]:
    return {name: int(number) for name, number in _numbers(value).items()}


def window_words(windows: Mapping[str, int]) -> str:
    """How many windows (or photographs) there are and what became of them; those that are none are left out.

    Windows in all, scored, without data and failed are always told.
    """
    words = {
        "total": tr("{count} in all"),
        "scored": tr("{count} scored"),
        "without_data": tr("{count} without data"),
        "failed": tr("{count} failed"),
        "outside_area": tr("{count} outside the area"),
        "padded": tr("{count} padded"),
        "partly_damaged": tr("{count} partly damaged"),
        "without_centre": tr("{count} without data in the middle"),
        "single_colour": tr("{count} of a single colour"),
        "missing": tr("{count} missing"),
        "unreadable": tr("{count} unreadable"),
        "without_path": tr("{count} without a path"),
    }
    always = ("total", "scored", "without_data", "failed")
    told = [name for name in words if windows.get(name) or (name in always and name in windows)]
    return ", ".join(words[name].format(count=windows[name]) for name in told)


def threshold_words(thresholds: Mapping[str, float]) -> str:
    """The thresholds, by class."""
    return ", ".join(f"{name} {value:g}" for name, value in thresholds.items())


def history_lines(provenance: Provenance) -> Iterator[str]:
    """What was done, a line a fact, as it stands in the layer's metadata."""
    told = provenance
    when = told.written or told.started
    if told.run or when:
        yield tr("{when}: written by Tesela {version}, run {run}").format(
            when=when or tr("unknown date"), version=told.tesela or "?", run=told.run or "?"
        )
    if told.started:
        yield tr("Scoring started: {when}").format(when=told.started)
    if told.model_id:
        yield tr("Model: {model}").format(model=model_words(told))
    if told.model_sha256:
        yield tr("Checksum of the model's weights (SHA-256): {sum}").format(sum=told.model_sha256)
    if told.thresholds:
        yield tr("Thresholds: {thresholds}").format(thresholds=threshold_words(told.thresholds))
    if told.rule:
        yield tr("Thresholds chosen by the rule: {rule}").format(rule=told.rule)
    if told.options:
        yield tr("Options of the selection: {options}").format(options=threshold_words(told.options))
    for path, checksum in zip(told.rasters, told.checksums):
        line = tr("Raster: {path}").format(path=path)
        yield line + (tr(" (SHA-256 of its ends: {sum})").format(sum=checksum) if checksum else "")
    if told.device:
        yield tr("Device: {device}; runtime: {runtime}").format(device=told.device, runtime=told.runtime or "?")
    if told.windows:
        yield tr("Windows: {windows}").format(windows=window_words(told.windows))
    if told.score_seconds:
        yield tr("Seconds of scoring: {seconds:.1f}").format(seconds=told.score_seconds)


def model_words(provenance: Provenance) -> str:
    """The model by name, id and version, as far as they are known."""
    name = f"{provenance.model_name} ({provenance.model_id})" if provenance.model_name else provenance.model_id
    return f"{name} {provenance.model_version}".strip()


def layer_metadata(layer: QgsVectorLayer, kind: str, title: str, provenance: Provenance) -> QgsLayerMetadata:
    """The metadata of a result layer; `kind` is the worker's name for it, `title` the one for people."""
    metadata = QgsLayerMetadata()
    names = ", ".join(Path(raster).name for raster in provenance.rasters)
    metadata.setIdentifier(f"tesela:{provenance.run}:{kind}")
    metadata.setTitle(tr("{title} in {rasters}").format(title=title, rasters=names) if names else title)
    metadata.setType("dataset")
    metadata.setAbstract(
        tr("What the model {model} found in {rasters}. Nobody has checked it unless the layer says so.").format(
            model=model_words(provenance) or "?", rasters=names or "?"
        )
        + "\n\n"
        + "\n".join(history_lines(provenance))
    )
    own = [word for word in ("Tesela", kind, provenance.model_id, *provenance.thresholds) if word]
    metadata.setKeywords({TOPICS[0]: TOPICS[1], VOCABULARY: list(dict.fromkeys(own))})
    metadata.setHistory(list(history_lines(provenance)))
    metadata.setLinks(list(_links(provenance)))
    if provenance.model_licence:
        metadata.setLicenses([tr("Model: {licence}").format(licence=provenance.model_licence)])
    _set_place(metadata, layer)
    _set_date(metadata, provenance)
    return metadata


def _links(provenance: Provenance) -> Iterator[QgsLayerMetadata.Link]:
    places = [(tr("Raster"), raster) for raster in provenance.rasters]
    if provenance.folder:
        places.append((tr("Run folder"), provenance.folder))
    for name, path in places:
        url = QUrl.fromLocalFile(path).toString() if Path(path).is_absolute() else path
        link = QgsLayerMetadata.Link(name, "WWW:LINK", url)
        link.description = path
        yield link


def _set_place(metadata: QgsLayerMetadata, layer: QgsVectorLayer) -> None:
    metadata.setCrs(layer.crs())
    box = layer.extent()
    # The extent of a layer without features is no rectangle.
    if box.isNull() or not box.isFinite() or not layer.featureCount():
        return
    spatial = QgsLayerMetadata.SpatialExtent()
    spatial.bounds = QgsBox3d(box)
    spatial.extentCrs = layer.crs()
    extent = QgsLayerMetadata.Extent()
    extent.setSpatialExtents([spatial])
    metadata.setExtent(extent)


def _set_date(metadata: QgsLayerMetadata, provenance: Provenance) -> None:
    """Say when the layer was made, where QGIS has a place for it (3.30 and newer); its history says so anyway."""
    made = QDateTime.fromString(provenance.written or provenance.started, Qt.DateFormat.ISODate)
    if made.isValid() and hasattr(metadata, "setDateTime"):
        metadata.setDateTime(Qgis.MetadataDateType.Created, made)


def describe(layer: QgsMapLayer, kind: str, title: str, provenance: Provenance) -> str:
    """Give a layer the metadata of its run, and keep it in its GeoPackage, so that it travels with the file.

    Returns "", or why the GeoPackage could not take it; the layer itself, and so the project, has it anyway. A layer
    that says this already is left alone.
    """
    if not isinstance(layer, QgsVectorLayer):
        return ""
    metadata = layer_metadata(layer, kind, title, provenance)
    if _says_the_same(layer.metadata(), metadata):
        return ""
    layer.setMetadata(metadata)
    table = geopackage_table(layer)
    if not table:
        return ""
    try:
        kept, reason = QgsProviderRegistry.instance().saveLayerMetadata("ogr", table, metadata)
    except RuntimeError as error:
        kept, reason = False, str(error)
    if kept:
        return ""
    return tr("The metadata could not be written into {source}: {reason}. The project keeps it.").format(
        source=layer.source(), reason=reason
    )


def describe_output(
    context: QgsProcessingContext, destination: str, kind: str, title: str, provenance: Provenance
) -> str:
    """Describe an output that an algorithm has just written: a temporary layer, or a table of a GeoPackage.

    For use in the thread of the algorithm, so that scripts and qgis_process get it too. Returns "" or what went wrong.
    """
    layer = context.temporaryLayerStore().mapLayer(destination)
    if layer is None and GEOPACKAGE in destination.lower():
        layer = QgsVectorLayer(destination, kind, "ogr")
    return "" if layer is None or not layer.isValid() else describe(layer, kind, title, provenance)


def geopackage_table(layer: QgsVectorLayer) -> str:
    """The source of the layer with the name of its table, where it is one of a GeoPackage; "" elsewhere.

    A GeoPackage keeps metadata beside the features. QGIS finds no table to describe where the source names none.
    """
    if layer.providerType() != "ogr":
        return ""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path, table = str(parts.get("path") or ""), str(parts.get("layerName") or "")
    if not path.lower().endswith(GEOPACKAGE) or not Path(path).is_file():
        return ""
    if not table:
        separator = layer.dataProvider().sublayerSeparator()
        tables = [entry.split(separator) for entry in layer.dataProvider().subLayers()]
        table = next((entry[1] for entry in tables if len(entry) > 1), "")
    return f"{path}|layername={table}" if table else ""


def _says_the_same(found: QgsLayerMetadata, made: QgsLayerMetadata) -> bool:
    return (
        found.identifier() == made.identifier()
        and found.history() == made.history()
        and found.title() == made.title()
        and found.abstract() == made.abstract()
    )
