"""`tesela explain`."""

from __future__ import annotations

import argparse

from ...contract.job import ExplainJob
from .common import add_area, add_reading, area_from, perform, reading_from


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
    add_area(explain, "explain")
    explain.add_argument("--run", metavar="RUN", help="explain the highest scored windows of a finished run")
    explain.add_argument("--most", type=int, default=200, metavar="N", help="at most so many windows (200)")
    add_reading(explain)
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
        reading=reading_from(options),
    )


def _explain(options: argparse.Namespace) -> int:
    job = job_from(options)
    from ...explanation.explain import explain

    return perform(
        options.json,
        lambda emit, cancelled: explain(job, emit, cancelled),
        "photographs" if job.photos else "windows",
    )
