"""The picker of rasters follows the project; one raster takes one line, several are checked by layer, group or file."""

import pytest
from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDropEvent
from tesela.bridge.results.layer_notes import note_explained
from tesela.dock.run.raster_picker import RasterPicker

WIDTH_PX = 340
"""What a dock of 380 pixels leaves."""


class Iface(QObject):
    currentLayerChanged = pyqtSignal(object)  # noqa: N815 (as in QGIS)

    def __init__(self):
        super().__init__()
        self.layer = None

    def activeLayer(self):
        return self.layer

    def activate(self, layer):
        self.layer = layer
        self.currentLayerChanged.emit(layer)


@pytest.fixture
def iface():
    return Iface()


@pytest.fixture
def picker(qgis_app, qgis_new_project, qtbot, iface):
    picker = RasterPicker(iface=iface)
    qtbot.addWidget(picker)
    picker.resize(WIDTH_PX, 100)
    picker.show()
    yield picker
    picker.dispose()
    QgsProject.instance().removeAllMapLayers()


@pytest.fixture
def add(draw):
    def add(name, group=None):
        layer = QgsRasterLayer(draw(f"{name}.tif"), name)
        QgsProject.instance().addMapLayer(layer, group is None)
        if group is not None:
            group.addLayer(layer)
        return layer.id()

    return add


def ids(picker):
    return [layer.id() for layer in picker.layers()]


def lines(picker):
    """Names of the list, indented by their depth."""

    def walk(item, depth):
        for i in range(item.childCount()):
            yield "  " * depth + item.child(i).text(0)
            yield from walk(item.child(i), depth + 1)

    return list(walk(picker.tree.invisibleRootItem(), 0))


def item(picker, name):
    found = picker.tree.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
    assert len(found) == 1
    return found[0]


def settle(qtbot):
    qtbot.wait(20)


def drop(picker, data):
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    picker.dropEvent(event)
    return event


def test_empty_project_says_what_to_do(picker):
    assert picker.layers() == []
    assert "Add a raster layer" in picker.problem()


def test_one_raster_takes_one_line_and_is_chosen(picker, add, qtbot):
    with qtbot.waitSignal(picker.changed):
        scene = add("scene")
    settle(qtbot)
    assert ids(picker) == [scene]
    assert picker.problem() == ""
    assert not picker.several.isVisible()
    assert not picker.tree.isVisible()
    assert picker.sizeHint().height() <= picker.one.sizeHint().height() + 6
    assert picker.minimumSizeHint().width() <= WIDTH_PX


def test_active_raster_is_chosen_until_a_person_chooses(picker, add, iface, qtbot):
    first, second = add("first"), add("second")
    project = QgsProject.instance()
    iface.activate(project.mapLayer(second))
    assert ids(picker) == [second]
    iface.activate(project.mapLayer(first))
    assert ids(picker) == [first]
    picker.one.setFocus()
    picker.one.setCurrentIndex(picker.one.findText("second"))
    picker.one.activated.emit(picker.one.currentIndex())
    iface.activate(project.mapLayer(first))
    assert ids(picker) == [second]


def test_active_vector_layer_changes_nothing(picker, add, iface):
    scene = add("scene")
    vector = QgsVectorLayer("Point?crs=EPSG:4326", "points", "memory")
    iface.activate(vector)
    assert ids(picker) == [scene]


def test_several_rasters_are_checked_by_key(picker, add, qtbot):
    first, second = add("first"), add("second")
    settle(qtbot)
    picker.several.click()
    assert picker.tree.isVisible()
    assert ids(picker) == [ids(picker)[0]]
    picker.tree.setFocus()
    for name in ("first", "second"):
        if item(picker, name).checkState(0) == Qt.CheckState.Unchecked:
            picker.tree.setCurrentItem(item(picker, name))
            with qtbot.waitSignal(picker.changed):
                qtbot.keyClick(picker.tree, Qt.Key.Key_Space)
    assert set(ids(picker)) == {first, second}
    assert picker.count.text() == "2 of 2 rasters"


def test_none_checked_is_a_problem(picker, add, qtbot):
    add("first"), add("second")
    settle(qtbot)
    picker.several.click()
    for name in ("first", "second"):
        item(picker, name).setCheckState(0, Qt.CheckState.Unchecked)
    assert picker.layers() == []
    assert picker.problem() == "Check at least one raster."


def test_group_checks_its_rasters(picker, add, qtbot):
    root = QgsProject.instance().layerTreeRoot()
    flight = root.addGroup("Flight")
    nested = flight.addGroup("North")
    root.addGroup("Empty")
    chosen = {add("a", flight), add("b", nested)}
    add("elsewhere")
    settle(qtbot)
    picker.several.click()
    assert sorted(lines(picker)) == sorted(["Flight", "  North", "    b", "  a", "elsewhere"])
    picker.set_layers([])
    for i in range(picker.tree.topLevelItemCount()):
        picker.tree.topLevelItem(i).setCheckState(0, Qt.CheckState.Unchecked)
    item(picker, "Flight").setCheckState(0, Qt.CheckState.Checked)
    assert set(ids(picker)) == chosen
    item(picker, "a").setCheckState(0, Qt.CheckState.Unchecked)
    assert item(picker, "Flight").checkState(0) == Qt.CheckState.PartiallyChecked


def test_renamed_and_removed_layers_are_followed(picker, add, qtbot):
    project = QgsProject.instance()
    first, second, third = add("first"), add("second"), add("third")
    settle(qtbot)
    picker.set_layers([project.mapLayer(name) for name in (first, second)])
    project.mapLayer(first).setName("renamed")
    settle(qtbot)
    assert "renamed" in lines(picker)
    assert set(ids(picker)) == {first, second}
    with qtbot.waitSignal(picker.changed):
        project.removeMapLayer(first)
    assert ids(picker) == [second]
    project.removeMapLayer(third)
    settle(qtbot)
    assert not picker.tree.isVisible()
    assert ids(picker) == [second]


def test_new_project_forgets_what_was_chosen(picker, add, qtbot):
    picker.set_layers([QgsProject.instance().mapLayer(name) for name in (add("first"), add("second"))])
    QgsProject.instance().clear()
    settle(qtbot)
    assert picker.layers() == []
    assert not picker.several.isVisible()


def test_files_become_layers_once(picker, draw, qtbot):
    paths = [draw("a.tif"), draw("b.tif")]
    picker.take_files(paths)
    assert sorted(layer.source() for layer in picker.layers()) == paths
    picker.take_files(paths[:1])
    assert len(QgsProject.instance().mapLayers()) == 2


def test_file_that_is_no_raster_is_said(picker, draw, tmp_path):
    (tmp_path / "notes.txt").write_text("nothing")
    picker.take_files([draw("a.tif"), str(tmp_path / "notes.txt")])
    assert len(picker.layers()) == 1
    assert picker.notice.isVisible()
    assert "notes.txt" in picker.notice.text()


def test_dropped_files_are_added(picker, draw):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(draw("dropped é.tif"))])
    assert drop(picker, data).isAccepted()
    assert [layer.name() for layer in picker.layers()] == ["dropped é"]


def test_dropped_group_of_the_layer_panel_is_chosen(picker, add, qtbot):
    from qgis.core import QgsLayerTreeModel

    root = QgsProject.instance().layerTreeRoot()
    flight = root.addGroup("Flight")
    chosen = {add("a", flight), add("b", flight)}
    add("elsewhere")
    settle(qtbot)
    model = QgsLayerTreeModel(root)
    data = model.mimeData([model.node2index(flight)])
    drop(picker, data)
    assert set(ids(picker)) == chosen


def test_what_is_missing_is_not_replaced_until_a_person_chooses(picker, add, iface, qtbot):
    first, second = add("a"), add("b")
    settle(qtbot)
    with qtbot.waitSignal(picker.changed):
        picker.set_layers([], missing=["gone"])
    add("c")
    settle(qtbot)
    iface.activate(QgsProject.instance().mapLayer(second))
    assert (ids(picker), picker.missing) == ([], ("gone",))
    assert picker.problem() == "Choose a raster."
    picker.set_layers([QgsProject.instance().mapLayer(first)], missing=["gone"])
    assert (ids(picker), picker.missing) == ([first], ("gone",))
    with qtbot.waitSignal(picker.changed):
        picker.one.activated.emit(picker.one.currentIndex())
    assert (ids(picker), picker.missing) == ([first], ())


def test_checking_a_raster_chooses_instead_of_what_is_missing(picker, add, qtbot):
    first, second = add("a"), add("b")
    settle(qtbot)
    layers = [QgsProject.instance().mapLayer(layer_id) for layer_id in (first, second)]
    picker.set_layers(layers, missing=["gone"])
    assert picker.missing
    item(picker, "a").setCheckState(0, Qt.CheckState.Unchecked)
    assert (ids(picker), picker.missing) == ([second], ())
    picker.set_layers(layers, missing=["gone"])
    QgsProject.instance().clear()
    assert not picker.missing


def test_every_control_is_explained_and_named(picker):
    for widget in (picker.one, picker.several, picker.add_files, picker.tree):
        assert widget.toolTip()
        assert widget.whatsThis()
        assert widget.accessibleName()
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_disposed_picker_no_longer_follows(qgis_app, qgis_new_project, add, qtbot):
    picker = RasterPicker()
    qtbot.addWidget(picker)
    scene = add("scene")
    picker.dispose()
    QgsProject.instance().mapLayer(scene).setName("renamed")
    QgsProject.instance().removeAllMapLayers()


def test_heat_of_an_explanation_is_not_offered(picker, add, draw, iface, qtbot):
    scene = add("scene")
    heat = QgsRasterLayer(draw("heat.tif"), "heat")
    note_explained(heat, "7")
    QgsProject.instance().addMapLayer(heat)
    qtbot.waitUntil(lambda: heat in picker.one.exceptedLayerList())
    iface.activate(heat)
    assert ids(picker) == [scene]
    assert not picker.several.isVisible()
    assert [picker.one.layer(i).name() for i in range(picker.one.count())] == ["scene"]
