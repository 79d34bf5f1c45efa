"""Patches are cut, padded and drawn as their pool says."""

import numpy as np
import pytest
from tesela.engine.training.samples import Canvas, CanvasPool, Mixture, TilePool, cut, find_walls, fit_to_patch


def canvas(height: int = 40, width: int = 60) -> Canvas:
    rows, cols = np.indices((height, width))
    image = np.stack([rows, cols, np.full_like(rows, 99)], axis=-1).astype(np.uint8)
    valid = np.ones((height, width), bool)
    valid[:, 50:] = False
    return Canvas("drawn", image, (cols % 2).astype(np.int32), valid)


def test_a_patch_holds_its_pixels_around_the_centre():
    patch = cut(canvas(), 20, 30, 8)
    assert patch.shape == (8, 8, 6)
    assert patch[4, 4, 0] == 20
    assert patch[4, 4, 1] == 30
    assert patch[..., 5].all()
    assert np.array_equal(patch[0, :, 3], np.arange(26, 34) % 2)


@pytest.mark.parametrize(("row", "col"), [(0, 0), (39, 30), (20, 59)])
def test_beyond_the_canvas_and_its_data_everything_is_zero(row, col):
    patch = cut(canvas(), row, col, 16)
    outside = patch[..., 5] == 0
    assert outside.any()
    assert not patch[outside].any()


def test_tiles_are_cropped_or_continued_by_reflection():
    tile = np.arange(10, dtype=np.uint8).reshape(1, 2, 5, 1).repeat(3, axis=3)
    assert np.array_equal(fit_to_patch(tile, 2)[0, :, :, 0], [[1, 2], [6, 7]])
    assert np.array_equal(fit_to_patch(tile[:, :, :3], 4)[0, 1:3, 0, 0], [0, 5])
    assert fit_to_patch(np.zeros((2, 6, 5, 3), np.uint8), 8).shape == (2, 8, 8, 3)


def test_both_labels_are_drawn_as_often_however_rare_one_is():
    labels = np.zeros((500, 1), np.float32)
    labels[:5] = 1
    pool = TilePool(np.zeros((500, 6, 6, 3), np.uint8), labels)
    _, drawn = pool.draw(400, 6, np.random.default_rng(0))
    assert drawn.mean() == pytest.approx(0.5, abs=0.1)


def test_labelled_centres_move_by_no_more_than_the_jitter():
    pool = CanvasPool((canvas(),), np.array([[0, 20, 25]]), np.ones((1, 1), np.float32), jitter=3)
    patches, labels = pool.draw(200, 8, np.random.default_rng(0))
    moved = patches[:, 4, 4, :2] - [20, 25]
    assert np.abs(moved).max() == 3
    assert labels.shape == (200, 1)


def test_unlabelled_canvases_give_patches_with_data():
    patches, labels = CanvasPool((canvas(),)).draw(50, 16, np.random.default_rng(0))
    assert labels.shape == (50, 0)
    assert (patches[..., 5].mean(axis=(1, 2)) > 0.1).all()


def test_a_mixture_draws_from_every_pool_by_weight():
    dark, bright = (TilePool(np.full((3, 6, 6, 3), v, np.uint8), np.zeros((3, 1), np.float32)) for v in (1, 200))
    patches, labels = Mixture(((3.0, dark), (1.0, bright))).draw(800, 6, np.random.default_rng(0))
    assert len(patches) == len(labels) == 800
    assert np.mean(patches[:, 0, 0, 0] == 200) == pytest.approx(0.25, abs=0.05)


def test_walls_stand_where_two_objects_meet_and_nowhere_else():
    numbers = np.zeros((9, 12), np.int32)
    numbers[2:7, 2:5] = 1
    numbers[2:7, 5:8] = 2
    numbers[2:7, 10:12] = 3
    walls = find_walls(numbers)
    assert set(np.flatnonzero(walls[4])) == {4, 5}
    assert not walls[0].any()


def test_a_gap_of_one_pixel_is_a_wall_too():
    numbers = np.zeros((3, 7), np.int32)
    numbers[:, :3], numbers[:, 4:] = 1, 2
    assert set(np.flatnonzero(find_walls(numbers)[1])) == {3}
