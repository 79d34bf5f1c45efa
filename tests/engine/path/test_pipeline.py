"""The data path from end to end, with a drawn raster and a network of three lines."""

import json
from pathlib import Path

import fiona
import numpy as np
import pytest
import shapely
from shapely.geometry import shape
from tests.engine.conftest import ORIGIN, load_bright, make_card, messages, read_features, white_squares

from tesela.engine.contract.errors import RunCancelled, RunError
from tesela.engine.contract.events import Found, Progress
from tesela.engine.contract.job import Job, Selection
from tesela.engine.path import pipeline


def test_a_white_square_becomes_one_building_at_its_place(draw, run_job):
    done, events, layers = run_job(draw(white_squares(squares=((20, 30, 20),))))
    (building,) = layers["buildings"]
    expected = shapely.box(ORIGIN[0] + 30, ORIGIN[1] - 40, ORIGIN[0] + 50, ORIGIN[1] - 20)
    assert shape(building.geometry).symmetric_difference(expected).area < 1e-6
    assert building.properties["area_m2"] == pytest.approx(400, rel=2e-3)
    assert building.properties["score"] == pytest.approx(1.0)
    assert done.features == {"buildings": 1}
    assert done.windows == {
        "total": 16,
        "scored": 16,
        "without_data": 0,
        "padded": 0,
        "partly_damaged": 0,
        "failed": 0,
        "outside_area": 0,
    }
    assert any(isinstance(event, Progress) and event.done == event.total for event in events)
    assert any(isinstance(event, Found) for event in events)


def test_bright_windows_become_boxes_and_centres(draw, run_job):
    pixels = white_squares(96, 96, squares=((24, 24, 32),))
    _, _, layers = run_job(draw(pixels), "tile-classification")
    (box,), (centre,) = layers["detections"], layers["detection_centres"]
    assert shape(box.geometry).bounds == (ORIGIN[0] + 24, ORIGIN[1] - 56, ORIGIN[0] + 56, ORIGIN[1] - 24)
    assert shape(centre.geometry).equals(shape(box.geometry).centroid)
    assert box.properties["label"] == "damaged building"
    assert box.properties["score"] == pytest.approx(1.0)
    assert (box.properties["lon"], box.properties["lat"]) == pytest.approx((85.58, 27.62), abs=0.05)
    assert box.properties["raster"] == "raster.tif"
    assert box.properties["model"] == "bright 1.0.0"
