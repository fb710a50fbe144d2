# SPDX-License-Identifier: EUPL-1.2
"""Views built before somebody asks for them, while nobody does anything.

Building a view takes longer than switching to it. Each turn of the timer does one short thing, so
that the window is never away for long, and whoever moves the mouse or types makes it wait. What is
built is filled only when it is shown.
"""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from ui.core_views import CORE_VIEWS
from ui.pages.registry import PAGES
from ui.panels import Panels

_QUIET_MS = 2_000  # nobody does anything, and the first backup is made
_BREATH_MS = 50  # between two steps
_DEEDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.DragMove,
        QEvent.Type.Resize,
    }
)


class BuildingAhead(QObject):
    """Builds every view of a window, in the order of the menu, in quiet moments."""

    def __init__(
        self, panels: Panels, *, quiet_ms: int = _QUIET_MS, breath_ms: int = _BREATH_MS
    ) -> None:
        super().__init__(panels)
        self._panels = panels
        self._quiet_ms = quiet_ms
        self._breath_ms = breath_ms
        self._watched: QWindow | None = None
        self._steps = self.steps()
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._go_on)

    def begin_soon(self) -> None:
        """Begin in the first quiet moment."""
        # All that is done in the window passes through its handle; a filter on the application
        # would be shown every object of the program, also those that are being taken down.
        self._watched = self._panels.window().windowHandle()
        if self._watched is not None:
            self._watched.installEventFilter(self)
        self._turn.start(self._quiet_ms)

    def is_waiting(self) -> bool:
        """Tell whether there is anything left to build."""
        return self._turn.isActive()

    def build_all(self) -> None:
        """Build at once what is left."""
        for _step in self._steps:
            pass
        self._end()

    def steps(self) -> Iterator[str]:
        """Build what is not there yet; yields the name of a view after each step towards it."""
        for view in CORE_VIEWS:
            if view not in self._panels.built:
                self._panels.view(view)
                yield view
        for page in PAGES:
            if page.name not in self._panels.pages:
                page.load()
                yield page.name
                self._panels.view(page.name)
                yield page.name

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Wait for the next quiet moment whenever somebody does something."""
        if event.type() in _DEEDS:
            self._turn.start(self._quiet_ms)
        return False

    def _go_on(self) -> None:
        """Take one step; the event loop has its turn before the next."""
        if QApplication.activeModalWidget() or QApplication.activePopupWidget():
            return  # somebody is at something else
        is_closed = not self._panels.isVisible()
        if is_closed or next(self._steps, None) is None:
            self._end()
        else:
            self._turn.setInterval(self._breath_ms)

    def _end(self) -> None:
        self._turn.stop()
        if self._watched is not None:
            self._watched.removeEventFilter(self)
