"""The keys of the review, on its page and on the map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.gui import QgsMapCanvas, QgsMapTool
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QAbstractButton, QWidget

from ...bridge.qt import QShortcut

Key = tuple[str, QAbstractButton, bool]


class ReviewKeys:
    """Single keys that press buttons while page or map have the focus; text fields keep what is typed into them."""

    def __init__(self, page: QWidget, canvas: QgsMapCanvas, keys: Sequence[Key]) -> None:
        """keys: each with its button, and whether it repeats while it is held."""
        self._page, self._canvas, self._allowed = page, canvas, False
        self.shortcuts = [self._shortcut(parent, *key) for parent in (page, canvas) for key in keys]
        canvas.mapToolSet.connect(self._follow)

    def allow(self, allowed: bool) -> None:
        """Say whether there is something to press; the map keeps its own keys while something is digitized."""
        self._allowed = allowed
        self._follow()

    def dispose(self) -> None:
        """Give the keys back; call it before the page is deleted."""
        self._canvas.mapToolSet.disconnect(self._follow)
        for shortcut in self.shortcuts:
            shortcut.setParent(None)
            shortcut.deleteLater()
        self.shortcuts = []

    def _follow(self, *_: Any) -> None:
        tool = self._canvas.mapTool()
        editing = tool is not None and bool(tool.flags() & QgsMapTool.Flag.EditTool)
        for shortcut in self.shortcuts:
            shortcut.setEnabled(self._allowed and (shortcut.parent() is self._page or not editing))

    @staticmethod
    def _shortcut(parent: QWidget, key: str, button: QAbstractButton, repeats: bool) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), parent)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(repeats)
        shortcut.activated.connect(button.click)
        return shortcut
