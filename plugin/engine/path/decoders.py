"""From the scores of a finished raster to features: one decoder a task, chosen by the name in the model card."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import rasterio
import shapely
from affine import Affine
from rasterio.crs import CRS

from ..contract.card import ModelCard
from .features import CENTRES, DETECTION_FIELDS, DETECTIONS, MASK_FIELDS, Layer, constant
from .ground import metres_per_pixel, to_lon_lat
from .nms import suppress
from .polygonise import clean, clip, outline, place
from .raster import GDAL_OPTIONS
from .scores import RunFolder
from .selection import SettledSelection
from .threshold import collect_candidates
from .windows import windows_from_json

NOTHING = np.empty(0, dtype=object)

Columns = dict[str, np.ndarray]
Tick = Callable[[int, int], None]


@dataclass(frozen=True)
class ScoredRaster:
    """A raster of a finished run, with what places its features."""

    run: RunFolder
    number: int
    card: ModelCard
    selection: SettledSelection

    @property
    def description(self) -> dict:
        """What run.json says of this raster."""
        return self.run.description["rasters"][self.number]

    @property
    def transform(self) -> Affine:
        """Score pixel corners to coordinates."""
        return Affine(*self.description["grid"]["transform"])

    @property
    def crs(self) -> CRS | None:
        """CRS of the raster, None for pixel results."""
        wkt = self.description["grid"]["crs"]
        return CRS.from_wkt(wkt) if wkt else None

    @property
    def limit_px(self) -> tuple[float, float]:
        """Width and height of the raster in score pixels, which need not be whole."""
        return self.description["grid"]["raster_width_px"], self.description["grid"]["raster_height_px"]

    @property
    def search_px(self) -> tuple[float, float, float, float] | None:
        """The bounds within which scores may lie, where an area was asked for: left, top, right, bottom."""
        if self.area is None:
            return None
        left, top, right, bottom = self.area.bounds
        reach = 3 * self.description["grid"]["window_px"]
        return left - reach, top - reach, right + reach, bottom + reach

    @property
    def area(self) -> shapely.Geometry | None:
        """The area asked for, in score pixels, or None for the whole raster."""
        wkt = self.description["area"]
        return shapely.from_wkt(wkt) if wkt else None

    def square_metres(self, col_px: np.ndarray, row_px: np.ndarray) -> np.ndarray:
        """Return the ground area of the score pixel at each place; the model's own where there is no CRS."""
        steps = metres_per_pixel(self.transform, self.crs, col_px, row_px)
        if steps is None:
            return np.full(np.shape(col_px), self.card.ground_sampling_distance_m**2)
        t = self.transform
        sine = abs(t.determinant) / (np.hypot(t.a, t.d) * np.hypot(t.b, t.e))
        return steps[0] * steps[1] * sine

    def common_columns(self, count: int) -> Columns:
        """Return the provenance columns that every feature has."""
        return {
            "raster": constant(self.description["name"], count),
            "model": constant(f"{self.card.id} {self.card.version}", count),
            "run": constant(self.run.description["run"], count),
        }


Decoded = Iterator[tuple[Layer, np.ndarray, Columns]]


def decode_tiles(raster: ScoredRaster, tick: Tick) -> Decoded:
    """Threshold and suppress the windows of a classifier; boxes and their centre points, in the raster's CRS."""
    windows = windows_from_json(raster.description["windows"])
    parts = raster.run.parts_of(raster.number)
    candidates = collect_candidates(parts, windows, raster.card.foreground, raster.selection.thresholds)
    kept = candidates.take(
        suppress(candidates.boxes_px, candidates.scores, candidates.classes, raster.selection.suppression_iou)
    )
    limit = raster.limit_px
    kept = replace(kept, boxes_px=np.minimum(kept.boxes_px, limit + limit))
    boxes = shapely.box(*kept.boxes_px.T)
    if raster.area is not None:
        inside = shapely.intersects(raster.area, boxes)
        kept, boxes = kept.take(inside), boxes[inside]
    tick(1, 1)
    centres_px = (kept.boxes_px[:, :2] + kept.boxes_px[:, 2:]) / 2
    points = place(shapely.points(centres_px), raster.transform)
    lon, lat = _lon_lat(raster.crs, points)
    columns = {
        "label": np.array(raster.card.classes, dtype=object)[kept.classes],
        "score": kept.scores.astype(float),
        "lon": lon,
        "lat": lat,
        **raster.common_columns(len(kept)),
    }
    yield DETECTION_LAYER, place(boxes, raster.transform), columns
    yield CENTRE_LAYER, points, columns


def decode_masks(raster: ScoredRaster, tick: Tick) -> Decoded:
    """Outline the score raster of a segmentation; one multipolygon a region, one layer a class."""
    selection, card = raster.selection, raster.card
    grid = raster.description["grid"]
    middle = np.array([grid["width_px"] / 2]), np.array([grid["height_px"] / 2])
    pixel_m2 = float(raster.square_metres(*middle)[0])
    pixel_m = np.sqrt(pixel_m2)
    with rasterio.Env(**GDAL_OPTIONS), rasterio.open(raster.run.score_raster(raster.number)) as dataset:
        for number in card.foreground:
            min_area_px = selection.min_area_m2 / pixel_m2
            threshold = selection.thresholds[number]
            outlines = outline(dataset, number + 1, threshold, min_area_px, tick, raster.search_px)
            found = clip(outlines, *raster.limit_px)
            found = clean(found, selection.min_hole_m2 / pixel_m2, selection.simplify_m / pixel_m)
            if raster.area is not None:
                found = found.take(shapely.intersects(raster.area, found.polygons))
            centroids = shapely.get_coordinates(shapely.centroid(found.polygons))
            columns = {
                "area_m2": shapely.area(found.polygons) * raster.square_metres(*centroids.T),
                "score": found.scores,
                **raster.common_columns(len(found)),
            }
            shapes = shapely.multipolygons(found.polygons, indices=np.arange(len(found))) if len(found) else NOTHING
            yield mask_layer(card.classes[number]), place(shapes, raster.transform), columns


def _lon_lat(crs: CRS | None, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if crs is None:
        return constant(None, len(points)), constant(None, len(points))
    x, y = shapely.get_x(points), shapely.get_y(points)
    return to_lon_lat(crs, x, y)


def mask_layer(label: str) -> Layer:
    """Return the layer that holds the regions of a class: "building" gives `buildings`."""
    return Layer(re.sub(r"\W+", "_", label.lower()) + "s", "MultiPolygon", MASK_FIELDS)


DETECTION_LAYER = Layer(DETECTIONS, "Polygon", DETECTION_FIELDS)
CENTRE_LAYER = Layer(CENTRES, "Point", DETECTION_FIELDS)

DECODERS: dict[str, Callable[[ScoredRaster, Tick], Decoded]] = {
    "tile-classification": decode_tiles,
    "segmentation": decode_masks,
}


def layers_of(card: ModelCard) -> list[Layer]:
    """Return the layers that a model's results hold, also where nothing was found."""
    if card.task == "tile-classification":
        return [DETECTION_LAYER, CENTRE_LAYER]
    return [mask_layer(card.classes[number]) for number in card.foreground]
