"""Environment variables of the surrounding program that would lead the engine's Python, GDAL or PROJ astray."""

from __future__ import annotations

import os
from collections.abc import Mapping

HARMFUL_VARIABLES = frozenset(
    {
        "__PYVENV_LAUNCHER__",
        "DYLD_FRAMEWORK_PATH",
        "DYLD_LIBRARY_PATH",
        "GDAL_DATA",
        "GDAL_DRIVER_PATH",
        "GDAL_PAM_PROXY_DIR",
        "LD_LIBRARY_PATH",
        "PIP_PREFIX",
        "PIP_TARGET",
        "PIP_USER",
        "PROJ_DATA",
        "PROJ_LIB",
        "VIRTUAL_ENV",
    }
)


def clean_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables without those: a system PROJ_DATA, for one, breaks CRS look-ups, a PYTHONPATH NumPy."""
    return {
        name: value
        for name, value in environ.items()
        if name.upper() not in HARMFUL_VARIABLES and not name.upper().startswith("PYTHON")
    }


def clean_this_process() -> None:
    """Remove those variables from this process, before anything reads them."""
    for name in set(os.environ) - set(clean_environment(os.environ)):
        del os.environ[name]
