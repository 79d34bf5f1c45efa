"""Two small plots drawn with Qt alone: a histogram of scores, and what thresholds cost on validation samples.

They take their texts from outside, translated, and their colours from the palette. Nothing in them is told by colour
alone: bars that are left out are hatched, curves differ in their dashes and marks, and the figures stand in texts too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen, QPolygonF, QTextOption
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ...bridge.quantities import decimal
from ..labels import make_small

# Okabe and Ito's colours, which people with a colour vision deficiency tell apart: on light and on dark ground.
ON_LIGHT = ("#0072b2", "#d55e00", "#007a59", "#a8457b")
ON_DARK = ("#56b4e9", "#e69f00", "#2fc79a", "#dd96bd")
DASHES: tuple[list[float], ...] = ([], [6.0, 3.0], [2.0, 2.0], [6.0, 2.0, 1.0, 2.0])
GAP = 4.0
MARK = 4.5


@dataclass(frozen=True)
class Line:
    """A curve of points from (0, 0) to (1, 1), and which of them is the present one; None: none is."""

    name: str
    points: tuple[tuple[float, float], ...]
    present: int | None = None


class _Plot(QWidget):
    """What both plots share: a small font, colours for the present theme, and a ground."""

    def __init__(self, least_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least_height = least_height
        make_small(self, 0.85)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(least_height)

    def sizeHint(self) -> QSize:
        """As wide as a dock, and low."""
        return QSize(300, self._least_height + 20)

    def _ink(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.WindowText)

    def _ground(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.Base)

    def _colour(self, number: int) -> QColor:
        colours = ON_LIGHT if self._ground().lightness() > 127 else ON_DARK
        return QColor(colours[number % len(colours)])

    def _faint(self) -> QColor:
        colour = self._ink()
        colour.setAlpha(90)
        return colour

    def _write(
        self, painter: QPainter, where: QRectF, text: str, alignment: Qt.AlignmentFlag, wrap: bool = False
    ) -> None:
        option = QTextOption(alignment)
        option.setWrapMode(QTextOption.WrapMode.WordWrap if wrap else QTextOption.WrapMode.NoWrap)
        painter.setPen(self._ink())
        painter.drawText(where, text, option)

    def _frame(self, painter: QPainter, area: QRectF) -> None:
        painter.fillRect(area, self._ground())
        painter.setPen(QPen(self._faint(), 1.0))
        painter.setBrush(QBrush())
        painter.drawRect(area)


class Histogram(_Plot):
    """Bars of counts over a range of scores, and a line at the threshold; bars left of it are hatched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(64, parent)
        self._counts: tuple[int, ...] = ()
        self._low, self._high, self._threshold, self._written = 0.0, 1.0, 0.0, 0.0
        self._absent = ""

    def set_counts(self, counts: Sequence[int], low: float, high: float) -> None:
        """Show these counts as bars of one width from low to high."""
        self._counts, self._low, self._high = tuple(counts), low, max(high, low + 1e-6)
        self.update()

    def set_threshold(self, threshold: float) -> None:
        """Move the line."""
        self._threshold = threshold
        self.update()

    def set_written(self, score: float, text: str) -> None:
        """Mark the range below `score`, of which nothing is known, with this text."""
        self._written, self._absent = score, text
        self.update()

    def area(self) -> QRectF:
        """Where the bars are, in pixels."""
        height = QFontMetricsF(self.font()).height()
        return QRectF(8.0, height + 1.0, self.width() - 16.0, max(10.0, self.height() - 2 * height - 2.0))

    def x(self, score: float) -> float:
        """Where a score lies, in pixels from the left."""
        area = self.area()
        return area.left() + area.width() * (score - self._low) / (self._high - self._low)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.area()
        self._frame(painter, area)
        self._draw_absent(painter, area)
        self._draw_bars(painter, area)
        self._draw_axis(painter, area)
        self._draw_threshold(painter, area)

    def _draw_absent(self, painter: QPainter, area: QRectF) -> None:
        right = min(self.x(self._written), area.right())
        if right <= area.left() + 0.5:
            return
        absent = QRectF(area.left(), area.top(), right - area.left(), area.height())
        painter.fillRect(absent, QBrush(self._faint(), Qt.BrushStyle.FDiagPattern))
        metrics = QFontMetricsF(self.font())
        if metrics.horizontalAdvance(self._absent) + 2 * GAP < absent.width():
            self._write(painter, absent, self._absent, Qt.AlignmentFlag.AlignCenter)

    def _draw_bars(self, painter: QPainter, area: QRectF) -> None:
        highest = max(self._counts, default=0)
        if not highest:
            return
        width = area.width() / len(self._counts)
        step = (self._high - self._low) / len(self._counts)
        colour = self._colour(0)
        for i, count in enumerate(self._counts):
            height = area.height() * 0.94 * count / highest
            if not count:
                continue
            height = max(height, 1.5)
            bar = QRectF(area.left() + i * width + 0.5, area.bottom() - height, max(width - 1.0, 1.0), height)
            kept = self._low + (i + 0.5) * step >= self._threshold
            painter.setPen(QPen(colour if kept else self._faint(), 1.0))
            painter.setBrush(QBrush(colour if kept else self._faint(), _pattern(kept)))
            painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, 0.0) if bar.width() > 3 else bar)

    def _draw_axis(self, painter: QPainter, area: QRectF) -> None:
        height = QFontMetricsF(self.font()).height()
        below = QRectF(area.left(), area.bottom() + 1.0, area.width(), height)
        self._write(painter, below, decimal(self._low), Qt.AlignmentFlag.AlignLeft)
        self._write(painter, below, decimal(self._high), Qt.AlignmentFlag.AlignRight)
        self._write(painter, below, decimal((self._low + self._high) / 2), Qt.AlignmentFlag.AlignHCenter)

    def _draw_threshold(self, painter: QPainter, area: QRectF) -> None:
        x = min(max(self.x(self._threshold), area.left()), area.right())
        painter.setPen(QPen(self._ink(), 2.0))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        text = decimal(self._threshold)
        metrics = QFontMetricsF(self.font())
        width = metrics.horizontalAdvance(text)
        left = min(max(x - width / 2, area.left()), area.right() - width)
        painter.drawText(QPointF(left, area.top() - metrics.descent() - 1.0), text)


def _pattern(kept: bool) -> Qt.BrushStyle:
    return Qt.BrushStyle.SolidPattern if kept else Qt.BrushStyle.BDiagPattern


class CurvePlot(_Plot):
    """Curves in a square from 0 to 1, a mark on each at the present threshold, and their names where there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(96, parent)
        self._lines: tuple[Line, ...] = ()
        self._across = self._up = ""
        self._names_right = False

    def set_lines(self, lines: Sequence[Line], across: str, up: str, names_right: bool = False) -> None:
        """Show these curves; across, up: what the axes mean. Their names stand below, on the left or on the right."""
        self._lines, self._across, self._up, self._names_right = tuple(lines), across, up, names_right
        self.update()

    def area(self) -> QRectF:
        """Where the curves are, in pixels."""
        metrics = QFontMetricsF(self.font())
        left = metrics.height() + metrics.horizontalAdvance("100 %") + 2 * GAP
        bottom = metrics.height() + 2.0
        return QRectF(left, MARK + 2, self.width() - left - 12.0, max(10.0, self.height() - bottom - MARK - 2))

    def place(self, across: float, up: float) -> QPointF:
        """Where a point of a curve lies, in pixels."""
        area = self.area()
        return QPointF(area.left() + area.width() * across, area.bottom() - area.height() * up)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.area()
        self._frame(painter, area)
        self._draw_axes(painter, area)
        for i, line in enumerate(self._lines):
            pen = QPen(self._colour(i), 2.0)
            if DASHES[i % len(DASHES)]:
                pen.setDashPattern(DASHES[i % len(DASHES)])
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF([self.place(*point) for point in line.points]))
        self._draw_names(painter, area)
        for i, line in enumerate(self._lines):
            if line.present is not None:
                self._draw_mark(painter, i, self.place(*line.points[line.present]))

    def _draw_axes(self, painter: QPainter, area: QRectF) -> None:
        metrics = QFontMetricsF(self.font())
        height = metrics.height()
        painter.setPen(QPen(self._faint(), 1.0))
        painter.drawLine(self.place(0.5, 0.0), self.place(0.5, 1.0))
        painter.drawLine(self.place(0.0, 0.5), self.place(1.0, 0.5))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for share in (0.0, 0.5, 1.0):
            y = min(max(self.place(0, share).y() - height / 2, 0.0), area.bottom() - height + 2)
            self._write(painter, QRectF(0.0, y, area.left() - GAP, height), f"{share:.0%}".replace("%", " %"), right)
        below = QRectF(area.left(), area.bottom() + 1.0, area.width(), height)
        self._write(painter, below, "0 %", Qt.AlignmentFlag.AlignLeft)
        self._write(painter, below, "100 %", Qt.AlignmentFlag.AlignRight)
        room = area.width() - 2 * metrics.horizontalAdvance("100 %") - 2 * GAP
        text = metrics.elidedText(self._across, Qt.TextElideMode.ElideRight, room)
        self._write(painter, below, text, Qt.AlignmentFlag.AlignHCenter)
        painter.save()
        painter.translate(0.0, area.bottom())
        painter.rotate(-90)
        text = metrics.elidedText(self._up, Qt.TextElideMode.ElideRight, area.height())
        self._write(painter, QRectF(0.0, 0.0, area.height(), height), text, Qt.AlignmentFlag.AlignHCenter)
        painter.restore()

    def _draw_names(self, painter: QPainter, area: QRectF) -> None:
        """Name the curves in a corner, on a ground that lets curves behind it shine through."""
        if not self._lines:
            return
        metrics = QFontMetricsF(self.font())
        sample, height = 26.0, metrics.height()
        widest = area.width() * 0.7 - sample - 3 * GAP
        names = [metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, widest) for line in self._lines]
        width = max(metrics.horizontalAdvance(name) for name in names) + sample + 3 * GAP
        left = area.right() - width - 2 if self._names_right else area.left() + 2
        box = QRectF(left, area.bottom() - height * len(names) - GAP, width, height * len(names) + GAP - 2)
        ground = self._ground()
        ground.setAlpha(215)
        painter.fillRect(box, ground)
        for i, name in enumerate(names):
            y = box.top() + height * (i + 0.5) + 1
            pen = QPen(self._colour(i), 2.0)
            if DASHES[i % len(DASHES)]:
                pen.setDashPattern(DASHES[i % len(DASHES)])
            painter.setPen(pen)
            painter.drawLine(QPointF(left + GAP, y), QPointF(left + GAP + sample, y))
            self._draw_mark(painter, i, QPointF(left + GAP + sample / 2, y))
            painter.setPen(self._ink())
            painter.drawText(QPointF(left + 2 * GAP + sample, y + metrics.ascent() / 2 - 1), name)

    def _draw_mark(self, painter: QPainter, number: int, at: QPointF) -> None:
        painter.setPen(QPen(self._ink(), 1.4))
        painter.setBrush(QBrush(self._colour(number)))
        x, y = at.x(), at.y()
        shape = number % 4
        if shape == 0:
            painter.drawEllipse(at, MARK, MARK)
        elif shape == 1:
            painter.drawRect(QRectF(x - MARK + 0.5, y - MARK + 0.5, 2 * MARK - 1, 2 * MARK - 1))
        elif shape == 2:
            diamond = [QPointF(x, y - MARK), QPointF(x + MARK, y), QPointF(x, y + MARK), QPointF(x - MARK, y)]
            painter.drawPolygon(QPolygonF(diamond))
        else:
            triangle = [QPointF(x, y - MARK), QPointF(x + MARK, y + MARK), QPointF(x - MARK, y + MARK)]
            painter.drawPolygon(QPolygonF(triangle))
