"""What Tesela keeps on the disk (runs, and environments of other versions of the plugin), to be removed by choice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QLocale, Qt, pyqtSignal
from qgis.PyQt.QtGui import QCloseEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...bridge.quantities import size_words
from ...bridge.runs.kept_folders import in_use, references, runs_folder
from ...bridge.settings import configured_python
from ...bridge.translation import tr
from ...bridge.worker.background import Work
from ...engine.contract.events import IsCancelled
from ..help.opening import add_help
from ..labels import explain, text_label
from .kept import Kept, Removal, find_kept, remove_kept

SIZE_PX = (900, 480)
WIDEST_PX = 230
NAME, MODEL, DATE, SIZE, NOTE = range(5)
USUAL_DAYS, MOST_DAYS = 30, 3650
SORT_ROLE = Qt.ItemDataRole.UserRole
NAMES_TOLD = 8


class CleanUpDialog(QDialog):
    """Lists what is kept, has some of it chosen, and removes that. `removed` comes after something is gone."""

    removed = pyqtSignal()

    def __init__(self, project: QgsProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("TeselaCleanUp")
        self.setWindowTitle(tr("Tesela: clean up"))
        self.resize(*SIZE_PX)
        self._project = project
        self._kept: list[Kept] = []
        self._used: dict[Path, list[str]] = {}
        self._work: Work | None = None
        self._make_widgets()
        self._lay_out()
        self._explain()
        self.refresh()

    def _make_widgets(self) -> None:
        self.tree = QTreeWidget()
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setHeaderLabels([tr("Raster"), tr("Model"), tr("Date"), tr("Size"), tr("Remark")])
        self.tree.setSortingEnabled(True)
        self.tree.sortByColumn(DATE, Qt.SortOrder.DescendingOrder)
        self.days = QSpinBox()
        self.days.setRange(0, MOST_DAYS)
        self.days.setValue(USUAL_DAYS)
        self.days.setSuffix(tr(" days"))
        self.choose_old = QPushButton(tr("&Choose them"))
        self.choose_none = QPushButton(tr("Choose &none"))
        self.summary, self.status = text_label(), text_label()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.remove = QPushButton(tr("&Remove the chosen…"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        add_help(self.buttons, "environment#disk")
        self.buttons.addButton(self.remove, QDialogButtonBox.ButtonRole.ActionRole)
        for button in (self.choose_old, self.choose_none, self.remove):
            button.setAutoDefault(False)
        self.tree.itemChanged.connect(self._show_summary)
        self.choose_old.clicked.connect(self.choose_older)
        self.choose_none.clicked.connect(lambda: self._check_those(lambda _: False))
        self.remove.clicked.connect(self._ask)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        runs = QLabel(tr("&Kept on the disk"))
        runs.setBuddy(self.tree)
        older = QLabel(tr("What is &older than"))
        older.setBuddy(self.days)
        row = QHBoxLayout()
        for widget in (older, self.days, self.choose_old, self.choose_none):
            row.addWidget(widget)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.addWidget(runs)
        layout.addWidget(self.tree, 1)
        layout.addLayout(row)
        layout.addWidget(self.summary)
        layout.addWidget(self.progress)
        layout.addWidget(self.status)
        layout.addWidget(self.buttons)

    def _explain(self) -> None:
        for widget, name, text in (
            (self.tree, tr("Kept on the disk"), tr("Runs and environments that are kept; tick what is to go")),
            (self.days, tr("Days"), tr("Age in days from which something counts as old")),
            (
                self.choose_old,
                tr("Choose what is older"),
                tr("Tick everything that is older; what the open project uses is left out"),
            ),
            (self.choose_none, tr("Choose none"), tr("Take all ticks away")),
            (self.summary, tr("Chosen"), tr("How much is chosen")),
            (self.progress, tr("Progress"), tr("Sizes are being measured, or files removed")),
            (self.status, tr("Status"), tr("What was done last")),
            (self.remove, tr("Remove the chosen"), tr("Remove what is ticked from the disk, after a question")),
        ):
            explain(widget, name, text)

    def refresh(self) -> None:
        """List everything anew; sizes are measured in the background."""
        if self._work is not None:
            return
        configured = configured_python()
        self._begin(tr("Measuring what is kept"), lambda cancelled: find_kept(configured, cancelled), self._show_found)

    def choose_older(self) -> None:
        """Tick what is older than the days in the field, except what the open project uses."""
        limit = datetime.now() - timedelta(days=self.days.value())
        self._check_those(lambda kept: kept.date < limit and kept.folder not in self._used)

    def chosen(self) -> list[Kept]:
        """What is ticked."""
        return [self._of(item) for item in self._items() if item.checkState(NAME) == Qt.CheckState.Checked]

    def remove_chosen(self) -> None:
        """Remove what is ticked, without a question."""
        chosen = self.chosen()
        if chosen and self._work is None:
            self._begin(tr("Removing"), lambda cancelled: remove_kept(chosen, cancelled), self._show_removed)

    def question(self) -> str:
        """What is asked before a removal; names the runs that the open project uses."""
        chosen = self.chosen()
        whole = size_words(sum(kept.size_bytes for kept in chosen))
        text = tr("{count} entries ({size}) are removed from the disk. This cannot be undone.").format(
            count=len(chosen), size=whole
        )
        used = [kept.folder.name for kept in chosen if kept.folder in self._used]
        if used:
            names = "\n".join(used[:NAMES_TOLD]) + ("\n…" if len(used) > NAMES_TOLD else "")
            text += "\n\n" + tr(
                "The open project uses these: layers that lie in them are lost, and their thresholds cannot be moved "
                "any more.\n{names}"
            ).format(names=names)
        if any(kept.environment is not None for kept in chosen):
            text += "\n\n" + tr(
                "Another version of Tesela, in another profile of QGIS, would have to make its environment again."
            )
        return text

    def reject(self) -> None:
        """Close; work that goes on is cancelled."""
        self._cancel()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cancel work that goes on."""
        self._cancel()
        super().closeEvent(event)

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _ask(self) -> None:
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self, tr("Remove the chosen?"), self.question(), buttons.Yes | buttons.No, buttons.No
        )
        if answer == buttons.Yes:
            self.remove_chosen()

    def _begin(self, text: str, work: Callable[[IsCancelled], object], take: Callable[..., None]) -> None:
        self._work = Work(text, work)
        self._work.done.connect(take)
        self._work.failed.connect(self._failed)
        self._work.cancelled.connect(self._failed)
        self._show_busy(text)
        self._work.start()

    def _failed(self, error: object = None) -> None:
        self._work = None
        self._show_busy("")
        self.status.setText(str(error or tr("Cancelled.")))

    def _show_found(self, found: list[Kept]) -> None:
        self._work = None
        self._kept = found
        runs = [kept.run for kept in found if kept.run is not None]
        self._used = in_use(runs, references(self._project))
        self.tree.blockSignals(True)
        self.tree.setSortingEnabled(False)
        self.tree.clear()
        for index, kept in enumerate(found):
            self.tree.addTopLevelItem(_Row(index, kept, self._remark(kept)))
        self.tree.setSortingEnabled(True)
        for column in range(self.tree.columnCount()):
            self.tree.resizeColumnToContents(column)
            self.tree.setColumnWidth(column, min(self.tree.columnWidth(column), WIDEST_PX))
        self.tree.blockSignals(False)
        self._show_busy("")

    def _show_removed(self, removal: Removal) -> None:
        self._work = None
        lines = [tr("{count} entries were removed.").format(count=len(removal.gone)), *removal.problems]
        if removal.cancelled:
            lines.append(tr("The rest was left, because you cancelled."))
        self.refresh()
        self.status.setText("\n".join(lines))
        if removal.gone:
            self.removed.emit()

    def _remark(self, kept: Kept) -> str:
        if kept.environment is not None:
            return tr("environment of another version") if kept.environment.is_complete else tr("half-made environment")
        assert kept.run is not None
        remarks = {
            "interrupted": tr("interrupted; it can go on"),
            "empty": tr("empty"),
            "left over": tr("left over from a removal"),
        }
        parts = [remarks.get(kept.run.state, ""), tr("used by the open project") if kept.folder in self._used else ""]
        return ", ".join(part for part in parts if part)

    def _items(self) -> list[QTreeWidgetItem]:
        return [self.tree.topLevelItem(i) for i in range(self.tree.topLevelItemCount())]

    def _of(self, item: QTreeWidgetItem) -> Kept:
        return self._kept[item.data(NAME, SORT_ROLE)]

    def _check_those(self, wanted: Callable[[Kept], bool]) -> None:
        self.tree.blockSignals(True)
        for item in self._items():
            item.setCheckState(NAME, Qt.CheckState.Checked if wanted(self._of(item)) else Qt.CheckState.Unchecked)
        self.tree.blockSignals(False)
        self._show_summary()

    def _show_busy(self, text: str) -> None:
        busy = self._work is not None
        self.progress.setVisible(busy)
        if busy:
            self.status.setText(text)
        elif self.status.text() == tr("Measuring what is kept"):
            self.status.clear()
        for widget in (self.tree, self.choose_old, self.choose_none):
            widget.setEnabled(not busy)
        self._show_summary()

    def _show_summary(self, *_: object) -> None:
        chosen = self.chosen() if self._kept else []
        self.summary.setText(
            tr("{count} of {all} are chosen: {size} of {whole}. Runs are kept in {folder}.").format(
                count=len(chosen),
                all=len(self._kept),
                size=size_words(sum(kept.size_bytes for kept in chosen)),
                whole=size_words(sum(kept.size_bytes for kept in self._kept)),
                folder=runs_folder(),
            )
        )
        self.remove.setEnabled(bool(chosen) and self._work is None)


class _Row(QTreeWidgetItem):
    """A row that is sorted by date and size, not by how they are written."""

    def __init__(self, index: int, kept: Kept, remark: str) -> None:
        run = kept.run
        if run is None:
            name, model = tr("(environment {name})").format(name=kept.folder.name), ""
        else:
            name, model = ", ".join(run.rasters) or kept.folder.name, run.model
        date = QLocale().toString(kept.date, QLocale.FormatType.ShortFormat)
        super().__init__([name, model, date, size_words(kept.size_bytes), remark])
        self.setFlags(self.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        self.setCheckState(NAME, Qt.CheckState.Unchecked)
        self.setTextAlignment(SIZE, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setData(NAME, SORT_ROLE, index)
        self.setToolTip(NAME, str(kept.folder))
        self._keys = {DATE: kept.date.timestamp(), SIZE: float(kept.size_bytes)}

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        column = self.treeWidget().sortColumn() if self.treeWidget() is not None else NAME
        if column in self._keys and isinstance(other, _Row):
            return self._keys[column] < other._keys[column]
        return self.text(column).casefold() < other.text(column).casefold()
