"""Tesela: finds things in aerial images. In QGIS a plugin, elsewhere the Python package `tesela`."""


def classFactory(iface):  # noqa: N802 (the name that QGIS calls)
    """Return the plugin for QGIS; imports QGIS only now, because the worker imports this package without it."""
    from .plugin import TeselaPlugin

    return TeselaPlugin(iface)
