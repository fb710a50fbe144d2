# SPDX-License-Identifier: EUPL-1.2
"""A button with words on it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from ui.icons import paint_icon
from ui.theme import Theme
from ui.widgets.painting import paint_box, paint_text
from ui.widgets.pressing import is_pressed_by_enter

_MENU_ICON = "chevron-down"


class Button(QPushButton):
    """Words with an optional icon; filled for the main action, with an arrow if it has a menu."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        icon_name: str = "",
        primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._icon_name = icon_name
        self._primary = primary
        self.setProperty("primary", primary)

    def set_icon(self, icon_name: str) -> None:
        """Show another icon, or none for an empty name."""
        self._icon_name = icon_name
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take colours and distances from another theme."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for the icon, the whole text and the arrow."""
        parts = [self.fontMetrics().horizontalAdvance(self.text())] if self.text() else []
        parts += [self._theme.px("icon")] * (bool(self._icon_name) + (self.menu() is not None))
        gaps = self._theme.px("space_s") * max(0, len(parts) - 1)
        width = sum(parts) + gaps + 2 * self._inset() + 1
        return QSize(width, self._theme.px("control"))

    def minimumSizeHint(self) -> QSize:
        """Accept less: the text is then shortened."""
        return QSize(min(self.sizeHint().width(), self._shortest()), self._theme.px("control"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a click does on Enter, outside dialogs too."""
        if not is_pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Do once what is clicked twice: the second click may find another button in its place."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame from the style sheet, then icon, words and arrow."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        if self._primary and self.hasFocus():
            self._paint_inner_ring(painter)
        self._paint_content(painter)

    def _paint_content(self, painter: QPainter) -> None:
        spare = max(0, self.width() - self.sizeHint().width()) // 2
        side = self._inset() + spare
        line = QRectF(self.rect()).adjusted(side, 0, -side, 0)
        step = self._theme.px("icon") + self._theme.px("space_s")
        colour = self._colour("muted")
        if self._icon_name:
            paint_icon(painter, self._icon_name, self._square(line, line.left()), colour)
            line.setLeft(line.left() + step)
        if self.menu() is not None:
            left = line.right() - self._theme.px("icon")
            paint_icon(painter, _MENU_ICON, self._square(line, left), colour)
            line.setRight(line.right() - step)
        words = self._colour("text")
        centre = Qt.AlignmentFlag.AlignHCenter
        paint_text(painter, line, self.text(), font=self.font(), colour=words, align=centre)

    def _square(self, line: QRectF, left: float) -> QRectF:
        size = self._theme.px("icon")
        return QRectF(left, round(line.center().y() - size / 2), size, size)

    def _colour(self, plain: str) -> QColor:
        if not self.isEnabled():
            return self._theme.color("disabled")
        return self._theme.color("accent_text" if self._primary else plain)

    def _inset(self) -> int:
        return self._theme.px("pad_x") + self._theme.px("focus_width")

    def _shortest(self) -> int:
        return 2 * self._inset() + 2 * self._theme.px("icon")

    def _paint_inner_ring(self, painter: QPainter) -> None:
        """Draw the ring inside the fill, where an accent ring around it would not be seen."""
        ring = self._theme.px("focus_width")
        inset = ring + self._theme.px("line")
        paint_box(
            painter,
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset),
            fill=None,
            edge=self._theme.color("accent_text"),
            radius=self._theme.px("radius_mark"),
            width=ring,
        )
