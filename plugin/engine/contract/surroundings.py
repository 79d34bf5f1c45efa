"""Environment variables of the surrounding program that would lead the engine's Python or GDAL astray."""

from __future__ import annotations

from collections.abc import MutableMapping

FOREIGN_VARIABLES = (
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONEXECUTABLE",
    "PYTHONSTARTUP",
    "PYTHONUSERBASE",
    "__PYVENV_LAUNCHER__",
    "LD_LIBRARY_PATH",
    "LD_PRELOAD",
    "DYLD_LIBRARY_PATH",
    "DYLD_INSERT_LIBRARIES",
    "GDAL_DATA",
    "GDAL_DRIVER_PATH",
    "GDAL_PAM_PROXY_DIR",
    "PROJ_LIB",
    "PROJ_DATA",
    "QT_PLUGIN_PATH",
)


def clean_environment(environment: MutableMapping[str, str]) -> MutableMapping[str, str]:
    """Remove those variables from `environment` and return it: a system PROJ_DATA, for one, breaks CRS look-ups."""
    for name in FOREIGN_VARIABLES:
        environment.pop(name, None)
    return environment
