# SPDX-License-Identifier: EUPL-1.2
"""A grid of states that takes programmes: from the catalogue, or from another state."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QToolTip

from ui.panes.payload import pack, unpack
from ui.panes.values import DropVerdict, Payload
from ui.theme import Theme
from ui.widgets.grid_table import GridTable


class TalentTable(GridTable):
    """`dropped` carries what was let go and the key of the row; `verdict` says if it may be.

    `held` says what is dragged away from a cell, `None` if nothing can be.
    """

    dropped = Signal(object, str)
    hovered = Signal(object, str)
    hover_ended = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        verdict: Callable[[Payload, str], DropVerdict],
        held: Callable[[str, str], Payload | None],
    ) -> None:
        super().__init__(theme)
        self._verdict = verdict
        self._held = held
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Take the programme of the current cell in hand, if it has exactly one."""
        payload = self._held(*self.current())
        if payload is None:
            return
        drag = QDrag(self)
        drag.setMimeData(pack(payload))
        drag.exec(Qt.DropAction.CopyAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take in what may become a programme."""
        if unpack(event.mimeData()) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Say whether the state under the mouse takes it, and show what it would lead to."""
        payload, row = unpack(event.mimeData()), self._row_at(event.position().toPoint())
        if payload is None or not row:
            event.ignore()
            return
        verdict = self._verdict(payload, row)
        at = self.viewport().mapToGlobal(event.position().toPoint())
        QToolTip.showText(at, verdict.sentence, self)
        if verdict.accepted:
            event.acceptProposedAction()
            self.hovered.emit(payload, row)
        else:
            event.ignore()
            self.hover_ended.emit()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show again only what is."""
        self.hover_ended.emit()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was let go."""
        payload, row = unpack(event.mimeData()), self._row_at(event.position().toPoint())
        self.hover_ended.emit()
        if payload is not None and row:
            event.acceptProposedAction()
            self.dropped.emit(payload, row)

    def _row_at(self, at: QPoint) -> str:
        """Return the key of the row under a point; none on a heading."""
        place = self.rowAt(at.y())
        rows = self.values().rows
        found = rows[place] if 0 <= place < len(rows) else None
        return "" if found is None or found.heading else found.key
