"""How far around an area the scores reach, which is as far as pixels are needed."""

from __future__ import annotations

from .card import MULTI_LABEL, REGRESSION, SEGMENTATION, TILE_CLASSIFICATION

MARGIN_WINDOWS = {SEGMENTATION: 1, TILE_CLASSIFICATION: 4, MULTI_LABEL: 0, REGRESSION: 1}
"""How far around an area windows are scored too, so that what lies on its edge is found the same as from a larger area.
A polygon needs the windows that it reaches into. A box may be suppressed by a neighbour, which may be suppressed by its
own neighbour, and so on; chains of falling scores longer than this are rare. Labels stand for themselves. A pixel of
the value raster on the area's edge needs the windows that cover its centre, which may lie outside the area."""
