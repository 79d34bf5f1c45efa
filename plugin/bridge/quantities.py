"""Durations, sizes, areas, shares, counts and scores as a person says them, in the language of QGIS.

Needs nothing but Qt. Decimal point and thousands follow QGIS's locale; the engine's own words are always English.
"""

from __future__ import annotations

from qgis.PyQt.QtCore import QLocale

from .translation import tr

HECTARE_M2, SQUARE_KILOMETRE_M2 = 1e4, 1e6


def duration(seconds: float) -> str:
    """A time span: "40 s", "12 min" or "3.4 h"."""
    if seconds < 90:
        return tr("{number:.0f} s").format(number=seconds)
    if seconds < 5400:
        return tr("{number:.0f} min").format(number=seconds / 60)
    return tr("{number:.1f} h").format(number=seconds / 3600)


def size_words(size_bytes: int) -> str:
    """A size in memory or on disk; 1 GB is 1000 MB, as file managers and makers of disks count."""
    return QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def area_words(square_metres: float) -> str:
    """An area in square metres, hectares or square kilometres, whichever a person would use."""
    if square_metres < HECTARE_M2:
        return tr("{area} m²").format(area=QLocale().toString(square_metres, "f", 0))
    if square_metres < SQUARE_KILOMETRE_M2:
        return tr("{area} ha").format(area=QLocale().toString(square_metres / HECTARE_M2, "f", 2))
    return tr("{area} km²").format(area=QLocale().toString(square_metres / SQUARE_KILOMETRE_M2, "f", 2))


def percent(share: float) -> str:
    """A share from 0 to 1 in per cent; 0 % and 100 % only where nothing and everything is meant."""
    if share in (0.0, 1.0) or 0.01 <= share <= 0.99:
        return f"{QLocale().toString(round(share * 100))} %"
    shown = min(max(share * 100, 0.1), 99.9)
    return f"{QLocale().toString(shown, 'f', 1)} %"


def number(count: int) -> str:
    """A count."""
    return QLocale().toString(count)


def decimal(score: float) -> str:
    """A score or threshold, with two digits."""
    return QLocale().toString(float(score), "f", 2)
