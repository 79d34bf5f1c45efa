"""What stands between the values of an algorithm and its job: the worker's Python, the rasters, and those to fetch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapLayer,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsRasterBlockFeedback,
)
from qgis.PyQt.QtCore import Qt

from ..bridge.inputs.rasters import Source, layer_source
from ..bridge.inputs.web_fetch import EmptyFetch, Fetch
from ..bridge.inputs.web_rasters import is_fetched
from ..bridge.worker.environment import WorkerPython
from ..engine.contract.check import NOTE, CheckReport, Finding
from ..engine.contract.events import Progress
from . import parameters as p
from .mapping import card_of, model_from
from .reporting import FETCH, Reporter
from .values import Values

JobType = TypeVar("JobType")
UNKNOWN_YET = ("no data", "time", "layout")
MakeJob = Callable[[Sequence[Source], QgsCoordinateReferenceSystem, Path], JobType]
"""From the rasters, the CRS of an extent that names none, and the output folder to the job."""


@dataclass(frozen=True)
class Prepared(Generic[JobType]):
    """What the main thread made ready for the run: the worker's Python, the job, and the rasters that it names."""

    python: WorkerPython
    job: JobType
    sources: tuple[Source, ...] = ()

    @property
    def fetches(self) -> tuple[Fetch, ...]:
        """The rasters that have to be fetched before the worker can open them."""
        return tuple(source.fetch for source in self.sources if source.fetch is not None)


def read_sources(
    values: Values, layers: Sequence[QgsMapLayer], output: Path
) -> tuple[list[Source], QgsCoordinateReferenceSystem]:
    """The layers as the worker opens them, and the CRS of the first one; a TeselaError says what is wrong with one.

    output: the folder of the run, which takes what has to be fetched.
    """
    fallback_crs = layers[0].crs() if layers else QgsCoordinateReferenceSystem()
    return [_source(values, layer, fallback_crs, output) for layer in layers], fallback_crs


def _source(values: Values, layer: QgsMapLayer, fallback_crs: QgsCoordinateReferenceSystem, output: Path) -> Source:
    if not is_fetched(layer):
        return layer_source(layer)
    card = card_of(model_from(values))
    fetch = Fetch.of_layer(layer, card, values.area(fallback_crs), values.integer(p.WINDOW), output)
    return Source(str(fetch.path), None, (fetch.note,), fetch)


def stand_ins(sources: Sequence[Source]) -> list[Source]:
    """The sources with an empty raster for each that is not fetched yet, as large and fine as the real one."""
    folder = Path(QgsProcessingUtils.generateTempFilename("tesela"))
    return [source if source.fetch is None else _stand_in(source, source.fetch, folder) for source in sources]


def _stand_in(source: Source, fetch: Fetch, folder: Path) -> Source:
    if fetch.path.is_file():
        return source
    placed = fetch.placed_in(folder)
    return replace(source, path=str(placed.path), fetch=placed)


def fetch_rasters(fetches: Sequence[Fetch], feedback: QgsProcessingFeedback, share: float) -> None:
    """Fetch what is not there yet, which fills `share` percent of the feedback's progress.

    A TeselaError says why a raster cannot be fetched, RunCancelled that the run was cancelled.
    """
    reporter = Reporter(feedback, share)
    asked = QgsRasterBlockFeedback()
    # Direct: this thread waits for the server and takes no message meanwhile.
    feedback.canceled.connect(asked.cancel, Qt.ConnectionType.DirectConnection)
    total = sum(len(fetch.plan.blocks) for fetch in fetches)
    before = 0
    for fetch in fetches:

        def tell(done: int, _total: int, before: int = before) -> None:
            reporter.take(Progress(FETCH, before + done, total))

        warning = fetch.run(tell, feedback.isCanceled, asked)
        if warning:
            feedback.pushWarning(warning)
        before += len(fetch.plan.blocks)


def with_fetches(report: CheckReport, sources: Sequence[Source]) -> CheckReport:
    """The report on empty stand-ins with what would be fetched, and without what is only true of an empty raster."""
    fetched = {source.path: source for source in sources if isinstance(source.fetch, EmptyFetch)}
    kept = tuple(one for one in report.findings if one.raster not in fetched or one.topic not in UNKNOWN_YET)
    notes = tuple(Finding(NOTE, "layout", note, raster=path) for path in fetched for note in fetched[path].notes)
    return replace(report, findings=kept + notes) if fetched else report
