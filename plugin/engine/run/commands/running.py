"""`tesela run` and `tesela select`."""

from __future__ import annotations

import argparse

from ...contract.job import Job, Reading
from .common import add_selection, area_from, integers, perform, selection_from, two_numbers


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
    run.add_argument("--area", metavar="FILE|XMIN,YMIN,XMAX,YMAX", help="polygon file or rectangle to look in")
    run.add_argument("--area-crs", metavar="CRS", help="CRS of a rectangle given as numbers, such as EPSG:4326")
    run.add_argument("--bands", type=integers, metavar="3,2,1", help="raster bands in the order of the model's bands")
    run.add_argument(
        "--value-range", type=two_numbers, metavar="LOW,HIGH", help="raster values of the darkest and brightest input"
    )
    run.add_argument("--crs", help="CRS of rasters that have none")
    run.add_argument("--pixel-results", action="store_true", help="leave rasters without CRS in pixel coordinates")
    run.add_argument("--warp", action="store_true", help="warp rasters that have only control points or RPCs")
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
    add_selection(select)
    select.set_defaults(command=_select)


def job_from(options: argparse.Namespace) -> Job:
    """Return the job that the options of `tesela run` ask for; raises JobError or AreaError."""
    return Job(
        rasters=tuple(options.rasters),
        model=options.model,
        output=options.output,
        area=area_from(options.area, options.area_crs),
        reading=Reading(
            bands=options.bands,
            value_range=options.value_range,
            crs=options.crs,
            pixel_results=options.pixel_results,
            warp=options.warp,
        ),
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
        options.json, lambda emit, cancelled: select_again(options.run, selection, emit, cancelled, options.output)
    )
