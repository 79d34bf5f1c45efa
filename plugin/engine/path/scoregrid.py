"""The score grid of a raster: its pixels resampled to the model's ground sampling distance, anchored at its origin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from affine import Affine

from ..contract.card import ModelCard
from ..contract.errors import JobError, RasterError
from .ground import metres_per_pixel, to_lon_lat
from .raster import RasterSource, Remark
from .windows import WindowGrid, lay_windows, stride_share

SAME_SCALE = 0.01
COARSE_RASTER = 2.0
TOO_COARSE_RASTER = 8.0
NEAR_POLE_DEG = 80.0


@dataclass(frozen=True)
class ScoreGrid:
    """How score pixels lie on a raster.

    scale_x, scale_y: raster pixels a score pixel. transform: score pixel corners to coordinates of the raster's CRS.
    window_px, overlap_px: of the model's input. warnings: what a person should know about the resolution.
    """

    source: RasterSource
    height_px: int
    width_px: int
    scale_x: float
    scale_y: float
    transform: Affine
    gsd_m: float
    window_px: int
    overlap_px: int
    warnings: tuple[str, ...] = ()

    @property
    def stride_share(self) -> float:
        """The stride between windows as a share of their size."""
        return stride_share(self.window_px, self.overlap_px)

    def lay_windows(self) -> WindowGrid:
        """Return the windows that cover this grid, each stretched to the ground scale of its own row."""
        middle_col = np.array([self.width_px / 2])
        reference = self.metres_per_score_pixel(middle_col, np.array([self.height_px / 2]))
        if reference is None:
            return lay_windows(self.height_px, self.width_px, self.window_px, self.overlap_px)

        def stretch(row_px: float) -> tuple[float, float]:
            local = self.metres_per_score_pixel(middle_col, np.array([min(row_px, self.height_px - 0.5)]))
            if local is None or not all(np.isfinite(step[0]) and step[0] > 0 for step in local):
                return 1.0, 1.0
            return float(reference[0][0] / local[0][0]), float(reference[1][0] / local[1][0])

        return lay_windows(self.height_px, self.width_px, self.window_px, self.overlap_px, stretch)

    def metres_per_score_pixel(self, col_px: np.ndarray, row_px: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
        """Return the ground length in metres of one score pixel along a row and along a column, or None without CRS."""
        return metres_per_pixel(self.transform, self.source.crs, col_px, row_px)


def make_score_grid(source: RasterSource, card: ModelCard, window_px: int | None, overlap_px: int | None) -> ScoreGrid:
    """Lay the score grid of a raster for a model; window_px and overlap_px replace the card's where given."""
    window = window_px or card.window_px
    overlap = card.overlap_px if overlap_px is None else overlap_px
    if overlap_px is None and window_px is not None:
        overlap = round(card.overlap_px * window / card.window_px)
    if overlap >= window:
        raise JobError(f"The overlap of {overlap} px must be smaller than the window of {window} px; choose less.")
    gsd_m = card.ground_sampling_distance_m
    centre = np.array([source.width_px / 2]), np.array([source.height_px / 2])
    metres = metres_per_pixel(source.transform, source.crs, *centre)
    warnings = list(_pole_warning(source))
    if metres is None or not np.isfinite([metres[0][0], metres[1][0]]).all():
        scale_x = scale_y = 1.0
        text = (
            f"{source.path} has no known size on the ground, so its pixels are fed to the model as they are; the model "
            f"expects {gsd_m:g} m a pixel."
        )
        warnings.append(Remark("resolution", text))
    else:
        scale_x, scale_y = (_snap(gsd_m / float(step[0])) for step in metres)
        if 1 / min(scale_x, scale_y) > TOO_COARSE_RASTER:
            raise RasterError(
                f"{source.path} has {float(metres[0][0]):.3g} m a pixel, far too coarse for a model trained on "
                f"{gsd_m:g} m; use imagery of at most {gsd_m * COARSE_RASTER:g} m a pixel, or check the raster's CRS."
            )
        if 1 / min(scale_x, scale_y) > COARSE_RASTER:
            text = (
                f"{source.path} has {float(metres[0][0]):.2g} m a pixel, coarser than the {gsd_m:g} m that the model "
                "was trained on; it is enlarged, but expect to miss much. Use finer imagery if there is any."
            )
            warnings.append(Remark("resolution", text))
    return ScoreGrid(
        source=source,
        height_px=max(1, round(source.height_px / scale_y)),
        width_px=max(1, round(source.width_px / scale_x)),
        scale_x=scale_x,
        scale_y=scale_y,
        transform=source.transform @ Affine.scale(scale_x, scale_y),
        gsd_m=gsd_m,
        window_px=window,
        overlap_px=overlap,
        warnings=tuple(warnings),
    )


def _snap(scale: float) -> float:
    """Return the whole number of raster pixels a score pixel (or the reverse) where the scale is that within 1 %.

    Projections stretch the ground by a little, and reading whole pixels is exact and fast.
    """
    whole = float(max(1, round(scale))) if scale >= 1 else 1.0 / max(1, round(1 / scale))
    return whole if abs(scale / whole - 1) < SAME_SCALE else scale


def _pole_warning(source: RasterSource) -> tuple[str, ...]:
    if source.crs is None or not source.crs.is_geographic:
        return ()
    middle = source.width_px / 2
    x, y = np.array([source.transform @ (middle, row_px) for row_px in (0.0, source.height_px)]).T
    latitude = float(np.nanmax(np.abs(to_lon_lat(source.crs, x, y)[1])))
    if latitude < NEAR_POLE_DEG:
        return ()
    text = (
        f"{source.path} is in degrees and reaches latitude {latitude:.1f}, where a degree of longitude shrinks "
        "quickly; reproject it to a polar projection for exact results."
    )
    return (Remark("units", text),)
