"""`tesela evaluate`."""

from __future__ import annotations

import argparse

from ...contract.job import EvaluateJob, Reading
from .common import add_selection, area_from, integers, perform, selection_from, two_numbers


def add(commands: argparse._SubParsersAction) -> None:
    """Add the command."""
    evaluate = commands.add_parser(
        "evaluate",
        help="compare a run, or a model, with a truth layer",
        description="Compare a finished run, or a model that is run over rasters first, with a truth layer, in map "
        "units and whatever the truth's CRS. Writes evaluation.html (a report that needs no network), evaluation.json "
        "(the figures) and evaluation-plots (PNG) into the output folder.",
    )
    evaluate.add_argument(
        "subject", metavar="RUN|MODEL", help="the folder that a run wrote; or an installed model, or its folder"
    )
    evaluate.add_argument(
        "--truth",
        required=True,
        metavar="LAYER",
        help="true features: FILE or FILE|layername=NAME, and |subset=CONDITION where only some of them count",
    )
    evaluate.add_argument("--output", required=True, metavar="DIR", help="folder for the report")
    evaluate.add_argument(
        "--raster", action="append", default=[], metavar="RASTER", help="raster to run the model over"
    )
    evaluate.add_argument(
        "--label-field", metavar="F", help="field with the class of a feature (a list of labels for multi-label models)"
    )
    evaluate.add_argument("--value-field", metavar="F", help="field with the true value, for regressions")
    evaluate.add_argument("--place-field", metavar="F", help="field with the place of a feature, for counts a place")
    evaluate.add_argument(
        "--least-iou", type=float, default=0.5, metavar="IOU", help="boxes and polygons match from this IoU on"
    )
    evaluate.add_argument("--area", metavar="FILE|XMIN,YMIN,XMAX,YMAX", help="polygon file or rectangle to judge")
    evaluate.add_argument("--area-crs", metavar="CRS", help="CRS of a rectangle given as numbers, such as EPSG:4326")
    evaluate.add_argument("--bands", type=integers, metavar="3,2,1", help="raster bands in the order of the model's")
    evaluate.add_argument(
        "--value-range", type=two_numbers, metavar="LOW,HIGH", help="raster values of the darkest and brightest input"
    )
    evaluate.add_argument("--crs", help="CRS of rasters that have none")
    evaluate.add_argument("--pixel-results", action="store_true", help="leave rasters without CRS in pixel coordinates")
    evaluate.add_argument("--warp", action="store_true", help="warp rasters that have only control points or RPCs")
    add_selection(evaluate)
    evaluate.set_defaults(command=_evaluate)


def job_from(options: argparse.Namespace) -> EvaluateJob:
    """Return the job that the options of `tesela evaluate` ask for; raises JobError or AreaError."""
    return EvaluateJob(
        subject=options.subject,
        truth=options.truth,
        output=options.output,
        rasters=tuple(options.raster),
        area=area_from(options.area, options.area_crs),
        reading=Reading(
            bands=options.bands,
            value_range=options.value_range,
            crs=options.crs,
            pixel_results=options.pixel_results,
            warp=options.warp,
        ),
        selection=selection_from(options),
        label_field=options.label_field,
        value_field=options.value_field,
        place_field=options.place_field,
        least_iou=options.least_iou,
    )


def _evaluate(options: argparse.Namespace) -> int:
    job = job_from(options)
    from ...evaluation.evaluate import evaluate

    return perform(options.json, lambda emit, cancelled: evaluate(job, emit, cancelled))
