# SPDX-License-Identifier: EUPL-1.2
"""Bars from one value to the next: a waterfall that adds up, or differences around zero.

One bar on a line with its words before and its number behind it, so that long names stay readable
and everything can be read out line by line. Up and Down move along the lines.
"""

from attrs import frozen
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.text import labelled
from ui.accessible import announce, present_as_chart
from ui.theme import Theme
from ui.widgets.painting import paint_box, paint_focus_ring, paint_text

_LABEL_SHARE = 0.42  # of the width, at most
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@frozen
class StepBar:
    """One line: a bar from `start` to `end`; a `level` is a value of its own, not a change."""

    label: str
    start: float
    end: float
    words: str
    level: bool = False
    kind: str = ""
    key: str = ""


class StepBars(QWidget):
    """As high as its lines; whoever shows it lets it scroll.

    `moved` tells top and bottom of the line the keyboard has gone to.
    """

    opened = Signal(str, str)
    moved = Signal(int, int)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bars: tuple[StepBar, ...] = ()
        self._current = 0
        present_as_chart(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bars(self, bars: tuple[StepBar, ...]) -> None:
        """Show other bars."""
        self._bars = bars
        self._current = min(self._current, max(0, len(bars) - 1))
        said = "; ".join(f"{bar.label} {bar.words}" for bar in bars)
        self.setAccessibleDescription(said)
        self.updateGeometry()
        self.update()

    def bars(self) -> tuple[StepBar, ...]:
        """Return what is shown."""
        return self._bars

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a row for every bar."""
        return QSize(self._theme.px("inspector"), len(self._bars) * self._row())

    def minimumSizeHint(self) -> QSize:
        """Accept less width, not less height."""
        return QSize(self._theme.px("catalogue"), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along the lines; open the record of one with Enter."""
        key = Qt.Key(event.key())
        if key in _MOVES and self._bars:
            self._go(self._current + _MOVES[key])
        elif key in _ENTER and self._bars:
            self._open(self._bars[self._current])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the record of the bar below the mouse."""
        row = int(event.position().y() // self._row())
        if 0 <= row < len(self._bars):
            self._go(row)
            self._open(self._bars[row])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a line for every bar, and zero as a thin line through all of them."""
        painter = QPainter(self)
        for row, bar in enumerate(self._bars):
            self._paint_bar(painter, bar, row * self._row())
        zero = round(self._x(0.0))
        area = self._area()
        if self._bars and area.left() <= zero <= area.right():
            painter.fillRect(zero, 0, self._theme.px("line"), self.height(), self._ink("outline"))
        if self.hasFocus() and self._bars:
            line = QRectF(0, self._current * self._row(), self.width(), self._row())
            paint_focus_ring(painter, line, self._theme, radius=self._theme.px("radius_mark"))

    def _go(self, row: int) -> None:
        self._current = max(0, min(len(self._bars) - 1, row))
        bar = self._bars[self._current]
        self.moved.emit(self._current * self._row(), (self._current + 1) * self._row())
        announce(self, labelled(bar.label, bar.words))
        self.update()

    def _open(self, bar: StepBar) -> None:
        if bar.key:
            self.opened.emit(bar.kind, bar.key)

    def _paint_bar(self, painter: QPainter, bar: StepBar, top: int) -> None:
        theme, area, row = self._theme, self._area(), self._row()
        gap = theme.px("space_xs")
        role = "strong" if bar.level else "body"
        label = QRectF(gap, top, area.left() - theme.px("space_s") - gap, row)
        paint_text(painter, label, bar.label, font=theme.font(role), colour=self._ink("text"))
        left, right = sorted((self._x(bar.start), self._x(bar.end)))
        box = QRectF(left, top + gap, max(right - left, theme.px("line")), row - 2 * gap)
        paint_box(painter, box, fill=self._fill(bar), radius=theme.px("line"))
        number = QRectF(area.right() + theme.px("space_s"), top, self._number_width(), row)
        right_hand = Qt.AlignmentFlag.AlignRight
        ink = self._ink("text")
        paint_text(painter, number, bar.words, font=theme.font(role), colour=ink, align=right_hand)

    def _fill(self, bar: StepBar) -> QColor:
        steps = self._theme.diverging()
        if bar.level:
            return self._ink("tentative")
        return steps[-2] if bar.end >= bar.start else steps[1]

    def _ink(self, token: str) -> QColor:
        return self._theme.color(token)

    def _row(self) -> int:
        return self._theme.px("row")

    def _x(self, value: float) -> float:
        low, high = self._range()
        area = self._area()
        return area.left() + area.width() * (value - low) / ((high - low) or 1.0)

    def _range(self) -> tuple[float, float]:
        """Return the span of the bars; zero is part of it unless all is far away from it."""
        ends = [value for bar in self._bars for value in (bar.start, bar.end)] or [0.0]
        return min(0.0, *ends), max(0.0, *ends)

    def _area(self) -> QRectF:
        metrics = QFontMetrics(self._theme.font("strong"))
        widest = max((metrics.horizontalAdvance(bar.label) for bar in self._bars), default=0)
        left = min(widest + 2 * self._theme.px("space_s"), self.width() * _LABEL_SHARE)
        right = self.width() - self._number_width() - 2 * self._theme.px("space_s")
        return QRectF(left, 0, max(1.0, right - left), self.height())

    def _number_width(self) -> int:
        metrics = QFontMetrics(self._theme.font("strong"))
        widest = max((metrics.horizontalAdvance(bar.words) for bar in self._bars), default=0)
        return widest + self._theme.px("space_xs")
