"""What a check before a run says: the facts of rasters and model, what the run would cost, what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Optional

from . import schema
from .errors import JobError

ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES = (ERROR, WARNING, NOTE)
ASK = ""
"""The value of a remedy that only a person can give."""


@dataclass(frozen=True)
class Remedy:
    """A change of the job that would mend a finding: `parameter` of the Processing algorithm and its new `value`.

    text: what a button says, such as "Use the bands 3, 2, 1". value: None takes the parameter back to its default, and
    ASK has to be asked for.
    """

    text: str
    parameter: str
    value: Any


@dataclass(frozen=True)
class Finding:
    """One thing that a person should know before the wait.

    severity: "error" (the run would be refused or fail), "warning" (the result may be poor, late or incomplete) or
    "note". topic: one of resolution, bands, data type, no data, units, layout, area, windows, time, memory, disk,
    device, model. raster: which raster it is about, or "". message: what was found; advice: what to do about it.
    """

    severity: str
    topic: str
    message: str
    advice: str = ""
    raster: str = ""
    remedies: tuple[Remedy, ...] = ()

    def __post_init__(self) -> None:
        if self.severity not in SEVERITIES:
            raise JobError(f"A finding is one of {', '.join(SEVERITIES)}, not {self.severity!r}.")


@dataclass(frozen=True)
class BandFacts:
    """One band of a raster: its number from 1, and what it is called or shows (such as "red").

    used_as: what the model takes it for (the name of one of the card's bands), or "" if it is not used.
    """

    number: int
    description: str
    used_as: str = ""


@dataclass(frozen=True)
class RasterFacts:
    """What a run would see of one raster.

    pixel_m: side of a pixel in metres in the middle of the raster (x, y), None without a CRS. dtype: as NumPy calls
    it. nodata: the value in words, such as "0", "mask" or "none". units: of the CRS. layout: such as "256 x 256 blocks,
    JPEG". windows: how many the model would look at within the area.
    """

    raster: str
    width_px: int
    height_px: int
    pixel_m: Optional[tuple[float, float]]
    crs: str
    units: str
    dtype: str
    nodata: str
    layout: str
    bands: tuple[BandFacts, ...]
    windows: int


@dataclass(frozen=True)
class CheckReport:
    """The answer to a check.

    windows: of all rasters within the area. seconds: expected time of the whole run, None where no window was measured;
    windows_measured: how many real windows it was measured on. memory_bytes, disk_bytes: expected peak of the worker's
    memory and size of the run folder with its results; disk_free_bytes: where they would be written. device, runtime:
    what really ran the measured windows, or what would run them. model_bands: names of the model's bands in its order,
    which is the order of a job's bands; none where there is no such model.
    """

    rasters: tuple[RasterFacts, ...]
    windows: int
    seconds: Optional[float]
    windows_measured: int
    memory_bytes: int
    disk_bytes: int
    disk_free_bytes: int
    device: str
    runtime: str
    findings: tuple[Finding, ...] = field(default_factory=tuple)
    model_bands: tuple[str, ...] = ()
    schema_version: ClassVar[int] = 1

    @property
    def worst(self) -> str:
        """The gravest severity among the findings; "note" where there are none."""
        found = {finding.severity for finding in self.findings}
        return next((severity for severity in SEVERITIES if severity in found), NOTE)

    def to_json(self) -> dict[str, Any]:
        """Return the report as what `json.dumps` accepts."""
        return schema.to_json(self)

    @classmethod
    def from_json(cls, data: Any) -> CheckReport:
        """Build a report from parsed JSON; JobError names the wrong key or value."""
        return schema.from_json(cls, data, "report", JobError)
