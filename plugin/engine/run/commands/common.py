"""What the commands share: how options are read, how work is shown, and what it exits with."""

from __future__ import annotations

import argparse
import os
import sys
import threading
from collections.abc import Callable

from ...contract.events import Cancelled, Done, Event, Failed
from ...contract.job import Area, Reading, Selection
from ..answer import attempt
from ..console import Console

EXIT_CODES = {Done: 0, Failed: 1, Cancelled: 3}
CANCELLED = threading.Event()


def integers(text: str) -> tuple[int, ...]:
    """Read whole numbers with commas between; argparse names this function where the text holds something else."""
    return tuple(int(item) for item in text.split(","))


def numbers(text: str) -> tuple[float, ...]:
    """Read numbers with commas between."""
    return tuple(float(item) for item in text.split(","))


def two_numbers(text: str) -> tuple[float, float]:
    """Read two numbers with a comma between."""
    low, high = numbers(text)
    return low, high


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how pixels become model input where a raster itself does not."""
    parser.add_argument(
        "--bands", type=integers, metavar="3,2,1", help="raster bands in the order of the model's bands"
    )
    parser.add_argument(
        "--value-range", type=two_numbers, metavar="LOW,HIGH", help="raster values of the darkest and brightest input"
    )
    parser.add_argument("--crs", help="CRS of rasters that have none")
    parser.add_argument("--pixel-results", action="store_true", help="leave rasters without CRS in pixel coordinates")
    parser.add_argument("--warp", action="store_true", help="warp rasters that have only control points or RPCs")


def reading_from(options: argparse.Namespace) -> Reading:
    """Return the reading that the options ask for."""
    return Reading(
        bands=options.bands,
        value_range=options.value_range,
        crs=options.crs,
        pixel_results=options.pixel_results,
        warp=options.warp,
    )


def add_area(parser: argparse.ArgumentParser, purpose: str) -> None:
    """Add the options that limit a command to an area; purpose: what is done there, such as "look in"."""
    parser.add_argument(
        "--area",
        metavar="FILE|XMIN,YMIN,XMAX,YMAX",
        help=f"polygons (FILE, or 'FILE|layername=NAME' of several layers) or rectangle to {purpose}",
    )
    parser.add_argument("--area-crs", metavar="CRS", help="CRS of a rectangle given as numbers, such as EPSG:4326")


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Add the options that turn scores into features."""
    parser.add_argument("--threshold", type=numbers, metavar="T[,T…]", help="least score: one value, or one a class")
    parser.add_argument(
        "--threshold-rule",
        metavar="RULE",
        help="choose thresholds from the model card's evidence: best-f1, no-false-positives or precision=P",
    )
    parser.add_argument("--suppression-iou", type=float, metavar="IOU", help="boxes that overlap more are suppressed")
    parser.add_argument("--min-area", type=float, metavar="M2", help="least area of a polygon")
    parser.add_argument("--min-hole", type=float, metavar="M2", help="least area of a hole")
    parser.add_argument("--simplify", type=float, metavar="M", help="tolerance of the simplification")
    parser.add_argument("--json", action="store_true", help="print the events as JSON lines")


def selection_from(options: argparse.Namespace) -> Selection:
    """Return the selection that the options ask for."""
    return Selection(
        thresholds=options.threshold,
        suppression_iou=options.suppression_iou,
        min_area_m2=options.min_area,
        min_hole_m2=options.min_hole,
        simplify_m=options.simplify,
        rule=options.threshold_rule,
    )


def area_from(text: str | None, crs: str | None) -> Area | None:
    """Read an area given as a polygon file or as four numbers; None stays None."""
    if text is None:
        return None
    from ...path.area import read_area

    return read_area(text, crs)


def perform(
    as_json: bool, work: Callable[[Callable[[Event], None], Callable[[], bool]], Done], unit: str = "windows"
) -> int:
    """Do the work, show its events, and return the exit code; unit: what is scored, as the progress bar calls it."""
    from ...path.pipeline import LOADER_THREAD

    with Console(as_json, unit) as console:
        last = attempt(lambda: work(console.show, CANCELLED.is_set))
        console.show(last)
    code = EXIT_CODES[type(last)]
    if isinstance(last, Cancelled) and any(thread.name == LOADER_THREAD for thread in threading.enumerate()):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # a framework that is being imported cannot be interrupted, and nobody waits for it now
    return code
