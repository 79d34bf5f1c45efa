"""The worker's events, told to the person through a Processing feedback."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import pyqtSignal

from ..bridge.quantities import duration
from ..bridge.translation import tr
from ..bridge.worker.session import WorkerFailed
from ..engine.contract.errors import RunCancelled, TeselaError, WorkerCrashed
from ..engine.contract.events import Done, Event, Found, Note, Progress, Warning

FETCH = "fetch"
STAGE_SHARES = {"load": (0.0, 0.02), "score": (0.02, 0.9), "select": (0.9, 1.0)}


class EventFeedback(QgsProcessingFeedback):
    """A feedback that also hands on the worker's events and how it ended; the signals reach the main thread.

    ended: how, what is to be said of it, and the name of the error.
    """

    event = pyqtSignal(object)
    ended = pyqtSignal(str, str, str)
    told = pyqtSignal(str)
    failed = pyqtSignal(str)

    def pushInfo(self, info: str) -> None:
        """Take a line for the log."""
        super().pushInfo(info)
        self.told.emit(info)

    def pushWarning(self, warning: str) -> None:
        """Take a warning for the log."""
        super().pushWarning(warning)
        self.told.emit(tr("Warning: {text}").format(text=warning))

    def reportError(self, error: str, fatalError: bool = False) -> None:
        """Take an error for the log."""
        super().reportError(error, fatalError)
        self.told.emit(tr("Error: {text}").format(text=error))
        self.failed.emit(error)


class Reporter:
    """Takes the events of one request; its progress fills `share` percent of the feedback's, from `start` on."""

    def __init__(self, feedback: QgsProcessingFeedback, share: float, start: float = 0.0) -> None:
        self._feedback, self._share, self._start = feedback, share, start
        self._stage = ""
        self._found = 0

    def take(self, event: Event) -> None:
        """Report one event."""
        if isinstance(self._feedback, EventFeedback):
            self._feedback.event.emit(event)
        if isinstance(event, Progress):
            self._progress(event)
        elif isinstance(event, Found):
            self._found = event.count
        elif isinstance(event, Note):
            self._feedback.pushInfo(event.message)
        elif isinstance(event, Warning):
            self._feedback.pushWarning(event.message)

    def ended(self, error: TeselaError) -> None:
        """Report how a request that is not done has ended."""
        if isinstance(self._feedback, EventFeedback):
            kind = "cancelled" if isinstance(error, RunCancelled) else "failed"
            kind = "crashed" if isinstance(error, WorkerCrashed) else kind
            name = error.kind if isinstance(error, WorkerFailed) else type(error).__name__
            self._feedback.ended.emit(kind, str(error), name)

    def _progress(self, event: Progress) -> None:
        start, end = STAGE_SHARES.get(event.stage, (0.0, 1.0))
        part = event.done / event.total if event.total else 0.0
        self._feedback.setProgress(self._start + self._share * (start + (end - start) * part))
        self._feedback.setProgressText(progress_text(event, self._found))


def progress_text(event: Progress, found: int) -> str:
    """One line that says what goes on, how fast, how long still, and how much was found so far."""
    if event.stage == "load":
        return tr("Loading the model")
    if event.stage == "select":
        return tr("Selecting features: {done} of {total}").format(done=event.done, total=event.total)
    if event.stage == FETCH:
        return tr("Fetching: {done} of {total} pieces").format(done=event.done, total=event.total)
    if event.stage != "score":
        return tr("Step {done} of {total}").format(done=event.done, total=event.total)
    parts = [tr("Window {done} of {total}").format(done=event.done, total=event.total)]
    if event.megapixels_per_s is not None:
        parts.append(tr("{speed:.2f} megapixels a second").format(speed=event.megapixels_per_s))
    if event.seconds_left is not None:
        parts.append(tr("{time} left").format(time=duration(event.seconds_left)))
    if found:
        parts.append(tr("{count} candidates").format(count=found))
    return ", ".join(parts)


def summary(done: Done) -> Iterator[str]:
    """Lines that tell what a finished request did."""
    windows = done.windows
    if "unreadable" in windows:
        yield tr(
            "Photographs: {total} in all, {scored} classified, {missing} missing, {unreadable} unreadable, {without} "
            "without a path"
        ).format(
            total=windows.get("total", 0),
            scored=windows.get("scored", 0),
            missing=windows.get("missing", 0),
            unreadable=windows["unreadable"],
            without=windows.get("without_path", 0),
        )
    elif windows:
        yield tr(
            "Windows: {total} in all, {scored} scored, {empty} without data, {outside} outside the area, "
            "{failed} failed"
        ).format(
            total=windows.get("total", 0),
            scored=windows.get("scored", 0),
            empty=windows.get("without_data", 0),
            outside=windows.get("outside_area", 0),
            failed=windows.get("failed", 0),
        )
    speed = tr(", {speed:.2f} megapixels a second").format(speed=done.megapixels_per_s) if done.megapixels_per_s else ""
    yield tr("Took {time}{speed}").format(time=duration(done.seconds), speed=speed)
    if done.device:
        yield tr("Ran on: {device} ({runtime})").format(device=done.device, runtime=done.runtime)
