"""The dock."""
