"""Photographs drawn for one test, layers of points that name them, and a model that answers with colours."""

import fiona
import numpy as np
import pytest
from PIL import Image
from tesela.engine.contract.card import ModelInput
from tesela.engine.contract.job import PhotoJob, Selection
from tesela.engine.path.model import Model, check_scores
from tesela.engine.photos.classify import classify

from tests.engine.conftest import make_card, read_features

CLASSES = ("red", "green", "blue")
COLOURS = {"red": (200, 40, 10), "green": (30, 180, 40), "blue": (20, 60, 190), "mixed": (100, 100, 50)}
SIDE = 16


def colour_card(**changes):
    values = {
        "id": "colours",
        "task": "photo-classification",
        "classes": CLASSES,
        "activation": "softmax",
        "input": ModelInput(("red", "green", "blue"), ("uint8",), (0.0, 255.0), (0.0, 1.0)),
        "ground_sampling_distance_m": 0.0,
        "window_px": SIDE,
        "overlap_px": 0,
        "selection": Selection(thresholds=(0.5, 0.5, 0.5)),
        **changes,
    }
    return make_card(**values)


def shares(colour) -> list[float]:
    """What the model below answers for a photograph of one colour: the share of each band."""
    red, green, blue = colour
    whole = red + green + blue
    return [red / whole, green / whole, blue / whole]


class Loader:
    """Loads the model of colours, and counts the photographs that it is shown; `dies_after` batches it fails."""

    def __init__(self, dies_after: int | None = None):
        self.loaded = self.batches = 0
        self.dies_after = dies_after

    def __call__(self, package, window_px, keep_embeddings):
        self.loaded += 1

        def score(pixels):
            if self.batches == self.dies_after:
                raise KeyboardInterrupt
            self.batches += 1
            means = pixels.mean(axis=(1, 2)) + 1e-9
            scores = (means / means.sum(axis=1, keepdims=True)).astype(np.float32)
            check_scores(scores, package.card, len(pixels), window_px)
            return scores, None

        return Model(package.card, score, "CPU (test)", "NumPy")


@pytest.fixture
def photo(tmp_path):
    """Write a photograph of one colour and return its path."""

    def write(name, colour="red", size=(24, 18)):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", size, COLOURS.get(colour, colour)).save(path, quality=100)
        return path

    return write


@pytest.fixture
def layer(tmp_path):
    """Write a layer of points: rows of ((x, y) or None, {field: value})."""

    def write(rows, name="points.gpkg", crs="EPSG:32645", fields=None, geometry="Point", layer=None, mode="w"):
        fields = fields or {"photo": "str", "heading": "float", "place": "str"}
        driver = {"gpkg": "GPKG", "geojson": "GeoJSON", "shp": "ESRI Shapefile"}[name.rsplit(".", 1)[-1]]
        schema = {"geometry": geometry, "properties": fields}
        with fiona.open(tmp_path / name, mode, driver=driver, crs=crs, schema=schema, layer=layer) as sink:
            for point, values in rows:
                shape = point
                if point is not None and not isinstance(point, dict):
                    shape = {"type": "Point", "coordinates": point}
                sink.write({"geometry": shape, "properties": {name: values.get(name) for name in fields}})
        return str(tmp_path / name)

    return write


@pytest.fixture
def run(tmp_path, package):
    """Classify with the model of colours; returns (done, events, features by layer)."""

    def go(points, load=None, cancelled=lambda: False, card=None, output="out", **job):
        folder = package(card or colour_card())
        events = []
        done = classify(
            PhotoJob(points, str(folder), str(tmp_path / output), **job), events.append, cancelled, load or Loader()
        )
        return done, events, read_features(done.results)

    return go
