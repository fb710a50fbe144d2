# SPDX-License-Identifier: EUPL-1.2
"""How a bar, a row, the time axis and a held measure look on the board.

Status is a style and never a colour alone: tentative is dashed and hatched, planned is tinted,
operational has a firm edge, and what exists already is grey with a lock.
"""

from collections.abc import Sequence

from attrs import frozen
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QStaticText

from planner.text import _
from ui.icons import kind_icon, paint_icon
from ui.panes.values import FIRST_YEAR, LAST_MONTH, MONTHS, BoardBar, BoardRow, DropVerdict
from ui.theme import Theme
from ui.widgets.painting import hatch, paint_box

_YEAR = 12
_QUARTER = 3
_CACHED_TEXTS = 2000


@frozen
class Held:
    """What is held over the board, where it would come to lie, and the answer to that.

    `key` names the bar that is being moved, empty for something from the catalogue.
    """

    row: int
    month: int
    months: int
    label: str
    kind: str
    verdict: DropVerdict
    key: str = ""


class BoardPainter:
    """Draws parts of the board in one theme; laid-out texts are kept between repaints."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._texts: dict[tuple[str, int], QStaticText] = {}
        self._label = theme.font("label")
        self._label_metrics = QFontMetricsF(self._label)
        self._widths: dict[str, float] = {}
        self._measured_rows: tuple[BoardRow, ...] | None = None
        self._header_width = 0.0

    def bar(
        self,
        painter: QPainter,
        box: QRectF,
        bar: BoardBar,
        *,
        from_x: float,
        taken: Sequence[tuple[float, float]] = (),
    ) -> None:
        """Draw a bar; its label starts no further left than `from_x`, the edge of the view.

        `taken` are the stretches of the bar, in px from left to right, that its label leaves free.
        """
        hue = self._theme.kind(bar.kind)
        radius = self._theme.px("radius_mark")
        self._body(painter, box, bar, hue, radius)
        self._stripe(painter, box, hue)
        inner = box.adjusted(self._theme.px("stripe") + self._theme.px("space_xs"), 0, 0, 0)
        inner.setLeft(max(inner.left(), from_x))
        inner.setRight(inner.right() - self._theme.px("space_xs"))
        inner = self._end_icon(painter, inner, bar)
        if taken:
            inner = self._beside(inner, taken, bar.label)
        self._icon_and_label(painter, inner, bar, hue)

    def swatch(self, painter: QPainter, box: QRectF, bar: BoardBar) -> None:
        """Draw the style of a bar without icon and label, for the legend."""
        hue = self._theme.kind(bar.kind)
        self._body(painter, box, bar, hue, self._theme.px("radius_mark"))
        self._stripe(painter, box, hue)

    def selection(self, painter: QPainter, box: QRectF, *, focused: bool) -> None:
        """Draw the ring of the chosen bar, firm while the board has the keyboard."""
        ring = self._theme.px("focus_width" if focused else "line")
        paint_box(
            painter,
            box.adjusted(-ring, -ring, ring, ring),
            fill=None,
            edge=self._theme.color("accent"),
            radius=self._theme.px("radius_mark") + ring,
            width=ring,
        )

    def held(self, painter: QPainter, box: QRectF, held: Held) -> None:
        """Draw what is held over the board where it would come to lie."""
        accepted = held.verdict.accepted
        edge = self._theme.color("accent" if accepted else "danger")
        fill = self._theme.kind_soft(held.kind) if accepted else self._theme.color("danger_soft")
        radius = self._theme.px("radius_mark")
        width = 1.5 * self._theme.px("line")
        paint_box(painter, box, fill=fill, edge=edge, radius=radius, width=width, dashed=True)
        inner = box.adjusted(self._theme.px("space_s"), 0, -self._theme.px("space_xs"), 0)
        self._text(painter, inner, held.label, self._theme.color("text"))

    def cell(self, painter: QPainter, box: QRectF, *, focused: bool) -> None:
        """Draw the cursor: a firm ring while the board has the keyboard, else a thin one."""
        token, width = ("focus", "focus_width") if focused else ("outline", "line")
        paint_box(
            painter,
            box,
            fill=None,
            edge=self._theme.color(token),
            radius=self._theme.px("radius_mark"),
            width=self._theme.px(width),
        )

    def row_ground(self, painter: QPainter, box: QRectF, index: int, *, held: bool | None) -> None:
        """Fill a row; a row something is held over is tinted by the answer."""
        if held is not None:
            painter.fillRect(box, self._theme.color("accent_soft" if held else "danger_soft"))
        elif index % 2:
            painter.fillRect(box, self._theme.color("card_alt"))

    def row_hint(self, painter: QPainter, box: QRectF) -> None:
        """Say in an empty row how to fill it, by mouse and by key."""
        words = _("Nothing planned here: drag a measure here, or press Enter")
        inner = box.adjusted(self._theme.px("space_s"), 0, -self._theme.px("space_s"), 0)
        self._text(painter, inner, words, self._theme.color("faint"))

    def row_header(
        self, painter: QPainter, box: QRectF, row: BoardRow, index: int, *, current: bool
    ) -> None:
        """Draw the frozen cell of a row: covered or not, name, number of measures."""
        painter.fillRect(box, self._theme.color("card_alt" if index % 2 else "card"))
        side = self._theme.px("icon_small")
        pad = self._theme.px("space_s")
        name = box.adjusted(pad, 0, 0, 0)
        if row.covered is not None:
            mark = QRectF(box.left() + pad, box.center().y() - side / 2, side, side)
            icon, token = ("circle-check", "success") if row.covered else ("circle", "faint")
            paint_icon(painter, icon, mark, self._theme.color(token))
            name.setLeft(mark.right() + pad)
        count = self._count(painter, box, row)
        name.setRight(count - self._theme.px("space_xs"))
        self._plain(painter, name, row.name, "strong" if current else "body", "text")

    def grid(
        self, painter: QPainter, area: QRectF, *, offset: float, month: float, quarters: bool
    ) -> None:
        """Draw a line at every year, fainter ones at quarters when there is room."""
        painter.setPen(QPen(self._theme.color("grid"), self._theme.px("line")))
        for index in range(0, MONTHS + 1, _QUARTER if quarters else _YEAR):
            x = round(area.left() + index * month - offset) + 0.5
            if area.left() <= x <= area.right():
                painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def axis(
        self, painter: QPainter, area: QRectF, *, offset: float, month: float, quarters: bool
    ) -> None:
        """Write the years, and the quarters below them when there is room."""
        painter.fillRect(area, self._theme.color("card"))
        half = area.height() / 2
        for year in range(MONTHS // _YEAR):
            left = area.left() + year * _YEAR * month - offset
            box = QRectF(left, area.top(), _YEAR * month, half)
            if box.right() > area.left() and left < area.right():
                self._year(painter, box, area, str(FIRST_YEAR + year), quarters=quarters)
        if quarters:
            lower = area.adjusted(0, half, 0, 0)
            self._quarters(painter, lower, offset=offset, month=month)

    def shown_month(self, painter: QPainter, x: float, area: QRectF) -> None:
        """Draw the dashed line of the month that the rest of the window shows."""
        line = QPen(self._theme.color("accent"), self._theme.px("line"), Qt.PenStyle.DashLine)
        painter.setPen(line)
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def today(self, painter: QPainter, x: float, area: QRectF) -> None:
        """Draw the line of the present month; bars are drawn over it."""
        width = 2 * self._theme.px("line")
        line = QRectF(round(x - width / 2), area.top(), width, area.height())
        painter.fillRect(line, self._theme.color("today"))

    def today_flag(self, painter: QPainter, x: float, *, axis: QRectF) -> None:
        """Draw the flag with the word on the axis."""
        words = _("Today")
        metrics = QFontMetricsF(self._theme.font("chip"))
        width = metrics.horizontalAdvance(words) + 2 * self._theme.px("space_xs")
        height = metrics.height() + self._theme.px("line")
        box = QRectF(x - width / 2, axis.bottom() - height - 1, width, height)
        paint_box(
            painter,
            box,
            fill=self._theme.color("today"),
            radius=self._theme.px("radius_mark"),
        )
        painter.setFont(self._theme.font("chip"))
        painter.setPen(self._theme.color("danger_text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def header_width(self, rows: tuple[BoardRow, ...]) -> float:
        """Return the width the frozen column needs for the longest name and its count.

        Measuring text costs more than drawing it, so the answer is kept.
        """
        if rows != self._measured_rows:
            self._measured_rows = rows
            self._header_width = self._measure_header(rows)
        return self._header_width

    def _measure_header(self, rows: tuple[BoardRow, ...]) -> float:
        name = QFontMetricsF(self._theme.font("strong"))
        widest = max((name.horizontalAdvance(row.name) for row in rows), default=0.0)
        count = self._label_metrics.horizontalAdvance("000")
        icon = self._theme.px("icon_small")
        return widest + count + icon + 4 * self._theme.px("space_s")

    # Bars

    def _body(
        self, painter: QPainter, box: QRectF, bar: BoardBar, hue: QColor, radius: float
    ) -> None:
        line = self._theme.px("line")
        soft = self._theme.kind_soft(bar.kind)
        if bar.tentative:
            paint_box(painter, box, fill=self._theme.color("card"), radius=radius)
            paint_box(painter, box, fill=None, edge=hue, radius=radius, width=line, dashed=True)
            painter.fillRect(box.adjusted(line, line, -line, -line), hatch(soft))
        elif bar.locked:
            edge = self._theme.color("outline")
            fill = self._theme.color("track")
            paint_box(painter, box, fill=fill, edge=edge, radius=radius, width=line)
        else:
            firm = hue if bar.operational else None
            paint_box(painter, box, fill=soft, edge=firm, radius=radius, width=line)
        if bar.conflict:
            edge = self._theme.color("danger")
            paint_box(painter, box, fill=None, edge=edge, radius=radius, width=line)

    def _stripe(self, painter: QPainter, box: QRectF, hue: QColor) -> None:
        width = min(float(self._theme.px("stripe")), box.width())
        painter.fillRect(QRectF(box.left(), box.top(), width, box.height()), hue)

    def _end_icon(self, painter: QPainter, inner: QRectF, bar: BoardBar) -> QRectF:
        """Draw lock or warning at the end of a bar; return what is left for the label."""
        name = "triangle-alert" if bar.conflict else "lock" if bar.locked else ""
        side = self._theme.px("icon_small")
        if not name or inner.width() < 2 * side:
            return inner
        place = QRectF(inner.right() - side, inner.center().y() - side / 2, side, side)
        token = "danger" if bar.conflict else "muted"
        paint_icon(painter, name, place, self._theme.color(token))
        return inner.adjusted(0, 0, -side - self._theme.px("space_xs"), 0)

    def _beside(self, inner: QRectF, taken: Sequence[tuple[float, float]], words: str) -> QRectF:
        """Return the first stretch that is free and has room for a label, else the widest."""
        needed = self._width(words) + self._theme.px("icon_small") + self._theme.px("space_xs")
        widest, left = QRectF(), inner.left()
        for first, last in (*taken, (inner.right(), inner.right())):
            free = QRectF(inner)
            free.setLeft(left)
            free.setRight(min(max(first, left), inner.right()))
            if free.width() >= needed:
                return free
            widest = max(widest, free, key=QRectF.width)
            left = max(left, last)
        return widest

    def _icon_and_label(self, painter: QPainter, inner: QRectF, bar: BoardBar, hue: QColor) -> None:
        side = self._theme.px("icon_small")
        if inner.width() < side:
            return
        place = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
        paint_icon(painter, kind_icon(bar.kind), place, hue)
        words = inner.adjusted(side + self._theme.px("space_xs"), 0, 0, 0)
        self._text(painter, words, bar.label, self._theme.color("muted" if bar.locked else "text"))

    def _text(self, painter: QPainter, box: QRectF, words: str, colour: QColor) -> None:
        """Draw one line from the store of laid-out texts, elided to the box."""
        width = self._width(words)
        room = int(box.width()) if width > box.width() else -1
        if 0 <= room < self._label_metrics.averageCharWidth() * 2:
            return
        key = (words, room)
        text = self._texts.get(key) or self._lay_out_text(key)
        painter.setFont(self._label)
        painter.setPen(colour)
        top = box.center().y() - self._label_metrics.height() / 2
        painter.drawStaticText(QPointF(box.left(), top), text)

    def _width(self, words: str) -> float:
        """Return the width of a label in px; measuring costs more than drawing, so it is kept."""
        width = self._widths.get(words)
        if width is None:
            width = self._widths[words] = self._label_metrics.horizontalAdvance(words)
        return width

    def _lay_out_text(self, key: tuple[str, int]) -> QStaticText:
        if len(self._texts) > _CACHED_TEXTS:
            self._texts.clear()
        words, room = key
        if room >= 0:
            words = self._label_metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        text = QStaticText(words)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.prepare(font=self._label)
        self._texts[key] = text
        return text

    # Rows and axis

    def _count(self, painter: QPainter, box: QRectF, row: BoardRow) -> float:
        """Draw the number of measures at the right; return where it begins."""
        words = str(row.count)
        width = self._label_metrics.horizontalAdvance(words)
        place = QRectF(box)
        place.setLeft(box.right() - self._theme.px("space_s") - width)
        self._plain(painter, place, words, "label", "muted" if row.count else "faint")
        return place.left()

    def _plain(self, painter: QPainter, box: QRectF, words: str, role: str, token: str) -> None:
        font: QFont = self._theme.font(role)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width() + 1)
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def _year(
        self, painter: QPainter, box: QRectF, area: QRectF, words: str, *, quarters: bool
    ) -> None:
        metrics = self._label_metrics
        if quarters:
            # The year stays readable while its quarters scroll by.
            box = box.adjusted(self._theme.px("space_xs"), 0, 0, 0)
            box.setLeft(max(box.left(), area.left() + self._theme.px("space_xs")))
            align = Qt.AlignmentFlag.AlignLeft
        else:
            align = Qt.AlignmentFlag.AlignHCenter
        if box.width() < metrics.horizontalAdvance(words):
            return
        painter.setFont(self._label)
        painter.setPen(self._theme.color("muted"))
        painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter, words)

    def _quarters(self, painter: QPainter, area: QRectF, *, offset: float, month: float) -> None:
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("faint"))
        for start in range(0, LAST_MONTH, _QUARTER):
            left = area.left() + start * month - offset
            if left + _QUARTER * month > area.left() and left < area.right():
                box = QRectF(left, area.top(), _QUARTER * month, area.height())
                words = _("Q{quarter}").format(quarter=start % _YEAR // _QUARTER + 1)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
