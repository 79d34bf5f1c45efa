"""The commands of `tesela`, a file each; every file has `add`, which adds its parsers."""
