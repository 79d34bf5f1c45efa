"""Few samples a class: how they are drawn, and that nothing but them is learned from."""

import numpy as np
import pytest
from tesela.engine.comparison.few_shot import draw_few, few_shot
from tesela.engine.comparison.samples import ComparisonError

CLASSES = np.array([0] * 30 + [1] * 50)


def test_each_draw_holds_as_many_of_each_class_and_grows_by_more_of_them():
    draws = draw_few(CLASSES, (5, 20), 4, seed=3)
    assert len(draws) == 4
    for draw in draws:
        for count, chosen in draw.items():
            assert len(np.unique(chosen)) == len(chosen) == 2 * count
            assert np.bincount(CLASSES[chosen]).tolist() == [count, count]
        assert set(draw[5]) < set(draw[20])
    assert len({tuple(draw[20]) for draw in draws}) == 4


def test_the_seed_decides_the_draws():
    assert [d[5].tolist() for d in draw_few(CLASSES, (5,), 3, 1)] == [
        d[5].tolist() for d in draw_few(CLASSES, (5,), 3, 1)
    ]
    assert [d[5].tolist() for d in draw_few(CLASSES, (5,), 3, 1)] != [
        d[5].tolist() for d in draw_few(CLASSES, (5,), 3, 2)
    ]


def test_labels_are_drawn_so_that_each_is_held_often_enough():
    labels = np.zeros((40, 3), bool)
    labels[:10, 0] = labels[5:30, 1] = labels[20:, 2] = True
    for draw in draw_few(labels, (6, 10), 3, 1):
        for count, chosen in draw.items():
            assert (labels[chosen].sum(axis=0) >= count).all()


def test_a_label_with_fewer_samples_gives_them_all():
    labels = np.zeros((40, 2), bool)
    labels[:3, 0] = labels[3:, 1] = True
    (draw,) = draw_few(labels, (10,), 1, 1)
    assert labels[draw[10]].sum(axis=0).tolist() == [3, 10]
    with pytest.raises(ComparisonError, match="37 samples a class"):
        draw_few(labels, (38,), 1, 1)


def test_too_few_samples_are_refused_with_both_numbers():
    with pytest.raises(ComparisonError, match=r"30 samples a class to draw from, but 200"):
        few_shot(np.zeros((80, 2)), CLASSES, np.zeros((2, 2)), np.array([0, 1]))


def test_what_can_be_told_apart_is_learned_and_noise_is_not():
    rng = np.random.default_rng(0)
    labels, test_labels = np.arange(400) % 2, np.arange(1000) % 2
    noise, test_noise = rng.normal(size=(400, 6)), rng.normal(size=(1000, 6))
    clear, test_clear = noise + 20 * labels[:, None], test_noise + 20 * test_labels[:, None]
    good = few_shot(clear, labels, test_clear, test_labels, (20, 50), draws=5, seed=1)
    assert [(point.samples, point.mean, point.spread) for point in good] == [(20, 1.0, 0.0), (50, 1.0, 0.0)]
    for point in few_shot(noise, labels, test_noise, test_labels, (20, 50), draws=5, seed=1):
        assert len(point.values) == 5
        assert point.mean == pytest.approx(np.mean(point.values))
        assert point.spread == pytest.approx(np.std(point.values, ddof=1))
        assert 0.42 < point.mean < 0.58


def test_the_same_seed_gives_the_same_figures():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(100, 4)), np.arange(100) % 2
    assert few_shot(x, y, x, y, (5, 10), 3, 9) == few_shot(x, y, x, y, (5, 10), 3, 9)


def test_a_value_is_learned_from_so_many_samples_in_all():
    x = np.random.default_rng(0).normal(size=(300, 1))
    points = few_shot(x, x[:, 0] * 3, x[:50], x[:50, 0] * 3, (20, 200), 2, 1)
    assert [point.figure for point in points] == ["R2", "R2"]
    assert points[0].balanced is None
    assert points[1].mean > points[0].mean > 0
