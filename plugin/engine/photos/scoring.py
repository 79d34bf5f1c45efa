"""The scores of a run's photographs: those that the journal keeps, and those that are computed now."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, wait
from contextlib import closing
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ..contract.errors import RunCancelled
from ..contract.events import Emit, IsCancelled, Note, Progress
from ..path.batches import Batch
from ..path.model import Model
from ..path.pipeline import LOADER_THREAD, Load, score_in_streams
from ..path.reading import to_network_range
from ..path.scores import RunFolder
from .journal import KeptScores, Key, ScoreJournal, key_of
from .plan import BANDS, PhotoPlan
from .reading import STOP_INTERVAL_S, ReadPhoto, read_ahead

BATCH_PHOTOS = 8
EVENT_INTERVAL_S = 0.2


class Scoring:
    """Knows of every photograph of a plan whether it is scored, missing or unreadable (numbers into plan.photos)."""

    def __init__(self, plan: PhotoPlan, run_folder: RunFolder, emit: Emit, cancelled: IsCancelled):
        self.plan, self.run_folder = plan, run_folder
        self._emit, self._cancelled = emit, cancelled
        file = run_folder.path / f"photos-{plan.scoring_digest[:12]}.jsonl"
        self.journal = ScoreJournal.open(file, len(plan.card.classes))
        self._keys: list[Key | None] = []
        for path in plan.photos:
            self.stop_if_cancelled()
            self._keys.append(key_of(path))
        self.missing = {number: str(plan.photos[number]) for number, key in enumerate(self._keys) if key is None}
        self.unreadable: dict[int, str] = {}
        self.seconds = 0.0
        self._shown: dict[int, float] = {}
        self._last_event = 0.0

    def stop_if_cancelled(self) -> None:
        """Raise RunCancelled where a person asked for it, saying what is kept."""
        if self._cancelled():
            raise RunCancelled(
                f"Cancelled. The scores of {len(self.journal.kept)} photographs are kept in {self.run_folder.path}; "
                "run the same job again to go on from there."
            )

    def scored(self) -> list[int]:
        """Return the numbers of the photographs that have scores."""
        return [number for number in range(len(self._keys)) if self._kept(number) is not None]

    def without_scores(self) -> dict[int, str]:
        """Return the photographs that are there and have no scores."""
        numbers = set(range(len(self._keys))) - set(self.scored()) - set(self.missing)
        return {number: str(self.plan.photos[number]) for number in sorted(numbers)}

    def scores_of_rows(self) -> NDArray[np.float32]:
        """Return the scores (n, classes) of the rows, NaN where a row's photograph has none."""
        scores = np.full((len(self.plan.layer), len(self.plan.card.classes)), np.nan, np.float32)
        for row, number in enumerate(self.plan.photo_of_row.tolist()):
            kept = self._kept(number) if number >= 0 else None
            if kept is not None:
                scores[row] = kept.scores
        return scores

    def shown_less_than(self, share: float) -> int:
        """Return of how many photographs the model was shown less than this share."""
        kept = [self._kept(number) for number in range(len(self._keys))]
        return sum(one is not None and one.shown < share for one in kept)

    def score_what_is_missing(self, load: Load) -> None:
        """Read and score what the journal does not hold; the model is loaded once a photograph was read."""
        todo = [number for number in range(len(self._keys)) if number not in self.missing and not self._kept(number)]
        before = len(self._keys) - len(self.missing) - len(todo)
        if before:
            self._emit(Note(f"{before} photographs were scored by this model before; their scores are used again."))
        started = time.monotonic()
        paths = ((number, self.plan.photos[number]) for number in todo)
        with closing(read_ahead(paths, self.plan.card.window_px, self.stop_if_cancelled)) as photos:
            batches = self._batches(photos)
            first = next(batches, None)
            if first is not None:
                model = self._load_model(load)
                self.journal.say_what_runs(model.device, model.runtime)
                started = time.monotonic()
                with closing(score_in_streams(model, chain([first], batches))) as scored:
                    for batch, scores, _ in scored:
                        self._keep(batch.indices, scores)
                        self._tell(started, before + len(self.missing))
        self.seconds = time.monotonic() - started
        self._tell(started, before + len(self.missing), force=True)

    def _kept(self, number: int) -> KeptScores | None:
        key = self._keys[number]
        return self.journal.kept.get(key) if key is not None else None

    def _batches(self, photos: Iterator[ReadPhoto]) -> Iterator[Batch]:
        """Gather photographs into batches for the model; those that cannot be read are noted down."""
        waiting: list[ReadPhoto] = []
        for read in photos:
            if read.photo is None:
                self.unreadable[read.number] = read.problem
                continue
            self._shown[read.number] = read.photo.shown
            waiting.append(read)
            if len(waiting) == BATCH_PHOTOS:
                yield self._stack(waiting)
                waiting = []
        if waiting:
            yield self._stack(waiting)

    def _stack(self, reads: list[ReadPhoto]) -> Batch:
        """Return a batch of BATCH_PHOTOS, the last one filled up, so that scores never depend on what else is in it."""
        wanted, side = self.plan.card.input, self.plan.card.window_px
        pixels = np.zeros((BATCH_PHOTOS, side, side, len(wanted.bands)), np.uint8)
        order = [BANDS.index(band) for band in wanted.bands]
        for place, read in zip(pixels, reads, strict=False):
            assert read.photo is not None
            place[:] = read.photo.pixels[..., order]
        nothing = np.empty(0, bool)
        return Batch(
            np.array([read.number for read in reads]), to_network_range(pixels, wanted, None), nothing, nothing
        )

    def _load_model(self, load: Load) -> Model:
        """Load the model in a thread that is left alone on a cancel: importing a framework takes seconds."""
        self._emit(Progress("load", 0, 1))
        loading: Future[Model] = Future()

        def work() -> None:
            try:
                loading.set_result(load(self.plan.package, self.plan.card.window_px, False))
            except BaseException as error:  # noqa: BLE001 (raised again by result())
                loading.set_exception(error)

        threading.Thread(target=work, name=LOADER_THREAD, daemon=True).start()
        while not wait([loading], STOP_INTERVAL_S).done:
            self.stop_if_cancelled()
        model = loading.result()
        card = self.plan.card
        self._emit(Note(f"{card.name} {card.version} runs on {model.device} with {model.runtime}."))
        return model

    def _keep(self, numbers: NDArray[np.int64], scores: NDArray[np.floating]) -> None:
        kept = []
        for number, row in zip(numbers.tolist(), scores[: len(numbers)], strict=True):
            key = self._keys[number]
            assert key is not None
            kept.append((key, KeptScores(row.astype(np.float32), self._shown.pop(number))))
        self.journal.add(kept)

    def _tell(self, started: float, before: int, force: bool = False) -> None:
        now = time.monotonic()
        if not force and now - self._last_event < EVENT_INTERVAL_S:
            return
        self._last_event = now
        done = len(self.scored()) + len(self.missing) + len(self.unreadable)
        here, left = done - before, len(self._keys) - done
        seconds_left = (now - started) / here * left if here > 0 else None
        self._emit(Progress("score", done, len(self._keys), None, seconds_left))
