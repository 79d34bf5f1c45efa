"""How a layer of a vector file is named, as QGIS and a person write it: FILE|layername=NAME."""

from __future__ import annotations


def split_layer_name(text: str) -> tuple[str, str | int | None]:
    """Return the file and the layer of FILE, FILE|layername=NAME or FILE|layerid=NUMBER."""
    path, *options = text.split("|")
    for option in options:
        key, _, value = option.partition("=")
        if key.strip().lower() == "layername":
            return path, value
        if key.strip().lower() == "layerid" and value.strip().isdigit():
            return path, int(value)
    return path, None
