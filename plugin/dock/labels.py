"""Labels as every page has them: text that wraps and can be copied, notices, small print; needs nothing but Qt."""

from __future__ import annotations

from html import escape

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy, QWidget

SMALL = 0.9
COPIED = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
ZERO_WIDTH_SPACE = "\u200b"


def text_label() -> QLabel:
    """An empty label whose text wraps, can be copied, and is shown as it stands: it may hold names of files."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(COPIED)
    return label


def narrow_label() -> QLabel:
    """The same, as narrow as its page: a long word does not widen that."""
    label = text_label()
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


class Notice(QLabel):
    """A line or two that say what happened; without text it takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(COPIED)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.hide()

    def say(self, text: str) -> None:
        """Say this, or nothing."""
        self.setText(text)
        self.setVisible(bool(text))


def explain(widget: QWidget, name: str, text: str) -> None:
    """Give a control its name for screen readers, and the same explanation as tooltip and as What's this."""
    widget.setAccessibleName(name)
    widget.setToolTip(text)
    widget.setWhatsThis(text)


def make_small(widget: QWidget, share: float = SMALL) -> None:
    """Write a widget's text in small print; a font that is given in pixels stays as it is."""
    font = widget.font()
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * share)
        widget.setFont(font)


def breakable(text: str) -> str:
    """The text with places to break it behind each slash, so that a path does not widen the page."""
    return text.replace("/", "/" + ZERO_WIDTH_SPACE).replace("\\", "\\" + ZERO_WIDTH_SPACE)


def plain_tip(text: str) -> str:
    """The text for a tool tip that is to show it as it stands: of `<b>` in a name, Qt would make bold print."""
    return f"<span>{escape(text)}</span>".replace("\n", "<br>") if "<" in text else text
