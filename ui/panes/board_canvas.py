# SPDX-License-Identifier: EUPL-1.2
"""What the board shows: states down, time across; only time scrolls sideways.

The column of states and the time axis stay where they are. Everything is painted; what is out
of sight is never touched.
"""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar, QWidget

from planner.text import _, month_label
from ui.panes.board_items import BoardPainter, Held
from ui.panes.board_layout import BoardLayout, Metrics
from ui.panes.board_scale import TimeScale
from ui.panes.values import BoardBar, BoardRow, clamp_month
from ui.theme import Theme

SCALES = ("quarter", "year")

_YEAR = 12
_BEFORE_TODAY = 2  # years before the present one at the left edge at first
_LEAST_CELL = 2  # a cursor narrower than this many line widths cannot be seen


class BoardCanvas(QAbstractScrollArea):
    """Rows of bars over time with a cursor cell and perhaps a chosen bar."""

    scale_changed = Signal(str)
    painter_of: ClassVar[type[BoardPainter]] = BoardPainter

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._paint = type(self).painter_of(theme)
        self._today: int | None = None
        self._shown: int | None = None
        self._time = TimeScale(theme)
        self._cursor = (0, 0)
        self._chosen = ""
        self._hover_row = -1
        self._held: Held | None = None
        self._layout = BoardLayout((), (), self._metrics())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._time.fit(self._room())

    # What is shown

    def rows(self) -> tuple[BoardRow, ...]:
        """Return the rows from the top."""
        return self._layout.rows

    def bars(self) -> tuple[BoardBar, ...]:
        """Return the bars in the order of the plan."""
        return self._layout.bars

    def bar(self, key: str) -> BoardBar | None:
        """Return a bar by its key, `None` if it is not shown."""
        return self._layout.bar(key)

    def set_board(self, rows: tuple[BoardRow, ...], bars: tuple[BoardBar, ...]) -> None:
        """Replace rows and bars; cursor, chosen bar and scroll position stay."""
        self._layout = BoardLayout(rows, bars, self._metrics())
        row, month = self._cursor
        self._cursor = (max(0, min(row, len(rows) - 1)), month)
        if self.bar(self._chosen) is None:
            self._chosen = ""
        self._update_ranges()
        self.announce()

    def set_today(self, month: int) -> None:
        """Mark the present month; when it is new, bring it into view."""
        if month == self._today:
            return
        self._today = clamp_month(month)
        self._cursor = (self._cursor[0], self._today)
        self._scroll_to_today()
        self.announce()

    def set_month(self, month: int) -> None:
        """Mark the month that everything else on screen shows."""
        self._shown = clamp_month(month)
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Adopt a palette and its sizes."""
        left = self.left_month
        self._theme = theme
        self._paint = type(self).painter_of(theme)
        self._time.set_theme(theme)
        self._time.fit(self._room())
        self._relayout(left)

    def set_scale(self, scale: str) -> None:
        """Show years or quarters, keeping the cursor where it is if it is in sight."""
        area = self._content_area()
        month = self._cursor[1]
        at = self._layout.x_of(month) - self.horizontalScrollBar().value()
        if not 0 <= at <= area.width():
            at = area.width() / 2
            month = self._layout.month_at(self.horizontalScrollBar().value() + at)
        self._time.name = scale
        self._time.fit(self._room())
        self._relayout(month - at / self.month_px)
        self.scale_changed.emit(scale)

    def select_bar(self, key: str) -> None:
        """Show a bar as chosen, or none for an empty key; tells nobody."""
        bar = self._layout.bar(key)
        self._chosen = key if bar is not None else ""
        if bar is not None:
            month = max(bar.start, min(bar.end, self._cursor[1]))
            self._cursor = (self._layout.row_index(bar.row), month)
        self.announce()

    def select_cell(self, state: str, month: int) -> None:
        """Put the cursor on a state and month; tells nobody."""
        row = self._layout.row_index(state)
        if row >= 0:
            self._cursor = (row, clamp_month(month))
            self._chosen = ""
            self.announce()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.setAccessibleDescription(
            _(
                "Arrow keys move the cell, Alt with an arrow key moves the chosen measure, "
                "Enter opens or places a measure, Delete removes it."
            )
        )
        self._paint = type(self).painter_of(self._theme)
        self.announce()

    @property
    def chosen(self) -> str:
        """The key of the chosen bar, empty for none."""
        return self._chosen

    @property
    def cell(self) -> tuple[str, int]:
        """The state and month of the cursor; no state on an empty board."""
        row, month = self._cursor
        return (self._layout.rows[row].state if self._layout.rows else "", month)

    @property
    def scale(self) -> str:
        """`year` or `quarter`, whichever is written on the axis."""
        return self._time.name

    @property
    def month_px(self) -> float:
        """The width of one month in pixels."""
        return self._time.month_px

    @property
    def left_month(self) -> float:
        """The time at the left edge, in months since January 2021."""
        return self.horizontalScrollBar().value() / self.month_px

    # Geometry

    def header_width(self) -> float:
        """Return the width of the frozen column, at most a third of the board."""
        need = self._paint.header_width(self._layout.rows)
        return min(need, self.viewport().width() / 3)

    def axis_height(self) -> float:
        """Return the height of the time axis."""
        return 1.25 * self._theme.px("control")

    def bar_rect(self, key: str) -> QRectF:
        """Return where a bar lies in the viewport, null for an unknown key."""
        box = self._layout.bar_box(key)
        return QRectF() if box is None else self._to_viewport(QRectF(*box))

    def cell_rect(self, state: str, month: int) -> QRectF:
        """Return where a cell lies in the viewport."""
        top, height = self._layout.row_span(self._layout.row_index(state))
        x = self._layout.x_of(month)
        return self._to_viewport(QRectF(x, top, self.month_px, height))

    def content_at(self, point: QPointF) -> QPointF:
        """Return the place on the whole board of a point of the viewport."""
        return QPointF(
            point.x() - self.header_width() + self.horizontalScrollBar().value(),
            point.y() - self.axis_height() + self.verticalScrollBar().value(),
        )

    def zoom_by(self, factor: float, *, around: float | None = None) -> None:
        """Stretch time by a factor, keeping the month at `around` (viewport x) in place."""
        x = self.viewport().width() / 2 if around is None else around
        offset = max(0.0, x - self.header_width())
        month = self.left_month + offset / self.month_px
        before = self._time.name
        self._time.stretch(factor, self._room())
        self._relayout(month - offset / self.month_px)
        if self._time.name != before:
            self.scale_changed.emit(self._time.name)

    def reveal(self) -> None:
        """Scroll so that the cursor is in sight."""
        if not self._layout.rows:
            return
        row, month = self._cursor
        top, height = self._layout.row_span(row)
        view = self._content_area().size()
        _into_view(self.verticalScrollBar(), top, height, view.height())
        margin = 3 * self.month_px
        left = self._layout.x_of(month) - margin
        _into_view(self.horizontalScrollBar(), left, self.month_px + 2 * margin, view.width())
        self.viewport().update()

    def announce(self) -> None:
        """Name the cell and its bar to screen readers; the change of name is read out."""
        self.setAccessibleName(self.describe())
        self.viewport().update()

    def describe(self) -> str:
        """Return the cursor in words: state, month, and the chosen bar or how many bars."""
        if not self._layout.rows:
            return _("Board, no states")
        row, month = self._cursor
        bar = self.bar(self._chosen)
        what = bar.label if bar is not None else self._count_words(row, month)
        return _("{state}, {month}: {what}").format(
            state=self._layout.rows[row].name, month=month_label(month), what=what
        )

    def sizeHint(self) -> QSize:
        """Return room for about eight states and twelve years."""
        unit = self._theme.px("row")
        return QSize(26 * unit, 10 * unit)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which the board is no longer a board."""
        unit = self._theme.px("row")
        return QSize(10 * unit, 4 * unit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the years into the new width, keeping the left edge of time."""
        super().resizeEvent(event)
        first = event.oldSize().width() <= 0
        left = self.left_month
        if self._time.name == "year":
            self._time.fit(self._room())
        self._relayout(left)
        if first:
            self._scroll_to_today()

    def _count_words(self, row: int, month: int) -> str:
        covering = self._layout.bars_covering(row, month)
        return ", ".join(bar.label for bar in covering) or _("nothing planned")

    def _metrics(self) -> Metrics:
        return Metrics(
            lane=float(self._theme.px("row") - self._theme.px("space_xs")),
            gap=float(self._theme.px("space_xs")),
            padding=float(self._theme.px("space_xs")),
            month=self.month_px,
        )

    def _room(self) -> float:
        """Return the width there is for time."""
        return max(1.0, self.viewport().width() - self.header_width())

    def _relayout(self, left_month: float) -> None:
        self._layout = self._layout.with_metrics(self._metrics())
        self._update_ranges()
        self.horizontalScrollBar().setValue(round(left_month * self.month_px))
        self.viewport().update()

    def _update_ranges(self) -> None:
        area = self._content_area()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, round(self._layout.width - area.width())))
        across.setPageStep(max(1, round(area.width())))
        across.setSingleStep(max(1, round(3 * self.month_px)))
        down.setRange(0, max(0, round(self._layout.height - area.height())))
        down.setPageStep(max(1, round(area.height())))
        down.setSingleStep(self._theme.px("row"))
        self.viewport().update()

    def _scroll_to_today(self) -> None:
        if self._today is None:
            return
        first = (self._today // _YEAR - _BEFORE_TODAY) * _YEAR
        self.horizontalScrollBar().setValue(round(first * self.month_px))

    def _content_area(self) -> QRectF:
        left, top = self.header_width(), self.axis_height()
        size = self.viewport().size()
        return QRectF(left, top, max(0.0, size.width() - left), max(0.0, size.height() - top))

    def _to_viewport(self, box: QRectF) -> QRectF:
        return box.translated(
            self.header_width() - self.horizontalScrollBar().value(),
            self.axis_height() - self.verticalScrollBar().value(),
        )

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw rows, grid, today, bars, what is held, then the frozen column and axis."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._theme.color("card"))
        area = self._content_area()
        painter.save()
        painter.setClipRect(area)
        self._paint_rows(painter, area)
        self._paint_bars(painter, area)
        self._paint_cursor(painter)
        self._paint_held(painter)
        painter.restore()
        self._paint_axis(painter, area)
        self._paint_headers(painter, area)

    def _paint_rows(self, painter: QPainter, area: QRectF) -> None:
        for index in self._rows_in(area):
            box = self._row_box(index, area)
            self._paint.row_ground(painter, box, index, held=self._held_answer(index))
        offset = float(self.horizontalScrollBar().value())
        self._paint.grid(
            painter,
            area,
            offset=offset,
            month=self.month_px,
            quarters=self._time.quarters,
        )
        self._paint_marked_months(painter, area)
        for index in {self._cursor[0], self._hover_row}:
            if 0 <= index < len(self._layout.rows) and not self._layout.bars_in(index):
                self._paint.row_hint(painter, self._row_box(index, area))

    def _paint_bars(self, painter: QPainter, area: QRectF) -> None:
        left = float(self.horizontalScrollBar().value())
        top = float(self.verticalScrollBar().value())
        visible = self._layout.visible(left, top, left + area.width(), top + area.height())
        from_x = area.left() + self._theme.px("space_xs")
        for index in visible:
            bar = self._layout.bars[index]
            box = self.bar_rect(bar.key)
            if self._held is not None and bar.key == self._held.key:
                painter.setOpacity(0.35)
            self._paint.bar(painter, box, bar, from_x=from_x, taken=self._taken(bar))
            painter.setOpacity(1.0)
            if bar.key == self._chosen:
                self._paint.selection(painter, box, focused=self.hasFocus())

    def _taken(self, _bar: BoardBar) -> Sequence[tuple[float, float]]:
        """Return the stretches of a bar, in px of the viewport, that its label leaves free."""
        return ()

    def _paint_cursor(self, painter: QPainter) -> None:
        if not self._layout.rows or self._chosen:
            return
        state, month = self.cell
        box = self.cell_rect(state, month)
        least = max(box.width(), float(_LEAST_CELL * self._theme.px("space_xs")))
        box.setWidth(least)
        self._paint.cell(painter, box, focused=self.hasFocus())

    def _paint_held(self, painter: QPainter) -> None:
        if self._held is None:
            return
        held = self._held
        box = QRectF(*self._layout.box_at(held.row, held.month, held.months))
        self._paint.held(painter, self._to_viewport(box), held)

    def _paint_marked_months(self, painter: QPainter, area: QRectF) -> None:
        shown = self._x_in(area, self._shown)
        if shown is not None:
            self._paint.shown_month(painter, shown, area)
        today = self._x_in(area, self._today)
        if today is not None:
            self._paint.today(painter, today, area)

    def _paint_axis(self, painter: QPainter, area: QRectF) -> None:
        axis = self._axis_box(area)
        self._paint.axis(
            painter,
            axis,
            offset=float(self.horizontalScrollBar().value()),
            month=self.month_px,
            quarters=self._time.quarters,
        )
        x = self._x_in(area, self._today)
        if x is not None:
            self._paint.today_flag(painter, x, axis=axis)
        painter.setPen(self._theme.color("border"))
        painter.drawLine(QPointF(0, area.top() - 0.5), QPointF(area.right(), area.top() - 0.5))

    def _paint_headers(self, painter: QPainter, area: QRectF) -> None:
        column = QRectF(0, area.top(), area.left(), area.height())
        painter.fillRect(QRectF(0, 0, area.left(), area.top() - 1), self._theme.color("card"))
        painter.save()
        painter.setClipRect(column)
        for index in self._rows_in(area):
            box = self._row_box(index, area)
            box.setRect(0, box.top(), column.width(), box.height())
            box = self._kept_in_sight(box, column)
            current = index == self._cursor[0]
            row = self._layout.rows[index]
            self._paint.row_header(painter, box, row, index, current=current)
        painter.restore()
        painter.setPen(self._theme.color("border"))
        painter.drawLine(QPointF(area.left() - 0.5, 0), QPointF(area.left() - 0.5, area.bottom()))

    def _kept_in_sight(self, box: QRectF, column: QRectF) -> QRectF:
        """Return the visible part of a tall row, so that its name does not scroll away."""
        visible = box.intersected(column)
        return visible if visible.height() >= self._theme.px("row") else box

    def _rows_in(self, area: QRectF) -> range:
        top = float(self.verticalScrollBar().value())
        return self._layout.visible_rows(top, top + area.height())

    def _row_box(self, index: int, area: QRectF) -> QRectF:
        top, height = self._layout.row_span(index)
        y = area.top() + top - self.verticalScrollBar().value()
        return QRectF(area.left(), y, area.width(), height)

    def _axis_box(self, area: QRectF) -> QRectF:
        return QRectF(area.left(), 0, area.width(), area.top() - 1)

    def _x_in(self, area: QRectF, month: int | None) -> float | None:
        """Return where the middle of a month lies, None when it is out of sight."""
        if month is None:
            return None
        offset = self.horizontalScrollBar().value()
        x = area.left() + self._layout.x_of(month + 0.5) - offset
        return x if area.left() <= x <= area.right() else None

    def _held_answer(self, row: int) -> bool | None:
        if self._held is None or row != self._held.row:
            return None
        return self._held.verdict.accepted


def _into_view(bar: QScrollBar, start: float, length: float, room: float) -> None:
    """Scroll as little as needed to show a stretch."""
    if start < bar.value():
        bar.setValue(round(start))
    elif start + length > bar.value() + room:
        bar.setValue(round(start + length - room))
