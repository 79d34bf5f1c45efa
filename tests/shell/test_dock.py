"""The dock's pages, and what one tells another; the Run page itself is in test_run_panel.py."""

import sys
from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt
from tesela.bridge.runs import history
from tesela.dock.dock import BUSY, State, TeselaDock

LONGEST_MS = 15_000


@pytest.fixture
def dock(qtbot, qgis_iface, qgis_new_project, provider, models, raster, monkeypatch):
    monkeypatch.setenv("TESELA_PYTHON", sys.executable)
    widget = TeselaDock(qgis_iface)
    qtbot.addWidget(widget)
    QgsProject.instance().addMapLayer(QgsRasterLayer(raster, "scene"))
    widget.show()
    yield widget
    widget.dispose()
    QgsProject.instance().removeAllMapLayers()


@pytest.fixture
def run(dock, worker, qtbot):
    """Call it with a model to run it to its end."""

    def start(model="fake-detector", behaviour="done"):
        worker(behaviour)
        dock.run_page.form.model.choose(model)
        qtbot.waitUntil(dock.run_page.form.run.isEnabled, timeout=LONGEST_MS)
        qtbot.mouseClick(dock.run_page.form.run, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: dock.run_page.queue.current is None and dock.state not in BUSY, timeout=LONGEST_MS)

    return start


def group_layers(number=0):
    group = QgsProject.instance().layerTreeRoot().findGroups()[number]
    return group.name(), [node.layer() for node in group.findLayers()]


def test_the_pages_are_run_result_review_and_history(dock):
    names = [dock.pages.tabText(i) for i in range(dock.pages.count())]
    assert names == ["Run", "Result", "Review", "History"]
    assert [dock.pages.widget(i) for i in range(4)] == [dock.run_page, dock.result, dock.review, dock.history]


def test_a_run_is_shown_on_the_result_page_and_offered_for_review(dock, run):
    run()
    assert dock.state is State.DONE, dock.run_page.form.log.toPlainText()
    _, layers = group_layers()
    assert dock.result._layer is layers[1]
    assert dock.review.layer is layers[1]


def test_apply_writes_another_selection_of_the_same_run(dock, run, qtbot):
    run()
    _, layers = group_layers()
    folder = dock._shown.folder
    dock.result.form.threshold.setValue(0.8)
    qtbot.mouseClick(dock.result.form.apply, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(QgsProject.instance().layerTreeRoot().findGroups()) == 2, timeout=LONGEST_MS)
    _, again = group_layers()
    assert [layer.name() for layer in again] == [layer.name() for layer in layers]
    scores = [feature["score"] for feature in again[1].getFeatures()]
    assert scores == [0.8], "the fake worker writes the threshold that it was given as the score"
    assert Path(dock._shown.folder).parent == Path(folder) or dock._shown.folder == folder
    qtbot.waitUntil(dock.result.isEnabled, timeout=LONGEST_MS)


def test_runs_are_kept_in_the_history_and_can_be_shown_again(dock, run):
    run()
    first = dock.result._layer
    run("fake-segmenter")
    assert dock.result._layer is not first
    records = {record.model_id: record for record in history.records(QgsProject.instance())}
    assert set(records) == {"fake-segmenter", "fake-detector"}
    earlier = records["fake-detector"]
    assert earlier.counts == {"detections": 1, "detection_centres": 1}
    assert earlier.device == "test CPU"
    assert earlier.end == "done"
    dock.history.show_requested.emit(earlier)
    assert dock.pages.currentWidget() is dock.result
    assert dock.result._layer is first


def test_layers_of_a_run_that_were_removed_are_said_to_be_gone(dock, run):
    run()
    (record,) = history.records(QgsProject.instance())
    QgsProject.instance().removeMapLayers(list(record.layer_ids))
    dock.show_record(record)
    assert "not in the project any more" in dock.result.form.nothing.text()


def test_temporary_layers_that_came_back_empty_are_shown_from_the_file_of_the_run(dock, run, tmp_path):
    dock.run_page.form.output.choose("temporary")
    run()
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "project.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "project.qgz"))
    (record,) = history.records(project)
    assert {project.mapLayer(layer_id).featureCount() for layer_id in record.layer_ids} == {0}
    dock.history.refresh()
    dock.history.choose(record.id)
    dock.history.form.show_run.click()
    assert dock.result._layer.featureCount() == 1
    assert dock.review.layer is dock.result._layer


def test_run_again_fills_the_run_page(dock, run, qtbot):
    run_page = dock.run_page
    run_page.form.model.choose("fake-segmenter")
    run_page.form.options.set_parameters({"MIN_AREA": 12.0, "BATCH": 2})
    qtbot.waitUntil(run_page.form.run.isEnabled, timeout=LONGEST_MS)
    asked = run_page.questions()
    run("fake-segmenter")
    (record,) = history.records(QgsProject.instance())
    run_page.form.model.choose("fake-detector")
    dock.pages.setCurrentWidget(dock.history)
    dock.history.run_again_requested.emit(record)
    assert dock.pages.currentWidget() is run_page
    assert run_page.questions() == asked


def test_run_again_of_a_selection_asks_all_that_its_run_was_asked(dock, run, qtbot):
    run_page = dock.run_page
    run_page.form.area.set_parameters({"EXTENT": "500005,500010,4099980,4099990 [EPSG:32616]"})
    run_page.form.options.set_parameters({"BANDS": "3,2,1", "WINDOW": 32, "OVERLAP": 8})
    asked = dock.run_page.questions()
    run()
    (first,) = history.records(QgsProject.instance())
    for threshold, times in ((0.8, 2), (0.9, 3)):
        dock.result.form.threshold.setValue(threshold)
        qtbot.mouseClick(dock.result.form.apply, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: len(history.records(QgsProject.instance())) == times, timeout=LONGEST_MS)  # noqa: B023
        qtbot.waitUntil(dock.result.isEnabled, timeout=LONGEST_MS)
        if times == 2:
            dock.show_record(next(one for one in history.records(QgsProject.instance()) if one.id != first.id))
    selections = [one for one in history.records(QgsProject.instance()) if one.algorithm == "tesela:select"]
    latest = next(one for one in selections if one.thresholds == {"damage": 0.9})
    assert not {"INPUT", "EXTENT", "BANDS"} & set(latest.parameters), "the algorithm does not know them"
    run_page.form.area.set_parameters({})
    run_page.form.options.reset()
    run_page.fill(latest)
    again = run_page.questions()
    assert again.pop("THRESHOLD") == 0.9
    assert str(again.pop("EXTENT")) == str(asked.pop("EXTENT"))
    assert {name: again[name] for name in asked} == asked


def test_a_run_that_ends_leaves_the_review_in_sight_alone(dock, run, worker, qtbot):
    run()
    first = dock.review.layer
    dock.pages.setCurrentWidget(dock.review)
    qtbot.waitUntil(lambda: dock.review.walk.index is not None, timeout=LONGEST_MS)
    dock.review.walk.add_columns()
    qtbot.waitUntil(lambda: dock.review.walk.can_decide, timeout=LONGEST_MS)
    dock.review.decide("accept")
    assert dock.review.walk.can_undo
    dock.run_page.form.model.choose("fake-segmenter")
    qtbot.waitUntil(dock.run_page.form.run.isEnabled, timeout=LONGEST_MS)
    dock.run_page.start()
    qtbot.waitUntil(lambda: dock.run_page.queue.current is None and dock.state not in BUSY, timeout=LONGEST_MS)
    assert dock.review.layer is first
    assert dock.review.walk.can_undo
    box = dock.review.form.layer
    assert dock.result._layer in [box.layer(i) for i in range(box.count())]
    QgsProject.instance().removeMapLayer(first.id())
    qtbot.wait(100)
    run("fake-labeller")
    dock.pages.setCurrentWidget(dock.run_page)
    run("fake-regressor")
    assert dock.review.layer is dock.result._layer, "nobody was at a review"


def test_closing_the_dock_neither_ends_a_run_nor_loses_its_layers(dock, worker, qtbot, monkeypatch):
    told = []
    bar = dock.run_page._iface.messageBar()
    monkeypatch.setattr(type(bar), "pushMessage", lambda self, *words: told.append(words[1]), raising=False)
    worker("pause")
    qtbot.waitUntil(dock.run_page.form.run.isEnabled, timeout=LONGEST_MS)
    qtbot.mouseClick(dock.run_page.form.run, Qt.MouseButton.LeftButton)
    dock.close()
    assert not dock.isVisible()
    assert [text for text in told if "scene – Fake detector goes on without the dock" in text]
    qtbot.waitUntil(lambda: dock.state is State.DONE, timeout=LONGEST_MS)
    _, layers = group_layers()
    assert [layer.featureCount() for layer in layers] == [1, 1]


def test_closing_the_dock_without_a_run_says_nothing(dock, monkeypatch):
    told = []
    bar = dock.run_page._iface.messageBar()
    monkeypatch.setattr(type(bar), "pushMessage", lambda self, *words: told.append(words), raising=False)
    dock.close()
    assert not told


def test_a_new_project_forgets_what_was_shown(dock, run):
    run()
    QgsProject.instance().clear()
    assert dock._shown is None
