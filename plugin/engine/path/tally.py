"""Counts what a run has done so far and tells it: windows, speed, time left, candidates, problems."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from scipy import ndimage

from ..contract.card import MULTI_LABEL, REGRESSION, ModelCard
from ..contract.events import Event, Found, Progress, Warning
from .batches import Batch, PartRead
from .reading import Status

EVENT_INTERVAL_S = 0.2


class Tally:
    """Progress of the scoring of all rasters; emits at most a few events a second."""

    def __init__(self, emit: Callable[[Event], None], card: ModelCard, total: int, thresholds: tuple[float, ...]):
        self._emit, self._card, self._total, self._thresholds = emit, card, total, thresholds
        self._started = self._last_event = time.monotonic()
        self._done = self._scored_here = self._found = 0
        self._megapixels = 0.0
        self._failed: list[tuple[int, str]] = []
        self._damaged: list[tuple[int, str]] = []
        self.first_problem = ""

    @property
    def megapixels_per_s(self) -> float:
        """Megapixels of the rasters covered a second since scoring began, resumed parts left out."""
        return self._megapixels / max(1e-6, time.monotonic() - self._started)

    def begin_raster(self, path: str, megapixels: float, windows: int) -> None:
        """Start counting a raster of which `windows` are chosen, standing for so many megapixels."""
        self._path, self._per_window = path, megapixels / max(1, windows)
        self._failed, self._damaged = [], []

    def skip(self, windows: int) -> None:
        """Count windows that an earlier try has scored."""
        self._done += windows

    def scored(self, batch: Batch, scores: np.ndarray) -> None:
        """Count a scored batch and the candidates in it; of labels and values every scored window is one."""
        self._advance(len(batch.indices))
        if self._card.task in (MULTI_LABEL, REGRESSION):
            self._found += len(batch.indices)
        else:
            for number in self._card.foreground:
                self._found += self._count(scores[..., number], batch.valid, self._thresholds[number])
        self._tell()

    def ended(self, part: PartRead) -> None:
        """Count the windows of a part that were not scored, and remember its problems."""
        lost = (part.statuses == Status.FAILED) | (part.statuses == Status.WITHOUT_DATA)
        self._advance(int(lost.sum()))
        failed = {int(i) for i in part.indices[part.statuses == Status.FAILED]}
        for index, problem in part.problems.items():
            self.first_problem = self.first_problem or problem
            (self._failed if index in failed else self._damaged).append((index, problem))
        self._tell()

    def end_raster(self) -> None:
        """Tell the problems of the raster, each kind in one sentence."""
        self._tell(force=True)
        for listed, what in (
            (self._failed, "could not be read and hold no results"),
            (self._damaged, "have damaged blocks; those count as no data, the rest was processed"),
        ):
            if listed:
                numbers = ", ".join(str(index) for index, _ in listed[:8]) + (", …" if len(listed) > 8 else "")
                self._emit(
                    Warning(f"{self._path}: {len(listed)} windows {what} (windows {numbers}; first: {listed[0][1]}).")
                )

    def _advance(self, windows: int) -> None:
        self._done += windows
        self._scored_here += windows
        self._megapixels += windows * self._per_window

    def _count(self, scores: np.ndarray, valid: np.ndarray, threshold: float) -> int:
        if scores.ndim == 1:
            return int((scores >= threshold).sum())
        quarter = scores.shape[1] // 8
        core = np.s_[:, quarter:-quarter:4, quarter:-quarter:4]
        return int(ndimage.label((scores[core] >= threshold) & valid[core], structure=WITHIN_WINDOW)[1])

    def _tell(self, force: bool = False) -> None:
        now = time.monotonic()
        if not force and now - self._last_event < EVENT_INTERVAL_S:
            return
        self._last_event = now
        elapsed = now - self._started
        left = elapsed / self._scored_here * (self._total - self._done) if self._scored_here else None
        self._emit(Progress("score", self._done, self._total, round(self.megapixels_per_s, 3), left))
        self._emit(Found(self._found))


WITHIN_WINDOW = np.zeros((3, 3, 3), bool)
WITHIN_WINDOW[1, 1, :] = WITHIN_WINDOW[1, :, 1] = True
