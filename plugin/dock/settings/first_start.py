"""On the first start, a line in QGIS's message bar if the worker's environment is missing: it opens no window."""

from __future__ import annotations

import os

from qgis.core import Qgis
from qgis.gui import QgisInterface, QgsMessageBarItem
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QPushButton

from ...bridge.settings import configured_python, take_hint
from ...bridge.translation import tr
from ...bridge.worker.environment_state import Kind, environment_state
from .environment_maker import environment_maker
from .options import PAGE


class FirstStartHint:
    """Says once that the environment is needed, and offers to make it in the background."""

    def __init__(self, iface: QgisInterface) -> None:
        self._iface = iface
        self._item: QgsMessageBarItem | None = None

    def show_if_needed(self) -> None:
        """Show the line unless an environment is there, or the line was shown before."""
        state = environment_state(configured_python(), os.environ)
        if state.kind not in (Kind.NONE, Kind.HALF_MADE) or not take_hint():
            return
        bar = self._iface.messageBar()
        text = tr("The models need an environment of about 2 GB, made once.")
        self._item = bar.createMessage(tr("Tesela"), text)
        make = QPushButton(tr("Make it now"))
        make.setToolTip(tr("Download and install the packages in the background; the task can be cancelled"))
        make.clicked.connect(self._make)
        options = QPushButton(tr("Options…"))
        options.setToolTip(tr("See the state of the environment, and where things are kept"))
        options.clicked.connect(self._show_options)
        for button in (make, options):
            self._item.layout().addWidget(button)
        bar.pushWidget(self._item, Qgis.MessageLevel.Info)
        environment_maker().changed.connect(self.dispose)

    def dispose(self) -> None:
        """Take the line away; it also goes by itself once the environment is being made."""
        item, self._item = self._item, None
        if item is None:
            return
        environment_maker().changed.disconnect(self.dispose)
        if not sip.isdeleted(item):
            self._iface.messageBar().popWidget(item)

    def _make(self) -> None:
        environment_maker().start()
        self.dispose()

    def _show_options(self) -> None:
        self._iface.showOptionsDialog(self._iface.mainWindow(), PAGE)
