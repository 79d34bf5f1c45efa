"""Writes measured figures and the picture into README.md and the zoo page, between markers; run by `make readme`.

What the models are comes from their cards, what the sample run gave from output/sample, which `make run` has just
written, and speed and memory from output/bench, where the last `make bench` left its figures, if any. No figure in
README is typed by hand.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from PIL import Image
from tesela.engine.contract.card import Figure, ModelCard
from tesela.engine.contract.places import installed_cards, model_folders

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
SAMPLE = ROOT / "output" / "sample"
BENCH = ROOT / "output" / "bench" / "bench.json"
PICTURE = ROOT / "resources" / "readme" / "sample.jpg"
ZOO = ROOT / "model_zoo" / "README.md"
SAMPLE_MODELS = ("building-footprints", "damage-tiles")
MAIN_FIGURES = ("balanced accuracy", "IoU", "pixel accuracy", "micro-F1", "macro-F1", "R2", "MAE")
DRAWN = ("drawn scenes",)
PICTURE_WIDTH_PX = 1500
PICTURE_LIMIT_BYTES = 400_000


def bundled_cards() -> list[ModelCard]:
    """Return the cards of the models that ship with the plugin."""
    folders = model_folders()
    return [card for name, card in installed_cards().items() if folders[name].resolve().parent == ROOT / "model_zoo"]


def markdown_table(rows: Iterable[Sequence[str]]) -> str:
    """Return rows of texts, the first as head, as a Markdown table."""
    head, *rest = rows
    lines = [head, ["---"] * len(head), *rest]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def models_block(cards: Sequence[ModelCard]) -> str:
    """Return what the pages say of the models: a line each, with the main figures on real images never seen."""
    rows = [["model", "task", "what it does", "on places never seen", "weights"]]
    for card in cards:
        size_mb = (model_folders()[card.id] / card.weights.file).stat().st_size / 1e6
        figures = [
            f"{item.name} {item.value:.3f} ({item.data}, {item.samples:,}{spread(item)})"
            for item in card.figures
            if item.name in MAIN_FIGURES and item.part == "test" and item.data not in DRAWN
        ]
        rows.append(
            [f"`{card.id}` {card.version}", card.task, card.summary, "; ".join(figures), f"{size_mb:.1f} MB"],
        )
    return markdown_table(rows)


def spread(figure: Figure) -> str:
    """Return how far a figure lies apart from training to training, "" where it was trained once."""
    if figure.spread is None:
        return ""
    low, high = figure.spread
    if low == high:
        return f"; the same in {figure.trainings} trainings"
    return f"; {low:.3f} to {high:.3f} over {figure.trainings} trainings"


def weights_named(cards: Sequence[ModelCard]) -> str:
    """Return the comment that says with which weights the sample's figures were measured."""
    named = [f"{card.id} {card.weights.sha256[:12]}" for card in cards if card.id in SAMPLE_MODELS]
    return "<!-- measured with " + ", ".join(named) + " -->"


def sample_block(cards: Sequence[ModelCard], figures: dict[str, Any]) -> str:
    """Return what README says of the sample run: accuracy against the truth, and speed."""
    runs = "; ".join(
        f"`{run['model']}` {run['seconds']:.0f} s, {run['megapixels_per_s']:.1f} megapixels a second "
        f"({run['device']}, {run['runtime']})"
        for run in figures["runs"]
    )
    return f"{weights_named(cards)}\n{markdown_table(figures['table'])}\n\nThat run took: {runs}."


def speed_block(figures: dict[str, Any]) -> str:
    """Return what README says of the benchmark: end to end against the same model fed from memory, and memory."""
    ratios = figures["ratios_to_memory_in_streams"]
    return (
        f"`{figures['model']}` over {figures['raster']}, on {figures['device']} with {figures['runtime']}: "
        f"{figures['end_to_end_s']:.0f} s from pixels to polygons, {figures['end_to_end_megapixels_per_s']:.2f} "
        f"megapixels a second, and {figures['loading_s']:.0f} s before that to load the model. The same "
        f"{figures['windows']:,} windows fed from memory take {figures['from_memory_s']:.0f} s in one stream with all "
        f"cores, and {figures['from_memory_in_streams_s']:.0f} s in as many streams as the engine uses: end to end "
        f"reaches {figures['ratio_to_memory']:.2f} and {figures['ratio_to_memory_in_streams']:.2f} of that "
        f"throughput (the median of {figures['rounds']} rounds, from {min(ratios):.2f} to {max(ratios):.2f}). Peak "
        f"memory of all processes together: {figures['peak_memory_mb'] / 1000:.1f} GB."
    )


def fill(text: str, name: str, block: str) -> str:
    """Put a block between the markers `<!-- NAME -->` and `<!-- end of NAME -->`; ValueError if there are none."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    filled, count = pattern.subn(lambda match: f"{match.group(1)}{block.strip()}\n{match.group(2)}", text)
    if count != 1:
        raise ValueError(f"{README.name} must have the markers of '{name}' once, but has them {count} times.")
    return filled


def write_picture(source: Path, target: Path) -> None:
    """Write the map as a JPEG below PICTURE_LIMIT_BYTES."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(source) as picture:
        height_px = round(picture.height * PICTURE_WIDTH_PX / picture.width)
        small = picture.convert("RGB").resize((PICTURE_WIDTH_PX, height_px), Image.Resampling.LANCZOS)
    for quality in range(90, 30, -4):
        small.save(target, quality=quality, optimize=True, progressive=True)
        if target.stat().st_size < PICTURE_LIMIT_BYTES:
            return


def main() -> int:
    """Write everything; exit code 1 where the sample has not been run."""
    figures = SAMPLE / "figures.json"
    if not figures.exists() or not (SAMPLE / "map.png").exists():
        print(f"{SAMPLE} holds no figures.json and map.png; run 'make run' first.", file=sys.stderr)
        return 1
    cards = bundled_cards()
    text = README.read_text(encoding="utf-8")
    text = fill(text, "models", models_block(cards))
    text = fill(text, "sample run", sample_block(cards, json.loads(figures.read_text(encoding="utf-8"))))
    if BENCH.exists():
        text = fill(text, "benchmark", speed_block(json.loads(BENCH.read_text(encoding="utf-8"))))
    README.write_text(text, encoding="utf-8")
    ZOO.write_text(fill(ZOO.read_text(encoding="utf-8"), "models", models_block(cards)), encoding="utf-8")
    write_picture(SAMPLE / "map.png", PICTURE)
    written = (README, ZOO, PICTURE)
    print(f"{', '.join(str(path.relative_to(ROOT)) for path in written)} are up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
