"""The pixels of a web layer, as its provider gives them and as they lie in a GeoTIFF for the worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal, osr
from qgis.core import Qgis, QgsRasterBlock, QgsRasterBlockFeedback, QgsRasterDataProvider, QgsRectangle
from qgis.PyQt.QtGui import QImage

from ...engine.contract.errors import RasterError
from ..translation import tr
from .web_grid import BLOCK_PX
from .web_rasters import FetchPlan

COLOUR_BANDS = 4
LAYOUT = ["TILED=YES", f"BLOCKXSIZE={BLOCK_PX}", f"BLOCKYSIZE={BLOCK_PX}", "SPARSE_OK=TRUE", "BIGTIFF=YES"]
COMPRESSION = ["COMPRESS=DEFLATE", "ZLEVEL=3", "NUM_THREADS=2"]
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


def create_file(plan: FetchPlan, provider: QgsRasterDataProvider, path: Path) -> gdal.Dataset:
    """Make an empty, sparse GeoTIFF of the plan's grid and the provider's bands.

    OSError says why the file cannot be made, RasterError that its bands do not fit into one file.
    """
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


@dataclass(frozen=True)
class Pixels:
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


def read_pixels(
    provider: QgsRasterDataProvider,
    bounds: QgsRectangle,
    size: tuple[int, int],
    cell_px: int,
    feedback: QgsRasterBlockFeedback,
) -> tuple[Pixels, int]:
    """Read a rectangle; also say how many of its cells hold no pixel at all.

    bounds: in the CRS of the provider. size: width and height in pixels. cell_px: side of a cell, a tile or a block.
    """
    width, height = size
    cells = max(1, width // cell_px) * max(1, height // cell_px)
    blocks = [provider.block(band, bounds, width, height, feedback) for band in range(1, provider.bandCount() + 1)]
    if not all(block.isValid() and not block.isEmpty() for block in blocks):
        return Pixels(None, ()), cells
    if provider.dataType(1) not in COLOURS:
        lost = any(_is_nothing(block) for block in blocks)
        return Pixels(None, tuple(blocks)), cells if lost else 0
    picture = blocks[0].image().convertToFormat(QImage.Format.Format_RGBA8888)
    return Pixels(picture, ()), _blank_cells(picture, cell_px)


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


def check_whole(path: Path, written: list[tuple[int, int]]) -> None:
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
