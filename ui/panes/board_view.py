# SPDX-License-Identifier: EUPL-1.2
"""What the mouse can do on the board: choose, carry a bar, drop something from the catalogue.

While something is held the board asks `verdict` and shows the answer; Escape lets go of it with
nothing changed.
"""

from attrs import define
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from planner.text import _
from ui.accessible import present_as_chart
from ui.panes.board_cursor import ZOOM_STEP, BoardCursor
from ui.panes.board_items import Held
from ui.panes.payload import unpack
from ui.panes.values import BoardBar, BoardRow, Payload, Verdict, clamp_month
from ui.panes.verdict_bubble import VerdictBubble
from ui.theme import Theme

_WHEEL_NOTCH = 120.0
_YEAR = 12


@define
class _Grip:
    """A bar under the pressed mouse; `offset` is where it was gripped, in months."""

    bar: BoardBar
    offset: int
    press: QPoint
    moving: bool = False


class BoardView(BoardCursor):
    """The board with keyboard, mouse and drops. Months are indices, 0 = January 2021."""

    menu_requested = Signal(str, str, int, QPoint)
    hover_previewed = Signal(object, str, int)
    hover_ended = Signal()
    dropped = Signal(object, str, int)

    def __init__(self, theme: Theme, *, verdict: Verdict, parent: QWidget | None = None) -> None:
        super().__init__(theme, verdict=verdict, parent=parent)
        self._grip: _Grip | None = None
        self._bubble = VerdictBubble(self, theme)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        present_as_chart(self)
        self.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Adopt a palette and its sizes."""
        super().set_theme(theme)
        self._bubble.set_theme(theme)

    def set_board(self, rows: tuple[BoardRow, ...], bars: tuple[BoardBar, ...]) -> None:
        """Replace rows and bars; what is held over a row that goes is let go."""
        if self._held is not None and self._held.row >= len(rows):
            self._let_go()
        super().set_board(rows, bars)

    @property
    def bubble_text(self) -> str:
        """What the bubble says about the place below the mouse, empty while nothing is held."""
        return self._bubble.text if self._bubble.isVisible() else ""

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the bar or cell below and grip the bar."""
        point = event.position()
        row = self._row_below(point)
        if event.button() != Qt.MouseButton.LeftButton or row < 0:
            return
        bar = self._bar_below(point)
        if bar is None:
            self.choose_cell(row, self._month_below(point))
            return
        self.choose_bar(bar)
        offset = self._month_below(point) - bar.start
        self._grip = _Grip(bar=bar, offset=offset, press=point.toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the gripped bar, or show what can be gripped."""
        point = event.position()
        if self._grip is None:
            self._show_hover(point)
            return
        travelled = (point.toPoint() - self._grip.press).manhattanLength()
        if not self._grip.moving and travelled < QApplication.startDragDistance():
            return
        self._grip.moving = True
        if self._grip.bar.locked:
            self.refuse_locked(self._grip.bar)
            self._grip = None
            return
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._scroll_at_edge(point)
        self._carry(self._grip, point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the bar go: tell where it is wished, or why it cannot go there."""
        if event.button() != Qt.MouseButton.LeftButton or self._grip is None:
            return
        grip, held = self._grip, self._held
        self._grip = None
        self.viewport().unsetCursor()
        self._end_hold()
        if grip.moving and held is not None:
            self.wish_move(grip.bar, held.month, held.row, held.verdict)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the bar below, or ask to place something in the cell."""
        point = event.position()
        row = self._row_below(point)
        bar = self._bar_below(point)
        if bar is not None:
            self.open_requested.emit(bar.key)
        elif row >= 0:
            state = self._layout.rows[row].state
            self.placement_requested.emit(state, self._month_below(point))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl stretch time around the mouse, with Shift move along it."""
        notches = event.angleDelta().y() / _WHEEL_NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(ZOOM_STEP**notches, around=event.position().x())
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and notches:
            across = self.horizontalScrollBar()
            across.setValue(round(across.value() - notches * 3 * across.singleStep()))
            event.accept()
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the bar or cell below, or of the cursor when asked by key."""
        if event.reason() != QContextMenuEvent.Reason.Keyboard:
            point = QPointF(event.pos())
            row, bar = self._row_below(point), self._bar_below(point)
            if bar is not None:
                self.choose_bar(bar)
            elif row >= 0:
                self.choose_cell(row, self._month_below(point))
        state, month = self.cell
        if state:
            at = self.cell_rect(state, month).center().toPoint()
            place = at if event.reason() == QContextMenuEvent.Reason.Keyboard else event.pos()
            globally = self.viewport().mapToGlobal(place)
            self.menu_requested.emit(self.chosen, state, month, globally)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show a tooltip for the bar or state below the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self._tooltip(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        if event.type() == QEvent.Type.Leave and self._hover_row >= 0:
            self._hover_row = -1
            self.viewport().update()
        return bool(super().viewportEvent(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let go of a bar in mid-air with Escape; all else is the cursor's."""
        if event.key() == Qt.Key.Key_Escape and self._grip is not None:
            self._let_go()
        else:
            super().keyPressEvent(event)

    def _show_hover(self, point: QPointF) -> None:
        row, bar = self._row_below(point), self._bar_below(point)
        movable = bar is not None and not bar.locked
        cursor = Qt.CursorShape.OpenHandCursor if movable else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(cursor)
        if row != self._hover_row:
            self._hover_row = row
            self.viewport().update()

    def _tooltip(self, point: QPointF) -> str:
        bar = self._bar_below(point)
        if bar is not None:
            return "\n".join(filter(None, (bar.label, bar.detail, bar.conflict)))
        row = self._row_below(point)
        if row < 0 or point.x() >= self.header_width():
            return ""
        facts = self._layout.rows[row]
        words = {True: _("served by this month"), False: _("not served yet"), None: ""}
        return "\n".join(filter(None, (facts.name, words[facts.covered], facts.detail)))

    def _row_below(self, point: QPointF) -> int:
        if point.y() < self.axis_height():
            return -1
        return self._layout.row_at(self.content_at(point).y())

    def _month_below(self, point: QPointF) -> int:
        """Return the month below the mouse; the frozen column stands for the cursor's month."""
        if point.x() < self.header_width():
            return self._cursor[1]
        return self._layout.month_at(self.content_at(point).x())

    def _bar_below(self, point: QPointF) -> BoardBar | None:
        if point.x() < self.header_width() or point.y() < self.axis_height():
            return None
        there = self.content_at(point)
        return self._layout.bar_at(there.x(), there.y())

    # Moving a bar

    def _carry(self, grip: _Grip, point: QPointF) -> None:
        """Hold the gripped bar over the month and state below the mouse."""
        row = self._row_below(point)
        if row < 0:
            row = self._held.row if self._held else self._layout.row_index(grip.bar.row)
        month = clamp_month(self._layout.month_at(self.content_at(point).x()) - grip.offset)
        unmoved = (self._layout.rows[row].state, month) == (grip.bar.row, grip.bar.start)
        if unmoved:
            self._end_hold()
        else:
            months = grip.bar.end - grip.bar.start + 1
            payload = {
                "measure": grip.bar.key,
                "label": grip.bar.label,
                "kind": grip.bar.kind,
                "months": str(months),
            }
            self._hold(payload, row, month, point.toPoint())

    def _let_go(self) -> None:
        """Forget a bar in mid-air; it lies where it lay."""
        self._grip = None
        self.viewport().unsetCursor()
        self._end_hold()

    def _scroll_at_edge(self, point: QPointF) -> None:
        """Move time along when a bar is carried to the edge."""
        across = self.horizontalScrollBar()
        reach = self._theme.px("icon_large")
        if point.x() > self.viewport().width() - reach:
            across.setValue(across.value() + across.singleStep())
        elif self.header_width() <= point.x() < self.header_width() + reach:
            across.setValue(across.value() - across.singleStep())

    # Drag and drop from elsewhere

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what is ours; whether it fits is asked for each state and month."""
        if unpack(event.mimeData()) is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show for the cell below whether it takes what is held, and why."""
        payload = unpack(event.mimeData())
        point = event.position()
        row = self._row_below(point)
        if payload is None or row < 0:
            self._end_hold()
            event.ignore()
            return
        self._hold(payload, row, self._month_below(point), point.toPoint())
        if self._held is not None and self._held.verdict.accepted:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget the drag; Escape comes here as well."""
        self._end_hold()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped where, or why it was refused."""
        payload = unpack(event.mimeData())
        row, month = self._row_below(event.position()), self._month_below(event.position())
        self._end_hold()
        if payload is None or row < 0:
            event.ignore()
            return
        state = self._layout.rows[row].state
        verdict = self._verdict(payload, state, month)
        if not verdict.accepted:
            event.ignore()
            self.refused.emit(verdict.sentence)
            return
        event.acceptProposedAction()
        self.dropped.emit(payload, state, month)

    def _hold(self, payload: Payload, row: int, month: int, near: QPoint) -> None:
        """Hold something over a cell; ask and speak up when the cell changes."""
        if self._held is not None and (self._held.row, self._held.month) == (row, month):
            self._bubble.move_near(near)
            return
        state = self._layout.rows[row].state
        verdict = self._verdict(payload, state, month)
        self._held = Held(
            row=row,
            month=month,
            months=_months_of(payload),
            label=payload.get("label", ""),
            kind=payload.get("kind", ""),
            verdict=verdict,
            key=payload.get("measure", ""),
        )
        self._bubble.tell(verdict, near=near)
        self.viewport().update()
        self.hover_previewed.emit(payload, state, month)

    def _end_hold(self) -> None:
        if self._held is None:
            return
        self._held = None
        self._bubble.hide()
        self.viewport().update()
        self.hover_ended.emit()


def _months_of(payload: Payload) -> int:
    """Return how long what is held would last; a year when it does not say."""
    months = payload.get("months", "")
    return max(1, int(months)) if months.isdecimal() else _YEAR
