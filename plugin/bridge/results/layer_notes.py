"""What a result layer notes of its run, as custom properties; they are kept with the layer, and so with the project."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from qgis.core import QgsMapLayer

CHOSEN, WRITTEN, RUN_FOLDER = "tesela/thresholds", "tesela/written_thresholds", "tesela/run_folder"
EXPLAINS = "tesela/explains"


def note_run(layer: QgsMapLayer, folder: Path | None) -> None:
    """Note the run folder that holds the layer's scores; None, and nothing is noted."""
    if folder is not None:
        layer.setCustomProperty(RUN_FOLDER, str(folder))


def run_folder_of(layer: QgsMapLayer) -> Path | None:
    """The run folder that the layer notes, where it still is."""
    text = str(layer.customProperty(RUN_FOLDER, "") or "")
    return Path(text) if text and Path(text).is_dir() else None


def note_explained(layer: QgsMapLayer, what: str) -> None:
    """Note that the layer is the heat that explains `what`."""
    layer.setCustomProperty(EXPLAINS, what)


def explained(layer: QgsMapLayer) -> str:
    """What the layer explains, or ""."""
    return str(layer.customProperty(EXPLAINS, "") or "")


def keep_written_thresholds(layer: QgsMapLayer, thresholds: Mapping[str, float]) -> None:
    """Note the thresholds, by class, that the layer was written with."""
    layer.setCustomProperty(WRITTEN, json.dumps(dict(thresholds)))


def keep_chosen_thresholds(layer: QgsMapLayer, thresholds: Mapping[str, float]) -> None:
    """Note the thresholds, by class, that a person has chosen for the map."""
    layer.setCustomProperty(CHOSEN, json.dumps(dict(thresholds)))


def written_thresholds(layer: QgsMapLayer) -> dict[str, float]:
    """The thresholds that the layer was written with; empty where it notes none."""
    return _thresholds(layer, WRITTEN)


def chosen_thresholds(layer: QgsMapLayer) -> dict[str, float]:
    """The thresholds that were chosen for the layer; empty where it notes none that can be read."""
    return _thresholds(layer, CHOSEN)


def _thresholds(layer: QgsMapLayer, key: str) -> dict[str, float]:
    try:
        kept = json.loads(str(layer.customProperty(key, "") or ""))
    except ValueError:
        return {}
    if not isinstance(kept, dict):
        return {}
    return {str(label): value for label, value in kept.items() if isinstance(value, float) and 0 <= value <= 1}
