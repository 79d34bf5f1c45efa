"""What a run folder says of the model that made it, and of the windows that it looked at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ...engine.contract import schema
from ...engine.contract.card import ModelCard
from ...engine.contract.errors import CardError, RunError
from ...engine.contract.raster_names import raster_names
from ..results.styles import NOTHING_KNOWN, Meaning
from ..translation import tr

DESCRIPTION_FILE = "run.json"


def run_folder(chosen: Path) -> Path:
    """The run folder inside the folder that a person chose, or that folder itself."""
    return chosen / "run" if (chosen / "run").is_dir() else chosen


def card_of_run(folder: Path) -> ModelCard:
    """The card of the model of a run, as the run keeps it; RunError says why it cannot be read."""
    return _card(folder, _description(folder))


def is_complete(folder: Path) -> bool:
    """Whether a run has scored all of its windows; RunError where the folder holds no run."""
    return _description(folder).get("state") == "complete"


def raster_paths(folder: Path) -> dict[str, tuple[str, ...]]:
    """Where the rasters of a run were, by the names that its features carry; RunError where the folder holds no run.

    Several paths have one name only in runs of earlier versions, whose features carry nothing but the file name.
    """
    rasters = _description(folder).get("rasters") or []
    paths = [str(one.get("fingerprint", {}).get("path", "")) for one in rasters]
    found: dict[str, tuple[str, ...]] = {}
    for one, name, path in zip(rasters, raster_names(paths), paths):
        for each in {name, str(one.get("name"))}:
            found[each] = (*found.get(each, ()), path)
    return found


def meaning_of_run(folder: Path) -> Meaning:
    """What is known of the values of a run's layers; nothing where the run does not say."""
    try:
        description = _description(folder)
        card = _card(folder, description)
    except RunError:
        return NOTHING_KNOWN
    classes = tuple(card.classes[number] for number in card.foreground)
    return Meaning(classes, card.value, stride_share(description))


def stride_share(description: dict[str, Any]) -> float:
    """The step from window to window over the window's side, of the first raster; 1 where it is not said."""
    try:
        grid = description["rasters"][0]["grid"]
        return float(1 - grid["overlap_px"] / grid["window_px"])
    except (KeyError, IndexError, TypeError, ZeroDivisionError):
        return 1.0


def _description(folder: Path) -> dict[str, Any]:
    path = folder / DESCRIPTION_FILE
    try:
        description = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _unknown(path, error) from error
    if not isinstance(description, dict):
        raise _unknown(path, "it holds no JSON object")
    return description


def _card(folder: Path, description: dict[str, Any]) -> ModelCard:
    try:
        return schema.from_json(ModelCard, description.get("model"), "model", CardError)
    except CardError as error:
        raise _unknown(folder / DESCRIPTION_FILE, error) from error


def _unknown(path: Path, reason: object) -> RunError:
    return RunError(
        tr("{path} does not say which model made this run ({reason}); choose the folder of a finished run.").format(
            path=path, reason=reason
        )
    )
