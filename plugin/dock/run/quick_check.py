"""The check before a run, in the background: a quick one after each change, a measured one when it is asked for."""

from __future__ import annotations

import json
from typing import Any

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...algorithms.check import MEASURE, REPORT
from ...bridge.translation import tr
from ...engine.contract.check import CheckReport
from ...engine.contract.errors import JobError
from .algorithm_run import AlgorithmRun, End, RunResult
from .request import CHECK

DELAY_MS = 600


class QuickCheck(QObject):
    """Runs `tesela:check`, one at a time; only the answer to the last question is told.

    began: a check is under way; True where it measures. reported: its CheckReport. failed: why there is none.
    """

    began = pyqtSignal(bool)
    reported = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._question: dict[str, Any] | None = None
        self._run: AlgorithmRun | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._question is not None

    def ask(self, parameters: dict[str, Any], measure: bool = False, delay_ms: int = DELAY_MS) -> None:
        """Check these parameters of a run algorithm, unless another question follows within the delay."""
        self.stop()
        self._question = {**parameters, MEASURE: measure}
        self._timer.start(0 if measure else delay_ms)

    def stop(self) -> None:
        """Ask nothing any more."""
        self._timer.stop()
        self._question = None
        if self._run is not None:
            self._run.cancel()

    def dispose(self, timeout_s: float) -> None:
        """End a check that is under way and wait for it."""
        self.stop()
        run, self._run = self._run, None
        if run is not None:
            run.finished.disconnect(self._end)
            run.wait(timeout_s)

    def _begin(self) -> None:
        """Ask, or wait for the end of the last check, which was cancelled."""
        if self._question is None or self._run is not None:
            return
        self.began.emit(bool(self._question[MEASURE]))
        self._run = AlgorithmRun(CHECK, self._question)
        self._run.finished.connect(self._end)
        self._run.start()

    def _end(self, result: RunResult) -> None:
        asked, self._run = self._run, None
        if self._question is None:
            return
        if asked is not None and asked.parameters is not self._question:
            if not self._timer.isActive():
                self._begin()
            return
        self._question = None
        if result.end is End.DONE:
            self._tell(str(result.outputs.get(REPORT, "")))
        else:
            self.failed.emit(result.message)

    def _tell(self, text: str) -> None:
        try:
            report = CheckReport.from_json(json.loads(text))
        except (ValueError, JobError) as error:
            self.failed.emit(tr("The check gave an answer that cannot be read: {reason}").format(reason=error))
            return
        self.reported.emit(report)
