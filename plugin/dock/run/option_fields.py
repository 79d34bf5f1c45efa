"""Fields of the options: an editor, and a button that sets it back to what the model card says."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication, QgsCoordinateReferenceSystem
from qgis.gui import QgsProjectionSelectionWidget
from qgis.PyQt.QtCore import QSignalBlocker, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QWidget,
)

from ...bridge.inputs.crs import crs_text
from ...bridge.translation import tr

LARGEST = 1_000_000


class Field(QWidget):
    """A parameter with its editor. `value` is None where it is the default, which is then left to the engine.

    changed: the value may be another one.
    """

    changed = pyqtSignal()

    def __init__(self, name: str, editor: QWidget, help_text: str) -> None:
        super().__init__()
        self.editor = editor
        editor.setAccessibleName(name)
        editor.setToolTip(help_text)
        editor.setWhatsThis(help_text)
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.reset_button = QToolButton()
        self.reset_button.setAutoRaise(True)
        self.reset_button.setIcon(QgsApplication.getThemeIcon("/mActionUndo.svg"))
        text = tr("Set back to the model card's value: {name}").format(name=name)
        self.reset_button.setAccessibleName(text)
        self.reset_button.setToolTip(text)
        self.reset_button.setWhatsThis(text)
        self.reset_button.clicked.connect(self.reset)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(editor, 1)
        layout.addWidget(self.reset_button)
        self.setFocusProxy(editor)

    @property
    def value(self) -> Any:
        """What was chosen; None where it is the default."""
        raise NotImplementedError

    def choose(self, value: Any) -> None:
        """Show this value; None is the default."""
        raise NotImplementedError

    def reset(self) -> None:
        """Back to the default."""
        self.choose(None)

    def _edited(self) -> None:
        self.reset_button.setEnabled(self.value is not None)
        self.changed.emit()


class NumberField(Field):
    """A number; the default stands in it as a number. What is shown but rounded counts as the default."""

    def __init__(self, name: str, help_text: str, decimals: int, highest: float = LARGEST, step: float = 1.0) -> None:
        self._box: QSpinBox | QDoubleSpinBox
        if decimals:
            self._box = QDoubleSpinBox()
            self._box.setDecimals(decimals)
            self._box.setRange(0.0, highest)
            self._box.setSingleStep(step)
        else:
            self._box = QSpinBox()
            self._box.setRange(0, int(highest))
            self._box.setSingleStep(int(step))
        super().__init__(name, self._box, help_text)
        self._box.setStepType(QAbstractSpinBox.StepType.DefaultStepType)
        self._box.setKeyboardTracking(False)
        self._default = 0.0
        self._box.valueChanged.connect(self._edited)
        self.set_default(0.0)

    def set_default(self, default: float, words_for_zero: str = "") -> None:
        """What the model card says; words_for_zero stand in the place of a zero."""
        was_default = self.value is None
        self._default = default
        self._box.setSpecialValueText(words_for_zero)
        if was_default:
            self.choose(None)
        self.reset_button.setEnabled(self.value is not None)

    def set_least(self, least: float) -> None:
        """The lowest value that makes sense."""
        self._box.setMinimum(least if isinstance(self._box, QDoubleSpinBox) else int(least))

    @property
    def value(self) -> Any:
        """The number; None where it is the default."""
        return None if self._box.value() == self._shown_default() else self._box.value()

    def choose(self, value: Any) -> None:
        """Show this number."""
        number = self._default if value is None else float(value)
        self._box.setValue(number if isinstance(self._box, QDoubleSpinBox) else round(number))

    def _shown_default(self) -> float:
        if isinstance(self._box, QSpinBox):
            return round(self._default)
        return round(self._default, self._box.decimals())


class TextField(Field):
    """A short text; empty is the default."""

    def __init__(self, name: str, help_text: str, placeholder: str) -> None:
        self._edit = QLineEdit()
        super().__init__(name, self._edit, help_text)
        self._edit.setPlaceholderText(placeholder)
        self._edit.textChanged.connect(self._edited)
        self.reset_button.setEnabled(False)

    @property
    def value(self) -> Any:
        """The text; None where it is empty."""
        return self._edit.text().strip() or None

    def choose(self, value: Any) -> None:
        """Show this text; numbers in a list are separated by commas."""
        if isinstance(value, (list, tuple)):
            value = ",".join(str(item) for item in value)
        self._edit.setText("" if value is None else str(value))


class SwitchField(Field):
    """A switch; off is the default."""

    def __init__(self, name: str, help_text: str) -> None:
        self._box = QCheckBox(name)
        super().__init__(name, self._box, help_text)
        self._box.toggled.connect(self._edited)
        self.reset_button.setEnabled(False)

    @property
    def value(self) -> Any:
        """True, or None where it is off."""
        return True if self._box.isChecked() else None

    def choose(self, value: Any) -> None:
        """Switch it."""
        self._box.setChecked(bool(value))


class CrsField(Field):
    """A CRS; none is the default."""

    def __init__(self, name: str, help_text: str) -> None:
        self._widget = QgsProjectionSelectionWidget()
        super().__init__(name, self._widget, help_text)
        self._widget.setOptionVisible(QgsProjectionSelectionWidget.CrsOption.CrsNotSet, True)
        self._widget.setNotSetText(tr("That of the layer"))
        with QSignalBlocker(self._widget):
            self._widget.setCrs(QgsCoordinateReferenceSystem())
        self._widget.crsChanged.connect(self._edited)
        self.reset_button.setEnabled(False)

    @property
    def value(self) -> Any:
        """The CRS as an authority code or WKT; None where none was chosen."""
        crs = self._widget.crs()
        return crs_text(crs) if crs.isValid() else None

    def choose(self, value: Any) -> None:
        """Show this CRS, given as a code or WKT."""
        crs = QgsCoordinateReferenceSystem()
        if value:
            crs.createFromUserInput(str(value))
        self._widget.setCrs(crs)

    def ask(self) -> None:
        """Let a person choose in QGIS's own dialog."""
        self._widget.selectCrs()
