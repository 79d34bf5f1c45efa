"""Between QGIS and the worker: its Python, its process, its rasters and its results."""
