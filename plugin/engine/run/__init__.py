"""Ways to run the engine: the worker that QGIS talks to, and the command line."""
