"""Photographs at points: read them, classify them, and aggregate their scores a place."""
