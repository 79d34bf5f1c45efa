"""The states of the Run page."""

from __future__ import annotations

from enum import Enum


class State(Enum):
    """What the Run page shows. Of a queue, the states from RUNNING on speak of the run that is or was at work."""

    NO_ENVIRONMENT = "no environment"
    NO_MODEL = "no model"
    NO_RASTER = "no raster"
    UNCLEAR = "unclear"
    CHECKING = "checking"
    REFUSED = "refused"
    READY = "ready"
    RUNNING = "running"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"
    FAILED = "failed"
    CRASHED = "crashed"
    DONE = "done"
    NOTHING_FOUND = "nothing found"


BUSY = (State.RUNNING, State.CANCELLING)
BLOCKED = (State.NO_ENVIRONMENT, State.NO_MODEL, State.NO_RASTER, State.UNCLEAR)
