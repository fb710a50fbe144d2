# SPDX-License-Identifier: EUPL-1.2
"""A card that stands for something that can be picked up: a template or a measure."""

from collections.abc import Callable

from attrs import frozen
from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QWidget

from ui.icons import kind_icon, paint_icon
from ui.theme import Theme
from ui.widgets.painting import paint_box, paint_focus_ring, paint_text


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
        """Ask for two lines of text beside the icon."""
        height = QFontMetrics(self._theme.font("strong")).height()
        height += QFontMetrics(self._theme.font("label")).height()
        return QSize(self._theme.px("control"), height + 2 * self._theme.px("space_m"))

    def minimumSizeHint(self) -> QSize:
        """Insist on the height only; text is elided."""
        return self.sizeHint()

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
        inside = box.adjusted(theme.px("space_m"), 0, -theme.px("space_s"), 0)
        after = self._paint_icon(painter, inside)
        if not self._folded:
            self._paint_words(painter, inside.adjusted(after, 0, 0, 0))

    def _paint_icon(self, painter: QPainter, inside: QRectF) -> float:
        theme = self._theme
        side = theme.px("control") * 0.9
        left = (self.width() - side) / 2 if self._folded else inside.left()
        square = QRectF(left, inside.center().y() - side / 2, side, side)
        soft = theme.kind_soft(self.tile.kind)
        paint_box(painter, square, fill=soft, radius=theme.px("radius_control"))
        size = theme.px("icon")
        mark = QRectF(0, 0, size, size)
        mark.moveCenter(square.center())
        paint_icon(painter, kind_icon(self.tile.kind), mark, theme.kind(self.tile.kind))
        return side + theme.px("space_m")

    def _paint_words(self, painter: QPainter, inside: QRectF) -> None:
        theme = self._theme
        held = self._mime is not None and (self.underMouse() or self.hasFocus())
        grip = theme.px("icon") if held else 0
        if grip:
            mark = QRectF(inside.right() - grip, inside.center().y() - grip / 2, grip, grip)
            paint_icon(painter, "grip-vertical", mark, theme.color("faint"))
        strong, label = theme.font("strong"), theme.font("label")
        upper, lower = QFontMetrics(strong).height(), QFontMetrics(label).height()
        top = inside.center().y() - (upper + lower) / 2
        width = inside.width() - grip
        first = QRectF(inside.left(), top, width, upper)
        second = QRectF(inside.left(), top + upper, width, lower)
        paint_text(painter, first, self.tile.name, font=strong, colour=theme.color("text"))
        paint_text(painter, second, self.tile.note, font=label, colour=theme.color("muted"))

    def _drag(self) -> None:
        mime = self.mime()
        if mime is None:
            return
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.setPixmap(self.grab())
        drag.setHotSpot(QPoint(self._theme.px("control"), self.height() // 2))
        self.drag_started.emit(self.tile.key)
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)
        self.drag_ended.emit(self.tile.key)
