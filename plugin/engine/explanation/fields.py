"""Where the cells of a feature map lie in a window: the middles of what they see (Araujo et al. 2019).

Padding on one side only, as strided convolutions have it, shifts a map: cell 0 of a MobileNetV2 for
windows of 224 pixels sees pixels around number 31 of its window, not 16.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Places:
    """Along rows and columns: the window pixel under the middle of cell 0, and pixels from one cell to the next."""

    first_px: tuple[float, float]
    step_px: tuple[float, float]
    window_px: int


def path_to_input(network: Any) -> list[Any]:
    """Return the layers from the network's output back to its input; of layers that join several, the first input."""
    by_output = {id(layer.output): layer for layer in network.layers}
    path, tensor = [], network.outputs[0]
    while id(tensor) in by_output:
        layer = by_output.pop(id(tensor))
        path.append(layer)
        before = layer.input if isinstance(layer.input, list) else [layer.input]
        tensor = before[0] if before else None
    return path


def places_of(path: list[Any], window_px: int) -> Places:
    """Return where the cells of the first layer of a path (from a layer back to the input) lie."""
    axes = []
    for axis in (0, 1):
        first, step = 0.0, 1.0
        for layer in reversed(path):
            first, step = _through(layer, axis, first, step, window_px)
        axes.append((first, step))
    (first_row, row_step), (first_col, col_step) = axes
    return Places((first_row, first_col), (row_step, col_step), window_px)


def _through(layer: Any, axis: int, first: float, step: float, window_px: int) -> tuple[float, float]:
    """Return the first place and the step behind a layer, from those before it."""
    kind = type(layer).__name__
    if kind in ("ZeroPadding2D", "Cropping2D"):
        amount = (layer.padding if kind == "ZeroPadding2D" else layer.cropping)[axis][0]
        return first + (-amount if kind == "ZeroPadding2D" else amount) * step, step
    if kind == "UpSampling2D":
        factor = layer.size[axis]
        return first + step * (0.5 / factor - 0.5), step / factor
    stride = getattr(layer, "strides", None)
    if stride is None or len(layer.output.shape) != 4:
        return first, step
    kernel = getattr(layer, "kernel_size", None) or layer.pool_size
    gap = getattr(layer, "dilation_rate", (1, 1))
    gap = gap[axis] if isinstance(gap, (list, tuple)) else gap
    reach = (kernel[axis] - 1) * gap
    length = layer.input.shape[1 + axis] or round(window_px / step)
    whole = max((-(-length // stride[axis]) - 1) * stride[axis] + reach + 1 - length, 0)
    before = whole // 2 if layer.padding == "same" else 0
    return first + (reach / 2 - before) * step, step * stride[axis]


def enlarge(cells: np.ndarray, places: Places, height_px: int, width_px: int) -> np.ndarray:
    """Return a map (rows, cols) as (height_px, width_px) pixels of its window, linear between the cells' middles.

    height_px, width_px: of the window on the score grid, which may be stretched; beyond the outer cells their value
    goes on.
    """
    rows = _weights(cells.shape[0], places.first_px[0], places.step_px[0], places.window_px, height_px)
    cols = _weights(cells.shape[1], places.first_px[1], places.step_px[1], places.window_px, width_px)
    return rows @ cells @ cols.T


def _weights(count: int, first_px: float, step_px: float, window_px: int, length_px: int) -> np.ndarray:
    """Return how much each of `count` cells counts for each pixel, (length_px, count); rows add up to one."""
    pixels = (np.arange(length_px) + 0.5) * window_px / length_px - 0.5
    place = np.clip((pixels - first_px) / step_px, 0, count - 1)
    return np.maximum(0, 1 - np.abs(place[:, None] - np.arange(count))).astype(np.float32)
