"""Where a result comes from: read from the run's records, and written into the metadata of its layers."""

import json
from pathlib import Path

import pytest
from osgeo import gdal, ogr
from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject, QgsVectorLayer
from tesela.bridge.results.kinds import BUILDINGS, CENTRES, DETECTIONS
from tesela.bridge.results.layers import ResultLayer, add_run
from tesela.bridge.runs.layer_metadata import describe, layer_metadata
from tesela.bridge.runs.provenance import provenance_of
from tesela.bridge.runs.provenance_words import history_lines, window_words
from tesela.engine.contract.errors import RunError

ROW = {
    "run": "554a2c66d727",
    "written": "2026-03-01T10:00:30+00:00",
    "tesela": "0.1.0",
    "model": "fake-detector",
    "model_version": "1.2",
    "model_sha256": "ab" * 32,
    "rasters": json.dumps([{"path": "/images/north «é».tif", "files": [{"name": "n", "edges_sha256": "cd" * 32}]}]),
    "thresholds": json.dumps({"damage": 0.52}),
    "selection": json.dumps({"thresholds": [0.52], "suppression_iou": 0.15, "min_area_m2": 0.0, "rule": "best-f1"}),
    "job": "{}",
    "device": "CPU (2 cores)",
    "runtime": "onnx 1.31",
    "windows": json.dumps({"total": 20, "scored": 15, "without_data": 3, "failed": 2, "padded": 0}),
    "score_seconds": 2.157,
}


def write_results(folder, row=ROW, tables=()):
    """A worker's GeoPackage with its table of runs, as the engine writes it, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "results.gpkg"
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    if row is not None:
        table = dataset.CreateLayer("tesela_runs", None, ogr.wkbNone)
        for name, value in row.items():
            table.CreateField(ogr.FieldDefn(name, ogr.OFTReal if isinstance(value, float) else ogr.OFTString))
        feature = ogr.Feature(table.GetLayerDefn())
        for name, value in row.items():
            feature[name] = value
        table.CreateFeature(feature)
    for name in tables:
        dataset.CreateLayer(name, None, ogr.wkbPolygon)
    return path


def write_description(folder, **changes):
    """A run.json beside the results."""
    (folder / "run").mkdir(parents=True, exist_ok=True)
    model = {"id": "fake-detector", "version": "1.2", "name": "Fake détector", "licence": "CC0-1.0",
             "weights": {"sha256": "ab" * 32}}  # fmt: skip
    description = {"run": ROW["run"], "started": "2026-03-01T10:00:00+00:00", "model": model, **changes}
    (folder / "run" / "run.json").write_text(json.dumps(description), encoding="utf-8")


def polygon_layer(name="detections"):
    return QgsVectorLayer("Polygon?crs=EPSG:32616&field=score:double", name, "memory")


def test_table_and_run_json_are_read_together(tmp_path):
    results = write_results(tmp_path)
    write_description(tmp_path)
    found = provenance_of(results)
    assert (found.run, found.written, found.started) == (ROW["run"], ROW["written"], "2026-03-01T10:00:00+00:00")
    assert (found.model_id, found.model_name, found.model_version) == ("fake-detector", "Fake détector", "1.2")
    assert found.model_sha256 == "ab" * 32
    assert found.thresholds == {"damage": 0.52}
    assert found.options == {"suppression_iou": 0.15}
    assert found.rule == "best-f1"
    assert (found.rasters, found.checksums) == (("/images/north «é».tif",), ("cd" * 32,))
    assert (found.device, found.runtime) == ("CPU (2 cores)", "onnx 1.31")
    assert found.windows["failed"] == 2
    assert found.score_seconds == 2.157
    assert found.folder == str(tmp_path / "run")
    assert provenance_of(None, tmp_path) == found == provenance_of(None, tmp_path / "run")


def test_each_record_alone_tells_what_it_knows(tmp_path):
    write_description(tmp_path / "a", device="CPU", windows={"total": 4},
                      rasters=[{"fingerprint": {"path": "/r.tif", "files": []}}])  # fmt: skip
    only_json = provenance_of(None, tmp_path / "a")
    assert (only_json.device, only_json.windows, only_json.rasters) == ("CPU", {"total": 4}, ("/r.tif",))
    assert (only_json.written, only_json.thresholds) == ("", {})
    only_table = provenance_of(write_results(tmp_path / "b"))
    assert (only_table.model_name, only_table.folder, only_table.run) == ("", "", ROW["run"])


def test_run_json_of_another_run_is_not_mixed_in(tmp_path):
    write_description(tmp_path, run="another", model={"name": "Another"})
    found = provenance_of(write_results(tmp_path))
    assert (found.model_name, found.folder, found.started) == ("", "", "")


@pytest.mark.parametrize("text", ["", "[]", '{"model": 3, "rasters": 5, "run": 7}', '{"rasters": [3], "windows": "x"}'])
def test_damaged_records_are_left_out_not_guessed(tmp_path, text):
    row = {**ROW, "rasters": "[3, null]", "thresholds": "{", "windows": '{"total": "many"}', "selection": "7"}
    results = write_results(tmp_path, row)
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "run.json").write_text(text)
    found = provenance_of(results)
    assert (found.rasters, dict(found.thresholds), dict(found.windows)) == ((), {}, {})
    assert found.model_sha256 == ROW["model_sha256"]


def test_nothing_known_is_an_error_that_names_the_place(tmp_path):
    with pytest.raises(RunError, match=r"results\.gpkg"):
        provenance_of(write_results(tmp_path, row=None))
    with pytest.raises(RunError, match="missing"):
        provenance_of(None, tmp_path / "missing")


def test_history_lines_hold_every_figure(tmp_path):
    write_description(tmp_path)
    text = "\n".join(history_lines(provenance_of(write_results(tmp_path))))
    for part in (
        *("Fake détector", "fake-detector", "1.2", "ab" * 32, "damage 0.52", "suppression_iou 0.15", "best-f1"),
        *("/images/north «é».tif", "cd" * 32, "2026-03-01T10:00:30+00:00", "CPU (2 cores)", "onnx 1.31", "2.2"),
        *("20 in all", "15 scored", "3 without data", "2 failed"),
    ):
        assert part in text, part


def test_windows_that_are_none_are_told_only_where_that_matters():
    assert window_words({"total": 4, "scored": 4, "without_data": 0, "failed": 0, "padded": 0}) == (
        "4 in all, 4 scored, 0 without data, 0 failed"
    )


def test_metadata_says_where_and_what(tmp_path, qgis_app):
    write_description(tmp_path)
    layer = QgsVectorLayer(str(drawn_table(tmp_path / "drawn.gpkg")), "d", "ogr")
    metadata = layer_metadata(layer, DETECTIONS, "Detections", provenance_of(write_results(tmp_path)))
    assert metadata.identifier() == f"tesela:{ROW['run']}:detections"
    assert metadata.title() == "Detections in north «é».tif"
    assert metadata.crs().authid() == "EPSG:32616"
    bounds = metadata.extent().spatialExtents()[0].bounds.toRectangle()
    assert (bounds.xMinimum(), bounds.yMaximum()) == (500000, 4100010)
    assert set(metadata.keywords()["tesela"]) >= {"detections", "fake-detector", "damage"}
    assert [link.name for link in metadata.links()] == ["Raster", "Run folder"]
    assert metadata.links()[0].url.startswith("file:///images/north")
    assert "damage 0.52" in metadata.abstract()
    assert len(metadata.history()) >= 10
    empty = layer_metadata(polygon_layer(), DETECTIONS, "Detections", provenance_of(tmp_path / "results.gpkg"))
    assert empty.extent().spatialExtents() == []


def drawn_table(path):
    """A GeoPackage with one square in its table detections, and an empty table other."""
    from osgeo import osr

    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32616)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = dataset.CreateLayer("detections", reference, ogr.wkbPolygon)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(
        ogr.CreateGeometryFromWkt(
            "POLYGON((500000 4100000, 500010 4100000, 500010 4100010, 500000 4100010, 500000 4100000))"
        )
    )
    layer.CreateFeature(feature)
    dataset.CreateLayer("other", reference, ogr.wkbPolygon)
    return f"{path}|layername=detections"


def test_metadata_travel_with_the_geopackage_a_table_each(tmp_path, qgis_new_project):
    provenance = provenance_of(write_results(tmp_path / "run"))
    source = drawn_table(tmp_path / "é drawn.gpkg")
    layer = QgsVectorLayer(source, "d", "ogr")
    assert describe(layer, DETECTIONS, "Detections", provenance) == ""
    del layer
    Path(tmp_path / "é drawn.gpkg").rename(tmp_path / "elsewhere.gpkg")
    there = str(tmp_path / "elsewhere.gpkg")
    again = QgsVectorLayer(f"{there}|layername=detections", "d", "ogr").metadata()
    assert again.identifier().endswith(":detections")
    assert any("ab" * 32 in line for line in again.history())
    assert QgsVectorLayer(f"{there}|layername=other", "o", "ogr").metadata().identifier() == ""
    assert QgsVectorLayer(f"{there}|layername=detections", "d", "ogr").featureCount() == 1
    assert not list(tmp_path.glob("*.qmd"))
    assert not list(tmp_path.glob("*-wal"))


def test_describing_again_writes_nothing(tmp_path, qgis_app, monkeypatch):
    from qgis.core import QgsProviderRegistry

    provenance = provenance_of(write_results(tmp_path / "run"))
    source = drawn_table(tmp_path / "drawn.gpkg")
    describe(QgsVectorLayer(source, "d", "ogr"), DETECTIONS, "Detections", provenance)
    written = []
    monkeypatch.setattr(QgsProviderRegistry, "saveLayerMetadata", lambda *values: written.append(values) or (True, ""))
    assert describe(QgsVectorLayer(source, "d", "ogr"), DETECTIONS, "Detections", provenance) == ""
    assert written == []
    assert describe(QgsVectorLayer(source, "d", "ogr"), BUILDINGS, "Buildings", provenance) == ""
    assert len(written) == 1


def test_a_geopackage_that_takes_nothing_is_told_and_the_project_keeps_it(tmp_path, qgis_app, monkeypatch):
    from qgis.core import QgsProviderRegistry

    layer = QgsVectorLayer(drawn_table(tmp_path / "drawn.gpkg"), "d", "ogr")
    monkeypatch.setattr(QgsProviderRegistry, "saveLayerMetadata", lambda *_: (False, "disk is full"))
    said = describe(layer, DETECTIONS, "Detections", provenance_of(write_results(tmp_path / "run")))
    assert "disk is full" in said
    assert "drawn.gpkg" in said
    assert layer.metadata().identifier()


def test_layers_of_a_run_are_described_when_they_are_added(tmp_path, qgis_new_project):
    provenance = provenance_of(write_results(tmp_path))
    results = [ResultLayer(polygon_layer(), DETECTIONS, provenance=provenance), ResultLayer(polygon_layer(), BUILDINGS)]
    add_run(QgsProject.instance(), "run", results)
    assert results[0].layer.metadata().title().startswith("Detections")
    assert results[1].layer.metadata().title() == ""
    QgsProject.instance().removeAllMapLayers()


def test_algorithm_describes_its_geopackage_so_that_qgis_process_does_too(run, worker, raster, tmp_path):
    worker("done")
    path = tmp_path / "out.gpkg"
    run("detect", {"INPUT": [raster], "MODEL": "fake-detector", "OUTPUT": str(path),
                   "CENTRES": f"ogr:dbname='{path}' table=\"centres\" (geom)",
                   "RUN_FOLDER": str(tmp_path / "run")})  # fmt: skip
    for table, kind in (("out", DETECTIONS), ("centres", CENTRES)):
        metadata = QgsVectorLayer(f"{path}|layername={table}", "x", "ogr").metadata()
        assert metadata.identifier().endswith(f":{kind}")
        assert any("Fake detector" in line for line in metadata.history())
        assert metadata.crs().authid() == "EPSG:32616"


def test_temporary_output_is_described_too(run, worker, raster, tmp_path):
    worker("done")
    outputs = run("segment", {"INPUT": [raster], "MODEL": "fake-segmenter", "OUTPUT": "TEMPORARY_OUTPUT"})
    assert outputs["OUTPUT"].metadata().identifier().endswith(":buildings")


def test_processing_describes_what_it_loads(run, worker, raster, tmp_path):
    """As the toolbox does: the layer goes into the project when the algorithm is done."""
    from qgis.core import QgsApplication

    worker("done")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    definition = "TEMPORARY_OUTPUT"
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("tesela:segment")
    values = {"INPUT": [raster], "MODEL": "fake-segmenter", "OUTPUT": definition, "RUN_FOLDER": str(tmp_path / "r")}
    outputs, done = algorithm.run(values, context, QgsProcessingFeedback(False))
    assert done
    layer = context.temporaryLayerStore().mapLayer(outputs["OUTPUT"])
    assert layer.metadata().identifier().endswith(":buildings")
    del layer
    assert gdal.OpenEx(str(tmp_path / "r" / "results.gpkg")) is not None
