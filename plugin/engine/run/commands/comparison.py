"""`tesela compare`."""

from __future__ import annotations

import argparse
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from ...contract.errors import RunCancelled
from .common import CANCELLED

if TYPE_CHECKING:
    from ...comparison.compare import Comparison, Request

PATIENCE_S = 1.5
"""How long a cancelled comparison may take to end by itself; a step inside a library cannot be interrupted."""
CANCELLED_CODE = 3


def add(commands: argparse._SubParsersAction) -> None:
    """Add the command."""
    compare = commands.add_parser(
        "compare", help="compare backbones, baselines, sample sizes and splits of a recipe in one HTML report"
    )
    compare.add_argument("recipe", type=Path, metavar="RECIPE")
    compare.add_argument("--output", type=Path, required=True, metavar="DIR", help="folder for the report")
    compare.add_argument("--data", type=Path, metavar="DIR", help="folder of the training data")
    compare.add_argument("--quick", action="store_true", help="fewer samples, for a first look")
    compare.add_argument(
        "--parts",
        type=lambda text: tuple(text.split(",")),
        metavar="PART[,PART…]",
        help="few-shot, backbones, baselines, permutations, map, labels (default: all)",
    )
    compare.add_argument("--fine-tune", action="store_true", help="also train every layer of each backbone (slow)")
    compare.add_argument("--samples", type=int, metavar="N", help="samples a part at most (default 3000; quick 800)")
    compare.add_argument("--seed", type=int, default=1, metavar="N", help="of everything that is drawn (default 1)")
    compare.set_defaults(command=_compare)


def _compare(options: argparse.Namespace) -> int:
    from ...comparison.compare import SECTIONS, Request
    from ...comparison.report import write_report
    from ...training.recipe import training_data_folder

    request = Request(
        options.recipe,
        options.data or training_data_folder(),
        options.output,
        options.parts or SECTIONS,
        options.samples,
        options.seed,
        options.quick,
        options.fine_tune,
    )
    try:
        found = _in_background(request)
    except RunCancelled as error:
        sys.stderr.write(f"{error}\n")
        return CANCELLED_CODE
    page = write_report(found, options.output)
    print(_summary(found))
    print(page)
    return 0


def _in_background(request: Request) -> Comparison:
    """Compare in a thread, so that a cancel is answered even while a library computes."""
    from ...comparison.compare import compare
    from ...comparison.watch import Watch

    ended: list[Comparison | BaseException] = []
    watch = Watch(lambda line: print(line, file=sys.stderr), CANCELLED.is_set)

    def work() -> None:
        try:
            ended.append(compare(request, watch))
        except BaseException as error:  # noqa: BLE001 (handed to the thread that waits)
            ended.append(error)

    thread = threading.Thread(target=work, name="comparison", daemon=True)
    thread.start()
    while thread.is_alive() and not CANCELLED.is_set():
        thread.join(0.2)
    thread.join(PATIENCE_S if CANCELLED.is_set() else None)
    if not ended:
        sys.stderr.write("The comparison was cancelled; no report was written.\n")
        sys.stdout.flush()
        sys.stderr.flush()
        for unfinished in (request.output / "embeddings").glob(".*.part"):
            unfinished.unlink(missing_ok=True)
        os._exit(CANCELLED_CODE)
    if isinstance(ended[0], BaseException):
        raise ended[0]
    return ended[0]


def _summary(found: Comparison) -> str:
    from ...comparison.heads import HEADLINE

    headline = HEADLINE[found.kind]
    lines = [f"{headline} on test places:"] if found.backbones or found.baselines else []
    lines += [f"  {row.judged.test[headline]:.3f}  linear head on {row.name}" for row in found.backbones]
    lines += [f"  {row.test[headline]:.3f}  {row.name}, fine-tuned" for row in found.fine_tuned]
    lines += [f"  {row.test[headline]:.3f}  {row.classifier} on {row.features}" for row in found.baselines]
    for curve in found.few_shot:
        points = ", ".join(f"{point.samples}: {point.mean:.3f}" for point in curve.points)
        lines.append(f"samples a class, {curve.encoder}: {points} ({curve.cpu_seconds:.0f} s of CPU)")
    for table in found.permutations:
        lines.append(f"permutations of the places, {table.encoder}: {table.mean:.3f} ± {table.spread:.3f}")
    return "\n".join(lines)
