"""Windows fade into each other: no seams, no loss, whatever order parts come in."""

import numpy as np
import rasterio
from tesela.engine.path.blend import fade, score_step, stretch_to
from tesela.engine.path.model import Model
from tesela.engine.path.windows import Window


def test_weights_fall_towards_the_edges_and_never_vanish():
    weights = fade(32, 32, 8)
    assert weights.min() > 0
    assert weights[16, 16] == 1
    assert (np.diff(weights[16, :8]) > 0).all()
    assert (weights == weights[::-1, ::-1]).all()


def test_blended_scores_of_a_constant_have_no_seams(draw, run_job, tmp_path):
    done, _, _ = run_job(draw(np.full((3, 100, 70), 128, np.uint8)))
    with rasterio.open(f"{done.run}/scores-0.tif") as dataset:
        assert set(np.unique(dataset.read(1))) == {127}


def test_windows_that_disagree_fade_from_one_to_the_other(draw, run_job):
    def load(package, window_px, keep_embeddings):
        answers = iter([0.0, 1.0])

        def score(pixels):
            return np.concatenate([np.full((1, 32, 32, 1), next(answers), np.float32) for _ in pixels]), None

        return Model(package.card, score, "CPU (test)", "NumPy")

    done, _, _ = run_job(draw(np.full((3, 32, 56), 9, np.uint8)), load=load)
    with rasterio.open(f"{done.run}/scores-0.tif") as dataset:
        row = dataset.read(1)[16].astype(int)
    assert (row[:24] == 0).all()
    assert (row[32:] == 254).all()
    assert (np.diff(row[23:33]) > 0).all()


def test_a_large_raster_is_blended_in_blocks_as_in_one(draw, run_job, monkeypatch):
    pixels = np.random.default_rng(0).integers(0, 255, (3, 300, 280), dtype=np.uint8)
    path = draw(pixels)
    first, _, _ = run_job(path, output="whole")
    monkeypatch.setattr("tesela.engine.path.blend.BLOCK_ROWS_PX", 64)
    monkeypatch.setattr("tesela.engine.path.blend.BLOCK_COLS_PX", 96)
    second, _, _ = run_job(path, output="blocks")
    with rasterio.open(f"{first.run}/scores-0.tif") as a, rasterio.open(f"{second.run}/scores-0.tif") as b:
        assert (a.read() == b.read()).all()


def test_scores_are_stretched_to_windows_of_another_size():
    scores = np.arange(16, dtype=np.uint8).reshape(4, 4, 1)
    assert stretch_to(scores, Window(0, 0, 4, 4)) is scores
    assert stretch_to(scores, Window(0, 0, 8, 2)).shape == (8, 2, 1)


def test_a_threshold_becomes_the_least_step_that_reaches_it():
    assert score_step(0.5) == 127
    assert score_step(0.5001) == 128
    assert score_step(1.0) == 254
