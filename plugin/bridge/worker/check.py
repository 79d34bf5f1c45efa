"""What the worker says of itself: versions, device and problems, or that it cannot even start."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ...engine.contract.card import ModelPackage
from ...engine.contract.errors import ModelError, RunCancelled
from ...engine.contract.surroundings import clean_environment
from ..translation import tr
from .process import EndOfOutput, LineProcess, describe_exit
from .session import WorkerSession, cli_command, worker_command

POLL_S = 0.1
SAID = "tesela: "


@dataclass(frozen=True)
class WorkerReport:
    """python: its version. device: what models run on. packages: versions by name. problems: sentences, or none."""

    python: str
    device: str
    packages: dict[str, str]
    problems: tuple[str, ...]


def examine_worker(python: Path, cancelled: Callable[[], bool]) -> WorkerReport:
    """Start the worker with this Python and have it import everything that a run needs; takes some seconds.

    WorkerCrashed says what the Python said if it is none, or none that the worker can run in.
    """
    with WorkerSession(worker_command(python)) as worker:
        report = worker.ask({"request": "doctor"}, lambda _: None, cancelled).report
    return WorkerReport(
        str(report.get("python", "")),
        str(report.get("device", "")),
        {name: str(number) for name, number in report.get("packages", {}).items() if number},
        tuple(str(problem) for problem in report.get("problems", ())),
    )


def architecture_check(python: Path, cancelled: Callable[[], bool]) -> Callable[[ModelPackage], None]:
    """A check that has `tesela models verify` look for code in a package; ModelError says what it found."""

    def check(package: ModelPackage) -> None:
        command = cli_command(python, "models", "verify", str(package.folder), "--json")
        status, lines = _run(command, cancelled)
        if status == 0:
            return
        said = [line[len(SAID) :] for line in lines if line.startswith(SAID)]
        raise ModelError(
            said[-1]
            if said
            else tr(
                "The network could not be checked for code ({reason}); repair the worker's environment, then try again."
            ).format(reason=describe_exit(status))
        )

    return check


def _run(command: list[str], cancelled: Callable[[], bool]) -> tuple[int, list[str]]:
    process = LineProcess(command, clean_environment(os.environ), errors=None)
    lines: list[str] = []
    try:
        while True:
            if cancelled():
                process.kill()
                raise RunCancelled(tr("Checking the model was cancelled."))
            line = process.next_line(POLL_S)
            if line:
                lines.append(line.rstrip())
    except EndOfOutput:
        pass
    finally:
        status = process.close(grace_s=5.0)
    return status, lines
