"""`tesela run` and `tesela select`."""

from __future__ import annotations

import argparse

from .common import add_area, add_reading, add_selection, perform, selection_from
from .raster_job import add_rasters, add_windows, job_from


def add(commands: argparse._SubParsersAction) -> None:
    """Add the commands."""
    _add_run(commands)
    _add_select(commands)


def _add_run(commands: argparse._SubParsersAction) -> None:
    run = commands.add_parser("run", help="run a model over rasters and write features")
    add_rasters(run)
    run.add_argument("--output", required=True, metavar="DIR", help="folder for results.gpkg and the run folder")
    add_area(run, "look in")
    add_reading(run)
    add_windows(run)
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


def _run(options: argparse.Namespace) -> int:
    job = job_from(options, options.output)
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
