"""The card of one model, in a window of its own beside the dock."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ...bridge.translation import tr
from ...engine.contract.card import ModelCard
from ..help.opening import add_help
from .card_view import CardView

SIZE_PX = (560, 600)


def show_card(card: ModelCard, parent: QWidget) -> QDialog:
    """Show the card; the dock can be used meanwhile, and a second card does not take the first one's place."""
    dialog = QDialog(parent, Qt.WindowType.Dialog)
    dialog.setObjectName("TeselaModelCard")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("Tesela: {model}").format(model=card.name))
    dialog.resize(*SIZE_PX)
    view = CardView()
    view.show_card(card)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    add_help(buttons, "models#card")
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.addWidget(view, 1)
    layout.addWidget(buttons)
    dialog.show()
    return dialog
