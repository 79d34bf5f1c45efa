"""Take the pictures of the manual in the real QGIS desktop on a virtual screen: `make manual`.

    manual_pictures.py [--language en] [--pictures FOLDER]

For each language of the manual, QGIS starts with an empty profile, and manual_steps.py does what the manual tells: the
guide on the sample scene, a check, two runs, result, review, history, models and environment. Pictures are scaled to at
most WIDEST_PX, reduced to a palette, and written into resources/manual/LANGUAGE/pictures. Needs QGIS and Xvfb.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import desktop
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
STEPS = Path(__file__).with_name("manual_steps.py")
MANUAL = ROOT / "resources" / "manual"
LANGUAGES = ("en", "es")
SCREEN = "1366x768"
WIDEST_PX = 1000
COLOURS = 128
TIMEOUT_S = 300
LIMIT_BYTES = 2_000_000


def take_pictures(language: str, folder: Path) -> list[Path]:
    """Run the desktop in this language and return the raw pictures; RuntimeError quotes what QGIS said if it failed."""
    desktop.write_profile(folder, "default")
    settings = folder / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    with settings.open("a", encoding="utf-8") as file:
        file.write(f"\n[locale]\noverrideFlag=true\nuserLocale={language}\n")
    raw = folder / "pictures"
    raw.mkdir()
    answer = folder / "answer.json"
    home = folder / "data"
    environment = {**os.environ, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "TESELA_HOME": str(home)}
    plan = {"pictures": str(raw), "answer": str(answer), "screen": SCREEN, "checkout": str(ROOT)}
    environment["TESELA_TOOLS"] = str(desktop.TOOLS)
    environment["TESELA_DESKTOP"] = json.dumps(plan)
    environment.pop("QT_QPA_PLATFORM", None)
    command = ["xvfb-run", "-a", "-s", f"-screen 0 {SCREEN}x24", "qgis.bin", "--profiles-path", str(folder)]
    command += ["--profile", "default", "--nologo", "--noversioncheck", "--lang", language, "--code", str(STEPS)]
    log = run_alone(command, environment)
    said = json.loads(answer.read_text(encoding="utf-8")) if answer.is_file() else {"error": log[-3000:]}
    if said.get("error"):
        raise RuntimeError(f"The pictures in {language} could not be taken: {said['error']}")
    return sorted(raw.glob("*.png"))


def run_alone(command: list[str], environment: dict[str, str]) -> str:
    """Run a command and return what it wrote; after TIMEOUT_S it is ended together with all that it started."""
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    try:
        return process.communicate(timeout=TIMEOUT_S)[0]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGTERM)
        return f"QGIS was not through after {TIMEOUT_S} s.\n{process.communicate()[0]}"


def shrink(source: Path, target: Path) -> int:
    """Write a picture scaled and with a palette of its own; returns its bytes."""
    with Image.open(source) as image:
        picture = image.convert("RGB")
        if picture.width > WIDEST_PX:
            size = (WIDEST_PX, round(picture.height * WIDEST_PX / picture.width))
            picture = picture.resize(size, Image.Resampling.LANCZOS)
        partial = target.with_suffix(".new")
        picture.quantize(COLOURS, dither=Image.Dither.FLOYDSTEINBERG).save(partial, "PNG", optimize=True)
    partial.replace(target)
    return target.stat().st_size


def main() -> int:
    """Take all pictures; the exit status is 1 where QGIS failed or they are too large."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", choices=LANGUAGES, help="only this one")
    parser.add_argument("--pictures", type=Path, help="write them into FOLDER/LANGUAGE instead")
    options = parser.parse_args()
    total = 0
    for language in [options.language] if options.language else LANGUAGES:
        target = options.pictures / language if options.pictures else MANUAL / language / "pictures"
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            try:
                raw = take_pictures(language, Path(folder))
            except (RuntimeError, OSError) as error:
                print(error, file=sys.stderr)
                return 1
            for picture in raw:
                total += shrink(picture, target / picture.name)
        print(f"{language}: {len(raw)} pictures in {target}")
    print(f"{total / 1e6:.2f} MB in all")
    return 0 if total < LIMIT_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
