"""The layers stay apart: what each part of plugin/ may import, read from the source without running it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

PLUGIN = Path(__file__).parents[1] / "plugin"
SOURCES = sorted(PLUGIN.rglob("*.py"))

QGIS = {"qgis", "osgeo", "processing", "PyQt5", "PyQt6", "sip"}
WORKER = {
    *("tensorflow", "keras", "rasterio", "fiona", "shapely", "scipy", "h5py", "PIL", "tqdm", "tesela"),
    *("sklearn", "skimage", "matplotlib", "jinja2", "onnx", "onnxruntime", "pyogrio", "threadpoolctl"),
}
SHELL = ("", "bridge", "algorithms", "dock")
MAY_IMPORT = {
    "engine/contract": ("engine/contract",),
    "engine/path": ("engine/contract", "engine/path"),
    "engine/scene": ("engine/contract", "engine/scene"),
    "engine/checking": ("engine/contract", "engine/path", "engine/checking"),
    "engine/photos": ("engine/contract", "engine/path", "engine/photos"),
    "engine/evaluation": ("engine/contract", "engine/path", "engine/photos", "engine/evaluation"),
    "engine/explanation": ("engine/contract", "engine/path", "engine/photos", "engine/explanation"),
    "engine/training": (
        *(f"engine/{name}" for name in ("contract", "path", "scene", "photos", "evaluation", "training")),
    ),
    "engine/comparison": (
        *(f"engine/{name}" for name in ("contract", "path", "scene", "photos", "evaluation", "training", "comparison")),
    ),
    "engine/run": (
        "engine",
        *(
            f"engine/{name}"
            for name in ("contract", "path", "checking", "scene", "photos", "evaluation", "explanation")
        ),
        *(f"engine/{name}" for name in ("training", "comparison", "run")),
    ),
    "engine": (),
    **dict.fromkeys(SHELL, ("engine", "engine/contract", *SHELL)),
}


def layer(parts: tuple[str, ...]) -> str:
    """Return the layer that a module belongs to: "engine/path", "bridge", or "" for the plugin's own top level."""
    depth = 2 if parts[:1] == ("engine",) else 1
    while depth and "/".join(parts[:depth]) not in MAY_IMPORT:
        depth -= 1
    return "/".join(parts[:depth])


def imports(path: PurePosixPath, tree: ast.AST) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (level, dotted parts) of each import: level 0 is absolute, level 1 is relative to the plugin's folder."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((0, tuple(alias.name.split("."))) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = tuple(node.module.split(".")) if node.module else ()
            if node.level == 0:
                yield 0, module
                continue
            package = path.parent.parts[: len(path.parent.parts) - (node.level - 1)]
            yield from ((1, (*package, *module, alias.name)) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield from (
                (0, tuple(str(argument.value).split(".")))
                for argument in node.args[:1]
                if isinstance(argument, ast.Constant)
            )


def breaches(path: PurePosixPath, source: str) -> list[str]:
    """Return what the source of the module at `path`, relative to plugin/, imports against the rule."""
    own = layer(path.with_suffix("").parts)
    found = []
    for level, parts in imports(path, ast.parse(source)):
        name = ".".join(parts)
        if level:
            if layer(parts) not in MAY_IMPORT[own]:
                found.append(f"{path} imports {name}, which its layer may not")
        elif own == "engine/contract" and parts[0] not in sys.stdlib_module_names:
            found.append(f"{path} imports {name}, which is not in the standard library")
        elif own.startswith("engine") and parts[0] in QGIS:
            found.append(f"{path} imports {name}; the engine knows no QGIS")
        elif own in SHELL and parts[0] in WORKER:
            found.append(f"{path} imports {name}, which only the worker has")
        elif parts[0] == "tesela":
            found.append(f"{path} imports {name}; inside plugin/ imports are relative")
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PLUGIN).as_posix())
def test_module_imports_only_what_its_layer_may(path: Path) -> None:
    assert breaches(PurePosixPath(path.relative_to(PLUGIN).as_posix()), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("engine/contract/job.py", "import numpy"),
        ("engine/contract/job.py", "from ..path import windows"),
        ("engine/path/raster.py", "from ..training import chips"),
        ("engine/path/raster.py", "from ..run import worker"),
        ("engine/path/raster.py", "from qgis.core import QgsRasterLayer"),
        ("engine/path/raster.py", "def late():\n    from osgeo import gdal"),
        ("engine/path/raster.py", "import importlib\nimportlib.import_module('qgis.core')"),
        ("engine/path/raster.py", "from ...bridge import session"),
        ("engine/path/raster.py", "import tesela.engine.contract.job"),
        ("engine/training/fit.py", "from ..run.worker import serve"),
        ("engine/run/worker.py", "from ...dock import panel"),
        ("bridge/worker/session.py", "from ...engine.path import pipeline"),
        ("bridge/worker/session.py", "from ...engine.run.worker import serve"),
        ("algorithms/detect.py", "import tensorflow as tf"),
        ("dock/panel.py", "import rasterio"),
        ("plugin.py", "from .engine.training import fit"),
    ],
)
def test_rule_notices_a_breach(path: str, source: str) -> None:
    assert len(breaches(PurePosixPath(path), source)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("engine/contract/job.py", "import json\nfrom . import schema\nfrom .errors import JobError"),
        (
            "engine/path/raster.py",
            "import rasterio\nfrom ..contract import errors\nfrom .windows import grid",
        ),
        ("engine/training/fit.py", "from ..path import raster\nfrom ..contract import card"),
        ("engine/run/worker.py", "from ..path import pipeline\nfrom ..training import fit\nfrom .. import contract"),
        (
            "bridge/worker/session.py",
            "from ..engine.contract.events import Done\nfrom qgis.PyQt.QtCore import QProcess",
        ),
        ("plugin.py", "from .dock.panel import Panel\nfrom .engine.contract import places"),
    ],
)
def test_rule_lets_pass_what_the_design_allows(path: str, source: str) -> None:
    assert breaches(PurePosixPath(path), source) == []


def test_plugin_package_imports_nothing_at_module_level() -> None:
    tree = ast.parse((PLUGIN / "__init__.py").read_text(encoding="utf-8"))
    outside_functions = [node for node in tree.body if not isinstance(node, ast.FunctionDef)]
    nodes = [inner for node in outside_functions for inner in ast.walk(node)]
    found = [ast.unparse(node) for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert [line for line in found if not line.startswith("from __future__")] == []
