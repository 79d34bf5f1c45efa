"""The queue of runs: one after the other, selections beside them, and nothing left behind."""

import sys
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt
from tesela.dock.run.panel import RunPanel
from tesela.dock.run.queue import RUNNING, WAITING
from tesela.dock.run.state import BUSY, State

LONGEST_MS = 20_000


@pytest.fixture
def page(qtbot, qgis_iface, qgis_new_project, provider, models, worker, raster, monkeypatch):
    monkeypatch.setenv("TESELA_PYTHON", sys.executable)
    worker("done")
    widget = RunPanel(qgis_iface)
    qtbot.addWidget(widget)
    QgsProject.instance().addMapLayer(QgsRasterLayer(raster, "scene"))
    widget.form.model.choose("fake-detector")
    widget.show()
    qtbot.waitUntil(lambda: widget._report is not None, timeout=LONGEST_MS)
    yield widget
    if widget.isEnabled():
        widget.dispose()
    QgsProject.instance().removeAllMapLayers()


def press_run(page, qtbot, model):
    page.form.model.choose(model)
    assert page.form.run.isEnabled()
    qtbot.mouseClick(page.form.run, Qt.MouseButton.LeftButton)


def groups():
    return [group.name() for group in QgsProject.instance().layerTreeRoot().findGroups()]


def wait_until_idle(page, qtbot):
    qtbot.waitUntil(lambda: not page.queue.entries and page.state not in BUSY, timeout=LONGEST_MS)


def test_runs_go_one_after_the_other_each_with_a_group_of_its_own(page, worker, qtbot):
    worker("pause")
    ends = []
    page.ended.connect(lambda outcome: ends.append(outcome.request.card.id))
    for model in ("fake-detector", "fake-segmenter", "fake-labeller"):
        press_run(page, qtbot, model)
    assert [entry.state for entry in page.queue.entries] == [RUNNING, WAITING, WAITING]
    assert page.form.queue.isVisible()
    shown = [(name.text(), state.text()) for name, state, _ in page.form.queue.rows]
    assert shown == [
        ("1. scene – Fake detector", "running"),
        ("2. scene – Fake segmenter", "waiting"),
        ("3. scene – Fake labeller", "waiting"),
    ]
    qtbot.waitUntil(lambda: len(ends) == 1, timeout=LONGEST_MS)
    assert page.state is State.RUNNING
    wait_until_idle(page, qtbot)
    assert ends == ["fake-detector", "fake-segmenter", "fake-labeller"]
    assert groups() == ["scene – Fake labeller", "scene – Fake segmenter", "scene – Fake detector"]
    assert page.state is State.DONE
    assert not page.form.queue.isVisible()


def test_a_run_that_waits_can_be_taken_out(page, worker, qtbot):
    worker("pause")
    for model in ("fake-detector", "fake-segmenter"):
        press_run(page, qtbot, model)
    _, _, remove = page.form.queue.rows[1]
    assert "Fake segmenter" in remove.accessibleName()
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert [entry.request.card.id for entry in page.queue.entries] == ["fake-detector"]
    wait_until_idle(page, qtbot)
    assert groups() == ["scene – Fake detector"]


def work_slowly_with_another_behind(page, worker, qtbot):
    """Begin a slow run that has found something, with another one behind it; return their entries."""
    worker("slow")
    press_run(page, qtbot, "fake-detector")
    press_run(page, qtbot, "fake-segmenter")
    first, second = page.queue.entries
    qtbot.waitUntil(lambda: first.found >= 1, timeout=LONGEST_MS)
    return first, second


def test_cancel_ends_the_run_that_works_and_the_next_one_begins(page, worker, qtbot):
    first, second = work_slowly_with_another_behind(page, worker, qtbot)
    worker("done")
    qtbot.mouseClick(page.form.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: second.state == RUNNING, timeout=LONGEST_MS)
    assert page.form.interrupted.isVisible(), "what the first one found can still be used"
    wait_until_idle(page, qtbot)
    assert (first.state, second.state) == ("cancelled", "done")
    assert groups() == ["scene – Fake segmenter"]
    assert page.form.interrupted.isVisible(), "the end of another run does not take it away"
    qtbot.mouseClick(page.form.go_on, Qt.MouseButton.LeftButton)
    assert page.queue.current.request.folder == first.request.folder
    assert not page.form.interrupted.isVisible()
    wait_until_idle(page, qtbot)
    assert groups() == ["scene – Fake detector", "scene – Fake segmenter"]


def test_what_a_cancelled_run_found_can_be_used_while_the_next_one_works(page, worker, qtbot):
    first, second = work_slowly_with_another_behind(page, worker, qtbot)
    page.cancel()
    qtbot.waitUntil(lambda: second.found >= 1, timeout=LONGEST_MS)
    outcomes = []
    page.ended.connect(outcomes.append)
    worker("done")
    qtbot.mouseClick(page.form.use_found, Qt.MouseButton.LeftButton)
    assert not page.form.interrupted.isVisible()
    qtbot.waitUntil(lambda: len(outcomes) == 1, timeout=LONGEST_MS)
    assert page._interrupted is first.request, "who has looked at the finds may want the rest"
    assert outcomes[0].record.scoring["MODEL"] == "fake-detector"
    page.cancel()
    wait_until_idle(page, qtbot)
    assert page._interrupted is second.request, "the last one that was interrupted"


def test_what_a_later_run_of_the_same_question_has_finished_is_not_offered(page, worker, qtbot):
    worker("slow")
    for _ in range(2):
        press_run(page, qtbot, "fake-detector")
    first, second = page.queue.entries
    qtbot.waitUntil(lambda: first.found >= 1, timeout=LONGEST_MS)
    worker("done")
    page.cancel()
    wait_until_idle(page, qtbot)
    assert (first.state, second.state) == ("cancelled", "done")
    assert not page.form.interrupted.isVisible()


def test_a_new_run_by_hand_takes_the_offer_of_the_interrupted_one_away(page, worker, qtbot):
    worker("slow")
    press_run(page, qtbot, "fake-detector")
    qtbot.waitUntil(lambda: page.queue.current.found >= 1, timeout=LONGEST_MS)
    page.cancel()
    wait_until_idle(page, qtbot)
    assert page.form.interrupted.isVisible()
    worker("done")
    press_run(page, qtbot, "fake-segmenter")
    assert not page.form.interrupted.isVisible()
    wait_until_idle(page, qtbot)
    assert not page.form.interrupted.isVisible()


def test_a_run_that_fails_does_not_stop_the_next(page, worker, qtbot):
    worker("crash")
    press_run(page, qtbot, "fake-detector")
    press_run(page, qtbot, "fake-segmenter")
    first, second = page.queue.entries
    page.queue.finished.connect(lambda entry, result: worker("done"))
    wait_until_idle(page, qtbot)
    assert (first.state, second.state) == ("crashed", "done")


def test_a_waiting_run_is_as_things_were_when_it_was_asked_for(page, worker, qtbot):
    worker("pause")
    press_run(page, qtbot, "fake-detector")
    press_run(page, qtbot, "fake-segmenter")
    QgsProject.instance().removeAllMapLayers()
    wait_until_idle(page, qtbot)
    assert groups() == ["scene – Fake segmenter", "scene – Fake detector"]


def test_waiting_runs_get_files_of_their_own(page, worker, qtbot, tmp_path):
    assert QgsProject.instance().write(str(tmp_path / "project.qgz"))
    worker("pause")
    for _ in range(2):
        press_run(page, qtbot, "fake-detector")
    paths = {path for entry in page.queue.entries for path, _ in entry.request.tables}
    assert {path.name for path in paths} == {"scene_fake-detector.gpkg", "scene_fake-detector_2.gpkg"}
    wait_until_idle(page, qtbot)
    assert all(path.is_file() for path in paths)


def test_a_selection_does_not_wait_for_a_long_run(page, worker, qtbot):
    press_run(page, qtbot, "fake-detector")
    wait_until_idle(page, qtbot)
    outcomes = []
    page.ended.connect(outcomes.append)
    worker("slow")
    press_run(page, qtbot, "fake-segmenter")
    qtbot.waitUntil(lambda: page.queue.entries[0].found >= 1, timeout=LONGEST_MS)
    folder = next(Path(page.queue.entries[0].request.folder).parent.glob("*fake-detector*"))
    detector = page.form.model._cards["fake-detector"]
    request = page.queue.entries[0].request
    from dataclasses import replace

    worker("done")
    page.select_again(
        replace(request, card=detector, folder=str(folder)), {"RUN_FOLDER": str(folder), "THRESHOLD": 0.6}
    )
    assert page.queue.is_selecting
    qtbot.waitUntil(lambda: len(outcomes) == 1, timeout=LONGEST_MS)
    assert outcomes[0].request.is_selection
    assert page.state is State.RUNNING, "the long run still works"
    page.cancel()
    wait_until_idle(page, qtbot)


def test_closing_the_project_empties_the_queue(page, worker, qtbot):
    worker("slow")
    press_run(page, qtbot, "fake-detector")
    press_run(page, qtbot, "fake-segmenter")
    QgsProject.instance().clear()
    wait_until_idle(page, qtbot)
    assert not groups()


def test_unloading_ends_what_works_and_drops_what_waits(page, worker, qtbot):
    worker("stubborn")
    press_run(page, qtbot, "fake-detector")
    press_run(page, qtbot, "fake-segmenter")
    first = page.queue.entries[0]
    qtbot.waitUntil(lambda: first.found >= 1, timeout=LONGEST_MS)
    page.dispose()
    page.setEnabled(False)
    qtbot.waitUntil(lambda: not QgsApplication.taskManager().countActiveTasks(), timeout=LONGEST_MS)
    assert not groups()
