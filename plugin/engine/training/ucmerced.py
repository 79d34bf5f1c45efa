"""Reads tiles with several labels each: the UC Merced images (Yang and Newsam 2010) and a table of their labels."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .recipe import RecipeError

TABLE = "labels.csv"
NAME, SCENE = "image", "land_use"
NATIVE_GSD_M = 0.3
NATIVE_PX = 256


@dataclass(frozen=True)
class LabelledTiles:
    """Tiles and their labels.

    images: (n, side, side, 3) uint8 at the wanted ground sampling distance. labels: (n, classes), 1 or 0.
    scenes, numbers: (n,), the land-use class of each tile and its number within it. resized: how many tiles had another
    size than 256 px and were stretched to it. unreadable: how many were missing or no images and were left out.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.float32]
    scenes: NDArray[np.str_]
    numbers: NDArray[np.int64]
    resized: int
    unreadable: int


@dataclass(frozen=True)
class Row:
    """One line of the table: the image's name, its land-use class and number, and a label a class."""

    name: str
    scene: str
    number: int
    labels: tuple[int, ...]


def read_ucmerced(path: Path, gsd_m: float, classes: tuple[str, ...]) -> LabelledTiles:
    """Read the tiles of the zip file at `path`, resampled to pixels of gsd_m metres.

    RecipeError where it is no zip file, lacks its table, the table lacks a class, a label is neither 0 nor 1, a class
    has no image, or no image can be read.
    """
    side = round(NATIVE_PX * NATIVE_GSD_M / gsd_m)
    try:
        with zipfile.ZipFile(path) as archive:
            rows = _read_table(archive, path, classes)
            members = {PurePosixPath(name).name: name for name in archive.namelist()}
            read = [_read_image(archive, members.get(row.name), side) for row in rows]
    except (zipfile.BadZipFile, OSError) as error:
        raise RecipeError(f"{path} cannot be read as a zip file: {error}. Get the data set again.") from error
    kept = [(row, image) for row, image in zip(rows, read, strict=True) if image is not None]
    if not kept:
        raise RecipeError(f"None of the {len(rows)} images that the table of {path} names can be read.")
    labels = np.array([row.labels for row, _ in kept], np.float32)
    for name, count in zip(classes, labels.sum(axis=0), strict=True):
        if not count:
            raise RecipeError(f"No image of {path} has the label '{name}'; take it out of the recipe's classes.")
    return LabelledTiles(
        np.stack([image.pixels for _, image in kept]),
        labels,
        np.array([row.scene for row, _ in kept]),
        np.array([row.number for row, _ in kept], np.int64),
        resized=sum(image.resized for _, image in kept),
        unreadable=len(rows) - len(kept),
    )


def _read_table(archive: zipfile.ZipFile, path: Path, classes: tuple[str, ...]) -> list[Row]:
    table = next((name for name in archive.namelist() if PurePosixPath(name).name == TABLE), None)
    if table is None:
        raise RecipeError(f"{path} holds no {TABLE}, the table of labels; is it the UC Merced multi-label set?")
    try:
        lines = list(csv.DictReader(io.StringIO(archive.read(table).decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error) as error:
        raise RecipeError(f"{TABLE} in {path} is no table of text: {error}.") from error
    if not lines:
        raise RecipeError(f"{TABLE} in {path} has no line; it needs one an image.")
    columns = [name for name in lines[0] if name is not None]
    for name in (NAME, SCENE, *classes):
        if name not in columns:
            what = "needs" if name in (NAME, SCENE) else "cannot teach the recipe's class"
            raise RecipeError(f"{TABLE} in {path} {what} '{name}', but its columns are: {', '.join(columns)}.")
    rows = [_read_row(line, number, path, classes) for number, line in enumerate(lines, start=2)]
    names = [row.name for row in rows]
    twice = next((name for name in names if names.count(name) > 1), None) if len(set(names)) < len(names) else None
    if twice is not None:
        raise RecipeError(f"{TABLE} in {path} names the image '{twice}' twice; leave one line an image.")
    return rows


def _read_row(line: dict[str, str | None], number: int, path: Path, classes: tuple[str, ...]) -> Row:
    where = f"{TABLE} in {path}, line {number}"
    values = [(line[name] or "").strip() for name in classes]
    for name, value in zip(classes, values, strict=True):
        if value not in ("0", "1"):
            raise RecipeError(f"{where}: '{name}' is '{value}', but a label is 0 or 1.")
    image = (line[NAME] or "").strip()
    digits = re.search(r"(\d+)\.[^.]+$", image)
    if digits is None:
        raise RecipeError(f"{where}: the image '{image}' has no number, by which neighbouring tiles are kept together.")
    return Row(image, (line[SCENE] or "").strip(), int(digits[1]), tuple(int(value) for value in values))


@dataclass(frozen=True)
class _Image:
    pixels: NDArray[np.uint8]
    resized: bool


def _read_image(archive: zipfile.ZipFile, member: str | None, side: int) -> _Image | None:
    """Return the image at `side` pixels, averaged by area where it shrinks; None where there is none or no image."""
    if member is None:
        return None
    try:
        with Image.open(io.BytesIO(archive.read(member))) as opened:
            image = opened.convert("RGB")
    except (OSError, SyntaxError, ValueError, zipfile.BadZipFile):
        return None
    how = Image.Resampling.BOX if side < image.width else Image.Resampling.BICUBIC
    pixels = image if image.size == (side, side) else image.resize((side, side), how)
    return _Image(np.asarray(pixels), image.size != (NATIVE_PX, NATIVE_PX))
