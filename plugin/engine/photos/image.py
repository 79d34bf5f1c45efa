"""One photograph as pixels: the one way in which training, running and explaining see it.

The short side is scaled to the side of the network's input and the middle is cut out as a square. So shapes keep their
proportions, whether a photograph was taken upright or across; what is lost are the ends of the long side, which in
street scenes show sky, road and neighbours. Squashing would make the same house broad in one photograph and narrow in
the next.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from ..contract.errors import TeselaError

Image.init()
FORMATS = tuple(
    name for name in ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF", "JPEG2000", "AVIF") if name in Image.OPEN
)
"""Formats that photographs come in, where this Pillow reads them; others (PostScript above all) are never tried."""
MOST_DECODED_PIXELS = 100_000_000
"""More would take half a gigabyte a photograph. JPEG files are decoded at a half to an eighth of their size, so that
all but bombs stay below; Pillow itself refuses files of more than twice Image.MAX_IMAGE_PIXELS."""
TRANSPARENT_MODES = ("RGBA", "RGBa", "LA", "La", "PA")
DRAFT_FACTOR = 2
"""How many times larger than needed a JPEG is decoded, so that averaging decides its pixels and not the decoder."""

warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning, module="PIL")


class PhotoError(TeselaError):
    """A photograph is missing or unreadable, or a whole layer of them is."""


@dataclass(frozen=True)
class Photo:
    """A photograph as model input: pixels (side, side, 3) uint8, and the share of it that they show, 0 to 1."""

    pixels: NDArray[np.uint8]
    shown: float


def read_photo(path: Path, side_px: int) -> Photo:
    """Read the middle square of a photograph, upright as its EXIF orientation says, as side_px x side_px pixels.

    Greyscale, 16-bit, paletted and CMYK images become RGB; what is transparent becomes black, as pixels without data
    are. PhotoError names the file and says why it cannot be read.
    """
    try:
        with Image.open(path, formats=FORMATS) as image:
            image.draft(None, (DRAFT_FACTOR * side_px, DRAFT_FACTOR * side_px))
            if image.width * image.height > MOST_DECODED_PIXELS:
                raise PhotoError(
                    f"{path} has {image.width} x {image.height} pixels, more than are read; save a smaller copy."
                )
            image.load()
            upright = _as_rgb(_turn_upright(image), path)
            return Photo(_middle(upright, side_px), min(upright.size) / max(upright.size))
    except PhotoError:
        raise
    except FileNotFoundError as error:
        raise PhotoError(f"{path} is not there.") from error
    except Image.UnidentifiedImageError as error:
        raise PhotoError(f"{path} is no image that can be read; save it as JPEG.") from error
    except Exception as error:
        raise PhotoError(f"{path} cannot be read ({type(error).__name__}: {error}).") from error


def _turn_upright(image: Image.Image) -> Image.Image:
    """Turn as the EXIF orientation says; EXIF data that nobody can read says nothing, and the image may still be good.

    TIFF files are turned by Pillow while it loads them.
    """
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # noqa: BLE001 (the parser raises whatever broken bytes lead it to)
        return image


def _as_rgb(image: Image.Image, path: Path) -> Image.Image:
    if image.mode.startswith("I"):
        return _from_16_bit(image, path)
    if image.mode == "F":
        raise PhotoError(f"{path} has floating-point pixels; save it with 8 bits a band.")
    if image.mode in TRANSPARENT_MODES or "transparency" in image.info:
        black = Image.new("RGBA", image.size, (0, 0, 0, 255))
        return Image.alpha_composite(black, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")


def _from_16_bit(image: Image.Image, path: Path) -> Image.Image:
    values = np.asarray(image)
    if values.min() < 0 or values.max() > 65535:
        raise PhotoError(f"{path} has pixels of more than 16 bits; save it with 8 bits a band.")
    return Image.fromarray(np.rint(values / 257).astype(np.uint8)).convert("RGB")


def _middle(image: Image.Image, side_px: int) -> NDArray[np.uint8]:
    short = min(image.size)
    left, top = (image.width - short) / 2, (image.height - short) / 2
    square = image.resize((side_px, side_px), Image.Resampling.BILINEAR, box=(left, top, left + short, top + short))
    return np.array(square)
