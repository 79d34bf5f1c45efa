"""The two small plots: bars, lines and marks where they belong, told by more than colour, on light and dark ground."""

import pytest
from qgis.PyQt.QtGui import QColor, QPalette
from tesela.dock.result.score_plot import CurvePlot, Histogram, Line


def palette(ground, ink):
    colours = QPalette()
    for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
        colours.setColor(role, QColor(ground))
    colours.setColor(QPalette.ColorRole.WindowText, QColor(ink))
    return colours


LIGHT, DARK = palette("#ffffff", "#000000"), palette("#1e1e1e", "#ffffff")


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def theme(request):
    return request.param


def shown(qtbot, widget, theme, width=360, height=150):
    widget.setPalette(theme)
    widget.resize(width, height)
    qtbot.addWidget(widget)
    widget.show()
    return widget.grab().toImage()


def shares(image, area, ground):
    """The share of the pixels inside `area` that differ from the ground."""
    xs, ys = range(int(area.left()) + 3, int(area.right()) - 3), range(int(area.top()) + 3, int(area.bottom()) - 3)
    marked = sum(image.pixelColor(x, y) != ground for x in xs for y in ys)
    return marked / (len(xs) * len(ys))


def part(area, start, end):
    """The part of a plot between two shares of its width."""
    copy = area.adjusted(0, 0, 0, 0)
    copy.setLeft(area.left() + area.width() * start)
    copy.setRight(area.left() + area.width() * end)
    return copy


def test_bars_stand_over_their_scores_and_the_highest_fills_the_plot(qtbot, theme):
    plot = Histogram()
    plot.set_counts([0, 10, 5, 0], 0.0, 1.0)
    image = shown(qtbot, plot, theme)
    ground = theme.color(QPalette.ColorRole.Base)
    filled = [shares(image, part(plot.area(), i / 4, (i + 1) / 4), ground) for i in range(4)]
    assert filled[0] < 0.02
    assert filled[1] == pytest.approx(0.94, abs=0.06)
    assert filled[2] == pytest.approx(0.47, abs=0.06)
    assert filled[3] < 0.02


def test_bars_below_the_threshold_are_hatched_and_not_only_paler(qtbot, theme):
    plot = Histogram()
    plot.set_counts([10, 10], 0.0, 1.0)
    ground = theme.color(QPalette.ColorRole.Base)
    image = shown(qtbot, plot, theme)
    solid = shares(image, part(plot.area(), 0.05, 0.45), ground)
    plot.set_threshold(0.5)
    image = plot.grab().toImage()
    assert shares(image, part(plot.area(), 0.05, 0.45), ground) < 0.6 * solid
    assert shares(image, part(plot.area(), 0.55, 0.95), ground) == pytest.approx(solid, abs=0.02)


def test_the_threshold_is_a_line_from_top_to_bottom(qtbot, theme):
    plot = Histogram()
    plot.set_counts([0, 0], 0.5, 1.0)
    plot.set_threshold(0.75)
    image = shown(qtbot, plot, theme)
    area, ink = plot.area(), theme.color(QPalette.ColorRole.WindowText)
    assert plot.x(0.75) == pytest.approx(area.center().x())
    for y in range(int(area.top()) + 2, int(area.bottom()) - 2):
        assert any(image.pixelColor(int(plot.x(0.75)) + dx, y) == ink for dx in (-1, 0, 1))


def test_what_is_not_in_the_layer_is_marked(qtbot, theme):
    plot = Histogram()
    plot.set_counts([0] * 4, 0.0, 1.0)
    ground = theme.color(QPalette.ColorRole.Base)
    plot.set_written(0.5, "not in the layer")
    image = shown(qtbot, plot, theme)
    assert shares(image, part(plot.area(), 0.0, 0.5), ground) > 0.05
    assert shares(image, part(plot.area(), 0.5, 1.0), ground) < 0.02


def test_the_mark_of_a_curve_stands_at_its_present_point(qtbot, theme):
    plot = CurvePlot()
    points = ((0.2, 1.0), (0.5, 0.8), (0.9, 0.6))
    plot.set_lines([Line("first", points, 1)], "recall", "precision")
    image = shown(qtbot, plot, theme)
    at = plot.place(0.5, 0.8)
    inside = image.pixelColor(int(at.x()), int(at.y()))
    off = plot.place(0.5, 0.95)
    assert inside != image.pixelColor(int(off.x()) + 3, int(off.y()))
    assert plot.place(0, 0).y() > plot.place(0, 1).y()
    assert plot.area().contains(at)


def test_curves_differ_in_their_dashes(qtbot, theme):
    plot = CurvePlot()
    level = tuple((x / 100, 0.9) for x in range(101)), tuple((x / 100, 0.3) for x in range(101))
    plot.set_lines([Line("first", level[0]), Line("second", level[1])], "recall", "precision", names_right=True)
    image = shown(qtbot, plot, theme, height=260)
    ground = theme.color(QPalette.ColorRole.Base)

    def drawn(up):
        at = plot.place(0.0, up)
        xs = range(int(at.x()) + 5, int(plot.place(0.45, up).x()))
        return sum(image.pixelColor(x, int(at.y())) != ground for x in xs) / len(xs)

    assert drawn(0.9) == 1.0
    assert 0.4 < drawn(0.3) < 0.9


@pytest.mark.parametrize("plot", [Histogram, CurvePlot])
def test_they_draw_themselves_however_small(qtbot, plot):
    widget = plot()
    widget.setMinimumHeight(0)
    image = shown(qtbot, widget, LIGHT, width=10, height=4)
    assert not image.isNull()
    assert image.height() == 4
