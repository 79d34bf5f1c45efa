"""What a raster that cannot be read as it stands needs: each refusal with the changes of the job that would mend it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import rasterio
from rasterio.enums import ColorInterp

from ..contract.card import ModelInput
from ..contract.check import ASK, ERROR, Finding, Remedy
from ..contract.errors import RasterError
from ..contract.job import Reading
from ..path.raster import RasterSource, describe_raster, needs_warp, open_dataset
from .pixels import HIGH_PERCENTILE, LOW_PERCENTILE, sample_pixels

COLOUR_NAMES = {
    "red": ("red", "r", "b4", "b04", "band 4 red"),
    "green": ("green", "g", "b3", "b03"),
    "blue": ("blue", "b", "b2", "b02"),
    "nir": ("nir", "near infrared", "infrared", "b8", "b08"),
}
MULTISPECTRAL_BANDS = 10
LIKELY_DEGREES_PER_PX = 0.01


@dataclass(frozen=True)
class Mend:
    """A changed reading, what it is about, and the changes of the job that come to the same."""

    topic: str
    reading: Reading
    remedies: tuple[Remedy, ...]
    advice: str


@dataclass(frozen=True)
class Refused:
    """A raster that was refused, open, and how it was to be read; likely_crs: gives CRSs that it might have."""

    dataset: rasterio.DatasetReader
    reading: Reading
    wanted: ModelInput
    likely_crs: Callable[[], tuple[str, ...]]


Propose = Callable[[Refused], Mend | None]


def read_or_mend(
    path: str, reading: Reading, wanted: ModelInput, likely_crs: Callable[[], tuple[str, ...]] = tuple
) -> tuple[RasterSource | None, Reading, list[Finding]]:
    """Describe a raster as a run would, and go on behind each refusal with the change that mends it.

    What a refusal is about is found out by trying: the first change after which the run says something else. So the
    rules stay where the run has them. likely_crs: gives CRSs that a raster without one might have. Returns the raster
    (None where nothing helps), the reading under which it was described, and an error a refusal.
    """
    findings: list[Finding] = []
    answer = _attempt(path, reading, wanted)
    for _ in PROPOSALS:
        if isinstance(answer, RasterSource):
            return answer, reading, findings
        mended = _mend(path, reading, wanted, likely_crs, answer)
        if mended is None:
            findings.append(Finding(ERROR, "layout", answer, raster=path))
            return None, reading, findings
        mend, following = mended
        findings.append(Finding(ERROR, mend.topic, answer, mend.advice, path, mend.remedies))
        reading, answer = mend.reading, following
    return (answer if isinstance(answer, RasterSource) else None), reading, findings


def _attempt(path: str, reading: Reading, wanted: ModelInput) -> RasterSource | str:
    try:
        return describe_raster(path, reading, wanted)
    except RasterError as error:
        return str(error)


def _mend(
    path: str, reading: Reading, wanted: ModelInput, likely_crs: Callable[[], tuple[str, ...]], refusal: str
) -> tuple[Mend, RasterSource | str] | None:
    try:
        with open_dataset(path, reading) as dataset:
            for propose in PROPOSALS:
                mend = propose(Refused(dataset, reading, wanted, likely_crs))
                following = _attempt(path, mend.reading, wanted) if mend is not None else refusal
                if mend is not None and following != refusal:
                    return mend, following
    except RasterError:
        return None
    return None


def _mend_placement(refused: Refused) -> Mend | None:
    if refused.reading.warp or not needs_warp(refused.dataset):
        return None
    return Mend(
        "units",
        replace(refused.reading, warp=True),
        (Remedy("Warp on reading", "WARP", True),),
        "Let it be warped on reading; positions are then as exact as its control points.",
    )


def _mend_crs(refused: Refused) -> Mend | None:
    dataset, reading = refused.dataset, refused.reading
    placed = not dataset.transform.is_identity
    if reading.pixel_results or (placed and dataset.crs is not None):
        return None
    in_pixels = Remedy("Results in pixel coordinates", "PIXEL_RESULTS", True)
    if not placed:
        return Mend(
            "units",
            replace(reading, crs=None, pixel_results=True),
            (in_pixels,),
            "Georeference it where its features are to lie on a map; in pixel coordinates, leave the CRS out.",
        )
    likely = [*refused.likely_crs(), *(["EPSG:4326"] if _looks_like_degrees(dataset) else [])]
    remedies = [Remedy(f"Its CRS is {crs}", "ASSIGNED_CRS", crs) for crs in dict.fromkeys(likely)]
    remedies.append(Remedy("Choose its CRS", "ASSIGNED_CRS", ASK))
    if reading.crs is None:
        remedies.append(in_pixels)
    return Mend(
        "units",
        replace(reading, crs=None, pixel_results=True),
        tuple(remedies),
        "Ask whoever made the raster for its CRS. A wrong one gives wrong places, sizes and resolution.",
    )


def _looks_like_degrees(dataset: rasterio.DatasetReader) -> bool:
    left, bottom, right, top = dataset.bounds
    fits = -180 <= left < right <= 180 and -90 <= bottom < top <= 90
    return fits and not dataset.transform.is_identity and abs(dataset.transform.a) < LIKELY_DEGREES_PER_PX


def _mend_bands(refused: Refused) -> Mend | None:
    proposals, wanted = propose_bands(refused.dataset, refused.wanted), refused.wanted
    return Mend(
        "bands",
        replace(refused.reading, bands=proposals[0][0]),
        tuple(band_remedy(bands, why) for bands, why in proposals),
        f"Say which of its bands are {', '.join(wanted.bands)}; look at the raster with that mapping first.",
    )


def band_remedy(bands: tuple[int, ...], why: str = "") -> Remedy:
    """Return the change of the job that makes the model read these bands."""
    listed = ", ".join(str(band) for band in bands)
    text = f"Use the bands {listed} ({why})" if why else f"Use the bands {listed}"
    return Remedy(text, "BANDS", ",".join(str(band) for band in bands))


def propose_bands(dataset: rasterio.DatasetReader, wanted: ModelInput) -> list[tuple[tuple[int, ...], str]]:
    """Return likely band numbers in the order of the model's bands, the likeliest first, and why each is likely.

    By the bands' descriptions where those tell; else by the usual orders of the number of bands.
    """
    count, needed = dataset.count, len(wanted.bands)
    named = _bands_by_name(dataset, wanted)
    if named is not None:
        return [(named, "by the names of its bands")]
    plain = [i + 1 for i, interp in enumerate(dataset.colorinterp) if interp != ColorInterp.alpha] or [1]
    if len(plain) < needed:
        return [((plain[0],) * needed, "one band for all")]
    if wanted.bands != ("red", "green", "blue"):
        return [(tuple(plain[:needed]), "the first ones")]
    red_first = (tuple(plain[:3]), "red first, as of most cameras")
    blue_first = (tuple(plain[2::-1]), "blue first, as of most satellites")
    if count >= MULTISPECTRAL_BANDS:
        return [((4, 3, 2), "as of Sentinel-2 and Landsat 8"), blue_first, red_first]
    return [red_first, blue_first] if dataset.dtypes[0] == "uint8" else [blue_first, red_first]


def _bands_by_name(dataset: rasterio.DatasetReader, wanted: ModelInput) -> tuple[int, ...] | None:
    names = [(description or "").strip().lower() for description in dataset.descriptions]
    found = []
    for band in wanted.bands:
        known = COLOUR_NAMES.get(band.lower(), (band.lower(),))
        fitting = [i + 1 for i, name in enumerate(names) if name in known or band.lower() in name.split()]
        if len(fitting) != 1:
            return None
        found.append(fitting[0])
    return tuple(found)


def _mend_values(refused: Refused) -> Mend | None:
    dataset, reading, wanted = refused.dataset, refused.reading, refused.wanted
    bands = reading.bands or tuple(range(1, min(dataset.count, len(wanted.bands)) + 1))
    if max(bands) > dataset.count or any("complex" in dataset.dtypes[band - 1] for band in bands):
        return None
    remedy = measured_range(dataset, bands)
    if remedy is None:
        advice = "Its values could not be looked at quickly; take the range from the layer's properties."
        return Mend("data type", replace(reading, value_range=wanted.value_range), (), advice)
    low, high = (float(item) for item in str(remedy.value).split(","))
    return Mend(
        "data type",
        replace(reading, value_range=(low, high)),
        (remedy,),
        f"{LOW_PERCENTILE:g} to {HIGH_PERCENTILE:g} % of the values looked at lie from {low:g} to {high:g}. Take the "
        "same range for all rasters of one sensor, so that their results can be compared.",
    )


def measured_range(dataset: rasterio.DatasetReader, bands: tuple[int, ...]) -> Remedy | None:
    """Return the value range in which most pixels of these bands lie, as a change of the job; None where unknown."""
    sample = sample_pixels(dataset, bands)
    if sample is None or not len(sample.values):
        return None
    low, high = sample.low, sample.high
    if all(np.issubdtype(np.dtype(dataset.dtypes[band - 1]), np.integer) for band in bands):
        low, high = float(np.floor(low)), float(np.ceil(high))
        text = f"{low:.0f},{high:.0f}"
    else:
        text = f"{low:.4g},{high:.4g}"
    least, most = text.split(",")
    if not float(least) < float(most):
        return None
    return Remedy(f"Use the value range {least} to {most}", "VALUE_RANGE", text)


PROPOSALS: tuple[Propose, ...] = (_mend_placement, _mend_crs, _mend_bands, _mend_values)
