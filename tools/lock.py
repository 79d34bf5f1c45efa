"""Resolve resources/locks/*.in into lock files with checksums, for every platform; run by `make lock`.

It uses the `uv` on the search path, or else one that it puts into build/uv for this purpose.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOWEST_PYTHON = {"worker": "3.11", "test": "3.11", "qgis-test": "3.10", "qt6-test": "3.11"}


def find_uv() -> str:
    """Return the path of uv, installing it into build/uv where there is none."""
    found = shutil.which("uv")
    if found:
        return found
    folder = ROOT / "build" / "uv"
    if not (folder / "bin" / "uv").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
    return str(folder / "bin" / "uv")


def main() -> int:
    """Resolve every lock anew; the worker's comes first, because the test tools have to fit beside it."""
    uv = find_uv()
    for name, python in LOWEST_PYTHON.items():
        source = f"resources/locks/{name}.in"
        command = [uv, "pip", "compile", "--quiet", "--universal", "--upgrade", "--generate-hashes"]
        command += ["--python-version", python, "--custom-compile-command", "make lock"]
        command += [source, "--output-file", source.replace(".in", ".txt")]
        subprocess.run(command, cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
