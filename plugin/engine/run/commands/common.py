"""What the commands share: how options are read, how work is shown, and what it exits with."""

from __future__ import annotations

import argparse
import os
import sys
import threading
from collections.abc import Callable

from ...contract.events import Cancelled, Done, Event, Failed
from ...contract.job import Area, Selection
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
