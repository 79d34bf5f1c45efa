"""The view of a check: findings with icon and word, remedies, the cost, and the bands of the model."""

import ast
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea
from tesela.dock.fold import Fold
from tesela.dock.run import check_view
from tesela.dock.run.check_view import CheckView
from tesela.dock.run.check_words import facts_line, headline, severity_word, topic_word
from tesela.engine.contract.check import BandFacts, CheckReport, Finding, RasterFacts, Remedy

PATH = "/somewhere/far/away/" + "long_folder_name/" * 6 + "scene.tif"
BANDS = (BandFacts(1, "blue", "blue"), BandFacts(2, "green", "green"), BandFacts(3, "red", "red"), BandFacts(4, "nir"))
UNCLEAR = Finding(
    "error",
    "bands",
    f"{PATH} does not say which bands are red, green and blue.",
    "Say which.",
    PATH,
    (Remedy("Use the bands 3, 2, 1", "BANDS", "3,2,1"), Remedy("Use the bands 1, 2, 3", "BANDS", "1,2,3")),
)
COARSE = Finding("warning", "resolution", "A pixel is 3 m on the ground.", "Use finer imagery.", PATH)
NOTE = Finding("note", "units", "It is in degrees.", "", PATH)
LIMIT = Finding("note", "model", "Only roofs were learned.")


def raster(path=PATH, bands=BANDS):
    return RasterFacts(path, 900, 800, (0.3, 0.31), "EPSG:32645", "metres", "uint8", "none", "strips", bands, 64)


SCENE = raster()


def report(*findings, rasters=(SCENE,), seconds=None, **changes):
    values = {
        "windows": 12_345,
        "windows_measured": 20,
        "memory_bytes": 1_500_000_000,
        "disk_bytes": 700_000_000,
        "disk_free_bytes": 5_000_000_000,
        "device": "CPU (2 cores)",
        "runtime": "keras",
        "model_bands": ("red", "green", "blue"),
        **changes,
    }
    return CheckReport(rasters=rasters, seconds=seconds, findings=findings, **values)


@pytest.fixture
def view(qtbot):
    view = CheckView()
    qtbot.addWidget(view)
    view.resize(380, 500)
    view.show()
    return view


def visible_texts(view):
    return [label.text().replace("\u200b", "") for label in view.findChildren(QLabel) if label.isVisible()]


def buttons(view):
    return {button.accessibleName(): button for button in view.findChildren(QPushButton)}


def test_severity_stands_there_as_icon_and_as_word(view):
    view.show_report(report(UNCLEAR, COARSE))
    texts = visible_texts(view)
    assert "Error, bands" in texts
    assert "Warning, resolution" in texts
    assert "scene.tif does not say which bands are red, green and blue." in texts, "a long path is cut to its name"
    assert "Use finer imagery." in texts
    icons = [label for label in view.findChildren(QLabel) if label.pixmap() is not None and not label.pixmap().isNull()]
    assert len(icons) == 2


def test_each_remedy_is_a_button_that_names_parameter_and_value(view, qtbot):
    view.show_report(report(UNCLEAR))
    for text, value in (("Use the bands 3, 2, 1", "3,2,1"), ("Use the bands 1, 2, 3", "1,2,3")):
        with qtbot.waitSignal(view.remedy_chosen) as chosen:
            qtbot.mouseClick(buttons(view)[text], Qt.MouseButton.LeftButton)
        assert chosen.args == ["BANDS", value]


@pytest.mark.parametrize("value", [True, None, 4, "EPSG:32645"])
def test_values_reach_the_signal_as_they_are(view, qtbot, value):
    view.show_report(report(Finding("warning", "memory", "Little.", "", "", (Remedy("Do", "NAME", value),))))
    with qtbot.waitSignal(view.remedy_chosen) as chosen:
        buttons(view)["Do"].click()
    assert chosen.args == ["NAME", value]
    assert type(chosen.args[1]) is type(value)


def test_choosing_a_band_emits_the_whole_mapping_in_the_models_order(view, qtbot):
    view.show_report(report(UNCLEAR))
    assert list(view.bands) == ["red", "green", "blue"]
    assert [box.currentText() for box in view.bands.values()] == ["3: red", "2: green", "1: blue"]
    box = view.bands["green"]
    with qtbot.waitSignal(view.remedy_chosen) as chosen:
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_End)
        box.activated.emit(box.currentIndex())
    assert chosen.args == ["BANDS", "3,4,1"]


def test_one_band_may_stand_for_all(view):
    view.show_report(report(rasters=(raster(bands=(BandFacts(1, "", "red, green, blue"), BandFacts(2, ""))),)))
    assert [box.currentData() for box in view.bands.values()] == [1, 1, 1]


def test_an_unknown_mapping_is_told_when_all_is_chosen(view, qtbot):
    view.show_report(report(rasters=(raster(bands=tuple(BandFacts(number, "") for number in (1, 2, 3))),)))
    told = []
    view.remedy_chosen.connect(lambda *choice: told.append(choice))
    for name, index in (("red", 2), ("green", 1), ("blue", 0)):
        assert told == []
        view.bands[name].setCurrentIndex(index)
        view.bands[name].activated.emit(index)
    assert told == [("BANDS", "3,2,1")]


def test_there_is_no_mapping_where_there_is_nothing_to_choose(view):
    view.show_report(report(rasters=(raster(bands=(BandFacts(1, "", "red, green, blue"),)),)))
    assert view.bands == {}
    view.show_report(report(rasters=(), model_bands=()))
    assert view.bands == {}
    assert not view.facts.isVisible()


def test_the_mapping_is_open_only_where_bands_are_unclear(view, qtbot):
    def is_open():
        return next(f.is_open() for f in view.findChildren(Fold) if f.heading.text().startswith("Bands"))

    view.show_report(report(UNCLEAR))
    assert is_open()
    view.show_report(report(COARSE))
    qtbot.wait(1)
    assert not is_open()


def test_notes_and_limits_are_folded_away_and_counted(view):
    view.show_report(report(NOTE, LIMIT, LIMIT))
    folds = {fold.heading.text(): fold for fold in view.findChildren(Fold)}
    assert {"Notes (1)", "Known limits of the model (2)"} <= set(folds)
    assert "It is in degrees." not in visible_texts(view)
    folds["Notes (1)"].heading.click()
    assert "It is in degrees." in visible_texts(view)


def test_a_part_stays_open_and_the_focus_stays_when_the_next_report_comes(view, qtbot):
    def notes():
        return next(fold for fold in view.findChildren(Fold) if fold.heading.text().startswith("Notes"))

    view.show_report(report(UNCLEAR, NOTE))
    notes().heading.click()
    view.activateWindow()
    view.bands["green"].setFocus()
    qtbot.waitUntil(view.bands["green"].hasFocus)
    view.show_checking("Checking…")
    view.show_report(report(UNCLEAR, NOTE))
    qtbot.wait(1)
    assert notes().is_open()
    qtbot.waitUntil(view.bands["green"].hasFocus)


def test_a_remedy_may_clear_the_view_that_holds_its_button(view, qtbot):
    view.show_report(report(UNCLEAR))
    view.remedy_chosen.connect(lambda *_: view.clear())
    qtbot.mouseClick(buttons(view)["Use the bands 3, 2, 1"], Qt.MouseButton.LeftButton)
    qtbot.wait(20)
    assert buttons(view) == {}


def test_the_facts_say_windows_time_memory_disk_and_device():
    line = facts_line(report(seconds=372.0))
    for part in ("12\u2009345 windows", "about 6 min", "1.5 GB of memory", "700.0 MB of disk (5.0 GB free)", "CPU (2"):
        assert part in line
    assert "time not measured" in facts_line(report())


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        ((), "found nothing in the way"),
        ((NOTE,), "found nothing in the way"),
        ((COARSE,), "possible; the check has a warning"),
        ((COARSE, COARSE), "possible; the check has 2 warnings"),
        ((UNCLEAR, COARSE), "found an error; the run would fail"),
        ((UNCLEAR, UNCLEAR), "found 2 errors; the run would fail"),
    ],
)
def test_the_headline_says_how_it_came_out(findings, words):
    assert words in headline(report(*findings))


def test_checking_failure_and_nothing(view):
    view.show_report(report(UNCLEAR))
    view.show_checking("Checking…")
    assert view.status.text() == "Checking…"
    assert view.busy.isVisible()
    assert not buttons(view)["Use the bands 3, 2, 1"].isEnabled(), "what holds no more cannot be clicked"
    view.show_report(report(UNCLEAR))
    assert not view.busy.isVisible()
    assert buttons(view)["Use the bands 3, 2, 1"].isEnabled()
    view.show_failure("The worker ended.")
    assert view.status.text() == "The worker ended."
    assert visible_texts(view) == ["The worker ended."]
    view.clear()
    assert visible_texts(view) == []


@pytest.mark.parametrize("width", [320, 380])
def test_it_is_as_narrow_as_the_panel_and_grows_on_a_page_that_scrolls(view, width, qtbot):
    long = Remedy("Use the bands 3, 2, 1 (blue first, as of most satellites)", "BANDS", "3,2,1")
    findings = [Finding("warning", "bands", f"{PATH} and {PATH}", "Do.", PATH, (long,)) for _ in range(12)]
    page = QScrollArea()
    page.setWidgetResizable(True)
    page.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page.setFrameShape(QFrame.Shape.NoFrame)
    page.setWidget(view)
    page.resize(width, 400)
    page.show()
    view.show_report(report(*findings, NOTE, LIMIT))
    for fold in view.findChildren(Fold):
        fold.set_open(True)
    qtbot.wait(50)
    assert view.width() == width
    assert view.height() > 400
    for button in buttons(view).values():
        fits = button.fontMetrics().size(0, button.text()).width() <= button.width()
        assert fits or width < 380
    page.takeWidget()


def test_everything_is_named_and_explained_and_reached_by_keyboard(view):
    view.show_report(report(UNCLEAR, NOTE))
    for widget in [*view.bands.values(), *buttons(view).values()]:
        assert widget.accessibleName()
        assert widget.toolTip()
        assert widget.whatsThis()
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    for fold in view.findChildren(Fold):
        assert fold.heading.whatsThis()
    assert view.facts.whatsThis()


def test_every_severity_and_topic_has_a_word():
    assert [severity_word(severity) for severity in ("error", "warning", "note")] == ["Error", "Warning", "Note"]
    topics = "resolution, bands, data type, no data, units, layout, area, windows, time, memory, disk, device, model"
    assert all(topic_word(topic) for topic in topics.split(", "))
    assert topic_word("weather") == "weather"


def test_hundreds_of_rasters_do_not_become_hundreds_of_tables(view):
    view.show_report(report(rasters=tuple(raster(f"/a/{i}.tif") for i in range(300))))
    assert len(view.findChildren(QLabel)) < 400
    assert any("and 288 more" in label.text() for label in view.findChildren(QLabel))


def test_it_needs_nothing_but_qt():
    tree = ast.parse(Path(check_view.__file__).read_text(encoding="utf-8"))
    modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in modules if name.startswith("qgis")} == {"qgis.PyQt.QtCore", "qgis.PyQt.QtWidgets"}
