"""Plots of an evaluation, drawn from its figures alone, in colours that colour-blind people tell apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
"""Okabe and Ito (2008), "Color universal design", without yellow, which is hard to see on white."""
LINES = ("-", "--", "-.", ":")
GREY = "#5B6470"
MOST_PLACES = 25
MOST_CELLS_WITH_NUMBERS = 20
DPI = 110

Figures = dict[str, Any]


def draw_plots(figures: Figures) -> Iterator[tuple[str, str, Figure]]:
    """Yield name, caption and figure of every plot for which there are figures."""
    for name, caption, draw in PLOTS:
        figure = draw(figures)
        if figure is not None:
            yield name, caption, figure
    for number, matrix in enumerate(figures.get("confusions", [])):
        name = "confusion" if number == 0 else f"confusion-{number + 1}"
        yield name, f"Confusion matrix. {matrix['title']}", _confusion(matrix)


def save(figure: Figure, path: str) -> None:
    """Write a figure as PNG."""
    FigureCanvasAgg(figure).print_png(path)


def _figure(width: float = 6.0, height: float = 4.4) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height), dpi=DPI, layout="constrained")
    return figure, figure.add_subplot()


def _tidy(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(True, color="#E3E6EA", linewidth=0.8)
    axes.set_axisbelow(True)


def _unit_square(axes: Axes, x: str, y: str) -> None:
    axes.set(xlim=(-0.01, 1.01), ylim=(-0.01, 1.02), xlabel=x, ylabel=y)
    _tidy(axes)


def _styles(count: int) -> Iterator[dict[str, Any]]:
    """Yield line styles that stay apart in black and white too."""
    colours, lines = cycle(COLOURS), (LINES[i // len(COLOURS) % len(LINES)] for i in range(count))
    return ({"color": colour, "linestyle": line, "linewidth": 1.8} for colour, line in zip(colours, lines))


def _legend(axes: Axes, count: int) -> None:
    if count > 6:
        axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False, fontsize=8)
    else:
        axes.legend(loc="best", frameon=False, fontsize=9)


def _roc(figures: Figures) -> Figure | None:
    classes = [one for one in figures.get("classes", {}).values() if one.get("roc")]
    if not classes:
        return None
    figure, axes = _figure(7.6 if len(classes) > 6 else 6.0)
    for one, style in zip(classes, _styles(len(classes)), strict=False):
        label = f"{one['label']}: area {one['roc_auc']:.3f}"
        axes.plot(one["roc"]["false_positive_rate"], one["roc"]["true_positive_rate"], label=label, **style)
        if one["true_positives"] is not None and one["threshold"] is not None:
            point = one["false_positives"] / one["negatives"], one["recall"]
            axes.plot(*point, "o", color=style["color"], markersize=7, markeredgecolor="white")
    axes.plot([0, 1], [0, 1], color=GREY, linewidth=1, linestyle=(0, (1, 2)))
    _unit_square(axes, "False positive rate", "True positive rate (recall)")
    _legend(axes, len(classes))
    return figure


def _precision_recall(figures: Figures) -> Figure | None:
    classes = [one for one in figures.get("classes", {}).values() if one.get("precision_recall")]
    if not classes:
        return None
    figure, axes = _figure(7.6 if len(classes) > 6 else 6.0)
    for one, style in zip(classes, _styles(len(classes)), strict=False):
        label = f"{one['label']}: area {one['average_precision']:.3f}"
        columns = one["precision_recall"]
        axes.step(columns["recall"], columns["precision"], where="post", label=label, **style)
        if one["precision"] is not None and one["threshold"] is not None:
            axes.plot(one["recall"], one["precision"], "o", color=style["color"], markersize=7, markeredgecolor="white")
    _unit_square(axes, "Recall", "Precision")
    _legend(axes, len(classes))
    return figure


def _thresholds(figures: Figures) -> Figure | None:
    classes = [one for one in figures.get("classes", {}).values() if one.get("evidence") and one["positives"]]
    if not classes:
        return None
    columns = min(len(classes), 4)
    rows = -(-len(classes) // columns)
    single = len(classes) == 1
    size = (6.0, 4.4) if single else (3.0 * columns, 2.3 * rows + 0.5)
    figure = Figure(figsize=size, dpi=DPI, layout="constrained")
    for number, one in enumerate(classes):
        axes = figure.add_subplot(rows, columns, number + 1)
        evidence = one["evidence"]
        true, false = np.array(evidence["true_positives"]), np.array(evidence["false_positives"])
        found = true + false
        precision = np.divide(true, found, out=np.full(len(found), np.nan), where=found > 0)
        lines = {
            "precision": precision,
            "recall": true / one["positives"],
            "F1": 2 * true / (found + one["positives"]),
        }
        for (name, values), style in zip(lines.items(), _styles(3), strict=False):
            dashes = LINES[list(lines).index(name)]
            axes.plot(evidence["thresholds"], values, label=name, **{**style, "linestyle": dashes})
        if one["threshold"] is not None:
            axes.axvline(one["threshold"], color=GREY, linewidth=1.2)
            axes.annotate(f" {one['threshold']:.2f}", (one["threshold"], 0.02), color=GREY, fontsize=8)
        _unit_square(axes, "Threshold" if number >= len(classes) - columns else "", "")
        if not single:
            axes.set_title(one["label"], fontsize=9)
        if number == 0:
            axes.legend(frameon=False, fontsize=8, loc="lower left")
    return figure


def _objects(figures: Figures) -> Figure | None:
    classes = [
        one
        for one in figures.get("objects", {}).get("classes", {}).values()
        if one.get("precision_recall", {}).get("recall") and one["true"]
    ]
    if not classes:
        return None
    figure, axes = _figure()
    for one, style in zip(classes, _styles(len(classes)), strict=False):
        columns = one["precision_recall"]
        label = f"{one['label']}: average precision {one['average_precision']:.3f}"
        axes.plot(columns["recall"], columns["precision"], label=label, **style)
        if one["precision"] is not None:
            axes.plot(one["recall"], one["precision"], "o", color=style["color"], markersize=7, markeredgecolor="white")
    _unit_square(axes, "Recall (share of true features found)", "Precision (share of boxes that are right)")
    _legend(axes, len(classes))
    return figure


def _f1_bars(figures: Figures) -> Figure | None:
    classes = [one for one in figures.get("classes", {}).values() if one.get("f1") is not None]
    if len(figures.get("classes", {})) < 3 or not classes:
        return None
    classes = sorted(classes, key=lambda one: one["f1"])
    figure, axes = _figure(6.0, 0.9 + 0.3 * len(classes))
    axes.barh([one["label"] for one in classes], [one["f1"] for one in classes], color=COLOURS[0], height=0.65)
    for row, one in enumerate(classes):
        axes.annotate(f" {one['f1']:.2f}", (one["f1"], row), va="center", fontsize=8, color=GREY)
    axes.set(xlim=(0, 1.08), xlabel="F1")
    _tidy(axes)
    axes.grid(False, axis="y")
    return figure


def _places(figures: Figures) -> Figure | None:
    rows = [row for row in figures.get("places", []) if "true" in row and "hit" in row]
    names = sorted({row["place"] for row in rows})
    if not len(names) > 1:
        return None
    sums = {
        name: [sum(row[key] for row in rows if row["place"] == name) for key in ("true", "found")] for name in names
    }
    shown = sorted(names, key=lambda name: -sums[name][0])[:MOST_PLACES][::-1]
    figure, axes = _figure(6.0, 1.1 + 0.34 * len(shown))
    places = np.arange(len(shown))
    axes.barh(places + 0.19, [sums[name][0] for name in shown], 0.36, color=COLOURS[0], label="true")
    axes.barh(places - 0.19, [sums[name][1] for name in shown], 0.36, color=COLOURS[5], label="found")
    axes.set_yticks(places, shown)
    axes.set_xlabel("Count")
    _tidy(axes)
    axes.grid(False, axis="y")
    _legend(axes, 2)
    return figure


def _scatter(figures: Figures) -> Figure | None:
    pairs = figures.get("pairs")
    if not pairs or not pairs["true"]:
        return None
    figure, axes = _figure(5.4, 5.0)
    true, found = np.array(pairs["true"]), np.array(pairs["found"])
    low, high = min(true.min(), found.min()), max(true.max(), found.max())
    margin = (high - low) * 0.03 or 1.0
    ends = (low - margin, high + margin)
    axes.plot(ends, ends, color=GREY, linewidth=1.2)
    axes.scatter(true, found, s=14, color=COLOURS[0], alpha=0.35, edgecolors="none")
    value = figures.get("value") or {"name": "value", "unit": ""}
    unit = f" ({value['unit']})" if value["unit"] else ""
    axes.set(xlim=ends, ylim=ends, xlabel=f"True {value['name']}{unit}", ylabel=f"Found {value['name']}{unit}")
    axes.set_aspect("equal")
    _tidy(axes)
    return figure


def _errors(figures: Figures) -> Figure | None:
    pairs = figures.get("pairs")
    if not pairs or len(pairs["true"]) < 2:
        return None
    figure, axes = _figure(5.4, 3.4)
    errors = np.array(pairs["found"]) - np.array(pairs["true"])
    axes.hist(errors, bins=min(60, max(10, len(errors) // 20)), color=COLOURS[0])
    axes.axvline(0, color=GREY, linewidth=1.2)
    axes.axvline(errors.mean(), color=COLOURS[1], linewidth=1.6, linestyle="--", label=f"mean {errors.mean():.3g}")
    axes.set(xlabel="Found minus true", ylabel="Windows")
    _tidy(axes)
    _legend(axes, 1)
    return figure


def _confusion(matrix: Figures) -> Figure:
    labels, counts = matrix["labels"], np.array(matrix["counts"], float)
    side = max(4.2, 1.9 + 0.42 * len(labels))
    figure, axes = _figure(side + 0.6, side)
    rows = counts.sum(axis=1, keepdims=True)
    shares = np.divide(counts, rows, out=np.zeros_like(counts), where=rows > 0)
    image = axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(labels)), labels, rotation=35, ha="right", fontsize=8)
    axes.set_yticks(range(len(labels)), labels, fontsize=8)
    axes.set(xlabel="Found", ylabel="True")
    if len(labels) <= MOST_CELLS_WITH_NUMBERS:
        for row, col in np.ndindex(*counts.shape):
            colour = "white" if shares[row, col] > 0.55 else "black"
            text = (
                f"{counts[row, col]:,.0f}\n{shares[row, col]:.0%}" if len(labels) <= 6 else f"{counts[row, col]:,.0f}"
            )
            axes.text(col, row, text, ha="center", va="center", fontsize=8, color=colour)
    figure.colorbar(image, ax=axes, shrink=0.8, label="Share of the true class")
    return figure


Draw = Callable[[Figures], "Figure | None"]
PLOTS: tuple[tuple[str, str, Draw], ...] = (
    ("scatter", "Found against true values, a dot a window; on the line they are the same.", _scatter),
    ("errors", "How far found values are from true ones.", _errors),
    ("roc", "ROC curve of the scores; the dot is the run's threshold.", _roc),
    ("precision-recall", "Precision-recall curve of the scores; the dot is the run's threshold.", _precision_recall),
    ("thresholds", "What another threshold would give; the vertical line is the run's.", _thresholds),
    ("boxes", "Precision and recall of the boxes by falling score; the dot is the run's threshold.", _objects),
    ("f1", "F1 a class.", _f1_bars),
    ("places", "True and found a place.", _places),
)
