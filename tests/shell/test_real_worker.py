"""The same job through every door, with the real worker: identical features; and QGIS killed leaves no orphan."""

import os
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest
from qgis.core import QgsGeometry, QgsProcessing, QgsProcessingException, QgsProcessingFeedback, QgsVectorLayer

ROOT = Path(__file__).parents[2]
WORKER_PYTHON = ROOT / ".venv" / "bin" / "python"
START = ROOT / "plugin" / "engine" / "run" / "start.py"
TEMPORARY = QgsProcessing.TEMPORARY_OUTPUT
QGIS_PROCESS = shutil.which("qgis_process.bin") or shutil.which("qgis_process")

if not WORKER_PYTHON.exists():
    pytest.skip("The worker's environment .venv is not there; 'make setup' makes it.", allow_module_level=True)


@pytest.fixture
def raster(tiny_scene, monkeypatch):
    monkeypatch.setenv("TESELA_HOME", str(tiny_scene))
    monkeypatch.setenv("TESELA_PYTHON", str(WORKER_PYTHON))
    return str(tiny_scene / "scene.tif")


def features(path, layer):
    """Sorted geometry and attributes, without the run's own id."""
    source = QgsVectorLayer(f"{path}|layername={layer}", layer, "ogr") if layer else path
    assert source.isValid(), path
    kept = [name for name in source.fields().names() if name not in ("fid", "run")]
    return sorted((f.geometry().asWkt(9), *(str(f[name]) for name in kept)) for f in source.getFeatures())


def command_line(raster, model, output):
    command = [str(WORKER_PYTHON), "-I", str(START), "cli", "run", raster, "--model", model, "--output", str(output)]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    return output / "results.gpkg"


@pytest.fixture
def qgis_process(tmp_path):
    """The command that starts qgis_process with this plugin, and its environment."""
    if QGIS_PROCESS is None:
        pytest.skip("qgis_process is not installed.")
    profile = tmp_path / "config" / "profiles" / "default" / "QGIS"
    profile.mkdir(parents=True)
    (profile / "QGIS3.ini").write_text("[PythonPlugins]\ntesela=true\n")
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "config"),
        "QGIS_PLUGINPATH": str(ROOT / "build" / "plugins"),
    }
    environment.pop("PYTHONPATH", None)
    return [QGIS_PROCESS, "run"], environment


@pytest.mark.parametrize(
    ("algorithm", "model", "layer"),
    [("segment", "tiny-segmenter", "buildings"), ("detect", "tiny-detector", "detections")],
)
def test_every_door_gives_the_same_features(
    algorithm, model, layer, raster, qgis_process, provider, qgis_new_project, tmp_path
):
    import processing

    expected = features(command_line(raster, model, tmp_path / "cli"), layer)
    assert len(expected) >= 3

    command, environment = qgis_process
    hostile = {"PROJ_DATA": "/nowhere", "PROJ_LIB": "/usr/share/proj", "GDAL_DRIVER_PATH": "/nowhere"}
    output = tmp_path / "from process.gpkg"
    values = [f"tesela:{algorithm}", f"--INPUT={raster}", f"--MODEL={model}", f"--OUTPUT={output}"]
    ended = subprocess.run(command + values, env={**environment, **hostile}, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert features(output, output.stem) == expected

    values = {"INPUT": [raster], "MODEL": model, "OUTPUT": TEMPORARY}
    result = processing.run(f"tesela:{algorithm}", values)
    assert features(result["OUTPUT"], None) == expected

    values = {"RUN_FOLDER": result["RUN_FOLDER"], "THRESHOLD": 0.999, "OUTPUT": TEMPORARY}
    assert processing.run("tesela:select", values)["COUNT"] == 0


def test_area_and_extent_limit_the_result(raster, provider, qgis_new_project):
    import processing

    first_square = "500015,500050,4099960,4099990 [EPSG:32616]"
    values = {"INPUT": [raster], "MODEL": "tiny-segmenter", "EXTENT": first_square, "OUTPUT": TEMPORARY}
    layer = processing.run("tesela:segment", values)["OUTPUT"]
    assert layer.featureCount() == 1
    assert next(layer.getFeatures()).geometry().intersects(QgsGeometry.fromWkt("Point (500030 4099977)"))


def test_bands_that_the_raster_lacks_are_refused_with_a_message(raster, provider, qgis_new_project):
    import processing

    values = {"INPUT": [raster], "MODEL": "tiny-segmenter", "BANDS": "7,8,9", "OUTPUT": TEMPORARY}
    with pytest.raises(QgsProcessingException, match="no band 9"):
        processing.run("tesela:segment", values)


@pytest.mark.parametrize("after_s", [0.5, 3.0])
def test_cancel_ends_the_real_worker_within_two_seconds(raster, provider, qgis_new_project, after_s):
    import processing

    feedback = QgsProcessingFeedback(False)
    cancelled = []

    def cancel():
        cancelled.append(time.monotonic())
        feedback.cancel()

    threading.Timer(after_s, cancel).start()
    values = {"INPUT": [raster], "MODEL": "tiny-detector", "OVERLAP": 31, "BATCH": 1, "OUTPUT": TEMPORARY}
    with pytest.raises(QgsProcessingException, match=r"(?i)cancel"):
        processing.run("tesela:detect", values, feedback=feedback)
    assert time.monotonic() - cancelled[0] < 2.0


def test_worker_ends_when_qgis_is_killed(raster, qgis_process, tmp_path):
    command, environment = qgis_process
    values = ["tesela:detect", f"--INPUT={raster}", "--MODEL=tiny-detector", "--OVERLAP=31", "--BATCH=1"]
    values += [f"--OUTPUT={tmp_path / 'out.gpkg'}"]
    process = subprocess.Popen(command + values, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    worker = wait_for(lambda: children(process.pid))
    assert worker, "no worker was started"
    time.sleep(1.0)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in worker), timeout_s=5.0)


def children(pid):
    """Process ids of the workers that this process has started."""
    found = []
    for entry in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(child) for child in entry.read_text().split()]
    return [child for child in found if b"start.py" in Path(f"/proc/{child}/cmdline").read_bytes()]


def wait_for(holds, timeout_s=20.0):
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        value = holds()
        if value:
            return value
        time.sleep(0.05)
    return None
