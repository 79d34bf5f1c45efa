"""`tesela explain`."""

from __future__ import annotations

import argparse

from ...contract.job import ExplainJob, Reading
from .common import area_from, integers, perform, two_numbers


def add(commands: argparse._SubParsersAction) -> None:
    """Add the command."""
    explain = commands.add_parser("explain", help="show what in windows or photographs speaks for a label")
    explain.add_argument("raster", nargs="?", metavar="RASTER", help="raster file, or anything GDAL opens")
    explain.add_argument("--photo", nargs="+", default=[], metavar="FILE", help="photographs instead of a raster")
    explain.add_argument(
        "--model", required=True, metavar="ID|PATH", help="an installed model (tesela models list) or a folder"
    )
    explain.add_argument(
        "--output", required=True, metavar="DIR", help="folder for heat.tif, or for NAME-explained.png of photographs"
    )
    explain.add_argument("--label", metavar="L", help="a class of the model (default: each window's highest)")
    explain.add_argument("--area", metavar="FILE|XMIN,YMIN,XMAX,YMAX", help="polygon file or rectangle to explain")
    explain.add_argument("--area-crs", metavar="CRS", help="CRS of a rectangle given as numbers, such as EPSG:4326")
    explain.add_argument("--run", metavar="RUN", help="explain the highest scored windows of a finished run")
    explain.add_argument("--most", type=int, default=200, metavar="N", help="at most so many windows (200)")
    explain.add_argument("--bands", type=integers, metavar="3,2,1", help="raster bands in the order of the model's")
    explain.add_argument(
        "--value-range", type=two_numbers, metavar="LOW,HIGH", help="raster values of the darkest and brightest input"
    )
    explain.add_argument("--crs", help="CRS of a raster that has none")
    explain.add_argument("--pixel-results", action="store_true", help="leave a raster without CRS in pixel coordinates")
    explain.add_argument("--warp", action="store_true", help="warp a raster that has only control points or RPCs")
    explain.add_argument("--json", action="store_true", help="print the events as JSON lines")
    explain.set_defaults(command=_explain)


def job_from(options: argparse.Namespace) -> ExplainJob:
    """Return the job that the options ask for; raises JobError or AreaError."""
    return ExplainJob(
        model=options.model,
        output=options.output,
        rasters=(options.raster,) if options.raster is not None else (),
        photos=tuple(options.photo),
        label=options.label,
        area=area_from(options.area, options.area_crs),
        run=options.run,
        most=options.most,
        reading=Reading(
            bands=options.bands,
            value_range=options.value_range,
            crs=options.crs,
            pixel_results=options.pixel_results,
            warp=options.warp,
        ),
    )


def _explain(options: argparse.Namespace) -> int:
    job = job_from(options)
    from ...explanation.explain import explain

    return perform(
        options.json,
        lambda emit, cancelled: explain(job, emit, cancelled),
        "photographs" if job.photos else "windows",
    )
