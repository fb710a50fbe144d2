# SPDX-License-Identifier: EUPL-1.2
"""What every series says at one date, beside the mouse."""

from attrs import frozen
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from planner.text import labelled
from ui.charts.paints import Key, paint_mark
from ui.theme import Theme


@frozen(eq=False)
class Row:
    """One series at one date; `strong` rows are totals."""

    key: Key | None
    label: str
    cells: tuple[str, ...]
    strong: bool = False


@frozen(eq=False)
class Reading:
    """All series at one date, as sentences and numbers ready to show."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def sentence(self) -> str:
        """Return the reading in one line, for a screen reader."""
        parts = (f"{row.label} {' + '.join(filter(None, row.cells))}" for row in self.rows)
        return labelled(self.heading, ", ".join(parts))


class Readout(QWidget):
    """A small sheet that follows the mouse and takes no input.

    It belongs to its chart, but while it is shown it lies over the whole window: a chart is often
    smaller than what it has to say.
    """

    def __init__(self, owner: QWidget, theme: Theme) -> None:
        super().__init__(owner)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._owner = owner
        self._theme = theme
        self._reading = Reading("", (), ())

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme
        self.update()

    def reading(self) -> Reading:
        """Return what is shown."""
        return self._reading

    def show_reading(self, reading: Reading, corner: QPoint) -> None:
        """Show a reading at a point of the screen, moved so far that it stays in the window."""
        self._reading = reading
        window = self._owner.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self.resize(self.sizeHint())
        self.move(self._kept_inside(window.mapFromGlobal(corner), window.size()))
        self.show()
        self.raise_()
        self.update()

    def put_away(self) -> None:
        """Hide, and go back to the chart, so as to end with it."""
        self.hide()
        self.setParent(self._owner)

    def sizeHint(self) -> QSize:
        """Return the size all rows need."""
        label, cells = self._widths()
        gap = self._theme.px("space_m")
        width = self._theme.px("dot") + label + sum(cells) + gap * (len(cells) + 1) + 2 * gap
        rows = len(self._reading.rows) + 1
        return QSize(round(width), round(rows * self._row_height() + 2 * self._padding()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card, the heading, and one row per series."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("border"))
        painter.setBrush(theme.color("card"))
        half = theme.px("line") / 2
        card = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(card, theme.px("radius_control"), theme.px("radius_control"))
        head = Row(None, self._reading.heading, self._reading.columns, strong=True)
        for line, row in enumerate((head, *self._reading.rows)):
            self._paint_row(painter, row, self._padding() + line * self._row_height())

    def _paint_row(self, painter: QPainter, row: Row, top: float) -> None:
        theme = self._theme
        gap, dot = theme.px("space_m"), theme.px("dot")
        height = self._row_height()
        painter.setFont(theme.font("section" if row.strong else "caption"))
        left = float(gap)
        if row.key is not None:
            paint_mark(
                painter, QRectF(left, round(top + (height - dot) / 2), dot, dot), row.key, theme
            )
        label, cells = self._widths()
        text_left = left if row.key is None else left + dot + theme.px("space_xs")
        baseline = top + height / 2 + painter.fontMetrics().capHeight() / 2
        painter.setPen(theme.color("text"))
        painter.drawText(QPointF(text_left, baseline), row.label)
        right = left + dot + theme.px("space_xs") + label
        for width, cell in zip(cells, row.cells, strict=True):
            right += gap + width
            wide = painter.fontMetrics().horizontalAdvance(cell)
            painter.drawText(QPointF(right - wide, baseline), cell)

    def _widths(self) -> tuple[float, list[float]]:
        """Return the widths of the names and of every column of figures."""
        metrics = QFontMetricsF(self._theme.font("section"))
        reading = self._reading
        lines = [(reading.heading, reading.columns)]
        lines += [(row.label, row.cells) for row in reading.rows]
        label = max(metrics.horizontalAdvance(name) for name, _cells in lines)
        count = len(reading.columns)
        cells = [
            max(metrics.horizontalAdvance(cells[column]) for _name, cells in lines)
            for column in range(count)
        ]
        return label, cells

    def _row_height(self) -> float:
        return QFontMetricsF(self._theme.font("caption")).height() + self._theme.px("line")

    def _padding(self) -> int:
        return self._theme.px("space_s")

    def _kept_inside(self, corner: QPoint, room: QSize) -> QPoint:
        left = min(corner.x(), room.width() - self.width())
        top = min(corner.y(), room.height() - self.height())
        return QPoint(max(0, left), max(0, top))
