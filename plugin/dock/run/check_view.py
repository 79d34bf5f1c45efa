"""What a check before a run found: findings with their remedies, the cost, and which band the model takes for what."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from functools import partial
from pathlib import PurePath

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from ...bridge.translation import tr
from ...engine.contract.check import ERROR, NOTE, WARNING, CheckReport, Finding, RasterFacts, Remedy
from ..fold import Fold
from ..labels import Notice, breakable, narrow_label
from .check_words import MODEL_TOPIC, facts_line, finding_title, headline, severity_word
from .raster_tables import raster_tables

BANDS = "BANDS"
ICON_PX = 16
BUTTON_CHARACTERS = 34
ICONS = {
    ERROR: QStyle.StandardPixmap.SP_MessageBoxCritical,
    WARNING: QStyle.StandardPixmap.SP_MessageBoxWarning,
    NOTE: QStyle.StandardPixmap.SP_MessageBoxInformation,
}


class CheckView(QWidget):
    """Shows a CheckReport; it knows no QGIS and changes no parameter itself.

    remedy_chosen: the parameter of the run algorithms that a person wants changed, and its new value.
    """

    remedy_chosen = pyqtSignal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.status = Notice()
        self.status.setAccessibleName(tr("Check"))
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setMaximumHeight(6)
        self.busy.setAccessibleName(tr("A check is under way"))
        self.busy.setToolTip(tr("A check is under way"))
        self.busy.setWhatsThis(tr("A check is under way"))
        self.facts = narrow_label()
        self.facts.setAccessibleName(tr("What the run needs"))
        self._explain(
            self.facts,
            tr("Windows to look at, expected time, memory and disk space, and what runs the model"),
        )
        # The page scrolls; a scroll area of its own would hide a remedy twice, and some themes leave it unpainted.
        self._area = QWidget()
        self._area.setAccessibleName(tr("Findings of the check"))
        QVBoxLayout(self._area).setContentsMargins(0, 0, 0, 0)
        self._content: QWidget | None = None
        self.bands: dict[str, QComboBox] = {}
        self._open: dict[str, bool] = {}
        self._focused = ""
        self._leaving = QWidget(self)
        self._leaving.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        for widget in (self.status, self.busy, self.facts):
            layout.addWidget(widget)
        layout.addWidget(self._area, 1)
        self.clear()

    def show_checking(self, text: str) -> None:
        """Say that a check is under way, such as "Checking…"; what the last one said is greyed out until it is over."""
        self.status.say(breakable(text))
        self.busy.show()
        self._focused = next((name for name, box in self.bands.items() if box.hasFocus()), "")
        self._area.setEnabled(False)

    def show_report(self, report: CheckReport) -> None:
        """Show what a check found."""
        self.busy.hide()
        self.status.say(breakable(headline(report)))
        self.facts.setText(facts_line(report))
        self.facts.setVisible(bool(report.rasters))
        self._fill(report)

    def show_failure(self, text: str) -> None:
        """Say why there is no check."""
        self.clear()
        self.status.say(breakable(text))

    def clear(self) -> None:
        """Show nothing."""
        self.busy.hide()
        self.status.say("")
        self.facts.clear()
        self.facts.hide()
        self.bands = {}
        self._remove_content()
        self._area.hide()

    def _remove_content(self) -> None:
        """Take the findings away; they are deleted later, because one of their own buttons may be what asks for it."""
        content, self._content = self._content, None
        if content is not None:
            content.setParent(self._leaving)
            content.deleteLater()

    def _fill(self, report: CheckReport) -> None:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.setSpacing(6)
        several = len(report.rasters) > 1
        limits = [finding for finding in report.findings if finding.severity == NOTE and finding.topic == MODEL_TOPIC]
        notes = [finding for finding in report.findings if finding.severity == NOTE and finding not in limits]
        for finding in report.findings:
            if finding.severity != NOTE:
                layout.addWidget(self._finding(finding, several))
        mapping = self._mapping(report)
        if mapping is not None:
            layout.addWidget(mapping)
        for name, title, listed in (
            ("notes", tr("Notes ({count})"), notes),
            ("limits", tr("Known limits of the model ({count})"), limits),
        ):
            if listed:
                shown = _column(self._finding(finding, several) for finding in listed)
                layout.addWidget(self._fold(name, title.format(count=len(listed)), shown))
        if report.rasters:
            tables = _column(raster_tables(report.rasters))
            layout.addWidget(self._fold("rasters", tr("What the rasters are like"), tables))
        layout.addStretch(1)
        self._remove_content()
        self._content = content
        self._area.layout().addWidget(content)
        self._area.setEnabled(True)
        self._area.show()
        if self._focused in self.bands:
            self.bands[self._focused].setFocus()

    def _fold(self, name: str, title: str, content: QWidget, is_open: bool = False) -> Fold:
        """A part that stays as open as a person left it, also when the next report comes."""
        fold = Fold(title, content)
        self._explain(fold.heading, tr("Show or hide this part"))
        fold.set_open(self._open.get(name, is_open))
        fold.heading.clicked.connect(partial(self._open.__setitem__, name))
        return fold

    def _finding(self, finding: Finding, several: bool) -> QWidget:
        """One finding: icon and word of its severity, what was found, what to do, and a button for each remedy."""
        frame = QWidget()
        icon = QLabel()
        icon.setPixmap(self.style().standardIcon(ICONS[finding.severity]).pixmap(ICON_PX, ICON_PX))
        icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        word = severity_word(finding.severity)
        title = narrow_label()
        title.setText(breakable(finding_title(finding, several)))
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        said = finding.message
        if finding.raster:
            said = said.replace(finding.raster, PurePath(finding.raster).name)
        message = narrow_label()
        message.setText(breakable(said))
        message.setAccessibleName(f"{word}: {said}")
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addWidget(title)
        right.addWidget(message)
        if finding.advice:
            advice = narrow_label()
            advice.setText(breakable(finding.advice))
            advice.setAccessibleName(tr("Advice: {text}").format(text=finding.advice))
            right.addWidget(advice)
        for remedy in finding.remedies:
            right.addWidget(self._remedy_button(remedy))
        layout = QHBoxLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(right, 1)
        return frame

    def _remedy_button(self, remedy: Remedy) -> QPushButton:
        # A button does not wrap its text, and one wider than the panel would be cut at both ends.
        button = QPushButton(textwrap.fill(remedy.text.replace("&", "&&"), BUTTON_CHARACTERS))
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setAccessibleName(remedy.text)
        self._explain(
            button,
            tr("{remedy}: changes the setting {name} and checks again").format(
                remedy=remedy.text, name=remedy.parameter
            ),
        )
        button.clicked.connect(partial(self._choose, remedy.parameter, remedy.value))
        return button

    def _choose(self, parameter: str, value: object, checked: bool = False) -> None:
        self.remedy_chosen.emit(parameter, value)

    def _mapping(self, report: CheckReport) -> QWidget | None:
        """A table of the model's bands with the raster's band for each; of several rasters, that of the first."""
        self.bands = {}
        raster = next((one for one in report.rasters if len(one.bands) > 1), None)
        if raster is None or not report.model_bands:
            return None
        content = QWidget()
        form = QFormLayout(content)
        form.setContentsMargins(18, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name in report.model_bands:
            box = self._band_box(raster, name)
            self.bands[name] = box
            caption = QLabel(name.replace("&", "&&"))
            caption.setBuddy(box)
            form.addRow(caption, box)
        title = tr("Bands of the model")
        if len(report.rasters) > 1:
            title = tr("Bands of the model in {raster}").format(raster=PurePath(raster.raster).name)
        unclear = any(finding.topic == "bands" and finding.severity != NOTE for finding in report.findings)
        return self._fold("bands", title, content, unclear)

    def _band_box(self, raster: RasterFacts, name: str) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        for band in raster.bands:
            described = f"{band.number}: {band.description}" if band.description else str(band.number)
            box.addItem(described, band.number)
            if name in band.used_as.split(", "):
                box.setCurrentIndex(box.count() - 1)
        if not any(name in band.used_as.split(", ") for band in raster.bands):
            box.setCurrentIndex(-1)
        box.setAccessibleName(tr("Band that the model takes for {name}").format(name=name))
        self._explain(box, tr("The raster's band that the model takes for {name}").format(name=name))
        box.activated.connect(self._bands_chosen)
        return box

    def _bands_chosen(self, index: int) -> None:
        numbers = [box.currentData() for box in self.bands.values()]
        if all(number is not None for number in numbers):
            self.remedy_chosen.emit(BANDS, ",".join(str(number) for number in numbers))

    @staticmethod
    def _explain(widget: QWidget, text: str) -> None:
        widget.setToolTip(text)
        widget.setWhatsThis(text)


def _column(widgets: Iterable[QWidget]) -> QWidget:
    frame = QWidget()
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    for widget in widgets:
        layout.addWidget(widget)
    return frame
