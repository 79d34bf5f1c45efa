"""Layers of points: any format and CRS; what is no point is counted, and what is no layer of points is refused."""

import math

import numpy as np
import pytest
from tesela.engine.contract.errors import JobError
from tesela.engine.photos.points import name_places, read_headings, read_points


def test_points_and_fields_come_in_order(layer):
    path = layer([((10.0, 20.0), {"photo": "a.jpg"}), ((30.5, 40.5), {"photo": None})])
    points = read_points(path, ["photo"])
    np.testing.assert_array_equal(points.xy, [[10, 20], [30.5, 40.5]])
    assert points.values == {"photo": ["a.jpg", None]}
    assert points.crs.to_epsg() == 32645


def test_several_points_stand_at_their_mean_and_rows_without_one_are_counted(layer):
    several = {"type": "MultiPoint", "coordinates": [(0.0, 0.0), (4.0, 2.0)]}
    one = {"type": "MultiPoint", "coordinates": [(7.0, 8.0)]}
    path = layer([(several, {}), (None, {}), (one, {})], geometry="MultiPoint", name="points.geojson", crs="EPSG:4326")
    points = read_points(path, [])
    np.testing.assert_array_equal(points.xy, [[2, 1], [7, 8]])
    assert (points.without_geometry, points.several) == (1, 1)


def test_heights_are_left_out(layer):
    path = layer([((1.0, 2.0, 300.0), {"photo": "a"})], geometry="3D Point")
    np.testing.assert_array_equal(read_points(path, ["photo"]).xy, [[1, 2]])


def test_a_layer_is_chosen_by_name_and_asked_for_where_there_are_several(layer):
    path = layer([((1.0, 2.0), {})], layer="north")
    layer([((3.0, 4.0), {})], layer="south")
    np.testing.assert_array_equal(read_points(f"{path}|layername=south", []).xy, [[3, 4]])
    np.testing.assert_array_equal(read_points(f"{path}|layerid=1", []).xy, [[3, 4]])
    with pytest.raises(JobError, match="holds the layers north, south; say which one"):
        read_points(path, [])


def test_wrong_layers_and_fields_are_refused_by_name(layer, tmp_path):
    path = layer([((1.0, 2.0), {})])
    with pytest.raises(JobError, match="has no field 'image'; its fields are photo, heading, place"):
        read_points(path, ["image"])
    with pytest.raises(JobError, match=r"absent\.gpkg cannot be read"):
        read_points(str(tmp_path / "absent.gpkg"), [])
    with pytest.raises(JobError, match="cannot be read as a layer of points"):
        read_points(f"{path}|layername=other", [])
    ring = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)]
    areas = layer([({"type": "Polygon", "coordinates": [ring]}, {})], geometry="Polygon", name="areas.gpkg")
    with pytest.raises(JobError, match="holds a Polygon; give a layer of points"):
        read_points(areas, [])


def test_places_are_named_by_a_field_or_by_coordinates(layer):
    rows = [
        ((85.0, 27.0), {"place": "school"}),
        ((85.0, 27.00000001), {"place": "  "}),
        ((85.001, 27.0), {"place": "school"}),
        ((85.0, 27.0), {"place": None}),
    ]
    points = read_points(layer(rows, crs="EPSG:4326"), ["place"])
    assert name_places(points, "place") == ["school", None, "school", None]
    assert name_places(points, None) == ["1", "1", "2", "1"]


def test_numbers_name_places_alike_in_every_type_of_field(layer):
    for kind in (int, float, str):
        rows = [((0.0, 0.0), {"place": kind(12) if kind is not str else " 12 "})]
        points = read_points(layer(rows, fields={"place": kind.__name__}, name=f"{kind.__name__}.gpkg"), ["place"])
        assert name_places(points, "place") == ["12"]


def test_headings_are_brought_into_one_turn():
    headings, wrong = read_headings([0, 90.0, "180", "270,5", 360, -90, None, "", "north", math.nan, "45°"])
    np.testing.assert_array_equal(headings, [0, 90, 180, 270.5, 0, 270, np.nan, np.nan, np.nan, np.nan, 45])
    assert wrong == 1
