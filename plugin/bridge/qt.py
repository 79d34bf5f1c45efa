"""Classes of Qt that lie in another module on Qt 6 than on Qt 5."""

from __future__ import annotations

try:
    from qgis.PyQt.QtGui import QShortcut
except ImportError:
    from qgis.PyQt.QtWidgets import QShortcut

__all__ = ["QShortcut"]
