"""The quick look at pixels: all over the raster, only what has data, and never long."""

import time

import numpy as np
import pytest
import rasterio
from rasterio.enums import Resampling
from tesela.engine.checking import pixels
from tesela.engine.checking.pixels import sample_pixels


def sample(path, bands=(1, 2, 3), **options):
    with rasterio.open(path) as dataset:
        return sample_pixels(dataset, bands, **options)


def gradient(height, width):
    """Values 1 to 200 from left to right."""
    row = np.linspace(1, 200, width).astype(np.uint8)
    return np.tile(row, (3, height, 1))


def test_percentiles_are_those_of_all_pixels(draw):
    seen = sample(draw(gradient(300, 300)))
    assert (seen.low, seen.high) == pytest.approx(np.percentile(gradient(300, 300), [2, 98]), abs=3)
    assert (seen.valid_share, seen.black_share) == (1.0, 0.0)
    assert seen.share_outside(1, 100) == pytest.approx(0.5, abs=0.02)


def test_patches_of_a_large_raster_lie_all_over_it(draw, monkeypatch):
    monkeypatch.setattr(pixels, "MOST_PIXELS", 1000)
    seen = sample(draw(gradient(900, 900), tiled=True, blockxsize=128, blockysize=128))
    assert seen.count == 25 * 96 * 96
    assert (seen.low, seen.high) == pytest.approx(np.percentile(gradient(9, 900), [2, 98]), abs=20)


def test_no_more_patches_than_there_is_time_for(draw, monkeypatch):
    monkeypatch.setattr(pixels, "MOST_PIXELS", 1000)
    assert sample(draw(gradient(900, 900), tiled=True), limit_s=0.0).count == 96 * 96


def test_overviews_serve_a_large_raster(draw, monkeypatch):
    path = draw(gradient(800, 800))
    with rasterio.open(path, "r+") as dataset:
        dataset.build_overviews([4, 8], Resampling.average)
    monkeypatch.setattr(pixels, "MOST_PIXELS", 100 * 100)
    assert sample(path).count == 512 * 512


def test_huge_blocks_are_left_alone(draw, monkeypatch):
    monkeypatch.setattr(pixels, "MOST_BLOCK_BYTES", 1000)
    assert sample(draw(gradient(300, 300), blockysize=300)) is None


def test_what_has_no_data_does_not_count(draw):
    values = gradient(100, 100)
    values[:, :50] = 255
    seen = sample(draw(values, nodata=255))
    assert seen.valid_share == pytest.approx(0.5)
    assert seen.high < 200


def test_numbers_that_are_none_do_not_count(draw):
    values = np.full((3, 64, 64), 0.5, np.float32)
    values[:, :, :16] = np.nan
    values[:, 0] = np.inf
    seen = sample(draw(values))
    assert (seen.low, seen.high) == (0.5, 0.5)
    assert seen.valid_share == pytest.approx(63 * 48 / 64**2)


def test_black_is_zero_in_every_band(draw):
    values = gradient(100, 100)
    values[:, :25] = 0
    values[0, 50:] = 0
    assert sample(draw(values)).black_share == pytest.approx(0.25)


def test_all_black_gives_no_values(draw):
    seen = sample(draw(np.zeros((3, 64, 64), np.uint8)))
    assert (len(seen.values), seen.black_share) == (0, 1.0)


def test_a_damaged_block_is_passed_over(draw):
    path = draw(gradient(512, 512), tiled=True, blockxsize=128, blockysize=128, compress="deflate")
    with rasterio.open(path) as dataset:
        offset = int(dataset.get_tag_item("BLOCK_OFFSET_1_1", "TIFF", bidx=1))
    with open(path, "r+b") as stream:  # noqa: PTH123 (drawn paths are texts)
        stream.seek(offset)
        stream.write(b"\xff" * 40)
    started = time.monotonic()
    seen = sample(path)
    assert seen is not None
    assert seen.count >= 96 * 96
    assert time.monotonic() - started < 5
