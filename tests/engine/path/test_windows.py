"""Windows cover the grid, share the overlap, and come back from JSON as they were."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tesela.engine.path.windows import Window, lay_windows, starts, windows_from_json, windows_to_json

GRIDS = st.tuples(st.integers(1, 300), st.integers(1, 300), st.integers(1, 64), st.integers(0, 63)).filter(
    lambda g: g[3] < g[2]
)


@given(GRIDS)
def test_every_pixel_lies_in_a_window_and_no_window_leaves_a_grid_that_can_hold_it(grid):
    height, width, window, overlap = grid
    windows = lay_windows(height, width, window, overlap)
    seen = np.zeros((height, width), bool)
    for index in range(len(windows)):
        w = windows[index]
        seen[w.row_px : w.row_px + w.height_px, w.col_px : w.col_px + w.width_px] = True
        assert w.row_px + w.height_px <= max(height, window)
        assert w.col_px + w.width_px <= max(width, window)
    assert seen.all()


@given(GRIDS)
def test_neighbours_share_at_least_the_overlap(grid):
    height, width, window, overlap = grid
    for row in lay_windows(height, width, window, overlap).rows:
        assert (np.diff(row.cols_px) <= window - overlap).all()
        assert (np.diff(row.cols_px) > 0).all()


def test_last_window_is_shifted_inward_to_the_edge():
    assert starts(299 * 2, 299, 209).tolist() == [0, 209, 299]


def test_one_window_covers_what_is_smaller_than_a_window():
    assert starts(10, 32, 24).tolist() == [0]
    assert lay_windows(10, 20, 32, 8)[0] == Window(0, 0, 32, 32)


def test_windows_are_numbered_in_reading_order_and_none_lies_beyond():
    windows = lay_windows(64, 64, 32, 0)
    assert [(w.row_px, w.col_px) for w in windows] == [(0, 0), (0, 32), (32, 0), (32, 32)]
    with pytest.raises(IndexError):
        windows[4]


def test_rows_stretch_with_the_ground():
    windows = lay_windows(100, 400, 20, 5, stretch=lambda row_px: (1 + row_px / 100, 1.0))
    widths = [row.width_px for row in windows.rows]
    assert widths == sorted(widths)
    assert widths[-1] > widths[0]


@given(GRIDS)
def test_json_keeps_the_windows(grid):
    height, width, window, overlap = grid
    windows = lay_windows(height, width, window, overlap, stretch=lambda row_px: (1 + row_px / 500, 1.0))
    data = json.loads(json.dumps(windows_to_json(windows, (window - overlap) / window)))
    assert (windows_from_json(data).boxes_px() == windows.boxes_px()).all()
