# SPDX-License-Identifier: EUPL-1.2
"""Notices when a window has painted, from inside Qt and not by waiting a while."""

from collections.abc import Callable, Sequence
from time import perf_counter

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget

_QUIET_TURNS = 3


class PaintWatch(QObject):
    """Knows when the window last finished painting, and when it last painted one of its charts.

    Times are those of `perf_counter`. A window repaints all that is due while it handles one
    `UpdateRequest`; the watch lets it do so and looks at the clock when it is done.
    """

    def __init__(self, window: QWidget, charts: Sequence[QWidget]) -> None:
        super().__init__(window)
        self._window = window
        self._charts = frozenset(charts)
        self._due: set[QWidget] = set()
        self._handling = False
        self.painted_charts: set[QWidget] = set()
        self.charts_at = self.window_at = 0.0
        self.paint_ms = 0.0
        for watched in (window, *charts):
            watched.installEventFilter(self)

    def until_quiet(self, action: Callable[[], object]) -> None:
        """Do something, then run the event loop until nothing is left to paint."""
        self.painted_charts = set()
        self.paint_ms = 0.0
        loop = QEventLoop()
        pulse = QTimer()
        self._quiet = 0
        pulse.timeout.connect(lambda: self._count_quiet_turn(loop))
        action()
        pulse.start(0)
        loop.exec()
        pulse.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paint, and look at the clock."""
        if event.type() == QEvent.Type.Paint and watched is not self._window:
            self._due.add(watched)  # type: ignore[arg-type]  # only widgets are watched
        if event.type() != QEvent.Type.UpdateRequest or watched is not self._window:
            return False
        if self._handling:
            return False
        self._paint(event)
        return True

    def _paint(self, event: QEvent) -> None:
        begun = perf_counter()
        self._handling = True
        self._window.event(event)
        self._handling = False
        self._quiet = 0
        self.window_at = perf_counter()
        self.paint_ms += (self.window_at - begun) * 1_000
        if self._due:
            self.charts_at = self.window_at
        self.painted_charts |= self._due
        self._due = set()

    def _count_quiet_turn(self, loop: QEventLoop) -> None:
        self._quiet += 1
        if self._quiet >= _QUIET_TURNS:
            loop.quit()
