"""The paths that people write into fields lead to their files."""

import unicodedata
from pathlib import Path

import pytest
from tesela.engine.photos.files import find_photo


@pytest.fixture
def folder(tmp_path):
    for name in ("a.jpg", "street view/b c.jpg", "Straße/été 100%.jpg", "#1?.jpg"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    return tmp_path


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("a.jpg", "a.jpg"),
        ("  a.jpg ", "a.jpg"),
        ('"a.jpg"', "a.jpg"),
        ("./a.jpg", "a.jpg"),
        ("street view/b c.jpg", "street view/b c.jpg"),
        ("street view\\b c.jpg", "street view/b c.jpg"),
        (".\\street view\\b c.jpg", "street view/b c.jpg"),
        ("Straße/été 100%.jpg", "Straße/été 100%.jpg"),
        (unicodedata.normalize("NFD", "Straße/été 100%.jpg"), "Straße/été 100%.jpg"),
        ("file:///{folder}/street%20view/b%20c.jpg", "street view/b c.jpg"),
        ("file://{folder}/street%20view/b%20c.jpg", "street view/b c.jpg"),
        ("FILE://localhost{folder}/Stra%C3%9Fe/%C3%A9t%C3%A9%20100%25.jpg", "Straße/été 100%.jpg"),
        ("file:a.jpg", "a.jpg"),
        ("file://{folder}/#1?.jpg", "#1?.jpg"),
        ("{folder}/a.jpg", "a.jpg"),
    ],
)
def test_a_path_is_found_however_it_is_written(folder, written, name):
    found = find_photo(written.replace("{folder}", str(folder)), folder)
    assert found is not None
    assert found.samefile(folder / name)


def test_an_accent_stored_decomposed_is_found(tmp_path):
    stored = tmp_path / unicodedata.normalize("NFD", "é.jpg")
    stored.touch()
    assert find_photo(unicodedata.normalize("NFC", "é.jpg"), tmp_path).samefile(stored)


@pytest.mark.parametrize("empty", [None, "", "   "])
def test_an_empty_field_names_no_photograph(empty, tmp_path):
    assert find_photo(empty, tmp_path) is None


def test_a_missing_file_keeps_the_path_that_was_meant(tmp_path):
    assert find_photo("absent.jpg", tmp_path) == tmp_path / "absent.jpg"
    assert find_photo("C:\\photos\\absent.jpg", tmp_path) is not None


def test_a_path_longer_than_systems_allow_is_only_missing(tmp_path):
    assert Path(find_photo("x" * 5000 + ".jpg", tmp_path)).name != ""
