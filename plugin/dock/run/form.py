"""The widgets of the Run page and nothing that they do: what is asked scrolls, what goes on stays in sight."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.gui import QgisInterface, QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QEvent, QObject, QSize, Qt
from qgis.PyQt.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...bridge.translation import tr
from ..help.guide import GuideView
from ..labels import Notice, breakable, explain, narrow_label
from .area_picker import AreaPicker
from .check_view import CheckView
from .model_picker import ModelPicker
from .options import RunOptions
from .output_picker import OutputPicker
from .queue_view import QueueView
from .raster_picker import RasterPicker

LOG_LINES = 2000


class Column(QScrollArea):
    """Scrolls up and down alone: it is never narrower than what it holds."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell the page when the content needs more room, as with one more button; a scroll area alone does not."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return bool(super().eventFilter(watched, event))

    def minimumSizeHint(self) -> QSize:
        """As wide as the content and the scroll bar beside it."""
        width = self.widget().minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())


class RunForm(QWidget):
    """Questions, options and check above; buttons, progress and queue below."""

    def __init__(self, iface: QgisInterface, project: QgsProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.guide = GuideView()
        self._guide_is_asked_for = False
        self.guide.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.raster = RasterPicker(None, iface, project)
        self.model = ModelPicker()
        self.area = AreaPicker(iface.mapCanvas())
        self.output = OutputPicker(project)
        self.options = RunOptions()
        self.check_view = CheckView()
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(LOG_LINES)
        self.log.setTabChangesFocus(True)
        self.log.setMinimumHeight(90)
        self.messages = QgsCollapsibleGroupBox(tr("M&essages"))
        self.messages.setObjectName("TeselaRunMessages")
        self.messages.setSaveCollapsedState(False)
        self.messages.setCollapsed(True)
        QVBoxLayout(self.messages).addWidget(self.log)
        self.run = QPushButton(tr("&Run"))
        self.run.setDefault(True)
        self.check = QPushButton(tr("Chec&k"))
        self.cancel = QPushButton(tr("Ca&ncel"))
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setValue(0)
        self.found = QLabel()
        self.status = narrow_label()
        self.device = Notice()
        self.interrupted = QWidget()
        self.go_on = QPushButton(tr("&Go on"))
        self.use_found = QPushButton(tr("&Use what was found"))
        self.queue = QueueView()
        self.models = _small_button(tr("Models…"))
        self.settings = _small_button(tr("Options…"))
        self._explain()
        self._lay_out()
        self.guide.dismissed.connect(self._close_guide)
        self.raster.changed.connect(self.update_guide)
        self.update_guide()

    def show_guide(self) -> None:
        """Show the three steps on the sample scene above the questions."""
        self._guide_is_asked_for = True
        self.guide.setVisible(True)
        self.scroll.ensureWidgetVisible(self.guide)

    def update_guide(self) -> None:
        """Show the guide unasked to who has no raster yet, or that of the guide; others need the room."""
        layers = self.raster.layers()
        newcomer = not layers or layers == [self.guide.scene_layer()]
        self.guide.setVisible(self._guide_is_asked_for or (newcomer and GuideView.wanted()))

    def _close_guide(self) -> None:
        self._guide_is_asked_for = False
        self.guide.hide()

    def dispose(self) -> None:
        """Let go of project and map; call it before the form is deleted."""
        for asking in (*self.questions(), self.options):
            asking.blockSignals(True)
        self.guide.dispose()
        self.raster.dispose()
        self.area.dispose()
        self.output.dispose()

    def questions(self) -> tuple[QWidget, ...]:
        """What a person fills in before a run."""
        return (self.raster, self.model, self.area, self.output)

    def say(self, text: str) -> None:
        """Show the first line of `text` as the status; paths may be broken behind each slash, so that they fit."""
        self.status.setText(breakable(text.split("\n", 1)[0]))

    def say_device(self, text: str) -> None:
        """Show what the model runs on, or nothing."""
        self.device.say(breakable(text))

    def _explain(self) -> None:
        for widget, name, text in (
            (self.run, tr("Run"), tr("Run the model; while another run works, this one waits in the queue")),
            (
                self.check,
                tr("Check"),
                tr("Look at the rasters and run some windows, to tell how long it will take and what may go wrong"),
            ),
            (self.cancel, tr("Cancel"), tr("End the run; what was finished is kept")),
            (self.go_on, tr("Go on"), tr("Finish the interrupted run from where it stopped")),
            (
                self.use_found,
                tr("Use what was found"),
                tr("Write layers of the windows that were finished, without the missing ones"),
            ),
            (self.models, tr("Models"), tr("The installed models and their cards; add or remove models")),
            (self.settings, tr("Options"), tr("Defaults, where runs are kept, and the worker's environment")),
            (self.progress, tr("Progress"), tr("How far the run is")),
            (self.found, tr("Found"), tr("How many candidates lie above the threshold so far")),
            (self.status, tr("Status"), tr("What goes on, or what stands in the way of a run")),
            (self.device, tr("Device"), tr("What really runs the model")),
            (self.log, tr("Messages"), tr("All that the worker has said of the runs of this session")),
        ):
            explain(widget, name, text)

    def _lay_out(self) -> None:
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for caption, field in (
            (tr("Ra&ster"), self.raster),
            (tr("&Model"), self.model),
            (tr("&Area"), self.area),
            (tr("O&utput"), self.output),
        ):
            rows.addRow(caption, field)
        content = QWidget()
        column = QVBoxLayout(content)
        column.addWidget(self.guide)
        column.addLayout(rows)
        for widget in (self.options, self.check_view, self.messages):
            column.addWidget(widget)
        column.addStretch(1)
        self.scroll = Column(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.scroll, 1)
        layout.addLayout(self._lay_out_work())

    def _lay_out_work(self) -> QVBoxLayout:
        """What stays in sight: buttons, progress, status, queue, and the ways to other places."""
        buttons = QHBoxLayout()
        buttons.addWidget(self.run, 2)
        buttons.addWidget(self.check, 1)
        buttons.addWidget(self.cancel, 1)
        outcome = QHBoxLayout()
        outcome.addWidget(self.progress, 1)
        outcome.addWidget(self.found)
        offers = QHBoxLayout(self.interrupted)
        offers.setContentsMargins(0, 0, 0, 0)
        offers.addWidget(self.go_on, 1)
        offers.addWidget(self.use_found, 2)
        elsewhere = QHBoxLayout()
        elsewhere.addWidget(self.models)
        elsewhere.addWidget(self.settings)
        elsewhere.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(9, 0, 9, 6)
        column.setSpacing(4)
        column.addLayout(buttons)
        column.addLayout(outcome)
        for widget in (self.status, self.device, self.interrupted, self.queue):
            column.addWidget(widget)
        column.addLayout(elsewhere)
        return column


def _small_button(text: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAutoRaise(True)
    return button
