"""Small tables that say what a check saw of each raster; needs nothing but Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QWidget

from ...bridge.translation import tr
from ...engine.contract.check import RasterFacts
from ..labels import breakable, narrow_label

MOST_TABLES = 12


def raster_tables(rasters: Sequence[RasterFacts]) -> Iterator[QWidget]:
    """A table for each of the first rasters, and a line that counts the others."""
    yield from map(raster_table, rasters[:MOST_TABLES])
    if len(rasters) > MOST_TABLES:
        more = narrow_label()
        more.setText(tr("and {count} more").format(count=len(rasters) - MOST_TABLES))
        yield more


def raster_table(raster: RasterFacts) -> QWidget:
    """What a run would see of one raster."""
    frame = QWidget()
    form = QFormLayout(frame)
    form.setContentsMargins(18, 0, 0, 0)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setVerticalSpacing(2)
    pixel = tr("unknown")
    if raster.pixel_m is not None:
        pixel = tr("{x:.3g} x {y:.3g} m on the ground").format(x=raster.pixel_m[0], y=raster.pixel_m[1])
    for caption, text in (
        (tr("Raster"), PurePath(raster.raster).name),
        (tr("Size"), tr("{width} x {height} pixels").format(width=raster.width_px, height=raster.height_px)),
        (tr("Pixel"), pixel),
        (tr("CRS"), f"{raster.crs.split('[')[0]}, {raster.units}"),
        (tr("Values"), raster.dtype),
        (tr("No data"), raster.nodata),
        (tr("Layout"), raster.layout),
        (tr("Windows"), str(raster.windows)),
    ):
        value = narrow_label()
        value.setText(breakable(text))
        value.setAccessibleName(f"{caption}: {text}")
        form.addRow(QLabel(caption), value)
    return frame
