"""What the worker is told to open for a layer, and which CRS goes with it."""

import zipfile

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer, QgsVectorLayer
from tesela.bridge.inputs.crs import crs_text
from tesela.bridge.inputs.rasters import Source, common_assigned_crs, layer_source
from tesela.engine.contract.errors import RasterError

UTM = QgsCoordinateReferenceSystem("EPSG:32616")
BERLIN = QgsCoordinateReferenceSystem("EPSG:25833")


def test_file_layer_gives_its_path(raster):
    assert layer_source(QgsRasterLayer(raster, "scene")) == Source(raster)


def test_raster_inside_a_zip_gives_the_gdal_name(raster, tmp_path):
    with zipfile.ZipFile(tmp_path / "scene.zip", "w") as archive:
        archive.write(raster, "inner/scene.tif")
    name = f"/vsizip/{tmp_path}/scene.zip/inner/scene.tif"
    assert layer_source(QgsRasterLayer(name, "zipped")).path == name


def test_subdataset_gives_the_gdal_name(raster, tmp_path):
    from osgeo import gdal

    geopackage = str(tmp_path / "scenes.gpkg")
    gdal.Translate(geopackage, raster, options="-of GPKG -co RASTER_TABLE=first")
    gdal.Translate(geopackage, raster, options="-of GPKG -co RASTER_TABLE=second -co APPEND_SUBDATASET=YES")
    layer = QgsRasterLayer(f"GPKG:{geopackage}:second", "second")
    assert layer.isValid()
    assert layer_source(layer).path == f"GPKG:{geopackage}:second"


def test_harmless_open_options_are_dropped_and_others_refused(raster):
    assert layer_source(QgsRasterLayer(raster + "|option:NUM_THREADS=2", "scene")).path == raster
    with pytest.raises(RasterError, match=r"GEOREF_SOURCES=NONE.*GeoTIFF"):
        layer_source(QgsRasterLayer(raster + "|option:GEOREF_SOURCES=NONE", "scene"))


def test_web_layer_is_refused_with_the_remedy():
    layer = QgsRasterLayer("type=xyz&url=http://localhost/{z}/{x}/{y}.png&zmax=3&zmin=0", "tiles", "wms")
    with pytest.raises(RasterError, match=r"'tiles'.*'wms'.*Save it as a GeoTIFF"):
        layer_source(layer)


def test_broken_and_vector_layers_are_refused(tmp_path):
    with pytest.raises(RasterError, match=r"gone\.tif"):
        layer_source(QgsRasterLayer(str(tmp_path / "gone.tif"), "gone"))
    with pytest.raises(RasterError, match="no raster layer"):
        layer_source(QgsVectorLayer("Point", "points", "memory"))


def test_crs_given_to_a_raster_without_one_is_passed_on_and_said(draw):
    layer = QgsRasterLayer(draw("bare.tif", crs=None), "bare")
    assert layer_source(layer).assigned_crs is None
    layer.setCrs(BERLIN)
    source = layer_source(layer)
    assert source.assigned_crs == "EPSG:25833"
    assert "25833" in source.notes[0]


def test_crs_that_contradicts_the_file_is_not_used_and_said(raster):
    layer = QgsRasterLayer(raster, "scene")
    layer.setCrs(BERLIN)
    source = layer_source(layer)
    assert source.assigned_crs is None
    assert "EPSG:25833" in source.notes[0]
    assert "EPSG:32616" in source.notes[0]


def test_custom_crs_travels_as_wkt():
    crs = QgsCoordinateReferenceSystem.fromProj("+proj=tmerc +lat_0=10 +lon_0=20 +x_0=5 +datum=WGS84 +units=m")
    assert crs_text(crs).startswith("PROJCRS[")
    assert crs_text(UTM) == "EPSG:32616"


def test_different_assigned_crs_are_refused():
    assert common_assigned_crs([Source("a"), Source("b", "EPSG:1")]) == "EPSG:1"
    assert common_assigned_crs([Source("a")]) is None
    with pytest.raises(RasterError, match="one by one"):
        common_assigned_crs([Source("a", "EPSG:1"), Source("b", "EPSG:2")])
