"""How a run chooses its thresholds: by the model card, by a rule on the card's evidence, or given, a label each."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QSignalBlocker, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from ...algorithms import parameters as p
from ...algorithms.thresholds import RULES, label_thresholds
from ...bridge.live.threshold import decided_labels
from ...bridge.settings import defaults
from ...bridge.translation import tr
from ...engine.contract.card import REGRESSION, ModelCard
from ...engine.contract.errors import TeselaError
from ...engine.contract.evidence import PRECISION, Rule
from .option_fields import NumberField


class ThresholdFields(QWidget):
    """Rule, wanted precision, and a threshold a label; the parameters THRESHOLD, THRESHOLDS, THRESHOLD_RULE, PRECISION.

    changed: the parameters may be others.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: ModelCard | None = None
        self._labels: tuple[str, ...] = ()
        self._given: dict[str, float] = {}
        self.rule = QComboBox()
        for text, name in (
            (tr("The model card's values"), None),
            (tr("The best F1"), RULES[1]),
            (tr("No false positives"), RULES[2]),
            (tr("A wanted precision"), RULES[3]),
        ):
            self.rule.addItem(text, name)
        help_text = tr(
            "How thresholds are chosen: the model card's own values, or those for which the card's validation samples "
            "show the best F1, no false positives, or a wanted precision"
        )
        self.rule.setToolTip(help_text)
        self.rule.setWhatsThis(help_text)
        self.rule.setAccessibleName(tr("Choose thresholds by"))
        self.precision = NumberField(
            tr("Wanted precision"), tr("Share of what is found that should be true"), 2, 1.0, 0.01
        )
        self.precision.set_least(0.01)
        self.precision.set_default(p.DEFAULT_PRECISION)
        self.precision.choose(None)
        self.label = QComboBox()
        self.label.setAccessibleName(tr("Label"))
        self.label.setToolTip(tr("The label whose threshold is shown below"))
        self.label.setWhatsThis(self.label.toolTip())
        self.threshold = NumberField(tr("Threshold"), tr("Least score of what is written, from 0 to 1"), 2, 1.0, 0.05)
        for combo in (self.rule, self.label):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(10)
        self._rows = QFormLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for caption, field in (
            (tr("Thresholds &by"), self.rule),
            (tr("&Precision"), self.precision),
            (tr("&Label"), self.label),
            (tr("&Threshold"), self.threshold),
        ):
            self._rows.addRow(caption, field)
        self.rule.currentIndexChanged.connect(self._rule_chosen)
        self.precision.changed.connect(self.changed)
        self.label.currentIndexChanged.connect(self._show_threshold)
        self.threshold.changed.connect(self._threshold_chosen)

    def has_labels(self, card: ModelCard) -> bool:
        """Whether there is a threshold to ask for."""
        return bool(self._labels) and card.task != REGRESSION

    def show_card(self, card: ModelCard) -> None:
        """Ask for what this model needs, with its values."""
        own = card.selection.thresholds or ()
        self._card, self._given = card, {}
        decided = decided_labels(card) if own else ()
        self._labels = tuple(name for name in card.classes if name in decided)
        self.setVisible(self.has_labels(card))
        has_evidence = any(curve.thresholds and curve.positives for curve in card.evidence)
        self.rule.setEnabled(has_evidence)
        with QSignalBlocker(self.rule), QSignalBlocker(self.label):
            self._choose_rule(defaults().rule if has_evidence else "")
            self.label.clear()
            for name in self._labels:
                self.label.addItem(name, name)
        self._show_rows()
        self._show_threshold()

    @property
    def parameters(self) -> dict[str, Any]:
        """What was chosen and is not the model card's."""
        if self.rule.currentData() is not None and self._labels:
            values: dict[str, Any] = {p.THRESHOLD_RULE: RULES.index(self.rule.currentData())}
            if self.rule.currentData() == PRECISION and self.precision.value is not None:
                values[p.PRECISION] = self.precision.value
            return values
        if not self._given:
            return {}
        if len(self._labels) == 1:
            return {p.THRESHOLD: self._given[self._labels[0]]}
        return {p.THRESHOLDS: ", ".join(f"{name}={value!r}" for name, value in self._given.items())}

    def set_parameters(self, values: dict[str, Any]) -> None:
        """Show these parameters; what is not among them is the model card's."""
        card = self._card
        if card is None or not self._labels:
            return
        rule = RULES[int(values.get(p.THRESHOLD_RULE) or 0)]
        with QSignalBlocker(self.rule):
            self.rule.setCurrentIndex(max(self.rule.findData(rule), 0))
        with QSignalBlocker(self.precision):
            self.precision.choose(values.get(p.PRECISION))
        self._given = {} if rule else self._read(values, card)
        self._show_rows()
        self._show_threshold()
        self.changed.emit()

    def choose(self, parameter: str, value: Any) -> None:
        """Show one other value."""
        self.set_parameters({**self.parameters, parameter: value})

    def written(self) -> float:
        """The threshold that is shown; for words such as 'above the threshold'."""
        return self._shown(str(self.label.currentData()))

    def _read(self, values: dict[str, Any], card: ModelCard) -> dict[str, float]:
        own = dict(zip(card.classes, card.selection.thresholds or ()))
        threshold = values.get(p.THRESHOLD)
        given = dict.fromkeys(self._labels, float(threshold)) if threshold not in (None, "") else {}
        if values.get(p.THRESHOLDS):
            try:
                named = label_thresholds(str(values[p.THRESHOLDS]), threshold, card)
            except TeselaError:
                named = ()
            given.update(zip(card.classes, named))
        return {name: value for name, value in given.items() if name in self._labels and value != own[name]}

    def _choose_rule(self, text: str) -> None:
        rule = Rule.parse(text) if text else None
        self.rule.setCurrentIndex(max(self.rule.findData(None if rule is None else rule.name), 0))
        if rule is not None and rule.precision is not None:
            self.precision.choose(rule.precision)

    def _rule_chosen(self) -> None:
        self._show_rows()
        self.changed.emit()

    def _show_rows(self) -> None:
        by_rule = self.rule.currentData() is not None
        for field, wanted in (
            (self.precision, self.rule.currentData() == PRECISION),
            (self.label, not by_rule and len(self._labels) > 1),
            (self.threshold, not by_rule),
        ):
            field.setVisible(wanted)
            caption = self._rows.labelForField(field)
            if isinstance(caption, QLabel):
                caption.setVisible(wanted)

    def _shown(self, label: str) -> float:
        own = dict(zip(self._card.classes, self._card.selection.thresholds or ())) if self._card else {}
        return self._given.get(label, own.get(label, 0.0))

    def _show_threshold(self) -> None:
        label = self.label.currentData()
        if label is None or self._card is None:
            return
        own = dict(zip(self._card.classes, self._card.selection.thresholds or ()))
        with QSignalBlocker(self.threshold):
            self.threshold.choose(None)
            self.threshold.set_default(own[label])
            self.threshold.choose(self._given.get(label))

    def _threshold_chosen(self) -> None:
        label = self.label.currentData()
        if label is None:
            return
        if self.threshold.value is None:
            self._given.pop(label, None)
        else:
            self._given[label] = self.threshold.value
        self.changed.emit()
