# SPDX-License-Identifier: EUPL-1.2
"""What the styles of bars mean, drawn by the painter of the bars themselves."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.text import _
from ui.panes.board_items import BoardPainter
from ui.panes.values import BoardBar
from ui.theme import Theme

_KIND = "system"


class BoardLegend(QWidget):
    """One line of small bars with their words; what does not fit is left out from the end."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Adopt a palette and its sizes."""
        self._theme = theme
        self._painter = BoardPainter(theme)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.setAccessibleName(_("Legend of the board"))
        self.setAccessibleDescription(", ".join(words for words, _bar in self._entries()))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of a line; the width is taken as it comes."""
        return QSize(0, round(self._metrics().height()) + 2 * self._theme.px("space_xs"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw each style with its words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap, width = self._theme.px("space_xs"), self._theme.px("icon_large")
        height = self._theme.px("icon_small")
        x = float(self._theme.px("space_s"))
        for words, bar in self._entries():
            advance = self._metrics().horizontalAdvance(words)
            if x + width + gap + advance > self.width():
                return
            box = QRectF(x, (self.height() - height) / 2, width, height)
            self._painter.swatch(painter, box, bar)
            self._write(painter, QPointF(box.right() + gap, self.height() / 2), words)
            x = box.right() + gap + advance + self._theme.px("space_l")

    def _write(self, painter: QPainter, middle: QPointF, words: str) -> None:
        metrics = self._metrics()
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("muted"))
        painter.drawText(middle + QPointF(0, metrics.capHeight() / 2), words)

    def _entries(self) -> tuple[tuple[str, BoardBar], ...]:
        return (
            (_("Exists"), _example(locked=True)),
            (_("Planned"), _example()),
            (_("Tentative"), _example(tentative=True)),
            (_("In operation"), _example(operational=True)),
            (_("Breaks a rule"), _example(conflict="!")),
        )

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font("caption"))


def _example(
    *,
    tentative: bool = False,
    locked: bool = False,
    operational: bool = False,
    conflict: str = "",
) -> BoardBar:
    return BoardBar(
        key="",
        row="",
        label="",
        kind=_KIND,
        status="",
        start=0,
        end=0,
        tentative=tentative,
        locked=locked,
        operational=operational,
        conflict=conflict,
    )
