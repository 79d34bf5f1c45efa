"""`tesela train` and `tesela scene`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

from ...contract.events import Cancelled
from .common import EXIT_CODES


def add(commands: argparse._SubParsersAction) -> None:
    """Add the commands."""
    train = commands.add_parser("train", help="train a model package from a recipe")
    train.add_argument("recipe", type=Path, metavar="RECIPE")
    train.add_argument("--data", type=Path, metavar="DIR", help="folder of the training data")
    train.add_argument(
        "--measure",
        action="store_true",
        help="keep the weights beside the recipe and write their card anew, with figures just measured",
    )
    train.set_defaults(command=_train)
    scene = commands.add_parser("scene", help="draw the sample scene and its ground truth")
    scene.add_argument("--output", type=Path, required=True, metavar="DIR")
    scene.add_argument("--seed", type=int, help="another scene than the sample")
    scene.add_argument("--height", type=int, metavar="PX", help="rows of the raster (default: the sample's)")
    scene.add_argument("--width", type=int, metavar="PX", help="columns of the raster (default: the sample's)")
    scene.set_defaults(command=_scene)


def _train(options: argparse.Namespace) -> int:
    if options.data is not None:
        os.environ["TESELA_DATA"] = str(options.data)
    from ...training.train import train_recipe

    train_recipe(options.recipe, print, measure_only=options.measure)
    return 0


def _scene(options: argparse.Namespace) -> int:
    from ...scene.draw import write_sample

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        raster, truth = write_sample(options.output, options.seed, options.height, options.width)
    except KeyboardInterrupt:
        sys.stderr.write("tesela: The drawing of the scene was cancelled; nothing was written.\n")
        return EXIT_CODES[Cancelled]
    print(f"{raster}\n{truth}")
    return 0
