"""Photographs at points, in reading order.

points (the layer), files (its paths), image (one photograph as pixels) -> reading (ahead, in threads) -> journal (what
is scored already) -> decide, places (classes, and aggregates a place) -> results; `classify` joins them.
"""
