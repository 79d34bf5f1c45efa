"""Takes runs out of the history: which of their folders may go with them, the question, and the deletion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QCheckBox, QMessageBox, QWidget

from ...bridge.runs.history import RunRecord, UnreadableEntry
from ...bridge.runs.kept_folders import KeptRun, in_use, remove, runs_folder
from ...bridge.translation import tr
from ...engine.contract.errors import TeselaError
from ...engine.contract.events import IsCancelled


@dataclass(frozen=True)
class Removal:
    """What a person said to the question whether runs are to go: whether at all, and with their files."""

    wanted: bool
    with_files: bool = False


def free_folders(
    runs: Sequence[RunRecord], entries: Sequence[RunRecord | UnreadableEntry], project: QgsProject
) -> tuple[list[KeptRun], int]:
    """The run folders that nothing but these runs needs, and how many of their folders stay in any case.

    entries: the whole history. Folders that lie elsewhere than where Tesela keeps runs belong to the person.
    """
    going = {run.id for run in runs}
    needed = [layer.source() for layer in project.mapLayers().values()]
    for entry in entries:
        if isinstance(entry, RunRecord) and entry.id not in going:
            needed += [entry.run_folder, entry.results]
    folders = {Path(run.run_folder) for run in runs if run.run_folder}
    there = [KeptRun(folder, datetime.now(), (), "", 0, "") for folder in sorted(folders) if folder.is_dir()]
    home = runs_folder().resolve()
    used = in_use(there, needed)
    free = [run for run in there if run.folder not in used and run.folder.parent.resolve() == home]
    return free, len(there) - len(free)


def ask_whether_to_remove(count: int, free: int, kept: int, parent: QWidget) -> Removal:
    """Ask whether runs are to go from the history.

    count: of runs. free, kept: run folders that can be deleted with them, and those that stay in any case.
    """
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(tr("Remove from the history"))
    one = tr("Remove this run from the history of the project?")
    box.setText(one if count == 1 else tr("Remove {count} runs from the history of the project?").format(count=count))
    told = [tr("Layers and results stay.")]
    if kept:
        told.append(
            tr(
                "Run folders that stay in any case, because layers or other runs need them or they lie elsewhere: "
                "{count}."
            ).format(count=kept)
        )
    box.setInformativeText(" ".join(told))
    files = QCheckBox(tr("Also delete run folders with their scores: {count}").format(count=free))
    if free:
        box.setCheckBox(files)
    box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    wanted = box.exec() == QMessageBox.StandardButton.Yes
    answer = Removal(wanted, wanted and free > 0 and files.isChecked())
    box.deleteLater()
    return answer


def remove_all(free: Sequence[KeptRun], is_cancelled: IsCancelled) -> list[str]:
    """Remove run folders, for another thread; say what could not be removed."""
    problems = []
    for run in free:
        if is_cancelled():
            problems.append(tr("Cancelled; {folder} is still there.").format(folder=run.folder))
            continue
        try:
            remove(run)
        except TeselaError as error:
            problems.append(str(error))
    return problems
