"""The comparison of two runs in the background, and its layer in the project."""

from __future__ import annotations

from qgis.core import QgsProcessing, QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...algorithms.compare_runs import AFTER, BEFORE, NUMBERS, summary
from ...algorithms.parameters import OUTPUT
from ...bridge.results.kinds import CHANGES
from ...bridge.results.styles import style
from ...bridge.runs.history import RunRecord
from ...bridge.translation import tr
from ..run.algorithm_run import AlgorithmRun, RunResult
from . import words

ALGORITHM = "tesela:compareruns"


class Comparison(QObject):
    """Compares the polygons of two runs; `finished` brings the RunResult, `progress` percents."""

    finished = pyqtSignal(object)
    progress = pyqtSignal(int)

    def __init__(self, before: RunRecord, after: RunRecord, before_source: str, after_source: str) -> None:
        super().__init__()
        self._before, self._after = before, after
        values = {BEFORE: before_source, AFTER: after_source, OUTPUT: QgsProcessing.TEMPORARY_OUTPUT}
        self._run = AlgorithmRun(ALGORITHM, values)
        self._run.feedback.progressChanged.connect(self._tell)
        self._run.finished.connect(self.finished)

    def start(self) -> None:
        """Begin."""
        self._run.start()

    def cancel(self) -> None:
        """Ask the comparison to end; `finished` still comes."""
        self._run.cancel()

    def end(self, timeout_s: float) -> None:
        """Cancel and wait, for use when QGIS closes or the plugin goes."""
        self._run.cancel()
        self._run.wait(timeout_s)

    def add_result(self, result: RunResult, project: QgsProject) -> str:
        """Add the layer of changes on top of the project's layers, styled, and say what changed."""
        layer = self._run.layer(result.outputs[OUTPUT])
        told = summary({kind: int(result.outputs[name]) for kind, name in NUMBERS.items()})
        if layer is None:
            return tr("The layer of the comparison could not be loaded. It found: {changes}").format(changes=told)
        layer.setName(
            tr("Changes: {before} – {after}").format(
                before=words.name_of(self._before), after=words.name_of(self._after)
            )
        )
        style(layer, CHANGES)
        project.addMapLayer(layer, False)
        project.layerTreeRoot().insertLayer(0, layer)
        return told

    def _tell(self, percent: float) -> None:
        self.progress.emit(int(percent))
