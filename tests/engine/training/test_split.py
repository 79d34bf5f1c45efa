"""Places are split in blocks: no place in two parts, a gap between the parts, shares about as asked."""

import numpy as np
import pytest
from tesela.engine.training.recipe import PARTS, RecipeError, Split
from tesela.engine.training.split import LEFT_OUT, local_metres, split_by_place

SPLIT = Split(block_m=1000, guard_m=100, shares={"validation": 0.2, "test": 0.2}, seed=3)


def places(count: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(7)
    centres = rng.uniform(0, 9000, (count, 2))
    repeated = np.concatenate([centres, centres[: count // 3]])
    return repeated, np.concatenate([np.ones(count, np.int64), np.zeros(count // 3, np.int64)])


def test_samples_of_one_place_are_in_one_part():
    centres, labels = places()
    parts = split_by_place(centres, labels, SPLIT)
    _, place = np.unique(centres, axis=0, return_inverse=True)
    for part in range(len(PARTS)):
        others = set(range(len(PARTS))) - {part}
        mine = set(place[parts == part])
        assert not mine & set(place[np.isin(parts, list(others))])


def test_no_two_parts_come_nearer_than_the_guard():
    centres, labels = places()
    parts = split_by_place(centres, labels, SPLIT)
    for first in range(len(PARTS)):
        for second in range(first + 1, len(PARTS)):
            apart = np.abs(centres[parts == first][:, None] - centres[parts == second][None]).max(axis=2)
            assert apart.min() >= SPLIT.guard_m


def test_the_guard_costs_the_earlier_part_and_leaves_test_whole():
    centres, labels = places()
    guarded = split_by_place(centres, labels, SPLIT)
    loose = split_by_place(centres, labels, Split(block_m=1000, guard_m=0, shares=SPLIT.shares, seed=3))
    test = PARTS.index("test")
    assert np.array_equal(guarded == test, loose == test)
    assert (guarded == LEFT_OUT).any()
    assert (loose == LEFT_OUT).sum() == 0


def test_parts_get_their_shares_of_every_label():
    centres, labels = places()
    parts = split_by_place(centres, labels, Split(block_m=500, guard_m=0, shares=SPLIT.shares, seed=3))
    for label in (0, 1):
        of_label = parts[labels == label]
        assert np.mean(of_label == PARTS.index("test")) == pytest.approx(0.2, abs=0.03)
        assert np.mean(of_label == PARTS.index("validation")) == pytest.approx(0.2, abs=0.03)


def test_the_same_seed_gives_the_same_split():
    centres, labels = places()
    assert np.array_equal(split_by_place(centres, labels, SPLIT), split_by_place(centres, labels, SPLIT))


def test_one_block_for_everything_is_refused():
    centres, labels = places(50)
    with pytest.raises(RecipeError, match="smaller blocks"):
        split_by_place(centres, labels, Split(block_m=100000, guard_m=0, shares=SPLIT.shares))


def test_nothing_to_split_is_refused():
    with pytest.raises(RecipeError, match="no sample"):
        split_by_place(np.zeros((0, 2)), np.zeros(0, np.int64), SPLIT)


def test_a_degree_of_longitude_is_shorter_away_from_the_equator():
    metres = local_metres(np.array([10.0, 11.0]), np.array([60.0, 60.0]))
    assert metres[1, 0] == pytest.approx(111195 / 2, rel=1e-3)
    assert metres[1, 1] == pytest.approx(0)
