"""Puts Tesela's page into Settings > Options."""

from __future__ import annotations

from qgis.gui import QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QMessageBox, QVBoxLayout, QWidget

from ...bridge.translation import tr
from ...engine.contract.places import asset
from .options_form import OptionsForm

PAGE = "TeselaOptions"


class TeselaOptionsPage(QgsOptionsPageWidget):
    """The page; QGIS calls `apply` when the options are accepted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(PAGE)
        self.form = OptionsForm()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)

    def isValid(self) -> bool:
        """Whether everything can be saved; asked by newer versions of QGIS alone."""
        return not self.form.problems()

    def apply(self) -> None:
        """Keep the settings, and say what was not kept."""
        problems = self.form.save()
        if problems:
            QMessageBox.warning(self, tr("Tesela"), tr("Not saved:") + "\n" + "\n".join(problems))


class TeselaOptionsFactory(QgsOptionsWidgetFactory):
    """Makes the page each time the options are opened."""

    def __init__(self) -> None:
        super().__init__()
        self.setTitle(tr("Tesela"))
        self.setIcon(QIcon(str(asset("resources") / "icons" / "tesela.svg")))

    def createWidget(self, parent: QWidget | None = None) -> QgsOptionsPageWidget:
        """Called by QGIS."""
        return TeselaOptionsPage(parent)
