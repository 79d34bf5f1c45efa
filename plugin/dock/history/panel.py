"""The history page: the runs of the project, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QEvent, QObject, Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices, QIcon
from qgis.PyQt.QtWidgets import QTableWidgetItem, QVBoxLayout, QWidget

from ...bridge.runs.command_line import caveats, command
from ...bridge.runs.history import RunRecord, UnreadableEntry, forget, record, records, unreadable
from ...bridge.runs.kept_folders import KeptRun
from ...bridge.runs.layers import add_stored, folder_is_there, layers_in_project, polygons_of, stored_layers
from ...bridge.translation import tr
from ...bridge.worker.background import Work
from ..labels import plain_tip
from ..run.algorithm_run import End, RunResult
from . import words
from .comparison import Comparison
from .form import ENDED, FOUND, MODEL, RASTERS, SECONDS, THRESHOLD, WHEN, HistoryForm
from .removing import Removal, ask_whether_to_remove, free_folders, remove_all

WAIT_AT_END_S = 5.0
NUMBERS = (FOUND, THRESHOLD, SECONDS)


class HistoryPanel(QWidget):
    """The runs of the project.

    run_again_requested, show_requested: the RunRecord that a person chose.
    """

    run_again_requested = pyqtSignal(object)
    show_requested = pyqtSignal(object)

    def __init__(self, iface: QgisInterface, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self._project = QgsProject.instance()
        self._entries: list[RunRecord | UnreadableEntry] = []
        self._comparison: Comparison | None = None
        self.form = HistoryForm(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        form = self.form
        form.runs.itemSelectionChanged.connect(self._show_chosen)
        form.runs.itemDoubleClicked.connect(self._show)
        form.runs.installEventFilter(self)
        form.show_run.clicked.connect(self._show)
        form.run_again.clicked.connect(self._run_again)
        form.compare.clicked.connect(self._compare)
        form.copy_command.clicked.connect(self._copy_command)
        form.open_folder.clicked.connect(self._open_folder)
        form.remove.clicked.connect(self._remove)
        form.cancel.clicked.connect(self._cancel)
        for signal, slot in self._watched():
            signal.connect(slot)

    def _watched(self) -> tuple[tuple[Any, Callable[..., None]], ...]:
        project = self._project
        return (
            (project.cleared, self._project_closed),
            (project.readProject, self._project_opened),
            (project.layersAdded, self._layers_changed),
            (project.layersRemoved, self._layers_changed),
        )

    def refresh(self) -> None:
        """Read the project's runs again; what was chosen stays chosen."""
        chosen = {entry.id for entry in self._chosen()}
        self._entries = [*records(self._project), *unreadable(self._project)]
        table = self.form.runs
        table.blockSignals(True)
        table.setRowCount(0)
        table.setRowCount(len(self._entries))
        icons = {end: self.style().standardIcon(icon) for end, icon in words.ICONS.items()}
        for row, entry in enumerate(self._entries):
            for column, item in self._items(entry, icons):
                table.setItem(row, column, item)
        for column in (WHEN, FOUND, ENDED):
            table.resizeColumnToContents(column)
        table.clearSelection()
        for row, entry in enumerate(self._entries):
            if entry.id in chosen:
                self._add_to_selection(row)
        table.blockSignals(False)
        self._show_chosen()

    def dispose(self) -> None:
        """Let go of the project and end a comparison; call it before the panel is deleted."""
        for signal, slot in self._watched():
            signal.disconnect(slot)
        comparison = self._drop_comparison()
        if comparison is not None:
            comparison.end(WAIT_AT_END_S)

    def choose(self, *run_ids: str) -> None:
        """Choose these runs in the table."""
        self.form.runs.clearSelection()
        for row, entry in enumerate(self._entries):
            if entry.id in run_ids:
                self._add_to_selection(row)
                self.form.runs.scrollToItem(self.form.runs.item(row, WHEN))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter shows a run, Delete asks whether it is to go; elsewhere these keys keep their meaning."""
        if watched is self.form.runs and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.form.show_run.isEnabled():
                self._show()
                return True
            if event.key() == Qt.Key.Key_Delete and self.form.remove.isEnabled():
                self._remove()
                return True
        return bool(super().eventFilter(watched, event))

    def _add_to_selection(self, row: int) -> None:
        table = self.form.runs
        for column in range(table.columnCount()):
            table.item(row, column).setSelected(True)

    def _items(
        self, entry: RunRecord | UnreadableEntry, icons: Mapping[str, QIcon]
    ) -> Iterator[tuple[int, QTableWidgetItem]]:
        texts = _texts(entry)
        for column in range(self.form.runs.columnCount()):
            item = QTableWidgetItem(texts.get(column, ""))
            item.setToolTip(plain_tip(texts.get(column, "")))
            if column in NUMBERS:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if column == ENDED and isinstance(entry, RunRecord):
                item.setIcon(icons[entry.end])
            yield column, item

    def _chosen(self) -> list[RunRecord | UnreadableEntry]:
        rows = sorted({index.row() for index in self.form.runs.selectionModel().selectedRows()})
        return [self._entries[row] for row in rows if row < len(self._entries)]

    def _chosen_runs(self) -> list[RunRecord]:
        return [entry for entry in self._chosen() if isinstance(entry, RunRecord)]

    def _chosen_run(self) -> RunRecord | None:
        """The one run that is chosen; None where there is none, or more."""
        chosen = self._chosen()
        return chosen[0] if len(chosen) == 1 and isinstance(chosen[0], RunRecord) else None

    def _show_chosen(self) -> None:
        """Show the details of what is chosen, and what can be done with it."""
        form, chosen, run = self.form, self._chosen(), self._chosen_run()
        if not self._entries:
            form.details.setPlainText(
                tr("No runs yet. Each run that is started from this project is kept here, and in the project file.")
            )
        elif not chosen:
            form.details.setPlainText(tr("Choose a run to see its settings; choose two to compare them."))
        elif run is not None:
            form.details.setHtml(words.details(run, self._project))
        elif len(chosen) == 1 and isinstance(chosen[0], UnreadableEntry):
            form.details.setPlainText(_unreadable_text(chosen[0]))
        else:
            form.details.setPlainText("\n".join(words.name_of(one) for one in self._chosen_runs()))
        broken = sum(isinstance(entry, UnreadableEntry) for entry in self._entries)
        if self._comparison is None and broken and not form.notice.text():
            form.say(
                tr(
                    "Entries of the history that cannot be read: {count}. They stay in the project until removed."
                ).format(count=broken)
            )
        form.show_run.setEnabled(run is not None and self._can_show(run))
        form.run_again.setEnabled(run is not None)
        form.copy_command.setEnabled(run is not None)
        form.open_folder.setEnabled(run is not None and folder_is_there(run))
        form.compare.setEnabled(self._comparison is None and len(chosen) == len(self._chosen_runs()) == 2)
        form.remove.setEnabled(bool(chosen))

    def _can_show(self, run: RunRecord) -> bool:
        return bool(layers_in_project(run, self._project) or stored_layers(run))

    def _show(self) -> None:
        run = self._chosen_run()
        if run is None or not self._can_show(run):
            return
        shown = add_stored(run, self._project, words.name_of(run))
        if shown != run:
            record(self._project, shown)
            self.refresh()
        self.show_requested.emit(shown)

    def _run_again(self) -> None:
        run = self._chosen_run()
        if run is not None:
            self.run_again_requested.emit(run)

    def _copy_command(self) -> None:
        run = self._chosen_run()
        if run is not None:
            QgsApplication.clipboard().setText(command(run, self._project))
            self.form.say(" ".join([tr("The command is in the clipboard."), *caveats(run)]))

    def _open_folder(self) -> None:
        run = self._chosen_run()
        if run is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(run.run_folder)):
            self.form.say(tr("No program opens folders here; this one is {folder}").format(folder=run.run_folder))

    def _compare(self) -> None:
        """Compare the earlier of the two chosen runs with the later one, in the background."""
        chosen = self._chosen_runs()
        if len(chosen) != 2 or self._comparison is not None:
            return
        after, before = chosen
        sources = [polygons_of(run, self._project) for run in (before, after)]
        for run, source in zip((before, after), sources):
            if source is None:
                self.form.say(words.nothing_to_compare(run))
                return
        comparison = Comparison(before, after, str(sources[0]), str(sources[1]))
        comparison.progress.connect(self.form.progress.setValue)
        comparison.finished.connect(self._compared)
        self._comparison = comparison
        self.form.show_busy(True)
        self.form.say(tr("Comparing"))
        self._show_chosen()
        comparison.start()

    def _cancel(self) -> None:
        if self._comparison is not None:
            self._comparison.cancel()

    def _drop_comparison(self) -> Comparison | None:
        """Let go of a comparison that goes on: what comes of it has no place in this project any more."""
        comparison, self._comparison = self._comparison, None
        if comparison is not None:
            comparison.finished.disconnect(self._compared)
            comparison.progress.disconnect(self.form.progress.setValue)
            self.form.show_busy(False)
        return comparison

    def _compared(self, result: RunResult) -> None:
        comparison, self._comparison = self._comparison, None
        self.form.show_busy(False)
        if comparison is None:
            return
        if result.end is not End.DONE:
            self.form.say(result.message)
        else:
            self.form.say(comparison.add_result(result, self._project))
        self._show_chosen()

    def _remove(self) -> None:
        """Take the chosen runs out of the history, with their files where a person wants that."""
        chosen = self._chosen()
        if not chosen:
            return
        free, kept = free_folders(self._chosen_runs(), self._entries, self._project)
        answer = self._ask(len(chosen), free, kept)
        if not answer.wanted:
            return
        for entry in chosen:
            forget(self._project, entry.id)
        self.form.say("")
        self.refresh()
        if answer.with_files and free:
            self._remove_folders(free)

    def _ask(self, count: int, free: Sequence[KeptRun], kept: int) -> Removal:
        """Ask whether runs are to go from the history; a method of its own, so that tests can answer."""
        return ask_whether_to_remove(count, len(free), kept, self)

    def _remove_folders(self, free: Sequence[KeptRun]) -> None:
        self.form.say(tr("Deleting run folders"))
        task = Work(tr("Delete run folders"), lambda is_cancelled: remove_all(free, is_cancelled))
        task.done.connect(self._removed)
        task.failed.connect(self._removal_failed)
        task.start()

    def _removed(self, problems: list[str]) -> None:
        self.form.say("\n".join(problems) or tr("The run folders are deleted."))
        self._show_chosen()

    def _removal_failed(self, error: Exception) -> None:
        self.form.say(str(error))

    def _project_closed(self) -> None:
        comparison = self._drop_comparison()
        if comparison is not None:
            comparison.cancel()
        self.form.say("")
        self.refresh()

    def _project_opened(self) -> None:
        self.form.say("")
        self.refresh()

    def _layers_changed(self, *_: object) -> None:
        self._show_chosen()


def _texts(entry: RunRecord | UnreadableEntry) -> dict[int, str]:
    """What stands in the columns of a row."""
    if isinstance(entry, UnreadableEntry):
        return {WHEN: tr("unreadable"), ENDED: entry.reason}
    count = words.found(entry)
    return {
        WHEN: words.when(entry.started),
        MODEL: words.model_name(entry),
        FOUND: "" if count is None else str(count),
        ENDED: words.end_name(entry.end),
        RASTERS: words.raster_names(entry),
        THRESHOLD: words.thresholds(entry),
        SECONDS: f"{entry.seconds:.1f}" if entry.seconds else "",
    }


def _unreadable_text(entry: UnreadableEntry) -> str:
    return "\n\n".join(
        [
            tr("This entry of the history cannot be read: {reason}").format(reason=entry.reason),
            tr("It stays in the project file as it is, until it is removed. Its text:"),
            entry.text,
        ]
    )
