"""Help: the manual's pages and window, its buttons, the guide on the sample scene, and the scene's algorithm."""

import re
import sys
from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsRasterLayer, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QWidget
from tesela.dock.help import opening as help_module
from tesela.dock.help.guide import DISMISSED_SETTING, GuideView, Step
from tesela.dock.help.manual import ManualWindow, manual_folder, title_of
from tesela.dock.help.opening import TOPICS, close_manual, help_button, open_manual
from tesela.engine.contract.places import asset

LONGEST_MS = 15_000
LANGUAGES = ("en", "es")


@pytest.fixture
def manual(qtbot, qgis_app):
    window = ManualWindow()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_is_a_page_whose_links_and_pictures_are_there(language, topic):
    folder = asset("resources") / "manual" / language
    page = folder / f"{topic}.html"
    text = page.read_text(encoding="utf-8")
    assert len(re.sub(r"<[^>]+>", "", text)) > 600, "a page that says next to nothing"
    for target in re.findall(r'(?:href|src)="([^"]+)"', text):
        name, _, anchor = target.partition("#")
        file = folder / name if name else page
        assert "//" not in target, "the manual works without a network"
        assert file.resolve().is_file(), target
        if anchor:
            assert f'id="{anchor}"' in file.read_text(encoding="utf-8"), target
    assert re.search(rf'<html lang="{language}">', text)


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_have_the_same_places_and_pictures(topic):
    found = []
    for language in LANGUAGES:
        text = (asset("resources") / "manual" / language / f"{topic}.html").read_text(encoding="utf-8")
        pictures = [Path(name).name for name in re.findall(r'src="([^"]+)"', text)]
        found.append((re.findall(r'id="([^"]+)"', text), pictures, text.count("<li>"), text.count("<tr>")))
    assert found[0] == found[1]


def test_pictures_are_small_enough_for_the_plugin():
    pictures = list((asset("resources") / "manual").rglob("*.png"))
    assert pictures
    assert sum(picture.stat().st_size for picture in pictures) < 2_000_000


def test_window_lists_every_topic_and_shows_what_is_asked(manual):
    assert [manual.topics.item(i).text() for i in range(manual.topics.count())] == [
        title_of(manual_folder() / f"{topic}.html") for topic in TOPICS
    ]
    for topic in TOPICS:
        manual.show_topic(topic)
        assert manual.topic() == topic
        assert manual.topics.currentRow() == TOPICS.index(topic)
        assert len(manual.pages.toPlainText()) > 600
    manual.show_topic("no-such-topic")
    assert manual.topic() == TOPICS[0]


def test_pictures_are_shown(manual):
    shown = 0
    for topic in TOPICS:
        manual.show_topic(topic)
        for name in re.findall(r'src="([^"]+)"', (manual_folder() / f"{topic}.html").read_text(encoding="utf-8")):
            image = manual.pages.loadResource(2, manual.pages.source().resolved(help_url(name)))
            assert image, name
            shown += 1
    assert shown


def help_url(name):
    from qgis.PyQt.QtCore import QUrl

    return QUrl(name)


def test_back_and_forward_follow_the_pages(manual, qtbot):
    assert not manual.back.isEnabled()
    manual.show_topic("running")
    manual.show_topic("review")
    qtbot.mouseClick(manual.back, Qt.MouseButton.LeftButton)
    assert manual.topic() == "running"
    qtbot.mouseClick(manual.forward, Qt.MouseButton.LeftButton)
    assert manual.topic() == "review"


def test_search_goes_round_the_page_and_says_when_nothing_is_there(manual, qtbot):
    manual.show_topic("thresholds")
    word = {"en": "threshold", "es": "umbral"}[manual_folder().name]
    qtbot.keyClicks(manual.wanted, word)
    count = manual.pages.toPlainText().lower().count(word)
    assert count > 2
    places = []
    for _ in range(count + 1):
        qtbot.keyClick(manual.wanted, Qt.Key.Key_Return)
        assert manual.pages.textCursor().selectedText().lower() == word
        places.append(manual.pages.textCursor().selectionStart())
    assert places[:count] == sorted(set(places[:count]))
    assert places[count] == places[0], "behind the last match comes the first one"
    assert manual.isVisible(), "Enter looks for text and does not close the window"
    manual.wanted.setText("zzyzx")
    assert not manual.find()
    assert manual.found.text()


def test_pages_follow_the_language_of_qgis(monkeypatch, qtbot, qgis_app):
    monkeypatch.setattr("tesela.dock.help.manual.language", lambda: "es")
    window = ManualWindow()
    qtbot.addWidget(window)
    window.show_topic("limits")
    assert 'lang="es"' in Path(window.pages.source().toLocalFile()).read_text(encoding="utf-8")
    monkeypatch.setattr("tesela.dock.help.manual.language", lambda: "xx")
    assert manual_folder().name == "en"


def test_help_button_opens_its_topic_in_the_one_window(qtbot, qgis_app):
    page = QWidget()
    qtbot.addWidget(page)
    asked = []
    button = help_button("models", lambda: asked.append("guide"))
    button.setParent(page)
    page.show()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    first = help_module._window()
    assert first.topic() == "models"
    assert open_manual("history#comparing") is first
    assert first.topic() == "history"
    assert len(button.menu().actions()) == 3
    button.menu().actions()[2].trigger()
    assert asked == ["guide"]
    close_manual()
    assert help_module._window() is None


def test_manual_can_be_read_beside_a_modal_dialog(qtbot, qgis_app):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.setModal(True)
    dialog.show()
    window = open_manual("environment")
    assert window.parentWidget() is dialog
    assert window.isVisible()
    dialog.close()
    close_manual()


@pytest.fixture
def guide(qtbot, qgis_new_project, provider, models, monkeypatch, tmp_path):
    monkeypatch.setenv("TESELA_PYTHON", sys.executable)
    QgsSettings().remove(DISMISSED_SETTING)
    view = GuideView(folder=tmp_path / "sample scène")
    qtbot.addWidget(view)
    view.show()
    yield view
    view.dispose()
    QgsProject.instance().clear()


def test_guide_leads_from_the_scene_to_the_review(guide, worker, qtbot):
    worker("done")
    assert [guide.is_done(step) for step in Step] == [False, False, False]
    assert not guide.find_damage.isEnabled()
    qtbot.mouseClick(guide.open_scene, Qt.MouseButton.LeftButton)
    assert not guide.open_scene.isEnabled(), "a second click must not draw a second scene"
    qtbot.waitUntil(lambda: guide.is_done(Step.SCENE), timeout=LONGEST_MS)
    names = {layer.name() for layer in QgsProject.instance().mapLayers().values()}
    assert len(names) == 2
    truth = next(node for node in QgsProject.instance().layerTreeRoot().findLayers() if is_vector(node))
    assert not truth.itemVisibilityChecked()
    with qtbot.waitSignal(guide.run_requested) as asked:
        qtbot.mouseClick(guide.find_damage, Qt.MouseButton.LeftButton)
    assert asked.args == [guide.scene_layer().id(), "damage-tiles"]
    assert not guide.is_done(Step.RUN), "asking for a run is not a run"
    guide.note_looked()
    assert not guide.is_done(Step.LOOK), "there is nothing to look at yet"
    guide.note_run_done()
    with qtbot.waitSignal(guide.page_requested) as page:
        qtbot.mouseClick(guide.show_review, Qt.MouseButton.LeftButton)
    assert page.args == ["review"]
    assert [guide.is_done(step) for step in Step] == [True, True, True]
    assert guide.signs[Step.LOOK].text() == "✓"


def is_vector(node):
    return isinstance(node.layer(), QgsVectorLayer)


def test_guide_takes_a_scene_that_was_drawn_before(guide, worker, qtbot):
    worker("done")
    guide.start_scene()
    qtbot.waitUntil(lambda: guide.is_done(Step.SCENE), timeout=LONGEST_MS)
    QgsProject.instance().removeAllMapLayers()
    assert not guide.is_done(Step.SCENE)
    worker("crash")
    guide.start_scene()
    assert guide.is_done(Step.SCENE)


def test_guide_says_why_the_scene_could_not_be_drawn(guide, worker, qtbot):
    worker("fail")
    guide.start_scene()
    qtbot.waitUntil(lambda: guide.open_scene.isEnabled(), timeout=LONGEST_MS)
    assert "cut off" in guide.status.text()
    assert not guide.is_done(Step.SCENE)


def test_guide_stays_closed_until_it_is_asked_for(guide, qtbot):
    assert GuideView.wanted()
    with qtbot.waitSignal(guide.dismissed):
        qtbot.mouseClick(guide.dismiss, Qt.MouseButton.LeftButton)
    assert not guide.isVisible()
    assert not GuideView.wanted()
    QgsSettings().remove(DISMISSED_SETTING)


def test_scene_algorithm_writes_raster_and_truth(run, worker, tmp_path):
    worker("done")
    result = run("samplescene", {"SCENE": str(tmp_path / "s.tif"), "TRUTH": str(tmp_path / "t.gpkg"), "WIDTH": 300})
    raster, truth = QgsRasterLayer(result["SCENE"], "s"), QgsVectorLayer(result["TRUTH"], "t", "ogr")
    assert (raster.width(), raster.height()) == (300, 1600)
    assert truth.fields().names() == ["fid", "id", "state", "roof", "height_m"]
    assert result["COUNT"] == truth.featureCount() == 2
