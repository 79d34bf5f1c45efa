"""Styles that are completed with what the model's card says: classes, values, and how far windows overlap."""

import math
import re
from pathlib import Path

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsGeometry,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QSize, QTranslator, QUrl
from qgis.PyQt.QtGui import QColor, QTextDocument
from tesela.bridge.results.styles import (
    CLASS_SIGNS,
    LABELS,
    PHOTOS,
    PLACES,
    VALUES,
    VALUES_RASTER,
    Meaning,
    breaks,
    range_labels,
    style,
)
from tesela.engine.contract.card import Value

DENSITY = Value("built-up density", "%", 0.0, 100.0)
COMMON = "?crs=EPSG:32616&field=raster:string&field=model:string"
FIELDS = {
    LABELS: "Polygon{}&field=labels:string&field=bare_soil:double&field=cars:double",
    VALUES: "Polygon{}&field=value:double&field=flag:string",
    PHOTOS: "Point{}&field=class:string&field=score:double&field=photo:string&field=heading:double&field=place:string",
    PLACES: "Point{}&field=class:string&field=score:double&field=count:integer&field=place:string",
}


def layer_of(kind, *features):
    """A layer of this kind with features given as (WKT, values)."""
    layer = QgsVectorLayer(FIELDS[kind].format(COMMON), kind, "memory")
    made = []
    for wkt, values in features:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        for name, value in values.items():
            feature[name] = value
        made.append(feature)
    assert layer.dataProvider().addFeatures(made)[0]
    return layer


def tip(layer):
    """The map tip of the layer's first feature."""
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(next(layer.getFeatures()))
    return QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)


def picture(layer, extent):
    """The layer drawn on white, a pixel a metre."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setOutputSize(QSize(int(extent.width()), int(extent.height())))
    settings.setExtent(extent)
    settings.setBackgroundColor(QColor("white"))
    settings.setFlag(settings.Flag.DrawLabeling, False)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


SQUARE = "Polygon ((500000 0, 500100 0, 500100 100, 500000 100, 500000 0))"
POINT = "Point (500000 0)"


def test_breaks_cut_the_range_into_classes_of_one_width():
    assert breaks(0, 100, 5) == [20, 40, 60, 80]
    assert breaks(-1, 1, 4) == [-0.5, 0, 0.5]


def test_range_labels_name_the_bounds_with_the_unit():
    expected = ["below 20 %", "20 – 40 %", "40 – 60 %", "60 – 80 %", "80 % and more"]
    assert range_labels([20.0, 40.0, 60.0, 80.0], "%") == expected
    assert range_labels([0.2, 0.4, 0.6, 0.8], "")[1:3] == ["0.2 – 0.4", "0.4 – 0.6"]
    assert range_labels([0.025, 0.05, 0.075, 0.1], "")[:2] == ["below 0.025", "0.025 – 0.050"]
    assert range_labels([1500.0, 3000.0], "m")[0] == "below 1500 m"


def test_values_are_classed_by_the_range_of_the_model(qgis_app):
    layer = layer_of(VALUES, (SQUARE, {"value": 12.0}))
    assert style(layer, VALUES, Meaning(value=DENSITY))
    rules = layer.renderer().rootRule().children()
    assert [rule.label() for rule in rules[:5]] == range_labels([20.0, 40.0, 60.0, 80.0], "%")
    assert "flagged" in rules[5].label()
    for value, flag, wanted in (
        (-3.0, "", [0]),
        (0.0, "", [0]),
        (20.0, "", [1]),
        (99.9, None, [4]),
        (250.0, "", [4]),
        (50.0, "single colour", [5]),
        (None, "", []),
    ):
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        feature = QgsFeature(layer.fields())
        feature["value"], feature["flag"] = value, flag
        context.setFeature(feature)
        matching = [i for i, rule in enumerate(rules) if QgsExpression(rule.filterExpression()).evaluate(context)]
        assert matching == wanted, (value, flag)


def test_values_without_a_card_are_classed_by_what_is_there(qgis_app):
    layer = layer_of(VALUES, (SQUARE, {"value": 10.0}), (SQUARE, {"value": 20.0}))
    style(layer, VALUES)
    assert layer.renderer().rootRule().children()[0].label() == "below 12"
    empty = layer_of(VALUES)
    assert style(empty, VALUES)
    assert empty.renderer().rootRule().children()[0].label() == "below 0.2"


def test_flagged_windows_are_hatched_and_sound_ones_filled(qgis_app):
    extent = QgsRectangle(500000, 0, 500100, 100)

    def colours(flag):
        layer = layer_of(VALUES, (SQUARE, {"value": 90.0, "flag": flag}))
        style(layer, VALUES, Meaning(value=DENSITY))
        image = picture(layer, extent)
        return {image.pixelColor(x, y).name() for x in range(20, 80) for y in range(20, 80)}

    assert len(colours("")) == 1
    assert len(colours("single colour")) > 3


@pytest.mark.parametrize(("share", "covered"), [(1.0, 0.98), (0.5, 0.25)])
def test_overlapping_windows_are_drawn_by_their_middle(qgis_app, share, covered):
    layer = layer_of(VALUES, (SQUARE, {"value": 90.0, "flag": ""}))
    style(layer, VALUES, Meaning(value=DENSITY, stride_share=share))
    image = picture(layer, QgsRectangle(500000, 0, 500100, 100))
    white = sum(image.pixelColor(x, y) == QColor("white") for x in range(100) for y in range(100))
    assert 1 - white / 10_000 == pytest.approx(covered, abs=0.05)
    assert image.pixelColor(50, 50) != QColor("white")


def test_value_raster_has_the_classes_of_the_layer(qgis_app, tmp_path):
    from osgeo import gdal

    path = str(tmp_path / "values.tif")
    dataset = gdal.GetDriverByName("GTiff").Create(path, 2, 1, 1, gdal.GDT_Float32)
    dataset.SetGeoTransform((0, 1, 0, 0, 0, -1))
    dataset.GetRasterBand(1).WriteRaster(0, 0, 2, 1, b"\x00\x00\x20\x41\x00\x00\xa0\x41")
    dataset = None
    raster = QgsRasterLayer(path, "values")
    assert style(raster, VALUES_RASTER, Meaning(value=DENSITY))
    function = raster.renderer().shader().rasterShaderFunction()
    items = function.colorRampItemList()
    assert [item.value for item in items] == [20, 40, 60, 80, math.inf]
    assert [item.label for item in items] == range_labels([20.0, 40.0, 60.0, 80.0], "%")
    vector = layer_of(VALUES)
    style(vector, VALUES, Meaning(value=DENSITY))
    rules = vector.renderer().rootRule().children()[:5]
    fills = [rule.symbol().symbolLayer(0).subSymbol().color().name() for rule in rules]
    assert [item.color.name() for item in items] == fills
    assert style(raster, VALUES_RASTER)
    items = raster.renderer().shader().rasterShaderFunction().colorRampItemList()
    assert [item.value for item in items[:4]] == pytest.approx([12, 14, 16, 18])


@pytest.mark.parametrize("kind", [PHOTOS, PLACES])
def test_classes_differ_in_colour_and_in_shape(qgis_app, kind):
    layer = layer_of(kind, (POINT, {"class": "quiet street"}), (POINT, {"class": "not of this model"}))
    assert style(layer, kind, Meaning(classes=("busy road", "quiet street")))
    categories = layer.renderer().categories()
    assert [category.value() for category in categories] == ["busy road", "quiet street", "not of this model", ""]
    signs = []
    for category in categories:
        symbol = category.symbol()
        top = symbol.symbolLayer(symbol.symbolLayerCount() - 1)
        signs.append((top.color().name(), top.shape()))
    assert len({colour for colour, _ in signs}) == len({shape for _, shape in signs}) == 4
    assert signs[0][0] == CLASS_SIGNS[0][0]


def test_arrow_points_where_the_camera_looked(qgis_app):
    layer = layer_of(PHOTOS, ("Point (500050 50)", {"class": "", "heading": 90.0}))
    style(layer, PHOTOS)
    image = picture(layer, QgsRectangle(500000, 0, 500100, 100))
    drawn = [(x, y) for x in range(100) for y in range(100) if image.pixelColor(x, y) != QColor("white")]
    assert min(x for x, _ in drawn) > 50
    assert min(y for _, y in drawn) < 50 < max(y for _, y in drawn)


def test_map_tip_of_labels_lists_those_held_with_their_scores(qgis_app):
    values = {"labels": "Bare soil,cars <2 t>", "bare_soil": 0.8126, "raster": "/images/north 2.tif", "model": "scene"}
    layer = layer_of(LABELS, (SQUARE, values))
    assert style(layer, LABELS)
    text = tip(layer)
    assert "Bare soil 0.813<br>cars &lt;2 t&gt;<" in text
    assert "north 2.tif" in text
    assert "/images" not in text
    nothing = layer_of(LABELS, (SQUARE, {"labels": ""}))
    style(nothing, LABELS)
    assert "<b>none</b>" in tip(nothing)


def test_map_tip_of_a_value_has_its_name_unit_and_flag(qgis_app):
    layer = layer_of(VALUES, (SQUARE, {"value": 12.5, "flag": "single colour", "model": "density"}))
    style(layer, VALUES, Meaning(value=DENSITY))
    assert "built-up density" in tip(layer)
    assert "12.500 %" in tip(layer)
    assert "single colour" in tip(layer)
    style(other := layer_of(VALUES, (SQUARE, {})), VALUES)
    assert ">Value<" in tip(other)


PATHS = {
    "/photos/a.jpg": "file:///photos/a.jpg",
    '/photos of 5 % & more/it\'s "é" #1?.jpg': None,
    "C:\\photos\\a b.jpg": "file:///C:/photos/a%20b.jpg",
    "\\\\server\\photos\\a.jpg": "file://server/photos/a.jpg",
}


@pytest.mark.parametrize(("path", "url"), PATHS.items())
def test_map_tip_of_a_photograph_shows_it_whatever_its_path_holds(qgis_app, path, url):
    values = {"class": "busy <road>", "score": 0.75, "photo": path, "heading": 90.0, "place": "Main & 2nd"}
    layer = layer_of(PHOTOS, (POINT, values))
    assert style(layer, PHOTOS)
    text = tip(layer)
    source = re.search(r'<img src="([^"]*)"', text)[1]
    assert not set(source) & set("<>&' ")
    if url is None:
        assert QUrl(source).toLocalFile() == path
    else:
        assert source == url
    assert "busy &lt;road&gt;" in text
    assert "Main &amp; 2nd" in text
    assert "0.750" in text
    assert "90°" in text


def test_photograph_of_a_map_tip_is_found_by_qt(qgis_app, tmp_path):
    from qgis.PyQt.QtGui import QImage

    folder = tmp_path / "scène 100 % #2"
    folder.mkdir()
    photo = QImage(12, 7, QImage.Format.Format_RGB32)
    photo.fill(QColor("red"))
    assert photo.save(str(folder / "a & b.png"))
    layer = layer_of(PHOTOS, (POINT, {"photo": str(folder / "a & b.png")}))
    style(layer, PHOTOS)
    document = QTextDocument()
    document.setHtml(tip(layer))
    source = re.search(r'<img src="([^"]*)"', tip(layer))[1]
    assert Path(QUrl(source).toLocalFile()).is_file()
    shown = document.resource(QTextDocument.ResourceType.ImageResource, QUrl(source))
    assert shown is not None
    assert (shown.width(), shown.height()) == (12, 7)


@pytest.mark.parametrize("kind", FIELDS)
def test_words_of_map_tips_and_legends_are_translated(qgis_app, kind):
    class Marker(QTranslator):
        def translate(self, context, text, disambiguation=None, n=-1):
            return f"«{text}»" if context == "Tesela" else ""

    marker = Marker()
    QCoreApplication.installTranslator(marker)
    try:
        layer = layer_of(kind, (SQUARE if kind in (LABELS, VALUES) else POINT, {}))
        style(layer, kind)
    finally:
        QCoreApplication.removeTranslator(marker)
    heads = re.findall(r"<td style=[^>]*>([^<]*)</td>", tip(layer))
    assert heads
    assert all(head.startswith("«") for head in heads), heads
