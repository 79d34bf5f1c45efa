"""Heat as a raster: the maps of overlapping windows blended on the score grid, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import rasterio
from rasterio.errors import RasterioError
from rasterio.windows import Window as RasterWindow

from ..contract.errors import RunError
from ..path.blend import BLOCK_COLS_PX, BLOCK_ROWS_PX, TILE_PX, fade, stretch_to
from ..path.raster import GDAL_OPTIONS
from ..path.scoregrid import ScoreGrid
from ..path.windows import WindowGrid
from .fields import Places, enlarge

Tick = Callable[[], None]


@dataclass
class Maps:
    """Explained windows: their numbers in the window grid, their maps, and where they have data (None: everywhere)."""

    indices: list[int] = field(default_factory=list)
    cells: list[np.ndarray] = field(default_factory=list)
    valid: list[np.ndarray | None] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.indices)

    def add(self, index: int, cells: np.ndarray, valid: np.ndarray) -> None:
        """Take the map (rows, cols) of a window whose pixels are valid (window_px, window_px)."""
        self.indices.append(index)
        self.cells.append(cells)
        self.valid.append(None if valid.all() else np.packbits(valid, axis=1))

    def valid_of(self, number: int, window_px: int) -> np.ndarray:
        """Return where the window has data, (window_px, window_px)."""
        packed = self.valid[number]
        if packed is None:
            return np.ones((window_px, window_px), bool)
        return np.unpackbits(packed, axis=1, count=window_px).astype(bool)

    def maximum(self, signs: tuple[int, ...]) -> float:
        """Return the highest cell of all maps, of the signs that are shown; 0 where none speaks for the label."""
        return max((float((sign * cells).max()) for cells in self.cells for sign in signs), default=0.0)


@dataclass(frozen=True)
class Band:
    """A band of the heat raster: +1 for what speaks for the label, -1 for what speaks against it, and its name."""

    sign: int
    name: str


@dataclass(frozen=True)
class HeatRaster:
    """What is written: the grid with its windows, where the cells of a map lie, the bands, and tags about them."""

    grid: ScoreGrid
    windows: WindowGrid
    places: Places
    bands: tuple[Band, ...]
    tags: dict[str, str]


def write_heat(path: Path, heat: HeatRaster, maps: Maps, tick: Tick) -> float:
    """Write heat between 0 and 1 as float32, NaN where nothing was explained; return what 1 stands for.

    Every value is divided by the highest cell of all windows and bands, so that values compare between windows. Windows
    fade into each other over their overlap as scores do. tick: called between blocks; it ends the work by raising.
    """
    maximum = max(0.0, maps.maximum(tuple(band.sign for band in heat.bands)))
    temporary = path.with_name(f".{path.stem}.partial.tif")
    with telling_why(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            written = _write_blocks(temporary, heat, maps, maximum or 1.0, tick)
            _read_back(temporary, written)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    return maximum


def _write_blocks(path: Path, heat: HeatRaster, maps: Maps, maximum: float, tick: Tick) -> list[RasterWindow]:
    grid, written = heat.grid, []
    boxes = heat.windows.boxes_px(np.array(maps.indices, np.int64))
    with rasterio.Env(**GDAL_OPTIONS), rasterio.open(path, "w", **_layout(heat)) as dataset:
        dataset.update_tags(**heat.tags, HEAT_MAXIMUM=f"{maximum:.6g}")
        for number, band in enumerate(heat.bands, 1):
            dataset.set_band_description(number, band.name)
        for top in range(0, grid.height_px, BLOCK_ROWS_PX):
            for left in range(0, grid.width_px, BLOCK_COLS_PX):
                tick()
                bottom, right = min(top + BLOCK_ROWS_PX, grid.height_px), min(left + BLOCK_COLS_PX, grid.width_px)
                meets = (boxes[:, 0] < right) & (boxes[:, 2] > left) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top)
                if meets.any():
                    block = RasterWindow(left, top, right - left, bottom - top)
                    dataset.write(_blend(heat, maps, np.flatnonzero(meets), block, maximum), window=block)
                    written.append(block)
    return written


def _layout(heat: HeatRaster) -> dict:
    grid = heat.grid
    return {
        "driver": "GTiff",
        "height": grid.height_px,
        "width": grid.width_px,
        "count": len(heat.bands),
        "dtype": "float32",
        "nodata": float("nan"),
        "crs": grid.source.crs,
        "transform": grid.transform,
        "tiled": True,
        "blockxsize": TILE_PX,
        "blockysize": TILE_PX,
        "compress": "deflate",
        "zlevel": 1,
        "predictor": 3,
        "bigtiff": "if_safer",
        "sparse_ok": True,
    }


def _blend(heat: HeatRaster, maps: Maps, numbers: np.ndarray, block: RasterWindow, maximum: float) -> np.ndarray:
    """Return the block's heat, (bands, height, width)."""
    total = np.zeros((len(heat.bands), block.height, block.width), np.float32)
    weight = np.zeros((block.height, block.width), np.float32)
    signs = np.array([band.sign for band in heat.bands], np.float32)[:, None, None]
    for number in numbers:
        window = heat.windows[maps.indices[number]]
        row0, row1 = (
            max(window.row_px, block.row_off),
            min(window.row_px + window.height_px, block.row_off + block.height),
        )
        col0, col1 = (
            max(window.col_px, block.col_off),
            min(window.col_px + window.width_px, block.col_off + block.width),
        )
        inside = np.s_[row0 - window.row_px : row1 - window.row_px, col0 - window.col_px : col1 - window.col_px]
        target = np.s_[row0 - block.row_off : row1 - block.row_off, col0 - block.col_off : col1 - block.col_off]
        cells = np.maximum(signs * maps.cells[number], 0)
        valid = stretch_to(maps.valid_of(number, heat.grid.window_px)[..., None], window)[..., 0]
        faded = fade(window.height_px, window.width_px, heat.grid.overlap_px)[inside] * valid[inside]
        weight[target] += faded
        for band, shown in enumerate(cells):
            total[band][target] += enlarge(shown, heat.places, window.height_px, window.width_px)[inside] * faded
    explained = weight > 0
    np.divide(total, weight * np.float32(maximum), out=total, where=explained)
    total[:, ~explained] = np.nan
    return total


def _read_back(path: Path, written: list[RasterWindow]) -> None:
    """Read every block once: GDAL does not tell of a full disk on closing."""
    with rasterio.Env(**GDAL_OPTIONS), rasterio.open(path) as dataset:
        for block in written:
            dataset.read(window=block)


@contextmanager
def telling_why(path: Path) -> Iterator[None]:
    """Turn a failure to write `path` into a RunError that says what to do."""
    try:
        yield
    except (OSError, RasterioError) as error:
        raise RunError(
            f"{path} cannot be written: {error}. Check the space and the rights there, and whether another program has "
            "it open."
        ) from error
