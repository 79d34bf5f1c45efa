"""The page in QGIS's options, and the clean-up of what is kept on the disk."""

import json
import os
import sys
import time
from datetime import datetime, timedelta

import pytest
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMessageBox
from tesela.bridge import settings
from tesela.bridge.runs import history
from tesela.bridge.runs import kept_folders as run_folders_module
from tesela.bridge.runs.kept_folders import kept_runs, runs_folder
from tesela.bridge.settings import Defaults
from tesela.bridge.worker import environment as env
from tesela.bridge.worker.background import Work, end_all
from tesela.bridge.worker.check import WorkerReport
from tesela.dock.settings import options_form
from tesela.dock.settings.clean_up import DATE, NOTE, SIZE, CleanUpDialog
from tesela.dock.settings.environment_maker import dispose_maker
from tesela.dock.settings.options import PAGE, TeselaOptionsFactory
from tesela.dock.settings.options_form import OptionsForm
from tesela.engine.contract.errors import RunCancelled, TeselaError

LONGEST_MS = 15_000


@pytest.fixture(autouse=True)
def clean(qgis_app):
    yield
    dispose_maker()
    end_all(5.0)
    QgsSettings().remove("tesela")


@pytest.fixture
def form(qtbot, home, provider):
    widget = OptionsForm()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def keep(home):
    """Keep a run of so many bytes, made so many days ago; an environment of another version where `name` is None."""

    def write(name, size=1000, days=0):
        if name is None:
            folder = env.environments_folder() / "0123456789ab"
            env.python_in(folder).parent.mkdir(parents=True)
            env.python_in(folder).write_text("")
            (folder / env.STAMP_FILE).write_text("0" * 64)
            (folder / "package").write_bytes(b"x" * size)
            os.utime(folder, (time.time() - days * 86400,) * 2)
            return folder
        folder = runs_folder() / name
        (folder / "run").mkdir(parents=True)
        started = (datetime.now() - timedelta(days=days)).astimezone().isoformat()
        description = {"started": started, "state": "complete", "job": {"model": "m", "rasters": [f"/d/{name}.tif"]}}
        (folder / "run" / "run.json").write_text(json.dumps(description))
        (folder / "run" / "part").write_bytes(b"x" * size)
        return folder

    return write


@pytest.fixture
def clean_up(qtbot, qgis_new_project):
    """Open the dialog and wait for its list."""

    def show():
        dialog = CleanUpDialog(QgsProject.instance())
        qtbot.addWidget(dialog)
        dialog.show()
        settle(qtbot, dialog)
        return dialog

    return show


def settle(qtbot, dialog):
    qtbot.waitUntil(lambda: dialog._work is None, timeout=LONGEST_MS)


def rows(dialog, column=0):
    return [dialog.tree.topLevelItem(i).text(column) for i in range(dialog.tree.topLevelItemCount())]


def tick(dialog, *names):
    for i in range(dialog.tree.topLevelItemCount()):
        item = dialog.tree.topLevelItem(i)
        if item.text(0) in names:
            item.setCheckState(0, Qt.CheckState.Checked)


def test_defaults_are_those_of_tesela_until_changed(home):
    assert settings.defaults() == Defaults("geopackage", True, None, "", 100.0)
    chosen = Defaults("temporary", False, 16, "precision=0.90", 50.0)
    settings.save_defaults(chosen)
    assert settings.defaults() == chosen
    settings.save_defaults(Defaults())
    assert not QgsSettings().contains(settings.BATCH_SETTING)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (settings.OUTPUT_SETTING, "cloud"),
        (settings.BATCH_SETTING, "many"),
        (settings.BATCH_SETTING, -3),
        (settings.RULE_SETTING, "precision=7"),
        (settings.FETCH_LIMIT_SETTING, "all"),
    ],
)
def test_a_setting_that_makes_no_sense_counts_as_not_set(home, name, value):
    QgsSettings().setValue(name, value)
    assert settings.defaults() == Defaults()


def test_the_form_shows_what_is_set_and_keeps_what_is_changed(form, tmp_path):
    assert form.chosen() == Defaults()
    form.output.setCurrentIndex(form.output.findData("temporary"))
    form.review.setChecked(False)
    form.batch.setValue(8)
    form.rule.setCurrentIndex(form.rule.findData("precision"))
    form.precision.setValue(0.9)
    form.fetch_limit.setValue(250)
    form.runs_folder.setFilePath(str(tmp_path / "runs"))
    form.python.setFilePath(sys.executable)
    assert settings.defaults() == Defaults(), "nothing is kept before the options are accepted"
    assert form.save() == []
    assert settings.defaults() == Defaults("temporary", False, 8, "precision=0.90", 250.0)
    assert runs_folder() == tmp_path / "runs"
    assert settings.configured_python() == sys.executable
    again = OptionsForm()
    assert again.chosen() == settings.defaults()
    assert again.runs_folder.filePath() == str(tmp_path / "runs")
    assert again.python.filePath() == sys.executable
    again.deleteLater()


@pytest.mark.parametrize("rule", ["", "best-f1", "no-false-positives"])
def test_rules_without_a_precision_hide_its_field(form, rule):
    form.show()
    form.rule.setCurrentIndex(form.rule.findData(rule))
    assert not form.precision.isVisible()
    form.save()
    assert settings.defaults().rule == rule


def test_what_cannot_be_is_not_kept_and_said(form, tmp_path):
    (tmp_path / "file").write_text("")
    settings.save_python(sys.executable)
    form.python.setFilePath("/nowhere/python")
    form.runs_folder.setFilePath("runs")
    problems = form.save()
    assert any("/nowhere/python" in problem for problem in problems)
    assert any("'runs' is no whole path" in problem for problem in problems)
    assert settings.configured_python() == sys.executable
    assert settings.configured_runs_folder() is None
    assert "/nowhere/python" in form.python_state.text()
    assert not form.check_python.isEnabled()
    form.runs_folder.setFilePath(str(tmp_path / "file"))
    assert "is a file" in form.save()[0]


def test_emptied_fields_set_back(form):
    settings.save_python(sys.executable)
    settings.save_runs_folder(runs_folder() / "other")
    form.load()
    form.python.setFilePath("")
    form.runs_folder.setFilePath("")
    assert form.save() == []
    assert settings.configured_python() == ""
    assert settings.configured_runs_folder() is None


def test_another_python_is_checked_in_the_background(form, qtbot, monkeypatch):
    report = WorkerReport("3.12.1", "CPU (test)", {}, ())
    monkeypatch.setattr(options_form, "examine_worker", lambda python, cancelled: report)
    form.python.setFilePath(sys.executable)
    form.check_python.click()
    assert not form.check_python.isEnabled()
    qtbot.waitUntil(lambda: form._checking is None, timeout=LONGEST_MS)
    assert "3.12.1" in form.python_state.text()
    assert "CPU (test)" in form.python_state.text()


def test_disk_use_is_measured_once_the_page_is_looked_at(form, qtbot, keep):
    keep("town", size=2_000_000)
    assert form.usage.text() == ""
    form.show()
    qtbot.waitUntil(lambda: form._measuring is None and bool(form.usage.text()), timeout=LONGEST_MS)
    assert "1 runs take 2.0 MB" in form.usage.text()


def test_the_page_is_registered_makes_its_form_and_applies_it(qtbot, qgis_iface, home, provider, monkeypatch):
    factory = TeselaOptionsFactory()
    page = factory.createWidget(None)
    qtbot.addWidget(page)
    assert (factory.title(), page.objectName()) == ("Tesela", PAGE)
    assert page.isValid()
    page.form.batch.setValue(3)
    page.apply()
    assert settings.defaults().batch == 3
    told = []
    monkeypatch.setattr(QMessageBox, "warning", lambda parent, title, text: told.append(text))
    page.form.python.setFilePath("/nowhere")
    assert not page.isValid()
    page.apply()
    assert "/nowhere" in told[0]


def test_the_page_fits_and_names_everything(form):
    assert form.widget().minimumSizeHint().width() <= 620
    for widget in (form.output, form.rule, form.batch, form.fetch_limit, form.review, form.clean_up, form.models):
        assert widget.accessibleName()
        assert widget.toolTip()
        assert widget.whatsThis()


def test_clean_up_lists_runs_and_other_environments_with_their_sizes(clean_up, keep):
    keep("town", size=3_000_000, days=2)
    keep("village", days=50)
    keep(None, size=9_000_000, days=10)
    dialog = clean_up()
    assert rows(dialog) == ["town.tif", "(environment 0123456789ab)", "village.tif"], "newest first"
    assert rows(dialog, SIZE)[:2] == ["3.0 MB", "9.0 MB"]
    dialog.tree.sortByColumn(SIZE, Qt.SortOrder.DescendingOrder)
    assert rows(dialog)[0] == "(environment 0123456789ab)", "9.0 MB is more than 3.0 MB and 1.1 kB"
    dialog.tree.sortByColumn(DATE, Qt.SortOrder.AscendingOrder)
    assert rows(dialog)[0] == "village.tif"
    assert not dialog.remove.isEnabled()


def test_what_is_older_is_ticked_but_not_what_the_open_project_uses(clean_up, keep):
    for name, days in (("new", 1), ("old", 40), ("used", 40)):
        keep(name, days=days)
    run = history.RunRecord("r", history.now_utc(), "tesela:detect", {}, run_folder=str(runs_folder() / "used"))
    history.record(QgsProject.instance(), run)
    dialog = clean_up()
    dialog.days.setValue(30)
    dialog.choose_old.click()
    assert [kept.folder.name for kept in dialog.chosen()] == ["old"]
    assert "1 of 3" in dialog.summary.text()
    assert rows(dialog, NOTE)[rows(dialog).index("used.tif")] == "used by the open project"
    assert "open project uses" not in dialog.question()
    tick(dialog, "used.tif")
    assert "open project uses these" in dialog.question()
    assert "\nused" in dialog.question()
    dialog.choose_none.click()
    assert dialog.chosen() == []


def test_what_is_ticked_goes_after_a_question(clean_up, keep, qtbot, monkeypatch):
    kept, gone, other = keep("kept"), keep("gone"), keep(None)
    dialog = clean_up()
    tick(dialog, "gone.tif", "(environment 0123456789ab)")
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    asked = []

    def question(parent, title, text, buttons, default):
        asked.append(text)
        return answers.pop(0)

    monkeypatch.setattr(QMessageBox, "question", question)
    dialog.remove.click()
    assert gone.exists()
    assert "2 entries" in asked[0]
    assert "another profile" in asked[0]
    with qtbot.waitSignal(dialog.removed, timeout=LONGEST_MS):
        dialog.remove.click()
    settle(qtbot, dialog)
    assert (kept.exists(), gone.exists(), other.exists()) == (True, False, False)
    assert rows(dialog) == ["kept.tif"]
    assert "2 entries were removed." in dialog.status.text()


def test_one_that_cannot_be_removed_does_not_stop_the_rest(clean_up, keep, qtbot, monkeypatch):
    keep("held")
    free = keep("free")
    dialog = clean_up()
    tick(dialog, "held.tif", "free.tif")
    running = run_folders_module.is_running
    monkeypatch.setattr(run_folders_module, "is_running", lambda run: run.folder.name == "held" or running(run))
    dialog.remove_chosen()
    settle(qtbot, dialog)
    qtbot.waitUntil(lambda: rows(dialog) == ["held.tif"], timeout=LONGEST_MS)
    assert not free.exists()
    assert "1 entries were removed." in dialog.status.text()
    assert "being written right now" in dialog.status.text()


def test_nothing_kept_is_said(clean_up, home):
    dialog = clean_up()
    assert rows(dialog) == []
    assert "0 of 0" in dialog.summary.text()
    assert kept_runs() == []


def test_work_ends_as_done_failed_or_cancelled_and_only_once(qtbot):
    ends = []

    def watch(work):
        work.done.connect(lambda answer: ends.append(("done", answer)))
        work.failed.connect(lambda error: ends.append(("failed", str(error))))
        work.cancelled.connect(lambda: ends.append(("cancelled", None)))
        return work.start()

    def refuse(cancelled):
        raise TeselaError("No.")

    def break_down(cancelled):
        raise KeyError("x")

    def go_on(cancelled):
        while not cancelled():
            time.sleep(0.01)
        raise RunCancelled("cancelled")

    watch(Work("a", lambda cancelled: 7))
    watch(Work("b", refuse))
    watch(Work("c", break_down))
    watch(Work("d", go_on)).cancel()
    qtbot.waitUntil(lambda: len(ends) == 4, timeout=LONGEST_MS)
    qtbot.wait(50)
    assert ("done", 7) in ends
    assert ("failed", "No.") in ends
    assert ("cancelled", None) in ends
    assert any(kind == "failed" and "KeyError" in str(text) for kind, text in ends)
    assert len(ends) == 4


def test_all_work_ends_when_the_plugin_is_unloaded(qtbot):
    begun, ended = [], []

    def go_on(cancelled):
        begun.append(True)
        while not cancelled():
            time.sleep(0.01)
        ended.append(True)

    Work("endless", go_on).start()
    qtbot.waitUntil(lambda: begun == [True], timeout=LONGEST_MS)
    end_all(5.0)
    assert ended == [True]


def test_the_plugin_registers_the_page_and_takes_it_back(
    qtbot, qgis_iface, qgis_processing, qgis_new_project, home, monkeypatch
):
    from tesela import classFactory
    from tesela.bridge.worker import background
    from tesela.dock.settings import environment_maker

    monkeypatch.setenv("TESELA_PYTHON", sys.executable)
    registered = []
    monkeypatch.setattr(qgis_iface, "registerOptionsWidgetFactory", registered.append, raising=False)
    monkeypatch.setattr(qgis_iface, "unregisterOptionsWidgetFactory", registered.remove, raising=False)
    plugin = classFactory(qgis_iface)
    for _ in range(5):
        plugin.initGui()
        assert [type(factory) for factory in registered] == [TeselaOptionsFactory]
        plugin.unload()
        assert registered == []
    qtbot.waitUntil(lambda: not background._UNDER_WAY, timeout=LONGEST_MS)
    assert environment_maker._MAKER == []
