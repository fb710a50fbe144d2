# SPDX-License-Identifier: EUPL-1.2
"""Shift+F10 opens the menu of what has the keyboard, as the menu key does.

Windows makes one of the other; Qt does not elsewhere, and many keyboards have no menu key.
"""

from typing import cast

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget


def offer_menu_key(window: QWidget) -> None:
    """Let the keys work in a window."""
    keys = QShortcut(QKeySequence("Shift+F10"), window)
    keys.activated.connect(ask_for_menu)


def ask_for_menu() -> None:
    """Ask what has the keyboard for its menu, where its cursor is."""
    widget = QApplication.focusWidget()
    if widget is None:
        return
    cursor = cast("QRect", widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle))
    at = cursor.center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, widget.mapToGlobal(at))
    QApplication.sendEvent(widget, event)
