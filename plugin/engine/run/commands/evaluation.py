"""`tesela evaluate`."""

from __future__ import annotations

import argparse

from ...contract.job import EvaluateJob
from .common import add_area, add_reading, add_selection, area_from, perform, reading_from, selection_from


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
    add_area(evaluate, "judge")
    add_reading(evaluate)
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
        reading=reading_from(options),
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
