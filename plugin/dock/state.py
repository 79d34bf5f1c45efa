"""The states of the dock."""

from __future__ import annotations

from enum import Enum


class State(Enum):
    """What the dock shows."""

    NO_ENVIRONMENT = "no environment"
    NO_MODEL = "no model"
    NO_RASTER = "no raster"
    READY = "ready"
    MAKING_ENVIRONMENT = "making the environment"
    RUNNING = "running"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"
    FAILED = "failed"
    CRASHED = "crashed"
    DONE = "done"
    NOTHING_FOUND = "nothing found"


BUSY = (State.MAKING_ENVIRONMENT, State.RUNNING, State.CANCELLING)
BLOCKED = (State.NO_ENVIRONMENT, State.NO_MODEL, State.NO_RASTER)
