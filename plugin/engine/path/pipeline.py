"""The data path from end to end: `run` = `prepare`, `score`, `select`. It reads as the table of contents.

score is slow: it reads pixels, runs the model and writes a run folder. select is fast: it reads a run folder and
writes features. Changing a threshold never runs the model again.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from ..contract import schema
from ..contract.card import REGRESSION, ModelCard, ModelPackage
from ..contract.errors import CardError, RasterError, RunCancelled, RunError
from ..contract.events import Done, Emit, Found, IsCancelled, Note, Progress, Warning
from ..contract.job import Job, Selection
from .batches import Batch, PartRead, prefetch, read_parts
from .decoders import DECODERS, ScoredRaster, layers_of
from .features import RESULTS_FILE, replacing, reprojection
from .lookout import Lookout
from .model import Model, load_model
from .partwriter import PartWriter
from .plan import Plan, prepare
from .provenance import describe, write_provenance
from .reading import WindowReader
from .scores import RunFolder, in_parts
from .selection import settle
from .tally import Tally
from .unfinished import finished_parts
from .valueraster import write_value_rasters

Load = Callable[[ModelPackage, int, bool], Model]
Scored = tuple[Batch | PartRead, np.ndarray, np.ndarray | None]

LOADER_THREAD = "model-loader"
CANCEL_INTERVAL_S = 0.1

BATCHES_AHEAD = 4


def run(job: Job, emit: Emit, cancelled: IsCancelled = lambda: False, load: Load = load_model) -> Done:
    """Score the rasters of a job and select features; every problem that can be known is raised before scoring."""
    started = time.monotonic()
    if cancelled():
        raise RunCancelled("Cancelled before anything was done.")
    plan = prepare(job, emit)
    folder = score(plan, emit, cancelled, load)
    done = select(folder, job.selection, emit, cancelled)
    return replace(done, seconds=time.monotonic() - started)


def score(plan: Plan, emit: Emit, cancelled: IsCancelled = lambda: False, load: Load = load_model) -> RunFolder:
    """Run the model over the windows that are not scored yet and return the complete run folder."""
    run_folder = RunFolder.create(Path(plan.job.output) / "run", describe(plan))
    with run_folder.locked():
        return _score_what_is_left(plan, run_folder, emit, cancelled, load)


def _score_what_is_left(plan: Plan, run_folder: RunFolder, emit: Emit, cancelled: IsCancelled, load: Load) -> RunFolder:
    failed = run_folder.forget_failures()
    if failed:
        emit(Note(f"{failed} windows that could not be read before are tried again."))
    elif run_folder.is_complete and not run_folder.missing_parts():
        emit(Note(f"{run_folder.path} already holds the scores of this very job; they are used again."))
        return run_folder
    if run_folder.finished:
        parts = len(run_folder.finished)
        emit(Note(f"{run_folder.path} holds {parts} finished parts of this job; they are not scored again."))
    run_folder.update(state="scoring")
    emit(Progress("load", 0, 1))
    model = load_unless_cancelled(plan, run_folder, cancelled, load)
    emit(Progress("load", 1, 1, device=model.device, runtime=model.runtime))
    emit(Note(f"{plan.card.name} {plan.card.version} runs on {model.device} with {model.runtime}."))
    run_folder.update(device=model.device, runtime=model.runtime)
    selection = settle(plan.card, plan.job.selection)
    tally = Tally(emit, plan.card, sum(len(raster.chosen) for raster in plan.rasters), selection.thresholds)
    lookout = Lookout(emit, plan.card, selection)
    started = time.monotonic()
    for number in range(len(plan.rasters)):
        score_raster(plan, number, model, run_folder, tally, lookout, cancelled)
    counts = {"total": sum(len(raster.windows) for raster in plan.rasters), **run_folder.counts()}
    counts["outside_area"] = counts["total"] - sum(len(raster.chosen) for raster in plan.rasters)
    if counts["failed"] and not counts["scored"]:
        raise RasterError(f"No window could be read ({tally.first_problem}); mend that and run the same job again.")
    run_folder.update(
        state="complete",
        device=model.device,
        runtime=model.runtime,
        windows=counts,
        score_seconds=round(time.monotonic() - started, 3),
        megapixels_per_s=round(tally.megapixels_per_s, 3),
    )
    return run_folder


def load_unless_cancelled(plan: Plan, run_folder: RunFolder, cancelled: IsCancelled, load: Load) -> Model:
    """Return the model of a plan, loaded in a thread that is left alone on a cancel: importing takes seconds.

    run_folder: what RunCancelled says is kept. What `load` raises is raised here.
    """
    loading: Future[Model] = Future()

    def work() -> None:
        try:
            loading.set_result(load(plan.package, plan.window_px, plan.job.keep_embeddings))
        except BaseException as error:  # noqa: BLE001 (raised again by result())
            loading.set_exception(error)

    threading.Thread(target=work, name=LOADER_THREAD, daemon=True).start()
    while not wait([loading], CANCEL_INTERVAL_S).done:
        stop_if(cancelled, run_folder)
    stop_if(cancelled, run_folder)
    return loading.result()


def score_raster(
    plan: Plan,
    number: int,
    model: Model,
    run_folder: RunFolder,
    tally: Tally,
    lookout: Lookout,
    cancelled: IsCancelled,
) -> None:
    """Score one raster: reading runs ahead in one thread, writing and blending follow in another."""
    raster = plan.rasters[number]
    if plan.card.task == "segmentation" and run_folder.has_score_raster(number):
        tally.skip(len(raster.chosen))
        return
    todo = [(i, indices) for i, indices in enumerate(in_parts(raster.chosen)) if (number, i) not in run_folder.finished]
    tally.begin_raster(raster.grid.source.path, raster.megapixels, len(raster.chosen))
    tally.skip(len(raster.chosen) - sum(len(indices) for _, indices in todo))
    lookout.begin_raster(raster)
    writer = PartWriter(plan.card, number, raster.grid, raster.windows, raster.chosen, run_folder)
    try:
        with WindowReader.open(raster.grid, plan.card.input) as reader:
            ahead = prefetch(read_parts(reader, raster.windows, todo, plan.batch), BATCHES_AHEAD)
            with closing(ahead), closing(score_in_streams(model, ahead)) as scored:
                for item, scores, embeddings in scored:
                    stop_if(cancelled, run_folder)
                    if isinstance(item, Batch):
                        writer.add(item, scores, embeddings)
                        tally.scored(item, scores)
                        lookout.scored(item, scores)
                    else:
                        writer.end_part(item)
                        tally.ended(item)
        writer.finish()
    except BaseException:
        writer.abandon()
        raise
    tally.end_raster()
    lookout.end_raster()


def score_in_streams(model: Model, items: Iterator[Batch | PartRead]) -> Generator[Scored, None, None]:
    """Score batches in as many threads as the model allows and yield everything in the order in which it came."""
    with ThreadPoolExecutor(model.streams, "model") as threads:
        under_way: deque[tuple[Batch | PartRead, Future[tuple[np.ndarray, np.ndarray | None]] | None]] = deque()
        for item in items:
            under_way.append((item, threads.submit(model.score, item.pixels) if isinstance(item, Batch) else None))
            while len(under_way) > model.streams:
                yield _finished(*under_way.popleft())
        while under_way:
            yield _finished(*under_way.popleft())


def _finished(item: Batch | PartRead, scoring: Future[tuple[np.ndarray, np.ndarray | None]] | None) -> Scored:
    return (item, *scoring.result()) if scoring is not None else (item, np.empty(0), None)


def select(
    run_folder: RunFolder,
    selection: Selection,
    emit: Emit,
    cancelled: IsCancelled = lambda: False,
    results: Path | None = None,
) -> Done:
    """Turn the scores of a complete run into features; RunError where the run is not complete.

    results: the GeoPackage to write; by default results.gpkg beside the run folder.
    """
    started = time.monotonic()
    description = run_folder.description
    if not run_folder.is_complete:
        raise RunError(f"The run in {run_folder.path} is not finished; run its job again to finish it, then select.")
    card = schema.from_json(ModelCard, description["model"], "run.json: model", CardError)
    settled = settle(card, selection)
    rasters = [ScoredRaster(run_folder, i, card, settled) for i in range(len(description["rasters"]))]
    path = results or run_folder.path.parent / RESULTS_FILE
    layers = layers_of(card)
    features = {layer.name: 0 for layer in layers}
    with replacing(path, rasters[0].crs, emit) as package:
        for layer in layers:
            package.create(layer)
        for number, raster in enumerate(rasters):

            def tick(done: int, total: int, number: int = number) -> None:
                stop_if(cancelled, run_folder)
                emit(Progress("select", number * total + done, len(rasters) * total))

            move = reprojection(raster.crs, rasters[0].crs)
            for layer, geometries, columns in DECODERS[card.task](raster, tick):
                package.append(layer, move(geometries), columns)
                features[layer.name] += len(geometries)
        write_provenance(package, run_folder, settled)
        files = {}
        if card.task == REGRESSION:
            files = write_value_rasters(rasters, path, lambda: stop_if(cancelled, run_folder))
    single_colour = description["windows"].get("single_colour", 0)
    if single_colour:
        emit(
            Warning(
                f"{single_colour} of {description['windows']['scored']} windows are of a single colour, where the "
                "model's answer means nothing: they are flagged in the layer and have no value in the raster."
            )
        )
    emit(Found(features[layers[0].name] if card.task == "tile-classification" else sum(features.values())))
    return Done(
        results=str(path),
        run=str(run_folder.path),
        features=features,
        windows=description["windows"],
        seconds=time.monotonic() - started,
        megapixels_per_s=description["megapixels_per_s"],
        device=description["device"],
        runtime=description["runtime"],
        files=files,
    )


def select_run(
    path: str,
    selection: Selection,
    emit: Emit,
    cancelled: IsCancelled = lambda: False,
    results: str | None = None,
    unfinished: bool = False,
) -> Done:
    """Select again from the run folder at `path` (or the output folder that holds it).

    unfinished: also from a run that was interrupted, with a warning that says how many windows are missing.
    """
    run_folder, target = RunFolder.open(Path(path)), Path(results) if results else None
    if run_folder.is_complete or not unfinished:
        return select(run_folder, selection, emit, cancelled, target)
    with finished_parts(run_folder, lambda: stop_if(cancelled, run_folder)) as found:
        missing = found.description["windows"]["missing"]
        emit(
            Warning(
                f"The run in {run_folder.path} was interrupted: {missing} of its windows are missing, and nothing can "
                "be found there. Run the same job again to finish it."
            )
        )
        return select(found, selection, emit, cancelled, target)


def stop_if(cancelled: IsCancelled, run_folder: RunFolder) -> None:
    """Raise RunCancelled where a person asked for it, saying what is kept."""
    if cancelled():
        raise RunCancelled(
            f"Cancelled. The {len(run_folder.finished)} finished parts are kept in {run_folder.path}; run the same job "
            "again to go on from there."
        )
