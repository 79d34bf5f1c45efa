"""`tesela doctor`."""

from __future__ import annotations

import argparse
import json


def add(commands: argparse._SubParsersAction) -> None:
    """Add the command."""
    doctor = commands.add_parser("doctor", help="say what Tesela runs on, and what is wrong with it")
    doctor.add_argument("--json", action="store_true", help="print the findings as JSON")
    doctor.set_defaults(command=_doctor)


def _doctor(options: argparse.Namespace) -> int:
    from ..doctor import examine

    report = examine()
    if options.json:
        print(json.dumps(report, indent=1))
    else:
        print(f"Tesela {report['tesela']} on Python {report['python']} ({report['executable']}), {report['system']}")
        for name, number in report["packages"].items():
            print(f"  {name:12} {number or 'missing'}")
        print(f"  {'GDAL':12} {report['gdal']}")
        print(f"Device: {report['device']}")
        for name, text in report["models"].items():
            print(f"Model:  {name}: {text}")
        print(f"Data folder: {report['data_folder']} ({report['free_bytes'] / 2**30:.0f} GB free)")
        for problem in report["problems"]:
            print(f"Problem: {problem}")
        if not report["problems"]:
            print("Nothing is wrong.")
    return 1 if report["problems"] else 0
