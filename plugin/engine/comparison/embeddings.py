"""Embeddings of samples by several encoders: only those that are needed, each computed once and kept on disk."""

from __future__ import annotations

import hashlib
import re
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from .encoders import BATCH, Encoder
from .watch import Watch

Floats = NDArray[np.float32]


@dataclass
class _Kept:
    vectors: NDArray[np.float16]
    known: NDArray[np.bool_]
    computed: int = 0
    reused: int = 0
    seconds: float = 0.0


@dataclass
class Embeddings:
    """Embeddings of `images` (n, window, window, 3) uint8, as float16, in `folder` (None keeps them in memory only).

    A file belongs to one encoder (by the checksum of its weights) and one set of images (by theirs).
    """

    images: NDArray[np.uint8]
    folder: Path | None
    watch: Watch
    _kept: dict[str, _Kept] = field(default_factory=dict)
    _images_digest: str = ""

    def take(self, encoder: Encoder, indices: NDArray[np.int64]) -> Floats:
        """Return the embeddings (len(indices), length) of some samples; those not known yet are computed."""
        kept = self._kept.get(encoder.digest)
        if kept is None:
            kept = self._kept[encoder.digest] = self._open(encoder)
        wanted = np.unique(indices)
        missing = wanted[~kept.known[wanted]] if kept.vectors.size else wanted
        kept.reused += len(wanted) - len(missing)
        if len(missing):
            self._compute(encoder, kept, missing)
            self._save(encoder, kept)
        return kept.vectors[indices].astype(np.float32)

    def account(self, encoder: Encoder) -> dict[str, float | int]:
        """Say how many embeddings of an encoder were computed here, how many came from the folder, and the seconds."""
        kept = self._kept.get(encoder.digest)
        if kept is None:
            return {"computed": 0, "seconds": 0.0}
        return {"computed": kept.computed, "seconds": round(kept.seconds, 2)}

    def _compute(self, encoder: Encoder, kept: _Kept, missing: NDArray[np.int64]) -> None:
        started = time.monotonic()
        with tqdm(total=len(missing), unit=" windows", desc=encoder.name, mininterval=2, disable=None) as bar:
            for start in range(0, len(missing), BATCH):
                self.watch.check()
                chosen = missing[start : start + BATCH]
                vectors = encoder.embed(self.images[chosen])
                if not kept.vectors.size:
                    kept.vectors = np.zeros((len(self.images), vectors.shape[1]), np.float16)
                kept.vectors[chosen], kept.known[chosen] = vectors, True
                bar.update(len(chosen))
        kept.computed += len(missing)
        kept.seconds += time.monotonic() - started

    def _path(self, encoder: Encoder) -> Path | None:
        if self.folder is None:
            return None
        if not self._images_digest:
            self._images_digest = hashlib.sha256(np.ascontiguousarray(self.images).data).hexdigest()
        name = re.sub(r"[^a-z0-9.]+", "-", encoder.name.lower()).strip("-")
        key = hashlib.sha256(f"{encoder.digest} {self._images_digest}".encode()).hexdigest()[:12]
        return self.folder / f"{name}-{key}.npz"

    def _open(self, encoder: Encoder) -> _Kept:
        path = self._path(encoder)
        if path is not None and path.is_file():
            try:
                with np.load(path) as stored:
                    vectors, known = stored["vectors"], stored["known"]
                if len(vectors) == len(known) == len(self.images):
                    return _Kept(vectors, known)
                problem = "it holds another number of windows"
            except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
                problem = str(error)
            self.watch.say(f"{path} cannot be used ({problem}); its embeddings are computed again.")
        return _Kept(np.zeros((0, 0), np.float16), np.zeros(len(self.images), bool))

    def _save(self, encoder: Encoder, kept: _Kept) -> None:
        path = self._path(encoder)
        if path is None:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.part")
        try:
            with temporary.open("wb") as file:
                np.savez(file, vectors=kept.vectors, known=kept.known)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
