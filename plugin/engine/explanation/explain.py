"""Explain what a model saw: heat over the windows of a raster, or over photographs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..contract.card import PHOTO_CLASSIFICATION, REGRESSION, SEGMENTATION, ModelCard, ModelPackage, read_package
from ..contract.errors import JobError, RasterError, RunCancelled
from ..contract.events import Done, Emit, IsCancelled, Note, Progress, Warning
from ..contract.job import ExplainJob
from ..contract.places import find_model, version
from ..path.batches import Batch, PartRead, prefetch, read_parts
from ..path.pipeline import BATCHES_AHEAD, CANCEL_INTERVAL_S, LOADER_THREAD
from ..path.reading import Status, WindowReader
from .choose import Choice, choose_windows
from .gradcam import Explainer, load_explainer
from .heat import Band, HeatRaster, Maps, write_heat
from .photographs import explain_photographs

HEAT_FILE = "heat.tif"
BATCH_WINDOWS = 8

Load = Callable[[ModelPackage], Explainer]


def explain(job: ExplainJob, emit: Emit, cancelled: IsCancelled = lambda: False, load: Load = load_explainer) -> Done:
    """Explain windows of a raster or photographs; every problem that can be known is raised before the model is loaded.

    A raster gives OUTPUT/heat.tif, photographs give OUTPUT/NAME-explained.png each. Cancelling leaves no heat raster;
    overlays that are finished stay.
    """
    started = time.monotonic()
    stop = _stopper(cancelled)
    stop()
    package = read_package(find_model(job.model))
    card = package.card
    _refuse_what_does_not_fit(job, card)
    label = label_number(card, job.label)
    if job.photos:
        return explain_photographs(job, package, label, emit, stop, lambda: _loaded(package, emit, stop, load))
    choice = choose_windows(job, card, label, emit)
    explainer = _loaded(package, emit, stop, load)
    seen = _explain_windows(job, choice, explainer, card, label, emit, stop)
    path = Path(job.output) / HEAT_FILE
    heat = HeatRaster(choice.grid, choice.windows, explainer.places, bands_of(card, label), _tags(card, label))
    maximum = write_heat(path, heat, seen.maps, stop)
    if maximum == 0:
        emit(Note(f"Nothing in the explained windows speaks for {heat.bands[0].name}; the heat is zero everywhere."))
    seconds = time.monotonic() - started
    source = choice.grid.source
    megapixels = source.height_px * source.width_px / 1e6 * len(seen.maps) / len(choice.windows)
    return Done(
        windows={"total": len(choice.windows), "scored": len(seen.maps), **seen.counts},
        seconds=seconds,
        megapixels_per_s=round(megapixels / max(seconds, 1e-6), 3),
        device=explainer.device,
        runtime=explainer.runtime,
        report={"heat_maximum": maximum, "label": job.label},
        files={"heat": str(path)},
    )


def _refuse_what_does_not_fit(job: ExplainJob, card: ModelCard) -> None:
    if card.task == SEGMENTATION:
        raise JobError(
            f"{card.id} scores every pixel, so its scores are a heat map already: run it and open scores-0.tif in the "
            "run folder (OUTPUT/run). Explaining is for models that score whole windows or photographs."
        )
    if job.photos and card.task != PHOTO_CLASSIFICATION:
        raise JobError(
            f"{card.id} looks at rasters, not at photographs; give a raster, or choose a model of photographs."
        )
    if job.rasters and card.task == PHOTO_CLASSIFICATION:
        raise JobError(f"{card.id} looks at photographs, not at rasters; give photographs (--photo FILE).")
    if len(job.rasters) > 1:
        raise JobError(f"One raster is explained at a time, but {len(job.rasters)} were given.")
    if job.photos and (job.area is not None or job.run is not None):
        raise JobError("An area and a run choose windows of a raster; leave them out for photographs.")


def label_number(card: ModelCard, name: str | None) -> int | None:
    """Return the number of a class by its name, or None for each window's highest; JobError lists the classes.

    A regression has one value, which is what is explained whatever it is called.
    """
    if name is None:
        return 0 if len(card.classes) == 1 else None
    if name not in card.classes:
        raise JobError(f"{card.id} has no label '{name}'; it has {', '.join(card.classes)}.")
    return card.classes.index(name)


def bands_of(card: ModelCard, label: int | None) -> tuple[Band, ...]:
    """Return the bands of the heat raster: what raises and what lowers a value, or what speaks for a label."""
    if card.task == REGRESSION:
        name = card.value.name if card.value is not None else card.classes[0]
        return Band(1, f"raises {name}"), Band(-1, f"lowers {name}")
    return (Band(1, card.classes[label] if label is not None else "each window's highest label"),)


def _tags(card: ModelCard, label: int | None) -> dict[str, str]:
    return {
        "METHOD": "Grad-CAM (Selvaraju et al. 2017), divided by HEAT_MAXIMUM, the highest cell of all windows",
        "MODEL": f"{card.id} {card.version} {card.weights.sha256}",
        "LABEL": card.classes[label] if label is not None else "each window's highest",
        "TIFFTAG_SOFTWARE": f"Tesela {version()}",
    }


def _stopper(cancelled: IsCancelled) -> Callable[[], None]:
    def stop() -> None:
        if cancelled():
            raise RunCancelled("Cancelled. Nothing is left half-written; explain again to start anew.")

    return stop


def _loaded(package: ModelPackage, emit: Emit, stop: Callable[[], None], load: Load) -> Explainer:
    """Load the network in a thread that is left alone on a cancel: importing a framework takes seconds."""
    emit(Progress("load", 0, 1))
    loading: Future[Explainer] = Future()

    def work() -> None:
        try:
            loading.set_result(load(package))
        except BaseException as error:  # noqa: BLE001 (raised again by result())
            loading.set_exception(error)

    threading.Thread(target=work, name=LOADER_THREAD, daemon=True).start()
    while not wait([loading], CANCEL_INTERVAL_S).done:
        stop()
    explainer = loading.result()
    card = package.card
    emit(Note(f"{card.name} {card.version} is explained on {explainer.device} with {explainer.runtime}."))
    return explainer


@dataclass(frozen=True)
class _Seen:
    """The explained windows, and counts of what became of the others, as Done.windows names them."""

    maps: Maps
    counts: dict[str, int]


def _explain_windows(
    job: ExplainJob,
    choice: Choice,
    explainer: Explainer,
    card: ModelCard,
    label: int | None,
    emit: Emit,
    stop: Callable[[], None],
) -> _Seen:
    """Explain the first windows of the choice that have data, at most job.most of them."""
    maps, statuses = Maps(), np.empty(0, np.uint8)
    problem, wanted = "", min(job.most, len(choice.indices))
    parts = [(i, choice.indices[i : i + BATCH_WINDOWS]) for i in range(0, len(choice.indices), BATCH_WINDOWS)]
    with WindowReader.open(choice.grid, card.input) as reader:
        ahead = prefetch(read_parts(reader, choice.windows, parts, BATCH_WINDOWS), BATCHES_AHEAD)
        with closing(ahead):
            for item in ahead:
                stop()
                if isinstance(item, PartRead):
                    statuses = np.append(statuses, item.statuses)
                    problem = problem or next(iter(item.problems.values()), "")
                    if len(maps) >= wanted:
                        break
                else:
                    _add(maps, item, explainer, label, job.most)
                    emit(Progress("score", len(maps), wanted))
    failed = int((statuses == Status.FAILED).sum())
    if not len(maps):
        why = f"they cannot be read ({problem})." if failed else "they hold no data. Choose another area."
        raise RasterError(
            f"None of the {len(statuses)} chosen windows of {choice.grid.source.path} could be explained: {why}"
        )
    if failed:
        emit(Warning(f"{failed} windows could not be read and are not explained (first: {problem})."))
    without_data = int((statuses == Status.WITHOUT_DATA).sum())
    left_out = len(choice.indices) - len(maps) - failed - without_data
    if left_out:
        which = "lower scored" if choice.ranked else "later"
        emit(
            Warning(
                f"{left_out} {which} windows are left out, because at most {job.most} are explained; raise --most, or "
                "choose a smaller area."
            )
        )
    return _Seen(
        maps,
        {
            "without_data": without_data,
            "failed": failed,
            "outside_area": 0 if job.area is None else len(choice.windows) - len(choice.indices),
            "left_out": left_out,
        },
    )


def _add(maps: Maps, batch: Batch, explainer: Explainer, label: int | None, most: int) -> None:
    room = most - len(maps)
    if room <= 0:
        return
    cells, _, _ = explainer.explain(batch.pixels[:room], label)
    for index, one, valid in zip(batch.indices, cells, batch.valid, strict=False):
        maps.add(int(index), one, valid)
