"""`tesela:check`, with a worker that needs no model and with the real one."""

import json
import sys
from pathlib import Path

import pytest
from qgis.core import QgsProcessing, QgsProcessingException
from tesela.engine.contract.check import CheckReport

ROOT = Path(__file__).parents[2]
WORKER_PYTHON = ROOT / ".venv" / "bin" / "python"
RUN_ALGORITHMS = ("detect", "segment", "label", "regress")

needs_worker = pytest.mark.skipif(
    not WORKER_PYTHON.exists(), reason="The worker's environment .venv is not there; 'make setup' makes it."
)


def test_it_takes_every_parameter_of_the_run_algorithms(provider, models):
    """The dock hands the same values to both; nothing of a job may be lost on the way to its check."""
    check = {one.name(): one.type() for one in provider.algorithm("check").parameterDefinitions()}
    for name in RUN_ALGORITHMS:
        algorithm = provider.algorithm(name)
        outputs = {one.name() for one in algorithm.destinationParameterDefinitions()}
        own = {one.name(): one.type() for one in algorithm.parameterDefinitions() if one.name() not in outputs}
        assert own.items() <= check.items(), name
    assert provider.algorithm("check").destinationParameterDefinitions() == []
    assert {"MEASURE", "RUN_FOLDER"} <= set(check)


def test_the_report_comes_back_whole_and_is_counted(run, worker, raster, Feedback, qgis_new_project):
    worker("check-error")
    feedback = Feedback()
    result = run("check", {"INPUT": [raster], "MODEL": "fake-detector"}, feedback)
    report = CheckReport.from_json(json.loads(result["REPORT"]))
    assert (result["ERRORS"], result["WARNINGS"]) == (1, 0)
    assert (result["WINDOWS"], result["SECONDS"], result["DEVICE"]) == (4, 2.0, "test CPU")
    assert report.findings[0].remedies[0].value == "3,2,1"
    assert any("A run would fail: The raster has no band for red." in text for text in feedback.warnings)


def test_warnings_are_warnings(run, worker, raster, Feedback, qgis_new_project):
    worker("check-warning")
    feedback = Feedback()
    result = run("check", {"INPUT": [raster], "MODEL": "fake-detector"}, feedback)
    assert (result["ERRORS"], result["WARNINGS"]) == (0, 1)
    assert "The raster has no band for red. Use the bands 3, 2, 1 (BANDS)" in feedback.warnings


def test_the_job_is_that_of_the_run(run, worker, raster, monkeypatch, qgis_new_project):
    """What goes to the worker, but for the request's name and the folder, is what `tesela:segment` would send."""
    from tesela.algorithms import base

    worker("done")
    asked = []
    ask = base.TeselaAlgorithm.ask_worker
    monkeypatch.setattr(
        base.TeselaAlgorithm,
        "ask_worker",
        lambda self, python, request, feedback: asked.append(request) or ask(self, python, request, feedback),
    )
    values = {
        "INPUT": [raster],
        "MODEL": "fake-segmenter",
        "EXTENT": "500000,500010,4099990,4100000 [EPSG:32616]",
        "BANDS": "3,2,1",
        "VALUE_RANGE": "0,200",
        "WINDOW": 64,
        "OVERLAP": 8,
        "BATCH": 2,
        "THRESHOLD": 0.25,
        "MIN_AREA": 3.0,
        "WARP": True,
    }
    run("check", {**values, "RUN_FOLDER": "/somewhere/else", "OUTPUT": "ignored", "MEASURE": True})
    run("segment", {**values, "OUTPUT": QgsProcessing.TEMPORARY_OUTPUT})
    check, segment = asked
    assert (check["request"], check["measure"], segment["request"]) == ("check", True, "run")
    assert check["job"].pop("output") == "/somewhere/else"
    segment["job"].pop("output")
    assert check["job"] == segment["job"]


def test_the_temporary_run_folder_of_a_run_is_taken_for_one(run, worker, raster, qgis_new_project):
    worker("done")
    run("check", {"INPUT": [raster], "MODEL": "fake-detector", "RUN_FOLDER": QgsProcessing.TEMPORARY_OUTPUT})


def test_a_worker_that_crashes_is_an_error(run, raster, monkeypatch, tmp_path, qgis_new_project, provider, models):
    from tesela.algorithms import base

    monkeypatch.setenv("TESELA_PYTHON", sys.executable)
    monkeypatch.setattr(base, "worker_command", lambda python: [sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(QgsProcessingException, match="ended without an answer"):
        run("check", {"INPUT": [raster], "MODEL": "fake-detector"})


@needs_worker
def test_the_real_worker_checks_and_measures(tiny_scene, provider, qgis_new_project, Feedback, monkeypatch, tmp_path):
    import processing

    monkeypatch.setenv("TESELA_HOME", str(tiny_scene))
    monkeypatch.setenv("TESELA_PYTHON", str(WORKER_PYTHON))
    values = {"INPUT": [str(tiny_scene / "scene.tif")], "MODEL": "tiny-detector", "RUN_FOLDER": str(tmp_path / "run")}
    plain = processing.run("tesela:check", values, feedback=Feedback())
    assert "SECONDS" not in plain
    # Windows of 32 pixels every 24 over 320 x 240 pixels: 13 columns and 10 rows.
    assert (plain["ERRORS"], plain["WINDOWS"]) == (0, 130)
    measured = processing.run("tesela:check", {**values, "MEASURE": True}, feedback=Feedback())
    assert 0 < measured["SECONDS"] < 120
    assert "CPU" in measured["DEVICE"] or "GPU" in measured["DEVICE"]
    assert CheckReport.from_json(json.loads(measured["REPORT"])).windows_measured > 0
    assert not (tmp_path / "run").exists(), "a check writes nothing"
