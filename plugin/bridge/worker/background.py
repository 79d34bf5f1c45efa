"""Work that would block QGIS, done as a QGIS task; the answer comes back in the main thread."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

from qgis.core import Qgis, QgsApplication, QgsMessageLog, QgsTask
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...engine.contract.errors import RunCancelled, TeselaError
from ...engine.contract.events import IsCancelled
from ..translation import tr

_UNDER_WAY: set[Work] = set()


class Work(QObject):
    """Calls `work(is_cancelled)` in another thread. Exactly one of the signals comes, in the main thread.

    `work` must touch neither widgets nor layers nor the project. It belongs to the application, so that it outlives the
    widget that started it; a widget that is deleted meanwhile is not called any more.
    """

    done = pyqtSignal(object)
    failed = pyqtSignal(Exception)
    cancelled = pyqtSignal()

    def __init__(self, title: str, work: Callable[[IsCancelled], Any]) -> None:
        super().__init__(QgsApplication.instance())
        self._task: _Task | None = _Task(title, work, self._end)

    def start(self) -> Work:
        """Begin, and return this."""
        assert self._task is not None
        _UNDER_WAY.add(self)
        QgsApplication.taskManager().addTask(self._task)
        return self

    def cancel(self) -> None:
        """Ask the work to end."""
        if self._task is not None:
            self._task.cancel()

    def wait(self, timeout_s: float) -> bool:
        """Block until the work is through, for use when QGIS closes; False if it is not in time."""
        return self._task is None or bool(self._task.waitForFinished(int(timeout_s * 1000)))

    def _end(self, answer: Any, error: Exception | None) -> None:
        self._task = None
        _UNDER_WAY.discard(self)
        if isinstance(error, RunCancelled):
            self.cancelled.emit()
        elif error is not None:
            self.failed.emit(error)
        else:
            self.done.emit(answer)
        self.deleteLater()


def end_all(timeout_s: float) -> None:
    """Cancel all work that is under way and wait for its end: for the unloading of the plugin."""
    for work in list(_UNDER_WAY):
        work.cancel()
    for work in list(_UNDER_WAY):
        work.wait(timeout_s)


class _Task(QgsTask):
    def __init__(
        self, title: str, work: Callable[[IsCancelled], Any], end: Callable[[Any, Exception | None], None]
    ) -> None:
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._work, self._end = work, end
        self._answer: Any = None
        self._error: Exception | None = None

    def run(self) -> bool:
        """Called by QGIS in another thread; must not raise."""
        try:
            self._answer = self._work(self.isCanceled)
        except TeselaError as error:
            self._error = error
        except Exception as error:  # noqa: BLE001 (QGIS would end at an exception here; the person is told instead)
            QgsMessageLog.logMessage(traceback.format_exc(), "Tesela", Qgis.MessageLevel.Warning)
            self._error = TeselaError(
                tr("{kind}: {reason}. View > Panels > Log messages > Tesela has the details.").format(
                    kind=type(error).__name__, reason=error
                )
            )
        return self._error is None

    def finished(self, successful: bool) -> None:
        """Called by QGIS in the main thread."""
        if not successful and self._error is None:
            self._error = RunCancelled(tr("This was cancelled."))
        self._end(self._answer, self._error)
