"""Open a raster, find out what it really is, and refuse before the run what a model could not read rightly."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from rasterio.crs import CRS
from rasterio.enums import ColorInterp, MaskFlags
from rasterio.errors import CRSError, RasterioIOError
from rasterio.vrt import WarpedVRT

from ..contract.card import ModelInput
from ..contract.errors import RasterError
from ..contract.job import Reading
from .mosaic import examine_mosaic

GDAL_OPTIONS = {
    "GDAL_CACHEMAX": 128 * 2**20,
    "VRT_NUM_THREADS": "0",
    "GTIFF_POINT_GEO_IGNORE": "FALSE",
    "GDAL_PAM_ENABLED": "YES",
}
PIXEL_COORDINATES = Affine(1, 0, 0, 0, -1, 0)
BLOCKS_WORTH_LISTING = 5
STRIP_BYTES_WORTH_A_WARNING = 256 * 2**20


class Remark(str):
    """A sentence that a person should know before a run, with its topic as contract.check.Finding names topics."""

    topic: str

    def __new__(cls, topic: str, text: str) -> Remark:
        """Return the text; `topic` becomes its attribute."""
        remark = super().__new__(cls, text)
        remark.topic = topic
        return remark


@dataclass(frozen=True)
class RasterSource:
    """A raster that was checked and can be read; every reader opens its own dataset from it.

    transform maps pixel corners to coordinates of `crs`; crs is None for pixel results. bands: 1-based, one a band of
    the model. expand: "paletted" or "one-bit" where stored values stand for others. nodata, alpha_band,
    has_dataset_mask and mask_file are the sources of validity. lost_blocks: (block rows, block columns), True where a
    block is sparse or cut off. covered_px: of a mosaic with gaps, the rectangles that have a source. files: every file
    that the pixels come from.
    """

    path: str
    reading: Reading
    height_px: int
    width_px: int
    transform: Affine
    crs: CRS | None
    bands: tuple[int, ...]
    dtype: str
    nodata: float | None = None
    alpha_band: int | None = None
    has_dataset_mask: bool = False
    mask_file: str | None = None
    expand: str | None = None
    block_shape_px: tuple[int, int] = (1, 1)
    lost_blocks: np.ndarray | None = field(default=None, compare=False)
    covered_px: np.ndarray | None = field(default=None, compare=False)
    files: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def _is_missing_file(path: str) -> bool:
    """Whether `path` is the plain path of a file that does not exist, and no name that only GDAL understands."""
    return Path(path).is_absolute() and not path.startswith("/vsi") and not Path(path).exists()


@contextmanager
def open_dataset(path: str, reading: Reading) -> Iterator[rasterio.DatasetReader | WarpedVRT]:
    """Open a raster for reading under this project's GDAL settings; RasterError names the file and the reason."""
    with rasterio.Env(**GDAL_OPTIONS):
        try:
            dataset = rasterio.open(path)
        except RasterioIOError as error:
            if _is_missing_file(path):
                raise RasterError(f"{path} is not there; bring the file back, or choose the raster again.") from error
            raise RasterError(f"{path} cannot be opened as a raster: {error}. Check that the file is whole.") from error
        with dataset:
            if not (reading.warp and needs_warp(dataset)):
                yield dataset
                return
            with _warped(dataset) as warped:
                yield warped


def needs_warp(dataset: rasterio.DatasetReader) -> bool:
    """Say whether only ground control points or RPCs place the raster."""
    return dataset.transform.is_identity and bool(dataset.gcps[0] or dataset.rpcs)


def _warped(dataset: rasterio.DatasetReader) -> WarpedVRT:
    points, crs = dataset.gcps
    if points:
        return WarpedVRT(dataset, src_crs=crs, crs=crs, add_alpha=True)
    return WarpedVRT(dataset, src_crs=CRS.from_epsg(4326), crs=CRS.from_epsg(4326), add_alpha=True)


def describe_raster(path: str, reading: Reading, wanted: ModelInput) -> RasterSource:
    """Open `path` once and check it against what the model wants; RasterError says what does not fit and the remedy."""
    with open_dataset(path, reading) as dataset:
        warnings: list[str] = []
        mosaic = examine_mosaic(dataset)
        if mosaic.missing:
            raise RasterError(
                f"{path} refers to {mosaic.missing[0]}, which cannot be opened; restore it or repair the mosaic."
            )
        crs, transform = _georeference(path, dataset, reading)
        expand = _expansion(dataset)
        if expand:
            text = f"{path} is a {expand} image; its values are expanded to 8-bit colours before the model."
            warnings.append(Remark("data type", text))
        bands, band_warning = _choose_bands(path, dataset, reading, wanted, expand)
        warnings += band_warning
        dtype = _check_dtype(path, dataset, bands, reading, wanted, expand)
        lost, lost_warning = find_lost_blocks(path, dataset, bands)
        warnings += lost_warning + _layout_warning(path, dataset)
        mask_file = f"{path}.msk"
        has_mask_file = Path(mask_file).is_file()
        alpha = next((i + 1 for i, name in enumerate(dataset.colorinterp) if name == ColorInterp.alpha), None)
        return RasterSource(
            path=path,
            reading=reading,
            height_px=dataset.height,
            width_px=dataset.width,
            transform=transform,
            crs=crs,
            bands=bands,
            dtype=dtype,
            nodata=dataset.nodatavals[bands[0] - 1],
            alpha_band=alpha,
            has_dataset_mask=not has_mask_file and _has_dataset_mask(dataset, bands[0]),
            mask_file=mask_file if has_mask_file else None,
            expand=expand,
            block_shape_px=dataset.block_shapes[bands[0] - 1],
            lost_blocks=lost,
            covered_px=mosaic.covered,
            files=tuple(dict.fromkeys((*dataset.files, *mosaic.sources))),
            warnings=tuple(warnings),
        )


def _georeference(path: str, dataset: rasterio.DatasetReader, reading: Reading) -> tuple[CRS | None, Affine]:
    if needs_warp(dataset):
        how = "ground control points" if dataset.gcps[0] else "RPCs"
        raise RasterError(
            f"{path} is placed only by {how}, so its pixels have no exact coordinates yet; let Tesela warp it on "
            "reading (--warp, or 'Warp rasters placed by control points' in QGIS), or warp it with gdalwarp first."
        )
    transform = dataset.transform
    if transform.is_identity:
        if reading.pixel_results:
            return None, PIXEL_COORDINATES
        raise RasterError(
            f"{path} has no geotransform, so nothing says where its pixels lie, and a coordinate reference system "
            "alone does not place them; georeference it first (with QGIS's Georeferencer, or a world file beside it), "
            "or ask for results in pixel coordinates (--pixel-results, or 'Results in pixel coordinates' in QGIS)."
        )
    if reading.pixel_results and dataset.crs is None:
        return None, transform
    if dataset.crs is not None:
        return dataset.crs, transform
    if reading.crs is None:
        raise RasterError(
            f"{path} has no coordinate reference system and none is assumed; give the right one (--crs EPSG:…, or "
            "'CRS of rasters without one' in QGIS), or ask for results in pixel coordinates (--pixel-results)."
        )
    try:
        return CRS.from_user_input(reading.crs), transform
    except (CRSError, ValueError) as error:
        raise RasterError(
            f"'{reading.crs}' is no coordinate reference system: {error}. Give one such as EPSG:32645."
        ) from error


def _expansion(dataset: rasterio.DatasetReader) -> str | None:
    if dataset.colorinterp[0] == ColorInterp.palette:
        return "paletted"
    if dataset.tags(1, ns="IMAGE_STRUCTURE").get("NBITS") == "1":
        return "one-bit"
    return None


def _choose_bands(
    path: str, dataset: rasterio.DatasetReader, reading: Reading, wanted: ModelInput, expand: str | None
) -> tuple[tuple[int, ...], list[str]]:
    count, needed = dataset.count, len(wanted.bands)
    names = ", ".join(wanted.bands)
    if reading.bands is not None:
        if len(reading.bands) != needed:
            raise RasterError(
                f"The model reads {needed} bands ({names}), but {len(reading.bands)} were named for {path}."
            )
        if max(reading.bands) > count:
            raise RasterError(f"{path} has {count} bands, so there is no band {max(reading.bands)}; name others.")
        return reading.bands, []
    if expand:
        return (1,) * needed, []
    colours = {interp.name: i + 1 for i, interp in reversed(list(enumerate(dataset.colorinterp)))}
    if all(name in colours for name in wanted.bands):
        return tuple(colours[name] for name in wanted.bands), []
    plain = [i + 1 for i, interp in enumerate(dataset.colorinterp) if interp != ColorInterp.alpha]
    if len(plain) == 1:
        text = f"{path} has one band; it stands for {names} alike, so expect weaker results."
        return (plain[0],) * needed, [Remark("bands", text)]
    if len(plain) == needed:
        text = f"{path} does not say which band is which; bands {plain} are read as {names}."
        return tuple(plain), [Remark("bands", text)]
    raise RasterError(
        f"{path} has {len(plain)} bands and does not say which are {names}; name them in that order "
        "(--bands 3,2,1, or 'Bands' in QGIS)."
    )


def _check_dtype(
    path: str,
    dataset: rasterio.DatasetReader,
    bands: tuple[int, ...],
    reading: Reading,
    wanted: ModelInput,
    expand: str | None,
) -> str:
    dtype = "uint8" if expand else str(np.result_type(*(dataset.dtypes[band - 1] for band in bands)))
    if np.issubdtype(np.dtype(dtype), np.complexfloating):
        raise RasterError(f"{path} holds complex numbers ({dtype}); take its amplitude first.")
    if dtype in wanted.dtypes or reading.value_range is not None:
        return dtype
    raise RasterError(
        f"{path} holds {dtype} values, but the model was trained on {' or '.join(wanted.dtypes)}; say which raster "
        "values are its darkest and brightest (--value-range 0,3000, or 'Value range' in QGIS)."
    )


def _has_dataset_mask(dataset: rasterio.DatasetReader, band: int) -> bool:
    flags = dataset.mask_flag_enums[band - 1]
    return MaskFlags.per_dataset in flags and MaskFlags.alpha not in flags


def find_lost_blocks(
    path: str, dataset: rasterio.DatasetReader, bands: tuple[int, ...]
) -> tuple[np.ndarray | None, list[str]]:
    """Find blocks of a GeoTIFF that were never written (sparse) or lie beyond the end of the file (cut off).

    Returns a boolean array of shape (block rows, block columns), or None where every block is there, and warnings.
    """
    if dataset.driver != "GTiff" or isinstance(dataset, WarpedVRT):
        return None, []
    file_bytes = Path(path).stat().st_size if Path(path).is_file() else math.inf
    height, width = dataset.block_shapes[bands[0] - 1]
    shape = (-(-dataset.height // height), -(-dataset.width // width))
    sparse, cut = np.zeros(shape, bool), np.zeros(shape, bool)
    separate = str(dataset.interleaving).lower().endswith("band")
    for band in sorted(set(bands)) if separate else [bands[0]]:
        for row, col in np.ndindex(shape):
            offset = dataset.get_tag_item(f"BLOCK_OFFSET_{col}_{row}", "TIFF", bidx=band)
            if offset is None:
                sparse[row, col] = True
                continue
            length = dataset.get_tag_item(f"BLOCK_SIZE_{col}_{row}", "TIFF", bidx=band)
            cut[row, col] |= int(offset) + int(length or 0) > file_bytes
    warnings: list[str] = []
    if cut.any():
        listed = ", ".join(f"({r}, {c})" for r, c in np.argwhere(cut)[:BLOCKS_WORTH_LISTING])
        text = (
            f"{path} is cut off: {cut.sum()} of {cut.size} blocks are missing (row, column {listed}"
            f"{', …' if cut.sum() > BLOCKS_WORTH_LISTING else ''}); they count as no data. Copy the file again."
        )
        warnings.append(Remark("layout", text))
    lost = sparse | cut
    return (lost if lost.any() else None), warnings


def _layout_warning(path: str, dataset: rasterio.DatasetReader) -> list[str]:
    height, width = dataset.block_shapes[0]
    strip_bytes = height * width * np.dtype(dataset.dtypes[0]).itemsize * dataset.count
    if strip_bytes <= STRIP_BYTES_WORTH_A_WARNING:
        return []
    text = (
        f"{path} is stored in blocks of {width} x {height} pixels, so reading it needs {strip_bytes // 2**20} MB at "
        "once; convert it to a tiled GeoTIFF for speed (gdal_translate -co TILED=YES)."
    )
    return [Remark("layout", text)]
