"""Canvases are predicted through overlapping windows without seams, holes or phantom results."""

import keras
import numpy as np
import pytest
from tesela.engine.training.predict import predict_canvas, predict_tiles, window_starts
from tesela.engine.training.samples import Canvas


def brightness_model(window: int) -> keras.Model:
    inputs = keras.Input((window, window, 3))
    outputs = keras.layers.Conv2D(1, 1, kernel_initializer="ones", use_bias=False)(inputs)
    return keras.Model(inputs, outputs)


@pytest.mark.parametrize(("height", "width"), [(16, 16), (50, 37), (9, 40)])
def test_a_model_that_looks_at_one_pixel_gives_that_pixel_back(height, width):
    image = np.random.default_rng(0).integers(0, 255, (height, width, 3)).astype(np.uint8)
    canvas = Canvas(
        "drawn",
        image,
        np.zeros((height, width), np.int32),
        np.ones((height, width), bool),
    )
    scores = predict_canvas(brightness_model(16), canvas, 16, 4)
    assert np.allclose(scores, image.sum(axis=-1) / 127.5 - 3, atol=1e-4)


def test_ground_without_data_scores_zero():
    valid = np.ones((20, 20), bool)
    valid[5:10] = False
    canvas = Canvas("drawn", np.full((20, 20, 3), 200, np.uint8), np.zeros((20, 20), np.int32), valid)
    scores = predict_canvas(brightness_model(16), canvas, 16, 4)
    assert not scores[5:10].any()
    assert scores[valid].all()


@pytest.mark.parametrize("length", [5, 16, 17, 40, 100])
def test_windows_cover_every_pixel_and_stay_inside(length):
    starts = window_starts(length, 16, 4)
    covered = np.zeros(max(length, 16), bool)
    for start in starts:
        covered[start : start + 16] = True
    assert covered[:length].all()
    assert length <= 16 or starts[-1] + 16 == length


def test_tiles_of_an_incomplete_last_batch_are_scored():
    inputs = keras.Input((4, 4, 3))
    model = keras.Model(inputs, keras.layers.GlobalAveragePooling2D()(inputs))
    images = np.arange(35, dtype=np.uint8)[:, None, None, None].repeat(4, 1).repeat(4, 2).repeat(3, 3)
    assert np.allclose(predict_tiles(model, images)[:, 0], np.arange(35) / 127.5 - 1, atol=1e-5)
