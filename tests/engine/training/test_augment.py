"""Augmentation turns, mirrors and colours windows without inventing labels or data."""

import numpy as np
import pytest
from tesela.engine.training import augment
from tesela.engine.training.recipe import Augmentation

STILL = Augmentation(turn_step_deg=90, scale=1, brightness=0, contrast=0, saturation=0, tint=0, blur=0, nodata=0)
WINDOW = 32


def patches(count: int, patch: int) -> np.ndarray:
    rng = np.random.default_rng(1)
    drawn = rng.uniform(20, 235, (count, patch, patch, 6)).astype(np.float32)
    drawn[..., 3] = drawn[..., 0] > 128
    drawn[..., 4] = 0
    drawn[..., 5] = 1
    return drawn


def test_a_window_turned_by_any_angle_lies_inside_its_patch():
    patch = augment.patch_px(WINDOW, 1.3)
    transforms = augment.warps(500, patch, WINDOW, Augmentation(turn_step_deg=10, scale=1.3), np.random.default_rng(0))
    corners = np.array([(0, 0), (WINDOW - 1, 0), (0, WINDOW - 1), (WINDOW - 1, WINDOW - 1)], float)
    x = transforms[:, [0, 1]] @ corners.T + transforms[:, [2]]
    y = transforms[:, [3, 4]] @ corners.T + transforms[:, [5]]
    assert min(x.min(), y.min()) >= 0
    assert max(x.max(), y.max()) <= patch - 1


def test_quarter_turns_and_reflections_keep_every_pixel():
    drawn = patches(64, WINDOW)
    images, masks = augment.vary(drawn, WINDOW, STILL, 0.0, np.random.default_rng(2))
    for index in range(len(drawn)):
        assert np.allclose(np.sort(images[index], axis=None), np.sort(drawn[index, ..., :3], axis=None), atol=0.6)
    assert len({image.tobytes() for image in np.round(images[:, :3, :3])}) > 8
    assert masks.shape == (64, WINDOW, WINDOW, 2)
    assert np.all(masks[..., 1] == 1)


def test_masks_follow_their_images():
    images, masks = augment.vary(patches(16, WINDOW), WINDOW, STILL, 0.0, np.random.default_rng(3))
    assert np.mean((images[..., :1] > 128) == (masks[..., :1] > 0.5)) > 0.99


def test_colours_stay_raster_values():
    strong = Augmentation(brightness=200, contrast=0.9, saturation=0.9, tint=0.9, blur=1)
    varied = augment.jitter_colours(patches(8, WINDOW)[..., :3], strong, np.random.default_rng(4))
    assert varied.min() >= 0
    assert varied.max() <= 255


def test_an_edge_without_data_is_black_and_holds_no_target():
    how = Augmentation(turn_step_deg=90, scale=1, nodata=1.0, brightness=0, blur=0)
    drawn = patches(32, WINDOW)
    drawn[..., 3] = 1
    images, masks = augment.vary(drawn, WINDOW, how, 0.0, np.random.default_rng(5))
    empty = masks[..., 0] == 0
    assert empty.any(axis=(1, 2)).mean() > 0.9
    assert np.all(images[empty] == 0)
    assert np.all(images[~empty].max(axis=-1) > 0)


def test_a_share_of_zero_leaves_every_window_whole():
    assert augment.nodata_edges(20, WINDOW, 0.0, np.random.default_rng(0)).all()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_seed_gives_the_same_windows(seed):
    first, second = (
        augment.vary(patches(4, 50), WINDOW, Augmentation(), 0.0, np.random.default_rng(seed))[0] for _ in range(2)
    )
    assert np.array_equal(first, second)


def test_walls_are_half_certain_and_count_more():
    drawn = patches(4, WINDOW)
    drawn[..., 3] = 1
    drawn[:, :, 10:14, 4] = 1
    _, masks = augment.vary(drawn, WINDOW, STILL, 0.0, np.random.default_rng(6))
    cut_open = masks[..., 0] < 0.75
    assert cut_open.mean() == pytest.approx(4 / WINDOW, abs=0.02)
    assert masks[..., 0].min() == pytest.approx(augment.WALL_TARGET)
    assert np.all(masks[cut_open][:, 1] > 1.5)
    assert np.all(masks[masks[..., 0] == 1][:, 1] == 1)
