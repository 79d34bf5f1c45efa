"""What a run sees while it goes on: outlines of candidates for a map, a few times a second and at next to no cost.

They are for the eye, until the features come: before suppression, and of a segmentation traced on a coarse mask of each
window for itself. Nothing of it reaches the run folder.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

import numpy as np
import shapely
from affine import Affine

from ..contract.card import MULTI_LABEL, REGRESSION, SEGMENTATION, ModelCard
from ..contract.events import Event, Seen
from .batches import Batch
from .labels import held_labels
from .plan import RasterPlan
from .regions import find_regions
from .selection import SettledSelection
from .tracing import trace
from .windows import Window

INTERVAL_S = 0.5
MOST_OUTLINES = 100
MOST_WINDOWS = 24
MOST_POINTS = 32
COARSE_CELLS = 48
SMOOTH_CELLS = 0.8
SIMPLER = (4.0, 16.0)

T = TypeVar("T")


class EvenSample(Generic[T]):
    """Keeps at most `most` of the items that it is given, evenly spread over them."""

    def __init__(self, most: int):
        self._most, self._kept, self._step, self._met = most, [], 1, 0  # type: int, list[T], int, int

    def add(self, items: Iterable[T]) -> None:
        """Take items; of more than there is room for, every second, fourth, … stays."""
        for item in items:
            if self._met % self._step == 0:
                self._kept.append(item)
            self._met += 1
            if len(self._kept) > self._most:
                self._kept, self._step = self._kept[::2], 2 * self._step

    def take(self) -> list[T]:
        """Return what was kept and begin anew."""
        kept, self._kept, self._step, self._met = self._kept, [], 1, 0
        return kept


class Lookout:
    """Emits Seen events of what the windows scored since the last one hold; of a regression none.

    A classifier shows the windows above the threshold, a multi-label model those that hold a label, a segmentation the
    regions in them.
    """

    def __init__(self, emit: Callable[[Event], None], card: ModelCard, selection: SettledSelection):
        self._emit, self._card, self._selection = emit, card, selection
        self._windows: EvenSample[tuple[int, float]] = EvenSample(4 * MOST_OUTLINES)
        self._masks: EvenSample[tuple[int, np.ndarray]] = EvenSample(MOST_WINDOWS)
        self._last_event = -math.inf

    def begin_raster(self, raster: RasterPlan) -> None:
        """What comes from now on lies on this raster."""
        grid = raster.grid
        self._raster, self._area = raster, raster.area
        if self._area is not None:
            shapely.prepare(self._area)
        self._limit = np.array([grid.source.width_px / grid.scale_x, grid.source.height_px / grid.scale_y])
        self._crs = ""
        if grid.source.crs is not None:
            authority = grid.source.crs.to_authority(confidence_threshold=100)
            self._crs = ":".join(authority) if authority else grid.source.crs.to_wkt()
        self._decimals = decimals_for(grid.transform)
        metres = grid.metres_per_score_pixel(np.array([grid.width_px / 2]), np.array([grid.height_px / 2]))
        pixel_m2 = self._card.ground_sampling_distance_m**2 if metres is None else float(metres[0][0] * metres[1][0])
        self._min_area_px = self._selection.min_area_m2 / pixel_m2 if pixel_m2 > 0 else 0.0

    def scored(self, batch: Batch, scores: np.ndarray) -> None:
        """Look at a scored batch, and tell what was seen where it is time again."""
        if self._card.task == REGRESSION:
            return
        if self._card.task == SEGMENTATION:
            self._keep_masks(batch, scores)
        else:
            self._keep_windows(batch, scores)
        if time.monotonic() - self._last_event >= INTERVAL_S:
            self._tell()

    def end_raster(self) -> None:
        """Tell what is left of this raster."""
        self._tell()

    def _keep_windows(self, batch: Batch, scores: np.ndarray) -> None:
        if self._card.task == MULTI_LABEL:
            held = held_labels(scores, self._card, self._selection.thresholds)
        else:
            foreground = np.zeros(len(self._card.classes), bool)
            foreground[list(self._card.foreground)] = True
            held = (scores >= np.asarray(self._selection.thresholds, np.float32)) & foreground
            held &= batch.centre_valid[:, np.newaxis]
        best = np.where(held, scores, -np.inf).max(axis=1)
        chosen = np.isfinite(best)
        self._windows.add(zip(batch.indices[chosen].tolist(), best[chosen].tolist(), strict=True))

    def _keep_masks(self, batch: Batch, scores: np.ndarray) -> None:
        step = cell_px(scores.shape[1])
        coarse = np.s_[:, step // 2 :: step, step // 2 :: step]
        cells = np.where(batch.valid[coarse][..., np.newaxis], scores[coarse], np.float32(-1))
        thresholds = np.asarray(self._selection.thresholds, np.float32)
        foreground = list(self._card.foreground)
        hit = (cells[..., foreground] >= thresholds[foreground]).any(axis=(1, 2, 3))
        self._masks.add((int(batch.indices[i]), cells[i]) for i in np.flatnonzero(hit))

    def _tell(self) -> None:
        shapes, scores = self._regions() if self._card.task == SEGMENTATION else self._boxes()
        if not len(shapes):
            return
        self._last_event = time.monotonic()
        t = self._raster.grid.transform
        points, owner = shapely.get_coordinates(shapely.get_exterior_ring(shapes), return_index=True)
        x, y = points.T
        placed = np.column_stack([t.a * x + t.b * y + t.c, t.d * x + t.e * y + t.f])
        flat = placed.round(self._decimals).ravel().tolist()
        ends = 2 * np.cumsum(np.bincount(owner, minlength=len(shapes)))
        starts = [0, *ends[:-1].tolist()]
        # The last point of a ring repeats the first one.
        outlines = tuple(tuple(flat[start : end - 2]) for start, end in zip(starts, ends.tolist(), strict=True))
        self._emit(Seen(self._raster.grid.source.path, self._crs, outlines, tuple(scores.round(4).tolist())))

    def _boxes(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the windows kept as boxes on the score grid, and their scores."""
        kept = self._windows.take()
        if not kept:
            return np.empty(0, object), np.empty(0)
        windows = [self._raster.windows[index] for index, _ in kept]
        left, top, right, bottom = _sides(windows).T
        shapes = shapely.box(left, top, *np.minimum(np.column_stack([right, bottom]), self._limit).T)
        return _evenly(*self._inside(shapes, np.array([score for _, score in kept])))

    def _regions(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the regions in the windows kept, on the score grid, and the mean score in each."""
        kept = self._masks.take()
        found = [np.empty(0, object)], [np.empty(0)]
        if kept:
            windows = [self._raster.windows[index] for index, _ in kept]
            cells = np.stack([mask for _, mask in kept])
            for number in self._card.foreground:
                shapes, scores = self._trace(windows, cells[..., number], self._selection.thresholds[number])
                found[0].append(shapes)
                found[1].append(scores)
        return _evenly(np.concatenate(found[0]), np.concatenate(found[1]))

    def _trace(self, windows: list[Window], cells: np.ndarray, threshold: float) -> tuple[np.ndarray, np.ndarray]:
        """Trace one class in all windows at once: they stand below each other, an empty row between them."""
        count, height, width = cells.shape
        sides = _sides(windows)
        cell_x, cell_y = (sides[:, 2] - sides[:, 0]) / width, (sides[:, 3] - sides[:, 1]) / height
        tower = np.zeros((count, height + 1, width), bool)
        tower[:, :height] = cells >= max(threshold, 1e-9)
        self._leave_to_neighbours(windows, tower)
        regions = find_regions(tower.reshape(-1, width))
        counts = regions.pixel_counts()
        values = np.pad(cells, ((0, 0), (0, 1), (0, 0))).reshape(-1, width)
        wanted = counts * float(np.mean(cell_x * cell_y)) >= self._min_area_px
        numbers = np.flatnonzero(wanted)
        if len(numbers) > MOST_OUTLINES:
            wanted[np.setdiff1d(numbers, numbers[_spread(len(numbers))])] = False
        polygons, numbers = trace(regions, wanted, min_hole_px=np.inf)
        polygons = simple_enough(polygons)
        owner = (shapely.bounds(polygons)[:, 1] // (height + 1)).astype(int) if len(polygons) else np.empty(0, int)
        points, of_polygon = shapely.get_coordinates(polygons, return_index=True)
        window = owner[of_polygon]
        x = sides[window, 0] + points[:, 0] * cell_x[window]
        y = sides[window, 1] + (points[:, 1] - window * (height + 1)) * cell_y[window]
        moved = shapely.set_coordinates(polygons, np.minimum(np.column_stack([x, y]), self._limit))
        return self._inside(moved, regions.sums(values)[numbers] / counts[numbers])

    def _leave_to_neighbours(self, windows: list[Window], tower: np.ndarray) -> None:
        """Blank the outer half of the overlap in each window's mask, where a neighbour shows it."""
        grid = self._raster.grid
        height, width = tower.shape[1] - 1, tower.shape[2]
        share = grid.overlap_px / grid.window_px / 2
        rows, cols = round(share * height), round(share * width)
        for mask, window in zip(tower, windows, strict=True):
            if window.row_px > 0:
                mask[:rows] = False
            if window.row_px + window.height_px < grid.height_px:
                mask[height - rows :] = False
            if window.col_px > 0:
                mask[:, :cols] = False
            if window.col_px + window.width_px < grid.width_px:
                mask[:, width - cols :] = False

    def _inside(self, shapes: np.ndarray, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        if self._area is None or not len(shapes):
            return shapes, scores
        inside = shapely.intersects(self._area, shapes)
        return shapes[inside], scores[inside]


def cell_px(window_px: int) -> int:
    """Return how many pixels along each side make one cell of the coarse mask of a window."""
    return max(1, -(-window_px // COARSE_CELLS))


def decimals_for(transform: Affine) -> int:
    """Return with how many decimals a coordinate is told: to about a tenth of a pixel."""
    pixel = math.sqrt(abs(transform.determinant))
    return max(0, math.ceil(1 - math.log10(pixel))) if pixel > 0 else 6


def simple_enough(polygons: np.ndarray) -> np.ndarray:
    """Return polygons (in cells) with at most MOST_POINTS points each, the coarser the more they had; boxes at last."""
    simple = shapely.simplify(polygons, SMOOTH_CELLS, preserve_topology=False)
    for tolerance in SIMPLER:
        many = shapely.get_num_coordinates(simple) > MOST_POINTS + 1
        simple[many] = shapely.simplify(polygons[many], tolerance, preserve_topology=False)
    points = shapely.get_num_coordinates(simple)
    lost = (points > MOST_POINTS + 1) | (points == 0) | (shapely.get_type_id(simple) != shapely.GeometryType.POLYGON)
    simple[lost] = shapely.envelope(polygons[lost])
    return simple


def _sides(windows: list[Window]) -> np.ndarray:
    return np.array([[w.col_px, w.row_px, w.col_px + w.width_px, w.row_px + w.height_px] for w in windows], float)


def _evenly(shapes: np.ndarray, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if len(shapes) <= MOST_OUTLINES:
        return shapes, scores
    chosen = _spread(len(shapes))
    return shapes[chosen], scores[chosen]


def _spread(count: int) -> np.ndarray:
    """Return MOST_OUTLINES positions of `count`, evenly spread."""
    return np.linspace(0, count - 1, MOST_OUTLINES).round().astype(int)
