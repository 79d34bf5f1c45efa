"""Styles of the results: one QML file a kind, completed with what only the model knows, its classes and its values.

The words of the map tips stand in the QML files in English and are translated here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsColorRampShader,
    QgsExpressionContextUtils,
    QgsMapLayer,
    QgsRasterBandStats,
    QgsRasterLayer,
    QgsRendererCategory,
    QgsSingleBandPseudoColorRenderer,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from ...engine.contract.card import Value
from ...engine.contract.places import asset
from ..translation import tr
from .change_words import name_changes
from .kinds import BUILDINGS, CHANGES, HEAT, LABELS, PHOTOS, PLACES, TRUTH, VALUES, VALUES_RASTER

# Okabe and Ito's colours, which people with a colour vision deficiency tell apart, without black; each with a shape.
CLASS_SIGNS = (
    ("#0072b2", "circle"),
    ("#d55e00", "square"),
    ("#009e73", "diamond"),
    ("#cc79a7", "pentagon"),
    ("#e69f00", "triangle"),
    ("#56b4e9", "hexagon"),
    ("#f0e442", "star"),
)
SOUND = "coalesce(\"flag\", '') = ''"
UNKNOWN_RANGE = (0.0, 1.0)
SAMPLE_CELLS = 250_000
DARKER_PERCENT = 127


@dataclass(frozen=True)
class Meaning:
    """What is known of the values in a layer.

    classes: that the model writes, in order. value: what a regression predicts. stride_share: the step from window to
    window over the window's side; windows are drawn by their middle of this share, so that overlapping ones do not hide
    each other.
    """

    classes: tuple[str, ...] = ()
    value: Value | None = None
    stride_share: float = 1.0


NOTHING_KNOWN = Meaning()


def style(layer: QgsMapLayer, kind: str, meaning: Meaning = NOTHING_KNOWN) -> bool:
    """Apply the style of this kind of results; False if the style could not be read."""
    path = asset("resources") / "styles" / f"{kind}.qml"
    if not path.is_file():
        return False
    _, applied = layer.loadNamedStyle(str(path))
    if not applied:
        return False
    if kind in (LABELS, VALUES):
        QgsExpressionContextUtils.setLayerVariable(layer, "stride_share", meaning.stride_share)
    if kind == VALUES:
        _style_values(layer, meaning)
    elif kind == VALUES_RASTER:
        _style_value_raster(layer, meaning)
    elif kind in (PHOTOS, PLACES):
        _style_classes(layer, meaning)
    elif kind == BUILDINGS and layer.fields().lookupField("label") >= 0:
        _style_polygons(layer, meaning)
    elif kind == CHANGES:
        name_changes(layer)
    elif kind in (HEAT, TRUTH):
        _translate_legend(layer)
    if isinstance(layer, QgsVectorLayer):
        layer.setMapTipTemplate(translated(layer.mapTipTemplate()))
    layer.triggerRepaint()
    return True


def translated(template: str) -> str:
    """The template of a map tip with its words in the language of QGIS."""
    for word, translation in (
        ("Label", tr("Label")),
        ("Labels", tr("Labels")),
        ("Score", tr("Score")),
        ("Area", tr("Area")),
        ("Raster", tr("Raster")),
        ("Model", tr("Model")),
        ("Longitude, latitude", tr("Longitude, latitude")),
        ("Class", tr("Class")),
        ("Photograph", tr("Photograph")),
        ("Photographs", tr("Photographs")),
        ("Heading", tr("Heading")),
        ("Place", tr("Place")),
        ("Value", tr("Value")),
        ("Flag", tr("Flag")),
        ("none", tr("none")),
        ("Change", tr("Change")),
        ("Label before, after", tr("Label before, after")),
        ("Score before, after", tr("Score before, after")),
        ("Area before, after", tr("Area before, after")),
        ("Overlap (IoU)", tr("Overlap (IoU)")),
        ("Distance, bearing", tr("Distance, bearing")),
        ("New", tr("New")),
        ("Gone", tr("Gone")),
        ("Moved", tr("Moved")),
        ("Relabelled", tr("Relabelled")),
        ("The same", tr("The same")),
        ("State", tr("State")),
    ):
        template = template.replace(f">{word}<", f">{translation}<").replace(f"'{word}'", _quoted(translation))
    return template


def _translate_legend(layer: QgsMapLayer) -> None:
    """Put the words of the legend into the language of QGIS."""
    words = {
        "none": tr("none"),
        "1: the strongest explained": tr("1: the strongest explained"),
        "intact": tr("intact"),
        "destroyed": tr("destroyed"),
    }
    renderer = layer.renderer()
    if isinstance(renderer, QgsCategorizedSymbolRenderer):
        for i, category in enumerate(renderer.categories()):
            renderer.updateCategoryLabel(i, words.get(category.label(), category.label()))
    elif isinstance(renderer, QgsSingleBandPseudoColorRenderer):
        shader = renderer.shader().rasterShaderFunction()
        items = [
            QgsColorRampShader.ColorRampItem(item.value, item.color, words.get(item.label, item.label))
            for item in shader.colorRampItemList()
        ]
        shader.setColorRampItemList(items)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def breaks(low: float, high: float, classes: int) -> list[float]:
    """The `classes` - 1 inner bounds of classes of one width from low to high."""
    return [low + (high - low) * i / classes for i in range(1, classes)]


def range_labels(bounds: Sequence[float], unit: str) -> list[str]:
    """What the legend says of the classes between these inner bounds; the first and the last are open."""
    step = bounds[1] - bounds[0]
    decimals = max(0, 1 - math.floor(math.log10(step))) if step > 0 else 2
    texts = [f"{bound:.{decimals}f}" for bound in bounds]
    while all("." in text and text.endswith("0") for text in texts):
        texts = [text[:-1].rstrip(".") for text in texts]
    behind = f" {unit}" if unit else ""
    first = tr("below {bound}").format(bound=texts[0] + behind)
    last = tr("{bound} and more").format(bound=texts[-1] + behind)
    return [first, *(f"{low} – {high}{behind}" for low, high in zip(texts, texts[1:])), last]


def _style_values(layer: QgsVectorLayer, meaning: Meaning) -> None:
    """Move the bounds of the class rules to the model's range; the last rule marks flagged windows."""
    rules = layer.renderer().rootRule().children()
    classes = rules[:-1]
    # Asking the data holds QGIS for a while where there are many windows.
    found = None if meaning.value else _data_range(layer)
    bounds = breaks(*_range(meaning, found), len(classes))
    for rule, condition, label in zip(classes, _conditions(bounds), range_labels(bounds, _unit(meaning))):
        rule.setFilterExpression(condition)
        rule.setLabel(label)
    rules[-1].setLabel(tr("flagged (the map tip says why)"))
    _name_value(layer, meaning)


def _conditions(bounds: Sequence[float]) -> Iterator[str]:
    yield f'{SOUND} AND "value" < {bounds[0]!r}'
    for low, high in zip(bounds, bounds[1:]):
        yield f'{SOUND} AND "value" >= {low!r} AND "value" < {high!r}'
    yield f'{SOUND} AND "value" >= {bounds[-1]!r}'


def _style_value_raster(layer: QgsRasterLayer, meaning: Meaning) -> None:
    """Move the bounds of the classes to the model's range."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsSingleBandPseudoColorRenderer):
        return
    shader = renderer.shader().rasterShaderFunction()
    items = shader.colorRampItemList()
    low, high = _range(meaning, None if meaning.value else _raster_range(layer))
    bounds = breaks(low, high, len(items))
    labels = range_labels(bounds, _unit(meaning))
    moved = [
        QgsColorRampShader.ColorRampItem(bound, item.color, label)
        for item, bound, label in zip(items, [*bounds, math.inf], labels)
    ]
    shader.setColorRampItemList(moved)
    for values in (shader, renderer.shader()):
        values.setMinimumValue(low)
        values.setMaximumValue(high)
    renderer.setClassificationMin(low)
    renderer.setClassificationMax(high)
    _name_value(layer, meaning)


def _range(meaning: Meaning, found: tuple[float, float] | None) -> tuple[float, float]:
    """The model's own range, or that of the data where no card is known."""
    low, high = (meaning.value.low, meaning.value.high) if meaning.value else found or UNKNOWN_RANGE
    return (low, high) if low < high else (low, low + 1)


def _data_range(layer: QgsVectorLayer) -> tuple[float, float] | None:
    column = layer.fields().lookupField("value")
    low, high = layer.minimumValue(column), layer.maximumValue(column)
    # Of a layer without values, QGIS says the largest number for the lowest and the other way round.
    return (low, high) if isinstance(low, float) and isinstance(high, float) and low <= high else None


def _raster_range(layer: QgsRasterLayer) -> tuple[float, float] | None:
    found = layer.dataProvider().bandStatistics(
        1, QgsRasterBandStats.Stats.Min | QgsRasterBandStats.Stats.Max, layer.extent(), SAMPLE_CELLS
    )
    low, high = found.minimumValue, found.maximumValue
    return (low, high) if math.isfinite(low) and math.isfinite(high) and low <= high else None


def _unit(meaning: Meaning) -> str:
    return meaning.value.unit if meaning.value else ""


def _name_value(layer: QgsMapLayer, meaning: Meaning) -> None:
    """Leave name and unit with the layer, where the map tip and a person find them."""
    if meaning.value is not None:
        QgsExpressionContextUtils.setLayerVariable(layer, "value_name", meaning.value.name)
        QgsExpressionContextUtils.setLayerVariable(layer, "value_unit", meaning.value.unit)


def _style_classes(layer: QgsVectorLayer, meaning: Meaning) -> None:
    """Make a category a class from the symbol of the style's only one: a colour and a shape each."""
    # The category is a copy that owns its symbol, so it has to live as long as the symbol is used.
    only = layer.renderer().categories()[0]
    template = only.symbol()
    categories = [
        QgsRendererCategory(name, _signed(template, *CLASS_SIGNS[i % len(CLASS_SIGNS)]), name)
        for i, name in enumerate(_classes(layer, "class", meaning))
    ]
    categories.append(QgsRendererCategory("", _signed(template, "#8c8c8c", "cross_fill"), tr("no class")))
    layer.setRenderer(QgsCategorizedSymbolRenderer("class", categories))


def _style_polygons(layer: QgsVectorLayer, meaning: Meaning) -> None:
    """Make a category a class from the style's only symbol: a colour each."""
    template = layer.renderer().symbol()
    categories = [
        QgsRendererCategory(name, _coloured(template, CLASS_SIGNS[i % len(CLASS_SIGNS)][0]), name)
        for i, name in enumerate(_classes(layer, "label", meaning))
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("label", categories))


def _classes(layer: QgsVectorLayer, field: str, meaning: Meaning) -> list[str]:
    """The classes of the model, then others that the field holds."""
    present = {value for value in layer.uniqueValues(layer.fields().lookupField(field)) if value}
    return [*meaning.classes, *sorted(present - set(meaning.classes))]


def _coloured(template: QgsSymbol, colour: str) -> QgsSymbol:
    """The symbol with its fill in this colour, as transparent as it was, and its topmost outline in a darker one."""
    symbol = template.clone()
    fill, outline = symbol.symbolLayer(0), symbol.symbolLayer(symbol.symbolLayerCount() - 1)
    transparent = QColor(colour)
    transparent.setAlpha(fill.color().alpha())
    fill.setColor(transparent)
    outline.setColor(QColor(colour).darker(DARKER_PERCENT))
    return symbol


def _signed(template: QgsSymbol, colour: str, shape: str) -> QgsSymbol:
    """The symbol with its two topmost parts, halo and sign, in this shape, and the sign in this colour."""
    symbol = template.clone()
    count = symbol.symbolLayerCount()
    for part in (symbol.symbolLayer(count - 2), symbol.symbolLayer(count - 1)):
        part.setShape(part.decodeShape(shape)[0])
    symbol.symbolLayer(count - 1).setColor(QColor(colour))
    return symbol
