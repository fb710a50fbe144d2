# SPDX-License-Identifier: EUPL-1.2
"""The one seam between the session and the views.

All edits of one turn of the event loop become one signal with the union of their changes: fifty
commands in a batch of clicks, one repaint. A rate limiter would drop all but the last.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from planner.session import Session, Update


class Bridge(QObject):
    """Turns session updates into a Qt signal, once for each turn of the event loop."""

    updated = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pending: Update | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.flush)

    def follow(self, session: Session) -> None:
        """Listen to this session and to no other."""
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._pending = None
        self._unsubscribe = session.subscribe(self._collect)

    def flush(self) -> None:
        """Tell the views now what has changed since they were told last."""
        self._timer.stop()
        pending, self._pending = self._pending, None
        if pending is not None:
            self.updated.emit(pending)

    def _collect(self, update: Update) -> None:
        earlier = self._pending
        if earlier is not None:
            changes = earlier.changes.union(update.changes)
            update = Update(changes, update.plan, update.outcome, update.source, update.step)
        self._pending = update
        self._timer.start()
