"""Blend overlapping windows of probabilities into one score raster without seams, in bounded memory.

Each window counts with a weight that falls off linearly over the overlap towards its edges, so that neighbouring
windows fade into each other; a pixel's score is the weighted mean of the windows that cover it.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from functools import lru_cache

import numpy as np
import rasterio
from rasterio.windows import Window as RasterWindow

from .raster import GDAL_OPTIONS
from .scoregrid import ScoreGrid
from .scores import NO_SCORE, PART_WINDOWS, SCORE_STEPS, Part, RunFolder, telling_why
from .windows import Window, WindowGrid

TILE_PX = 512
BLOCK_ROWS_PX = 512
BLOCK_COLS_PX = 1024
PARTS_IN_MEMORY = 12


@lru_cache(maxsize=8)
def fade(height_px: int, width_px: int, overlap_px: int) -> np.ndarray:
    """Return the weight of each pixel of a window, float32 (height, width), above zero and at most one."""
    return np.outer(_ramp(height_px, overlap_px), _ramp(width_px, overlap_px)).astype(np.float32)


def _ramp(length_px: int, overlap_px: int) -> np.ndarray:
    distance = np.minimum(np.arange(length_px), np.arange(length_px)[::-1]) + 0.5
    return np.minimum(1.0, distance / max(overlap_px, 1))


class ScoreBlender:
    """Writes the score raster of one raster, block row by block row, as soon as all windows of a block are there."""

    def __init__(
        self, run: RunFolder, raster: int, grid: ScoreGrid, windows: WindowGrid, selected: np.ndarray, classes: int
    ):
        self._run, self._raster, self._grid, self._windows, self._classes = run, raster, grid, windows, classes
        self._position = np.full(len(windows), -1, np.int64)
        self._position[selected] = np.arange(len(selected))
        self._parts: OrderedDict[int, tuple[Part, dict[int, int]]] = OrderedDict()
        self._next_row_px = 0
        self._path = run.score_raster(raster)
        self._temporary = self._path.with_suffix(".partial.tif")
        self._written: set[tuple[int, int]] = set()
        with rasterio.Env(**GDAL_OPTIONS), telling_why(run.path):
            self._dataset = rasterio.open(self._temporary, "w", **self._layout())

    def _layout(self) -> dict:
        grid = self._grid
        return {
            "driver": "GTiff",
            "height": grid.height_px,
            "width": grid.width_px,
            "count": self._classes,
            "dtype": "uint8",
            "nodata": NO_SCORE,
            "crs": grid.source.crs,
            "transform": grid.transform,
            "tiled": True,
            "blockxsize": TILE_PX,
            "blockysize": TILE_PX,
            "compress": "zstd",
            "zstd_level": 1,
            "predictor": 2,
            "bigtiff": "if_safer",
            "sparse_ok": True,
        }

    def keep(self, number: int, part: Part) -> None:
        """Take a part that was just written, so that it need not be read again."""
        self._parts[number] = (part, {int(window): i for i, window in enumerate(part.scored)})
        while len(self._parts) > PARTS_IN_MEMORY:
            self._parts.popitem(last=False)

    def advance(self, scored_until: int) -> None:
        """Blend every block row whose windows all lie among the first `scored_until` selected windows."""
        while self._next_row_px < self._grid.height_px:
            bottom = min(self._next_row_px + BLOCK_ROWS_PX, self._grid.height_px)
            rows = self._rows_meeting(self._next_row_px, bottom)
            last_needed = max(self._position[self._windows.indices_of_row(row)].max() for row in rows)
            if last_needed >= scored_until:
                return
            for left in range(0, self._grid.width_px, BLOCK_COLS_PX) if last_needed >= 0 else ():
                right = min(left + BLOCK_COLS_PX, self._grid.width_px)
                self._write(self._next_row_px, bottom, left, right, rows)
            self._next_row_px = bottom

    def finish(self) -> None:
        """Close the score raster, check that all of it reached the disk, and give it its final name."""
        self._dataset.close()
        with telling_why(self._run.path):
            with self._temporary.open("r+b") as stream:
                os.fsync(stream.fileno())
            self._refuse_if_cut()
            self._temporary.replace(self._path)

    def _refuse_if_cut(self) -> None:
        """Raise OSError where a block that was written is not whole: GDAL does not tell of a full disk on closing."""
        size = self._temporary.stat().st_size
        with rasterio.Env(**GDAL_OPTIONS), rasterio.open(self._temporary) as dataset:
            for col, row in self._written:
                offset = dataset.get_tag_item(f"BLOCK_OFFSET_{col}_{row}", "TIFF", bidx=1)
                length = dataset.get_tag_item(f"BLOCK_SIZE_{col}_{row}", "TIFF", bidx=1)
                if offset is None or int(offset) + int(length) > size:
                    raise OSError(f"{self._temporary.name} was cut short, probably because the disk is full")

    def abandon(self) -> None:
        """Close and remove the unfinished score raster; the parts stay."""
        self._dataset.close()
        self._temporary.unlink(missing_ok=True)

    def _rows_meeting(self, top: int, bottom: int) -> list[int]:
        rows = enumerate(self._windows.rows)
        return [i for i, row in rows if row.top_px < bottom and row.top_px + row.height_px > top]

    def _write(self, top: int, bottom: int, left: int, right: int, rows: list[int]) -> None:
        chosen = [index for row in rows for index in self._chosen_meeting(row, left, right)]
        if not chosen:
            return
        total = np.zeros((self._classes, bottom - top, right - left), np.float32)
        weight = np.zeros((bottom - top, right - left), np.float32)
        for index in chosen:
            self._add(index, top, left, total, weight)
        scored = weight > 0
        if not scored.any():
            return
        everywhere = scored.all()
        np.divide(total, weight, out=total, where=True if everywhere else scored)
        steps = np.rint(total, out=total).astype(np.uint8)
        if not everywhere:
            steps[:, ~scored] = NO_SCORE
        with telling_why(self._run.path):
            self._dataset.write(steps, window=RasterWindow(left, top, right - left, bottom - top))
        self._written |= _tiles_with_scores(scored, top, left)

    def _chosen_meeting(self, row: int, left: int, right: int) -> list[int]:
        first, cols = self._windows.indices_of_row(row).start, self._windows.rows[row].cols_px
        meeting = first + np.flatnonzero((cols < right) & (cols + self._windows.rows[row].width_px > left))
        return [int(index) for index in meeting if self._position[index] >= 0]

    def _add(self, index: int, top: int, left: int, total: np.ndarray, weight: np.ndarray) -> None:
        scores = self._scores_of(index)
        if scores is None:
            return
        window = self._windows[index]
        scores = stretch_to(scores, window)
        row0, row1 = max(window.row_px, top), min(window.row_px + window.height_px, top + weight.shape[0])
        col0, col1 = max(window.col_px, left), min(window.col_px + window.width_px, left + weight.shape[1])
        inside = np.s_[row0 - window.row_px : row1 - window.row_px, col0 - window.col_px : col1 - window.col_px]
        target = np.s_[row0 - top : row1 - top, col0 - left : col1 - left]
        steps = scores[inside]
        faded = fade(window.height_px, window.width_px, self._grid.overlap_px)[inside]
        unknown = steps[..., 0] == NO_SCORE
        if unknown.any():
            faded = np.where(unknown, np.float32(0), faded)
        weight[target] += faded
        for channel in range(self._classes):
            total[channel][target] += steps[..., channel] * faded

    def _scores_of(self, index: int) -> np.ndarray | None:
        number = int(self._position[index]) // PART_WINDOWS
        if number not in self._parts:
            self.keep(number, self._run.read_part(self._raster, number))
        self._parts.move_to_end(number)
        part, where = self._parts[number]
        place = where.get(index)
        return None if place is None else part.scores[place]


def _tiles_with_scores(scored: np.ndarray, top: int, left: int) -> set[tuple[int, int]]:
    """Return column and row of the score raster's tiles in which a block of whole tiles at (top, left) holds scores."""
    height, width = scored.shape
    return {
        ((left + col) // TILE_PX, (top + row) // TILE_PX)
        for row in range(0, height, TILE_PX)
        for col in range(0, width, TILE_PX)
        if scored[row : row + TILE_PX, col : col + TILE_PX].any()
    }


def stretch_to(scores: np.ndarray, window: Window) -> np.ndarray:
    """Resample a window's scores (h, w, classes) to its size on the score grid, by nearest neighbour."""
    height, width = scores.shape[:2]
    if (height, width) == (window.height_px, window.width_px):
        return scores
    rows = (np.arange(window.height_px) + 0.5) * height // window.height_px
    cols = (np.arange(window.width_px) + 0.5) * width // window.width_px
    return scores[np.ix_(rows.astype(int), cols.astype(int))]


def score_step(threshold: float) -> int:
    """Return the least step of the score raster that is at or above the threshold."""
    return int(np.ceil(threshold * SCORE_STEPS - 1e-9))
