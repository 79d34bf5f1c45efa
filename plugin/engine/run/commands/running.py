"""`tesela run` and `tesela select`."""

from __future__ import annotations

import argparse

from ...contract.job import Job
from .common import add_area, add_reading, add_selection, area_from, perform, reading_from, selection_from


def add(commands: argparse._SubParsersAction) -> None:
    """Add the commands."""
    _add_run(commands)
    _add_select(commands)


def _add_run(commands: argparse._SubParsersAction) -> None:
    run = commands.add_parser("run", help="run a model over rasters and write features")
    run.add_argument("rasters", nargs="+", metavar="RASTER", help="raster file, or anything GDAL opens")
    run.add_argument(
        "--model", required=True, metavar="ID|PATH", help="an installed model (tesela models list) or a folder"
    )
    run.add_argument("--output", required=True, metavar="DIR", help="folder for results.gpkg and the run folder")
    add_area(run, "look in")
    add_reading(run)
    run.add_argument("--window", type=int, metavar="PX", help="window size on the model's grid")
    run.add_argument("--overlap", type=int, metavar="PX", help="pixels that neighbouring windows share")
    run.add_argument("--batch", type=int, metavar="N", help="windows a model call")
    run.add_argument("--keep-embeddings", action="store_true", help="keep each window's embedding in the run folder")
    add_selection(run)
    run.set_defaults(command=_run)


def _add_select(commands: argparse._SubParsersAction) -> None:
    select = commands.add_parser("select", help="select features again from a finished run, without the model")
    select.add_argument("run", metavar="RUN", help="run folder, or the output folder that holds it")
    select.add_argument("--output", metavar="FILE", help="GeoPackage to write (default: results.gpkg beside the run)")
    select.add_argument(
        "--unfinished", action="store_true", help="also take an interrupted run, with the windows that it had finished"
    )
    add_selection(select)
    select.set_defaults(command=_select)


def job_from(options: argparse.Namespace) -> Job:
    """Return the job that the options of `tesela run` ask for; raises JobError or AreaError."""
    return Job(
        rasters=tuple(options.rasters),
        model=options.model,
        output=options.output,
        area=area_from(options.area, options.area_crs),
        reading=reading_from(options),
        selection=selection_from(options),
        window_px=options.window,
        overlap_px=options.overlap,
        batch=options.batch,
        keep_embeddings=options.keep_embeddings,
    )


def _run(options: argparse.Namespace) -> int:
    job = job_from(options)
    from ...path.pipeline import run

    return perform(options.json, lambda emit, cancelled: run(job, emit, cancelled))


def _select(options: argparse.Namespace) -> int:
    selection = selection_from(options)
    from ..again import select_again

    return perform(
        options.json,
        lambda emit, cancelled: select_again(
            options.run, selection, emit, cancelled, options.output, options.unfinished
        ),
    )
