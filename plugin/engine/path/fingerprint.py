"""What tells one run from another: digests of rasters, model and options."""

from __future__ import annotations

import hashlib
import json
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
SCORING_FIELDS = ("task", "classes", "activation", "input", "ground_sampling_distance_m", "window_px", "overlap_px")


def fingerprint_raster(source: RasterSource) -> dict[str, Any]:
    """Return what tells a raster from a changed one: size, time and the ends of each of its files.

    Statistics and histograms in GDAL's side file do not count: QGIS writes them when it shows a raster.
    """
    files: list[dict[str, Any]] = []
    for path in map(Path, source.files):
        if not path.is_file():
            continue
        said = _without_statistics(path) if path.name.endswith(SIDE_FILE) else None
        if said is not None:
            if said:
                files.append({"name": path.name, "sha256": hashlib.sha256(said.encode()).hexdigest()})
            continue
        status, digest = path.stat(), hashlib.sha256()
        with path.open("rb") as stream:
            digest.update(stream.read(EDGE_BYTES))
            stream.seek(max(0, status.st_size - EDGE_BYTES))
            digest.update(stream.read(EDGE_BYTES))
        files.append(
            {
                "name": path.name,
                "bytes": status.st_size,
                "modified_ns": status.st_mtime_ns,
                "edges_sha256": digest.hexdigest(),
            }
        )
    return {"path": source.path, "height_px": source.height_px, "width_px": source.width_px, "files": files}


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
    files = [{key: value for key, value in raster.items() if key != "path"} for raster in rasters]
    model = [card.weights.sha256, *(schema.to_json(getattr(card, name)) for name in SCORING_FIELDS)]
    return hashlib.sha256(json.dumps([scoring, files, model], sort_keys=True).encode()).hexdigest()
