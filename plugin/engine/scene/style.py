"""The look of one scene, chosen from its seed: sun, haze, and the colours of soil, plants, roads and roofs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .recipe import SceneRecipe

Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Style:
    """Colours are red, green, blue, 0 to 255, as seen in full light.

    sun_azimuth_deg: clockwise from north; sun_share: of the light that comes straight from the sun; the rest is sky
    light. haze: share of white air light. cast: factor a band. blur_px: deviation of the optics' point spread.
    noise: deviation of the sensor noise in grey values. jpeg_quality: of the source images.
    """

    soil: Colour
    plant: Colour
    leaf: Colour
    asphalt: Colour
    track: Colour
    concrete: Colour
    dust: Colour
    sun_azimuth_deg: float
    sun_elevation_deg: float
    sun_share: float
    haze: float
    cast: Colour
    blur_px: float
    noise: float
    jpeg_quality: int


def choose_style(recipe: SceneRecipe) -> Style:
    """Choose the look of a scene from its seed."""
    random = recipe.stream("style")
    soils = [(150, 136, 118), (158, 140, 120), (144, 134, 120), (150, 122, 100), (164, 152, 134)]
    soil = _near(random, soils[int(random.integers(len(soils)))], 0.05)
    return Style(
        soil=soil,
        plant=_near(random, (80, 96, 52), 0.10),
        leaf=_near(random, (62, 78, 40), 0.12),
        asphalt=_near(random, (116, 114, 110), 0.06),
        track=_near(random, [(150, 118, 94), (146, 128, 106), (152, 138, 116)][int(random.integers(3))], 0.05),
        concrete=_near(random, (172, 169, 161), 0.04),
        dust=_near(random, (168, 156, 138), 0.05),
        sun_azimuth_deg=float(random.uniform(95.0, 265.0)),
        sun_elevation_deg=float(random.uniform(45.0, 68.0)),
        sun_share=float(random.uniform(0.40, 0.60)),
        haze=float(random.uniform(0.0, 0.06)),
        cast=_near(random, (1.0, 1.0, 0.97), 0.03),
        blur_px=float(random.uniform(0.34, 0.52)),
        noise=float(random.uniform(1.2, 2.8)),
        jpeg_quality=int(random.integers(84, 94)),
    )


def _near(random: np.random.Generator, colour: Colour, spread: float) -> Colour:
    common = random.normal(1.0, spread)
    bands: NDArray[np.float64] = np.asarray(colour) * common * random.normal(1.0, 0.3 * spread, 3)
    return float(bands[0]), float(bands[1]), float(bands[2])
