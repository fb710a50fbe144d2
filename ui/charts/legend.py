# SPDX-License-Identifier: EUPL-1.2
"""The legend of a chart: marks with names, in as many rows as the width needs."""

from attrs import frozen
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.text import sentence_case
from ui.charts.paints import Key, paint_mark
from ui.theme import Theme


@frozen(eq=False)
class _Place:
    key: Key
    mark: QRectF
    text: QPointF


class Legend(QWidget):
    """A strip of legend entries; it says nothing itself to a screen reader, the chart does."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keys: tuple[Key, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_keys(self, keys: tuple[Key, ...]) -> None:
        """Show these entries; ask for another height only if it changes."""
        if _same(keys, self._keys):
            return
        before = self._rows_high(self.width())
        self._keys = keys
        if self._rows_high(self.width()) != before:
            self.updateGeometry()
        self.update()

    def entries(self) -> tuple[Key, ...]:
        """Return the entries."""
        return self._keys

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Say that narrow legends are higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the rows at a width."""
        return self._rows_high(width)

    def sizeHint(self) -> QSize:
        """Return the size at the present width."""
        return QSize(self.width(), self._rows_high(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where this width needs more rows, or fewer."""
        super().resizeEvent(event)
        if self._rows_high(event.oldSize().width()) != self._rows_high(self.width()):
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint all entries."""
        painter = QPainter(self)
        self.paint_keys(painter, QRectF(self.rect()))

    def paint_keys(self, painter: QPainter, target: QRectF) -> None:
        """Paint all entries into a rectangle of any painter."""
        painter.setFont(self._theme.font("caption"))
        for place in self._places(target.width()):
            paint_mark(painter, place.mark.translated(target.topLeft()), place.key, self._theme)
            painter.setPen(self._theme.color("muted"))
            painter.drawText(place.text + target.topLeft(), sentence_case(place.key.label))

    def _rows_high(self, width: int) -> int:
        places = self._places(float(width))
        if not places:
            return 0
        return round(places[-1].text.y() + self._metrics().descent())

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font("caption"))

    def _places(self, width: float) -> list[_Place]:
        """Return where mark and name of every entry go, row by row."""
        theme, metrics = self._theme, self._metrics()
        dot, gap = theme.px("dot"), theme.px("space_xs")
        row = metrics.height() + gap
        places: list[_Place] = []
        left, line = 0.0, 0
        for key in self._keys:
            wide = dot + gap + metrics.horizontalAdvance(sentence_case(key.label))
            if left > 0 and left + wide > width:
                left, line = 0.0, line + 1
            middle = gap + line * row + metrics.height() / 2
            mark = QRectF(left, round(middle - dot / 2), dot, dot)
            base = QPointF(left + dot + gap, middle + metrics.capHeight() / 2)
            places.append(_Place(key, mark, base))
            left += wide + theme.px("space_m")
        return places


def _same(some: tuple[Key, ...], others: tuple[Key, ...]) -> bool:
    """Tell whether two legends look alike."""
    return len(some) == len(others) and all(
        (one.label, one.mark, one.color) == (other.label, other.mark, other.color)
        for one, other in zip(some, others, strict=True)
    )
