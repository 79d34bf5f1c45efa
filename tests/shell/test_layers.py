"""Styles of the results."""

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)
from tesela.bridge.results.layers import (
    BUILDINGS,
    CENTRES,
    DETECTIONS,
    RESULT_LAYERS,
    ResultLayer,
    add_run,
    style,
    title,
)
from tesela.bridge.results.styles import CLASS_SIGNS, Meaning

COMMON = "&field=score:double&field=raster:string&field=model:string"
DETECTION = COMMON + "&field=label:string&field=lon:double&field=lat:double"
DEFINITIONS = {
    DETECTIONS: "Polygon?crs=EPSG:3857" + DETECTION,
    CENTRES: "Point?crs=EPSG:3857" + DETECTION,
    BUILDINGS: "MultiPolygon?crs=EPSG:3857&field=area_m2:double" + COMMON,
}


def make(kind):
    return QgsVectorLayer(DEFINITIONS[kind], kind, "memory")


@pytest.mark.parametrize("kind", DEFINITIONS)
def test_style_has_a_halo_and_map_tips_of_existing_fields(qgis_app, kind):
    layer = make(kind)
    assert style(layer, kind)
    assert layer.renderer().symbol().symbolLayerCount() >= 2
    tip = layer.mapTipTemplate()
    assert "score" in tip
    used = {word for word in tip.split('"') if word in ("label", "score", "lon", "lat", "raster", "model", "area_m2")}
    assert used <= set(layer.fields().names())


@pytest.mark.parametrize("kind", [DETECTIONS, BUILDINGS])
def test_labels_show_the_score_when_near(qgis_app, kind):
    layer = make(kind)
    style(layer, kind)
    settings = layer.labeling().settings()
    assert layer.labelsEnabled()
    assert "score" in settings.fieldName
    assert settings.scaleVisibility
    assert settings.format().buffer().enabled()


def test_missing_style_is_noticed(qgis_app):
    assert not style(make(DETECTIONS), "unknown")


def test_layers_of_a_run_share_a_group_on_top(qgis_new_project):
    project = QgsProject.instance()
    add_run(project, "first", [ResultLayer(make(BUILDINGS), BUILDINGS)])
    results = [ResultLayer(make(CENTRES), CENTRES), ResultLayer(make(DETECTIONS), DETECTIONS)]
    add_run(project, "second", results)
    groups = project.layerTreeRoot().findGroups()
    assert [group.name() for group in groups] == ["second", "first"]
    names = [node.name() for node in groups[0].findLayers()]
    assert names == [title(CENTRES), title(DETECTIONS)]
    assert groups[0].findLayers()[0].layer().geometryType() == QgsWkbTypes.GeometryType.PointGeometry
    project.removeAllMapLayers()


def test_polygons_of_any_class_look_like_buildings_and_say_their_class(qgis_new_project):
    project, layer, buildings = QgsProject.instance(), make(BUILDINGS), make(BUILDINGS)
    add_run(project, "run", [ResultLayer(layer, "flood_waters")])
    style(buildings, BUILDINGS)
    assert layer.name() == "Flood waters"
    assert layer.renderer().symbol().symbolLayer(2).color() == buildings.renderer().symbol().symbolLayer(2).color()
    assert layer.mapTipTemplate() == buildings.mapTipTemplate()
    project.removeAllMapLayers()


def test_polygons_of_several_classes_have_a_colour_each(qgis_new_project):
    project = QgsProject.instance()
    layer = QgsVectorLayer(DEFINITIONS[BUILDINGS] + "&field=label:string", "polygons", "memory")
    add_run(project, "run", [ResultLayer(layer, "polygons", Meaning(("flood", "road")))])
    assert layer.name() == "Polygons"
    categories = layer.renderer().categories()
    assert [category.value() for category in categories] == ["flood", "road"]
    for category, (colour, _) in zip(categories, CLASS_SIGNS):
        fill = category.symbol().symbolLayer(0).color()
        assert (fill.name(), fill.alpha()) == (colour, 48)
    feature = QgsFeature(layer.fields())
    feature["label"] = "road"
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    assert "<b>road</b>" in QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
    project.removeAllMapLayers()


@pytest.mark.parametrize("kind", DEFINITIONS)
def test_map_tip_shows_the_values_of_a_feature(qgis_app, kind):
    layer = make(kind)
    style(layer, kind)
    feature = QgsFeature(layer.fields())
    values = {"label": "damage", "score": 0.8768, "lon": 85.5, "lat": 27.6, "area_m2": 123.4}
    for name, value in {**values, "raster": "/images/north 2.tif", "model": "finder"}.items():
        if name in layer.fields().names():
            feature[name] = value
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    text = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
    expected = ["0.877", "north 2.tif", "finder"]
    expected += ["123.4 m²"] if kind == BUILDINGS else ["damage", "85.500000, 27.600000"]
    assert all(part in text for part in expected), text
    assert "/images" not in text
    assert "[%" not in text
    assert ("Label" in text) == ("label" in layer.fields().names())


def test_every_kind_of_result_has_a_title_and_a_style(qgis_app):
    from tesela.engine.contract.places import asset

    titles = {title(kind) for kind in RESULT_LAYERS}
    assert len(titles) == len(RESULT_LAYERS)
    styles = {path.stem for path in (asset("resources") / "styles").glob("*.qml")}
    assert set(RESULT_LAYERS) | {"values_raster"} <= styles
