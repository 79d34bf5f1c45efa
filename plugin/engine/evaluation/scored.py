"""The scored windows of a raster, as columns, within the ground that is judged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ..contract.events import IsCancelled
from ..path.scores import join_parts
from ..path.windows import windows_from_json
from .subject import Ground, stop_if

NO_PLACE = "(no place)"


@dataclass(frozen=True)
class Windows:
    """Columns of the same length: scores (windows, classes), boxes (windows, 4) on the score grid, and two flags."""

    scores: NDArray[np.float32]
    boxes_px: NDArray[np.float64]
    centre_valid: NDArray[np.bool_]
    single_colour: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.scores)

    @property
    def centres_px(self) -> NDArray[np.object_]:
        """Points (windows,) in their middles, on the score grid."""
        return shapely.points((self.boxes_px[:, :2] + self.boxes_px[:, 2:]) / 2)

    def take(self, chosen: NDArray[np.bool_]) -> Windows:
        """Return the windows where the mask holds."""
        return Windows(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def read_windows(ground: Ground, counts: Counter[str], cancelled: IsCancelled) -> Windows:
    """Read the windows of a raster that meet the ground that is judged; the others are counted."""
    raster = ground.raster
    boxes_px = windows_from_json(raster.description["windows"]).boxes_px()
    boxes_px = np.minimum(boxes_px, raster.limit_px + raster.limit_px)
    parts = []
    for part in raster.run.parts_of(raster.number):
        stop_if(cancelled)
        parts.append(part)
    part = join_parts(parts)
    flagged = np.zeros(len(part.scored), bool) if part.single_colour is None else part.single_colour
    windows = Windows(part.scores, boxes_px[part.scored], part.centre_valid, flagged)
    inside = shapely.intersects(ground.judged_px, shapely.box(*windows.boxes_px.T))
    counts["outside the area"] += int((~inside).sum())
    return windows.take(inside)


def places_of(ground: Ground, features: NDArray[np.intp], places: NDArray[np.object_] | None) -> NDArray[np.object_]:
    """Return the place of each window: that of the feature which gave its truth, or the raster."""
    if places is None:
        return np.full(len(features), ground.name, object)
    of_window = places[ground.rows[features]]
    return np.array([NO_PLACE if place is None else str(place) for place in of_window], dtype=object)
