# SPDX-License-Identifier: EUPL-1.2
"""What can be done on the map: hover, choose, zoom, pan, and drop a measure on a state.

The view decides nothing about a drop: it asks `verdict`, shows the answer, and tells what was
done. Whatever the mouse can do, the keyboard can do.
"""

from collections.abc import Callable
from functools import partial

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
from ui.panes.map_canvas import MapCanvas
from ui.panes.map_flows import FlowItem
from ui.panes.map_items import SiteItem
from ui.panes.map_ties import TieItem
from ui.panes.payload import unpack
from ui.panes.values import Payload, Verdict
from ui.panes.verdict_bubble import VerdictBubble
from ui.theme import Theme

ZOOM_STEP = 1.25
_WHEEL_NOTCH = 120.0

_DIRECTIONS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class MapView(MapCanvas):
    """The map with mouse, keyboard and drops."""

    state_selected = Signal(str)
    placement_requested = Signal(str)
    menu_requested = Signal(str, QPoint)
    hover_previewed = Signal(object, str, int)
    hover_ended = Signal()
    dropped = Signal(object, str, int)
    refused = Signal(str)

    def __init__(self, theme: Theme, *, verdict: Verdict, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.overlays: tuple[QWidget, ...] = ()  # in the order Tab comes to them
        self._verdict = verdict
        self._month = 0
        self._held_over = ""
        self._held_accepted = False
        self._press: QPoint | None = None
        self._panned = False
        self._bubble = VerdictBubble(self, theme)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        present_as_chart(self)
        self.set_theme(theme)
        self.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Adopt a palette and its sizes."""
        super().set_theme(theme)
        self._bubble.set_theme(theme)

    def set_month(self, month: int) -> None:
        """Set the month that drops and previews refer to."""
        self._month = month

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.setAccessibleDescription(
            _(
                "Arrow keys move from state to state, Enter places a measure, "
                "plus and minus zoom, 0 shows all of Europe."
            )
        )
        self.announce()

    def _tooltip(self, position: QPoint) -> str:
        for item in self.items(position):
            if isinstance(item, SiteItem):
                return item.mark.text or item.mark.name
            if isinstance(item, FlowItem):
                return item.flow.text
            if isinstance(item, TieItem):
                return item.tie.text
        state = self.state_at(position)
        if not state:
            return ""
        value = self._values.get(state)
        return "\n".join(filter(None, (self.describe(state), value.detail if value else "")))

    def viewportEvent(self, event: QEvent) -> bool:
        """Show a tooltip for what is below the mouse; forget the hover when it leaves."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tooltip(event.pos()), self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self.hover("")
        return bool(super().viewportEvent(event))

    @property
    def bubble_text(self) -> str:
        """What the bubble says about the place below the mouse, empty while nothing is held."""
        return self._bubble.text if self._bubble.isVisible() else ""

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the left button went down: a click chooses, a drag pans."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = event.position().toPoint()
            self._panned = False
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan while the button is down, else hover."""
        position = event.position().toPoint()
        if self._press is None:
            self.hover(self.state_at(position))
            return
        moved = self._press - position
        if self._panned or moved.manhattanLength() >= QApplication.startDragDistance():
            self._panned = True
            self.scroll_by(moved)
            self._press = position
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the state below a click."""
        if event.button() != Qt.MouseButton.LeftButton or self._press is None:
            return
        self._press = None
        self.viewport().unsetCursor()
        if not self._panned:
            self._choose(self.state_at(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask to place something in the state below."""
        state = self.state_at(event.position().toPoint())
        if state:
            self.placement_requested.emit(state)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the mouse."""
        notches = event.angleDelta().y() / _WHEEL_NOTCH
        self.zoom_by(ZOOM_STEP**notches, around=event.position().toPoint())
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of a state, at the mouse or at the chosen state."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        state = self._selected if by_key else self.state_at(event.pos())
        if not state:
            return
        self._choose(state)
        at = self.centre_of(state) if by_key else event.pos()
        self.menu_requested.emit(state, self.viewport().mapToGlobal(at))

    def _choose(self, state: str) -> None:
        if state and state != self._selected:
            self.set_selected(state)
            self.state_selected.emit(state)

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between states, place, zoom; everything the mouse can do."""
        act = self._keys().get(Qt.Key(event.key()))
        if act is None:
            event.ignore()
            return
        act()
        event.accept()

    def _keys(self) -> dict[Qt.Key, Callable[[], None]]:
        keys: dict[Qt.Key, Callable[[], None]] = {
            key: partial(self._go, step) for key, step in _DIRECTIONS.items()
        }
        for key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            keys[key] = lambda: self.zoom_by(ZOOM_STEP)
        keys[Qt.Key.Key_Minus] = lambda: self.zoom_by(1 / ZOOM_STEP)
        for key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            keys[key] = self.fit
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            keys[key] = self._place
        return keys

    def _go(self, step: QPointF) -> None:
        self._choose(self.neighbour(step))

    def _place(self) -> None:
        if self._selected:
            self.placement_requested.emit(self._selected)

    # Drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what is ours; whether it fits is asked for each state."""
        if unpack(event.mimeData()) is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show for the state below whether it takes what is held, and why."""
        payload = unpack(event.mimeData())
        position = event.position().toPoint()
        if payload is not None and self._hold_over(payload, position):
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
        state = self.state_at(event.position().toPoint())
        self._end_hold()
        if payload is None or not state:
            event.ignore()
            return
        verdict = self._verdict(payload, state, self._month)
        if not verdict.accepted:
            event.ignore()
            self.refused.emit(verdict.sentence)
            return
        event.acceptProposedAction()
        self._choose(state)
        self.dropped.emit(payload, state, self._month)

    def _hold_over(self, payload: Payload, position: QPoint) -> bool:
        """Return whether the state below takes the payload; speak up when the state changes."""
        state = self.state_at(position)
        if not state:
            self._end_hold()
            return False
        if state == self._held_over:
            self._bubble.move_near(position)
            return self._held_accepted
        verdict = self._verdict(payload, state, self._month)
        self._held_over, self._held_accepted = state, verdict.accepted
        self.outline_held(state, refused=not verdict.accepted)
        self._bubble.tell(verdict, near=position)
        self.hover_previewed.emit(payload, state, self._month)
        return verdict.accepted

    def _end_hold(self) -> None:
        if not self._held_over:
            return
        self._held_over = ""
        self.outline_held("")
        self._bubble.hide()
        self.hover_ended.emit()
