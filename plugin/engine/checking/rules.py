"""What a raster's own facts say of a run: what the run would not refuse or warn of, but a person should know."""

from __future__ import annotations

import numpy as np
import rasterio
from rasterio.vrt import WarpedVRT

from ..contract.card import ModelCard
from ..contract.check import NOTE, WARNING, Finding, RasterFacts, Remedy
from ..contract.job import Job
from ..path.plan import RasterPlan
from ..path.raster import GDAL_OPTIONS, RasterSource
from ..path.scoregrid import COARSE_RASTER
from .mending import measured_range
from .pixels import PixelSample

SAME_RESOLUTION = 1.1
FINE_WITHOUT_OVERVIEWS = 4.0
DISTORTION = 0.03
NARROW_RANGE = 0.12
CUT_OFF_SHARE = 0.2
BLACK_SHARE = 0.02
LARGE_PIXELS = 50_000_000
MOSTLY_EMPTY = 0.5
SLOW_DRIVERS = ("JP2OpenJPEG", "JP2ECW", "JP2KAK", "ECW", "MrSID", "JP2MrSID", "PNG", "JPEG", "WEBP", "GIF", "AAIGrid")


def about_resolution(
    dataset: rasterio.DatasetReader, source: RasterSource, card: ModelCard, facts: RasterFacts
) -> list[Finding]:
    """Compare the pixel on the ground with the model's; the run itself warns from COARSE_RASTER times coarser on."""
    if facts.pixel_m is None:
        return []
    x, y = facts.pixel_m
    gsd_m = card.ground_sampling_distance_m
    size = f"{x:.3g} m" if abs(x / y - 1) < SAME_RESOLUTION - 1 else f"{x:.3g} m by {y:.3g} m"
    told = f"A pixel is {size} on the ground, and the model was trained on {gsd_m:g} m"
    if max(x, y) > gsd_m * COARSE_RASTER or max(x, y, gsd_m) < SAME_RESOLUTION * min(x, y, gsd_m):
        return []
    if max(x, y) > gsd_m * SAME_RESOLUTION:
        message = f"{told}: pixels are enlarged on reading, so small things may be missed."
        return [Finding(NOTE, "resolution", message, "Use finer imagery if there is any.", source.path)]
    findings = [Finding(NOTE, "resolution", f"{told}: pixels are averaged on reading.", raster=source.path)]
    if gsd_m > FINE_WITHOUT_OVERVIEWS * max(x, y) and not dataset.overviews(1):
        message = (
            f"The model needs only one of {(gsd_m / x) * (gsd_m / y):.0f} pixels, but the file has no overviews, so "
            "all of them are read."
        )
        findings.append(Finding(NOTE, "layout", message, "Build overviews (gdaladdo) to read faster.", source.path))
    return findings


def about_units(dataset: rasterio.DatasetReader, source: RasterSource, facts: RasterFacts) -> list[Finding]:
    """Tell units other than metres on the ground, and a CRS that was given in vain or is missing on purpose."""
    if source.crs is None:
        message = "It has no CRS, so features come in pixel coordinates, and sizes count as if pixels were the model's."
        if dataset.crs is not None:
            message = (
                "It has a CRS, but no geotransform, so features come in pixel coordinates, and sizes count as if "
                "pixels were the model's."
            )
        return [Finding(NOTE, "units", message, raster=source.path)]
    findings = []
    if source.reading.crs is not None and dataset.crs is not None:
        message = "It has a CRS of its own; the one given for rasters without one is not used for it."
        findings.append(Finding(NOTE, "units", message, raster=source.path))
    if facts.pixel_m is None:
        return findings
    x, y = facts.pixel_m
    if source.crs.is_geographic:
        message = (
            f"It is in degrees: a pixel in its middle is {x:.3g} m by {y:.3g} m. Sizes are computed on the ground."
        )
        return [*findings, Finding(NOTE, "units", message, raster=source.path)]
    factor = float(source.crs.linear_units_factor[1])
    nominal_m = float(np.hypot(source.transform.a, source.transform.d)) * factor
    if abs(factor - 1) > 1e-6:
        message = f"It is in {facts.units} of {factor:.4g} m; sizes are computed in metres."
        findings.append(Finding(NOTE, "units", message, raster=source.path))
    if abs(nominal_m / x - 1) > DISTORTION:
        message = (
            f"Its projection stretches the ground: a pixel of {nominal_m:.3g} m by its CRS is {x:.3g} m on the ground. "
            "Sizes are computed on the ground."
        )
        findings.append(Finding(NOTE, "units", message, raster=source.path))
    return findings


def about_bands(dataset: rasterio.DatasetReader, source: RasterSource, card: ModelCard) -> list[Finding]:
    """Tell where the mapping that was given contradicts what the raster says of its bands."""
    if source.reading.bands is None or source.expand:
        return []
    colours = {interp.name: i + 1 for i, interp in reversed(list(enumerate(dataset.colorinterp)))}
    if not all(name in colours for name in card.input.bands):
        return []
    own = tuple(colours[name] for name in card.input.bands)
    if own == source.bands:
        return []
    listed = ", ".join(f"{name} in band {colours[name]}" for name in card.input.bands)
    return [
        Finding(
            WARNING,
            "bands",
            f"The bands given are {', '.join(map(str, source.bands))}, but the raster says that it has {listed}.",
            "Keep the bands given only if the raster is wrong about itself.",
            source.path,
            (Remedy("Use the bands as the raster names them", "BANDS", ",".join(map(str, own))),),
        )
    ]


def about_values(
    dataset: rasterio.DatasetReader, source: RasterSource, card: ModelCard, sample: PixelSample | None
) -> list[Finding]:
    """Tell where the values looked at fill little of the range that the model is fed, or lie outside of it."""
    if sample is None or not len(sample.values) or source.expand:
        return []
    low, high = source.reading.value_range or card.input.value_range
    outside = sample.share_outside(low, high)
    remedy = measured_range(dataset, source.bands)
    remedies = (remedy,) if remedy is not None else ()
    seen = f"Most values looked at lie from {sample.low:.4g} to {sample.high:.4g}"
    if source.reading.value_range is not None and outside > CUT_OFF_SHARE:
        message = f"{seen}, but the value range given is {low:g} to {high:g}, so {outside:.0%} of them are cut off."
    elif sample.high - sample.low < NARROW_RANGE * (high - low):
        message = (
            f"{seen}, a small part of the {low:g} to {high:g} that the model is fed: it sees little contrast. The "
            "image may be very dark, or hold reflectances."
        )
    else:
        return []
    return [Finding(WARNING, "data type", message, "Look at the image; then set the range.", source.path, remedies)]


def about_nodata(dataset: rasterio.DatasetReader, source: RasterSource, sample: PixelSample | None) -> list[Finding]:
    """Tell where the raster does not say which pixels have no data, or says it oddly."""
    findings = []
    declared = [dataset.nodatavals[band - 1] for band in dict.fromkeys(source.bands)]
    if len({repr(value) for value in declared}) > 1:
        message = (
            f"Its bands have different no-data values ({', '.join(str(value) for value in declared)}); the one of band "
            f"{source.bands[0]} counts for all."
        )
        findings.append(_nodata(WARNING, message, "Give all bands the same one (gdal_translate -a_nodata).", source))
    kind = np.dtype(dataset.dtypes[source.bands[0] - 1])
    if source.nodata is not None and np.issubdtype(kind, np.integer) and not _can_hold(kind, source.nodata):
        message = f"Its no-data value {source.nodata:g} cannot stand in a raster of {kind}, so it marks no pixel."
        findings.append(_nodata(WARNING, message, "Set the right one (gdal_translate -a_nodata).", source))
    if sample is not None and sample.valid_share < MOSTLY_EMPTY:
        message = f"About {1 - sample.valid_share:.0%} of it has no data; windows without data are skipped and counted."
        findings.append(_nodata(NOTE, message, "", source))
    if _says_what_has_data(source):
        return findings
    black = sample.black_share if sample is not None else 0.0
    if black > BLACK_SHARE:
        message = (
            f"About {black:.0%} of it is black, and it does not say that this is no data, so the model scores it as "
            "ground."
        )
        advice = (
            "If black is the edge of the image, say so: gdal_translate -a_nodata 0, or in the layer's properties "
            "before exporting it again."
        )
        return [*findings, _nodata(WARNING, message, advice, source)]
    return [
        *findings,
        _nodata(NOTE, "It does not say which pixels have no data; all of them count as data.", "", source),
    ]


def _nodata(severity: str, message: str, advice: str, source: RasterSource) -> Finding:
    return Finding(severity, "no data", message, advice, source.path)


def _says_what_has_data(source: RasterSource) -> bool:
    by_value = source.nodata is not None
    by_mask = source.alpha_band is not None or source.has_dataset_mask or source.mask_file is not None
    return by_value or by_mask or source.covered_px is not None or source.lost_blocks is not None


def _can_hold(kind: np.dtype, value: float) -> bool:
    limits = np.iinfo(kind)
    return bool(float(value).is_integer() and limits.min <= value <= limits.max)


def about_layout(dataset: rasterio.DatasetReader, plan: RasterPlan) -> list[Finding]:
    """Tell where reading windows means reading much of the file again and again; see `rereads`."""
    path, findings = plan.grid.source.path, []
    if isinstance(dataset, WarpedVRT):
        return [Finding(NOTE, "layout", "It is warped on reading, which is slower than a warped copy.", raster=path)]
    times = rereads(dataset, plan)
    if times > 1:
        height, width = dataset.block_shapes[0]
        message = (
            f"It is stored in blocks of {width} x {height} pixels, so each of them is read and unpacked about {times} "
            "times."
        )
        findings.append(Finding(WARNING, "layout", message, _to_cog(path), path))
    if dataset.driver in SLOW_DRIVERS and dataset.width * dataset.height > LARGE_PIXELS:
        message = f"{dataset.driver} files are slow to read in windows."
        findings.append(Finding(NOTE, "layout", message, _to_cog(path), path))
    return findings


def _to_cog(path: str) -> str:
    return f"Convert it once: gdal_translate -of COG {path} copy.tif, and use the copy."


def rereads(dataset: rasterio.DatasetReader, plan: RasterPlan) -> int:
    """Return how often a block is unpacked, about: once where those of a row of windows fit into GDAL's cache.

    Where they do not fit, a block is gone from the cache when the next window of the row needs it, so it is unpacked
    once for each window that it reaches into along the row.
    """
    grid, source = plan.grid, plan.grid.source
    height, width = dataset.block_shapes[source.bands[0] - 1]
    window_height = grid.window_px * grid.scale_y
    window_width, stride = grid.window_px * grid.scale_x, grid.window_px * grid.stride_share * grid.scale_x
    rows_px = min(source.height_px, (np.ceil(window_height / height) + 1) * height)
    pixel_bytes = sum(np.dtype(dataset.dtypes[band - 1]).itemsize for band in set(source.bands))
    if str(dataset.interleaving).lower().endswith("pixel"):
        pixel_bytes = sum(np.dtype(kind).itemsize for kind in dataset.dtypes)
    columns_px = min(source.width_px, (np.ceil(window_width / width) + 1) * width)
    cache = int(str(GDAL_OPTIONS["GDAL_CACHEMAX"]))
    if rows_px * columns_px * pixel_bytes <= cache and width < source.width_px:
        return 1
    if rows_px * source.width_px * pixel_bytes <= cache:
        return 1
    return max(1, round(min(source.width_px, width) / stride))


def about_windows(plan: RasterPlan, job: Job, card: ModelCard) -> list[Finding]:
    """Tell where the raster is smaller than one window, or windows are not those that the model was trained on."""
    grid, findings = plan.grid, []
    if min(grid.height_px, grid.width_px) < grid.window_px:
        message = (
            f"At {card.ground_sampling_distance_m:g} m a pixel it has {grid.width_px} x {grid.height_px} pixels, less "
            f"than a window of {grid.window_px}; the rest of the window is filled with its mirror image."
        )
        findings.append(Finding(NOTE, "windows", message, "Expect weaker results near the edges.", grid.source.path))
    if job.window_px is not None and job.window_px != card.window_px:
        message = f"The model was trained on windows of {card.window_px} pixels, not of {job.window_px}."
        remedy = Remedy(f"Use windows of {card.window_px} pixels", "WINDOW", card.window_px)
        findings.append(Finding(WARNING, "windows", message, "", grid.source.path, (remedy,)))
    return findings
