"""What in a window speaks for a label: Grad-CAM heat, as georeferenced rasters and overlays."""
