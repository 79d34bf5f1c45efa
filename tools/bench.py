"""Throughput and memory on a large raster: `make bench` writes output/bench/bench.json and prints a table.

An 8192 x 8192 JPEG-compressed GeoTIFF goes through `building-footprints` by the `tesela run` command, in a process of
its own whose memory (children included) is watched. The same model is fed windows from memory, by the same calls: in as
many streams at a time as the engine uses, and in one stream with all cores. Loading the model is left out on both
sides; it is told apart.

The speed of a shared machine drifts by more than what is measured. So all of them work in turns, a second each, while
the others stand still, and only the time in which each of them worked counts. The figures are those of the round with
the median ratio; the lowest and the highest ratio are told too.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import numpy as np
import rasterio
from affine import Affine
from rasterio.windows import Window
from tesela.engine.contract.card import read_package
from tesela.engine.contract.job import Job
from tesela.engine.contract.places import find_model
from tesela.engine.path.model import load_model
from tesela.engine.path.plan import prepare
from tesela.engine.path.reading import to_network_range
from tesela.engine.scene.draw import write_sample

SIDE_PX = 8192
STRIP_PX = 512
TURN_S = 1.0
READY = "ready\n"
MEMORY_INTERVAL_S = 0.5
ROUNDS = 3


def main() -> int:
    """Measure, print and write the figures."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="building-footprints")
    parser.add_argument("--side", type=int, default=SIDE_PX, help="pixels along each side of the raster")
    parser.add_argument("--output", type=Path, default=Path("output/bench"))
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="runs, each in turns with windows from memory")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    raster = draw_large_raster(options.output, options.side)
    figures = measure(raster, options.model, options.output, options.rounds)
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


def measure(raster: Path, model: str, folder: Path, rounds: int) -> dict[str, Any]:
    """Return the figures of the round with the median ratio; in each, a run and windows from memory take turns."""
    plan = prepare(Job((str(raster),), model, str(folder / "unused")), lambda _: None)
    windows, megapixels = len(plan.rasters[0].chosen), plan.rasters[0].megapixels
    measured = []
    with Feeder(raster, model, plan.batch, True) as streams, Feeder(raster, model, plan.batch, False) as one:
        for _ in range(rounds):
            with TemporaryDirectory(prefix="run-", dir=folder) as output:
                measured.append(run_command(raster, model, Path(output), windows, (streams, one)))
    measured.sort(key=lambda run: run.ratio)
    run, card = measured[len(measured) // 2], read_package(find_model(model)).card
    in_streams_s, in_one_s = run.fed_s
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "raster": f"{raster.name}, {megapixels:.1f} megapixels, JPEG in 512 px tiles",
        "model": f"{card.id} {card.version}",
        "device": run.done["device"],
        "runtime": run.done["runtime"],
        "cores": os.cpu_count(),
        "windows": windows,
        "batch": plan.batch,
        "features": run.done["features"],
        "rounds": rounds,
        "from_memory_s": round(in_one_s, 2),
        "from_memory_in_streams_s": round(in_streams_s, 2),
        "end_to_end_s": round(run.working_s, 2),
        "loading_s": round(run.loading_s, 2),
        "process_s": round(run.process_s, 2),
        "end_to_end_megapixels_per_s": round(megapixels / run.working_s, 3),
        "ratio_to_memory": round(in_one_s / run.working_s, 3),
        "ratio_to_memory_in_streams": round(run.ratio, 3),
        "ratios_to_memory_in_streams": [round(run.ratio, 3) for run in measured],
        "peak_memory_mb": round(max(run.peak_bytes for run in measured) / 1e6),
    }


class Participant:
    """A process that works in turns with others; `stood_s` is for how long it stood still with work before it."""

    def __init__(self, command: list[str]):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ended, self.stood_s = threading.Event(), 0.0
        self._since: float | None = None

    def stand(self) -> None:
        """Stop it where it is."""
        self.process.send_signal(signal.SIGSTOP)
        self._since = time.perf_counter()

    def go_on(self) -> None:
        """Let it work."""
        # Where it had ended just before it was stopped, no work stood still.
        if self._since is not None and not self.ended.is_set():
            self.stood_s += time.perf_counter() - self._since
        self.process.send_signal(signal.SIGCONT)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End it, also where it stands still."""
        self.process.kill()
        self.process.communicate()


def take_turns(participants: Sequence[Participant]) -> None:
    """Let participants that stand still work one after the other, until all have ended their work."""
    try:
        while waiting := [each for each in participants if not each.ended.is_set()]:
            for participant in waiting:
                participant.go_on()
                participant.ended.wait(TURN_S)
                participant.stand()
    except BaseException:
        for participant in participants:
            participant.process.kill()
        raise
    for participant in participants:
        participant.go_on()


class Feeder(Participant):
    """A process that holds the model and a few windows in memory, and feeds them to it when asked."""

    def __init__(self, raster: Path, model: str, batch: int, in_streams: bool):
        super().__init__([sys.executable, __file__, "--feed", str(raster), model, str(batch), str(int(in_streams))])

    def ask(self, windows: int) -> None:
        """Give it windows to feed; its clock starts when it goes on."""
        self.stand()
        self.ended.clear()
        self.stood_s, self._since = 0.0, None
        print(windows, file=self.process.stdin, flush=True)

    def answer(self) -> float:
        """Return the seconds that the model alone took for them."""
        assert self.process.stdout is not None
        try:
            return float(self.process.stdout.readline()) - self.stood_s
        finally:
            self.ended.set()

    def __enter__(self) -> Self:
        """Wait until its model is loaded and warm."""
        assert self.process.stdout is not None
        if self.process.stdout.readline() != READY:
            self.__exit__()
            raise SystemExit("The model could not be loaded to be fed from memory; what it said stands above.")
        return self


def feed_when_asked(raster: Path, model_name: str, batch: int, in_streams: bool) -> None:
    """Score as many windows as each line of standard input says, cut from the raster once, and print the seconds.

    The first batches warm up and do not count.
    """
    if not in_streams:
        os.environ["TESELA_STREAMS"] = "1"
    package = read_package(find_model(model_name))
    size = package.card.window_px
    model = load_model(package, size)
    with rasterio.open(raster) as source:
        pixels = source.read(window=Window(0, 0, size * batch, size))
    windows = np.stack(np.split(np.moveaxis(pixels, 0, -1), batch, axis=1))
    stack = to_network_range(windows, package.card.input, None)
    with ThreadPoolExecutor(model.streams) as threads:
        list(threads.map(model.score, [stack] * model.streams))
        print(READY, end="", flush=True)
        for line in sys.stdin:
            batches = [stack[: min(batch, int(line) - first)] for first in range(0, int(line), batch)]
            started = time.perf_counter()
            list(threads.map(model.score, batches))
            print(time.perf_counter() - started, flush=True)


@dataclass(frozen=True)
class Run:
    """What a run of the command took, and how long the same number of windows took each feeder, in turns with it.

    process_s: from its start to its end. working_s: from pixels to polygons, without starting Python and loading.
    """

    process_s: float
    loading_s: float
    working_s: float
    fed_s: tuple[float, ...]
    peak_bytes: int
    done: dict[str, Any]

    @property
    def ratio(self) -> float:
        """Its throughput as a share of that of the first feeder."""
        return self.fed_s[0] / self.working_s


def run_command(raster: Path, model: str, output: Path, windows: int, feeders: Sequence[Feeder]) -> Run:
    """Run `tesela run` and time it, in turns with the feeders from when its model is loaded."""
    start = Path(sys.executable).parent / "tesela"
    started = time.perf_counter()
    with Participant([str(start), "run", str(raster), "--model", model, "--output", str(output), "--json"]) as run:
        peak = [0]
        threading.Thread(target=_watch, args=(run.process, peak), daemon=True).start()
        events = _events(run)
        begun, loaded = (next(at for at, event in events if event.get("stage") == "load") for _ in range(2))
        run.stand()
        for feeder in feeders:
            feeder.ask(windows)
        with ThreadPoolExecutor() as threads:
            rest = threads.submit(list, events)
            fed = [threads.submit(feeder.answer) for feeder in feeders]
            take_turns([run, *feeders])
        ended, done = rest.result()[-1]
    return Run(
        process_s=ended - started - run.stood_s,
        loading_s=loaded - begun,
        working_s=done["seconds"] - (loaded - begun) - run.stood_s,
        fed_s=tuple(each.result() for each in fed),
        peak_bytes=peak[0],
        done=done,
    )


def _events(run: Participant) -> Iterator[tuple[float, dict[str, Any]]]:
    """Give the events of a run, and when each came, until it has ended; SystemExit where it did not end well."""
    assert run.process.stdout is not None
    event: dict[str, Any] = {}
    try:
        for line in run.process.stdout:
            event = json.loads(line)
            if event["event"] == "done":
                run.ended.set()
            yield time.perf_counter(), event
    finally:
        run.ended.set()
    if run.process.wait() or event.get("event") != "done":
        raise SystemExit(f"The run did not end well: {event}")


def _watch(process: subprocess.Popen[str], peak: list[int]) -> None:
    """Keep the sum of the peaks of a process and its descendants, each of which the system remembers by itself."""
    while process.poll() is None:
        peak[0] = max(peak[0], sum(_peak_bytes(pid) for pid in _family(process.pid)))
        time.sleep(MEMORY_INTERVAL_S)


def _family(pid: int) -> list[int]:
    """Return the process and its descendants, as Linux lists them."""
    try:
        tasks = Path(f"/proc/{pid}/task")
        children = [int(c) for task in tasks.iterdir() for c in (task / "children").read_text().split()]
    except OSError:
        return [pid]
    return [pid, *(member for child in children for member in _family(child))]


def _peak_bytes(pid: int) -> int:
    """Return the most memory that a process ever held, 0 where it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    held = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return 1024 * int(held[1]) if held else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--feed"]:
        feed_when_asked(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), sys.argv[5] == "1")
    else:
        sys.exit(main())
