"""Layers of web services and other providers than GDAL: what reading them would take, said before anything is fetched.

They are read at the model's ground sampling distance over the area asked for, into a GeoTIFF that the worker opens.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from dataclasses import astuple, dataclass
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDistanceArea,
    QgsGeometry,
    QgsMapLayer,
    QgsPointXY,
    QgsProject,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRectangle,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import QUrlQuery

from ...engine.contract.card import ModelCard
from ...engine.contract.errors import AreaError, RasterError
from ...engine.contract.job import Area
from ...engine.contract.margins import MARGIN_WINDOWS
from ..settings import defaults
from ..translation import tr
from .areas import ELLIPSOID, moved
from .crs import crs_text
from .web_grid import BLOCK_PX, Bounds, Offer, PixelGrid, blocks_meeting, choose_grid, sheet_px

WEB_MERCATOR = "EPSG:3857"
WEB_MERCATOR_EDGE = 20037508.342789244
TILE_PX = 256
BLOCKS_LISTED_BEYOND_THE_LIMIT = 1000
COARSE = 1.5


@dataclass(frozen=True)
class FetchPlan:
    """What reading a layer would take.

    blocks: row and column of the blocks of the grid that are needed. pixel_m: metres on the ground of a pixel in the
    middle of what is needed. tile_px: side of a tile, or None where any extent can be asked for. zoom: of XYZ tiles.
    gsd_m: what the model wants.
    """

    name: str
    provider: str
    source_digest: str
    crs: str
    grid: PixelGrid
    blocks: tuple[tuple[int, int], ...]
    pixel_m: float
    gsd_m: float
    tile_px: int | None = None
    zoom: int | None = None

    @property
    def megapixels(self) -> float:
        """Pixels to fetch, in millions."""
        return len(self.blocks) * BLOCK_PX**2 / 1e6

    @property
    def tiles(self) -> int:
        """Tiles of the service to fetch, about; 0 where it has none."""
        return 0 if self.tile_px is None else math.ceil(len(self.blocks) * (BLOCK_PX / self.tile_px) ** 2)

    @property
    def digest(self) -> str:
        """What tells one file of pixels from another: layer, grid and blocks."""
        told = [self.provider, self.source_digest, self.crs, astuple(self.grid), self.blocks]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:12]

    def path(self, output: Path) -> Path:
        """The GeoTIFF that holds the pixels, in the output folder of a run."""
        stem = re.sub(r"[^\w\-]+", "_", self.name).strip("_")[:60] or "layer"
        return output / "fetched" / self.digest / f"{stem}.tif"


def is_fetched(layer: QgsMapLayer) -> bool:
    """Whether the worker cannot open this layer itself, so that its pixels have to be fetched first."""
    return isinstance(layer, QgsRasterLayer) and layer.isValid() and layer.providerType() != "gdal"


def plan_text(plan: FetchPlan) -> str:
    """The plan in words."""
    amount = _amount(plan)
    text = tr(
        "'{name}': {amount} will be fetched from its source before the run, with a margin around the area "
        "({metres:.2g} m a pixel; up to {limit:,.0f} megapixels are allowed)."
    ).format(name=plan.name, amount=amount, metres=plan.pixel_m, limit=defaults().fetch_limit_megapixels)
    if plan.pixel_m > COARSE * plan.gsd_m:
        text += " " + tr(
            "That is the finest it offers; the model was trained on {gsd:g} m, so expect to miss much."
        ).format(gsd=plan.gsd_m)
    return text


def _amount(plan: FetchPlan) -> str:
    if plan.zoom is not None:
        return tr("{pixels:,.1f} megapixels (about {tiles:,} tiles of zoom level {zoom})").format(
            pixels=plan.megapixels, tiles=plan.tiles, zoom=plan.zoom
        )
    if plan.tile_px is not None:
        return tr("{pixels:,.1f} megapixels (about {tiles:,} tiles)").format(pixels=plan.megapixels, tiles=plan.tiles)
    return tr("{pixels:,.1f} megapixels").format(pixels=plan.megapixels)


def plan_fetch(layer: QgsRasterLayer, card: ModelCard, area: Area | None, window_px: int | None = None) -> FetchPlan:
    """Work out what to fetch; a TeselaError says why it is refused and what to do. Nothing is fetched.

    window_px: the size of the model's windows where it is not the card's; it sets the margin around the area.
    """
    provider = layer.dataProvider()
    crs = provider.crs() if provider.crs().isValid() else layer.crs()
    if not crs.isValid():
        raise RasterError(
            tr("'{name}' has no CRS, so the size of its pixels on the ground is not known; set its CRS.").format(
                name=layer.name()
            )
        )
    is_xyz = _is_xyz(layer)
    if area is None and is_xyz:
        raise AreaError(
            tr("'{name}' covers the whole world; choose an area, such as the visible extent.").format(name=layer.name())
        )
    gsd_m = card.ground_sampling_distance_m
    window = window_px or card.window_px
    side_px = sheet_px(window * (1 - card.overlap_px / card.window_px))
    offer = _offer(provider, crs)
    scale = _GroundScale(crs)
    wanted = QgsGeometry.fromRect(QgsRectangle(*offer.extent))
    if area is not None:
        margin_m = (MARGIN_WINDOWS.get(card.task, 1) + 1) * window * gsd_m
        wanted = _with_margin(area, crs, margin_m, scale).intersection(wanted)
    if wanted.isEmpty():
        raise AreaError(
            tr("The area does not meet '{name}'; draw it over the layer, and check the area's CRS.").format(
                name=layer.name()
            )
        )
    box = wanted.boundingBox()
    bounds = (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
    grid = choose_grid(offer, bounds, gsd_m, scale, _nominal_metres(crs), side_px)
    if grid is None:
        raise AreaError(
            tr("The area is too long to fetch '{name}' over it in one piece; choose a shorter one.").format(
                name=layer.name()
            )
        )
    limit = defaults().fetch_limit_megapixels
    most = int(limit * 1e6 / BLOCK_PX**2) + BLOCKS_LISTED_BEYOND_THE_LIMIT
    blocks = _blocks(grid, wanted, bounds, most)
    plan = FetchPlan(
        name=layer.name(),
        provider=layer.providerType(),
        source_digest=hashlib.sha256(layer.source().encode()).hexdigest(),
        crs=crs_text(crs),
        grid=grid,
        blocks=tuple(blocks or ()),
        pixel_m=max(step * size for step, size in zip(scale(*_middle(bounds)), (grid.pixel_x, grid.pixel_y))),
        gsd_m=gsd_m,
        tile_px=_tile_px(layer) if offer.natives else None,
        zoom=round(math.log2(2 * WEB_MERCATOR_EDGE / TILE_PX / grid.pixel_x)) if is_xyz else None,
    )
    if blocks is None or plan.megapixels > limit:
        at_least = tr("{pixels:,.0f} megapixels").format(pixels=wanted.area() / grid.pixel_x / grid.pixel_y / 1e6)
        raise AreaError(
            tr(
                "'{name}' would need {amount} over this area with its margin, but up to {limit:,.0f} megapixels are "
                "allowed; choose a smaller area, or raise the limit in Settings, Options, Tesela."
            ).format(name=layer.name(), amount=at_least if blocks is None else _amount(plan), limit=limit)
        )
    return plan


class _GroundScale:
    """Metres on the ground of one unit of a CRS at a place, along x and along y, measured on the ellipsoid."""

    def __init__(self, crs: QgsCoordinateReferenceSystem) -> None:
        self._measure = QgsDistanceArea()
        self._measure.setSourceCrs(crs, QgsProject.instance().transformContext())
        self._measure.setEllipsoid(ELLIPSOID)
        self._half = 0.5 * 10 / _nominal_metres(crs)

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        half = self._half
        along_x = self._measure.measureLine(QgsPointXY(x - half, y), QgsPointXY(x + half, y))
        along_y = self._measure.measureLine(QgsPointXY(x, y - half), QgsPointXY(x, y + half))
        if not (math.isfinite(along_x) and math.isfinite(along_y) and along_x > 0 and along_y > 0):
            raise AreaError(
                tr("The size of pixels on the ground is not known at {x:.6g}, {y:.6g}; choose another area.").format(
                    x=x, y=y
                )
            )
        return along_x / (2 * half), along_y / (2 * half)


def _nominal_metres(crs: QgsCoordinateReferenceSystem) -> float:
    """Metres of one unit of the CRS, on the equator for degrees."""
    if crs.isGeographic():
        return math.radians(1) * 6378137.0
    return float(QgsUnitTypes.fromUnitToUnitFactor(crs.mapUnits(), QgsUnitTypes.DistanceUnit.DistanceMeters))


def _is_xyz(layer: QgsRasterLayer) -> bool:
    return bool(layer.providerType() == "wms" and QUrlQuery(layer.source()).queryItemValue("type") == "xyz")


def _tile_px(layer: QgsRasterLayer) -> int:
    ratio = QUrlQuery(layer.source()).queryItemValue("tilePixelRatio")
    return TILE_PX * 2 if ratio == "2" else TILE_PX


def _offer(provider: QgsRasterDataProvider, crs: QgsCoordinateReferenceSystem) -> Offer:
    box = provider.extent()
    extent = (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
    if box.isEmpty() or not box.isFinite():
        edge = WEB_MERCATOR_EDGE if crs.authid() == WEB_MERCATOR else 180 if crs.isGeographic() else 2e7
        extent = (-edge, -edge, edge, edge)
    origin = (-WEB_MERCATOR_EDGE, WEB_MERCATOR_EDGE) if crs.authid() == WEB_MERCATOR else (0.0, 0.0)
    natives = tuple(sorted(provider.nativeResolutions()))
    finest = None
    has_size = int(provider.capabilities()) & int(QgsRasterDataProvider.Capability.Size)
    if not natives and has_size and provider.xSize() > 0 and provider.ySize() > 0:
        finest = (box.width() / provider.xSize(), box.height() / provider.ySize())
    return Offer(extent, origin, natives, finest)


def _with_margin(area: Area, crs: QgsCoordinateReferenceSystem, margin_m: float, scale: _GroundScale) -> QgsGeometry:
    shape = QgsGeometry.fromWkt(area.wkt).makeValid()
    if shape.isEmpty():
        raise AreaError(tr("The area is empty; draw a larger one, or leave it out."))
    area_crs = QgsCoordinateReferenceSystem(area.crs)
    box = shape.boundingBox()
    # A straight edge in one CRS is curved in another.
    shape = shape.densifyByDistance(max(box.width(), box.height()) / 32)
    shape = moved(shape, area_crs, crs, QgsProject.instance().transformContext())
    box = shape.boundingBox()
    metres = min(scale(box.center().x(), box.center().y()))
    return shape.buffer(margin_m / metres, 4)


def _middle(bounds: Bounds) -> tuple[float, float]:
    return (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2


def _blocks(grid: PixelGrid, wanted: QgsGeometry, bounds: Bounds, most: int) -> list[tuple[int, int]] | None:
    engine = QgsGeometry.createGeometryEngine(wanted.constGet())
    engine.prepareGeometry()

    def meets(block: Bounds) -> bool:
        # The geometry has to live as long as what `constGet` returns.
        rectangle = QgsGeometry.fromRect(QgsRectangle(*block))
        return bool(engine.intersects(rectangle.constGet()))

    def contains(block: Bounds) -> bool:
        rectangle = QgsGeometry.fromRect(QgsRectangle(*block))
        return bool(engine.contains(rectangle.constGet()))

    return blocks_meeting(grid, bounds, meets, contains, most)
