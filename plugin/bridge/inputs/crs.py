"""A CRS as text that the worker, and other programs, understand."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem


def crs_text(crs: QgsCoordinateReferenceSystem) -> str:
    """The CRS as an authority code, or as WKT where it has none that another program knows."""
    authority = crs.authid()
    if authority and not authority.upper().startswith("USER:"):
        return authority
    return str(crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED))
