"""The runs that were asked for: one works, the others wait; what selects from kept scores waits for neither."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...bridge.runs.history import new_id, now_utc
from ...bridge.translation import tr
from ...engine.contract.events import Event, Found, Progress
from .algorithm_run import AlgorithmRun, End, RunResult
from .request import RunRequest

WAITING, RUNNING, CANCELLING = "waiting", "running", "cancelling"


@dataclass(eq=False)
class QueuedRun:
    """A run in the queue, and how far it is.

    state: WAITING, RUNNING, CANCELLING, or the value of the End that it came to. homeless: the project that it was
    asked for is gone. device, runtime: what really runs the model, "" until it is told.
    """

    request: RunRequest
    run: AlgorithmRun
    id: str = field(default_factory=new_id)
    started: str = field(default_factory=now_utc)
    state: str = WAITING
    percent: float = 0.0
    progress: Progress | None = None
    found: int = 0
    device: str = ""
    runtime: str = ""
    homeless: bool = False
    began_s: float = 0.0

    @property
    def seconds(self) -> float:
        """How long it works already."""
        return time.monotonic() - self.began_s if self.began_s else 0.0


class RunQueue(QObject):
    """Works off runs one after the other; belongs to the application, so closing the dock does not touch it.

    A selection from kept scores takes seconds, so selections have a lane of their own beside the runs.

    changed: a run was added, began, is being cancelled, ended, or was removed. progressed: a run got further. seen: the
    worker said something (an event). told: a line for the log. finished: a run with its RunResult, exactly once.
    """

    changed = pyqtSignal()
    progressed = pyqtSignal(object)
    seen = pyqtSignal(object, object)
    told = pyqtSignal(object, str)
    finished = pyqtSignal(object, object)

    def __init__(self) -> None:
        super().__init__(QgsApplication.instance())
        self._entries: list[QueuedRun] = []
        self._project = QgsProject.instance()
        self._project.cleared.connect(self._let_go_of_the_project)

    @property
    def entries(self) -> tuple[QueuedRun, ...]:
        """The runs that work or wait, in the order in which they were asked for."""
        return tuple(self._entries)

    @property
    def current(self) -> QueuedRun | None:
        """The run that works; where there is none, the selection that does."""
        return self._at_work(False) or self._at_work(True)

    @property
    def is_selecting(self) -> bool:
        """Whether a selection works or waits."""
        return any(entry.request.is_selection for entry in self._entries)

    def add(self, request: RunRequest) -> QueuedRun:
        """Take a run as layers and settings are now, and start it when its turn comes; a refused one ends at once."""
        run = AlgorithmRun(request.algorithm, request.parameters)
        entry = QueuedRun(request, run)
        run.feedback.told.connect(lambda text: self.told.emit(entry, text))
        refusal = run.prepare()
        if refusal:
            run.discard()
            entry.state = End.FAILED.value
            self.finished.emit(entry, RunResult(End.FAILED, refusal))
            return entry
        run.feedback.progressChanged.connect(lambda percent: self._progress(entry, percent))
        run.feedback.event.connect(lambda event: self._take(entry, event))
        run.finished.connect(lambda result: self._end(entry, result))
        self._entries.append(entry)
        self._start_next(request.is_selection)
        self.changed.emit()
        return entry

    def cancel(self, entry: QueuedRun | None = None) -> None:
        """End a run (the one that works, unless another is named); one that waits is taken out of the queue."""
        entry = entry or self.current
        if entry is None or entry not in self._entries:
            return
        if entry.state == WAITING:
            self._entries.remove(entry)
            entry.run.discard()
        elif entry.state == RUNNING:
            entry.state = CANCELLING
            entry.run.cancel()
        self.changed.emit()

    def dispose(self, timeout_s: float) -> None:
        """Drop what waits, end what works, and wait for it; call it before the plugin goes."""
        self._project.cleared.disconnect(self._let_go_of_the_project)
        self.blockSignals(True)
        entries, self._entries = self._entries, []
        working = [entry for entry in entries if entry.state != WAITING]
        for entry in entries:
            if entry.state == WAITING:
                entry.run.discard()
            else:
                entry.run.finished.disconnect()
                entry.run.cancel()
        for entry in working:
            entry.run.wait(timeout_s)
        self.deleteLater()

    def _at_work(self, selection: bool) -> QueuedRun | None:
        working = (entry for entry in self._entries if entry.state != WAITING)
        return next((entry for entry in working if entry.request.is_selection == selection), None)

    def _start_next(self, selection: bool) -> None:
        if self._at_work(selection) is not None:
            return
        for entry in self._entries:
            if entry.state == WAITING and entry.request.is_selection == selection:
                entry.state, entry.began_s, entry.started = RUNNING, time.monotonic(), now_utc()
                entry.run.start()
                return

    def _progress(self, entry: QueuedRun, percent: float) -> None:
        entry.percent = percent
        self.progressed.emit(entry)

    def _take(self, entry: QueuedRun, event: Event) -> None:
        if isinstance(event, Found):
            entry.found = event.count
        elif isinstance(event, Progress):
            entry.progress = event
            entry.device, entry.runtime = event.device or entry.device, event.runtime or entry.runtime
        self.seen.emit(entry, event)
        if isinstance(event, (Found, Progress)):
            self.progressed.emit(entry)

    def _end(self, entry: QueuedRun, result: RunResult) -> None:
        if entry in self._entries:
            self._entries.remove(entry)
        entry.state = result.end.value
        if entry.homeless and result.end is End.DONE:
            text = tr("The project was closed during the run, so its layers were not loaded.")
            result = RunResult(End.CANCELLED, text, result.outputs)
        # What comes of this run is shown before the next one begins.
        self.finished.emit(entry, result)
        if not sip.isdeleted(self):
            self._start_next(entry.request.is_selection)
            self.changed.emit()

    def _let_go_of_the_project(self) -> None:
        for entry in self.entries:
            entry.homeless = True
            self.cancel(entry)
