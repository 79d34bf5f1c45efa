"""Translation of what a person reads."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication


def tr(text: str) -> str:
    """Return `text` in the language of QGIS, or as it is where no translation is there."""
    return QCoreApplication.translate("Tesela", text)
