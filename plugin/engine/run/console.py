"""Show events to a person at a terminal, or print them as JSON lines for a program."""

from __future__ import annotations

import os
import sys
from types import TracebackType
from typing import Any

from tqdm import tqdm

from ..contract.events import Cancelled, Done, Event, Failed, Found, Note, Progress, Warning, to_line

STAGES = {"load": "Loading the model", "score": "Scoring {unit}", "select": "Selecting"}
FEATURES = {"labels": "windows with labels", "values": "windows with a value"}


class Console:
    """Progress, notes and warnings go to standard error, the result to standard output."""

    def __init__(self, as_json: bool, unit: str = "windows"):
        self._as_json, self._unit = as_json, unit
        self._bar: tqdm | None = None
        self._stage = ""

    def __enter__(self) -> Console:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close_bar()

    def show(self, event: Event) -> None:
        """Show one event."""
        if self._as_json:
            try:
                sys.stdout.write(to_line(event))
                sys.stdout.flush()
            except BrokenPipeError:
                os._exit(1)  # whoever read the events has gone, and nothing else may be written there
        elif isinstance(event, Progress):
            self._progress(event)
        elif isinstance(event, Found):
            if self._bar is not None:
                self._bar.set_postfix_str(f"found {event.count}")
        else:
            self._say(event)

    def _progress(self, event: Progress) -> None:
        if event.stage != self._stage:
            self._close_bar()
            self._stage = event.stage
            self._bar = tqdm(
                total=event.total,
                desc=STAGES.get(event.stage, event.stage.capitalize()).format(unit=self._unit),
                unit=f" {self._unit}",
                file=sys.stderr,
                disable=None,
            )
        if self._bar is not None:
            self._bar.update(event.done - self._bar.n)

    def _say(self, event: Event) -> None:
        if isinstance(event, Note):
            tqdm.write(event.message, file=sys.stderr)
            return
        if isinstance(event, Warning):
            tqdm.write(f"Warning: {event.message}", file=sys.stderr)
            return
        self._close_bar()
        if isinstance(event, Done):
            sys.stdout.write(summarise(event))
        elif isinstance(event, Failed):
            sys.stderr.write(f"{event.detail}tesela: {event.message}\n")
        elif isinstance(event, Cancelled):
            sys.stderr.write(f"{event.message}\n")

    def _close_bar(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def summarise(done: Done) -> str:
    """Return the result in a few lines for a person."""
    lines = [_tell_figure(one) for one in done.report.get("verdict", ())]
    if done.results or done.features:
        found = ", ".join(
            f"{count} {FEATURES.get(name, name.replace('_', ' '))}" for name, count in done.features.items()
        )
        lines.append(f"{found} in {done.results}")
    lines += [f"{name.replace('-', ' ').capitalize()} in {path}" for name, path in done.files.items()]
    if done.windows:
        lines.append(_tell_photographs(done) if "photos" in done.features else _tell_windows(done))
    return "".join(f"{line}\n" for line in lines)


def _tell_figure(one: dict[str, Any]) -> str:
    value = "not defined" if one["value"] is None else f"{one['value']:.3f}"
    return f"{one['name']}: {value} ({one['of']})"


def _tell_windows(done: Done) -> str:
    windows = done.windows
    rest = ", ".join(
        f"{windows[key]} {text}"
        for key, text in (
            ("without_data", "without data"),
            ("without_centre", "scored but with no data in their middle"),
            ("single_colour", "of a single colour"),
            ("outside_area", "outside the area"),
            ("padded", "padded"),
            ("partly_damaged", "partly damaged"),
            ("failed", "failed"),
        )
        if windows.get(key)
    )
    return (
        f"{windows['scored']} of {windows['total']} windows scored{' (' + rest + ')' if rest else ''}, "
        f"{done.megapixels_per_s:.1f} megapixels a second on {done.device}, {done.seconds:.1f} s in all"
    )


def _tell_photographs(done: Done) -> str:
    rows = done.windows
    rest = ", ".join(
        f"{rows[key]} {text}"
        for key, text in (
            ("missing", "missing"),
            ("unreadable", "unreadable"),
            ("without_path", "without a path"),
            ("without_geometry", "without a point"),
            ("repeated", "repeated"),
        )
        if rows.get(key)
    )
    where = f" on {done.device}" if done.device else ""
    return (
        f"{rows['scored']} of {rows['total']} photographs scored{' (' + rest + ')' if rest else ''}{where}, "
        f"{done.seconds:.1f} s in all"
    )
