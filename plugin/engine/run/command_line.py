"""The `tesela` command. Exit codes: 0 done, 1 failed with a clear message, 2 wrong usage, 3 cancelled."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence

from ..contract.errors import JobError, TeselaError
from ..contract.places import version
from ..contract.surroundings import clean_this_process
from .commands import check, comparison, doctor, evaluation, explanation, models, photos, running, training
from .commands.common import CANCELLED

WRONG_USAGE = 2
COMMANDS = (running, check, photos, evaluation, explanation, models, training, comparison, doctor)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: CANCELLED.set())
    CANCELLED.clear()
    clean_this_process()
    parser = build_parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.command(options))
    except JobError as error:
        sys.stderr.write(f"tesela: {error}\n")
        return WRONG_USAGE
    except TeselaError as error:
        sys.stderr.write(f"tesela: {error}\n")
        return 1


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(prog="tesela", description="Find things in aerial images.")
    parser.add_argument("--version", action="version", version=f"tesela {version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return parser
