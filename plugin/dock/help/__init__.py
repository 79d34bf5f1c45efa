"""Help: the manual, the guide, and What's this."""
