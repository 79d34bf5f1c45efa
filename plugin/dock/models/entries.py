"""The installed models as the list of the dialog has them; needs nothing but Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...bridge.translation import tr
from ...engine.contract.card import ModelCard, read_card, read_package
from ...engine.contract.errors import CardError
from ...engine.contract.events import IsCancelled
from ...engine.contract.places import added_models, bundled_models


@dataclass(frozen=True)
class Entry:
    """An installed package: its card, or the problem of a card that cannot be read."""

    model: str
    folder: Path
    is_added: bool
    card: ModelCard | None
    problem: str = ""


def installed_entries() -> list[Entry]:
    """Every installed package, bundled ones first, also those that are damaged."""
    found = []
    for is_added, folders in ((False, bundled_models()), (True, added_models())):
        for model, folder in folders.items():
            try:
                found.append(Entry(model, folder, is_added, read_card(folder)))
            except CardError as error:
                found.append(Entry(model, folder, is_added, None, str(error)))
    return found


def altered(folders: list[Path], cancelled: IsCancelled) -> dict[Path, str]:
    """Compare packages with their checksums, for another thread; the problem of each that is not as it came."""
    problems = {}
    for folder in folders:
        if cancelled():
            break
        try:
            read_package(folder)
        except CardError as error:
            problems[folder] = str(error)
        except OSError as error:
            problems[folder] = tr("{folder} cannot be read: {reason}.").format(folder=folder, reason=error)
    return problems


def entry_title(entry: Entry) -> str:
    """Name, version and origin of a model, and whether it is damaged."""
    origin = tr("added by you") if entry.is_added else tr("comes with Tesela")
    name = entry.card.name if entry.card is not None else entry.model
    version = entry.card.version if entry.card is not None else tr("unreadable")
    text = tr("{name}\n{version}, {origin}").format(name=name, version=version, origin=origin)
    return text + "\n" + tr("Damaged: see below") if entry.problem else text
