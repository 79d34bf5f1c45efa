"""From layers, areas and services to what the worker opens."""
