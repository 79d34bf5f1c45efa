"""Which vector layers the worker opens itself, and which are copied for it."""

from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant
from tesela.bridge.inputs.vectors import file_for_worker, vector_source
from tesela.engine.contract.errors import RunCancelled, RunError

NAMES = ("north", "south", "west")


@pytest.fixture
def memory(qgis_new_project):
    """A memory layer of three named points in the project."""
    layer = QgsVectorLayer("Point?crs=EPSG:32616&field=fid:string&field=name:string", "points", "memory")
    features = []
    for i, name in enumerate(NAMES):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(f"Point ({500000 + i} 4100000)"))
        feature.setAttributes(["x", name])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(layer)
    yield layer
    QgsProject.instance().removeAllMapLayers()


@pytest.fixture
def stored(memory, tmp_path):
    """The same points as a GeoPackage layer in the project."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName, options.attributes = "my points", [1]
    path = str(tmp_path / "data é.gpkg")
    context = QgsProject.instance().transformContext()
    assert QgsVectorFileWriter.writeAsVectorFormatV3(memory, path, context, options)[0] == 0
    layer = QgsVectorLayer(f"{path}|layername=my points", "stored", "ogr")
    assert layer.isValid()
    QgsProject.instance().addMapLayer(layer)
    return layer


def source_of(layer, value=None, fields=("name",)):
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    features = QgsProcessingFeatureSource(layer, context)
    return vector_source(layer if value is None else value, layer, features, fields)


def names_in(path):
    layer = QgsVectorLayer(path, "copy", "ogr")
    assert layer.isValid(), path
    return [feature["name"] for feature in layer.getFeatures()]


def test_plain_file_is_opened_by_the_worker_itself(stored, tmp_path):
    source = source_of(stored)
    assert source.path == f"{tmp_path / 'data é.gpkg'}|layername=my points"
    assert source.folder == str(tmp_path)
    assert file_for_worker(source, tmp_path / "copy.gpkg", lambda: False) == source.path
    assert not (tmp_path / "copy.gpkg").exists()


def test_memory_layer_is_copied_with_all_its_fields(memory, tmp_path):
    source = source_of(memory)
    assert (source.path, source.folder) == ("", "")
    path = file_for_worker(source, tmp_path / "new folder" / "copy.gpkg", lambda: False)
    assert path == f"{tmp_path / 'new folder' / 'copy.gpkg'}|layername=features"
    copy = QgsVectorLayer(path, "copy", "ogr")
    assert [(f["fid"], f["name"]) for f in copy.getFeatures()] == [("x", name) for name in NAMES]
    assert copy.crs().authid() == "EPSG:32616"
    assert next(copy.getFeatures()).geometry().asWkt() == "Point (500000 4100000)"


def filtered(layer):
    layer.setSubsetString("name <> 'south'")


def edited(layer):
    layer.startEditing()
    layer.addFeature(QgsFeature(layer.fields()))


def in_another_crs(layer):
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32617"))


@pytest.mark.parametrize("change", [filtered, edited, in_another_crs])
def test_layer_that_shows_something_else_than_its_file_is_copied(stored, tmp_path, change):
    change(stored)
    source = source_of(stored)
    assert source.path == ""
    assert source.folder == str(tmp_path), "relative paths still start at the layer's own folder"
    stored.rollBack()


def test_filter_and_crs_of_the_layer_are_in_the_copy(stored, tmp_path):
    filtered(stored)
    in_another_crs(stored)
    path = file_for_worker(source_of(stored), tmp_path / "copy.gpkg", lambda: False)
    assert names_in(path) == ["north", "west"]
    assert QgsVectorLayer(path, "copy", "ogr").crs().authid() == "EPSG:32617"


def test_selected_features_only_are_copied(stored, tmp_path):
    stored.selectByIds([2])
    value = QgsProcessingFeatureSourceDefinition(stored.id(), selectedFeaturesOnly=True)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    from tesela.algorithms.classify_photos import ClassifyPhotos
    from tesela.algorithms.values import Values

    algorithm = ClassifyPhotos()
    algorithm.initAlgorithm()
    source = Values(algorithm, {"INPUT": value}, context).vector("INPUT", ["name"])
    assert source.path == ""
    assert names_in(file_for_worker(source, tmp_path / "copy.gpkg", lambda: False)) == ["south"]


@pytest.mark.parametrize("field", ["virtual", "fid"])
def test_field_that_is_not_in_the_file_for_the_worker_is_copied(stored, tmp_path, field):
    stored.addExpressionField("upper(name)", QgsField("virtual", QVariant.String))
    assert source_of(stored).path != ""
    source = source_of(stored, fields=(field,))
    assert source.path == ""
    copy = QgsVectorLayer(file_for_worker(source, tmp_path / "copy.gpkg", lambda: False), "copy", "ogr")
    assert [feature["virtual"] for feature in copy.getFeatures()] == ["NORTH", "SOUTH", "WEST"]
    assert [feature["fid"] for feature in copy.getFeatures()] == [1, 2, 3]


def test_copy_that_cannot_be_written_says_where(memory):
    with pytest.raises(RunError, match=r"/proc/no cannot be made"):
        file_for_worker(source_of(memory), Path("/proc/no/copy.gpkg"), lambda: False)
    with pytest.raises(RunError, match=r"'points' could not be copied to /proc/copy\.gpkg"):
        file_for_worker(source_of(memory), Path("/proc/copy.gpkg"), lambda: False)


def test_copying_ends_with_a_cancel(memory, tmp_path):
    with pytest.raises(RunCancelled, match="nothing has been run"):
        file_for_worker(source_of(memory), tmp_path / "copy.gpkg", lambda: True)
