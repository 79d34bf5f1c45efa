"""One photograph as pixels: whatever its format, it comes upright, square and in RGB, or with a reason."""

import time

import numpy as np
import pytest
from PIL import Image, ImageDraw
from tesela.engine.photos import image as photo_image
from tesela.engine.photos.image import PhotoError, read_photo


def half_and_half(width=64, height=48) -> Image.Image:
    """Red above, blue below, with a white quarter at the upper left."""
    drawn = Image.new("RGB", (width, height), (255, 0, 0))
    draw = ImageDraw.Draw(drawn)
    draw.rectangle((0, height // 2, width, height), fill=(0, 0, 255))
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=(255, 255, 255))
    return drawn


UNTURN = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("suffix", ["png", "tif"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_exif_orientation_comes_upright(tmp_path, orientation, suffix):
    upright = half_and_half()
    stored = upright if UNTURN[orientation] is None else upright.transpose(UNTURN[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / f"turned.{suffix}", exif=exif)
    upright.save(tmp_path / f"upright.{suffix}")
    turned = read_photo(tmp_path / f"turned.{suffix}", 12).pixels
    assert turned.shape == (12, 12, 3)
    np.testing.assert_array_equal(turned, read_photo(tmp_path / f"upright.{suffix}", 12).pixels)
    assert turned[1, 1].tolist() == [255, 255, 255]
    assert turned[1, -2].tolist() == [255, 0, 0]
    assert turned[-2, 1].tolist() == [0, 0, 255]


def test_middle_square_is_shown_in_its_proportions(tmp_path):
    wide = np.zeros((20, 60, 3), np.uint8)
    wide[:, 20:40] = 200
    Image.fromarray(wide).save(tmp_path / "wide.png")
    shown = read_photo(tmp_path / "wide.png", 10)
    assert shown.shown == pytest.approx(1 / 3)
    np.testing.assert_array_equal(shown.pixels[:, 1:-1], 200)
    Image.fromarray(wide.transpose(1, 0, 2)).save(tmp_path / "tall.png")
    np.testing.assert_array_equal(read_photo(tmp_path / "tall.png", 10).pixels[1:-1], 200)


def test_small_photographs_are_enlarged(tmp_path):
    Image.new("RGB", (5, 3), (10, 20, 30)).save(tmp_path / "small.png")
    np.testing.assert_array_equal(read_photo(tmp_path / "small.png", 16).pixels, np.full((16, 16, 3), (10, 20, 30)))


def deep_grey(path):
    Image.fromarray(np.full((8, 8), 257 * 77, np.uint16)).save(path)


@pytest.mark.parametrize(
    ("name", "save", "expected"),
    [
        ("grey.png", lambda path: Image.new("L", (8, 8), 77).save(path), (77, 77, 77)),
        ("deep.png", deep_grey, (77, 77, 77)),
        ("deep.tif", deep_grey, (77, 77, 77)),
        ("one-bit.png", lambda path: Image.new("1", (8, 8), 1).save(path), (255, 255, 255)),
        ("palette.gif", lambda path: Image.new("RGB", (8, 8), (0, 255, 0)).quantize(4).save(path), (0, 255, 0)),
        ("alpha.png", lambda path: Image.new("RGBA", (8, 8), (200, 100, 50, 0)).save(path), (0, 0, 0)),
        ("half.png", lambda path: Image.new("RGBA", (8, 8), (200, 100, 50, 128)).save(path), (100, 50, 25)),
        ("grey-alpha.png", lambda path: Image.new("LA", (8, 8), (80, 255)).save(path), (80, 80, 80)),
        ("colour.webp", lambda path: Image.new("RGB", (8, 8), (9, 9, 9)).save(path, lossless=True), (9, 9, 9)),
        ("print.tif", lambda path: Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(path), (255, 0, 0)),
        ("print.jpg", lambda path: Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(path), (255, 0, 0)),
    ],
)
def test_every_kind_of_pixel_becomes_rgb(tmp_path, name, save, expected):
    save(tmp_path / name)
    pixels = read_photo(tmp_path / name, 4).pixels
    assert pixels.dtype == np.uint8
    assert np.abs(pixels.astype(int) - expected).max() <= 2


def test_large_jpegs_are_decoded_small_and_look_the_same(tmp_path):
    drawn = half_and_half(4800, 3600)
    drawn.save(tmp_path / "large.jpg", quality=95)
    started = time.process_time()
    small = read_photo(tmp_path / "large.jpg", 24).pixels
    quick = time.process_time() - started
    exact = np.asarray(drawn.crop((600, 0, 4200, 3600)).resize((24, 24), Image.Resampling.BOX), int)
    assert np.abs(small - exact).mean() < 6
    started = time.process_time()
    np.asarray(Image.open(tmp_path / "large.jpg").convert("RGB"))
    assert quick < time.process_time() - started


def test_jpegs_too_large_for_the_limit_pass_once_reduced_and_others_do_not(tmp_path, monkeypatch):
    monkeypatch.setattr(photo_image, "MOST_DECODED_PIXELS", 100 * 75)
    half_and_half(400, 300).save(tmp_path / "large.jpg")
    assert read_photo(tmp_path / "large.jpg", 16).pixels.shape == (16, 16, 3)
    half_and_half(400, 300).save(tmp_path / "large.png")
    with pytest.raises(PhotoError, match="400 x 300 pixels, more than are read; save a smaller copy"):
        read_photo(tmp_path / "large.png", 16)


def test_a_decompression_bomb_is_refused(tmp_path, monkeypatch):
    half_and_half(400, 300).save(tmp_path / "bomb.png")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(PhotoError, match=r"bomb\.png cannot be read \(DecompressionBombError"):
        read_photo(tmp_path / "bomb.png", 16)


def test_broken_files_say_which_and_why(tmp_path):
    half_and_half(640, 480).save(tmp_path / "whole.jpg")
    whole = (tmp_path / "whole.jpg").read_bytes()
    (tmp_path / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.jpg").write_text("not an image")
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "folder.jpg").mkdir()
    Image.fromarray(np.ones((4, 4), np.float32)).save(tmp_path / "float.tif")
    for name, reason in (
        ("cut.jpg", "[Tt]runcated"),
        ("text.jpg", "save it as JPEG"),
        ("empty.jpg", "save it as JPEG"),
        ("folder.jpg", "cannot be read"),
        ("float.tif", "floating-point"),
        ("absent.jpg", "is not there"),
    ):
        with pytest.raises(PhotoError, match=f"{name}.*{reason}"):
            read_photo(tmp_path / name, 8)


def test_postscript_is_never_handed_to_a_program(tmp_path):
    (tmp_path / "code.jpg").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\n")
    with pytest.raises(PhotoError, match="is no image that can be read"):
        read_photo(tmp_path / "code.jpg", 8)


def test_unreadable_exif_leaves_the_photograph_as_it_is(tmp_path):
    half_and_half().save(tmp_path / "odd.jpg", exif=b"Exif\x00\x00garbage that is no TIFF header")
    half_and_half().save(tmp_path / "plain.jpg")
    np.testing.assert_array_equal(
        read_photo(tmp_path / "odd.jpg", 8).pixels, read_photo(tmp_path / "plain.jpg", 8).pixels
    )
