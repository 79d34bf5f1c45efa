"""What the check before a run found, in words; needs nothing but Qt."""

from __future__ import annotations

from pathlib import PurePath

from ...bridge.quantities import duration, size_words
from ...bridge.translation import tr
from ...engine.contract.check import ERROR, WARNING, CheckReport, Finding

MODEL_TOPIC = "model"


def headline(report: CheckReport) -> str:
    """One sentence that says how the check came out."""
    errors = sum(finding.severity == ERROR for finding in report.findings)
    warnings = sum(finding.severity == WARNING for finding in report.findings)
    if errors == 1:
        return tr("The check found an error; the run would fail.")
    if errors:
        return tr("The check found {count} errors; the run would fail.").format(count=errors)
    if warnings == 1:
        return tr("The run is possible; the check has a warning.")
    if warnings:
        return tr("The run is possible; the check has {count} warnings.").format(count=warnings)
    return tr("The check found nothing in the way of the run.")


def facts_line(report: CheckReport) -> str:
    """Windows, time, memory, disk and device in one line, which may be broken between them."""
    if report.seconds is None:
        time = tr("time not measured")
    else:
        time = tr("about {time}").format(time=duration(report.seconds))
    return " · ".join(
        [
            tr("{count} windows").format(count=f"{report.windows:,}".replace(",", "\u2009")),
            time,
            tr("{size} of memory").format(size=size_words(report.memory_bytes)),
            tr("{size} of disk ({free} free)").format(
                size=size_words(report.disk_bytes), free=size_words(report.disk_free_bytes)
            ),
            report.device,
        ]
    )


def severity_word(severity: str) -> str:
    """The severity as a word, so that it does not hang on an icon's colour."""
    return {ERROR: tr("Error"), WARNING: tr("Warning")}.get(severity, tr("Note"))


def topic_word(topic: str) -> str:
    """The topic of a finding in the language of QGIS; one that is not known stands for itself."""
    return {
        "resolution": tr("resolution"),
        "bands": tr("bands"),
        "data type": tr("data type"),
        "no data": tr("no data"),
        "units": tr("units and CRS"),
        "layout": tr("file layout"),
        "area": tr("area"),
        "windows": tr("windows"),
        "time": tr("time"),
        "memory": tr("memory"),
        "disk": tr("disk"),
        "device": tr("device"),
        MODEL_TOPIC: tr("model"),
    }.get(topic, topic)


def finding_title(finding: Finding, several: bool) -> str:
    """Severity and topic of a finding, with its raster where there are `several`."""
    title = tr("{severity}, {topic}").format(severity=severity_word(finding.severity), topic=topic_word(finding.topic))
    return f"{title}: {PurePath(finding.raster).name}" if several and finding.raster else title
