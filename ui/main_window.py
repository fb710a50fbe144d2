# SPDX-License-Identifier: EUPL-1.2
"""The frame on the desktop: painted before there is a plan, kept while plans come and go."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from ui.settings import Settings
from ui.workbench import Workbench

FIRST_SIZE = (1440, 900)
SMALLEST = (1000, 640)


class MainWindow(QMainWindow):
    """Holds the workbench of the open plan and remembers where it was."""

    closed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.workbench: Workbench | None = None
        self.setWindowTitle("AI Factory Planner")
        self.setMinimumSize(*SMALLEST)
        geometry = settings.geometry()
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(*FIRST_SIZE)

    def show_workbench(self, workbench: Workbench) -> None:
        """Show a plan instead of what was shown before."""
        self.workbench = workbench
        self.setCentralWidget(workbench)
        workbench.title_changed.connect(self.setWindowTitle)
        workbench.quit_requested.connect(self.close)
        self.setWindowTitle(workbench.title())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember layout and view; the plan itself needs no saving."""
        if self.workbench is not None:
            self.workbench.remember()
        self._settings.set_geometry(self.saveGeometry())
        self._settings.sync()
        super().closeEvent(event)
        self.closed.emit()
