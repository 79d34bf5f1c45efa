"""Street scenes drawn by the project: golden windows of models for photographs, and others to convert them with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw


def draw_streets(side_px: int) -> NDArray[np.uint8]:
    """Return six drawn street scenes (n, side_px, side_px, 3): houses of one to three floors, by day and at dusk."""
    looks = [_Look(1 + number % 3, *((0.55, True) if number >= 3 else (1.0, False))) for number in range(6)]
    return np.stack([_draw_street(side_px, look) for look in looks])


def draw_varied_streets(side_px: int, count: int, seed: int) -> NDArray[np.uint8]:
    """Return street scenes (n, side_px, side_px, 3) of chance light, colours, position and grain; none is golden."""
    rng = np.random.default_rng(seed)
    streets = np.empty((count, side_px, side_px, 3), np.uint8)
    for street in streets:
        tint = tuple(int(value) for value in rng.integers(-40, 41, 3))
        look = _Look(int(rng.integers(1, 4)), rng.uniform(0.4, 1.1), rng.random() < 0.3, tint, rng.uniform(-0.15, 0.15))
        grain = rng.normal(0, rng.uniform(2, 15), street.shape)
        street[:] = np.clip(_draw_street(side_px, look) + grain, 0, 255)
    return streets


@dataclass(frozen=True)
class _Look:
    """How a street looks.

    floors: of its house. light: 1 by day. lit: whether its windows are. tint: added to every colour. right: how far the
    house stands to the right, as a share of the side.
    """

    floors: int
    light: float
    lit: bool
    tint: tuple[int, ...] = (0, 0, 0)
    right: float = 0.0

    def shade(self, colour: tuple[int, int, int]) -> tuple[int, ...]:
        """Return a colour in this light."""
        return tuple(
            min(255, max(0, round((value + more) * self.light))) for value, more in zip(colour, self.tint, strict=True)
        )


def _draw_street(side: int, look: _Look) -> NDArray[np.uint8]:
    """Draw sky, a road and one house with a door and windows, in proportions of the side."""
    floors = look.floors
    drawn = Image.new("RGB", (side, side), look.shade((150, 190, 235)))
    draw = ImageDraw.Draw(drawn)

    def box(left: float, top: float, right: float, bottom: float, colour: tuple[int, int, int]) -> None:
        draw.rectangle([round(v * side) for v in (left, top, right, bottom)], fill=look.shade(colour))

    box(0, 0.72, 1, 1, (105, 105, 100))
    box(0, 0.68, 1, 0.72, (150, 145, 120))
    storey, left, right = 0.17, 0.2 + 0.03 * floors + look.right, 0.8 + look.right
    top = 0.7 - storey * floors
    box(left, top, right, 0.7, (205 - 25 * floors, 170, 120 + 30 * floors))
    roof = [(left - 0.04, top), ((left + right) / 2, top - 0.12), (right + 0.04, top)]
    draw.polygon([(round(x * side), round(y * side)) for x, y in roof], fill=look.shade((140, 60, 45)))
    for floor in range(floors):
        for column in range(3):
            x, y = left + 0.05 + 0.18 * column, top + 0.04 + storey * floor
            box(x, y, x + 0.08, y + 0.08, (240, 220, 130) if look.lit else (60, 75, 95))
    box(0.46 + look.right, 0.6, 0.53 + look.right, 0.7, (85, 50, 30))
    return np.asarray(drawn)
