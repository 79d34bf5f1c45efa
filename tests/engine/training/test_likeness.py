"""Tiles that show the same ground are found, shifted or not; tiles that do not are left alone."""

import numpy as np
from scipy import ndimage
from tesela.engine.training.likeness import find_lookalikes
from tesela.engine.training.recipe import Split
from tesela.engine.training.split import LEFT_OUT, drop_lookalikes


def ground(seed: int) -> np.ndarray:
    noise = ndimage.gaussian_filter(np.random.default_rng(seed).normal(size=(400, 400)), 4)
    grey = 128 + 40 * noise / noise.std()
    return np.clip(grey, 0, 255).astype(np.uint8)[..., None].repeat(3, axis=-1)


def tiles() -> np.ndarray:
    one, other = ground(0), ground(1)
    return np.stack([one[:128, :128], one[40:168, 30:158], other[:128, :128], one[260:388, 260:388]])


def test_a_tile_that_overlaps_one_of_another_part_is_found():
    assert find_lookalikes(tiles(), np.array([0, 2, 0, 2]), 0.75) == [(0, 1)]


def test_tiles_of_one_part_may_overlap():
    assert find_lookalikes(tiles(), np.array([0, 0, 2, 2]), 0.75) == []


def test_a_brighter_copy_is_still_the_same_ground():
    pair = np.stack([tiles()[0], np.clip(tiles()[0] * 0.6 + 60, 0, 255).astype(np.uint8)])
    assert find_lookalikes(pair, np.array([0, 1]), 0.9) == [(0, 1)]


def test_tiles_of_a_single_colour_are_like_nothing():
    plain = np.stack([np.full((128, 128, 3), 90, np.uint8)] * 2)
    assert find_lookalikes(plain, np.array([0, 1]), 0.75) == []


def test_the_earlier_part_gives_way_and_is_counted():
    parts = np.array([2, 0, 1, 1])
    assert drop_lookalikes(tiles(), np.array(["a"] * 4), parts, Split().likeness) == 1
    assert parts.tolist() == [2, LEFT_OUT, 1, 1]


def test_tiles_of_different_scenes_are_not_compared():
    parts = np.array([0, 2, 0, 2])
    assert drop_lookalikes(tiles(), np.array(["a", "b", "a", "b"]), parts, 0.75) == 0
