"""The page of Tesela in QGIS's options: how the form starts, what is kept on the disk, and what the worker runs in."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ...bridge import settings
from ...bridge.quantities import size_words
from ...bridge.runs.kept_folders import usual_runs_folder
from ...bridge.settings import GEOPACKAGE, TEMPORARY, Defaults
from ...bridge.translation import tr
from ...bridge.worker.background import Work
from ...bridge.worker.check import WorkerReport, examine_worker
from ...engine.contract.evidence import BEST_F1, NO_FALSE_POSITIVES, PRECISION, Rule
from ..help.opening import help_button
from ..labels import explain, text_label
from ..models.dialog import ModelsDialog
from .clean_up import CleanUpDialog
from .environment_view import EnvironmentView
from .kept import kept_in_all

USUAL_PRECISION = 0.95


class OptionsForm(QScrollArea):
    """Shows the settings as they are; `save` keeps what was changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measuring: Work | None = None
        self._checking: Work | None = None
        self._make_widgets()
        self._lay_out()
        self._explain()
        self.load()

    def _make_widgets(self) -> None:
        self.output = QComboBox()
        self.output.addItem(tr("GeoPackage beside the project"), GEOPACKAGE)
        self.output.addItem(tr("Temporary layers"), TEMPORARY)
        self.review = QCheckBox(tr("Offer each &result for review"))
        self.batch = QSpinBox()
        self.batch.setRange(0, settings.MOST_BATCH)
        self.batch.setSpecialValueText(tr("chosen by window size"))
        self.rule = QComboBox()
        for name, text in (
            ("", tr("The model card's own")),
            (BEST_F1, tr("Best F1")),
            (NO_FALSE_POSITIVES, tr("No false positives")),
            (PRECISION, tr("A wanted precision")),
        ):
            self.rule.addItem(text, name)
        self.precision = QDoubleSpinBox()
        self.precision.setRange(0.01, 1.0)
        self.precision.setSingleStep(0.01)
        self.precision.setDecimals(2)
        self.fetch_limit = QDoubleSpinBox()
        self.fetch_limit.setRange(settings.LEAST_FETCH_LIMIT, settings.MOST_FETCH_LIMIT)
        self.fetch_limit.setDecimals(0)
        self.fetch_limit.setSuffix(tr(" megapixels"))
        self.runs_folder = QgsFileWidget()
        self.runs_folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.usage, self.python_state = text_label(), text_label()
        self.clean_up = QPushButton(tr("Clea&n up…"))
        self.models = QPushButton(tr("Model&s…"))
        self.python = QgsFileWidget()
        self.python.setStorageMode(QgsFileWidget.StorageMode.GetFile)
        self.check_python = QPushButton(tr("Check &it"))
        self.environment = EnvironmentView()
        self.rule.currentIndexChanged.connect(self._show_precision)
        self.runs_folder.fileChanged.connect(self._show_problems)
        self.python.fileChanged.connect(self._show_problems)
        self.clean_up.clicked.connect(self._open_clean_up)
        self.models.clicked.connect(self._open_models)
        self.check_python.clicked.connect(self.start_check)
        for button in (self.clean_up, self.models, self.check_python):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.addWidget(self._start_group())
        layout.addWidget(self._disk_group())
        layout.addWidget(self._python_group())
        environment = QGroupBox(tr("The worker's environment"))
        QVBoxLayout(environment).addWidget(self.environment)
        layout.addWidget(environment)
        layout.addStretch()
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _start_group(self) -> QGroupBox:
        group = QGroupBox(tr("What a run starts with"))
        rule = QHBoxLayout()
        rule.addWidget(self.rule, 1)
        rule.addWidget(self.precision)
        form = _form(group)
        form.addRow(tr("&Output"), self.output)
        _row(form, tr("&Thresholds"), self.rule, rule)
        form.addRow(tr("&Batch"), self.batch)
        form.addRow(tr("&Web layers: at most"), self.fetch_limit)
        form.addRow("", self.review)
        return group

    def _disk_group(self) -> QGroupBox:
        group = QGroupBox(tr("What is kept on the disk"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.clean_up)
        buttons.addWidget(self.models)
        buttons.addStretch()
        buttons.addWidget(help_button("environment"))
        form = _form(group)
        form.addRow(tr("Folder of r&uns"), self.runs_folder)
        form.addRow("", self.usage)
        form.addRow("", buttons)
        return group

    def _python_group(self) -> QGroupBox:
        group = QGroupBox(tr("Another Python for the worker"))
        row = QHBoxLayout()
        row.addWidget(self.python, 1)
        row.addWidget(self.check_python)
        form = _form(group)
        _row(form, tr("&Python"), self.python, row)
        form.addRow("", self.python_state)
        return group

    def _explain(self) -> None:
        for widget, name, text in (
            (self.output, tr("Output"), tr("Where the layers of a run go unless you choose otherwise")),
            (self.rule, tr("Thresholds"), tr("How thresholds are chosen from the evidence in the model card")),
            (self.precision, tr("Wanted precision"), tr("Least share of what is found that has to be right")),
            (self.batch, tr("Batch"), tr("Windows that the model looks at together; a smaller one takes less memory")),
            (
                self.fetch_limit,
                tr("Limit for web layers"),
                tr("A run that needs more than this from a WMS or XYZ layer is refused before anything is fetched"),
            ),
            (self.review, tr("Review"), tr("Open each result on the page Review, to step through its detections")),
            (
                self.runs_folder,
                tr("Folder of runs"),
                tr("Where the scores of runs are kept, so that thresholds can be moved later; runs are not moved"),
            ),
            (self.usage, tr("Disk use"), tr("How much the kept runs and the environments take")),
            (self.clean_up, tr("Clean up"), tr("Choose runs and old environments to remove")),
            (self.models, tr("Models"), tr("See the models with their cards, add one, remove one")),
            (
                self.python,
                tr("Python of the worker"),
                tr("A Python with the worker's packages, used instead of Tesela's own; leave it empty otherwise"),
            ),
            (self.check_python, tr("Check this Python"), tr("See whether the worker can run in this Python")),
            (self.python_state, tr("State of this Python"), tr("What is known of this Python")),
        ):
            explain(widget, name, text)

    def load(self) -> None:
        """Show the settings as they are."""
        chosen = settings.defaults()
        self.output.setCurrentIndex(max(self.output.findData(chosen.output), 0))
        self.review.setChecked(chosen.review)
        self.batch.setValue(chosen.batch or 0)
        rule = Rule.parse(chosen.rule) if chosen.rule else None
        self.rule.setCurrentIndex(max(self.rule.findData(rule.name if rule else ""), 0))
        self.precision.setValue(rule.precision if rule and rule.precision is not None else USUAL_PRECISION)
        self.fetch_limit.setValue(chosen.fetch_limit_megapixels)
        self.runs_folder.setFilePath(str(settings.configured_runs_folder() or ""))
        self.runs_folder.lineEdit().setPlaceholderText(str(usual_runs_folder()))
        self.python.setFilePath(settings.configured_python())
        self.python.lineEdit().setPlaceholderText(tr("Tesela's own environment"))
        self._show_precision()
        self._show_problems()

    def chosen(self) -> Defaults:
        """What the form says now."""
        rule = str(self.rule.currentData())
        return Defaults(
            output=str(self.output.currentData()),
            review=self.review.isChecked(),
            batch=self.batch.value() or None,
            rule=f"{PRECISION}={self.precision.value():.2f}" if rule == PRECISION else rule,
            fetch_limit_megapixels=self.fetch_limit.value(),
        )

    def problems(self) -> list[str]:
        """What cannot be saved as it is."""
        return [problem for problem in (self._problem_of_folder(), self._problem_of_python()) if problem]

    def save(self) -> list[str]:
        """Keep what the form says; returns what was not kept, and why."""
        settings.save_defaults(self.chosen())
        if not self._problem_of_folder():
            folder = self.runs_folder.filePath().strip()
            settings.save_runs_folder(Path(folder) if folder else None)
        if not self._problem_of_python():
            settings.save_python(self.python.filePath().strip())
        return self.problems()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure only once somebody looks: QGIS makes every page whenever its options are opened."""
        super().showEvent(event)
        self.measure()

    def _problem_of_folder(self) -> str:
        folder = self.runs_folder.filePath().strip()
        if folder and not Path(folder).is_absolute():
            return tr("The folder of runs '{folder}' is no whole path; choose it again.").format(folder=folder)
        if folder and Path(folder).exists() and not Path(folder).is_dir():
            return tr("The folder of runs '{folder}' is a file; choose a folder.").format(folder=folder)
        return ""

    def _problem_of_python(self) -> str:
        python = self.python.filePath().strip()
        if python and not Path(python).is_file():
            return tr("The Python '{python}' does not exist; choose it again, or leave it empty.").format(python=python)
        return ""

    def measure(self) -> None:
        """Find out in the background how much is kept on the disk."""
        if self._measuring is not None:
            return
        self.usage.setText(tr("Being measured"))
        configured = settings.configured_python()
        self._measuring = Work(tr("Measuring what is kept"), lambda cancelled: kept_in_all(configured, cancelled))
        self._measuring.done.connect(self._show_usage)
        self._measuring.failed.connect(self._not_measured)
        self._measuring.cancelled.connect(self._not_measured)
        self._measuring.start()

    def start_check(self) -> None:
        """See in the background whether the worker can run in the Python of the field."""
        python = self.python.filePath().strip()
        if not python or self.problems() or self._checking is not None:
            return
        self.python_state.setText(tr("Being checked; this takes some seconds"))
        self._checking = Work(tr("Checking a Python"), lambda cancelled: examine_worker(Path(python), cancelled))
        self._checking.done.connect(self._show_report)
        self._checking.failed.connect(self._check_failed)
        self._checking.cancelled.connect(self._check_failed)
        self._checking.start()
        self.check_python.setEnabled(False)

    def _show_usage(self, kept: tuple[int, int, int]) -> None:
        self._measuring = None
        count, runs_bytes, environment_bytes = kept
        self.usage.setText(
            tr("{count} runs take {runs}; the worker's environments take {environments}.").format(
                count=count, runs=size_words(runs_bytes), environments=size_words(environment_bytes)
            )
        )

    def _not_measured(self, error: object = None) -> None:
        self._measuring = None
        self.usage.setText(str(error or tr("not known")))

    def _show_report(self, report: WorkerReport) -> None:
        self._checking = None
        if report.problems:
            text = tr("Python {version}: {problems}").format(version=report.python, problems="\n".join(report.problems))
        else:
            text = tr("Python {version}: everything is there, and models run on {device}.").format(
                version=report.python, device=report.device
            )
        self.check_python.setEnabled(True)
        self.python_state.setText(text)

    def _check_failed(self, error: object = None) -> None:
        self._checking = None
        self.check_python.setEnabled(True)
        self.python_state.setText(str(error or tr("The check was cancelled.")))

    def _show_precision(self, _: int = 0) -> None:
        self.precision.setVisible(self.rule.currentData() == PRECISION)

    def _show_problems(self, _: str = "") -> None:
        problems = self.problems()
        self.python_state.setText("\n".join(problems))
        self.check_python.setEnabled(bool(self.python.filePath().strip()) and not problems and self._checking is None)

    def _open_clean_up(self) -> None:
        dialog = CleanUpDialog(QgsProject.instance(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.removed.connect(self.measure)
        dialog.removed.connect(self.environment.refresh)
        dialog.open()

    def _open_models(self) -> None:
        dialog = ModelsDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _form(group: QGroupBox) -> QFormLayout:
    form = QFormLayout(group)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    return form


def _row(form: QFormLayout, text: str, buddy: QWidget, layout: QHBoxLayout) -> None:
    name = QLabel(text)
    name.setBuddy(buddy)
    form.addRow(name, layout)
