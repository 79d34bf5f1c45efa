"""The widgets of the result page and nothing that they do; made for a dock of 380 px, and scrolled where it is low."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...bridge.translation import tr
from ..fold import Fold
from ..labels import Notice, narrow_label
from .score_plot import CurvePlot, Histogram
from .selection_scale import DECIMALS, STEPS

PRECISION_RECALL, ROC = "precision-recall", "roc"


class ResultForm(QStackedWidget):
    """One page that says what to do while there is no result, and one with the result."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.nothing = narrow_label()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = narrow_label()
        self.title.setTextFormat(Qt.TextFormat.RichText)
        self.label = QComboBox()
        self.label_caption = QLabel(tr("La&bel"))
        self.threshold = QDoubleSpinBox()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.histogram = Histogram()
        self.count = narrow_label()
        self.curve_kind = QComboBox()
        self.curve = CurvePlot()
        self.evidence = narrow_label()
        self.no_false_positives = QPushButton(tr("&No false positives"))
        self.best_f1 = QPushButton(tr("Best &F1"))
        self.wanted_precision = QPushButton(tr("Wanted &precision"))
        self.precision = QDoubleSpinBox()
        self.suppression_iou = _number(0.0, 1.0, 0.05, DECIMALS["suppression_iou"], "")
        self.min_area = _number(0.0, 1e6, 1.0, DECIMALS["min_area_m2"], tr(" m²"))
        self.min_hole = _number(0.0, 1e6, 1.0, DECIMALS["min_hole_m2"], tr(" m²"))
        self.simplify = _number(0.0, 100.0, 0.05, DECIMALS["simplify_m"], tr(" m"))
        self.notice = Notice()
        self.apply = QPushButton(tr("&Apply"))
        self.reset = QPushButton(tr("&Reset"))
        self._set_up()
        self._explain()
        self._name_for_screen_readers()
        self.addWidget(self._page_without())
        self.addWidget(self._page_with())

    def option_rows(self) -> tuple[tuple[QLabel, QDoubleSpinBox], ...]:
        """The options with their captions."""
        widgets = (self.suppression_iou, self.min_area, self.min_hole, self.simplify)
        return tuple((self._options_form.labelForField(widget), widget) for widget in widgets)

    def presets(self) -> tuple[QWidget, ...]:
        """What chooses a threshold from the card's evidence."""
        return (self.no_false_positives, self.best_f1, self.wanted_precision, self.precision)

    def _set_up(self) -> None:
        self.threshold.setRange(0.0, 1.0)
        self.threshold.setSingleStep(0.01)
        self.threshold.setDecimals(2)
        self.slider.setRange(0, STEPS)
        self.slider.setPageStep(5)
        self.precision.setRange(1.0, 100.0)
        self.precision.setDecimals(0)
        self.precision.setValue(95.0)
        self.precision.setSuffix(tr(" %"))
        self.curve_kind.addItem(tr("Precision and recall"), PRECISION_RECALL)
        self.curve_kind.addItem(tr("ROC curve"), ROC)
        inner = QWidget()
        self._options_form = QFormLayout(inner)
        self._options_form.setContentsMargins(0, 0, 0, 0)
        self._options_form.addRow(tr("Suppression &IoU"), self.suppression_iou)
        self._options_form.addRow(tr("S&mallest area"), self.min_area)
        self._options_form.addRow(tr("Smallest &hole"), self.min_hole)
        self._options_form.addRow(tr("Simp&lification"), self.simplify)
        self.options = Fold("", inner)

    def _explain(self) -> None:
        for widget, text in (
            (self.label, tr("The label whose threshold is moved; each label keeps its own")),
            (self.threshold, tr("Least score of what the map shows")),
            (self.slider, tr("Drag, or use the arrow keys: the map shows what scores at least this much")),
            (self.histogram, tr("How many features have which score; hatched bars are hidden on the map")),
            (self.curve_kind, tr("Which curve of the model card is shown")),
            (
                self.curve,
                tr(
                    "What each threshold cost on the validation samples of the model; the marks stand at the "
                    "threshold above"
                ),
            ),
            (
                self.no_false_positives,
                tr("The lowest threshold at which nothing was found wrongly on the validation samples"),
            ),
            (self.best_f1, tr("The threshold with the best balance of precision and recall")),
            (
                self.wanted_precision,
                tr("The lowest threshold at which this share of what was found on the validation samples was true"),
            ),
            (self.precision, tr("Share of what is found that should be true")),
            (
                self.suppression_iou,
                tr("Of two boxes that overlap by more than this intersection over union, the lower score goes"),
            ),
            (self.min_area, tr("Smaller polygons are left out")),
            (self.min_hole, tr("Smaller holes are filled")),
            (self.simplify, tr("Tolerance within which outlines are simplified")),
            (self.apply, tr("Writes a new layer with this selection from the scores of the run")),
            (self.reset, tr("Back to the thresholds and options that the layer was written with")),
        ):
            widget.setToolTip(text)
            widget.setWhatsThis(text)

    def _name_for_screen_readers(self) -> None:
        for widget, name in (
            (self.label, tr("Label")),
            (self.threshold, tr("Threshold")),
            (self.slider, tr("Threshold")),
            (self.histogram, tr("Histogram of scores")),
            (self.count, tr("What the map shows")),
            (self.curve_kind, tr("Curve")),
            (self.curve, tr("Curve of the model card")),
            (self.evidence, tr("What the threshold costs")),
            (self.precision, tr("Wanted precision")),
            (self.suppression_iou, tr("Suppression IoU")),
            (self.min_area, tr("Smallest area")),
            (self.min_hole, tr("Smallest hole")),
            (self.simplify, tr("Simplification")),
            (self.notice, tr("Notice")),
        ):
            widget.setAccessibleName(name)

    def _page_without(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addWidget(self.nothing, 1)
        return page

    def _page_with(self) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(9, 6, 9, 3)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addLayout(self._choice())
        layout.addWidget(self.histogram, 2)
        layout.addWidget(self.slider)
        layout.addWidget(self.count)
        layout.addWidget(_rule())
        layout.addLayout(self._preset_rows())
        layout.addWidget(self.curve_kind)
        layout.addWidget(self.curve, 3)
        layout.addWidget(self.evidence)
        layout.addWidget(self.options)
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QHBoxLayout()
        buttons.addWidget(self.apply, 1)
        buttons.addWidget(self.reset)
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area, 1)
        below = QVBoxLayout()
        below.setContentsMargins(9, 0, 9, 9)
        below.addWidget(self.notice)
        below.addLayout(buttons)
        outer.addLayout(below)
        return page

    def _choice(self) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.label_caption, self.label)
        form.addRow(tr("&Threshold"), self.threshold)
        self.label_caption.setBuddy(self.label)
        return form

    def _preset_rows(self) -> QVBoxLayout:
        rows = QVBoxLayout()
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.no_false_positives, 1)
        first.addWidget(self.best_f1, 1)
        second.addWidget(self.wanted_precision, 1)
        second.addWidget(self.precision, 1)
        rows.addLayout(first)
        rows.addLayout(second)
        return rows


def _number(low: float, high: float, step: float, decimals: int, suffix: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(low, high)
    box.setSingleStep(step)
    box.setDecimals(decimals)
    box.setSuffix(suffix)
    return box


def _rule() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFrameShadow(QFrame.Shadow.Sunken)
    return line
