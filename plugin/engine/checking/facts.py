"""What a run would see of one raster, and every finding about that raster alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import rasterio
import shapely
from rasterio.crs import CRS
from rasterio.enums import ColorInterp
from rasterio.errors import CRSError, RasterioIOError

from ..contract.card import ModelCard
from ..contract.check import ERROR, WARNING, BandFacts, Finding, RasterFacts, Remedy
from ..contract.errors import AreaError, JobError, RasterError
from ..contract.job import Job, Reading
from ..path.ground import metres_per_pixel
from ..path.plan import RasterPlan, plan_raster
from ..path.raster import RasterSource, Remark, open_dataset
from . import rules
from .mending import band_remedy, propose_bands, read_or_mend
from .pixels import sample_pixels

PlacedArea = tuple[shapely.Geometry, CRS, list[str]]
UNTOLD_COLOURS = (ColorInterp.undefined, ColorInterp.gray)
MOST_CRS_PROPOSALS = 2


@dataclass(frozen=True)
class Examined:
    """One raster after a look at it: its facts (None where it cannot be opened), its plan, and what was found.

    plan: None where the area does not meet it or the model cannot read it even with a changed job. left_out: whether
    that is only because of the area.
    """

    facts: RasterFacts | None
    plan: RasterPlan | None
    findings: tuple[Finding, ...]
    left_out: bool = False


def examine(path: str, job: Job, card: ModelCard, area: PlacedArea | None) -> Examined:
    """Look at one raster as a run would, without the model."""
    source, reading, problems = read_or_mend(path, job.reading, card.input, lambda: likely_crs(path, job))
    if source is None:
        return Examined(_facts_of_unreadable(path, reading), None, tuple(problems))
    with open_dataset(path, reading) as dataset:
        plan, more, left_out = _plan(dataset, source, job, card, area)
        facts = gather(dataset, source, card, len(plan.chosen) if plan else 0)
        sample = sample_pixels(dataset, source.bands)
        more += rules.about_bands(dataset, source, card)
        if not lost_its_place(source, job):
            more += rules.about_units(dataset, source, facts)
        if reading.value_range == job.reading.value_range:
            more += rules.about_values(dataset, source, card, sample)
        more += rules.about_nodata(dataset, source, sample)
        if plan is not None:
            more += rules.about_resolution(dataset, source, card, facts)
            more += rules.about_layout(dataset, plan)
            more += rules.about_windows(plan, job, card)
    return Examined(facts, plan, (*problems, *more), left_out)


def likely_crs(path: str, job: Job) -> tuple[str, ...]:
    """Return the CRSs that a raster without one might share: those of the job's other rasters and of its area."""
    likely: list[str] = []
    for other in job.rasters:
        if other == path or len(likely) >= MOST_CRS_PROPOSALS:
            continue
        try:
            with open_dataset(other, Reading()) as dataset:
                likely.append(crs_name(dataset.crs))
        except RasterError:
            continue
    if job.area is not None and ":" in job.area.crs and len(job.area.crs) < 20:
        likely.append(job.area.crs)
    return tuple(dict.fromkeys(name for name in likely if name))


def crs_name(crs: CRS | None) -> str:
    """Return the authority code of a CRS, its WKT where it has none, and "" for no CRS."""
    if crs is None:
        return ""
    authority = crs.to_authority()
    return ":".join(authority) if authority else str(crs.to_wkt())


def _plan(
    dataset: rasterio.DatasetReader, source: RasterSource, job: Job, card: ModelCard, area: PlacedArea | None
) -> tuple[RasterPlan | None, list[Finding], bool]:
    """Return the plan, the findings that it brings, and whether the raster is left out because of the area."""
    lost = lost_its_place(source, job)
    try:
        plan, remarks = plan_raster(source, job, card, None if lost else area)
    except RasterError as error:
        return None, [Finding(ERROR, "resolution", str(error), raster=source.path)], False
    except AreaError as error:
        return None, [Finding(ERROR, "area", str(error), raster=source.path)], False
    except JobError as error:
        asked = (("OVERLAP", job.overlap_px), ("WINDOW", job.window_px))
        remedies = tuple(Remedy("Use the model card's value", name, None) for name, value in asked if value is not None)
        return None, [Finding(ERROR, "windows", str(error), raster=source.path, remedies=remedies)], False
    told = [_from_remark(remark, dataset, source, card) for remark in remarks]
    return plan, [finding for finding in told if not (lost and finding.topic == "resolution")], plan is None


def lost_its_place(source: RasterSource, job: Job) -> bool:
    """Say whether the raster goes without a CRS only because it is looked at further behind that very error."""
    return source.crs is None and not job.reading.pixel_results


def _from_remark(remark: str, dataset: rasterio.DatasetReader, source: RasterSource, card: ModelCard) -> Finding:
    """Return a run's warning as a finding; an order of bands that is only guessed comes with the likely ones."""
    topic = remark.topic if isinstance(remark, Remark) else "model"
    if topic != "bands" or len(set(source.bands)) == 1:
        return Finding(WARNING, topic, str(remark), raster=source.path)
    remedies = tuple(band_remedy(bands, why) for bands, why in propose_bands(dataset, card.input))
    advice = f"Say which bands are {', '.join(card.input.bands)}, so that nothing has to be guessed."
    return Finding(WARNING, topic, str(remark), advice, source.path, remedies)


def gather(dataset: rasterio.DatasetReader, source: RasterSource, card: ModelCard, windows: int) -> RasterFacts:
    """Return the facts of an open raster that the model can read."""
    names: dict[int, list[str]] = {band: [] for band in source.bands}
    for band, name in zip(source.bands, card.input.bands, strict=True):
        names[band].append(name)
    used = {band: ", ".join(listed) for band, listed in names.items()}
    return RasterFacts(
        raster=source.path,
        width_px=source.width_px,
        height_px=source.height_px,
        pixel_m=pixel_m(source),
        crs=crs_name(source.crs) or "none",
        units=units(source.crs),
        dtype=" and ".join(dict.fromkeys(dataset.dtypes[band - 1] for band in source.bands)),
        nodata=_nodata(source),
        layout=layout(dataset),
        bands=tuple(_band(dataset, number, used.get(number, "")) for number in range(1, dataset.count + 1)),
        windows=windows,
    )


def _facts_of_unreadable(path: str, reading: Reading) -> RasterFacts | None:
    """Return what can be told of a raster that opens, but that the model cannot read."""
    try:
        with open_dataset(path, reading) as dataset:
            return RasterFacts(
                raster=path,
                width_px=dataset.width,
                height_px=dataset.height,
                pixel_m=None,
                crs=crs_name(dataset.crs) or "none",
                units=units(dataset.crs),
                dtype=" and ".join(dict.fromkeys(dataset.dtypes)),
                nodata="none" if dataset.nodatavals[0] is None else f"{dataset.nodatavals[0]:g}",
                layout=layout(dataset),
                bands=tuple(_band(dataset, number, "") for number in range(1, dataset.count + 1)),
                windows=0,
            )
    except (RasterError, RasterioIOError):
        return None


def pixel_m(source: RasterSource) -> tuple[float, float] | None:
    """Return the ground size (x, y) in metres of the pixel in the middle, None where it is not known."""
    middle = np.array([source.width_px / 2]), np.array([source.height_px / 2])
    metres = metres_per_pixel(source.transform, source.crs, *middle)
    if metres is None or not np.isfinite([metres[0][0], metres[1][0]]).all():
        return None
    return float(metres[0][0]), float(metres[1][0])


def units(crs: CRS | None) -> str:
    """Return the unit of a CRS in words: "degrees", "metres", "US survey feet" or what the CRS calls it."""
    if crs is None:
        return "pixels"
    if crs.is_geographic:
        return "degrees"
    try:
        name = str(crs.linear_units_factor[0])
    except CRSError:
        return "unknown"
    return {"metre": "metres", "meter": "metres", "foot": "feet", "US survey foot": "US survey feet"}.get(name, name)


def _band(dataset: rasterio.DatasetReader, number: int, used_as: str) -> BandFacts:
    described, colour = dataset.descriptions[number - 1], dataset.colorinterp[number - 1]
    return BandFacts(number, described or ("" if colour in UNTOLD_COLOURS else colour.name), used_as)


def _nodata(source: RasterSource) -> str:
    told = [] if source.nodata is None else [f"{source.nodata:g}"]
    told += ["alpha band"] if source.alpha_band is not None else []
    told += ["mask"] if source.has_dataset_mask or source.mask_file is not None else []
    return ", ".join(told) or "none"


def layout(dataset: rasterio.DatasetReader) -> str:
    """Return how the file holds its pixels, such as "256 x 256 blocks, JPEG" or "strips of 8 rows, uncompressed"."""
    height, width = dataset.block_shapes[0]
    blocks = f"{width} x {height} blocks"
    if width >= dataset.width:
        strips = f"strips of {height} rows" if height > 1 else "strips of 1 row"
        blocks = "one block" if height >= dataset.height else strips
    if dataset.driver != "GTiff":
        return f"{blocks}, {dataset.driver}"
    return f"{blocks}, {dataset.compression.value if dataset.compression else 'uncompressed'}"
