"""Which modules of the shell need nothing but Qt, read from their source; each of them imports on this Qt alone."""

import ast
import importlib
from functools import cache
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QT_VERSION_STR

PLUGIN = Path(__file__).parents[2] / "plugin"
SHELL = sorted(path for folder in ("bridge", "dock") for path in (PLUGIN / folder).rglob("*.py"))
# These have to stay so.
WANTED = {
    "bridge/quantities.py",
    "bridge/results/kinds.py",
    "bridge/review/photo_reader.py",
    "bridge/translation.py",
    "bridge/review/verdicts.py",
    "dock/explain/bar.py",
    "dock/fold.py",
    "dock/labels.py",
    "dock/result/form.py",
    "dock/review/form.py",
    "dock/result/score_plot.py",
    "dock/result/threshold_words.py",
    "dock/run/check_view.py",
}
NEEDS_MORE = {"osgeo", "processing", "numpy"}


def imports(path):
    """The imports at the top of a module: (level, dotted module, names)."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from ((0, alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.level, node.module or "", tuple(alias.name for alias in node.names)


@cache
def needs_only_qt(path):
    """Whether neither the module nor what it imports of the plugin needs more than Qt and the standard library."""
    for level, module, names in imports(path):
        if level == 0:
            if module.split(".")[0] in NEEDS_MORE or (module.startswith("qgis") and not module.startswith("qgis.PyQt")):
                return False
            continue
        base = path.parents[level - 1].joinpath(*module.split(".")) if module else path.parents[level - 1]
        found = [base.with_suffix(".py")] if base.with_suffix(".py").exists() else [base / f"{n}.py" for n in names]
        if not all(needs_only_qt(each) for each in found if each.exists()):
            return False
    return True


QT_ONLY = [path for path in SHELL if needs_only_qt(path)]


def test_the_widgets_that_are_meant_to_need_only_qt_still_do():
    assert {path.relative_to(PLUGIN).as_posix() for path in QT_ONLY} >= WANTED


@pytest.mark.parametrize("path", QT_ONLY, ids=lambda path: path.relative_to(PLUGIN).as_posix())
def test_module_imports_on_this_qt_alone(path):
    parts = path.relative_to(PLUGIN).with_suffix("").parts
    parts = parts[:-1] if parts[-1] == "__init__" else parts
    assert importlib.import_module(".".join(("tesela", *parts))).__doc__, QT_VERSION_STR
