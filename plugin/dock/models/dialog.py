"""The models that are installed, each with its card; add one from a folder or a zip, remove one that was added."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QCloseEvent, QDesktopServices
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...bridge.settings import configured_python
from ...bridge.translation import tr
from ...bridge.worker.background import Work
from ...bridge.worker.check import architecture_check
from ...bridge.worker.environment import find_python
from ...engine.contract.card import ModelPackage
from ...engine.contract.errors import EnvironmentMissing
from ...engine.contract.events import IsCancelled
from ...engine.contract.install import Installed, ModelIsInstalled, install, remove
from ..help.opening import add_help
from ..labels import explain, text_label
from .card_text import task_name
from .card_view import CardView
from .entries import Entry, altered, entry_title, installed_entries

SIZE_PX = (960, 640)
LIST_WIDTH_PX = 300


class ModelsDialog(QDialog):
    """Lists, shows, adds and removes models. `models_changed` comes after each change."""

    models_changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("TeselaModels")
        self.setWindowTitle(tr("Tesela: models"))
        self.resize(*SIZE_PX)
        self._entries: list[Entry] = []
        self._work: Work | None = None
        self._source = Path()
        self._make_widgets()
        self._lay_out()
        self._explain()
        self.refresh()
        self._verify()

    def _make_widgets(self) -> None:
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setMinimumWidth(180)
        self.list.setSpacing(2)
        self.card = CardView()
        self.add_folder = QPushButton(tr("Add from a &folder…"))
        self.add_zip = QPushButton(tr("Add from a &zip…"))
        self.remove = QPushButton(tr("&Remove…"))
        self.open_folder = QPushButton(tr("&Open folder"))
        self.cancel = QPushButton(tr("Ca&ncel"))
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.status = text_label()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        add_help(self.buttons, "models")
        for button in (self.add_folder, self.add_zip, self.remove, self.open_folder, self.cancel):
            button.setAutoDefault(False)
        self.list.currentRowChanged.connect(self._choose_entry)
        self.add_folder.clicked.connect(self._ask_for_folder)
        self.add_zip.clicked.connect(self._ask_for_zip)
        self.remove.clicked.connect(self._remove)
        self.open_folder.clicked.connect(self._open_folder)
        self.cancel.clicked.connect(self._cancel)
        self.buttons.rejected.connect(self.reject)
        self._show_busy(False)

    def _lay_out(self) -> None:
        models = QLabel(tr("&Models"))
        models.setBuddy(self.list)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(models)
        column.addWidget(self.list, 1)
        for button in (self.add_folder, self.add_zip, self.remove, self.open_folder):
            column.addWidget(button)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.card)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([LIST_WIDTH_PX, SIZE_PX[0] - LIST_WIDTH_PX])
        splitter.setChildrenCollapsible(False)
        below = QHBoxLayout()
        below.addWidget(self.progress, 1)
        below.addWidget(self.cancel)
        below.addStretch()
        below.addWidget(self.buttons)
        layout = QVBoxLayout(self)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.status)
        layout.addLayout(below)

    def _explain(self) -> None:
        for widget, name, text in (
            (self.list, tr("Models"), tr("The installed models; the card of the chosen one stands on the right")),
            (
                self.add_folder,
                tr("Add from a folder"),
                tr("Check the model package in a folder, and install a copy of it for you"),
            ),
            (self.add_zip, tr("Add from a zip"), tr("Check the model package in a zip, and install it for you")),
            (self.remove, tr("Remove"), tr("Remove the chosen model from the disk; only added ones can be removed")),
            (self.open_folder, tr("Open folder"), tr("Show the files of the chosen model")),
            (self.cancel, tr("Cancel"), tr("Stop adding the model; nothing is changed then")),
            (self.progress, tr("Progress"), tr("The package is being checked and copied")),
            (self.status, tr("Status"), tr("What was done last")),
        ):
            explain(widget, name, text)

    def refresh(self) -> None:
        """List the models anew; the chosen one stays chosen."""
        chosen = self.chosen()
        self._entries = installed_entries()
        self.list.blockSignals(True)
        self.list.clear()
        for entry in self._entries:
            self.list.addItem(_item(entry))
        self.list.blockSignals(False)
        models = [entry.model for entry in self._entries]
        if models:
            self.list.setCurrentRow(models.index(chosen.model) if chosen and chosen.model in models else 0)
        self._show_entry()

    def choose(self, model: str) -> None:
        """Show the card of this model, if it is installed."""
        for row, entry in enumerate(self._entries):
            if entry.model == model:
                self.list.setCurrentRow(row)

    def chosen(self) -> Entry | None:
        """The chosen entry."""
        row = self.list.currentRow()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def add(self, source: Path, replace: bool = False) -> None:
        """Check the package and install it, in the background; asks before it replaces one."""
        if self._work is not None:
            return
        self._source = source
        python = _worker_python()

        def work(cancelled: IsCancelled) -> Installed:
            check: Callable[[ModelPackage], None] | None = None
            if python is not None:
                check = architecture_check(python, cancelled)
            return install(source, replace, cancelled, check)

        self._begin(tr("Adding {source}").format(source=source.name), work)
        assert self._work is not None
        self._work.done.connect(self._added)
        self._work.failed.connect(self._not_added)

    def reject(self) -> None:
        """Close; a package that is being added is let go of."""
        self._cancel()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of a package that is being added."""
        self._cancel()
        super().closeEvent(event)

    def _begin(self, text: str, work: Callable[[IsCancelled], Any]) -> None:
        self.status.setText(text)
        self._show_busy(True)
        self._work = Work(text, work)
        self._work.done.connect(self._over)
        self._work.failed.connect(self._over)
        self._work.cancelled.connect(self._was_cancelled)
        self._work.start()

    def _over(self, _: object = None) -> None:
        self._work = None
        self._show_busy(False)

    def _was_cancelled(self) -> None:
        self._over()
        self.status.setText(tr("Cancelled; nothing was changed."))

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _added(self, installed: Installed) -> None:
        card = installed.package.card
        text = tr("{name} {version} was added.").format(name=card.name, version=card.version)
        if installed.replaced:
            text = tr("{name} {version} was added in place of {old}.").format(
                name=card.name, version=card.version, old=installed.replaced
            )
        if installed.left_out:
            text += " " + tr("Left out, because it is no part of a package: {files}.").format(
                files=", ".join(installed.left_out)
            )
        self.refresh()
        self.choose(card.id)
        self.status.setText(text)
        self.models_changed.emit()

    def _not_added(self, error: Exception) -> None:
        self.status.setText(str(error))
        if isinstance(error, ModelIsInstalled) and self._may_replace(error):
            self.add(self._source, replace=True)

    def _may_replace(self, error: ModelIsInstalled) -> bool:
        """Ask whether the installed package is to give way."""
        text = tr(
            "Version {old} of '{model}' is installed, and the package holds version {new}. Runs made with the one that "
            "is installed keep their results, but cannot go on with the other.\n\nReplace it?"
        ).format(old=error.installed.version, model=error.offered.name, new=error.offered.version)
        return self._ask(tr("Replace the model?"), text)

    def _ask(self, title: str, text: str) -> bool:
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(self, title, text, buttons.Yes | buttons.No, buttons.No)
        return bool(answer == buttons.Yes)

    def _remove(self) -> None:
        entry = self.chosen()
        if entry is None or self._work is not None:
            return
        if not entry.is_added:
            self.status.setText(tr("This model comes with Tesela, so it cannot be removed; only added ones can."))
            return
        text = tr("Remove the model '{model}' from the disk? Its folder is {folder}.").format(
            model=entry.model, folder=entry.folder
        )
        if not self._ask(tr("Remove the model?"), text):
            return
        self._begin(
            tr("Removing the model '{model}'").format(model=entry.model), lambda _: (remove(entry.model), entry.model)
        )
        assert self._work is not None
        self._work.done.connect(self._removed)
        self._work.failed.connect(self._not_removed)

    def _removed(self, removed: tuple[Path, str]) -> None:
        self.refresh()
        self.status.setText(tr("The model '{model}' was removed.").format(model=removed[1]))
        self.models_changed.emit()

    def _not_removed(self, error: Exception) -> None:
        self.status.setText(str(error))

    def _ask_for_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Folder of a model package"))
        if folder:
            self.add(Path(folder))

    def _ask_for_zip(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Zip of a model package"), "", tr("Model packages (*.zip)"))
        if name:
            self.add(Path(name))

    def _open_folder(self) -> None:
        entry = self.chosen()
        if entry is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(entry.folder)))

    def _verify(self) -> None:
        """Compare every package with its checksum, in the background, and say which one was altered."""
        folders = [entry.folder for entry in self._entries if entry.card is not None]
        checking = Work(tr("Checking the models"), lambda cancelled: altered(folders, cancelled))
        checking.done.connect(self._show_altered)
        checking.start()

    def _show_altered(self, problems: dict[Path, str]) -> None:
        changed = [
            Entry(e.model, e.folder, e.is_added, e.card, problems[e.folder]) if e.folder in problems else e
            for e in self._entries
        ]
        for row, (old, new) in enumerate(zip(self._entries, changed)):
            if old is not new:
                self.list.item(row).setText(entry_title(new))
        self._entries = changed
        entry = self.chosen()
        if entry is not None and entry.folder in problems and self._work is None:
            self.status.setText(entry.problem)

    def _show_entry(self) -> None:
        entry = self.chosen()
        self.remove.setEnabled(entry is not None and self._work is None)
        self.open_folder.setEnabled(entry is not None)
        if entry is None:
            self.card.show_text(tr("No model is installed; add one from a folder or a zip."))
        elif entry.card is not None:
            self.card.show_card(entry.card)
        else:
            self.card.show_text(entry.problem)

    def _choose_entry(self, _: int) -> None:
        """Called when another row is chosen: what was said of the last one is over."""
        self._show_entry()
        entry = self.chosen()
        if entry is not None and self._work is None:
            self.status.setText(entry.problem)

    def _show_busy(self, busy: bool) -> None:
        self.progress.setVisible(busy)
        self.cancel.setVisible(busy)
        for button in (self.add_folder, self.add_zip):
            button.setEnabled(not busy)
        self.remove.setEnabled(not busy and self.chosen() is not None)


def _worker_python() -> Path | None:
    """The worker's Python where there is one: then a package is also searched for code before it is installed.

    Without one the search happens when the model is loaded for its first run.
    """
    try:
        return find_python(configured_python(), os.environ).path
    except EnvironmentMissing:
        return None


def _item(entry: Entry) -> QListWidgetItem:
    item = QListWidgetItem(entry_title(entry))
    item.setToolTip(entry.problem or (task_name(entry.card.task) if entry.card is not None else ""))
    return item
