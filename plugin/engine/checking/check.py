"""The check before a run, from a job to a report. Nothing is left on disk, and without `measure` no model is loaded."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..contract.card import ModelCard, ModelPackage
from ..contract.check import ERROR, NOTE, WARNING, CheckReport, Finding, Remedy
from ..contract.errors import AreaError, CardError, JobError, ModelError, RunCancelled, RunError, TeselaError
from ..contract.events import Done, Emit, IsCancelled, Progress
from ..contract.job import Job
from ..path.area import parse_area
from ..path.plan import Plan, distinct_rasters, join_plans, raster_package, refuse_output
from ..path.provenance import describe
from ..path.scores import RunFolder
from ..path.selection import settle
from . import cost
from .facts import Examined, PlacedArea, examine

if TYPE_CHECKING:
    from ..path.pipeline import Load
    from .measuring import Measurement


LONG_S, VERY_LONG_S = 600.0, 3600.0
TIGHT_DISK = 0.8
TIGHT_MEMORY = 0.9


@dataclass(frozen=True)
class _Judged:
    """A job as far as it can be judged: its plan (None where nothing could be run), findings, and what was measured."""

    examined: tuple[Examined, ...]
    plan: Plan | None
    findings: tuple[Finding, ...]
    measured: Measurement | None = None


def check(
    job: Job, measure: bool, emit: Emit, cancelled: IsCancelled = lambda: False, load: Load | None = None
) -> Done:
    """Look at a job before it is run; Done.report is a CheckReport as JSON.

    measure: also run a few real windows through the model, unless the job would be refused anyway. load: instead of
    path.model.load_model. What a run would refuse is a finding; a cancel is raised.
    """
    started = time.monotonic()
    report = examine_job(job, measure, emit, cancelled, load)
    return Done(
        seconds=time.monotonic() - started, device=report.device, runtime=report.runtime, report=report.to_json()
    )


def examine_job(
    job: Job, measure: bool, emit: Emit, cancelled: IsCancelled = lambda: False, load: Load | None = None
) -> CheckReport:
    """Return what a check finds."""
    machine = cost.look_at_machine(job.output)
    try:
        package = raster_package(job)
    except (CardError, JobError) as error:
        return _report(_Judged((), None, (Finding(ERROR, "model", str(error)),)), machine, None)
    judged = _without_model(job, package, emit, cancelled)
    if measure and judged.plan is not None and not _refused(judged.findings):
        judged = _with_model(judged, judged.plan, emit, cancelled, load)
    judged = replace(judged, findings=(*_joined(judged.findings), *_about_cost(judged, machine), *_limits(package)))
    return _report(judged, machine, package.card)


def _without_model(job: Job, package: ModelPackage, emit: Emit, cancelled: IsCancelled) -> _Judged:
    findings, area = [], None
    try:
        settle(package.card, job.selection)
    except (CardError, JobError) as error:
        findings.append(Finding(ERROR, "model", str(error)))
    try:
        refuse_output(Path(job.output))
    except RunError as error:
        findings.append(Finding(ERROR, "disk", str(error)))
    try:
        area = parse_area(job.area) if job.area else None
        findings += [Finding(NOTE, "area", note) for note in (area[2] if area else ())]
    except AreaError as error:
        findings.append(Finding(ERROR, "area", str(error)))
    findings += _about_weights(package)
    paths, repeated = distinct_rasters(job.rasters)
    findings += [Finding(NOTE, "layout", note) for note in repeated]
    examined = tuple(_examine_all(paths, job, package, area, emit, cancelled))
    plan, joined = _join(job, package, examined)
    missed = plan is None and any(one.left_out for one in examined)
    for one in examined:
        # Where the area misses all rasters, that is one error and not a warning for each of them.
        findings += [finding for finding in one.findings if not (missed and finding.topic == "area")]
    findings += joined
    if plan is not None:
        findings += _about_output(plan)
    return _Judged(examined, plan, tuple(findings))


def _examine_all(
    paths: Sequence[str],
    job: Job,
    package: ModelPackage,
    area: PlacedArea | None,
    emit: Emit,
    cancelled: IsCancelled,
) -> list[Examined]:
    examined: list[Examined] = []
    for path in paths:
        if cancelled():
            raise RunCancelled("The check was cancelled; nothing was written.")
        examined.append(examine(path, job, package.card, area))
        emit(Progress("check", len(examined), len(paths)))
    return examined


def _join(job: Job, package: ModelPackage, examined: Sequence[Examined]) -> tuple[Plan | None, list[Finding]]:
    """Return the plan of what can be run, and what the rasters' plans say together."""
    refused = [one for one in examined if _refused(one.findings)]
    plans = [one.plan for one in examined if one.plan is not None]
    if refused:
        return (Plan(job, package, tuple(plans)) if plans else None), []
    try:
        return join_plans(job, package, plans), []
    except AreaError as error:
        return None, [Finding(ERROR, "area", str(error))]
    except JobError as error:
        return Plan(job, package, tuple(plans)), [Finding(ERROR, "units", str(error))]


def _refused(findings: Sequence[Finding]) -> bool:
    return any(finding.severity == ERROR for finding in findings)


def _joined(findings: Sequence[Finding]) -> list[Finding]:
    """Make one finding of those that say the same of several rasters, which would else bury the others."""
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        nameless = (one.message.replace(one.raster, ""), one.advice.replace(one.raster, "")) if one.raster else one
        alike.setdefault((one.severity, one.topic, nameless, one.remedies), []).append(one)
    return [_one_of(same) if len(same) > 1 else same[0] for same in alike.values()]


def _one_of(same: Sequence[Finding]) -> Finding:
    first = same[0]
    message = f"The same of {len(same)} rasters, such as {Path(first.raster).name}: {first.message}"
    return replace(first, message=message, raster="")


def _about_weights(package: ModelPackage) -> list[Finding]:
    """Refuse weights that a run would refuse; those whose check needs a library are left to the measurement."""
    if package.card.weights.format == "onnx":
        return []
    from ..path.model import check_architecture

    try:
        check_architecture(package)
    except ModelError as error:
        return [Finding(ERROR, "model", str(error))]
    return []


def _about_output(plan: Plan) -> list[Finding]:
    """Tell what lies in the output folder already: an unfinished run of this job, or another run in its place."""
    path = Path(plan.job.output) / "run"
    if not (path / "run.json").exists():
        return []
    try:
        run = RunFolder.open(path)
        if run.finished:
            RunFolder.create(path, describe(plan))  # which here writes nothing: it returns the run, or refuses
    except RunError as error:
        return [Finding(ERROR, "disk", str(error))]
    if not run.finished:
        return []
    parts = f"{len(run.finished)} finished parts"
    return [Finding(NOTE, "windows", f"{path} holds {parts} of this very job; they are not scored again.")]


def _with_model(judged: _Judged, plan: Plan, emit: Emit, cancelled: IsCancelled, load: Load | None) -> _Judged:
    from ..path.model import load_model
    from .measuring import measure

    try:
        return replace(judged, measured=measure(plan, emit, cancelled, load or load_model))
    except RunCancelled:
        raise
    except ModelError as error:
        asked = plan.job.window_px is not None
        remedy = (Remedy("Use the model card's window", "WINDOW", None),) if asked else ()
        finding = Finding(ERROR, "windows" if asked else "model", str(error), remedies=remedy)
    except MemoryError:
        message = f"There was not enough memory for a batch of {plan.batch} windows."
        finding = Finding(ERROR, "memory", message, "Close other programs, or use smaller batches.", "", _smaller(plan))
    except TeselaError as error:
        finding = Finding(ERROR, "model", str(error))
    return replace(judged, findings=(*judged.findings, finding))


def _smaller(plan: Plan) -> tuple[Remedy, ...]:
    smaller = max(1, plan.batch // 4)
    return (Remedy(f"Use batches of {smaller}", "BATCH", smaller),) if smaller < plan.batch else ()


def _about_cost(judged: _Judged, machine: cost.Machine) -> list[Finding]:
    plan, measured = judged.plan, judged.measured
    if plan is None:
        return []
    return [
        *(_about_time(measured) if measured else ()),
        *_about_memory(plan, measured, machine),
        *_about_disk(plan, machine),
        *(_about_device(measured) if measured else ()),
    ]


def _about_time(measured: Measurement) -> list[Finding]:
    if measured.seconds < LONG_S:
        return []
    long = measured.seconds >= VERY_LONG_S
    message = f"The run will take about {in_words(measured.seconds)}."
    advice = "Try a small area first. A run that is cancelled or interrupted goes on where it stopped."
    return [Finding(WARNING if long else NOTE, "time", message, advice)]


def _about_memory(plan: Plan, measured: Measurement | None, machine: cost.Machine) -> list[Finding]:
    needed = cost.expected_memory(plan, measured.peak_bytes if measured else None)
    if machine.memory_free is None or needed < TIGHT_MEMORY * machine.memory_free:
        return []
    message = f"The run needs about {gigabytes(needed)} of memory, and {gigabytes(machine.memory_free)} are free."
    return [Finding(WARNING, "memory", message, "Close other programs, or use smaller batches.", "", _smaller(plan))]


def _about_disk(plan: Plan, machine: cost.Machine) -> list[Finding]:
    if not machine.disk_writable:
        message = f"{machine.disk_folder} cannot be written."
        return [Finding(ERROR, "disk", message, "Correct its rights, or choose another output folder.")]
    needed = cost.expected_disk(plan)
    if needed < TIGHT_DISK * machine.disk_free:
        return []
    message = (
        f"The run folder needs about {gigabytes(needed)}, and {gigabytes(machine.disk_free)} are free where "
        f"{machine.disk_folder} lies."
    )
    severity = ERROR if needed > machine.disk_free else WARNING
    return [Finding(severity, "disk", message, "Make space, choose another output folder, or a smaller area.")]


def _about_device(measured: Measurement) -> list[Finding]:
    if not measured.device.startswith("CPU") or not cost.has_nvidia_card():
        return []
    message = f"This machine has an NVIDIA card, but {measured.runtime} runs on the {measured.device}."
    advice = "The runtime that is installed may have no GPU support, or the driver may be too old for it (nvidia-smi)."
    return [Finding(WARNING, "device", message, advice)]


def _limits(package: ModelPackage) -> list[Finding]:
    return [Finding(NOTE, "model", limit) for limit in package.card.limits]


def _report(judged: _Judged, machine: cost.Machine, card: ModelCard | None) -> CheckReport:
    plan, measured = judged.plan, judged.measured
    order = (ERROR, WARNING, NOTE)
    return CheckReport(
        rasters=tuple(one.facts for one in judged.examined if one.facts is not None),
        windows=sum(len(raster.chosen) for raster in plan.rasters) if plan else 0,
        seconds=measured.seconds if measured else None,
        windows_measured=measured.windows if measured else 0,
        memory_bytes=cost.expected_memory(plan, measured.peak_bytes if measured else None) if plan else 0,
        disk_bytes=cost.expected_disk(plan) if plan else 0,
        disk_free_bytes=machine.disk_free,
        device=measured.device if measured else cost.expected_device(),
        runtime=measured.runtime if measured else cost.expected_runtime(card.weights.format if card else ""),
        findings=tuple(sorted(judged.findings, key=lambda finding: order.index(finding.severity))),
        model_bands=card.input.bands if card else (),
    )


def in_words(seconds: float) -> str:
    """Return a time as a person says it: "40 s", "12 min" or "3.4 h"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def gigabytes(count: int) -> str:
    """Return bytes as a person says them, 1 GB being 1000 MB as in the shell: "350 MB" or "1.2 GB"."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
