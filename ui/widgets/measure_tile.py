# SPDX-License-Identifier: EUPL-1.2
"""A card that stands for something that can be picked up: a template or a measure."""

from collections.abc import Callable

from attrs import frozen
from PySide6.QtCore import QMimeData, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QWidget

from ui.icons import kind_icon, paint_icon
from ui.theme import Theme
from ui.widgets.painting import paint_box, paint_focus_ring


@frozen
class Tile:
    """What a tile shows; `kind` gives colour and icon, `note` is one line below the name.

    A `tentative` thing has a dashed edge, so that it is never taken for a firm one.
    """

    key: str
    name: str
    note: str
    kind: str
    detail: str = ""
    tentative: bool = False


_ICON_SHARE = 0.9  # of a control's height
_WRAP = Qt.TextFlag.TextWordWrap.value


class MeasureTile(QPushButton):
    """A tile with icon, name and note, that can be clicked, opened with Enter, and dragged.

    `mime` makes what is dragged; without it the tile stays where it is.
    """

    opened = Signal(str)
    picked = Signal(str)
    drag_started = Signal(str)
    drag_ended = Signal(str)

    def __init__(
        self,
        theme: Theme,
        tile: Tile,
        *,
        mime: Callable[[str], QMimeData] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mime = mime
        self._pressed_at: QPoint | None = None
        self._folded = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.OpenHandCursor if mime else Qt.CursorShape.PointingHandCursor)
        self.set_tile(tile)
        self.clicked.connect(lambda: self.picked.emit(self.tile.key))

    def set_tile(self, tile: Tile) -> None:
        """Show another thing."""
        self.tile = tile
        self.setAccessibleName(tile.name)
        self.setAccessibleDescription(tile.note)
        self.setToolTip("\n".join(line for line in (tile.name, tile.note, tile.detail) if line))
        self.update()

    def set_folded(self, folded: bool) -> None:
        """Show the icon alone, where there is no room for words."""
        self._folded = folded
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def mime(self) -> QMimeData | None:
        """Return what a drag of this tile carries."""
        return self._mime(self.tile.key) if self._mime else None

    def sizeHint(self) -> QSize:
        """Ask for the lines of text beside the icon."""
        height = sum(self._line_heights()) + 2 * self._theme.px("space_m")
        return QSize(self._theme.px("control"), height)

    def minimumSizeHint(self) -> QSize:
        """Insist on the height only; long words take a second line."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give words the second line they need at another width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag would have begun."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin a drag once the mouse has left the spot."""
        begun = self._pressed_at
        moved = 0 if begun is None else (event.position().toPoint() - begun).manhattanLength()
        if self._mime is not None and moved >= QApplication.startDragDistance():
            self._pressed_at = None
            self.setDown(False)
            self._drag()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Open the thing, as Enter does."""
        self.opened.emit(self.tile.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, pick with Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self.tile.key)
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw box, tinted icon and two lines of text."""
        theme, painter = self._theme, QPainter(self)
        box = QRectF(self.rect())
        fill = "selected" if self.isChecked() else "hover" if self.underMouse() else "card"
        edge = "accent" if self.isChecked() else "border"
        paint_box(
            painter,
            box,
            fill=theme.color(fill),
            edge=theme.color("outline" if self.tile.tentative else edge),
            radius=theme.px("radius_control"),
            dashed=self.tile.tentative,
        )
        if self.hasFocus():
            paint_focus_ring(painter, box, theme, radius=theme.px("radius_control"))
        inside = box.adjusted(theme.px("space_s"), 0, -theme.px("space_xs"), 0)
        self._paint_icon(painter, inside)
        if not self._folded:
            self._paint_words(painter, inside.adjusted(self._icon_room(), 0, 0, 0), box)

    def _icon_side(self) -> float:
        return self._theme.px("control") * _ICON_SHARE

    def _icon_room(self) -> float:
        return self._icon_side() + self._theme.px("space_s")

    def _paint_icon(self, painter: QPainter, inside: QRectF) -> None:
        theme, side = self._theme, self._icon_side()
        left = (self.width() - side) / 2 if self._folded else inside.left()
        square = QRectF(left, inside.center().y() - side / 2, side, side)
        soft = theme.kind_soft(self.tile.kind)
        paint_box(painter, square, fill=soft, radius=theme.px("radius_control"))
        size = theme.px("icon")
        mark = QRectF(0, 0, size, size)
        mark.moveCenter(square.center())
        paint_icon(painter, kind_icon(self.tile.kind), mark, theme.kind(self.tile.kind))

    def _paint_words(self, painter: QPainter, inside: QRectF, box: QRectF) -> None:
        theme = self._theme
        upper, lower = self._line_heights()
        top = inside.center().y() - (upper + lower) / 2
        name = QRectF(inside.left(), top, inside.width(), upper)
        note = QRectF(inside.left(), top + upper, inside.width(), lower)
        _paint_lines(painter, name, self.tile.name, theme.font("strong"), theme.color("text"))
        _paint_lines(painter, note, self.tile.note, theme.font("label"), theme.color("muted"))
        if self._mime is not None and (self.underMouse() or self.hasFocus()):
            size = theme.px("icon")
            grip = QRectF(box.right() - size, inside.center().y() - size / 2, size, size)
            paint_icon(painter, "grip-vertical", grip, theme.color("faint"))

    def _line_heights(self) -> tuple[int, int]:
        """Return the heights of name and note in px, on one line each where there is room."""
        return self._height_of(self.tile.name, "strong"), self._height_of(self.tile.note, "label")

    def _height_of(self, words: str, role: str) -> int:
        metrics = QFontMetrics(self._theme.font(role))
        if self._folded:
            return metrics.height()
        edges = self._theme.px("space_s") + self._theme.px("space_xs")
        room = round(self.width() - edges - self._icon_room())
        return max(metrics.height(), metrics.boundingRect(_tall(room), _WRAP, words).height())

    def _drag_picture(self) -> QPixmap:
        """Return the icon alone: what one drops onto must stay in sight."""
        side = round(self._icon_side())
        left = 0 if not self._folded else (self.width() - side) // 2
        left = left or self._theme.px("space_s")
        return self.grab(QRect(left, (self.height() - side) // 2, side, side))

    def _drag(self) -> None:
        mime = self.mime()
        if mime is None:
            return
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.setPixmap(self._drag_picture())
        corner = round(self._icon_side()) + self._theme.px("space_xs")
        drag.setHotSpot(QPoint(corner, corner))  # the verdict stands on the other side
        self.drag_started.emit(self.tile.key)
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)
        self.drag_ended.emit(self.tile.key)


def _paint_lines(painter: QPainter, rect: QRectF, words: str, font: QFont, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, _WRAP, words)


def _tall(width: int) -> QRect:
    """Return a box in which words of this width in px find all the lines they need."""
    return QRect(0, 0, max(1, width), 10_000)
