"""The picker of the area: drawn, visible or from a layer; its parameters survive a run in the background and JSON."""

import json

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapToolPan
from qgis.PyQt.QtCore import QPoint, Qt
from tesela.algorithms.values import Values
from tesela.bridge.runs.kept_values import from_json_values, to_json_values
from tesela.dock.run.area_picker import AreaPicker, Kind
from tesela.engine.contract.errors import AreaError

UTM = "EPSG:32616"
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture
def canvas(qgis_app, qgis_new_project, qtbot):
    canvas = QgsMapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 400)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem(UTM))
    canvas.setExtent(QgsRectangle(500000, 4099000, 501000, 4100000))
    canvas.show()
    canvas.freeze(True)
    return canvas


@pytest.fixture
def picker(canvas, qtbot):
    picker = AreaPicker(canvas)
    qtbot.addWidget(picker)
    picker.resize(340, 120)
    picker.show()
    yield picker
    picker.dispose()
    QgsProject.instance().removeAllMapLayers()


@pytest.fixture
def pan(canvas):
    tool = QgsMapToolPan(canvas)
    canvas.setMapTool(tool)
    return tool


def at(canvas, x_px, y_px):
    """The map's coordinates at a pixel of the canvas."""
    point = canvas.getCoordinateTransform().toMapCoordinates(x_px, y_px)
    return point.x(), point.y()


def drag(canvas, qtbot, start, end):
    qtbot.mousePress(canvas.viewport(), LEFT, pos=QPoint(*start))
    qtbot.mouseMove(canvas.viewport(), QPoint(*end))
    qtbot.mouseRelease(canvas.viewport(), LEFT, pos=QPoint(*end))


def click(canvas, qtbot, place, button=LEFT):
    qtbot.mouseClick(canvas.viewport(), button, pos=QPoint(*place))


def choose(picker, kind):
    """Choose as a person does."""
    picker.choose(kind)
    picker.kind_box.activated.emit(picker.kind_box.currentIndex())


def polygons(selected=()):
    """A layer of two squares of 100 m, in the project; its id."""
    layer = QgsVectorLayer(f"Polygon?crs={UTM}", "fields", "memory")
    for x in (500000, 500500):
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(x, 4099000, x + 100, 4099100)))
        layer.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(layer)
    layer.selectByIds([feature.id() for i, feature in enumerate(layer.getFeatures()) if i in selected])
    return layer.id()


def job_area(parameters, provider):
    """The area of the job that an algorithm makes of these parameters, as a geometry, and its CRS."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("tesela:segment")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    area = Values(algorithm, parameters, context).area(QgsCoordinateReferenceSystem(UTM))
    return None if area is None else (QgsGeometry.fromWkt(area.wkt), area.crs)


def test_whole_layer_asks_for_nothing(picker):
    assert picker.parameters() == {}
    assert (picker.problem(), picker.summary()) == ("", "")


def test_visible_extent_follows_the_map(picker, canvas, qtbot, provider):
    picker.choose(Kind.VISIBLE)
    geometry, crs = job_area(picker.parameters(), provider)
    assert crs == UTM
    assert geometry.boundingBox() == canvas.extent()
    with qtbot.waitSignal(picker.changed):
        canvas.setExtent(QgsRectangle(500000, 4099000, 500200, 4099200))
    assert job_area(picker.parameters(), provider)[0].boundingBox() == canvas.extent()
    # A square of 200 m on the map; on the ground of this zone's middle, distances are 1 / 0.9996 of that.
    assert picker.words.text() == f"{200 * 200 / 0.9996**2 / 1e4:.2f} ha"


def test_rectangle_is_dragged_and_stays_on_the_map(picker, canvas, pan, qtbot, provider):
    choose(picker, Kind.RECTANGLE)
    assert canvas.mapTool() is not pan
    assert picker.problem() == "Draw a rectangle on the map."
    with qtbot.waitSignal(picker.changed):
        drag(canvas, qtbot, (50, 60), (250, 160))
    assert canvas.mapTool() is pan
    assert not picker.draw.isChecked()
    geometry, _ = job_area(picker.parameters(), provider)
    (left, top), (right, bottom) = at(canvas, 50, 60), at(canvas, 250, 160)
    box = geometry.boundingBox()
    found = (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
    assert found == pytest.approx((left, bottom, right, top))
    assert picker._band.asGeometry().boundingBox().width() == pytest.approx(right - left)
    canvas.setExtent(QgsRectangle(0, 0, 10, 10))
    assert job_area(picker.parameters(), provider)[0].boundingBox() == box
    picker.choose(Kind.WHOLE)
    assert picker._band.numberOfVertices() == 0
    picker.choose(Kind.RECTANGLE)
    assert picker._band.numberOfVertices() >= 4


@pytest.mark.parametrize("ending", ["double click", "right button"])
def test_polygon_is_clicked(picker, canvas, pan, qtbot, provider, ending):
    choose(picker, Kind.POLYGON)
    corners = [(50, 50), (250, 60), (200, 260)]
    for corner in corners:
        click(canvas, qtbot, corner)
    if ending == "double click":
        qtbot.mouseDClick(canvas.viewport(), LEFT, pos=QPoint(200, 260))
    else:
        click(canvas, qtbot, (10, 10), RIGHT)
    assert canvas.mapTool() is pan
    geometry, crs = job_area(picker.parameters(), provider)
    ring = ", ".join("{} {}".format(*at(canvas, *corner)) for corner in [*corners, corners[0]])
    expected = QgsGeometry.fromWkt(f"POLYGON(({ring}))")
    assert crs == UTM
    assert geometry.symDifference(expected).area() < 1e-6 * expected.area()


def test_backspace_takes_a_corner_back(picker, canvas, qtbot):
    choose(picker, Kind.POLYGON)
    for corner in [(50, 50), (250, 60), (390, 390)]:
        click(canvas, qtbot, corner)
    qtbot.keyClick(canvas, Qt.Key.Key_Backspace)
    click(canvas, qtbot, (200, 260))
    click(canvas, qtbot, (10, 10), RIGHT)
    polygon = QgsGeometry.fromWkt(picker.coordinates.text().split(" [")[0])
    assert not polygon.contains(QgsGeometry.fromWkt("Point({} {})".format(*at(canvas, 320, 320))))
    assert polygon.constGet().nCoordinates() == 4


@pytest.mark.parametrize("kind", [Kind.RECTANGLE, Kind.POLYGON])
def test_escape_gives_up_and_brings_the_tool_back(picker, canvas, pan, qtbot, kind):
    choose(picker, kind)
    if kind is Kind.POLYGON:
        click(canvas, qtbot, (50, 50))
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.mapTool() is pan
    assert not picker.draw.isChecked()
    assert "Draw a" in picker.problem()
    with pytest.raises(AreaError, match="Draw a"):
        picker.parameters()


def test_another_tool_ends_the_drawing(picker, canvas, pan, qtbot):
    choose(picker, Kind.POLYGON)
    other = QgsMapToolPan(canvas)
    canvas.setMapTool(other)
    assert not picker.draw.isChecked()
    assert canvas.mapTool() is other


def test_click_is_no_rectangle(picker, canvas, pan, qtbot):
    choose(picker, Kind.RECTANGLE)
    click(canvas, qtbot, (50, 50))
    assert canvas.mapTool() is not pan
    assert picker.problem() != ""


def test_area_can_be_typed(picker, qtbot, provider):
    picker.choose(Kind.RECTANGLE)
    picker.coordinates.setFocus()
    qtbot.keyClicks(picker.coordinates, "500000,500100,4099000,4099200 [EPSG:32616]")
    qtbot.keyClick(picker.coordinates, Qt.Key.Key_Return)
    assert picker.problem() == ""
    assert job_area(picker.parameters(), provider)[0].boundingBox() == QgsRectangle(500000, 4099000, 500100, 4099200)
    picker.choose(Kind.POLYGON)
    picker.coordinates.setText("POLYGON((500000 4099000, 500100 4099000, 500100 4099100, 500000 4099000))")
    picker.coordinates.editingFinished.emit()
    assert picker.summary() == f"{100 * 100 / 2 / 0.9996**2:,.0f} m²"


@pytest.mark.parametrize("text", ["1,2,3", "a,b,c,d", "1,1,2,3", "1,2,3,4 [EPSG:0]", "1,2,3,nan"])
def test_typed_nonsense_is_said(picker, text):
    picker.choose(Kind.RECTANGLE)
    picker.coordinates.setText(text)
    picker.coordinates.editingFinished.emit()
    assert picker.problem() != ""
    assert picker.summary() == picker.problem()
    picker.choose(Kind.WHOLE)
    assert picker.problem() == ""


def test_polygon_layer_and_its_selection(picker, provider, qtbot):
    picker.choose(Kind.LAYER)
    assert "no polygon layer" in picker.problem()
    layer = QgsProject.instance().mapLayer(polygons())
    assert picker.problem() == ""
    assert picker.summary().startswith("2 polygons, 2.00 ha")
    assert job_area(picker.parameters(), provider)[0].area() == pytest.approx(20000)
    picker.selected.setChecked(True)
    assert "No feature of 'fields' is selected" in picker.problem()
    with qtbot.waitSignal(picker.changed):
        layer.selectByIds([next(layer.getFeatures()).id()])
    assert picker.summary().startswith("1 polygons, 1.00 ha")
    assert job_area(picker.parameters(), provider)[0].area() == pytest.approx(10000)
    assert picker.parameters()["AREA"].selectedFeaturesOnly
    QgsProject.instance().removeMapLayer(layer.id())
    assert "no polygon layer" in picker.problem()


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_choice_does_not_jump_when_the_layer_is_removed(picker, provider, qtbot, place):
    layers = [QgsProject.instance().mapLayer(polygons()) for _ in range(3)]
    for layer, name in zip(layers, ("a", "b", "c")):
        layer.setName(name)
    chosen = layers.pop(place)
    name = chosen.name()
    picker.set_parameters({"AREA": chosen.id()})
    with qtbot.waitSignal(picker.changed):
        QgsProject.instance().removeMapLayer(chosen.id())
    assert picker.layer.currentLayer() is None
    polygons()
    assert f"The layer '{name}' was removed; choose an area" in picker.problem()
    with pytest.raises(AreaError, match="was removed"):
        picker.parameters()
    picker.layer.setLayer(layers[0])
    picker.layer.activated.emit(picker.layer.currentIndex())
    assert (picker.problem(), picker.parameters()) == ("", {"AREA": layers[0].id()})


def test_the_only_layer_is_not_replaced_by_the_next_that_comes(picker, qtbot):
    only = polygons()
    picker.set_parameters({"AREA": only})
    QgsProject.instance().removeMapLayer(only)
    later = polygons()
    assert "The layer 'fields' was removed" in picker.problem()
    picker.set_parameters({"AREA": later})
    assert picker.problem() == ""


def test_a_layer_that_was_removed_unused_is_not_replaced_either(picker):
    first, _ = polygons(), polygons()
    picker.set_parameters({"AREA": first})
    picker.choose(Kind.WHOLE)
    QgsProject.instance().removeMapLayer(first)
    assert picker.problem() == ""
    picker.choose(Kind.LAYER)
    assert picker.problem() == "Choose a polygon layer."


@pytest.mark.parametrize("kind", [Kind.RECTANGLE, Kind.POLYGON, Kind.LAYER])
def test_another_project_begins_with_the_whole_layer(picker, qtbot, kind):
    picker.set_parameters({"EXTENT": "0,1,0,1 [EPSG:4326]"})
    polygons()
    picker.choose(kind)
    with qtbot.waitSignal(picker.changed):
        QgsProject.instance().clear()
    assert (picker.kind, picker.parameters()) == (Kind.WHOLE, {})
    picker.choose(Kind.RECTANGLE)
    assert picker.problem() == "Draw a rectangle on the map."


@pytest.mark.parametrize("kind", [Kind.WHOLE, Kind.RECTANGLE, Kind.POLYGON, Kind.LAYER])
def test_parameters_come_back_from_json(picker, provider, kind):
    texts = {
        Kind.RECTANGLE: "500000,500100,4099000,4099100 [EPSG:32616]",
        Kind.POLYGON: "POLYGON((500000 4099000, 500100 4099000, 500100 4099100, 500000 4099000)) [EPSG:32616]",
    }
    polygons(selected=[1])
    picker.choose(kind)
    if kind in texts:
        picker.coordinates.setText(texts[kind])
        picker.coordinates.editingFinished.emit()
    picker.selected.setChecked(kind is Kind.LAYER)
    before, shape = picker.parameters(), job_area(picker.parameters(), provider)
    kept = json.loads(json.dumps(to_json_values(before)))
    picker.choose(Kind.VISIBLE)
    picker.selected.setChecked(False)
    picker.set_parameters(from_json_values(kept))
    assert picker.kind is kind
    again = job_area(picker.parameters(), provider)
    assert (again is None) == (shape is None) == (kind is Kind.WHOLE)
    if shape is not None:
        assert again[1] == shape[1]
        assert again[0].symDifference(shape[0]).area() < 1e-6


def test_polygon_in_a_crs_without_a_code_keeps_its_place(picker, provider):
    crs = QgsCoordinateReferenceSystem.fromProj("+proj=tmerc +lat_0=37 +lon_0=-87 +datum=WGS84 +units=m")
    picker.choose(Kind.POLYGON)
    picker.coordinates.setText(f"POLYGON((0 0, 100 0, 100 100, 0 100, 0 0)) [{crs.toWkt(crs.WktVariant.WKT2_2019)}]")
    picker.coordinates.editingFinished.emit()
    assert picker.problem() == ""
    geometry, named = job_area(picker.parameters(), provider)
    assert named == "EPSG:4326"
    assert geometry.centroid().asPoint().x() == pytest.approx(-87, abs=0.001)
    assert geometry.centroid().asPoint().y() == pytest.approx(37, abs=0.001)


def test_kept_area_that_is_gone_is_said(picker):
    picker.set_parameters({"AREA": "/nowhere/area-1.geojson"})
    assert "/nowhere/area-1.geojson is no longer there" in picker.problem()
    with pytest.raises(AreaError, match="no longer there"):
        picker.parameters()
    picker.set_parameters({})
    assert (picker.kind, picker.problem()) == (Kind.WHOLE, "")


def test_selection_is_given_by_the_id_of_the_layer(picker):
    layer_id = polygons(selected=[0])
    picker.set_parameters({"AREA": QgsProcessingFeatureSourceDefinition(layer_id, True)})
    assert (picker.kind, picker.selected.isChecked()) == (Kind.LAYER, True)
    assert picker.parameters()["AREA"].source.staticValue() == layer_id


def test_nothing_is_left_on_the_map(canvas, qtbot):
    before = len(canvas.scene().items())
    picker = AreaPicker(canvas)
    qtbot.addWidget(picker)
    choose(picker, Kind.POLYGON)
    click(canvas, qtbot, (50, 50))
    picker.dispose()
    assert len(canvas.scene().items()) == before
    assert canvas.mapTool() is None


def test_every_control_is_explained_and_fits(picker):
    for kind in Kind:
        picker.choose(kind)
        assert picker.minimumSizeHint().width() <= 340
    for widget in (picker.kind_box, picker.draw, picker.coordinates, picker.layer, picker.selected):
        assert widget.toolTip()
        assert widget.whatsThis()
        assert widget.accessibleName()
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
