"""Shows the logs that the worker and the making of its environment left."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QFontDatabase
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...bridge.translation import tr
from ...engine.contract.places import data_folder
from ..help.opening import add_help

MOST_BYTES = 400_000
SIZE_PX = (760, 480)


def log_files() -> list[Path]:
    """The logs that are kept, the newest first."""
    folder = data_folder() / "logs"
    found = []
    for path in folder.glob("*.log"):
        try:
            found.append((path.stat().st_mtime_ns, path))
        except OSError:
            continue
    return [path for _, path in sorted(found, reverse=True)]


def read_log(path: Path) -> str:
    """The end of a log, or the reason why it cannot be read."""
    try:
        with path.open("rb") as log:
            log.seek(max(0, path.stat().st_size - MOST_BYTES))
            return log.read().decode("utf-8", "replace")
    except OSError as error:
        return tr("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror or error)


class LogView(QDialog):
    """One log at a time, to be read and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Tesela: logs"))
        self.resize(*SIZE_PX)
        self.which = QComboBox()
        self.which.setAccessibleName(tr("Log"))
        self.which.setToolTip(tr("The newest stands first; each run of the worker writes one"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(tr("Text of the log"))
        self.text.setWhatsThis(tr("What the worker, or the making of its environment, wrote; useful in a report."))
        self.open_folder = QPushButton(tr("&Open folder"))
        self.open_folder.setToolTip(tr("Show the folder with the logs"))
        self.open_folder.setAutoDefault(False)
        self.refresh_button = QPushButton(tr("&Refresh"))
        self.refresh_button.setToolTip(tr("Read the logs again"))
        self.refresh_button.setAutoDefault(False)
        self._lay_out()
        self.which.currentIndexChanged.connect(self._show)
        self.open_folder.clicked.connect(self._open_folder)
        self.refresh_button.clicked.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        name = QLabel(tr("&Log"))
        name.setBuddy(self.which)
        above = QHBoxLayout()
        above.addWidget(name)
        above.addWidget(self.which, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        add_help(buttons, "environment#repair")
        buttons.addButton(self.refresh_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.open_folder, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(above)
        layout.addWidget(self.text, 1)
        layout.addWidget(buttons)

    def refresh(self) -> None:
        """List the logs anew and show the newest."""
        self.which.blockSignals(True)
        self.which.clear()
        for path in log_files():
            self.which.addItem(path.name, str(path))
        self.which.blockSignals(False)
        self._show()

    def _show(self, _: int = 0) -> None:
        path = self.which.currentData(Qt.ItemDataRole.UserRole)
        self.text.setPlainText(read_log(Path(path)) if path else tr("There are no logs yet."))
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(data_folder() / "logs")))
