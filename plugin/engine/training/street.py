"""Street scenes drawn by the project: the golden windows of models for photographs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw


def draw_streets(side_px: int) -> NDArray[np.uint8]:
    """Return six drawn street scenes (n, side_px, side_px, 3): houses of one to three floors, by day and at dusk."""
    return np.stack([_draw_street(side_px, 1 + number % 3, dusk=number >= 3) for number in range(6)])


def _draw_street(side: int, floors: int, dusk: bool) -> NDArray[np.uint8]:
    """Draw sky, a road and one house with a door and windows, in proportions of the side."""
    light = 0.55 if dusk else 1.0
    drawn = Image.new("RGB", (side, side), _shade((150, 190, 235), light))
    draw = ImageDraw.Draw(drawn)

    def box(left: float, top: float, right: float, bottom: float, colour: tuple[int, int, int]) -> None:
        draw.rectangle([round(v * side) for v in (left, top, right, bottom)], fill=_shade(colour, light))

    box(0, 0.72, 1, 1, (105, 105, 100))
    box(0, 0.68, 1, 0.72, (150, 145, 120))
    storey, left, right = 0.17, 0.2 + 0.03 * floors, 0.8
    top = 0.7 - storey * floors
    box(left, top, right, 0.7, (205 - 25 * floors, 170, 120 + 30 * floors))
    roof = [(left - 0.04, top), ((left + right) / 2, top - 0.12), (right + 0.04, top)]
    draw.polygon([(round(x * side), round(y * side)) for x, y in roof], fill=_shade((140, 60, 45), light))
    for floor in range(floors):
        for column in range(3):
            x, y = left + 0.05 + 0.18 * column, top + 0.04 + storey * floor
            box(x, y, x + 0.08, y + 0.08, (240, 220, 130) if dusk else (60, 75, 95))
    box(0.46, 0.6, 0.53, 0.7, (85, 50, 30))
    return np.asarray(drawn)


def _shade(colour: tuple[int, int, int], light: float) -> tuple[int, int, int]:
    red, green, blue = (round(value * light) for value in colour)
    return red, green, blue
