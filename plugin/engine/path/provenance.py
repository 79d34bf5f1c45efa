"""What a run says of itself: run.json before scoring, and a table in the GeoPackage beside the features."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

from ..contract import schema
from ..contract.places import version
from ..contract.raster_names import raster_names
from .features import RUN_FIELDS, RUNS, GeoPackage, Layer, constant
from .fingerprint import describe_grid, fingerprint_job, fingerprint_raster
from .plan import Plan
from .scores import SCHEMA_VERSION, RunFolder
from .selection import SettledSelection
from .windows import windows_to_json


def describe(plan: Plan) -> dict[str, Any]:
    """Return what run.json says before anything is scored; the run's name is the start of its fingerprint."""
    fingerprints = [fingerprint_raster(raster.grid.source) for raster in plan.rasters]
    fingerprint = fingerprint_job(plan.job, fingerprints, plan.card)
    names = raster_names([one["path"] for one in fingerprints])
    return {
        "schema_version": SCHEMA_VERSION,
        "run": fingerprint[:12],
        "fingerprint": fingerprint,
        "state": "scoring",
        "tesela": version(),
        "started": _now(),
        "job": plan.job.to_json(),
        "model": schema.to_json(plan.card),
        "rasters": [
            {
                "name": name,
                "fingerprint": fingerprint_of,
                "grid": describe_grid(raster.grid),
                "windows": windows_to_json(raster.windows, raster.grid.stride_share),
                "chosen": len(raster.chosen),
                "area": raster.area.wkt if raster.area is not None else None,
            }
            for raster, name, fingerprint_of in zip(plan.rasters, names, fingerprints, strict=True)
        ],
    }


def write_provenance(package: GeoPackage, run_folder: RunFolder, selection: SettledSelection) -> None:
    """Add the table that says how the features of this file came about."""
    description = run_folder.description
    model = description["model"]
    row = {
        "run": description["run"],
        "written": _now(),
        "tesela": description["tesela"],
        "model": model["id"],
        "model_version": model["version"],
        "model_sha256": model["weights"]["sha256"],
        "rasters": json.dumps([raster["fingerprint"] for raster in description["rasters"]]),
        "thresholds": json.dumps(_thresholds(model, selection)),
        "selection": json.dumps(schema.to_json(selection)),
        "job": json.dumps(description["job"]),
        "device": description["device"],
        "runtime": description["runtime"],
        "windows": json.dumps(description["windows"]),
        "score_seconds": description["score_seconds"],
    }
    table = Layer(RUNS, "None", RUN_FIELDS)
    package.create(table)
    package.append(table, constant(None, 1), {name: constant(value, 1) for name, value in row.items()})


def _thresholds(model: dict[str, Any], selection: SettledSelection) -> dict[str, float]:
    """Return the thresholds that were used, by class: none for members of exclusive groups, none for a regression."""
    grouped = {name for group in model.get("groups", ()) for name in group}
    pairs = zip(model["classes"], selection.thresholds, strict=bool(selection.thresholds))
    return {name: threshold for name, threshold in pairs if name not in grouped}


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds")
