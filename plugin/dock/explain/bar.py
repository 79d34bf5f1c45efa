"""The button that asks for an explanation, and what it says; needs nothing but Qt."""

from __future__ import annotations

from enum import Enum

from qgis.PyQt.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ...bridge.translation import tr
from ..labels import Notice


class BarState(Enum):
    """What a press on the button does next."""

    READY = "ready"
    PICKING = "picking"
    RUNNING = "running"
    CANCELLING = "cancelling"


class ExplainBar(QWidget):
    """One button that explains, stops picking, or cancels; its progress; and a line of text below, if there is any."""

    def __init__(self, key: str = "", parent: QWidget | None = None) -> None:
        """key: the single key that presses the button on this page, to be told with it."""
        super().__init__(parent)
        self._key = f" ({key})" if key else ""
        self.button = QPushButton()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setMaximumHeight(12)
        self.progress.setAccessibleName(tr("Progress of the explanation"))
        self.progress.setToolTip(tr("How far the explanation is"))
        self.progress.setWhatsThis(tr("How far the explanation is"))
        self.notice = Notice()
        self.notice.setAccessibleName(tr("About the explanation"))
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(self.progress, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(row)
        layout.addWidget(self.notice)
        self.state = BarState.READY
        self.show_state(BarState.READY)

    def show_state(self, state: BarState, text: str = "") -> None:
        """Show what goes on and what the button does now."""
        self.state = state
        running = state in (BarState.RUNNING, BarState.CANCELLING)
        self.button.setText(
            {
                BarState.READY: tr("E&xplain this") + self._key,
                BarState.PICKING: tr("Stop picking"),
            }.get(state, tr("Cancel"))
        )
        self.button.setEnabled(state is not BarState.CANCELLING)
        about = tr(
            "Puts heat on the map that shows what speaks for this label (Grad-CAM); it says what a score rests on, not "
            "whether the score is right"
        )
        self.button.setToolTip(about if state is BarState.READY else self.button.text())
        self.button.setWhatsThis(about)
        self.progress.setVisible(running)
        if not running:
            self.progress.setRange(0, 0)
        self.say(text)

    def show_progress(self, percent: float) -> None:
        """Show how far the explanation is; nothing is known before the first percent."""
        if percent > 0:
            self.progress.setRange(0, 100)
            self.progress.setValue(int(percent))

    def say(self, text: str) -> None:
        """Show a line of text below the button; an empty one takes no room."""
        self.notice.say(text)
