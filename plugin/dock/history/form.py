"""The widgets of the history page and nothing that they do."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QTextOption
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ...bridge.translation import tr
from ..labels import COPIED, Notice

BUTTON_GAP_PX = 4
LEAST_TABLE_PX, LEAST_DETAILS_PX = 90, 70
WHEN, ENDED, FOUND, MODEL, RASTERS, THRESHOLD, SECONDS = range(7)


class HistoryForm(QWidget):
    """The runs above, what is known of the chosen one below them, and what can be done with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Notice()
        self.caption = QLabel(tr("R&uns of this project"))
        self.runs = QTableWidget(0, SECONDS + 1)
        self.caption.setBuddy(self.runs)
        self.details = QTextBrowser()
        self.details.setOpenLinks(False)
        self.details.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.details.setTextInteractionFlags(COPIED)
        self.details.setTabChangesFocus(True)
        self.details.setMinimumHeight(LEAST_DETAILS_PX)
        self.show_run = _button(tr("&Show"), tr("Shows the layers of this run, and adds them again if need be (Enter)"))
        self.run_again = _button(
            tr("Run a&gain"), tr("Fills the page 'Run' with these settings; nothing starts before you say so")
        )
        self.compare = _button(
            tr("Com&pare two runs"),
            tr("Choose two runs (Ctrl or Shift): what is new, gone, moved or the same comes as a layer"),
        )
        self.copy_command = _button(
            tr("Copy co&mmand"), tr("Copies the run as a command of qgis_process, to be repeated in a terminal")
        )
        self.open_folder = _button(
            tr("Open &folder"), tr("Opens the run folder, with scores and results, in the file manager")
        )
        self.remove = _button(
            tr("Remo&ve…"), tr("Takes the chosen runs out of the history; files stay unless you ask otherwise (Del)")
        )
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.cancel = _button(tr("&Cancel"), tr("Ends the comparison; nothing is written"))
        self._prepare_table()
        self._lay_out()
        self._explain()
        self.show_busy(False)

    def actions(self) -> tuple[QPushButton, ...]:
        """The buttons that do something with chosen runs."""
        return (self.show_run, self.run_again, self.compare, self.copy_command, self.open_folder, self.remove)

    def say(self, text: str) -> None:
        """Show a line above the table, or take it away."""
        self.notice.say(text)

    def show_busy(self, busy: bool) -> None:
        """Show that a comparison goes on, and how to end it."""
        self.progress.setValue(0)
        self.progress.setVisible(busy)
        self.cancel.setVisible(busy)

    def _prepare_table(self) -> None:
        runs = self.runs
        runs.setHorizontalHeaderLabels(
            [tr("When"), tr("Ended"), tr("Found"), tr("Model"), tr("Rasters"), tr("Threshold"), tr("Seconds")]
        )
        runs.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        runs.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        runs.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        runs.setTabKeyNavigation(False)
        runs.setAlternatingRowColors(True)
        runs.setWordWrap(False)
        runs.verticalHeader().hide()
        runs.horizontalHeader().setStretchLastSection(True)
        runs.setMinimumHeight(LEAST_TABLE_PX)

    def _lay_out(self) -> None:
        buttons = QGridLayout()
        buttons.setSpacing(BUTTON_GAP_PX)
        for number, button in enumerate(self.actions()):
            buttons.addWidget(button, number // 2, number % 2)
        busy = QHBoxLayout()
        busy.addWidget(self.progress, 1)
        busy.addWidget(self.cancel)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.runs)
        parts.addWidget(self.details)
        parts.setStretchFactor(0, 1)
        parts.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.caption)
        layout.addWidget(parts, 1)
        layout.addWidget(self.notice)
        layout.addLayout(busy)
        layout.addLayout(buttons)

    def _explain(self) -> None:
        self.runs.setToolTip(tr("The runs of this project, the newest first"))
        self.runs.setWhatsThis(
            tr(
                "Every run that was started from this project, kept in the project file. Choose one to see its "
                "settings; choose two to compare them."
            )
        )
        self.details.setToolTip(tr("All settings and figures of the chosen run; the text can be copied"))
        self.progress.setToolTip(tr("How far the comparison is"))
        for widget, name in (
            (self.runs, tr("Runs of this project")),
            (self.details, tr("Details of the chosen run")),
            (self.notice, tr("Status")),
            (self.progress, tr("Progress of the comparison")),
        ):
            widget.setAccessibleName(name)
            if not widget.whatsThis():
                widget.setWhatsThis(widget.toolTip())


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setWhatsThis(tip)
    button.setAccessibleName(text.replace("&", ""))
    button.setMinimumWidth(0)
    return button
