"""Found things against true things, in map units: one to one, by coverage, or by place; and average precision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Objects = NDArray[np.object_]
Floats = NDArray[np.floating]
Bools = NDArray[np.bool_]
Ints = NDArray[np.intp]
LEAST_COVERED = 0.5


@dataclass(frozen=True)
class Match:
    """How found things and true things agree.

    right, ignored: (found,), whether a found thing is right, or says nothing because it shows a true thing that does
    not count or lies outside the ground. hit_score: (true,), the score from which on a true thing is found, NaN where
    it never is. counts: (true,), whether a true thing counts. partner: (found,), the true thing shown, or -1.
    """

    scores: Floats
    right: Bools
    ignored: Bools
    hit_score: Floats
    counts: Bools
    partner: Ints

    def at(self, threshold: float) -> Agreement:
        """Count what is found at or above a threshold."""
        found = (self.scores >= threshold) & ~self.ignored
        hit = self.counts & (self.hit_score >= threshold)
        return Agreement(int((found & self.right).sum()), int(found.sum()), int(hit.sum()), int(self.counts.sum()))


@dataclass(frozen=True)
class Agreement:
    """right of the found things are right, hit of the true ones were found; one found thing may hit several."""

    right: int
    found: int
    hit: int
    true: int

    def figures(self) -> dict[str, Any]:
        """Return counts, precision, recall and F1; None where there is nothing to take a share of."""
        precision = self.right / self.found if self.found else None
        recall = self.hit / self.true if self.true else None
        f1 = None
        if recall is not None:
            both = (precision or 0.0) + recall
            f1 = 2 * (precision or 0.0) * recall / both if both else 0.0
        return {
            "true": self.true,
            "found": self.found,
            "right": self.right,
            "hit": self.hit,
            "false": self.found - self.right,
            "missed": self.true - self.hit,
            "precision": precision,
            "recall": recall,
            "f1": f1,
        }


def pairs_by_overlap(found: Objects, true: Objects) -> tuple[Ints, Ints, Floats]:
    """Return found, true and intersection over union of every pair that meets."""
    if not len(found) or not len(true):
        return np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0)
    a, b = shapely.STRtree(true).query(found, predicate="intersects")
    shared = shapely.area(shapely.intersection(found[a], true[b]))
    united = shapely.area(found[a]) + shapely.area(true[b]) - shared
    return a, b, np.divide(shared, united, out=np.zeros(len(shared)), where=united > 0)


def pairs_by_place(found: Objects, true: Objects) -> tuple[Ints, Ints, Floats]:
    """Return found, true and closeness of every pair where the true thing's point or centroid lies in the found thing.

    Closeness is minus the distance of the two centroids, so that of several pairs the closest comes first.
    """
    if not len(found) or not len(true):
        return np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0)
    points = shapely.centroid(true)
    b, a = shapely.STRtree(found).query(points, predicate="intersects")
    return a, b, -shapely.distance(shapely.centroid(found[a]), points[b])


def match_one_to_one(
    scores: Floats, pairs: tuple[Ints, Ints, Floats], counts: Bools, outside: Bools, by_score: bool = True
) -> Match:
    """Match greedily: by falling score of the found things (as for average precision), or by falling overlap.

    pairs: found, true and how well they fit; each found thing takes the best that is still free, one that counts before
    one that does not. outside: found things that lie outside the ground; without a match they are ignored.
    """
    found, true, fit = pairs
    order = np.lexsort((-fit, ~counts[true], -scores[found])) if by_score else np.lexsort((~counts[true], -fit))
    partner = np.full(len(scores), -1, np.intp)
    taken = np.zeros(len(counts), bool)
    for i in order:
        a, b = found[i], true[i]
        if partner[a] < 0 and not taken[b]:
            partner[a], taken[b] = b, True
    matched = partner >= 0
    right = matched & np.append(counts, False)[partner]
    hit_score = np.full(len(counts), np.nan)
    hit_score[partner[matched]] = scores[matched]
    return Match(scores, right, (matched & ~right) | (~matched & outside), hit_score, counts, partner)


def match_places(scores: Floats, pairs: tuple[Ints, Ints, Floats], counts: Bools, outside: Bools) -> Match:
    """Judge by place: a found thing is right where it holds a true one, and may hold several."""
    found, true, fit = pairs
    partner = np.full(len(scores), -1, np.intp)
    order = np.lexsort((fit, counts[true]))
    partner[found[order]] = true[order]
    matched = partner >= 0
    right = matched & np.append(counts, False)[partner]
    hit_score = np.full(len(counts), -np.inf)
    np.maximum.at(hit_score, true, scores[found])
    hit_score[np.isinf(hit_score)] = np.nan
    return Match(scores, right, (matched & ~right) | (~matched & outside), hit_score, counts, partner)


def covered(found: Objects, true: Objects, counts: Bools, outside: Bools) -> Agreement:
    """Judge each polygon by the share of its area that the other side covers, however many polygons do so.

    Completeness and correctness by objects of Rutzinger, Rottensteiner and Pfeifer (2009), "A comparison of evaluation
    techniques for building extraction from airborne laser scanning": attached houses that were found as one count as
    found. A polygon counts as covered from one half of its area on.
    """
    if not len(found) or not len(true):
        return Agreement(0, int((~outside).sum()), 0, int(counts.sum()))
    a, b = shapely.STRtree(true).query(found, predicate="intersects")
    shared = shapely.area(shapely.intersection(found[a], true[b]))
    found_covered = np.bincount(a, shared, minlength=len(found)) >= LEAST_COVERED * shapely.area(found)
    true_covered = np.bincount(b, shared, minlength=len(true)) >= LEAST_COVERED * shapely.area(true)
    uncounted = np.bincount(a, shared * ~counts[b], minlength=len(found)) >= LEAST_COVERED * shapely.area(found)
    judged = ~uncounted & (found_covered | ~outside)
    return Agreement(
        int((found_covered & judged).sum()), int(judged.sum()), int((true_covered & counts).sum()), int(counts.sum())
    )


def precision_recall(match: Match) -> tuple[Floats, Floats, Floats]:
    """Return score, precision and recall at each distinct score of a found thing, from the highest score down."""
    judged = ~match.ignored
    scores = np.unique(match.scores[judged])[::-1]
    found = _at_or_above(match.scores[judged], scores)
    right = _at_or_above(match.scores[judged & match.right], scores)
    hit = _at_or_above(match.hit_score[match.counts & np.isfinite(match.hit_score)], scores)
    true = int(match.counts.sum())
    return scores, right / found, hit / true if true else np.full(len(scores), np.nan)


def _at_or_above(values: Floats, scores: Floats) -> Ints:
    return len(values) - np.searchsorted(np.sort(values), scores, side="left")


def average_precision(match: Match) -> float | None:
    """Return the area under the precision-recall curve of found things, None without any true thing that counts.

    Precision is made to fall only (at each recall the best precision at that recall or a higher one), and all points
    count, as in Everingham and others (2010), "The PASCAL visual object classes challenge".
    """
    if not match.counts.any():
        return None
    _, precision, recall = precision_recall(match)
    if not len(recall):
        return 0.0
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(np.diff(recall, prepend=0.0) * envelope))
