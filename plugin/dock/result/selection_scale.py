"""How finely thresholds and options are chosen: what widgets show and what a selection takes for the same value."""

from __future__ import annotations

STEPS = 100
DECIMALS = {"suppression_iou": 2, "min_area_m2": 1, "min_hole_m2": 1, "simplify_m": 2}
