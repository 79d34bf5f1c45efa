"""The widgets that ask for rasters, and nothing that they do."""

from __future__ import annotations

from qgis.core import QgsMapLayerProxyModel
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from ...bridge.translation import tr
from ..labels import Notice


class RasterForm(QWidget):
    """A combo box for one raster or, in its place, a tree in which several are checked; buttons; a notice below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_widgets()
        self._lay_out()

    def _make_widgets(self) -> None:
        self.one = QgsMapLayerComboBox()
        self.one.setFilters(QgsMapLayerProxyModel.Filter.RasterLayer)
        self.one.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.count = QLabel()
        self.several = QToolButton()
        self.several.setText(tr("Several"))
        self.several.setCheckable(True)
        self.add_files = QToolButton()
        self.add_files.setText(tr("Add files…"))
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setVisible(False)
        self.notice = Notice()
        for widget, name, text in (
            (self.one, tr("Raster"), tr("The raster layer to look at")),
            (self.several, tr("Several rasters"), tr("Choose several raster layers, or all those of a group")),
            (self.add_files, tr("Add files"), tr("Add raster files to the project and choose them")),
            (self.tree, tr("Rasters"), tr("Check the raster layers to look at; a group checks all of its rasters")),
        ):
            widget.setAccessibleName(name)
            widget.setToolTip(text)
        self.one.setWhatsThis(
            tr(
                "The raster layer to look at: a file, or a layer of a web service such as WMS or XYZ tiles. Files and "
                "layers can also be dropped here."
            )
        )
        self.several.setWhatsThis(tr("Shows a list in which several raster layers, or whole groups, can be checked."))
        self.add_files.setWhatsThis(tr("Adds raster files to the project as layers, and chooses them."))
        self.tree.setWhatsThis(
            tr("All raster layers of the project. Those that are checked go into one result. Space checks a line.")
        )

    def _lay_out(self) -> None:
        self._line = QStackedWidget()
        self._line.addWidget(self.one)
        self._line.addWidget(self.count)
        self._line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self._line, 1)
        top.addWidget(self.several)
        top.addWidget(self.add_files)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.tree)
        layout.addWidget(self.notice)
        self.setFocusProxy(self.one)
        self.setTabOrder(self.one, self.several)
        self.setTabOrder(self.several, self.add_files)
        self.setTabOrder(self.add_files, self.tree)
