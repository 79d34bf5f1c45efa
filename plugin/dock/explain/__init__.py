"""Explain this: Grad-CAM of one feature, for the pages Result and Review."""
