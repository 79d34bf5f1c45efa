"""The plugin as QGIS loads it, a worker without a model, and small rasters."""

import json
import os
import subprocess
import sys
from pathlib import Path

import package
import pytest

ROOT = Path(__file__).parents[2]
FAKE_WORKER = Path(__file__).with_name("fake_worker.py")
sys.path.insert(0, str(package.stage(ROOT / "build" / "plugins", link=True).parent))

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SESSION = pytest.StashKey[pytest.Session]()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """Remember how the tests went, for the end of the process."""
    session.config.stash[SESSION] = session


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    """End the process when all is reported: pytest-qgis has ended QGIS, and what Python still holds of it would be
    destroyed after it, in no order, which crashes now and then.

    How a QGIS with the plugin ends by itself is in test_desktop.py, which asks for its exit status.
    """
    session = config.stash.get(SESSION, None)
    if session is not None:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(int(session.exitstatus))


CLASSES = {
    "tile-classification": ["damage"],
    "segmentation": ["building"],
    "multi-label": ["Bare soil", "cars", "trees"],
    "regression": ["density"],
    "photo-classification": ["busy road", "quiet street"],
}
FAKE_MODELS = {
    "fake-detector": "tile-classification",
    "fake-segmenter": "segmentation",
    "fake-labeller": "multi-label",
    "fake-regressor": "regression",
    "fake-photographer": "photo-classification",
}
TINY_MODELS = {name.replace("fake", "tiny"): task for name, task in FAKE_MODELS.items()}
SEGMENTERS = {"tiny-segmenter-of-floods": ["flood"], "tiny-segmenter-of-land": ["flood", "dry ground"]}
OPTIONS = {
    "tile-classification": {"suppression_iou": 0.3},
    "segmentation": {"min_area_m2": 4.0, "min_hole_m2": 1.0, "simplify_m": 0.2},
}
ACTIVATIONS = {"regression": "linear", "photo-classification": "softmax"}


def card(name, task, classes=None):
    classes = classes or CLASSES[task]
    own = {"selection": {"thresholds": [0.5] * len(classes), **OPTIONS.get(task, {})}}
    if task == "regression":
        own = {"selection": {}, "value": {"name": "built-up density", "unit": "%", "low": 0.0, "high": 100.0}}
    return {
        "id": name,
        "version": "1",
        "name": name.replace("-", " ").capitalize(),
        "summary": f"Summary of {name}.",
        "licence": "CC0-1.0",
        "task": task,
        "classes": classes,
        "activation": ACTIVATIONS.get(task, "sigmoid"),
        "weights": {"file": "weights.keras", "sha256": "0" * 64},
        "input": {
            "bands": ["red", "green", "blue"],
            "dtypes": ["uint8"],
            "value_range": [0, 255],
            "network_range": [-1, 1],
        },
        "ground_sampling_distance_m": 0.0 if task == "photo-classification" else 0.5,
        "data": [],
        "split": "none",
        "recipe": "",
        "figures": [],
        "limits": [],
        **own,
    }


@pytest.fixture(scope="session")
def tiny_scene(tmp_path_factory):
    """A data folder with tiny models of each task, and scene.tif with three bright squares.

    The real worker runs these models. The paths hold spaces and accents, and have more than 260 characters.
    """
    folder = tmp_path_factory.mktemp("scène é " + "long " * 44)
    cards = {name: card(name, task) for name, task in TINY_MODELS.items()}
    cards |= {name: card(name, "segmentation", classes) for name, classes in SEGMENTERS.items()}
    command = [str(ROOT / ".venv" / "bin" / "python"), "-I", str(Path(__file__).with_name("make_tiny_models.py"))]
    command += [str(folder / "models"), str(folder / "scene.tif")]
    subprocess.run(command, input=json.dumps(cards), text=True, check=True, capture_output=True)
    assert len(str(folder / "models" / "tiny-detector" / "weights.keras")) > 260
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A data folder of its own for each test, so that nothing of the person's is read or written."""
    folder = tmp_path / "home"
    monkeypatch.setenv("TESELA_HOME", str(folder))
    monkeypatch.delenv("TESELA_PYTHON", raising=False)
    return folder


@pytest.fixture
def no_bundled_models(monkeypatch, tmp_path):
    """Leave the models that ship with the plugin out."""
    from tesela.engine.contract import places

    shipped = places.asset
    monkeypatch.setattr(places, "asset", lambda name: tmp_path / "none" if name == "model_zoo" else shipped(name))


@pytest.fixture
def models(home, no_bundled_models):
    """Installed model packages without weights, one a task (FAKE_MODELS); no others."""
    for name, task in FAKE_MODELS.items():
        (home / "models" / name).mkdir(parents=True)
        (home / "models" / name / "card.json").write_text(json.dumps(card(name, task)))


@pytest.fixture
def fake_command():
    """The command of a worker that behaves as it is told: done, nothing, pause, fail, taken, crash, exit, garbage,
    slow, stubborn."""
    return lambda behaviour: [sys.executable, str(FAKE_WORKER), behaviour]


@pytest.fixture
def worker(monkeypatch, fake_command):
    """Call it with a behaviour to replace the worker of the algorithms by the fake one."""
    from tesela.algorithms import base

    monkeypatch.setenv("TESELA_PYTHON", sys.executable)

    def replace(behaviour):
        monkeypatch.setattr(base, "worker_command", lambda python: fake_command(behaviour))

    return replace


def draw_raster(path, crs="EPSG:32616", shift_px=0, bands=3):
    """Draw a GeoTIFF of 64 x 64 pixels of 0.5 m and return its path as text."""
    from osgeo import gdal, osr

    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 64, 64, bands, gdal.GDT_Byte)
    dataset.SetGeoTransform((500000 + 0.5 * shift_px, 0.5, 0, 4100000, 0, -0.5))
    if crs:
        reference = osr.SpatialReference()
        reference.SetFromUserInput(crs)
        dataset.SetProjection(reference.ExportToWkt())
    for band in range(bands):
        dataset.GetRasterBand(band + 1).Fill(60 * (band + 1))
    dataset = None
    return str(path)


@pytest.fixture
def draw(tmp_path):
    """Call it with a file name, and options of draw_raster, for the path of a small raster."""
    return lambda name, **options: draw_raster(tmp_path / name, **options)


@pytest.fixture
def raster(draw):
    return draw("scene.tif")


@pytest.fixture
def provider(qgis_app, qgis_processing):
    """The provider, registered."""
    from qgis.core import QgsApplication
    from tesela.algorithms.provider import TeselaProvider

    provider = TeselaProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield provider
    QgsApplication.processingRegistry().removeProvider("tesela")


@pytest.fixture
def Feedback():
    """A Processing feedback that keeps what it is told."""
    from qgis.core import QgsProcessingFeedback

    class Feedback(QgsProcessingFeedback):
        def __init__(self):
            super().__init__(False)
            self.infos, self.warnings, self.errors, self.steps = [], [], [], []
            self.progressChanged.connect(self.steps.append)

        def pushInfo(self, info):
            self.infos.append(info)

        def pushWarning(self, warning):
            self.warnings.append(warning)

        def reportError(self, error, fatalError=False):
            self.errors.append(error)

    return Feedback


@pytest.fixture
def run(provider, models, qgis_new_project, Feedback):
    """Call it with an algorithm's name and its values, as a script does."""
    import processing

    def call(name, values, feedback=None, context=None):
        return processing.run(f"tesela:{name}", values, feedback=feedback or Feedback(), context=context)

    return call
