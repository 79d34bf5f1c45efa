"""From a vector layer to a file that the worker opens: its own file where that says the same, else a copy."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFields,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from ...engine.contract.errors import RunCancelled, RunError
from ..translation import tr

OPENED_SUFFIXES = (".gpkg", ".shp", ".geojson", ".json", ".fgb")
OWN_KEY = "tesela_copy_id"
"""Name of the copy's key, so that a layer's own field `fid` can be kept as an ordinary one."""


@dataclass(frozen=True)
class VectorSource:
    """A vector layer on its way to the worker.

    path: FILE or FILE|layername=NAME, or "" where the features have to be copied first. folder: where the layer's own
    file lies, or "" where it has none. features: what is copied.
    """

    path: str
    folder: str
    features: QgsProcessingFeatureSource


def vector_source(
    value: Any, layer: QgsVectorLayer | None, features: QgsProcessingFeatureSource, fields: Collection[str]
) -> VectorSource:
    """Look at the value of a feature source parameter; `fields` are those that the worker is going to read."""
    if layer is None or layer.providerType() != "ogr":
        return VectorSource("", "", features)
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path = Path(str(parts.get("path") or ""))
    folder = str(path.parent) if path.exists() else ""
    if not _is_whole(value) or not _is_plain(layer, path, parts) or not _are_stored(layer, fields):
        return VectorSource("", folder, features)
    name = parts.get("layerName")
    return VectorSource(f"{path}|layername={name}" if name else str(path), folder, features)


def _is_whole(value: Any) -> bool:
    """Whether all features are asked for: no selection, no limit, no filter."""
    if not isinstance(value, QgsProcessingFeatureSourceDefinition):
        return True
    return not (value.selectedFeaturesOnly or value.featureLimit > 0 or getattr(value, "filterExpression", ""))


def _is_plain(layer: QgsVectorLayer, path: Path, parts: dict[str, Any]) -> bool:
    """Whether the file says what the layer shows: no filter, no edits that are not saved, no other CRS."""
    own_crs = layer.dataProvider().crs()
    return (
        path.is_file()
        and path.suffix.lower() in OPENED_SUFFIXES
        and not parts.get("vsiPrefix")
        and not parts.get("openOptions")
        and not layer.subsetString()
        and not layer.isModified()
        and layer.crs() == own_crs
    )


def _are_stored(layer: QgsVectorLayer, fields: Collection[str]) -> bool:
    """Whether the worker finds these fields in the file: no joined or virtual one, and no GeoPackage's fid."""
    keys = layer.primaryKeyAttributes()
    indices = [layer.fields().lookupField(name) for name in fields]
    origin = QgsFields.FieldOrigin.OriginProvider
    return all(layer.fields().fieldOrigin(i) == origin and i not in keys for i in indices if i >= 0)


def file_for_worker(source: VectorSource, copy: Path, cancelled: Callable[[], bool]) -> str:
    """Return what the worker opens; the features go into the GeoPackage `copy` where the layer's file will not do.

    RunError says why the copy cannot be written.
    """
    if source.path:
        return source.path
    features = source.features
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", "features"
    options.layerOptions = [f"FID={OWN_KEY}"]
    _make_folder(copy.parent)
    writer = QgsVectorFileWriter.create(
        str(copy),
        features.fields(),
        features.wkbType(),
        features.sourceCrs(),
        QgsCoordinateTransformContext(),
        options,
    )
    written = writer.hasError() == QgsVectorFileWriter.WriterError.NoError
    unchecked = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
    for feature in features.getFeatures(QgsFeatureRequest(), unchecked) if written else ():
        if cancelled():
            raise RunCancelled(tr("Cancelled while the layer was copied; nothing has been run yet."))
        written = writer.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
        if not written:
            break
    reason = writer.errorMessage()
    del writer
    if not written:
        raise RunError(
            tr("The layer '{name}' could not be copied to {path} for the worker: {reason}").format(
                name=features.sourceName(), path=copy, reason=reason
            )
        )
    return f"{copy}|layername=features"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(
            tr("The folder {path} cannot be made: {reason}; choose another one.").format(
                path=folder, reason=error.strerror or error
            )
        ) from error
