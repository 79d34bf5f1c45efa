"""Where a result comes from, read from the run's own records.

What a run says of itself stands in two places: the table tesela_runs of the worker's GeoPackage (what was selected) and
run.json in the run folder (what was scored, and the whole model card). Both are read, and what neither tells is left
out, never guessed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from osgeo import gdal

from ...engine.contract.errors import RunError
from ..translation import tr
from .folder import DESCRIPTION_FILE, run_folder

RUNS_TABLE = "tesela_runs"
RESULTS_FILE = "results.gpkg"


@dataclass(frozen=True)
class Provenance:
    """How the features of a run came about; "" and empty where the run does not say.

    run: its name. written: when the features were selected, and started: when scoring began, ISO 8601. thresholds: by
    class. options: of the selection (suppression and polygons), those that are not zero. rasters: paths. checksums: of
    the rasters' ends, in their order. windows: how many there are in total, and what became of them. folder: the run
    folder, where it is known.
    """

    run: str = ""
    started: str = ""
    written: str = ""
    tesela: str = ""
    model_id: str = ""
    model_name: str = ""
    model_version: str = ""
    model_sha256: str = ""
    model_licence: str = ""
    thresholds: Mapping[str, float] = field(default_factory=dict)
    options: Mapping[str, float] = field(default_factory=dict)
    rule: str = ""
    rasters: tuple[str, ...] = ()
    checksums: tuple[str, ...] = ()
    device: str = ""
    runtime: str = ""
    windows: Mapping[str, int] = field(default_factory=dict)
    score_seconds: float = 0.0
    folder: str = ""


def provenance_of(results: Path | None, folder: Path | None = None) -> Provenance:
    """What is known of the run that wrote the GeoPackage `results`, or of the one in `folder`; give one, or both.

    RunError where neither says anything that can be read.
    """
    if folder is None and results is not None:
        folder = results.parent
    folder = None if folder is None else run_folder(folder)
    if results is None and folder is not None and folder.is_dir() and (folder.parent / RESULTS_FILE).is_file():
        results = folder.parent / RESULTS_FILE
    row = {} if results is None else _row(results)
    description = {} if folder is None else _description(folder)
    if row and description.get("run") not in (None, row.get("run")):
        description = {}
    if not row and not description:
        raise RunError(
            tr("{place} does not say how its features came about; choose the folder of a finished run.").format(
                place=results or folder
            )
        )
    return _provenance(row, description, str(folder) if description else "")


def open_geopackage(path: Path) -> gdal.Dataset | None:
    """The file for reading; None where it is none that can be read. QGIS itself would change the file's journal."""
    try:
        return gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY, allowed_drivers=["GPKG"])
    except RuntimeError:
        return None


def _row(results: Path) -> dict[str, Any]:
    """The last row of the table of runs; {} where there is none."""
    file = open_geopackage(results)
    table = file.GetLayerByName(RUNS_TABLE) if file is not None else None
    if table is None:
        return {}
    names = [field.GetName() for field in table.schema]
    found: dict[str, Any] = {}
    for row in table:
        found = {name: row.GetField(name) for name in names}
    return found


def _description(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / DESCRIPTION_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _provenance(row: Mapping[str, Any], description: Mapping[str, Any], folder: str) -> Provenance:
    model = _mapping(description.get("model"))
    selection = _mapping(_parsed(row.get("selection")))
    fingerprints = _rasters(row, description)
    options = {name: value for name, value in selection.items() if name not in ("thresholds", "rule")}
    return Provenance(
        run=_text(row.get("run") or description.get("run")),
        started=_text(description.get("started")),
        written=_text(row.get("written")),
        tesela=_text(row.get("tesela") or description.get("tesela")),
        model_id=_text(row.get("model") or model.get("id")),
        model_name=_text(model.get("name")),
        model_version=_text(row.get("model_version") or model.get("version")),
        model_sha256=_text(row.get("model_sha256") or _mapping(model.get("weights")).get("sha256")),
        model_licence=_text(model.get("licence")),
        thresholds=_numbers(_parsed(row.get("thresholds"))),
        options={name: value for name, value in _numbers(options).items() if value},
        rule=_text(selection.get("rule")),
        rasters=tuple(_text(raster.get("path")) for raster in fingerprints),
        checksums=tuple(_checksum(raster) for raster in fingerprints),
        device=_text(row.get("device") or description.get("device")),
        runtime=_text(row.get("runtime") or description.get("runtime")),
        windows=_counts(_parsed(row.get("windows")) or description.get("windows")),
        score_seconds=_numbers({"s": row.get("score_seconds") or description.get("score_seconds")}).get("s", 0.0),
        folder=folder,
    )


def _rasters(row: Mapping[str, Any], description: Mapping[str, Any]) -> list[dict[str, Any]]:
    told = _parsed(row.get("rasters"))
    if not isinstance(told, list):
        described = description.get("rasters")
        told = [_mapping(one).get("fingerprint") for one in described] if isinstance(described, list) else []
    return [raster for raster in map(_mapping, told) if raster]


def _checksum(raster: Mapping[str, Any]) -> str:
    files = raster.get("files")
    return _text(_mapping(files[0]).get("edges_sha256")) if isinstance(files, list) and files else ""


def _parsed(text: Any) -> Any:
    try:
        return json.loads(text)
    except (TypeError, ValueError):
        return None


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _numbers(value: Any) -> dict[str, float]:
    return {
        name: float(number)
        for name, number in _mapping(value).items()
        if isinstance(number, (int, float)) and not isinstance(number, bool)
    }


def _counts(value: Any) -> dict[str, int]:
    return {name: int(number) for name, number in _numbers(value).items()}
