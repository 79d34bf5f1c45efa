"""From the values of an algorithm's parameters to the job that the worker gets. Nothing is run here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.core import QgsApplication, QgsCoordinateReferenceSystem

from ..bridge.inputs.rasters import Source, common_assigned_crs
from ..bridge.translation import tr
from ..engine.contract.card import ModelCard, read_card
from ..engine.contract.errors import CardError, JobError
from ..engine.contract.job import Job, Reading
from ..engine.contract.places import find_model
from . import parameters as p
from .thresholds import selection_from
from .values import Values


def job_from(
    values: Values,
    sources: Sequence[Source],
    fallback_crs: QgsCoordinateReferenceSystem,
    tasks: Sequence[str],
    output: Path,
) -> Job:
    """The job of a model of one of these tasks, for these values and rasters; a TeselaError says what is wrong."""
    model = model_from(values, *tasks)
    return Job(
        rasters=tuple(source.path for source in sources),
        model=model,
        output=str(output),
        area=values.area(fallback_crs),
        reading=reading_from(values, sources),
        selection=selection_from(values, lambda: card_of(model)),
        window_px=values.integer(p.WINDOW),
        overlap_px=values.integer(p.OVERLAP),
        batch=values.integer(p.BATCH),
    )


def card_of(model: str) -> ModelCard:
    """The card of an installed model or of a model's folder; CardError says what is wrong with it."""
    return read_card(find_model(model))


def model_from(values: Values, *tasks: str) -> str:
    """Id or folder of the chosen model; CardError if none is there, or it is for none of these tasks.

    Without tasks, a model of any task will do.
    """
    folder = values.text(p.MODEL_FOLDER)
    model = folder or values.text(p.MODEL)
    if not model:
        raise CardError(
            tr("No model for {task} is installed; install the plugin again, or name a model folder.").format(
                task=" / ".join(tasks) or tr("this")
            )
        )
    task = card_of(model).task
    if tasks and task not in tasks:
        raise CardError(
            tr("The model {model} is for {task} and cannot be used here; run it with {algorithm}.").format(
                model=model, task=task, algorithm=_algorithm_words(task)
            )
        )
    return model


def _algorithm_words(task: str) -> str:
    """The algorithm that runs the models of a task, as the toolbox shows it and as a script calls it."""
    name = p.ALGORITHMS[task]
    algorithm = QgsApplication.processingRegistry().algorithmById(name)
    return name if algorithm is None else f"'{algorithm.displayName()}' ({name})"


def reading_from(values: Values, sources: Sequence[Source]) -> Reading:
    """How pixels become model input; a TeselaError quotes what cannot be read."""
    pixel_results = values.flag(p.PIXEL_RESULTS)
    return Reading(
        bands=band_numbers(values.text(p.BANDS)),
        value_range=value_range(values.text(p.VALUE_RANGE)),
        crs=values.crs(p.ASSIGNED_CRS) or (None if pixel_results else common_assigned_crs(sources)),
        pixel_results=pixel_results,
        warp=values.flag(p.WARP),
    )


def band_numbers(text: str) -> tuple[int, ...] | None:
    """Read "3,2,1"; None for an empty text; JobError quotes what is no list of band numbers."""
    if not text:
        return None
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError as error:
        raise JobError(
            tr("Bands must be numbers separated by commas, such as 3,2,1, not '{text}'.").format(text=text)
        ) from error


def value_range(text: str) -> tuple[float, float] | None:
    """Read "0,2047"; None for an empty text; JobError quotes what is no pair of numbers."""
    if not text:
        return None
    try:
        low, high = (float(part) for part in text.split(","))
    except ValueError as error:
        raise JobError(
            tr("The value range must be two numbers separated by a comma, such as 0,2047, not '{text}'.").format(
                text=text
            )
        ) from error
    return low, high
