"""The plan of a run over photographs: job, model and layer checked against each other before anything slow begins."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..contract import schema
from ..contract.card import PHOTO_CLASSIFICATION, ModelCard, ModelPackage, read_package
from ..contract.errors import JobError
from ..contract.events import Event, Note, Warning
from ..contract.job import PhotoJob
from ..contract.places import find_model
from ..contract.vector_names import split_layer_name
from ..path.fingerprint import SCORING_FIELDS
from ..path.selection import SettledSelection, settle
from .files import find_photo
from .points import PointLayer, name_places, read_headings, read_points

BANDS = ("red", "green", "blue")
RESULTS_FILE = "results.gpkg"
SEEN_AS = "short side scaled, middle square, RGB"
"""How `image.read_photo` shows a photograph; part of the fingerprint, so that scores of another way are not reused."""


@dataclass(frozen=True)
class PhotoPlan:
    """A job that was checked against its model and its layer.

    photo_of_row: (n,) number of each row's photograph in `photos`, -1 where the field is empty. headings_deg: (n,), NaN
    where there is none. places: the place of each row, or None.
    """

    job: PhotoJob
    package: ModelPackage
    selection: SettledSelection
    layer: PointLayer
    photos: tuple[Path, ...]
    photo_of_row: NDArray[np.int64]
    headings_deg: NDArray[np.float64]
    places: list[str | None]

    @property
    def card(self) -> ModelCard:
        """The model's card."""
        return self.package.card

    @property
    def scoring_digest(self) -> str:
        """The same exactly where a photograph would get the same scores."""
        card = self.card
        model = [card.weights.sha256, SEEN_AS, *(schema.to_json(getattr(card, name)) for name in SCORING_FIELDS)]
        return hashlib.sha256(json.dumps(model, sort_keys=True).encode()).hexdigest()

    @property
    def fingerprint(self) -> str:
        """The same exactly where model, points, photographs, headings and places are."""
        rows = [self.layer.xy.tolist(), self.photo_of_row.tolist(), [str(path) for path in self.photos]]
        crs = self.layer.crs.to_wkt() if self.layer.crs else None
        text = json.dumps([self.scoring_digest, crs, *rows, np.nan_to_num(self.headings_deg, nan=-1).tolist()])
        return hashlib.sha256((text + json.dumps(self.places)).encode()).hexdigest()

    def describe_layer(self) -> dict[str, Any]:
        """Return what the provenance says of the layer of points."""
        return {"path": self.job.points, "rows": len(self.layer), "photographs": len(self.photos)}


def prepare(job: PhotoJob, emit: Callable[[Event], None]) -> PhotoPlan:
    """Check model and layer; raises the error that a person should see, and warns of rows that are left out."""
    package = read_package(find_model(job.model))
    check_card(package.card)
    selection = settle(package.card, job.selection)
    _refuse_own_results(job)
    fields = [name for name in (job.photo_field, job.heading_field, job.place_field) if name is not None]
    layer = read_points(job.points, fields)
    if not len(layer):
        raise JobError(f"{job.points} holds no row with a point; give a layer of points with photographs.")
    texts = layer.values[job.photo_field]
    folder = photo_folder(job)
    found = [find_photo(text, folder) for text in texts]
    photos = {path: number for number, path in enumerate(dict.fromkeys(path for path in found if path is not None))}
    headings, wrong = read_headings(layer.values[job.heading_field] if job.heading_field else [None] * len(layer))
    places = name_places(layer, job.place_field)
    _tell_what_is_odd(job, layer, places, wrong, emit)
    return PhotoPlan(
        job=job,
        package=package,
        selection=selection,
        layer=layer,
        photos=tuple(photos),
        photo_of_row=np.array([-1 if path is None else photos[path] for path in found], np.int64),
        headings_deg=headings,
        places=places,
    )


def photo_folder(job: PhotoJob) -> Path:
    """Return the folder in which relative paths of a job's photographs start."""
    folder = Path(job.photo_folder) if job.photo_folder else Path(split_layer_name(job.points)[0]).parent
    return folder.absolute()


def check_card(card: ModelCard) -> None:
    """Refuse a model that is not for photographs, or that wants other bands or values than photographs have."""
    if card.task != PHOTO_CLASSIFICATION:
        raise JobError(
            f"{card.id} is a model for rasters ({card.task}), not for photographs; use 'tesela run' with it, or give "
            f"a model of the task {PHOTO_CLASSIFICATION}."
        )
    if not set(card.input.bands) <= set(BANDS) or "uint8" not in card.input.dtypes:
        raise JobError(
            f"{card.id} wants the bands {', '.join(card.input.bands)} as {', '.join(card.input.dtypes)}, but "
            f"photographs have {', '.join(BANDS)} as uint8; give another model."
        )


def _refuse_own_results(job: PhotoJob) -> None:
    if Path(split_layer_name(job.points)[0]).absolute() == (Path(job.output) / RESULTS_FILE).absolute():
        raise JobError(f"{job.points} lies where the results would be written; choose another output folder.")


def _tell_what_is_odd(
    job: PhotoJob, layer: PointLayer, places: list[str | None], wrong_headings: int, emit: Callable[[Event], None]
) -> None:
    rows = f"of {len(layer) + layer.without_geometry} rows"
    if layer.without_geometry:
        emit(Warning(f"{job.points}: {layer.without_geometry} {rows} have no point; they are left out."))
    if layer.several:
        emit(Note(f"{job.points}: {layer.several} {rows} hold several points; they are placed at their mean."))
    if wrong_headings:
        emit(
            Warning(
                f"{job.points}: '{job.heading_field}' is no angle in {wrong_headings} {rows}; it counts as unknown."
            )
        )
    nowhere = sum(place is None for place in places)
    if nowhere:
        emit(
            Warning(
                f"{job.points}: '{job.place_field}' is empty in {nowhere} {rows}; their photographs are classified, "
                "but belong to no place."
            )
        )
    if layer.crs is None:
        emit(Warning(f"{job.points} has no coordinate reference system; neither have the results."))
