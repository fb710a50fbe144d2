# SPDX-License-Identifier: EUPL-1.2
"""The board's cursor: choosing and moving by key, and the wishes every input ends in.

The board decides nothing. A bar lies where it lay until somebody hands in a board where it lies
elsewhere, so a refusal needs no undoing.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from planner.text import _
from ui.panes.board_canvas import BoardCanvas
from ui.panes.values import BoardBar, DropVerdict, Verdict, clamp_month
from ui.theme import Theme

ZOOM_STEP = 1.25

_YEAR = 12
_QUARTER = 3
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class BoardCursor(BoardCanvas):
    """The board with a keyboard. Months are indices, 0 = January 2021."""

    bar_selected = Signal(str)
    cell_selected = Signal(str, int)
    bar_moved = Signal(str, int, str)
    open_requested = Signal(str)
    placement_requested = Signal(str, int)
    remove_requested = Signal(str)
    refused = Signal(str)

    def __init__(self, theme: Theme, *, verdict: Verdict, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._verdict = verdict
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do by key whatever the mouse can do."""
        key = Qt.Key(event.key())
        if key in _STEPS and self._layout.rows:
            self._step(key, event.modifiers())
        elif key in _ENTER and self._layout.rows:
            self._open_or_place()
        elif key == Qt.Key.Key_Delete and self.chosen:
            self._wish_removal()
        elif not self._other_key(key, event.modifiers()):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor as having the keyboard."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the cursor as not having the keyboard."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _step(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        """Move the cursor, jump from bar to bar with Ctrl, move the bar with Alt."""
        rows, months = _STEPS[key]
        if modifiers & Qt.KeyboardModifier.AltModifier:
            far = _YEAR if modifiers & Qt.KeyboardModifier.ShiftModifier else 1
            self._nudge(rows, months * far)
        elif modifiers & Qt.KeyboardModifier.ControlModifier and months:
            self._jump(forward=months > 0)
        else:
            row, month = self._cursor
            row = max(0, min(len(self._layout.rows) - 1, row + rows))
            self._visit(row, clamp_month(month + months))

    def _other_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Handle the rarer keys; tell whether the key was one of ours."""
        row, month = self._cursor
        far = _YEAR if modifiers & Qt.KeyboardModifier.ShiftModifier else _QUARTER
        acts: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Plus: lambda: self.zoom_by(ZOOM_STEP),
            Qt.Key.Key_Equal: lambda: self.zoom_by(ZOOM_STEP),
            Qt.Key.Key_Minus: lambda: self.zoom_by(1 / ZOOM_STEP),
            Qt.Key.Key_PageUp: lambda: self._visit(row, clamp_month(month - far)),
            Qt.Key.Key_PageDown: lambda: self._visit(row, clamp_month(month + far)),
            Qt.Key.Key_Home: lambda: self._visit(row, self._today or 0),
            Qt.Key.Key_A: self._place,
            Qt.Key.Key_Space: self._next_of_cell,
        }
        if key not in acts or not self._layout.rows:
            return False
        acts[key]()
        return True

    def _visit(self, row: int, month: int) -> None:
        """Put the cursor on a cell and choose the bar that lies there, if one does."""
        covering = self._layout.bars_covering(row, month)
        kept = [bar for bar in covering if bar.key == self.chosen]
        self._cursor = (row, month)
        if covering:
            self.choose_bar(kept[0] if kept else covering[0])
        else:
            self.choose_cell(row, month)
        self.reveal()

    def _next_of_cell(self) -> None:
        """Choose the next of the bars that lie over each other in the cell."""
        covering = self._layout.bars_covering(*self._cursor)
        if covering:
            keys = [bar.key for bar in covering]
            at = keys.index(self.chosen) + 1 if self.chosen in keys else 0
            self.choose_bar(covering[at % len(covering)])

    def _jump(self, *, forward: bool) -> None:
        """Go to the next or previous bar of the row."""
        row, month = self._cursor
        bars = self._layout.bars_in(row)
        keys = [bar.key for bar in bars]
        if self.chosen in keys:
            at = keys.index(self.chosen) + (1 if forward else -1)
            found = bars[at : at + 1] if at >= 0 else ()
        elif forward:
            found = tuple(bar for bar in bars if bar.start > month)[:1]
        else:
            found = tuple(bar for bar in bars if bar.end < month)[-1:]
        for bar in found:
            self._cursor = (row, bar.start)
            self.choose_bar(bar)
            self.reveal()

    def _nudge(self, rows: int, months: int) -> None:
        """Wish the chosen bar a month on or in the next state."""
        bar = self._layout.bar(self.chosen)
        if bar is None:
            return
        if bar.locked:
            self.refuse_locked(bar)
            return
        row = self._layout.row_index(bar.row) + rows
        month = clamp_month(bar.start + months)
        if 0 <= row < len(self._layout.rows):
            state = self._layout.rows[row].state
            verdict = self._verdict({"measure": bar.key}, state, month)
            self.wish_move(bar, month, row, verdict)

    def _open_or_place(self) -> None:
        if self.chosen:
            self.open_requested.emit(self.chosen)
        else:
            self._place()

    def _place(self) -> None:
        self.placement_requested.emit(*self.cell)

    def _wish_removal(self) -> None:
        bar = self._layout.bar(self.chosen)
        if bar is not None and bar.lasting and not bar.locked:
            words = _("{name} is a machine of the network: it can be moved here, not removed.")
            self.refused.emit(words.format(name=bar.label))
        elif bar is not None and bar.locked:
            self.refuse_locked(bar)
        else:
            self.remove_requested.emit(self.chosen)

    def choose_bar(self, bar: BoardBar) -> None:
        """Choose a bar for the user, and tell."""
        changed = bar.key != self.chosen
        self.select_bar(bar.key)
        if changed:
            self.bar_selected.emit(bar.key)

    def choose_cell(self, row: int, month: int) -> None:
        """Put the cursor on a cell for the user, and tell."""
        state = self._layout.rows[row].state
        self.select_cell(state, month)
        self.cell_selected.emit(state, month)

    def wish_move(self, bar: BoardBar, month: int, row: int, verdict: DropVerdict) -> None:
        """Tell that a bar is wished elsewhere, or why it cannot go there."""
        state = self._layout.rows[row].state
        if (state, month) == (bar.row, bar.start):
            return
        if verdict.accepted:
            self.bar_moved.emit(bar.key, month, state)
        else:
            self.refused.emit(verdict.sentence)

    def refuse_locked(self, bar: BoardBar) -> None:
        """Tell why a bar stays where it is."""
        exists = _("{name} exists already: it cannot be moved or removed here.")
        words = _(bar.stays) if bar.stays else exists
        self.refused.emit(words.format(name=bar.label))
