# SPDX-License-Identifier: EUPL-1.2
"""Which shape on the timeline stands for which date."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.text import _, sentence_case
from ui.pages.timeline_view import LanePainter
from ui.presenting.timeline_values import STYLES, MarkShape
from ui.theme import Theme
from ui.widgets.asked import Asked

_NOTHING = Asked("", "", "")


class MarkLegend(QWidget):
    """One line: baseline, expected, happened, decide by, and what waits for what."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Take colours and sizes from another theme."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        words = ", ".join(_(style) for style in STYLES.values())
        self.setAccessibleName(_("Legend: {words}").format(words=words))
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for one row."""
        return QSize(0, self._theme.px("row"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as many entries as there is room for; all are told on hover."""
        painter, drawn = QPainter(self), LanePainter(self._theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font, pad = self._theme.font("label"), self._theme.px("space_m")
        side, metrics = 0.4 * self._theme.px("row"), QFontMetricsF(font)
        x, middle = float(pad), self.height() / 2
        for style, message in STYLES.items():
            words = sentence_case(_(message))
            width = side + pad / 2 + metrics.horizontalAdvance(words) + pad
            if x + width > self.width():
                return
            shape = MarkShape(0, style, "", _NOTHING)
            drawn.mark(painter, QPointF(x + side / 2, middle), shape, side)
            painter.setFont(font)
            painter.setPen(self._theme.color("muted"))
            at = QPointF(x + side + pad / 2, middle + metrics.ascent() / 2 - metrics.descent() / 2)
            painter.drawText(at, words)
            x += width
