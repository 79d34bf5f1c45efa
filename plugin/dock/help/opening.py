"""Help: the manual, and a button on every page and dialog that opens its topic; needs nothing but Qt.

A page or dialog of the dock gets `help_button("running")`; code calls `open_manual("thresholds")`, or
`open_manual("thresholds#presets")` for a place in a page; a dialog with a row of buttons gets `add_help`. The guide on
the sample scene stands in guide.py.
"""

from __future__ import annotations

from typing import Callable

from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QApplication, QDialogButtonBox, QMenu, QToolButton, QWhatsThis, QWidget

from ...bridge.translation import tr
from .manual import TOPICS, ManualWindow

__all__ = ["TOPICS", "add_help", "close_manual", "help_button", "open_manual"]

_open: list[ManualWindow] = []


def open_manual(topic: str = "", parent: QWidget | None = None) -> ManualWindow:
    """Show a topic of the manual (one of TOPICS, or "topic#anchor") in its window, and return that window.

    The window belongs to `parent`, or to the dialog that is open, which would otherwise keep a person from reading it.
    """
    owner = QApplication.activeModalWidget() or parent or QApplication.activeWindow()
    if isinstance(owner, ManualWindow):
        owner = owner.parentWidget()
    window = _window()
    if window is None:
        window = ManualWindow(owner)
        _open[:] = [window]
    elif window.parentWidget() is not owner:
        window.setParent(owner, window.windowFlags())
    window.show_topic(topic)
    window.show()
    window.raise_()
    window.activateWindow()
    return window


def close_manual() -> None:
    """Close the manual and let go of it, because the plugin is unloaded."""
    window = _window()
    _open.clear()
    if window is not None:
        window.close()
        window.deleteLater()


def add_help(buttons: QDialogButtonBox, topic: str) -> None:
    """Put a Help button that opens this topic into the row of buttons of a dialog."""
    button = buttons.addButton(QDialogButtonBox.StandardButton.Help)
    button.setText(tr("Help"))
    button.setAutoDefault(False)
    button.setToolTip(tr("Open the manual at this page (works offline)"))
    button.setWhatsThis(tr("Open the manual at this page (works offline)"))
    button.clicked.connect(lambda: open_manual(topic, button.window()))


def help_button(topic: str | Callable[[], str], show_guide: Callable[[], object] | None = None) -> QToolButton:
    """A button that opens this topic; its menu also offers What's this and, where it can be shown, the guide.

    topic: or what gives it when the button is pressed.
    """
    button = QToolButton()

    def show() -> None:
        open_manual(topic if isinstance(topic, str) else topic(), button.window())

    button.setObjectName("TeselaHelp")
    button.setText("?")
    button.setAutoRaise(True)
    button.setAccessibleName(tr("Help"))
    button.setToolTip(tr("Open the manual at this page (works offline)"))
    button.setWhatsThis(
        tr(
            "Opens the manual at the topic of this page. It comes with the plugin and needs no network. The menu also "
            "has What's this, which explains the next thing that you click."
        )
    )
    button.clicked.connect(show)
    menu = QMenu(button)
    menu.addAction(tr("&Manual"), show)
    menu.addAction(tr("&What's this?"), QWhatsThis.enterWhatsThisMode)
    if show_guide is not None:
        menu.addAction(tr("&Guide on the sample scene"), show_guide)
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
    return button


def _window() -> ManualWindow | None:
    return _open[0] if _open and not sip.isdeleted(_open[0]) else None
