"""A picture of scores: each pixel holds the highest score drawn there, so that a threshold is a change of colours.

QGIS needs about a second to draw 100,000 boxes, whichever way they are filtered. While a person drags a threshold, this
picture stands in for the layers: QGIS draws it once a view, in the background, and each step of the slider only
exchanges its table of colours.
"""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsRenderContext,
    QgsRendererRange,
    QgsSymbol,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QColor, QImage, QPainter

STEPS = 200
ALWAYS = 255
SHOWN_ANYHOW = 2.0
OUTLINE_MM = 0.4


def score_renderer(layer: QgsVectorLayer, score: str) -> QgsGraduatedSymbolRenderer:
    """Draw each feature in a grey that tells its score: 1 + the number of whole steps of 1 / STEPS.

    score: an expression or a field; what is SHOWN_ANYHOW gets the grey ALWAYS.
    """
    tolerance = 1e-6
    ranges = [
        QgsRendererRange((i - 0.02) / STEPS, (i + 0.98) / STEPS - tolerance, _symbol(layer, i + 1), "")
        for i in range(STEPS + 1)
    ]
    ranges.append(QgsRendererRange(SHOWN_ANYHOW - 0.1, SHOWN_ANYHOW + 0.1, _symbol(layer, ALWAYS), ""))
    return QgsGraduatedSymbolRenderer(score, ranges)


def _symbol(layer: QgsVectorLayer, grey: int) -> QgsSymbol:
    colour = f"{grey},{grey},{grey}"
    if layer.geometryType() == QgsWkbTypes.GeometryType.PointGeometry:
        return QgsMarkerSymbol.createSimple({"size": "1.6", "color": colour, "outline_style": "no"})
    return QgsFillSymbol.createSimple({"style": "no", "outline_color": colour, "outline_width": str(OUTLINE_MM)})


def scored_copy(layer: QgsVectorLayer, score: str) -> QgsVectorLayer:
    """A copy of the layer that draws scores; the highest one wins where features overlap."""
    copy = layer.clone()
    copy.setLabelsEnabled(False)
    copy.setOpacity(1.0)
    copy.setFeatureBlendMode(QPainter.CompositionMode.CompositionMode_Lighten)
    copy.setRenderer(score_renderer(copy, score))
    return copy


def scored_settings(settings: QgsMapSettings, copies: Sequence[QgsVectorLayer]) -> QgsMapSettings:
    """The view of the map with these copies alone, on black, every pixel of one grey."""
    own = QgsMapSettings(settings)
    own.setLayers(list(copies))
    own.setBackgroundColor(QColor(0, 0, 0))
    own.setFlag(QgsMapSettings.Flag.Antialiasing, False)
    own.setFlag(QgsMapSettings.Flag.DrawLabeling, False)
    return own


def indexed(drawn: QImage) -> QImage:
    """The greys of a drawn picture as an index a pixel, for a table of colours."""
    image = drawn.convertToFormat(QImage.Format.Format_Grayscale8)
    image.reinterpretAsFormat(QImage.Format.Format_Indexed8)
    return image


def colour_table(threshold: float, colour: QColor) -> list[int]:
    """The colours of the greys: nothing below the threshold, `colour` from it on."""
    first = max(1, round(threshold * STEPS + 0.499) + 1)
    return [colour.rgba() if grey >= first or grey == ALWAYS else 0 for grey in range(256)]


def colour_of(layer: QgsVectorLayer) -> QColor:
    """The colour of the outermost line or sign in the layer's style."""
    symbols = layer.renderer().symbols(QgsRenderContext())
    if not symbols:
        return QColor("#c53000")
    symbol = symbols[0]
    top = symbol.symbolLayer(symbol.symbolLayerCount() - 1)
    while top.subSymbol() is not None:
        top = top.subSymbol().symbolLayer(top.subSymbol().symbolLayerCount() - 1)
    colour = QColor(top.color())
    colour.setAlpha(255)
    return colour
