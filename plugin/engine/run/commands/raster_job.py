"""The options of a run over rasters, which `tesela run` and `tesela check` share, and the job that they ask for."""

from __future__ import annotations

import argparse

from ...contract.job import Job
from .common import area_from, reading_from, selection_from


def add_rasters(parser: argparse.ArgumentParser) -> None:
    """Add the rasters and the model."""
    parser.add_argument("rasters", nargs="+", metavar="RASTER", help="raster file, or anything GDAL opens")
    parser.add_argument(
        "--model", required=True, metavar="ID|PATH", help="an installed model (tesela models list) or a folder"
    )


def add_windows(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how windows are laid and scored."""
    parser.add_argument("--window", type=int, metavar="PX", help="window size on the model's grid")
    parser.add_argument("--overlap", type=int, metavar="PX", help="pixels that neighbouring windows share")
    parser.add_argument("--batch", type=int, metavar="N", help="windows handed to the model at once")


def job_from(options: argparse.Namespace, output: str) -> Job:
    """Return the job that the options ask for, with its output folder; raises JobError or AreaError."""
    return Job(
        rasters=tuple(options.rasters),
        model=options.model,
        output=output,
        area=area_from(options.area, options.area_crs),
        reading=reading_from(options),
        selection=selection_from(options),
        window_px=options.window,
        overlap_px=options.overlap,
        batch=options.batch,
        keep_embeddings=options.keep_embeddings,
    )
