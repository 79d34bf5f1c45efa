"""Pictures from files, read in the background and only as large as they are shown."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

from qgis.PyQt.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, pyqtSignal
from qgis.PyQt.QtGui import QImage, QImageReader


class _Answer(QObject):
    """Carries what a thread has read to the thread that asked."""

    read = pyqtSignal(object, QImage)


class _Reading(QRunnable):
    def __init__(self, key: Hashable, path: Path, side_px: int) -> None:
        super().__init__()
        self._key, self._path, self._side_px = key, path, side_px
        self.answer = _Answer()

    def run(self) -> None:
        """Read the file, turned as the camera was held; a null image where that fails."""
        reader = QImageReader(str(self._path))
        reader.setAutoTransform(True)
        size = reader.size()
        if size.isValid():
            largest = QSize(self._side_px, self._side_px)
            reader.setScaledSize(size.scaled(largest, Qt.AspectRatioMode.KeepAspectRatio))
        self.answer.read.emit(self._key, reader.read())


class PhotoReader(QObject):
    """Reads pictures. ready(key, image) is emitted in the main thread; the image is null where that failed."""

    ready = pyqtSignal(object, QImage)

    def __init__(self, side_px: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._side_px = side_px
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def ask(self, key: Hashable, path: Path) -> None:
        """Read this file; earlier ones that have not begun are given up."""
        self._pool.clear()
        reading = _Reading(key, path, self._side_px)
        reading.answer.read.connect(self.ready)
        self._pool.start(reading)

    def dispose(self) -> None:
        """End and wait, which takes a moment at most; call it before the owner is deleted."""
        self._pool.clear()
        self._pool.waitForDone()
