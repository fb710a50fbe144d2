# SPDX-License-Identifier: EUPL-1.2
"""Curves over time: measured and needed stocks, the ghost of another plan, ceilings as ticks."""

import numpy as np
from attrs import frozen
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem

from planner.text import _
from ui.charts import geometry, paints
from ui.charts.geometry import Frame
from ui.charts.layer import Layer, draw_word, tick_pen
from ui.charts.values import MONTHS, FloatArray, Line, LineValues
from ui.theme import Theme

_MID_YEAR = 5
_TICK_HALF_MONTHS = 3.5


@frozen(eq=False)
class _Curve:
    pen: QPen
    pieces: list[QPolygonF]
    below: list[QPolygonF]
    fill: QBrush | None


class CurveLayer(Layer):
    """The lines of a `LineValues`, some with a tinted area below."""

    def __init__(self, parent: QGraphicsItem, theme: Theme) -> None:
        super().__init__(parent, theme)
        self._lines: tuple[Line, ...] = ()
        self._curves: list[_Curve] = []

    def show_values(self, values: LineValues) -> None:
        """Take the lines; the first lies on top."""
        self._lines = values.lines

    def arrange(self, frame: Frame) -> None:
        """Compute the polylines, broken where a value is unknown."""
        self._curves = [self._curve(line, frame) for line in reversed(self._lines)]

    def draw(self, painter: QPainter, _frame: Frame) -> None:
        """Paint all areas, then all lines."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for curve in self._curves:
            if curve.fill is not None:
                painter.setBrush(curve.fill)
                for area in curve.below:
                    painter.drawPolygon(area)
        _draw_lines(painter, [(curve.pen, curve.pieces) for curve in self._curves], strong=True)

    def _curve(self, line: Line, frame: Frame) -> _Curve:
        pieces = _pieces(line.values, frame)
        pen = paints.hairline(self.theme.series(line.colour_index), dashed=line.style == "dashed")
        return _Curve(
            pen,
            [geometry.polygon(x, y) for x, y in pieces],
            [geometry.band(x, np.full(len(x), frame.height), y) for x, y in pieces],
            paints.soft_fill(self.theme, line.colour_index) if line.filled else None,
        )


class GhostLayer(Layer):
    """A thin line of another plan: the reference, or what would be while something is dragged."""

    def __init__(self, parent: QGraphicsItem, theme: Theme, *, ink: str, dashed: bool) -> None:
        super().__init__(parent, theme)
        self._ink = ink
        self._dashed = dashed
        self._values: FloatArray | None = None
        self._pieces: list[QPolygonF] = []

    def show_values(self, values: FloatArray | None) -> None:
        """Take the totals to draw, shape (180,), or nothing."""
        self._values = values

    def is_shown(self) -> bool:
        """Tell whether there is a ghost."""
        return self._values is not None

    def arrange(self, frame: Frame) -> None:
        """Compute the line."""
        pieces = [] if self._values is None else _pieces(self._values, frame)
        self._pieces = [geometry.polygon(x, y) for x, y in pieces]

    def draw(self, painter: QPainter, _frame: Frame) -> None:
        """Paint the line over a halo of the card's colour, so that it shows on every band."""
        halo = QPen(self.theme.color("card"), 3 * self.theme.px("line"))
        halo.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
        line = paints.hairline(self.theme.color(self._ink), dashed=self._dashed)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(halo)
        for piece in self._pieces:
            painter.drawPolyline(piece)
        _draw_lines(painter, [(line, self._pieces)], strong=self._dashed)


class CeilingLayer(Layer):
    """A limit over time: one tick per year, red and with a word where the total is above it."""

    def __init__(self, parent: QGraphicsItem, theme: Theme) -> None:
        super().__init__(parent, theme)
        self._ceiling: FloatArray | None = None
        self._total: FloatArray = np.zeros(MONTHS)
        self._held: list[QLineF] = []
        self._broken: list[QLineF] = []

    def show_values(self, ceiling: FloatArray | None, total: FloatArray) -> None:
        """Take the limit and what is measured against it, both (180,)."""
        self._ceiling = ceiling
        self._total = total

    def arrange(self, frame: Frame) -> None:
        """Put a tick on the middle of every year in view."""
        self._held, self._broken = [], []
        if self._ceiling is None:
            return
        for month in range(_MID_YEAR, MONTHS, 12):
            limit = float(self._ceiling[month])
            if frame.first <= month <= frame.last and limit <= frame.top:
                tick = _tick(frame, month, limit)
                over = self._total[month] > limit * (1 + 1e-9)
                (self._broken if over else self._held).append(tick)

    def draw(self, painter: QPainter, frame: Frame) -> None:
        """Paint the ticks, and say once that the ceiling is broken."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(tick_pen(self.theme, over=False))
        painter.drawLines(self._held)
        if self._broken:
            painter.setPen(tick_pen(self.theme, over=True))
            painter.drawLines(self._broken)
            first = self._broken[0]
            above = QPointF(first.center().x(), first.y1() - self.theme.px("space_xs"))
            draw_word(painter, self.theme, _("over ceiling"), above, frame)


def _tick(frame: Frame, month: int, limit: float) -> QLineF:
    left = max(0.0, frame.x_at(month - _TICK_HALF_MONTHS))
    right = min(frame.width, frame.x_at(month + _TICK_HALF_MONTHS))
    y = frame.y_at(limit)
    return QLineF(left, y, right, y)


def _pieces(values: FloatArray, frame: Frame) -> list[tuple[FloatArray, FloatArray]]:
    positions = frame.positions(len(values))
    x = frame.x(positions)
    y = frame.y(geometry.sampled(values[np.newaxis, :], positions)[0])
    known = np.isfinite(y)
    return [(x[start:stop], y[start:stop]) for start, stop in geometry.runs(known)]


def _draw_lines(
    painter: QPainter, lines: list[tuple[QPen, list[QPolygonF]]], *, strong: bool
) -> None:
    """Paint hairlines; a strong one is two hairlines, cheaper than one pen of double width."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen, pieces in lines:
        painter.setPen(pen)
        for piece in pieces:
            painter.drawPolyline(piece)
            if strong:
                painter.drawPolyline(piece.translated(0, -1))
