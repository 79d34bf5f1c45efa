"""The data path, in reading order.

mosaic, raster, ground, scoregrid, area, windows (plan) -> reading -> batches -> model -> scores (partwriter, blend)
-> threshold -> nms / polygonise (selection, decoders) -> features, provenance; `pipeline` joins them.
"""
