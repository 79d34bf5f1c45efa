"""Every control that a person can use explains itself: tooltip, What's this, and a name for screen readers."""

import sys
from collections import Counter

import pytest
from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QCoreApplication, QTranslator
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QDialogButtonBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)
from tesela.dock.dock import TeselaDock
from tesela.dock.help.manual import ManualWindow
from tesela.dock.models.dialog import ModelsDialog
from tesela.engine.contract.places import asset

INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
)
# What Qt and QGIS make as a part of another control, which explains both.
COMPOSITE = (QAbstractSpinBox, QComboBox, QGroupBox, QTabBar, QDialogButtonBox, QAbstractItemView)
# QgsProjectionSelectionWidget shows the chosen CRS as its tooltip, and none while there is none.
OWN_TOOLTIP = {"QgsProjectionSelectionWidget"}
QGIS_CONTROLS = {"QgsFileWidget", "QgsProjectionSelectionWidget", "QgsExtentWidget", "QgsFilterLineEdit"}


@pytest.fixture(params=["en", "es"])
def spoken(request, qgis_app):
    """The language that the plugin speaks."""
    translator = QTranslator()
    if request.param != "en":
        assert translator.load(str(asset("resources") / "i18n" / f"tesela_{request.param}.qm"))
        QCoreApplication.installTranslator(translator)
    yield request.param
    QCoreApplication.removeTranslator(translator)


@pytest.fixture
def dock(spoken, qtbot, qgis_iface, qgis_new_project, provider, models, monkeypatch, raster):
    monkeypatch.setenv("TESELA_PYTHON", sys.executable)
    QgsProject.instance().addMapLayer(QgsRasterLayer(raster, "scene"))
    widget = TeselaDock(qgis_iface)
    qtbot.addWidget(widget)
    widget.show()
    yield widget
    widget.dispose()
    QgsProject.instance().removeAllMapLayers()


@pytest.fixture
def windows(dock, qtbot, qgis_iface):
    """The dock, and each window and options page that it opens."""
    from tesela.dock.settings.options import TeselaOptionsFactory

    made = [dock, ModelsDialog(), ManualWindow(), TeselaOptionsFactory().createWidget(None)]
    for widget in made[1:]:
        qtbot.addWidget(widget)
    return made


def controls(window):
    """The interactive widgets of a window, without the parts that Qt makes inside one."""
    for widget in window.findChildren(QWidget):
        is_control = isinstance(widget, INTERACTIVE) or type(widget).__name__ in QGIS_CONTROLS
        if is_control and not is_part(widget, window) and not belongs_to_dock_frame(widget):
            yield widget


def is_part(widget, window):
    if isinstance(widget, (QScrollBar, QHeaderView)) or widget.objectName().startswith("qt_"):
        return True
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, COMPOSITE) and not (isinstance(parent, QGroupBox) and is_own_child(widget, parent)):
            return True
        if type(parent).__module__.startswith(("qgis", "PyQt5", "PyQt6")) and type(parent).__name__ not in CONTAINERS:
            return True
        parent = parent.parentWidget()
    return False


CONTAINERS = {
    "QWidget", "QFrame", "QStackedWidget", "QTabWidget", "QScrollArea", "QSplitter", "QGroupBox", "QDialog",
    "QgsCollapsibleGroupBox", "QgsDockWidget", "QLabel",
}  # fmt: skip


def is_own_child(widget, box):
    """Whether the plugin put it there: the button that folds a box is made by QGIS."""
    return widget.objectName() != "collapseButton" and not type(widget).__name__.startswith("QgsGroupBoxCollapse")


def belongs_to_dock_frame(widget):
    return widget.objectName().startswith("qt_dockwidget")


def own_text(widget):
    text = getattr(widget, "text", None)
    return text() if isinstance(widget, QAbstractButton) and callable(text) else ""


def named(widget, buddies):
    return bool(widget.accessibleName() or own_text(widget) or widget in buddies)


def place(widget):
    names = []
    while widget is not None:
        names.append(f"{type(widget).__name__} {widget.objectName() or own_text(widget) or widget.accessibleName()!r}")
        widget = widget.parentWidget()
    return " < ".join(names[:4])


def test_every_control_has_tooltip_name_and_whats_this(windows):
    lacking = []
    for window in windows:
        buddies = {label.buddy() for label in window.findChildren(QLabel) if label.buddy() is not None}
        for widget in controls(window):
            missing = [
                what
                for what, there in (
                    ("tooltip", widget.toolTip() or type(widget).__name__ in OWN_TOOLTIP),
                    ("What's this", widget.whatsThis()),
                    ("name", named(widget, buddies)),
                )
                if not there
            ]
            if missing:
                lacking.append(f"{', '.join(missing)}: {place(widget)}")
    assert not lacking, "\n" + "\n".join(lacking)


def test_the_walk_sees_the_controls_of_every_page(dock):
    found = set(controls(dock))
    assert {dock.run_page.form.run, dock.run_page.form.cancel, dock.run_page.form.log} <= found
    assert len(found) > 40


def test_no_page_has_a_mnemonic_twice(dock):
    for i in range(dock.pages.count()):
        dock.pages.setCurrentIndex(i)
        seen = [
            widget
            for widget in dock.pages.widget(i).findChildren(QWidget)
            if isinstance(widget, (QLabel, QAbstractButton, QGroupBox)) and widget.isVisible() and mnemonic(widget)
        ]
        letters = Counter(mnemonic(widget) for widget in seen)
        twice = [words(widget) for widget in seen if letters[mnemonic(widget)] > 1]
        assert twice == [], dock.pages.tabText(i)


def words(widget):
    return widget.title() if isinstance(widget, QGroupBox) else widget.text()


def mnemonic(widget):
    plain = words(widget).replace("&&", "")
    at = plain.find("&")
    return plain[at + 1].lower() if 0 <= at < len(plain) - 1 and plain[at + 1].isalnum() else ""
