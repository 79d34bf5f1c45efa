"""One run of a Processing algorithm in the background, watched from the main thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...algorithms.reporting import EventFeedback
from ...bridge.translation import tr


class End(Enum):
    """How a run ended; four different things."""

    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    CRASHED = "crashed"


@dataclass(frozen=True)
class RunResult:
    """How a run ended, what is to be said of it, and the outputs of the algorithm.

    error: the name of the error that a worker or its session gave, or "".
    """

    end: End
    message: str = ""
    outputs: dict[str, Any] = field(default_factory=dict)
    error: str = ""


class AlgorithmRun(QObject):
    """Runs an algorithm as a QGIS task. `finished` comes exactly once, in the main thread, unless it was discarded.

    Keeps the Python references to task, context and feedback that QGIS needs until then; belongs to the application, so
    that they outlive the dock and even the plugin.
    """

    finished = pyqtSignal(object)

    def __init__(self, algorithm_id: str, parameters: dict[str, Any]) -> None:
        super().__init__(QgsApplication.instance())
        self.feedback = EventFeedback()
        self._context = QgsProcessingContext()
        self._context.setProject(QgsProject.instance())
        self._id, self.parameters = algorithm_id, parameters
        self._end: End | None = None
        self._message = ""
        self._error = ""
        self._task: QgsProcessingAlgRunnerTask | None = None
        self._over = False
        self.feedback.ended.connect(self._remember_end)
        self.feedback.failed.connect(self._remember_error)

    def prepare(self) -> str:
        """Have the algorithm read layers and settings as they are now; say why it cannot run, or "".

        What happens to layers, selection and settings before `start` does not matter any more.
        """
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(self._id)
        if algorithm is None:
            return tr("Processing does not know {id}; load the plugin again.").format(id=self._id)
        valid, problem = algorithm.checkParameterValues(self.parameters, self._context)
        if not valid:
            return str(problem)
        task = QgsProcessingAlgRunnerTask(algorithm, self.parameters, self._context, self.feedback)
        if task.isCanceled():
            return self._message or tr("The run could not be prepared.")
        self._task = task
        return ""

    def start(self) -> None:
        """Run the algorithm in another thread, after preparing it in this one if that was not done before."""
        if self._task is None:
            refusal = self.prepare()
            if self._task is None:
                self._finish(RunResult(End.FAILED, refusal))
                return
        self._task.executed.connect(self._executed)
        self._task.taskTerminated.connect(self._terminated)
        QgsApplication.taskManager().addTask(self._task)

    def cancel(self) -> None:
        """Ask the run to end; `finished` comes within about two seconds."""
        self.feedback.cancel()

    def discard(self) -> None:
        """Let go of a run that was not started, and never will be."""
        self._over, self._task = True, None
        self.deleteLater()

    def wait(self, timeout_s: float) -> bool:
        """Block until the background thread is through, for use when QGIS closes; False if it is not in time."""
        if self._over or self._task is None:
            return True
        return bool(self._task.waitForFinished(int(timeout_s * 1000)))

    def layer(self, output: str) -> QgsVectorLayer | None:
        """Take over the layer that the run wrote to `output` (an id, path or URI among its outputs)."""
        layer = QgsProcessingUtils.mapLayerFromString(output, self._context)
        return None if layer is None else self._context.takeResultLayer(layer.id())

    def _remember_end(self, kind: str, message: str, error: str) -> None:
        self._end, self._message, self._error = End(kind), message, error

    def _remember_error(self, message: str) -> None:
        if self._end is None:
            self._message = message

    def _executed(self, successful: bool, outputs: dict[str, Any]) -> None:
        if successful:
            self._finish(RunResult(End.DONE, outputs=outputs))
        elif self._end is not None:
            self._finish(RunResult(self._end, self._message, error=self._error))
        elif self.feedback.isCanceled():
            self._finish(RunResult(End.CANCELLED, self._message or tr("The run was cancelled.")))
        else:
            self._finish(RunResult(End.FAILED, self._message or tr("The run failed.")))

    def _terminated(self) -> None:
        self._executed(False, {})

    def _finish(self, result: RunResult) -> None:
        if not self._over:
            self._over = True
            self.finished.emit(result)
            self.deleteLater()
