"""Fiona first: once TensorFlow has brought its own SQLite, no GeoPackage can be written in the process."""

import fiona  # noqa: F401
