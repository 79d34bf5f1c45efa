"""The Harvey reader: names are places, folders are classes, pixels become square metres."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image
from tesela.engine.training.harvey import read_harvey
from tesela.engine.training.recipe import RecipeError


def archive(path, tiles):
    with zipfile.ZipFile(path, "w") as zipped:
        for name, value in tiles.items():
            if isinstance(value, bytes):
                zipped.writestr(name, value)
                continue
            data = io.BytesIO()
            Image.fromarray(np.full((128, 128, 3), value, np.uint8)).save(data, "JPEG")
            zipped.writestr(name, data.getvalue())
    return path


def test_tiles_come_with_place_and_class_and_square_pixels(tmp_path):
    path = archive(tmp_path / "t.zip", {"damage/-95.5_29.7.jpeg": 200, "no_damage/-95.4_29.8.jpeg": 50})
    tiles = read_harvey(path, 0.5)
    assert tiles.images.shape[:2] == (2, 128)
    assert tiles.images.shape[2] == pytest.approx(128 * np.cos(np.deg2rad(29.75)), abs=1)
    assert list(tiles.damaged) == [1, 0]
    assert list(tiles.lon_deg) == [-95.5, -95.4]
    assert [round(float(image.mean())) for image in tiles.images] == [200, 50]


def test_an_unreadable_tile_is_left_out_and_counted(tmp_path):
    path = archive(tmp_path / "t.zip", {"damage/-95.5_29.7.jpeg": 200, "damage/-95.4_29.8.jpeg": b"no image"})
    tiles = read_harvey(path, 0.5)
    assert tiles.unreadable == 1
    assert list(tiles.lon_deg) == [-95.5]


def test_another_zip_is_refused(tmp_path):
    with pytest.raises(RecipeError, match="Harvey"):
        read_harvey(archive(tmp_path / "t.zip", {"readme.txt": b"hello"}), 0.5)


def test_a_tile_without_a_place_is_named(tmp_path):
    with pytest.raises(RecipeError, match="somewhere"):
        read_harvey(archive(tmp_path / "t.zip", {"damage/somewhere.jpeg": 1}), 0.5)


def test_a_tile_that_is_cut_short_or_of_another_size_is_left_out_and_counted(tmp_path, jpeg):
    tiles = {
        "damage/-95.5_29.7.jpeg": 200,
        "damage/-95.4_29.7.jpeg": jpeg(90, 128, 128)[:-200],
        "no_damage/-95.3_29.7.jpeg": jpeg(90, 130, 128),
        "no_damage/-95.2_29.7.jpeg": 50,
    }
    read = read_harvey(archive(tmp_path / "t.zip", tiles), 0.5)
    assert read.unreadable == 2
    assert list(read.lon_deg) == [-95.5, -95.2]
    assert list(read.damaged) == [1, 0]


def test_what_is_no_zip_file_or_holds_no_tile_that_can_be_read_is_told(tmp_path):
    path = tmp_path / "t.zip"
    path.write_bytes(b"x")
    with pytest.raises(RecipeError, match=r"t\.zip cannot be read as a zip file: .*Get the data set again"):
        read_harvey(path, 0.5)
    with pytest.raises(RecipeError, match=r"None of the 1 tiles of .*t\.zip can be read"):
        read_harvey(archive(path, {"damage/-95.5_29.7.jpeg": b"no image"}), 0.5)
