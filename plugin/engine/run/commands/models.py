"""`tesela models`."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from pathlib import Path

from ...contract.card import Figure, ModelCard, read_package
from ...contract.errors import RunCancelled, TeselaError
from ...contract.events import Cancelled
from ...contract.install import ModelIsInstalled, install, remove
from ...contract.places import find_model, model_folders
from .common import CANCELLED, EXIT_CODES


def add(commands: argparse._SubParsersAction) -> None:
    """Add the command."""
    models = commands.add_parser("models", help="list, show, verify, add and remove models")
    actions = models.add_subparsers(required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="list the installed models")
    listing.set_defaults(command=_models_list)
    for name, command, text in (
        ("show", _models_show, "print the card of a model"),
        ("verify", _models_verify, "check that a package is whole and holds no code"),
    ):
        action = actions.add_parser(name, help=text)
        action.add_argument("model", metavar="ID|PATH")
        action.set_defaults(command=command)
    adding = actions.add_parser("add", help="check a package, and install it for this user")
    adding.add_argument("source", type=Path, metavar="PATH", help="folder or zip of the package")
    adding.add_argument("--replace", action="store_true", help="replace an added model of the same id")
    adding.set_defaults(command=_models_add)
    removing = actions.add_parser("remove", help="remove a model that was added")
    removing.add_argument("model", metavar="ID")
    removing.set_defaults(command=_models_remove)
    convert = actions.add_parser("convert", help="make a package for ONNX Runtime, the fast path on a CPU")
    convert.add_argument("model", metavar="ID|PATH")
    convert.add_argument("--to", required=True, choices=("onnx", "onnx-int8"), help="float32 or int8 weights")
    convert.add_argument("--output", required=True, type=Path, metavar="DIR", help="new folder for the package")
    convert.set_defaults(command=_models_convert)
    for action in actions.choices.values():
        action.add_argument("--json", action="store_true", help="print JSON")


def _models_list(options: argparse.Namespace) -> int:
    rows = {}
    for name, folder in model_folders().items():
        try:
            rows[name] = read_package(folder).card
        except TeselaError as error:
            sys.stderr.write(f"tesela: {error}\n")
    if options.json:
        print(json.dumps({name: _brief(card) for name, card in rows.items()}, indent=1))
    else:
        for name, card in rows.items():
            print(f"{name:24} {card.version:8} {card.task:20} {card.summary}")
    return 0


def _brief(card: ModelCard) -> dict[str, str]:
    return {"version": card.version, "task": card.task, "name": card.name, "summary": card.summary}


def _models_show(options: argparse.Namespace) -> int:
    package = read_package(find_model(options.model))
    if options.json:
        print((package.folder / "card.json").read_text(encoding="utf-8"), end="")
        return 0
    card = package.card
    print(f"{card.name} ({card.id} {card.version})\n{card.summary}\n")
    print(f"task      {card.task}: {', '.join(card.classes)}")
    print(
        f"input     {', '.join(card.input.bands)} at {card.ground_sampling_distance_m:g} m a pixel, windows of "
        f"{card.window_px} px with {card.overlap_px} px overlap"
    )
    print(f"licence   {card.licence}")
    for data in card.data:
        print(f"data      {data.name} ({data.licence})")
    print(f"split     {card.split}")
    for figure in card.figures:
        spread = f"; {_spread(figure)}" if figure.spread is not None else ""
        print(f"figure    {figure.name} {figure.value:.3f} on {figure.data}, {figure.part} ({figure.samples}{spread})")
    for limit in card.limits:
        print(f"limit     {limit}")
    return 0


def _spread(figure: Figure) -> str:
    assert figure.spread is not None
    low, high = figure.spread
    if low == high:
        return f"the same in {figure.trainings} trainings"
    return f"{low:.3f} to {high:.3f} over {figure.trainings} trainings"


def _models_verify(options: argparse.Namespace) -> int:
    from ...path.model import check_architecture

    package = read_package(find_model(options.model))
    check_architecture(package)
    print(json.dumps({"model": package.card.id, "whole": True}) if options.json else f"{package.card.id} is whole.")
    return 0


def _models_add(options: argparse.Namespace) -> int:
    from ...path.model import check_architecture

    try:
        installed = install(options.source, options.replace, CANCELLED.is_set, check_architecture)
    except ModelIsInstalled as error:
        raise ModelIsInstalled(f"{error} (--replace does so.)", error.installed, error.offered) from error
    except RunCancelled as error:
        sys.stderr.write(f"tesela: {error}\n")
        return EXIT_CODES[Cancelled]
    card, folder = installed.package.card, installed.package.folder
    if options.json:
        print(json.dumps({"model": card.id, **_brief(card), "folder": str(folder), "replaced": installed.replaced}))
        return 0
    for name in installed.left_out:
        sys.stderr.write(f"tesela: {name} was left out; it is no part of the package.\n")
    instead = f", in place of {installed.replaced}" if installed.replaced else ""
    print(f"{card.id} {card.version} was added{instead}: {folder}")
    return 0


def _models_remove(options: argparse.Namespace) -> int:
    folder = remove(options.model)
    if options.json:
        print(json.dumps({"model": options.model, "folder": str(folder), "removed": True}))
    else:
        print(f"{options.model} was removed from {folder.parent}")
    return 0


def _models_convert(options: argparse.Namespace) -> int:
    from ...path.model import import_keras

    import_keras()  # before anything else imports it, so that TensorFlow's own lines are held back
    from ...training.convert import convert_package

    package = read_package(find_model(options.model))
    converted = convert_package(package, options.to, options.output, lambda text: print(text, file=sys.stderr))
    if options.json:
        difference = dataclasses.asdict(converted.difference)
        print(json.dumps({"model": converted.card.id, "folder": str(options.output), "difference": difference}))
    else:
        print(f"{converted.card.id} in {options.output}\n{converted.card.limits[-1]}")
    return 0
