"""Embeddings are computed once, only where they are needed, and kept for the same weights and images alone."""

import numpy as np
import pytest
from tesela.engine.comparison.embedding_map import choose_for_map, map_embeddings
from tesela.engine.comparison.embeddings import Embeddings
from tesela.engine.comparison.samples import ComparisonError
from tesela.engine.comparison.watch import Watch
from tesela.engine.contract.errors import RunCancelled


def test_only_what_is_asked_for_is_computed_and_only_once(tmp_path, drawn, encoders):
    images, one = drawn().images, encoders[0]
    store = Embeddings(images, tmp_path, Watch())
    first = store.take(one.encoder, np.array([7, 3, 7]))
    assert sorted(one.seen) == [3, 7]
    assert np.array_equal(first[0], first[2])
    store.take(one.encoder, np.array([3, 4]))
    assert sorted(one.seen) == [3, 4, 7]
    assert np.allclose(first[1], one.embed(images[3:4])[0], atol=1e-2)


def test_the_folder_serves_the_next_run_but_no_other_weights_or_images(tmp_path, drawn, encoders):
    samples, (one, other) = drawn(), encoders
    before = Embeddings(samples.images, tmp_path, Watch()).take(one.encoder, np.arange(5))
    one.seen.clear()
    again = Embeddings(samples.images, tmp_path, Watch())
    assert np.array_equal(again.take(one.encoder, np.arange(5)), before)
    assert one.seen == []
    assert again.account(one.encoder)["computed"] == 0
    again.take(other.encoder, np.arange(5))
    assert other.seen == list(range(5))
    changed = samples.images.copy()
    changed[9, 9, 9] += 1
    Embeddings(changed, tmp_path, Watch()).take(one.encoder, np.arange(5))
    assert one.seen == list(range(5))


def test_a_damaged_file_is_said_and_made_again(tmp_path, drawn, encoders):
    said = []
    images, one = drawn().images, encoders[0]
    before = Embeddings(images, tmp_path, Watch()).take(one.encoder, np.arange(5))
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:100])
    assert np.array_equal(Embeddings(images, tmp_path, Watch(said.append)).take(one.encoder, np.arange(5)), before)
    assert kept.name in said[0]


def test_a_cancel_leaves_no_part_of_a_file(tmp_path, drawn, encoders):
    with pytest.raises(RunCancelled):
        Embeddings(drawn().images, tmp_path, Watch(cancelled=lambda: True)).take(encoders[0].encoder, np.arange(5))
    assert list(tmp_path.iterdir()) == []


def test_a_map_keeps_groups_together_and_does_not_change():
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(40, 8)) + np.repeat([0, 30], 20)[:, None]
    places = map_embeddings(vectors, seed=1)
    assert places.shape == (40, 2)
    assert np.array_equal(places, map_embeddings(vectors, seed=1))
    near = np.linalg.norm(places[:, None] - places, axis=2) + np.eye(40) * 1e9
    assert (near.argmin(axis=1) // 20 == np.arange(40) // 20).all()


def test_a_map_of_four_samples_is_refused_and_one_of_many_is_thinned_out():
    with pytest.raises(ComparisonError, match="at least five"):
        map_embeddings(np.zeros((4, 3)), 1)
    assert choose_for_map(5, 10, 1).tolist() == list(range(5))
    assert len(np.unique(choose_for_map(5000, 5000, 1))) == 2000
