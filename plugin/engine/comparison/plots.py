"""The plots of a comparison, each a PNG; drawn by matplotlib without a screen."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..evaluation.plots import COLOURS, GREY
from ..training.recipe import PARTS
from .compare import Comparison, EmbeddingMap
from .heads import HEADLINE
from .labels import LabelStatistics

MARKERS = ("o", "^", "s")
MOST_NAMED = 19
"""Labels that a legend can still tell apart by colour; the rarer ones share one grey."""


def draw_plots(found: Comparison) -> dict[str, bytes]:
    """Return the plots of the sections that were compared, as PNG by file name."""
    return {name: _png(figure) for name, figure in _figures(found)}


def _figures(found: Comparison) -> Iterator[tuple[str, Figure]]:
    if found.backbones or found.baselines:
        yield "figures.png", _side_by_side(found)
    if any(curve.points for curve in found.few_shot):
        yield "few_shot.png", _few_shot(found)
    if found.permutations:
        yield "permutations.png", _permutations(found)
    for number, one in enumerate(found.maps, start=1):
        yield f"map_{number}.png", _map(one)
    if found.labels is not None:
        yield "label_counts.png", _label_counts(found.labels)
        yield "co_occurrence.png", _co_occurrence(found.labels)


def _png(figure: Figure) -> bytes:
    file = io.BytesIO()
    FigureCanvasAgg(figure)
    figure.savefig(file, format="png", dpi=120, metadata={"Software": None})
    return file.getvalue()


def _new(width: float, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _colour(found: Comparison, encoder: str) -> str:
    """Return the same colour for an encoder in every plot: the package's own comes first."""
    names = [curve.encoder for curve in found.few_shot] or [table.encoder for table in reversed(found.permutations)]
    return COLOURS[names.index(encoder)]


def _side_by_side(found: Comparison) -> Figure:
    headline = HEADLINE[found.kind]
    rows = [(row.name, row.judged.validation[headline], row.judged.test[headline], 0) for row in found.backbones]
    rows += [(f"{row.name}, fine-tuned", row.validation[headline], row.test[headline], 1) for row in found.fine_tuned]
    rows += [
        (f"{row.classifier}, {row.features}", row.validation[headline], row.test[headline], 2)
        for row in found.baselines
    ]
    figure, axes = _new(8.5, 1.2 + 0.42 * len(rows))
    for place, (_, validation, test, kind) in enumerate(rows):
        axes.plot([min(validation, test), max(validation, test)], [place, place], color="#cccccc", zorder=1)
        axes.scatter(validation, place, s=46, facecolors="white", edgecolors=COLOURS[kind], zorder=2)
        axes.scatter(test, place, s=46, color=COLOURS[kind], zorder=3)
        axes.annotate(f"{test:.3f}", (test, place), xytext=(0, 7), textcoords="offset points", fontsize=8, ha="center")
    axes.scatter([], [], s=46, facecolors="white", edgecolors=GREY, label="validation places")
    axes.scatter([], [], s=46, color=GREY, label="test places")
    axes.set_yticks(range(len(rows)), [name for name, *_ in rows], fontsize=8)
    axes.set_ylim(len(rows) - 0.4, -0.7)
    axes.set_xlabel(headline)
    axes.grid(axis="x", color="#eeeeee")
    axes.legend(fontsize=8, frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    return figure


def _few_shot(found: Comparison) -> Figure:
    figure, axes = _new(7, 4)
    shift = 1.5
    for number, curve in enumerate(found.few_shot):
        axes.errorbar(
            [point.samples + (number - (len(found.few_shot) - 1) / 2) * shift for point in curve.points],
            [point.mean for point in curve.points],
            [point.spread for point in curve.points],
            color=_colour(found, curve.encoder),
            marker="o",
            capsize=3,
            label=curve.encoder,
        )
    counts = sorted({point.samples for curve in found.few_shot for point in curve.points})
    axes.set_xticks(counts)
    axes.set_xlim(counts[0] - 10, counts[-1] + 10)
    axes.set_xlabel("samples in all" if found.kind == "value" else "samples a class")
    first = next(point for curve in found.few_shot for point in curve.points)
    axes.set_ylabel(f"{first.figure} on test places")
    axes.grid(axis="y", color="#eeeeee")
    axes.legend(fontsize=8, frameon=False, loc="lower right")
    return figure


def _permutations(found: Comparison) -> Figure:
    headline = HEADLINE[found.kind]
    figure, axes = _new(8, 4)
    rows = found.permutations[0].rows
    for table in found.permutations:
        values = [row.judged.test[headline] for row in table.rows]
        colour = _colour(found, table.encoder)
        axes.scatter(range(len(values)), values, s=50, color=colour, label=table.encoder, zorder=2)
        axes.axhline(table.mean, color=colour, linestyle="--", linewidth=1, zorder=1)
    names = [f"learn: {row.training}\nchoose: {row.validation}\njudge: {row.test}" for row in rows]
    axes.set_xticks(range(len(rows)), names, fontsize=8)
    axes.set_ylabel(f"{headline} (dashed: mean)")
    axes.grid(axis="y", color="#eeeeee")
    axes.legend(fontsize=8, frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    return figure


def _map(one: EmbeddingMap) -> Figure:
    figure, axes = _new(7.5, 5.6)
    numbers, counts = np.unique(one.marks, return_counts=True)
    common = numbers[np.argsort(-counts)][:MOST_NAMED]
    shades = COLOURS if len(common) <= len(COLOURS) else [to_hex(colormaps["tab20"](i)) for i in range(20)]
    palette = {int(label): shades[place] for place, label in enumerate(sorted(common))}
    colours = np.array([palette.get(int(mark), "#dddddd") for mark in one.marks])
    for index, part in enumerate(PARTS):
        chosen = one.part == index
        x, y = one.places[chosen].T
        axes.scatter(x, y, s=13, c=colours[chosen], marker=MARKERS[index], alpha=0.7, linewidths=0)
        axes.scatter([], [], s=26, color=GREY, marker=MARKERS[index], label=f"{part} places")
    for label, colour in palette.items():
        axes.scatter([], [], s=26, color=colour, marker="D", label=one.names[label])
    if len(common) < len(numbers):
        axes.scatter([], [], s=26, color="#dddddd", marker="D", label=f"{len(numbers) - len(common)} rarer labels")
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_title(one.encoder, fontsize=10)
    axes.legend(fontsize=8, frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def _label_counts(labels: LabelStatistics) -> Figure:
    figure, axes = _new(8, 1.4 + 0.45 * len(labels.names))
    height = 0.26
    for index, part in enumerate(PARTS):
        places = np.arange(len(labels.names)) + (index - 1) * height
        bars = axes.barh(places, labels.counts[part], height, color=COLOURS[index], label=f"{part} places")
        axes.bar_label(bars, fontsize=7, padding=2)
    axes.set_yticks(range(len(labels.names)), labels.names, fontsize=8)
    axes.set_ylim(len(labels.names) - 0.4, -0.6)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("samples")
    axes.legend(fontsize=8, frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
    return figure


def _co_occurrence(labels: LabelStatistics) -> Figure:
    together = np.array(labels.together)
    side = len(labels.names)
    figure = Figure(figsize=(3.4 + 0.5 * side, 2.4 + 0.42 * side), layout="constrained")
    axes = figure.add_subplot()
    held = np.maximum(np.diag(together), 1)
    share = together / held[:, None]
    axes.imshow(share, cmap="Blues", vmin=0, vmax=1)
    for row, col in np.ndindex(side, side):
        shade = "white" if share[row, col] > 0.6 else "black"
        axes.text(col, row, f"{together[row, col]}", ha="center", va="center", fontsize=7, color=shade)
    axes.set_xticks(range(side), labels.names, fontsize=8, rotation=60, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(side), labels.names, fontsize=8)
    axes.set_title("samples with both labels\nshade: share of the row's label", fontsize=9)
    return figure
