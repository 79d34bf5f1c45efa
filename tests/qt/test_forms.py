"""The forms of the pages Result and Review, and their parts: complete, named, reached by keyboard, and low enough."""

import pytest
from qgis.PyQt.QtCore import QLocale, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QImage
from qgis.PyQt.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLabel, QLineEdit, QSlider
from tesela.bridge.quantities import area_words
from tesela.bridge.review.verdicts import Choice, Order
from tesela.dock.explain.bar import BarState, ExplainBar
from tesela.dock.result import threshold_words as words
from tesela.dock.result.form import ResultForm
from tesela.dock.review.form import ChipView, ReviewForm
from tesela.engine.contract.evidence import Curve

WIDTH_PX, HEIGHT_PX = 380, 600
INTERACTIVE = (QAbstractButton, QAbstractSpinBox, QComboBox, QSlider)


@pytest.fixture
def result(qtbot):
    form = ResultForm()
    qtbot.addWidget(form)
    form.setCurrentIndex(1)
    form.resize(WIDTH_PX, HEIGHT_PX)
    form.show()
    return form


@pytest.fixture
def review(qtbot):
    form = ReviewForm(QComboBox())
    qtbot.addWidget(form)
    form.resize(WIDTH_PX, HEIGHT_PX)
    form.show()
    return form


@pytest.fixture(params=["result", "review"])
def form(request):
    return request.getfixturevalue(request.param)


def controls(form):
    inner = {spin.findChild(QLineEdit) for spin in form.findChildren(QAbstractSpinBox)}
    found = [*form.findChildren(QLineEdit), *(each for kind in INTERACTIVE for each in form.findChildren(kind))]
    own = [each for each in found if each not in inner and not each.objectName().startswith("qt_")]
    return [each for each in own if not isinstance(each.parent(), QLineEdit)]


def test_every_control_explains_itself(form):
    silent = [each for each in controls(form) if not (each.toolTip() and each.whatsThis())]
    assert [each.text() if hasattr(each, "text") else each for each in silent] == []


def test_every_control_is_reached_by_the_keyboard(form):
    assert [each for each in controls(form) if not each.focusPolicy() & Qt.FocusPolicy.TabFocus] == []


def test_mnemonics_of_a_page_differ(form):
    texts = [label.text() for label in form.findChildren(QLabel) if label.buddy() is not None]
    texts += [button.text() for button in form.findChildren(QAbstractButton)]
    keys = [text[text.index("&") + 1].lower() for text in texts if "&" in text.replace("&&", "")]
    assert len(keys) == len(set(keys)), sorted(keys)


def test_it_is_no_wider_than_a_dock(form):
    assert form.minimumSizeHint().width() <= WIDTH_PX


def test_a_fold_opens_by_the_keyboard(qtbot, review):
    assert not review.margin.isVisible()
    review.options.heading.setFocus()
    qtbot.keyClick(review.options.heading, Qt.Key.Key_Space)
    assert review.options.is_open()
    assert review.margin.isVisible()


def test_presets_and_options_are_on_the_page(result):
    assert [box.isVisible() for box in result.presets()] == [True] * 4
    result.options.set_open(True)
    assert [box.isVisible() for _, box in result.option_rows()] == [True] * 4
    assert all(caption.buddy() is box for caption, box in result.option_rows())


def test_orders_and_choices_carry_their_values(review):
    assert [review.order.itemData(row) for row in range(review.order.count())] == list(Order)
    assert review.choice.findData(Choice.REJECTED) == 3
    review.show_counts({Choice.ALL: 7, Choice.OPEN: 4, Choice.ACCEPTED: 1, Choice.REJECTED: 2, Choice.UNSURE: 0})
    assert review.progress.value() == 3
    assert review.progress.maximum() == 7
    assert review.choice.itemText(3).endswith("(2)")


def test_the_bar_offers_what_comes_next(qtbot):
    bar = ExplainBar("X")
    qtbot.addWidget(bar)
    bar.show()
    assert bar.button.text() == "E&xplain this (X)"
    assert not bar.progress.isVisible()
    bar.show_state(BarState.RUNNING, "Loading the model")
    assert bar.button.text() == "Cancel"
    assert bar.progress.maximum() == 0
    bar.show_progress(30.0)
    assert bar.progress.value() == 30
    bar.show_state(BarState.CANCELLING)
    assert not bar.button.isEnabled()
    bar.show_state(BarState.READY)
    assert bar.button.isEnabled()
    assert not bar.notice.isVisible()


def test_a_picture_keeps_its_proportions(qtbot):
    view = ChipView()
    qtbot.addWidget(view)
    view.resize(200, 200)
    image = QImage(80, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff0000"))
    view.show_image(image)
    shown = view.grab().toImage()
    assert shown.pixelColor(100, 100) == QColor("#ff0000")
    assert shown.pixelColor(100, 60) == QColor("#ff0000")
    assert shown.pixelColor(100, 40) != QColor("#ff0000")
    assert QRectF(view.rect()).width() == 200


@pytest.fixture
def english():
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


def test_words_of_a_threshold(english):
    curve = Curve("damage", "tiles", "validation", 10, 20, (0.4, 0.6), (9, 6), (3, 0))
    assert "found 90 % of what is there; 25 %" in words.cost([curve], 0.4)
    assert words.cost_by_data([curve], 0.6) == "tiles: found 6 of 10, and 0 of 20 wrongly"
    assert area_words(9_999.0) == "9,999 m²"
    assert area_words(1_500_000.0) == "1.50 km²"
