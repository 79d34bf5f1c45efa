"""Write finished parts, and blend them as they come, in a thread of its own: the model never waits for a disk."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, fields

import numpy as np

from ..contract.card import MULTI_LABEL, REGRESSION, SEGMENTATION, ModelCard
from .batches import Batch, PartRead
from .blend import ScoreBlender
from .scoregrid import ScoreGrid
from .scores import PART_WINDOWS, Part, RunFolder, quantise
from .singlecolour import single_colour
from .windows import WindowGrid

PARTS_BEHIND = 3


@dataclass(frozen=True)
class ScoredBatch:
    """What a part keeps of a batch, columns of the same length named as in scores.Part; the pixels are let go."""

    scored: np.ndarray
    scores: np.ndarray
    centre_valid: np.ndarray
    embeddings: np.ndarray | None
    data_share: np.ndarray | None
    single_colour: np.ndarray | None


class PartWriter:
    """Collects the scores of one raster into parts; errors of its thread are raised by the next call."""

    def __init__(
        self, card: ModelCard, raster: int, grid: ScoreGrid, windows: WindowGrid, chosen: np.ndarray, run: RunFolder
    ):
        self._card, self._raster, self._grid, self._run = card, raster, grid, run
        self._batches: list[ScoredBatch] = []
        self._thread = ThreadPoolExecutor(1, "part-writer")
        self._behind: deque[Future[None]] = deque()
        self._chosen_count = len(chosen)
        self._blender: ScoreBlender | None = None
        if card.task == SEGMENTATION and not run.has_score_raster(raster):
            self._blender = ScoreBlender(run, raster, grid, windows, chosen, len(card.classes))

    def add(self, batch: Batch, scores: np.ndarray, embeddings: np.ndarray | None) -> None:
        """Take the scores of a batch; they belong to the part that the next `end_part` names."""
        task = self._card.task
        scores = quantise(scores, batch.valid) if task == SEGMENTATION else np.asarray(scores, np.float32)
        shares = flagged = None
        if task in (MULTI_LABEL, REGRESSION):
            shares = batch.valid.mean(axis=(1, 2), dtype=np.float32)
        if task == REGRESSION:
            low, high = self._card.input.network_range
            flagged = single_colour(batch.pixels, batch.valid, high - low)
        self._batches.append(ScoredBatch(batch.indices, scores, batch.centre_valid, embeddings, shares, flagged))

    def end_part(self, read: PartRead) -> None:
        """Send the part off to be written and blended."""
        batches, self._batches = self._batches, []
        self._behind.append(self._thread.submit(self._write, read, batches))
        while len(self._behind) > PARTS_BEHIND:
            self._behind.popleft().result()

    def finish(self) -> None:
        """Wait until all is written and give the score raster its final name."""
        while self._behind:
            self._behind.popleft().result()
        self._thread.shutdown()
        if self._blender is not None:
            self._blender.advance(self._chosen_count)
            self._blender.finish()
            if not self._run.counts(self._raster)["failed"]:
                self._run.drop_parts(self._raster)

    def abandon(self) -> None:
        """Stop after the part being written; finished parts stay, an unfinished score raster goes."""
        self._thread.shutdown(cancel_futures=True)
        if self._blender is not None:
            self._blender.abandon()

    def _write(self, read: PartRead, batches: list[ScoredBatch]) -> None:
        part = self._assemble(read, batches)
        self._run.write_part(self._raster, read.part, part)
        if self._blender is not None:
            self._blender.keep(read.part, part)
            self._blender.advance(self._finished_in_order(read.part))

    def _finished_in_order(self, part: int) -> int:
        """Return how many chosen windows are done from the first on; parts come in order, resumed ones lie between."""
        following = part + 1
        while (self._raster, following) in self._run.finished:
            following += 1
        return min(following * PART_WINDOWS, self._chosen_count)

    def _assemble(self, read: PartRead, batches: list[ScoredBatch]) -> Part:
        columns = {
            field.name: [getattr(batch, field.name) for batch in batches or [self._nothing()]] for field in COLUMNS
        }
        whole = {name: np.concatenate(arrays) for name, arrays in columns.items() if arrays[0] is not None}
        return Part(indices=read.indices, statuses=read.statuses, **whole)

    def _nothing(self) -> ScoredBatch:
        """Return what a part without any scored window holds."""
        task, size, classes = self._card.task, self._grid.window_px, len(self._card.classes)
        shape: tuple[int, ...] = (0, 1) if task == REGRESSION else (0, classes)
        kind: type[np.generic] = np.float32
        if task == SEGMENTATION:
            shape, kind = (0, size, size, classes), np.uint8
        shares = np.empty(0, np.float32) if task in (MULTI_LABEL, REGRESSION) else None
        flagged = np.empty(0, bool) if task == REGRESSION else None
        return ScoredBatch(np.empty(0, np.int64), np.empty(shape, kind), np.empty(0, bool), None, shares, flagged)


COLUMNS = fields(ScoredBatch)
