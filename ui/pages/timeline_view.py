# SPDX-License-Identifier: EUPL-1.2
"""The board with milestones on its bars, lines between them, and an end one can pull."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import ClassVar

from attrs import define
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from planner.text import _, month_label
from ui.panes.board_items import BoardPainter
from ui.panes.board_view import BoardView
from ui.panes.values import BoardBar, BoardRow, Verdict, clamp_month
from ui.presenting.timeline_values import MarkShape, TieLine, TimelineValues
from ui.theme import Theme

_TICKS = frozenset({"baseline", "between"})
_GRIP = 6  # pixels at the end of a bar by which it is pulled
_STRETCH_KEYS = {Qt.Key.Key_BracketLeft: -1, Qt.Key.Key_BracketRight: 1}


class LanePainter(BoardPainter):
    """Draws lanes: a name and how many bars there are, and nothing about coverage."""

    def row_header(
        self, painter: QPainter, box: QRectF, row: BoardRow, index: int, *, current: bool
    ) -> None:
        """Draw the frozen cell of a lane."""
        painter.fillRect(box, self._theme.color("card_alt" if index % 2 else "card"))
        count = self._count(painter, box, row)
        name = box.adjusted(self._theme.px("space_s"), 0, 0, 0)
        name.setRight(count - self._theme.px("space_xs"))
        self._plain(painter, name, row.name, "strong" if current else "body", "text")

    def mark(self, painter: QPainter, at: QPointF, shape: MarkShape, side: float) -> None:
        """Draw a milestone: each style has a shape of its own, a late one is red as well.

        What was expected in between is a baseline without its head.
        """
        is_red = shape.late and shape.style not in _TICKS
        ink = self._theme.color("danger" if is_red else "text")
        painter.setPen(QPen(ink, 1.5 * self._theme.px("line")))
        painter.setBrush(ink if shape.style == "actual" else self._theme.color("card"))
        half = side / 2
        if shape.style in _TICKS:
            painter.drawLine(at + QPointF(0, -half), at + QPointF(0, half))
            if shape.style == "baseline":
                painter.drawLine(at + QPointF(-half / 2, -half), at + QPointF(half / 2, -half))
        elif shape.style == "decide":
            corners = [QPointF(-half, -half), QPointF(half, -half), QPointF(0, half)]
            painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
        else:
            corners = [QPointF(0, -half), QPointF(half, 0), QPointF(0, half), QPointF(-half, 0)]
            painter.drawPolygon(QPolygonF([at + corner for corner in corners]))

    def tie(self, painter: QPainter, start: QPointF, end: QPointF, *, broken: bool) -> None:
        """Draw what waits for what; a broken one is dashed and red."""
        ink = self._theme.color("danger" if broken else "muted")
        style = Qt.PenStyle.DashLine if broken else Qt.PenStyle.SolidLine
        painter.setPen(QPen(ink, 1.5 * self._theme.px("line"), style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        bend = self._theme.px("space_m")
        path = QPainterPath(start)
        path.cubicTo(start + QPointF(bend, 0), end - QPointF(bend, 0), end)
        painter.drawPath(path)
        tip = self._theme.px("space_xs")
        painter.drawLine(end, end + QPointF(-tip, -tip))
        painter.drawLine(end, end + QPointF(-tip, tip))


@define
class _Pull:
    """A bar whose end is in hand; `end` is the last month it would serve."""

    bar: BoardBar
    end: int


class TimelineView(BoardView):
    """Lanes of bars; a bar is carried to move it and pulled at its end to lengthen its life.

    `mark_opened` tells that somebody wants to know where the month of a milestone is from.
    """

    stretched = Signal(str, int)
    stretch_previewed = Signal(str, int)
    mark_opened = Signal(object)
    painter_of: ClassVar[type[BoardPainter]] = LanePainter

    def __init__(self, theme: Theme, *, verdict: Verdict, parent: QWidget | None = None) -> None:
        self._marks: Mapping[str, tuple[MarkShape, ...]] = {}
        self._ties: tuple[TieLine, ...] = ()
        self._crossed: Mapping[str, Sequence[TieLine]] = {}
        self._pull: _Pull | None = None
        super().__init__(theme, verdict=verdict, parent=parent)

    def set_values(self, values: TimelineValues) -> None:
        """Replace everything; cursor, chosen bar and scroll position stay."""
        self._marks, self._ties = values.marks, values.ties
        self._pull = None
        self.set_board(values.rows, values.bars)
        self._crossed = self._crossings()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        super().retranslate()
        self.setAccessibleDescription(
            _(
                "Arrow keys move the cell, Alt with an arrow key moves the chosen measure, "
                "the square brackets shorten or lengthen its life, Enter opens it; the menu key "
                "lists its milestones."
            )
        )

    def mark_words(self, key: str) -> tuple[str, ...]:
        """Return the milestones of a bar and what it waits for, in words."""
        ties = (tie.words for tie in self._ties if key in (tie.before, tie.after))
        return (*(mark.words for mark in self._marks.get(key, ())), *ties)

    def marks_of(self, key: str) -> tuple[MarkShape, ...]:
        """Return the milestones of a bar."""
        return tuple(self._marks.get(key, ()))

    def mark_at(self, point: QPointF) -> MarkShape | None:
        """Return the milestone at a place of the viewport."""
        side = self._mark_side
        for key, shapes in self._marks.items():
            box = self.bar_rect(key)
            if box.isNull() or not box.top() <= point.y() <= box.bottom():
                continue
            near = [one for one in shapes if abs(self._x(one.month) - point.x()) <= side / 2]
            if near:
                return near[-1]
        return None

    def mark_place(self, key: str, shape: MarkShape) -> QPointF:
        """Return where a milestone of a bar is drawn in the viewport."""
        return QPointF(self._x(shape.month), self.bar_rect(key).bottom() - self._mark_side / 2)

    def end_grip(self, key: str) -> QPointF:
        """Return where the end of a bar is taken hold of."""
        box = self.bar_rect(key)
        return QPointF(box.right() - _GRIP / 2, box.center().y())

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the end of a bar, or do what the board does."""
        bar = self._end_below(event.position())
        if event.button() == Qt.MouseButton.LeftButton and bar is not None:
            self.choose_bar(bar)
            self._pull = _Pull(bar, bar.end)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull the end along, or show that it can be pulled."""
        point = event.position()
        if self._pull is None:
            super().mouseMoveEvent(event)
            if event.buttons() == Qt.MouseButton.NoButton and self._end_below(point) is not None:
                self.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
            return
        month = self._layout.month_at(self.content_at(point).x())
        end = max(self._pull.bar.start, clamp_month(month))
        if end != self._pull.end:
            self._pull.end = end
            self.stretch_previewed.emit(self._pull.bar.key, end)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the end go where it is."""
        if event.button() == Qt.MouseButton.LeftButton and self._pull is not None:
            pull, self._pull = self._pull, None
            self._end_pull()
            if pull.end != pull.bar.end:
                self.stretched.emit(pull.bar.key, pull.end)
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask where the month of a milestone is from, or do what the board does."""
        point = event.position()
        is_lane = point.x() >= self.header_width() and point.y() >= self.axis_height()
        shape = self.mark_at(point) if is_lane else None
        if shape is not None:
            self.mark_opened.emit(shape.asked)
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lengthen or shorten the chosen bar by a month; Escape lets go of an end."""
        bar = self._layout.bar(self.chosen)
        months = _STRETCH_KEYS.get(Qt.Key(event.key()), 0)
        if event.key() == Qt.Key.Key_Escape and self._pull is not None:
            self._pull = None
            self._end_pull()
        elif months and bar is not None:
            if bar.locked:
                self.refuse_locked(bar)
            else:
                self.stretched.emit(bar.key, max(bar.start, clamp_month(bar.end + months)))
        else:
            super().keyPressEvent(event)

    def _end_pull(self) -> None:
        self.viewport().unsetCursor()
        self.viewport().update()
        self.hover_ended.emit()

    def _end_below(self, point: QPointF) -> BoardBar | None:
        bar = self._bar_below(point)
        if bar is None or bar.locked:
            return None
        return bar if self.bar_rect(bar.key).right() - point.x() <= _GRIP else None

    def _tooltip(self, point: QPointF) -> str:
        bar = self._bar_below(point)
        if bar is None:
            row, mark = self._row_below(point), self.mark_at(point)
            if mark is not None:
                return mark.words
            return self._layout.rows[row].name if row >= 0 else ""
        return "\n".join((*filter(None, (bar.detail, bar.conflict)), *self.mark_words(bar.key)))

    # Painting

    @property
    def _lane_paint(self) -> LanePainter:
        assert isinstance(self._paint, LanePainter)  # noqa: S101 - `painter_of` makes no other
        return self._paint

    def _paint_bars(self, painter: QPainter, area: QRectF) -> None:
        super()._paint_bars(painter, area)
        for tie in self._ties:
            self._paint_tie(painter, area, tie)
        side = self._mark_side
        for key, shapes in self._marks.items():
            box = self.bar_rect(key)
            if not box.isNull() and area.top() - box.height() <= box.top() <= area.bottom():
                for shape in shapes:
                    self._lane_paint.mark(painter, self.mark_place(key, shape), shape, side)
        if self._pull is not None:
            self._paint_pull(painter, self._pull)

    def _crossings(self) -> Mapping[str, Sequence[TieLine]]:
        """Return the ties by the key of each bar they touch: both ends, and what lies between."""
        found = defaultdict[str, list[TieLine]](list)
        for tie in self._ties:
            ends = [self._layout.bar(key) for key in (tie.before, tie.after)]
            between = self._layout.bars_between(tie.before, tie.after)
            for bar in filter(None, (*ends, *between)):
                found[bar.key].append(tie)
        return found

    def _taken(self, bar: BoardBar) -> Sequence[tuple[float, float]]:
        """Leave the places of milestones free, and those where a tie comes by."""
        half, bend = 0.75 * self._mark_side, self._theme.px("space_m")
        months = (shape.month for shape in self._marks.get(bar.key, ()))
        taken = [(x - half, x + half) for x in map(self._x, months)]
        for tie in self._crossed.get(bar.key, ()):
            ready, needed = self._x(tie.ready), self._x(tie.needed)
            if bar.key == tie.before:
                taken.append((ready - half, ready + bend))
            elif bar.key == tie.after:
                taken.append((needed - bend, needed + half))
            else:
                taken.append((min(ready, needed - bend), max(ready + bend, needed)))
        return sorted(taken)

    def _paint_tie(self, painter: QPainter, area: QRectF, tie: TieLine) -> None:
        before, after = self.bar_rect(tie.before), self.bar_rect(tie.after)
        if before.isNull() or after.isNull() or tie.before == tie.after:
            return
        start = QPointF(self._x(tie.ready), before.center().y())
        end = QPointF(self._x(tie.needed), after.center().y())
        if area.intersects(QRectF(start, end).normalized().adjusted(-1, -1, 1, 1)):
            self._lane_paint.tie(painter, start, end, broken=tie.broken)

    def _paint_pull(self, painter: QPainter, pull: _Pull) -> None:
        box = self.bar_rect(pull.bar.key)
        box.setRight(self._x(pull.end + 1))
        self._paint.selection(painter, box, focused=True)
        painter.setPen(self._theme.color("text"))
        painter.setFont(self._theme.font("label"))
        words = _("until {month}").format(month=month_label(pull.end))
        painter.drawText(box.bottomRight() + QPointF(self._theme.px("space_s"), 0), words)

    @property
    def _mark_side(self) -> float:
        return 0.4 * self._theme.px("row")

    def _x(self, month: float) -> float:
        """Return where a month begins in the viewport."""
        offset = self.horizontalScrollBar().value()
        return self.header_width() + self._layout.x_of(month) - offset
