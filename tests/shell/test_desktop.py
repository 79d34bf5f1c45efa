"""The real QGIS desktop on a virtual screen: a raster is loaded, the dock run, and styled layers are in the project."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORKER_PYTHON = ROOT / ".venv" / "bin" / "python"

pytestmark = [
    pytest.mark.skipif(
        not (shutil.which("xvfb-run") and shutil.which("qgis.bin")), reason="The QGIS desktop or Xvfb is not installed."
    ),
    pytest.mark.skipif(not WORKER_PYTHON.exists(), reason="The worker's environment .venv is not there."),
]


def try_desktop(raster, model, pictures, *options):
    command = [sys.executable, str(ROOT / "tools" / "desktop.py"), str(raster), "--model", model]
    ended = subprocess.run([*command, "--pictures", str(pictures), *options], capture_output=True, text=True)
    return json.loads(ended.stdout)


def test_from_an_empty_project_to_styled_layers(tiny_scene, tmp_path, monkeypatch):
    monkeypatch.setenv("TESELA_HOME", str(tiny_scene))
    answer = try_desktop(tiny_scene / "scene.tif", "tiny-detector", tmp_path)
    assert answer["state"] == "done", answer
    assert answer["exit_status"] == 0
    assert answer["groups"] == ["scene – Tiny detector"]
    assert set(answer["layers"]) == {"Detections", "Detection centres"}
    assert answer["layers"]["Detections"] >= 3
    assert answer["found"] == f"Found: {answer['layers']['Detections']}"
    pictures = sorted(path.name for path in tmp_path.glob("*.png"))
    assert pictures == ["1-ready.png", "2-running.png", "3-ended.png", "4-near.png", "5-result.png", "6-review.png"]


def test_quitting_during_a_run_leaves_no_worker(tiny_scene, tmp_path, monkeypatch):
    from osgeo import gdal

    monkeypatch.setenv("TESELA_HOME", str(tiny_scene))
    large = str(tmp_path / "large.tif")
    gdal.Translate(large, str(tiny_scene / "scene.tif"), width=8192, height=8192)
    answer = try_desktop(large, "tiny-detector", tmp_path, "--quit-during-run")
    assert answer["state"] == "running", answer
    assert len(answer["workers"]) == 1
    assert answer["exit_status"] == 0
    assert not Path(f"/proc/{answer['workers'][0]}").exists()


@pytest.mark.parametrize("screen", ["1366x768", "1920x1080"])
def test_a_new_user_has_reviewed_detections_in_a_geopackage_in_under_ten_clicks(
    tiny_scene, tmp_path, monkeypatch, screen
):
    monkeypatch.setenv("TESELA_HOME", str(tiny_scene))
    raster = tmp_path / "survey.tif"
    shutil.copy(tiny_scene / "scene.tif", raster)
    pictures = tmp_path / "pictures"
    answer = try_desktop(raster, "tiny-detector", pictures, "--steps", "first-use", "--screen", screen)
    assert answer.get("state") == "done", answer
    assert len(answer["clicks"]) < 10
    assert answer["source"] == f"{tmp_path / 'survey_tiny-detector.gpkg'}|layername=detections"
    assert answer["saved"] == ["accept", "reject", "unsure"]
    assert answer["progress"].startswith("3 of ")
    assert len(list(pictures.glob("*.png"))) == 9
