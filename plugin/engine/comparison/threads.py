"""How many threads the libraries of linear algebra may use here."""

from __future__ import annotations

from typing import Any

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]


def one_thread() -> Any:
    """Return a context in which linear algebra and t-SNE use one thread.

    Heads and maps are small. On a machine that is busy otherwise, threads that wait for each other made them 10 to 60
    times slower than one thread is.
    """
    return threadpool_limits(limits=1)
