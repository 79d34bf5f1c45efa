"""The check before a run: what it would meet, what it would cost, what would go wrong."""
