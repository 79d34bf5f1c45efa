"""What a person may say of a feature, and which features a review steps through, in which order; plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from enum import Enum

VERDICT, REVIEWER, REVIEWED = "verdict", "reviewer", "reviewed"
FIELDS = (VERDICT, REVIEWER, REVIEWED)
ACCEPT, REJECT, UNSURE = "accept", "reject", "unsure"
SIGNS = {ACCEPT: "✓", REJECT: "✗", UNSURE: "?"}


class Order(Enum):
    """In which order a layer is stepped through."""

    HIGH_FIRST = "high"
    LOW_FIRST = "low"
    UNCERTAIN_FIRST = "uncertain"


class Choice(Enum):
    """Which features are stepped through, by their verdict."""

    ALL = "all"
    OPEN = "open"
    ACCEPTED = ACCEPT
    REJECTED = REJECT
    UNSURE = UNSURE


@dataclass(frozen=True)
class Mark:
    """What a person said of a feature: verdict (or "" for none), who, and when (ISO 8601, UTC)."""

    verdict: str = ""
    reviewer: str = ""
    reviewed: str = ""


def now_utc() -> str:
    """The time as it is kept with a verdict, to the second."""
    return datetime.now(timezone.utc).replace(microsecond=0).isoformat().replace("+00:00", "Z")
