"""Fetch the pixels of a web layer into a GeoTIFF for the worker; what the server fails to give is no data, and said."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from osgeo import gdal
from qgis.core import (
    QgsNetworkAccessManager,
    QgsNetworkReplyContent,
    QgsRasterBlockFeedback,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QCoreApplication, QObject, QThread
from qgis.PyQt.QtNetwork import QNetworkReply

from ...engine.contract.card import ModelCard
from ...engine.contract.errors import RasterError, RunCancelled
from ...engine.contract.events import IsCancelled
from ...engine.contract.job import Area
from ..translation import tr
from .web_grid import BLOCK_PX, runs
from .web_pixels import check_whole, create_file, read_pixels
from .web_rasters import FetchPlan, plan_fetch, plan_text

RUN_BLOCKS = 4
TRIES = 2
HOPELESS_RUNS = 5
"""So many requests in a row that failed from the first on: the server is not there."""
CELLS_TAG, BLANK_TAG, SAID_TAG = "TESELA_CELLS", "TESELA_BLANK_CELLS", "TESELA_SERVER_SAID"
Progress = Callable[[int, int], None]


@dataclass
class _Counts:
    """Cells (tiles, or blocks where there are no tiles) asked for, and those that came without any pixel.

    coloured: blocks without a blank cell, which have to be in the file.
    """

    cells: int = 0
    blank: int = 0
    coloured: list[tuple[int, int]] = field(default_factory=list)


class ServerErrors(QObject):
    """Hears why requests to a host failed. Make it in the main thread, where QGIS tells of all of them."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self._source = source
        self._lock = threading.Lock()
        self._said: Counter[str] = Counter()
        self.is_absent = False
        network = QgsNetworkAccessManager.instance()
        network.finished[QgsNetworkReplyContent].connect(self._hear)

    def _hear(self, reply: QgsNetworkReplyContent) -> None:
        error, url = reply.error(), reply.request().url()
        host = url.host()
        unwanted = (QNetworkReply.NetworkError.NoError, QNetworkReply.NetworkError.OperationCanceledError)
        if error in unwanted or not host or host not in self._source:
            return
        # Without what follows the question mark, where keys are.
        text = reply.errorString().replace(url.query(), "…") if url.query() else reply.errorString()
        with self._lock:
            self._said[text.replace(url.path(), "…")] += 1
            self.is_absent |= error != QNetworkReply.NetworkError.ContentNotFoundError

    @property
    def most_said(self) -> str:
        """The error that came most often, or ""."""
        if QThread.currentThread() == QCoreApplication.instance().thread():
            QCoreApplication.processEvents()
        with self._lock:
            return self._said.most_common(1)[0][0] if self._said else ""


class Fetch:
    """A layer on its way to the worker: made in the main thread, run in another."""

    def __init__(self, plan: FetchPlan, provider: QgsRasterDataProvider, errors: ServerErrors, path: Path) -> None:
        self.plan, self.path = plan, path
        self._provider: QgsRasterDataProvider | None = provider
        self._errors = errors

    @classmethod
    def of_layer(
        cls, layer: QgsRasterLayer, card: ModelCard, area: Area | None, window_px: int | None, output: Path
    ) -> Fetch:
        """Plan and prepare it; a TeselaError says why it is refused and what to do. Nothing is fetched yet."""
        plan = plan_fetch(layer, card, area, window_px)
        provider = layer.dataProvider().clone()
        if provider is None or not provider.isValid():
            raise RasterError(
                tr("'{name}' cannot be read apart from its layer; save it as a GeoTIFF, and run on that.").format(
                    name=layer.name()
                )
            )
        return cls(plan, provider, ServerErrors(layer.source()), plan.path(output))

    def placed_in(self, folder: Path) -> Fetch:
        """The same in another folder, as an empty raster instead of the pixels."""
        assert self._provider is not None
        return EmptyFetch(self.plan, self._provider, self._errors, self.plan.path(folder))

    @property
    def note(self) -> str:
        """What a person should know before it begins."""
        if self.path.is_file():
            return tr("'{name}' was fetched before for this run; {path} is used again.").format(
                name=self.plan.name, path=self.path
            )
        return plan_text(self.plan)

    def run(self, progress: Progress, cancelled: IsCancelled, feedback: QgsRasterBlockFeedback) -> str:
        """Fetch what is not there yet and return a warning of what is missing, or "".

        `feedback` has to be cancelled with the run, so that a request under way ends at once. RasterError says why it
        cannot be fetched or written, RunCancelled that it was given up; no half of a file is left.
        """
        provider, self._provider = self._provider, None
        try:
            if not self.path.is_file():
                assert provider is not None
                _write(self.plan, provider, self._errors, self.path, progress, cancelled, feedback)
            return missing_words(self.plan, self.path)
        finally:
            self._errors.deleteLater()


class EmptyFetch(Fetch):
    """Writes a raster of the same grid and bands without any pixel, for a check that fetches nothing."""

    def run(self, progress: Progress, cancelled: IsCancelled, feedback: QgsRasterBlockFeedback) -> str:
        """Write the empty raster; RasterError says why it cannot be written."""
        provider, self._provider = self._provider, None
        self._errors.deleteLater()
        assert provider is not None
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            dataset = create_file(self.plan, provider, self.path)
            del dataset
        except OSError as error:
            raise RasterError(
                tr("{path} cannot be written: {reason}. Check the space and the rights there.").format(
                    path=self.path, reason=error.strerror or error
                )
            ) from error
        return ""


def missing_words(plan: FetchPlan, path: Path) -> str:
    """What is missing in the file and why, or ""."""
    dataset = gdal.Open(str(path))
    if dataset is None:
        raise RasterError(tr("{path} cannot be opened; delete it and run again.").format(path=path))
    blank, cells = int(dataset.GetMetadataItem(BLANK_TAG) or 0), int(dataset.GetMetadataItem(CELLS_TAG) or 0)
    said = dataset.GetMetadataItem(SAID_TAG) or ""
    dataset = None
    if not blank:
        return ""
    if said:
        return tr(
            "{blank} of {cells} tiles of '{name}' came without pixels and count as no data; the server said: {said}. "
            "To fetch them again, use another run folder."
        ).format(blank=blank, cells=cells, name=plan.name, said=said)
    return tr("{blank} of {cells} tiles of '{name}' are empty at their source and count as no data.").format(
        blank=blank, cells=cells, name=plan.name
    )


def _write(
    plan: FetchPlan,
    provider: QgsRasterDataProvider,
    errors: ServerErrors,
    path: Path,
    progress: Progress,
    cancelled: IsCancelled,
    feedback: QgsRasterBlockFeedback,
) -> None:
    partial = path.with_name(f".{path.stem}.{os.getpid()}.partial.tif")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        dataset = create_file(plan, provider, partial)
        counts = _fill(plan, provider, dataset, errors, progress, cancelled, feedback)
        if counts.blank == counts.cells:
            said = errors.most_said or tr("it has nothing there")
            raise RasterError(
                tr("No pixel of '{name}' could be fetched: {said}. Check the network, the layer and the area.").format(
                    name=plan.name, said=said
                )
            )
        dataset.SetMetadataItem(CELLS_TAG, str(counts.cells))
        dataset.SetMetadataItem(BLANK_TAG, str(counts.blank))
        dataset.SetMetadataItem(SAID_TAG, errors.most_said if counts.blank else "")
        dataset.FlushCache()
        del dataset
        check_whole(partial, counts.coloured)
        partial.replace(path)
    except OSError as error:
        raise RasterError(
            tr("{path} cannot be written: {reason}. Check the space and the rights there.").format(
                path=path, reason=error.strerror or error
            )
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def _fill(
    plan: FetchPlan,
    provider: QgsRasterDataProvider,
    dataset: gdal.Dataset,
    errors: ServerErrors,
    progress: Progress,
    cancelled: IsCancelled,
    feedback: QgsRasterBlockFeedback,
) -> _Counts:
    longest = max(1, min(RUN_BLOCKS, provider.stepWidth() // BLOCK_PX)) if plan.tile_px is None else RUN_BLOCKS
    counts, done = _Counts(), 0
    for number, (row, col, blocks) in enumerate(runs(plan.blocks, longest), 1):
        bounds = QgsRectangle(*plan.grid.bounds(row, col, 1, blocks))
        size = (blocks * BLOCK_PX, BLOCK_PX)
        cell_px = plan.tile_px or BLOCK_PX
        for attempt in range(TRIES):
            pixels, blank = read_pixels(provider, bounds, size, cell_px, feedback)
            # A cancelled request comes back empty, too.
            if cancelled():
                raise RunCancelled(
                    tr("Cancelled while '{name}' was fetched; nothing has been run yet.").format(name=plan.name)
                )
            if not blank or attempt + 1 == TRIES:
                break
        cells = max(1, size[0] // cell_px) * max(1, size[1] // cell_px)
        counts.cells, counts.blank = counts.cells + cells, counts.blank + blank
        if blank < cells:
            pixels.write(dataset, col * BLOCK_PX, row * BLOCK_PX)
        if not blank and pixels.picture is not None:
            counts.coloured += [(row, col + i) for i in range(blocks)]
        if number >= HOPELESS_RUNS and counts.blank == counts.cells and errors.most_said and errors.is_absent:
            break
        done += blocks
        progress(done, len(plan.blocks))
    return counts
