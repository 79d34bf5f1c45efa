"""Outlines are the same whatever the block size; small things and holes go; polygons stay valid."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from affine import Affine
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from rasterio.io import MemoryFile
from tesela.engine.path.outlines import concatenate, gathered
from tesela.engine.path.polygonise import clean, outline, place
from tesela.engine.path.scores import NO_SCORE


def outlined(steps, threshold=0.5, min_area_px=0, min_hole_px=0, **options):
    layout = {"driver": "GTiff", "height": steps.shape[0], "width": steps.shape[1], "count": 1, "dtype": "uint8"}
    with MemoryFile() as memory:
        with memory.open(**layout) as dataset:
            dataset.write(steps[np.newaxis])
        with memory.open() as dataset:
            yield from outline(dataset, 1, threshold, min_area_px, min_hole_px, **options)


def outlines(steps, **options):
    return concatenate(list(outlined(steps, **options)))


@settings(max_examples=200, deadline=None)
@given(
    arrays(np.uint8, (13, 17), elements=st.sampled_from([0, 100, 200, 254, 255])),
    st.sampled_from([4, 5, 8]),
    st.sampled_from([0, 3]),
    st.sampled_from([0, 2, 5]),
)
def test_blocks_leave_no_trace(steps, block_px, min_area_px, min_hole_px):
    whole = outlines(steps, min_area_px=min_area_px, min_hole_px=min_hole_px)
    blocked = outlines(steps, block_px=block_px, min_area_px=min_area_px, min_hole_px=min_hole_px)
    assert len(whole) == len(blocked)
    pairs = {shapely.normalize(p).wkt for p in shapely.simplify(whole.polygons, 0)}
    assert sum(whole.score_sums) == sum(blocked.score_sums)
    assert sorted(whole.scores) == pytest.approx(sorted(blocked.scores))
    assert shapely.area(whole.polygons).sum() == shapely.area(blocked.polygons).sum()
    for polygon in blocked.polygons:
        assert any(shapely.equals(polygon, shapely.from_wkt(wkt)) for wkt in pairs)


def test_a_region_comes_as_soon_as_no_block_can_add_to_it():
    steps = np.zeros((40, 8), np.uint8)
    steps[2:6, 1:7] = 254
    steps[10, :] = 254
    steps[19:38, 3:5] = 254
    done = []
    came = [
        (len(done), polygon.bounds)
        for found in outlined(steps, block_px=4, progress=lambda number, _: done.append(number))
        for polygon in found.polygons
    ]
    assert came == [(3, (1, 2, 7, 6)), (5, (0, 10, 8, 11)), (19, (3, 19, 5, 38))]
    assert done == list(range(1, 21))


def test_every_outline_is_finished_also_those_across_blocks():
    steps = np.zeros((8, 8), np.uint8)
    steps[1, 1] = steps[3:5, 3:5] = 254
    for block_px in (4, 8):
        assert (outlines(steps, block_px=block_px, finish=negative).score_sums < 0).tolist() == [True, True]


def negative(found):
    return replace(found, score_sums=-found.score_sums)


def test_gathered_outlines_are_all_there_in_their_order():
    many = [outlines(np.full((2, 2 * count), 254, np.uint8)) for count in (1, 2, 3)]
    many.insert(1, outlines(np.zeros((2, 2), np.uint8)))
    some = list(gathered(iter(many), 2))
    assert [len(each) for each in some] == [2, 1]
    assert [count for each in some for count in each.pixel_counts] == [4, 8, 12]
    assert [len(each) for each in gathered(iter([]), 2)] == [0]


def test_score_is_the_mean_probability_inside():
    steps = np.zeros((8, 8), np.uint8)
    steps[2:4, 2:4] = [[254, 254], [127, 127]]
    (score,) = outlines(steps).scores
    assert score == pytest.approx(0.75, abs=0.01)


def test_no_data_is_never_part_of_a_polygon():
    steps = np.full((8, 8), NO_SCORE, np.uint8)
    steps[2:4, 2:4] = 254
    assert shapely.area(outlines(steps).polygons).tolist() == [4.0]
    assert len(outlines(np.full((8, 8), NO_SCORE, np.uint8))) == 0


def test_a_threshold_of_zero_takes_no_pixels_that_score_nothing():
    assert len(outlines(np.zeros((8, 8), np.uint8), threshold=0.0)) == 0


def test_diagonal_neighbours_stay_two_polygons():
    steps = np.zeros((4, 4), np.uint8)
    steps[0:2, 0:2] = steps[2:4, 2:4] = 254
    assert len(outlines(steps)) == len(outlines(steps, block_px=2)) == 2


def test_small_polygons_are_left_out_and_small_holes_filled():
    steps = np.zeros((20, 30), np.uint8)
    steps[2:12, 2:12] = 254
    steps[5, 5] = 0
    steps[7:10, 7:10] = 0
    steps[15:17, 20:22] = 254
    kept = outlines(steps, min_area_px=10, min_hole_px=4)
    (polygon,) = kept.polygons
    assert len(polygon.interiors) == 1
    assert polygon.area == 100 - 9


def test_simplified_polygons_are_valid_and_close():
    rows, cols = np.mgrid[:60, :60]
    disc = ((rows - 30) ** 2 + (cols - 30) ** 2 < 20**2).astype(np.uint8) * 254
    exact = outlines(disc)
    (simple,) = clean(exact, 1.0).polygons
    assert simple.is_valid
    assert len(simple.exterior.coords) < len(exact.polygons[0].exterior.coords) / 2
    assert simple.symmetric_difference(exact.polygons[0]).area < 0.06 * exact.polygons[0].area


def test_place_follows_a_rotated_geotransform_exactly():
    transform = Affine.translation(500, 1000) @ Affine.rotation(30) @ Affine.scale(0.5, -0.5)
    (placed,) = place(np.array([shapely.box(1, 2, 3, 5)]), transform)
    corners = [transform @ corner for corner in ((1, 2), (3, 2), (3, 5), (1, 5))]
    assert placed.symmetric_difference(shapely.Polygon(corners)).area < 1e-9
