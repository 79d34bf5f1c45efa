"""The words of the worker's events, put into what the shell speaks (TeselaError.in_words); needs no Qt.

Failed and Cancelled are not here: they become errors, which put their message into words themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ...engine.contract.events import Done, Event, Note, Warning

Say = Callable[[str], str]
FINDING_TEXTS = ("message", "advice")
FACT_TEXTS = ("units", "nodata", "layout")
VERDICT_TEXTS = ("name", "of")


def worded(event: Event, say: Say) -> Event:
    """Return an event whose messages are said by `say`: notes, warnings, and the texts in what a request reports."""
    if isinstance(event, (Note, Warning)):
        return replace(event, message=say(event.message))
    if isinstance(event, Done) and event.report:
        return replace(event, report=_report(event.report, say))
    return event


def _report(report: dict[str, Any], say: Say) -> dict[str, Any]:
    """A check's findings and facts, the doctor's problems, and the first lines of an evaluation; the rest as it is."""
    said = dict(report)
    if "problems" in report:
        said["problems"] = [say(str(problem)) for problem in report["problems"]]
    if "findings" in report:
        said["findings"] = [_finding(finding, say) for finding in report["findings"]]
        said["rasters"] = [_with_texts(raster, FACT_TEXTS, _each_part(say)) for raster in report.get("rasters", ())]
    if "verdict" in report:
        said["verdict"] = [_with_texts(row, VERDICT_TEXTS, say) for row in report["verdict"] or ()]
    return said


def _finding(finding: dict[str, Any], say: Say) -> dict[str, Any]:
    remedies = [_with_texts(remedy, ("text",), say) for remedy in finding.get("remedies", ())]
    return {**_with_texts(finding, FINDING_TEXTS, say), "remedies": remedies}


def _with_texts(row: dict[str, Any], names: tuple[str, ...], say: Say) -> dict[str, Any]:
    return {**row, **{name: say(row[name]) for name in names if isinstance(row.get(name), str)}}


def _each_part(say: Say) -> Say:
    return lambda text: ", ".join(map(say, text.split(", ")))
