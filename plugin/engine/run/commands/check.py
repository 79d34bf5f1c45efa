"""`tesela check`."""

from __future__ import annotations

import argparse
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

from ...contract.check import ASK, ERROR, BandFacts, CheckReport, Finding, RasterFacts
from ...contract.events import Done, Event
from .common import add_area, add_reading, add_selection, perform
from .raster_job import add_rasters, add_windows, job_from

LEAST_WIDTH, MOST_WIDTH = 60, 110
WORDS = {"error": "ERROR", "warning": "Warning", "note": "Note"}


def add(commands: argparse._SubParsersAction) -> None:
    """Add the command."""
    check = commands.add_parser(
        "check",
        help="say what a run would meet and cost, before the wait",
        description="Look at rasters, model and machine as a run would, and say what stands in its way, what would "
        "make its result poor, and what it would cost. Writes nothing. Exits with 1 where a run would fail.",
    )
    add_rasters(check)
    check.add_argument("--output", metavar="DIR", help="folder that the run would write; its free space is looked at")
    check.add_argument(
        "--measure", action="store_true", help="also run a few windows through the model to tell the time"
    )
    add_area(check, "look in")
    add_reading(check)
    add_windows(check)
    check.add_argument("--keep-embeddings", action="store_true", help="as of tesela run")
    add_selection(check)
    check.set_defaults(command=_check)


def _check(options: argparse.Namespace) -> int:
    job = job_from(options, options.output or str(Path.cwd() / "tesela-run"))
    from ...checking.check import check

    answers: list[Done] = []

    def work(emit: Callable[[Event], None], cancelled: Callable[[], bool]) -> Done:
        answers.append(check(job, options.measure, emit, cancelled))
        return answers[0]

    code = perform(options.json, work)
    if not answers:
        return code
    report = CheckReport.from_json(answers[0].report)
    if not options.json:
        width = min(MOST_WIDTH, max(LEAST_WIDTH, shutil.get_terminal_size().columns))
        sys.stdout.write("".join(f"{line}\n" for line in lines(report, width)))
    return 1 if report.worst == ERROR else code


def lines(report: CheckReport, width: int) -> Iterator[str]:
    """Yield a report as lines of text of at most about `width` characters."""
    for raster in report.rasters:
        yield from _about_raster(raster, width)
        yield ""
    yield from _columns(_costs(report), width)
    previous = ""
    for finding in report.findings:
        if finding.raster != previous or finding is report.findings[0]:
            yield ""
        previous = finding.raster
        yield from _about_finding(finding, width, len(report.rasters) > 1)


def _about_raster(raster: RasterFacts, width: int) -> Iterator[str]:
    yield raster.raster
    size = "unknown" if raster.pixel_m is None else f"{raster.pixel_m[0]:.3g} x {raster.pixel_m[1]:.3g} m"
    yield from _columns(
        [
            ("Size", f"{raster.width_px} x {raster.height_px} pixels of {size}"),
            ("CRS", f"{raster.crs if len(raster.crs) < 40 else 'of its own'}, {raster.units}"),
            ("Values", f"{raster.dtype}, no data: {raster.nodata}"),
            ("Layout", raster.layout),
            ("Bands", ", ".join(_name_band(band) for band in raster.bands)),
            ("Windows", f"{raster.windows:,}"),
        ],
        width,
    )


def _name_band(band: BandFacts) -> str:
    described = f" {band.description}" if band.description else ""
    return f"{band.number}{described}{f' as {band.used_as}' if band.used_as else ''}"


def _costs(report: CheckReport) -> list[tuple[str, str]]:
    from ...checking.check import gigabytes, in_words

    time = "not measured (--measure)"
    if report.seconds is not None:
        time = f"about {in_words(report.seconds)} (measured on {report.windows_measured} windows)"
    return [
        ("Windows", f"{report.windows:,}"),
        ("Time", time),
        ("Memory", f"about {gigabytes(report.memory_bytes)}"),
        ("Disk", f"about {gigabytes(report.disk_bytes)}, {gigabytes(report.disk_free_bytes)} free"),
        ("Device", f"{report.device}, {report.runtime}"),
    ]


def _columns(rows: list[tuple[str, str]], width: int) -> Iterator[str]:
    longest = max(len(name) for name, _ in rows)
    for name, text in rows:
        yield from textwrap.wrap(
            text, width, initial_indent=f"  {name:<{longest}}  ", subsequent_indent=" " * (longest + 4)
        )


def _about_finding(finding: Finding, width: int, several: bool) -> Iterator[str]:
    where = f"{Path(finding.raster).name}: " if several and finding.raster else ""
    mark = f"{WORDS[finding.severity]}, {finding.topic}: "
    text = " ".join(part for part in (finding.message, finding.advice) if part)
    yield from textwrap.wrap(mark + where + text, width, subsequent_indent="  ", break_long_words=False)
    for remedy in finding.remedies:
        option = _option(remedy.parameter, remedy.value)
        yield from textwrap.wrap(
            f"{remedy.text}: {option}" if option else remedy.text,
            width,
            initial_indent="  - ",
            subsequent_indent="    ",
            break_long_words=False,
        )


OPTIONS = {
    "BANDS": "--bands",
    "VALUE_RANGE": "--value-range",
    "ASSIGNED_CRS": "--crs",
    "PIXEL_RESULTS": "--pixel-results",
    "WARP": "--warp",
    "BATCH": "--batch",
    "WINDOW": "--window",
    "OVERLAP": "--overlap",
}


def _option(parameter: str, value: object) -> str:
    """Return the command-line option that comes to the same as a parameter of the algorithms."""
    if value is None:
        return f"without {OPTIONS[parameter]}"
    if value == ASK:
        return f"{OPTIONS[parameter]} …"
    return OPTIONS[parameter] if value is True else f"{OPTIONS[parameter]} {value}"
