# SPDX-License-Identifier: EUPL-1.2
"""Weeks to train a model by machine, as bars on a scale of powers of ten.

From hours to years the values span five powers of ten, so the scale is logarithmic and says so by
its marks. What is not operational yet is hatched; January 2024 stands as a line beside them.
"""

import math

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from planner import text
from planner.text import _
from ui.accessible import present_as_chart
from ui.charts import paints
from ui.charts.chart import titled
from ui.charts.face import OPENING, ChartFace
from ui.charts.tables import Rhythm, Table
from ui.charts.values import WeekBar, WeekBars
from ui.theme import Theme
from ui.widgets.painting import paint_text

_LABELS = 0.34  # share of the width that names the machines
_VALUES = 0.16  # share of the width that is kept for the number behind the longest bar
_BAR = 0.62  # share of a row that its bar fills
_LEAST_ROWS = 5


class TrainingChart(ChartFace[WeekBars]):
    """Horizontal bars of weeks with the line of January 2024."""

    RHYTHMS: tuple[Rhythm, ...] = ("years",)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._values: WeekBars | None = None
        self._preview: WeekBars | None = None
        self._month = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        present_as_chart(self)

    def values(self) -> WeekBars | None:
        """Return the values shown."""
        return self._values

    def month(self) -> int:
        """Return the month the values are of."""
        return self._month

    def set_values(self, values: WeekBars) -> None:
        """Show other values; a preview, if any, stays."""
        self._values = values
        self.setAccessibleName(titled(values))
        self.setAccessibleDescription(values.summary)
        self.update()

    def set_ghost(self, values: WeekBars | None) -> None:
        """Outline what would be, or nothing any more."""
        self._preview = values
        self.update()

    def set_month(self, index: int) -> None:
        """Remember the month; the values of another month are handed in."""
        self._month = index

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.theme = theme
        self.updateGeometry()
        self.update()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.update()

    def table(self, _rhythm: Rhythm = "years") -> Table | None:
        """Return machines with their weeks, and January 2024 last."""
        values = self._values
        if values is None:
            return None
        rows = [(bar.label, bar.weeks) for bar in values.bars]
        if not math.isnan(values.baseline):
            rows.append((values.baseline_label, values.baseline))
        return Table(
            title=values.title,
            unit=values.unit,
            source=values.source,
            as_of=values.as_of,
            corner=_("Machine"),
            columns=(_("Weeks"),),
            rows=tuple(name for name, _weeks in rows),
            cells=np.array([[weeks] for _name, weeks in rows], dtype=np.float64).reshape(-1, 1),
        )

    def paint(self, painter: QPainter, target: QRectF) -> None:
        """Paint the bars into a rectangle of any painter."""
        painter.save()
        painter.translate(target.topLeft())
        painter.scale(target.width() / self.width(), target.height() / self.height())
        self._paint(painter, QRectF(0, 0, self.width(), self.height()))
        painter.restore()

    def lay_out(self) -> None:
        """Draw now; there is nothing to prepare."""
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        """Return a size at which ten machines are legible."""
        row = self._row_height()
        return QSize(row * 18, row * 12)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which the bars say nothing."""
        row = self._row_height()
        return QSize(row * 12, row * _LEAST_ROWS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars and, with the keyboard, the focus ring."""
        painter = QPainter(self)
        self._paint(painter, QRectF(self.rect()))
        if self.hasFocus():
            ring = self.theme.px("focus_width")
            painter.setPen(paints.hairline(self.theme.color("focus")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = ring / 2
            painter.drawRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))

    def event(self, event: QEvent) -> bool:
        """Say under the mouse what a bar rests on."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            bar = self.bar_at(event.pos().y())
            if bar is not None:
                QToolTip.showText(event.globalPos(), bar.detail, self)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the records behind the bars with Enter."""
        if Qt.Key(event.key()) in OPENING:
            self.records_requested.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Open the records behind the bars."""
        self.records_requested.emit()

    def bar_at(self, y: float) -> WeekBar | None:
        """Return the machine at a height, if there is one."""
        if self._values is None:
            return None
        row = int(y // self._pitch(self.height()))
        bars = self._values.bars
        return bars[row] if 0 <= row < len(bars) else None

    # inside

    def _row_height(self) -> int:
        return self.theme.font("caption").pixelSize() + self.theme.px("space_s")

    def _pitch(self, height: float) -> float:
        count = len(self._values.bars) if self._values is not None else 0
        room = height - 3 * self._row_height()  # marks, baseline, what is left out
        return min(room / max(count, _LEAST_ROWS), 2.0 * self._row_height())

    def _paint(self, painter: QPainter, room: QRectF) -> None:
        values = self._values
        if values is None:
            return
        if not values.bars:
            self._say(painter, room, _("No machine is in service in this month."), "muted")
            return
        pitch = self._pitch(room.height())
        bottom = pitch * len(values.bars)
        scale = _Scale.of(values, room.width() * _LABELS, room.width() * (1 - _VALUES))
        self._paint_marks(painter, scale, bottom, pitch)
        for row, bar in enumerate(values.bars):
            self._paint_bar(painter, scale, bar, QRectF(0, row * pitch, room.width(), pitch))
        self._paint_ghosts(painter, scale, pitch)
        self._paint_baseline(painter, scale, bottom, room)
        self._paint_left_out(painter, bottom, room)

    def _paint_marks(
        self, painter: QPainter, scale: "_Scale", bottom: float, _pitch: float
    ) -> None:
        painter.setFont(self.theme.font("caption"))
        metrics = QFontMetrics(self.theme.font("caption"))
        height = self._row_height()
        for weeks in scale.marks():
            x = scale.at(weeks)
            painter.setPen(paints.hairline(self.theme.color("grid")))
            painter.drawLine(QLineF(x, 0, x, bottom))
            words = text.significant(weeks)
            width = metrics.horizontalAdvance(words) + self.theme.px("space_s")
            box = QRectF(x - width / 2, bottom, width, height)
            painter.setPen(self.theme.color("muted"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_bar(self, painter: QPainter, scale: "_Scale", bar: WeekBar, room: QRectF) -> None:
        gap = self.theme.px("space_s")
        names = QRectF(0, room.top(), scale.left - gap, room.height())
        self._say(painter, names, bar.label, "text")
        if math.isnan(bar.weeks):
            rest = QRectF(scale.left + gap, room.top(), room.width(), room.height())
            self._say(painter, rest, _("unknown"), "muted")
            return
        height = room.height() * _BAR
        box = QRectF(scale.left, room.center().y() - height / 2, 0, height)
        box.setRight(max(scale.at(bar.weeks), scale.left + self.theme.px("line")))
        painter.setPen(Qt.PenStyle.NoPen)
        for brush in paints.fills(self.theme, 0, planned=bar.planned):
            painter.setBrush(brush)
            painter.drawRect(box)
        behind = QRectF(box.right() + gap, room.top(), room.width() - box.right(), room.height())
        self._say(painter, behind, text.significant(bar.weeks), "text")

    def _paint_ghosts(self, painter: QPainter, scale: "_Scale", pitch: float) -> None:
        """Mark with a dashed edge where the bars of a preview would end."""
        if self._preview is None or self._values is None:
            return
        would_be = {bar.key: bar.weeks for bar in self._preview.bars}
        painter.setPen(paints.hairline(self.theme.color("accent"), dashed=True))
        for row, bar in enumerate(self._values.bars):
            weeks = would_be.get(bar.key, math.nan)
            if not math.isnan(weeks) and weeks != bar.weeks:
                x, middle = scale.at(weeks), (row + 0.5) * pitch
                painter.drawLine(QLineF(x, middle - pitch / 2, x, middle + pitch / 2))

    def _paint_baseline(
        self, painter: QPainter, scale: "_Scale", bottom: float, room: QRectF
    ) -> None:
        values = self._values
        if values is None or math.isnan(values.baseline):
            return
        x = scale.at(values.baseline)
        painter.setPen(paints.hairline(self.theme.color("today")))
        painter.drawLine(QLineF(QPointF(x, 0), QPointF(x, bottom)))
        foot = QRectF(0, bottom + self._row_height(), room.width(), self._row_height())
        self._say(painter, foot, values.baseline_label, "today")

    def _paint_left_out(self, painter: QPainter, bottom: float, room: QRectF) -> None:
        if self._values is None or not self._values.left_out:
            return
        height = self._row_height()
        foot = QRectF(0, bottom + 2 * height, room.width(), height)
        words = _("{count} slower machines not shown").format(count=self._values.left_out)
        self._say(painter, foot, words, "muted")

    def _say(self, painter: QPainter, room: QRectF, words: str, token: str) -> None:
        font, colour = self.theme.font("caption"), self.theme.color(token)
        paint_text(painter, room, words, font=font, colour=colour)


class _Scale:
    """From weeks to a position, by powers of ten."""

    def __init__(self, least: int, most: int, left: float, right: float) -> None:
        self.left = left
        self._right = right
        self._least = least
        self._most = most

    @classmethod
    def of(cls, values: WeekBars, left: float, right: float) -> "_Scale":
        """Hold every bar and the baseline between whole powers of ten."""
        shown = [bar.weeks for bar in values.bars] + [values.baseline]
        known = [weeks for weeks in shown if not math.isnan(weeks) and weeks > 0] or [1.0]
        least = math.floor(math.log10(min(known)) - 1e-9)
        most = max(math.ceil(math.log10(max(known))), least + 1)
        return cls(least, most, left, right)

    def at(self, weeks: float) -> float:
        """Return where a number of weeks lies."""
        part = (math.log10(max(weeks, 1e-9)) - self._least) / (self._most - self._least)
        return self.left + (self._right - self.left) * min(max(part, 0.0), 1.0)

    def marks(self) -> list[float]:
        """Return the powers of ten."""
        return [10.0**power for power in range(self._least, self._most + 1)]
