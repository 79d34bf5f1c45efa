"""The data path, in reading order.

raster, ground, area -> windows -> batches -> model -> scores (and blend) -> threshold -> nms / polygonise -> features;
`pipeline` joins them.
"""
