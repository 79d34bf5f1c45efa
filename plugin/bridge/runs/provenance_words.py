"""Where a result comes from, in words: as the history page and the metadata of layers say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..translation import tr
from .provenance import Provenance


def window_words(windows: Mapping[str, int]) -> str:
    """How many windows (or photographs) there are and what became of them; those that are none are left out.

    Windows in all, scored, without data and failed are always told.
    """
    words = {
        "total": tr("{count} in all"),
        "scored": tr("{count} scored"),
        "without_data": tr("{count} without data"),
        "failed": tr("{count} failed"),
        "outside_area": tr("{count} outside the area"),
        "padded": tr("{count} padded"),
        "partly_damaged": tr("{count} partly damaged"),
        "without_centre": tr("{count} without data in the middle"),
        "single_colour": tr("{count} of a single colour"),
        "missing": tr("{count} missing"),
        "unreadable": tr("{count} unreadable"),
        "without_path": tr("{count} without a path"),
    }
    always = ("total", "scored", "without_data", "failed")
    told = [name for name in words if windows.get(name) or (name in always and name in windows)]
    return ", ".join(words[name].format(count=windows[name]) for name in told)


def threshold_words(thresholds: Mapping[str, float]) -> str:
    """The thresholds, by class."""
    return ", ".join(f"{name} {value:g}" for name, value in thresholds.items())


def history_lines(provenance: Provenance) -> Iterator[str]:
    """What was done, a line a fact, as it stands in the layer's metadata."""
    told = provenance
    when = told.written or told.started
    if told.run or when:
        yield tr("{when}: written by Tesela {version}, run {run}").format(
            when=when or tr("unknown date"), version=told.tesela or "?", run=told.run or "?"
        )
    if told.started:
        yield tr("Scoring started: {when}").format(when=told.started)
    if told.model_id:
        yield tr("Model: {model}").format(model=model_words(told))
    if told.model_sha256:
        yield tr("Checksum of the model's weights (SHA-256): {sum}").format(sum=told.model_sha256)
    if told.thresholds:
        yield tr("Thresholds: {thresholds}").format(thresholds=threshold_words(told.thresholds))
    if told.rule:
        yield tr("Thresholds chosen by the rule: {rule}").format(rule=told.rule)
    if told.options:
        yield tr("Options of the selection: {options}").format(options=threshold_words(told.options))
    for path, checksum in zip(told.rasters, told.checksums):
        line = tr("Raster: {path}").format(path=path)
        yield line + (tr(" (SHA-256 of its ends: {sum})").format(sum=checksum) if checksum else "")
    if told.device:
        yield tr("Device: {device}; runtime: {runtime}").format(device=told.device, runtime=told.runtime or "?")
    if told.windows:
        yield tr("Windows: {windows}").format(windows=window_words(told.windows))
    if told.score_seconds:
        yield tr("Seconds of scoring: {seconds:.1f}").format(seconds=told.score_seconds)


def model_words(provenance: Provenance) -> str:
    """The model by name, id and version, as far as they are known."""
    name = f"{provenance.model_name} ({provenance.model_id})" if provenance.model_name else provenance.model_id
    return f"{name} {provenance.model_version}".strip()
