"""Recipes to vary, drawn pictures, and a way to run tiny networks without waiting for their graphs."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image


def plain_recipe() -> dict[str, Any]:
    return {
        "id": "tiny",
        "version": "0.1.0",
        "name": "Tiny",
        "summary": "For a test.",
        "licence": "GPL-3.0-or-later",
        "task": "tile-classification",
        "classes": ["damaged building"],
        "ground_sampling_distance_m": 0.5,
        "window_px": 32,
        "overlap_px": 16,
        "sources": [{"reader": "scenes", "name": "drawn", "source": "here", "licence": "GPL", "seeds": {"test": [5]}}],
        "split": {},
        "network": {"alpha": 0.35, "backbone": None},
        "fit": {"epochs": 1, "steps": 1, "batch": 2},
        "selection": {},
        "limits": [],
    }


@pytest.fixture
def write_recipe(tmp_path) -> Callable[..., Path]:
    """Write a small recipe with some keys changed into tmp_path/tiny and return its path."""

    def write(**changes: Any) -> Path:
        path = tmp_path / "tiny" / "recipe.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(plain_recipe() | changes), encoding="utf-8")
        return path

    return write


@pytest.fixture
def jpeg() -> Callable[..., bytes]:
    """Return the bytes of a plain JPEG picture."""

    def encode(value: int, width: int = 256, height: int = 256) -> bytes:
        data = io.BytesIO()
        Image.fromarray(np.full((height, width, 3), value, np.uint8)).save(data, "JPEG")
        return data.getvalue()

    return encode


@pytest.fixture
def without_tracing():
    """Run the network operation by operation: tracing its graph would take longer than the few steps of a test."""
    tensorflow = pytest.importorskip("tensorflow")
    tensorflow.config.run_functions_eagerly(True)
    yield
    tensorflow.config.run_functions_eagerly(False)
