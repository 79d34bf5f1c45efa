"""Areas: empty, outside, self-intersecting, in another CRS; and the same building from each of two areas."""

import json

import fiona
import numpy as np
import pytest
import shapely
from rasterio.warp import transform_geom
from shapely.geometry import mapping, shape
from tesela.engine.contract.errors import AreaError
from tesela.engine.contract.job import Area, Selection
from tesela.engine.path.area import read_area

from tests.engine.conftest import ORIGIN, messages, white_squares

PIXELS = white_squares(200, 200, ((20, 30, 20), (20, 150, 20), (150, 30, 20)))


def area(left, top, right, bottom, crs="EPSG:32645") -> Area:
    return Area(shapely.box(ORIGIN[0] + left, ORIGIN[1] - bottom, ORIGIN[0] + right, ORIGIN[1] - top).wkt, crs)


def test_only_features_that_meet_the_area_are_written(draw, run_job):
    done, _, layers = run_job(draw(PIXELS), area=area(0, 0, 60, 60))
    assert len(layers["buildings"]) == 1
    assert done.windows["outside_area"] > 0
    assert done.windows["outside_area"] + done.windows["scored"] == done.windows["total"]


def test_a_building_is_the_same_from_either_of_two_areas_and_from_the_whole(draw, run_job):
    path = draw(PIXELS)
    found = [
        run_job(path, area=where, output=name)[2]["buildings"][0]
        for name, where in (("a", area(0, 0, 45, 45)), ("b", area(40, 30, 80, 80)), ("c", None))
    ]
    assert len({json.dumps(mapping(shape(f.geometry))) for f in found}) == 1
    assert len({f.properties["score"] for f in found}) == 1


def test_boxes_are_the_same_from_an_area_and_from_the_whole(draw, run_job):
    path = draw(white_squares(200, 200, ((24, 24, 32), (24, 144, 32))))
    whole = run_job(path, "tile-classification")[2]["detections"]
    part = run_job(path, "tile-classification", area=area(30, 30, 40, 40), output="part")[2]["detections"]
    assert len(whole) == 2
    assert [shape(f.geometry) for f in part] == [shape(whole[0].geometry)]


def test_area_in_another_crs_is_moved(draw, run_job):
    here = shapely.box(ORIGIN[0], ORIGIN[1] - 60, ORIGIN[0] + 60, ORIGIN[1])
    there = shape(transform_geom("EPSG:32645", "EPSG:4326", mapping(here)))
    _, _, layers = run_job(draw(PIXELS), area=Area(there.wkt, "EPSG:4326"))
    assert len(layers["buildings"]) == 1


def test_self_intersecting_area_is_mended_and_said(draw, run_job):
    points = [(0, 0), (60, 60), (60, 0), (0, 60)]
    bow = shapely.Polygon([(ORIGIN[0] + x, ORIGIN[1] - y) for x, y in points])
    _, events, layers = run_job(draw(PIXELS), area=Area(bow.wkt, "EPSG:32645"))
    assert "The area is mended before use: Self-intersection" in messages(events)
    assert len(layers["buildings"]) == 1


@pytest.mark.parametrize(
    ("wkt", "crs", "problem"),
    [
        ("POLYGON EMPTY", "EPSG:32645", "is empty or holds no polygon"),
        ("LINESTRING (0 0, 1 1)", "EPSG:32645", "is empty or holds no polygon"),
        ("POLYGON ((0 0, 1", "EPSG:32645", "not readable as well-known text"),
        ("CURVEPOLYGON (CIRCULARSTRING (0 0, 2 0, 0 0))", "EPSG:32645", "convert it to straight segments"),
        ("GEOMETRYCOLLECTION (CURVEPOLYGON ((0 0, 0 1, 1 1, 0 0)))", "EPSG:32645", "convert it to straight segments"),
        ("POLYGON ((0 0, 1 0, 1 1, 0 0))", "nowhere", "is no coordinate reference system"),
        ("POLYGON ((0 0, 1 0, 1 1, 0 0))", "EPSG:32645", r"meets no raster \(of 1\)"),
        ("POLYGON ((0 0, 1 0, 1 1, 0 0))", "EPSG:4326", "beyond where the CRS of"),
    ],
)
def test_useless_areas_are_refused(draw, run_job, wkt, crs, problem):
    with pytest.raises(AreaError, match=problem):
        run_job(draw(PIXELS), area=Area(wkt, crs))


def test_rasters_off_the_area_are_left_out_and_said(draw, run_job):
    from tests.engine.conftest import north_up

    near = draw(PIXELS)
    far = draw(PIXELS, name="far.tif", transform=type(north_up()).translation(5000, 0) @ north_up())
    _, events, layers = run_job([near, far], area=area(0, 0, 60, 60))
    assert "far.tif; this raster is left out" in messages(events)
    assert [f.properties["raster"] for f in layers["buildings"]] == ["raster.tif"]


def test_area_from_numbers_and_from_a_file(tmp_path):
    assert read_area("2,1,0,3", "EPSG:4326") == Area(shapely.box(0, 1, 2, 3).wkt, "EPSG:4326")
    with pytest.raises(AreaError, match="--area-crs"):
        read_area("0,0,1,1", None)
    path = str(tmp_path / "area.geojson")
    with fiona.open(path, "w", "GeoJSON", crs="EPSG:4326", schema={"geometry": "Polygon", "properties": {}}) as layer:
        layer.write({"geometry": mapping(shapely.box(0, 0, 1, 1)), "properties": {}})
    assert "POLYGON" in read_area(path, None).wkt
    with pytest.raises(AreaError, match="cannot be read as a layer of polygons"):
        read_area(str(tmp_path / "absent.gpkg"), None)


def test_a_file_of_several_layers_needs_the_name_of_one(tmp_path):
    path = tmp_path / "areas.gpkg"
    schema = {"geometry": "Polygon", "properties": {}}
    for i, name in enumerate(("north", "south")):
        with fiona.open(path, "w", driver="GPKG", layer=name, crs="EPSG:4326", schema=schema) as collection:
            collection.write({"geometry": mapping(shapely.box(i, 0, i + 1, 1)), "properties": {}})
    with pytest.raises(AreaError, match=r"several layers \(north, south\); .*areas\.gpkg\|layername=north"):
        read_area(str(path), None)
    assert shapely.from_wkt(read_area(f"{path}|layername=south", None).wkt).bounds == (1, 0, 2, 1)
    with pytest.raises(AreaError, match=r"layername=east cannot be read as a layer of polygons"):
        read_area(f"{path}|layername=east", None)


def test_a_table_beside_the_polygons_does_not_need_their_name(tmp_path):
    path = tmp_path / "areas.gpkg"
    for name, kind in (("layer_styles", "None"), ("quarter", "Polygon")):
        schema = {"geometry": kind, "properties": {"a": "int"}}
        geometry = mapping(shapely.box(0, 0, 1, 1)) if kind == "Polygon" else None
        with fiona.open(path, "w", driver="GPKG", layer=name, crs="EPSG:4326", schema=schema) as collection:
            collection.write({"geometry": geometry, "properties": {"a": 1}})
    assert shapely.from_wkt(read_area(str(path), None).wkt).bounds == (0, 0, 1, 1)


@pytest.mark.parametrize("text", ["nan,0,1,1", "0,0,inf,1"])
def test_a_rectangle_that_is_no_number_is_refused(text):
    with pytest.raises(AreaError, match="corner that is no number"):
        read_area(text, "EPSG:4326")


def test_polygons_are_found_in_collections_of_collections(draw, run_job):
    inner = shapely.from_wkt(area(0, 0, 60, 60).wkt)
    nested = shapely.GeometryCollection(
        [shapely.GeometryCollection([shapely.MultiPolygon([inner]), shapely.Point(0, 0)])]
    )
    _, _, layers = run_job(draw(PIXELS), area=Area(nested.wkt, "EPSG:32645"))
    assert len(layers["buildings"]) == 1


def test_a_small_area_of_a_large_raster_is_quick(run_job, tmp_path):
    import time

    import rasterio

    from tests.engine.conftest import UTM, north_up

    path = tmp_path / "large.tif"
    layout = {"driver": "GTiff", "height": 20_000, "width": 20_000, "count": 3, "dtype": "uint8", "tiled": True}
    with rasterio.open(path, "w", crs=UTM, transform=north_up(), sparse_ok=True, **layout) as dataset:
        dataset.write(PIXELS, window=((10_000, 10_200), (10_000, 10_200)))
    started = time.monotonic()
    done, _, layers = run_job(str(path), area=area(10_000, 10_000, 10_060, 10_060))
    assert len(layers["buildings"]) == 1
    assert done.windows["outside_area"] > 600_000
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("task", ["segmentation", "tile-classification"])
def test_what_meets_an_area_is_what_the_whole_raster_gives_there(draw, run_job, task):
    rng = np.random.default_rng(3)
    coarse = rng.integers(0, 255, (1, 50, 50), dtype=np.uint8)
    path = draw(np.repeat(np.kron(coarse, np.ones((8, 8), np.uint8)), 3, axis=0))
    options = {"selection": Selection(thresholds=(0.7 if task == "segmentation" else 0.5,)), "overlap_px": 16}
    layer = "buildings" if task == "segmentation" else "detections"
    whole = [shape(f.geometry) for f in run_job(path, task, **options)[2][layer]]
    assert max(max(f.bounds[2] - f.bounds[0], f.bounds[3] - f.bounds[1]) for f in whole) < 64
    compared = 0
    for i, (left, top) in enumerate(rng.integers(0, 300, (6, 2))):
        where = area(left, top, left + 90, top + 60)
        part = [shape(f.geometry) for f in run_job(path, task, area=where, output=f"part{i}", **options)[2][layer]]
        inside = shapely.from_wkt(where.wkt)
        assert {f.wkt for f in part} == {f.wkt for f in whole if f.intersects(inside)}
        compared += len(part)
    assert compared > 20
