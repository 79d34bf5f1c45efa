"""What a run tells of its findings while it goes on: where they are, and that they stay few."""

import time

import numpy as np
import pytest
import shapely
from tesela.engine.contract.events import Seen, from_line, to_line
from tesela.engine.contract.job import Area, Reading, Selection
from tesela.engine.path import lookout as lookout_module
from tesela.engine.path.lookout import MOST_OUTLINES, MOST_POINTS, EvenSample, decimals_for, simple_enough
from tesela.engine.path.regions import find_regions
from tesela.engine.path.tracing import trace

from tests.engine.conftest import ORIGIN, load_bright, make_card, north_up, white_squares
from tests.engine.path.window_models import blocks, label_card, load_colours, red_blocks, value_card


def seen(events):
    return [event for event in events if isinstance(event, Seen)]


def polygons(events):
    return [shapely.Polygon(np.reshape(outline, (-1, 2))) for event in seen(events) for outline in event.outlines]


def ground(row, col, side):
    """The square of white_squares in the coordinates of a raster of 1 m a pixel."""
    return shapely.box(ORIGIN[0] + col, ORIGIN[1] - row - side, ORIGIN[0] + col + side, ORIGIN[1] - row)


def test_regions_of_a_segmentation_are_where_the_building_is(draw, run_job):
    path = draw(white_squares(squares=((20, 30, 20),)))
    _, events, _ = run_job(path)
    pieces = polygons(events)
    assert pieces
    assert shapely.union_all(pieces).symmetric_difference(ground(20, 30, 20)).area < 0.1 * 400
    assert sum(piece.area for piece in pieces) < 1.2 * 400, (
        "windows show their own part of the ground, not each other's"
    )
    first = seen(events)[0]
    assert first.crs == "EPSG:32645"
    assert first.raster == path
    assert all(score == pytest.approx(1.0) for event in seen(events) for score in event.scores)


def test_a_building_at_the_edge_of_the_raster_is_shown_whole(draw, run_job):
    _, events, _ = run_job(draw(white_squares(squares=((0, 0, 12), (84, 84, 12)))))
    shown = shapely.union_all(polygons(events))
    assert shown.symmetric_difference(ground(0, 0, 12) | ground(84, 84, 12)).area < 0.1 * 288


def test_windows_of_a_classifier_above_the_threshold_are_shown(draw, run_job):
    _, events, _ = run_job(draw(white_squares(squares=((24, 24, 32),))), "tile-classification")
    (box,) = polygons(events)
    assert box.equals(ground(24, 24, 32))
    _, events, _ = run_job(
        draw(white_squares(squares=((24, 24, 32),)), "other.tif"),
        "tile-classification",
        output="low",
        selection=Selection(thresholds=(0.2,)),
    )
    assert len(polygons(events)) > 1


def test_nothing_above_the_threshold_says_nothing(draw, run_job):
    for task in ("segmentation", "tile-classification"):
        _, events, _ = run_job(draw(np.zeros((3, 96, 96), np.uint8)), task, output=task)
        assert not seen(events)


def test_windows_that_hold_a_label_are_shown_and_a_regression_shows_none(draw, run_job):
    colours = [[(255, 0, 0), (0, 0, 0)], [(0, 0, 0), (0, 200, 230)]]
    _, events, _ = run_job(draw(blocks(colours)), card=label_card(), load=load_colours)
    assert {box.bounds for box in polygons(events)} == {ground(0, 0, 32).bounds, ground(32, 32, 32).bounds}
    scores = sorted(score for event in seen(events) for score in event.scores)
    assert scores == pytest.approx([230 / 255, 1.0], abs=0.01)
    _, events, _ = run_job(
        draw(red_blocks([[255, 0]]), "red.tif"), card=value_card(), load=load_colours, output="values"
    )
    assert not seen(events)


def test_what_lies_outside_the_area_is_not_shown(draw, run_job):
    squares = ((10, 10, 20), (10, 66, 20))
    area = Area(ground(0, 0, 40).wkt, "EPSG:32645")
    _, events, _ = run_job(draw(white_squares(squares=squares)), area=area)
    shown = shapely.union_all(polygons(events))
    assert shown.intersection(ground(10, 10, 20)).area > 350
    assert not shown.intersects(ground(10, 66, 20))


def test_pixel_results_are_told_in_pixels_without_a_crs(draw, run_job):
    pixels = white_squares(squares=((20, 30, 20),))
    path = draw(pixels, crs=None, transform=north_up())
    _, events, layers = run_job(path, reading=Reading(pixel_results=True))
    (event, *_) = seen(events)
    assert event.crs == ""
    (building,) = layers["buildings"]
    expected = shapely.geometry.shape(building.geometry)
    assert shapely.union_all(polygons(events)).symmetric_difference(expected).area < 40


def test_small_regions_that_will_not_be_written_are_not_shown(draw, run_job):
    selection = Selection(min_area_m2=100.0)
    _, events, layers = run_job(draw(white_squares(squares=((20, 30, 20), (70, 70, 3)))), selection=selection)
    assert len(layers["buildings"]) == 1
    assert not shapely.union_all(polygons(events)).intersects(ground(70, 70, 3))


def test_events_are_few_and_hold_few_outlines(draw, run_job):
    pixels = np.zeros((3, 700, 700), np.uint8)
    pixels[:, ::5, ::5] = pixels[:, 1::5, ::5] = pixels[:, ::5, 1::5] = 255
    started = time.monotonic()
    _, events, layers = run_job(draw(pixels))
    seconds = time.monotonic() - started
    assert len(layers["buildings"]) == 140 * 140
    assert len(seen(events)) <= seconds * 4 + 2
    assert all(0 < len(event.outlines) <= MOST_OUTLINES for event in seen(events))
    assert all(len(event.outlines) == len(event.scores) for event in seen(events))
    (last,) = seen(events)[-1:]
    assert from_line(to_line(last)) == last


def test_what_is_left_out_is_left_out_evenly():
    sample = EvenSample(100)
    sample.add(range(150))
    sample.add(range(150, 1000))
    kept = sample.take()
    assert 50 <= len(kept) <= 100
    assert len(set(np.diff(kept))) == 1
    assert kept[0] == 0
    assert kept[-1] >= 980
    sample.add(range(3))
    assert sample.take() == [0, 1, 2]


def test_a_ragged_region_has_few_points():
    rng = np.random.default_rng(5)
    mask = rng.random((64, 64)) < 0.7
    regions = find_regions(mask)
    ragged, _ = trace(regions, np.ones(regions.count, bool), min_hole_px=np.inf)
    assert shapely.get_num_coordinates(ragged).max() > 200
    assert shapely.get_num_coordinates(simple_enough(ragged)).max() <= MOST_POINTS + 1


@pytest.mark.parametrize(("pixel", "decimals"), [(1.0, 1), (0.3, 2), (30.0, 0), (0.000003, 7)])
def test_coordinates_are_told_to_a_tenth_of_a_pixel(pixel, decimals):
    assert decimals_for(north_up(pixel)) == decimals
    assert 10**-decimals <= pixel / 10 or decimals == 0


def test_the_run_goes_on_while_nothing_is_due(draw, run_job, monkeypatch):
    monkeypatch.setattr(lookout_module, "INTERVAL_S", 1e9)
    _, events, _ = run_job(
        draw(white_squares(200, 200, [(row, 30, 20) for row in range(0, 180, 30)])),
        card=make_card(),
        load=load_bright,
        batch=1,
    )
    assert len(seen(events)) == 2, "one at once, and one at the end of the raster"
