"""A segmentation against the truth: its pixels by their scores, and the polygons that were written one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, filterfalse
from typing import Any

import numpy as np
import rasterio
import shapely
from affine import Affine
from numpy.typing import NDArray
from rasterio.features import rasterize
from rasterio.windows import Window as RasterWindow

from ..contract.card import ModelCard
from ..contract.errors import TruthError
from ..contract.events import IsCancelled
from ..path.blend import score_step
from ..path.decoders import DECODERS
from ..path.raster import GDAL_OPTIONS
from ..path.scores import NO_SCORE, SCORE_STEPS
from .figures import Samples, class_figures, confusion, confusion_figures, verdict
from .matching import Match, covered, match_one_to_one, pairs_by_overlap
from .objects import Found, place_rows
from .subject import Ground, Subject, stop_if, to_pixels
from .truth import Labels, Objects, TruthLayer

BLOCK_PX = 1024
NO_ROUND = -1
LEAST_LOOKED_AT = 0.5
"""A true polygon counts where at least this share of its area has scores."""


@dataclass
class Pixels:
    """What is counted over the pixels that have a score, block by block.

    steps: (classes, 2, SCORE_STEPS + 1), pixels of each score step by class, that truly have the class (1) or have not
    (0). matrix: the confusion of the highest class at or above its threshold. unlabelled: pixels left out because a
    feature without a label covers them.
    """

    steps: NDArray[np.int64]
    matrix: NDArray[np.int64]
    unlabelled: int = 0
    ambiguous: int = 0
    looked_at_px: list[NDArray[np.int64]] = field(default_factory=list)


def evaluate_masks(
    subject: Subject,
    grounds: tuple[Ground, ...],
    truth: TruthLayer,
    labels: Labels,
    places: NDArray[np.object_] | None,
    least_iou: float,
    cancelled: IsCancelled,
) -> dict[str, Any]:
    """Return the figures of pixels and of polygons; thresholds are those by which the run's features were written."""
    if truth.are_points.all():
        raise TruthError(
            f"The truth {truth.source} holds points, but masks are compared with polygons; give the outlines."
        )
    card = subject.card
    names = _names(card)
    pixels = Pixels(
        np.zeros((len(card.classes), 2, SCORE_STEPS + 1), np.int64), np.zeros((len(names), len(names)), np.int64)
    )
    for ground in grounds:
        _count_ground(subject, ground, labels, pixels, cancelled)
    figures = _pixel_figures(subject, pixels, names, truth.name)
    figures["objects"], figures["places"] = _judge_polygons(
        subject, grounds, labels, pixels, places, least_iou, cancelled
    )
    figures["verdict"] = _verdict(figures)
    return figures


def _names(card: ModelCard) -> list[str]:
    names = [card.classes[number] for number in card.foreground]
    return [*names, card.background or (f"not {names[0]}" if len(names) == 1 else "none of them")]


def _count_ground(subject: Subject, ground: Ground, labels: Labels, pixels: Pixels, cancelled: IsCancelled) -> None:
    """Add the pixels of one raster, and keep how many with scores each true polygon of the model's classes has."""
    looked_at, rounds = np.zeros(len(ground.rows), np.int64), np.full(len(ground.rows), NO_ROUND)
    held = labels.held[ground.rows][:, subject.card.foreground].any(axis=1)
    rounds[held] = rounds_apart(ground.shapes_px[held])
    tree = shapely.STRtree(ground.shapes_px)
    with (
        rasterio.Env(**GDAL_OPTIONS),
        rasterio.open(ground.raster.run.score_raster(ground.raster.number)) as dataset,
    ):
        for block in _blocks(dataset.height, dataset.width, shapely.bounds(ground.judged_px)):
            stop_if(cancelled)
            valid, steps = _read(dataset, block, ground)
            if valid.any():
                _count_block(subject, ground, labels, pixels, _Block(block, valid, steps, tree), rounds, looked_at)
    pixels.looked_at_px.append(looked_at)


def rounds_apart(shapes: Objects) -> NDArray[np.intp]:
    """Return a number for each shape, from 0 on, so that no two of one number meet: greedy colouring in their order."""
    tree = shapely.STRtree(shapes)
    rounds = np.full(len(shapes), NO_ROUND)
    for i, shape in enumerate(shapes):
        taken = set(rounds[tree.query(shape, predicate="intersects")].tolist())
        rounds[i] = next(filterfalse(taken.__contains__, count()))
    return rounds


@dataclass(frozen=True)
class _Block:
    """A block of the score raster: where it lies, which pixels are judged, their steps (classes, h, w)."""

    window: RasterWindow
    valid: NDArray[np.bool_]
    steps: NDArray[np.uint8]
    tree: shapely.STRtree

    @property
    def features(self) -> NDArray[np.intp]:
        """The features that meet the block."""
        left, top = self.window.col_off, self.window.row_off
        box = shapely.box(left, top, left + self.window.width, top + self.window.height)
        return np.sort(self.tree.query(box, predicate="intersects"))

    def burn(self, shapes: NDArray[np.object_], numbers: NDArray[np.integer]) -> NDArray[np.int32]:
        """Return the number of the polygon over each pixel's middle, the last of several, 0 where there is none."""
        polygons = shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON
        if not polygons.any():
            return np.zeros(self.valid.shape, np.int32)
        return rasterize(
            zip(shapes[polygons], numbers[polygons].tolist(), strict=True),
            out_shape=self.valid.shape,
            transform=Affine.translation(self.window.col_off, self.window.row_off),
            dtype="int32",
        )


def _blocks(height: int, width: int, bounds: NDArray[np.float64]) -> Iterator[RasterWindow]:
    left, top, right, bottom = bounds
    for row in range(0, height, BLOCK_PX):
        for col in range(0, width, BLOCK_PX):
            if row < bottom and row + BLOCK_PX > top and col < right and col + BLOCK_PX > left:
                yield RasterWindow(col, row, min(BLOCK_PX, width - col), min(BLOCK_PX, height - row))


def _read(
    dataset: rasterio.DatasetReader, block: RasterWindow, ground: Ground
) -> tuple[NDArray[np.bool_], NDArray[np.uint8]]:
    steps = dataset.read(window=block)
    valid = steps[0] != NO_SCORE
    if valid.any() and ground.raster.area is not None:
        inside = rasterize(
            [ground.judged_px],
            out_shape=valid.shape,
            transform=Affine.translation(block.col_off, block.row_off),
            dtype="uint8",
        )
        valid &= inside > 0
    return valid, steps


def _count_block(
    subject: Subject,
    ground: Ground,
    labels: Labels,
    pixels: Pixels,
    block: _Block,
    rounds: NDArray[np.intp],
    looked_at: NDArray[np.int64],
) -> None:
    features = block.features
    rows, shapes = ground.rows[features], ground.shapes_px[features]
    for number in np.setdiff1d(rounds[features], NO_ROUND):
        mine = rounds[features] == number
        numbers = block.burn(shapes[mine], features[mine] + 1)[block.valid]
        looked_at += np.bincount(numbers, minlength=len(looked_at) + 1)[1:]
    unlabelled = ~labels.known[rows]
    sure = block.burn(shapes[unlabelled], np.ones(int(unlabelled.sum()), int))[block.valid] == 0
    pixels.unlabelled += int((~sure).sum())
    steps = block.steps[:, block.valid][:, sure]
    foreground = np.array(subject.card.foreground)
    truths = np.zeros((len(foreground), steps.shape[1]), bool)
    for i, number in enumerate(foreground):
        mine = labels.held[rows, number]
        truths[i] = block.burn(shapes[mine], np.ones(int(mine.sum()), int))[block.valid][sure] > 0
        for holds in (0, 1):
            chosen = steps[number][truths[i] == holds]
            pixels.steps[number, holds] += np.bincount(chosen, minlength=SCORE_STEPS + 1)[: SCORE_STEPS + 1]
    _add_confusion(subject, pixels, steps, truths)


def _add_confusion(subject: Subject, pixels: Pixels, steps: NDArray[np.uint8], truths: NDArray[np.bool_]) -> None:
    """Add pixels of at most one true class by the class that was found: the highest at or above its threshold."""
    foreground = np.array(subject.card.foreground)
    least = np.array([_least_step(subject, number) for number in foreground])
    scores = steps[foreground].astype(np.int16)
    passed = np.where(scores >= least[:, None], scores, -1)
    none = len(foreground)
    found = np.where(passed.max(axis=0) >= 0, passed.argmax(axis=0), none)
    true = np.where(truths.any(axis=0), truths.argmax(axis=0), none)
    clear = truths.sum(axis=0) <= 1
    pixels.ambiguous += int((~clear).sum())
    pairs = true[clear] * (none + 1) + found[clear]
    pixels.matrix += np.bincount(pairs, minlength=(none + 1) ** 2).reshape(none + 1, none + 1)


def _least_step(subject: Subject, number: int) -> int:
    return max(score_step(subject.selection.thresholds[number]), 1)


def _pixel_figures(subject: Subject, pixels: Pixels, names: list[str], data: str) -> dict[str, Any]:
    scale = np.arange(SCORE_STEPS + 1)
    classes = {}
    for number in subject.card.foreground:
        samples = Samples(
            subject.card.classes[number],
            np.tile(scale / SCORE_STEPS, 2),
            np.repeat([False, True], SCORE_STEPS + 1),
            pixels.steps[number].ravel(),
        )
        found = np.tile(scale >= _least_step(subject, number), 2)
        classes[samples.label] = class_figures(samples, found, subject.selection.thresholds[number], data)
    return {
        "sample": "pixel",
        "pixels": {
            "judged": int(pixels.matrix.sum()) + pixels.ambiguous,
            "of several true classes": pixels.ambiguous,
            "covered by a feature without label": pixels.unlabelled,
        },
        "overall": confusion_figures(pixels.matrix),
        "classes": classes,
        "confusions": [confusion("Pixels", names, pixels.matrix)],
    }


def _judge_polygons(
    subject: Subject,
    grounds: tuple[Ground, ...],
    labels: Labels,
    pixels: Pixels,
    places: NDArray[np.object_] | None,
    least_iou: float,
    cancelled: IsCancelled,
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    card = subject.card
    found = [
        _decode(subject, ground, labels, looked_at, cancelled)
        for ground, looked_at in zip(grounds, pixels.looked_at_px, strict=True)
    ]
    classes, rows = {}, []
    for i, number in enumerate(card.foreground):
        label = card.classes[number]
        of_class = [raster[i] for raster in found]
        matches = [_one_to_one(one, least_iou) for one in of_class]
        agreements = [match.at(-np.inf) for match in matches]
        coverage = [covered(one.shapes, one.true, one.counts, one.outside) for one in of_class]
        classes[label] = {
            "label": label,
            "threshold": subject.selection.thresholds[number],
            **_summed(agreements).figures(),
            "covered": _summed(coverage).figures(),
            "ignored": int(sum(match.ignored.sum() for match in matches)),
            "not_looked_at": int(sum((~one.counts).sum() for one in of_class)),
        }
        rows += place_rows(label, of_class, matches, -np.inf, places)
    text = (
        f"Polygons are matched one to one, the largest overlap first; a pair below an intersection over union of "
        f"{least_iou:g} is no match. Covered: at least half of a polygon's area is covered by the other side, however "
        "many polygons do so, so that attached houses that were found as one count as found."
    )
    return {"kind": "polygons", "rule": "overlap", "rule_text": text, "classes": classes}, rows


def _decode(
    subject: Subject, ground: Ground, labels: Labels, looked_at_px: NDArray[np.int64], cancelled: IsCancelled
) -> list[Found]:
    def tick(done: int, total: int) -> None:
        del done, total
        stop_if(cancelled)

    found = []
    decoded = DECODERS[subject.card.task](ground.raster, tick)
    for number, (_, shapes, columns) in zip(subject.card.foreground, decoded, strict=False):
        mine = labels.held[ground.rows, number] & (shapely.area(ground.shapes_px) > 0)
        true_px = ground.shapes_px[mine]
        counts = looked_at_px[mine] >= LEAST_LOOKED_AT * shapely.area(true_px)
        small = (looked_at_px[mine] == 0) & (shapely.area(true_px) <= 1)
        counts |= small & shapely.intersects(ground.judged_px, shapely.centroid(true_px))
        centres = to_pixels(ground.raster, shapely.centroid(shapes))
        outside = ~shapely.intersects(ground.judged_px, centres)
        found.append(
            Found(shapes, columns["score"], outside, ground.shapes[mine], ground.rows[mine], counts, ground.name)
        )
    return found


def _one_to_one(one: Found, least_iou: float) -> Match:
    found, true, iou = pairs_by_overlap(one.shapes, one.true)
    fits = iou >= least_iou
    pairs = found[fits], true[fits], iou[fits]
    return match_one_to_one(one.scores, pairs, one.counts, one.outside, by_score=False)


def _summed(agreements: list[Any]) -> Any:
    first = type(agreements[0])
    names = ("right", "found", "hit", "true")
    return first(*(sum(getattr(one, name) for one in agreements) for name in names))


def _verdict(figures: dict[str, Any]) -> list[dict[str, Any]]:
    classes, polygons = figures["classes"], figures["objects"]["classes"]
    pixels = figures["pixels"]["judged"]
    rows = []
    for label, one in classes.items():
        of = f"{pixels:,} pixels" if len(classes) == 1 else label
        rows.append(verdict("IoU of pixels" if len(classes) == 1 else f"IoU, {label}", one["iou"], of))
    rows.append(verdict("pixel accuracy", figures["overall"]["accuracy"], f"{pixels:,} pixels"))
    for label, one in polygons.items():
        prefix = "polygons" if len(polygons) == 1 else label
        rows += [
            verdict(f"precision, {prefix} one to one", one["precision"], f"{one['found']:,} polygons found"),
            verdict(f"recall, {prefix} one to one", one["recall"], f"{one['true']:,} true polygons"),
        ]
    return rows
