"""Heat through Processing, with a worker that needs no model."""

import json
from pathlib import Path

import pytest
from qgis.core import QgsProcessing, QgsProcessingException, QgsRasterLayer

TEMPORARY = QgsProcessing.TEMPORARY_OUTPUT


def job_of(result):
    return json.loads((Path(result["OVERLAY_FOLDER"]) / "job.json").read_text())


def test_heat_of_a_raster_is_copied(run, worker, raster, tmp_path):
    worker("done")
    path = tmp_path / "heat.tif"
    values = {"INPUT": [raster], "MODEL": "fake-labeller", "LABEL": "cars", "HEAT": str(path), "MOST": 3}
    result = run("explain", {**values, "EXTENT": "1,3,2,4 [EPSG:4326]", "OVERLAY_FOLDER": TEMPORARY})
    assert result["HEAT"] == str(path)
    assert result["HEAT_FILES"] == [str(path)]
    assert QgsRasterLayer(str(path), "heat").isValid()
    assert result["OVERLAYS"] == []
    job = job_of(result)
    assert (job["rasters"], job["model"], job["label"], job["most"]) == ([raster], "fake-labeller", "cars", 3)
    assert job["area"]["crs"] == "EPSG:4326"
    assert job["run"] is None


def test_without_a_label_each_windows_highest_is_explained(run, worker, raster, tmp_path):
    worker("done")
    (tmp_path / "run").mkdir()
    values = {"INPUT": [raster], "MODEL": "fake-detector", "RUN_FOLDER": str(tmp_path), "OVERLAY_FOLDER": TEMPORARY}
    result = run("explain", values)
    assert result["HEAT"] is None
    job = job_of(result)
    assert (job["label"], job["most"], job["run"]) == (None, 200, str(tmp_path / "run"))


def test_photographs_give_overlays(run, worker, tmp_path):
    worker("done")
    photos = [str(tmp_path / name) for name in ("a 1.jpg", "heat.jpg")]
    for path in photos:
        Path(path).write_bytes(b"")
    values = {"PHOTOS": photos, "MODEL": "fake-photographer", "HEAT": TEMPORARY, "OVERLAY_FOLDER": str(tmp_path / "o")}
    result = run("explain", values)
    assert result["OVERLAYS"] == [str(tmp_path / "o" / f"{name}-explained.png") for name in ("a 1", "heat")]
    assert result["HEAT"] is None
    assert job_of(result)["photos"] == photos


def test_rasters_and_photographs_exclude_each_other(run, raster, tmp_path, Feedback):
    (tmp_path / "a.jpg").write_bytes(b"")
    for values in ({}, {"INPUT": [raster], "PHOTOS": [str(tmp_path / "a.jpg")]}):
        feedback = Feedback()
        with pytest.raises(QgsProcessingException):
            run("explain", {"MODEL": "fake-detector", "OVERLAY_FOLDER": TEMPORARY, **values}, feedback)
        assert any("one of the two" in error for error in feedback.errors), feedback.errors


def test_models_that_cannot_be_explained_are_not_offered(provider, models):
    from tesela.algorithms.explain import Explain

    algorithm = Explain()
    algorithm.initAlgorithm()
    options = algorithm.parameterDefinition("MODEL").options()
    assert "fake-photographer" in options
    assert "fake-segmenter" not in options
