"""A town that the project draws itself, with its ground truth: the sample of `make run`, and data for training."""
