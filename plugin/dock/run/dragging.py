"""What is being dragged: layers of the project, or files."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from qgis.core import QgsMimeDataUtils
from qgis.PyQt.QtCore import QMimeData

LAYER_TREE_DRAG = "application/qgis.layertreemodeldata"


def dragged_layers(data: QMimeData) -> list[str]:
    """Ids of layers that come from the layer panel, those of dragged groups included."""
    if not data.hasFormat(LAYER_TREE_DRAG):
        return []
    try:
        tree = ET.fromstring(bytes(data.data(LAYER_TREE_DRAG)))
    except ET.ParseError:
        return []
    return [node.get("id", "") for node in tree.iter("layer-tree-layer")]


def dragged_files(data: QMimeData) -> list[str]:
    """Paths of files that come from a file manager or from QGIS's browser panel."""
    if data.hasUrls():
        return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    if QgsMimeDataUtils.isUriList(data):
        return [uri.uri for uri in QgsMimeDataUtils.decodeUriList(data) if uri.layerType == "raster"]
    return []
