"""The errors that Tesela raises on purpose: one root, one sentence each.

Every message says what happened, where, and what to do about it, because a person reads it as it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar


class TeselaError(Exception):
    """Root of every error whose message is meant for a person.

    in_words: makes of the English message what is shown. The shell sets it to the language of QGIS; the worker and the
    command line leave it alone. `args` keeps the English.
    """

    in_words: ClassVar[Callable[[str], str]] = staticmethod(str)

    def __str__(self) -> str:
        return TeselaError.in_words(super().__str__())


class JobError(TeselaError):
    """The job asks for something that does not exist or contradicts itself."""


class CardError(TeselaError):
    """A model package is incomplete, altered, or its card does not follow the schema."""


class RasterError(TeselaError):
    """A raster cannot be opened, or does not fit the model that is to read it."""


class AreaError(TeselaError):
    """The area is empty, is no polygon, or lies outside every raster."""


class ModelError(TeselaError):
    """The model could not be loaded, or answered with something other than its card declares."""


class RunError(TeselaError):
    """A run folder is missing, incomplete, or belongs to another job."""


class FolderTaken(RunError):
    """The folder for a run holds another run, so that this one cannot go on in it."""


class TruthError(TeselaError):
    """A truth layer cannot be read, or does not fit the run that is judged by it."""


class EnvironmentMissing(TeselaError):
    """The worker's Python environment is missing or incomplete."""


class WorkerCrashed(TeselaError):
    """The worker ended without an answer (killed, out of memory, or a fault in a native library)."""


class RunCancelled(TeselaError):
    """The person who started the run ended it; what was finished is kept."""
