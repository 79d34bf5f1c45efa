"""The main job, as `make run` starts it: models over rasters, then a GeoPackage each, a QGIS project and a map.

Without RASTER it draws the sample scene, runs the bundled models over it, and compares the results with the scene's
ground truth. These variables say otherwise:

    RASTER   one's own rasters: a path, or several paths or patterns separated by spaces
    MODEL    ids or folders of models (default: every bundled one)
    OUTPUT   folder for the results (default: output/sample, or output/NAME of the first raster)
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import accuracy
from tesela.engine.contract import schema
from tesela.engine.contract.card import ModelCard, read_card
from tesela.engine.contract.errors import JobError, TeselaError
from tesela.engine.contract.events import Cancelled, Done, Failed
from tesela.engine.contract.job import Job
from tesela.engine.contract.places import asset, find_model, model_folders, version
from tesela.engine.contract.surroundings import clean_this_process
from tesela.engine.path.pipeline import run
from tesela.engine.run.answer import attempt
from tesela.engine.run.console import Console
from tesela.engine.scene import draw
from tesela.engine.scene import recipe as scene_recipe

ROOT = Path(__file__).resolve().parents[1]
TRUTH_KEY_FILE = "scene.sha256"
FIGURES_FILE = "figures.json"
LAYER_NAMES = {
    "detections": "Windows with damaged buildings",
    "detection_centres": "Centres of those windows",
    "buildings": "Buildings",
}
SHOWN = ("detections", "buildings")
DEFINITIONS = (
    "Destroyed buildings: a box is right when it holds a centroid of one; one is found when a box holds its centroid.",
    f"Covered: a polygon counts when at least {accuracy.LEAST_COVERED:.0%} of its area is covered by the other side.",
    f"Matched: one to one, intersection over union {accuracy.MATCH_IOU:g} or more; attached houses found as one fail.",
    "Area: asked of each pixel that has data.",
)
HECTARE_M2 = 10_000


class StoppedError(Exception):
    """The job ended without a result, and its reason was shown; holds the exit code."""


@dataclass(frozen=True)
class Finished:
    """One model's run over the rasters."""

    card: ModelCard
    done: Done

    @property
    def results(self) -> Path:
        """The GeoPackage."""
        return Path(self.done.results)


@dataclass(frozen=True)
class Row:
    """One line of the table that compares results with the truth; pixel_m2 is set where pixels are counted."""

    what: str
    model: str
    accuracy: accuracy.Accuracy
    pixel_m2: float | None = None


def find_rasters(text: str) -> tuple[str, ...]:
    """Return the rasters that RASTER names; JobError where a pattern or path matches nothing."""
    if Path(text).exists():
        return (text,)
    rasters: list[str] = []
    for pattern in shlex.split(text):
        matches = sorted(glob.glob(pattern))  # noqa: PTH207 (patterns may be absolute)
        if not matches and not pattern.startswith("/vsi"):
            raise JobError(f"There is no raster '{pattern}' (looked from {Path.cwd()}); correct RASTER.")
        rasters += matches or [pattern]
    return tuple(rasters)


def draw_sample(folder: Path) -> tuple[Path, Path]:
    """Return the sample scene's raster and truth, drawn now unless recipe and drawing code are those of last time."""
    recipe = scene_recipe.sample_recipe()
    digest = hashlib.sha256(json.dumps(schema.to_json(recipe), sort_keys=True).encode())
    for source in sorted(Path(draw.__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    raster, truth, key = folder / draw.RASTER_FILE, folder / draw.TRUTH_FILE, folder / TRUTH_KEY_FILE
    if raster.exists() and truth.exists() and key.exists() and key.read_text() == digest.hexdigest():
        return raster, truth
    tell(f"Drawing the sample scene, {recipe.width_px} x {recipe.height_px} px (about a minute)")
    written = draw.write_scene(draw.draw_scene(recipe), folder)
    key.write_text(digest.hexdigest())
    return written


def run_models(rasters: Sequence[str], models: Sequence[str], output: Path) -> list[Finished]:
    """Run each model over all rasters into OUTPUT/MODEL; StoppedError where one fails or is cancelled.

    Boxes come first in what is returned, so that they lie above the polygons on a map.
    """
    cancelled = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: cancelled.set())
    finished = []
    for model in models:
        card = read_card(find_model(model))
        tell(f"{card.name} {card.version}")
        job = Job(tuple(rasters), model, str(output / card.id))
        with Console(as_json=False) as console:
            last = attempt(partial(run, job, console.show, cancelled.is_set))
            console.show(last)
        if not isinstance(last, Done):
            raise StoppedError({Failed: 1, Cancelled: 3}[type(last)])
        finished.append(Finished(card, last))
    return sorted(finished, key=lambda one: one.card.task, reverse=True)


def compare_with_truth(finished: Sequence[Finished], raster: Path, truth: Path) -> list[Row]:
    """Compare what each model wrote with the ground truth of the scene."""
    buildings = accuracy.read_geometries(truth, draw.TRUTH_LAYER)
    destroyed = accuracy.read_geometries(truth, draw.TRUTH_LAYER, state="destroyed")
    rows = []
    for one in finished:
        if "detections" in one.done.features:
            boxes = accuracy.read_geometries(one.results, "detections")
            rows.append(Row("destroyed buildings", one.card.id, accuracy.match_places(boxes, destroyed)))
        if "buildings" in one.done.features:
            found = accuracy.read_geometries(one.results, "buildings")
            area = accuracy.compare_areas(found, buildings, raster)
            pixel_m2 = scene_recipe.sample_recipe().ground_sampling_distance_m ** 2
            rows.append(Row("buildings, covered", one.card.id, accuracy.match_coverage(found, buildings)))
            rows.append(Row("buildings, matched", one.card.id, accuracy.match_objects(found, buildings)))
            rows.append(Row("building area, ha", one.card.id, area, pixel_m2))
    return rows


def truth_table(rows: Sequence[Row]) -> list[list[str]]:
    """Return the comparison as a table of texts, its head first."""
    table = [["", "found", "true", "precision", "recall", "F1", "IoU"]]
    for row in rows:
        figures = row.accuracy
        scores = [f"{value:.3f}" for value in (figures.precision, figures.recall, figures.f1)]
        if row.pixel_m2 is None:
            table.append([row.what, f"{figures.found:,}", f"{figures.true:,}", *scores, ""])
        else:
            found, true = (f"{count * row.pixel_m2 / HECTARE_M2:.2f}" for count in (figures.found, figures.true))
            table.append([row.what, found, true, *scores, f"{figures.iou:.3f}"])
    return table


def speed_table(finished: Sequence[Finished]) -> list[list[str]]:
    """Return what was run, how fast and on what, as a table of texts, its head first."""
    table = [["model", "windows", "features", "seconds", "Mpx/s", "device"]]
    for one in finished:
        features = one.done.features[next(iter(one.done.features))]
        done = one.done
        speed = [f"{done.seconds:.1f}", f"{done.megapixels_per_s:.1f}", f"{done.device}, {done.runtime}"]
        table.append([f"{one.card.id} {one.card.version}", f"{done.windows['scored']:,}", f"{features:,}", *speed])
    return table


def print_table(table: Sequence[Sequence[str]]) -> None:
    """Print a table with its columns aligned."""
    widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
    for row in table:
        first, *rest = (text.rjust(width) for text, width in zip(row, widths, strict=True))
        print("  ".join([first.strip().ljust(widths[0]), *rest]).rstrip())
    print()


def project_layers(finished: Sequence[Finished], truth: Path | None) -> list[dict[str, Any]]:
    """Return the layers of the QGIS project, from top to bottom, as results_map.py wants them."""
    layers = [
        {
            "group": one.card.name,
            "name": LAYER_NAMES.get(layer, layer),
            "path": str(one.results),
            "layer": layer,
            "style": str(asset("resources") / "styles" / f"{layer}.qml"),
            "shown": layer in SHOWN,
        }
        for one in finished
        for layer in one.done.features
    ]
    if truth:
        layers.append(
            {"group": "Ground truth", "name": "True buildings", "path": str(truth), "layer": draw.TRUTH_LAYER}
            | {"style": None, "shown": False}
        )
    return layers


def draw_map(specification: dict[str, Any], output: Path) -> bool:
    """Write the QGIS project and the map with QGIS's own Python; where there is none, say so and return False."""
    python = os.environ.get("QGIS_PYTHON") or "/usr/bin/python3"
    probe = [python, "-I", "-c", "import qgis.core"]
    if shutil.which(python) is None or subprocess.run(probe, capture_output=True, check=False).returncode:
        tell(f"{python} has no PyQGIS, so neither a QGIS project nor a map was made; the GeoPackages are complete.")
        return False
    file = output / "map.json"
    file.write_text(json.dumps(specification, indent=1), encoding="utf-8")
    command = [python, "-I", str(ROOT / "tools" / "results_map.py"), str(file)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    file.unlink()
    if result.returncode:
        raise TeselaError(f"QGIS could not draw the map of {output}:\n{result.stderr}")
    return True


def write_figures(path: Path, finished: Sequence[Finished], rows: Sequence[Row]) -> None:
    """Keep what was measured, for README and for later comparison."""
    figures = {
        "tesela": version(),
        "recipe": schema.to_json(scene_recipe.sample_recipe()),
        "runs": [{"model": one.card.id, "version": one.card.version, **schema.to_json(one.done)} for one in finished],
        "truth": [asdict(row) for row in rows],
        "table": truth_table(rows),
    }
    for one in figures["runs"]:
        del one["results"], one["run"], one["report"]
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def tell(text: str) -> None:
    """Say on standard error what is going on."""
    print(text, file=sys.stderr, flush=True)


def sample_job(models: Sequence[str], output: Path) -> None:
    """Run models over the sample scene, always from the start, and judge them by its ground truth."""
    raster, truth = draw_sample(output / "scene")
    for model in models:
        shutil.rmtree(output / read_card(find_model(model)).id, ignore_errors=True)
    finished = run_models([str(raster)], models, output)
    rows = compare_with_truth(finished, raster, truth)
    write_figures(output / FIGURES_FILE, finished, rows)
    recipe = scene_recipe.sample_recipe()
    title = "Tesela: damaged buildings and building footprints"
    place = (
        f"Sample scene drawn from seed {recipe.seed}: {recipe.width_px} x {recipe.height_px} px of "
        f"{recipe.ground_sampling_distance_m:g} m"
    )
    finish(finished, [str(raster)], output, (title, place), truth_table(rows), truth)


def own_job(rasters: Sequence[str], models: Sequence[str], output: Path) -> None:
    """Run models over one's own rasters; an interrupted run goes on where it ended."""
    output.mkdir(parents=True, exist_ok=True)
    finished = run_models(rasters, models, output)
    title = "Tesela: " + ", ".join(one.card.name for one in finished)
    names = ", ".join(Path(raster).name for raster in rasters[:4]) + (" …" if len(rasters) > 4 else "")
    finish(finished, rasters, output, (title, names), [], None)


def finish(
    finished: Sequence[Finished],
    rasters: Sequence[str],
    output: Path,
    titles: tuple[str, str],
    comparison: list[list[str]],
    truth: Path | None,
) -> None:
    """Draw the map, and print the tables and where everything lies."""
    project, picture = output / "project.qgz", output / "map.png"
    notes = [f"{row[0]}: {row[3]} s, {row[4]} Mpx/s, {row[5]}" for row in speed_table(finished)[1:]]
    specification = {
        "title": titles[0],
        "subtitle": titles[1],
        "table": comparison,
        "notes": [*(DEFINITIONS if comparison else ()), *notes],
        "project": str(project.resolve()),
        "picture": str(picture.resolve()),
        "rasters": [str(Path(raster).resolve()) if Path(raster).exists() else raster for raster in rasters],
        "layers": [{**layer, "path": str(Path(layer["path"]).resolve())} for layer in project_layers(finished, truth)],
    }
    mapped = draw_map(specification, output)
    print(f"\n{titles[1]}\n")
    print_table(speed_table(finished))
    if comparison:
        print_table(comparison)
        print("\n".join(DEFINITIONS) + "\n")
    for one in finished:
        print(f"GeoPackage    {one.results}")
    if mapped:
        print(f"QGIS project  {project}\nMap           {picture}")


def main() -> int:
    """Run the job that the variables describe and return the exit code of the `tesela` command."""
    clean_this_process()
    raster, model = os.environ.get("RASTER", ""), os.environ.get("MODEL", "")
    try:
        models = shlex.split(model) or list(model_folders())
        if not models:
            raise JobError("There is no model; train the bundled ones with 'make models', or name one with MODEL.")
        if raster:
            rasters = find_rasters(raster)
            own_job(rasters, models, Path(os.environ.get("OUTPUT") or f"output/{Path(rasters[0]).stem}"))
        else:
            sample_job(models, Path(os.environ.get("OUTPUT") or "output/sample"))
    except TeselaError as error:
        tell(f"make run: {error}")
        return 1
    except StoppedError as stopped:
        return int(stopped.args[0])
    return 0


if __name__ == "__main__":
    sys.exit(main())
