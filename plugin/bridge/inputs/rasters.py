"""From a raster layer to something that the worker's GDAL opens, and the CRS that a person gave the layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import QgsMapLayer, QgsRasterLayer

from ...engine.contract.errors import RasterError
from ..translation import tr
from .crs import crs_text
from .web_fetch import Fetch

OPEN_OPTION_MARK = "|option:"
HARMLESS_OPTIONS = ("NUM_THREADS=", "USE_RRD=", "SPARSE_OK=")


@dataclass(frozen=True)
class Source:
    """What GDAL opens; `assigned_crs` was given to the layer by a person, for a raster that has none itself.

    `notes` are things about the source that a person may want to know before the run. `fetch` brings what is at `path`
    where it is not there yet.
    """

    path: str
    assigned_crs: str | None = None
    notes: tuple[str, ...] = ()
    fetch: Fetch | None = None


def layer_source(layer: QgsMapLayer) -> Source:
    """Return what the worker opens for this layer; RasterError says why it cannot and what to do instead."""
    if not isinstance(layer, QgsRasterLayer):
        raise RasterError(tr("'{name}' is no raster layer; choose a raster.").format(name=layer.name()))
    if not layer.isValid():
        raise RasterError(
            tr("The raster layer '{name}' is broken: {source} cannot be opened; mend its source.").format(
                name=layer.name(), source=layer.source()
            )
        )
    if layer.providerType() != "gdal":
        raise RasterError(
            tr(
                "'{name}' is a layer of the provider '{provider}', which cannot be streamed to the worker. Save it as "
                "a GeoTIFF (right click on the layer, Export, Save As…) over the area that you need, and run on that."
            ).format(name=layer.name(), provider=layer.providerType())
        )
    path, options = _split_options(layer.source())
    unknown = [option for option in options if not option.upper().startswith(HARMLESS_OPTIONS)]
    if unknown:
        raise RasterError(
            tr(
                "The layer '{name}' is opened with the GDAL options {options}, which the worker does not know. Save it "
                "as a GeoTIFF, and run on that."
            ).format(name=layer.name(), options=", ".join(unknown))
        )
    return _with_crs(layer, path)


def _split_options(uri: str) -> tuple[str, list[str]]:
    """Take a GDAL layer's source apart into the GDAL name (path, /vsizip/…, or subdataset) and its open options."""
    path, *options = uri.split(OPEN_OPTION_MARK)
    return path, options


def _with_crs(layer: QgsRasterLayer, path: str) -> Source:
    own, shown = layer.dataProvider().crs(), layer.crs()
    if not shown.isValid():
        return Source(path)
    if not own.isValid():
        note = tr("{name} has no CRS of its own; the one of its layer is used: {crs}").format(
            name=layer.name(), crs=shown.userFriendlyIdentifier()
        )
        return Source(path, crs_text(shown), (note,))
    if own != shown:
        note = tr(
            "The layer {name} is shown in {shown}, but its file says {own}; the file's CRS is used, so results may lie "
            "elsewhere than the layer is drawn."
        ).format(name=layer.name(), shown=shown.userFriendlyIdentifier(), own=own.userFriendlyIdentifier())
        return Source(path, None, (note,))
    return Source(path)


def common_assigned_crs(sources: Sequence[Source]) -> str | None:
    """The one CRS that the layers give to rasters without their own; RasterError if they give different ones."""
    assigned = {source.assigned_crs for source in sources if source.assigned_crs is not None}
    if len(assigned) > 1:
        raise RasterError(
            tr(
                "These rasters have no CRS of their own and their layers give them different ones ({crs}); run them "
                "one by one."
            ).format(crs=", ".join(sorted(assigned)))
        )
    return next(iter(assigned), None)
