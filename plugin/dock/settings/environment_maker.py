"""Makes the worker's environment in the background, once at a time, whoever asks for it and however often.

What it does outlives the page that started it: a page that is opened later shows the same progress and the same log.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...algorithms.setup import REPAIR
from ...bridge.translation import tr
from ...engine.contract.places import data_folder
from ..run.algorithm_run import AlgorithmRun, End, RunResult

SETUP = "tesela:setup"
LOG_FILE = "environment.log"
WAIT_AT_END_S = 5.0


class EnvironmentMaker(QObject):
    """Starts `tesela:setup` and keeps what it says. `changed` comes at its start, with each step, and at its end."""

    changed = pyqtSignal()
    told = pyqtSignal(str)
    ended = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: AlgorithmRun | None = None
        self.lines: list[str] = []
        self.percent = 0
        self.result: RunResult | None = None

    @property
    def is_busy(self) -> bool:
        """Whether the environment is being made by this QGIS."""
        return self._run is not None

    @property
    def is_cancelling(self) -> bool:
        """Whether it was asked to end."""
        return self._run is not None and self._run.feedback.isCanceled()

    def start(self, repair: bool = False) -> None:
        """Make the environment, or repair it; nothing happens while that is being done already."""
        if self.is_busy:
            return
        self.lines, self.percent, self.result = [], 0, None
        run = AlgorithmRun(SETUP, {REPAIR: repair})
        run.feedback.progressChanged.connect(self._progress)
        run.feedback.told.connect(self._tell)
        run.finished.connect(self._end)
        self._run = run
        self.changed.emit()
        run.start()

    def cancel(self) -> None:
        """Ask it to end; what is half-made is noticed and made again the next time."""
        if self._run is not None:
            self._run.cancel()
            self.changed.emit()

    def dispose(self) -> None:
        """Cancel and wait for the end, for when the plugin is unloaded."""
        if self._run is not None:
            run, self._run = self._run, None
            run.finished.disconnect(self._end)
            run.cancel()
            run.wait(WAIT_AT_END_S)

    def _progress(self, percent: float) -> None:
        self.percent = int(percent)
        self.changed.emit()

    def _tell(self, line: str) -> None:
        self.lines.append(line)
        self.told.emit(line)

    def _end(self, result: RunResult) -> None:
        self._run, self.result = None, result
        if result.end is End.DONE:
            self.percent = 100
        elif not any(result.message in line for line in self.lines[-3:]):
            self._tell(result.message)
        self._write_log()
        self.changed.emit()
        self.ended.emit(result)

    def _write_log(self) -> None:
        """Keep the log for later; that it cannot be kept is no reason to fail."""
        with contextlib.suppress(OSError):
            log_file().parent.mkdir(parents=True, exist_ok=True)
            log_file().write_text("\n".join(self.lines) + "\n", encoding="utf-8")


def log_file() -> Path:
    """Where the log of the last making is kept."""
    return data_folder() / "logs" / LOG_FILE


def end_text(result: RunResult) -> str:
    """How the making ended, for a person."""
    if result.end is End.DONE:
        return tr("The worker's environment is ready.")
    return result.message


_MAKER: list[Any] = []


def environment_maker() -> EnvironmentMaker:
    """The one maker of this QGIS."""
    if not _MAKER or sip.isdeleted(_MAKER[0]):
        _MAKER[:] = [EnvironmentMaker(QgsApplication.instance())]
    return _MAKER[0]


def dispose_maker() -> None:
    """End the maker's work and take it away."""
    for maker in _MAKER:
        if not sip.isdeleted(maker):
            maker.dispose()
            maker.deleteLater()
    _MAKER.clear()
