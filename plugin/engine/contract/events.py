"""What the worker says, as newline-delimited JSON on its standard output; and what it is told on standard input.

Requests, one JSON object a line:

    {"request": "check", "job": {…}, "measure": true}        say what a run of this job would meet and cost (check.py);
                                                             "measure": false leaves the model alone
    {"request": "run", "job": {…}}                           score the rasters, then select
    {"request": "select", "run": "…", "selection": {…}}       select again from a finished run; "results" names another
                                                             GeoPackage than results.gpkg beside the run;
                                                             "unfinished": true also takes an interrupted run
    {"request": "photos", "job": {…}}                        classify photographs at points (job.PhotoJob)
    {"request": "evaluate", "job": {…}}                      compare with a truth layer (job.EvaluateJob)
    {"request": "explain", "job": {…}}                       write Grad-CAM heat (job.ExplainJob)
    {"request": "scene", "job": {…}}                         draw a scene and its ground truth (job.SceneJob)
    {"request": "cancel"}                                    end the current request, keep what is finished
    {"request": "doctor"}                                    describe the environment

The worker answers every request but cancel with any number of progress, found, seen, note and warning events and then
exactly one of done, failed and cancelled. It ends when its standard input closes. A worker that ends without that
last event has crashed; that is told from the process, never from the protocol.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Optional, Union

from . import schema
from .errors import TeselaError


class ProtocolError(TeselaError):
    """A line on the worker's channel is no event of this protocol."""


@dataclass(frozen=True)
class Progress:
    """How far the current stage is. stage: "load", "score" or "select". seconds_left is None until it can be told.

    device, runtime: what really runs the model; told once, when it is loaded.
    """

    event: ClassVar[str] = "progress"
    stage: str
    done: int
    total: int
    megapixels_per_s: Optional[float] = None
    seconds_left: Optional[float] = None
    device: str = ""
    runtime: str = ""


@dataclass(frozen=True)
class Found:
    """How many candidates lie above the threshold so far (before suppression, and before small ones go)."""

    event: ClassVar[str] = "found"
    count: int


@dataclass(frozen=True)
class Seen:
    """Candidates found since the last such event, so that a map can show them while the run goes on.

    They lie above the threshold, before suppression: windows of a classifier, windows that hold a label, coarse regions
    of a segmentation, each as one window shows it; of a regression none. At most four events a second come, and one
    more at the end of each raster, with at most 100 outlines of at most 32 points each: where there are more, some are
    left out, evenly. What a resumed run had scored before is not told again.

    outlines: a ring each as x1, y1, x2, y2, … without repeating the first point, in the CRS `crs` (an authority code or
    WKT, "" where the raster has none). scores: one for each outline.
    """

    event: ClassVar[str] = "seen"
    raster: str
    crs: str
    outlines: tuple[tuple[float, ...], ...]
    scores: tuple[float, ...]


@dataclass(frozen=True)
class Note:
    """Something the run did that a person may want to know; nothing is wrong."""

    event: ClassVar[str] = "note"
    message: str


@dataclass(frozen=True)
class Warning:
    """Something that may make the result incomplete or wrong; the run goes on."""

    event: ClassVar[str] = "warning"
    message: str


@dataclass(frozen=True)
class Done:
    """The request is finished.

    results: path of the GeoPackage, or "" for a doctor request. run: path of the run folder.
    features: number of features a layer. windows: how many windows there are in total, and how many of them were
    scored, without_data, outside_area, padded, partly_damaged, failed, and scored but without_centre (their middle has
    no data, so a detection there is left out); of a regression also single_colour; of an interrupted run also missing.
    device, runtime: what really ran.
    report: the doctor's findings, a check's report, or the figures of an evaluation. files: further files by name, such
    as "values" (a raster), "report" (HTML) or "heat" (a raster).
    """

    event: ClassVar[str] = "done"
    results: str = ""
    run: str = ""
    features: dict[str, int] = field(default_factory=dict)
    windows: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    megapixels_per_s: float = 0.0
    device: str = ""
    runtime: str = ""
    report: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Failed:
    """The request ended with an error; message is for a person, detail is a traceback for the log or ""."""

    event: ClassVar[str] = "failed"
    message: str
    kind: str = "TeselaError"
    detail: str = ""


@dataclass(frozen=True)
class Cancelled:
    """The request was cancelled; message says what was kept."""

    event: ClassVar[str] = "cancelled"
    message: str


Event = Union[Progress, Found, Seen, Note, Warning, Done, Failed, Cancelled]
EVENT_TYPES: dict[str, type] = {
    cls.event: cls for cls in (Progress, Found, Seen, Note, Warning, Done, Failed, Cancelled)
}

Emit = Callable[[Event], None]
"""Takes each event of a request as it comes."""
IsCancelled = Callable[[], bool]
"""Whether the person asked to end the request; it is asked often, and answers at once."""


def to_line(event: Event) -> str:
    """Return the event as one line of JSON, newline included."""
    return json.dumps({"event": event.event, **schema.to_json(event)}, ensure_ascii=True) + "\n"


def from_line(line: str) -> Event:
    """Read one line of the worker's channel; ProtocolError quotes a line that is no event."""
    try:
        data = json.loads(line)
        cls = EVENT_TYPES[data.pop("event")]
    except (json.JSONDecodeError, AttributeError, KeyError, TypeError) as error:
        raise ProtocolError(f"The worker wrote a line that is no event: {line[:200]!r}.") from error
    return schema.from_json(cls, data, "event", ProtocolError)
