"""The `tesela` command. Exit codes: 0 done, 1 failed with a clear message, 2 wrong usage, 3 cancelled."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from ..contract.card import ModelCard, read_package
from ..contract.errors import JobError, TeselaError
from ..contract.events import Cancelled, Done, Event, Failed
from ..contract.job import Area, Job, Reading, Selection
from ..contract.places import find_model, model_folders, version
from ..contract.surroundings import clean_this_process
from .answer import attempt
from .console import Console

EXIT_CODES = {Done: 0, Failed: 1, Cancelled: 3}
WRONG_USAGE = 2
CANCELLED = threading.Event()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: CANCELLED.set())
    CANCELLED.clear()
    clean_this_process()
    parser = build_parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.command(options))
    except JobError as error:
        sys.stderr.write(f"tesela: {error}\n")
        return WRONG_USAGE
    except TeselaError as error:
        sys.stderr.write(f"tesela: {error}\n")
        return 1


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(prog="tesela", description="Find things in aerial images.")
    parser.add_argument("--version", action="version", version=f"tesela {version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_run(commands)
    _add_select(commands)
    _add_models(commands)
    _add_training(commands)
    doctor = commands.add_parser("doctor", help="say what Tesela runs on, and what is wrong with it")
    doctor.add_argument("--json", action="store_true", help="print the findings as JSON")
    doctor.set_defaults(command=_doctor)
    return parser


def _add_run(commands: argparse._SubParsersAction) -> None:
    run = commands.add_parser("run", help="run a model over rasters and write features")
    run.add_argument("rasters", nargs="+", metavar="RASTER", help="raster file, or anything GDAL opens")
    run.add_argument(
        "--model", required=True, metavar="ID|PATH", help="an installed model (tesela models list) or a folder"
    )
    run.add_argument("--output", required=True, metavar="DIR", help="folder for results.gpkg and the run folder")
    run.add_argument("--area", metavar="FILE|XMIN,YMIN,XMAX,YMAX", help="polygon file or rectangle to look in")
    run.add_argument("--area-crs", metavar="CRS", help="CRS of a rectangle given as numbers, such as EPSG:4326")
    run.add_argument("--bands", type=integers, metavar="3,2,1", help="raster bands in the order of the model's bands")
    run.add_argument(
        "--value-range", type=two_numbers, metavar="LOW,HIGH", help="raster values of the darkest and brightest input"
    )
    run.add_argument("--crs", help="CRS of rasters that have none")
    run.add_argument("--pixel-results", action="store_true", help="leave rasters without CRS in pixel coordinates")
    run.add_argument("--warp", action="store_true", help="warp rasters that have only control points or RPCs")
    run.add_argument("--window", type=int, metavar="PX", help="window size on the model's grid")
    run.add_argument("--overlap", type=int, metavar="PX", help="pixels that neighbouring windows share")
    run.add_argument("--batch", type=int, metavar="N", help="windows a model call")
    run.add_argument("--keep-embeddings", action="store_true", help="keep each window's embedding in the run folder")
    _add_selection(run)
    run.set_defaults(command=_run)


def _add_select(commands: argparse._SubParsersAction) -> None:
    select = commands.add_parser("select", help="select features again from a finished run, without the model")
    select.add_argument("run", metavar="RUN", help="run folder, or the output folder that holds it")
    select.add_argument("--output", metavar="FILE", help="GeoPackage to write (default: results.gpkg beside the run)")
    _add_selection(select)
    select.set_defaults(command=_select)


def _add_selection(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--threshold", type=numbers, metavar="T[,T…]", help="least score: one value, or one a class")
    parser.add_argument("--suppression-iou", type=float, metavar="IOU", help="boxes that overlap more are suppressed")
    parser.add_argument("--min-area", type=float, metavar="M2", help="least area of a polygon")
    parser.add_argument("--min-hole", type=float, metavar="M2", help="least area of a hole")
    parser.add_argument("--simplify", type=float, metavar="M", help="tolerance of the simplification")
    parser.add_argument("--json", action="store_true", help="print the events as JSON lines")


def _add_models(commands: argparse._SubParsersAction) -> None:
    models = commands.add_parser("models", help="list, show and verify installed models")
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
    for action in actions.choices.values():
        action.add_argument("--json", action="store_true", help="print JSON")


def _add_training(commands: argparse._SubParsersAction) -> None:
    train = commands.add_parser("train", help="train a model package from a recipe")
    train.add_argument("recipe", type=Path, metavar="RECIPE")
    train.add_argument("--data", type=Path, metavar="DIR", help="folder of the training data")
    train.set_defaults(command=_train)
    scene = commands.add_parser("scene", help="draw the sample scene and its ground truth")
    scene.add_argument("--output", type=Path, required=True, metavar="DIR")
    scene.add_argument("--seed", type=int, help="another scene than the sample")
    scene.set_defaults(command=_scene)


def integers(text: str) -> tuple[int, ...]:
    """Read whole numbers with commas between; argparse names this function where the text holds something else."""
    return tuple(int(item) for item in text.split(","))


def numbers(text: str) -> tuple[float, ...]:
    """Read numbers with commas between."""
    return tuple(float(item) for item in text.split(","))


def two_numbers(text: str) -> tuple[float, float]:
    """Read two numbers with a comma between."""
    low, high = numbers(text)
    return low, high


def _selection(options: argparse.Namespace) -> Selection:
    return Selection(
        thresholds=options.threshold,
        suppression_iou=options.suppression_iou,
        min_area_m2=options.min_area,
        min_hole_m2=options.min_hole,
        simplify_m=options.simplify,
    )


def job_from(options: argparse.Namespace) -> Job:
    """Return the job that the options of `tesela run` ask for; raises JobError or AreaError."""
    return Job(
        rasters=tuple(options.rasters),
        model=options.model,
        output=options.output,
        area=_area(options.area, options.area_crs),
        reading=Reading(
            bands=options.bands,
            value_range=options.value_range,
            crs=options.crs,
            pixel_results=options.pixel_results,
            warp=options.warp,
        ),
        selection=_selection(options),
        window_px=options.window,
        overlap_px=options.overlap,
        batch=options.batch,
        keep_embeddings=options.keep_embeddings,
    )


def _area(text: str | None, crs: str | None) -> Area | None:
    if text is None:
        return None
    from ..path.area import read_area

    return read_area(text, crs)


def _run(options: argparse.Namespace) -> int:
    job = job_from(options)
    from ..path.pipeline import run

    return _perform(options.json, lambda emit, cancelled: run(job, emit, cancelled))


def _select(options: argparse.Namespace) -> int:
    selection = _selection(options)
    from ..path.pipeline import select_run

    return _perform(
        options.json, lambda emit, cancelled: select_run(options.run, selection, emit, cancelled, options.output)
    )


def _perform(as_json: bool, work: Callable[[Callable[[Event], None], Callable[[], bool]], Done]) -> int:
    from ..path.pipeline import LOADER_THREAD

    with Console(as_json) as console:
        last = attempt(lambda: work(console.show, CANCELLED.is_set))
        console.show(last)
    code = EXIT_CODES[type(last)]
    if isinstance(last, Cancelled) and any(thread.name == LOADER_THREAD for thread in threading.enumerate()):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # a framework that is being imported cannot be interrupted, and nobody waits for it now
    return code


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
        print(f"figure    {figure.name} {figure.value:.3f} on {figure.data}, {figure.part} ({figure.samples})")
    for limit in card.limits:
        print(f"limit     {limit}")
    return 0


def _models_verify(options: argparse.Namespace) -> int:
    from ..path.model import check_architecture

    package = read_package(find_model(options.model))
    check_architecture(package)
    print(json.dumps({"model": package.card.id, "whole": True}) if options.json else f"{package.card.id} is whole.")
    return 0


def _train(options: argparse.Namespace) -> int:
    if options.data is not None:
        os.environ["TESELA_DATA"] = str(options.data)
    from ..training.train import train_recipe

    train_recipe(options.recipe, print)
    return 0


def _scene(options: argparse.Namespace) -> int:
    from ..scene.draw import write_sample

    raster, truth = write_sample(options.output, options.seed)
    print(f"{raster}\n{truth}")
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from .doctor import examine

    report = examine()
    if options.json:
        print(json.dumps(report, indent=1))
    else:
        print(f"Tesela {report['tesela']} on Python {report['python']} ({report['executable']}), {report['system']}")
        for name, number in report["packages"].items():
            print(f"  {name:12} {number or 'missing'}")
        print(f"  {'GDAL':12} {report['gdal']}")
        print(f"Device: {report['device']}")
        for name, text in report["models"].items():
            print(f"Model:  {name}: {text}")
        print(f"Data folder: {report['data_folder']} ({report['free_bytes'] / 2**30:.0f} GB free)")
        for problem in report["problems"]:
            print(f"Problem: {problem}")
        if not report["problems"]:
            print("Nothing is wrong.")
    return 1 if report["problems"] else 0
