# SPDX-License-Identifier: EUPL-1.2
"""Capacity by month below the lanes, on the same scale of time, with the holes marked."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from planner.domain.months import HORIZON
from planner.engine.derivations import NETWORK
from planner.engine.outcome import Series
from planner.text import _, month_label, significant
from ui.accessible import announce, present_as_chart
from ui.pages.timeline_view import TimelineView
from ui.panes.values import clamp_month
from ui.presenting.timeline_values import StripValues
from ui.theme import Theme
from ui.widgets.asked import Asked
from ui.widgets.painting import hatch, paint_box, paint_focus_ring, paint_text

_ROWS, _ROWS_WHEN_LOW = 3, 1
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageDown: -12,
    Qt.Key.Key_PageUp: 12,
    Qt.Key.Key_Home: -HORIZON,
    Qt.Key.Key_End: HORIZON,
}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class CapacityStrip(QWidget):
    """What runs is filled, what is planned is hatched; a hole has a red edge and a mark.

    Beside it stand the highest amount of all months and the line of nothing.
    `where_requested` asks where the capacity of a month comes from, `records_requested` for the
    records behind it. With the keyboard the month in sight moves, and `month_chosen` tells so.
    """

    where_requested = Signal(int)
    records_requested = Signal(object)
    month_chosen = Signal(int)

    def __init__(self, theme: Theme, view: TimelineView) -> None:
        super().__init__()
        self._theme = theme
        self._view = view
        self._values: StripValues | None = None
        self._areas: tuple[tuple[float, float], QPolygonF, QPolygonF] | None = None
        self._low = False
        self._month = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        present_as_chart(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        bar = view.horizontalScrollBar()
        bar.valueChanged.connect(self.update)
        bar.rangeChanged.connect(self.update)

    def set_values(self, values: StripValues) -> None:
        """Show other months."""
        self._values, self._areas = values, None
        total = values.running + values.planned
        peak = int(total.argmax())
        self.setAccessibleName(
            _("Capacity by month: at most {amount} EFLOP/s in {month}; {count} holes").format(
                amount=significant(float(total[peak])),
                month=month_label(peak),
                count=len(values.holes),
            )
        )
        self._tell()
        self.update()

    def set_month(self, month: int) -> None:
        """Put the cursor on a month; with the keyboard here it is read out."""
        self._month = month
        self.setProperty("asked", Asked(NETWORK, "", "capacity_ef", month=month))
        self._tell()
        if self.hasFocus():
            announce(self, self.words_of(month))
            self.update()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        if self._values is not None:
            self.set_values(self._values)

    def set_theme(self, theme: Theme) -> None:
        """Take colours and sizes from another theme."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a few rows; any width will do."""
        rows = _ROWS_WHEN_LOW if self._low else _ROWS
        return QSize(0, rows * self._theme.px("row"))

    def set_low(self, *, low: bool) -> None:
        """Take a single row where the lanes above would have no room."""
        if low != self._low:
            self._low = low
            self.updateGeometry()

    def words_at(self, x: float) -> str:
        """Return what stands at a place: the month, its capacity, and the hole it lies in."""
        month = self.month_at(x)
        return "" if month is None else self.words_of(month)

    def words_of(self, month: int) -> str:
        """Return a month with its capacity, and the hole it lies in."""
        if self._values is None:
            return ""
        words = _("{month}: {running} EFLOP/s operational, {planned} planned").format(
            month=month_label(month),
            running=significant(float(self._values.running[month])),
            planned=significant(float(self._values.planned[month])),
        )
        holes = (hole.words for hole in self._values.holes if hole.first <= month < hole.until)
        return "\n".join((words, *holes))

    def event(self, event: QEvent) -> bool:
        """Tell on hover what stands below the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(event.pos().x()), self)
            return True
        return super().event(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask where the capacity of a month comes from."""
        month = self.month_at(event.position().x())
        if month is not None:
            self.where_requested.emit(month)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the month with the arrow and Page keys; Enter shows the records behind it."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.month_chosen.emit(clamp_month(self._month + _STEPS[key]))
        elif key in _ENTER:
            self.records_requested.emit(self.property("asked"))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Read out the month in sight."""
        super().focusInEvent(event)
        announce(self, self.words_of(self._month))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the reading back."""
        super().focusOutEvent(event)
        self.update()

    def _tell(self) -> None:
        """Describe the month in sight, all holes, and what the keys do."""
        holes = () if self._values is None else (hole.words for hole in self._values.holes)
        keys = _("Arrow keys move the month, Enter shows the records behind it.")
        self.setAccessibleDescription(" ".join((self.words_of(self._month), *holes, keys)))

    def month_at(self, x: float) -> int | None:
        """Return the month at a place, `None` beside the months."""
        if self._values is None or x < self._view.header_width():
            return None
        return clamp_month(int(self._view.content_at(QPointF(x, 0)).x() // self._view.month_px))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw both areas, the holes, and the name in the frozen column."""
        if self._values is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = self._view.header_width()
        painter.setPen(QPen(self._theme.color("border"), self._theme.px("line")))
        painter.drawLine(QPointF(0, 0.5), QPointF(self.width(), 0.5))
        self._paint_scale(painter, left)
        painter.setClipRect(QRectF(left, 0, self.width() - left, self.height()))
        self._paint_areas(painter)
        for hole in self._values.holes:
            left_edge, right_edge = self._x(hole.first), self._x(hole.until)
            box = QRectF(left_edge, 1, right_edge - left_edge, self.height() - 2)
            painter.setPen(QPen(self._theme.color("danger"), self._theme.px("line")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
            painter.setFont(self._theme.font("chip"))
            painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter, "!")
        if self.hasFocus():
            self._paint_reading(painter)
            painter.setClipping(False)
            radius = self._theme.px("radius_mark")
            paint_focus_ring(painter, QRectF(self.rect()), self._theme, radius=radius)

    def _paint_reading(self, painter: QPainter) -> None:
        """Draw the cursor of the keyboard and what stands there, on the side with more room."""
        x, pad = self._x(self._month + 0.5), float(self._theme.px("space_s"))
        painter.setPen(QPen(self._theme.color("focus"), self._theme.px("line")))
        painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        words = self.words_of(self._month).partition("\n")[0]
        font = self._theme.font("label")
        wide, high = QFontMetrics(font).horizontalAdvance(words) + 3 * pad, self._theme.px("row")
        left = x + pad if x + pad + wide <= self.width() else x - pad - wide
        box = QRectF(max(left, self._view.header_width()), 0, wide, min(high, self.height()))
        inside = box.adjusted(pad, 0, -pad, 0)
        radius = self._theme.px("radius_mark")
        fill, edge = self._theme.color("card"), self._theme.color("border")
        paint_box(painter, box, fill=fill, edge=edge, radius=radius)
        paint_text(painter, inside, words, font=font, colour=self._theme.color("text"))

    def _paint_scale(self, painter: QPainter, left: float) -> None:
        """Write the name, the highest amount and nothing beside their lines; draw those."""
        assert self._values is not None  # noqa: S101 - `paintEvent` looked
        peak = float((self._values.running + self._values.planned).max())
        top_words = _("{amount} EF").format(amount=significant(peak))
        pad, font = self._theme.px("space_s"), self._theme.font("caption")
        high = QFontMetrics(font).height()
        is_roomy = self._floor() - self._ceiling() >= 2 * high
        wide = QFontMetrics(font).horizontalAdvance(top_words) + pad
        muted = self._theme.color("muted")
        for words, y in ((top_words, self._ceiling()), ("0", self._floor())):
            painter.setPen(QPen(self._theme.color("grid"), self._theme.px("line")))
            painter.drawLine(QPointF(left, y), QPointF(self.width(), y))
            place = QRectF(left - wide, 0, wide - pad / 2, high)
            place.moveTop(min(max(1.0, y - high / 2), self.height() - high))
            if is_roomy or y < self._floor():
                right = Qt.AlignmentFlag.AlignRight
                paint_text(painter, place, words, font=font, colour=muted, align=right)
        painter.setFont(self._theme.font("label"))
        painter.setPen(muted)
        box = QRectF(pad, 0, left - wide - pad, self.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(box, flags, _("Capacity, EFLOP/s BF16"))

    def _paint_areas(self, painter: QPainter) -> None:
        """Fill the steps below both series; what is only planned is hatched."""
        total, running = self._shapes()
        painter.save()
        painter.translate(self._x(0), 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hatch(self._theme.kind("system")))
        painter.drawPolygon(total)
        painter.setBrush(self._theme.kind_soft("system"))
        painter.drawPolygon(running)
        painter.restore()

    def _shapes(self) -> tuple[QPolygonF, QPolygonF]:
        """Return the areas of all capacity and of what runs; they are kept for one size."""
        assert self._values is not None  # noqa: S101 - `paintEvent` looked
        size = self._view.month_px, float(self.height())
        if self._areas is None or self._areas[0] != size:
            total = self._values.running + self._values.planned
            top = max(float(total.max()), 1e-9)
            self._areas = size, self._area(total, top), self._area(self._values.running, top)
        return self._areas[1:]

    def _area(self, series: Series, top: float) -> QPolygonF:
        """Return the steps below a series, from the start of its first month on, in px."""
        floor, room = self._floor(), self._floor() - self._ceiling()
        edges = self._view.month_px * np.repeat(np.arange(len(series) + 1), 2)[1:-1]
        heights = np.repeat(floor - room * series / top, 2)
        points = [QPointF(x, y) for x, y in zip(edges.tolist(), heights.tolist(), strict=True)]
        return QPolygonF([QPointF(0, floor), *points, QPointF(edges[-1], floor)])

    def _ceiling(self) -> float:
        """Return the height of the highest amount."""
        return float(self._theme.px("space_s"))

    def _floor(self) -> float:
        """Return the height of the line of nothing."""
        return self.height() - self._theme.px("space_xs") - 0.5

    def _x(self, month: float) -> float:
        view = self._view
        offset = view.horizontalScrollBar().value()
        return float(view.header_width() + month * view.month_px - offset)
