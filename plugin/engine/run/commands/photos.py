"""`tesela photos`."""

from __future__ import annotations

import argparse

from ...contract.job import PhotoJob, Selection
from .common import numbers, perform


def add(commands: argparse._SubParsersAction) -> None:
    """Add the command."""
    photos = commands.add_parser("photos", help="classify photographs that a layer of points names")
    photos.add_argument("points", metavar="POINTS", help="layer of points, or FILE|layername=NAME")
    photos.add_argument(
        "--model", required=True, metavar="ID|PATH", help="an installed model (tesela models list) or a folder"
    )
    photos.add_argument("--output", required=True, metavar="DIR", help="folder for results.gpkg and the run folder")
    photos.add_argument(
        "--photo-field", default="photo", metavar="FIELD", help="field with the paths of the photographs (photo)"
    )
    photos.add_argument("--heading-field", metavar="FIELD", help="field with the headings, in degrees from north")
    photos.add_argument(
        "--place-field", metavar="FIELD", help="field that names the places (default: points of the same coordinates)"
    )
    photos.add_argument(
        "--photo-folder", metavar="DIR", help="where relative paths start (default: the folder of the layer)"
    )
    photos.add_argument("--threshold", type=numbers, metavar="T[,T…]", help="least score: one value, or one a class")
    photos.add_argument(
        "--threshold-rule",
        metavar="RULE",
        help="choose thresholds from the model card's evidence: best-f1, no-false-positives or precision=P",
    )
    photos.add_argument("--json", action="store_true", help="print the events as JSON lines")
    photos.set_defaults(command=_photos)


def job_from(options: argparse.Namespace) -> PhotoJob:
    """Return the job that the options ask for; raises JobError."""
    return PhotoJob(
        points=options.points,
        model=options.model,
        output=options.output,
        photo_field=options.photo_field,
        heading_field=options.heading_field,
        place_field=options.place_field,
        photo_folder=options.photo_folder,
        selection=Selection(thresholds=options.threshold, rule=options.threshold_rule),
    )


def _photos(options: argparse.Namespace) -> int:
    job = job_from(options)
    from ...photos.classify import classify

    return perform(options.json, lambda emit, cancelled: classify(job, emit, cancelled), "photographs")
