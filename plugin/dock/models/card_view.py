"""Shows a model card: a page of text, and what thresholds cost on validation samples as a curve. Needs Qt alone."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QTextOption
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QTextBrowser, QVBoxLayout, QWidget

from ...bridge.quantities import decimal
from ...bridge.translation import tr
from ...engine.contract.card import ModelCard
from ...engine.contract.evidence import Curve
from ..result import threshold_words as words
from ..result.score_plot import CurvePlot
from .card_text import card_page

CURVE_HEIGHT_PX = 150


class CardView(QWidget):
    """Call `show_card` with a card, or `show_text` with what is to be said instead of one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: ModelCard | None = None
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self.page.setTabChangesFocus(True)
        self.page.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.page.setAccessibleName(tr("Model card"))
        self.page.setToolTip(tr("What the model says of itself"))
        self.page.setWhatsThis(
            tr(
                "The model card: what the model finds and on which imagery, where it should not be used, what was "
                "measured on images that it was not trained on, and which data and licences stand behind it."
            )
        )
        self.label = QComboBox()
        self.label.setAccessibleName(tr("Label of the curve"))
        self.label.setToolTip(tr("Which class the curve is about"))
        self.label.setWhatsThis(tr("The curve below shows one class at a time; choose which."))
        self.label.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.label.currentIndexChanged.connect(self._show_curve)
        self.curve = CurvePlot()
        self.curve.setFixedHeight(CURVE_HEIGHT_PX)
        self.curve.setAccessibleName(tr("Precision and recall"))
        self.curve.setWhatsThis(
            tr(
                "Precision and recall on validation samples, a curve a data set: how much of what is there is found, "
                "and how much of what is found is right, from the highest to the lowest threshold. The marks stand at "
                "the threshold of the card."
            )
        )
        self.cost = QLabel()
        self.cost.setWordWrap(True)
        self._evidence = QWidget()
        self._lay_out()
        self._evidence.hide()

    def _lay_out(self) -> None:
        name = QLabel(tr("C&urve of"))
        name.setBuddy(self.label)
        row = QHBoxLayout()
        row.addWidget(name)
        row.addWidget(self.label, 1)
        below = QVBoxLayout(self._evidence)
        below.setContentsMargins(0, 0, 0, 0)
        below.addLayout(row)
        below.addWidget(self.curve)
        below.addWidget(self.cost)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page, 1)
        layout.addWidget(self._evidence)

    def show_card(self, card: ModelCard) -> None:
        """Show this card."""
        self._card = card
        self.page.setHtml(card_page(card))
        labels = [name for name in card.classes if words.usable(self._curves(name))]
        self.label.blockSignals(True)
        self.label.clear()
        self.label.addItems(labels)
        self.label.blockSignals(False)
        self._evidence.setVisible(bool(labels))
        self._show_curve()

    def show_text(self, text: str) -> None:
        """Show this plain text instead of a card."""
        self._card = None
        self._evidence.hide()
        self.page.setPlainText(text)

    def _curves(self, label: str) -> list[Curve]:
        return [] if self._card is None else [curve for curve in self._card.evidence if curve.label == label]

    def _show_curve(self) -> None:
        card, label = self._card, self.label.currentText()
        if card is None or not label:
            return
        curves = self._curves(label)
        threshold = (card.selection.thresholds or (0.5,) * len(card.classes))[card.classes.index(label)]
        self.curve.set_lines(words.precision_recall_lines(curves, threshold), tr("recall"), tr("precision"))
        self.curve.setToolTip(words.cost_by_data(curves, threshold))
        self.cost.setText(
            tr("At the card's threshold of {threshold}:").format(threshold=decimal(threshold))
            + " "
            + words.cost(curves, threshold)
        )
        self.cost.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
