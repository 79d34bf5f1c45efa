"""Reads the Harvey tiles (Cao and Choe, doi 10.21227/sdad-1e56) from their zip file."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .recipe import RecipeError

PIXEL_DEG = 4.5e-6
"""The tiles were cut from rasters in degrees with square pixels of this size, as registering overlapping tiles shows:
one tile's pixel is 0.50 m from north to south and, at 29.7 degrees north, 0.43 m from west to east."""
METRES_PER_DEGREE = 111195.0
FOLDERS = {"damage": 1, "no_damage": 0}


@dataclass(frozen=True)
class HarveyTiles:
    """images: (n, height, width, 3) uint8 at the wanted ground sampling distance. damaged: (n,), 1 or 0.

    lon_deg, lat_deg: (n,) centres. unreadable: how many files were no whole images, or of another size than most, and
    were left out.
    """

    images: NDArray[np.uint8]
    damaged: NDArray[np.int64]
    lon_deg: NDArray[np.float64]
    lat_deg: NDArray[np.float64]
    unreadable: int


def read_harvey(path: Path, gsd_m: float) -> HarveyTiles:
    """Read every tile, resampled by area averages to pixels of `gsd_m` metres both ways.

    The width in metres is that at the middle latitude of the set, so that all tiles come out equally large. RecipeError
    where it is no zip file, holds no tiles or none that can be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = _tile_names(archive, path)
            centres = np.array([_centre(name, path) for name in names])
            latitude = np.deg2rad(np.median(centres[:, 1]))
            metres = PIXEL_DEG * METRES_PER_DEGREE / gsd_m
            read = [_read_tile(archive, name, metres * np.cos(latitude), metres) for name in names]
    except (zipfile.BadZipFile, OSError) as error:
        raise RecipeError(f"{path} cannot be read as a zip file: {error}. Get the data set again.") from error
    shapes = Counter(tile.shape for tile in read if tile is not None)
    if not shapes:
        raise RecipeError(f"None of the {len(names)} tiles of {path} can be read; get the data set again.")
    usual = shapes.most_common(1)[0][0]
    keep = [index for index, tile in enumerate(read) if tile is not None and tile.shape == usual]
    damaged = np.array([FOLDERS[PurePosixPath(names[index]).parent.name] for index in keep], np.int64)
    images = np.stack([tile for tile in read if tile is not None and tile.shape == usual])
    return HarveyTiles(images, damaged, centres[keep, 0], centres[keep, 1], unreadable=len(names) - len(keep))


def _tile_names(archive: zipfile.ZipFile, path: Path) -> list[str]:
    names = sorted(name for name in archive.namelist() if PurePosixPath(name).parent.name in FOLDERS)
    names = [name for name in names if name.lower().endswith((".jpeg", ".jpg"))]
    if not names:
        raise RecipeError(f"{path} holds no tiles in folders {' and '.join(FOLDERS)}; is it the Harvey data set?")
    return names


def _read_tile(archive: zipfile.ZipFile, name: str, x_scale: float, y_scale: float) -> NDArray[np.uint8] | None:
    """Return a tile with its sides scaled, None where the file is no whole image."""
    try:
        with Image.open(io.BytesIO(archive.read(name))) as tile:
            shape = (round(tile.width * x_scale), round(tile.height * y_scale))
            return np.asarray(tile.convert("RGB").resize(shape, Image.Resampling.BOX))
    except (OSError, SyntaxError, ValueError, zipfile.BadZipFile):
        return None


def _centre(name: str, path: Path) -> tuple[float, float]:
    try:
        lon, lat = PurePosixPath(name).stem.split("_")
        return float(lon), float(lat)
    except ValueError as error:
        raise RecipeError(f"{path}: the tile '{name}' is not named longitude_latitude.") from error
