# SPDX-License-Identifier: EUPL-1.2
"""The frame on the desktop: painted before there is a plan, kept while plans come and go."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStyle, QWidget

from planner.text import _
from ui.settings import Settings

if TYPE_CHECKING:
    from ui.workbench import Workbench

FIRST_SIZE = (1440, 900)
SMALLEST = (1000, 640)


class MainWindow(QMainWindow):
    """Holds the workbench of the open plan and remembers where it was."""

    closed = Signal()
    painted = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.workbench: Workbench | None = None
        self._is_painted = False
        self._keyboard = QTimer(self)  # once a part that goes, or a dialog that closes, has settled
        self._keyboard.setSingleShot(True)
        self._keyboard.setInterval(0)
        self._keyboard.timeout.connect(self._find_keyboard)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_keyboard)
        self._set_title(_("AI Factory Planner"))
        self.setMinimumSize(*SMALLEST)
        geometry = settings.geometry()
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(QSize(*FIRST_SIZE).boundedTo(self._room()))

    def show_workbench(self, workbench: "Workbench") -> None:
        """Show a plan instead of what was shown before."""
        self.workbench = workbench
        self.setCentralWidget(workbench)
        workbench.focus_view()
        workbench.title_changed.connect(self._set_title)
        workbench.wishes.quit.connect(self.close)
        self._set_title(workbench.title())

    def _set_title(self, title: str) -> None:
        QApplication.setApplicationDisplayName(_("AI Factory Planner"))  # or Qt appends another
        self.setWindowTitle(title)

    def _room(self) -> QSize:
        """Return how large the window may be so that its frame fits on the screen."""
        frame = QSize(0, self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight))
        return self.screen().availableSize() - frame

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the window is on screen, so that what is slow can begin."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Look whether the keyboard is somewhere when the window comes to the front again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._keyboard.start()

    def _on_keyboard(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            self._keyboard.start()

    def _find_keyboard(self) -> None:
        """Bring the keyboard to the view in front, if it is nowhere in the window in front."""
        lost = self.isActiveWindow() and QApplication.focusWidget() is None
        if lost and self.workbench is not None and QApplication.activePopupWidget() is None:
            self.workbench.focus_view()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember layout and view; the plan itself needs no saving."""
        if self.workbench is not None:
            self.workbench.remember()
        self._settings.set_geometry(self.saveGeometry())
        self._settings.sync()
        super().closeEvent(event)
        self.closed.emit()
