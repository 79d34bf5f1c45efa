"""The page Result: the threshold that the map follows, and what it costs."""
