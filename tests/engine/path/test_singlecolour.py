"""Windows of a single colour are told from windows that hold anything."""

import numpy as np
import pytest
from tesela.engine.path.singlecolour import single_colour


def window(change=None, colour=(0.1, -0.5, 0.9)):
    pixels, valid = np.full((8, 8, 3), colour, np.float32), np.ones((8, 8), bool)
    if change is not None:
        change(pixels, valid)
    return pixels, valid


def other_band(pixels, valid):
    pixels[3, 4, 2] += 2 / 255


def other_without_data(pixels, valid):
    pixels[2:5, :, 0] = 1
    valid[2:5] = False


def first_without_data(pixels, valid):
    pixels[0], valid[0] = 1, False


def one_pixel(pixels, valid):
    pixels[:] = np.random.default_rng(1).random(pixels.shape)
    valid[:] = False
    valid[6, 6] = True


def rounding(pixels, valid):
    pixels[5, 5] = np.nextafter(pixels[5, 5], np.float32(2))


def neighbour_of_16_bits(pixels, valid):
    pixels[5, 5, 0] += 2 / 65535


@pytest.mark.parametrize(
    ("change", "single"),
    [
        (None, True),
        (other_band, False),
        (other_without_data, True),
        (first_without_data, True),
        (one_pixel, True),
        (rounding, True),
        (neighbour_of_16_bits, False),
    ],
)
def test_only_pixels_with_data_count(change, single):
    (pixels, valid), (varied, all_valid) = window(change), window(other_band)
    found = single_colour(np.stack([varied, pixels]), np.stack([all_valid, valid]), 2.0)
    assert found.tolist() == [False, single]


def test_no_window_gives_no_answer():
    assert single_colour(np.empty((0, 8, 8, 3), np.float32), np.empty((0, 8, 8), bool), 1.0).shape == (0,)
