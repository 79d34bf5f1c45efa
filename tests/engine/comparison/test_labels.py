"""Counts, pairs and colours of labels, worked out by hand."""

import numpy as np
import pytest
from tesela.engine.comparison.labels import describe_labels, label_of_each
from tesela.engine.comparison.samples import Samples


def samples(truth, labels) -> Samples:
    images = np.zeros((4, 2, 2, 3), np.uint8)
    images[:, :, :, 0] = np.array([10, 20, 30, 40])[:, None, None]
    images[2, :, :, 2] = 100
    parts = np.array([0, 0, 1, 2])
    return Samples(images, truth, labels, parts, parts, "drawn")


def test_labels_that_come_together_are_counted():
    truth = np.array([[1, 1, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0]], bool)
    found = describe_labels(samples(truth, ("a", "b", "none")))
    assert found.counts == {"training": (2, 1, 0), "validation": (0, 1, 0), "test": (1, 1, 0)}
    assert found.together == ((3, 2, 0), (2, 3, 0), (0, 0, 0))
    assert found.colours[0] == pytest.approx(((10 + 20 + 40) / 3, 0, 0))
    assert found.colours[1] == pytest.approx(((10 + 30 + 40) / 3, 0, 100 / 3))


def test_classes_never_come_together():
    found = describe_labels(samples(np.array([0, 1, 1, 1]), ("a", "b")))
    assert found.together == ((1, 0), (0, 3))
    assert found.counts["training"] == (1, 1)


def test_a_value_is_told_by_its_quarters():
    found = describe_labels(samples(np.array([0.0, 1.0, 2.0, 4.0]), ("share",)))
    assert found.together == tuple(tuple(int(i == j) for j in range(4)) for i in range(4))
    assert found.names[0].startswith("share 0 to ")
    assert [colour[0] for colour in found.colours] == [10, 20, 30, 40]


def test_a_map_shows_the_rarest_label_held():
    truth = np.array([[1, 1], [1, 0], [1, 0], [0, 0]], bool)
    names, marks = label_of_each(samples(truth, ("often", "rare")))
    assert [names[mark] for mark in marks] == ["rare", "often", "often", "no label"]
