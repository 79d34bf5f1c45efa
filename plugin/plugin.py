"""The plugin as QGIS sees it: registers the Processing provider, the dock and its action, and takes them away."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from .algorithms.provider import TeselaProvider
from .bridge.translation import Translation, tr
from .bridge.worker.background import end_all
from .dock.dock import TeselaDock
from .dock.help.opening import close_manual, open_manual
from .dock.settings.environment_maker import dispose_maker
from .dock.settings.first_start import FirstStartHint
from .dock.settings.options import TeselaOptionsFactory
from .engine.contract.places import asset

WAIT_AT_END_S = 5.0


class TeselaPlugin:
    """Registers and unregisters, nothing else. `iface` is None in qgis_process."""

    def __init__(self, iface: QgisInterface) -> None:
        self._iface = iface
        self._translation = Translation()
        self._provider: TeselaProvider | None = None
        self._action: QAction | None = None
        self._manual: QAction | None = None
        self._dock: TeselaDock | None = None
        self._options: TeselaOptionsFactory | None = None
        self._hint: FirstStartHint | None = None

    def initProcessing(self) -> None:
        """Register the provider; QGIS calls this alone in qgis_process."""
        self._translation.load()
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
        self._iface.addToolBarIcon(self._action)
        self._iface.addPluginToRasterMenu(tr("Tesela"), self._action)
        self._manual = QAction(icon, tr("Tesela: manual"), self._iface.mainWindow())
        self._manual.setObjectName("TeselaManualAction")
        self._manual.triggered.connect(lambda: open_manual(parent=self._iface.mainWindow()))
        self._iface.pluginHelpMenu().addAction(self._manual)
        self._options = TeselaOptionsFactory()
        self._iface.registerOptionsWidgetFactory(self._options)
        self._hint = FirstStartHint(self._iface)
        self._hint.show_if_needed()

    def unload(self) -> None:
        """Take everything away again; a run that is going on is cancelled."""
        close_manual()
        if self._hint is not None:
            self._hint.dispose()
            self._hint = None
        if self._options is not None:
            self._iface.unregisterOptionsWidgetFactory(self._options)
            self._options = None
        dispose_maker()
        end_all(WAIT_AT_END_S)
        if self._dock is not None:
            self._dock.dispose()
            self._iface.removeDockWidget(self._dock)
            self._dock.deleteLater()
            self._dock = None
        if self._action is not None:
            self._iface.removeToolBarIcon(self._action)
            self._iface.removePluginRasterMenu(tr("Tesela"), self._action)
            self._action.deleteLater()
            self._action = None
        if self._manual is not None:
            self._iface.pluginHelpMenu().removeAction(self._manual)
            self._manual.deleteLater()
            self._manual = None
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
        self._translation.remove()

    def _make_dock(self) -> None:
        """Make the dock the first time it is asked for; from then on the action and the dock follow each other."""
        assert self._action is not None
        self._action.toggled.disconnect(self._make_dock)
        self._dock = TeselaDock(self._iface, self._iface.mainWindow())
        self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._dock)
        self._dock.setToggleVisibilityAction(self._action)
        self._action.triggered.connect(self._dock_toggled)
        self._dock.setUserVisible(True)

    def _dock_toggled(self, is_shown: bool) -> None:
        """Say what becomes of a run when the action, and not the dock's own button, closes the dock."""
        if self._dock is not None and not is_shown:
            self._dock.run_page.say_runs_go_on()
