"""Asks for a model of a raster task; its card is a click away."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ...bridge.translation import tr
from ...engine.contract.card import ModelCard
from ...engine.contract.places import installed_cards
from ..labels import make_small
from .request import ALGORITHMS


class ModelPicker(QWidget):
    """A combo box of the installed models, with a button that asks for the card of the chosen one.

    changed: another model is chosen, or the card of the chosen one has changed. card_requested: the button was pressed.
    missing: the name of a model that was asked for and is not installed; "" again once one is chosen.
    """

    changed = pyqtSignal()
    card_requested = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: dict[str, ModelCard] = {}
        self.missing = ""
        self.combo = QComboBox()
        self.combo.setAccessibleName(tr("Model"))
        self.combo.setToolTip(tr("The trained model that looks for things"))
        self.combo.setWhatsThis(
            tr("The trained model that looks at the raster. What it looks for decides which layers a run gives.")
        )
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(12)
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_card = QToolButton()
        self.show_card.setText(tr("Card…"))
        self.show_card.setAccessibleName(tr("Model card"))
        self.show_card.setToolTip(tr("What the model was trained on, how good it is, and where it should not be used"))
        self.show_card.setWhatsThis(self.show_card.toolTip())
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        make_small(self.summary)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.combo, 1)
        top.addWidget(self.show_card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self.summary)
        self.setFocusProxy(self.combo)
        self.combo.currentIndexChanged.connect(self._show)
        self.show_card.clicked.connect(self.card_requested)

    @property
    def id(self) -> str:
        """Id of the chosen model, or ""."""
        return str(self.combo.currentData() or "")

    @property
    def card(self) -> ModelCard | None:
        """Card of the chosen model; None where none is installed."""
        return self._cards.get(self.id)

    def refresh(self) -> None:
        """List the models that are installed now; the chosen one stays where it still is."""
        chosen, before = self.id, self.card
        self._cards = {name: card for name, card in installed_cards().items() if card.task in ALGORITHMS}
        with QSignalBlocker(self.combo):
            self.combo.clear()
            for name, card in self._cards.items():
                self.combo.addItem(card.name, name)
                self.combo.setItemData(self.combo.count() - 1, card.summary, Qt.ItemDataRole.ToolTipRole)
            fallback = 0 if self._cards and not self.missing else -1
            self.combo.setCurrentIndex(max(self.combo.findData(chosen), fallback))
        if self.card != before:
            self._show()

    def choose(self, model: str) -> bool:
        """Choose a model by its id; False where it is not installed."""
        index = self.combo.findData(model)
        if index >= 0:
            self.combo.setCurrentIndex(index)
        return index >= 0

    def miss(self, name: str) -> None:
        """Choose none: the model of this name was asked for, and no other one is to stand in for it unasked."""
        self.missing = name
        self.combo.setCurrentIndex(-1)

    def _show(self) -> None:
        card = self.card
        if card is not None:
            self.missing = ""
        self.summary.setText("" if card is None else card.summary)
        self.summary.setVisible(card is not None)
        self.show_card.setEnabled(card is not None)
        self.changed.emit()
