"""The options of a run, folded away: what its task has, each with the model card's value and a way back to it."""

from __future__ import annotations

from typing import Any

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QSignalBlocker, pyqtSignal
from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ...algorithms import parameters as p
from ...algorithms.mapping import band_numbers, value_range
from ...bridge.settings import defaults
from ...bridge.translation import tr
from ...engine.contract.card import ModelCard
from ...engine.contract.errors import TeselaError
from .option_fields import CrsField, Field, NumberField, SwitchField, TextField
from .threshold_fields import ThresholdFields

OF_TASK = {
    p.TILE_CLASSIFICATION: (p.SUPPRESSION_IOU,),
    p.SEGMENTATION: (p.MIN_AREA, p.MIN_HOLE, p.SIMPLIFY),
}
OF_ONE_TASK = tuple(name for names in OF_TASK.values() for name in names)
SCORING = (p.BANDS, p.VALUE_RANGE, p.ASSIGNED_CRS, p.PIXEL_RESULTS, p.WARP, p.WINDOW, p.OVERLAP)


class RunOptions(QgsCollapsibleGroupBox):
    """Asks for thresholds, suppression or polygon options, how pixels are read, and windows.

    changed: the parameters may be others.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("&Options"), parent)
        self.setObjectName("TeselaRunOptions")
        self.setCollapsed(True)
        self.setSaveCollapsedState(False)
        self._card: ModelCard | None = None
        self.thresholds = ThresholdFields()
        self.fields = _fields()
        self.reset_all = QPushButton(tr("Set all options back"))
        self.reset_all.setToolTip(tr("Every option gets the model card's value, or your default, again"))
        self.reset_all.setWhatsThis(self.reset_all.toolTip())
        self._rows = QFormLayout()
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        captions = _captions()
        for name, field in self.fields.items():
            if isinstance(field, SwitchField):
                self._rows.addRow(field)
            else:
                self._rows.addRow(captions[name], field)
        layout = QVBoxLayout(self)
        layout.addWidget(self.thresholds)
        layout.addLayout(self._rows)
        layout.addWidget(self.reset_all)
        self.thresholds.changed.connect(self.changed)
        for name, field in self.fields.items():
            field.changed.connect(self._window_chosen if name == p.WINDOW else self.changed)
        self.reset_all.clicked.connect(self.reset)
        self.collapsedStateChanged.connect(self._show_rows)
        self.changed.connect(self._count)

    def show_card(self, card: ModelCard) -> None:
        """Ask for what this model's task has, with the values of its card."""
        self._card = card
        with QSignalBlocker(self):
            self.thresholds.show_card(card)
            for name, value in (
                (p.SUPPRESSION_IOU, card.selection.suppression_iou),
                (p.MIN_AREA, card.selection.min_area_m2),
                (p.MIN_HOLE, card.selection.min_hole_m2),
                (p.SIMPLIFY, card.selection.simplify_m),
                (p.WINDOW, card.window_px),
            ):
                self._show_default(name, value or 0.0)
            self._show_overlap()
            self.fields[p.BANDS].editor.setPlaceholderText(
                tr("By colour: {bands}").format(bands=", ".join(card.input.bands))
            )
            self.fields[p.VALUE_RANGE].editor.setPlaceholderText(
                tr("As it is ({dtypes})").format(dtypes=", ".join(card.input.dtypes))
            )
            self.reset()
        self._show_rows()
        self.changed.emit()

    def _show_rows(self, *_: object) -> None:
        """Show the options of this task; QGIS's box shows all that is in it when it is unfolded."""
        wanted = () if self._card is None else OF_TASK.get(self._card.task, ())
        self.thresholds.setVisible(self._card is None or self.thresholds.has_labels(self._card))
        for name in OF_ONE_TASK:
            self.fields[name].setVisible(name in wanted)
            caption = self._rows.labelForField(self.fields[name])
            if isinstance(caption, QLabel):
                caption.setVisible(name in wanted)

    def _count(self) -> None:
        """Say how many options are not as the card has them, which is not seen while they are folded away."""
        count = len(self.parameters)
        self.setTitle(tr("&Options ({count} changed)").format(count=count) if count else tr("&Options"))

    @property
    def parameters(self) -> dict[str, Any]:
        """What was chosen and is not the card's, as the algorithms of the toolbox take it."""
        if self._card is None:
            return {}
        left_out = set(OF_ONE_TASK) - set(OF_TASK.get(self._card.task, ()))
        chosen = {name: field.value for name, field in self.fields.items() if name not in left_out}
        return {**self.thresholds.parameters, **{name: value for name, value in chosen.items() if value is not None}}

    def set_parameters(self, values: dict[str, Any]) -> None:
        """Show these parameters; options that are not among them go back to the card's values."""
        with QSignalBlocker(self):
            self.thresholds.set_parameters(values)
            # The overlap that the card means follows the window, so the window comes first.
            for name, field in self.fields.items():
                field.choose(values.get(name))
        self.changed.emit()

    def choose(self, parameter: str, value: Any) -> bool:
        """Change one option and unfold them, so that the change is seen; False if there is no such option."""
        if parameter in self.fields:
            self.fields[parameter].choose(value)
        elif parameter in (p.THRESHOLD, p.THRESHOLDS, p.THRESHOLD_RULE, p.PRECISION):
            self.thresholds.choose(parameter, value)
        else:
            return False
        self.setCollapsed(False)
        return True

    def ask_crs(self) -> str | None:
        """Let a person choose the CRS of rasters without one in QGIS's dialog; None where none was chosen."""
        field = self.fields[p.ASSIGNED_CRS]
        assert isinstance(field, CrsField)
        field.ask()
        return None if field.value is None else str(field.value)

    def set_back(self, parameter: str) -> None:
        """The card's value for one option."""
        self.fields[parameter].reset()
        self._count()

    def reset(self) -> None:
        """The card's value, or the person's default, for every option."""
        with QSignalBlocker(self):
            if self._card is not None:
                self.thresholds.show_card(self._card)
            for field in self.fields.values():
                field.reset()
            self.fields[p.BATCH].choose(defaults().batch)
        self.changed.emit()

    def problem(self) -> str:
        """What is wrong with the options, or ""."""
        try:
            band_numbers(self.fields[p.BANDS].value or "")
            bounds = value_range(self.fields[p.VALUE_RANGE].value or "")
        except TeselaError as error:
            return str(error)
        if bounds is not None and bounds[0] >= bounds[1]:
            return tr("The value range {low}, {high} must go from low to high.").format(low=bounds[0], high=bounds[1])
        if self._card is not None:
            window = self.fields[p.WINDOW].value or self._card.window_px
            overlap = self.fields[p.OVERLAP].value
            if overlap is not None and overlap >= window:
                return tr("The overlap of {overlap} px must be smaller than the window of {window} px.").format(
                    overlap=overlap, window=window
                )
        return ""

    def _show_default(self, name: str, value: float) -> None:
        field = self.fields[name]
        assert isinstance(field, NumberField)
        field.set_default(value)

    def _window_chosen(self) -> None:
        self._show_overlap()
        self.changed.emit()

    def _show_overlap(self) -> None:
        """The overlap that the engine takes unless told otherwise: the same share of the window as the card's."""
        if self._card is not None:
            window = self.fields[p.WINDOW].value or self._card.window_px
            self._show_default(p.OVERLAP, round(self._card.overlap_px * window / self._card.window_px))


def _captions() -> dict[str, str]:
    return {
        p.SUPPRESSION_IOU: tr("&Suppression IoU"),
        p.MIN_AREA: tr("Smallest &area (m²)"),
        p.MIN_HOLE: tr("Smallest &hole (m²)"),
        p.SIMPLIFY: tr("&Simplification (m)"),
        p.BANDS: tr("Ba&nds"),
        p.VALUE_RANGE: tr("&Value range"),
        p.ASSIGNED_CRS: tr("&CRS if it has none"),
        p.WINDOW: tr("&Window (px)"),
        p.OVERLAP: tr("O&verlap (px)"),
        p.BATCH: tr("Windows a batc&h"),
    }


def _fields() -> dict[str, Field]:
    """The fields by their parameter, in the order in which they are shown."""
    window = NumberField(
        tr("Window"), tr("Side of the square that the model sees at once, in pixels of its own resolution"), 0
    )
    window.set_least(1)
    batch = NumberField(
        tr("Windows a batch"), tr("How many windows go to the model at once; fewer need less memory"), 0, 1024
    )
    batch.set_default(0, tr("automatic"))
    return {
        p.SUPPRESSION_IOU: NumberField(
            tr("Suppression IoU"),
            tr("Of two boxes that overlap by more than this intersection over union, the lower score goes"),
            2,
            1.0,
            0.05,
        ),
        p.MIN_AREA: NumberField(tr("Smallest area"), tr("Smaller polygons are left out, in square metres"), 1),
        p.MIN_HOLE: NumberField(tr("Smallest hole"), tr("Smaller holes are filled, in square metres"), 1),
        p.SIMPLIFY: NumberField(
            tr("Simplification"), tr("Tolerance within which outlines are simplified, in metres"), 2, 1000.0, 0.1
        ),
        p.BANDS: TextField(
            tr("Bands"),
            tr("Band numbers from 1 in the order of the model's bands, such as 3,2,1; empty: by colour"),
            tr("By colour"),
        ),
        p.VALUE_RANGE: TextField(
            tr("Value range"),
            tr("The raster values that stand for the darkest and the brightest the model knows, such as 0,2047"),
            tr("As it is"),
        ),
        p.ASSIGNED_CRS: CrsField(
            tr("CRS of rasters without one"), tr("Used only for rasters that have no CRS of their own")
        ),
        p.PIXEL_RESULTS: SwitchField(
            tr("Results in pixels"),
            tr("For rasters without CRS: features in columns and negative rows instead of asking for a CRS"),
        ),
        p.WARP: SwitchField(
            tr("Warp by control points"),
            tr("Resamples rasters that have only ground control points or RPCs onto a north-up grid"),
        ),
        p.WINDOW: window,
        p.OVERLAP: NumberField(tr("Overlap"), tr("Pixels that neighbouring windows share"), 0),
        p.BATCH: batch,
    }
