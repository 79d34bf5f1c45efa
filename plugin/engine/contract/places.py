"""Where the project's own files lie: beside the package in an installed plugin, one level up in a checkout."""

from __future__ import annotations

import os
from pathlib import Path

from .card import CARD_FILE, ModelCard, read_card
from .errors import CardError, TeselaError

PACKAGE = Path(__file__).parents[2]


def asset(name: str) -> Path:
    """Return the path of a file or folder shipped with the plugin, such as "resources" or "model_zoo"."""
    for root in (PACKAGE, PACKAGE.resolve().parent):
        if (root / name).exists():
            return root / name
    raise TeselaError(f"The installation lacks '{name}' (looked beside {PACKAGE}); install the plugin again.")


def version() -> str:
    """Return the plugin's version, which stands in metadata.txt alone."""
    for line in asset("metadata.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("version="):
            return line.removeprefix("version=").strip()
    raise TeselaError(f"{asset('metadata.txt')} has no line 'version='; install the plugin again.")


def data_folder() -> Path:
    """Return the folder for what Tesela keeps for a user (environments, added models); it may not exist yet."""
    if os.environ.get("TESELA_HOME"):
        return Path(os.environ["TESELA_HOME"])
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "tesela"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "tesela"


def models_folder() -> Path:
    """Return the folder of the models that a user added; it may not exist yet."""
    return data_folder() / "models"


def bundled_models() -> dict[str, Path]:
    """Return the folder of each model that ships with the plugin, by id."""
    return _packages(asset("model_zoo"))


def added_models() -> dict[str, Path]:
    """Return the folder of each model that a user added, by id."""
    return _packages(models_folder())


def model_folders() -> dict[str, Path]:
    """Return the folder of each installed model by id: bundled ones, then those added by the user."""
    return {**bundled_models(), **added_models()}


def _packages(root: Path) -> dict[str, Path]:
    return {path.parent.name: path.parent for path in sorted(root.glob(f"*/{CARD_FILE}"))}


def find_model(name: str) -> Path:
    """Return the package folder for a model id or a path; CardError lists what is installed."""
    folders = model_folders()
    if name in folders:
        return folders[name]
    if (Path(name) / CARD_FILE).is_file():
        return Path(name)
    raise CardError(f"There is no model '{name}'; installed are {', '.join(folders) or 'none'}, or give a folder.")


def installed_cards() -> dict[str, ModelCard]:
    """Return the readable cards by id; packages with a broken card are left to `tesela doctor` to report."""
    cards = {}
    for name, folder in model_folders().items():
        try:
            cards[name] = read_card(folder)
        except CardError:
            continue
    return cards
