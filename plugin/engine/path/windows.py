"""Where to look: windows as integer arithmetic on the score grid, anchored to the raster's own origin.

The score grid is the raster resampled to the model's ground sampling distance. Windows never depend on the area that
was drawn, so a building found in one area is found the same in another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Window:
    """A rectangle of the score grid, in its pixels. It may pass the right or lower edge where the grid is smaller."""

    row_px: int
    col_px: int
    height_px: int
    width_px: int


@dataclass(frozen=True)
class WindowRow:
    """The windows that begin at one row: they share top, height and width, and begin at `cols_px`."""

    top_px: int
    height_px: int
    width_px: int
    cols_px: np.ndarray


class WindowGrid:
    """The windows of a score grid in reading order: row by row, from left to right."""

    def __init__(self, height_px: int, width_px: int, rows: tuple[WindowRow, ...]):
        self.height_px, self.width_px, self.rows = height_px, width_px, rows
        self._first = np.concatenate([[0], np.cumsum([len(row.cols_px) for row in rows])])

    def __len__(self) -> int:
        return int(self._first[-1])

    def __getitem__(self, index: int) -> Window:
        if not 0 <= index < len(self):
            raise IndexError(index)
        number = self.row_of(index)
        row = self.rows[number]
        col = int(row.cols_px[index - self._first[number]])
        return Window(row.top_px, col, row.height_px, row.width_px)

    def row_of(self, index: int) -> int:
        """Return the number of the row that holds the window."""
        return int(np.searchsorted(self._first, index, side="right")) - 1

    def indices_of_row(self, number: int) -> slice:
        """Return the indices of the windows of one row."""
        return slice(int(self._first[number]), int(self._first[number + 1]))

    def boxes_px(self, indices: np.ndarray | None = None) -> np.ndarray:
        """Return left, top, right, bottom of the windows, clipped to the grid, as float64 of shape (windows, 4)."""
        columns = np.concatenate([row.cols_px for row in self.rows]).astype(float)
        counts = [len(row.cols_px) for row in self.rows]
        tops = np.repeat([float(row.top_px) for row in self.rows], counts)
        heights = np.repeat([row.height_px for row in self.rows], counts)
        widths = np.repeat([row.width_px for row in self.rows], counts)
        rights, bottoms = np.minimum(columns + widths, self.width_px), np.minimum(tops + heights, self.height_px)
        boxes = np.stack([columns, tops, rights, bottoms], axis=1)
        return boxes if indices is None else boxes[indices]


def starts(length_px: int, window_px: int, stride_px: int) -> np.ndarray:
    """Return where windows begin along one axis: every stride, the last one shifted inward to end at the edge."""
    if length_px <= window_px:
        return np.zeros(1, dtype=np.int64)
    last = length_px - window_px
    regular = np.arange(0, last, stride_px, dtype=np.int64)
    return np.append(regular, last)


def windows_to_json(grid: WindowGrid, stride_share: float) -> dict[str, Any]:
    """Return the grid as JSON: rows (top, height, width); columns follow from the stride's share of a window."""
    rows = [[row.top_px, row.height_px, row.width_px] for row in grid.rows]
    return {"height_px": grid.height_px, "width_px": grid.width_px, "stride_share": stride_share, "rows": rows}


def windows_from_json(data: dict[str, Any]) -> WindowGrid:
    """Build the grid that `windows_to_json` described."""
    width_px, share = data["width_px"], data["stride_share"]
    rows = (
        WindowRow(top, height, width, starts(width_px, width, _stride(width, share)))
        for top, height, width in data["rows"]
    )
    return WindowGrid(data["height_px"], width_px, tuple(rows))


def stride_share(window_px: int, overlap_px: int) -> float:
    """Return the stride between windows as a share of their size."""
    return (window_px - overlap_px) / window_px


def _stride(length_px: int, share: float) -> int:
    return max(1, round(length_px * share))


Stretch = Callable[[float], tuple[float, float]]


def lay_windows(
    height_px: int, width_px: int, window_px: int, overlap_px: int, stretch: Stretch | None = None
) -> WindowGrid:
    """Cover a score grid with windows that share `overlap_px`; nothing is left out at the far edges.

    stretch: for a row of the grid, how many grid pixels make one pixel of the model across and down; other than (1, 1)
        where the CRS stretches the ground differently along the raster (degrees, Mercator).
    """
    share = stride_share(window_px, overlap_px)
    rows: list[WindowRow] = []
    top = 0
    while True:
        across, down = stretch(top + window_px / 2) if stretch else (1.0, 1.0)
        height, width = max(1, round(window_px * down)), max(1, round(window_px * across))
        last_top = max(0, height_px - height)
        top = min(top, last_top)
        rows.append(WindowRow(top, height, width, starts(width_px, width, _stride(width, share))))
        if top >= last_top:
            return WindowGrid(height_px, width_px, tuple(rows))
        top += _stride(height, share)
