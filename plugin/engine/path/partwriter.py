"""Write finished parts, and blend them as they come, in a thread of its own: the model never waits for a disk."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np

from ..contract.card import ModelCard
from .batches import Batch, PartRead
from .blend import ScoreBlender
from .scoregrid import ScoreGrid
from .scores import PART_WINDOWS, Part, RunFolder, quantise
from .windows import WindowGrid

PARTS_BEHIND = 3


class PartWriter:
    """Collects the scores of one raster into parts; errors of its thread are raised by the next call."""

    def __init__(
        self, card: ModelCard, raster: int, grid: ScoreGrid, windows: WindowGrid, chosen: np.ndarray, run: RunFolder
    ):
        self._card, self._raster, self._grid, self._run = card, raster, grid, run
        self._batches: list[tuple[Batch, np.ndarray, np.ndarray | None]] = []
        self._thread = ThreadPoolExecutor(1, "part-writer")
        self._behind: deque[Future[None]] = deque()
        self._chosen_count = len(chosen)
        self._blender: ScoreBlender | None = None
        if card.task == "segmentation" and not run.has_score_raster(raster):
            self._blender = ScoreBlender(run, raster, grid, windows, chosen, len(card.classes))

    def add(self, batch: Batch, scores: np.ndarray, embeddings: np.ndarray | None) -> None:
        """Take the scores of a batch; they belong to the part that the next `end_part` names."""
        if self._card.task == "segmentation":
            scores = quantise(scores, batch.valid)
        self._batches.append((batch, scores, embeddings))

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

    def _write(self, read: PartRead, batches: list[tuple[Batch, np.ndarray, np.ndarray | None]]) -> None:
        self._run.write_part(self._raster, read.part, self._assemble(read, batches))
        if self._blender is not None:
            self._blender.advance(self._finished_in_order(read.part))

    def _finished_in_order(self, part: int) -> int:
        """Return how many chosen windows are done from the first on; parts come in order, resumed ones lie between."""
        following = part + 1
        while (self._raster, following) in self._run.finished:
            following += 1
        return min(following * PART_WINDOWS, self._chosen_count)

    def _assemble(self, read: PartRead, batches: list[tuple[Batch, np.ndarray, np.ndarray | None]]) -> Part:
        classes, size = len(self._card.classes), self._grid.window_px
        if not batches:
            masks = self._card.task == "segmentation"
            none = np.empty((0, size, size, classes), np.uint8) if masks else np.empty((0, classes), np.float32)
            return Part(read.indices, read.statuses, np.empty(0, np.int64), none, np.empty(0, bool))
        embeddings = [kept for _, _, kept in batches if kept is not None]
        return Part(
            indices=read.indices,
            statuses=read.statuses,
            scored=np.concatenate([batch.indices for batch, _, _ in batches]),
            scores=np.concatenate([scores for _, scores, _ in batches]),
            centre_valid=np.concatenate([batch.centre_valid for batch, _, _ in batches]),
            embeddings=np.concatenate(embeddings) if embeddings else None,
        )
