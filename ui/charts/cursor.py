# SPDX-License-Identifier: EUPL-1.2
"""The cursor: a dashed line at one date with what the chart says there."""

import math

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QGraphicsItem

from ui.charts import paints
from ui.charts.geometry import Frame
from ui.charts.layer import Layer
from ui.theme import Theme
from ui.widgets.painting import paint_box


class CursorLayer(Layer):
    """A line with a bubble, and a second bubble for what a preview would change.

    The bubbles stand in a strip above the plot, where they hide no value.
    """

    def __init__(self, parent: QGraphicsItem, theme: Theme) -> None:
        super().__init__(parent, theme)
        self._position: float | None = None
        self._text = ""
        self._delta = ""
        self._with_line = True

    def show_at(self, position: float, text: str, *, with_line: bool) -> None:
        """Put the cursor at a position along time, saying `text`."""
        self._position = position
        self._text = text
        self._with_line = with_line
        self.update()

    def show_delta(self, text: str) -> None:
        """Say what the preview would change; nothing when empty."""
        self._delta = text
        self.update()

    def text(self) -> str:
        """Return what the bubble says."""
        return self._text

    def delta_text(self) -> str:
        """Return what the preview's bubble says."""
        return self._delta

    def boundingRect(self) -> QRectF:
        """Return the area of the plot with the strip above it."""
        return super().boundingRect().adjusted(0, -strip_height(self.theme), 0, 0)

    def draw(self, painter: QPainter, frame: Frame) -> None:
        """Paint the line, then the bubbles on top of it."""
        position = self._position
        if position is None or not frame.first <= position <= frame.last:
            return
        x = frame.x_at(position)
        if self._with_line:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(paints.hairline(self.theme.color("text"), dashed=True))
            painter.drawLine(QLineF(round(x), 0, round(x), frame.height))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self._draw_bubbles(painter, frame, x)

    def _draw_bubbles(self, painter: QPainter, frame: Frame, x: float) -> None:
        """Paint the bubbles side by side, together inside the frame and as near as can be."""
        said = [(self._text, "bubble", "bubble_text"), (self._delta, "accent", "accent_text")]
        shown = [bubble for bubble in said if bubble[0]]
        font = self.theme.font("chip")
        metrics = QFontMetricsF(font)
        inset, gap = self.theme.px("space_s"), self.theme.px("space_xs")
        widths = [metrics.horizontalAdvance(words) + 2 * inset for words, _, _ in shown]
        total = sum(widths) + gap * (len(widths) - 1)
        left = min(max(0.0, x - widths[0] / 2), max(0.0, frame.width - total))
        height = strip_height(self.theme) - gap / 2
        painter.setFont(font)
        for width, (words, back, front) in zip(widths, shown, strict=True):
            box = QRectF(left, -strip_height(self.theme), width, height)
            radius = self.theme.px("radius_mark")
            paint_box(painter, box, fill=self.theme.color(back), radius=radius)
            painter.setPen(self.theme.color(front))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
            left += width + gap


def strip_height(theme: Theme) -> float:
    """Return the height of the strip above the plot that the bubbles stand in."""
    return math.ceil(QFontMetricsF(theme.font("chip")).height()) + 1.5 * theme.px("space_xs")
