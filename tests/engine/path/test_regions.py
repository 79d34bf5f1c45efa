"""Regions of a mask are those of SciPy's labelling, with the same sums, and say which of them lie along a side."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import ndimage
from tesela.engine.path.regions import SIDES, find_regions

MASKS = arrays(bool, st.tuples(st.integers(1, 12), st.integers(1, 12)))


@settings(deadline=None, max_examples=200)
@given(MASKS)
def test_regions_are_those_of_scipy(mask: np.ndarray) -> None:
    labels, count = ndimage.label(mask)
    regions = find_regions(mask)
    assert regions.count == count
    assert np.repeat(regions.labels, regions.lengths).tolist() == (labels[mask] - 1).tolist()
    assert regions.pixel_counts().tolist() == np.bincount(labels[mask], minlength=count + 1)[1:].tolist()


@settings(deadline=None, max_examples=100)
@given(MASKS, st.integers(0, 2**32 - 1))
def test_sums_are_of_the_values_within(mask: np.ndarray, seed: int) -> None:
    values = np.random.default_rng(seed).integers(0, 2**32, mask.shape)
    labels, count = ndimage.label(mask)
    expected = np.bincount(labels.ravel(), weights=values.ravel(), minlength=count + 1)[1:]
    assert find_regions(mask).sums(values).tolist() == expected.tolist()


@settings(deadline=None, max_examples=200)
@given(MASKS, st.sampled_from(sorted(SIDES)))
def test_sides_name_the_region_of_each_pixel(mask: np.ndarray, side: str) -> None:
    labels, _ = ndimage.label(mask)
    assert find_regions(mask).along(side).tolist() == (labels[SIDES[side]] - 1).tolist()
