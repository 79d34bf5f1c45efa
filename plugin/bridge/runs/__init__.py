"""Runs: their folders, provenance and history."""
