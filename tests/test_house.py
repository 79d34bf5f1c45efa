"""What holds for the checkout as a whole: one version, locks that match their sources, packaging, a tidy tree."""

from __future__ import annotations

import hashlib
import importlib.metadata
import re
import subprocess
import sys
import zipfile
from configparser import ConfigParser
from pathlib import Path

import package
import pytest
import readme_figures

ROOT = Path(__file__).parents[1]
LOCKS = ROOT / "resources" / "locks"
TEXT_SUFFIXES = {".py", ".md", ".toml", ".txt", ".in", ".json", ".sh", ".qml", ".svg", ".cfg", ""}
OWN_PATHS = re.compile(r"(?<![\w.}])/(?:home/\w|Users/\w|work/|farm/|opt/pypi)")


def tracked() -> list[str]:
    try:
        names = package.tracked_files()
    except package.PackagingError:
        names = []
    if not names:
        pytest.skip("this tree is no git checkout with tracked files")
    return names


def tracked_texts() -> dict[str, str]:
    paths = {name: ROOT / name for name in tracked() if Path(name).suffix in TEXT_SUFFIXES}
    return {name: path.read_text(encoding="utf-8") for name, path in paths.items() if path.is_file()}


def test_version_of_the_python_package_is_that_of_the_plugin() -> None:
    assert importlib.metadata.version("tesela") == package.version()


def test_version_stands_in_metadata_alone() -> None:
    pattern = re.compile(rf"""(?:version|VERSION)\W{{1,5}}{re.escape(package.version())}\b""")
    places = [name for name, text in tracked_texts().items() if pattern.search(text)]
    allowed = {"metadata.txt"} | {
        name for name in places if name.startswith(("model_zoo/", "tests/", "resources/locks/"))
    }
    assert set(places) <= allowed


def test_changelog_has_an_entry_for_the_version() -> None:
    assert f"## [{package.version()}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_metadata_has_what_qgis_needs() -> None:
    metadata = ConfigParser(interpolation=None)
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    needed = [
        "name",
        "qgisMinimumVersion",
        "description",
        "about",
        "version",
        "author",
        "email",
        "repository",
        "tracker",
    ]
    assert [key for key in needed if not metadata["general"].get(key)] == []
    assert metadata["general"]["hasProcessingProvider"] == "yes"
    assert (ROOT / metadata["general"]["icon"]).is_file()


@pytest.mark.parametrize("name", ["worker", "test", "qgis-test", "qt6-test"])
def test_lock_holds_every_package_of_its_source_with_checksums(name: str) -> None:
    wanted = re.findall(r"^([A-Za-z0-9][\w-]*)", (LOCKS / f"{name}.in").read_text(), flags=re.MULTILINE)
    lock = (LOCKS / f"{name}.txt").read_text()
    entries = re.findall(r"^([a-z0-9][\w-]*)==(.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+)", lock, flags=re.MULTILINE)
    pinned = {package_name for package_name, _ in entries}
    assert {package_name.lower().replace("_", "-") for package_name in wanted} <= pinned
    assert len(re.findall(r"^[a-z0-9][\w-]*==", lock, flags=re.MULTILINE)) == len(entries)


@pytest.mark.parametrize("name", ["worker", "test", "qgis-test", "qt6-test"])
def test_lock_names_no_registry(name: str) -> None:
    assert (
        re.findall(r"^.*(?:://|--index|--extra-index|--find-links).*$", (LOCKS / f"{name}.txt").read_text(), re.M) == []
    )


def test_environment_is_stamped_with_the_lock_it_was_made_from() -> None:
    stamp = Path(sys.prefix) / "tesela.lock.sha256"
    if Path(sys.prefix) != ROOT / ".venv":
        pytest.skip("the tests run in an environment that make did not make")
    assert stamp.read_text().strip() == hashlib.sha256((LOCKS / "worker.txt").read_bytes()).hexdigest()


def test_second_setup_changes_nothing() -> None:
    stamps = [ROOT / ".venv" / name for name in ("tesela.lock.sha256", "tesela.project.sha256", "tesela.test.sha256")]
    if not all(stamp.exists() for stamp in stamps) or not (ROOT / ".venv-qgis").exists():
        pytest.skip("make setup has not been run in this checkout")
    before = [stamp.stat().st_mtime_ns for stamp in stamps]
    result = subprocess.run([ROOT / "tools" / "setup.sh", "test"], capture_output=True, text=True, check=True)
    assert result.stderr == ""
    assert [stamp.stat().st_mtime_ns for stamp in stamps] == before


def test_setup_says_what_it_would_install_where_it_may_not(tmp_path: Path) -> None:
    """A user without root and sudo, on a machine that lacks every package, played by stand-ins for those commands."""
    for name, script in {
        "id": "echo 1000",
        "sudo": "exit 1",
        "dpkg-query": "exit 1",
        "apt-get": f"touch {tmp_path}/called",
        "flock": "exit 0",
    }.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "HOME": str(tmp_path)}
    result = subprocess.run(
        [ROOT / "tools" / "setup.sh", "test"], env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "sudo apt-get install --yes --no-install-recommends python3 python3-venv" in result.stderr
    assert "python3-qgis" in result.stderr
    assert not (tmp_path / "called").exists()


def test_nothing_tracked_names_a_folder_of_one_machine() -> None:
    found = [
        f"{name}: {match.group()}"
        for name, text in tracked_texts().items()
        for match in OWN_PATHS.finditer(text)
        if name != "tests/test_house.py"
    ]
    assert found == []


def test_links_make_a_plugin_folder_that_imports(tmp_path: Path) -> None:
    plugin = package.stage(tmp_path, link=True)
    assert sorted(path.name for path in plugin.iterdir() if path.name in package.TOP_LEVEL) == sorted(package.TOP_LEVEL)
    program = package.IMPORT_CHECK
    subprocess.run([sys.executable, "-I", "-c", program, tmp_path, package.version()], check=True, cwd=tmp_path)


def test_staging_again_replaces_its_own_links(tmp_path: Path) -> None:
    package.stage(tmp_path, link=True)
    assert (package.stage(tmp_path, link=True) / "metadata.txt").is_symlink()
    assert package.remove(tmp_path / "tesela") is True
    assert package.remove(tmp_path / "tesela") is False


@pytest.mark.parametrize("content", [{}, {"plugin.py": "somebody else's"}])
def test_a_foreign_plugin_folder_is_left_alone(tmp_path: Path, content: dict[str, str]) -> None:
    foreign = tmp_path / "tesela"
    foreign.mkdir()
    for name, text in content.items():
        (foreign / name).write_text(text)
    with pytest.raises(package.PackagingError, match="remove or rename it"):
        package.stage(tmp_path, link=True)
    assert {path.name for path in foreign.iterdir()} == set(content)


def test_profile_is_found_by_name_and_by_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QGIS_CUSTOM_CONFIG_PATH", str(tmp_path))
    assert package.plugins_folder("field") == tmp_path / "profiles" / "field" / "python" / "plugins"
    assert package.plugins_folder(f"{tmp_path}/mine") == tmp_path / "mine" / "python" / "plugins"


def test_zip_is_small_reproducible_and_imports(tmp_path: Path) -> None:
    tracked()
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    package.write_zip(first)
    package.write_zip(second)
    assert first.read_bytes() == second.read_bytes()
    package.check_zip(first)
    with zipfile.ZipFile(first) as archive:
        names = archive.namelist()
    assert {name.split("/")[0] for name in names} == {"tesela"}
    assert {"tesela/metadata.txt", "tesela/__init__.py", "tesela/LICENSE", "tesela/resources/locks/worker.txt"} <= set(
        names
    )
    assert [name for name in names if "/tests/" in name or name.endswith("recipe.json")] == []


def test_readme_says_of_the_models_what_their_cards_say() -> None:
    cards = readme_figures.bundled_cards()
    assert cards != [], "no model is bundled; train them with 'make models'"
    for page in (readme_figures.README, readme_figures.ZOO):
        text = page.read_text(encoding="utf-8")
        assert readme_figures.fill(text, "models", readme_figures.models_block(cards)) == text, "run 'make readme'"


def test_readme_shows_a_sample_run_of_the_bundled_weights() -> None:
    text = readme_figures.README.read_text(encoding="utf-8")
    assert readme_figures.weights_named(readme_figures.bundled_cards()) in text, "run 'make readme'"
    assert 20_000 < readme_figures.PICTURE.stat().st_size < readme_figures.PICTURE_LIMIT_BYTES


def test_readme_needs_its_markers() -> None:
    assert readme_figures.fill("<!-- a -->\nold\n<!-- end of a -->", "a", "new") == "<!-- a -->\nnew\n<!-- end of a -->"
    with pytest.raises(ValueError, match="markers of 'b'"):
        readme_figures.fill("<!-- a -->\n<!-- end of a -->", "b", "new")
