"""QGIS's options page, the worker's environment, and the clean-up."""
