"""Start the engine by this file's path: `python -I …/engine/run/start.py worker` or `… cli ARGUMENTS`.

QGIS keeps the plugin in a folder of its own choice and the worker's Python knows nothing of it, so this file puts that
folder last on the module path and imports the package by its folder's name.
"""

import importlib
import sys
from pathlib import Path


def main() -> int:
    """Run the worker or the command line; return the exit code."""
    package = Path(__file__).absolute().parents[2]
    sys.path.append(str(package.parent))
    role, *arguments = sys.argv[1:] or [""]
    if role == "worker":
        importlib.import_module(f"{package.name}.engine.run.worker").main()
        return 0
    if role == "cli":
        return int(importlib.import_module(f"{package.name}.engine.run.command_line").main(arguments))
    sys.stderr.write("start.py is called with 'worker' or with 'cli' and the arguments of the tesela command.\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
