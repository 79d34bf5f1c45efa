"""Try the plugin in the real QGIS desktop on a virtual screen, as a person would, and take pictures of it.

    desktop.py RASTER --pictures FOLDER [--model ID] [--near X,Y,METRES] [--screen 1366x768] [--theme "Night Mapping"]
               [--quit-during-run] [--steps run|first-use] [--zip FILE]

Loads the raster into an empty project, opens the dock, chooses the model, presses Run, waits, and zooms to a result; or
does what a new user does, with counted clicks, up to reviewed detections in a GeoPackage. The plugin is the one of this
checkout or, with --zip, installed from a zip by QGIS's own plugin manager into an empty profile.
Prints what came of it as JSON; the exit status is 0 if the run was done. Needs QGIS and Xvfb.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import package

TOOLS = Path(__file__).resolve().parent
STEPS = {"run": TOOLS / "desktop_steps.py", "first-use": TOOLS / "desktop_first_use.py"}
TIMEOUT_S = 900


def write_profile(folder: Path, theme: str, with_plugin: bool = True) -> Path:
    """Make an empty QGIS profile, with the plugin of this checkout on or without it; returns the folder of profiles."""
    profile = folder / "profiles" / "default"
    settings = ["[UI]", f"UITheme={theme}", "[qgis]", "checkVersion=false", "showTips=false", "newsFeed=false"]
    if with_plugin:
        package.stage(profile / "python" / "plugins", link=True)
        settings += ["[PythonPlugins]", "tesela=true"]
    (profile / "QGIS").mkdir(parents=True)
    (profile / "QGIS" / "QGIS3.ini").write_text("\n".join(settings) + "\n", encoding="utf-8")
    return folder


def run_desktop(folder: Path, plan: dict[str, object], screen: str, steps: Path) -> dict[str, object]:
    """Start QGIS with the file of steps and return what they wrote."""
    answer = folder / "answer.json"
    environment = {
        **os.environ,
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "TESELA_TOOLS": str(TOOLS),
        "TESELA_DESKTOP": json.dumps({**plan, "answer": str(answer)}),
    }
    environment.pop("QT_QPA_PLATFORM", None)
    command = ["xvfb-run", "-a", "-s", f"-screen 0 {screen}x24", "qgis.bin", "--profiles-path", str(folder)]
    command += ["--profile", "default", "--nologo", "--noversioncheck", "--code", str(steps)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=TIMEOUT_S)
    if not answer.is_file():
        return {"error": f"QGIS ended with {ended.returncode} and no answer", "log": ended.stderr[-3000:]}
    return dict(json.loads(answer.read_text(encoding="utf-8")), exit_status=ended.returncode)


def main() -> int:
    """Run one of the above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raster", type=Path)
    parser.add_argument("--pictures", type=Path, required=True)
    parser.add_argument("--model", default="")
    parser.add_argument("--near", default="")
    parser.add_argument("--screen", default="1366x768")
    parser.add_argument("--theme", default="default")
    parser.add_argument("--quit-during-run", action="store_true", help="end QGIS while the worker is at work")
    parser.add_argument("--steps", choices=STEPS, default="run")
    parser.add_argument("--zip", type=Path, help="install this zip of the plugin instead of linking the checkout")
    arguments = parser.parse_args()
    arguments.pictures.mkdir(parents=True, exist_ok=True)
    plan = {
        "raster": str(arguments.raster.resolve()),
        "pictures": str(arguments.pictures.resolve()),
        "model": arguments.model,
        "near": arguments.near,
        "screen": arguments.screen,
        "quit_during_run": arguments.quit_during_run,
        "zip": str(arguments.zip.resolve()) if arguments.zip else "",
    }
    with tempfile.TemporaryDirectory() as folder:
        profiles = write_profile(Path(folder), arguments.theme, with_plugin=arguments.zip is None)
        answer = run_desktop(profiles, plan, arguments.screen, STEPS[arguments.steps])
    print(json.dumps(answer, indent=2))
    return 0 if answer.get("state") == "done" else 1


if __name__ == "__main__":
    sys.exit(main())
