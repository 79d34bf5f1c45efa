"""The map while it moves: thresholds that are dragged, and what a run sees."""
