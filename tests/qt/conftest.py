"""Widgets that need only Qt: tested on the Qt of QGIS, and on Qt 6 without QGIS.

Where there is no QGIS, `qgis.PyQt` is played by PyQt6, as it is in a QGIS on Qt 6. Nothing else of QGIS is there then.
"""

import importlib
import importlib.util
import os
import sys
import types
from pathlib import Path

import package

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(package.stage(ROOT / "build" / "plugins", link=True).parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def play_qgis_pyqt():
    """Make `qgis.PyQt.QtCore` and its likes name the modules of PyQt6."""
    names = {"qgis": types.ModuleType("qgis"), "qgis.PyQt": types.ModuleType("qgis.PyQt")}
    for name in ("sip", "QtCore", "QtGui", "QtWidgets"):
        names[f"qgis.PyQt.{name}"] = importlib.import_module(f"PyQt6.{name}")
    for full, module in names.items():
        parent, _, name = full.rpartition(".")
        if parent:
            setattr(names[parent], name, module)
        else:
            module.__path__ = []
    names["qgis.PyQt"].__path__ = []
    sys.modules.update(names)


if importlib.util.find_spec("qgis") is None:
    play_qgis_pyqt()
