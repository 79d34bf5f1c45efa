"""The plugin as QGIS sees it: registers the Processing provider, the dock and its action, and takes them away."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from .algorithms.provider import TeselaProvider
from .bridge.translation import tr
from .dock.dock import TeselaDock
from .engine.contract.places import asset


class TeselaPlugin:
    """Registers and unregisters, nothing else. `iface` is None in qgis_process."""

    def __init__(self, iface: QgisInterface) -> None:
        self._iface = iface
        self._provider: TeselaProvider | None = None
        self._action: QAction | None = None
        self._dock: TeselaDock | None = None

    def initProcessing(self) -> None:
        """Register the provider; QGIS calls this alone in qgis_process."""
        if self._provider is None:
            self._provider = TeselaProvider()
            QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self) -> None:
        """Register everything; the dock itself is made when it is first asked for."""
        self.initProcessing()
        icon = QIcon(str(asset("resources") / "icons" / "tesela.svg"))
        self._action = QAction(icon, tr("Tesela"), self._iface.mainWindow())
        self._action.setObjectName("TeselaShowDock")
        self._action.setCheckable(True)
        self._action.setToolTip(tr("Find things in aerial images"))
        self._action.toggled.connect(self._make_dock)
        self._iface.addRasterToolBarIcon(self._action)
        self._iface.addPluginToRasterMenu(tr("Tesela"), self._action)

    def unload(self) -> None:
        """Take everything away again; a run that is going on is cancelled."""
        if self._dock is not None:
            self._dock.dispose()
            self._iface.removeDockWidget(self._dock)
            self._dock.deleteLater()
            self._dock = None
        if self._action is not None:
            self._iface.removeRasterToolBarIcon(self._action)
            self._iface.removePluginRasterMenu(tr("Tesela"), self._action)
            self._action.deleteLater()
            self._action = None
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None

    def _make_dock(self) -> None:
        """Make the dock the first time it is asked for; from then on the action and the dock follow each other."""
        assert self._action is not None
        self._action.toggled.disconnect(self._make_dock)
        self._dock = TeselaDock(self._iface, self._iface.mainWindow())
        self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._dock)
        self._dock.setToggleVisibilityAction(self._action)
        self._dock.setUserVisible(True)
