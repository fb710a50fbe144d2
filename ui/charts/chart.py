# SPDX-License-Identifier: EUPL-1.2
"""What all charts share: a plot with axes, legend, cursor, readout, keys, and staleness.

A chart gets values in and sends signals out. While it is hidden it only remembers that it is
stale; it draws when it is shown.
"""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner import text
from planner.text import _
from ui.accessible import announce, present_as_chart
from ui.charts.cursor import CursorLayer
from ui.charts.face import OPENING, ChartFace, V
from ui.charts.geometry import Frame
from ui.charts.layer import GridLayer, Layer
from ui.charts.legend import Legend
from ui.charts.paints import Key
from ui.charts.plot import Surface
from ui.charts.readout import Reading, Readout
from ui.charts.tables import Rhythm, Table
from ui.charts.ticks import Marks, value_marks
from ui.charts.values import MONTHS, ChartValues
from ui.theme import Theme

_KEY_MONTHS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageDown: -12,
    Qt.Key.Key_PageUp: 12,
    Qt.Key.Key_Home: -MONTHS,
    Qt.Key.Key_End: MONTHS,
}
_ZOOM_STEP = 0.8
_WIDTH_PER_HEIGHT = 12 / 7
_VALUE_MARK_LINES = 2.2


class Chart(ChartFace[V]):
    """A painted chart over time."""

    CURSOR_LINE = True

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._values: V | None = None
        self._preview: V | None = None
        self._month = 0
        self._stale = False
        self._layers: list[Layer] = []
        self._marks = Marks((), ())
        self._time_marks = Marks((), ())
        self._time_window: tuple[object, ...] = ()
        self._surface = Surface(self, theme)
        self._legend = Legend(self, theme)
        self._readout = Readout(self, theme)
        self._build()

    def values(self) -> V | None:
        """Return the values shown, or to be shown."""
        return self._values

    def month(self) -> int:
        """Return the month of the cursor."""
        return self._month

    def is_stale(self) -> bool:
        """Tell whether the chart waits to be shown before it draws."""
        return self._stale

    def surface(self) -> Surface:
        """Return the plot, for those who measure or print it."""
        return self._surface

    def legend(self) -> Legend:
        """Return the legend."""
        return self._legend

    def readout(self) -> Readout:
        """Return the readout beside the mouse."""
        return self._readout

    def time_cursor(self) -> CursorLayer:
        """Return the cursor with its bubbles."""
        return self._cursor

    def set_values(self, values: V) -> None:
        """Show other values; a preview, if any, stays."""
        self._values = values
        self.setAccessibleName(titled(values))
        self.setAccessibleDescription(values.summary)
        self._draw_or_wait()

    def set_ghost(self, values: V | None) -> None:
        """Show as a thin dashed outline what would be, or nothing any more."""
        self._preview = values
        if self._stale or not self.isVisible() or self._values is None:
            self._stale = True
            return
        self.fill_preview(values)
        if self._fitting_marks(self._values) != self._marks:
            self._arrange()
        self._point_cursor(self._values)

    def set_month(self, index: int) -> None:
        """Move the cursor to a month, 0 = January 2021."""
        self._month = min(MONTHS - 1, max(0, index))
        if self._values is not None and not self._stale:
            self._point_cursor(self._values)

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.theme = theme
        self._surface.set_theme(theme)
        self._legend.set_theme(theme)
        self._readout.set_theme(theme)
        for layer in self._layers:
            layer.set_theme(theme)
        self._draw_or_wait()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._draw_or_wait()

    def table(self, rhythm: Rhythm = "years") -> Table | None:
        """Return the same numbers as a table, if there are values."""
        return None if self._values is None else self.as_table(self._values, rhythm)

    def paint(self, painter: QPainter, target: QRectF) -> None:
        """Paint plot and legend into a rectangle of any painter."""
        painter.save()
        painter.translate(target.topLeft())
        painter.scale(target.width() / self.width(), target.height() / self.height())
        self._surface.render(painter, QRectF(self._surface.view.geometry()))
        self._legend.paint_keys(painter, QRectF(self._legend.geometry()))
        painter.restore()

    def lay_out(self) -> None:
        """Draw now, at the present size, although the chart is not on screen."""
        self._draw()
        # on the way to a picture Qt gives even hidden parts their size
        self.grab()
        self._surface.lay_out()
        self._arrange()

    # what a kind of chart says about itself

    def as_table(self, values: V, rhythm: Rhythm) -> Table:
        """Return the table twin of the values, by the end of years or of months."""
        raise NotImplementedError

    def extent(self) -> tuple[float, float]:
        """Return the first and last position of the time axis."""
        return 0.0, MONTHS - 1.0

    def position_of(self, month: int) -> float:
        """Return where on the time axis a month lies."""
        return float(month)

    def month_at(self, position: float) -> int:
        """Return the month nearest to a position on the time axis."""
        return min(MONTHS - 1, max(0, round(position)))

    def peak(self, values: V, first: float, last: float) -> float:
        """Return the largest value to be seen between two positions."""
        raise NotImplementedError

    def time_marks(self, first: float, last: float) -> Marks:
        """Return the marks of the time axis."""
        raise NotImplementedError

    def keys(self, values: V) -> tuple[Key, ...]:
        """Return the legend."""
        raise NotImplementedError

    def fill_layers(self, values: V) -> None:
        """Hand the values to the layers; they are placed afterwards."""
        raise NotImplementedError

    def fill_preview(self, preview: V | None) -> None:
        """Hand the totals of the preview to their layer and let it draw alone."""
        raise NotImplementedError

    def cursor_text(self, values: V, month: int) -> str:
        """Return what the bubble says at a month."""
        raise NotImplementedError

    def difference(self, values: V, preview: V, month: int) -> float:
        """Return how much more the preview has at a month."""
        raise NotImplementedError

    def reading(self, values: V, month: int) -> Reading:
        """Return what every series says at a month."""
        raise NotImplementedError

    def make_layers(self) -> list[Layer]:
        """Return the layers between grid and cursor, from the lowest up."""
        raise NotImplementedError

    # Qt

    def sizeHint(self) -> QSize:
        """Return a size at which all parts are legible."""
        height = self._text_height() * 14
        return QSize(round(height * _WIDTH_PER_HEIGHT), height)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which a chart says nothing."""
        height = self._text_height() * 9
        return QSize(round(height * _WIDTH_PER_HEIGHT), height)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what has changed while the chart was hidden."""
        super().showEvent(event)
        if self._stale:
            self._draw()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the readout away with the chart."""
        super().hideEvent(event)
        self._readout.put_away()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the focus ring around the parts."""
        if not self.hasFocus():
            return
        width = self.theme.px("focus_width")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("focus"), width))
        inset = width / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, self.theme.px("radius_mark"), self.theme.px("radius_mark"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus ring."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor with the arrows and Page keys; zoom with +, -, 0; open with Enter."""
        key = Qt.Key(event.key())
        if key in _KEY_MONTHS:
            self._step(_KEY_MONTHS[key])
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self._surface.zoom(_ZOOM_STEP, self.position_of(self._month))
        elif key == Qt.Key.Key_Minus:
            self._surface.zoom(1 / _ZOOM_STEP, self.position_of(self._month))
        elif key == Qt.Key.Key_0:
            self._surface.set_times(*self.extent())
        elif key in OPENING:
            self.records_requested.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom along time with Ctrl held; otherwise let the page scroll."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        under = QPointF(self._surface.view.mapFrom(self, event.position().toPoint()))
        steps = event.angleDelta().y() / 120
        self._surface.zoom(_ZOOM_STEP**steps, self._surface.position_under(under))
        event.accept()

    # inside

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        ring = self.theme.px("focus_width")
        layout.setContentsMargins(ring, ring, ring, ring)
        layout.setSpacing(0)
        layout.addWidget(self._surface.view, 1)
        layout.addWidget(self._legend)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        present_as_chart(self)
        parent = self._surface.layer_parent()
        self._grid = GridLayer(parent, self.theme)
        self._layers = [self._grid, *self.make_layers()]
        self._cursor = CursorLayer(self._surface.overlay_parent(), self.theme)
        self._layers.append(self._cursor)
        first, last = self.extent()
        self._surface.limit(first, last, narrowest=min(12.0, last - first))
        self._surface.set_times(first, last)
        self._surface.framed.connect(self._arrange)
        self._surface.picked.connect(self._pick)
        self._surface.opened.connect(self.records_requested)
        self._surface.pointed.connect(self._hover)
        self._surface.left.connect(self._readout.put_away)

    def _draw_or_wait(self) -> None:
        if self.isVisible():
            self._draw()
        else:
            self._stale = True

    def _draw(self) -> None:
        self._stale = False
        values = self._values
        if values is None:
            return
        self._legend.show_keys(self.keys(values))
        self.fill_layers(values)
        self.fill_preview(self._preview)
        self._arrange()
        self._point_cursor(values)

    def _arrange(self) -> None:
        """Fit the value axis to the window of time, then place all layers."""
        values = self._values
        if values is None or self._stale or self._surface.room().height() < 1:
            return
        self._marks = self._fitting_marks(values)
        self._grid.show_marks(self._marks.positions)
        self._surface.show_marks(self._marks, self._fitting_times())
        self._surface.set_top(self._marks.positions[-1])
        frame = self._surface.frame()
        if frame is not None:
            self._place(frame)

    def _fitting_times(self) -> Marks:
        """Return the marks of the time axis, computed anew only when it has changed."""
        window = (*self._surface.times(), self._surface.room().width(), text.language())
        if window != self._time_window:
            self._time_window = window
            self._time_marks = self.time_marks(*self._surface.times())
        return self._time_marks

    def _fitting_marks(self, values: V) -> Marks:
        """Return the marks of a value axis that holds everything in view, the preview too."""
        first, last = self._surface.times()
        peak = self.peak(values, first, last)
        if self._preview is not None:
            peak = max(peak, self.peak(self._preview, first, last))
        lines = int(self._surface.room().height() / (self._text_height() * _VALUE_MARK_LINES))
        return value_marks(peak, max(3, min(5, lines)))

    def _place(self, frame: Frame) -> None:
        self._cursor.setPos(self._surface.origin())
        for layer in self._layers:
            layer.place(frame)

    def _point_cursor(self, values: V) -> None:
        self._cursor.show_at(
            self.position_of(self._month),
            self.cursor_text(values, self._month),
            with_line=self.CURSOR_LINE,
        )
        self._cursor.show_delta(self._delta_text(values))

    def _delta_text(self, values: V) -> str:
        if self._preview is None:
            return ""
        change = self.difference(values, self._preview, self._month)
        return signed(change)

    def _pick(self, position: float) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._go_to(self.month_at(position))

    def _step(self, months: int) -> None:
        self._go_to(min(MONTHS - 1, max(0, self._month + months)))
        if self._values is not None:
            announce(self, self.reading(self._values, self._month).sentence())

    def _go_to(self, month: int) -> None:
        if month != self._month:
            self.set_month(month)
            self.month_picked.emit(month)

    def _hover(self, position: float) -> None:
        if self._values is None:
            return
        month = self.month_at(position)
        aside = QPoint(self.theme.px("space_l"), self.theme.px("space_l"))
        corner = self._surface.screen_point(position) + aside
        self._readout.show_reading(self.reading(self._values, month), corner)
        self.hovered.emit(month)

    def _text_height(self) -> int:
        return self.theme.font("caption").pixelSize() + self.theme.px("space_xs")


def titled(values: ChartValues) -> str:
    """Return the title with its unit, as it stands over a chart."""
    return _("{title}, {unit}").format(title=values.title, unit=values.unit)


def captioned(values: ChartValues) -> str:
    """Return what stands under a chart: source and date."""
    return _("Source: {source} · as of {as_of}").format(source=values.source, as_of=values.as_of)


def signed(value: float) -> str:
    """Return a difference with its sign, to about three figures."""
    shown = text.significant(abs(value))
    if abs(value) < 1e-9:
        return "±0"
    return f"+{shown}" if value > 0 else f"−{shown}"
