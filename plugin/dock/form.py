"""The widgets of the dock and nothing that they do; small enough for a screen of 1366 x 768."""

from __future__ import annotations

from qgis.core import QgsMapLayerProxyModel
from qgis.gui import QgsDoubleSpinBox, QgsMapLayerComboBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..bridge.translation import tr

LOG_LINES = 2000
ZERO_WIDTH_SPACE = "\u200b"


class DockForm(QWidget):
    """What is asked above, what is going on below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.raster = QgsMapLayerComboBox()
        self.raster.setFilters(QgsMapLayerProxyModel.Filter.RasterLayer)
        self.raster.setToolTip(tr("The raster layer to look at"))
        self.model = QComboBox()
        self.model.setToolTip(tr("The trained model that looks for things"))
        self.summary = _small_label()
        self.area = QComboBox()
        self.area.setToolTip(tr("Where to look"))
        self.threshold = QgsDoubleSpinBox()
        self.threshold.setRange(0.0, 1.0)
        self.threshold.setSingleStep(0.05)
        self.threshold.setDecimals(2)
        self.threshold.setToolTip(tr("Least score of what is written; the button sets it back to the model's value"))
        self.output = QComboBox()
        self.output.setToolTip(tr("Where the layers of the run are kept"))
        self.output_file = _small_label()
        self.run = QPushButton(tr("Run"))
        self.run.setDefault(True)
        self.cancel = QPushButton(tr("Cancel"))
        self.make_environment = QPushButton(tr("Make the environment"))
        self.progress = QProgressBar()
        self.found = QLabel()
        self.status = QLabel()
        self.status.setWordWrap(True)
        self.status.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(LOG_LINES)
        self.log.setTabChangesFocus(True)
        self.log.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.log.setMinimumHeight(60)
        self._lay_out()
        self._name_for_screen_readers()

    def questions(self) -> tuple[QWidget, ...]:
        """What a person fills in before a run."""
        return (self.raster, self.model, self.area, self.threshold, self.output)

    def say(self, text: str) -> None:
        """Show the first line of `text` as the status; paths may be broken behind each slash, so that they fit."""
        first_line = text.split("\n", 1)[0]
        self.status.setText(first_line.replace("/", "/" + ZERO_WIDTH_SPACE).replace("\\", "\\" + ZERO_WIDTH_SPACE))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(tr("&Raster"), self.raster)
        form.addRow(tr("&Model"), self.model)
        form.addRow("", self.summary)
        form.addRow(tr("&Area"), self.area)
        form.addRow(tr("&Threshold"), self.threshold)
        form.addRow(tr("&Output"), self.output)
        form.addRow("", self.output_file)
        buttons = QHBoxLayout()
        buttons.addWidget(self.run, 1)
        buttons.addWidget(self.cancel)
        outcome = QHBoxLayout()
        outcome.addWidget(self.progress, 1)
        outcome.addWidget(self.found)
        messages = QLabel(tr("M&essages"))
        messages.setBuddy(self.log)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.make_environment)
        layout.addLayout(buttons)
        layout.addLayout(outcome)
        layout.addWidget(self.status)
        layout.addWidget(messages)
        layout.addWidget(self.log, 1)

    def _name_for_screen_readers(self) -> None:
        for widget, name in (
            (self.raster, tr("Raster")),
            (self.model, tr("Model")),
            (self.area, tr("Area")),
            (self.threshold, tr("Threshold")),
            (self.output, tr("Output")),
            (self.progress, tr("Progress")),
            (self.status, tr("Status")),
            (self.log, tr("Messages")),
        ):
            widget.setAccessibleName(name)


def _small_label() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 0.9)
    label.setFont(font)
    return label
