# SPDX-License-Identifier: EUPL-1.2
"""Stacked bars by year, the ghost of other totals, and ceilings as ticks."""

import numpy as np
from attrs import frozen
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPolygonF
from PySide6.QtWidgets import QGraphicsItem

from planner.text import _
from ui.charts import paints
from ui.charts.geometry import Frame
from ui.charts.layer import Layer, draw_word, tick_pen
from ui.charts.values import YEARS, FloatArray, YearBars
from ui.theme import Theme

_BAR_SHARE = 0.64
_TICK_SHARE = 0.86


@frozen(eq=False)
class _Filled:
    brushes: tuple[QBrush, ...]
    boxes: list[QRectF]


class BarLayer(Layer):
    """One bar per year; planned money is hatched, the year of the cursor stands on a band."""

    def __init__(self, parent: QGraphicsItem, theme: Theme) -> None:
        super().__init__(parent, theme)
        self._values: YearBars | None = None
        self._filled: list[_Filled] = []
        self._seams: list[QLineF] = []
        self._year: int | None = None

    def show_values(self, values: YearBars) -> None:
        """Take the columns; the first is at the bottom."""
        self._values = values

    def show_year(self, year: int) -> None:
        """Mark the year of the cursor, 0 = 2021."""
        self._year = year
        self.update()

    def arrange(self, frame: Frame) -> None:
        """Compute a rectangle for every part of every bar."""
        self._filled, self._seams = [], []
        if self._values is None:
            return
        sides = [_sides(frame, year) for year in range(YEARS)]
        foot = np.zeros(YEARS)
        for column in self._values.columns:
            head = foot + column.values
            parts = list(zip(sides, _rounded(frame, head), _rounded(frame, foot), strict=True))
            shown = [(left, width, top, low) for (left, width), top, low in parts if top < low]
            brushes = paints.fills(self.theme, column.colour_index, planned=column.planned)
            boxes = [QRectF(left, top, width, low - top) for left, width, top, low in shown]
            self._filled.append(_Filled(brushes, boxes))
            self._seams += [QLineF(left, top, left + width, top) for left, width, top, _ in shown]
            foot = head

    def draw(self, painter: QPainter, frame: Frame) -> None:
        """Paint the marked year, the bars, and the seams between their parts."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self._year is not None:
            left, width = frame.x_at(self._year - 0.5), frame.x_at(0.5) - frame.x_at(-0.5)
            painter.fillRect(QRectF(left, 0, width, frame.height), self.theme.color("hover"))
        painter.setPen(Qt.PenStyle.NoPen)
        for part in self._filled:
            for brush in part.brushes:
                painter.setBrush(brush)
                painter.drawRects(part.boxes)
        painter.setPen(paints.hairline(self.theme.color("card")))
        painter.drawLines(self._seams)


class OutlineLayer(Layer):
    """The outline of other totals by year: the reference, or what would be."""

    def __init__(self, parent: QGraphicsItem, theme: Theme, *, ink: str, dashed: bool) -> None:
        super().__init__(parent, theme)
        self._ink = ink
        self._dashed = dashed
        self._totals: FloatArray | None = None
        self._outlines: list[QPolygonF] = []

    def show_values(self, totals: FloatArray | None) -> None:
        """Take the totals to outline, shape (15,), or nothing."""
        self._totals = totals

    def is_shown(self) -> bool:
        """Tell whether there is a ghost."""
        return self._totals is not None

    def arrange(self, frame: Frame) -> None:
        """Compute the outlines of the years that have a total."""
        totals = np.zeros(YEARS) if self._totals is None else np.nan_to_num(self._totals)
        self._outlines = [
            self._outline(_box(frame, year, 0.0, float(total)))
            for year, total in enumerate(totals)
            if total > 0
        ]

    def draw(self, painter: QPainter, _frame: Frame) -> None:
        """Paint the outlines."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(paints.hairline(self.theme.color(self._ink), dashed=self._dashed))
        for outline in self._outlines:
            painter.drawPolyline(outline)

    def _outline(self, bar: QRectF) -> QPolygonF:
        """Return the sides and top of a bar; of the reference only a cap with short sides."""
        grow = self.theme.px("line")
        side = bar.height() if self._dashed else min(bar.height(), self.theme.px("space_xs"))
        left, right, top = bar.left() - grow, bar.right() + grow, bar.top()
        points = [(left, top + side), (left, top), (right, top), (right, top + side)]
        return QPolygonF([QPointF(x, y) for x, y in points])


class EnvelopeLayer(Layer):
    """The ceiling of every year as a tick; red and with a word where the bar is higher."""

    def __init__(self, parent: QGraphicsItem, theme: Theme) -> None:
        super().__init__(parent, theme)
        self._values: YearBars | None = None
        self._held: list[QLineF] = []
        self._broken: list[QLineF] = []
        self._words: list[QPointF] = []

    def show_values(self, values: YearBars) -> None:
        """Take the envelope and the bars it is compared with."""
        self._values = values

    def arrange(self, frame: Frame) -> None:
        """Compute ticks, and where to say that a bar is over."""
        self._held, self._broken, self._words = [], [], []
        if self._values is None or self._values.envelope is None:
            return
        over, total = self._values.over(), self._values.total()
        for year, limit in enumerate(self._values.envelope):
            if not np.isfinite(limit):
                continue
            tick = _tick(frame, year, float(limit))
            (self._broken if over[year] else self._held).append(tick)
            if over[year] and not over[year - 1 : year].any():
                head = frame.y_at(float(total[year])) - self.theme.px("space_xs")
                self._words.append(QPointF(tick.center().x(), head))

    def draw(self, painter: QPainter, frame: Frame) -> None:
        """Paint the ticks, and say once for every run of years that it is over."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for lines, over in ((self._held, False), (self._broken, True)):
            painter.setPen(tick_pen(self.theme, over=over))
            painter.drawLines(lines)
        for bottom in self._words:
            draw_word(painter, self.theme, _("over"), bottom, frame)


def _box(frame: Frame, year: int, foot: float, head: float) -> QRectF:
    """Return the rectangle of a part of a bar, on whole pixels so that neighbours touch."""
    left, width = _sides(frame, year)
    top, bottom = round(frame.y_at(head)), round(frame.y_at(foot))
    return QRectF(left, top, width, bottom - top)


def _sides(frame: Frame, year: int) -> tuple[int, int]:
    """Return where the bar of a year begins, and its width."""
    left = round(frame.x_at(year - _BAR_SHARE / 2))
    return left, round(frame.x_at(year + _BAR_SHARE / 2)) - left


def _rounded(frame: Frame, values: FloatArray) -> list[float]:
    """Return the whole pixels of values from the top."""
    found: list[float] = np.round(frame.y(values)).tolist()
    return found


def _tick(frame: Frame, year: int, limit: float) -> QLineF:
    y = max(1.0, frame.y_at(limit))
    left, right = frame.x_at(year - _TICK_SHARE / 2), frame.x_at(year + _TICK_SHARE / 2)
    return QLineF(left, y, right, y)
