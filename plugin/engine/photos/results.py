"""The layers that a run over photographs writes: a point a photograph, and a point a place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from ..contract.card import ModelCard
from ..contract.events import Emit
from ..path.features import Layer, constant, replacing
from ..path.labels import field_names, held_labels, join_labels
from ..path.provenance import write_provenance
from ..path.scores import RunFolder
from .decide import NO_CLASS, decide_for
from .places import NOT_SCORED, Places, aggregate, agreement
from .plan import PhotoPlan

PHOTOS, PLACES = "photos", "places"
BEFORE = {"class": "str", "score": "float"}
PHOTO_FIELDS = {"photo": "str", "heading": "float", "place": "str", "model": "str", "run": "str"}
PLACE_FIELDS = {
    "place": "str",
    "count": "int",
    "failed": "int",
    "headings": "str",
    "agreement": "float",
    "model": "str",
    "run": "str",
}
RESERVED = ("labels", *BEFORE, *PHOTO_FIELDS, *PLACE_FIELDS)


@dataclass(frozen=True)
class Written:
    """What was written: features a layer, and how many photographs got a class."""

    features: dict[str, int]
    named: int


def layers_for(card: ModelCard) -> tuple[Layer, Layer]:
    """Return the layer of photographs and that of places.

    Of classes that do not exclude each other, the field `labels` lists those held.
    """
    scores = dict.fromkeys(field_names(card.classes, RESERVED), "float")
    labels = {} if card.activation == "softmax" else {"labels": "str"}
    return (
        Layer(PHOTOS, "Point", {**BEFORE, **labels, **scores, **PHOTO_FIELDS}),
        Layer(PLACES, "Point", {**BEFORE, **labels, **scores, **PLACE_FIELDS}),
    )


def write_results(
    path: Path,
    plan: PhotoPlan,
    scores: NDArray[np.float32],
    run_folder: RunFolder,
    emit: Emit,
    stop: Callable[[], None],
) -> Written:
    """Write both layers and the provenance; scores: (n, classes) of the rows, NaN where a row was not scored."""
    photos_layer, places_layer = layers_for(plan.card)
    crs = plan.layer.crs
    places = aggregate(
        plan.places,
        plan.layer.xy,
        plan.photo_of_row,
        scores,
        plan.headings_deg,
        is_geographic=crs is not None and crs.is_geographic,
    )
    rows, row_columns = _scored_columns(plan, scores)
    of_places, place_columns = _scored_columns(plan, places.scores)
    run = run_folder.description["run"]
    row_columns |= _photo_columns(plan) | _origin(plan, run, len(rows))
    place_columns |= _place_columns(plan, places, rows, of_places) | _origin(plan, run, len(of_places))
    with replacing(path, crs, emit) as package:
        for layer, xy, columns in (
            (photos_layer, plan.layer.xy, row_columns),
            (places_layer, places.xy, place_columns),
        ):
            stop()
            package.create(layer)
            package.append(layer, shapely.points(xy), columns)
        write_provenance(package, run_folder, plan.selection)
    named = int((rows >= 0).sum())
    return Written({PHOTOS: len(rows), PLACES: len(of_places)}, named)


def _scored_columns(plan: PhotoPlan, scores: NDArray[np.floating]) -> tuple[NDArray[np.int64], dict[str, np.ndarray]]:
    """Return the class of each row of scores (NO_CLASS, NOT_SCORED) and the columns that both layers begin with."""
    card, thresholds = plan.card, plan.selection.thresholds
    classes, best = decide_for(card, scores, thresholds)
    scored = np.isfinite(best)
    columns: dict[str, np.ndarray] = {
        "class": _texts(card.classes[number] if number != NO_CLASS else None for number in classes),
        "score": best,
        **{name: scores[:, i] for i, name in enumerate(field_names(card.classes, RESERVED))},
    }
    if card.activation != "softmax":
        columns["labels"] = join_labels(held_labels(scores, card, thresholds), card.classes)
        columns["labels"][~scored] = None
    return np.where(scored, classes, NOT_SCORED), columns


def _photo_columns(plan: PhotoPlan) -> dict[str, np.ndarray]:
    return {
        "photo": _texts(str(plan.photos[number]) if number >= 0 else None for number in plan.photo_of_row),
        "heading": plan.headings_deg,
        "place": _texts(plan.places),
    }


def _place_columns(
    plan: PhotoPlan, places: Places, rows: NDArray[np.int64], of_places: NDArray[np.int64]
) -> dict[str, np.ndarray]:
    return {
        "place": _texts(places.names),
        "count": places.photographs,
        "failed": places.failed,
        "headings": _texts(text or None for text in places.headings),
        "agreement": agreement(places, plan.photo_of_row, rows, of_places),
    }


def _origin(plan: PhotoPlan, run: str, count: int) -> dict[str, np.ndarray]:
    return {"model": constant(f"{plan.card.id} {plan.card.version}", count), "run": constant(run, count)}


def _texts(values: Iterable[str | None]) -> NDArray[np.object_]:
    items = list(values)
    column = np.empty(len(items), object)
    column[:] = items
    return column
