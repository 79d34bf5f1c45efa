"""Compares results with a ground truth: buildings as objects and as area, destroyed buildings as places.

Coverage is the object measure of Rutzinger, Rottensteiner and Pfeifer (2009), "A comparison of evaluation techniques
for building extraction from airborne laser scanning"; recall is their completeness, precision their correctness.

An empty denominator gives nan: where nothing was found there is no precision, and without truth no recall.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import fiona
import numpy as np
import rasterio
import shapely
from numpy.typing import NDArray
from rasterio.features import rasterize
from rasterio.windows import Window
from shapely.geometry import shape

Geometries = NDArray[np.object_]
MATCH_IOU = 0.5
LEAST_COVERED = 0.5
STRIP_PX = 1024


@dataclass(frozen=True)
class Accuracy:
    """How found things and true things agree.

    right of the found ones are right; hit of the true ones were found. Both are counted, because one box may hold two
    buildings. For areas all four are numbers of pixels.
    """

    right: int
    found: int
    hit: int
    true: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.found if self.found else math.nan

    @property
    def recall(self) -> float:
        """Share of what is true that was found."""
        return self.hit / self.true if self.true else math.nan

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def iou(self) -> float:
        """Intersection over union, where right and hit are the same pixels."""
        union = self.found + self.true - self.right
        return self.right / union if union else math.nan


def read_geometries(path: Path, layer: str, **equal: str) -> Geometries:
    """Return the geometries of a GeoPackage layer, those whose attributes are `equal` to the given ones."""
    with fiona.open(path, layer=layer) as features:
        geometries = [
            shape(feature.geometry)
            for feature in features
            if all(feature.properties[name] == value for name, value in equal.items())
        ]
    return np.array(geometries, dtype=object)


def match_objects(found: Geometries, true: Geometries, least_iou: float = MATCH_IOU) -> Accuracy:
    """Match polygons one to one, the highest intersection over union first; a pair below `least_iou` is no match."""
    true_index, found_index = shapely.STRtree(found).query(true, predicate="intersects")
    shared_m2 = shapely.area(shapely.intersection(true[true_index], found[found_index]))
    united_m2 = shapely.area(true[true_index]) + shapely.area(found[found_index]) - shared_m2
    iou = shared_m2 / united_m2
    used_true: set[int] = set()
    used_found: set[int] = set()
    for pair in np.argsort(-iou, kind="stable"):
        a, b = int(true_index[pair]), int(found_index[pair])
        if iou[pair] >= least_iou and a not in used_true and b not in used_found:
            used_true.add(a)
            used_found.add(b)
    return Accuracy(len(used_found), len(found), len(used_true), len(true))


def match_coverage(found: Geometries, true: Geometries, least_covered: float = LEAST_COVERED) -> Accuracy:
    """Judge each polygon by the share of its area that the other side covers, however many polygons do so.

    A found polygon is right, and a true one was found, when at least `least_covered` of its area is covered: attached
    houses that were found as one count as found. Polygons of one side must not overlap one another.
    """
    true_index, found_index = shapely.STRtree(found).query(true, predicate="intersects")
    shared_m2 = shapely.area(shapely.intersection(true[true_index], found[found_index]))
    covered_true = np.bincount(true_index, shared_m2, minlength=len(true)) >= least_covered * shapely.area(true)
    covered_found = np.bincount(found_index, shared_m2, minlength=len(found)) >= least_covered * shapely.area(found)
    return Accuracy(int(covered_found.sum()), len(found), int(covered_true.sum()), len(true))


def match_places(boxes: Geometries, true: Geometries) -> Accuracy:
    """Judge boxes by the centroids of the true polygons.

    A box is right when it holds a centroid; a true polygon was found when a box holds its centroid.
    """
    true_index, box_index = shapely.STRtree(boxes).query(shapely.centroid(true), predicate="intersects")
    return Accuracy(len(set(box_index.tolist())), len(boxes), len(set(true_index.tolist())), len(true))


def compare_areas(found: Geometries, true: Geometries, raster: Path) -> Accuracy:
    """Count the raster's pixels with data whose centres lie in found and in true polygons, both in the raster's CRS."""
    right = found_px = true_px = 0
    with rasterio.open(raster) as dataset:
        for window in _strips(dataset.height, dataset.width):
            with_data = dataset.dataset_mask(window=window) > 0
            masks = [
                _burn(geometries, with_data.shape, dataset.window_transform(window)) & with_data
                for geometries in (found, true)
            ]
            right += int(np.count_nonzero(masks[0] & masks[1]))
            found_px += int(np.count_nonzero(masks[0]))
            true_px += int(np.count_nonzero(masks[1]))
    return Accuracy(right, found_px, right, true_px)


def _strips(height: int, width: int) -> Iterator[Window]:
    for row in range(0, height, STRIP_PX):
        yield Window(0, row, width, min(STRIP_PX, height - row))


def _burn(geometries: Geometries, pixels: tuple[int, int], transform: rasterio.Affine) -> NDArray[np.bool_]:
    if not len(geometries):
        return np.zeros(pixels, dtype=bool)
    return rasterize(geometries, pixels, fill=0, transform=transform, default_value=1, dtype="uint8") > 0
