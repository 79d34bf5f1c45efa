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
    Qgis,
    QgsNetworkAccessManager,
    QgsNetworkReplyContent,
    QgsRasterBlock,
    QgsRasterBlockFeedback,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QCoreApplication, QObject, QThread
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtNetwork import QNetworkReply

from ...engine.contract.card import ModelCard
from ...engine.contract.errors import RasterError, RunCancelled
from ...engine.contract.events import IsCancelled
from ...engine.contract.job import Area
from ..translation import tr
from .web_grid import BLOCK_PX, runs
from .web_rasters import FetchPlan, plan_fetch, plan_text

RUN_BLOCKS = 4
TRIES = 2
HOPELESS_RUNS = 5
"""So many requests in a row that failed from the first on: the server is not there."""
COLOUR_BANDS = 4
LAYOUT = ["TILED=YES", f"BLOCKXSIZE={BLOCK_PX}", f"BLOCKYSIZE={BLOCK_PX}", "SPARSE_OK=TRUE", "BIGTIFF=YES"]
COMPRESSION = ["COMPRESS=DEFLATE", "ZLEVEL=3", "NUM_THREADS=2"]
CELLS_TAG, BLANK_TAG, SAID_TAG = "TESELA_CELLS", "TESELA_BLANK_CELLS", "TESELA_SERVER_SAID"
COLOURS = (Qgis.DataType.ARGB32, Qgis.DataType.ARGB32_Premultiplied)
GDAL_TYPES = {
    Qgis.DataType.Byte: gdal.GDT_Byte,
    Qgis.DataType.UInt16: gdal.GDT_UInt16,
    Qgis.DataType.Int16: gdal.GDT_Int16,
    Qgis.DataType.UInt32: gdal.GDT_UInt32,
    Qgis.DataType.Int32: gdal.GDT_Int32,
    Qgis.DataType.Float32: gdal.GDT_Float32,
    Qgis.DataType.Float64: gdal.GDT_Float64,
}

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
            dataset = _create(self.plan, provider, self.path)
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
        dataset = _create(plan, provider, partial)
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
        _check_whole(partial, counts.coloured)
        partial.replace(path)
    except OSError as error:
        raise RasterError(
            tr("{path} cannot be written: {reason}. Check the space and the rights there.").format(
                path=path, reason=error.strerror or error
            )
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def _create(plan: FetchPlan, provider: QgsRasterDataProvider, path: Path) -> gdal.Dataset:
    from osgeo import osr

    grid = plan.grid
    if provider.dataType(1) in COLOURS:
        bands, kind = COLOUR_BANDS, gdal.GDT_Byte
        options = ["PHOTOMETRIC=RGB", "ALPHA=NON-PREMULTIPLIED", "PREDICTOR=2", "INTERLEAVE=PIXEL"]
    else:
        bands, kind = provider.bandCount(), _common_type(plan, provider)
        options = ["INTERLEAVE=PIXEL"]
    dataset = gdal.GetDriverByName("GTiff").Create(
        str(path), grid.cols, grid.rows, bands, kind, [*LAYOUT, *COMPRESSION, *options]
    )
    if dataset is None:
        raise OSError(gdal.GetLastErrorMsg())
    dataset.SetGeoTransform((grid.left, grid.pixel_x, 0.0, grid.top, 0.0, -grid.pixel_y))
    reference = osr.SpatialReference()
    reference.SetFromUserInput(plan.crs)
    dataset.SetProjection(reference.ExportToWkt())
    if provider.dataType(1) not in COLOURS:
        _describe_bands(dataset, provider)
    return dataset


def _common_type(plan: FetchPlan, provider: QgsRasterDataProvider) -> int:
    kinds = {provider.dataType(band) for band in range(1, provider.bandCount() + 1)}
    if len(kinds) != 1 or not kinds <= set(GDAL_TYPES):
        raise RasterError(
            tr("The bands of '{name}' are of kinds that cannot go into one file; save it as a GeoTIFF first.").format(
                name=plan.name
            )
        )
    return GDAL_TYPES[kinds.pop()]


def _describe_bands(dataset: gdal.Dataset, provider: QgsRasterDataProvider) -> None:
    for number in range(1, dataset.RasterCount + 1):
        band = dataset.GetRasterBand(number)
        # QGIS numbers colour interpretations as GDAL does.
        band.SetColorInterpretation(int(provider.colorInterpretation(number)))
        if provider.sourceHasNoDataValue(number):
            band.SetNoDataValue(provider.sourceNoDataValue(number))


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
            pixels, blank = _read(provider, bounds, size, cell_px, feedback)
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


@dataclass(frozen=True)
class _Pixels:
    """What was read: a picture, or a block a band."""

    picture: QImage | None
    blocks: tuple[QgsRasterBlock, ...]

    def write(self, dataset: gdal.Dataset, left: int, top: int) -> None:
        """Write the pixels at a column and row; OSError says why that cannot be."""
        if self.picture is not None:
            width, height = self.picture.width(), self.picture.height()
            data = self.picture.constBits().asstring(self.picture.sizeInBytes())
            failed = dataset.WriteRaster(
                left,
                top,
                width,
                height,
                data,
                buf_pixel_space=COLOUR_BANDS,
                buf_line_space=self.picture.bytesPerLine(),
                buf_band_space=1,
            )
            _refuse(failed)
        for number, block in enumerate(self.blocks, 1):
            band = dataset.GetRasterBand(number)
            _refuse(band.WriteRaster(left, top, block.width(), block.height(), bytes(block.data())))


def _refuse(failed: int) -> None:
    if failed:
        raise OSError(gdal.GetLastErrorMsg())


def _read(
    provider: QgsRasterDataProvider,
    bounds: QgsRectangle,
    size: tuple[int, int],
    cell_px: int,
    feedback: QgsRasterBlockFeedback,
) -> tuple[_Pixels, int]:
    """Read a rectangle; also say how many of its cells hold no pixel at all."""
    width, height = size
    cells = max(1, width // cell_px) * max(1, height // cell_px)
    blocks = [provider.block(band, bounds, width, height, feedback) for band in range(1, provider.bandCount() + 1)]
    if not all(block.isValid() and not block.isEmpty() for block in blocks):
        return _Pixels(None, ()), cells
    if provider.dataType(1) not in COLOURS:
        lost = any(_is_nothing(block) for block in blocks)
        return _Pixels(None, tuple(blocks)), cells if lost else 0
    picture = blocks[0].image().convertToFormat(QImage.Format.Format_RGBA8888)
    return _Pixels(picture, ()), _blank_cells(picture, cell_px)


def _is_nothing(block: QgsRasterBlock) -> bool:
    """Whether a block of values holds no data at all."""
    if not block.hasNoData():
        return False
    bare = QgsRasterBlock(block.dataType(), block.width(), block.height())
    if block.hasNoDataValue():
        bare.setNoDataValue(block.noDataValue())
    bare.setIsNoData()
    return bool(block.data() == bare.data())


def _blank_cells(picture: QImage, cell_px: int) -> int:
    alpha = picture.convertToFormat(QImage.Format.Format_Alpha8)
    blank = 0
    for top in range(0, picture.height(), cell_px):
        for left in range(0, picture.width(), cell_px):
            cell = alpha.copy(left, top, cell_px, cell_px)
            blank += not cell.constBits().asstring(cell.sizeInBytes()).strip(b"\0")
    return blank


def _check_whole(path: Path, written: list[tuple[int, int]]) -> None:
    """Raise OSError where a block that was written is not in the file: GDAL does not tell of a full disk on closing."""
    size = path.stat().st_size
    dataset = gdal.Open(str(path))
    if dataset is None:
        raise OSError(tr("it was cut short, probably because the disk is full"))
    band = dataset.GetRasterBand(1)
    for row, col in written:
        offset = band.GetMetadataItem(f"BLOCK_OFFSET_{col}_{row}", "TIFF")
        length = band.GetMetadataItem(f"BLOCK_SIZE_{col}_{row}", "TIFF")
        if offset is None or int(offset) + int(length or 0) > size:
            raise OSError(tr("it was cut short, probably because the disk is full"))
