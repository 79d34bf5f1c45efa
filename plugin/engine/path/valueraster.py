"""The values of a regression as a raster: one float32 pixel a window step, beside the GeoPackage."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
import shapely
from affine import Affine
from rasterio.errors import RasterioError

from ..contract.card import ModelCard
from ..contract.errors import RunError
from .decoders import ScoredRaster
from .raster import GDAL_OPTIONS
from .scores import Part
from .windows import WindowGrid, windows_from_json

TILE_PX = 256


@dataclass(frozen=True)
class ValueGrid:
    """Pixels of the value raster on the score grid: anchored at its origin, one step of the windows wide and high.

    A pixel stands for its centre, so there is one wherever a centre lies inside the raster: the last row and column may
    reach over the edge, or end before it, by less than half a step. The layer of windows covers the ground to the edge.
    A raster of less than half a step has one pixel, for its middle.
    """

    height_px: int
    width_px: int
    step_px: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the value raster."""
        rows, cols = self.centres_px()
        return len(rows), len(cols)

    def centres_px(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the place on the score grid that each row, and each column, stands for."""
        return _centres(self.height_px, self.step_px), _centres(self.width_px, self.step_px)

    def boxes_px(self, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        """Return the pixels' parts inside the raster as polygons on the score grid."""
        left, top, step = cols * self.step_px, rows * self.step_px, self.step_px
        right, bottom = np.minimum(left + step, self.width_px), np.minimum(top + step, self.height_px)
        return shapely.box(left, top, right, bottom)


def _centres(length_px: int, step_px: int) -> np.ndarray:
    inside = np.arange(step_px / 2, length_px, step_px)
    return inside if len(inside) else np.array([length_px / 2])


def mean_values(grid: ValueGrid, windows: WindowGrid, parts: Iterable[Part]) -> np.ndarray:
    """Return (rows, cols) float32: each pixel is the mean of the windows that cover its centre, NaN where none does.

    A window covers its left and upper edge, not the others, so that windows that tile the ground cover each place once.
    Windows of a single colour do not count: their value means nothing. Sums are kept in double precision, so that a
    pixel that one window covers has that window's very value. Memory: twelve bytes a pixel, and there is one pixel a
    window.
    """
    total, count = np.zeros(grid.shape), np.zeros(grid.shape, np.int32)
    row_centres, col_centres = grid.centres_px()
    boxes = windows.boxes_px()
    for part in parts:
        sound = slice(None) if part.single_colour is None else ~part.single_colour
        left, top, right, bottom = boxes[part.scored[sound]].T
        row, col = np.searchsorted(row_centres, top), np.searchsorted(col_centres, left)
        rows = np.searchsorted(row_centres, bottom) - row
        cols = np.searchsorted(col_centres, right) - col
        values = part.scores[sound, 0].astype(float)
        for down in range(int(rows.max(initial=0))):
            for across in range(int(cols.max(initial=0))):
                reached = (down < rows) & (across < cols)
                place = row[reached] + down, col[reached] + across
                np.add.at(total, place, values[reached])
                np.add.at(count, place, 1)
    return np.divide(total, count, out=np.full(grid.shape, np.nan), where=count > 0).astype(np.float32)


def write_value_rasters(rasters: Sequence[ScoredRaster], results: Path, go_on: Callable[[], None]) -> dict[str, str]:
    """Write the value raster of each raster beside `results` and return the paths by the names that Done.files has.

    results.gpkg gets values.tif (values-0.tif, values-1.tif, … where there are several rasters); any other name is put
    before it, so that results of two runs in one folder keep apart. go_on: raises where the work is to end.
    """
    prefix = "" if results.stem == "results" else f"{results.stem}-"
    files = {}
    for raster in rasters:
        go_on()
        name = "values" if len(rasters) == 1 else f"values-{raster.number}"
        path = results.with_name(f"{prefix}{name}.tif")
        values, transform = values_of(raster, go_on)
        write_values(path, values, transform, raster)
        files[name] = str(path)
    return files


def values_of(raster: ScoredRaster, go_on: Callable[[], None]) -> tuple[np.ndarray, Affine]:
    """Return the value raster (rows, cols) of a scored raster, and its pixel corners to coordinates.

    Where an area was asked for, pixels that do not meet it are NaN; the others are what they are without an area.
    """
    described = raster.description["grid"]
    step_px = max(1, described["window_px"] - described["overlap_px"])
    grid = ValueGrid(described["height_px"], described["width_px"], step_px)
    windows = windows_from_json(raster.description["windows"])
    values = mean_values(grid, windows, _going_on(raster.run.parts_of(raster.number), go_on))
    if raster.area is not None:
        rows, cols = np.nonzero(~np.isnan(values))
        outside = ~shapely.intersects(raster.area, grid.boxes_px(rows, cols))
        values[rows[outside], cols[outside]] = np.nan
    return values, raster.transform @ Affine.scale(step_px)


def _going_on(parts: Iterable[Part], go_on: Callable[[], None]) -> Iterator[Part]:
    for part in parts:
        go_on()
        yield part


def write_values(path: Path, values: np.ndarray, transform: Affine, raster: ScoredRaster) -> None:
    """Write a GeoTIFF under a temporary name, read it back, then rename it; RunError says why it cannot be written."""
    temporary = path.with_name(f".{path.stem}-{os.getpid()}.partial.tif")
    try:
        with rasterio.Env(**GDAL_OPTIONS):
            with rasterio.open(temporary, "w", **_layout(values, transform, raster)) as dataset:
                dataset.write(values, 1)
                _describe(dataset, raster.card)
            with temporary.open("r+b") as stream:
                os.fsync(stream.fileno())
            with rasterio.open(temporary) as dataset:
                if not np.array_equal(dataset.read(1), values, equal_nan=True):
                    raise OSError("it was cut short, probably because the disk is full")
        temporary.replace(path)
    except (OSError, RasterioError) as error:
        raise RunError(
            f"{path} cannot be written: {error}. Check the space and the rights there, and whether another program has "
            "it open, then select again."
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def _layout(values: np.ndarray, transform: Affine, raster: ScoredRaster) -> dict:
    tiles = {"tiled": True, "blockxsize": TILE_PX, "blockysize": TILE_PX} if max(values.shape) > TILE_PX else {}
    return {
        "driver": "GTiff",
        "height": values.shape[0],
        "width": values.shape[1],
        "count": 1,
        "dtype": "float32",
        "nodata": np.nan,
        "crs": raster.crs,
        "transform": transform,
        "compress": "deflate",
        "predictor": 3,
        **tiles,
    }


def _describe(dataset: rasterio.io.DatasetWriter, card: ModelCard) -> None:
    if card.value is not None:
        dataset.set_band_description(1, card.value.name)
        dataset.set_band_unit(1, card.value.unit)
    dataset.update_tags(MODEL=f"{card.id} {card.version}")
