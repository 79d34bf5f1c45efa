"""Writes where a result comes from into the metadata of its layers, and of the GeoPackage that they lie in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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

from ...engine.contract.raster_names import raster_names
from ..translation import tr
from .provenance import Provenance
from .provenance_words import history_lines, model_words

GEOPACKAGE = ".gpkg"
VOCABULARY = "tesela"
TOPICS = ("gmd:topicCategory", ["imageryBaseMapsEarthCover"])


def layer_metadata(layer: QgsVectorLayer, kind: str, title: str, provenance: Provenance) -> QgsLayerMetadata:
    """The metadata of a result layer; `kind` is the worker's name for it, `title` the one for people."""
    metadata = QgsLayerMetadata()
    names = ", ".join(raster_names(provenance.rasters))
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
