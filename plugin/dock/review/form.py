"""The widgets of the review and nothing that they do; Qt alone, but for the box of layers, which comes from outside."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.PyQt.QtCore import QRect, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QImage, QPainter, QPaintEvent, QPalette, QTextOption
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ...bridge.review.verdicts import ACCEPT, REJECT, SIGNS, UNSURE, Choice, Order
from ...bridge.translation import tr
from ..explain.bar import ExplainBar
from ..fold import Fold
from ..labels import Notice, make_small

LEAST_CHIP_PX = 100
BUTTON_GAP_PX = 4
GREATEST_MARGIN_PERCENT = 2000


class ChipView(QWidget):
    """Shows a picture as large as the place allows, or a line of text where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._text = ""
        self.setMinimumHeight(LEAST_CHIP_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """The least that tells something; the layout gives it all the room that is left."""
        return QSize(LEAST_CHIP_PX, LEAST_CHIP_PX)

    @property
    def image(self) -> QImage:
        """The picture that is shown; null where there is none."""
        return self._image

    @property
    def text(self) -> str:
        """What stands in the place of the picture."""
        return self._text

    def show_image(self, image: QImage) -> None:
        """Show a picture."""
        self._image, self._text = image, ""
        self.update()

    def show_text(self, text: str) -> None:
        """Show a line of text and no picture."""
        self._image, self._text = QImage(), text
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture in the middle, its sides in proportion."""
        painter = QPainter(self)
        if self._image.isNull():
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            centred = QTextOption(Qt.AlignmentFlag.AlignCenter)
            centred.setWrapMode(QTextOption.WrapMode.WordWrap)
            painter.drawText(QRectF(self.rect()), self._text, centred)
        else:
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
            place = QRect(left, top, size.width(), size.height())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._image)
        painter.end()


class ReviewForm(QWidget):
    """Which layer and order above, the picture in the middle, verdicts and steps below, options folded away."""

    def __init__(self, layers: QComboBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layer = layers
        self.layer.setToolTip(tr("The result layer to review"))
        self.order = QComboBox()
        self.order.addItem(tr("Highest score first"), Order.HIGH_FIRST)
        self.order.addItem(tr("Lowest score first"), Order.LOW_FIRST)
        self.order.addItem(tr("Most uncertain first"), Order.UNCERTAIN_FIRST)
        self.order.setToolTip(tr("The order of the steps; uncertain are the scores nearest to the threshold"))
        self.choice = QComboBox()
        for choice in Choice:
            self.choice.addItem(choice_name(choice), choice)
        self.choice.setToolTip(tr("Which features are stepped through, by their verdict"))
        self.progress = QProgressBar()
        self.progress.setToolTip(tr("How many features have a verdict"))
        self.chip = ChipView()
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.accept = _button(f"{SIGNS[ACCEPT]} {tr('Accept')}", tr("It is what the model says"), "A")
        self.reject = _button(f"{SIGNS[REJECT]} {tr('Reject')}", tr("It is not what the model says"), "R")
        self.unsure = _button(f"{SIGNS[UNSURE]} {tr('Unsure')}", tr("The picture does not tell; look again later"), "U")
        self.previous = _button(tr("Previous"), tr("Step back without a verdict"), "P")
        self.next = _button(tr("Next"), tr("Step on without a verdict"), "N")
        self.undo = _button(tr("Undo"), tr("Take the last verdict back"), "Z")
        self.notice = Notice()
        self.action = QPushButton()
        self.action.setToolTip(tr("Does what the text beside it explains"))
        self.action.hide()
        self.keys = QLabel(tr("The keys work here and on the map."))
        self.keys.setWordWrap(True)
        self.keys.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        make_small(self.keys)
        self.explain = ExplainBar("X")
        self.margin = QSpinBox()
        self.margin.setRange(0, GREATEST_MARGIN_PERCENT)
        self.margin.setSingleStep(50)
        self.margin.setSuffix(tr(" %"))
        self.margin.setToolTip(tr("How much of its surroundings the map shows, as a share of the feature's size"))
        self.keep_scale = QCheckBox(tr("Keep the scale"))
        self.keep_scale.setToolTip(tr("Move the map to each feature without zooming"))
        self.reviewer = QLineEdit()
        self.reviewer.setToolTip(tr("The name that is kept with each verdict"))
        self.on_map = QCheckBox(tr("Filter the map"))
        self.on_map.setToolTip(tr("Draw only features with the verdict chosen above; the layer itself stays whole"))
        self.signs = QCheckBox(tr("Signs on map"))
        self.signs.setToolTip(tr("Put ✓, ✗ or ? before the label of each reviewed feature"))
        self._lay_out()
        self._explain_widgets()
        self._name_for_screen_readers()

    def verdicts(self) -> tuple[QPushButton, ...]:
        """The buttons that give a verdict."""
        return (self.accept, self.reject, self.unsure)

    def show_counts(self, counts: Mapping[Choice, int]) -> None:
        """Show how far the review is, and how many features each choice holds."""
        total = counts[Choice.ALL]
        reviewed = total - counts[Choice.OPEN]
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(reviewed)
        self.progress.setFormat(tr("{reviewed} of {total} reviewed").format(reviewed=reviewed, total=total))
        for row in range(self.choice.count()):
            choice = self.choice.itemData(row)
            self.choice.setItemText(row, f"{choice_name(choice)} ({counts[choice]})")

    def describe(self, text: str, verdict: str) -> None:
        """Say what is looked at and what was said of it; the picture is described by the same words."""
        self.about.setText(f"{text}\n{verdict}")
        self.chip.setAccessibleDescription(f"{text}. {verdict}")

    def show_reading(self, count: int) -> None:
        """Show how many features were read so far."""
        self.progress.setFormat(tr("{count} read").format(count=count))

    def show_situation(self, text: str, action: str, may_act: bool) -> None:
        """Show a line of text, and a button beside it where there is something to do about it."""
        self.notice.say(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.action.setEnabled(may_act)

    def allow(self, *, layer: bool, steps: bool, verdicts: bool, undo: bool) -> None:
        """Say what can be pressed: where there is a layer, a feature, room for verdicts, and one to take back."""
        for widget in (self.order, self.choice):
            widget.setEnabled(layer)
        self.progress.setVisible(layer)
        self.explain.setVisible(layer)
        self.explain.setEnabled(steps)
        for button in (self.next, self.previous):
            button.setEnabled(steps)
        for button in self.verdicts():
            button.setEnabled(verdicts)
        self.undo.setEnabled(undo)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("&Layer"), self.layer)
        form.addRow(tr("&Order"), self.order)
        form.addRow(tr("Sho&w"), self.choice)
        buttons = QGridLayout()
        buttons.setSpacing(BUTTON_GAP_PX)
        for column, button in enumerate(self.verdicts()):
            buttons.addWidget(button, 0, column)
        for column, button in enumerate((self.previous, self.next, self.undo)):
            buttons.addWidget(button, 1, column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(form)
        layout.addWidget(self.progress)
        layout.addWidget(self.chip, 1)
        layout.addWidget(self.about)
        layout.addLayout(buttons)
        layout.addWidget(self.keys)
        layout.addWidget(self.notice)
        layout.addWidget(self.action)
        layout.addWidget(self.explain)
        layout.addWidget(self._options())

    def _options(self) -> QWidget:
        margin, reviewer = QLabel(tr("&Margin")), QLabel(tr("Re&viewer"))
        margin.setBuddy(self.margin)
        reviewer.setBuddy(self.reviewer)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(margin, 0, 0)
        grid.addWidget(self.margin, 0, 1)
        grid.addWidget(self.keep_scale, 0, 2)
        grid.addWidget(reviewer, 1, 0)
        grid.addWidget(self.reviewer, 1, 1, 1, 2)
        ticks = QHBoxLayout()
        ticks.addWidget(self.on_map)
        ticks.addWidget(self.signs, 1)
        grid.addLayout(ticks, 2, 0, 1, 3)
        grid.setColumnStretch(2, 1)
        self.options = Fold(tr("Op&tions"), inner)
        return self.options

    def _explain_widgets(self) -> None:
        for widget in (
            *(self.layer, self.order, self.choice, self.progress, *self.verdicts()),
            *(self.previous, self.next, self.undo, self.margin, self.keep_scale, self.reviewer),
            *(self.on_map, self.signs, self.action),
        ):
            widget.setWhatsThis(widget.toolTip())

    def _name_for_screen_readers(self) -> None:
        for widget, name in (
            (self.layer, tr("Layer")),
            (self.order, tr("Order")),
            (self.choice, tr("Show")),
            (self.progress, tr("Progress")),
            (self.chip, tr("Picture of the feature")),
            (self.about, tr("The feature")),
            (self.notice, tr("Status")),
            (self.margin, tr("Margin")),
            (self.reviewer, tr("Reviewer")),
        ):
            widget.setAccessibleName(name)


def choice_name(choice: Choice) -> str:
    """What a choice of verdicts is called."""
    return {
        Choice.ALL: tr("All"),
        Choice.OPEN: tr("Not reviewed yet"),
        Choice.ACCEPTED: f"{SIGNS[ACCEPT]} {tr('Accepted')}",
        Choice.REJECTED: f"{SIGNS[REJECT]} {tr('Rejected')}",
        Choice.UNSURE: f"{SIGNS[UNSURE]} {tr('Unsure')}",
    }[choice]


def _button(text: str, tip: str, key: str) -> QPushButton:
    button = QPushButton(f"{text} ({key})")
    button.setToolTip(f"{tip} ({key})")
    button.setAccessibleName(text)
    button.setMinimumWidth(0)
    return button
