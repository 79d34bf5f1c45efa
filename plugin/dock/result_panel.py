"""The result panel: a threshold that the map follows, what it costs, and how to write what is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import Enum
from html import escape
from pathlib import Path
from typing import Any

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QSignalBlocker, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QHideEvent, QShowEvent
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..bridge.live_map import LiveMap
from ..bridge.live_threshold import EMPTY_TABLE, ScoreReader, ScoreTable, channels
from ..bridge.runs import run_folder as inner_folder
from ..bridge.styles import BUILDINGS, CENTRES, DETECTIONS, LABELS
from ..bridge.translation import tr
from ..engine.contract.card import TILE_CLASSIFICATION, ModelCard
from ..engine.contract.errors import TeselaError
from ..engine.contract.evidence import BEST_F1, NO_FALSE_POSITIVES, PRECISION, Rule, choose_threshold
from ..engine.contract.job import Selection
from . import threshold_words as words
from .result_form import PRECISION_RECALL, ResultForm
from .run_selection import OPTION_PARAMETERS, STEPS, RunSelection

KINDS = (DETECTIONS, BUILDINGS, LABELS)
BARS = 40
REREAD_MS = 500
KEPT = "tesela/thresholds"


class ResultState(Enum):
    """What the panel shows."""

    NOTHING = "nothing"
    READING = "reading"
    RESULT = "result"
    REMOVED = "removed"


class ResultPanel(QWidget):
    """Moves the thresholds of a run's layers on the map, and asks for the selection to be written.

    apply_requested: the parameters of `tesela:select` without its outputs.
    """

    apply_requested = pyqtSignal(dict)

    def __init__(self, canvas: QgsMapCanvas | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = ResultState.NOTHING
        self.form = ResultForm(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)
        self._live = LiveMap(canvas, self)
        self._reader = ScoreReader(self)
        self._reread = QTimer(self)
        self._reread.setSingleShot(True)
        self._reread.setInterval(REREAD_MS)
        self._layer: QgsVectorLayer | None = None
        self._run: RunSelection | None = None
        self._tables: dict[str, ScoreTable] = {}
        self._refusal = self._unfiltered = ""
        self._connect()
        self.show_nothing()

    def _connect(self) -> None:
        form = self.form
        form.slider.valueChanged.connect(self._slid)
        form.slider.sliderPressed.connect(self._hold)
        form.slider.sliderReleased.connect(self._let_go)
        form.threshold.valueChanged.connect(self._choose)
        form.label.currentIndexChanged.connect(self._show_label)
        form.curve_kind.currentIndexChanged.connect(self._show_cost)
        form.no_false_positives.clicked.connect(lambda: self._preset(Rule(NO_FALSE_POSITIVES)))
        form.best_f1.clicked.connect(lambda: self._preset(Rule(BEST_F1)))
        form.wanted_precision.clicked.connect(lambda: self._preset(Rule(PRECISION, form.precision.value() / 100)))
        for _, widget in form.option_rows():
            widget.valueChanged.connect(self._choose_options)
        form.apply.clicked.connect(self._apply)
        form.reset.clicked.connect(self._reset)
        self._reader.finished.connect(self._take_tables)
        self._reread.timeout.connect(self._read)
        self._live.refused.connect(self._refuse_filter)

    def show_run(
        self,
        layers: Mapping[str, QgsVectorLayer],
        card: ModelCard,
        run_folder: Path | str | None,
        selection: Selection | None = None,
    ) -> None:
        """Show the layers of a run, by kind (`detections`, `detection_centres`, `buildings`, `labels`).

        selection: what they were written with; None, and what it leaves open: the card's values. run_folder: where the
        run's scores are kept; without it nothing can be selected again.
        """
        kind = next((kind for kind in KINDS if kind in layers), "")
        found = channels(card, kind, layers[kind]) if kind else ()
        if not found:
            self.show_nothing(tr("No threshold decides what is in this result: every window or value is kept."))
            return
        folder = None if run_folder is None else inner_folder(Path(run_folder))
        try:
            run = RunSelection(card, kind, found, folder, selection)
        except TeselaError as error:
            self.show_nothing(str(error))
            return
        run.recall(_kept(layers[kind]))
        self._let_go_of_layer()
        self._layer, self._run = layers[kind], run
        self._tables, self._refusal, self._unfiltered = {}, "", ""
        followers = [layers[kind], *(layers[other] for other in (CENTRES,) if kind == DETECTIONS and other in layers)]
        self._live.set_layers(followers, found)
        self._watch_layer()
        self._fill(run, layers[kind].source())
        self._read()

    def show_nothing(self, text: str = "") -> None:
        """Show that there is no result, and what to do."""
        self._let_go_of_layer()
        self.state = ResultState.NOTHING
        self.form.nothing.setText(
            text or tr("No result yet. Run a model on the page 'Run'; its result can be sifted here.")
        )
        self.form.setCurrentIndex(0)

    def selection(self) -> Selection | None:
        """The selection as it stands in the panel, which `show_run` wants for the layers that Apply has written."""
        return None if self._run is None else self._run.selection()

    def dispose(self) -> None:
        """Let go of layers and canvas; call it before the panel is deleted."""
        self._let_go_of_layer()
        self._live.dispose()

    def showEvent(self, event: QShowEvent) -> None:
        """Have the picture of the scores ready before somebody drags."""
        super().showEvent(event)
        if self._live.preview is not None:
            self._live.preview.eager = True
            self._live.preview.prepare()

    def hideEvent(self, event: QHideEvent) -> None:
        """Draw nothing beforehand while the panel cannot be seen."""
        super().hideEvent(event)
        if self._live.preview is not None:
            self._live.preview.eager = False

    def _watch_layer(self) -> None:
        layer = self._layer
        assert layer is not None
        layer.willBeDeleted.connect(self._removed)
        for signal in self._changes(layer):
            signal.connect(self._features_changed)
        for signal in (layer.editingStarted, layer.editingStopped):
            signal.connect(self._show_notice)

    def _let_go_of_layer(self) -> None:
        self._reader.stop()
        self._reread.stop()
        self._live.forget()
        layer, self._layer, self._run = self._layer, None, None
        if layer is None or sip.isdeleted(layer):
            return
        layer.willBeDeleted.disconnect(self._removed)
        for signal in self._changes(layer):
            signal.disconnect(self._features_changed)
        for signal in (layer.editingStarted, layer.editingStopped):
            signal.disconnect(self._show_notice)

    @staticmethod
    def _changes(layer: QgsVectorLayer) -> tuple[Any, ...]:
        """The signals after which counts may be others; not those of a verdict, which are many."""
        return (
            layer.featureAdded,
            layer.featureDeleted,
            layer.dataChanged,
            layer.subsetStringChanged,
            layer.editingStopped,
        )

    def _removed(self) -> None:
        self._let_go_of_layer()
        self.show_nothing(
            tr("The layer of this result was removed. Run the model again, or open another run, to sift its result.")
        )
        self.state = ResultState.REMOVED

    def _features_changed(self) -> None:
        self._live.features_changed()
        self._reread.start()

    def _read(self) -> None:
        if self._layer is None or self._run is None:
            return
        if not self._tables:
            self.state = ResultState.READING
            self.form.count.setText(tr("Reading the scores"))
        self._reader.read(self._layer, tuple(self._run.channels.values()))

    def _take_tables(self, tables: dict[str, ScoreTable]) -> None:
        self._tables, self.state = tables, ResultState.RESULT
        self._show_counts()

    def _fill(self, run: RunSelection, source: str) -> None:
        """Show the run that has been taken over."""
        form, task = self.form, run.card.task
        form.title.setText(f"<b>{escape(run.card.name)}</b>")
        form.title.setToolTip(source)
        with QSignalBlocker(form.label):
            form.label.clear()
            for label in run.channels:
                form.label.addItem(label, label)
        form.label.setVisible(len(run.channels) > 1)
        form.label_caption.setVisible(len(run.channels) > 1)
        form.options.setVisible(bool(run.options))
        form.options.setTitle(tr("&Suppression") if task == TILE_CLASSIFICATION else tr("P&olygons"))
        for name, (caption, widget) in zip(OPTION_PARAMETERS, form.option_rows()):
            caption.setVisible(name in run.options)
            widget.setVisible(name in run.options)
        self._show_options(run)
        form.setCurrentIndex(1)
        self._show_label()

    def _label(self) -> str:
        return str(self.form.label.currentData())

    def _show_label(self) -> None:
        """Show the threshold and the evidence of the chosen label."""
        form, run, label = self.form, self._run, self._label()
        if run is None:
            return
        self._refusal = ""
        known = bool(words.usable(run.curves(label)))
        for widget in form.presets():
            widget.setEnabled(known)
        form.curve_kind.setVisible(known)
        form.curve.setVisible(known)
        with QSignalBlocker(form.slider):
            form.slider.setRange(run.lowest(label), STEPS)
        self._show_threshold(run)
        if run.kind == LABELS and len(run.channels) > 1 and self._tables:
            self._live.move(run.thresholds, label)
        else:
            self._live.choose(run.thresholds, label)

    def _slid(self, place: int) -> None:
        self._choose(place / STEPS)

    def _choose(self, threshold: float) -> None:
        if self._run is not None:
            self._refusal = ""
            self._run.choose(self._label(), threshold)
            self._follow(self._run)

    def _choose_options(self) -> None:
        if self._run is not None:
            self._run.choose_options(
                {name: widget.value() for name, (_, widget) in zip(OPTION_PARAMETERS, self.form.option_rows())}
            )
            self._show_notice()

    def _reset(self) -> None:
        if self._run is not None:
            self._refusal = ""
            self._run.reset()
            self._show_options(self._run)
            self._follow(self._run)

    def _preset(self, rule: Rule) -> None:
        if self._run is None:
            return
        try:
            threshold = choose_threshold(self._run.curves(self._label()), rule)
        except TeselaError as error:
            self._refusal = str(error)
            self._show_notice()
            return
        self._choose(threshold)

    def _follow(self, run: RunSelection) -> None:
        """Have everything follow the thresholds, which are kept with the layer and so with the project."""
        if self._layer is not None:
            self._layer.setCustomProperty(KEPT, json.dumps(run.thresholds))
        self._show_threshold(run)
        self._live.move(run.thresholds, self._label())

    def _hold(self) -> None:
        self._live.held = True

    def _let_go(self) -> None:
        self._live.held = False
        self._live.settle()

    def _show_threshold(self, run: RunSelection) -> None:
        form, threshold = self.form, run.thresholds[self._label()]
        with QSignalBlocker(form.slider), QSignalBlocker(form.threshold):
            form.slider.setValue(round(threshold * STEPS))
            form.threshold.setValue(threshold)
        self._show_counts()
        self._show_cost()
        self._show_notice()

    def _show_counts(self) -> None:
        form, run, label = self.form, self._run, self._label()
        if run is None:
            return
        threshold, written = run.thresholds[label], run.lowest(label) / STEPS
        table = self._tables.get(label, EMPTY_TABLE)
        low = min(written, threshold)
        form.histogram.set_counts(table.histogram(low, 1.0, BARS), low, 1.0)
        form.histogram.set_threshold(threshold)
        form.histogram.set_written(written, tr("not in the layer"))
        if self.state is ResultState.RESULT:
            count, area = table.count(threshold), table.area(threshold)
            form.count.setText(words.kept(run.kind, label, count, len(table.scores), area))
            form.histogram.setAccessibleDescription(form.count.text())

    def _show_cost(self) -> None:
        form, run, label = self.form, self._run, self._label()
        if run is None:
            return
        curves, threshold = run.curves(label), run.thresholds[label]
        form.evidence.setText(words.cost(curves, threshold))
        form.evidence.setToolTip(words.cost_by_data(curves, threshold))
        form.curve.setAccessibleDescription(form.evidence.text())
        if form.curve_kind.currentData() == PRECISION_RECALL:
            lines = words.precision_recall_lines(curves, threshold)
            form.curve.set_lines(lines, tr("recall"), tr("precision"))
        else:
            lines = words.roc_lines(curves, threshold)
            form.curve.set_lines(lines, tr("false positive rate"), tr("recall"), names_right=True)

    def _show_options(self, run: RunSelection) -> None:
        for name, (_, widget) in zip(OPTION_PARAMETERS, self.form.option_rows()):
            with QSignalBlocker(widget):
                widget.setValue(run.options.get(name, 0.0))

    def _show_notice(self) -> None:
        """Say what stands in the way or is worth knowing, and whether there is something to write."""
        form, run = self.form, self._run
        if run is None:
            return
        notices = list(self._notices(run))
        form.notice.setText("\n".join(notices))
        form.notice.setVisible(bool(notices))
        form.apply.setEnabled(run.scores_are_kept() and run.differs())
        form.reset.setEnabled(run.differs())
        form.apply.setToolTip(
            tr("Writes a new layer with this selection from the scores of the run, without running the model")
            if run.differs()
            else tr("Nothing to write: the layer already has this selection")
        )

    def _notices(self, run: RunSelection) -> Iterator[str]:
        yield from (text for text in (self._refusal, self._unfiltered) if text)
        if run.below_the_layer(self._label()):
            yield tr(
                "The layer holds nothing below {written}. Apply selects again from the run, in seconds, without "
                "running the model."
            ).format(written=words.decimal(run.written[self._label()]))
        elif run.kind == BUILDINGS and run.thresholds != run.written:
            yield tr("The map hides whole polygons; Apply traces their outlines at this threshold.")
        elif run.options != run.written_options:
            yield tr("Apply selects again with these options, in seconds.")
        if self._layer is not None and self._layer.isEditable():
            yield tr("The layer is being edited. The threshold only hides features; no edit is lost.")
        if not run.scores_are_kept():
            yield tr("The run's scores are not kept, so the selection cannot be written; run the model again.")

    def _refuse_filter(self, name: str) -> None:
        self._unfiltered = tr(
            "The style of '{layer}' cannot be filtered, so the map does not follow; choose another style, or apply."
        ).format(layer=name)
        self._show_notice()

    def _apply(self) -> None:
        if self._run is not None:
            self.apply_requested.emit(self._run.parameters())


def _kept(layer: QgsVectorLayer) -> Any:
    """The thresholds that were chosen for this layer before; None where it keeps none that can be read."""
    try:
        return json.loads(layer.customProperty(KEPT, ""))
    except (TypeError, ValueError):
        return None
