"""The data path from end to end: `run` = `prepare`, `score`, `select`. It reads as the table of contents.

score is slow: it reads pixels, runs the model and writes a run folder. select is fast: it reads a run folder and
writes features. Changing a threshold never runs the model again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from ..contract import schema
from ..contract.card import ModelCard, ModelPackage, read_package
from ..contract.errors import AreaError, CardError, JobError, RasterError, RunCancelled, RunError
from ..contract.events import Done, Event, Found, Note, Progress, Warning
from ..contract.job import Job, Selection
from ..contract.places import find_model, version
from .area import parse_area, place_area, windows_of_area
from .batches import Batch, WindowReader, prefetch, read_parts
from .decoders import DECODERS, ScoredRaster, layers_of
from .features import RUN_FIELDS, RUNS, GeoPackage, Layer, constant, replacing, reprojection
from .model import Model, load_model
from .partwriter import PartWriter
from .raster import describe_raster
from .scoregrid import ScoreGrid, make_score_grid
from .scores import (
    PART_WINDOWS,
    SCHEMA_VERSION,
    RunFolder,
    describe_grid,
    fingerprint_job,
    fingerprint_raster,
)
from .tally import Tally
from .windows import WindowGrid, windows_to_json

Emit = Callable[[Event], None]
IsCancelled = Callable[[], bool]
Load = Callable[[ModelPackage, int, bool], Model]

BATCH_PIXELS = 8 * 256 * 256
MAX_BATCH = 64
BATCHES_AHEAD = 4


@dataclass(frozen=True)
class RasterPlan:
    """What is to be done with one raster: its score grid, windows, the chosen ones, and the area in score pixels."""

    grid: ScoreGrid
    windows: WindowGrid
    chosen: np.ndarray
    area: shapely.Geometry | None

    @property
    def parts(self) -> list[np.ndarray]:
        """The chosen windows in runs of PART_WINDOWS."""
        return [self.chosen[i : i + PART_WINDOWS] for i in range(0, len(self.chosen), PART_WINDOWS)]

    @property
    def megapixels(self) -> float:
        """Raster pixels that the chosen windows stand for, in millions."""
        source = self.grid.source
        return source.height_px * source.width_px / 1e6 * len(self.chosen) / max(1, len(self.windows))


@dataclass(frozen=True)
class Plan:
    """A job that was checked against its model and rasters, before anything slow begins."""

    job: Job
    package: ModelPackage
    rasters: tuple[RasterPlan, ...]

    @property
    def card(self) -> ModelCard:
        """The model's card."""
        return self.package.card


def run(job: Job, emit: Emit, cancelled: IsCancelled = lambda: False, load: Load = load_model) -> Done:
    """Score the rasters of a job and select features; every problem that can be known is raised before scoring."""
    started = time.monotonic()
    plan = prepare(job, emit)
    folder = score(plan, emit, cancelled, load)
    done = select(folder, job.selection, emit, cancelled)
    return replace(done, seconds=time.monotonic() - started)


def prepare(job: Job, emit: Emit) -> Plan:
    """Check model, rasters and area against each other; raises the error that a person should see."""
    package = read_package(find_model(job.model))
    merge_selection(package.card, job.selection)
    area = parse_area(job.area) if job.area else None
    for note in area[2] if area else ():
        emit(Note(note))
    plans = []
    for path in dict.fromkeys(job.rasters):
        source = describe_raster(path, job.reading, package.card.input)
        grid = make_score_grid(source, package.card, job.window_px, job.overlap_px)
        for message in (*source.warnings, *grid.warnings):
            emit(Warning(message))
        windows = grid.lay_windows()
        placed = place_area(area[0], area[1], grid) if area else None
        if area and placed is None:
            emit(Warning(f"The area does not meet {path}; this raster is left out."))
            continue
        plans.append(RasterPlan(grid, windows, windows_of_area(windows, placed, grid.window_px), placed))
    if not plans:
        raise AreaError(
            f"The area meets none of the {len(job.rasters)} rasters; check the area's CRS ({job.area and job.area.crs}) "
            "and draw it over a raster."
        )
    return Plan(job, package, tuple(plans))


def score(plan: Plan, emit: Emit, cancelled: IsCancelled = lambda: False, load: Load = load_model) -> RunFolder:
    """Run the model over the windows that are not scored yet and return the complete run folder."""
    run_folder = RunFolder.create(Path(plan.job.output) / "run", describe(plan))
    if run_folder.is_complete:
        emit(Note(f"{run_folder.path} already holds the scores of this very job; they are used again."))
        return run_folder
    resumed = sum(sum(entry["windows"].values()) > 0 for entry in run_folder.finished.values())
    if resumed:
        emit(Note(f"{run_folder.path} holds {resumed} finished parts of this job; they are not scored again."))
    stop_if(cancelled, run_folder)
    emit(Progress("load", 0, 1))
    model = load(plan.package, plan.rasters[0].grid.window_px, plan.job.keep_embeddings)
    emit(Note(f"{plan.card.name} {plan.card.version} runs on {model.device} with {model.runtime}."))
    thresholds = merge_selection(plan.card, plan.job.selection).thresholds or ()
    tally = Tally(emit, plan.card, sum(len(raster.chosen) for raster in plan.rasters), thresholds)
    started = time.monotonic()
    for number in range(len(plan.rasters)):
        score_raster(plan, number, model, run_folder, tally, cancelled)
    counts = {"total": sum(len(raster.windows) for raster in plan.rasters), **run_folder.counts()}
    counts["outside_area"] = counts["total"] - sum(len(raster.chosen) for raster in plan.rasters)
    if counts["failed"] and not counts["scored"]:
        raise RasterError(
            f"No window of {plan.job.rasters[0]} could be read ({tally.first_problem}); nothing was scored."
        )
    run_folder.update(
        state="complete",
        device=model.device,
        runtime=model.runtime,
        windows=counts,
        score_seconds=round(time.monotonic() - started, 3),
        megapixels_per_s=round(tally.megapixels_per_s, 3),
    )
    return run_folder


def score_raster(
    plan: Plan, number: int, model: Model, run_folder: RunFolder, tally: Tally, cancelled: IsCancelled
) -> None:
    """Score one raster: reading runs ahead in one thread, writing and blending follow in another."""
    raster = plan.rasters[number]
    if plan.card.task == "segmentation" and run_folder.has_score_raster(number):
        tally.skip(len(raster.chosen))
        return
    todo = [(i, indices) for i, indices in enumerate(raster.parts) if (number, i) not in run_folder.finished]
    tally.begin_raster(raster.grid.source.path, raster.megapixels, len(raster.chosen))
    tally.skip(len(raster.chosen) - sum(len(indices) for _, indices in todo))
    writer = PartWriter(plan.card, number, raster.grid, raster.windows, raster.chosen, run_folder)
    try:
        with WindowReader.open(raster.grid, plan.card.input) as reader:
            ahead = prefetch(read_parts(reader, raster.windows, todo, choose_batch(plan)), BATCHES_AHEAD)
            with closing(ahead) as stream:
                for item in stream:
                    stop_if(cancelled, run_folder)
                    if isinstance(item, Batch):
                        scores, embeddings = model.score(item.pixels)
                        writer.add(item, scores, embeddings)
                        tally.scored(item, scores)
                    else:
                        writer.end_part(item)
                        tally.ended(item)
        writer.finish()
    except BaseException:
        writer.abandon()
        raise
    tally.end_raster()


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
    merged = merge_selection(card, selection)
    rasters = [ScoredRaster(run_folder, i, card, merged) for i in range(len(description["rasters"]))]
    path = results or run_folder.path.parent / "results.gpkg"
    layers = layers_of(card)
    features = {layer.name: 0 for layer in layers}
    with replacing(path, rasters[0].crs) as package:
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
        write_provenance(package, run_folder, merged)
    emit(Found(features[layers[0].name]))
    return Done(
        results=str(path),
        run=str(run_folder.path),
        features=features,
        windows=description["windows"],
        seconds=time.monotonic() - started,
        megapixels_per_s=description["megapixels_per_s"],
        device=description["device"],
        runtime=description["runtime"],
    )


def select_run(
    path: str, selection: Selection, emit: Emit, cancelled: IsCancelled = lambda: False, results: str | None = None
) -> Done:
    """Select again from the run folder at `path` (or the output folder that holds it)."""
    return select(RunFolder.open(Path(path)), selection, emit, cancelled, Path(results) if results else None)


def merge_selection(card: ModelCard, selection: Selection) -> Selection:
    """Fill what the job leaves open from the model card; JobError where the thresholds do not match the classes."""
    chosen = {name: value for name, value in vars(selection).items() if value is not None}
    thresholds = chosen.get("thresholds")
    if thresholds is not None and len(thresholds) == 1:
        chosen["thresholds"] = thresholds * len(card.classes)
    elif thresholds is not None and len(thresholds) != len(card.classes):
        raise JobError(
            f"{len(thresholds)} thresholds were given, but {card.id} has {len(card.classes)} classes "
            f"({', '.join(card.classes)}); give one, or one a class."
        )
    return replace(card.selection, **chosen)


def describe(plan: Plan) -> dict[str, Any]:
    """Return what run.json says before anything is scored."""
    fingerprints = [fingerprint_raster(raster.grid.source) for raster in plan.rasters]
    fingerprint = fingerprint_job(plan.job, fingerprints, plan.card.weights.sha256)
    return {
        "schema_version": SCHEMA_VERSION,
        "run": fingerprint[:12],
        "fingerprint": fingerprint,
        "state": "scoring",
        "tesela": version(),
        "started": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "job": plan.job.to_json(),
        "model": schema.to_json(plan.card),
        "rasters": [
            {
                "name": raster.grid.source.name,
                "fingerprint": fingerprint_of,
                "grid": describe_grid(raster.grid),
                "windows": windows_to_json(raster.windows, 1 - raster.grid.overlap_px / raster.grid.window_px),
                "chosen": len(raster.chosen),
                "area": raster.area.wkt if raster.area is not None else None,
            }
            for raster, fingerprint_of in zip(plan.rasters, fingerprints, strict=True)
        ],
    }


def write_provenance(package: GeoPackage, run_folder: RunFolder, selection: Selection) -> None:
    """Add the table that says how the features of this file came about."""
    description = run_folder.description
    model = description["model"]
    row = {
        "run": description["run"],
        "written": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "tesela": description["tesela"],
        "model": model["id"],
        "model_version": model["version"],
        "model_sha256": model["weights"]["sha256"],
        "rasters": json.dumps([raster["fingerprint"] for raster in description["rasters"]]),
        "thresholds": json.dumps(dict(zip(model["classes"], selection.thresholds or (), strict=True))),
        "selection": json.dumps(schema.to_json(selection)),
        "job": json.dumps(description["job"]),
        "device": description["device"],
        "runtime": description["runtime"],
        "windows": json.dumps(description["windows"]),
        "figures": json.dumps({"score_seconds": description["score_seconds"]}),
    }
    table = Layer(RUNS, "None", RUN_FIELDS)
    package.create(table)
    package.append(table, constant(None, 1), {name: constant(value, 1) for name, value in row.items()})


def choose_batch(plan: Plan) -> int:
    """Return the windows a model call: as asked, or as many as keep a batch near BATCH_PIXELS pixels."""
    window_px = plan.rasters[0].grid.window_px
    return plan.job.batch or max(1, min(MAX_BATCH, BATCH_PIXELS // window_px**2))


def stop_if(cancelled: IsCancelled, run_folder: RunFolder) -> None:
    """Raise RunCancelled where a person asked for it, saying what is kept."""
    if cancelled():
        raise RunCancelled(
            f"Cancelled. The {len(run_folder.finished)} finished parts are kept in {run_folder.path}; run the same job "
            "again to go on from there."
        )
