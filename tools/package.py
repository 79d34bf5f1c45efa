"""Lay the plugin out as QGIS loads it: as links to this checkout, as a folder of copies, or as the zip to publish.

    package.py stage FOLDER [--link]   make FOLDER/tesela
    package.py zip                     write dist/tesela-VERSION.zip and check it
    package.py install                 link this checkout into the QGIS profile
    package.py uninstall               take those links out again

The profile is "default" of this user's QGIS 3; QGIS_PROFILE names another, or the folder of one.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = "tesela"
ZIP_LIMIT_BYTES = 20_000_000
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
TOP_LEVEL = ("metadata.txt", "LICENSE", "resources", "model_zoo")
NOT_SHIPPED = (
    "resources/readme/",
    "resources/locks/test.",
    "resources/locks/qgis-test.",
    "resources/locks/qt6-test.",
    "resources/i18n/tesela_es.ts",
)
IMPORT_CHECK = """
import sys
sys.path.insert(0, sys.argv[1])
import tesela
from tesela.engine.contract import places
from tesela.engine.path import pipeline
from tesela.engine.run import command_line
assert tesela.__file__.startswith(sys.argv[1]), f"imported from {tesela.__file__}"
assert places.version() == sys.argv[2], places.version()
assert sorted(places.installed_cards()) == sorted(places.model_folders()), "a bundled card cannot be read"
"""


class PackagingError(Exception):
    """The plugin cannot be laid out as asked; the message says why and what to do."""


def version() -> str:
    """Return the version, which stands in metadata.txt."""
    metadata = ConfigParser(interpolation=None)
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    return metadata["general"]["version"]


def tracked_files() -> list[str]:
    """Return the paths of the files that git tracks, relative to the checkout, with forward slashes."""
    command = ["git", "-c", "safe.directory=*", "-C", str(ROOT), "ls-files", "-z"]
    try:
        listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise PackagingError(f"git could not list the files of {ROOT} ({error}); package from a clone.") from error
    return [name for name in listed.split("\0") if name]


def model_files() -> set[str]:
    """Return what ships of each model package: its card, and the weights that the card names."""
    shipped = set()
    for card in sorted(ROOT.glob("model_zoo/*/card.json")):
        weights = json.loads(card.read_text(encoding="utf-8"))["weights"]["file"]
        shipped |= {card.relative_to(ROOT).as_posix(), (card.parent / weights).relative_to(ROOT).as_posix()}
    return shipped


def plugin_layout(tracked: list[str]) -> dict[str, Path]:
    """Return what the plugin is made of: the path inside the plugin's folder, and the file of this checkout."""
    models = model_files()
    layout = {}
    for name in tracked:
        if name.startswith("plugin/"):
            layout[name.removeprefix("plugin/")] = ROOT / name
        elif name.startswith("model_zoo/"):
            if name in models:
                layout[name] = ROOT / name
        elif name.split("/")[0] in TOP_LEVEL and not name.startswith(NOT_SHIPPED):
            layout[name] = ROOT / name
    return dict(sorted(layout.items()))


def links() -> Iterator[tuple[str, Path]]:
    """Yield (name, target) of the links that make up the plugin's folder when this checkout itself is to be loaded."""
    for path in sorted((ROOT / "plugin").iterdir()):
        if path.name != "__pycache__":
            yield path.name, path
    for name in TOP_LEVEL:
        yield name, ROOT / name


def stage(folder: Path, link: bool = False) -> Path:
    """Make `folder`/tesela, as links to this checkout or as copies of what the zip holds, and return it.

    A folder of that name which this script did not make is left alone: PackagingError.
    """
    plugin = folder / NAME
    remove(plugin)
    plugin.mkdir(parents=True)
    if link:
        for name, target in links():
            (plugin / name).symlink_to(target)
        return plugin
    for name, source in plugin_layout(tracked_files()).items():
        (plugin / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, plugin / name)
    return plugin


def remove(plugin: Path) -> bool:
    """Remove the links that an earlier `stage` made, if any; PackagingError where the folder is somebody else's."""
    if plugin.is_symlink() or plugin.exists():
        members = [] if plugin.is_symlink() or not plugin.is_dir() else list(plugin.iterdir())
        ours = [path for path in members if path.is_symlink() or path.name == "__pycache__"]
        if not members or len(ours) < len(members):
            raise PackagingError(f"{plugin} was not made by 'make install'; remove or rename it, then try again.")
        shutil.rmtree(plugin)
        return True
    return False


def write_zip(target: Path) -> None:
    """Write the plugin's zip: the same files give the same bytes, on any day and machine."""
    tracked = tracked_files()
    layout = plugin_layout(tracked)
    lacking = sorted(name for name in model_files() if name not in tracked)
    if lacking or "__init__.py" not in layout:
        raise PackagingError(f"git does not track {', '.join(lacking) or 'plugin/'}; add what is to be published.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, source in layout.items():
            entry = zipfile.ZipInfo(f"{NAME}/{name}", ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, source.read_bytes())


def check_zip(target: Path, python: str = sys.executable) -> None:
    """Unpack the zip and import the plugin from there with `python`; PackagingError if it is too large or broken."""
    size_bytes = target.stat().st_size
    if size_bytes >= ZIP_LIMIT_BYTES:
        raise PackagingError(f"{target} has {size_bytes:,} bytes, and the limit is {ZIP_LIMIT_BYTES:,}.")
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(target) as archive:
            archive.extractall(folder)
        command = [python, "-I", "-B", "-c", IMPORT_CHECK, folder, version()]
        result = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    if result.returncode:
        raise PackagingError(f"{target} does not import:\n{result.stderr}")


def plugins_folder(profile: str) -> Path:
    """Return the folder of plugins in the QGIS profile called `profile`, or in the profile folder of that path."""
    if os.sep in profile:
        return Path(profile).expanduser() / "python" / "plugins"
    if os.environ.get("QGIS_CUSTOM_CONFIG_PATH"):
        settings = Path(os.environ["QGIS_CUSTOM_CONFIG_PATH"])
    elif sys.platform == "darwin":
        settings = Path.home() / "Library" / "Application Support" / "QGIS" / "QGIS3"
    else:
        data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
        settings = data / "QGIS" / "QGIS3"
    return settings / "profiles" / profile / "python" / "plugins"


def main(arguments: list[str] | None = None) -> int:
    """Run one of the commands above; the exit code is 1 if it could not be done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    stage_parser = commands.add_parser("stage")
    stage_parser.add_argument("folder", type=Path)
    stage_parser.add_argument("--link", action="store_true")
    for name in ("zip", "install", "uninstall"):
        commands.add_parser(name)
    options = parser.parse_args(arguments)
    plugins = plugins_folder(os.environ.get("QGIS_PROFILE") or "default")
    try:
        if options.command == "stage":
            print(stage(options.folder, options.link))
        elif options.command == "zip":
            target = ROOT / "dist" / f"{NAME}-{version()}.zip"
            write_zip(target)
            check_zip(target)
            print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB, and it imports.")
        elif options.command == "install":
            print(f"{stage(plugins, link=True)} now links to {ROOT}.")
            print("In QGIS: Plugins > Manage and Install Plugins > Installed, and tick Tesela.")
        else:
            print(f"{plugins / NAME} was {'removed' if remove(plugins / NAME) else 'not there'}.")
    except (PackagingError, OSError) as error:
        print(f"Packaging stopped: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
