"""The result page: a threshold that the map follows, what it costs, what speaks for a find, and how to write it all."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from qgis.core import QgsFeature, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QSignalBlocker, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QHideEvent, QShowEvent
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ...bridge.live.map import LiveMap
from ...bridge.live.score_table import ScoreReader, ScoreTable
from ...bridge.live.threshold import channels
from ...bridge.results.kinds import BUILDINGS, CENTRES, DETECTIONS, LABELS, VALUES, family
from ...bridge.results.layer_notes import chosen_thresholds, keep_chosen_thresholds, keep_written_thresholds, note_run
from ...bridge.runs.folder import run_folder as inner_folder
from ...bridge.translation import tr
from ...engine.contract.card import ModelCard
from ...engine.contract.errors import TeselaError
from ...engine.contract.evidence import BEST_F1, NO_FALSE_POSITIVES, PRECISION, Rule, choose_threshold
from ...engine.contract.job import Selection
from ..explain.bar import ExplainBar
from ..explain.explaining import Explaining
from .form import ResultForm
from .run_selection import OPTION_PARAMETERS, RunSelection
from .selection_scale import STEPS
from .view import ResultView, notices
from .watch import ResultWatch

KINDS = (DETECTIONS, BUILDINGS, LABELS)
REREAD_MS = 500


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
        self.explain = ExplainBar(parent=self)
        self._view = ResultView(self.form)
        self._explaining = Explaining(self.explain, canvas, QgsProject.instance(), self)
        self._live = LiveMap(canvas, self)
        self._reader = ScoreReader(self)
        self._watch = ResultWatch(self)
        self._reread = QTimer(self)
        self._reread.setSingleShot(True)
        self._reread.setInterval(REREAD_MS)
        self._layer: QgsVectorLayer | None = None
        self._run: RunSelection | None = None
        self._tables: dict[str, ScoreTable] = {}
        self._refusal = self._unfiltered = ""
        self._lay_out()
        self._connect()
        self.show_nothing()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.form, 1)
        below = QVBoxLayout()
        below.setContentsMargins(9, 0, 9, 9)
        below.addWidget(self.explain)
        layout.addLayout(below)

    def _connect(self) -> None:
        form = self.form
        form.slider.valueChanged.connect(lambda place: self._choose(place / STEPS))
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
        self._watch.features_changed.connect(self._features_changed)
        self._watch.editing_changed.connect(self._show_notice)
        self._watch.removed.connect(self._removed)

    def show_run(
        self,
        layers: Mapping[str, QgsVectorLayer],
        card: ModelCard,
        run_folder: Path | str | None,
        selection: Selection | None = None,
    ) -> None:
        """Show the layers of a run, by kind: `detections`, `detection_centres`, `buildings`, `labels`, `values`.

        selection: what they were written with; None, and what it leaves open: the card's values. run_folder: where the
        run's scores are kept; without it nothing can be selected again.
        """
        folder = None if run_folder is None else inner_folder(Path(run_folder))
        layers = {family(kind): layer for kind, layer in layers.items()}
        for layer in layers.values():
            note_run(layer, folder)
        kind = next((kind for kind in KINDS if kind in layers), "")
        found = channels(card, kind, layers[kind]) if kind else ()
        if not found:
            self.show_nothing(_why_nothing_is_sifted(layers))
            self._explain_features_of(layers.get(kind or VALUES))
            return
        try:
            run = RunSelection(card, kind, found, folder, selection)
        except TeselaError as error:
            self.show_nothing(str(error))
            return
        layer = layers[kind]
        label = self._label() if self._run is not None and self._run.card.id == card.id else ""
        keep_written_thresholds(layer, run.written)
        run.recall(chosen_thresholds(layer))
        self._let_go_of_layer()
        self._layer, self._run = layer, run
        self._tables, self._refusal, self._unfiltered = {}, "", ""
        followers = [layer, *(layers[other] for other in (CENTRES,) if kind == DETECTIONS and other in layers)]
        self._live.set_layers(followers, found)
        self._watch.watch(layer)
        self._view.show_run(run, layer.source())
        self._name_label(label)
        self._explain_features_of(layer)
        self._show_label()
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
        self._explaining.dispose()
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

    # The layer and its scores

    def _let_go_of_layer(self) -> None:
        self._reader.stop()
        self._reread.stop()
        self._live.forget()
        self._watch.forget()
        self._layer = self._run = None
        self._explain_features_of(None)

    def _removed(self) -> None:
        self.show_nothing(
            tr(
                "The layer of this result was removed or its project closed. Show a run from the page 'History', or "
                "run the model again, to sift its result."
            )
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

    def _name_label(self, label: str) -> None:
        """Name a label in the box, which counts as nobody's choice."""
        place = self.form.label.findData(label)
        if place >= 0:
            with QSignalBlocker(self.form.label):
                self.form.label.setCurrentIndex(place)

    def _take_tables(self, tables: dict[str, ScoreTable]) -> None:
        run, first = self._run, not self._tables
        if run is not None and run.kind == LABELS and first and self.form.label.currentIndex() == 0:
            # The first label by name is often one that no window holds, which would look like an empty result.
            counts = {label: table.count(run.thresholds[label]) for label, table in tables.items()}
            if counts and not counts.get(self._label()):
                self._name_label(max(counts, key=lambda label: counts[label]))
                self._show_label()
        self._tables, self.state = tables, ResultState.RESULT
        self._show_counts()

    def _explain_features_of(self, layer: QgsVectorLayer | None) -> None:
        self.explain.setVisible(layer is not None)
        if layer is None:
            self._explaining.set_layer(None, lambda: None)
            return

        def selected() -> QgsFeature | None:
            chosen = layer.selectedFeatures() if layer.selectedFeatureCount() == 1 else ()
            return next(iter(chosen), None)

        self._explaining.set_layer(layer, selected, self._explained_label)

    def _explained_label(self) -> str | None:
        """Of windows with many labels, the one whose threshold is moved."""
        return self._label() if self._run is not None and self._run.kind == LABELS else None

    # What a person chooses

    def _label(self) -> str:
        return str(self.form.label.currentData())

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
            self._view.show_options(self._run)
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

    def _apply(self) -> None:
        if self._run is not None:
            self.apply_requested.emit(self._run.parameters())

    def _hold(self) -> None:
        self._live.held = True

    def _let_go(self) -> None:
        self._live.held = False
        self._live.settle()

    # What is shown

    def _follow(self, run: RunSelection) -> None:
        """Have everything follow the thresholds, which are kept with the layer and so with the project."""
        if self._layer is not None:
            keep_chosen_thresholds(self._layer, run.thresholds)
        self._show_threshold(run)
        self._live.move(run.thresholds, self._label())

    def _show_label(self) -> None:
        """Show the threshold and the evidence of the chosen label."""
        run, label = self._run, self._label()
        if run is None:
            return
        self._refusal = ""
        self._view.show_label(run, label)
        self._show_threshold(run)
        if run.kind == LABELS and len(run.channels) > 1 and self._tables:
            self._live.move(run.thresholds, label)
        else:
            self._live.choose(run.thresholds, label)

    def _show_threshold(self, run: RunSelection) -> None:
        self._view.show_threshold(run, self._label())
        self._show_counts()
        self._show_notice()

    def _show_counts(self) -> None:
        if self._run is not None:
            self._view.show_counts(self._run, self._label(), self._tables.get(self._label()))

    def _show_cost(self) -> None:
        if self._run is not None:
            self._view.show_cost(self._run, self._label())

    def _show_notice(self) -> None:
        if self._run is None:
            return
        edited = self._layer is not None and self._layer.isEditable()
        own = (text for text in (self._refusal, self._unfiltered) if text)
        self._view.show_notices(self._run, [*own, *notices(self._run, self._label(), edited)])

    def _refuse_filter(self, name: str) -> None:
        self._unfiltered = tr(
            "The style of '{layer}' cannot be filtered, so the map does not follow; choose another style, or apply."
        ).format(layer=name)
        self._show_notice()


def _why_nothing_is_sifted(layers: Mapping[str, QgsVectorLayer]) -> str:
    """What to say of a result without a threshold that could be moved."""
    if CENTRES in layers and DETECTIONS not in layers:
        return tr(
            "Only the centres of these detections are in the project. The threshold is moved on their boxes: show the "
            "run from the page 'History', or run the model again, to get them back."
        )
    return tr(
        "No threshold decides what is in this result: every window or value is kept. They are on the map, "
        "and can be stepped through on the page 'Review'."
    )
