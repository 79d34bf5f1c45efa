"""Where the photograph of a point lies: what stands in a field, as the path of a file on this machine."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PureWindowsPath
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname


def find_photo(text: Any, folder: Path) -> Path | None:
    """Return the path that a field's value means, or None where it is empty; the file need not be there.

    A relative path starts at `folder`. Backslashes, as written on Windows, and file:// URLs are understood. Accents
    that another system has stored in another Unicode form are found.
    """
    written = written_path(text)
    if not written:
        return None
    path = folder / written
    if not _is_file(path) and "\\" in written:
        path = folder / PureWindowsPath(written).as_posix()
    for form in ("NFC", "NFD"):
        other = Path(unicodedata.normalize(form, str(path)))
        if not _is_file(path) and _is_file(other):
            return other
    return path


def written_path(text: Any) -> str:
    """Return the path that a field's value writes, without outer spaces and quotes, a file:// URL as a plain path."""
    written = "" if text is None else str(text).strip().strip('"')
    return _from_url(written) if written.lower().startswith("file:") else written


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _from_url(text: str) -> str:
    parts = urlsplit(text.replace("\\", "/").replace("#", "%23").replace("?", "%3F"))
    host = f"//{parts.netloc}" if parts.netloc not in ("", "localhost") else ""
    return url2pathname(host + parts.path)
