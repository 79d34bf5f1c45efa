"""The job: everything a run needs to know, in one value that crosses processes as JSON."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import Any, Optional

from . import schema
from .errors import JobError
from .evidence import Rule

SCHEMA_VERSION = 1


@dataclass(frozen=True)
class Area:
    """Where to look: polygons as WKT, in the CRS given as an authority code ("EPSG:4326") or WKT."""

    wkt: str
    crs: str


@dataclass(frozen=True)
class Reading:
    """How pixels become model input where the raster itself does not say.

    bands: 1-based band numbers in the order of the model card's bands; None takes them from the raster's colour
        interpretation.
    value_range: the raster values that stand for the darkest and the brightest input of the model; None means the
        raster already holds values of a data type that the card names.
    crs: the CRS of a raster that has none; never assumed.
    pixel_results: leave a raster without CRS as it is and write features in pixel coordinates, y upwards negative.
        A raster without a geotransform has such features too, without a CRS, even where it names one.
    warp: resample a raster that is placed only by ground control points or RPCs onto a north-up grid.
    """

    bands: Optional[tuple[int, ...]] = None
    value_range: Optional[tuple[float, float]] = None
    crs: Optional[str] = None
    pixel_results: bool = False
    warp: bool = False

    def __post_init__(self) -> None:
        if self.bands is not None and (not self.bands or min(self.bands) < 1):
            raise JobError(f"Bands are numbered from 1, but {list(self.bands)} was given.")
        if self.value_range is not None and not self.value_range[0] < self.value_range[1]:
            raise JobError(f"The value range {list(self.value_range)} must go from low to high.")
        if self.crs is not None and self.pixel_results:
            raise JobError("Give a CRS or ask for pixel results, not both.")


@dataclass(frozen=True)
class Selection:
    """How scores become features; None takes the model card's value.

    thresholds: least score a class, in the order of the card's classes; one value serves every class.
    rule: instead of thresholds, how to choose them from the card's evidence (evidence.Rule as text).
    suppression_iou: of two boxes of one class with a larger intersection over union, the lower score goes.
    min_area_m2: smaller polygons are left out. min_hole_m2: smaller holes are filled.
    simplify_m: tolerance of the simplification (Douglas and Peucker 1973).
    """

    thresholds: Optional[tuple[float, ...]] = None
    suppression_iou: Optional[float] = None
    min_area_m2: Optional[float] = None
    min_hole_m2: Optional[float] = None
    simplify_m: Optional[float] = None
    rule: Optional[str] = None

    def __post_init__(self) -> None:
        if self.rule is not None:
            Rule.parse(self.rule)
            if self.thresholds is not None:
                raise JobError("Give thresholds or a rule to choose them by, not both.")
        for threshold in self.thresholds or ():
            if not 0 <= threshold <= 1:
                raise JobError(f"A threshold lies between 0 and 1, but {threshold} was given.")
        if self.suppression_iou is not None and not 0 <= self.suppression_iou <= 1:
            raise JobError(f"The suppression IoU lies between 0 and 1, but {self.suppression_iou} was given.")
        for name in ("min_area_m2", "min_hole_m2", "simplify_m"):
            value = getattr(self, name)
            if value is not None and not (math.isfinite(value) and value >= 0):
                raise JobError(f"{name} must be zero or more, but {value} was given.")


@dataclass(frozen=True)
class Job:
    """One run: rasters through one model into one output folder.

    rasters: paths (or anything GDAL opens) of the rasters. model: id of an installed package, or its folder.
    output: folder that receives results.gpkg and the run folder `run`.
    window_px, overlap_px: of the model's grid; None takes the model card's.
    batch: windows handed to the model at once; None chooses by window size.
    keep_embeddings: also keep the classifier's embedding of each window, as float16, in the run folder.
    """

    rasters: tuple[str, ...]
    model: str
    output: str
    area: Optional[Area] = None
    reading: Reading = field(default_factory=Reading)
    selection: Selection = field(default_factory=Selection)
    window_px: Optional[int] = None
    overlap_px: Optional[int] = None
    batch: Optional[int] = None
    keep_embeddings: bool = False
    schema_version: int = SCHEMA_VERSION

    def __post_init__(self) -> None:
        if self.schema_version != SCHEMA_VERSION:
            raise JobError(
                f"This job has schema version {self.schema_version}, but this Tesela reads {SCHEMA_VERSION}; "
                "use the Tesela that wrote it."
            )
        if not self.rasters:
            raise JobError("The job names no raster; give at least one.")
        for name in ("window_px", "batch"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise JobError(f"{name} must be at least 1, but {value} was given.")
        if self.overlap_px is not None and self.overlap_px < 0:
            raise JobError(f"overlap_px must be zero or more, but {self.overlap_px} was given.")

    def to_json(self) -> dict[str, Any]:
        """Return the job as what `json.dumps` accepts."""
        return schema.to_json(self)

    @classmethod
    def from_json(cls, data: Any) -> Job:
        """Build a job from parsed JSON; JobError names the wrong key or value."""
        return schema.from_json(cls, data, "job", JobError)

    @classmethod
    def loads(cls, text: str) -> Job:
        """Build a job from JSON text; JobError says what is wrong with it."""
        try:
            data = json.loads(text)
        except json.JSONDecodeError as error:
            raise JobError(f"The job is not JSON: {error}.") from error
        return cls.from_json(data)


@dataclass(frozen=True)
class PhotoJob:
    """Photographs at points through one model of the task photo-classification into one output folder.

    points: a vector file, or FILE|layername=NAME. photo_field: the field with the path of each point's photograph;
    a relative path starts at photo_folder, or at the folder of `points`. heading_field: degrees from north, where
    known. place_field: photographs with the same value are one place; None takes points of the same coordinates.
    """

    points: str
    model: str
    output: str
    photo_field: str = "photo"
    heading_field: Optional[str] = None
    place_field: Optional[str] = None
    photo_folder: Optional[str] = None
    selection: Selection = field(default_factory=Selection)
    schema_version: int = SCHEMA_VERSION


@dataclass(frozen=True)
class EvaluateJob:
    """Compare a finished run, or a model run over rasters, with a truth layer; a report goes into the output folder.

    subject: a run folder, or the id or folder of a model, which is then run over `rasters` first. truth: a vector file,
    or FILE|layername=NAME, in any CRS. label_field: the field with the class of each true feature (or, for multi-label
    models, a comma-separated list of labels); None counts every feature as the model's only class. value_field: the
    field with the true value, for regressions. place_field: the field that names the place of each true feature, for
    counts a place. least_iou: boxes and polygons match from this intersection over union on.
    """

    subject: str
    truth: str
    output: str
    rasters: tuple[str, ...] = ()
    area: Optional[Area] = None
    reading: Reading = field(default_factory=Reading)
    selection: Selection = field(default_factory=Selection)
    label_field: Optional[str] = None
    value_field: Optional[str] = None
    place_field: Optional[str] = None
    least_iou: float = 0.5
    schema_version: int = SCHEMA_VERSION

    def __post_init__(self) -> None:
        if not 0 < self.least_iou <= 1:
            raise JobError(f"The least IoU lies above 0 and at most at 1, but {self.least_iou} was given.")


@dataclass(frozen=True)
class ExplainJob:
    """Show what in chosen windows of a raster (or in photographs) speaks for a label: Grad-CAM heat.

    rasters or photos: one of them. label: a class of the model; None takes each window's highest. area: which windows
    are explained. run: a finished run of this raster, of whose windows the `most` highest scored ones are explained.
    most: at most so many windows.
    """

    model: str
    output: str
    rasters: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    label: Optional[str] = None
    area: Optional[Area] = None
    run: Optional[str] = None
    most: int = 200
    reading: Reading = field(default_factory=Reading)
    schema_version: int = SCHEMA_VERSION

    def __post_init__(self) -> None:
        if bool(self.rasters) == bool(self.photos):
            raise JobError("Give rasters or photographs to explain, one of the two.")
        if self.most < 1:
            raise JobError(f"At least one window has to be explained, but {self.most} was given.")


@dataclass(frozen=True)
class SceneJob:
    """Draw a scene with its ground truth into a folder; None takes the value of the sample scene's recipe."""

    output: str
    seed: Optional[int] = None
    height_px: Optional[int] = None
    width_px: Optional[int] = None
    schema_version: int = SCHEMA_VERSION
