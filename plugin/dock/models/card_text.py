"""A model card as a page for people: what it finds, on what imagery, how good it is, and where not to use it.

Whatever a card says is text: it is escaped, so that a package can put neither links nor pictures into the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from qgis.PyQt.QtCore import QLocale

from ...bridge.quantities import number
from ...bridge.translation import tr
from ...engine.contract.card import (
    MULTI_LABEL,
    PHOTO_CLASSIFICATION,
    REGRESSION,
    SEGMENTATION,
    TILE_CLASSIFICATION,
    Figure,
    ModelCard,
)

DIGITS = 4


def task_name(task: str) -> str:
    """What a task gives, in words."""
    names = {
        TILE_CLASSIFICATION: tr("Detection: boxes and centre points of windows"),
        SEGMENTATION: tr("Segmentation: outlines as polygons"),
        MULTI_LABEL: tr("Labelling: several labels a window"),
        REGRESSION: tr("Regression: a value a window"),
        PHOTO_CLASSIFICATION: tr("Classification of photographs at points"),
    }
    return names.get(task, task)


def card_page(card: ModelCard) -> str:
    """The card as rich text, in the order in which a person asks."""
    return "".join(
        (
            f"<h2>{escape(card.name)}</h2>",
            f"<p>{escape(card.summary)}</p>",
            _section(tr("Where it should not be used, and what is known to mislead it"), _list(card.limits)),
            _table(tr("What it does"), [*_purpose(card), *_input(card)]),
            _table(tr("Unless you choose otherwise"), _selection(card)),
            _section(tr("Measured figures"), _figures(card.figures)),
            _section(tr("Training data"), _list(_data(card))),
            _section(tr("How the data were split"), f"<p>{escape(card.split)}</p>"),
            _table(tr("The package"), _package(card)),
        )
    )


def _purpose(card: ModelCard) -> Iterable[tuple[str, str]]:
    yield tr("Task"), task_name(card.task)
    if card.value is not None:
        low, high = _number(card.value.low), _number(card.value.high)
        yield (
            tr("Predicts"),
            tr("{name} in {unit}, {low} to {high}").format(
                name=card.value.name, unit=card.value.unit, low=low, high=high
            ),
        )
    else:
        yield tr("Classes"), ", ".join(name for name in card.classes if name != card.background)
    if card.background is not None:
        yield tr("Background"), tr("{name} (never written)").format(name=card.background)
    for group in card.groups:
        yield tr("Exactly one of"), ", ".join(group)


def _input(card: ModelCard) -> Iterable[tuple[str, str]]:
    low, high = card.input.value_range
    yield tr("Bands"), ", ".join(card.input.bands)
    yield (
        tr("Values"),
        tr("{dtypes}, {low} to {high}").format(
            dtypes=", ".join(card.input.dtypes), low=_number(low), high=_number(high)
        ),
    )
    if card.ground_sampling_distance_m:
        yield (
            tr("Ground sampling distance"),
            tr("{distance} m a pixel").format(distance=_number(card.ground_sampling_distance_m)),
        )
    yield (
        tr("Window"),
        tr("{window} px, {overlap} px of it shared with the next").format(
            window=card.window_px, overlap=card.overlap_px
        ),
    )


def _selection(card: ModelCard) -> Iterable[tuple[str, str]]:
    selection = card.selection
    if selection.thresholds:
        pairs = [(card.classes[i], selection.thresholds[i]) for i in card.foreground]
        grouped = {name for group in card.groups for name in group}
        texts = [tr("{label} {threshold}").format(label=n, threshold=_number(t)) for n, t in pairs if n not in grouped]
        yield tr("Thresholds"), ", ".join(texts) or tr("none: the highest of each group holds")
    for name, value, unit in (
        (tr("Suppression IoU"), selection.suppression_iou, ""),
        (tr("Least area"), selection.min_area_m2, " m²"),
        (tr("Least hole"), selection.min_hole_m2, " m²"),
        (tr("Simplification"), selection.simplify_m, " m"),
    ):
        if value is not None:
            yield name, _number(value) + unit


def _data(card: ModelCard) -> Iterable[str]:
    for data in card.data:
        yield tr("{name} ({licence}): {source}").format(name=data.name, licence=data.licence, source=data.source)


def _figures(figures: tuple[Figure, ...]) -> str:
    if not figures:
        return f"<p>{escape(tr('None were measured.'))}</p>"
    rows = []
    for figure in figures:
        text = _number(figure.value)
        if figure.spread is not None:
            text += " " + tr("({low} to {high} over {count} trainings)").format(
                low=_number(figure.spread[0]), high=_number(figure.spread[1]), count=figure.trainings
            )
        where = tr("{data}, {part}, {count} samples").format(
            data=figure.data, part=figure.part, count=number(figure.samples)
        )
        rows.append((figure.name, text, where))
    return _rows(rows)


def _package(card: ModelCard) -> Iterable[tuple[str, str]]:
    yield tr("Id"), card.id
    yield tr("Version"), card.version
    yield tr("Licence"), card.licence
    yield tr("Weights"), tr("{file} ({format})").format(file=card.weights.file, format=card.weights.format)
    yield tr("Checksum (SHA-256)"), card.weights.sha256
    yield tr("Recipe"), card.recipe or tr("none")


def _section(heading: str, content: str) -> str:
    return f"<h3>{escape(heading)}</h3>{content}"


def _list(texts: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<ul>{items}</ul>" if items else f"<p>{escape(tr('The card names none.'))}</p>"


def _table(heading: str, rows: Iterable[tuple[str, str]]) -> str:
    found = list(rows)
    return _section(heading, _rows(found)) if found else ""


def _rows(rows: Iterable[tuple[str, ...]]) -> str:
    lines = (
        "<tr>" + "".join(f'<td style="padding-right: 10px">{escape(text)}</td>' for text in row) + "</tr>"
        for row in rows
    )
    return f"<table>{''.join(lines)}</table>"


def _number(value: float) -> str:
    return QLocale().toString(float(value), "g", DIGITS)
