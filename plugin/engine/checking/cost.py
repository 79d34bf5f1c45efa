"""What a run would need: memory, disk, and the machine that it would need them of."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import numpy as np

from ..contract.card import MULTI_LABEL, REGRESSION, SEGMENTATION
from ..path.plan import Plan, RasterPlan
from ..path.raster import GDAL_OPTIONS
from ..path.scores import PART_WINDOWS

LIBRARY_BYTES = {"keras": 900 * 2**20, "onnx": 400 * 2**20}
"""Memory of a worker that has loaded a small network and its runtime, by the format of the weights. With LAYERS_HELD it
lies within a fifth of what runs of the bundled models took on Linux, TensorFlow 2.21 (1.0 to 1.3 GB over the sample
scene), and of one of them in ONNX Runtime 1.31 (0.7 GB)."""
BATCHES_HELD = 8
"""Batches that are in memory at once: read ahead, in the model's threads, waiting to be written, and one being read."""
LAYERS_HELD = 56
"""Memory of a network's own layers, in batches of its input."""
GROWTH = 1.1
"""What a run takes of what a measured check took; 1.0 to 1.13 with the bundled models over the sample scene."""
PARTS_HELD = 16
SCORE_RASTER_SHARE = 0.3
"""Bytes of the compressed score raster a score pixel and class; measured on the sample scene: 0.18."""
PART_BYTES, WINDOW_BYTES = 2600, 26
FEATURE_BYTES = {MULTI_LABEL: 420, REGRESSION: 420, SEGMENTATION: 260}
OTHER_FEATURE_BYTES = 60
RESULTS_BYTES = 180 * 2**10
NVIDIA_MARKS = ("/proc/driver/nvidia/version",)


@dataclass(frozen=True)
class Machine:
    """What is free on this machine: memory in bytes (None where it does not tell), disk in bytes where results go."""

    memory_free: int | None
    disk_free: int
    disk_folder: Path
    disk_writable: bool


def look_at_machine(output: str) -> Machine:
    """Return what is free; output: the folder of the job, which need not exist."""
    folder = nearest_folder(Path(output))
    return Machine(available_memory(), shutil.disk_usage(folder).free, folder, os.access(folder, os.W_OK))


def nearest_folder(path: Path) -> Path:
    """Return the folder itself, or the nearest one above it that exists."""
    path = path.absolute()
    while not path.is_dir() and path != path.parent:
        path = path.parent
    return path


def available_memory() -> int | None:
    """Return the bytes of memory that a new process may take without swapping, None where the system does not tell."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    return _available_on_windows() if sys.platform == "win32" else None


def _available_on_windows() -> int | None:
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ulong), ("load", ctypes.c_ulong)] + [
            (name, ctypes.c_ulonglong)
            for name in ("total", "available", "total_page", "free_page", "total_virtual", "free_virtual", "extended")
        ]

    status = Status(length=ctypes.sizeof(Status))
    told = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))  # type: ignore[attr-defined]
    return int(status.available) if told else None


def peak_memory() -> int | None:
    """Return the most memory in bytes that this process has held so far, None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * unit


def expected_memory(plan: Plan, measured_peak: int | None) -> int:
    """Return the peak of the worker's memory in bytes; it does not grow with the raster.

    measured_peak: what a check that ran the model over a few windows took; else the runtime and layers are estimated.
    """
    card = plan.card
    batch = plan.batch * plan.window_px**2 * len(card.input.bands) * 4
    whole = LIBRARY_BYTES.get(card.weights.format, LIBRARY_BYTES["keras"]) + (BATCHES_HELD + LAYERS_HELD) * batch
    if measured_peak is not None:
        whole = round(measured_peak * GROWTH)
    cache = min(int(str(GDAL_OPTIONS["GDAL_CACHEMAX"])), max(_raster_bytes(raster) for raster in plan.rasters))
    blended = 0
    if card.task == SEGMENTATION:
        most = max(len(raster.chosen) for raster in plan.rasters)
        blended = min(most, PARTS_HELD * PART_WINDOWS) * plan.window_px**2 * len(card.classes)
    return whole + cache + blended


def _raster_bytes(raster: RasterPlan) -> int:
    source = raster.grid.source
    return source.height_px * source.width_px * len(source.bands) * np.dtype(source.dtype).itemsize


def expected_disk(plan: Plan) -> int:
    """Return the most bytes that the run folder and results take on the way, close above what is left in the end."""
    return RESULTS_BYTES + sum(_disk_of(plan, raster) for raster in plan.rasters)


def _disk_of(plan: Plan, raster: RasterPlan) -> int:
    card, windows = plan.card, len(raster.chosen)
    parts = -(-windows // PART_WINDOWS) * PART_BYTES
    features = windows * FEATURE_BYTES.get(card.task, OTHER_FEATURE_BYTES)
    if card.task != SEGMENTATION:
        return parts + windows * (WINDOW_BYTES + 4 * len(card.classes)) + features
    pixels = windows * plan.window_px**2 * len(card.classes)
    blended = pixels * raster.grid.stride_share**2 * SCORE_RASTER_SHARE
    return parts + windows * WINDOW_BYTES + pixels + round(blended) + features


def expected_runtime(weights_format: str) -> str:
    """Name what runs weights of this format, with its version, without importing it."""
    names = ("onnxruntime", "onnxruntime-gpu") if weights_format == "onnx" else ("tensorflow", "tensorflow-cpu")
    for name in names:
        try:
            return f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            continue
    return names[0]


def expected_device() -> str:
    """Say what would run the model, as far as that can be told without loading it."""
    if has_nvidia_card():
        return "GPU or CPU (a measured check tells)"
    return f"CPU ({cores()} cores)"


def has_nvidia_card() -> bool:
    """Say whether this machine has the driver of an NVIDIA card."""
    return any(Path(mark).exists() for mark in NVIDIA_MARKS) or shutil.which("nvidia-smi") is not None


def cores() -> int:
    """Return the number of processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
