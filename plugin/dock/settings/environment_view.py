"""The state of the worker's environment, and what can be done about it: make, repair, cancel, check, look."""

from __future__ import annotations

import os

from qgis.PyQt.QtCore import Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices, QShowEvent
from qgis.PyQt.QtWidgets import (
    QFormLayout,
    QGridLayout,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...bridge.quantities import size_words
from ...bridge.settings import configured_python
from ...bridge.translation import tr
from ...bridge.worker.background import Work
from ...bridge.worker.check import WorkerReport, examine_worker
from ...bridge.worker.environment_state import (
    EnvironmentDetails,
    EnvironmentState,
    Kind,
    environment_details,
    environment_state,
)
from ..labels import breakable, explain, text_label
from ..run.algorithm_run import RunResult
from .environment_maker import end_text, environment_maker
from .log_view import LogView

LOG_LINES = 2000
LOG_HEIGHT_PX = 110


class EnvironmentView(QWidget):
    """Shows the environment that the next run would use. `environment_changed` comes after it was made or repaired."""

    environment_changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._maker = environment_maker()
        self._state = EnvironmentState(Kind.NONE, None)
        self._measuring: Work | None = None
        self._checking: Work | None = None
        self._make_widgets()
        self._lay_out()
        self._explain()
        self._maker.changed.connect(self._show_work)
        self._maker.told.connect(self.log.appendPlainText)
        self._maker.ended.connect(self._ended)
        self.log.setPlainText("\n".join(self._maker.lines))
        self._show_state()

    def _make_widgets(self) -> None:
        self.state, self.folder, self.size, self.packages, self.device, self.others = (text_label() for _ in range(6))
        self.make = QPushButton(tr("&Make it"))
        self.repair = QPushButton(tr("R&epair…"))
        self.cancel = QPushButton(tr("&Cancel"))
        self.check = QPushButton(tr("Chec&k"))
        self.show_log = QPushButton(tr("Show &logs…"))
        self.open_folder = QPushButton(tr("Open fol&der"))
        self.progress = QProgressBar()
        self.message = text_label()
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setTabChangesFocus(True)
        self.log.setMaximumBlockCount(LOG_LINES)
        self.log.setFixedHeight(LOG_HEIGHT_PX)
        for button in self._buttons():
            button.setAutoDefault(False)
        self.make.clicked.connect(self.start)
        self.repair.clicked.connect(self._ask_to_repair)
        self.cancel.clicked.connect(self._cancel)
        self.check.clicked.connect(self.start_check)
        self.show_log.clicked.connect(self._show_logs)
        self.open_folder.clicked.connect(self._open_folder)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.make, self.repair, self.cancel, self.check, self.show_log, self.open_folder)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, label in (
            (tr("State"), self.state),
            (tr("Folder"), self.folder),
            (tr("Size"), self.size),
            (tr("Packages"), self.packages),
            (tr("Device"), self.device),
            (tr("Others"), self.others),
        ):
            form.addRow(name, label)
            label.setAccessibleName(name)
        buttons = QGridLayout()
        for i, button in enumerate(self._buttons()):
            buttons.addWidget(button, i // 3, i % 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addLayout(buttons)
        layout.addWidget(self.progress)
        layout.addWidget(self.message)
        layout.addWidget(self.log)
        layout.addStretch()

    def _explain(self) -> None:
        for widget, name, text in (
            (
                self.make,
                tr("Make the environment"),
                tr("Download and install the packages that run the models, in the background; needed once, about 2 GB"),
            ),
            (
                self.repair,
                tr("Repair the environment"),
                tr("Remove the environment and make it again, for when packages of it were damaged"),
            ),
            (
                self.cancel,
                tr("Cancel"),
                tr("Stop making or checking; a half-made environment is noticed and made again"),
            ),
            (
                self.check,
                tr("Check the environment"),
                tr("Start the worker, import every package and say what models run on; takes some seconds"),
            ),
            (self.show_log, tr("Show logs"), tr("What the worker and the making of its environment wrote")),
            (self.open_folder, tr("Open folder"), tr("Show the folder of the environment")),
            (self.progress, tr("Progress"), tr("How far the environment is made")),
            (self.message, tr("Message"), tr("What was done last")),
            (self.log, tr("Log"), tr("What is done while the environment is made")),
        ):
            explain(widget, name, text)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again: another QGIS or a setting may have changed it."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Show the state as it is now; sizes and versions follow."""
        self._show_state()
        if self._measuring is None and not self._maker.is_busy:
            state = self._state
            self.size.setText(tr("is being measured"))
            self._measuring = Work(
                tr("Measuring the worker's environment"), lambda cancelled: environment_details(state, cancelled)
            )
            self._measuring.done.connect(self._show_details)
            self._measuring.failed.connect(self._not_measured)
            self._measuring.cancelled.connect(self._not_measured)
            self._measuring.start()

    def _show_state(self) -> None:
        self._state = environment_state(configured_python(), os.environ)
        self.state.setText(breakable(_state_text(self._state)))
        self.folder.setText(breakable(str(self._state.folder or self._state.python or tr("none"))))
        if not self.device.text():
            self.device.setText(tr("not known; press Check") if self._state.is_ready else tr("none"))
        self.folder.setToolTip(str(self._state.python or self._state.folder or ""))
        self._show_work()

    def start(self) -> None:
        """Make the environment in the background."""
        self.log.clear()
        self.message.clear()
        self._maker.start()

    def start_repair(self) -> None:
        """Remove the environment and make it again."""
        self.log.clear()
        self.message.clear()
        self._maker.start(repair=True)

    def start_check(self) -> None:
        """Have the worker say what it runs on, in the background."""
        python = self._state.python
        if python is None or self._checking is not None:
            return
        self.device.setText(tr("is being found out"))
        self._checking = Work(tr("Checking the worker"), lambda cancelled: examine_worker(python, cancelled))
        self._checking.done.connect(self._show_report)
        self._checking.failed.connect(self._check_failed)
        self._checking.cancelled.connect(self._check_cancelled)
        self._checking.start()
        self._show_work()

    def _ask_to_repair(self) -> None:
        text = tr(
            "The environment in {folder} is removed and made again, which downloads the packages anew. Runs that are "
            "going on now would fail.\n\nGo on?"
        ).format(folder=self._state.folder)
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(self, tr("Repair the environment?"), text, buttons.Yes | buttons.No, buttons.No)
        if answer == buttons.Yes:
            self.start_repair()

    def _cancel(self) -> None:
        self._maker.cancel()
        if self._checking is not None:
            self._checking.cancel()

    def _ended(self, result: RunResult) -> None:
        self.message.setText(breakable(end_text(result).split("\n", 1)[0]))
        self.device.setText("")
        self.refresh()
        self.environment_changed.emit()

    def _show_work(self) -> None:
        """Show what goes on, and what may be asked for now."""
        making, checking = self._maker.is_busy, self._checking is not None
        elsewhere = self._state.kind is Kind.BEING_MADE and not making
        idle = not making and not checking and not elsewhere
        if making:
            self.state.setText(tr("Cancelling") if self._maker.is_cancelling else tr("Being made"))
        self.make.setEnabled(idle and self._state.kind in (Kind.NONE, Kind.HALF_MADE))
        self.repair.setEnabled(idle and self._state.kind in (Kind.COMPLETE, Kind.HALF_MADE))
        self.cancel.setEnabled((making and not self._maker.is_cancelling) or checking)
        self.check.setEnabled(idle and self._state.is_ready)
        self.open_folder.setEnabled(self._state.folder is not None and self._state.folder.exists())
        self.progress.setVisible(making or checking)
        self.progress.setRange(0, 100 if making else 0)
        self.progress.setValue(self._maker.percent)
        self.log.setVisible(making or bool(self._maker.lines))

    def _show_details(self, details: EnvironmentDetails) -> None:
        self._measuring = None
        self.size.setText(size_words(details.size_bytes) if details.size_bytes else tr("nothing yet"))
        versions = [f"{name} {number}" for name, number in details.versions.items()]
        self.packages.setText(
            ", ".join(versions) or (tr("not known; press Check") if self._state.is_ready else tr("none"))
        )
        if details.others:
            whole = size_words(sum(other.size_bytes for other in details.others))
            self.others.setText(
                tr("of other versions of Tesela: {count}, {size} in all; Clean up removes them").format(
                    count=len(details.others), size=whole
                )
            )
        else:
            self.others.setText(tr("none of other versions of Tesela"))

    def _not_measured(self, error: object = None) -> None:
        self._measuring = None
        self.size.setText(str(error or tr("not known")))

    def _show_report(self, report: WorkerReport) -> None:
        self._checking = None
        self.device.setText(report.device)
        self.packages.setText(", ".join(f"{name} {number}" for name, number in report.packages.items()))
        self.message.setText(breakable("\n".join(report.problems) or tr("Nothing is wrong.")))
        self._show_work()

    def _check_failed(self, error: Exception) -> None:
        self._checking = None
        self.device.setText(tr("not known"))
        self.message.setText(breakable(str(error)))
        self._show_work()

    def _check_cancelled(self) -> None:
        self._checking = None
        self.device.setText("")
        self.message.setText(tr("The check was cancelled."))
        self._show_work()

    def _show_logs(self) -> None:
        view = LogView(self)
        view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        view.show()

    def _open_folder(self) -> None:
        if self._state.folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._state.folder)))


def _state_text(state: EnvironmentState) -> str:
    if state.kind is Kind.MISNAMED:
        return state.problem
    if state.kind is Kind.NAMED:
        return tr("Ready: your own, named by {origin}").format(origin=state.origin)
    return {
        Kind.NONE: tr("There is none yet. Make it to run models; this takes some minutes, and about 2 GB."),
        Kind.BEING_MADE: tr("Being made by another QGIS"),
        Kind.HALF_MADE: tr("Half-made: its making was interrupted. Make it again."),
        Kind.COMPLETE: tr("Ready"),
        Kind.CHECKOUT: tr("Ready: that of the source checkout"),
    }[state.kind]
