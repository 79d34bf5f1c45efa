"""Throughput and memory on a large raster: `make bench` writes output/bench/bench.json and prints a table.

An 8192 x 8192 JPEG-compressed GeoTIFF goes through `building-footprints` by the `tesela run` command, in a process of
its own whose memory (children included) is sampled. Before and after it the same model is fed the same number of
windows from memory, in the same batches, so that the ratio holds on a machine whose speed drifts: once batch after
batch, as TensorFlow runs by itself, and once in as many streams at a time as the engine uses. Loading the model is left
out on both sides; it is told apart.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from affine import Affine
from rasterio.windows import Window
from tesela.engine.contract.card import read_package
from tesela.engine.contract.job import Job
from tesela.engine.contract.places import find_model
from tesela.engine.path.model import load_model
from tesela.engine.path.plan import prepare
from tesela.engine.scene.draw import write_sample

SIDE_PX = 8192
STRIP_PX = 512
MEMORY_INTERVAL_S = 0.05


def main() -> int:
    """Measure, print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="building-footprints")
    parser.add_argument("--side", type=int, default=SIDE_PX, help="pixels along each side of the raster")
    parser.add_argument("--output", type=Path, default=Path("output/bench"))
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    raster = draw_large_raster(options.output, options.side)
    figures = measure(raster, options.model, options.output)
    text = json.dumps(figures, indent=1)
    (options.output / "bench.json").write_text(text + "\n", encoding="utf-8")
    print(text)
    return 0


def draw_large_raster(folder: Path, side_px: int) -> Path:
    """Fill a JPEG-compressed, tiled GeoTIFF with copies of the sample scene; keep one that is already there."""
    path = folder / f"large-{side_px}.tif"
    if path.exists():
        return path
    scene, _ = write_sample(folder / "scene")
    with rasterio.open(scene) as source:
        pixels, transform, crs = source.read([1, 2, 3]), source.transform, source.crs
    height, width = pixels.shape[1:]
    middle = pixels[:, height // 8 : -(height // 8), width // 8 : -(width // 8)]
    temporary = path.with_suffix(".partial.tif")
    layout: dict[str, Any] = {
        "driver": "GTiff",
        "height": side_px,
        "width": side_px,
        "count": 3,
        "dtype": "uint8",
        "crs": crs,
        "transform": Affine(transform.a, 0, transform.c, 0, transform.e, transform.f),
        "tiled": True,
        "compress": "jpeg",
        "photometric": "ycbcr",
        "blockxsize": 512,
        "blockysize": 512,
    }
    with rasterio.open(temporary, "w", **layout) as target:
        for top in range(0, side_px, STRIP_PX):
            rows = (np.arange(top, min(top + STRIP_PX, side_px))) % middle.shape[1]
            cols = np.arange(side_px) % middle.shape[2]
            target.write(middle[:, rows][:, :, cols], window=Window(0, top, side_px, len(rows)))
    temporary.replace(path)
    return path


def measure(raster: Path, model: str, folder: Path) -> dict[str, Any]:
    """Return the figures of one end-to-end run between two runs from memory."""
    plan = prepare(Job((str(raster),), model, str(folder / "unused")), lambda _: None)
    windows = len(plan.rasters[0].chosen)
    megapixels = plan.rasters[0].megapixels
    halves = (windows // 2, windows - windows // 2)
    alone_s = streams_s = 0.0
    alone_s += feed_from_memory(raster, model, halves[0], plan.batch, in_streams=False)
    streams_s += feed_from_memory(raster, model, halves[0], plan.batch, in_streams=True)
    output = folder / f"run-{os.getpid()}"
    seconds, peak_bytes, events = run_command(raster, model, output)
    alone_s += feed_from_memory(raster, model, halves[1], plan.batch, in_streams=False)
    streams_s += feed_from_memory(raster, model, halves[1], plan.batch, in_streams=True)
    done = events[-1][1]
    loading_s = next(at for at, event in events if event.get("stage") == "score") - next(
        at for at, event in events if event.get("stage") == "load"
    )
    working_s = done["seconds"] - loading_s
    card = read_package(find_model(model)).card
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "raster": f"{raster.name}, {megapixels:.1f} megapixels, JPEG in 512 px tiles",
        "model": f"{card.id} {card.version}",
        "device": done["device"],
        "runtime": done["runtime"],
        "cores": os.cpu_count(),
        "windows": windows,
        "features": done["features"],
        "from_memory_s": round(alone_s, 2),
        "from_memory_in_streams_s": round(streams_s, 2),
        "end_to_end_s": round(working_s, 2),
        "loading_s": round(loading_s, 2),
        "process_s": round(seconds, 2),
        "end_to_end_megapixels_per_s": round(megapixels / working_s, 3),
        "ratio_to_memory": round(alone_s / working_s, 3),
        "ratio_to_memory_in_streams": round(streams_s / working_s, 3),
        "ratio_to_memory_with_loading": round(alone_s / seconds, 3),
        "peak_memory_mb": round(peak_bytes / 1e6),
    }


def feed_from_memory(raster: Path, model: str, windows: int, batch: int, in_streams: bool) -> float:
    """Return the seconds that the model alone takes for that many windows, in a process of its own."""
    command = [sys.executable, __file__, "--feed", str(raster), model, str(windows), str(batch), str(int(in_streams))]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1])


def feed(raster: Path, model_name: str, windows: int, batch: int, in_streams: bool) -> float:
    """Score windows cut from the raster once and held in memory; the first batches warm up and do not count."""
    if not in_streams:
        os.environ["TESELA_STREAMS"] = "1"
    package = read_package(find_model(model_name))
    size = package.card.window_px
    model = load_model(package, size)
    with rasterio.open(raster) as source:
        pixels = source.read(window=Window(0, 0, size * batch, size))
    stack = np.stack([pixels[:, :, i * size : (i + 1) * size] for i in range(batch)])
    stack = np.moveaxis(stack, 1, -1).astype(np.float32) / 127.5 - 1
    batches = [stack[: min(batch, windows - first)] for first in range(0, windows, batch)]
    with ThreadPoolExecutor(model.streams) as threads:
        list(threads.map(model.score, [stack] * model.streams))
        started = time.perf_counter()
        list(threads.map(model.score, batches))
        return time.perf_counter() - started


def run_command(raster: Path, model: str, output: Path) -> tuple[float, int, list[tuple[float, dict[str, Any]]]]:
    """Run `tesela run`; return its wall seconds, the peak memory of its processes together, and its timed events."""
    start = Path(sys.executable).parent / "tesela"
    command = [str(start), "run", str(raster), "--model", model, "--output", str(output), "--json"]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = [0]
    watch = threading.Thread(target=_watch, args=(process, peak))
    watch.start()
    assert process.stdout is not None
    events = [(time.perf_counter(), json.loads(line)) for line in process.stdout]
    process.wait()
    watch.join()
    if events[-1][1]["event"] != "done":
        raise SystemExit(f"The run did not end well: {events[-1][1]}")
    return time.perf_counter() - started, peak[0], events


def _watch(process: subprocess.Popen[str], peak: list[int]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(_resident_bytes(pid) for pid in _family(process.pid)))
        time.sleep(MEMORY_INTERVAL_S)


def _family(pid: int) -> list[int]:
    """Return the process and its descendants, as Linux lists them."""
    try:
        tasks = Path(f"/proc/{pid}/task")
        children = [int(c) for task in tasks.iterdir() for c in (task / "children").read_text().split()]
    except OSError:
        return [pid]
    return [pid, *(member for child in children for member in _family(child))]


def _resident_bytes(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--feed"]:
        print(feed(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), sys.argv[6] == "1"))
    else:
        sys.exit(main())
