"""A heartbeat of the main thread: for how long it was held, the machine's other work left out."""

import gc
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from qgis.PyQt.QtCore import QObject, Qt, QTimer

BEAT_MS = 5
SCHEDULER = Path("/proc/thread-self/schedstat")


@dataclass(frozen=True)
class Gap:
    """From one beat to the next: when on the clock, and how long the thread worked and how long it was not let."""

    start_s: float
    end_s: float
    worked_ms: float
    not_let_ms: float


def not_let_ns():
    """How long this thread was ready to run while others had the processor; 0 where the system does not tell."""
    try:
        return int(SCHEDULER.read_text().split()[1])
    except OSError:
        return 0


class Companion(threading.Thread):
    """Another thread that only sleeps: where it comes late too, the machine or the interpreter was not to be had."""

    def __init__(self):
        super().__init__(name="companion", daemon=True)
        self.late = []
        self.over = threading.Event()

    def run(self):
        last = time.perf_counter()
        while not self.over.wait(BEAT_MS / 1000):
            now = time.perf_counter()
            if now - last > 2 * BEAT_MS / 1000:
                self.late.append((last, now))
            last = now

    def late_ms(self, gap):
        """How much of a gap of the main thread this thread was late, too."""
        return 1000 * sum(max(0.0, min(gap.end_s, end) - max(gap.start_s, start)) for start, end in self.late)


class Heartbeat(QObject):
    """Beats while the main thread is free. Use it in a `with` block.

    worked_ms: the longest time of the processor between two beats, which no other program can lengthen. waited_ms: the
    longest time on the clock between two beats, without what the thread could not help: the processor given to others,
    and times in which a thread that only sleeps came late as well. What the tests keep alive is not Python's to collect
    meanwhile: that would take longer than in QGIS.
    """

    def __init__(self):
        super().__init__()
        self.gaps = []
        self._companion = Companion()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def __enter__(self):
        gc.collect()
        gc.freeze()
        self._companion.start()
        self._last = time.perf_counter(), time.thread_time_ns(), not_let_ns()
        self._timer.start()
        return self

    def __exit__(self, *error):
        self._beat()
        self._timer.stop()
        self._companion.over.set()
        self._companion.join()
        gc.unfreeze()

    def _beat(self):
        now = time.perf_counter(), time.thread_time_ns(), not_let_ns()
        worked, not_let = ((new - old) / 1e6 for new, old in zip(now[1:], self._last[1:]))
        self.gaps.append(Gap(self._last[0], now[0], worked, not_let))
        self._last = now

    @property
    def worked_ms(self):
        return max(gap.worked_ms for gap in self.gaps)

    @property
    def waited_ms(self):
        return max(
            1000 * (gap.end_s - gap.start_s) - max(gap.not_let_ms, self._companion.late_ms(gap)) for gap in self.gaps
        )
