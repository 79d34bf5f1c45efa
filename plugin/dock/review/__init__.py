"""The page Review: verdicts, feature by feature."""
