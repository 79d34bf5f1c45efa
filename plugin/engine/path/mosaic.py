"""Mosaics (VRT files): what they are made of, what of it is missing, and where they have gaps."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import rasterio
import shapely
from rasterio.errors import RasterioIOError
from rasterio.vrt import WarpedVRT


@dataclass(frozen=True)
class Mosaic:
    """What a VRT is made of: its source files at any depth, those that cannot be opened, and its uncovered part.

    covered: (n, 4) left, top, right, bottom in pixels of the rectangles that its own sources fill, or None where they
    fill all of it or gaps are told apart by a no-data value.
    """

    sources: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    covered: np.ndarray | None = None


def examine_mosaic(dataset: rasterio.DatasetReader, seen: frozenset[str] = frozenset()) -> Mosaic:
    """Read what a VRT refers to; an empty Mosaic for other formats."""
    if dataset.driver != "VRT" or isinstance(dataset, WarpedVRT):
        return Mosaic()
    seen |= {str(Path(dataset.name).resolve())}
    xml = dataset.tags(ns="xml:VRT").get("xml:VRT") or Path(dataset.name).read_text(encoding="utf-8")
    root = ET.fromstring(xml)
    sources, missing = [], []
    for name, relative in {(e.text, e.get("relativeToVRT")) for e in root.iter("SourceFilename")}:
        path = _beside(dataset, str(name)) if relative == "1" else str(name)
        sources.append(path)
        if str(Path(path).resolve()) in seen:
            missing.append(path)
            continue
        try:
            with rasterio.open(path) as source:
                inner = examine_mosaic(source, seen)
        except RasterioIOError:
            missing.append(path)
            continue
        sources += inner.sources
        missing += inner.missing
    return Mosaic(tuple(sorted(sources)), tuple(sorted(missing)), _covered(root, dataset))


def _beside(dataset: rasterio.DatasetReader, name: str) -> str:
    """Return the path of a source that a VRT names relative to itself; GDAL's //, as in /vsizip//a.zip, is kept."""
    own = next(iter(dataset.files), dataset.name)
    return posixpath.join(posixpath.dirname(own), name) if own.startswith("/vsi") else str(Path(own).parent / name)


def _covered(root: ET.Element, dataset: rasterio.DatasetReader) -> np.ndarray | None:
    band = root.find("VRTRasterBand")
    if band is None or root.get("subClass") or dataset.nodatavals[0] is not None:
        return None
    rectangles = [
        [float(rectangle.get(key, 0)) for key in ("xOff", "yOff", "xSize", "ySize")]
        for source in band
        if (rectangle := source.find("DstRect")) is not None
    ]
    if not rectangles:
        return None
    left, top, width, height = np.array(rectangles).T
    boxes = np.stack([left, top, left + width, top + height], axis=1)
    whole = shapely.box(0, 0, dataset.width, dataset.height)
    return None if shapely.union_all(shapely.box(*boxes.T)).contains(whole) else boxes
