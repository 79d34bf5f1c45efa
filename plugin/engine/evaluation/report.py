"""Write an evaluation: figures as JSON, plots as PNG, and one HTML file that needs nothing beside it."""

from __future__ import annotations

import base64
import json
import os
import shutil
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from ..contract.errors import RunError
from ..contract.events import IsCancelled
from ..contract.places import asset
from .figures import without_nan
from .plots import draw_plots, save
from .subject import stop_if

REPORT, FIGURES, PLOTS = "evaluation.html", "evaluation.json", "evaluation-plots"
TEMPLATE = "evaluation.html"
WIDE_INCHES = 9


def write_report(figures: dict[str, Any], folder: Path, title: str, cancelled: IsCancelled) -> dict[str, str]:
    """Write the three into a folder and return their paths by name; older ones are replaced once all is drawn.

    RunError where the folder cannot be written. A cancel leaves what was there before.
    """
    figures = without_nan(figures)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f".evaluation-{os.getpid()}.partial"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        try:
            pictures = _draw(figures, unfinished, cancelled)
            _write(unfinished / f"{FIGURES}.partial", json.dumps(figures, indent=1, allow_nan=False) + "\n")
            _write(unfinished / f"{REPORT}.partial", render(figures, pictures, title))
            stop_if(cancelled)
            return _put_in_place(unfinished, folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        raise RunError(
            f"The report cannot be written into {folder}: {error}. Check the space and the rights there, and whether "
            "another program has it open."
        ) from error


def _draw(figures: dict[str, Any], folder: Path, cancelled: IsCancelled) -> list[dict[str, Any]]:
    (folder / PLOTS).mkdir()
    pictures = []
    for name, caption, figure in draw_plots(figures):
        stop_if(cancelled)
        path = folder / PLOTS / f"{name}.png"
        save(figure, str(path))
        data = base64.b64encode(path.read_bytes()).decode("ascii")
        wide = figure.get_figwidth() > WIDE_INCHES
        pictures.append({"name": name, "caption": caption, "data": data, "wide": wide})
    return pictures


def render(figures: dict[str, Any], pictures: list[dict[str, Any]], title: str) -> str:
    """Return the report as HTML, every text escaped."""
    environment = Environment(loader=FileSystemLoader(asset("resources") / "report"), autoescape=True)
    return environment.get_template(TEMPLATE).render(figures=figures, pictures=pictures, title=title)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def _put_in_place(unfinished: Path, folder: Path) -> dict[str, str]:
    plots, older = folder / PLOTS, unfinished / "older"
    if plots.exists():
        plots.replace(older)
    (unfinished / PLOTS).replace(plots)
    for name in (FIGURES, REPORT):
        (unfinished / f"{name}.partial").replace(folder / name)
    return {"report": str(folder / REPORT), "figures": str(folder / FIGURES), "plots": str(plots)}
