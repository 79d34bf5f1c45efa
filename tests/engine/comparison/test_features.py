"""Features without a network, against values worked out by hand."""

import numpy as np
from tesela.engine.comparison.features import band_statistics, gradient_histograms


def test_statistics_are_the_mean_and_the_standard_deviation_of_each_band():
    image = np.zeros((2, 2, 3), np.uint8)
    image[..., 0] = [[0, 10], [0, 10]]
    image[..., 1] = 7
    image[..., 2] = [[0, 0], [0, 200]]
    spread = np.sqrt((3 * 50**2 + 150**2) / 4)
    assert np.allclose(band_statistics(image[None]), [[5, 7, 50, 5, 0, spread]])


def ramp(side: int) -> np.ndarray:
    """A window that gets brighter from left to right."""
    return np.repeat(np.broadcast_to(np.arange(side, dtype=np.uint8) * 4, (side, side))[..., None], 3, axis=2)


def test_a_ramp_fills_one_orientation_of_each_cell_alike():
    across = gradient_histograms(ramp(32)[None])
    down = gradient_histograms(ramp(32).transpose(1, 0, 2)[None])
    assert across.shape == (1, 2 * 2 * 9)
    for features, orientation in ((across, 0), (down, 4)):
        cells = features.reshape(4, 9)
        assert np.allclose(cells[:, orientation], 0.5, atol=1e-3)
        assert np.allclose(np.delete(cells, orientation, axis=1), 0, atol=1e-3)


def test_features_have_the_length_that_the_window_asks_for():
    assert gradient_histograms(np.zeros((2, 112, 112, 3), np.uint8)).shape == (2, 6 * 6 * 2 * 2 * 9)
    assert gradient_histograms(np.zeros((2, 8, 8, 3), np.uint8)).shape == (2, 2 * 2 * 9)
