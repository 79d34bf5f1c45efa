"""How long work talks to whoever waits for it: lines for a person, and whether it should end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..contract.errors import RunCancelled


@dataclass(frozen=True)
class Watch:
    """say: receives lines for a person. cancelled: becomes true when the work should end."""

    say: Callable[[str], None] = lambda _: None
    cancelled: Callable[[], bool] = lambda: False

    def check(self) -> None:
        """Raise RunCancelled where the work should end."""
        if self.cancelled():
            raise RunCancelled("The comparison was cancelled; embeddings that were complete are kept, no report was.")
