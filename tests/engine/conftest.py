"""Rasters drawn for one test, and model packages whose network is three lines of NumPy."""

import hashlib
import json
from pathlib import Path

import fiona
import hypothesis
import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.crs import CRS
from tesela.engine.contract import schema
from tesela.engine.contract.card import Data, ModelCard, ModelInput, ModelPackage, Weights
from tesela.engine.contract.job import Job, Selection
from tesela.engine.path import pipeline
from tesela.engine.path.model import Model, check_scores

hypothesis.settings.register_profile("tesela", deadline=None, max_examples=60)
hypothesis.settings.load_profile("tesela")

UTM = CRS.from_epsg(32645)
ORIGIN = (360_000.0, 3_056_000.0)


def north_up(gsd_m: float = 1.0) -> Affine:
    return Affine(gsd_m, 0, ORIGIN[0], 0, -gsd_m, ORIGIN[1])


@pytest.fixture
def draw(tmp_path):
    """Write pixels (bands, h, w) as a raster; georeferenced at 1 m a pixel in UTM unless told otherwise."""

    def write(pixels, name="raster.tif", crs=UTM, transform=None, **options):
        pixels = np.asarray(pixels)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        profile = {
            "driver": "GTiff",
            "height": pixels.shape[1],
            "width": pixels.shape[2],
            "count": pixels.shape[0],
            "dtype": pixels.dtype,
            "crs": crs,
            "transform": transform or north_up(),
            **options,
        }
        if crs is None:
            del profile["crs"]
            if transform is None:
                del profile["transform"]
        with rasterio.open(path, "w", **profile) as dataset:
            dataset.write(pixels)
        return str(path)

    return write


def make_card(task="segmentation", **changes) -> ModelCard:
    selection = (
        Selection(thresholds=(0.5,), min_area_m2=0.0, min_hole_m2=0.0, simplify_m=0.0)
        if task == "segmentation"
        else Selection(thresholds=(0.5,), suppression_iou=0.1)
    )
    values = {
        "id": "bright",
        "version": "1.0.0",
        "name": "Bright things",
        "summary": "Scores brightness.",
        "licence": "CC0-1.0",
        "task": task,
        "classes": ("building",) if task == "segmentation" else ("damaged building",),
        "activation": "sigmoid",
        "weights": Weights("model.keras", hashlib.sha256(b"bright").hexdigest()),
        "input": ModelInput(("red", "green", "blue"), ("uint8",), (0.0, 255.0), (0.0, 1.0)),
        "ground_sampling_distance_m": 1.0,
        "window_px": 32,
        "overlap_px": 8,
        "selection": selection,
        "data": (Data("drawn", "this test", "CC0-1.0"),),
        "split": "none",
        "recipe": "none",
        "figures": (),
        "limits": ("only for tests",),
        **changes,
    }
    return ModelCard(**values)


@pytest.fixture
def package(tmp_path):
    """Write a package for a card and return its folder."""

    def write(card=None, **changes):
        card = card or make_card(**changes)
        folder = tmp_path / "packages" / card.id
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "model.keras").write_bytes(b"bright")
        (folder / "card.json").write_text(json.dumps(schema.to_json(card)))
        return folder

    return write


def load_bright(package: ModelPackage, window_px: int, keep_embeddings: bool) -> Model:
    """A network that answers with brightness: of each pixel, or the mean of the window."""

    def score(pixels):
        grey = pixels.mean(axis=-1, keepdims=True)
        scores = grey if package.card.task == "segmentation" else grey.mean(axis=(1, 2))
        check_scores(scores, package.card, len(pixels), window_px)
        return scores, grey.reshape(len(pixels), -1)[:, :4].astype(np.float16) if keep_embeddings else None

    return Model(package.card, score, "CPU (test)", "NumPy")


@pytest.fixture
def run_job(tmp_path, package):
    """Run rasters through the bright model; returns (done, events, features by layer)."""

    def run(rasters, task="segmentation", card=None, load=load_bright, cancelled=lambda: False, output="out", **job):
        folder = package(card or make_card(task))
        rasters = (rasters,) if isinstance(rasters, str) else tuple(rasters)
        events = []
        work = Job(rasters, str(folder), str(tmp_path / output), **job)
        done = pipeline.run(work, events.append, cancelled, load)
        return done, events, read_features(done.results)

    return run


def read_features(results: str) -> dict[str, list]:
    layers = {}
    for name in fiona.listlayers(results):
        with fiona.open(results, layer=name) as collection:
            layers[name] = list(collection)
    return layers


def messages(events) -> str:
    return "\n".join(getattr(event, "message", "") for event in events)


def white_squares(height=96, width=96, squares=((20, 30, 20),), bands=3) -> np.ndarray:
    """Black pixels with white squares given as (row, col, side)."""
    pixels = np.zeros((bands, height, width), np.uint8)
    for row, col, side in squares:
        pixels[:, row : row + side, col : col + side] = 255
    return pixels


@pytest.fixture
def shared_data():
    """The folder of real images, or a skip that says so."""
    import os

    folder = Path(os.environ.get("TESELA_DATA", Path(__file__).parents[3] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("no real images here: set TESELA_DATA, or put shared/data beside the checkout")
    return folder
