"""Reads the Banepa chips (Humanitarian OpenStreetMap Team / OpenAerialMap) and their footprints (OpenStreetMap)."""

from __future__ import annotations

import math
from pathlib import Path

import fiona
import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.features import rasterize
from rasterio.warp import reproject
from scipy import ndimage

from ..path.ground import metres_per_degree
from .recipe import RecipeError
from .samples import Canvas


def chip_paths(folder: Path) -> dict[str, Path]:
    """Return the labelled chips by name (the file name without suffix)."""
    return {path.stem: path for path in sorted((folder / "labelled").glob("*.tif"))}


def read_part(
    folder: Path, names: tuple[str, ...], gsd_m: float, apart_from: tuple[str, ...] = (), guard_m: float = 0.0
) -> Canvas:
    """Return one canvas of the named neighbouring chips at `gsd_m`, with the footprints as target.

    Ground nearer than guard_m to a chip of `apart_from` is invalid. Pixels are square in metres; the image is resampled
    by area averages and the footprints decide by pixel centre.
    """
    paths = chip_paths(folder)
    missing = [name for name in (*names, *apart_from) if name not in paths]
    if missing:
        raise RecipeError(f"{folder / 'labelled'} holds no chip {missing[0]}; correct the recipe's split.")
    native, native_transform, covered = _mosaic([paths[name] for name in names])
    transform, height, width = _metric_grid(native_transform, native.shape[1], native.shape[2], gsd_m)
    image = np.zeros((3, height, width), np.uint8)
    _average(native, native_transform, image, transform)
    share = np.zeros((1, height, width), np.float32)
    _average(covered[None].astype(np.float32), native_transform, share, transform)
    valid = share[0] > 0.999
    if guard_m and apart_from:
        valid &= _far_from([_box(paths[name]) for name in apart_from], transform, valid.shape, guard_m / gsd_m)
    numbers = rasterize_footprints(folder / "buildings.geojson", transform, (height, width))
    return Canvas(
        names[0] if len(names) == 1 else f"{len(names)} chips",
        image.transpose(1, 2, 0),
        numbers,
        valid,
    )


def rasterize_footprints(path: Path, transform: Affine, shape: tuple[int, int]) -> NDArray[np.int32]:
    """Return (height, width), the number (from 1) of the footprint that holds a pixel's centre, 0 where none does."""
    if not path.is_file():
        raise RecipeError(f"The footprints {path} are missing; set TESELA_DATA to the folder with banepa.")
    with fiona.open(path) as layer:
        outlines = [feature.geometry for feature in layer if feature.geometry is not None]
    shapes = [(outline, number) for number, outline in enumerate(outlines, start=1)]
    return rasterize(shapes, out_shape=shape, transform=transform, dtype="int32")


def _mosaic(paths: list[Path]) -> tuple[NDArray[np.uint8], Affine, NDArray[np.bool_]]:
    """Put chips on the grid of the first: (3, height, width), its transform and what is covered."""
    chips = []
    for path in paths:
        with rasterio.open(path) as source:
            chips.append((source.transform, source.read()))
    first = chips[0][0]
    offsets = [tuple(round(v) for v in ~first * (transform.c, transform.f)) for transform, _ in chips]
    left, top = min(x for x, _ in offsets), min(y for _, y in offsets)
    width = max(x + pixels.shape[2] for (x, _), (_, pixels) in zip(offsets, chips, strict=True)) - left
    height = max(y + pixels.shape[1] for (_, y), (_, pixels) in zip(offsets, chips, strict=True)) - top
    image, covered = np.zeros((3, height, width), np.uint8), np.zeros((height, width), bool)
    for (x, y), (_, pixels) in zip(offsets, chips, strict=True):
        rows, cols = slice(y - top, y - top + pixels.shape[1]), slice(x - left, x - left + pixels.shape[2])
        image[:, rows, cols], covered[rows, cols] = pixels, True
    return image, first * Affine.translation(left, top), covered


def _metric_grid(transform: Affine, height: int, width: int, gsd_m: float) -> tuple[Affine, int, int]:
    """Return the grid over the same ground whose pixels are gsd_m wide and high; (transform, height, width)."""
    latitude = transform.f + transform.e * height / 2
    lon_m, lat_m = (float(value) for value in metres_per_degree(np.array(latitude)))
    x_step, y_step = gsd_m / lon_m, gsd_m / lat_m
    columns, rows = round(width * transform.a / x_step), round(height * -transform.e / y_step)
    return Affine(x_step, 0, transform.c, 0, -y_step, transform.f), rows, columns


def _average(source: NDArray, source_transform: Affine, target: NDArray, target_transform: Affine) -> None:
    reproject(
        source,
        target,
        src_transform=source_transform,
        dst_transform=target_transform,
        src_crs="EPSG:4326",
        dst_crs="EPSG:4326",
        resampling=Resampling.average,
    )


def _box(path: Path) -> dict:
    with rasterio.open(path) as source:
        left, bottom, right, top = source.bounds
    ring = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
    return {"type": "Polygon", "coordinates": [ring]}


def _far_from(boxes: list[dict], transform: Affine, shape: tuple[int, int], guard_px: float) -> NDArray[np.bool_]:
    """Return (height, width), true where a pixel is at least guard_px from every box, even one outside the grid."""
    margin = math.ceil(guard_px) + 1
    wide = (shape[0] + 2 * margin, shape[1] + 2 * margin)
    outside = rasterize(
        boxes, out_shape=wide, transform=transform * Affine.translation(-margin, -margin), dtype="uint8"
    )
    far = ndimage.distance_transform_edt(outside == 0) >= guard_px
    return far[margin:-margin, margin:-margin]
