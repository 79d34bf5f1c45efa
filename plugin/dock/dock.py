"""The dock: a form for the Processing algorithms that look at rasters, and what comes of a run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsProject, QgsReferencedRectangle
from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import QTabWidget, QWidget

from ..algorithms import parameters as p
from ..algorithms.reporting import progress_text
from ..bridge import layers
from ..bridge.environment import find_python
from ..bridge.runs import meaning_of_run, run_folder
from ..bridge.settings import configured_python
from ..bridge.translation import tr
from ..engine.contract.card import ModelCard
from ..engine.contract.errors import EnvironmentMissing
from ..engine.contract.events import Event, Found, Progress
from ..engine.contract.job import Selection
from ..engine.contract.places import installed_cards
from .form import DockForm
from .output import RunFolders, destination, new_geopackage
from .result_panel import ResultPanel
from .review_panel import ReviewPanel
from .run import AlgorithmRun, End, RunResult
from .state import BLOCKED, BUSY, State

ALGORITHMS = {
    p.TILE_CLASSIFICATION: "tesela:detect",
    p.SEGMENTATION: "tesela:segment",
    p.MULTI_LABEL: "tesela:label",
    p.REGRESSION: "tesela:regress",
}
LAYERS = {
    p.TILE_CLASSIFICATION: {p.OUTPUT: layers.DETECTIONS, p.CENTRES: layers.CENTRES},
    p.SEGMENTATION: {p.OUTPUT: layers.BUILDINGS},
    p.MULTI_LABEL: {p.OUTPUT: layers.LABELS},
    p.REGRESSION: {p.OUTPUT: layers.VALUES},
}
SELECT = "tesela:select"
WAIT_AT_END_S = 5.0


class TeselaDock(QgsDockWidget):
    """Asks for raster, model, area, threshold and output; runs, cancels, and puts styled layers into the project."""

    def __init__(self, iface: QgisInterface, parent: QWidget | None = None) -> None:
        super().__init__(tr("Tesela"), parent)
        self.setObjectName("TeselaDock")
        self._iface = iface
        self._project = QgsProject.instance()
        self._cards: dict[str, ModelCard] = {}
        self._run: AlgorithmRun | None = None
        self._task = p.TILE_CLASSIFICATION
        self._shown_card: ModelCard | None = None
        self._shown_names = ("", "")
        self._selecting = False
        self._group_name = ""
        self._folders = RunFolders()
        self._folder = ""
        self._homeless = False
        self._shown_default = 0.0
        self.state = State.NO_RASTER
        self._selection: Selection | None = None
        self.form = DockForm(self)
        self.result = ResultPanel(iface.mapCanvas(), self)
        self.review = ReviewPanel(iface, self)
        self.pages = QTabWidget(self)
        self.pages.setDocumentMode(True)
        for page, name in ((self.form, tr("Run")), (self.result, tr("Result")), (self.review, tr("Review"))):
            self.pages.addTab(page, name)
        self.setWidget(self.pages)
        self.form.area.addItem(tr("Whole raster"), "")
        self.form.area.addItem(tr("Visible extent"), "visible")
        self._list_models()
        self._list_outputs()
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        form = self.form
        form.raster.layerChanged.connect(self.refresh)
        form.model.currentIndexChanged.connect(self._show_model)
        form.output.currentIndexChanged.connect(self._show_output)
        form.run.clicked.connect(self.start)
        form.cancel.clicked.connect(self.cancel)
        form.make_environment.clicked.connect(self.start_environment)
        self.result.apply_requested.connect(self.select_again)
        self._project.cleared.connect(self._let_go_of_the_project)
        self._project.readProject.connect(self._list_outputs)
        self._project.projectSaved.connect(self._list_outputs)

    def dispose(self) -> None:
        """End a run that is going on and let go of the project; call it before the dock is deleted."""
        for signal, slot in (
            (self._project.cleared, self._let_go_of_the_project),
            (self._project.readProject, self._list_outputs),
            (self._project.projectSaved, self._list_outputs),
        ):
            signal.disconnect(slot)
        self.result.dispose()
        self.review.dispose()
        if self._run is not None:
            self._run.finished.disconnect(self._end)
            self._run.cancel()
            self._run.wait(WAIT_AT_END_S)
            self._run = None

    def showEvent(self, event: QShowEvent) -> None:
        """Look again for models and environment, which may have come since."""
        super().showEvent(event)
        if self.state not in BUSY:
            self._list_models()
        if self.state in (*BLOCKED, State.READY):
            self.refresh()

    def refresh(self) -> None:
        """Show what stands in the way of a run, or that nothing does."""
        if self.state in BUSY:
            return
        self._show_output()
        self._show(*(self._obstacle() or (State.READY, tr("Ready."))))

    def _obstacle(self) -> tuple[State, str] | None:
        """What stands in the way of a run, and what to do about it."""
        try:
            find_python(configured_python())
        except EnvironmentMissing as error:
            return State.NO_ENVIRONMENT, str(error)
        if not self._cards:
            return State.NO_MODEL, tr("No model is installed; install the plugin again, or add a model package.")
        if self.form.raster.currentLayer() is None:
            return State.NO_RASTER, tr("Add a raster layer to the project to begin.")
        return None

    def start(self) -> None:
        """Run the chosen model on the chosen raster."""
        self.refresh()
        if self.state is not State.READY:
            return
        self._shown_card = self._card()
        self._task = self._shown_card.task
        self._shown_names = (self.form.raster.currentLayer().name(), self.form.model.currentData())
        self._group_name = tr("{raster} – {model}").format(
            raster=self.form.raster.currentLayer().name(), model=self._card().name
        )
        self.form.found.setText("")
        parameters = self.parameters()
        self._folder = parameters[p.RUN_FOLDER]
        self._selection = Selection(thresholds=(parameters[p.THRESHOLD],)) if p.THRESHOLD in parameters else None
        self._begin(ALGORITHMS[self._task], parameters, State.RUNNING, tr("Starting the worker"))

    def select_again(self, selection: dict[str, Any]) -> None:
        """Write the selection that the result page shows, from the scores of its run, as layers of their own."""
        if self.state in BUSY:
            return
        values = dict(selection)
        for output, kind in LAYERS[self._task].items():
            values[output] = destination(self._geopackage_for(*self._shown_names), kind)
        self._selection = self.result.selection()
        self._begin(SELECT, values, State.RUNNING, tr("Selecting again"))

    def start_environment(self) -> None:
        """Make the worker's environment, in the background as well."""
        self._begin("tesela:setup", {}, State.MAKING_ENVIRONMENT, tr("Making the worker's environment"))

    def cancel(self) -> None:
        """End the run; what was finished is kept."""
        if self._run is not None and self.state in BUSY:
            self._show(State.CANCELLING, tr("Cancelling"))
            self._run.cancel()

    def _let_go_of_the_project(self) -> None:
        self._homeless = self._run is not None
        self.cancel()
        self._list_outputs()

    def parameters(self) -> dict[str, Any]:
        """The parameters of the algorithm, as filled in."""
        card = self._card()
        geopackage = self._geopackage()
        values: dict[str, Any] = {
            p.INPUT: [self.form.raster.currentLayer().id()],
            p.MODEL: self.form.model.currentData(),
        }
        for output, kind in LAYERS[card.task].items():
            values[output] = destination(geopackage, kind)
        if self.form.threshold.value() != self._shown_default:
            values[p.THRESHOLD] = self.form.threshold.value()
        if self.form.area.currentData() == "visible":
            canvas = self._iface.mapCanvas()
            values[p.EXTENT] = QgsReferencedRectangle(canvas.extent(), canvas.mapSettings().destinationCrs())
        area = values[p.EXTENT].asWktPolygon() + values[p.EXTENT].crs().authid() if p.EXTENT in values else ""
        values[p.RUN_FOLDER] = self._folders.folder(self.form.raster.currentLayer().source(), values[p.MODEL], area)
        return values

    def _begin(self, algorithm_id: str, parameters: dict[str, Any], state: State, text: str) -> None:
        self.form.log.clear()
        self.form.progress.setValue(0)
        self._show(state, text)
        self._selecting = algorithm_id == SELECT
        run = AlgorithmRun(algorithm_id, parameters)
        run.feedback.progressChanged.connect(self._progress)
        run.feedback.event.connect(self._take)
        run.feedback.told.connect(self.form.log.appendPlainText)
        run.finished.connect(self._end)
        self._run, self._homeless = run, False
        run.start()

    def _progress(self, percent: float) -> None:
        self.form.progress.setValue(int(percent))

    def _take(self, event: Event) -> None:
        if isinstance(event, Found):
            self.form.found.setText(tr("Found: {count}").format(count=event.count))
        elif isinstance(event, Progress) and self.state is State.RUNNING:
            self.form.say(progress_text(event, 0))

    def _end(self, result: RunResult) -> None:
        run, self._run = self._run, None
        assert run is not None
        ends = {End.CANCELLED: State.CANCELLED, End.FAILED: State.FAILED, End.CRASHED: State.CRASHED}
        if result.end is End.FAILED and not self._selecting:
            self._folders.forget(self._folder)
        if result.end in ends:
            self._show(ends[result.end], result.message)
        elif self._homeless:
            self._show(State.CANCELLED, tr("The project was closed during the run, so its layers were not loaded."))
        elif p.OUTPUT in result.outputs:
            self._add_results(run, result.outputs)
        else:
            self.state = State.READY
            self.refresh()
        self._show_output()

    def _add_results(self, run: AlgorithmRun, outputs: dict[str, Any]) -> None:
        loaded = []
        meaning = meaning_of_run(run_folder(Path(self._folder)))
        for output, kind in reversed(LAYERS[self._task].items()):
            layer = run.layer(outputs[output]) if outputs.get(output) else None
            if layer is not None:
                loaded.append(layers.ResultLayer(layer, kind, meaning))
        layers.add_run(self._project, self._group_name, loaded)
        assert self._shown_card is not None
        by_kind = {result.kind: result.layer for result in loaded}
        self.result.show_run(by_kind, self._shown_card, self._folder, self._selection)
        main = by_kind.get(LAYERS[self._task][p.OUTPUT])
        if main is not None:
            self.review.review(main)
        count = int(outputs[p.COUNT])
        self.form.found.setText(tr("Found: {count}").format(count=count))
        self.form.progress.setValue(100)
        if count:
            self._show(State.DONE, tr("Done: the layers are in the group '{group}'.").format(group=self._group_name))
        else:
            self._show(
                State.NOTHING_FOUND,
                tr("Nothing was found above the threshold {threshold:.2f}; a lower one may show more.").format(
                    threshold=self.form.threshold.value()
                ),
            )

    def _show(self, state: State, text: str) -> None:
        self.state = state
        form, busy, obstacle = self.form, state in BUSY, self._obstacle()
        self.result.setEnabled(not busy)
        form.say(text)
        form.make_environment.setVisible(not busy and obstacle is not None and obstacle[0] is State.NO_ENVIRONMENT)
        form.run.setEnabled(not busy and obstacle is None)
        form.cancel.setEnabled(busy and state is not State.CANCELLING)
        for widget in form.questions():
            widget.setEnabled(not busy and (widget is not form.threshold or self._has_threshold()))

    def _has_threshold(self) -> bool:
        """A regression has none: every window gets its value."""
        return bool(self._cards) and bool(self._card().selection.thresholds)

    def _card(self) -> ModelCard:
        return self._cards[self.form.model.currentData()]

    def _list_models(self) -> None:
        chosen = self.form.model.currentData()
        self._cards = {name: card for name, card in installed_cards().items() if card.task in ALGORITHMS}
        self.form.model.blockSignals(True)
        self.form.model.clear()
        for name, card in self._cards.items():
            self.form.model.addItem(card.name, name)
            self.form.model.setItemData(self.form.model.count() - 1, card.summary, Qt.ItemDataRole.ToolTipRole)
        self.form.model.setCurrentIndex(max(self.form.model.findData(chosen), 0 if self._cards else -1))
        self.form.model.blockSignals(False)
        if self.form.model.currentData() != chosen:
            self._show_model()

    def _show_model(self) -> None:
        if not self._cards:
            self.form.summary.setText("")
            return
        card = self._card()
        thresholds = card.selection.thresholds or ()
        default = min((thresholds[i] for i in card.foreground), default=0.0) if thresholds else 0.0
        self.form.threshold.setEnabled(bool(thresholds) and self.state not in BUSY)
        self.form.summary.setText(card.summary)
        self.form.threshold.setClearValue(default)
        self.form.threshold.setValue(default)
        self._shown_default = self.form.threshold.value()
        self._show_output()

    def _list_outputs(self) -> None:
        output = self.form.output
        chosen = output.currentData() if output.findData("geopackage") >= 0 else None
        output.blockSignals(True)
        output.clear()
        if self._project.absolutePath():
            output.addItem(tr("GeoPackage beside the project"), "geopackage")
        output.addItem(tr("Temporary layers"), "temporary")
        output.setCurrentIndex(max(output.findData(chosen), 0))
        output.blockSignals(False)
        self._show_output()

    def _geopackage(self) -> Path | None:
        raster = self.form.raster.currentLayer()
        if raster is None or not self._cards:
            return None
        return self._geopackage_for(raster.name(), self.form.model.currentData())

    def _geopackage_for(self, raster: str, model: str) -> Path | None:
        if self.form.output.currentData() != "geopackage":
            return None
        return new_geopackage(Path(self._project.absolutePath()), raster, model)

    def _show_output(self) -> None:
        geopackage = self._geopackage()
        if geopackage is not None:
            self.form.output_file.setText(geopackage.name)
            self.form.output_file.setToolTip(str(geopackage))
        else:
            unsaved = not self._project.absolutePath()
            self.form.output_file.setText(tr("Save the project to keep results.") if unsaved else "")
            self.form.output_file.setToolTip("")
