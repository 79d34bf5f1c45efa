"""What a drawn scene is asked to be: size, place, damage; and the named random streams that follow from its seed."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..contract import schema
from ..contract.errors import TeselaError
from ..contract.places import asset

SCHEMA_VERSION = 1
RECIPE_FILE = "sample_scene.json"


class SceneError(TeselaError):
    """A scene recipe cannot be read, or asks for a scene that cannot be drawn."""


@dataclass(frozen=True)
class SceneRecipe:
    """A scene to draw. The same recipe always gives the same pixels and the same ground truth.

    origin_easting_m, origin_northing_m: the map position of the raster's upper left corner, in `crs`, whose unit must
    be the metre. mosaic_rotation_deg: how far the flown area is turned against the raster; what lies outside it has
    no data; None means that the whole raster has data. core_radius_m: how far the dense town centre reaches.
    core_offset_m: the largest distance of that centre from the middle of the scene. share_destroyed: of all
    buildings, 0 to 1.
    """

    seed: int
    height_px: int
    width_px: int
    ground_sampling_distance_m: float = 0.3
    crs: str = "EPSG:32645"
    origin_easting_m: float = 354600.0
    origin_northing_m: float = 3057000.0
    mosaic_rotation_deg: float | None = 7.0
    share_destroyed: float = 0.12
    core_radius_m: float = 330.0
    core_offset_m: float = 120.0
    schema_version: int = SCHEMA_VERSION

    def __post_init__(self) -> None:
        limits = {
            "seed": (0, 2**63),
            "height_px": (128, 20000),
            "width_px": (128, 20000),
            "ground_sampling_distance_m": (0.1, 1.0),
            "share_destroyed": (0.0, 1.0),
            "core_radius_m": (0.0, 5000.0),
            "core_offset_m": (0.0, 5000.0),
            "schema_version": (SCHEMA_VERSION, SCHEMA_VERSION),
        }
        for name, (least, most) in limits.items():
            if not least <= getattr(self, name) <= most:
                raise SceneError(f"The scene's {name} is {getattr(self, name)}; choose a value from {least} to {most}.")
        if self.mosaic_rotation_deg is not None and not -30.0 <= self.mosaic_rotation_deg <= 30.0:
            raise SceneError(
                f"The scene's mosaic_rotation_deg is {self.mosaic_rotation_deg}; choose -30 to 30, or null."
            )

    @property
    def width_m(self) -> float:
        """Width on the ground."""
        return self.width_px * self.ground_sampling_distance_m

    @property
    def height_m(self) -> float:
        """Height on the ground."""
        return self.height_px * self.ground_sampling_distance_m

    def stream(self, name: str) -> np.random.Generator:
        """Return the random numbers of one purpose, so that a change to one part of a scene leaves the others."""
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])


def read_recipe(path: Path) -> SceneRecipe:
    """Read a recipe from a JSON file; SceneError names the key that is wrong."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SceneError(f"The scene recipe {path} cannot be read ({error}); give a readable JSON file.") from error
    return schema.from_json(SceneRecipe, data, str(path), SceneError)


def sample_recipe() -> SceneRecipe:
    """Return the recipe of the sample scene that the project ships."""
    return read_recipe(asset("resources") / RECIPE_FILE)


def training_recipe(
    seed: int, height_px: int = 1024, width_px: int = 1024, ground_sampling_distance_m: float = 0.3
) -> SceneRecipe:
    """Return a small scene for training: another town, part of town and damage for every seed, no empty edges."""
    random = np.random.default_rng([seed, zlib.crc32(b"training recipe")])
    return SceneRecipe(
        seed=seed,
        height_px=height_px,
        width_px=width_px,
        ground_sampling_distance_m=ground_sampling_distance_m,
        mosaic_rotation_deg=None,
        share_destroyed=float(random.choice([0.0, 0.12, 0.25, 0.4])),
        core_radius_m=float(random.uniform(150.0, 420.0)),
        core_offset_m=float(random.uniform(50.0, 500.0)),
    )
