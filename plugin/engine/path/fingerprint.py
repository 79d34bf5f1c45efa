"""What tells one run from another: digests of rasters, model and options."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from ..contract import schema
from ..contract.card import ModelCard
from ..contract.job import Job
from .raster import RasterSource
from .scoregrid import ScoreGrid

EDGE_BYTES = 65536
SIDE_FILE = ".aux.xml"
STATISTICS = "STATISTICS_"
VIRTUAL_PREFIXES = re.compile(r"^(?:/vsi\w+/\{?(?:\d+_\d+,)?)+")
"""GDAL's names for files within files: /vsizip//a.zip/b.tif, /vsizip/{/a.zip}/b.tif, /vsisubfile/0_9,/a.tif, nested."""
SCORING_FIELDS = ("task", "classes", "activation", "input", "ground_sampling_distance_m", "window_px", "overlap_px")


def fingerprint_raster(source: RasterSource) -> dict[str, Any]:
    """Return what tells a raster from a changed one: size, time and the ends of each of its files.

    A raster that is no plain file (one in an archive, one of several in a file) also has its name, as `dataset`.
    Statistics and histograms in GDAL's side file do not count: QGIS writes them when it shows a raster.
    """
    files = [one for name in source.files if (one := _fingerprint_file(name)) is not None]
    fingerprint = {"path": source.path, "height_px": source.height_px, "width_px": source.width_px, "files": files}
    return fingerprint if Path(source.path).is_file() else {**fingerprint, "dataset": source.path}


def without_path(fingerprint: dict[str, Any]) -> dict[str, Any]:
    """Return a raster's fingerprint without the place where it lay: a raster may have moved, but not changed."""
    return {key: value for key, value in fingerprint.items() if key != "path"}


def _fingerprint_file(name: str) -> dict[str, Any] | None:
    """Return what tells a file, or the archive that it lies in, from a changed one; None where that says nothing."""
    path, member = _file_on_disk(name)
    if path is None:
        return {"name": name}
    said = _without_statistics(path) if not member and path.name.endswith(SIDE_FILE) else None
    if said is not None:
        return {"name": path.name, "sha256": hashlib.sha256(said.encode()).hexdigest()} if said else None
    status, digest = path.stat(), hashlib.sha256()
    with path.open("rb") as stream:
        digest.update(stream.read(EDGE_BYTES))
        stream.seek(max(0, status.st_size - EDGE_BYTES))
        digest.update(stream.read(EDGE_BYTES))
    return {
        "name": path.name,
        **({"member": member} if member else {}),
        "bytes": status.st_size,
        "modified_ns": status.st_mtime_ns,
        "edges_sha256": digest.hexdigest(),
    }


def _file_on_disk(name: str) -> tuple[Path | None, str]:
    """Return the file that GDAL finds under a name, or the archive that holds it and the member's name there."""
    path = Path(VIRTUAL_PREFIXES.sub("", name))
    for outer in (path, *path.parents):
        file = outer if outer.is_file() else Path(str(outer).rstrip("}"))
        if file.is_file():
            return file, "" if outer == path else path.relative_to(outer).as_posix()
    return None, ""


def _without_statistics(path: Path) -> str | None:
    """Return what a side file says of its raster apart from statistics, or ""; None where it cannot be read."""
    try:
        root = ET.parse(path).getroot()
    except (ET.ParseError, OSError):
        return None
    for part in list(root.iter()):
        for child in list(part):
            if child.tag == "Histograms" or (child.tag == "MDI" and child.get("key", "").startswith(STATISTICS)):
                part.remove(child)
    for part in [*root.findall("PAMRasterBand"), root]:
        for child in list(part):
            if child.tag in ("Metadata", "PAMRasterBand") and not len(child):
                part.remove(child)
    return ET.canonicalize(ET.tostring(root, "unicode"), strip_text=True) if len(root) else ""


def describe_grid(grid: ScoreGrid) -> dict[str, Any]:
    """Return the score grid as JSON, with all that `select` needs to place features.

    raster_height_px, raster_width_px: the raster's own size in score pixels, which need not be whole.
    """
    return {
        "height_px": grid.height_px,
        "width_px": grid.width_px,
        "scale_x": grid.scale_x,
        "scale_y": grid.scale_y,
        "raster_height_px": grid.source.height_px / grid.scale_y,
        "raster_width_px": grid.source.width_px / grid.scale_x,
        "transform": list(grid.transform)[:6],
        "crs": grid.source.crs.to_wkt() if grid.source.crs else None,
        "window_px": grid.window_px,
        "overlap_px": grid.overlap_px,
    }


def fingerprint_job(job: Job, rasters: list[dict[str, Any]], card: ModelCard) -> str:
    """Return a digest that is the same exactly where `score` would give the same; selection and output do not count."""
    scoring = job.to_json()
    for name in ("rasters", "model", "output", "selection", "batch"):
        del scoring[name]
    files = [without_path(raster) for raster in rasters]
    model = [card.weights.sha256, *(schema.to_json(getattr(card, name)) for name in SCORING_FIELDS)]
    return hashlib.sha256(json.dumps([scoring, files, model], sort_keys=True).encode()).hexdigest()
