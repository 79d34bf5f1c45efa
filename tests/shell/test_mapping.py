"""From parameter values to the job, without running anything."""

from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCsException,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsProperty,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)
from tesela.algorithms.detect import Detect
from tesela.algorithms.mapping import band_numbers, job_from, value_range
from tesela.algorithms.segment import Segment
from tesela.algorithms.values import Values
from tesela.bridge.inputs.rasters import Source
from tesela.engine.contract.errors import AreaError, CardError, JobError
from tesela.engine.contract.job import Area, Job, Reading, Selection

PLAIN = (Source("a.tif"),)
UTM = QgsCoordinateReferenceSystem("EPSG:32616")


@pytest.fixture
def job(qgis_app, models):
    def make(values, algorithm=Detect, sources=PLAIN):
        instance = algorithm()
        instance.initAlgorithm()
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        return job_from(Values(instance, values, context), sources, UTM, (algorithm.task,), Path("out"))

    return make


@pytest.fixture
def polygons(qgis_new_project):
    """A polygon layer in the project with two squares, in EPSG:4326."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326", "area", "memory")
    features = []
    for x in (0, 5):
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(x, 0, x + 1, 1)))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(layer)
    return layer


def test_nothing_chosen_is_the_card_of_the_first_model_of_the_task(job):
    assert job({}) == Job(("a.tif",), "fake-detector", "out")
    assert job({}, Segment) == Job(("a.tif",), "fake-segmenter", "out")


def test_empty_values_are_like_none(job):
    empty = dict.fromkeys(("AREA", "EXTENT", "THRESHOLD", "BANDS", "VALUE_RANGE", "WINDOW", "ASSIGNED_CRS"))
    assert job(empty) == job({})
    assert job({"BANDS": "", "VALUE_RANGE": "", "MODEL_FOLDER": ""}) == job({})


def test_every_option_reaches_the_job(job):
    values = {
        "MODEL": "fake-detector", "THRESHOLD": 0.0, "SUPPRESSION_IOU": 0.25, "BANDS": "3, 2,1", "VALUE_RANGE": "0,2047",
        "ASSIGNED_CRS": UTM, "WARP": True, "WINDOW": 256, "OVERLAP": 0, "BATCH": 4,
    }  # fmt: skip
    assert job(values) == Job(
        ("a.tif",),
        "fake-detector",
        "out",
        reading=Reading(bands=(3, 2, 1), value_range=(0.0, 2047.0), crs="EPSG:32616", warp=True),
        selection=Selection(thresholds=(0.0,), suppression_iou=0.25),
        window_px=256,
        overlap_px=0,
        batch=4,
    )


def test_polygon_options_reach_the_job(job):
    values = {"THRESHOLD": 0.4, "MIN_AREA": 10.5, "MIN_HOLE": 0, "SIMPLIFY": 0.3}
    expected = Selection((0.4,), min_area_m2=10.5, min_hole_m2=0.0, simplify_m=0.3)
    assert job(values, Segment).selection == expected


def test_expression_is_evaluated(job):
    assert job({"THRESHOLD": QgsProperty.fromExpression("0.2 + 0.1")}).selection.thresholds == (pytest.approx(0.3),)


def test_model_folder_comes_before_the_listed_model(job, home):
    folder = str(home / "models" / "fake-detector")
    assert job({"MODEL": "fake-detector", "MODEL_FOLDER": folder}).model == folder


def test_a_folder_without_a_model_is_a_message(job, tmp_path):
    with pytest.raises(CardError, match="There is no model"):
        job({"MODEL": "fake-detector", "MODEL_FOLDER": str(tmp_path)})


def test_no_installed_model_is_a_message(job, home):
    for card in home.glob("models/*/card.json"):
        card.unlink()
    with pytest.raises(CardError, match="No model"):
        job({})


def test_area_keeps_its_own_crs_and_all_its_polygons(job, polygons):
    area = job({"AREA": polygons}).area
    assert area.crs == "EPSG:4326"
    assert QgsGeometry.fromWkt(area.wkt).area() == 2


def test_selected_features_only_when_asked(job, polygons):
    polygons.selectByIds([1])
    chosen = QgsProcessingFeatureSourceDefinition(polygons.id(), selectedFeaturesOnly=True)
    assert QgsGeometry.fromWkt(job({"AREA": chosen}).area.wkt).area() == 1
    polygons.removeSelection()
    with pytest.raises(AreaError, match="none is selected"):
        job({"AREA": chosen})


def test_self_intersecting_polygon_is_left_to_the_engine(job, polygons):
    polygons.dataProvider().truncate()
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt("Polygon ((0 0, 1 1, 1 0, 0 1, 0 0))"))
    polygons.dataProvider().addFeatures([feature])
    assert "1 1" in job({"AREA": polygons}).area.wkt


def test_extent_keeps_its_own_crs(job):
    extent = QgsReferencedRectangle(QgsRectangle(1, 2, 3, 4), QgsCoordinateReferenceSystem("EPSG:4326"))
    area = job({"EXTENT": extent}).area
    assert area.crs == "EPSG:4326"
    assert QgsGeometry.fromWkt(area.wkt).boundingBox() == QgsRectangle(1, 2, 3, 4)
    assert job({"EXTENT": "1,3,2,4 [EPSG:4326]"}).area == area


def test_extent_without_crs_is_in_that_of_the_first_raster(job, qgis_new_project):
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem())
    assert job({"EXTENT": "1,3,2,4"}).area.crs == "EPSG:32616"


def test_area_and_extent_together_are_what_they_share(job, polygons):
    area = job({"AREA": polygons, "EXTENT": "-10,0.5,-10,10 [EPSG:4326]"}).area
    assert isinstance(area, Area)
    assert QgsGeometry.fromWkt(area.wkt).area() == pytest.approx(0.5)
    with pytest.raises(AreaError, match="nothing in common"):
        job({"AREA": polygons, "EXTENT": "50,60,50,60 [EPSG:4326]"})


def test_extent_without_crs_is_the_same_place_with_an_area_in_another_crs(job, polygons):
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem())
    polygons.dataProvider().truncate()
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(-88, 36, -86, 38)))
    polygons.dataProvider().addFeatures([feature])
    extent = "500000,500100,4100000,4100100"
    area = job({"AREA": polygons, "EXTENT": extent}).area
    assert area == job({"AREA": polygons, "EXTENT": f"{extent} [EPSG:32616]"}).area
    assert area.crs == "EPSG:4326"
    bounds = QgsGeometry.fromWkt(area.wkt).boundingBox()
    assert (bounds.xMinimum(), bounds.yMinimum()) == pytest.approx((-87.0, 37.046), abs=1e-3)


def test_extent_that_cannot_be_moved_to_the_crs_of_the_area_is_a_message(job, polygons, monkeypatch):
    def no_way(source, target, context):
        raise QgsCsException("No path from there to here.")

    monkeypatch.setattr("tesela.algorithms.values.QgsCoordinateTransform", no_way)
    with pytest.raises(AreaError, match="cannot be moved to the CRS of the area: No path from there to here"):
        job({"AREA": polygons, "EXTENT": "0,1,0,1 [EPSG:32616]"})


@pytest.mark.parametrize(
    ("kind", "wkt"),
    [
        ("CurvePolygon", "CurvePolygon (CircularString (0 0, 2 0, 0 0))"),
        ("MultiSurface", "MultiSurface (CurvePolygon (CircularString (0 0, 2 0, 0 0)))"),
        ("CurvePolygon", "CurvePolygon ((0 0, 0 2, 2 2, 2 0, 0 0))"),
    ],
    ids=["circle", "circle of several parts", "curve type without an arc"],
)
def test_curved_polygon_reaches_the_job_in_straight_segments(job, qgis_new_project, kind, wkt):
    layer = QgsVectorLayer(f"{kind}?crs=EPSG:4326", "curved", "memory")
    geometry = QgsGeometry.fromWkt(wkt)
    feature = QgsFeature()
    feature.setGeometry(geometry)
    layer.dataProvider().addFeatures([feature])
    area = job({"AREA": layer}).area
    assert area.wkt.startswith("MultiPolygon (((")
    assert QgsGeometry.fromWkt(area.wkt).area() == pytest.approx(geometry.area(), rel=1e-3)
    assert next(layer.getFeatures()).geometry().equals(geometry), "the layer stays as it is"


def test_crs_of_the_layer_serves_a_raster_without_one_unless_another_is_assigned(job):
    bare = (Source("a.tif", "EPSG:25833"),)
    assert job({}, sources=bare).reading.crs == "EPSG:25833"
    assert job({"ASSIGNED_CRS": UTM}, sources=bare).reading.crs == "EPSG:32616"
    assert job({"PIXEL_RESULTS": True}, sources=bare).reading == Reading(pixel_results=True)


@pytest.mark.parametrize("text", ["red", "1;2", "1.5,2", "1,,2"])
def test_bands_that_are_no_numbers_are_quoted(text):
    with pytest.raises(JobError, match=text):
        band_numbers(text)


@pytest.mark.parametrize("text", ["5", "low,high", "1,2,3"])
def test_value_range_that_is_no_pair_is_quoted(text):
    with pytest.raises(JobError, match=text):
        value_range(text)
