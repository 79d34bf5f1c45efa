"""Packages from strangers: whole and harmless, or refused in words with nothing written under a final name."""

import errno
import json
import os
import shutil
import stat
import struct
import warnings
import zipfile
from pathlib import Path

import pytest
from tesela.engine.contract import install as module
from tesela.engine.contract import places, schema
from tesela.engine.contract.card import read_package
from tesela.engine.contract.errors import CardError, ModelError, RunCancelled
from tesela.engine.contract.install import ModelIsInstalled, compare_versions, install, remove

from tests.engine.conftest import make_card


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    folder = tmp_path / "home"
    monkeypatch.setenv("TESELA_HOME", str(folder))
    return folder


@pytest.fixture
def models(home):
    return home / "models"


@pytest.fixture
def pack(package, tmp_path):
    """Zip a package's folder, under a top folder or not, with more files; returns the zip's path."""

    def write(top="", more=None, without=(), **changes):
        folder = package(**changes)
        path = tmp_path / "package.zip"
        with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            warnings.simplefilter("ignore", UserWarning)
            for file in sorted(folder.iterdir()):
                if file.name not in without:
                    archive.write(file, top + file.name)
            for name, content in (more or {}).items():
                archive.writestr(name, content)
        return path

    return write


def left(models):
    """What lies in the folder of added models, temporary folders included."""
    return sorted(path.name for path in models.iterdir()) if models.exists() else []


def refused(source, models, problem, **options):
    with pytest.raises(CardError, match=problem) as error:
        install(source, **options)
    assert left(models) == []
    assert "adding-" not in str(error.value), "the message speaks of what the person knows"
    return str(error.value)


def test_a_folder_is_installed_as_a_copy_of_its_own(package, models):
    folder = package()
    installed = install(folder)
    assert installed.package == read_package(models / "bright")
    assert places.find_model("bright") == models / "bright"
    assert left(models) == ["bright"]
    (folder / "model.keras").write_bytes(b"changed later")
    read_package(models / "bright")


def test_a_hard_linked_file_becomes_one_of_its_own(package, models):
    folder = package()
    os.link(folder / "model.keras", folder.parent / "another-name")
    install(folder)
    assert (models / "bright" / "model.keras").stat().st_nlink == 1


@pytest.mark.parametrize("top", ["", "bright/", "some other name/"])
def test_a_zip_is_installed_from_its_top_or_its_only_folder(pack, models, top):
    installed = install(pack(top))
    assert installed.package.folder == models / "bright"
    assert read_package(models / "bright").card.id == "bright"


def test_companions_are_kept_and_litter_of_desktops_is_left_out_and_told(pack, models):
    litter = {"bright/.DS_Store": "x", "__MACOSX/bright/._card.json": "x"}
    installed = install(pack("bright/", {"bright/README.md": "Read me", **litter}))
    assert sorted(installed.left_out) == sorted(litter)
    assert sorted(path.name for path in (models / "bright").iterdir()) == ["README.md", "card.json", "model.keras"]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("../evil.txt", "leads out of the package"),
        ("bright/../../evil.txt", "leads out of the package"),
        ("/etc/evil.txt", "is absolute"),
        ("C:/evil.txt", "is absolute"),
        ("C:evil.txt", "is absolute"),
        ("//server/share/evil.txt", "is absolute"),
        ("..\\evil.txt", "holds a backslash"),
        ("a//b", "is no plain path"),
        ("./card.txt", "is no plain path"),
        ("README.md:stream", "does not allow"),
        ("CON", "is reserved on Windows"),
        ("nul.txt", "is reserved on Windows"),
        ("README.md.", "ends in a dot"),
        ("README.md ", "ends in a dot or a space"),
        ("bell\x07", "control character"),
        ("n" * 201, "too long"),
        ("Model.keras", "one file on systems that ignore case"),
        ("CARD.JSON", "one file on systems that ignore case"),
        ("model.keras", "holds 'model.keras' twice"),
        ("card.json/", "holds 'card.json' twice|card.json"),
    ],
)
def test_a_dangerous_name_is_refused(pack, models, tmp_path, name, problem):
    before = sorted(tmp_path.rglob("*"))
    source = pack(more={name: "x"})
    refused(source, models, problem)
    assert not [path for path in set(tmp_path.rglob("*")) - set(before) if "evil" in path.name]


def test_names_that_differ_only_in_unicode_form_are_refused(pack, models):
    refused(pack(more={"caf\u00e9": "x", "cafe\u0301": "x"}), models, "ignore case")


def test_a_name_cut_short_by_a_zero_byte_is_refused(pack, models):
    source = pack(more={"README.md_evil": "x"})
    source.write_bytes(source.read_bytes().replace(b"README.md_evil", b"README.md\0evil"))
    refused(source, models, "control character")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_in_a_zip_are_refused(pack, models, kind):
    link = zipfile.ZipInfo("README.md")
    link.create_system = 3
    link.external_attr = (kind | 0o777) << 16
    refused(pack(more={link: "/etc/passwd"}), models, "symbolic link" if kind == stat.S_IFLNK else "special file")


def test_a_link_in_a_folder_is_refused(package, models, tmp_path):
    folder = package()
    (tmp_path / "secret").write_text("secret")
    (folder / "README.md").symlink_to(tmp_path / "secret")
    refused(folder, models, r"'README\.md' is a symbolic link")


def test_a_pipe_in_a_folder_is_refused_and_not_read(package, models):
    folder = package()
    os.mkfifo(folder / "README.md")
    refused(folder, models, "special file")


def test_a_bomb_by_its_declared_size_is_refused(pack, models):
    refused(pack(more={"README.md": b"\0" * 20_000_000}), models, "would grow from")


def test_a_bomb_that_declares_too_little_is_stopped_at_what_it_declares(pack, models):
    source = pack(more={"README.md": b"\0" * 5_000_000})
    content = bytearray(source.read_bytes())
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.rindex(signature)
        assert struct.unpack_from("<I", content, at + offset) == (5_000_000,)
        struct.pack_into("<I", content, at + offset, 1000)
    source.write_bytes(bytes(content))
    refused(source, models, "cannot be unpacked|does not have the")


def test_too_many_members_are_refused(pack, models):
    refused(pack(more={f"{i}.txt": "x" for i in range(300)}), models, "a handful")


def test_a_folder_with_a_whole_disk_in_it_is_refused(package, models):
    folder = package()
    for i in range(300):
        (folder / f"{i}.txt").write_text("x")
    refused(folder, models, "more than 200 files")


def test_more_than_the_limit_in_all_is_refused(pack, models, monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    refused(pack(more={"README.md": "x" * 2000}), models, "at most 1,000")


def test_an_encrypted_file_is_refused(pack, models):
    source = pack()
    content = bytearray(source.read_bytes())
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = content.index(signature)
        content[at + offset] |= 1
    source.write_bytes(bytes(content))
    refused(source, models, "is encrypted")


def test_damaged_bytes_are_found(pack, models):
    source = pack()
    content = bytearray(source.read_bytes())
    at = content.index(b"card.json") + len("card.json") + 5
    content[at : at + 20] = b"\xff" * 20
    source.write_bytes(bytes(content))
    refused(source, models, "damaged")


def test_a_truncated_zip_is_refused(pack, models):
    source = pack()
    source.write_bytes(source.read_bytes()[:-30])
    refused(source, models, "neither a folder nor a zip")


@pytest.mark.parametrize("name", ["missing", "notes.txt"])
def test_what_is_neither_folder_nor_zip_is_refused(tmp_path, models, name):
    (tmp_path / "notes.txt").write_text("notes")
    refused(tmp_path / name, models, r"does not exist|neither a folder nor a zip")


def test_a_package_without_a_card_is_refused(pack, models):
    refused(pack(without=("card.json",)), models, r"holds no card\.json")


def test_a_card_two_folders_down_is_not_searched_for(pack, models):
    refused(pack("a/b/"), models, r"holds no card\.json")


def test_two_packages_in_one_zip_are_refused(pack, models):
    refused(pack("one/", {"two/card.json": "{}"}), models, r"holds no card\.json")


def test_a_card_that_is_wrong_is_refused_by_its_place_in_the_source(pack, package, models):
    folder = package()
    data = schema.to_json(make_card()) | {"surprise": 1}
    (folder / "card.json").write_text(json.dumps(data))
    message = refused(folder, models, "unknown key 'surprise'")
    assert str(folder / "card.json") in message


def test_a_card_that_is_nested_to_exhaust_the_reader_is_refused(package, models):
    folder = package()
    (folder / "card.json").write_text("[" * 200_000)
    refused(folder, models, "nested too deeply|cannot be read")


def test_a_card_too_large_to_be_one_is_refused(package, models, monkeypatch):
    monkeypatch.setattr(module, "MOST_CARD_BYTES", 100)
    refused(package(), models, "as no card does")


def test_altered_weights_are_refused(package, models):
    folder = package()
    (folder / "model.keras").write_bytes(b"darker")
    refused(folder, models, "checksum differs")


def test_missing_weights_are_refused(pack, models):
    refused(pack(without=("model.keras",)), models, r"lacks the weights 'model\.keras'")


@pytest.mark.parametrize("name", ["setup.py", "plugin.so", "sub/folder.txt", ".hidden"])
def test_a_file_that_no_package_holds_is_refused(pack, models, name):
    refused(pack(more={name: "x"}), models, "is not part of a model package")


@pytest.mark.parametrize("name", ["../up", "Upper", "with space", "con", "", ".hidden", "a/b", "a" * 65, "dot."])
def test_an_id_that_is_no_folder_name_is_refused(package, models, tmp_path, name):
    folder = package()
    (folder / "card.json").write_text(json.dumps(schema.to_json(make_card()) | {"id": name}))
    refused(folder, models, "its id")
    assert not (tmp_path / "home" / "up").exists()


def test_the_id_of_a_bundled_model_is_refused(package, models):
    refused(package(id="damage-tiles"), models, "comes with Tesela")
    refused(package(id="damage-tiles"), models, "comes with Tesela", replace=True)


@pytest.mark.parametrize(
    ("version", "changes", "words"),
    [
        ("1.0.0", {}, "the very same one"),
        ("1.0.0", {"summary": "Another."}, "a different one with the same version"),
        ("1.1.0", {}, "1.1.0 is newer"),
        ("0.9.0", {}, "0.9.0 is older"),
    ],
)
def test_an_installed_id_is_replaced_only_when_told(package, models, version, changes, words):
    install(package())
    other = package(version=version, **changes)
    with pytest.raises(ModelIsInstalled, match=words) as error:
        install(other)
    assert error.value.installed.version == "1.0.0"
    assert error.value.offered.version == version
    assert read_package(models / "bright").card == make_card()
    assert install(other, replace=True).replaced == "1.0.0"
    assert read_package(models / "bright").card == make_card(version=version, **changes)
    assert left(models) == ["bright"]


def test_an_installed_package_with_a_broken_card_is_replaced(package, models):
    install(package())
    (models / "bright" / "card.json").write_text("broken")
    install(package())
    assert read_package(models / "bright").card == make_card()


@pytest.mark.parametrize(
    ("one", "other", "order"),
    [
        ("1.0", "1.0", 0),
        ("1", "1.0.0", 0),
        ("1.9", "1.10", -1),
        ("2.0", "1.99.9", 1),
        ("1.0-rc1", "1.0", -1),
        ("1.0", "1.0.1", -1),
        ("1.0-rc2", "1.0-rc10", -1),
    ],
)
def test_versions_are_compared_by_their_numbers(one, other, order):
    assert compare_versions(one, other) == order
    assert compare_versions(other, one) == -order


def test_what_the_caller_finds_wrong_is_refused(package, models):
    def check(unpacked):
        raise ModelError(f"{unpacked.weights_path} is refused: it contains keras.layers.Lambda.")

    folder = package()
    message = refused(folder, models, "Lambda", check=check)
    assert str(folder / "model.keras") in message


def test_the_architecture_check_sees_the_unpacked_package(package, models):
    seen = []
    install(package(), check=lambda unpacked: seen.append(read_package(unpacked.folder).card.id))
    assert seen == ["bright"]


def test_a_disk_without_room_is_told_before_anything_is_written(package, models, monkeypatch):
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(module.shutil, "disk_usage", lambda path: usage._replace(free=1000))
    refused(package(), models, "make room")


def test_a_disk_that_fills_up_leaves_nothing(package, models, monkeypatch):
    written = []

    class Full:
        def __init__(self, file):
            self.file = file

        def __enter__(self):
            return self

        def __exit__(self, *error):
            self.file.close()

        def write(self, chunk):
            written.append(len(chunk))
            raise OSError(errno.ENOSPC, "No space left on device")

    opened = Path.open
    monkeypatch.setattr(
        Path, "open", lambda path, mode="r", **options: Full(opened(path, mode)) if mode == "xb" else opened(path, mode)
    )
    refused(package(), models, "No space left on device")
    assert written


def test_a_folder_that_cannot_be_written_is_told(package, home):
    home.write_text("a file where the folder should be")
    with pytest.raises(CardError, match="cannot be used"):
        install(package())


def test_cancel_leaves_nothing(package, models):
    with pytest.raises(RunCancelled, match="nothing was changed"):
        install(package(), cancelled=lambda: True)
    assert left(models) == []


def test_a_rename_that_fails_brings_the_earlier_package_back(package, models, monkeypatch):
    install(package())
    rename = Path.rename

    def fail(path, target):
        if path.name == "new":
            raise PermissionError(errno.EACCES, "used by another process")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(CardError, match="used by another process"):
        install(package(version="2.0.0"), replace=True)
    assert read_package(models / "bright").card.version == "1.0.0"
    assert left(models) == ["bright"]


def test_what_a_killed_process_left_is_never_a_model_and_goes_the_next_day(package, models):
    for name in (".adding-old", ".adding-now"):
        shutil.copytree(package(), models / name / "new")
    os.utime(models / ".adding-old", (0, 0))
    assert places.added_models() == {}
    install(package())
    assert left(models) == [".adding-now", "bright"]


def test_an_added_model_is_removed_and_a_bundled_one_is_not(package, models):
    install(package())
    assert remove("bright") == models / "bright"
    assert left(models) == []
    with pytest.raises(CardError, match="comes with Tesela"):
        remove("damage-tiles")
    assert places.find_model("damage-tiles").is_dir()
    for name in ("bright", "../bright", ""):
        with pytest.raises(CardError, match="no added model"):
            remove(name)


def test_a_bundled_package_is_whole_as_a_zip(models, tmp_path):
    source = places.find_model("damage-tiles")
    folder = tmp_path / "own"
    shutil.copytree(source, folder)
    card = json.loads((folder / "card.json").read_text())
    (folder / "card.json").write_text(json.dumps(card | {"id": "my-damage-tiles"}))
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", folder)
    assert install(Path(packed)).package.card.id == "my-damage-tiles"
