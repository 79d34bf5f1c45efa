"""The Run page: asks, checks, queues, shows what goes on, and says how it ended."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsMapLayer, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QSignalBlocker, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QScrollArea, QStackedLayout, QWidget

from ...algorithms import parameters as p
from ...algorithms.reporting import progress_text
from ...bridge.live.sightings import Sightings
from ...bridge.runs import history
from ...bridge.runs.history import KeptRaster, RunRecord
from ...bridge.runs.kept_folders import runs_folder
from ...bridge.runs.kept_values import to_json_values
from ...bridge.settings import configured_python
from ...bridge.translation import tr
from ...bridge.worker.environment import find_python
from ...engine.contract.card import ModelCard
from ...engine.contract.check import ASK, ERROR, WARNING, CheckReport
from ...engine.contract.errors import EnvironmentMissing, TeselaError
from ...engine.contract.events import Event, Seen
from ..models.card_dialog import show_card
from ..models.dialog import ModelsDialog
from ..settings.environment_view import EnvironmentView
from ..settings.options import PAGE as OPTIONS_PAGE
from .again import ask_again, missing_words
from .algorithm_run import End, RunResult
from .form import RunForm
from .options import SCORING
from .outcome import Outcome, can_go_on, outcome_of
from .output import RunFolders, area_key
from .queue import CANCELLING, QueuedRun, RunQueue
from .quick_check import QuickCheck
from .request import ALGORITHMS, AREA_PARAMETERS, RunRequest, layers_of, selection_of
from .state import BLOCKED, State
from .words import end_words

WAIT_AT_END_S = 5.0
READING = (p.BANDS, p.VALUE_RANGE, p.ASSIGNED_CRS, p.PIXEL_RESULTS, p.WARP)
ENDED = (State.DONE, State.NOTHING_FOUND, State.CANCELLED, State.FAILED, State.CRASHED)
ENDS = {End.CANCELLED: State.CANCELLED, End.FAILED: State.FAILED, End.CRASHED: State.CRASHED}


class RunPanel(QWidget):
    """The page where a model is run. It says no more than what the algorithms of the toolbox can do as well.

    ended: the Outcome of each run, when its layers are in the project and it is in the project's history.
    """

    ended = pyqtSignal(object)

    def __init__(self, iface: QgisInterface, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self._project = QgsProject.instance()
        self._folders = RunFolders()
        self._report: CheckReport | None = None
        self._question = ""
        self._check_problem = ""
        self._remedied = False
        self._remedies: dict[str, set[str]] = {}
        self._interrupted: RunRequest | None = None
        self._unfinished: RunRequest | None = None
        self.state = State.NO_RASTER
        self.queue = RunQueue()
        self.check = QuickCheck(self)
        self.sightings = Sightings(iface.mapCanvas(), self)
        self.form = RunForm(iface, self._project, self)
        self.environment = EnvironmentView()
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.form)
        environment = QScrollArea()
        environment.setWidgetResizable(True)
        environment.setFrameShape(QFrame.Shape.NoFrame)
        environment.setWidget(self.environment)
        self._pages.addWidget(environment)
        self.form.model.refresh()
        self._show_model()
        self._connect()
        self._offer(None)
        self.refresh()

    def _connect(self) -> None:
        form = self.form
        form.raster.changed.connect(self._raster_changed)
        form.model.changed.connect(self._show_model)
        form.model.card_requested.connect(self._show_card)
        form.area.changed.connect(self._questions_changed)
        form.output.changed.connect(self._answer_changed)
        form.options.changed.connect(self._questions_changed)
        form.check_view.remedy_chosen.connect(self.apply_remedy)
        form.run.clicked.connect(self.start)
        form.check.clicked.connect(self.check_with_measure)
        form.cancel.clicked.connect(self.cancel)
        form.go_on.clicked.connect(self.go_on)
        form.use_found.clicked.connect(self.use_what_was_found)
        form.queue.remove_requested.connect(self.queue.cancel)
        form.models.clicked.connect(self._show_models)
        form.settings.clicked.connect(self._show_settings)
        self.check.began.connect(self._check_began)
        self.check.reported.connect(self._check_reported)
        self.check.failed.connect(self._check_failed)
        self.queue.changed.connect(self._queue_changed)
        self.queue.progressed.connect(self._show_progress)
        self.queue.seen.connect(self._take)
        self.queue.told.connect(self._log)
        self.queue.finished.connect(self._end)
        self.environment.environment_changed.connect(self.refresh)
        self._project.cleared.connect(self._let_go_of_the_project)

    def dispose(self) -> None:
        """End what goes on and let go of project and map; call it before the page is deleted."""
        self._project.cleared.disconnect(self._let_go_of_the_project)
        self.check.dispose(WAIT_AT_END_S)
        self.queue.dispose(WAIT_AT_END_S)
        self.sightings.dispose()
        self.form.dispose()

    def refresh(self) -> None:
        """Look again for environment and models, and at what stands in the way of a run."""
        with QSignalBlocker(self.form.model):
            before = self.form.model.card
            self.form.model.refresh()
        if self.form.model.card != before:
            self._show_model()
        else:
            self._questions_changed()

    def start(self) -> None:
        """Run the chosen model on the chosen rasters; behind those that were asked for before."""
        if not self._may_run():
            return
        try:
            request = self.request()
        except TeselaError as error:
            self._show(State.FAILED, str(error))
            return
        self._enqueue(request)

    def cancel(self) -> None:
        """End the run that works; what was finished is kept."""
        self.queue.cancel()

    def select_again(self, request: RunRequest, parameters: dict[str, Any]) -> None:
        """Write another selection of a run, from its scores, as layers of their own."""
        self._enqueue(request.with_selection(parameters, *self._outputs_of(request)))

    def go_on(self) -> None:
        """Finish the run that was interrupted."""
        if self._interrupted is not None:
            self._enqueue(self._interrupted.with_outputs(*self._outputs_of(self._interrupted)))

    def use_what_was_found(self) -> None:
        """Write layers of what the run that was interrupted had finished."""
        if self._interrupted is not None:
            self._unfinished = interrupted = self._interrupted
            self._enqueue(interrupted.of_what_was_found(*self._outputs_of(interrupted)))

    def fill(self, record: RunRecord) -> None:
        """Ask again what an earlier run was asked."""
        ask_again(self.form, self._project, record)

    def choose(self, layer: QgsMapLayer | None, model: str) -> None:
        """Choose a raster layer and a model, as a person would."""
        if layer is not None:
            self.form.raster.set_layers([layer])
        self.form.model.choose(model)

    def questions(self) -> dict[str, Any]:
        """The parameters of the run algorithm as filled in, without its outputs."""
        return {
            p.INPUT: [layer.id() for layer in self.form.raster.layers()],
            p.MODEL: self.form.model.id,
            **self.form.area.parameters(),
            **self.form.options.parameters,
        }

    def request(self) -> RunRequest:
        """The run as filled in, with its outputs; RunError where no folder can be made for it."""
        card = self._card()
        values = self.questions()
        rasters = tuple(KeptRaster(layer.name(), layer.source()) for layer in self.form.raster.layers())
        outputs, tables = self._outputs(card, [raster.name for raster in rasters])
        area = {name: values[name] for name in AREA_PARAMETERS if name in values}
        scoring = [(name, values[name]) for name in SCORING if name in values]
        folder = self._folders.folder(
            rasters[0].name,
            values[p.MODEL],
            [raster.source for raster in rasters],
            card.weights.sha256,
            area_key(area, self._project),
            repr(scoring),
        )
        values = {**values, **outputs, p.RUN_FOLDER: folder}
        selection = selection_of(values, card)
        return RunRequest(ALGORITHMS[card.task], values, card, rasters, folder, selection, tables)

    def apply_remedy(self, parameter: str, value: Any) -> None:
        """Change what a remedy of the check names, to `value` or to what a person then chooses."""
        if value == ASK:
            value = self.form.options.ask_crs()
            if value is None:
                return
        self._remedied = True
        if parameter == p.MODEL:
            self.form.model.choose(str(value))
        elif parameter in AREA_PARAMETERS:
            self.form.area.set_parameters({parameter: value} if value else {})
        elif self.form.options.choose(parameter, value):
            self._remedies[parameter] = self._raster_ids()
        else:
            self.form.say(tr("Set the parameter {name} in the toolbox for that.").format(name=parameter))

    def say_runs_go_on(self) -> None:
        """Tell whoever closes the dock during a run, in QGIS's message bar, that the run goes on."""
        if self.queue.current is not None:
            text = tr("{run} goes on without the dock; how it ends is said here. To cancel it, open the dock again.")
            self._push(text.format(run=self.queue.current.request.title), Qgis.MessageLevel.Info)

    def check_with_measure(self) -> None:
        """Check with a few windows really run, so that the time can be told."""
        if self._obstacle() is None:
            self.check.ask(self._checked(), measure=True)

    def _checked(self) -> dict[str, Any]:
        return {**self.questions(), p.RUN_FOLDER: str(runs_folder())}

    def _card(self) -> ModelCard:
        card = self.form.model.card
        assert card is not None
        return card

    def _outputs(self, card: ModelCard, rasters: list[str]) -> tuple[dict[str, Any], tuple[tuple[Path, str], ...]]:
        taken = {table for entry in self.queue.entries for table in entry.request.tables}
        return self.form.output.outputs(layers_of(card), rasters[0] if rasters else card.name, card.id, taken)

    def _outputs_of(self, request: RunRequest) -> tuple[dict[str, Any], tuple[tuple[Path, str], ...]]:
        return self._outputs(request.card, [raster.name for raster in request.rasters])

    def _obstacle(self) -> tuple[State, str] | None:
        """What stands in the way of a run, and what to do about it."""
        form = self.form
        try:
            find_python(configured_python())
        except EnvironmentMissing as error:
            return State.NO_ENVIRONMENT, str(error)
        missing = missing_words(form)
        if missing:
            return State.UNCLEAR, missing
        if form.model.card is None:
            return State.NO_MODEL, tr("No model is installed; install the plugin again, or add a model package.")
        if not form.raster.layers():
            return State.NO_RASTER, form.raster.problem() or tr("Add a raster layer to the project to begin.")
        problem = form.raster.problem() or form.area.problem() or form.options.problem() or form.output.problem()
        return (State.UNCLEAR, problem) if problem else None

    def _refusal(self) -> str:
        """Why the last check forbids the run, or ""."""
        findings = [] if self._report is None else [one for one in self._report.findings if one.severity == ERROR]
        if not findings:
            return ""
        return tr("Not possible as it is: {problem}").format(problem=findings[0].message)

    def _may_run(self) -> bool:
        return self._obstacle() is None and not self._refusal()

    def _raster_ids(self) -> set[str]:
        return {layer.id() for layer in self.form.raster.layers()}

    def _raster_changed(self) -> None:
        """Set back what mended the check of other rasters: their bands, values and CRS are not those of these."""
        now = self._raster_ids()
        past = [name for name, rasters in self._remedies.items() if name in READING and now and not rasters & now]
        with QSignalBlocker(self.form.options):
            for name in past:
                del self._remedies[name]
                self.form.options.set_back(name)
        self._questions_changed()

    def _questions_changed(self) -> None:
        """Where it is another question, what the last check and the last run said holds no more."""
        form = self.form
        form.output.show_names(*self._names())
        blocked = self._obstacle() is not None
        question = "" if blocked else json.dumps(to_json_values(self.questions()), sort_keys=True)
        if question and question == self._question and self.state not in BLOCKED:
            self._enable()
            return
        self._question, self._report, self._check_problem = question, None, ""
        if blocked:
            self.check.stop()
            form.check_view.clear()
        else:
            self.check.ask(self._checked())
        self._answer_changed()

    def _answer_changed(self) -> None:
        """Say how things stand, unless a run is at work and says so itself."""
        obstacle = self._obstacle()
        self._pages.setCurrentIndex(1 if obstacle is not None and obstacle[0] is State.NO_ENVIRONMENT else 0)
        if self.queue.current is None:
            self._show_no_run()
            self._show(*(obstacle or self._verdict()))
        self._enable()

    def _show_no_run(self) -> None:
        """Take away what was said of the last run: it is not about what is asked now."""
        self.form.found.setText("")
        self.form.say_device("")
        self.form.progress.setValue(0)

    def _verdict(self) -> tuple[State, str]:
        """What the check says of the question as it stands."""
        if self._refusal():
            return State.REFUSED, self._refusal()
        if self._report is None:
            if self.check.is_busy:
                return State.CHECKING, tr("Checking")
            return State.READY, self._check_problem or tr("Ready.")
        if self._report.worst == WARNING:
            return State.READY, tr("Ready, but see the warnings of the check.")
        return State.READY, tr("Ready.")

    def _show_model(self) -> None:
        card = self.form.model.card
        if card is not None:
            with QSignalBlocker(self.form.options):
                self.form.options.show_card(card)
        self._questions_changed()

    def _check_began(self, measured: bool) -> None:
        text = tr("Checking, with some windows really run") if measured else tr("Checking")
        self.form.check_view.show_checking(text)

    def _check_reported(self, report: CheckReport) -> None:
        self._report, self._check_problem = report, ""
        self.form.check_view.show_report(report)
        if self.state in ENDED and not self._refusal():
            # A check that a run has overtaken: how the run ended is the news.
            self._enable()
        else:
            self._answer_changed()
        if self._remedied:
            # The options that the remedy has unfolded push the next remedy out of sight.
            self._remedied = False
            QTimer.singleShot(0, self._show_check)

    def _show_check(self) -> None:
        self.form.scroll.ensureWidgetVisible(self.form.check_view)

    def _check_failed(self, message: str) -> None:
        self._check_problem = message
        self.form.check_view.show_failure(message)
        self._answer_changed()

    def _enqueue(self, request: RunRequest) -> None:
        if not request.is_selection:
            self._unfinished = None
        if not request.is_selection or request.is_of_unfinished:
            self._offer(None)
        if self.queue.current is None:
            self.form.log.clear()
            self._show_no_run()
        self.queue.add(request)

    def _queue_changed(self) -> None:
        entry = self.queue.current
        self.form.queue.show_entries(self.queue.entries)
        if entry is not None and entry.state == CANCELLING:
            self._show(State.CANCELLING, tr("Cancelling"))
        elif entry is not None:
            if self.state is not State.RUNNING:
                words = tr("Selecting again") if entry.request.is_selection else tr("Starting the worker")
                self._show(State.RUNNING, words)
            self._show_progress(entry)
        self._enable()

    def _show_progress(self, entry: QueuedRun) -> None:
        if entry is not self.queue.current:
            return
        form = self.form
        form.progress.setValue(int(entry.percent))
        if entry.found:
            form.found.setText(tr("Found: {count}").format(count=entry.found))
        if entry.device:
            words = tr("Runs on {device} with {runtime}") if entry.runtime else tr("Runs on {device}")
            form.say_device(words.format(device=entry.device, runtime=entry.runtime))
        if entry.progress is not None and entry.state != CANCELLING:
            form.say(progress_text(entry.progress, 0))

    def _take(self, entry: QueuedRun, event: Event) -> None:
        if isinstance(event, Seen) and entry.state != CANCELLING:
            self.sightings.take(event)

    def _log(self, entry: QueuedRun, text: str) -> None:
        self.form.log.appendPlainText(text)

    def _end(self, entry: QueuedRun, result: RunResult) -> None:
        """Put the layers of a run into the project and say how it ended; the next one begins after this."""
        request = entry.request
        outcome = outcome_of(self._project, entry, result)
        if not entry.homeless:
            history.record(self._project, outcome.record)
        keeps_parts = can_go_on(request, result)
        if result.end is End.FAILED and not request.is_selection and not keeps_parts:
            self._folders.forget(request.folder)
        if not request.is_selection and not keeps_parts:
            self.sightings.clear()
        self.form.output.show_names(*self._names())
        if self.queue.current is None or not request.is_selection:
            self._show_end(outcome)
        self._offer_after(request, keeps_parts and not entry.homeless)
        self._tell(outcome)
        self.ended.emit(outcome)

    def _show_end(self, outcome: Outcome) -> None:
        form, done = self.form, outcome.result.end is End.DONE
        if done:
            form.found.setText(tr("Found: {count}").format(count=outcome.count))
            form.progress.setValue(100)
            device = outcome.record.device
            form.say_device(tr("Ran on {device}").format(device=device) if device else "")
        found = State.DONE if outcome.count else State.NOTHING_FOUND
        self._show(ENDS.get(outcome.result.end, found), end_words(outcome))
        self._enable()

    def _names(self) -> tuple[str, str, str]:
        """What the output is named after, and the raster's file."""
        layers = self.form.raster.layers()
        return (layers[0].name() if layers else "", self.form.model.id, layers[0].source() if layers else "")

    def _offer(self, request: RunRequest | None) -> None:
        """Offer to go on with a run that was interrupted, or to use what it had found."""
        self._interrupted = request
        self.form.interrupted.setVisible(request is not None)
        if request is None and self.queue.current is None:
            self.sightings.clear()

    def _offer_after(self, request: RunRequest, interrupted: bool) -> None:
        """Offer what makes sense now that this run is over; what was offered of another run before stays."""
        offered = self._interrupted
        if interrupted:
            self._offer(request)
        elif request.is_of_unfinished and offered is None:
            # Who has looked at what an interrupted run had found may want the rest.
            self._offer(self._unfinished)
        elif offered is not None and not request.is_selection and request.folder == offered.folder:
            self._offer(None)

    def _tell(self, outcome: Outcome) -> None:
        """Say it in QGIS's message bar where the page cannot be seen."""
        if self.isVisible() or outcome.result.end is End.CANCELLED:
            return
        level = Qgis.MessageLevel.Success if outcome.result.end is End.DONE else Qgis.MessageLevel.Warning
        text = tr("{run}: {text}").format(run=outcome.request.title, text=end_words(outcome).split("\n", 1)[0])
        self._push(text, level)

    def _push(self, text: str, level: Qgis.MessageLevel) -> None:
        """Show a text in QGIS's message bar, which takes it for HTML."""
        self._iface.messageBar().pushMessage(tr("Tesela"), escape(text, quote=False), level)

    def _show(self, state: State, text: str) -> None:
        self.state = state
        self.form.say(text)

    def _enable(self) -> None:
        form, entry = self.form, self.queue.current
        obstacle, refusal = self._obstacle(), self._refusal()
        form.run.setEnabled(obstacle is None and not refusal)
        form.run.setText(tr("Add to &queue") if entry is not None else tr("&Run"))
        form.run.setStatusTip(obstacle[1] if obstacle else refusal)
        form.check.setEnabled(obstacle is None and entry is None)
        form.cancel.setEnabled(entry is not None and entry.state != CANCELLING)

    def _show_card(self) -> None:
        card = self.form.model.card
        if card is not None:
            show_card(card, self)

    def _show_models(self) -> None:
        dialog = ModelsDialog(self)
        dialog.models_changed.connect(self.refresh)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_settings(self) -> None:
        self._iface.showOptionsDialog(self, OPTIONS_PAGE)

    def _let_go_of_the_project(self) -> None:
        self._unfinished = None
        self._offer(None)
        self.sightings.clear()
