"""The report of a comparison: one HTML page that needs nothing else, the figures as JSON, and the plots as PNG."""

from __future__ import annotations

import base64
import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..contract.errors import RunError
from ..contract.places import asset, version
from .compare import Comparison
from .heads import HEADLINE
from .plots import draw_plots

HTML_FILE, JSON_FILE, PLOTS_FOLDER = "comparison.html", "comparison.json", "comparison-plots"
SCHEMA_VERSION = 1


def figures_json(found: Comparison) -> dict[str, Any]:
    """Return all figures as plain values for JSON."""
    request = found.request
    return {
        "schema_version": SCHEMA_VERSION,
        "tesela": version(),
        "recipe": {key: getattr(found.recipe, key) for key in ("id", "version", "name", "task")},
        "options": {
            "parts": list(request.sections),
            "samples": request.most_a_part,
            "seed": request.seed,
            "quick": request.quick,
            "fine_tune": request.fine_tune,
        },
        "data": found.origin,
        "notes": list(found.notes),
        "samples": found.sizes,
        "places": found.places,
        "headline": HEADLINE[found.kind],
        "card_figures": [asdict(figure) for figure in found.card_figures],
        "left_out": [asdict(one) for one in found.left_out],
        "few_shot": [asdict(curve) for curve in found.few_shot],
        "backbones": [asdict(row) for row in found.backbones],
        "fine_tuned": [asdict(row) for row in found.fine_tuned],
        "baselines": [asdict(row) for row in found.baselines],
        "permutations": [asdict(table) for table in found.permutations],
        "maps": [
            {
                "encoder": one.encoder,
                "labels": [one.names[mark] for mark in one.marks],
                "part": one.part.tolist(),
                "places": one.places.round(3).tolist(),
            }
            for one in found.maps
        ],
        "labels": None if found.labels is None else asdict(found.labels),
        "seconds": found.seconds,
    }


def render(found: Comparison, plots: dict[str, bytes]) -> str:
    """Return the report as one HTML page with the plots inside."""
    environment = Environment(
        loader=FileSystemLoader(asset("resources") / "report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["figure"] = lambda value: f"{value:.3f}"
    images = {name: "data:image/png;base64," + base64.b64encode(png).decode("ascii") for name, png in plots.items()}
    return environment.get_template("comparison.html").render(
        found=found,
        headline=HEADLINE[found.kind],
        verdict=verdict(found),
        plots=images,
        plots_folder=PLOTS_FOLDER,
        version=version(),
    )


def verdict(found: Comparison) -> list[tuple[str, str, str]]:
    """Return the figures that sum the comparison up: what it is, the figure, and of what."""
    headline = HEADLINE[found.kind]
    rows = []
    if found.backbones:
        best = max(found.backbones, key=lambda row: row.judged.validation[headline])
        rows.append((f"{headline}, test places", f"{best.judged.test[headline]:.3f}", f"linear head on {best.name}"))
    if found.baselines:
        base = max(found.baselines, key=lambda row: row.validation[headline])
        rows.append((f"{headline}, test places", f"{base.test[headline]:.3f}", f"{base.classifier} on {base.features}"))
    for curve in found.few_shot:
        if curve.points:
            last = curve.points[-1]
            rows.append((f"{last.figure}, {last.samples} samples a class", f"{last.mean:.3f}", curve.encoder))
    rows += [
        (f"{headline}, places permuted", f"{table.mean:.3f}", f"± {table.spread:.3f}, {table.encoder}")
        for table in found.permutations[:1]
    ]
    return rows


def write_report(found: Comparison, output: Path) -> Path:
    """Write plots, JSON and HTML into `output` and return the HTML's path.

    Each file appears complete, the page last. RunError where the folder cannot be written to.
    """
    plots = draw_plots(found)
    page = render(found, plots)
    figures = json.dumps(figures_json(found), indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    files = {f"{PLOTS_FOLDER}/{name}": png for name, png in plots.items()}
    files |= {JSON_FILE: figures.encode(), HTML_FILE: page.encode()}
    try:
        (output / PLOTS_FOLDER).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".comparison-", dir=output) as temporary:
            for number, content in enumerate(files.values()):
                (Path(temporary) / str(number)).write_bytes(content)
            for old in (output / PLOTS_FOLDER).glob("*.png"):
                if f"{PLOTS_FOLDER}/{old.name}" not in files:
                    old.unlink()
            for number, name in enumerate(files):
                (Path(temporary) / str(number)).replace(output / name)
    except OSError as error:
        raise RunError(f"The report cannot be written into {output}: {error}. Give another folder.") from error
    return output / HTML_FILE
