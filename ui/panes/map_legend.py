# SPDX-License-Identifier: EUPL-1.2
"""The map's legend: steps with their breaks, hatching, filled and hollow dots, shapes of places."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from planner.text import N_, _, significant
from ui.panes.breaks import STEPS
from ui.panes.map_flows import flow_pen
from ui.panes.map_items import draw_mark
from ui.panes.map_ties import tie_pen
from ui.panes.values import Choropleth
from ui.theme import Theme
from ui.widgets.painting import hatch, paint_box

_BREAK_DIGITS = 2
_KINDS: Mapping[str, str] = {
    "system": N_("Machines"),
    "antenna": N_("Antennas"),
    "data_centre": N_("Data centres"),
    "link": N_("Link"),
    "support": N_("Support centres"),
    "talent": N_("Talent programmes"),
}
_KeyPainter = Callable[[QPainter, QPointF], None]


class MapLegend(QWidget):
    """A small card that explains the colours; the mouse passes through it."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._figure: Choropleth | None = None
        self._flows: Sequence[tuple[str, bool]] = ()
        self._kinds: tuple[str, ...] = ()
        self._tie = ""
        self._flat = False
        self.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Adopt a palette and its sizes."""
        self._theme = theme
        self._resize()

    def set_choropleth(self, figure: Choropleth) -> None:
        """Explain a figure."""
        self._figure = figure
        self.retranslate()

    def set_flows(self, flows: Sequence[tuple[str, bool]]) -> None:
        """Explain lines by words and whether they come in; none takes the explanation away."""
        self._flows = tuple(flows)
        self.retranslate()

    def set_kinds(self, kinds: Collection[str]) -> None:
        """Explain the shapes of these kinds of places, where there are several."""
        shown = tuple(kind for kind in _KINDS if kind in kinds)
        if shown != self._kinds:
            self._kinds = shown
            self.retranslate()

    def set_flat(self, *, flat: bool) -> None:
        """Put the words beside the steps instead of around them: wider, but hardly high."""
        self._flat = flat
        self._resize()

    def size_if(self, *, flat: bool) -> QSize:
        """Return the size that the longest line needs, one way or the other."""
        pad = self._theme.px("space_m")
        widest = self._width_within(flat=flat)
        return QSize(round(widest) + 2 * pad, round(self._rows(flat=flat)[-1]) + pad)

    def set_tie(self, words: str) -> None:
        """Explain the lines between states that belong together; no words take it away."""
        self._tie = words
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.setAccessibleName(_("Legend of the map"))
        lines = (words for words, _pen in self._lines())
        kinds = (_(_KINDS[kind]) for kind in self._kinds)
        words = (self.title(), *self._break_words(), *kinds, *lines)
        self.setAccessibleDescription(", ".join(words))
        self._resize()

    def title(self) -> str:
        """Return the figure's name with its unit."""
        if self._figure is None:
            return ""
        if not self._figure.unit:
            return self._figure.title
        return _("{figure}, {unit}").format(figure=self._figure.title, unit=self._figure.unit)

    def sizeHint(self) -> QSize:
        """Return the size that the longest line needs."""
        return self.size_if(flat=self._flat)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw title, steps with their breaks, and the keys."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_box(
            painter,
            QRectF(self.rect()),
            fill=self._theme.color("card"),
            edge=self._theme.color("border"),
            radius=self._theme.px("radius_control"),
        )
        title, steps, numbers, keys, kinds, flows, _end = self._rows(flat=self._flat)
        self._paint_title(painter, title)
        self._paint_steps(painter, steps)
        self._paint_numbers(painter, numbers)
        self._paint_keys(painter, keys)
        self._paint_kinds(painter, kinds)
        self._paint_lines(painter, flows)

    def _rows(self, *, flat: bool) -> tuple[float, float, float, float, float, float, float]:
        """Return the tops of title, steps, numbers, keys, kinds and lines, and the end of all."""
        line, high = self._metrics().height(), self._theme.px("space_m")
        title = float(self._theme.px("space_s"))
        steps = title + (line - high if flat else line + self._theme.px("space_xs"))
        numbers = steps + high
        keys = numbers if flat else numbers + line + self._theme.px("space_s")
        row = line + self._theme.px("space_xs")
        kinds = keys + row
        flows = kinds + row * self._kind_lines(flat=flat)
        end = flows + line if self._lines() else flows - self._theme.px("space_xs")
        return title, steps, numbers, keys, kinds, flows, end

    def _paint_title(self, painter: QPainter, top: float) -> None:
        painter.setFont(self._theme.font("label"))
        painter.setPen(self._theme.color("text"))
        painter.drawText(self._line(top), Qt.AlignmentFlag.AlignLeft, self.title())

    def _paint_steps(self, painter: QPainter, top: float) -> None:
        left, width = self._left(), self._swatch_width()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for step, colour in enumerate(self._steps()):
            box = QRectF(left + step * width, top, width, self._theme.px("space_m"))
            painter.fillRect(box, colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(left, top, STEPS * width, self._theme.px("space_m"))
        paint_box(painter, whole, fill=None, edge=self._theme.color("border"))

    def _steps(self) -> Sequence[QColor]:
        differs = self._figure is not None and self._figure.diverging
        return self._theme.diverging() if differs else self._theme.ramp()

    def _paint_numbers(self, painter: QPainter, top: float) -> None:
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("muted"))
        width = self._swatch_width()
        for step, words in enumerate(self._break_words(), start=1):
            centre = self._left() + step * width
            box = QRectF(centre - width / 2, top, width, self._metrics().height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_keys(self, painter: QPainter, top: float) -> None:
        line = self._metrics().height()
        x = self._words_left()
        for words, paint in zip(self._key_words(), self._key_painters(), strict=True):
            paint(painter, QPointF(x + self._theme.px("dot") / 2, top + line / 2))
            x += self._theme.px("dot") + self._theme.px("space_xs")
            painter.setFont(self._theme.font("caption"))
            painter.setPen(self._theme.color("muted"))
            advance = self._caption().horizontalAdvance(words)
            painter.drawText(
                QRectF(x, top, advance + 1, line), Qt.AlignmentFlag.AlignVCenter, words
            )
            x += advance + self._theme.px("space_m")

    def _paint_kinds(self, painter: QPainter, top: float) -> None:
        line, radius = self._metrics().height(), self._theme.px("dot") / 2
        painter.setFont(self._theme.font("caption"))
        for x, nth, kind in self._kind_places(flat=self._flat):
            y = top + nth * (line + self._theme.px("space_xs"))
            centre = QPointF(self._left() + x + radius, y + line / 2)
            hue, ground = self._theme.kind(kind), self._theme.color("card")
            draw_mark(painter, centre, radius, hue=hue, ground=ground, filled=True, kind=kind)
            painter.setPen(self._theme.color("muted"))
            box = QRectF(centre.x() + radius + self._theme.px("space_xs"), y, self.width(), line)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, _(_KINDS[kind]))

    def _kind_places(self, *, flat: bool) -> Iterator[tuple[float, int, str]]:
        """Yield left edge, line and kind of each shape, in lines no wider than what is above."""
        x, nth, most = 0.0, 0, self._width_within(flat=flat)
        for kind in self._kinds if len(self._kinds) > 1 else ():
            words = self._caption().horizontalAdvance(_(_KINDS[kind]))
            width = self._theme.px("dot") + self._theme.px("space_xs") + words
            if x and x + width > most:
                x, nth = 0.0, nth + 1
            yield x, nth, kind
            x += width + self._theme.px("space_m")

    def _kind_lines(self, *, flat: bool) -> int:
        return max((nth + 1 for _x, nth, _kind in self._kind_places(flat=flat)), default=0)

    def _lines(self) -> list[tuple[str, QPen]]:
        """Return what each kind of line means, and how it is drawn."""
        pens = [
            (words, flow_pen(self._theme, incoming=incoming, share=0.2))
            for words, incoming in self._flows
        ]
        return [*pens, (self._tie, tie_pen(self._theme))] if self._tie else pens

    def _paint_lines(self, painter: QPainter, top: float) -> None:
        line, x = self._metrics().height(), self._words_left()
        middle, length = top + line / 2, float(self._theme.px("icon_large"))
        painter.setFont(self._theme.font("caption"))
        for words, pen in self._lines():
            painter.setPen(pen)
            painter.drawLine(QLineF(x, middle, x + length, middle))
            x += length + self._theme.px("space_xs")
            advance = self._caption().horizontalAdvance(words)
            painter.setPen(self._theme.color("muted"))
            box = QRectF(x, top, advance + 1, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
            x += advance + self._theme.px("space_m")

    def _key_painters(self) -> tuple[_KeyPainter, _KeyPainter, _KeyPainter]:
        return partial(self._paint_dot, filled=True), self._paint_dot, self._paint_hatch

    def _paint_dot(self, painter: QPainter, centre: QPointF, *, filled: bool = False) -> None:
        hue, ground = self._theme.color("text"), self._theme.color("card")
        radius = self._theme.px("dot") / 2
        draw_mark(painter, centre, radius, hue=hue, ground=ground, filled=filled)

    def _paint_hatch(self, painter: QPainter, centre: QPointF) -> None:
        radius = self._theme.px("dot") / 2
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        edge = self._theme.color("unknown_hatch")
        paint_box(painter, box, fill=self._theme.color("map_member"))
        painter.fillRect(box, hatch(edge))
        paint_box(painter, box, fill=None, edge=edge)

    def _key_words(self) -> tuple[str, str, str]:
        return _("Operational"), _("Planned"), _("Unknown")

    def _break_words(self) -> tuple[str, ...]:
        breaks = self._figure.breaks if self._figure else ()
        return tuple(significant(value, _BREAK_DIGITS) for value in breaks)

    def _words_width(self) -> float:
        title = self._metrics().horizontalAdvance(self.title())
        return max(title, self._keys_width(), self._lines_width())

    def _width_within(self, *, flat: bool) -> float:
        swatches, words = STEPS * self._swatch_width(), self._words_width()
        return swatches + self._theme.px("space_l") + words if flat else max(swatches, words)

    def _words_left(self) -> float:
        beside = STEPS * self._swatch_width() + self._theme.px("space_l")
        return self._left() + (beside if self._flat else 0.0)

    def _keys_width(self) -> float:
        words = sum(self._caption().horizontalAdvance(text) for text in self._key_words())
        each = self._theme.px("dot") + self._theme.px("space_xs") + self._theme.px("space_m")
        return words + 3 * each

    def _lines_width(self) -> float:
        each = self._theme.px("icon_large") + self._theme.px("space_xs") + self._theme.px("space_m")
        return sum(self._caption().horizontalAdvance(text) + each for text, _pen in self._lines())

    def _swatch_width(self) -> float:
        widest = max(
            (self._caption().horizontalAdvance(text) for text in self._break_words()), default=0.0
        )
        return max(float(self._theme.px("icon_large")), widest + self._theme.px("space_xs"))

    def _line(self, top: float) -> QRectF:
        left = self._words_left()
        return QRectF(left, top, self.width() - left, self._metrics().height())

    def _left(self) -> float:
        return float(self._theme.px("space_m"))

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font("label"))

    def _caption(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font("caption"))

    def _resize(self) -> None:
        self.resize(self.sizeHint())
        self.update()
