"""The worker: its Python, its process, and talking to it."""
