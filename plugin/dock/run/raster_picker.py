"""Which rasters to look at: one from a list as quick as a combo box, or several, by layer, by group, or from files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsMapLayer,
    QgsMapLayerType,
    QgsProject,
    QgsProviderRegistry,
    QgsProviderSublayerDetails,
    QgsRasterLayer,
)
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtWidgets import (
    QFileDialog,
    QTreeWidgetItem,
    QWidget,
)

from ...bridge.results.layer_notes import explained
from ...bridge.translation import tr
from .dragging import dragged_files, dragged_layers
from .raster_form import RasterForm

LAYER_ID = Qt.ItemDataRole.UserRole
ROWS_SHOWN = 6


class RasterPicker(RasterForm):
    """Asks for raster layers of the project.

    One layer is chosen in a combo box, which follows the active layer until a person chooses; the button beside it
    opens a list where layers and whole groups are checked. `changed` comes when other layers are chosen.

    missing: the names of rasters that were asked for and are not there, until a person chooses.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None, iface: Any = None, project: QgsProject | None = None) -> None:
        super().__init__(parent)
        self._project = project or QgsProject.instance()
        self._iface = iface
        self._checked: set[str] = set()
        self.missing: tuple[str, ...] = ()
        self._told: tuple[tuple[str, ...], ...] = ()
        self._by_hand = False
        self._filling = False
        self._connections: list[tuple[Any, Any]] = []
        self._named: dict[str, QgsMapLayer] = {}
        self._rebuild = QTimer(self)
        self._rebuild.setSingleShot(True)
        self._rebuild.setInterval(0)
        self._rebuild.timeout.connect(self.refresh)
        self._connect()
        self.setAcceptDrops(True)
        self._take_active()
        self.refresh()

    def _connect(self) -> None:
        self.one.layerChanged.connect(self._one_chosen)
        self.one.activated.connect(self._chosen_by_hand)
        self.several.toggled.connect(self._show_several)
        self.add_files.clicked.connect(self.ask_for_files)
        self.tree.itemChanged.connect(self._item_checked)
        root = self._project.layerTreeRoot()
        self._connections = [
            (signal, self._rebuild_soon)
            for signal in (
                self._project.layersAdded,
                self._project.layersRemoved,
                root.addedChildren,
                root.removedChildren,
                root.nameChanged,
            )
        ]
        self._connections.append((self._project.cleared, self._forget_missing))
        if self._iface is not None:
            self._connections.append((self._iface.currentLayerChanged, self._take_active))
        for signal, slot in self._connections:
            signal.connect(slot)

    def dispose(self) -> None:
        """Let go of the project; call it before the widget is deleted."""
        for signal, slot in self._connections:
            signal.disconnect(slot)
        self._connections = []
        self._follow_names([])
        self._rebuild.stop()

    def layers(self) -> list[QgsRasterLayer]:
        """The chosen layers, in the order of the layer tree."""
        if not self.several.isChecked():
            layer = self.one.currentLayer()
            return [layer] if isinstance(layer, QgsRasterLayer) else []
        return [layer for layer in self._rasters() if layer.id() in self._checked]

    def set_layers(self, layers: Sequence[QgsMapLayer], missing: Sequence[str] = ()) -> None:
        """Choose these layers of the project; what is no raster layer of it is left out.

        missing: names of rasters that were asked for besides; nothing is chosen in their place.
        """
        known = {layer.id() for layer in self._rasters()}
        chosen = [layer for layer in layers if layer.id() in known]
        self._by_hand = True
        self._checked = {layer.id() for layer in chosen}
        if len(chosen) == 1:
            self.several.setChecked(False)
            self.one.setLayer(chosen[0])
        elif chosen:
            self.several.setChecked(True)
        elif missing:
            self.one.setLayer(None)
        self.missing = tuple(missing)
        self.refresh()

    def problem(self) -> str:
        """What stands in the way of a run and what to do about it, or ""."""
        if not self._rasters():
            return tr("Add a raster layer to the project to begin.")
        chosen = self.layers()
        if not chosen:
            return tr("Check at least one raster.") if self.several.isChecked() else tr("Choose a raster.")
        broken = next((layer for layer in chosen if not layer.isValid()), None)
        if broken is not None:
            return tr("The layer '{name}' cannot be opened; mend its source, or choose another one.").format(
                name=broken.name()
            )
        return ""

    def ask_for_files(self) -> None:
        """Let a person choose raster files and add them."""
        filters = QgsProviderRegistry.instance().fileRasterFilters()
        folder = self._project.absolutePath()
        paths, _ = QFileDialog.getOpenFileNames(self, tr("Add raster files"), folder, filters)
        if paths:
            self.take_files(paths)

    def take_files(self, paths: Iterable[str]) -> None:
        """Add the rasters of these files to the project, where they are not in it yet, and choose them."""
        taken, refused = [], []
        for path in paths:
            found = self._layers_of_file(path)
            taken += found
            if not found:
                refused.append(Path(path).name)
        if taken:
            self._choose_also(taken)
        self.notice.say(
            tr("No raster can be read from {files}; choose files that GDAL opens, such as GeoTIFF.").format(
                files=", ".join(refused)
            )
            if refused
            else ""
        )

    def _layers_of_file(self, path: str) -> list[QgsMapLayer]:
        known = {layer.source(): layer for layer in self._rasters()}
        if path in known:
            return [known[path]]
        details = [
            entry
            for entry in QgsProviderRegistry.instance().querySublayers(path)
            if entry.type() == QgsMapLayerType.RasterLayer
        ]
        options = QgsProviderSublayerDetails.LayerOptions(self._project.transformContext())
        options.loadDefaultStyle = True
        added = []
        for entry in details:
            layer = known.get(entry.uri()) or entry.toLayer(options)
            if layer is None or not layer.isValid():
                continue
            if layer.id() not in self._project.mapLayers():
                self._project.addMapLayer(layer)
            added.append(layer)
        return added

    def _choose_also(self, layers: Sequence[QgsMapLayer]) -> None:
        """Choose new layers: instead of the one in the combo box, or with those that are checked."""
        kept = self.layers() if self.several.isChecked() else []
        self.set_layers([*kept, *(layer for layer in layers if layer not in kept)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files and layers in."""
        if dragged_layers(event.mimeData()) or dragged_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take files and layers."""
        data = event.mimeData()
        rasters = {layer.id(): layer for layer in self._rasters()}
        layers = [rasters[name] for name in dragged_layers(data) if name in rasters]
        if layers:
            self._choose_also(layers)
        else:
            self.take_files(dragged_files(data))
        event.acceptProposedAction()

    def refresh(self) -> None:
        """Show the project's raster layers as they are now."""
        rasters = self._rasters()
        self.one.setExceptedLayerList([layer for layer in self._project.mapLayers().values() if explained(layer)])
        self._follow_names(rasters)
        self._checked &= {layer.id() for layer in rasters}
        self.several.setVisible(len(rasters) > 1)
        if len(rasters) < 2 and self.several.isChecked():
            self.several.setChecked(False)
        self._filling = True
        try:
            self.tree.clear()
            self._fill(self._project.layerTreeRoot(), self.tree.invisibleRootItem(), rasters)
            in_tree = {item.data(0, LAYER_ID) for item in _items(self.tree.invisibleRootItem())}
            for layer in rasters:
                if layer.id() not in in_tree:
                    self._add_layer(layer, self.tree.invisibleRootItem())
            self.tree.expandAll()
        finally:
            self._filling = False
        self._fit_tree()
        self._tell()

    def _fill(self, group: QgsLayerTreeGroup, parent: QTreeWidgetItem, rasters: Sequence[QgsRasterLayer]) -> None:
        for node in group.children():
            if isinstance(node, QgsLayerTreeLayer) and node.layer() in rasters:
                self._add_layer(node.layer(), parent)
            elif isinstance(node, QgsLayerTreeGroup):
                item = QTreeWidgetItem([node.name()])
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
                self._fill(node, item, rasters)
                if item.childCount():
                    parent.addChild(item)

    def _add_layer(self, layer: QgsRasterLayer, parent: QTreeWidgetItem) -> None:
        item = QTreeWidgetItem(parent, [layer.name()])
        item.setData(0, LAYER_ID, layer.id())
        item.setToolTip(0, layer.name())
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        checked = layer.id() in self._checked
        item.setCheckState(0, Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)

    def _fit_tree(self) -> None:
        rows = len(list(_items(self.tree.invisibleRootItem())))
        row_px = max(self.tree.sizeHintForRow(0), self.tree.fontMetrics().height())
        frame_px = 2 * self.tree.frameWidth() + 2
        self.tree.setFixedHeight(row_px * max(2, min(rows, ROWS_SHOWN)) + frame_px)

    def _item_checked(self, _item: QTreeWidgetItem, _column: int) -> None:
        if self._filling:
            return
        items = _items(self.tree.invisibleRootItem())
        checked = (item for item in items if item.checkState(0) == Qt.CheckState.Checked)
        self._checked = {item.data(0, LAYER_ID) for item in checked if item.data(0, LAYER_ID)}
        self._chosen_by_hand()

    def _show_several(self, several: bool) -> None:
        if several and not self._checked and isinstance(self.one.currentLayer(), QgsRasterLayer):
            self._checked = {self.one.currentLayer().id()}
        if not several and len(self._checked) == 1:
            self.one.setLayer(self._project.mapLayer(next(iter(self._checked))))
        self._line.setCurrentWidget(self.count if several else self.one)
        self.setFocusProxy(self.tree if several else self.one)
        self.tree.setVisible(several)
        self.refresh()

    def _one_chosen(self, _layer: QgsMapLayer | None) -> None:
        if not self.several.isChecked():
            self._checked = set()
        self._tell()

    def _chosen_by_hand(self) -> None:
        self._by_hand = True
        self._forget_missing()

    def _forget_missing(self) -> None:
        self.missing = ()
        self._tell()

    def _take_active(self, _layer: QgsMapLayer | None = None) -> None:
        """Follow the active layer as long as nobody has chosen."""
        active = self._iface.activeLayer() if self._iface is not None else None
        if active in self._rasters() and not self._by_hand and not self.several.isChecked():
            self.one.setLayer(active)

    def _rebuild_soon(self, *_what: Any) -> None:
        if not self._rasters():
            self._by_hand = False
        self._rebuild.start()

    def _follow_names(self, rasters: Sequence[QgsRasterLayer]) -> None:
        wanted = {layer.id(): layer for layer in rasters}
        present = self._project.mapLayers()
        for name in set(self._named) - set(wanted):
            layer = self._named.pop(name)
            if name in present:
                layer.nameChanged.disconnect(self._rebuild_soon)
        for name in set(wanted) - set(self._named):
            self._named[name] = wanted[name]
            wanted[name].nameChanged.connect(self._rebuild_soon)

    def _rasters(self) -> list[QgsRasterLayer]:
        """The project's raster layers without the heat of explanations, those in the layer tree first and in order."""
        ordered = self._project.layerTreeRoot().layerOrder()
        rest = [layer for layer in self._project.mapLayers().values() if layer not in ordered]
        return [layer for layer in [*ordered, *rest] if isinstance(layer, QgsRasterLayer) and not explained(layer)]

    def _tell(self) -> None:
        chosen = self.layers()
        self.count.setText(tr("{count} of {total} rasters").format(count=len(chosen), total=len(self._rasters())))
        now = (tuple(layer.id() for layer in chosen), self.missing)
        if now != self._told:
            self._told = now
            self.notice.say("")
            self.changed.emit()


def _items(parent: QTreeWidgetItem) -> Iterable[QTreeWidgetItem]:
    for i in range(parent.childCount()):
        yield parent.child(i)
        yield from _items(parent.child(i))
