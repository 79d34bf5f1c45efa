"""What Tesela runs on here, and what is wrong with it in plain words."""

from __future__ import annotations

import importlib
import os
import platform
import shutil
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from ..contract.card import read_package
from ..contract.errors import TeselaError
from ..contract.places import data_folder, model_folders, version

PACKAGES = ("fiona", "pyogrio", "rasterio", "shapely", "numpy", "scipy", "keras", "tensorflow", "onnx", "onnxruntime")
DISTRIBUTIONS = {"tensorflow": ("tensorflow", "tensorflow-cpu")}
LEAST_FREE_BYTES = 2 * 2**30


def examine() -> dict[str, Any]:
    """Return versions, device, models, folders and a list of problems; imports everything that a run imports."""
    problems: list[str] = []
    versions = {name: _import(name, problems) for name in PACKAGES}
    return {
        "tesela": version(),
        "python": platform.python_version(),
        "executable": sys.executable,
        "system": platform.platform(),
        "packages": versions,
        "device": _device(problems),
        "gdal": _gdal(),
        "models": _models(problems),
        "data_folder": str(data_folder()),
        "free_bytes": _free_bytes(problems),
        "problems": problems,
    }


def _import(name: str, problems: list[str]) -> str | None:
    try:
        if name == "keras":
            importlib.import_module("..path.model", __package__).import_keras()
        importlib.import_module(name)
    except Exception as error:  # noqa: BLE001 (any failure of an import is a finding, not a fault of the doctor)
        problems.append(
            f"The package {name} cannot be imported ({type(error).__name__}: {error}); make the worker's environment "
            "again (make setup, or 'Make the environment' in QGIS)."
        )
        return None
    for distribution in DISTRIBUTIONS.get(name, (name,)):
        try:
            return metadata.version(distribution)
        except metadata.PackageNotFoundError:
            continue
    return "unknown"


def _device(problems: list[str]) -> str:
    try:
        from ..path.model import describe_device

        return describe_device()
    except Exception as error:  # noqa: BLE001 (told as a finding)
        problems.append(f"The device could not be found out: {error}.")
        return "unknown"


def _gdal() -> str | None:
    try:
        from rasterio import __gdal_version__

        return str(__gdal_version__)
    except ImportError:
        return None


def _models(problems: list[str]) -> dict[str, str]:
    models = {}
    for name, folder in model_folders().items():
        try:
            card = read_package(folder).card
            models[name] = f"{card.name} {card.version} ({card.task})"
        except TeselaError as error:
            problems.append(str(error))
    if not models:
        problems.append("No model is installed; install the plugin again, or add a model.")
    return models


def _free_bytes(problems: list[str]) -> int:
    folder = data_folder()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        problems.append(f"Only {free / 2**30:.1f} GB are free where {folder} lies; make space before a large run.")
    if not os.access(folder, os.W_OK):
        problems.append(f"{Path(folder)} cannot be written; correct its rights or set TESELA_HOME to another folder.")
    return free
