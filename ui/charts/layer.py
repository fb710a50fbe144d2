# SPDX-License-Identifier: EUPL-1.2
"""One sheet of a plot: it is told the frame, computes its shapes once, paints them often.

Layers lie in the pixels of the plot, not in data units: hatching, hairlines and text keep their
size at every zoom, and the same painting serves screen, picture and print.
"""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from ui.charts import paints
from ui.charts.geometry import Frame
from ui.theme import Theme


class Layer(QGraphicsObject):
    """A passive sheet over the whole plot; subclasses arrange and draw."""

    def __init__(self, parent: QGraphicsItem, theme: Theme) -> None:
        super().__init__(parent)
        self.theme = theme
        self._frame: Frame | None = None
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def place(self, frame: Frame) -> None:
        """Take a new size or window of the plot, and compute everything again."""
        if self._frame is None or _size(frame) != _size(self._frame):
            self.prepareGeometryChange()
        self._frame = frame
        self.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.theme = theme
        self.refresh()

    def refresh(self) -> None:
        """Compute the shapes again after the content has changed."""
        if self._frame is not None:
            self.arrange(self._frame)
            self.update()

    def arrange(self, frame: Frame) -> None:
        """Compute what `draw` needs; called when content, frame or theme has changed."""

    def draw(self, painter: QPainter, frame: Frame) -> None:
        """Paint into the pixels of the frame."""
        raise NotImplementedError

    def boundingRect(self) -> QRectF:
        """Return the area of the plot."""
        frame = self._frame
        return QRectF() if frame is None else QRectF(0, 0, frame.width, frame.height)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint the layer, once it knows its frame."""
        if self._frame is not None:
            self.draw(painter, self._frame)


class GridLayer(Layer):
    """Horizontal lines at the marks of the value axis."""

    def __init__(self, parent: QGraphicsItem, theme: Theme) -> None:
        super().__init__(parent, theme)
        self._values: tuple[float, ...] = ()
        self._lines: list[QLineF] = []

    def show_marks(self, values: tuple[float, ...]) -> None:
        """Draw a line at each of these values from the next frame on."""
        self._values = values

    def arrange(self, frame: Frame) -> None:
        """Put every line on whole pixels."""
        heights = (min(round(frame.y_at(value)), int(frame.height) - 1) for value in self._values)
        self._lines = [QLineF(0, y, frame.width, y) for y in heights]

    def draw(self, painter: QPainter, _frame: Frame) -> None:
        """Paint the lines, the one at zero stronger."""
        painter.setPen(paints.hairline(self.theme.color("grid")))
        painter.drawLines(self._lines[1:])
        painter.setPen(paints.hairline(self.theme.color("outline")))
        painter.drawLines(self._lines[:1])


def tick_pen(theme: Theme, *, over: bool) -> QPen:
    """Return the pen of a ceiling's tick: heavier and red where the ceiling is broken."""
    color: QColor = theme.color("danger") if over else theme.color("text")
    pen = QPen(color, theme.px("focus_width") + (theme.px("line") if over else 0))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def draw_word(painter: QPainter, theme: Theme, word: str, bottom: QPointF, frame: Frame) -> None:
    """Paint a short red word on a plate above a point, kept inside the frame."""
    font = theme.font("chip")
    metrics = QFontMetricsF(font)
    width, height = metrics.horizontalAdvance(word) + theme.px("space_xs"), metrics.height()
    left = min(max(0.0, bottom.x() - width / 2), frame.width - width)
    plate = QRectF(left, max(0.0, bottom.y() - height), width, height)
    painter.fillRect(plate, theme.color("card"))
    painter.setFont(font)
    painter.setPen(theme.color("danger"))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, word)


def _size(frame: Frame) -> tuple[float, float]:
    return frame.width, frame.height
