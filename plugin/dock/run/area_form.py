"""The widgets that ask where to look, and nothing that they do."""

from __future__ import annotations

from enum import Enum

from qgis.core import QgsMapLayerProxyModel
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...bridge.translation import tr


class Kind(Enum):
    """The ways to say where to look."""

    WHOLE = "whole"
    VISIBLE = "visible"
    RECTANGLE = "rectangle"
    POLYGON = "polygon"
    LAYER = "layer"


class AreaForm(QWidget):
    """A box with the ways to say where to look, and below it what the chosen way needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_widgets()
        self._lay_out()

    def _make_widgets(self) -> None:
        self.kind_box = QComboBox()
        for kind, text in (
            (Kind.WHOLE, tr("Whole layer")),
            (Kind.VISIBLE, tr("Visible extent")),
            (Kind.RECTANGLE, tr("Drawn rectangle")),
            (Kind.POLYGON, tr("Drawn polygon")),
            (Kind.LAYER, tr("Polygon layer")),
        ):
            self.kind_box.addItem(text, kind.value)
        self.draw = QPushButton(tr("Draw"))
        self.draw.setCheckable(True)
        self.coordinates = QLineEdit()
        self.layer = QgsMapLayerComboBox()
        self.layer.setFilters(QgsMapLayerProxyModel.Filter.PolygonLayer)
        self.layer.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.selected = QCheckBox(tr("Only selected features"))
        self.words = QLabel()
        self.words.setWordWrap(True)
        for widget, name, text in (
            (self.kind_box, tr("Area"), tr("Where to look")),
            (self.draw, tr("Draw the area"), tr("Draw the area on the map; Esc gives up")),
            (
                self.coordinates,
                tr("Coordinates of the area"),
                tr("The area as text, to be read, typed or pasted: a rectangle or a polygon, with its CRS"),
            ),
            (self.layer, tr("Polygon layer"), tr("The layer whose polygons say where to look")),
            (self.selected, tr("Only selected features"), tr("Look only within the selected polygons of the layer")),
        ):
            widget.setAccessibleName(name)
            widget.setToolTip(text)
        self.kind_box.setWhatsThis(
            tr(
                "Where to look: in the whole raster, in what the map shows when the run begins, in a rectangle or "
                "polygon that you draw, or within the polygons of a layer. What is found in one place does not depend "
                "on the area."
            )
        )
        self.draw.setWhatsThis(
            tr(
                "Draws on the map. A rectangle: drag from one corner to the opposite one. A polygon: click its "
                "corners; a double click or the right button ends it, the backspace key takes the last corner back. "
                "Esc gives up."
            )
        )
        self.coordinates.setWhatsThis(
            tr(
                "A rectangle is written xmin,xmax,ymin,ymax, a polygon as well-known text, each with its CRS in "
                "brackets, such as [EPSG:4326]; without one, the CRS of the map counts."
            )
        )
        self.layer.setWhatsThis(tr("The polygon layer of the project whose features say where to look, in any CRS."))
        self.selected.setWhatsThis(tr("Looks only within those polygons that are selected when the run begins."))

    def _lay_out(self) -> None:
        self._drawing = QWidget()
        line = QHBoxLayout(self._drawing)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.draw)
        line.addWidget(self.coordinates, 1)
        self._polygons = QWidget()
        column = QVBoxLayout(self._polygons)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.layer)
        column.addWidget(self.selected)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.kind_box, self._drawing, self._polygons, self.words):
            layout.addWidget(widget)
        self.setFocusProxy(self.kind_box)
        self.setTabOrder(self.kind_box, self.draw)
        self.setTabOrder(self.draw, self.coordinates)
        self.setTabOrder(self.coordinates, self.layer)
        self.setTabOrder(self.layer, self.selected)
