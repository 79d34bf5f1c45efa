"""A part of a page that is folded away until somebody wants it; needs nothing but Qt."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ..bridge.translation import tr


class Fold(QWidget):
    """A heading with an arrow, reached and pressed by the keyboard too, and below it what it shows or hides."""

    def __init__(self, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.heading = QToolButton()
        self.heading.setCheckable(True)
        self.heading.setAutoRaise(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.heading.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.heading.toggled.connect(self._show)
        self.heading.setToolTip(tr("Show these options, or fold them away"))
        self.heading.setWhatsThis(self.heading.toolTip())
        self.set_title(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.heading)
        layout.addWidget(content)
        self._show(False)

    def set_title(self, title: str) -> None:
        """Name the part; an ampersand marks its key."""
        self.heading.setText(title)
        self.heading.setAccessibleName(title.replace("&", "") or tr("Options"))

    def is_open(self) -> bool:
        """Whether the part is shown."""
        return self.heading.isChecked()

    def set_open(self, shown: bool) -> None:
        """Show the part or fold it away."""
        self.heading.setChecked(shown)

    def _show(self, shown: bool) -> None:
        self.heading.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self._content.setVisible(shown)
