"""The runs that work and wait, as a short list with a button beside each."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ...bridge.translation import tr
from .queue import CANCELLING, WAITING, QueuedRun

ROWS_SHOWN = 3
GAP_PX = 6


class QueueView(QScrollArea):
    """Shows the queue while more than one run is in it. remove_requested: the QueuedRun that a person takes out."""

    remove_requested = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Queue of runs"))
        self.setWhatsThis(tr("The runs that work and wait. They go one after the other, each with a group of its own."))
        self.rows: list[tuple[QLabel, QLabel, QToolButton]] = []
        self.setVisible(False)

    def show_entries(self, entries: Sequence[QueuedRun]) -> None:
        """Show these runs."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.rows = [self._row(column, number, entry) for number, entry in enumerate(entries, start=1)]
        column.addStretch(1)
        self.setWidget(content)
        if self.rows:
            height = max(content.sizeHint().height() // len(self.rows), 1)
            self.setFixedHeight(height * min(len(self.rows), ROWS_SHOWN) + 2)
        self.setVisible(len(entries) > 1)

    def _row(self, column: QVBoxLayout, number: int, entry: QueuedRun) -> tuple[QLabel, QLabel, QToolButton]:
        name, state, remove = QLabel(f"{number}. {entry.request.title}"), QLabel(state_words(entry)), QToolButton()
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        name.setToolTip(entry.request.title)
        waits = entry.state == WAITING
        text = tr("Take {name} out of the queue") if waits else tr("Cancel {name}; what was finished is kept")
        text = text.format(name=entry.request.title)
        remove.setAutoRaise(True)
        remove.setIcon(QgsApplication.getThemeIcon("/mActionRemove.svg" if waits else "/mActionStop.svg"))
        remove.setToolTip(text)
        remove.setWhatsThis(text)
        remove.setAccessibleName(text)
        remove.setEnabled(entry.state != CANCELLING)
        remove.clicked.connect(lambda: self.remove_requested.emit(entry))
        row = QHBoxLayout()
        row.setSpacing(GAP_PX)
        row.addWidget(name, 1)
        row.addWidget(state)
        row.addWidget(remove)
        column.addLayout(row)
        return name, state, remove


def state_words(entry: QueuedRun) -> str:
    """What a run in the queue is doing."""
    if entry.state == WAITING:
        return tr("waiting")
    if entry.state == CANCELLING:
        return tr("cancelling")
    return tr("selecting") if entry.request.is_selection else tr("running")
