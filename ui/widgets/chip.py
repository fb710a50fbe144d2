# SPDX-License-Identifier: EUPL-1.2
"""A word in a tinted pill: a state, a count, a kind."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.theme import Theme
from ui.widgets.painting import paint_box, paint_text
from ui.widgets.tone import Tone, background_token, text_token


class Chip(QWidget):
    """A short text on a tint of its tone, or of a kind of measure."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        tone: Tone = "neutral",
        kind: str = "",
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone: Tone = tone
        self._kind = kind
        self._icon_name = icon_name
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        """Return the words shown."""
        return self._text

    def set_text(self, text: str, *, tone: Tone | None = None) -> None:
        """Show other words, and with them perhaps another tone."""
        self._text = text
        self._tone = tone or self._tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take colours and font from another theme."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for the whole text."""
        metrics = QFontMetrics(self._theme.font("chip"))
        icon = self._icon_size() + self._theme.px("space_xs") if self._icon_name else 0
        width = metrics.horizontalAdvance(self._text) + 2 * self._theme.px("space_s") + icon
        return QSize(width + 1, metrics.height() + self._theme.px("space_xs"))

    def minimumSizeHint(self) -> QSize:
        """Accept less: the text is then shortened."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._theme.px("control")), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tint, the icon and the words."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        text, background, icon = self._colours()
        paint_box(painter, rect, fill=background, radius=self._theme.px("radius_mark"))
        side = self._theme.px("space_s")
        line = rect.adjusted(side, 0, -side, 0)
        if self._icon_name:
            size = self._icon_size()
            square = QRectF(line.left(), line.center().y() - size / 2, size, size)
            paint_icon(painter, self._icon_name, square, icon)
            line.setLeft(square.right() + self._theme.px("space_xs"))
        centre = Qt.AlignmentFlag.AlignHCenter
        font = self._theme.font("chip")
        paint_text(painter, line, self._text, font=font, colour=text, align=centre)

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        """Return the colours of text, background and icon."""
        if self._kind:
            text, background = self._theme.color("text"), self._theme.kind_soft(self._kind)
            return text, background, text
        text = self._theme.color(text_token(self._tone))
        return text, self._theme.color(background_token(self._tone)), text

    def _icon_size(self) -> int:
        return self._theme.px("icon_small")
