"""Photographs at points through Processing, with a worker that needs no model."""

import json
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)
from tesela.engine.contract.job import PhotoJob, Selection

TEMPORARY = QgsProcessing.TEMPORARY_OUTPUT
DEFINITION = "Point?crs=EPSG:4326&field=photo:string&field=image:string&field=heading:double&field=square:string"


@pytest.fixture
def points(qgis_new_project):
    """A memory layer of two photographs at one point, in the project."""
    layer = QgsVectorLayer(DEFINITION, "points", "memory")
    features = []
    for name, heading in (("a 1.jpg", 90.0), ("b.jpg", 180.0)):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt("Point (85.5 27.6)"))
        feature.setAttributes([name, name, heading, "Durbar"])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(layer)
    yield layer
    QgsProject.instance().removeAllMapLayers()


@pytest.fixture
def stored(points, tmp_path):
    """The same points in a GeoPackage of their own folder."""
    (tmp_path / "survey").mkdir()
    path = str(tmp_path / "survey" / "points.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "points"
    QgsVectorFileWriter.writeAsVectorFormatV3(points, path, QgsProject.instance().transformContext(), options)
    return path


@pytest.fixture
def job_of(run, worker):
    """Call it with parameter values to run the algorithm and get the job that the worker was sent."""

    def make(**values):
        worker("done")
        values = {"MODEL": "fake-photographer", "OUTPUT": TEMPORARY, **values}
        folder = run("classifyphotos", values)["RUN_FOLDER"]
        return PhotoJob(**json.loads((Path(folder) / "run" / "job.json").read_text()))

    return make


def test_writes_a_point_a_photograph_and_a_point_a_place(run, worker, points):
    worker("done")
    values = {"INPUT": points, "PHOTO_FOLDER": "/photos", "HEADING_FIELD": "heading", "PLACES": TEMPORARY}
    result = run("classifyphotos", {**values, "MODEL": "fake-photographer", "OUTPUT": TEMPORARY})
    photos = list(result["OUTPUT"].getFeatures())
    assert result["OUTPUT"].wkbType() == QgsWkbTypes.Type.Point
    assert result["OUTPUT"].crs().authid() == "EPSG:4326"
    assert [(f["photo"], f["heading"], f["class"]) for f in photos] == [
        ("/photos/a 1.jpg", 90, "busy road"),
        ("/photos/b.jpg", 180, "busy road"),
    ]
    assert result["PLACES"].fields().names()[-4:] == ["place", "count", "model", "run"]
    assert (result["COUNT"], result["PLACE_COUNT"]) == (2, 2)
    assert result["DEVICE"] == "test CPU"
    assert Path(result["RESULTS"]).is_file()


def test_file_is_named_and_its_own_folder_left_to_the_worker(job_of, stored):
    job = job_of(INPUT=f"{stored}|layername=points")
    assert job.points == f"{stored}|layername=points"
    assert (job.photo_field, job.heading_field, job.place_field, job.photo_folder) == ("photo", None, None, None)


def test_fields_and_folder_reach_the_job(job_of, stored, tmp_path):
    values = {"PHOTO_FIELD": "image", "HEADING_FIELD": "heading", "PLACE_FIELD": "square", "THRESHOLD_RULE": 1}
    job = job_of(INPUT=stored, PHOTO_FOLDER=str(tmp_path), **values)
    assert (job.photo_field, job.heading_field, job.place_field) == ("image", "heading", "square")
    assert job.photo_folder == str(tmp_path)
    assert job.selection["rule"] == "best-f1"
    assert set(job.selection) == set(Selection.__dataclass_fields__)


def test_relative_paths_of_a_filtered_layer_start_at_its_own_folder(job_of, stored):
    layer = QgsVectorLayer(stored, "stored", "ogr")
    layer.setSubsetString("heading < 100")
    QgsProject.instance().addMapLayer(layer)
    job = job_of(INPUT=layer)
    assert job.photo_folder == str(Path(stored).parent)
    assert job.points == f"{Path(job.output) / 'points.gpkg'}|layername=features"
    assert QgsVectorLayer(job.points, "copy", "ogr").featureCount() == 1


def test_relative_paths_of_a_memory_layer_start_at_the_project(job_of, points, tmp_path):
    assert QgsProject.instance().write(str(tmp_path / "project.qgz"))
    assert job_of(INPUT=points).photo_folder == str(tmp_path)


def test_single_thresholds_are_understood(job_of, stored):
    assert job_of(INPUT=stored, THRESHOLDS="busy road=0.8").selection["thresholds"] == [0.8, 0.5]


def test_the_workers_message_is_the_error(run, worker, points):
    worker("fail")
    with pytest.raises(QgsProcessingException, match="copy it again"):
        run("classifyphotos", {"INPUT": points, "MODEL": "fake-photographer", "OUTPUT": TEMPORARY})


def test_no_model_for_photographs_is_a_message(run, points, home, Feedback):
    (home / "models" / "fake-photographer" / "card.json").unlink()
    feedback = Feedback()
    with pytest.raises(QgsProcessingException):
        run("classifyphotos", {"INPUT": points, "OUTPUT": TEMPORARY}, feedback)
    assert any("No model for photo-classification" in error for error in feedback.errors), feedback.errors


def test_layers_are_loaded_styled_and_show_the_photograph(provider, models, worker, points, Feedback):
    import processing
    from processing.gui.Postprocessing import handleAlgorithmResults

    worker("done")
    project = QgsProject.instance()
    context = QgsProcessingContext()
    context.setProject(project)
    outputs = {name: QgsProcessingOutputLayerDefinition(TEMPORARY, project) for name in ("OUTPUT", "PLACES")}
    values = {"INPUT": points, "MODEL": "fake-photographer", "PHOTO_FOLDER": "/photos", **outputs}
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("tesela:classifyphotos")
    processing.run(algorithm, values, feedback=Feedback(), context=context, onFinish=lambda *a: None)
    handleAlgorithmResults(algorithm, context, Feedback())
    layers = {layer.name(): layer for layer in project.mapLayers().values()}
    for name in ("Photographs", "Places"):
        assert [c.value() for c in layers[name].renderer().categories()] == ["busy road", "quiet street", ""]
    assert "<img src=" in layers["Photographs"].mapTipTemplate()
