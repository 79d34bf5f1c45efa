"""What the layer of a segmentation is called in the results: its class, so that floods are not called buildings."""

from __future__ import annotations

import re

from .card import ModelCard

POLYGONS = "polygons"
TAKEN = ("detections", "detection_centres", "labels", "values", "photos", "places", "changes", "tesela_runs")
"""Layers of other tasks, and other tables."""


def polygon_layer(card: ModelCard) -> str:
    """Return the layer of a segmentation: `buildings` for the class "building", POLYGONS for several classes."""
    if len(card.foreground) != 1:
        return POLYGONS
    (number,) = card.foreground
    name = re.sub(r"\W+", "_", card.classes[number].lower())
    name = name if name.endswith("s") else f"{name}s"
    return f"{name}_{POLYGONS}" if name in TAKEN else name
