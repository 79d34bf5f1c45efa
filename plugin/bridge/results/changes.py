"""What is new, gone, moved, relabelled or the same between two sets of polygons.

Features are matched one to one, the best pairs first: of one class by intersection over union, then of different
classes by the same, then of one class by the distance of their centres. What finds no partner is new or gone.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsDistanceArea,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
    QgsSpatialIndex,
)

from ...engine.contract.errors import RunCancelled, RunError
from ..translation import tr

NEW, GONE, MOVED, RELABELLED, SAME = "new", "gone", "moved", "relabelled", "same"
KINDS_OF_CHANGE = (NEW, GONE, MOVED, RELABELLED, SAME)
LON_LAT = "EPSG:4326"
NEIGHBOURS = 16
"""How many of the nearest features are looked at for one that has moved; it bounds the memory in a crowd."""
ROUGHLY = 1.05
"""By how much a distance in degrees may be off: they differ by 1 % between the equator and the poles."""
RECTANGLE_TOLERANCE = 1e-9
NUMBERS_BETWEEN_LOOKS = 256

Box = tuple[float, float, float, float]
Point = tuple[float, float]
Cancelled = Callable[[], bool]
Progress = Callable[[float], None]


class Shape(NamedTuple):
    """One feature of either side, in the CRS of the comparison; plain numbers, because there may be very many.

    box: left, bottom, right, top. is_box: a rectangle along the axes, whose overlap needs no geometry library. planar:
    the area in square map units. centre: the middle of a box, the centroid of any other polygon, as longitude and
    latitude (in map units where there is no CRS). score: None where there is none. area: in m2, None where it cannot be
    told.
    """

    id: int
    geometry: QgsGeometry
    box: Box
    is_box: bool
    planar: float
    centre: Point
    label: str
    score: float | None
    area: float | None


class Change(NamedTuple):
    """One row of a comparison: what became of a feature; `before` or `after` is None for new and gone ones.

    distance_m, bearing_deg: how far and where to the centre went, clockwise from north; None where there is no CRS.
    """

    kind: str
    before: Shape | None
    after: Shape | None
    iou: float | None = None
    distance_m: float | None = None
    bearing_deg: float | None = None


@dataclass(frozen=True)
class Tolerance:
    """What counts as the same feature: least_iou from which polygons match; reach_m up to which centres do."""

    least_iou: float
    reach_m: float


class _Pair(NamedTuple):
    """A possible match, best first in the order of tuples; numbers are places in the lists of shapes."""

    cost: float
    before: int
    after: int


class Ground:
    """Areas, distances and bearings on the ellipsoid of a CRS; nothing can be said without a CRS."""

    def __init__(self, crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext) -> None:
        self.crs, self.is_known = crs, crs.isValid()
        self._areas, self._lines = QgsDistanceArea(), QgsDistanceArea()
        lon_lat = QgsCoordinateReferenceSystem(LON_LAT)
        for measure, of in ((self._areas, crs), (self._lines, lon_lat)):
            measure.setSourceCrs(of, context)
            measure.setEllipsoid((crs.ellipsoidAcronym() if self.is_known else "") or lon_lat.ellipsoidAcronym())
        self._to_lon_lat = QgsCoordinateTransform(crs, lon_lat, context) if self.is_known else None

    def area(self, geometry: QgsGeometry) -> float | None:
        """Square metres."""
        return _finite(self._areas.measureArea(geometry)) if self.is_known else None

    def lon_lat(self, x: float, y: float) -> Point:
        """A point in longitude and latitude, or as it is where there is no CRS."""
        if self._to_lon_lat is None:
            return x, y
        point = self._to_lon_lat.transform(x, y)
        return point.x(), point.y()

    def distance(self, start: Point, end: Point) -> float | None:
        """Metres between two points in longitude and latitude."""
        if not self.is_known:
            return None
        return 0.0 if start == end else _finite(self._lines.measureLine(QgsPointXY(*start), QgsPointXY(*end)))

    def bearing(self, start: Point, end: Point) -> float | None:
        """Degrees clockwise from north, 0 to 360; None between points that are one."""
        if not self.is_known or start == end:
            return None
        bearing = _finite(self._lines.bearing(QgsPointXY(*start), QgsPointXY(*end)))
        return None if bearing is None else math.degrees(bearing) % 360


def _finite(value: float) -> float | None:
    """Coordinates that do not fit their CRS have no place on the ground, and so no measures."""
    return float(value) if math.isfinite(value) else None


class ShapeReader:
    """Turns features into shapes in one CRS; geometries that are broken are mended.

    skipped: how many had no polygon.
    """

    def __init__(self, ground: Ground, transform: QgsCoordinateTransform | None) -> None:
        self._ground, self._transform = ground, transform
        self.skipped = 0

    def shape(self, feature_id: int, geometry: QgsGeometry, label: str, score: float | None) -> Shape | None:
        """One shape; None for a geometry that holds no polygon. RunError where it cannot be brought into the CRS."""
        geometry = QgsGeometry(geometry)
        try:
            if self._transform is not None:
                geometry.transform(self._transform)
        except QgsCsException as error:
            raise RunError(
                tr(
                    "The feature {id} cannot be brought into {crs}: {reason}. Save both layers in one CRS, then "
                    "compare."
                ).format(id=feature_id, crs=self._ground.crs.userFriendlyIdentifier(), reason=error)
            ) from error
        is_box = _is_box(geometry)
        if not is_box and not geometry.isGeosValid():
            geometry = geometry.makeValid()
        planar = geometry.area()
        if geometry.isEmpty() or not planar > 0:
            self.skipped += 1
            return None
        bounds = geometry.boundingBox()
        box = (bounds.xMinimum(), bounds.yMinimum(), bounds.xMaximum(), bounds.yMaximum())
        middle = bounds.center() if is_box else geometry.centroid().asPoint()
        centre, area = self._ground.lon_lat(middle.x(), middle.y()), self._ground.area(geometry)
        return Shape(feature_id, geometry, box, is_box, planar, centre, label, score, area)


def _is_box(geometry: QgsGeometry) -> bool:
    """Whether it is one ring of four corners that fills its bounding box."""
    box = geometry.boundingBox()
    inner = geometry.constGet()
    if inner is None or inner.nCoordinates() != 5:
        return False
    full = box.width() * box.height()
    return full > 0 and abs(geometry.area() - full) <= RECTANGLE_TOLERANCE * full


def compare(
    before: Sequence[Shape],
    after: Sequence[Shape],
    ground: Ground,
    tolerance: Tolerance,
    cancelled: Cancelled = lambda: False,
    progress: Progress = lambda _: None,
) -> list[Change]:
    """What became of each feature; those of `after` come first, in their order, then the gone ones in theirs.

    progress is told shares from 0 to 1. RunCancelled where a person asked for it.
    """
    pairs = list(_overlaps(before, after, tolerance.least_iou, cancelled, lambda share: progress(0.8 * share)))
    by_class = sorted(pair for pair in pairs if before[pair.before].label == after[pair.after].label)
    across = sorted(pair for pair in pairs if before[pair.before].label != after[pair.after].label)
    matches: dict[int, tuple[str, _Pair]] = {}
    _match(by_class, SAME, matches)
    _match(across, RELABELLED, matches)
    taken = {pair.before for _, pair in matches.values()}
    left_before = [i for i in range(len(before)) if i not in taken]
    left_after = [i for i in range(len(after)) if i not in matches]
    if ground.is_known and tolerance.reach_m > 0:
        near = _near(before, after, left_before, left_after, ground, tolerance.reach_m, cancelled)
        _match(sorted(near), MOVED, matches)
        progress(0.9)
    changes = [_change(before, after, i, matches.get(i), ground) for i in range(len(after))]
    taken = {pair.before for _, pair in matches.values()}
    changes += [Change(GONE, shape, None) for i, shape in enumerate(before) if i not in taken]
    progress(1.0)
    return changes


def counts(changes: Iterable[Change]) -> dict[str, int]:
    """How many changes there are of each kind."""
    found = dict.fromkeys(KINDS_OF_CHANGE, 0)
    for change in changes:
        found[change.kind] += 1
    return found


def overlap(one: Shape, other: Shape, least: float = 0.0) -> float:
    """Intersection over union, 0 to 1; 0 where the bounding boxes alone tell that it is below `least`."""
    left, bottom, right, top = one.box
    other_left, other_bottom, other_right, other_top = other.box
    width, height = min(right, other_right) - max(left, other_left), min(top, other_top) - max(bottom, other_bottom)
    if width <= 0 or height <= 0:
        return 0.0
    both = one.planar + other.planar
    common = min(width * height, one.planar, other.planar)
    if not (one.is_box and other.is_box) and common >= least * (both - common):
        common = one.geometry.intersection(other.geometry).area()
    iou = common / (both - common)
    return min(1.0, iou) if common > 0 and iou >= least else 0.0


def _overlaps(
    before: Sequence[Shape], after: Sequence[Shape], least: float, cancelled: Cancelled, progress: Progress
) -> Iterator[_Pair]:
    """Pairs that overlap by at least so much, in no order; the cost is 1 - IoU."""
    index = QgsSpatialIndex()
    for i in _watched(range(len(before)), cancelled):
        index.addFeature(i, QgsRectangle(*before[i].box))
    for j in _watched(range(len(after)), cancelled):
        for i in index.intersects(QgsRectangle(*after[j].box)):
            iou = overlap(before[i], after[j], least)
            if iou > 0:
                yield _Pair(1 - iou, i, j)
        if j % NUMBERS_BETWEEN_LOOKS == 0:
            progress(j / len(after))


def _near(
    before: Sequence[Shape],
    after: Sequence[Shape],
    left_before: Sequence[int],
    left_after: Sequence[int],
    ground: Ground,
    reach_m: float,
    cancelled: Cancelled,
) -> Iterator[_Pair]:
    """Pairs of one class whose centres lie within reach of each other; the cost is the distance in metres.

    An index a class, so that a crowd of another class costs nothing. Its degrees of longitude are shortened to about
    the length of those of latitude, so that near in the index is near on the ground.
    """
    middle = _mean([before[i].centre[1] for i in left_before])
    shortened = math.cos(math.radians(middle))
    a_degree_m = ground.distance((0.0, middle - 0.005), (0.0, middle + 0.005))
    most_degrees = ROUGHLY * reach_m / (a_degree_m * 100) if a_degree_m else math.inf
    indices: dict[str, QgsSpatialIndex] = defaultdict(QgsSpatialIndex)
    for i in _watched(left_before, cancelled):
        place = _scaled(before[i].centre, shortened)
        indices[before[i].label].addFeature(i, QgsRectangle(place, place, False))
    for j in _watched(left_after, cancelled):
        shape = after[j]
        if shape.label not in indices:
            continue
        for i in indices[shape.label].nearestNeighbor(_scaled(shape.centre, shortened), NEIGHBOURS):
            if _degrees_apart(before[i].centre, shape.centre) > most_degrees:
                continue
            distance = ground.distance(before[i].centre, shape.centre)
            if distance is not None and distance <= reach_m:
                yield _Pair(distance, i, j)


def _degrees_apart(one: Point, other: Point) -> float:
    """About how far apart two places are, in degrees of latitude; quick, to save measuring what is far away."""
    shortened = math.cos(math.radians((one[1] + other[1]) / 2))
    return math.hypot((one[0] - other[0]) * shortened, one[1] - other[1])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _scaled(centre: Point, shortened: float) -> QgsPointXY:
    return QgsPointXY(centre[0] * shortened, centre[1])


def _watched(numbers: Iterable[int], cancelled: Cancelled) -> Iterator[int]:
    for count, number in enumerate(numbers):
        if count % NUMBERS_BETWEEN_LOOKS == 0 and cancelled():
            raise RunCancelled(tr("The comparison was cancelled; nothing was written."))
        yield number


def _match(pairs: Iterable[_Pair], kind: str, matches: dict[int, tuple[str, _Pair]]) -> None:
    """Take pairs in their order as long as both sides are free."""
    taken = {pair.before for _, pair in matches.values()}
    for pair in pairs:
        if pair.before not in taken and pair.after not in matches:
            matches[pair.after] = kind, pair
            taken.add(pair.before)


def _change(
    before: Sequence[Shape], after: Sequence[Shape], number: int, match: tuple[str, _Pair] | None, ground: Ground
) -> Change:
    shape = after[number]
    if match is None:
        return Change(NEW, None, shape)
    kind, pair = match
    partner = before[pair.before]
    iou = overlap(partner, shape) if kind == MOVED else 1 - pair.cost
    distance = ground.distance(partner.centre, shape.centre)
    return Change(kind, partner, shape, iou, distance, ground.bearing(partner.centre, shape.centre))
