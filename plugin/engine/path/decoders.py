"""From the scores of a finished raster to features: one decoder a task, chosen by the name in the model card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
import rasterio
import shapely
from affine import Affine
from rasterio.crs import CRS

from ..contract.card import MULTI_LABEL, REGRESSION, SEGMENTATION, TILE_CLASSIFICATION, ModelCard
from ..contract.result_layers import polygon_layer
from .features import CENTRES, DETECTION_FIELDS, DETECTIONS, MASK_FIELDS, Layer, constant
from .ground import metres_per_pixel, to_lon_lat
from .labels import field_names, held_labels, join_labels
from .nms import suppress
from .outlines import Outlines, gathered
from .polygonise import clean, clip, outline, place
from .raster import GDAL_OPTIONS
from .scores import Part, RunFolder, join_parts
from .selection import SettledSelection
from .threshold import collect_candidates
from .windows import windows_from_json

NOTHING = np.empty(0, dtype=object)
LABELS, VALUES, SINGLE_COLOUR = "labels", "values", "single colour"
COMMON_FIELDS = {"raster": "str", "model": "str", "run": "str"}
LABEL_FIELDS = {"labels": "str", "count": "int", "data_share": "float"}
VALUE_FIELDS = {"value": "float", "flag": "str", "data_share": "float"}
PARTS_AT_ONCE = 100
OUTLINES_AT_ONCE = 50_000

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
    def name(self) -> str:
        """The raster's name, as its features carry it."""
        return self.run.raster_names[self.number]

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
            "raster": constant(self.name, count),
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
    """Outline the score raster of a segmentation; one multipolygon a region, class after class."""
    selection, card = raster.selection, raster.card
    layer = mask_layer(card)
    grid = raster.description["grid"]
    middle = np.array([grid["width_px"] / 2]), np.array([grid["height_px"] / 2])
    pixel_m2 = float(raster.square_metres(*middle)[0])
    pixel_m = np.sqrt(pixel_m2)

    def finish(outlines: Outlines) -> Outlines:
        inside = clip(outlines, *raster.limit_px)
        return clean(inside, selection.simplify_m / pixel_m)

    with rasterio.Env(**GDAL_OPTIONS), rasterio.open(raster.run.score_raster(raster.number)) as dataset:
        for number in card.foreground:
            outlines = outline(
                dataset,
                number + 1,
                selection.thresholds[number],
                selection.min_area_m2 / pixel_m2,
                selection.min_hole_m2 / pixel_m2,
                tick,
                raster.search_px,
                finish=finish,
            )
            for found in gathered(outlines, OUTLINES_AT_ONCE):
                if raster.area is not None:
                    found = found.take(shapely.intersects(raster.area, found.polygons))
                centroids = shapely.get_coordinates(shapely.centroid(found.polygons))
                columns = {
                    "label": constant(card.classes[number], len(found)),
                    "area_m2": shapely.area(found.polygons) * raster.square_metres(*centroids.T),
                    "score": found.scores,
                    **raster.common_columns(len(found)),
                }
                shapes = shapely.multipolygons(found.polygons, indices=np.arange(len(found))) if len(found) else NOTHING
                yield layer, place(shapes, raster.transform), columns


def decode_labels(raster: ScoredRaster, tick: Tick) -> Decoded:
    """Every scored window as a polygon with its score a label and the labels that it holds.

    The polygon is the window that the model saw: at the right and lower edge, where the last windows are shifted inward
    to end with the raster, it overlaps its neighbour. Windows whose middle has no data stay, because labels speak of
    the whole window; `data_share` says how much of it has data.
    """
    card = raster.card
    layer, fields = label_layer(card), label_fields(card)
    for part, boxes in _scored_windows(raster, tick):
        held = held_labels(part.scores, card, raster.selection.thresholds)
        scores = part.scores.astype(float)
        columns = {
            **{name: scores[:, number] for number, name in zip(card.foreground, fields, strict=True)},
            "labels": join_labels(held, card.classes),
            "count": held.sum(axis=1),
            "data_share": _data_shares(part),
            **raster.common_columns(len(held)),
        }
        yield layer, place(boxes, raster.transform), columns


def decode_values(raster: ScoredRaster, tick: Tick) -> Decoded:
    """Every scored window as a polygon with its value; as for labels, the polygon is what the model saw.

    Of windows of a single colour the value is written too, with a flag that says that it means nothing.
    """
    for part, boxes in _scored_windows(raster, tick):
        flagged = np.zeros(len(boxes), bool) if part.single_colour is None else part.single_colour
        columns = {
            "value": part.scores[:, 0].astype(float),
            "flag": np.where(flagged, SINGLE_COLOUR, "").astype(object),
            "data_share": _data_shares(part),
            **raster.common_columns(len(boxes)),
        }
        yield VALUE_LAYER, place(boxes, raster.transform), columns


def _scored_windows(raster: ScoredRaster, tick: Tick) -> Iterator[tuple[Part, np.ndarray]]:
    """Give the scored windows that meet the area, and their boxes in score pixels, some parts at a time."""
    boxes_px = windows_from_json(raster.description["windows"]).boxes_px()
    boxes_px = np.minimum(boxes_px, raster.limit_px + raster.limit_px)
    parts, done = raster.run.parts_of(raster.number), 0
    while some := list(islice(parts, PARTS_AT_ONCE)):
        part = join_parts(some)
        done += len(part.indices)
        boxes = shapely.box(*boxes_px[part.scored].T)
        if raster.area is not None:
            inside = shapely.intersects(raster.area, boxes)
            part, boxes = part.take(inside), boxes[inside]
        yield part, boxes
        tick(done, raster.description["chosen"])


def _data_shares(part: Part) -> np.ndarray:
    if part.data_share is None:
        return constant(None, len(part.scored))
    return part.data_share.astype(float)


def _lon_lat(crs: CRS | None, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if crs is None:
        return constant(None, len(points)), constant(None, len(points))
    x, y = shapely.get_x(points), shapely.get_y(points)
    return to_lon_lat(crs, x, y)


def mask_layer(card: ModelCard) -> Layer:
    """Return the layer that holds the regions of a segmentation, with a field `label` where it has several classes."""
    label = {"label": "str"} if len(card.foreground) > 1 else {}
    return Layer(polygon_layer(card), "MultiPolygon", {**label, **MASK_FIELDS})


def label_fields(card: ModelCard) -> tuple[str, ...]:
    """Return the field of each label that is written, in the order of the card's foreground classes."""
    labels = [card.classes[number] for number in card.foreground]
    return field_names(labels, (*LABEL_FIELDS, *COMMON_FIELDS))


def label_layer(card: ModelCard) -> Layer:
    """Return the layer that holds the windows of a multi-label model, with one field a label."""
    scores = dict.fromkeys(label_fields(card), "float")
    return Layer(LABELS, "Polygon", {**scores, **LABEL_FIELDS, **COMMON_FIELDS})


VALUE_LAYER = Layer(VALUES, "Polygon", {**VALUE_FIELDS, **COMMON_FIELDS})
DETECTION_LAYER = Layer(DETECTIONS, "Polygon", DETECTION_FIELDS)
CENTRE_LAYER = Layer(CENTRES, "Point", DETECTION_FIELDS)

DECODERS: dict[str, Callable[[ScoredRaster, Tick], Decoded]] = {
    TILE_CLASSIFICATION: decode_tiles,
    SEGMENTATION: decode_masks,
    MULTI_LABEL: decode_labels,
    REGRESSION: decode_values,
}


def layers_of(card: ModelCard) -> list[Layer]:
    """Return the layers that a model's results hold, also where nothing was found."""
    if card.task == SEGMENTATION:
        return [mask_layer(card)]
    return {
        TILE_CLASSIFICATION: [DETECTION_LAYER, CENTRE_LAYER],
        MULTI_LABEL: [label_layer(card)],
        REGRESSION: [VALUE_LAYER],
    }[card.task]
