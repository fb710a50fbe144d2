# SPDX-License-Identifier: EUPL-1.2
"""How far a figure can be trusted, by shape and word, never by colour alone."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.text import N_, _
from ui.theme import Theme
from ui.widgets.painting import hatch, paint_text

Confidence = Literal["high", "medium", "low", "assumption"]

_WORDS: dict[Confidence, str] = {
    "high": N_("High confidence"),
    "medium": N_("Medium confidence"),
    "low": N_("Low confidence"),
    "assumption": N_("Assumption"),
}
_FULL_CIRCLE = 360 * 16  # Qt counts angles in sixteenths of a degree
_TOP = 90 * 16


class ConfidenceMark(QWidget):
    """A dot that is full, half or empty, with its word; hatched for an assumption."""

    clicked = Signal()

    def __init__(
        self,
        theme: Theme,
        level: Confidence = "high",
        *,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Build the mark; `compact` leaves the word to the tooltip and the screen reader."""
        super().__init__(parent)
        self._theme = theme
        self._compact = compact
        self._level: Confidence = level
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def set_level(self, level: Confidence) -> None:
        """Show another level."""
        self._level = level
        self.retranslate()

    def retranslate(self) -> None:
        """Say the level in the current language."""
        self._word = _(_WORDS[self._level])
        self.setAccessibleName(self._word)
        self.setToolTip(self._word)
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take colours and font from another theme."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for the whole text."""
        metrics = QFontMetrics(self._theme.font("label"))
        dot = self._theme.px("dot") + 2 * self._theme.px("line")
        word = metrics.horizontalAdvance(self._word) + self._theme.px("space_s")
        return QSize(dot if self._compact else dot + word, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Accept room for the dot alone."""
        return QSize(self._theme.px("dot") + 2 * self._theme.px("line"), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dot and, unless compact, the word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        size = self._theme.px("dot")
        dot = QRectF(self._theme.px("line"), rect.center().y() - size / 2, size, size)
        self._paint_dot(painter, dot)
        if not self._compact:
            self._paint_word(
                painter, rect.adjusted(dot.right() + self._theme.px("space_s"), 0, 0, 0)
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a click; the mark stands for the question where a value comes from."""
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def _paint_dot(self, painter: QPainter, dot: QRectF) -> None:
        colour = self._theme.color("muted")
        painter.setPen(QPen(colour, 1.5 * self._theme.px("line")))
        painter.setBrush(QBrush(colour) if self._level == "high" else Qt.BrushStyle.NoBrush)
        if self._level == "assumption":
            painter.setBrush(hatch(colour))
            painter.drawRect(dot)
            return
        painter.drawEllipse(dot)
        if self._level == "medium":
            painter.setBrush(colour)
            painter.drawPie(dot, _TOP, _FULL_CIRCLE // 2)

    def _paint_word(self, painter: QPainter, line: QRectF) -> None:
        font, colour = self._theme.font("label"), self._theme.color("muted")
        used = paint_text(painter, line, self._word, font=font, colour=colour)
        if self._level == "assumption":
            height = self._theme.px("focus_width")
            underline = QRectF(line.left(), line.bottom() - height, used, height)
            painter.fillRect(underline, hatch(colour))
