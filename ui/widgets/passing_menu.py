# SPDX-License-Identifier: EUPL-1.2
"""A menu that is opened once and gone when it closes."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMenu, QWidget


class PassingMenu(QMenu):
    """Belongs to a window, but does not stay alive until that is closed.

    One that what was chosen here has opened goes first: some screens would take it along.
    """

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._let_go))

    def _let_go(self) -> None:
        opened = QApplication.activePopupWidget()
        if isinstance(opened, PassingMenu) and opened is not self:
            opened.aboutToHide.connect(self.deleteLater)
        else:
            self.deleteLater()
