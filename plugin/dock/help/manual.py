"""The manual's window: pages that come with the plugin, shown without network or browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QKeySequence, QTextCursor, QTextDocument
from qgis.PyQt.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...bridge.qt import QShortcut
from ...bridge.translation import SOURCE_LANGUAGE, language, tr
from ...engine.contract.places import asset
from ..labels import explain

TOPICS = (
    "first-steps",
    "running",
    "checking",
    "thresholds",
    "review",
    "history",
    "models",
    "environment",
    "command-line",
    "troubleshooting",
    "how-it-works",
    "limits",
)
# QTextDocument.ResourceType.StyleSheetResource; PyQt 5 takes it for a number, PyQt 6 does not.
STYLE_SHEET = 3
SIZE_PX = (900, 640)
LIST_WIDTH_PX = 230


def manual_folder() -> Path:
    """The pages in the language of QGIS, or in English where there are none."""
    pages = asset("resources") / "manual"
    own = pages / language()
    return own if own.is_dir() else pages / SOURCE_LANGUAGE


def title_of(page: Path) -> str:
    """What the page calls itself."""
    found = re.search(r"<title>(.*?)</title>", page.read_text(encoding="utf-8"), re.DOTALL)
    return found.group(1).strip() if found else page.stem


class ManualPages(QTextBrowser):
    """Shows the pages with colours of the palette, so that they read well in light and dark themes."""

    def loadResource(self, kind: int, name: QUrl) -> Any:
        """Give the pages' style sheet from the palette; anything else comes from the plugin's own files."""
        if kind == STYLE_SHEET:
            return self.style_sheet()
        return super().loadResource(kind, name)

    def style_sheet(self) -> str:
        """The style of the pages, in the colours of the palette."""
        palette = self.palette()
        quiet, line = palette.alternateBase().color().name(), palette.mid().color().name()
        return (
            f"h1 {{ font-size: x-large; margin-top: 0; }} h2 {{ font-size: large; margin-top: 18px; }}"
            f"code, pre {{ font-family: monospace; background-color: {quiet}; }}"
            f"pre {{ padding: 6px; white-space: pre-wrap; }}"
            f"th {{ text-align: left; background-color: {quiet}; }}"
            f"th, td {{ padding: 4px; border: 1px solid {line}; }}"
            f".note {{ background-color: {quiet}; padding: 6px; }}"
        )


class ManualWindow(QDialog):
    """Topics on the left, the page on the right; back, forward and a search in the page above it."""

    def __init__(self, parent: QWidget | None = None, folder: Path | None = None) -> None:
        super().__init__(parent)
        self._folder = folder or manual_folder()
        self.setObjectName("TeselaManual")
        self.setWindowTitle(tr("Tesela: manual"))
        self.setWindowFlags(self.windowFlags() | Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(*SIZE_PX)
        self.topics = QListWidget()
        self.pages = ManualPages()
        self.pages.setOpenLinks(True)
        self.pages.setOpenExternalLinks(False)
        self.pages.setSearchPaths([str(self._folder)])
        self.back = _button(tr("Back"), Qt.ArrowType.LeftArrow, tr("Go back to the page before"))
        self.forward = _button(tr("Forward"), Qt.ArrowType.RightArrow, tr("Go on to the page that you came back from"))
        self.wanted = QLineEdit()
        self.previous = _button(tr("Find previous"), Qt.ArrowType.UpArrow, tr("Go to the match before"))
        self.next = _button(tr("Find next"), Qt.ArrowType.DownArrow, tr("Go to the next match"))
        self.found = QLabel()
        self._fill()
        self._explain()
        self._lay_out()
        self._connect()

    def show_topic(self, topic: str = "") -> None:
        """Show a topic, or a place in it as "topic#anchor"; the first topic where it is empty or unknown."""
        name, _, anchor = topic.partition("#")
        page = self._folder / f"{name if name in TOPICS else TOPICS[0]}.html"
        url = QUrl.fromLocalFile(str(page))
        if anchor:
            url.setFragment(anchor)
        self.pages.setSource(url)

    def topic(self) -> str:
        """The topic that is shown."""
        return Path(self.pages.source().toLocalFile()).stem

    def find(self, backward: bool = False) -> bool:
        """Go to the next match of the wanted text in the page, around its end; False and a word where there is none."""
        text = self.wanted.text()
        if not text:
            self.found.setText("")
            return False
        flags = QTextDocument.FindFlag.FindBackward if backward else QTextDocument.FindFlag(0)
        if not self.pages.find(text, flags):
            before = self.pages.textCursor()
            around = self.pages.textCursor()
            operation = QTextCursor.MoveOperation.End if backward else QTextCursor.MoveOperation.Start
            around.movePosition(operation)
            self.pages.setTextCursor(around)
            if not self.pages.find(text, flags):
                self.pages.setTextCursor(before)
                self.found.setText(tr("Not on this page"))
                return False
        self.found.setText("")
        return True

    def _fill(self) -> None:
        for topic in TOPICS:
            item = QListWidgetItem(title_of(self._folder / f"{topic}.html"))
            item.setData(Qt.ItemDataRole.UserRole, topic)
            self.topics.addItem(item)

    def _explain(self) -> None:
        self.wanted.setPlaceholderText(tr("Find on this page"))
        self.wanted.setClearButtonEnabled(True)
        for widget, name, text in (
            (self.topics, tr("Topics"), tr("The pages of the manual")),
            (self.pages, tr("Page"), tr("The page of the manual; links lead to others")),
            (self.wanted, tr("Find on this page"), tr("Text to look for on this page; Enter goes to the next match")),
        ):
            explain(widget, name, text)
        self.pages.viewport().setToolTip("")

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        for widget in (self.back, self.forward):
            bar.addWidget(widget)
        bar.addStretch(1)
        for widget in (self.found, self.wanted, self.previous, self.next):
            bar.addWidget(widget)
        split = QSplitter()
        split.addWidget(self.topics)
        split.addWidget(self.pages)
        split.setStretchFactor(1, 1)
        split.setSizes([LIST_WIDTH_PX, SIZE_PX[0] - LIST_WIDTH_PX])
        layout = QVBoxLayout(self)
        layout.addLayout(bar)
        layout.addWidget(split, 1)

    def _connect(self) -> None:
        self.topics.currentItemChanged.connect(self._open_item)
        self.pages.sourceChanged.connect(self._show_source)
        self.pages.backwardAvailable.connect(self.back.setEnabled)
        self.pages.forwardAvailable.connect(self.forward.setEnabled)
        self.back.setEnabled(False)
        self.forward.setEnabled(False)
        self.back.clicked.connect(self.pages.backward)
        self.forward.clicked.connect(self.pages.forward)
        self.next.clicked.connect(lambda: self.find())
        self.previous.clicked.connect(lambda: self.find(backward=True))
        self.wanted.returnPressed.connect(self.find)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.wanted.setFocus)

    def _open_item(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(Qt.ItemDataRole.UserRole) != self.topic():
            self.show_topic(item.data(Qt.ItemDataRole.UserRole))

    def _show_source(self, url: QUrl) -> None:
        """Mark the page in the list; the browser itself names it only after this signal."""
        topic = Path(url.toLocalFile()).stem
        if topic in TOPICS:
            self.topics.blockSignals(True)
            self.topics.setCurrentRow(TOPICS.index(topic))
            self.topics.blockSignals(False)
        self.found.setText("")

    def keyPressEvent(self, event: Any) -> None:
        """Enter in the search field must not close the window."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)


def _button(name: str, arrow: Qt.ArrowType, text: str) -> QToolButton:
    button = QToolButton()
    button.setArrowType(arrow)
    button.setAutoRaise(True)
    button.setAccessibleName(name)
    button.setToolTip(text)
    button.setWhatsThis(text)
    return button
