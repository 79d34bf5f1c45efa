"""Where to look: the whole layer, the visible extent, something drawn on the map, or the polygons of a layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsReferencedRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ...algorithms import parameters as p
from ...bridge.inputs.areas import Shape, extent_text, keep, kept, polygon_text, read_extent, read_polygon
from ...bridge.quantities import area_words
from ...bridge.translation import tr
from ...engine.contract.errors import AreaError
from .area_form import AreaForm, Kind
from .map_drawing import PolygonTool, RectangleTool, rubber_band

SETTLED_MS = 200
FEATURES_MEASURED = 1000
"""Of a layer with more polygons the area is not summed up: that would hold QGIS up."""

DRAWN = (Kind.RECTANGLE, Kind.POLYGON)


class AreaPicker(AreaForm):
    """Asks for an area; `changed` comes when another one is chosen, drawn, selected, or moved into view."""

    changed = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._shapes: dict[Kind, Shape] = {}
        self._wrong = ""
        self._followed: QgsVectorLayer | None = None
        self._tools = {Kind.RECTANGLE: RectangleTool(canvas), Kind.POLYGON: PolygonTool(canvas)}
        self._band = rubber_band(canvas)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED_MS)
        self._settle.timeout.connect(self._tell)
        self._connect()
        self._show_kind()

    def _connect(self) -> None:
        self.kind_box.currentIndexChanged.connect(self._show_kind)
        self.kind_box.activated.connect(self._draw_at_once)
        self.draw.toggled.connect(self._draw)
        self.coordinates.editingFinished.connect(self._read_coordinates)
        self.layer.layerChanged.connect(self._follow_layer)
        self.layer.activated.connect(self._layer_chosen)
        self.selected.toggled.connect(self._tell)
        for kind, tool in self._tools.items():
            tool.drawn.connect(self._taker_of(kind))
            tool.given_up.connect(self._stop_drawing)
        project = QgsProject.instance()
        self._connections: tuple[tuple[Any, Callable[..., None]], ...] = (
            (self._canvas.extentsChanged, self._view_moved),
            (self._canvas.destinationCrsChanged, self._show_shape),
            (project.layersWillBeRemoved, self._layers_go),
            (project.cleared, self._let_go_of_the_project),
        )
        for signal, slot in self._connections:
            signal.connect(slot)
        self._follow_layer()

    def _taker_of(self, kind: Kind) -> Callable[[QgsGeometry], None]:
        def take(drawn: QgsGeometry) -> None:
            self._stop_drawing()
            self._take(kind, Shape(QgsGeometry(drawn), self._map_crs()))

        return take

    def dispose(self) -> None:
        """Let go of the map and leave nothing on it; call it before the widget is deleted."""
        for signal, slot in self._connections:
            signal.disconnect(slot)
        self._connections = ()
        self._settle.stop()
        self._follow(None)
        for tool in self._tools.values():
            tool.dispose()
        self._canvas.scene().removeItem(self._band)

    @property
    def kind(self) -> Kind:
        """Which way is chosen."""
        return Kind(self.kind_box.currentData())

    def choose(self, kind: Kind) -> None:
        """Choose a way, without drawing at once."""
        self.kind_box.setCurrentIndex(self.kind_box.findData(kind.value))

    def parameters(self) -> dict[str, Any]:
        """The entry EXTENT or AREA as the algorithms take it, or {} for the whole layer.

        A drawn polygon is kept as a file, so that it is there for a run in the background and for the history.
        AreaError where there is none, or it cannot be kept; ask `problem` first.
        """
        problem = self.problem()
        if problem:
            raise AreaError(problem)
        if self.kind is Kind.VISIBLE:
            return {p.EXTENT: self._visible().rectangle}
        if self.kind is Kind.RECTANGLE:
            return {p.EXTENT: self._shapes[Kind.RECTANGLE].rectangle}
        if self.kind is Kind.POLYGON:
            return {p.AREA: keep(self._shapes[Kind.POLYGON])}
        if self.kind is Kind.LAYER:
            layer_id = self.layer.currentLayer().id()
            if self.selected.isChecked():
                return {p.AREA: QgsProcessingFeatureSourceDefinition(layer_id, selectedFeaturesOnly=True)}
            return {p.AREA: layer_id}
        return {}

    def set_parameters(self, parameters: Mapping[str, Any]) -> None:
        """Choose what the entries EXTENT and AREA of these parameters say; `problem` tells where it is not there."""
        try:
            self._set_parameters(parameters)
        except AreaError as error:
            self.choose(Kind.POLYGON)
            self._wrong = str(error)
            self._tell()

    def _set_parameters(self, parameters: Mapping[str, Any]) -> None:
        area, extent = parameters.get(p.AREA), parameters.get(p.EXTENT)
        if area not in (None, ""):
            self._set_area(area)
        elif extent is not None and extent != "":
            if isinstance(extent, QgsReferencedRectangle):
                shape = Shape(QgsGeometry.fromRect(extent), extent.crs())
            else:
                shape = read_extent(str(extent), self._map_crs())
            self.choose(Kind.RECTANGLE)
            self._take(Kind.RECTANGLE, shape)
        else:
            self.choose(Kind.WHOLE)

    def _set_area(self, area: Any) -> None:
        selected = isinstance(area, QgsProcessingFeatureSourceDefinition) and area.selectedFeaturesOnly
        if isinstance(area, QgsProcessingFeatureSourceDefinition):
            area = area.source.staticValue()
        layer = area if isinstance(area, QgsVectorLayer) else QgsProject.instance().mapLayer(str(area))
        shape = None if layer is not None else kept(str(area))
        if layer is not None:
            self.layer.setLayer(layer)
            self.selected.setChecked(bool(selected))
            self.choose(Kind.LAYER)
            self._layer_chosen()
        elif shape is not None:
            self.choose(Kind.POLYGON)
            self._take(Kind.POLYGON, shape)
        else:
            raise AreaError(
                tr("The area {area} is no longer there; draw it again, or choose another one.").format(area=area)
            )

    def problem(self) -> str:
        """What stands in the way of a run and what to do about it, or ""."""
        if self.kind is Kind.LAYER and not self.layer.count():
            return tr("The project has no polygon layer; add one, or draw the area.")
        if self._wrong:
            return self._wrong
        if self.kind in DRAWN and self.kind not in self._shapes:
            if self.kind is Kind.RECTANGLE:
                return tr("Draw a rectangle on the map.")
            return tr("Draw a polygon on the map.")
        if self.kind is not Kind.LAYER:
            return ""
        layer = self.layer.currentLayer()
        if layer is None:
            return tr("Choose a polygon layer.")
        if self.selected.isChecked() and not layer.selectedFeatureCount():
            return tr("No feature of '{name}' is selected; select some, or look in all of them.").format(
                name=layer.name()
            )
        if not self.selected.isChecked() and layer.featureCount() == 0:
            return tr("The layer '{name}' holds no polygon; draw one in it, or choose another area.").format(
                name=layer.name()
            )
        return ""

    def summary(self) -> str:
        """The area in words, with its size on the ground; the problem where there is one."""
        problem = self.problem()
        if problem:
            return problem
        shape = self._shape()
        if shape is not None:
            return area_words(shape.square_metres())
        if self.kind is not Kind.LAYER:
            return ""
        layer = self.layer.currentLayer()
        count = layer.selectedFeatureCount() if self.selected.isChecked() else layer.featureCount()
        if not 0 <= count <= FEATURES_MEASURED:
            return tr("{count} polygons").format(count=count if count >= 0 else "?")
        total = sum(Shape(geometry, layer.crs()).square_metres() for geometry in self._geometries())
        return tr("{count} polygons, {area}").format(count=count, area=area_words(total))

    def _shape(self) -> Shape | None:
        return self._visible() if self.kind is Kind.VISIBLE else self._shapes.get(self.kind)

    def _visible(self) -> Shape:
        return Shape(QgsGeometry.fromRect(self._canvas.extent()), self._map_crs())

    def _map_crs(self) -> QgsCoordinateReferenceSystem:
        return self._canvas.mapSettings().destinationCrs()

    def _geometries(self) -> list[QgsGeometry]:
        layer = self.layer.currentLayer()
        request = QgsFeatureRequest().setNoAttributes()
        if self.selected.isChecked():
            request.setFilterFids(layer.selectedFeatureIds())
        return [feature.geometry() for feature in layer.getFeatures(request) if feature.hasGeometry()]

    def _draw_at_once(self) -> None:
        """A person chose a shape that is not there yet: let it be drawn."""
        if self.kind in DRAWN and self.kind not in self._shapes:
            self.draw.setChecked(True)

    def _draw(self, begin: bool) -> None:
        tool = self._tools.get(self.kind)
        if begin and tool is not None:
            tool.begin()
            self.words.setText(
                tr("Drag from one corner to the opposite one. Esc gives up.")
                if self.kind is Kind.RECTANGLE
                else tr("Click the corners; a double click or the right button ends. Esc gives up.")
            )
            return
        for drawing in self._tools.values():
            drawing.end()
        self._show_words()

    def _stop_drawing(self) -> None:
        self.draw.setChecked(False)

    def _take(self, kind: Kind, shape: Shape) -> None:
        self._shapes[kind] = shape
        self._wrong = ""
        self._show_shape()
        self._tell()

    def _read_coordinates(self) -> None:
        text = self.coordinates.text().strip()
        if self.kind not in DRAWN or text == self._coordinates():
            return
        read = read_extent if self.kind is Kind.RECTANGLE else read_polygon
        try:
            self._take(self.kind, read(text, self._map_crs()))
        except AreaError as error:
            self._wrong = str(error)
            self._tell()

    def _coordinates(self) -> str:
        shape = self._shapes.get(self.kind) if self.kind in DRAWN else None
        if shape is None:
            return ""
        return extent_text(shape.rectangle) if self.kind is Kind.RECTANGLE else polygon_text(shape)

    def _show_kind(self) -> None:
        self._stop_drawing()
        self._wrong = ""
        self._drawing.setVisible(self.kind in DRAWN)
        self._polygons.setVisible(self.kind is Kind.LAYER)
        example = "0,1,0,1 [EPSG:4326]" if self.kind is Kind.RECTANGLE else "POLYGON((0 0, 1 0, 1 1, 0 0)) [EPSG:4326]"
        self.coordinates.setPlaceholderText(example)
        self._show_shape()
        self._tell()

    def _show_shape(self) -> None:
        """Show what was drawn, on the map and as text, as long as it is chosen."""
        shape = self._shapes.get(self.kind) if self.kind in DRAWN else None
        if shape is None:
            self._band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
        else:
            self._band.setToGeometry(shape.geometry, shape.crs)
        self.coordinates.setText(self._coordinates())
        self.coordinates.setCursorPosition(0)

    def _show_words(self) -> None:
        words = self.summary()
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def _follow_layer(self, _layer: Any = None) -> None:
        offered = [self.layer.layer(i) for i in range(self.layer.count())]
        if self._followed is not None and self._followed not in offered:
            self._lose_layer(self._followed)
            return
        layer = self.layer.currentLayer()
        self._follow(layer if isinstance(layer, QgsVectorLayer) else None)
        self._tell()

    def _layer_chosen(self, *_: Any) -> None:
        """A person, or the history, has chosen a layer, though it may be the one that the box shows already."""
        self._wrong = ""
        self._tell()

    def _layers_go(self, layer_ids: list[str]) -> None:
        """Before layers are removed; the box tells only where its own layer has another place in the list."""
        if self._followed is not None and self._followed.id() in layer_ids:
            self._lose_layer(self._followed)

    def _lose_layer(self, layer: QgsVectorLayer) -> None:
        """Choose none in the place of a layer that is being removed: the box would jump to another one."""
        if self.kind is Kind.LAYER:
            self._wrong = tr("The layer '{name}' was removed; choose an area.").format(name=layer.name())
        self._follow(None)
        self.layer.setLayer(None)
        self._tell()

    def _let_go_of_the_project(self) -> None:
        """What was drawn lies where the project before was."""
        self._shapes.clear()
        self.choose(Kind.WHOLE)

    def _follow(self, layer: QgsVectorLayer | None) -> None:
        """Hear of selections and edits in this layer, and no longer in the one before."""
        if self._followed is not None and not sip.isdeleted(self._followed):
            self._followed.selectionChanged.disconnect(self._layer_changed)
            self._followed.editCommandEnded.disconnect(self._layer_changed)
        self._followed = layer
        if layer is not None:
            layer.selectionChanged.connect(self._layer_changed)
            layer.editCommandEnded.connect(self._layer_changed)

    def _layer_changed(self, *_what: Any) -> None:
        if self.kind is Kind.LAYER:
            self._settle.start()

    def _view_moved(self) -> None:
        if self.kind is Kind.VISIBLE:
            self._settle.start()

    def _tell(self, *_what: Any) -> None:
        self._show_words()
        self.changed.emit()
