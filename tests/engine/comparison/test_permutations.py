"""All six orders of the three parts, each learned from its own first part."""

import numpy as np
import pytest
from tesela.engine.comparison.permutations import permute_parts, spread
from tesela.engine.comparison.watch import Watch

SIZES = (40, 20, 30)


def test_every_permutation_is_there_once_with_its_sizes():
    part = np.repeat([0, 1, 2], SIZES)
    truth = np.arange(90) % 2
    rows = permute_parts(truth[:, None] * 2.0, truth, part, Watch())
    assert len({(row.training, row.validation, row.test) for row in rows}) == 6
    size = dict(zip(("training", "validation", "test"), SIZES, strict=True))
    for row in rows:
        assert {row.training, row.validation, row.test} == set(size)
        assert row.samples == (size[row.training], size[row.validation], size[row.test])
        assert row.judged.test["balanced accuracy"] == 1
    assert spread(rows, truth) == (1.0, 0.0)


def test_a_head_learns_from_its_first_part_alone():
    """In the test part the feature means the opposite, so only heads that learned there, or judge elsewhere, agree."""
    part = np.repeat([0, 1, 2], 20)
    truth = np.arange(60) % 2
    feature = np.where(part == 2, 1 - truth, truth).astype(float)[:, None]
    for row in permute_parts(feature, truth, part, Watch()):
        assert row.judged.test["balanced accuracy"] == (0 if "test" in (row.training, row.test) else 1)
    mean, deviation = spread(permute_parts(feature, truth, part, Watch()), truth)
    assert mean == pytest.approx(2 / 6)
    assert deviation == pytest.approx(np.std([0, 0, 0, 0, 1, 1], ddof=1))
